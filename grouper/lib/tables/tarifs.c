/* SPDX-License-Identifier: Apache-2.0 */
#include "tarifs.h"

#include <string.h>

#include "lib/text/csv.h"
#include "given_files.h"
#include "lib/base/memory.h"

/* Rule R11 (tables/taux.csv): rates of a variant that has no published tariff, per cent, and their
 * first campagne. */
static const struct {
    int per_cent, from;
} derived[VARIANTES] = {
#define X(variante, from, per_cent) [variante] = {per_cent, from},
    TAUX(X)
#undef X
};

int tarifs_rate(had_variante variante)
{
    return derived[variante].per_cent;
}

static struct campagne *campagne_at(struct tarifs *tarifs, const had_allocator *allocator, int year)
{
    uint8_t *index = &tarifs->index[year - CAMPAGNE_FIRST];
    if (*index == 0) {
        if (!memory_append(allocator, (void **)&tarifs->campagne, &tarifs->count, &tarifs->capacity,
                           sizeof *tarifs->campagne))
            return NULL;
        *index = (uint8_t)tarifs->count;
    }
    return &tarifs->campagne[*index - 1];
}

/* The number of the source of the current row: rows of one source follow each other. 0 when there
 * are too many to keep; -1 when there is no memory. */
static int source_of(struct tarifs *tarifs, const had_allocator *allocator, const struct csv *csv)
{
    enum { SOURCES = 6 };
    struct tarif_source source = {{0}, {0}};
    strncpy(source.file, csv->file, sizeof source.file - 1);
    cell_copy(&csv->cell[SOURCES], source.text, sizeof source.text);
    size_t last = tarifs->source_count;
    for (size_t n = last; n > 0 && n + 16 > last; n--)
        if (memcmp(&tarifs->source[n - 1], &source, sizeof source) == 0)
            return (int)n;
    if (last == UINT16_MAX)
        return 0;
    if (!memory_append(allocator, (void **)&tarifs->source, &tarifs->source_count,
                       &tarifs->source_capacity, sizeof source))
        return -1;
    tarifs->source[last] = source;
    return (int)last + 1;
}

static int keep_place(struct tarifs *tarifs, const had_allocator *allocator, const struct csv *csv,
                      struct tarif_row *out)
{
    int source = source_of(tarifs, allocator, csv);
    if (source < 0)
        return csv_fault(csv, FAULT_MEMORY, -1);
    *out = (struct tarif_row){csv->line, (uint16_t)source};
    return HAD_OK;
}

static int row(struct tarifs *tarifs, const had_allocator *allocator, had_origine origine,
               const struct csv *csv, struct tarifs *seen)
{
    enum { CAMPAGNE, SECTEUR, VARIANTE, GHT, CENTIMES, DEBUT, SOURCES, ORIGINE };
    static const char *const variantes[VARIANTES] = {"", "base", "esms", "ssiad"};
    long year, ght, centimes = 0;
    int32_t debut;
    int secteur, variante = 1;
    if (csv_number(csv, CAMPAGNE, CAMPAGNE_FIRST, CAMPAGNE_LAST, &year) ||
        csv_number(csv, GHT, 1, GHT_COUNT, &ght) || csv_date(csv, DEBUT, false, &debut))
        return HAD_E_TABLE;
    if (cell_is(&csv->cell[SECTEUR], "ex-DGF"))
        secteur = HAD_EX_DGF;
    else if (cell_is(&csv->cell[SECTEUR], "ex-OQN"))
        secteur = HAD_EX_OQN;
    else
        return csv_fault(csv, FAULT_UNKNOWN_KEY, SECTEUR);
    while (variante < VARIANTES && !cell_is(&csv->cell[VARIANTE], variantes[variante]))
        variante++;
    if (variante == VARIANTES)
        return csv_fault(csv, FAULT_UNKNOWN_KEY, VARIANTE);
    /* A table may say that its tariffs were observed, never that they are published (rule R31). */
    if (csv->count > ORIGINE && cell_is(&csv->cell[ORIGINE], "observe"))
        origine = HAD_ORIGINE_OBSERVE;
    else if (csv->count > ORIGINE && !cell_is(&csv->cell[ORIGINE], "fourni"))
        return csv_fault(csv, FAULT_CODE, ORIGINE);
    bool filled = csv->cell[CENTIMES].length > 0;
    if (filled && csv_number(csv, CENTIMES, 1, TARIF_MAX, &centimes))
        return csv_fault(csv, FAULT_AMOUNT, CENTIMES);
    int32_t start = campagne_debut((int32_t)year);
    if (debut != start) {
        char expected[11];
        date_text(expected, start);
        return csv_fault_text(csv, FAULT_CAMPAGNE, DEBUT, expected);
    }
    struct campagne *mine = campagne_at(seen, allocator, (int)year);
    struct campagne *all = campagne_at(tarifs, allocator, (int)year);
    if (!mine || !all)
        return csv_fault(csv, FAULT_MEMORY, -1);
    struct tarif *once = &mine->read[secteur][variante][ght];
    struct tarif *tarif = &all->read[secteur][variante][ght];
    uint32_t *unfilled = &mine->unfilled[secteur][variante];
    if (once->centimes != 0 || *unfilled >> ght & 1)
        return csv_fault(csv, FAULT_DUPLICATE, GHT);
    if (!filled) { /* the amount is still to be filled in: no tariff yet, and nothing is
                      contradicted */
        *unfilled |= UINT32_C(1) << ght;
        all->unfilled[secteur][variante] |= UINT32_C(1) << ght;
        return HAD_OK;
    }
    if (tarif->centimes != 0 && tarif->centimes != centimes)
        return csv_fault(csv, FAULT_CONFLICT, CENTIMES);
    once->centimes = (int32_t)centimes;
    if (tarif->centimes == 0) {
        tarif->centimes = (int32_t)centimes;
        tarif->origine = (uint8_t)origine;
        return keep_place(tarifs, allocator, csv, &all->row[secteur][variante][ght]);
    }
    return HAD_OK;
}

/* What is due for a GHT in a campagne (rule R11). */
static struct tarif due(const struct campagne *c, int year, int secteur, int variante, int ght)
{
    struct tarif tarif = c->read[secteur][variante][ght], base = c->read[secteur][HAD_BASE][ght];
    if (tarif.centimes == 0 && base.centimes != 0 && derived[variante].per_cent != 0 &&
        year >= derived[variante].from) {
        /* Half up, to the centime. */
        tarif.centimes =
            (int32_t)(((int64_t)base.centimes * derived[variante].per_cent + 50) / 100);
        tarif.origine = HAD_ORIGINE_CALCULE;
    }
    return tarif;
}

static void derive(struct tarifs *tarifs)
{
    for (int year = CAMPAGNE_FIRST; year <= CAMPAGNE_LAST; year++) {
        uint8_t index = tarifs->index[year - CAMPAGNE_FIRST];
        if (index == 0)
            continue;
        struct campagne *c = &tarifs->campagne[index - 1];
        c->due.most = 0;
        for (int s = 0; s < SECTEURS; s++)
            for (int v = 0; v < VARIANTES; v++)
                for (int ght = 1; ght <= GHT_COUNT; ght++) {
                    struct tarif tarif = due(c, year, s, v, ght);
                    c->due.of[s][v][ght] = tarif;
                    if (tarif.centimes > c->due.most)
                        c->due.most = tarif.centimes;
                }
    }
}

/* With a last column, `origine`, or without it. */
static const char *header_of(const had_file *file)
{
    static const char with[] = "campagne;secteur;variante;ght;centimes;debut;sources;origine",
                      without[] = "campagne;secteur;variante;ght;centimes;debut;sources";
    bool told = file->size >= sizeof with - 1 && memcmp(file->bytes, with, sizeof with - 1) == 0;
    return told ? with : without;
}

static unsigned count_unfilled(const struct tarifs *tarifs)
{
    unsigned count = 0;
    for (size_t i = 0; i < tarifs->count; i++)
        for (int s = 0; s < SECTEURS; s++)
            for (int v = 0; v < VARIANTES; v++)
                for (int ght = 1; ght <= GHT_COUNT; ght++)
                    count += tarifs->campagne[i].unfilled[s][v] >> ght & 1;
    return count;
}

/* A file with amounts left to fill in is told of. */
static int tell_unfilled(struct given_files *given, const had_allocator *allocator,
                         const struct csv *csv, unsigned unfilled)
{
    had_given_info *info = given_files_add(given, allocator, HAD_TABLE_TARIFS, csv->file);
    if (!info)
        return csv_fault(csv, FAULT_MEMORY, -1);
    info->lines = csv->lines.number;
    info->unfilled = unfilled;
    return HAD_OK;
}

int tarifs_add(struct tarifs *tarifs, struct given_files *given, const had_allocator *allocator,
               had_origine origine, const had_file *files, size_t n, had_error *error)
{
    int status = HAD_OK, read;
    struct tarifs seen = {0}; /* rows of these files, to tell a duplicate from a repetition */
    for (size_t i = 0; i < n && !status; i++) {
        struct csv csv;
        status = csv_open(&csv, &files[i], header_of(&files[i]), error);
        unsigned unfilled = count_unfilled(&seen);
        while (!status && (read = csv_next(&csv)) != 0)
            status = read < 0 ? HAD_E_TABLE : row(tarifs, allocator, origine, &csv, &seen);
        unfilled = count_unfilled(&seen) - unfilled;
        if (!status && unfilled > 0)
            status = tell_unfilled(given, allocator, &csv, unfilled);
    }
    tarifs_free(&seen, allocator);
    derive(tarifs);
    return status;
}

bool tarifs_unfilled(const struct tarifs *tarifs, int campagne, had_secteur secteur,
                     had_variante variante, int ght)
{
    uint8_t index = campagne >= CAMPAGNE_FIRST && campagne <= CAMPAGNE_LAST
                        ? tarifs->index[campagne - CAMPAGNE_FIRST]
                        : 0;
    if (index == 0)
        return false;
    const struct campagne *c = &tarifs->campagne[index - 1];
    return c->read[secteur][variante][ght].centimes == 0 &&
           c->unfilled[secteur][variante] >> ght & 1;
}

void tarifs_free(struct tarifs *tarifs, const had_allocator *allocator)
{
    memory_release(allocator, tarifs->campagne);
    memory_release(allocator, tarifs->source);
    tarifs->campagne = NULL;
    tarifs->source = NULL;
}

void tarifs_source(const struct tarifs *tarifs, int campagne, had_secteur secteur,
                   had_variante variante, int ght, had_tarif_source *out)
{
    struct tarif tarif = tarifs_find(tarifs, campagne, secteur, variante, ght);
    out->centimes = out->base = tarif.centimes;
    out->origine = tarif.origine;
    out->per_cent = 100;
    if (tarif.origine == HAD_ORIGINE_NONE)
        return;
    const struct campagne *c = &tarifs->campagne[tarifs->index[campagne - CAMPAGNE_FIRST] - 1];
    had_variante from = variante;
    if (tarif.origine == HAD_ORIGINE_CALCULE) {
        from = HAD_BASE;
        out->base = c->read[secteur][from][ght].centimes;
        out->per_cent = derived[variante].per_cent;
    }
    const struct tarif_row *row = &c->row[secteur][from][ght];
    out->line = row->line;
    if (row->source == 0)
        return;
    memcpy(out->file, tarifs->source[row->source - 1].file, sizeof out->file);
    memcpy(out->source, tarifs->source[row->source - 1].text, sizeof out->source);
}
