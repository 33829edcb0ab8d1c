/* SPDX-License-Identifier: Apache-2.0 */
/* A record told to people, step by step: fields, controls, triple, group, days, amount. */
#include "explain.h"
#include "explain_figures.h"
#include "explain_parts.h"

#include <stdio.h>
#include <string.h>

#include "os/os.h"
#include "cli/base/calendar.h"
#include "cli/rows/days.h"
#include "cli/write/json.h"
#include "cli/rows/rows.h"
#include "cli/write/screen.h"
#include "cli/base/shown.h"
#include "cli/account/tally.h"
#include "cli/base/words.h"

static bool english(void)
{
    return words_language_get() == ENGLISH;
}

/* --- Fields ----------------------------------------------------------------------------------- */

/* The values of a part, as UTF-8 a terminal does not obey; those of a group one after another. */
static void value_text(const struct told *told, const had_part *part, char *out, size_t size)
{
    const unsigned char *p = told->item->bytes + part->span.start, *end = p + part->span.length;
    size_t each = part->size ? part->size : part->span.length, n = 0;
    out[0] = '\0';
    for (; p < end; p += each) {
        const unsigned char *from = p, *to = (size_t)(end - p) < each ? end : p + each;
        unsigned char text[3 * 512];
        char raw[3 * 512 + 1];
        trim(&from, &to);
        if (to - from > 512)
            to = from + 512;
        size_t length = to_utf8(from, to, text);
        memcpy(raw, text, length);
        raw[length] = '\0';
        if (n + 2 < size && n > 0)
            out[n++] = ' ', out[n] = '\0';
        if (length > 0)
            n += shown(out + n, size - n, raw);
    }
}

static void tell_fields(const struct told *told, struct screen *screen)
{
    static char value[SCREEN_MOST - 256], line[SCREEN_MOST];
    had_part parts[HAD_PARTS_MAX];
    const struct item *item = told->item;
    size_t n = had_record_parts(told->engine, item->bytes, item->length, parts, HAD_PARTS_MAX);
    n = n < HAD_PARTS_MAX ? n : HAD_PARTS_MAX;
    screen_title(screen, words(W_EX_FIELDS));
    if (!told->batch->options->values)
        screen_text(screen, PAINT_FAINT, INDENT, INDENT, words(W_EX_HIDDEN));
    for (size_t i = 0; i < n; i++) {
        const had_part *part = &parts[i];
        if (part->span.length == 0)
            continue;
        char name[64], place[32];
        unsigned times = part->size ? (unsigned)part->span.length / (unsigned)part->size : 1;
        if (times > 1)
            snprintf(name, sizeof name, "%s (%u)", part->name, times);
        else
            snprintf(name, sizeof name, "%s", part->name);
        snprintf(place, sizeof place, part->span.length > 1 ? "%u-%u" : "%u", part->span.start + 1u,
                 part->span.start + part->span.length);
        value_text(told, part, value, sizeof value);
        if (value[0] && told_hidden(told, part->name))
            snprintf(value, sizeof value, "%s", words(W_EX_MASK));
        words_write(line, sizeof line, W_EX_FIELD, place, name, value[0] ? value : "-");
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 38, line);
    }
}

/* --- Controls --------------------------------------------------------------------------------- */

/* Why controls did not run, in the order of had_control. */
static const char *state_text(const struct told *told, int state)
{
    switch (state) {
    case HAD_CONTROL_FORME:
        return words(W_EX_SHAPE);
    case HAD_CONTROL_REJET:
        return words(W_EX_NOT_READ);
    case HAD_CONTROL_CARRIED:
        return words(W_EX_READ);
    case HAD_CONTROL_CHAMP:
        return words(W_EX_NO_FIELD);
    case HAD_CONTROL_ANNEE:
        return words(W_EX_YEAR);
    case HAD_CONTROL_DATE:
        return words(W_EX_NO_DATE);
    case HAD_CONTROL_CONVENTIONS:
        return words(W_EX_NO_CONVENTIONS);
    case HAD_CONTROL_CCAM:
        return words(W_EX_NO_CCAM);
    case HAD_CONTROL_CLASSIFICATION:
        return told->item->result->fin ? words(W_EX_NO_CLASSIFICATION) : words(W_EX_NO_END);
    case HAD_CONTROL_AUTRES:
        return told->batch->options->chainage ? words(W_EX_OTHERS_CHECK) : words(W_EX_OTHERS);
    case HAD_CONTROL_ABSENT:
        return words(W_EX_ABSENT);
    default:
        return words(W_EX_CLEAN);
    }
}

/* Codes in one state, without those found, after its reason. Planned codes and the warnings of ours
 * are no controls. */
static void tell_state(const struct told *told, struct screen *screen, int state)
{
    const had_result *result = told->item->result;
    char line[LINE * 2];
    size_t used = 0, count = 0;
    for (int number = 0; number < (int)had_finding_count(); number++) {
        had_finding_info info = {.size = sizeof info};
        had_finding_get((size_t)number, result->fin / 10000, &info);
        if (told_state(told, number) != state || had_findings_has(&result->findings, number))
            continue;
        int n = snprintf(line + used, sizeof line - used, "%s%s", count ? ", " : "", info.code);
        used += n > 0 && (size_t)n < sizeof line - used ? (size_t)n : 0;
        count++;
    }
    char all[LINE * 3];
    if (count == 0 || state == HAD_CONTROL_ABSENT)
        return;
    words_write(all, sizeof all, W_EX_STATE, (unsigned long long)count, state_text(told, state),
                line);
    screen_text(screen, state == HAD_CONTROL_FAIT ? PAINT_PLAIN : PAINT_FAINT, INDENT, INDENT + 2,
                all);
}

static void tell_controls(const struct told *told, struct screen *screen)
{
    had_finding list[HAD_FINDINGS_MAX];
    size_t n = part_findings(told, list);
    screen_title(screen, words(W_EX_CONTROLS));
    for (size_t i = 0; i < n; i++)
        part_finding(told, screen, &list[i]);
    for (int state = HAD_CONTROL_FAIT; state <= HAD_CONTROL_ABSENT; state++)
        tell_state(told, screen, state);
}

/* --- The group -------------------------------------------------------------------------------- */

static void tell_classification(const struct told *told, struct screen *screen)
{
    const had_result *result = told->item->result;
    char line[LINE];
    if (result->carried) {
        words_write(line, sizeof line, W_EX_CARRIED, result->version);
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT, line);
    } else if (result->classification < 0) {
        screen_text(screen, PAINT_BAD, INDENT, INDENT,
                    result->fin ? words(W_EX_NONE_COVERS) : words(W_EX_NONE_CHOSEN));
    } else {
        const had_classification_info *info = &told->batch->classification[result->classification];
        words_write(line, sizeof line, W_EX_CLASSIFICATION, info->id, result->version,
                    info->officielle ? words(W_EX_OFFICIAL) : words(W_EX_NOT_OFFICIAL));
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT, line);
    }
    if (result->outcome != HAD_UNUSABLE) {
        words_write(line, sizeof line, W_EX_RESULT, result->ghpc, result->code_retour);
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT, line);
    }
}

static void tell_reason(void *context, const char *line, size_t size)
{
    char text[LINE * 8];
    size_t blanks = strspn(line, " ");
    snprintf(text, sizeof text, "%.*s", (int)(size - blanks), line + blanks);
    screen_text(context, PAINT_PLAIN, INDENT + blanks, INDENT + blanks + 2, text);
}

/* What the tables say of the pair of modes, and of the IK with it; false when there is no group
 * to look at. */
static bool tell_pair(const struct told *told, struct screen *screen)
{
    const had_result *result = told->item->result;
    struct triple_codes codes = told_triple(told);
    had_triple triple = {.size = sizeof triple};
    char line[LINE];
    if (result->carried || result->classification < 0)
        return false;
    if (had_triple_find(told->batch->tables, (size_t)result->classification, codes.mpp, codes.mpa,
                        codes.ik, &triple) != HAD_OK) {
        screen_text(screen, PAINT_BAD, INDENT, INDENT + 2, words(W_EX_NO_TRIPLE));
        return false;
    }
    const char *pair = triple.statut == HAD_AUTORISEE       ? words(W_EX_ALLOWED)
                       : triple.statut == HAD_INATTENDUE    ? words(W_EX_UNEXPECTED)
                       : triple.statut == HAD_NON_AUTORISEE ? words(W_EX_NOT_ALLOWED)
                       : triple.statut == HAD_ERRONEE       ? words(W_EX_WRONG)
                                                            : words(W_EX_NOT_LISTED);
    const char *bounds = triple.ik_bounds < 0   ? words(W_EX_IK_BELOW)
                         : triple.ik_bounds > 0 ? words(W_EX_IK_ABOVE)
                                                : "";
    words_write(line, sizeof line, W_EX_PAIR, pair, bounds);
    bool bad = triple.statut == HAD_ERRONEE;
    screen_text(screen, bad ? PAINT_BAD : PAINT_PLAIN, INDENT, INDENT + 2, line);
    return !bad;
}

static void tell_group(const struct told *told, struct screen *screen)
{
    struct triple_codes codes = told_triple(told);
    char line[LINE], text[LINE], ranks[32];
    had_why why;
    int32_t first, last;
    screen_title(screen, words(W_EX_GROUP));
    words_write(line, sizeof line, W_EX_TRIPLE, codes.mpp, codes.mpa, codes.ik);
    screen_text(screen, PAINT_PLAIN, INDENT, INDENT, line);
    tell_classification(told, screen);
    if (!tell_pair(told, screen) || !told_why(told, 0, &why))
        return;
    if (why.weights) {
        part_product(line, sizeof line, &why);
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
    }
    for (int k = 0; told_period(told, k, &first, &last) && told_why(told, k, &why); k++) {
        part_ranks(ranks, first, last);
        part_source(told, text, sizeof text, &why);
        words_write(line, sizeof line, W_EX_PERIOD, ranks, text);
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 10, line);
    }
    if (told_deduced(told)) {
        screen_title(screen, words(W_EX_REASON));
        told_reason(told, tell_reason, screen);
    }
}

/* --- The days --------------------------------------------------------------------------------- */

/* One mark a day of the sequence: the number of the period of those that count, `.` before this
 * sub-sequence, `x` where conventions leave a day out. */
static void tell_timeline(const struct told *told, struct screen *screen)
{
    enum { EACH = 50, MOST = 1200 };
    const had_result *result = told->item->result;
    if (!result->debut || !result->debut_sequence || result->debut_sequence > result->debut ||
        result->debut > result->fin)
        return;
    int32_t before = calendar_span(result->debut_sequence, result->debut) - 1;
    int32_t end = before + calendar_span(result->debut, result->fin);
    int32_t date = result->debut;
    char line[EACH + 64];
    for (int32_t row = before / EACH * EACH; row < end && row < before + MOST; row += EACH) {
        char marks[EACH + 1], label[16];
        int n = 0;
        for (int32_t rank = row + 1; rank <= row + EACH && rank <= end; rank++) {
            int64_t counted;
            marks[n] = '.';
            if (rank > before) {
                bool counts = told_day(told, date, &counted) != NULL;
                marks[n] = counts ? (char)('1' + told_period_of(told, rank)) : 'x';
                date = calendar_next(date);
            }
            n++;
        }
        marks[n] = '\0';
        snprintf(label, sizeof label, "J%d", row + 1);
        snprintf(line, sizeof line, "%-6s %s", label, marks);
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT, line);
    }
}

static void tell_days(const struct told *told, struct screen *screen)
{
    const had_result *result = told->item->result;
    char line[LINE], from[16], to[16], sequence[16];
    screen_title(screen, words(W_EX_DAYS));
    if (result->rapss) {
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT, words(W_EX_NO_DATES));
    } else {
        format_date(from, sizeof from, result->debut);
        format_date(to, sizeof to, result->fin);
        format_date(sequence, sizeof sequence, result->debut_sequence);
        words_write(line, sizeof line, W_EX_DATES, from[0] ? from : "?", to[0] ? to : "?",
                    (long long)calendar_span(result->debut, result->fin),
                    sequence[0] ? sequence : "?");
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT, line);
    }
    if (result->outcome != HAD_GROUPED)
        return;
    if (!result->rapss) {
        tell_timeline(told, screen);
        screen_text(screen, PAINT_FAINT, INDENT, INDENT, words(W_EX_MARKS));
    }
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        format_date(from, sizeof from, zone->debut);
        format_date(to, sizeof to, zone->fin);
        if (result->rapss)
            words_write(line, sizeof line, W_EX_ZONE_DAYS, (unsigned)i + 1,
                        two_text(zone->ght).text, (unsigned)zone->jours);
        else
            words_write(line, sizeof line, W_EX_ZONE, (unsigned)i + 1, two_text(zone->ght).text,
                        from, to, (unsigned)zone->jours);
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
    }
}

/* --- The amount ------------------------------------------------------------------------------- */

/* Rule R22. */
static void billable_text(const struct told *told, char *out, size_t size)
{
    const had_result *result = told->item->result;
    size_t length;
    const unsigned char *code =
        item_field(told->batch, told->item, had_field("facturable"), &length);
    char text[2] = {length > 0 ? (char)*code : '?', '\0'};
    if (result->secteur == HAD_EX_DGF)
        snprintf(out, size, "%s", words(W_EX_BILLABLE_DGF));
    else if (result->facturable)
        words_write(out, size, W_EX_BILLABLE_OQN, text);
    else
        words_write(out, size, W_EX_NOT_BILLABLE, text);
}

static void tell_billable(const struct told *told, struct screen *screen)
{
    char line[LINE * 2], rate[FIGURE], amount[FIGURE];
    int64_t amo;
    bool known = part_droits(told, line, sizeof line);
    if (!known)
        billable_text(told, line, sizeof line);
    screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
    if (!known || told->droits->etat != HAD_DROITS_CONNUS)
        return;
    figure_euros(rate, told->droits->taux); /* hundredths, as centimes are */
    if (told->droits->taux < 0)
        snprintf(line, sizeof line, "%s", words(W_EX_DROITS_NO_RATE));
    else if (told_amo(told, &amo)) {
        figure_euros(amount, amo);
        words_write(line, sizeof line, W_EX_DROITS_AMO, rate, amount);
    } else {
        words_write(line, sizeof line, W_EX_DROITS_RATE, rate);
    }
    screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
}

static void tell_amount(const struct told *told, struct screen *screen)
{
    const had_result *result = told->item->result;
    char line[LINE * 2], tarif[FIGURE], amount[FIGURE], coefficients[LINE];
    had_coefficient_info info;
    int64_t centimes;
    screen_title(screen, words(W_EX_AMOUNT));
    part_coefficients(told, coefficients, sizeof coefficients);
    if (coefficients[0]) {
        words_write(line, sizeof line, W_EX_DAY_COEFFICIENTS, coefficients);
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
    }
    if (told_coefficient(told, &info) && info.source[0]) {
        words_write(line, sizeof line, W_EX_COEF_SOURCE, info.source, info.certitude);
        screen_text(screen, PAINT_FAINT, INDENT + 2, INDENT + 4, line);
    }
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        part_tarif(told, screen, zone);
        if (!zone_valued(zone))
            continue;
        figure_euros(tarif, zone->tarif);
        figure_euros(amount, zone->montant);
        words_write(line, sizeof line, W_EX_ZONE_AMOUNT, (unsigned)i + 1, (unsigned)zone->jours,
                    tarif, coefficients[0] ? words(W_EX_WITH_COEFFICIENTS) : "", amount);
        screen_text(screen, PAINT_PLAIN, INDENT + 2, INDENT + 4, line);
    }
    bool known = result_amount(result, &centimes);
    figure_euros(amount, centimes);
    if (known)
        words_write(line, sizeof line, W_EX_TOTAL, amount);
    else
        snprintf(line, sizeof line, "%s", words(W_EX_NO_TOTAL));
    screen_text(screen, known ? PAINT_GOOD : PAINT_BAD, INDENT, INDENT + 2, line);
    tell_billable(told, screen);
    if (!told->official)
        screen_text(screen, PAINT_FAINT, INDENT, INDENT + 2, words(W_EX_UNOFFICIAL));
}

/* --- Records that earn nothing ---------------------------------------------------------------- */

/* What is known of the groups of a record blocked by 901. */
static void tell_range(const struct told *told, struct screen *screen)
{
    const struct item *item = told->item;
    had_fourchette range = {.size = sizeof range};
    char line[LINE], least[FIGURE], most[FIGURE];
    if (had_fourchette_get(told->engine, item->bytes, item->length, item->result, &range) !=
            HAD_OK ||
        !range.connue)
        return;
    figure_euros(least, range.montant_min);
    figure_euros(most, range.montant_max);
    words_write(line, sizeof line, W_EX_RANGE, least, most);
    screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
}

/* Each blocking finding, and what to look at. */
static void tell_blocked(const struct told *told, struct screen *screen)
{
    had_finding list[HAD_FINDINGS_MAX];
    char line[LINE * 4], names[LINE], others[LINE], meaning[LINE];
    size_t n = part_findings(told, list);
    screen_title(screen, words(W_EX_NOTHING));
    if (told->item->result->carried)
        screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, words(W_EX_CARRIED_ERROR));
    for (size_t i = 0; i < n; i++) {
        had_finding_info info = {.size = sizeof info};
        had_finding_get(list[i].number, told->item->result->fin / 10000, &info);
        if (!list[i].blocking)
            continue;
        part_fields(info.fields, names, sizeof names);
        told_meaning(told, list[i].number, meaning, sizeof meaning);
        part_fields(info.compared, others, sizeof others);
        if (others[0])
            words_write(line, sizeof line, W_EX_TO_CHANGE_EITHER, info.code, meaning, names,
                        others);
        else if (names[0])
            words_write(line, sizeof line, W_EX_TO_CHANGE, info.code, meaning, names);
        else
            words_write(line, sizeof line, W_EX_TO_CHANGE_NO_FIELD, info.code, meaning);
        screen_text(screen, PAINT_BAD, INDENT, INDENT + 2, line);
    }
    tell_range(told, screen);
}

void explain_text(const struct told *told, struct sink *sink)
{
    struct screen screen = part_screen(told, sink);
    const had_result *result = told->item->result;
    part_head(told, &screen);
    tell_fields(told, &screen);
    tell_controls(told, &screen);
    tell_group(told, &screen);
    tell_days(told, &screen);
    if (result->outcome == HAD_GROUPED)
        tell_amount(told, &screen);
    else
        tell_blocked(told, &screen);
    screen_text(&screen, PAINT_PLAIN, 0, 0, "");
}

void explain_estimate(const struct options *options, struct sink *sink, uint64_t line,
                      const int64_t *centimes, bool first)
{
    if (options->to == FORMAT_JSONL) {
        struct json json = {sink, true};
        json_open(&json, NULL, '{');
        json_number(&json, "ligne", (int64_t)line);
        if (centimes)
            json_euros(&json, "estimation", *centimes);
        else
            json_null(&json, "estimation");
        json_close(&json, '}');
        put(sink, '\n');
        return;
    }
    struct screen screen;
    char text[LINE], amount[FIGURE];
    screen_start(&screen, sink, !options->output && os_terminal(OS_STDOUT));
    if (first)
        screen_text(&screen, PAINT_TITLE, 0, 0, words(W_EX_ESTIMATE));
    if (centimes) {
        figure_euros(amount, *centimes);
        words_write(text, sizeof text, W_EX_WOULD_EARN, (unsigned long long)line, amount);
    } else {
        words_write(text, sizeof text, W_EX_NO_ESTIMATE, (unsigned long long)line);
    }
    screen_text(&screen, PAINT_PLAIN, INDENT, INDENT + 2, text);
}

/* --- No record -------------------------------------------------------------------------------- */

void explain_rejected_text(const struct told *told, struct sink *sink, int finding)
{
    struct screen screen = part_screen(told, sink);
    const struct item *item = told->item;
    const had_result *result = item->result;
    had_finding_info info = {.size = sizeof info};
    char line[LINE * 8];
    had_finding_get((size_t)finding, 0, &info);
    words_write(line, sizeof line, W_EX_REJECTED, item->file, (unsigned long long)item->line,
                info.code, english() ? info.en : info.fr);
    screen_text(&screen, PAINT_BAD, 0, 2, line);
    size_t length = item->length;
    while (length > 0 && (item->bytes[length - 1] == '\n' || item->bytes[length - 1] == '\r'))
        length--;
    if (result->format[0]) {
        words_write(line, sizeof line, W_EX_REJECTED_FORMAT, result->format);
        screen_text(&screen, PAINT_PLAIN, INDENT, INDENT, line);
    }
    if (result->expected > 0)
        words_write(line, sizeof line, W_EX_REJECTED_LENGTH, (unsigned long long)length,
                    (unsigned)result->expected);
    else
        words_write(line, sizeof line, W_EX_REJECTED_PLACE, (unsigned long long)length,
                    (unsigned)result->position);
    screen_text(&screen, PAINT_PLAIN, INDENT, INDENT, line);
    screen_text(&screen, PAINT_PLAIN, INDENT, INDENT,
                result->expected > length ? words(W_EX_DO_LENGTH)
                : result->expected > 0    ? words(W_EX_DO_COUNTS)
                : result->format[0]       ? words(W_EX_DO_CHARACTER)
                                          : words(W_EX_DO_FORMAT));
    screen_text(&screen, PAINT_PLAIN, INDENT, INDENT, words(W_EX_REJECTED_NOTHING));
}
