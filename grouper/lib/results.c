/* SPDX-License-Identifier: Apache-2.0 */
/* The public calls that read a result against its record: findings, fields, parts, the grouped
 * line. */
#include <string.h>

#include "engine_own.h"
#include "lib/base/sized.h"
#include "lib/record/groups.h"
#include "lib/rules/control.h"
#include "lib/rules/group.h"
#include "lib/tables/tables.h"

const struct layout *engine_layout_of(const had_engine *engine, const had_result *result)
{
    const struct layouts *layouts = &engine->tables->layouts;
    bool named =
        !sized_short(result) && result->outcome != HAD_REJECTED && result->layout < layouts->count;
    return named ? &layouts->layout[result->layout] : NULL;
}

/* --- Findings --------------------------------------------------------------------------------- */

size_t had_finding_count(void)
{
    return FINDING_COUNT;
}

int had_finding_number(const char *code)
{
    for (int number = 0; code && number < FINDING_COUNT; number++)
        if (finding_codes[number][0] == code[0] && strcmp(finding_codes[number], code) == 0)
            return number;
    return -1;
}

int had_finding_get(size_t number, int year, had_finding_info *info)
{
    if (!info || number >= FINDING_COUNT)
        return HAD_E_ARGUMENT;
    if (sized_short(info))
        return HAD_E_SIZE;
    const struct finding_row *row = registry_row((int)number, year ? year : 9999);
    had_finding_info made = {.blocking = row->blocking,
                             .raised = row->status == FINDING_WRITTEN,
                             .code = row->code,
                             .fields = row->fields,
                             .compared = row->compared,
                             .fr = row->fr,
                             .en = row->en,
                             .source = row->source};
    return sized_give(info, &made, sizeof made);
}

/* Rule R38: a pair that the matrix of another year refuses does not block. */
static int blocks(const had_result *result, int number)
{
    return registry_row(number, 9999)->blocking &&
           !(number == FG_056 && result->statut == HAD_ERRONEE &&
             result->matrice == HAD_MATRICE_INDICATIVE);
}

size_t had_result_findings(const had_engine *engine, const void *line, size_t length,
                           const had_result *result, had_finding *out, size_t capacity)
{
    if (!engine || !result || (!line && length > 0) || (!out && capacity > 0))
        return 0;
    const struct layout *layout = engine_layout_of(engine, result);
    struct record record;
    bool read = false;
    size_t n = 0;
    for (int number = findings_next(&result->findings, 0); number >= 0 && number < FINDING_COUNT;
         number = findings_next(&result->findings, number + 1), n++) {
        if (n >= capacity)
            continue;
        had_span place = {0, 0};
        /* Few have to be looked for in the record. */
        if (layout && control_searched(number)) {
            read = read ||
                   (engine_read_line(engine, line, length, &record) && record.layout == layout);
            place = read ? control_place(engine->tables->rules, &record, number) : place;
        } else if (layout) {
            place = layout->place[number];
        }
        out[n] = (had_finding){.number = (uint16_t)number,
                               .length = place.length,
                               .position = place.length ? place.start + 1u : result->position,
                               .blocking = blocks(result, number)};
    }
    return n;
}

/* --- Fields and the grouped record ------------------------------------------------------------ */

int had_field(const char *name)
{
    return name ? field_number(name, strlen(name)) : -1;
}

/* Where the fixed part of a RAPSS ends in the reading that was taken (D1). */
static uint16_t fixed_end(const struct layout *layout, uint8_t lecture)
{
    bool other = lecture & (HAD_LECTURE_156 | HAD_LECTURE_165);
    return other ? layout->start[1] : layout->fixed;
}

/* The filler that ends it: taken for groups in some readings, put in by others. */
static had_span filler(const struct layout *layout, uint8_t lecture)
{
    uint16_t end = fixed_end(layout, lecture);
    had_span span = layout->field[F_filler_3];
    if (end > layout->fixed)
        span = (had_span){layout->fixed, (uint16_t)(end - layout->fixed)};
    else if (span.length > 0 && span.start >= end)
        span = (had_span){0, 0};
    return span;
}

/* Of a line that is no record, where its format is known. */
static const struct layout *layout_of_rejected(const had_engine *engine, const had_result *result)
{
    const struct layouts *layouts = &engine->tables->layouts;
    bool named = !sized_short(result) && result->format[0] && result->layout < layouts->count &&
                 !layouts->layout[result->layout].anonymous;
    return named ? &layouts->layout[result->layout] : NULL;
}

had_span had_result_field(const had_engine *engine, const had_result *result, int field)
{
    had_span none = {0, 0};
    bool asked = engine && result && field >= 0 && field < FIELD_COUNT;
    bool rejected = asked && result->outcome == HAD_REJECTED;
    const struct layout *layout = !asked     ? NULL
                                  : rejected ? layout_of_rejected(engine, result)
                                             : engine_layout_of(engine, result);
    if (!layout)
        return none;
    /* Rule R19: what stands for the stay in an ex-OQN record is its number of admission. */
    if (field == F_sejour && layout->anonymous)
        field = F_no_seq_sejour;
    else if (field == F_sejour && layout->secteur == HAD_EX_OQN)
        field = F_no_entree;
    if (field == F_filler_3 && layout->anonymous)
        return filler(layout, result->lecture);
    return rejected ? engine_held(layout, (enum field)field, result->length) : layout->field[field];
}

size_t had_record_parts(const had_engine *engine, const void *line, size_t length, had_part *out,
                        size_t capacity)
{
    struct record record;
    if (!engine || (!line && length > 0) || (!out && capacity > 0) ||
        !engine_read_line(engine, line, length, &record))
        return 0;
    const struct layout *layout = record.layout;
    size_t n = 0, at = layout->anonymous ? fixed_end(layout, record.lecture) : layout->fixed;
    for (int i = 0; i < layout->order_count; i++) {
        int field = layout->order[i], other = field - FIELD_COUNT;
        had_span span = other < 0 ? layout->field[field] : layout->other[other].span;
        if (span.start >= at)
            break;
        if (n < capacity)
            out[n] = other < 0
                         ? (had_part){field_name((enum field)field), span, (int16_t)field, 0, 0}
                         : (had_part){layout->other[other].name, span, -1, 0, 0};
        n++;
    }
    if (at > layout->fixed && n++ < capacity)
        out[n - 1] =
            (had_part){field_name(F_filler_3), filler(layout, record.lecture), F_filler_3, 0};
    struct groups groups = {.fixed = (uint32_t)at,
                            .site =
                                !layout->anonymous || !(record.lecture & HAD_LECTURE_SANS_SITE)};
    groups_walk(layout, record.bytes, record.length, &groups);
    for (int i = 0; i < layout->group_count; i++, n++) {
        had_span span = {(uint16_t)at, (uint16_t)groups.bytes[i]};
        if (n < capacity)
            out[n] = (had_part){layout->group_name[i], span, -1, layout->group[i].size};
        at += groups.bytes[i];
    }
    return n;
}

/* Bytes of a line that go before its grouping zone; 0 when the line is not the one that the result
 * was filled from. */
static size_t body_of(const had_engine *engine, const void *line, size_t length,
                      const had_result *result, const struct layout *layout)
{
    struct record record;
    if (!layout->grouped) /* the result tells: no need to read the line again */
        return result->length + line_ending(line, length) <= length &&
                       memcmp(line, layout->tag, TAG_LENGTH) == 0
                   ? result->length
                   : 0;
    bool same = engine_read_line(engine, line, length, &record) && record.layout == layout &&
                record.length == result->length;
    return same ? record.group_start[GROUP_GROUPAGE] : 0;
}

int had_write_grouped(const had_engine *engine, const void *line, size_t length,
                      const had_result *result, void *buffer, size_t capacity, size_t *written)
{
    enum { GROUPING_MAX = GROUPAGE_LENGTH + HAD_ZONES_MAX * ZONE_LENGTH };
    if (!engine || !line || !result || !buffer || !written)
        return HAD_E_ARGUMENT;
    if (sized_short(result))
        return HAD_E_SIZE;
    const struct layout *layout = engine_layout_of(engine, result);
    if (!layout || result->carried || result->rapss || result->zone_count < 1 ||
        result->zone_count > HAD_ZONES_MAX || engine->tables->classification_count == 0)
        return HAD_E_ARGUMENT;
    size_t body = body_of(engine, line, length, result, layout);
    if (body == 0)
        return HAD_E_ARGUMENT;
    const unsigned char *bytes = line;
    size_t ending = line_ending(bytes, length);
    if (capacity < body + GROUPING_MAX + ending)
        return HAD_E_BUFFER;
    unsigned char *out = buffer;
    memcpy(out, line, body);
    memcpy(out, layout->grouped_tag, TAG_LENGTH);
    size_t n = body + group_write(result, out + body);
    memcpy(out + n, bytes + length - ending, ending);
    *written = n + ending;
    return HAD_OK;
}
