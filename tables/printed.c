/* SPDX-License-Identifier: Apache-2.0 */
#include "printed.h"

#include <inttypes.h>
#include <string.h>

/* --- Arrays of numbers, without the zeros at their end ---------------------------------------- */

#define NUMBERS(name, type, format)                                                                \
    static void name(FILE *out, const type *p, size_t n)                                           \
    {                                                                                              \
        while (n > 1 && p[n - 1] == 0)                                                             \
            n--;                                                                                   \
        for (size_t i = 0; i < n; i++)                                                             \
            fprintf(out, "%s%" format, i ? "," : "{", p[i]);                                       \
        fputs("},\n", out);                                                                        \
    }

NUMBERS(bytes, uint8_t, PRIu8)
NUMBERS(halves, uint16_t, PRIu16)
NUMBERS(words, uint32_t, PRIu32)
NUMBERS(weights, int64_t, PRId64)

/* Characters, which need not end with a NUL. */
static void text(FILE *out, const char *p, size_t n)
{
    while (n > 1 && p[n - 1] == '\0')
        n--;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        fprintf(out, c < 0x80 ? "%s%u" : "%s'\\%o'", i ? "," : "{", c);
    }
    fputs("},", out);
}

static void spans(FILE *out, const had_span *p, size_t n)
{
    while (n > 1 && p[n - 1].start == 0 && p[n - 1].length == 0)
        n--;
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s{%u,%u}", i ? "," : "{", p[i].start, p[i].length);
    fputs("},\n", out);
}

/* --- What records are read by ----------------------------------------------------------------- */

static void layout(FILE *out, const struct layout *l)
{
    fputc('{', out);
    text(out, l->tag, sizeof l->tag);
    text(out, l->grouped_tag, sizeof l->grouped_tag);
    fprintf(out, "%u,%d,%d,%u,%u,%u,%u,{%u,%u},\n", l->secteur, l->grouped, l->anonymous,
            l->group_count, l->number, l->fixed, l->starts, l->start[0], l->start[1]);
    spans(out, l->field, FIELD_COUNT);
    halves(out, l->date, DATES);
    fputc('{', out);
    for (int i = 0; i < LAYOUT_GROUPS; i++)
        fprintf(out, "{%u,{%u,%u},%u},", l->group[i].kind, l->group[i].count.start,
                l->group[i].count.length, l->group[i].size);
    fputs("},\n", out);
    spans(out, l->act, ACT_ITEMS);
    fprintf(out, "%u,%" PRIu32 ",{{", l->act_size, l->lists);
    for (int w = 0; w < HAD_FINDING_WORDS; w++)
        fprintf(out, "UINT64_C(%" PRIu64 "),", l->runs.word[w]);
    fputs("}},\n", out);
    spans(out, l->place, FINDING_COUNT);
    fprintf(out, "%u,%u,", l->order_count, l->other_count);
    bytes(out, l->order, sizeof l->order);
    fputc('{', out);
    for (int i = 0; i < OTHER_FIELDS && (i == 0 || i < l->other_count); i++) {
        fprintf(out, "{{%u,%u},", l->other[i].span.start, l->other[i].span.length);
        text(out, l->other[i].name, sizeof l->other[i].name);
        fputs("},", out);
    }
    fputs("},\n{", out);
    for (int i = 0; i < LAYOUT_GROUPS; i++)
        text(out, l->group_name[i], sizeof l->group_name[i]);
    fputs("}},\n", out);
}

static void rules(FILE *out, const struct rules *r)
{
    fputs("static const struct rules rules = {{", out);
    for (int y = 0; y < YEAR_COUNT; y++) {
        fputs("{{{", out);
        for (int w = 0; w < HAD_FINDING_WORDS; w++)
            fprintf(out, "UINT64_C(%" PRIu64 "),", r->year[y].in_force.word[w]);
        fputs("}},\n", out);
        words(out, r->year[y].allowed, sizeof r->year[y].allowed / sizeof r->year[y].allowed[0]);
        fputc('{', out);
        for (int pair = 0; pair < PAIR_COUNT; pair++)
            bytes(out, r->year[y].list[pair], sizeof r->year[y].list[pair]);
        fputs("}},\n", out);
    }
    fputs("},\n{", out);
    for (int kind = 0; kind < MODE_KINDS; kind++) {
        fputc('{', out);
        for (int i = 0; i < 100; i++)
            fprintf(out, "{%d,%" PRId32 ",%" PRId32 "},", r->mode[kind][i].listed,
                    r->mode[kind][i].debut, r->mode[kind][i].fin);
        fputs("},\n", out);
    }
    fputs("},\n{", out);
    for (int i = 0; i < 2; i++)
        halves(out, r->ehpa[i], 100);
    fprintf(out, "},\n%" PRIu32 "};\n", r->lists);
}

static void matrix(FILE *out, const struct matrix *m)
{
    fputs("static const struct matrix matrix = {{", out);
    for (int mpp = 0; mpp < 100; mpp++)
        bytes(out, m->statut[mpp], 100);
    fputs("}};\n", out);
}

/* --- What prices are read by ------------------------------------------------------------------ */

typedef const struct tarif prices[VARIANTES][GHT_COUNT + 1];

static void tarifs_of(FILE *out, prices *of)
{
    fputc('{', out);
    for (int s = 0; s < SECTEURS; s++) {
        fputc('{', out);
        for (int v = 0; v < VARIANTES; v++) {
            fputc('{', out);
            for (int ght = 0; ght <= GHT_COUNT; ght++)
                fprintf(out, "{%" PRId32 ",%u},", of[s][v][ght].centimes, of[s][v][ght].origine);
            fputs("},\n", out);
        }
        fputs("},", out);
    }
    fputs("},", out);
}

static void campagne(FILE *out, const struct campagne *c)
{
    fputc('{', out);
    tarifs_of(out, c->read);
    fputc('{', out);
    tarifs_of(out, c->due.of);
    fprintf(out, "%" PRId32 "},", c->due.most);
    fputc('{', out);
    for (int s = 0; s < SECTEURS; s++) {
        fputc('{', out);
        for (int v = 0; v < VARIANTES; v++) {
            fputc('{', out);
            for (int ght = 0; ght <= GHT_COUNT; ght++)
                fprintf(out, "{%" PRIu32 ",%u},", c->row[s][v][ght].line, c->row[s][v][ght].source);
            fputs("},\n", out);
        }
        fputs("},", out);
    }
    fputs("},{", out);
    for (int s = 0; s < SECTEURS; s++)
        words(out, c->unfilled[s], VARIANTES);
    fputs("}},\n", out);
}

static void coefficients_known(FILE *out, const struct coefficients *c)
{
    fputs("{", out);
    for (int year = CAMPAGNE_FIRST; year <= CAMPAGNE_LAST; year++) {
        fputc('{', out);
        for (int s = 0; s < SECTEURS; s++)
            halves(out, c->known[year - CAMPAGNE_FIRST][s], KINDS);
        fputs("},", out);
    }
    fputs("}", out);
}

/* --- Files beside the records ----------------------------------------------------------------- */

static void beside_layout(FILE *out, const struct beside_layout *l)
{
    fputc('{', out);
    text(out, l->name, sizeof l->name);
    fprintf(out, "%u,%u,", l->kind, l->secteur);
    text(out, l->prestation, sizeof l->prestation);
    fprintf(out, "%d,%u,%u,%u,", l->type, l->length, l->from, l->to);
    spans(out, l->field, BESIDE_FIELD_COUNT);
    fputs("},\n", out);
}

static void versions(FILE *out, const struct beside *b)
{
    fputs("{", out);
    for (size_t i = 0; i < b->versions; i++) {
        fputc('{', out);
        text(out, b->version[i].format, sizeof b->version[i].format);
        fprintf(out, "%u,%u,%u,%u},\n", b->version[i].count_start, b->version[i].count_length,
                b->version[i].block_start, b->version[i].block_length);
    }
    fprintf(out, "},%zu", b->versions);
}

/* --- Classifications -------------------------------------------------------------------------- */

static void triples(FILE *out, const struct classification *c, size_t number)
{
    size_t pairs = (size_t)c->mpp_count * c->mpa_count;
    fprintf(out, "static const uint8_t pairs_%zu[] = ", number);
    for (size_t i = 0; i < pairs; i++)
        fprintf(out, "%s%u", i ? "," : "{", c->pair[i]);
    fprintf(out, "};\nstatic const struct triple triples_%zu[] = {", number);
    for (size_t i = 0; i < pairs * c->ik_count; i++) {
        const struct triple *t = &c->triple[i];
        fputc('{', out);
        text(out, t->ghpc, sizeof t->ghpc);
        bytes(out, t->ght, PERIODS_MAX);
        fprintf(out, "%u,%u,%u,", t->observed, t->deduced, t->flags);
        bytes(out, t->way, PERIODS_MAX);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

static void weights_read(FILE *out, const struct weights_read *w)
{
    fputs(".weight = {", out);
    weights(out, w->mpp, MODES_MAX);
    weights(out, w->mpa, MODES_MAX);
    weights(out, w->ik, MODES_MAX);
    weights(out, w->duree, PERIODS_MAX);
    weights(out, w->ght_min, GHT_COUNT);
    bytes(out, w->ght, GHT_COUNT);
    fprintf(out, "%d,%ld,%ld},\n", w->ght_count, w->ipi_decimales, w->ipt_decimales);
}

static void classification(FILE *out, const struct classification *c, size_t number)
{
    fputs("{.info = {.id = ", out);
    text(out, c->info.id, sizeof c->info.id);
    fputs(".version = ", out);
    text(out, c->info.version, sizeof c->info.version);
    fprintf(out,
            ".debut = %" PRId32 ", .fin = %" PRId32 ", .officielle = %" PRId32
            ", .conflit = %" PRId32 ", .source = ",
            c->info.debut, c->info.fin, c->info.officielle, c->info.conflit);
    text(out, c->info.source, sizeof c->info.source);
    fputs("},\n.written = ", out);
    text(out, c->written, sizeof c->written);
    fprintf(out,
            ".weights = %d, .lent = true,\n.mpp_count = %u, .mpa_count = %u, .ik_count = %u, "
            ".period_count = %u,\n.mpp_index = ",
            c->weights, c->mpp_count, c->mpa_count, c->ik_count, c->period_count);
    bytes(out, c->mpp_index, sizeof c->mpp_index);
    fputs(".mpa_index = ", out);
    bytes(out, c->mpa_index, sizeof c->mpa_index);
    fputs(".ik_index = ", out);
    bytes(out, c->ik_index, sizeof c->ik_index);
    fputs(".period = {", out);
    for (int k = 0; k < PERIODS_MAX; k++)
        fprintf(out, "{%" PRId32 ",%" PRId32 "},", c->period[k].first, c->period[k].last);
    fprintf(out, "},\n.pair = (uint8_t *)pairs_%zu, .triple = (struct triple *)triples_%zu,\n",
            number, number);
    weights_read(out, &c->weight);
    fputs("},\n", out);
}

/* --- The whole -------------------------------------------------------------------------------- */

static void lists(FILE *out, const struct had_tables *t)
{
    fputs("static const struct layout layouts[] = {", out);
    for (size_t i = 0; i < t->layouts.count; i++)
        layout(out, &t->layouts.layout[i]);
    fputs("};\nstatic const struct campagne campagnes[] = {", out);
    for (size_t i = 0; i < t->tarifs.count; i++)
        campagne(out, &t->tarifs.campagne[i]);
    fputs("};\nstatic const struct tarif_source sources[] = {", out);
    for (size_t i = 0; i < t->tarifs.source_count; i++) {
        fputc('{', out);
        text(out, t->tarifs.source[i].file, sizeof t->tarifs.source[i].file);
        text(out, t->tarifs.source[i].text, sizeof t->tarifs.source[i].text);
        fputs("},\n", out);
    }
    fputs("};\nstatic const struct coefficient coefficients[] = {", out);
    for (size_t i = 0; i < t->coefficients.count; i++) {
        const struct coefficient *row = &t->coefficients.row[i];
        fprintf(out, "{%" PRId32 ",", row->value);
        text(out, row->source, sizeof row->source);
        text(out, row->certitude, sizeof row->certitude);
        fputs("},\n", out);
    }
    fputs("};\nstatic const struct beside_layout beside_layouts[] = {", out);
    for (size_t i = 0; i < t->beside.count; i++)
        beside_layout(out, &t->beside.layout[i]);
    fputs("};\n", out);
}

/* Lists without a capacity are lent (tables.c). */
static void published(FILE *out, const struct had_tables *t)
{
    lists(out, t);
    rules(out, t->rules);
    matrix(out, t->matrix);
    fprintf(out,
            "static const struct had_tables published = {\n"
            ".layouts = {.layout = (struct layout *)layouts, .count = %zu, .index = ",
            t->layouts.count);
    bytes(out, t->layouts.index, sizeof t->layouts.index);
    fprintf(out,
            "},\n.rules = (struct rules *)&rules, .matrix = (struct matrix *)&matrix,\n"
            ".tarifs = {.campagne = (struct campagne *)campagnes, .count = %zu,\n"
            ".source = (struct tarif_source *)sources, .source_count = %zu, .index = ",
            t->tarifs.count, t->tarifs.source_count);
    bytes(out, t->tarifs.index, sizeof t->tarifs.index);
    fprintf(out,
            "},\n.coefficients = {.row = (struct coefficient *)coefficients, .count = %zu, "
            ".known = ",
            t->coefficients.count);
    coefficients_known(out, &t->coefficients);
    fprintf(out,
            "},\n.beside = {.layout = (struct beside_layout *)beside_layouts, .count = %zu, "
            ".version = ",
            t->beside.count);
    versions(out, &t->beside);
    fputs("},\n};\n", out);
}

/* What the user gives is not compiled in; nor are groups that were observed or deduced. */
static bool printable(const struct had_tables *t)
{
    const struct given *given = &t->given;
    bool good = given->conventions.count == 0 && given->cim10.count == 0 &&
                given->ccam.count == 0 && given->files.count == 0 &&
                given->files.remark_count == 0 && t->ucd.count == 0 && t->layouts.count > 0 &&
                t->tarifs.count > 0 && t->coefficients.count > 0 && t->beside.count > 0;
    for (size_t i = 0; i < t->classification_count; i++)
        good = good && !t->classification[i].interval && !t->classification[i].seen;
    return good && t->classification_count > 0;
}

/* --- A member that is new --------------------------------------------------------------------- */

#ifdef __GNUC__
#pragma GCC diagnostic error "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wmissing-braces"
#endif
#define EVERY_MEMBER(type, ...) ((void)sizeof((type){__VA_ARGS__}))

/* What is printed by the names of its members would compile with one more, and have nothing there:
 * so each struct that is printed stands here with a value for every member, or as part of one.
 * Where this is refused, print the member above, then add it here. Structs that are printed in
 * order within others are refused where the printed text is compiled. */
static void every_member(void)
{
    EVERY_MEMBER(struct had_tables, {0}, {0}, 0, 0, {0}, {0}, {0}, {0}, {0}, 0, 0, 0, 0, 0, 0,
                 false);
    EVERY_MEMBER(struct layouts, 0, 0, 0, {0});
    EVERY_MEMBER(struct rules, {0}, {0}, {0}, 0);
    EVERY_MEMBER(struct year_rules, {0}, {0}, {0});
    EVERY_MEMBER(had_findings, {0});
    EVERY_MEMBER(struct mode, false, 0, 0);
    EVERY_MEMBER(struct tarifs, 0, 0, 0, 0, 0, 0, {0});
    EVERY_MEMBER(struct coefficients, 0, 0, 0, {0});
    EVERY_MEMBER(struct matrix, {0});
    EVERY_MEMBER(struct beside, 0, 0, 0, {0}, 0);
    EVERY_MEMBER(struct vidhosp_version, {0}, 0, 0, 0, 0);
    EVERY_MEMBER(struct classification, {0}, {0}, false, 0, 0, 0, 0, {0}, {0}, {0}, {0}, 0, 0, 0, 0,
                 {0}, false);
    EVERY_MEMBER(had_classification_info, 0, {0}, {0}, 0, 0, 0, {0}, 0);
    EVERY_MEMBER(struct period, 0, 0);
    EVERY_MEMBER(struct weights_read, {0}, {0}, {0}, {0}, {0}, {0}, 0, 0, 0);
}

bool printed_tables(FILE *out, const struct had_tables *tables)
{
    every_member();
    if (!printable(tables))
        return false;
    fputs("/* SPDX-License-Identifier: Apache-2.0 */\n"
          "/* Made by tables/resolve.c: do not edit. */\n#include \"lib/tables/resolved.h\"\n\n"
          "/* A struct without names of members lacks none. */\n#ifdef __GNUC__\n"
          "#pragma GCC diagnostic error \"-Wmissing-field-initializers\"\n#endif\n\n",
          out);
    published(out, tables);
    for (size_t i = 0; i < tables->classification_count; i++)
        triples(out, &tables->classification[i], i);
    fputs("static const struct classification classifications[] = {", out);
    for (size_t i = 0; i < tables->classification_count; i++)
        classification(out, &tables->classification[i], i);
    fprintf(out, "};\nconst struct resolved resolved = {&published, classifications, %zu};\n",
            tables->classification_count);
    return ferror(out) == 0;
}
