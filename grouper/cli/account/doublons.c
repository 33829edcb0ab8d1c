/* SPDX-License-Identifier: Apache-2.0 */
#include "doublons.h"

#include <stdlib.h>
#include <string.h>

#include "common/hashes.h"
#include "common/hints.h"

/* A hash that was met. Slots are in the order of hashes, each at the place that its highest bits
 * give, or as near after it as may be: to find the smallest ones is to go through the slots. */
struct doublon {
    uint64_t hash; /* 0 = free */
    uint64_t count;
    uint32_t first, other; /* inputs: the first, the first that is another; NONE */
};

#define NONE UINT32_MAX

/* Twice as many hashes as are to stay are met before those that go are looked for: the cost is that
 * of a few records. Half of the places are taken then.
 * A run begins with few of them: each page of memory that is touched costs as much as reading two
 * records, and more when it is first read, then written, while another thread runs. */
enum {
    PLACE_BITS = 14,
    PLACES = 1 << PLACE_BITS,
    FULL = 2 * DOUBLONS_KEPT,
    HASH_BITS = 64,
    FIRST_BITS = 8,
    GROW_BITS = 3,
};

/* Behind the last place there is room for as many again as may be taken: all hashes may want the
 * last place. */
static inline size_t slots(const struct doublons *d)
{
    return d->places + d->places / 2;
}

bool doublons_start(struct doublons *d)
{
    memset(d, 0, sizeof *d);
    d->shift = HASH_BITS - FIRST_BITS;
    d->places = (size_t)1 << FIRST_BITS;
    d->limit = UINT64_MAX;
    d->from = PLACES + FULL;
    d->slot = calloc(PLACES + FULL + 1, sizeof *d->slot);
    d->spare = malloc(DOUBLONS_KEPT * sizeof *d->spare);
    if (d->slot && d->spare)
        return true;
    doublons_free(d);
    return false;
}

void doublons_free(struct doublons *d)
{
    free(d->slot);
    free(d->spare);
    d->slot = d->spare = NULL;
}

/* --- The hashes kept -------------------------------------------------------------------------- */

/* The n-th slot that is taken at *at or after it; NULL after the last. */
static const struct doublon *next_taken(const struct doublons *d, size_t *at)
{
    while (*at < slots(d) && d->slot[*at].hash == 0)
        ++*at;
    return *at < slots(d) ? &d->slot[(*at)++] : NULL;
}

/* Takes the smallest hashes out, as many as are to be kept. */
static void take_out(struct doublons *d, size_t kept)
{
    size_t at = d->from;
    for (size_t i = 0; i < kept; i++)
        d->spare[i] = *next_taken(d, &at);
    memset(d->slot, 0, slots(d) * sizeof *d->slot);
    d->count = kept;
}

/* Puts them back, each at its place. */
static void put_back(struct doublons *d)
{
    size_t at = 0;
    d->from = 0;
    for (size_t i = 0; i < d->count; i++, at++) {
        size_t place = (size_t)(d->spare[i].hash >> d->shift);
        at = place > at ? place : at;
        d->slot[at] = d->spare[i];
    }
}

static void grow(struct doublons *d)
{
    take_out(d, d->count);
    d->places <<= GROW_BITS;
    d->shift -= GROW_BITS;
    put_back(d);
}

/* Drops the greatest hashes. */
static void shrink(struct doublons *d)
{
    take_out(d, DOUBLONS_KEPT);
    d->limit = d->spare[DOUBLONS_KEPT - 1].hash;
    d->beyond = true;
    while (d->limit >> d->shift < PLACES / 2 && d->shift > 0)
        d->shift--;
    put_back(d);
}

/* Makes room when so many hashes are there: of more places as long as there are any. */
static void make_room(struct doublons *d, size_t crowded)
{
    if (d->places < PLACES && d->count >= d->places / 2)
        grow(d);
    else if (d->count >= crowded)
        shrink(d);
}

/* The slot of a hash, made at first need: for an input, without any record yet. */
static struct doublon *slot_of(struct doublons *d, uint64_t hash, uint32_t input)
{
    struct doublon *slot = &d->slot[hash >> d->shift];
    while (slot->hash != 0 && slot->hash < hash)
        slot++;
    if (slot->hash == hash)
        return slot;
    struct doublon *end = slot;
    while (end->hash != 0)
        end++;
    if (end > slot)
        memmove(slot + 1, slot, (size_t)(end - slot) * sizeof *slot);
    *slot = (struct doublon){hash, 0, input, NONE};
    d->count++;
    if (slot < d->slot + d->from)
        d->from = (size_t)(slot - d->slot);
    return slot;
}

/* One more input of a hash; the two that count are the first ones. */
static void add_input(struct doublon *slot, uint32_t input)
{
    if (input == slot->first || input == slot->other || input == NONE)
        return;
    if (input < slot->first) {
        slot->other = slot->first;
        slot->first = input;
    } else if (input < slot->other) {
        slot->other = input;
    }
}

static void keep(struct doublons *d, uint64_t hash, uint32_t input)
{
    struct doublon *slot = slot_of(d, hash, input);
    slot->count++;
    add_input(slot, input);
    make_room(d, FULL);
}

void doublons_join(struct doublons *d, const struct doublons *more)
{
    /* Hashes come in their order, each behind those before: slots that are nearly all taken would
     * be looked through again and again. */
    enum { CROWDED = DOUBLONS_KEPT + DOUBLONS_KEPT / 2 };
    size_t at = more->from;
    const struct doublon *one;
    for (size_t i = 0; i < more->count && (one = next_taken(more, &at)) != NULL; i++) {
        if (one->hash > d->limit)
            break;
        struct doublon *slot = slot_of(d, one->hash, one->first);
        slot->count += one->count;
        add_input(slot, one->first);
        add_input(slot, one->other);
        make_room(d, CROWDED);
    }
    d->beyond |= more->beyond;
}

/* --- Hashes of keys --------------------------------------------------------------------------- */

/* Odd numbers without a pattern (digits of pi); no byte of a text makes one of them. */
static const uint64_t salts[] = {UINT64_C(0xA4093822299F31D1), UINT64_C(0x882EFA98EC4E6C89),
                                 UINT64_C(0xB8E1AFED6A267E97), UINT64_C(0x9B30952CAF8BC7D5),
                                 UINT64_C(0xD1310BA698DFB5AD), UINT64_C(0xE01FED1A266E89D7)};

enum { FINESS = 9, STAY = 20, ENTREE = 9, NUMBER = 4 };

/* A key, its parts in words: of FINESS and stay the text without the blanks in front, and blanks
 * after it (of FINESS the first eight bytes and the last eight); of numbers four digits each. */
struct record_key {
    uint64_t finess[2], stay[2], rest, numbers;
};

static inline uint64_t hash_key(const struct record_key *key, uint8_t secteur)
{
    uint64_t hash = hash_mix(key->finess[0] ^ salts[0], key->numbers ^ salts[1]) ^
                    hash_mix(key->stay[0] ^ salts[2], key->stay[1] ^ salts[3]);
    return hash_mix(hash ^ key->finess[1], key->rest ^ salts[4 + secteur]);
}

/* The key as its bytes stand in the record. */
static INLINE struct record_key key_read(const struct key_places *places,
                                         const unsigned char *bytes)
{
    const unsigned char *finess = bytes + places->finess.start, *stay = bytes + places->stay.start;
    bool whole = places->long_stay;
    return (struct record_key){
        .finess = {load8(finess), load8(finess + 1)},
        .stay = {load8(stay), whole ? load8(stay + 8) : stay[8] | (BYTES(' ') << 8)},
        .rest = whole ? load4(stay + 16) : BYTES(' ') >> 32,
        .numbers = load4(bytes + places->sequence.start) |
                   (uint64_t)load4(bytes + places->sous_sequence.start) << 32};
}

/* The key of most records: false when a text begins with a blank, or a number is none. */
static inline bool usual_key(const struct key_places *places, const unsigned char *bytes,
                             struct record_key *key)
{
    *key = key_read(places, bytes);
    return (bytes[places->finess.start] != ' ') & (bytes[places->stay.start] != ' ') &
           digits8(key->numbers);
}

/* Text without the blanks around it; blanks after it, at least `size` bytes. How long it is. */
static size_t trimmed(const unsigned char *bytes, had_span span, unsigned char *out, size_t size)
{
    const unsigned char *p = bytes + span.start, *end = p + span.length;
    trim(&p, &end);
    size_t length = (size_t)(end - p);
    memset(out, ' ', size);
    memcpy(out, p, length);
    return length;
}

/* The value of a number that fills its field; false when it is none. */
static bool number(const unsigned char *bytes, had_span span, uint64_t *value)
{
    *value = 0;
    for (uint16_t i = 0; i < span.length; i++) {
        unsigned char c = bytes[span.start + i];
        if (c < '0' || c > '9' || *value > UINT64_MAX / 10 - 1)
            return false;
        *value = *value * 10 + (uint64_t)(c - '0');
    }
    return span.length > 0;
}

/* Two numbers as usual_key has them; any others mixed. */
static uint64_t numbers_word(uint64_t sequence, uint64_t sous_sequence)
{
    enum { USUAL = 10000 };
    uint64_t word = 0;
    if (sequence >= USUAL || sous_sequence >= USUAL)
        return hash_mix(sequence ^ salts[3], sous_sequence ^ salts[4]);
    for (int i = 0; i < 2 * NUMBER; i++) { /* from the last digit */
        uint64_t *n = i < NUMBER ? &sous_sequence : &sequence;
        word = word << 8 | (*n % 10 + '0');
        *n /= 10;
    }
    return word;
}

/* The key of any record: false when the record takes no part. */
static bool any_key(const struct key_places *places, const unsigned char *bytes, uint64_t *hash)
{
    enum { ROOM = 64 }; /* no field is longer */
    unsigned char finess[ROOM], stay[ROOM];
    uint64_t sequence, sous_sequence;
    struct record_key key;
    if (!number(bytes, places->sequence, &sequence) ||
        !number(bytes, places->sous_sequence, &sous_sequence))
        return false;
    trimmed(bytes, places->finess, finess, ROOM);
    size_t length = trimmed(bytes, places->stay, stay, ROOM);
    if (length == 0)
        return false;
    key.finess[0] = load8(finess);
    key.finess[1] = load8(finess + 1);
    key.stay[0] = load8(stay);
    key.stay[1] = load8(stay + 8);
    key.rest = load4(stay + 16);
    key.numbers = numbers_word(sequence, sous_sequence);
    *hash = hash_key(&key, places->secteur);
    if (length > STAY)
        *hash = hash_bytes(*hash, stay + STAY, length - STAY);
    return true;
}

/* A RAPSS is known by all its bytes but the number that it was given (rule R39). */
static uint64_t anonymous_key(const unsigned char *bytes, size_t length, had_span number)
{
    size_t after = (size_t)number.start + number.length;
    uint64_t hash = hash_bytes(salts[5], bytes, number.start);
    return hash_bytes(hash, bytes + after, length - after);
}

void key_places_find(struct key_places *places, const had_engine *engine, const had_result *result)
{
    *places = (struct key_places){
        .layout = (uint16_t)(result->layout + 1),
        .finess = had_result_field(engine, result, had_field("finess_epmsi")),
        .stay = had_result_field(engine, result, had_field("sejour")),
        .sequence = had_result_field(engine, result, had_field("no_sequence")),
        .sous_sequence = had_result_field(engine, result, had_field("no_sous_sequence"))};
    places->usual = places->finess.length == FINESS && places->sequence.length == NUMBER &&
                    places->sous_sequence.length == NUMBER && !result->rapss &&
                    (places->stay.length == STAY || places->stay.length == ENTREE);
    places->long_stay = places->stay.length == STAY;
    places->secteur = result->secteur;
}

/* The hash of any key; false when the record takes no part. */
static bool hash_any(const struct key_places *places, const unsigned char *bytes,
                     const had_result *result, uint64_t *hash)
{
    if (!result->rapss)
        return any_key(places, bytes, hash);
    *hash = anonymous_key(bytes, result->length, places->stay);
    return true;
}

void doublons_record(struct doublons *d, const struct key_places *places,
                     const unsigned char *bytes, const had_result *result, uint32_t input)
{
    uint64_t hash;
    struct record_key key;
    if (places->usual && usual_key(places, bytes, &key))
        hash = hash_key(&key, places->secteur);
    else if (!hash_any(places, bytes, result, &hash))
        return;
    if (hash <= d->limit)
        keep(d, hash ? hash : 1, input);
}

/* They begin with text and have numbers, all of them. */
void doublons_usual(struct doublons *d, const struct key_places *const *places,
                    const unsigned char *bytes, const uint32_t *start, uint32_t count,
                    uint32_t input)
{
    for (uint32_t n = 0; n < count; n++) {
        const struct record_key key = key_read(places[n], bytes + start[n]);
        uint64_t hash = hash_key(&key, places[n]->secteur);
        if (!USUALLY(hash > d->limit))
            keep(d, hash ? hash : 1, input);
    }
}

/* --- What was found --------------------------------------------------------------------------- */

/* Two inputs that share a hash, as one number. */
static uint64_t pair_of(const struct doublon *one)
{
    return (uint64_t)one->first << 32 | one->other;
}

static int by_pair(const void *a, const void *b)
{
    uint64_t x = pair_of(a), y = pair_of(b);
    return (x > y) - (x < y);
}

/* Of this many among the hashes kept, how many among all: so many keys have a hash up to the
 * greatest kept, of which one less than DOUBLONS_KEPT lie below it. */
static uint64_t of_all(uint64_t found, uint64_t greatest)
{
    uint64_t share = greatest >> 32, all = found * (DOUBLONS_KEPT - 1) << 32;
    share = (share ? share : 1) * DOUBLONS_KEPT;
    all = (all + share / 2) / share;
    return all > found ? all : found;
}

/* The pair that is there most often among these, which are in order; the first if there are
 * several.
 */
static void find_pair(const struct doublon *pair, size_t count, struct doublons_found *found)
{
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i; next < count && pair_of(&pair[next]) == pair_of(&pair[i]); next++)
            ;
        if (next - i <= found->shared)
            continue;
        found->shared = next - i;
        found->first = pair[i].first;
        found->other = pair[i].other;
    }
}

struct doublons_found doublons_find(const struct doublons *d)
{
    struct doublons_found found = {.estimated = d->beyond || d->count > DOUBLONS_KEPT};
    uint64_t greatest = 0;
    const struct doublon *one;
    size_t at = d->from, pairs = 0, most = d->count < DOUBLONS_KEPT ? d->count : DOUBLONS_KEPT;
    /* Slots behind the last one taken are not looked at: in a small run nobody has touched them. */
    for (size_t i = 0; i < most && (one = next_taken(d, &at)) != NULL; i++) {
        greatest = one->hash;
        if (one->other != NONE)
            d->spare[pairs++] = *one;
        else
            found.within += one->count > 1;
    }
    qsort(d->spare, pairs, sizeof *d->spare, by_pair);
    find_pair(d->spare, pairs, &found);
    found.between = pairs;
    if (found.estimated) {
        found.between = of_all(found.between, greatest);
        found.within = of_all(found.within, greatest);
        found.shared = of_all(found.shared, greatest);
    }
    return found;
}
