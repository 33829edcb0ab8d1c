/* SPDX-License-Identifier: Apache-2.0 */
/* The public calls on one record: bytes -> record -> findings -> group -> zones -> amounts. */
#include <string.h>

#include "common/debris.h"
#include "lib/rules/control.h"
#include "lib/record/decode.h"
#include "engine_own.h"
#include "lib/fast/filled.h"
#include "lib/fast/plan.h"
#include "lib/rules/group.h"
#include "lib/base/sized.h"
#include "lib/rules/price.h"
#include "lib/tables/tables.h"

void engine_read_usual(const had_engine *engine, const void *bytes, size_t size, had_usual *usual,
                       struct usual_dates *dates, had_left *left)
{
    if (left)
        left->count = 0;
    if (engine->usual.months)
        usual_read(&engine->usual, bytes, size, usual, dates, left);
    else
        usual->count = usual->bytes = usual->sans_tarif = 0;
}

/* Reads a line field by field: an RPSS, or a RAPSS where they are taken (rule R14). */
static bool read_plain(const had_engine *engine, const void *line, size_t length,
                       struct record *record, struct rejection *rejection)
{
    bool read = decode(&engine->tables->layouts, line, length, record, rejection);
    if (engine->options.rapss || !record->layout || !record->layout->anonymous)
        return read;
    record->layout = NULL;
    rejection->finding = PRE_FORMAT_INCONNU;
    rejection->position = 1;
    return false;
}

/* Whether the fast way takes a line, and reads it. */
static bool read_fast(const had_engine *engine, const void *line, size_t length,
                      struct record *record)
{
    return length > 0 && fast_read(engine->plan, line, length, record) == length;
}

bool engine_read_line(const had_engine *engine, const void *line, size_t length,
                      struct record *record)
{
    struct rejection rejection;
    return read_fast(engine, line, length, record) ||
           read_plain(engine, line, length, record, &rejection);
}

bool engine_rpss(const had_engine *engine, const void *line, size_t length, struct record *record)
{
    struct rejection rejection;
    return decode(&engine->tables->layouts, line, length, record, &rejection) &&
           !record->layout->anonymous;
}

/* What the results of a layout begin with. */
static INLINE void begin_result(const had_engine *engine, const struct layout *layout,
                                had_result *out)
{
    const struct result_head *head = &engine->head[layout->number];
    memcpy((unsigned char *)out + RESULT_HEAD, head->bytes, sizeof head->bytes);
}

/* What a result says of the record itself, whatever its group. */
static INLINE void describe(const had_engine *engine, const struct record *record,
                            const struct housing *housing, had_result *out)
{
    const struct layout *layout = record->layout;
    begin_result(engine, layout, out);
    out->length = (uint16_t)record->length;
    if (layout->anonymous)
        out->lecture = record->lecture;
    out->facturable =
        price_billable((had_secteur)layout->secteur, *field_bytes(record, F_facturable));
    out->type_domicile = *field_bytes(record, F_type_domicile);
    out->variante = (uint8_t)price_variante(out->type_domicile);
    /* A reduced tariff is for a patient housed where care is already funded (decree of 19 February
     * 2015, art. 9): a convention without care package gives the base. */
    if (out->variante == HAD_ESMS && housing->forfait == '0')
        out->variante = HAD_BASE;
    out->campagne = (uint16_t)campagne_of(record->fin, record->year);
    out->debut_sequence = record->debut_sequence;
    out->debut = record->debut;
    out->fin = record->fin;
    out->jours = 0;
    out->expected = record->length;
    out->position = 0;
    out->statut = HAD_STATUT_INCONNU;
    out->matrice = HAD_MATRICE_NON;
    memset(&out->findings, 0, sizeof out->findings);
}

had_span engine_held(const struct layout *layout, enum field field, size_t length)
{
    had_span span = layout->field[field], none = {0, 0};
    return (size_t)span.start + span.length <= length ? span : none;
}

static int32_t held_date(const struct record *record, enum field field, size_t length)
{
    had_span span = engine_held(record->layout, field, length);
    return span.length == 8 ? date_read(record->bytes + span.start) : 0;
}

SELDOM static void describe_rejection(const had_tables *tables, const struct record *record,
                                      size_t length, const struct rejection *rejection,
                                      had_result *out)
{
    size_t size = out->size;
    memset(out, 0, sizeof *out);
    out->size = size;
    out->outcome = HAD_REJECTED;
    out->classification = -1;
    out->position = rejection->position;
    if (record->layout)
        memcpy(out->format, record->layout->tag, sizeof out->format);
    if (record->layout && !record->layout->anonymous) {
        out->layout = (uint16_t)(record->layout - tables->layouts.layout);
        out->length = (uint16_t)(length < UINT16_MAX ? length : UINT16_MAX);
        out->debut = held_date(record, F_date_debut_sous_sequence, length);
        out->fin = held_date(record, F_date_fin_sous_sequence, length);
    }
    if (rejection->finding == PRE_LONGUEUR_INCORRECTE)
        out->expected = rejection->expected;
    findings_add(&out->findings, (enum finding)rejection->finding, true);
}

static int compute(const had_engine *engine, const struct record *record,
                   const struct housing *housing, had_result *out)
{
    const had_tables *tables = engine->tables;
    if (tables->classification_count == 0 && !engine->matrix)
        return HAD_E_NO_CLASSIFICATION;
    out->classification = tables_classification(tables, record->fin);
    const struct classification *classification =
        out->classification < 0 ? NULL : &tables->classification[out->classification];
    if (classification) /* rule R32: else two blanks */
        memcpy(out->version, classification->written, sizeof out->version);

    bool anonymous = record->layout->anonymous;
    if (anonymous && (!record->ranked || record->fin == 0)) {
        group_unusable(HAD_906, out);
        return HAD_OK;
    }
    struct control_input control_in = {record,
                                       tables->rules,
                                       classification,
                                       engine->matrix,
                                       engine->options.date,
                                       &tables->given,
                                       housing,
                                       record->usual &&
                                           fast_clean(engine->plan, record, engine->options.date)};
    const struct triple *triple = control(&control_in, out);
    if (engine->matrix) {
        group_none(&engine->deciding, out);
        return HAD_OK;
    }
    struct group_input group_in = {record, classification, &engine->deciding, triple, housing};
    group(&group_in, out);
    for (int i = 0; anonymous && i < out->zone_count; i++)
        out->zone[i].debut = out->zone[i].fin = 0; /* ranks were cut: there are no dates */
    return HAD_OK;
}

/* Rule R41: by the campagne and the sector of the record. */
SELDOM static uint64_t automatic_coefficient(const struct had_engine *engine, const had_result *out)
{
    int prudentiel = coefficients_prudentiel(&engine->tables->coefficients, out->campagne,
                                             (had_secteur)out->secteur);
    return engine->coefficient / COEFFICIENT_ONE * (uint64_t)prudentiel;
}

static INLINE void add_amounts(const had_engine *engine, had_result *out)
{
    const had_options *options = &engine->options;
    if (options->campagne)
        out->campagne = (uint16_t)options->campagne;
    uint64_t coefficient = engine->coefficient;
    if (!USUALLY(options->coef_prudentiel != HAD_AUTO))
        coefficient = automatic_coefficient(engine, out);
    struct price_input in = {.tarifs = &engine->tables->tarifs,
                             .campagne = out->campagne,
                             .secteur = (had_secteur)out->secteur,
                             .variante = (had_variante)out->variante,
                             .simulated = options->campagne != 0,
                             .coefficient = coefficient};
    price(&in, out);
}

/* What the record carries, if it is to be kept; else its group. */
static int fill(const had_engine *engine, const struct record *record,
                const struct housing *housing, had_result *out)
{
    int carried = engine->options.carried;
    had_source source = record->layout->anonymous ? HAD_SOURCE_PAPRICA : HAD_SOURCE_ETABLISSEMENT;
    if (carried != HAD_CARRIED_IGNORED && group_carried(record, source))
        group_read(record, source, out);
    else if (carried == HAD_CARRIED_ALONE)
        group_unusable(HAD_907, out);
    else
        return compute(engine, record, housing, out);
    return HAD_OK;
}

static INLINE int process(const had_engine *engine, const struct record *record, had_result *out)
{
    struct housing housing;
    given_housing(&engine->tables->given, record, &housing);
    describe(engine, record, &housing, out);
    int status = fill(engine, record, &housing, out);
    if (!status && !engine->options.groups_only)
        add_amounts(engine, out);
    return status;
}

/* Reads a line that the fast way does not take; one that is no record is described, unless `out` is
 * NULL. */
static bool read_or_describe(const had_engine *engine, const void *line, size_t length,
                             struct record *record, had_result *out)
{
    struct rejection rejection;
    bool read = read_plain(engine, line, length, record, &rejection);
    if (!read && out)
        describe_rejection(engine->tables, record, length - line_ending(line, length), &rejection,
                           out);
    return read;
}

/* The same of the first line of a block. */
static INLINE bool read_first(const had_engine *engine, const void *bytes, size_t size,
                              size_t *length, struct record *record, had_result *out)
{
    *length = fast_read(engine->plan, bytes, size, record);
    if (USUALLY(*length > 0))
        return true;
    const unsigned char *newline = memchr(bytes, '\n', size);
    *length = newline ? (size_t)(newline - (const unsigned char *)bytes) + 1 : size;
    return read_or_describe(engine, bytes, *length, record, out);
}

bool engine_read_first(const had_engine *engine, const void *bytes, size_t size, size_t *length,
                       struct record *record, had_result *out)
{
    return read_first(engine, bytes, size, length, record, out);
}

int engine_process(const had_engine *engine, const struct record *record, had_result *out)
{
    return process(engine, record, out);
}

void engine_add_amounts(const had_engine *engine, had_result *out)
{
    add_amounts(engine, out);
}

/* `plain`: the fast way is known not to take it. */
static int process_line(const had_engine *engine, const void *line, size_t length, bool plain,
                        had_result *out)
{
    struct record record;
    bool read = (!plain && read_fast(engine, line, length, &record)) ||
                read_or_describe(engine, line, length, &record, out);
    return read ? process(engine, &record, out) : HAD_OK;
}

int had_process(const had_engine *engine, const void *line, size_t length, had_result *out)
{
    if (!engine || !out || (!line && length > 0))
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    return process_line(engine, line, length, false, out);
}

int had_process_first(const had_engine *engine, const void *bytes, size_t size, size_t *length,
                      had_result *out)
{
    if (!engine || !out || !bytes || size == 0 || !length)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    struct record record;
    return read_first(engine, bytes, size, length, &record, out) ? process(engine, &record, out)
                                                                 : HAD_OK;
}

int had_left_result(const had_engine *engine, const void *bytes, const had_left *left, uint32_t n,
                    had_result *out)
{
    if (!engine || !bytes || !left || !out)
        return HAD_E_ARGUMENT;
    if (sized_short(left) || sized_short(out))
        return HAD_E_SIZE;
    if (n >= left->count || n >= HAD_USUAL_MAX)
        return HAD_E_ARGUMENT;
    return process_line(engine, (const unsigned char *)bytes + left->start[n], left->length[n],
                        left->plain[n], out);
}

int had_usual_result(const had_engine *engine, const void *bytes, const had_usual *usual,
                     uint32_t n, had_result *out)
{
    if (!engine || !bytes || !usual || !out || !engine->usual.months)
        return HAD_E_ARGUMENT;
    if (sized_short(usual) || sized_short(out))
        return HAD_E_SIZE;
    if (n >= usual->count || usual->layout[n] >= engine->tables->layouts.count)
        return HAD_E_ARGUMENT;
    /* Where records are controlled alone none is asked for. */
    if (!engine->matrix && usual->classification[n] >= engine->tables->classification_count)
        return HAD_E_ARGUMENT;
    const unsigned char *line = (const unsigned char *)bytes + usual->start[n];
    begin_result(engine, &engine->tables->layouts.layout[usual->layout[n]], out);
    filled_result(&engine->usual, line, usual, n, out);
    return HAD_OK;
}

size_t had_debris(const void *line, size_t length)
{
    struct debris debris = {0};
    const unsigned char *p = line;
    return line ? (size_t)(debris_front(p, p + length, &debris) - p) : 0;
}

int had_read_carried(const had_engine *engine, const void *line, size_t length, int source,
                     had_result *out)
{
    struct record record;
    struct housing housing;
    if (!engine || !line || !out || source < HAD_SOURCE_ETABLISSEMENT ||
        source > HAD_SOURCE_PAPRICA)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    if (!engine_read_line(engine, line, length, &record) ||
        !group_carried(&record, (had_source)source))
        return HAD_E_ARGUMENT;
    given_housing(&engine->tables->given, &record, &housing);
    describe(engine, &record, &housing, out);
    group_read(&record, (had_source)source, out);
    if (!engine->options.groups_only)
        add_amounts(engine, out);
    return HAD_OK;
}
