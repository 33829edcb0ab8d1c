/* SPDX-License-Identifier: Apache-2.0 */
/* A classification, from its files to one cell per triple. */
#include "classification_own.h"

#include <string.h>

#include "lib/text/csv.h"
#include "matrix.h"
#include "deduced.h"
#include "lib/deduce/groupes.h"
#include "lib/base/memory.h"

/* The files of a directory. The first is the card of the classification; the next seven make it by
 * weights; the last holds observed groups. */
enum table_file {
    CARD,
    DUREES,
    MPP,
    MPA,
    IK,
    GHT,
    GHPC,
    ASSOCIATIONS,
    GROUPES,
    DEDUCTIONS, /* deduced.h */
    CONFLIT,    /* stands where groups contradict each other: nothing is deduced from them */
    TABLES
};

static const struct {
    const char *name, *header;
} tables[TABLES] = {
    {"classification.csv", NULL}, /* card.c */
    {"durees.csv", "du;au;poids"},
    {"mpp.csv", "code;poids"},
    {"mpa.csv", "code;poids"},
    {"ik.csv", "code;poids"},
    {"ght.csv", "ght;ipt_min"},
    {"ghpc.csv", "ghpc;mpp;mpa;ik_min;ik_max"},
    {"associations.csv", "mpp;mpa;statut;ik_min;ik_max;confirmation"},
    {"groupes.csv", NULL}, /* groupes.h */
    {"deductions.csv", NULL},
    {"conflit.csv", NULL},
};

/* A classification being read. */
struct classification_draft {
    const had_allocator *allocator;
    const had_file *file[TABLES];
    had_error *error;
    struct csv csv;
    struct classification *c;
    struct weights_read *w;           /* those of c */
    struct wide ght_bound[GHT_COUNT]; /* least IPT, with the decimals of an IPT */
    uint16_t ik_value[MODES_MAX];
    char sha256[SHA256_TEXT]; /* of the groups that deductions come from; "" = not said */
};

/* --- Lists and weights ------------------------------------------------------------------------ */

/* Durations: ranks from 1, without gap, the last open; its weight is left out without weights. */
static int duree_row(struct classification_draft *r)
{
    enum { DU, AU, POIDS };
    const struct csv *csv = &r->csv;
    struct classification *c = r->c;
    long du, au = INT32_MAX;
    if (c->period_count == PERIODS_MAX)
        return csv_fault_text(csv, FAULT_TOO_MANY, -1, "4");
    if (csv_number(csv, DU, 1, 99999999, &du) ||
        (csv->cell[AU].length > 0 && csv_number(csv, AU, 1, 99999999, &au)))
        return HAD_E_TABLE;
    if (au < du)
        return csv_fault(csv, FAULT_PERIOD, -1);
    int32_t expected = c->period_count == 0 ? 1 : c->period[c->period_count - 1].last;
    if (c->period_count > 0)
        expected = expected == INT32_MAX ? 0 : expected + 1;
    if (du != expected)
        return csv_fault(csv, FAULT_GAP, DU);
    if (csv_weight(csv, POIDS, &r->w->duree[c->period_count]))
        return HAD_E_TABLE;
    c->period[c->period_count].first = (int32_t)du;
    c->period[c->period_count++].last = (int32_t)au;
    return HAD_OK;
}

static int mode_weight(struct classification_draft *r, uint8_t *index, uint8_t *count,
                       int64_t *weights, size_t digits)
{
    enum { CODE, POIDS };
    long code;
    if (csv_digits(&r->csv, CODE, digits, &code))
        return HAD_E_TABLE;
    if (index[code] != MODE_NONE)
        return csv_fault(&r->csv, FAULT_DUPLICATE, CODE);
    if (*count == MODES_MAX)
        return csv_fault_text(&r->csv, FAULT_TOO_MANY, -1, "99");
    if (csv_weight(&r->csv, POIDS, &weights[*count]))
        return HAD_E_TABLE;
    index[code] = (*count)++;
    return HAD_OK;
}

static int ght_row(struct classification_draft *r)
{
    enum { NUMBER, MIN };
    long ght;
    int64_t min;
    if (csv_number(&r->csv, NUMBER, 1, GHT_COUNT, &ght) || csv_weight(&r->csv, MIN, &min))
        return HAD_E_TABLE;
    for (int g = 0; g < r->w->ght_count; g++)
        if (r->w->ght[g] == ght)
            return csv_fault(&r->csv, FAULT_DUPLICATE, NUMBER);
    if (r->w->ght_count > 0 && min <= r->w->ght_min[r->w->ght_count - 1])
        return csv_fault(&r->csv, FAULT_ORDER, MIN);
    r->w->ght[r->w->ght_count] = (uint8_t)ght;
    r->ght_bound[r->w->ght_count] = wide_multiply((uint64_t)min, UINT64_C(1000000000000));
    r->w->ght_min[r->w->ght_count++] = min;
    return HAD_OK;
}

static int weight_row(struct classification_draft *r, enum table_file table)
{
    struct classification *c = r->c;
    switch (table) {
    case DUREES:
        return duree_row(r);
    case MPP:
        return mode_weight(r, c->mpp_index, &c->mpp_count, r->w->mpp, 2);
    case MPA:
        return mode_weight(r, c->mpa_index, &c->mpa_count, r->w->mpa, 2);
    case IK:
        return mode_weight(r, c->ik_index, &c->ik_count, r->w->ik, 3);
    default:
        return ght_row(r);
    }
}

static int read_weights(struct classification_draft *r)
{
    static const enum table_file order[] = {DUREES, MPP, MPA, IK, GHT};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        enum table_file t = order[i];
        int row, status = csv_open(&r->csv, r->file[t], tables[t].header, r->error);
        uint32_t rows = 0;
        while (!status && (row = csv_next(&r->csv)) != 0) {
            status = row < 0 ? HAD_E_TABLE : weight_row(r, t);
            rows++;
        }
        if (status)
            return status;
        if (rows == 0)
            return fault_of(r->error, FAULT_EMPTY, r->file[t]->name, NULL);
        if (t == DUREES && r->c->period[r->c->period_count - 1].last != INT32_MAX)
            return csv_fault_text(&r->csv, FAULT_GAP, 1, "fin");
    }
    for (int value = 0; value < IK_VALUES; value++)
        if (r->c->ik_index[value] != MODE_NONE)
            r->ik_value[r->c->ik_index[value]] = (uint16_t)value;
    return HAD_OK;
}

/* --- Lists of observed groups ----------------------------------------------------------------- */

static int open_table(struct classification_draft *r, enum table_file t)
{
    return t == GROUPES ? groupes_open(&r->csv, r->file[t], r->error)
                        : csv_open(&r->csv, r->file[t], tables[t].header, r->error);
}

/* Without weights, the modes are those that groups and pairs name. */
static int observed_lists(struct classification_draft *r, enum table_file t)
{
    struct classification *c = r->c;
    for (int value = 10; c->ik_count < 10; value += 10) { /* 010 to 100 by tens (rule R17) */
        r->ik_value[c->ik_count] = (uint16_t)value;
        c->ik_index[value] = c->ik_count++;
    }
    if (open_table(r, t)) /* it is refused when its rows are read */
        return HAD_OK;
    for (int row; (row = csv_next(&r->csv)) != 0;) {
        long mpp, mpa, ik = 0;
        if (row < 0 || csv_digits(&r->csv, 0, 2, &mpp) || csv_digits(&r->csv, 1, 2, &mpa) ||
            (t == GROUPES && csv_digits(&r->csv, 2, 3, &ik)))
            return HAD_E_TABLE;
        if (c->mpp_index[mpp] == MODE_NONE)
            c->mpp_index[mpp] = c->mpp_count++;
        if (c->mpa_index[mpa] == MODE_NONE)
            c->mpa_index[mpa] = c->mpa_count++;
        if (t != GROUPES || c->ik_index[ik] != MODE_NONE)
            continue;
        if (c->ik_count == MODES_MAX)
            return csv_fault_text(&r->csv, FAULT_TOO_MANY, -1, "99");
        r->ik_value[c->ik_count] = (uint16_t)ik;
        c->ik_index[ik] = c->ik_count++;
    }
    return HAD_OK;
}

/* --- Pairs ------------------------------------------------------------------------------------ */

/* Reads mpp and mpa of the current row as indices; HAD_OK or HAD_E_TABLE. */
static int pair_cells(const struct classification_draft *r, int mpp_column, size_t *pair)
{
    long mpp, mpa;
    if (csv_digits(&r->csv, mpp_column, 2, &mpp) || csv_digits(&r->csv, mpp_column + 1, 2, &mpa))
        return HAD_E_TABLE;
    if (r->c->mpp_index[mpp] == MODE_NONE)
        return csv_fault(&r->csv, FAULT_UNKNOWN_MODE, mpp_column);
    if (r->c->mpa_index[mpa] == MODE_NONE)
        return csv_fault(&r->csv, FAULT_UNKNOWN_MODE, mpp_column + 1);
    *pair = (size_t)r->c->mpp_index[mpp] * r->c->mpa_count + r->c->mpa_index[mpa];
    return HAD_OK;
}

static int ik_bounds(const struct classification_draft *r, int column, long *min, long *max)
{
    if (csv_number(&r->csv, column, 0, 999, min) || csv_number(&r->csv, column + 1, 0, 999, max))
        return HAD_E_TABLE;
    return *max < *min ? csv_fault(&r->csv, FAULT_PERIOD, column) : HAD_OK;
}

static int association_row(struct classification_draft *r)
{
    enum { MPP_CODE, MPA_CODE, STATUT, IK_MIN, IK_MAX, CONFIRMATION };
    static const uint8_t flags[] = {[HAD_AUTORISEE] = 0,
                                    [HAD_INATTENDUE] = PAIR_INATTENDUE,
                                    [HAD_NON_AUTORISEE] = PAIR_NON_AUTORISEE,
                                    [HAD_ERRONEE] = PAIR_ERRONEE};
    const struct csv *csv = &r->csv;
    size_t pair = 0;
    long min, max, confirmation;
    if (pair_cells(r, MPP_CODE, &pair) || ik_bounds(r, IK_MIN, &min, &max) ||
        csv_number(csv, CONFIRMATION, 0, 1, &confirmation))
        return HAD_E_TABLE;
    had_statut statut = statut_named(&csv->cell[STATUT]);
    if (statut == HAD_STATUT_INCONNU)
        return csv_fault(csv, FAULT_UNKNOWN_STATUS, STATUT);
    if (r->c->pair[pair] & PAIR_KNOWN)
        return csv_fault(csv, FAULT_DUPLICATE, MPP_CODE);
    r->c->pair[pair] =
        (uint8_t)(PAIR_KNOWN | flags[statut] | (confirmation ? PAIR_CONFIRMATION : 0));
    struct triple *triple = &r->c->triple[pair * r->c->ik_count];
    for (uint8_t k = 0; k < r->c->ik_count; k++)
        triple[k].flags =
            (uint8_t)(r->c->pair[pair] | (r->ik_value[k] < min ? TRIPLE_IK_BELOW : 0) |
                      (r->ik_value[k] > max ? TRIPLE_IK_ABOVE : 0));
    return HAD_OK;
}

/* --- Groups ----------------------------------------------------------------------------------- */

static int ghpc_row(struct classification_draft *r)
{
    enum { CODE, MPP_CODE, MPA_CODE, IK_MIN, IK_MAX };
    long ghpc, min, max;
    size_t pair = 0;
    if (csv_digits(&r->csv, CODE, 4, &ghpc) || pair_cells(r, MPP_CODE, &pair) ||
        ik_bounds(r, IK_MIN, &min, &max))
        return HAD_E_TABLE;
    if (ghpc == 9999)
        return csv_fault(&r->csv, FAULT_CODE, CODE);
    struct triple *triple = &r->c->triple[pair * r->c->ik_count];
    for (uint8_t k = 0; k < r->c->ik_count; k++) {
        if (r->ik_value[k] < min || r->ik_value[k] > max)
            continue;
        if (triple[k].ghpc[0])
            return csv_fault(&r->csv, FAULT_DUPLICATE, CODE);
        memcpy(triple[k].ghpc, r->csv.cell[CODE].text, sizeof triple[k].ghpc);
    }
    return HAD_OK;
}

static int groupe_row(struct classification_draft *r)
{
    enum { IK_CODE = 2 };
    const struct csv *csv = &r->csv;
    struct groupe groupe;
    size_t pair = 0;
    if (pair_cells(r, 0, &pair) || groupes_row(csv, &groupe))
        return HAD_E_TABLE;
    if (r->c->ik_index[groupe.ik] == MODE_NONE)
        return csv_fault(csv, FAULT_UNKNOWN_MODE, IK_CODE);
    struct triple *triple = &r->c->triple[pair * r->c->ik_count + r->c->ik_index[groupe.ik]];
    if (triple->observed & TRIPLE_SEEN)
        return groupes_twice(csv, &groupe);
    triple->observed = TRIPLE_SEEN;
    if (groupe.ghpc[0])
        memcpy(triple->ghpc, groupe.ghpc, sizeof triple->ghpc);
    for (int k = 0; k < PERIODS_MAX; k++) {
        if (groupe.ght[k] == 0)
            continue;
        triple->ght[k] = groupe.ght[k];
        r->c->seen[triple - r->c->triple][k] = groupe.n[k];
        triple->observed |= (uint8_t)(1 << k);
    }
    return HAD_OK;
}

static int read_rows(struct classification_draft *r, enum table_file t,
                     int (*row_of)(struct classification_draft *))
{
    int row, status = open_table(r, t);
    while (!status && (row = csv_next(&r->csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : row_of(r);
    return status;
}

static uint8_t ght_of(const struct classification_draft *r, struct wide ipt)
{
    uint8_t ght = 0;
    for (int g = 0; g < r->w->ght_count && !wide_less(ipt, r->ght_bound[g]); g++)
        ght = r->w->ght[g];
    return ght;
}

static void apply_weights(const struct classification_draft *r)
{
    const struct classification *c = r->c;
    for (uint8_t p = 0; p < c->mpp_count; p++) {
        for (uint8_t a = 0; a < c->mpa_count; a++) {
            if (!(c->pair[(size_t)p * c->mpa_count + a] & PAIR_KNOWN))
                continue;
            for (uint8_t k = 0; k < c->ik_count; k++) {
                struct triple *triple =
                    &c->triple[((size_t)p * c->mpa_count + a) * c->ik_count + k];
                struct wide ipi = ipi_of(r->w, p, a, k);
                for (uint8_t d = 0; d < c->period_count; d++)
                    triple->ght[d] = ght_of(r, ipt_of(r->w, ipi, d));
            }
        }
    }
}

/* Rule R26: an authorised or unexpected pair has a GHPC for every IK within its bounds. */
static int check_coverage(const struct classification_draft *r)
{
    const struct classification *c = r->c;
    for (int mpp = 0; mpp < 100; mpp++) {
        for (int mpa = 0; mpa < 100; mpa++) {
            uint8_t p = c->mpp_index[mpp], a = c->mpa_index[mpa];
            if (p == MODE_NONE || a == MODE_NONE)
                continue;
            for (uint8_t k = 0; k < c->ik_count; k++) {
                const struct triple *triple = classification_triple(c, p, a, k);
                if (!(triple->flags & PAIR_KNOWN) || triple->ghpc[0] ||
                    triple->flags &
                        (PAIR_ERRONEE | PAIR_NON_AUTORISEE | TRIPLE_IK_BELOW | TRIPLE_IK_ABOVE))
                    continue;
                char key[GROUPE_KEY];
                groupes_key(mpp, mpa, r->ik_value[k], key);
                return fault_of(r->error, FAULT_UNCOVERED, r->file[GHPC]->name, key);
            }
        }
    }
    return HAD_OK;
}

/* In a classification by weights, a pair that is not listed is erronee. */
static void close_pairs(struct classification *c)
{
    size_t pairs = (size_t)c->mpp_count * c->mpa_count;
    for (size_t pair = 0; pair < pairs; pair++) {
        if (c->pair[pair] & PAIR_KNOWN)
            continue;
        c->pair[pair] = PAIR_KNOWN | PAIR_ERRONEE;
        for (uint8_t k = 0; k < c->ik_count; k++)
            c->triple[pair * c->ik_count + k].flags = PAIR_KNOWN | PAIR_ERRONEE;
    }
}

/* --- The whole -------------------------------------------------------------------------------- */

static int find_files(struct classification_draft *r, const had_file *files, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *slash = strrchr(files[i].name, '/');
        const char *name = slash ? slash + 1 : files[i].name;
        int t = 0;
        while (t < TABLES && strcmp(name, tables[t].name) != 0)
            t++;
        if (t == TABLES)
            return fault_of(r->error, FAULT_UNKNOWN_FILE, files[i].name, name);
        if (r->file[t])
            return fault_of(r->error, FAULT_DUPLICATE, files[i].name, name);
        r->file[t] = &files[i];
    }
    const char *where = files[0].name; /* there is one */
    if (!r->file[CARD])
        return fault_of(r->error, FAULT_MISSING_FILE, where, tables[CARD].name);
    /* One of mpp, mpa, ik, ght or ghpc announces the form by weights: then all its files are due.
     * durees.csv and associations.csv may also go with observed groups alone. Deductions alone are
     * those of groups that have gone. */
    bool weights = !r->file[GROUPES] && !r->file[DEDUCTIONS];
    for (int t = MPP; t <= GHPC; t++)
        weights = weights || r->file[t];
    if (!weights && !r->file[GROUPES])
        return fault_of(r->error, FAULT_MISSING_FILE, r->file[DEDUCTIONS]->name,
                        tables[GROUPES].name);
    for (int t = DUREES; weights && t <= ASSOCIATIONS; t++)
        if (!r->file[t])
            return fault_of(r->error, FAULT_MISSING_FILE, where, tables[t].name);
    r->c->weights = weights;
    return HAD_OK;
}

static int read_lists(struct classification_draft *r)
{
    struct classification *c = r->c;
    memset(c->mpp_index, MODE_NONE, sizeof c->mpp_index);
    memset(c->mpa_index, MODE_NONE, sizeof c->mpa_index);
    memset(c->ik_index, MODE_NONE, sizeof c->ik_index);
    if (c->weights)
        return read_weights(r);
    official_periods(c);
    int status = observed_lists(r, GROUPES);
    if (!status && r->file[ASSOCIATIONS])
        status = observed_lists(r, ASSOCIATIONS);
    return status;
}

static int read_groups(struct classification_draft *r)
{
    struct classification *c = r->c;
    size_t pairs = (size_t)c->mpp_count * c->mpa_count;
    c->pair = memory_take(r->allocator, pairs, sizeof *c->pair);
    c->triple = memory_take(r->allocator, pairs * c->ik_count, sizeof *c->triple);
    if (r->file[GROUPES])
        c->seen = memory_take(r->allocator, pairs * c->ik_count, sizeof *c->seen);
    if (!c->pair || !c->triple || (r->file[GROUPES] && !c->seen))
        return fault_of(r->error, FAULT_MEMORY, NULL, NULL);
    int status = HAD_OK;
    if (r->file[ASSOCIATIONS])
        status = read_rows(r, ASSOCIATIONS, association_row);
    if (!status && c->weights)
        status = read_rows(r, GHPC, ghpc_row);
    if (!status && c->weights) {
        apply_weights(r);
        status = check_coverage(r);
    }
    if (!status && c->weights)
        close_pairs(c);
    if (!status && r->file[GROUPES])
        status = read_rows(r, GROUPES, groupe_row);
    return status;
}

/* Once all is read: looked at for each zone of each record. */
static void note_ways(struct classification *c)
{
    size_t count = (size_t)c->mpp_count * c->mpa_count * c->ik_count;
    for (size_t i = 0; i < count; i++) {
        struct triple *triple = &c->triple[i];
        for (int k = 0; k < PERIODS_MAX; k++)
            triple->way[k] = (uint8_t)(triple->deduced >> k & 1    ? HAD_GROUPE_DEDUIT
                                       : triple->observed >> k & 1 ? HAD_GROUPE_OBSERVE
                                                                   : HAD_GROUPE_POIDS);
    }
}

int classification_read(const had_allocator *allocator, const had_file *files, size_t n,
                        int deduire, struct classification *out, had_error *error)
{
    memset(out, 0, sizeof *out);
    struct classification_draft r = {
        .allocator = allocator, .error = error, .c = out, .w = &out->weight};
    out->weight.ipi_decimales = out->weight.ipt_decimales = EXACT;
    int status = find_files(&r, files, n);
    if (!status)
        status = card_read(r.file[CARD], out, r.sha256, error);
    if (!status)
        status = deduced_check(r.sha256, r.file[GROUPES], r.file[DEDUCTIONS], error);
    if (!status)
        status = read_lists(&r);
    for (int k = out->period_count; k < PERIODS_MAX; k++)
        out->period[k] = (struct period){INT32_MAX, INT32_MAX};
    if (!status)
        status = read_groups(&r);
    if (!status && r.file[DEDUCTIONS])
        status = deduced_read(allocator, r.file[DEDUCTIONS], deduire, out, error);
    if (!status)
        note_ways(out);
    out->info.conflit = r.file[CONFLIT] != NULL;
    if (status)
        classification_free(allocator, out);
    return status;
}
