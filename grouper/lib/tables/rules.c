/* SPDX-License-Identifier: Apache-2.0 */
#include "rules.h"

#include <string.h>

#include "lib/text/csv.h"

static const char *const list_fields[LIST_COUNT] = {
    "sexe",
    "mode_entree",
    "mode_sortie",
    "avq_habillage",
    "avq_locomotion",
    "avq_alimentation",
    "avq_continence",
    "avq_comportement",
    "avq_relation",
    "type_domicile",
    "derniere_sous_sequence",
    "facturable",
    "confirmation_codage",
};

static const struct {
    const char *field, *other;
} pair_fields[PAIR_COUNT] = {
    {"provenance", "mode_entree"},
    {"destination", "mode_sortie"},
    {"motif_non_facturation", "facturable"},
};

const char *rules_list_field(enum value_list list)
{
    return list_fields[list];
}

void rules_init(struct rules *rules)
{
    memset(rules, 0, sizeof *rules);
    rules->lists = LIST_COUNT;
    for (int y = 0; y < YEAR_COUNT; y++)
        registry_in_force(y, &rules->year[y].in_force);
}

/* One byte, `<blank>`, or `<other>` (0: every byte that no other row names). -1 if neither. */
static int value(const struct cell *cell)
{
    if (cell->length == 1)
        return (unsigned char)cell->text[0];
    return cell_is(cell, "<blank>") ? ' ' : cell_is(cell, "<other>") ? 0 : -1;
}

/* The list for a pair and a value of its other field: made at first need, in every year, so that a
 * list that is empty in some year refuses everything there. */
static int pair_list(struct rules *rules, enum value_pair pair, int other)
{
    uint8_t list = rules->year[0].list[pair][other];
    bool new_list = list == 0 || (other != 0 && list == rules->year[0].list[pair][0]);
    if (!new_list)
        return list;
    if (rules->lists == 32)
        return -1;
    list = (uint8_t)rules->lists++;
    for (int y = 0; y < YEAR_COUNT; y++) {
        uint8_t *lists = rules->year[y].list[pair];
        if (other != 0) {
            lists[other] = list;
            continue;
        }
        for (int b = 0; b < 256; b++)
            if (lists[b] == 0)
                lists[b] = list;
    }
    return list;
}

static int value_row(struct rules *rules, const struct csv *csv)
{
    enum { CODE, FIELD, VALUE, IF_FIELD, IF_VALUE, FROM, TO };
    long from = 0, to = 9999;
    if ((csv->cell[FROM].length > 0 && csv_number(csv, FROM, YEAR_FIRST, YEAR_LAST, &from)) ||
        (csv->cell[TO].length > 0 && csv_number(csv, TO, YEAR_FIRST, YEAR_LAST, &to)))
        return HAD_E_TABLE;
    if (to < from)
        return csv_fault(csv, FAULT_PERIOD, -1);
    int v = value(&csv->cell[VALUE]), list = -1;
    if (v <= 0)
        return csv_fault(csv, FAULT_CODE, VALUE);
    if (csv->cell[IF_FIELD].length == 0) {
        for (int i = 0; i < LIST_COUNT; i++)
            if (cell_is(&csv->cell[FIELD], list_fields[i]))
                list = i;
        if (list < 0)
            return csv_fault(csv, FAULT_UNKNOWN_KEY, FIELD);
    } else {
        int pair = -1, other = value(&csv->cell[IF_VALUE]);
        for (int i = 0; i < PAIR_COUNT; i++)
            if (cell_is(&csv->cell[FIELD], pair_fields[i].field) &&
                cell_is(&csv->cell[IF_FIELD], pair_fields[i].other))
                pair = i;
        if (pair < 0)
            return csv_fault(csv, FAULT_UNKNOWN_KEY, FIELD);
        if (other < 0)
            return csv_fault(csv, FAULT_CODE, IF_VALUE);
        list = pair_list(rules, (enum value_pair)pair, other);
        if (list < 0)
            return csv_fault_text(csv, FAULT_TOO_MANY, -1, "32");
    }
    for (int y = 0; y < YEAR_COUNT; y++)
        if (YEAR_FIRST + y >= from && YEAR_FIRST + y <= to)
            rules->year[y].allowed[v] |= UINT32_C(1) << list;
    return HAD_OK;
}

int rules_add_values(struct rules *rules, const had_file *files, size_t n, had_error *error)
{
    int status = HAD_OK, row;
    for (size_t i = 0; i < n && !status; i++) {
        struct csv csv;
        status = csv_open(&csv, &files[i], "code;field;value;if_field;if_value;from;to", error);
        while (!status && (row = csv_next(&csv)) != 0)
            status = row < 0 ? HAD_E_TABLE : value_row(rules, &csv);
    }
    return status;
}

static int mode_row(struct rules *rules, const struct csv *csv)
{
    enum { CODE, KIND, LABEL, FROM, TO, SOURCE, DEBUT, FIN };
    long code;
    int32_t debut, fin;
    if (csv_digits(csv, CODE, 2, &code) || csv_date(csv, DEBUT, true, &debut) ||
        csv_date(csv, FIN, true, &fin))
        return HAD_E_TABLE;
    /* `MP?`: the source does not say whether it is an MPP or an MPA; rule R17 takes it as both. */
    bool both = cell_is(&csv->cell[KIND], "MP?");
    static const char *const kinds[MODE_KINDS] = {"MPP", "MPA", "MPD"};
    bool known = both;
    for (int kind = 0; kind < MODE_KINDS; kind++) {
        if (!cell_is(&csv->cell[KIND], kinds[kind]) && !(both && kind != MODE_MPD))
            continue;
        struct mode *mode = &rules->mode[kind][code];
        struct mode read = {true, debut, fin};
        if (mode->listed && (mode->debut != debut || mode->fin != fin))
            return csv_fault(csv, FAULT_CONFLICT, CODE);
        *mode = read;
        known = true;
    }
    return known ? HAD_OK : csv_fault(csv, FAULT_UNKNOWN_KEY, KIND);
}

int rules_add_modes(struct rules *rules, const had_file *files, size_t n, had_error *error)
{
    /* 00 = no MPA, an ordinary code (rule R25); 00 = no MPD (rule R6). */
    rules->mode[MODE_MPA][0].listed = true;
    rules->mode[MODE_MPD][0].listed = true;
    int status = HAD_OK, row;
    for (size_t i = 0; i < n && !status; i++) {
        struct csv csv;
        status = csv_open(&csv, &files[i], "code;kind;label_fr;from_year;to_year;source;debut;fin",
                          error);
        while (!status && (row = csv_next(&csv)) != 0)
            status = row < 0 ? HAD_E_TABLE : mode_row(rules, &csv);
    }
    return status;
}

bool rules_mode(const struct rules *rules, enum mode_kind kind, int code, int32_t date)
{
    if (code < 0)
        return false;
    const struct mode *mode = &rules->mode[kind][code];
    if (date == 0)
        return mode->listed && mode->fin == 0;
    return mode->listed && mode->debut <= date && (mode->fin == 0 || date <= mode->fin);
}

static int ehpa_row(struct rules *rules, const struct csv *csv)
{
    enum { CODE, KIND, FROM, TO };
    long code, from, to;
    if (csv_digits(csv, CODE, 2, &code) || csv_number(csv, FROM, YEAR_FIRST, YEAR_LAST, &from) ||
        csv_number(csv, TO, YEAR_FIRST, YEAR_LAST, &to))
        return HAD_E_TABLE;
    bool mpa = cell_is(&csv->cell[KIND], "MPA");
    if (!mpa && !cell_is(&csv->cell[KIND], "MPP"))
        return csv_fault(csv, FAULT_UNKNOWN_KEY, KIND);
    if (from == YEAR_FIRST)
        from = 1; /* before 2011 as 2011 (rule R18) */
    uint16_t *known = &rules->ehpa[mpa ? MODE_MPA : MODE_MPP][code];
    if (*known != 0 && *known != from)
        return csv_fault(csv, FAULT_CONFLICT, CODE);
    *known = (uint16_t)from;
    return HAD_OK;
}

int rules_add_ehpa(struct rules *rules, const had_file *files, size_t n, had_error *error)
{
    int status = HAD_OK, row;
    for (size_t i = 0; i < n && !status; i++) {
        struct csv csv;
        status = csv_open(&csv, &files[i], "code;kind;from_year;to_year", error);
        while (!status && (row = csv_next(&csv)) != 0)
            status = row < 0 ? HAD_E_TABLE : ehpa_row(rules, &csv);
    }
    return status;
}

bool rules_ehpa(const struct rules *rules, enum mode_kind kind, int code, int year)
{
    return code >= 0 && rules->ehpa[kind][code] != 0 && rules->ehpa[kind][code] <= year;
}
