/* SPDX-License-Identifier: Apache-2.0 */
#include "svg.h"

#include <stdio.h>

#include "html.h"

/* Of a chart as wide as a phone: names on the left, values at the end of bars. */
enum { WIDTH = 360, LEFT = 62, RIGHT = 84, STEP = 20, BAR = 14, BASE = 11 };

static int64_t most_of(const struct svg_bar *bars, size_t count)
{
    int64_t most = 1;
    for (size_t i = 0; i < count; i++)
        most = bars[i].value > most ? bars[i].value : most;
    return most;
}

/* Tenths of a unit, so that nothing is rounded by a locale. */
static int64_t width_of(int64_t value, int64_t most)
{
    int64_t room = 10 * (WIDTH - LEFT - RIGHT);
    return most > INT64_MAX / room ? value / (most / room) : value * room / most;
}

static void put_bar(struct sink *sink, const struct svg_bar *bar, int64_t most, int y)
{
    char text[160];
    int64_t width = width_of(bar->value, most);
    snprintf(text, sizeof text, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LEFT - 6, y + BASE);
    html_put(sink, text);
    html_text(sink, bar->name);
    snprintf(text, sizeof text,
             "</text><rect x=\"%d\" y=\"%d\" width=\"%lld.%lld\" height=\"%d\"/><text x=\"%lld\" "
             "y=\"%d\">",
             LEFT, y, (long long)(width / 10), (long long)(width % 10), BAR,
             LEFT + (long long)(width / 10) + 5, y + BASE);
    html_put(sink, text);
    html_number(sink, bar->value);
    html_put(sink, "</text>");
}

void svg_bars(struct sink *sink, const char *title, const char *unit, const struct svg_bar *bars,
              size_t count)
{
    char text[160];
    int64_t most = most_of(bars, count);
    html_put(sink, "<figure><figcaption>");
    html_text(sink, title);
    html_put(sink, " (");
    html_text(sink, unit);
    snprintf(text, sizeof text,
             ")</figcaption><svg role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\"", WIDTH,
             (int)count * STEP + 2);
    html_put(sink, text);
    html_text(sink, title);
    html_put(sink, ", ");
    html_text(sink, unit);
    for (size_t i = 0; i < count; i++) {
        html_put(sink, i == 0 ? ": " : "; ");
        html_text(sink, bars[i].name);
        html_put(sink, " ");
        html_number(sink, bars[i].value);
    }
    html_put(sink, "\">");
    for (size_t i = 0; i < count; i++)
        put_bar(sink, &bars[i], most, (int)i * STEP + 2);
    html_put(sink, "</svg></figure>\n");
}
