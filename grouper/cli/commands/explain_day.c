/* SPDX-License-Identifier: Apache-2.0 */
/* One day told to people: why it has its price, in ten lines at most. */
#include "explain.h"
#include "explain_beside.h"
#include "explain_figures.h"
#include "explain_parts.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/words.h"
#include "cli/rows/rows.h"

/* The same of a day, in one line. */
static void tell_day_billable(const struct told *told, struct screen *screen)
{
    char line[LINE * 2], rate[FIGURE];
    if (!part_droits(told, line, sizeof line))
        return;
    size_t n = strlen(line);
    if (told->droits->taux >= 0) {
        figure_euros(rate, told->droits->taux);
        n += (size_t)snprintf(line + n, sizeof line - n, "%s", words(W_EX_APART));
        words_write(line + n, sizeof line - n, W_EX_DROITS_RATE, rate);
    }
    screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
}

/* Why a day of the sub-sequence has no price. */
static void tell_no_price(const struct told *told, struct screen *screen)
{
    const had_result *result = told->item->result;
    char line[LINE], day[16];
    format_date(day, sizeof day, told->batch->options->jour);
    words_write(line, sizeof line, W_EX_DAY_NOTHING, day);
    screen_text(screen, PAINT_BAD, 0, 2, line);
    part_head(told, screen);
    if (result->outcome == HAD_GROUPED) {
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT, words(W_EX_DAY_UNCOVERED));
        return;
    }
    had_finding list[HAD_FINDINGS_MAX];
    size_t n = part_findings(told, list), told_ones = 0;
    for (size_t i = 0; i < n && told_ones < 3; i++) {
        if (!list[i].blocking && result->outcome == HAD_BLOCKED)
            continue;
        part_finding(told, screen, &list[i]);
        told_ones++;
    }
}

/* The group of a day: how it was read, or what gives it. */
static void tell_day_group(const struct told *told, struct screen *screen, int period)
{
    char line[LINE];
    had_why why;
    if (told->item->result->carried) {
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, words(W_EX_DAY_READ));
        return;
    }
    if (!told_why(told, period, &why))
        return;
    if (why.groupement == HAD_GROUPE_POIDS) {
        part_product(line, sizeof line, &why);
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
    }
    part_source(told, line, sizeof line, &why);
    screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
}

static void tell_day(const struct told *told, struct screen *screen, const had_zone *zone,
                     int64_t rank)
{
    const had_result *result = told->item->result;
    struct triple_codes codes = told_triple(told);
    int32_t first, last;
    char line[LINE * 8], day[16], tarif[FIGURE], ranks[32] = "?", text[LINE];
    format_date(day, sizeof day, told->batch->options->jour);
    figure_euros(tarif, zone->tarif);
    if (zone->origine == HAD_ORIGINE_NONE)
        words_write(line, sizeof line, W_EX_DAY_NO_TARIF, day, two_text(zone->ght).text);
    else
        words_write(line, sizeof line, W_EX_DAY, day, tarif, two_text(zone->ght).text,
                    result->facturable ? "" : words(W_EX_DAY_NOT_BILLABLE));
    screen_text(screen, PAINT_TITLE, 0, 2, line);
    int period = told_period_of(told, rank);
    if (told_period(told, period, &first, &last))
        part_ranks(ranks, first, last);
    words_write(line, sizeof line, W_EX_DAY_PLACE, told->item->file,
                (unsigned long long)told->item->line, (long long)rank, (unsigned)period + 1, ranks);
    screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
    words_write(line, sizeof line, W_EX_DAY_TRIPLE, codes.mpp, codes.mpa, codes.ik, result->ghpc,
                result->code_retour);
    screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
    tell_day_group(told, screen, period);
    part_tarif(told, screen, zone);
    part_coefficients(told, text, sizeof text);
    if (text[0]) {
        words_write(line, sizeof line, W_EX_DAY_COEFFICIENTS, text);
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
    }
    tell_day_billable(told, screen);
    if (!told->official)
        screen_text(screen, PAINT_FAINT, INDENT, INDENT + 2, words(W_EX_UNOFFICIAL));
}

static size_t lines_in(const unsigned char *text, size_t size)
{
    size_t lines = 0;
    for (size_t i = 0; i < size; i++)
        lines += text[i] == '\n';
    return lines;
}

/* Joins a line to the one before it: of those that are set in furthest, the last. False when none
 * is. */
static bool join_line(struct sink *sink, size_t from)
{
    const char *between = words(W_EX_APART);
    const size_t length = strlen(between);
    unsigned char *text = sink->buffer + from;
    size_t size = sink->used - from, at = 0, furthest = 0;
    for (size_t i = 0; i < size; i++) {
        size_t blanks = 0;
        while (text[i] == '\n' && i + 1 + blanks < size && text[i + 1 + blanks] == ' ')
            blanks++;
        if (1 + blanks >= length && blanks >= furthest) {
            at = i;
            furthest = blanks;
        }
    }
    if (furthest == 0)
        return false;
    memcpy(text + at, between, length);
    memmove(text + at + length, text + at + 1 + furthest, size - at - 1 - furthest);
    sink->used -= 1 + furthest - length;
    return true;
}

/* Ten lines at most: names of files that are too long for that have wider ones, and when each is
 * whole and they are still too many, some are joined. */
void explain_day_text(const struct told *told, struct sink *sink)
{
    enum { WIDEST = 1 << 20 };
    const size_t most = 10 - beside_day_lines(told->batch->options);
    struct screen screen = part_screen(told, sink);
    int64_t rank = 0;
    const had_zone *zone = told_day(told, told->batch->options->jour, &rank);
    sink_room(sink, EXPLAIN_DAY_ROOM);
    size_t from = sink->used;
    for (size_t lines = most + 1; lines > most && screen.width < WIDEST; screen.width *= 2) {
        sink->used = from;
        if (zone)
            tell_day(told, &screen, zone, rank);
        else
            tell_no_price(told, &screen);
        lines = lines_in(sink->buffer + from, sink->used - from);
    }
    while (lines_in(sink->buffer + from, sink->used - from) > most)
        if (!join_line(sink, from))
            break;
}
