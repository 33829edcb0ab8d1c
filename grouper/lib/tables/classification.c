/* SPDX-License-Identifier: Apache-2.0 */
/* What a classification says once it is read: periods, weights, why a triple has its GHT. */
#include "classification_own.h"

#include <stddef.h>
#include <string.h>

#include "lib/base/memory.h"

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

/* Cnam training, file of 30 April 2020. */
static const struct period official[PERIODS_MAX] = {{1, 4}, {5, 9}, {10, 30}, {31, INT32_MAX}};

void official_periods(struct classification *c)
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

/* Rounds a product that has 4n decimals, half up, to fewer decimals (rule R26); keeps its scale. */
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

struct wide ipi_of(const struct weights_read *w, uint8_t mpp, uint8_t mpa, uint8_t ik)
{
    /* Each weight is below 10^8: the first two fit in 64 bits, IPI may need more. */
    struct wide ipi = wide_multiply((uint64_t)(w->mpp[mpp] * w->mpa[mpa]), (uint64_t)w->ik[ik]);
    return rounded(ipi, 12, w->ipi_decimales);
}

struct wide ipt_of(const struct weights_read *w, struct wide ipi, int period)
{
    struct wide ipt = wide_multiply(ipi.low, (uint64_t)w->duree[period]);
    ipt.high += wide_multiply(ipi.high, (uint64_t)w->duree[period]).low;
    return rounded(ipt, 16, w->ipt_decimales);
}

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
