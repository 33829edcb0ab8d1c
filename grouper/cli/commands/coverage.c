/* SPDX-License-Identifier: Apache-2.0 */
/* had tables coverage: what share of a file the loaded classifications can group, and which triples
 * are missing, most valuable first. */
#include "cli/ask/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run/batch.h"
#include "cli/base/grow.h"
#include "cli/base/index.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "common/sums.h"
#include "cli/base/words.h"

enum { TRIPLE = 7 /* bytes of mpp, mpa, ik */, NO_CLASSIFICATION = -1 };

struct share {
    uint64_t records;
    int64_t days, amount; /* centimes */
};

struct missing {
    int32_t classification;
    char triple[TRIPLE + 1];
    struct share share;
    int64_t least, most; /* centimes that the intervals of its GHT mean */
    uint64_t ranged;     /* records whose least and most are known */
};

struct coverage {
    const struct batch *batch;
    struct share covered, missing;
    uint64_t in_error;   /* no classification could group them: their own controls block them */
    int64_t least, most; /* of all that is missing */
    bool conflict;       /* observed groups contradict each other (rule R46) */
    uint64_t unpriced;   /* missing, and their record carries no amount */
    struct missing *list;
    size_t count, room;
    struct hashes index;   /* of the list */
    int no_table, unknown; /* numbers of findings 091, 901 */
};

/* The row of a triple, made at first need; NULL when there is no memory (a message is said). */
static struct missing *missing_of(struct coverage *c, int32_t classification, const char *triple)
{
    struct missing made = {.classification = classification};
    memcpy(made.triple, triple, TRIPLE);
    uint64_t hash = index_hash(made.triple, TRIPLE) + (uint32_t)classification;
    size_t at;
    for (int64_t n = hashes_first(&c->index, hash, &at); n != HASHES_NONE;
         n = hashes_next(&c->index, hash, &at)) {
        struct missing *one = &c->list[n];
        if (one->classification == classification && memcmp(one->triple, triple, TRIPLE) == 0)
            return one;
    }
    if (!grow((void **)&c->list, &c->room, c->count, sizeof *c->list) ||
        !index_add(&c->index, hash, c->count))
        return NULL;
    c->list[c->count] = made;
    return &c->list[c->count++];
}

static void add(struct share *share, int64_t days, int64_t amount)
{
    share->records++;
    sum_up(&share->days, days);
    sum_up(&share->amount, amount);
}

/* Centimes that a record carries, else those computed; false when there are none. */
static bool amount(const struct batch *batch, const struct item *item, int64_t *centimes)
{
    had_result read = {.size = sizeof read};
    const had_result *result = item->result;
    int first = result->rapss ? HAD_SOURCE_PAPRICA : HAD_SOURCE_ETABLISSEMENT;
    for (int source = first; source >= HAD_SOURCE_ETABLISSEMENT; source--) {
        if (result->grouped + result->rapss > 0 &&
            had_read_carried(batch->engine, item->bytes, item->length, source, &read) == HAD_OK &&
            read.outcome == HAD_GROUPED) {
            result = &read;
            break;
        }
    }
    result_amount(result, centimes); /* 0 for a zone without tariff */
    return result->outcome == HAD_GROUPED;
}

static void read_triple(const struct batch *batch, const struct item *item, char out[TRIPLE + 1])
{
    const int fields[] = {batch->fields.mpp, batch->fields.mpa, batch->fields.ik};
    size_t n = 0, length;
    for (int i = 0; i < 3; i++) {
        const unsigned char *p = item_field(batch, item, fields[i], &length);
        memcpy(out + n, p, length);
        n += length;
    }
    out[n] = '\0';
}

static bool cover(const struct batch *batch, void *own, const struct item *item,
                  struct table *table)
{
    (void)table;
    struct coverage *c = own;
    const had_result *result = item->result;
    int32_t days[HAD_PERIODES] = {0};
    int64_t centimes, sum = 0;
    bool none = had_findings_has(&result->findings, c->no_table);
    bool missing = none || had_findings_has(&result->findings, c->unknown);
    if (result->outcome != HAD_GROUPED && !missing) {
        c->in_error += result->outcome == HAD_BLOCKED;
        return true;
    }
    had_days_by_period(batch->engine, item->bytes, item->length, days);
    for (int k = 0; k < HAD_PERIODES; k++)
        sum += days[k];
    bool priced = amount(batch, item, &centimes);
    if (!missing) {
        add(&c->covered, sum, centimes);
        return true;
    }
    char triple[TRIPLE + 1];
    read_triple(batch, item, triple);
    struct missing *one = missing_of(c, none ? NO_CLASSIFICATION : result->classification, triple);
    if (!one)
        return false;
    c->unpriced += !priced;
    add(&one->share, sum, centimes);
    add(&c->missing, sum, centimes);
    had_fourchette range = {.size = sizeof range};
    if (had_fourchette_get(batch->engine, item->bytes, item->length, result, &range) == HAD_OK &&
        range.connue) {
        one->ranged++;
        sum_up(&one->least, range.montant_min);
        sum_up(&one->most, range.montant_max);
        sum_up(&c->least, range.montant_min);
        sum_up(&c->most, range.montant_max);
    }
    return true;
}

static void *split_coverage(void *own)
{
    const struct coverage *c = own;
    struct coverage *other = calloc(1, sizeof *other);
    if (other) {
        other->batch = c->batch;
        other->no_table = c->no_table;
        other->unknown = c->unknown;
    }
    return other;
}

static void join_share(struct share *share, const struct share *more)
{
    share->records += more->records;
    sum_up(&share->days, more->days);
    sum_up(&share->amount, more->amount);
}

static bool join_missing(struct coverage *c, const struct missing *more)
{
    struct missing *one = missing_of(c, more->classification, more->triple);
    if (!one)
        return false;
    join_share(&one->share, &more->share);
    sum_up(&one->least, more->least);
    sum_up(&one->most, more->most);
    one->ranged += more->ranged;
    return true;
}

static void coverage_free(struct coverage *c)
{
    free(c->list);
    index_free(&c->index);
}

static bool join_coverage(void *own, void *other)
{
    struct coverage *c = own, *more = other;
    bool joined = true;
    for (size_t i = 0; joined && i < more->count; i++)
        joined = join_missing(c, &more->list[i]);
    join_share(&c->covered, &more->covered);
    join_share(&c->missing, &more->missing);
    sum_up(&c->least, more->least);
    sum_up(&c->most, more->most);
    c->in_error += more->in_error;
    c->unpriced += more->unpriced;
    coverage_free(more);
    free(more);
    return joined;
}

/* Euros first, then days, then records; equals by their codes. */
static int by_value(const void *a, const void *b)
{
    const struct missing *x = a, *y = b;
    if (x->share.amount != y->share.amount)
        return x->share.amount < y->share.amount ? 1 : -1;
    if (x->share.days != y->share.days)
        return x->share.days < y->share.days ? 1 : -1;
    if (x->share.records != y->share.records)
        return x->share.records < y->share.records ? 1 : -1;
    if (x->classification != y->classification)
        return x->classification < y->classification ? -1 : 1;
    return memcmp(x->triple, y->triple, TRIPLE);
}

/* Between which the GHT of each period lies, and the euros that this means. */
static void write_intervals(const struct coverage *c, struct table *table,
                            const struct missing *one)
{
    had_triple triple = {.size = sizeof triple};
    char mpp[3] = {0}, mpa[3] = {0}, ik[4] = {0};
    memcpy(mpp, one->triple, 2);
    memcpy(mpa, one->triple + 2, 2);
    memcpy(ik, one->triple + 4, 3);
    bool classified = one->classification != NO_CLASSIFICATION;
    bool listed = classified && had_triple_find(c->batch->tables, (size_t)one->classification, mpp,
                                                mpa, ik, &triple) == HAD_OK;
    for (int k = 0; k < 2 * HAD_PERIODES; k++) {
        const int bound =
            k % 2 == 0 ? (listed ? triple.min[k / 2] : 1) : (listed ? triple.max[k / 2] : HAD_GHTS);
        cell_number_if(table, classified, bound);
    }
    cell_euros_if(table, one->ranged > 0, one->least);
    cell_euros_if(table, one->ranged > 0, one->most);
}

static int write_missing(void *own, struct table *table, const struct tally *tally)
{
    (void)tally;
    struct coverage *c = own;
    struct share all = c->covered;
    sum_up(&all.days, c->missing.days);
    sum_up(&all.amount, c->missing.amount);
    if (all.days == SUM_FULL || all.amount == SUM_FULL)
        return sums_full();
    int holds = 1;
    for (size_t i = 0; had_classification_holds(c->batch->tables, i, &holds) == HAD_OK; i++)
        c->conflict |= !holds;
    if (c->count > 0)
        qsort(c->list, c->count, sizeof *c->list, by_value);
    for (size_t i = 0; i < c->count; i++) {
        const struct missing *one = &c->list[i];
        const unsigned char *triple = (const unsigned char *)one->triple;
        row_begin(table, PUT_FIELD_MAX(sizeof(had_classification_info)));
        if (one->classification == NO_CLASSIFICATION)
            cell_blank(table);
        else
            cell_name(table, c->batch->classification[one->classification].id);
        cell_text(table, triple, 2);
        cell_text(table, triple + 2, 2);
        cell_text(table, triple + 4, 3);
        cell_number(table, (int64_t)one->share.records);
        cell_number(table, one->share.days);
        cell_euros(table, one->share.amount);
        write_intervals(c, table, one);
        row_end(table);
    }
    return DONE;
}

static void say_share(enum word word, int64_t covered, int64_t missing, bool euros)
{
    int64_t all = covered + missing, unit = euros ? 100 : 1;
    char rate[16];
    format_rate(rate, sizeof rate, (uint64_t)covered, (uint64_t)all);
    say_plain_word(word, (long long)(covered / unit), (long long)(all / unit), rate);
}

int command_coverage(const struct options *options)
{
    struct coverage c = {.no_table = had_finding_number("091"),
                         .unknown = had_finding_number("901")};
    struct batch batch = {.options = options,
                          .priced = true,
                          .rapss = true,
                          .once = true,
                          .columns = columns_coverage,
                          .each = cover,
                          .end = write_missing,
                          .own = &c,
                          .split = split_coverage,
                          .join = join_coverage};
    c.batch = &batch;
    int status = batch_run(&batch);
    if (!status && !options->quiet) {
        say_share(word_taking(W_COVER_RECORDS, 0LL, 0LL, ""), (int64_t)c.covered.records,
                  (int64_t)c.missing.records, false);
        say_share(word_taking(W_COVER_DAYS, 0LL, 0LL, ""), c.covered.days, c.missing.days, false);
        say_share(word_taking(W_COVER_EUROS, 0LL, 0LL, ""), c.covered.amount, c.missing.amount,
                  true);
        if (c.most > 0) {
            char least[32], most[32];
            format_euros(least, sizeof least, c.least);
            format_euros(most, sizeof most, c.most);
            say_plain(W_COVER_RANGE, least, most);
        }
        if (c.conflict)
            say_plain(W_COVER_CONFLICT);
        if (c.unpriced > 0)
            say_plain(W_COVER_UNPRICED, (unsigned long long)c.unpriced);
        if (c.in_error > 0)
            say_plain(W_COVER_IN_ERROR, (unsigned long long)c.in_error);
    }
    if (!status && c.conflict)
        status = DIFFERENCES;
    coverage_free(&c);
    return status;
}
