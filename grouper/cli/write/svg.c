/* SPDX-License-Identifier: Apache-2.0 */
#include "svg.h"

#include <stdbool.h>
#include <stdio.h>

#include "html.h"

/* Of a chart as wide as a phone: names on the left, values at the end of bars. A character of a
 * name is at most LETTER wide; the left side is as wide as the longest name, within bounds. */
enum {
    WIDTH = 360,
    LEFT_LEAST = 62,
    LEFT_MOST = 190,
    LETTER = 7,
    RIGHT = 84,
    STEP = 20,
    BAR = 14,
    BASE = 11,
    PAIR = 11,
    LEGEND = 22
};

/* A chart being written: bars of one series, or of two that a legend tells apart. */
struct chart {
    struct sink *sink;
    const char *title, *unit;
    const char *series[2]; /* NULL: one, without a name */
    int64_t most;          /* the widest bar */
    int left;              /* where bars begin */
};

/* Makes room for a name: bytes that begin a character count. */
static void fit_name(struct chart *chart, const char *name)
{
    int wide = 12;
    for (; *name; name++)
        wide += (*name & 0xC0) != 0x80 ? LETTER : 0;
    wide = wide < LEFT_MOST ? wide : LEFT_MOST;
    chart->left = wide > chart->left ? wide : chart->left;
}

/* Tenths of a unit, so that nothing is rounded by a locale. */
static int64_t width_of(const struct chart *chart, int64_t value)
{
    int64_t room = 10 * (WIDTH - chart->left - RIGHT), most = chart->most;
    return most > INT64_MAX / room ? value / (most / room) : value * room / most;
}

static void put_value(const struct chart *chart, int64_t value, const char *written)
{
    if (written)
        html_text(chart->sink, written);
    else
        html_number(chart->sink, value);
}

static void put_bar(const struct chart *chart, int series, int64_t value, const char *written,
                    int y, int height)
{
    char text[200];
    int64_t width = width_of(chart, value);
    snprintf(text, sizeof text,
             "<rect class=\"s%d\" x=\"%d\" y=\"%d\" width=\"%lld.%lld\" height=\"%d\"/>"
             "<text x=\"%lld\" y=\"%d\">",
             series, chart->left, y, (long long)(width / 10), (long long)(width % 10), height,
             chart->left + (long long)(width / 10) + 5, y + height - BAR + BASE);
    html_put(chart->sink, text);
    put_value(chart, value, written);
    html_put(chart->sink, "</text>");
}

static void put_name(const struct chart *chart, const char *name, int y)
{
    char text[100];
    snprintf(text, sizeof text, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", chart->left - 6, y);
    html_put(chart->sink, text);
    html_text(chart->sink, name);
    html_put(chart->sink, "</text>");
}

static void put_legend(const struct chart *chart)
{
    char text[160];
    for (int i = 0; i < 2; i++) {
        int x = chart->left + i * (WIDTH - chart->left) / 2;
        snprintf(text, sizeof text,
                 "<rect class=\"s%d\" x=\"%d\" y=\"3\" width=\"11\" height=\"11\"/>"
                 "<text x=\"%d\" y=\"13\">",
                 i, x, x + 16);
        html_put(chart->sink, text);
        html_text(chart->sink, chart->series[i]);
        html_put(chart->sink, "</text>");
    }
}

/* Title and unit over the chart; then its text alternative is begun. */
static void begin(const struct chart *chart, int height)
{
    char text[100];
    html_put(chart->sink, "<figure><figcaption>");
    html_text(chart->sink, chart->title);
    html_put(chart->sink, " (");
    html_text(chart->sink, chart->unit);
    snprintf(text, sizeof text,
             ")</figcaption><svg role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\"", WIDTH, height);
    html_put(chart->sink, text);
    html_text(chart->sink, chart->title);
    html_put(chart->sink, ", ");
    html_text(chart->sink, chart->unit);
}

/* One more name of the alternative. */
static void say_name(const struct chart *chart, bool first, const char *name)
{
    html_put(chart->sink, first ? ": " : "; ");
    html_text(chart->sink, name);
}

static void say_value(const struct chart *chart, const char *series, int64_t value,
                      const char *written)
{
    html_put(chart->sink, " ");
    if (series) {
        html_text(chart->sink, series);
        html_put(chart->sink, " ");
    }
    put_value(chart, value, written);
}

void svg_bars(struct sink *sink, const char *title, const char *unit, const struct svg_bar *bars,
              size_t count)
{
    struct chart chart = {
        .sink = sink, .title = title, .unit = unit, .most = 1, .left = LEFT_LEAST};
    for (size_t i = 0; i < count; i++) {
        chart.most = bars[i].value > chart.most ? bars[i].value : chart.most;
        fit_name(&chart, bars[i].name);
    }
    begin(&chart, (int)count * STEP + 2);
    for (size_t i = 0; i < count; i++) {
        say_name(&chart, i == 0, bars[i].name);
        say_value(&chart, NULL, bars[i].value, bars[i].text);
    }
    html_put(sink, "\">");
    for (size_t i = 0; i < count; i++) {
        int y = (int)i * STEP + 2;
        put_name(&chart, bars[i].name, y + BASE);
        put_bar(&chart, !bars[i].marked, bars[i].value, bars[i].text, y, BAR);
    }
    html_put(sink, "</svg></figure>\n");
}

void svg_pairs(struct sink *sink, const char *title, const char *unit, const char *first,
               const char *second, const struct svg_pair *pairs, size_t count)
{
    enum { PAIR_STEP = 2 * PAIR + 6 };
    struct chart chart = {.sink = sink,
                          .title = title,
                          .unit = unit,
                          .series = {first, second},
                          .most = 1,
                          .left = LEFT_LEAST};
    for (size_t i = 0; i < count; i++) {
        fit_name(&chart, pairs[i].name);
        chart.most = pairs[i].first > chart.most ? pairs[i].first : chart.most;
        chart.most = pairs[i].second > chart.most ? pairs[i].second : chart.most;
    }
    begin(&chart, LEGEND + (int)count * PAIR_STEP);
    for (size_t i = 0; i < count; i++) {
        say_name(&chart, i == 0, pairs[i].name);
        say_value(&chart, first, pairs[i].first, NULL);
        html_put(sink, ",");
        say_value(&chart, second, pairs[i].second, NULL);
    }
    html_put(sink, "\">");
    put_legend(&chart);
    for (size_t i = 0; i < count; i++) {
        int y = LEGEND + (int)i * PAIR_STEP;
        put_name(&chart, pairs[i].name, y + PAIR + 3);
        put_bar(&chart, 0, pairs[i].first, NULL, y, PAIR);
        put_bar(&chart, 1, pairs[i].second, NULL, y + PAIR, PAIR);
    }
    html_put(sink, "</svg></figure>\n");
}
