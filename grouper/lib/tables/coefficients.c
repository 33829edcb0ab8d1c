/* SPDX-License-Identifier: Apache-2.0 */
#include "coefficients.h"

#include <string.h>

#include "lib/text/csv.h"
#include "lib/base/memory.h"

enum { ANNEE, TYPE, SECTEUR, ZONE, VALEUR, SOURCE, CERTITUDE };

static bool cell_holds(const struct cell *cell, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i + length <= cell->length; i++)
        if (memcmp(cell->text + i, text, length) == 0)
            return true;
    return false;
}

/* Whether a row names a sector, alone or with the other. */
static bool names(const struct cell *cell, int secteur)
{
    static const char *const texts[SECTEURS] = {[HAD_EX_DGF] = "ex-DGF", [HAD_EX_OQN] = "ex-OQN"};
    return cell_is(cell, "both") || cell_holds(cell, texts[secteur]);
}

/* Rule R41: a row whose certitude begins with `low` is not used. */
static bool weak(const struct cell *cell)
{
    static const char low[] = "low";
    if (cell->length < sizeof low - 1)
        return false;
    for (size_t i = 0; i < sizeof low - 1; i++)
        if ((cell->text[i] | 0x20) != low[i])
            return false;
    return true;
}

static int keep_row(struct coefficients *coefficients, const had_allocator *allocator,
                    const struct csv *csv, int32_t value)
{
    if (coefficients->count == UINT16_MAX)
        return csv_fault_text(csv, FAULT_TOO_MANY, -1, "65535");
    struct coefficient *row =
        memory_append(allocator, (void **)&coefficients->row, &coefficients->count,
                      &coefficients->capacity, sizeof *row);
    if (!row)
        return csv_fault(csv, FAULT_MEMORY, -1);
    row->value = value;
    cell_copy(&csv->cell[SOURCE], row->source, sizeof row->source);
    cell_copy(&csv->cell[CERTITUDE], row->certitude, sizeof row->certitude);
    return HAD_OK;
}

static int read_row(struct coefficients *coefficients, const had_allocator *allocator,
                    const struct csv *csv)
{
    long campagne, value;
    /* The others (geographic, by place; sector levies) are facts to read, not to apply unasked. */
    if (!cell_is(&csv->cell[TYPE], "prudentiel"))
        return HAD_OK;
    bool dgf = names(&csv->cell[SECTEUR], HAD_EX_DGF), oqn = names(&csv->cell[SECTEUR], HAD_EX_OQN);
    if (csv_number(csv, ANNEE, CAMPAGNE_FIRST, CAMPAGNE_LAST, &campagne) ||
        csv_number(csv, VALEUR, 1, COEFFICIENT_MAX, &value))
        return HAD_E_TABLE;
    if (!dgf && !oqn)
        return csv_fault(csv, FAULT_UNKNOWN_KEY, SECTEUR);
    if (csv->cell[ZONE].length > 0) /* a coefficient of one place would be applied everywhere */
        return csv_fault(csv, FAULT_UNKNOWN_KEY, ZONE);
    if (weak(&csv->cell[CERTITUDE]))
        return HAD_OK;
    int status = keep_row(coefficients, allocator, csv, (int32_t)value);
    for (int s = 0; !status && s < SECTEURS; s++) {
        uint16_t *known = &coefficients->known[campagne - CAMPAGNE_FIRST][s][dgf && oqn];
        if (!(s == HAD_EX_DGF ? dgf : oqn))
            continue;
        if (*known && coefficients->row[*known - 1].value != value)
            status = csv_fault(csv, FAULT_CONFLICT, VALEUR);
        else if (*known == 0)
            *known = (uint16_t)coefficients->count;
    }
    return status;
}

int coefficients_add(struct coefficients *coefficients, const had_allocator *allocator,
                     const had_file *files, size_t n, had_error *error)
{
    int status = HAD_OK, read;
    for (size_t i = 0; i < n && !status; i++) {
        struct csv csv;
        status =
            csv_open(&csv, &files[i], "annee;type;secteur;zone;valeur_1e4;source;certitude", error);
        while (!status && (read = csv_next(&csv)) != 0)
            status = read < 0 ? HAD_E_TABLE : read_row(coefficients, allocator, &csv);
    }
    return status;
}

const struct coefficient *coefficients_row(const struct coefficients *coefficients, int campagne,
                                           had_secteur secteur)
{
    if (campagne < CAMPAGNE_FIRST || campagne > CAMPAGNE_LAST)
        return NULL;
    const uint16_t *known = coefficients->known[campagne - CAMPAGNE_FIRST][secteur];
    uint16_t number = known[ALONE] ? known[ALONE] : known[BOTH];
    return number ? &coefficients->row[number - 1] : NULL;
}

int coefficients_prudentiel(const struct coefficients *coefficients, int campagne,
                            had_secteur secteur)
{
    const struct coefficient *row = coefficients_row(coefficients, campagne, secteur);
    return row ? row->value : campagne < COEFFICIENT_FIRST ? COEFFICIENT_ONE : 0;
}
