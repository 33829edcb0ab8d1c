/* SPDX-License-Identifier: Apache-2.0 */
#include "classification.h"

#include <stddef.h>
#include <string.h>

#include "lib/text/csv.h"
#include "matrix.h"
#include "common/date.h"
#include "deduced.h"
#include "lib/deduce/groupes.h"
#include "lib/base/memory.h"
#include "common/digits.h"
#include "common/sha256.h"
#include "lib/base/wide.h"

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
    {"classification.csv", "cle;valeur"},
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

enum { EXACT = -1 };

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

/* --- The card --------------------------------------------------------------------------------- */

static int csv_fingerprint(const struct csv *csv, int column, char out[SHA256_TEXT])
{
    const struct cell *cell = &csv->cell[column];
    if (cell->length != SHA256_TEXT - 1)
        return csv_fault(csv, FAULT_CODE, column);
    cell_copy(cell, out, SHA256_TEXT);
    return strspn(out, "0123456789abcdef") == SHA256_TEXT - 1 ? HAD_OK
                                                              : csv_fault(csv, FAULT_CODE, column);
}

/* The keys of a card. */
enum card {
    CARD_ID,
    CARD_VERSION,
    CARD_DEBUT,
    CARD_FIN,
    CARD_OFFICIELLE,
    CARD_SOURCE,
    CARD_IPI,
    CARD_IPT,
    CARD_SHA256,
    CARD_DEDUIRE,
    CARD_DEDUIRE_MIN,
    CARD_KEYS
};

enum { KEY, VALUE };

/* The value that stands beside a key. */
static int card_value(struct classification_draft *r, enum card key)
{
    const struct csv *csv = &r->csv;
    had_classification_info *info = &r->c->info;
    const struct cell *value = &csv->cell[VALUE];
    long number;
    switch (key) {
    case CARD_ID:
        if (value->length == 0 || value->length >= sizeof info->id)
            return csv_fault(csv, FAULT_CODE, VALUE);
        cell_copy(value, info->id, sizeof info->id);
        return HAD_OK;
    case CARD_VERSION:
        if (value->length != 2 ||
            (value->text[0] & 0x80)) /* two bytes of UTF-8, not one character */
            return csv_fault(csv, FAULT_CODE, VALUE);
        cell_copy(value, info->version, sizeof info->version);
        return HAD_OK;
    case CARD_DEBUT:
        return csv_date(csv, VALUE, false, &info->debut);
    case CARD_FIN:
        return csv_date(csv, VALUE, true, &info->fin);
    case CARD_OFFICIELLE:
        if (csv_number(csv, VALUE, 0, 1, &number))
            return HAD_E_TABLE;
        info->officielle = (int32_t)number;
        return HAD_OK;
    case CARD_SOURCE:
        cell_copy(value, info->source, sizeof info->source);
        return HAD_OK;
    case CARD_SHA256:
        return csv_fingerprint(csv, VALUE, r->sha256);
    case CARD_DEDUIRE:
        return cell_is(value, "ordre") || cell_is(value, "non") || cell_is(value, "poids")
                   ? HAD_OK
                   : csv_fault(csv, FAULT_CODE, VALUE);
    case CARD_DEDUIRE_MIN:
        return csv_number(csv, VALUE, 1, 999999999, &number);
    default:
        if (csv_number(csv, VALUE, 0, 12, &number))
            return HAD_E_TABLE;
        *(key == CARD_IPI ? &r->w->ipi_decimales : &r->w->ipt_decimales) = number;
        return HAD_OK;
    }
}

static int card_row(struct classification_draft *r, uint32_t *seen)
{
    static const char *const keys[CARD_KEYS] = {"id",
                                                "version",
                                                "debut",
                                                "fin",
                                                "officielle",
                                                "source",
                                                "ipi_decimales",
                                                "ipt_decimales",
                                                "groupes_sha256",
                                                "deduire",
                                                "deduire_min"};
    const struct csv *csv = &r->csv;
    size_t k = 0;
    while (k < CARD_KEYS && !cell_is(&csv->cell[KEY], keys[k]))
        k++;
    if (k == CARD_KEYS)
        return csv_fault(csv, FAULT_UNKNOWN_KEY, KEY);
    if (*seen >> k & 1)
        return csv_fault(csv, FAULT_DUPLICATE, KEY);
    *seen |= UINT32_C(1) << k;
    return card_value(r, (enum card)k);
}

static int read_card(struct classification_draft *r)
{
    uint32_t seen = 0;
    int row, status = csv_open(&r->csv, r->file[CARD], tables[CARD].header, r->error);
    while (!status && (row = csv_next(&r->csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : card_row(r, &seen);
    if (status)
        return status;
    r->csv.line = 0; /* what follows is about the file as a whole */
    static const char *const needed[] = {"id", "version", "debut", "fin", "officielle", "source"};
    for (size_t k = 0; k < sizeof needed / sizeof needed[0]; k++)
        if (!(seen >> k & 1))
            return csv_fault_text(&r->csv, FAULT_MISSING_KEY, -1, needed[k]);
    had_classification_info *info = &r->c->info;
    if (info->fin != 0 && info->fin < info->debut)
        return csv_fault_text(&r->csv, FAULT_PERIOD, -1, NULL);
    memcpy(r->c->written, info->version, 3);
    if (!info->officielle)
        r->c->written[0] = 'X';
    return HAD_OK;
}

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

/* The official periods (Cnam training, file of 30 April 2020): without durees.csv, observed groups
 * follow them. */
static const struct period official[PERIODS_MAX] = {{1, 4}, {5, 9}, {10, 30}, {31, INT32_MAX}};

static void official_periods(struct classification *c)
{
    memcpy(c->period, official, sizeof official);
    c->period_count = PERIODS_MAX;
}

void classification_official_days(int32_t first, int32_t last, int32_t days[PERIODS_MAX])
{
    for (int k = 0; k < PERIODS_MAX; k++) {
        int32_t from = official[k].first > first ? official[k].first : first;
        int32_t to = official[k].last < last ? official[k].last : last;
        days[k] = to < from ? 0 : to - from + 1;
    }
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

/* Rounds a product that has 4n decimals, half up, to fewer decimals; keeps its scale. */
static struct wide rounded(struct wide value, int scale, long decimals)
{
    if (decimals == EXACT || decimals >= scale)
        return value;
    static const uint32_t tens[] = {1, 10, 100, 1000, 10000};
    int drop = scale - (int)decimals;
    for (int left = drop - 1; left > 0; left -= left > 4 ? 4 : left)
        value = wide_divide(value, tens[left > 4 ? 4 : left]);
    value = wide_divide(wide_add(value, 5), 10);
    for (int left = drop; left > 0; left -= left > 4 ? 4 : left) {
        uint32_t factor = tens[left > 4 ? 4 : left];
        struct wide high = wide_multiply(value.high, factor),
                    low = wide_multiply(value.low, factor);
        value.high = high.low + low.high;
        value.low = low.low;
    }
    return value;
}

/* IPI of three weights, 12 decimals; IPT of an IPI in a period, 16 decimals. Rounding, when the
 * classification asks for it: IPI first, then IPT from the rounded IPI (rule R26). */
static struct wide ipi_of(const struct weights_read *w, uint8_t mpp, uint8_t mpa, uint8_t ik)
{
    /* Each weight is below 10^8: the first two fit in 64 bits, IPI may need more. */
    struct wide ipi = wide_multiply((uint64_t)(w->mpp[mpp] * w->mpa[mpa]), (uint64_t)w->ik[ik]);
    return rounded(ipi, 12, w->ipi_decimales);
}

static struct wide ipt_of(const struct weights_read *w, struct wide ipi, int period)
{
    struct wide ipt = wide_multiply(ipi.low, (uint64_t)w->duree[period]);
    ipt.high += wide_multiply(ipi.high, (uint64_t)w->duree[period]).low;
    return rounded(ipt, 16, w->ipt_decimales);
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
        status = read_card(&r);
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

void classification_free(const had_allocator *allocator, struct classification *classification)
{
    if (!classification->lent) {
        memory_release(allocator, classification->pair);
        memory_release(allocator, classification->triple);
        memory_release(allocator, classification->interval);
        memory_release(allocator, classification->seen);
    }
    classification->pair = NULL;
    classification->triple = NULL;
    classification->interval = NULL;
    classification->seen = NULL;
}

/* --- Why -------------------------------------------------------------------------------------- */

/* A product of weights as decimal text, without zeros at its end but for four decimals. */
static void decimal_text(struct wide value, int scale, char *out)
{
    enum { DIGITS = 48, LEAST = 4 };
    char digits[DIGITS];
    int n = 0, shown = LEAST;
    while (n <= scale || value.low != 0) { /* four weights: the high half is gone by then */
        struct wide tenth = wide_divide(value, 10);
        digits[n++] = (char)('0' + (value.low - 10 * tenth.low));
        value = tenth;
    }
    for (int i = 0; i < scale - LEAST; i++)
        if (digits[i] != '0' && scale - i > shown)
            shown = scale - i;
    for (int i = n - 1; i >= scale; i--)
        *out++ = digits[i];
    *out++ = '.';
    for (int i = scale - 1; i >= scale - shown; i--)
        *out++ = digits[i];
    *out = '\0';
}

void classification_why(const struct classification *c, size_t place, int period, had_why *out)
{
    const struct triple *triple = &c->triple[place];
    const struct weights_read *w = &c->weight;
    uint8_t ik = (uint8_t)(place % c->ik_count),
            mpa = (uint8_t)(place / c->ik_count % c->mpa_count),
            mpp = (uint8_t)(place / c->ik_count / c->mpa_count);
    uint8_t ght = triple->ght[period];
    out->ght = ght;
    out->groupement = ght == 0 ? 0 : triple->way[period];
    out->n = triple->observed >> period & 1 ? c->seen[place][period] : 0;
    if (!c->weights)
        return;
    struct wide ipi = ipi_of(w, mpp, mpa, ik);
    out->weights = 1;
    out->poids_mpp = w->mpp[mpp];
    out->poids_mpa = w->mpa[mpa];
    out->poids_ik = w->ik[ik];
    out->poids_duree = w->duree[period];
    out->ipi_decimales = (int32_t)w->ipi_decimales;
    out->ipt_decimales = (int32_t)w->ipt_decimales;
    decimal_text(ipi, 12, out->ipi);
    decimal_text(ipt_of(w, ipi, period), 16, out->ipt);
    for (int g = 0; g < w->ght_count; g++) {
        if (w->ght[g] != ght)
            continue;
        out->ipt_min = w->ght_min[g];
        out->ght_above = g + 1 < w->ght_count ? w->ght[g + 1] : 0;
        out->ipt_above = g + 1 < w->ght_count ? w->ght_min[g + 1] : 0;
    }
}

/* Compared as bytes: no padding, but for the end of the card. */
enum { INFO_BYTES = offsetof(had_classification_info, conflit) + sizeof(int32_t) };
_Static_assert(sizeof(struct triple) == 4 + 2 * PERIODS_MAX + 3, "padding");
_Static_assert(sizeof(struct intervals) == 2 * PERIODS_MAX, "padding");
_Static_assert(sizeof(struct period) == 2 * sizeof(int32_t), "padding");
_Static_assert(INFO_BYTES == sizeof(size_t) + 64 + 4 + 3 * sizeof(int32_t) + 256 + sizeof(int32_t),
               "padding");

static bool weights_equal(const struct weights_read *a, const struct weights_read *b)
{
    return memcmp(a->mpp, b->mpp, sizeof a->mpp) == 0 &&
           memcmp(a->mpa, b->mpa, sizeof a->mpa) == 0 && memcmp(a->ik, b->ik, sizeof a->ik) == 0 &&
           memcmp(a->duree, b->duree, sizeof a->duree) == 0 &&
           memcmp(a->ght_min, b->ght_min, sizeof a->ght_min) == 0 &&
           memcmp(a->ght, b->ght, sizeof a->ght) == 0 && a->ipi_decimales == b->ipi_decimales &&
           a->ipt_decimales == b->ipt_decimales;
}

/* Two lists, or none twice. */
static bool lists_equal(const void *a, const void *b, size_t size)
{
    return !a == !b && (!a || memcmp(a, b, size) == 0);
}

bool classification_equal(const struct classification *a, const struct classification *b)
{
    size_t pairs = (size_t)a->mpp_count * a->mpa_count, triples = pairs * a->ik_count;
    return memcmp(&a->info, &b->info, INFO_BYTES) == 0 && a->weights == b->weights &&
           a->mpp_count == b->mpp_count && a->mpa_count == b->mpa_count &&
           a->ik_count == b->ik_count && a->period_count == b->period_count &&
           memcmp(a->mpp_index, b->mpp_index, sizeof a->mpp_index) == 0 &&
           memcmp(a->mpa_index, b->mpa_index, sizeof a->mpa_index) == 0 &&
           memcmp(a->ik_index, b->ik_index, sizeof a->ik_index) == 0 &&
           memcmp(a->period, b->period, sizeof a->period) == 0 &&
           memcmp(a->pair, b->pair, pairs) == 0 &&
           memcmp(a->triple, b->triple, triples * sizeof *a->triple) == 0 &&
           lists_equal(a->interval, b->interval, triples * sizeof *a->interval) &&
           lists_equal(a->seen, b->seen, triples * sizeof *a->seen) &&
           weights_equal(&a->weight, &b->weight);
}
