/* SPDX-License-Identifier: Apache-2.0 */
#include "stays.h"

#include <string.h>

#include "common/hints.h"
#include "lib/engine.h"
#include "lib/base/memory.h"
#include "lib/base/sized.h"
#include "lib/rules/price.h"

void stays_init(struct stays *stays, const had_allocator *allocator, int secteur, uint64_t seed)
{
    *stays = (struct stays){
        .allocator = *allocator, .secteur = secteur, .by_key.seed = seed, .by_number.seed = seed};
}

void stays_free(struct stays *stays)
{
    memory_release(&stays->allocator, stays->stay);
    memory_release(&stays->allocator, stays->record);
    memory_release(&stays->allocator, stays->segment);
    memory_release_hashes(&stays->allocator, &stays->by_key);
    memory_release_hashes(&stays->allocator, &stays->by_number);
}

/* --- Keys ------------------------------------------------------------------------------------- */

bool stay_key(unsigned char key[STAY_KEY], int secteur, const unsigned char *sejour,
              size_t sejour_length, const unsigned char *facture, size_t facture_length)
{
    if (secteur != HAD_EX_OQN)
        return keep_trimmed(key, STAY_KEY, sejour, sejour_length);
    memset(key, ' ', STAY_KEY);
    bool entered = keep_trimmed(key, STAY_PART, sejour, sejour_length);
    bool billed = keep_trimmed(key + STAY_PART, STAY_PART, facture, facture_length);
    return entered && billed;
}

static void record_key(const struct record *record, unsigned char key[STAY_KEY])
{
    const had_span *field = record->layout->field;
    bool oqn = record->layout->secteur == HAD_EX_OQN;
    enum field sejour = oqn ? F_no_entree : F_sejour;
    stay_key(key, record->layout->secteur, record->bytes + field[sejour].start,
             field[sejour].length, record->bytes + field[F_no_facture].start,
             field[F_no_facture].length);
}

/* A number without leading zeros; what is no number as trimmed text. */
static void plain_number(const struct record *record, enum field field, char out[STAY_NUMBER])
{
    const unsigned char *p = field_bytes(record, field);
    const unsigned char *end = p + record->layout->field[field].length;
    trim(&p, &end);
    if (digits(p, (size_t)(end - p)))
        while (end - p > 1 && *p == '0')
            p++;
    size_t length = (size_t)(end - p) < STAY_NUMBER ? (size_t)(end - p) : STAY_NUMBER;
    memset(out, 0, STAY_NUMBER);
    memcpy(out, p, length);
}

static uint64_t hash_numbers(uint64_t seed, const struct stay_record *r)
{
    uint64_t hash = hash_step(hash_step(seed, r->stay), load8((const unsigned char *)r->sequence));
    return hash_step(hash_step(hash, load8((const unsigned char *)r->sous_sequence)), 0);
}

static int64_t find(const struct stays *stays, const unsigned char key[STAY_KEY], uint64_t hash)
{
    return hashes_find(&stays->by_key, hash, stays->stay, sizeof *stays->stay, key, STAY_KEY);
}

int64_t stays_find(const struct stays *stays, const unsigned char key[STAY_KEY])
{
    return find(stays, key, hash_bytes(stays->by_key.seed, key, STAY_KEY));
}

static bool same_numbers(const struct stay_record *a, const struct stay_record *b)
{
    return a->stay == b->stay && memcmp(a->sequence, b->sequence, STAY_NUMBER) == 0 &&
           memcmp(a->sous_sequence, b->sous_sequence, STAY_NUMBER) == 0;
}

static bool repeated(const struct stays *stays, const struct stay_record *record, uint64_t hash)
{
    size_t at;
    for (int64_t n = hashes_first(&stays->by_number, hash, &at); n != HASHES_NONE;
         n = hashes_next(&stays->by_number, hash, &at))
        if (same_numbers(&stays->record[n], record))
            return true;
    return false;
}

/* --- Adding ----------------------------------------------------------------------------------- */

/* The stay of a key, made at first need; STAYS_NONE when there is no memory. */
static int64_t stay_of(struct stays *stays, const unsigned char key[STAY_KEY])
{
    uint64_t hash = hash_bytes(stays->by_key.seed, key, STAY_KEY);
    int64_t known = find(stays, key, hash);
    if (known != STAYS_NONE)
        return known;
    if (!memory_hashes(&stays->allocator, &stays->by_key))
        return STAYS_NONE;
    struct stay *stay = memory_append(&stays->allocator, (void **)&stays->stay, &stays->stay_count,
                                      &stays->stay_capacity, sizeof *stay);
    if (!stay)
        return STAYS_NONE;
    memcpy(stay->key, key, STAY_KEY);
    hashes_add(&stays->by_key, hash, stays->stay_count - 1);
    return (int64_t)stays->stay_count - 1;
}

enum stays_added stays_add(struct stays *stays, const struct record *record, int variante)
{
    uint32_t number = (uint32_t)stays->added++;
    if (stays->secteur == HAD_AUTO)
        stays->secteur = record->layout->secteur;
    if (record->layout->secteur != stays->secteur) {
        stays->other_secteur++;
        return STAYS_OTHER_SECTEUR;
    }
    const unsigned char *finess = field_bytes(record, F_finess_epmsi);
    if (!stays->begun)
        memcpy(stays->finess, finess, STAY_FINESS);
    stays->begun = true;
    if (memcmp(finess, stays->finess, STAY_FINESS) != 0) {
        stays->other_finess++;
        return STAYS_OTHER_FINESS;
    }
    unsigned char key[STAY_KEY];
    record_key(record, key);
    int64_t stay = stay_of(stays, key);
    if (stay == STAYS_NONE)
        return STAYS_MEMORY;
    bool dated = record->debut != 0 && record->debut <= record->fin;
    struct stay_record read = {.stay = (uint32_t)stay,
                               .number = number,
                               .debut = dated ? date_days(record->debut) : 1,
                               .fin = dated ? date_days(record->fin) : 0,
                               .variante = (uint8_t)variante};
    plain_number(record, F_no_sequence, read.sequence);
    plain_number(record, F_no_sous_sequence, read.sous_sequence);
    uint64_t hash = hash_numbers(stays->by_number.seed, &read);
    if (repeated(stays, &read, hash)) {
        stays->repeated++;
        return STAYS_REPEATED;
    }
    if (!memory_hashes(&stays->allocator, &stays->by_number))
        return STAYS_MEMORY;
    struct stay_record *place =
        memory_append(&stays->allocator, (void **)&stays->record, &stays->record_count,
                      &stays->record_capacity, sizeof *place);
    if (!place)
        return STAYS_MEMORY;
    *place = read;
    stays->stay[stay].count++;
    hashes_add(&stays->by_number, hash, stays->record_count - 1);
    return STAYS_KEPT;
}

/* --- Days ------------------------------------------------------------------------------------- */

static void heap_push(uint64_t *heap, size_t *count, uint64_t key)
{
    size_t at = (*count)++;
    for (; at > 0 && heap[(at - 1) / 2] > key; at = (at - 1) / 2)
        heap[at] = heap[(at - 1) / 2];
    heap[at] = key;
}

static void heap_pop(uint64_t *heap, size_t *count)
{
    uint64_t key = heap[--*count];
    size_t at = 0, child;
    for (; (child = 2 * at + 1) < *count; at = child) {
        child += child + 1 < *count && heap[child + 1] < heap[child];
        if (heap[child] >= key)
            break;
        heap[at] = heap[child];
    }
    heap[at] = key;
}

/* Adds days to the segments of a stay, of which there are *count. */
static void put_segment(struct stay_segment *segment, uint32_t *count, int32_t debut, int32_t fin,
                        uint32_t record)
{
    struct stay_segment *last = *count > 0 ? &segment[*count - 1] : NULL;
    if (last && last->record == record && last->fin + 1 == debut)
        last->fin = fin;
    else
        segment[(*count)++] = (struct stay_segment){debut, fin, record};
}

/* Cuts the days of a stay among its `n` records, in the order of the input from number `first` on:
 * a day is of the first that holds it. By days that begin, then by rank among those that are open:
 * n log n, at most 2n segments. The heaps have room for `n` each. */
static uint32_t cut(const struct stays *stays, uint32_t first, uint32_t n,
                    struct stay_segment *segment, uint64_t *begins, uint64_t *open)
{
    const struct stay_record *record = stays->record + first;
    size_t waiting = 0, opened = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (record[i].debut <= record[i].fin)
            heap_push(begins, &waiting, (uint64_t)record[i].debut << 32 | i);
    }
    int32_t day = 0;
    while (waiting > 0 || opened > 0) {
        if (opened == 0 && (int32_t)(begins[0] >> 32) > day)
            day = (int32_t)(begins[0] >> 32);
        for (; waiting > 0 && (int32_t)(begins[0] >> 32) <= day; heap_pop(begins, &waiting)) {
            uint64_t i = begins[0] & UINT32_MAX;
            heap_push(open, &opened, i << 32 | (uint32_t)record[i].fin);
        }
        int32_t fin = (int32_t)(open[0] & UINT32_MAX);
        if (fin < day) {
            heap_pop(open, &opened);
            continue;
        }
        if (waiting > 0 && (int32_t)(begins[0] >> 32) <= fin)
            fin = (int32_t)(begins[0] >> 32) - 1;
        put_segment(segment, &count, day, fin, first + (uint32_t)(open[0] >> 32));
        day = fin + 1;
    }
    return count;
}

/* The records of each stay next to one another, in the order of the input; stay.first is then the
 * end of its own. */
static void sort_by_stay(struct stays *stays, struct stay_record *sorted)
{
    uint32_t at = 0;
    for (size_t i = 0; i < stays->stay_count; i++) {
        stays->stay[i].first = at;
        at += stays->stay[i].count;
    }
    for (size_t i = 0; i < stays->record_count; i++)
        sorted[stays->stay[stays->record[i].stay].first++] = stays->record[i];
}

/* Makes the segments of a stay, behind those that there are. */
static void settle_stay(struct stays *stays, struct stay *stay, uint64_t *begins, uint64_t *open)
{
    struct stay_segment *segment = stays->segment + stays->segment_count;
    uint32_t count = cut(stays, stay->first - stay->count, stay->count, segment, begins, open);
    for (uint32_t i = 0; i < count; i++) {
        segment[i].debut = date_from_days(segment[i].debut);
        segment[i].fin = date_from_days(segment[i].fin);
    }
    stay->first = (uint32_t)stays->segment_count;
    stay->count = count;
    stays->segment_count += count;
}

bool stays_settle(struct stays *stays)
{
    const had_allocator *allocator = &stays->allocator;
    size_t records = stays->record_count, most = 0;
    for (size_t i = 0; i < stays->stay_count; i++)
        most = stays->stay[i].count > most ? stays->stay[i].count : most;
    struct stay_record *sorted = memory_take(allocator, records, sizeof *sorted);
    uint64_t *heaps = memory_take(allocator, 2 * most, sizeof *heaps);
    stays->segment = memory_take(allocator, 2 * records, sizeof *stays->segment);
    stays->settled = sorted && heaps && stays->segment;
    if (stays->settled) {
        sort_by_stay(stays, sorted);
        memory_release(allocator, stays->record);
        stays->record = sorted;
        for (size_t i = 0; i < stays->stay_count; i++)
            settle_stay(stays, &stays->stay[i], heaps, heaps + most);
        memory_release_hashes(allocator, &stays->by_number);
    } else { /* the set is as it was before: the call may be made again */
        memory_release(allocator, sorted);
        memory_release(allocator, stays->segment);
        stays->segment = NULL;
    }
    memory_release(allocator, heaps);
    return stays->settled;
}

/* The first segment that ends on this date or later. Halved without a branch: which half it is
 * cannot be foreseen. */
int64_t stays_at(const struct stays *stays, size_t stay, int32_t date)
{
    const struct stay_segment *segment = stays->segment + stays->stay[stay].first;
    uint32_t left = stays->stay[stay].count;
    if (left == 0)
        return STAYS_NONE;
    while (left > 1) {
        uint32_t half = left / 2;
        segment += half * (segment[half - 1].fin < date);
        left -= half;
    }
    return segment->debut <= date && date <= segment->fin ? (int64_t)segment->record : STAYS_NONE;
}

/* Asked for ahead before it is known to be the one: the first stay whose slot has this hash, nearly
 * always is. */
static int64_t likely(const struct stays *stays, uint64_t hash)
{
    size_t at;
    return hashes_first(&stays->by_key, hash, &at);
}

void stays_step(const struct stays *stays, struct stays_search *search, int step)
{
    switch (step) {
    case 0:
        search->hash = hash_bytes(stays->by_key.seed, search->key, STAY_KEY);
        hashes_soon(&stays->by_key, search->hash);
        break;
    case 1:
        search->stay = likely(stays, search->hash);
        if (search->stay != STAYS_NONE)
            SOON(&stays->stay[search->stay]);
        break;
    case 2:
        search->stay = find(stays, search->key, search->hash);
        if (search->stay != STAYS_NONE) {
            const struct stay *stay = &stays->stay[search->stay];
            SOON(&stays->segment[stay->first]);
            SOON(&stays->segment[stay->first + stay->count / 2]);
        }
        break;
    default:
        search->record = search->stay == STAYS_NONE
                             ? STAYS_NONE
                             : stays_at(stays, (size_t)search->stay, search->date);
        if (search->record != STAYS_NONE)
            SOON(&stays->record[search->record]);
    }
}

int stays_info(const struct stays *stays, had_stays_info *info)
{
    if (sized_short(info))
        return HAD_E_SIZE;
    had_stays_info made = {.secteur = stays->secteur == HAD_EX_OQN ? HAD_EX_OQN : HAD_EX_DGF,
                           .stays = stays->stay_count,
                           .records = stays->added,
                           .repeated = stays->repeated,
                           .other_secteur = stays->other_secteur,
                           .other_finess = stays->other_finess};
    return sized_give(info, &made, sizeof made);
}

/* --- Public calls ----------------------------------------------------------------------------- */

int had_stays_new(const had_engine *engine, int secteur, had_stays **out)
{
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!engine || secteur < HAD_AUTO || secteur > HAD_EX_OQN)
        return HAD_E_ARGUMENT;
    had_stays *stays = memory_take(engine_allocator(engine), 1, sizeof *stays);
    *out = stays;
    if (!stays)
        return HAD_E_MEMORY;
    stays->engine = engine;
    stays_init(&stays->stays, engine_allocator(engine), secteur, engine_seed(engine));
    return HAD_OK;
}

void had_stays_free(had_stays *stays)
{
    if (!stays)
        return;
    had_allocator allocator = stays->stays.allocator;
    stays_free(&stays->stays);
    memory_release(&allocator, stays);
}

int had_stays_add(had_stays *stays, const void *line, size_t length, int *added)
{
    struct record record;
    if (!stays || !line || !added || stays->stays.settled ||
        !engine_rpss(stays->engine, line, length, &record))
        return HAD_E_ARGUMENT;
    enum stays_added how = stays_add(&stays->stays, &record,
                                     (int)price_variante(*field_bytes(&record, F_type_domicile)));
    *added = (int)how;
    return how == STAYS_MEMORY ? HAD_E_MEMORY : HAD_OK;
}

int had_stays_end(had_stays *stays)
{
    if (!stays || stays->stays.settled)
        return HAD_E_ARGUMENT;
    return stays_settle(&stays->stays) ? HAD_OK : HAD_E_MEMORY;
}

int had_stays_get(const had_stays *stays, had_stays_info *info)
{
    return stays && info ? stays_info(&stays->stays, info) : HAD_E_ARGUMENT;
}
