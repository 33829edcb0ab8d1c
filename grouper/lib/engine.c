/* SPDX-License-Identifier: Apache-2.0 */
/* The public calls on one record: bytes -> record -> findings -> group -> zones -> amounts. */
#include <stddef.h>
#include <string.h>

#include "common/debris.h"
#include "lib/rules/chain.h"
#include "lib/rules/control.h"
#include "lib/record/decode.h"
#include "lib/record/groups.h"
#include "engine.h"
#include "lib/fast/filled.h"
#include "lib/fast/plan.h"
#include "lib/fast/take.h"
#include "lib/text/fault.h"
#include "lib/rules/group.h"
#include "lib/base/sized.h"
#include "lib/base/memory.h"
#include "lib/rules/price.h"
#include "lib/tables/tables.h"

/* What the results of a layout begin with: of a had_result, the members from the first to before
 * the last of these. */
enum { HEAD = offsetof(had_result, outcome), REST = offsetof(had_result, debut_sequence) };
struct result_head {
    unsigned char bytes[REST - HEAD];
};

struct had_engine {
    had_allocator allocator;
    const had_tables *tables;
    had_options options;
    struct deciding deciding;
    struct plan *plan;
    struct months *months;
    struct usual_input usual; /* its months NULL where usual records would not say enough */
    struct result_head *head; /* by layout: describe */
    uint64_t coefficient;     /* x PRICE_ONE; not for a prudential one that is looked up */
    const struct matrix
        *matrix; /* rule R38: records are controlled alone, by this; NULL = grouped */
};

const char *had_version(void)
{
    return HAD_VERSION;
}

/* 0, or a real date. */
static bool date_good(int32_t date)
{
    return date == 0 || date_real(date);
}

static bool within(int32_t value, int32_t low, int32_t high)
{
    return low <= value && value <= high;
}

const char *engine_bad_option(const had_options *o)
{
    int32_t month = o->periode;
    const struct {
        const char *name;
        bool good;
    } options[] = {
        {"date", date_good(o->date)},
        {"groups_only", within(o->groups_only, 0, 1)},
        {"rapss", within(o->rapss, 0, 1)},
        {"sans_classification", within(o->sans_classification, 0, 1)},
        {"carried", within(o->carried, HAD_CARRIED_IGNORED, HAD_CARRIED_ALONE)},
        {"coef_geo", within(o->coef_geo, 0, GEO_MAX)},
        {"coef_prudentiel", within(o->coef_prudentiel, HAD_AUTO, COEFFICIENT_MAX)},
        {"seuil", date_good(o->seuil)},
        {"periode", month == 0 || date_make(month / 100, month % 100, 1) != 0},
        {"campagne", o->campagne == 0 || within(o->campagne, CAMPAGNE_FIRST, CAMPAGNE_LAST)}};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        if (!options[i].good)
            return options[i].name;
    return NULL;
}

/* Options as asked for; the reasons why not go to *error. */
static int take_options(const had_options *asked, had_options *options, had_error *error)
{
    static const had_options standard = {.size = sizeof standard};
    *options = standard;
    if (asked && sized_short(asked))
        return HAD_E_SIZE;
    int status = asked ? sized_take(options, asked, sizeof *options) : HAD_OK;
    if (status == HAD_E_ARGUMENT)
        return fault_set(error, FAULT_OPTION_UNKNOWN, NULL, 0, 0, HAD_VERSION, NULL);
    const char *bad = status ? NULL : engine_bad_option(options);
    return bad ? fault_set(error, FAULT_OPTION, NULL, 0, 0, bad, NULL) : status;
}

/* What the results of a layout begin with: its own, and what a record that is not grouped says,
 * which is nothing, as one that no classification covers. */
static void head_of(const struct layout *layout, struct result_head *head)
{
    had_result out = {.layout = layout->number,
                      .secteur = layout->secteur,
                      .grouped = layout->grouped,
                      .rapss = layout->anonymous,
                      .classification = -1};
    memcpy(out.format, layout->tag, sizeof out.format);
    memcpy(out.version, "  ", sizeof out.version);
    memcpy(head->bytes, (const unsigned char *)&out + HEAD, sizeof head->bytes);
}

/* Whether usual records say all that is asked of them: no control beside those of the fonction
 * groupage, amounts by the tariffs alone. */
static bool usual_enough(const had_engine *engine)
{
    const had_options *o = &engine->options;
    const struct given *given = &engine->tables->given;
    return !engine->matrix && o->carried != HAD_CARRIED_ALONE && o->campagne == 0 &&
           o->coef_prudentiel != HAD_AUTO && engine->coefficient == PRICE_ONE &&
           !given->conventions.given && !codes_given(&given->cim10) && !codes_given(&given->ccam);
}

/* The shortcuts; false when there is no memory. */
static bool make_ways(had_engine *engine)
{
    const had_tables *tables = engine->tables;
    engine->plan = plan_new(&tables->layouts, tables->rules, &tables->allocator);
    if (engine->plan && usual_enough(engine)) {
        bool groups_only = engine->options.groups_only != 0;
        engine->months = months_new(tables, engine->plan->year, !groups_only, &tables->allocator);
        engine->usual = (struct usual_input){engine->plan, engine->months,       &engine->deciding,
                                             tables,       engine->options.date, groups_only};
        return engine->months != NULL;
    }
    return engine->plan != NULL;
}

int had_engine_new(const had_tables *tables, const had_options *options, had_engine **out,
                   had_error *error)
{
    had_options kept;
    if (!fault_clear(error))
        return HAD_E_SIZE;
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!tables)
        return HAD_E_ARGUMENT;
    if (tables->layouts.count == 0)
        return fault_set(error, FAULT_NO_LAYOUT, NULL, 0, 0, NULL, NULL);
    int status = take_options(options, &kept, error);
    if (status)
        return status;
    had_engine *engine = memory_take(&tables->allocator, 1, sizeof *engine);
    if (!engine)
        return fault_set(error, FAULT_MEMORY, NULL, 0, 0, NULL, NULL);
    engine->allocator = tables->allocator;
    engine->tables = tables;
    engine->options = kept;
    bool none = tables->classification_count == 0 && kept.sans_classification;
    engine->matrix = none ? tables->matrix : NULL;
    int geo = kept.coef_geo ? kept.coef_geo : COEFFICIENT_ONE;
    int prudentiel = kept.coef_prudentiel > 0 ? kept.coef_prudentiel : COEFFICIENT_ONE;
    engine->coefficient = (uint64_t)geo * (uint64_t)prudentiel;
    group_deciding(&engine->deciding);
    engine->head = memory_take(&tables->allocator, tables->layouts.count, sizeof *engine->head);
    if (!make_ways(engine) || !engine->head) {
        had_engine_free(engine);
        return fault_set(error, FAULT_MEMORY, NULL, 0, 0, NULL, NULL);
    }
    for (size_t i = 0; i < tables->layouts.count; i++)
        head_of(&tables->layouts.layout[i], &engine->head[i]);
    *out = engine;
    return HAD_OK;
}

void had_engine_free(had_engine *engine)
{
    if (engine) {
        had_allocator allocator = engine->allocator;
        plan_free(engine->plan);
        memory_release(&allocator, engine->months);
        memory_release(&allocator, engine->head);
        memory_release(&allocator, engine);
    }
}

const char *had_status_text(int status, int english)
{
    static const char *const texts[][2] = {
        [HAD_OK] = {"fait", "done"},
        [HAD_E_MEMORY] = {"mémoire insuffisante", "no memory left"},
        [HAD_E_SIZE] = {"membre size absent ou trop petit", "size member unset or too small"},
        [HAD_E_ARGUMENT] = {"argument nul ou hors bornes", "argument NULL or out of its bounds"},
        [HAD_E_TABLE] = {"table défectueuse", "defective table"},
        [HAD_E_NO_CLASSIFICATION] = {"aucune classification chargée", "no classification loaded"},
        [HAD_E_BUFFER] = {"tampon trop petit", "buffer too small"}};
    const size_t count = sizeof texts / sizeof texts[0];
    if (status < 0 || (size_t)status >= count || !texts[status][0])
        return english ? "unknown status" : "statut inconnu";
    return texts[status][english != 0];
}

struct plan *engine_plan(had_engine *engine)
{
    return engine->plan;
}

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

/* Reads a line, by the fast way if that takes it. */
static bool read_line(const had_engine *engine, const void *line, size_t length,
                      struct record *record, struct rejection *rejection)
{
    return read_fast(engine, line, length, record) ||
           read_plain(engine, line, length, record, rejection);
}

const had_tables *engine_tables(const had_engine *engine)
{
    return engine->tables;
}

const had_allocator *engine_allocator(const had_engine *engine)
{
    return &engine->allocator;
}

uint64_t engine_seed(const had_engine *engine)
{
    return engine->options.seed;
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
    memcpy((unsigned char *)out + HEAD, engine->head[layout->number].bytes, REST - HEAD);
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

/* A field of the fixed part, where a line has it whole; else of length 0. */
static had_span held_field(const struct layout *layout, enum field field, size_t length)
{
    had_span span = layout->field[field], none = {0, 0};
    return (size_t)span.start + span.length <= length ? span : none;
}

static int32_t held_date(const struct record *record, enum field field, size_t length)
{
    had_span span = held_field(record->layout, field, length);
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
    struct rejection rejection;
    struct housing housing;
    if (!engine || !line || !out || source < HAD_SOURCE_ETABLISSEMENT ||
        source > HAD_SOURCE_PAPRICA)
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    if (!read_line(engine, line, length, &record, &rejection) ||
        !group_carried(&record, (had_source)source))
        return HAD_E_ARGUMENT;
    given_housing(&engine->tables->given, &record, &housing);
    describe(engine, &record, &housing, out);
    group_read(&record, (had_source)source, out);
    if (!engine->options.groups_only)
        add_amounts(engine, out);
    return HAD_OK;
}

/* The least and the most that a zone can amount to; false when a tariff or the coefficient is
 * missing. */
static bool range_zone(const had_engine *engine, const had_result *result, int i,
                       had_fourchette *out)
{
    had_result one = *result;
    int64_t least = INT64_MAX, most = 0;
    one.outcome = HAD_GROUPED;
    one.zone_count = 1;
    for (int ght = out->min[i]; ght <= out->max[i]; ght++) {
        one.zone[0] = result->zone[i];
        one.zone[0].ght = (uint8_t)ght;
        add_amounts(engine, &one);
        if (!one.zone[0].valorise)
            return false;
        least = one.zone[0].montant < least ? one.zone[0].montant : least;
        most = one.zone[0].montant > most ? one.zone[0].montant : most;
    }
    out->montant_min += least;
    out->montant_max += most;
    return true;
}

int had_fourchette_get(const had_engine *engine, const void *line, size_t length,
                       const had_result *result, had_fourchette *out)
{
    struct record record;
    struct rejection rejection;
    struct housing housing;
    if (!engine || !line || !result || !out || result->outcome != HAD_BLOCKED || result->carried ||
        strcmp(result->code_retour, finding_codes[HAD_901]) != 0 || result->classification < 0 ||
        !read_line(engine, line, length, &record, &rejection))
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    const struct classification *c = &engine->tables->classification[result->classification];
    int64_t place = classification_place(c, record.mpp, record.mpa, record.ik);
    struct group_input in = {&record, c, &engine->deciding, place < 0 ? NULL : &c->triple[place],
                             &housing};
    had_result zones = *result;
    given_housing(&engine->tables->given, &record, &housing);
    int period = group_zones(&in, &zones);
    had_fourchette made = {.zone_count = zones.zone_count, .connue = 1};
    for (int i = 0; i < zones.zone_count; i++) {
        made.min[i] = 1;
        made.max[i] = GHT_COUNT;
        if (place >= 0)
            triple_interval(c, (size_t)place, period + i, &made.min[i], &made.max[i]);
        made.jours[i] = zones.zone[i].jours;
        made.connue = made.connue && range_zone(engine, &zones, i, &made);
    }
    if (!made.connue)
        made.montant_min = made.montant_max = 0;
    return sized_give(out, &made, sizeof made);
}

int had_days_by_period(const had_engine *engine, const void *line, size_t length,
                       int32_t days[HAD_PERIODES])
{
    struct record record;
    struct rejection rejection;
    if (!engine || !line || !days || !read_line(engine, line, length, &record, &rejection))
        return HAD_E_ARGUMENT;
    bool known = record.layout->anonymous
                     ? record.ranked
                     : record.debut_sequence != 0 && record.debut_sequence <= record.debut &&
                           record.debut != 0 && record.debut <= record.fin;
    if (!known)
        return HAD_E_ARGUMENT;
    int32_t origin = record.day[DATE_DEBUT_SEQUENCE] - 1;
    classification_official_days(record.day[DATE_DEBUT] - origin, record.day[DATE_FIN] - origin,
                                 days);
    return HAD_OK;
}

/* The layout that a result names; NULL when its line was rejected, or nothing filled it. */
static const struct layout *layout_of(const had_engine *engine, const had_result *result)
{
    const struct layouts *layouts = &engine->tables->layouts;
    bool named =
        !sized_short(result) && result->outcome != HAD_REJECTED && result->layout < layouts->count;
    return named ? &layouts->layout[result->layout] : NULL;
}

int had_control_applies(const had_engine *engine, const had_result *result, int number)
{
    if (!engine || !result || number < 0 || number >= FINDING_COUNT)
        return 0;
    const struct layout *layout = layout_of(engine, result);
    return layout && findings_has(&layout->runs, (enum finding)number);
}

/* Whether a number is one of a list that -1 ends. */
static bool among(const int *list, int number)
{
    while (*list >= 0 && *list != number)
        list++;
    return *list >= 0;
}

/* What a control needs that was not given; HAD_CONTROL_FAIT when nothing. */
static int lacking(const had_engine *engine, const had_result *result, int number)
{
    static const int dated[] = {FG_500, FG_501, HAD_905, -1},
                     housed[] = {FG_029, FG_030, FG_031, FG_032, FG_033, FG_034,
                                 FG_035, FG_036, FG_107, FG_529, -1},
                     acts[] = {FG_083, FG_084, FG_142, FG_533, -1},
                     paired[] = {FG_105, FG_106, FG_517, FG_524, FG_525, FG_530, FG_535, -1},
                     shapes[] = {FG_053, FG_075, FG_102, FG_103, -1};
    const struct given *given = &engine->tables->given;
    if (among(dated, number) && engine->options.date == 0)
        return HAD_CONTROL_DATE;
    if (among(housed, number) && !given->conventions.given)
        return HAD_CONTROL_CONVENTIONS;
    if (among(acts, number) && !codes_given(&given->ccam))
        return HAD_CONTROL_CCAM;
    if (among(paired, number) && result->classification < 0)
        return HAD_CONTROL_CLASSIFICATION;
    bool shape = (among(shapes, number) && !codes_given(&given->cim10)) ||
                 (number == FG_079 && !codes_given(&given->ccam));
    return shape ? HAD_CONTROL_FORME : HAD_CONTROL_FAIT;
}

int had_control_state(const had_engine *engine, const had_result *result, int number)
{
    if (!engine || !result || number < 0 || number >= FINDING_COUNT)
        return HAD_CONTROL_ABSENT;
    const struct finding_row *row = registry_row(number, result->fin / 10000);
    bool late = number == HAD_903 || number == HAD_905;
    if (findings_has(&result->findings, (enum finding)number))
        return HAD_CONTROL_FAIT;
    if (row->family == FAMILY_S || row->family == FAMILY_E || row->family == FAMILY_R ||
        number == PRE_FINESS_INCOHERENT || number == PRE_HORS_PERIODE)
        return HAD_CONTROL_AUTRES;
    if (row->status == FINDING_PLANNED || (row->family == FAMILY_HAD && !late) ||
        (row->family == FAMILY_PRELIMINARY && row->status == FINDING_LIST))
        return HAD_CONTROL_ABSENT;
    if (row->family == FAMILY_PRELIMINARY)
        return HAD_CONTROL_FAIT;
    if (result->outcome == HAD_REJECTED)
        return HAD_CONTROL_REJET;
    if (result->carried || result->outcome == HAD_UNUSABLE)
        return HAD_CONTROL_CARRIED;
    if (!late && !had_control_applies(engine, result, number))
        return HAD_CONTROL_CHAMP;
    int year = year_index(result->fin ? result->fin / 10000 : YEAR_LAST);
    if (!findings_has(&engine->tables->rules->year[year].in_force, (enum finding)number))
        return HAD_CONTROL_ANNEE;
    return lacking(engine, result, number);
}

int had_day_covered(const had_engine *engine, const void *line, size_t length, int32_t date)
{
    struct record record;
    struct rejection rejection;
    struct housing housing;
    if (!engine || !line || !date_real(date) ||
        !read_line(engine, line, length, &record, &rejection))
        return 0;
    given_housing(&engine->tables->given, &record, &housing);
    return !housing.looked || conventions_days(housing.list, housing.count, date, date) > 0;
}

/* --- Findings --------------------------------------------------------------------------------- */

size_t had_finding_count(void)
{
    return FINDING_COUNT;
}

int had_finding_number(const char *code)
{
    for (int number = 0; code && number < FINDING_COUNT; number++)
        if (strcmp(finding_codes[number], code) == 0)
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
    const struct layout *layout = layout_of(engine, result);
    struct record record;
    struct rejection rejection;
    bool read = false;
    size_t n = 0;
    for (int number = findings_next(&result->findings, 0); number >= 0 && number < FINDING_COUNT;
         number = findings_next(&result->findings, number + 1), n++) {
        if (n >= capacity)
            continue;
        had_span place = {0, 0};
        /* Few have to be looked for in the record. */
        if (layout && control_searched(number)) {
            read = read || (read_line(engine, line, length, &record, &rejection) &&
                            record.layout == layout);
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
    bool other = layout->starts > 1 && lecture & (HAD_LECTURE_156 | HAD_LECTURE_165);
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
                                             : layout_of(engine, result);
    if (!layout)
        return none;
    /* Rule R19: what stands for the stay in an ex-OQN record is its number of admission. */
    if (field == F_sejour && layout->anonymous)
        field = F_no_seq_sejour;
    else if (field == F_sejour && layout->secteur == HAD_EX_OQN)
        field = F_no_entree;
    if (field == F_filler_3 && layout->anonymous)
        return filler(layout, result->lecture);
    return rejected ? held_field(layout, (enum field)field, result->length) : layout->field[field];
}

size_t had_record_parts(const had_engine *engine, const void *line, size_t length, had_part *out,
                        size_t capacity)
{
    struct record record;
    struct rejection rejection;
    if (!engine || (!line && length > 0) || (!out && capacity > 0) ||
        !read_line(engine, line, length, &record, &rejection))
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
    struct rejection rejection;
    if (!layout->grouped) /* the result tells: no need to read the line again */
        return result->length + line_ending(line, length) <= length &&
                       memcmp(line, layout->tag, TAG_LENGTH) == 0
                   ? result->length
                   : 0;
    bool same = read_line(engine, line, length, &record, &rejection) && record.layout == layout &&
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
    const struct layout *layout = layout_of(engine, result);
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

/* --- Between records -------------------------------------------------------------------------- */

struct had_chain {
    had_allocator allocator;
    const had_engine *engine;
    struct chain *chain;
};

int had_chain_new(const had_engine *engine, had_chain **out)
{
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!engine)
        return HAD_E_ARGUMENT;
    int32_t periode = engine->options.periode;
    /* The last day of the month: the day before the first of the next. */
    int32_t next = periode % 100 == 12 ? (periode / 100 + 1) * 10000 + 101 : periode * 100 + 101;
    int32_t last = periode ? date_from_days(date_days(next) - 1) : 0;
    had_chain *chain = memory_take(&engine->allocator, 1, sizeof *chain);
    *out = chain;
    if (!chain)
        return HAD_E_MEMORY;
    chain->allocator = engine->allocator;
    chain->engine = engine;
    chain->chain = chain_new(&engine->allocator, last);
    if (chain->chain)
        return HAD_OK;
    had_chain_free(chain);
    *out = NULL;
    return HAD_E_MEMORY;
}

void had_chain_free(had_chain *chain)
{
    if (!chain)
        return;
    had_allocator allocator = chain->allocator;
    chain_free(chain->chain);
    memory_release(&allocator, chain);
}

/* What a had_chain_record holds; the library alone looks inside. */
_Static_assert(sizeof(struct taken) <= sizeof(((had_chain_record *)0)->kept), "room for it");

static struct taken *taken_in(had_chain_record *record)
{
    return (struct taken *)(void *)record->kept;
}

static struct taking taking_of(const had_engine *engine)
{
    return (struct taking){engine->options.seuil, engine->options.seed};
}

/* False for a line that no chain takes. */
static bool take_line(const had_engine *engine, const void *line, size_t length,
                      struct taken *taken)
{
    struct record record;
    struct rejection rejection;
    if (!read_line(engine, line, length, &record, &rejection) || record.layout->anonymous)
        return false;
    const struct taking taking = taking_of(engine);
    take_record(&record, &taking, taken);
    return true;
}

int had_chain_read(const had_engine *engine, const void *bytes, size_t size, size_t *length,
                   had_result *out, had_chain_record *kept)
{
    if (!engine || !kept || !bytes || size == 0 || !length)
        return HAD_E_ARGUMENT;
    if (sized_short(kept) || (out && sized_short(out)))
        return HAD_E_SIZE;
    struct record record;
    kept->rpss = 0;
    if (!read_first(engine, bytes, size, length, &record, out))
        return HAD_OK;
    if (!record.layout->anonymous) { /* such a one has no dates: rule R14 */
        const struct taking taking = taking_of(engine);
        take_record(&record, &taking, taken_in(kept));
        kept->rpss = 1;
        kept->stay = taken_in(kept)->hash;
    }
    return out ? process(engine, &record, out) : HAD_OK;
}

int had_chain_read_usual(const had_engine *engine, const void *bytes, size_t size, had_usual *usual,
                         had_chain_record *kept)
{
    if (!engine || !usual || !kept || (!bytes && size > 0))
        return HAD_E_ARGUMENT;
    if (sized_short(usual) || sized_short(kept))
        return HAD_E_SIZE;
    struct usual_dates dates;
    const struct take_input input = {&engine->usual, bytes, usual, &dates, taking_of(engine)};
    engine_read_usual(engine, bytes, size, usual, &dates, NULL);
    const struct taken *before = NULL;
    for (uint32_t n = 0; n < usual->count; n++) {
        struct taken *taken = taken_in(&kept[n]);
        const unsigned char *line = input.bytes + usual->start[n];
        if (!take_usual(&input, n, before, taken))
            take_line(engine, line, usual_length(usual_codes(line), usual_acts(line)), taken);
        kept[n].rpss = 1;
        kept[n].stay = taken->hash;
        before = taken;
    }
    return HAD_OK;
}

int had_chain_put(had_chain *chain, const had_chain_record *kept)
{
    if (!chain || !kept || chain_has_run(chain->chain) || !kept->rpss)
        return HAD_E_ARGUMENT;
    if (sized_short(kept))
        return HAD_E_SIZE;
    const struct taken *taken = (const struct taken *)(const void *)kept->kept;
    return chain_add(chain->chain, taken) ? HAD_OK : HAD_E_MEMORY;
}

/* Whether a record is of another stay than the one before it: nothing is asked for twice. */
static bool other_stay(const had_chain_record *kept, size_t n)
{
    return n == 0 || kept[n].stay != kept[n - 1].stay;
}

/* Asks for what the n-th record looks at, in three steps: so many records before it is added. */
enum { AHEAD = 24, AHEAD_STAY = 16, AHEAD_LAST = 8 };

static INLINE void ask_ahead(const struct chain *chain, const had_chain_record *kept, size_t n,
                             size_t count)
{
    if (n + AHEAD < count && other_stay(kept, n + AHEAD))
        chain_soon(chain, kept[n + AHEAD].stay);
    if (n + AHEAD_STAY < count && other_stay(kept, n + AHEAD_STAY))
        chain_soon_stay(chain, kept[n + AHEAD_STAY].stay);
    if (n + AHEAD_LAST < count && other_stay(kept, n + AHEAD_LAST))
        chain_soon_last(chain, kept[n + AHEAD_LAST].stay);
}

int had_chain_put_all(had_chain *chain, const had_chain_record *kept, size_t count)
{
    if (!chain || (!kept && count > 0) || chain_has_run(chain->chain))
        return HAD_E_ARGUMENT;
    for (size_t n = 0; n < count && n < AHEAD; n++)
        chain_soon(chain->chain, kept[n].stay);
    for (size_t n = 0; n < count; n++) {
        ask_ahead(chain->chain, kept, n, count);
        int status = had_chain_put(chain, &kept[n]);
        if (status)
            return status;
    }
    return HAD_OK;
}

int had_chain_add(had_chain *chain, const void *line, size_t length)
{
    struct taken taken;
    if (!chain || !line || chain_has_run(chain->chain) ||
        !take_line(chain->engine, line, length, &taken))
        return HAD_E_ARGUMENT;
    return chain_add(chain->chain, &taken) ? HAD_OK : HAD_E_MEMORY;
}

int had_chain_run(had_chain *chain)
{
    if (!chain || chain_has_run(chain->chain))
        return HAD_E_ARGUMENT;
    return chain_run(chain->chain) ? HAD_OK : HAD_E_MEMORY;
}

size_t had_chain_count(const had_chain *chain)
{
    return chain ? chain_count(chain->chain) : 0;
}

size_t had_chain_next(const had_chain *chain, size_t n)
{
    return chain && chain_has_run(chain->chain) ? chain_next(chain->chain, n) : SIZE_MAX;
}

int had_chain_get(const had_chain *chain, size_t n, had_chain_result *result)
{
    if (!chain || !result || !chain_has_run(chain->chain) || n >= chain_count(chain->chain))
        return HAD_E_ARGUMENT;
    if (sized_short(result))
        return HAD_E_SIZE;
    had_chain_result made = {.stay = 0};
    struct chain_outcome chained = chain_result(chain->chain, n, &made.findings);
    made.stay = chained.stay;
    made.after = chained.after;
    made.overwrites = chained.blocking && chained.after;
    return sized_give(result, &made, sizeof made);
}

void had_result_overwrite(had_result *result)
{
    if (result && !sized_short(result) && result->outcome != HAD_REJECTED)
        group_block("999", result);
}
