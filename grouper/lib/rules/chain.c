/* SPDX-License-Identifier: Apache-2.0 */
#include "chain.h"

#include <string.h>

#include "common/hashes.h"
#include "lib/base/store.h"

/* Text of a date that is DATE_ODD. By record, then by date: looked for by halves. */
struct odd {
    uint32_t record, date;
    unsigned char text[DATE_LENGTH];
};

/* What the records of a stay share is kept once: another for each record that differs from the one
 * met before it. */

/* A stay, its records linked in the order met. */
struct chain_stay {
    struct stay_key key;
    uint32_t first, last; /* record and 1 */
    uint32_t count;       /* of its records */
};

/* What a record has found out alone. */
enum { AFTER = 1, FOUND_R802 = 2, FOUND_R805 = 4 };

/* Two of its words mean another thing once its stay has been looked at. */
struct entry {
    union {
        uint32_t next; /* record of its stay met next, and 1; 0 = none */
        uint32_t stay; /* then: number and 1, in the order met; 0 = takes no part */
    };
    union {
        uint32_t person;
        uint32_t found; /* then: bit = number - S600 */
    };
    uint32_t care;
    uint32_t sequence, sous_sequence;
    uint16_t date[RECORD_DATES];
    unsigned char mode_sortie, destination, derniere;
    unsigned char alone; /* AFTER: it ends after the threshold (rule R9) */
};

_Static_assert(sizeof(struct entry) == 32, "what each record costs");
_Static_assert(FG_001 < S600 && R805 - S600 < 32, "S, E, R stand together in the registry");

/* A record of the stay being looked at; by `key`, its sequence and sub-sequence. */
struct place {
    uint64_t key;
    struct entry *entry;
    uint32_t record; /* its number */
    uint32_t found;  /* in it so far */
};

enum { BITS = 64 }; /* of records, in a word of `any` */

struct chain {
    had_allocator allocator;
    int32_t period_day; /* INT32_MAX = none */
    struct store entries, stays, persons, cares, odd;
    struct store any;        /* bits: records in which something is found */
    struct hashes by_key;    /* stays; hashed with the seed of who took the record */
    uint32_t ready;          /* records that there is room for */
    uint32_t met;            /* stay of the record before, and 1: most files keep them together */
    struct chain_stay *stay; /* that one; of its record met last: */
    struct person *person;
    struct chain_care *care;
    uint32_t most;               /* records of one stay */
    struct place *order, *spare; /* those of one stay */
    size_t ordered;
    bool has_run;
};

struct chain *chain_new(const had_allocator *allocator, int32_t periode)
{
    struct chain *chain = memory_take(allocator, 1, sizeof *chain);
    if (!chain)
        return NULL;
    chain->allocator = *allocator;
    chain->period_day = periode ? date_days(periode) : INT32_MAX;
    return chain;
}

const struct hashes *chain_index(const struct chain *chain)
{
    return &chain->by_key;
}

void chain_free(struct chain *chain)
{
    if (!chain)
        return;
    had_allocator allocator = chain->allocator;
    store_free(&chain->entries, &allocator);
    store_free(&chain->stays, &allocator);
    store_free(&chain->persons, &allocator);
    store_free(&chain->cares, &allocator);
    store_free(&chain->odd, &allocator);
    store_free(&chain->any, &allocator);
    memory_release_hashes(&allocator, &chain->by_key);
    memory_release(&allocator, chain->order);
    memory_release(&allocator, chain->spare);
    memory_release(&allocator, chain);
}

static struct entry *entry_at(const struct chain *chain, size_t n)
{
    return store_at(&chain->entries, n, sizeof(struct entry));
}

static struct chain_stay *stay_at(const struct chain *chain, size_t n)
{
    return store_at(&chain->stays, n, sizeof(struct chain_stay));
}

static struct person *person_at(const struct chain *chain, size_t n)
{
    return store_at(&chain->persons, n, sizeof(struct person));
}

static struct chain_care *care_at(const struct chain *chain, size_t n)
{
    return store_at(&chain->cares, n, sizeof(struct chain_care));
}

/* --- Adding a record -------------------------------------------------------------------------- */

static size_t room_left(const struct store *store)
{
    return store->blocks * STORE_BLOCK - store->count;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Room for all that one record may add, but its stay and its odd dates; often for more. */
SELDOM static bool make_room(struct chain *chain)
{
    const had_allocator *allocator = &chain->allocator;
    chain->any.count = chain->entries.count / BITS;
    /* Records are numbered in 32 bits, 0 for none. */
    if (chain->entries.count == UINT32_MAX - 1 ||
        !store_room(&chain->entries, allocator, 1, sizeof(struct entry)) ||
        !store_room(&chain->persons, allocator, 1, sizeof(struct person)) ||
        !store_room(&chain->cares, allocator, 1, sizeof(struct chain_care)) ||
        !store_room(&chain->any, allocator, STORE_BLOCK / BITS, sizeof(uint64_t)))
        return false;
    size_t ready = least(room_left(&chain->entries), UINT32_MAX - 1 - chain->entries.count);
    ready = least(ready, room_left(&chain->persons));
    chain->ready = (uint32_t)least(ready, room_left(&chain->cares));
    return true;
}

/* Words compared without a branch for each, and without a call: this is done for every record. */
static INLINE bool same(const void *a, const void *b, size_t size)
{
    const unsigned char *p = a, *q = b;
    uint64_t other = load8(p + size - 8) ^ load8(q + size - 8);
    for (size_t i = 0; i + 8 < size; i += 8)
        other |= load8(p + i) ^ load8(q + i);
    return other == 0;
}

/* The number of the stay of a key, and 1; made at first need. 0 when there is no memory. */
static uint32_t find_stay(struct chain *chain, const struct taken *taken)
{
    const struct stay_key *key = &taken->key;
    size_t at;
    for (int64_t n = hashes_first(&chain->by_key, taken->hash, &at); n != HASHES_NONE;
         n = hashes_next(&chain->by_key, taken->hash, &at))
        if (same(&stay_at(chain, (size_t)n)->key, key, sizeof *key))
            return (uint32_t)n + 1;
    if (!store_room(&chain->stays, &chain->allocator, 1, sizeof(struct chain_stay)) ||
        !memory_hashes(&chain->allocator, &chain->by_key))
        return 0;
    struct chain_stay *stay = store_add(&chain->stays, sizeof *stay);
    stay->key = *key;
    hashes_add(&chain->by_key, taken->hash, chain->stays.count - 1);
    return (uint32_t)chain->stays.count;
}

/* Goes over to the stay of a record. */
SELDOM static bool change_stay(struct chain *chain, const struct taken *taken)
{
    uint32_t met = find_stay(chain, taken);
    if (met == 0)
        return false;
    chain->met = met;
    chain->stay = stay_at(chain, met - 1);
    chain->person = NULL;
    chain->care = NULL;
    if (chain->stay->count == 0)
        return true;
    const struct entry *last = entry_at(chain, chain->stay->last - 1);
    chain->person = person_at(chain, last->person);
    chain->care = care_at(chain, last->care);
    return true;
}

/* Most files keep the records of a stay together. */
static INLINE bool meet_stay(struct chain *chain, const struct taken *taken)
{
    return (chain->met != 0 && same(&chain->stay->key, &taken->key, sizeof taken->key)) ||
           change_stay(chain, taken);
}

/* What the record before it in its stay has is not kept again. `last`: that one, NULL = none. */
static INLINE uint32_t keep_person(struct chain *chain, const struct person *person,
                                   const struct entry *last)
{
    if (chain->person && same(chain->person, person, sizeof *person))
        return last->person;
    chain->person = store_add(&chain->persons, sizeof *person);
    *chain->person = *person;
    return (uint32_t)chain->persons.count - 1;
}

static INLINE uint32_t keep_care(struct chain *chain, const struct chain_care *care,
                                 const struct entry *last)
{
    if (chain->care && same(chain->care, care, sizeof *care))
        return last->care;
    chain->care = store_add(&chain->cares, sizeof *care);
    *chain->care = *care;
    return (uint32_t)chain->cares.count - 1;
}

/* Puts a record at the end of its stay. */
static INLINE void link_record(struct chain *chain, const struct taken *taken, struct entry *e)
{
    struct chain_stay *stay = chain->stay;
    uint32_t record = (uint32_t)chain->entries.count; /* and 1: it has been added */
    struct entry *last = stay->count > 0 ? entry_at(chain, stay->last - 1) : NULL;
    e->person = keep_person(chain, &taken->person, last);
    e->care = keep_care(chain, &taken->care, last);
    if (last)
        last->next = record;
    else
        stay->first = record;
    stay->last = record;
    if (++stay->count > chain->most)
        chain->most = stay->count;
}

static INLINE bool any_odd(const struct taken *taken)
{
    bool odd = false;
    for (uint32_t i = 0; i < RECORD_DATES; i++)
        odd |= taken->date[i] == DATE_ODD;
    return odd;
}

/* Keeps the text of dates of the record added last. */
SELDOM static void keep_odd(struct chain *chain, const struct taken *taken)
{
    for (uint32_t i = 0; i < RECORD_DATES; i++) {
        if (taken->date[i] != DATE_ODD)
            continue;
        struct odd *odd = store_add(&chain->odd, sizeof *odd);
        odd->record = (uint32_t)chain->entries.count - 1;
        odd->date = i;
        memcpy(odd->text, taken->odd[i], DATE_LENGTH);
    }
}

static INLINE uint32_t bit_of(enum finding number, bool condition)
{
    return (uint32_t)condition << (number - S600);
}

static INLINE void raise(struct place *place, enum finding number, bool condition)
{
    place->found |= bit_of(number, condition);
}

static uint32_t found_alone(const struct entry *e)
{
    return bit_of(R802, e->alone & FOUND_R802) | bit_of(R805, e->alone & FOUND_R805);
}

/* What has been found in a record, once nothing more can be. */
static INLINE void set_found(struct chain *chain, const struct place *place)
{
    uint64_t *any = store_at(&chain->any, place->record / BITS, sizeof *any);
    place->entry->found = place->found;
    *any |= (uint64_t)(place->found != 0) << place->record % BITS;
}

bool chain_add(struct chain *chain, const struct taken *taken)
{
    bool odd = any_odd(taken);
    if ((chain->ready == 0 && !make_room(chain)) ||
        (odd && !store_room(&chain->odd, &chain->allocator, RECORD_DATES, sizeof(struct odd))) ||
        (taken->takes_part && !meet_stay(chain, taken)))
        return false;
    chain->ready--;
    struct entry *e = store_add(&chain->entries, sizeof *e);
    e->sequence = taken->sequence;
    e->sous_sequence = taken->sous_sequence;
    memcpy(e->date, taken->date, sizeof e->date);
    e->mode_sortie = taken->mode_sortie;
    e->destination = taken->destination;
    e->derniere = taken->derniere;
    e->alone = (unsigned char)((taken->after ? AFTER : 0) | (taken->r802 ? FOUND_R802 : 0) |
                               (taken->r805 ? FOUND_R805 : 0));
    if (odd)
        keep_odd(chain, taken);
    if (taken->takes_part)
        link_record(chain, taken, e);
    else
        set_found(chain, &(struct place){0, e, (uint32_t)chain->entries.count - 1, found_alone(e)});
    return true;
}

/* The stay that a hash is most likely of, or NULL: nothing is found by it. */
static INLINE const struct chain_stay *likely(const struct chain *chain, uint64_t hash)
{
    size_t at;
    int64_t n = hashes_first(&chain->by_key, hash, &at);
    return n == HASHES_NONE ? NULL : stay_at(chain, (size_t)n);
}

void chain_soon(const struct chain *chain, uint64_t hash)
{
    hashes_soon(&chain->by_key, hash);
}

void chain_soon_stay(const struct chain *chain, uint64_t hash)
{
    const struct chain_stay *stay = likely(chain, hash);
    if (stay) {
        SOON(&stay->key);
        SOON(&stay->last);
    }
}

void chain_soon_last(const struct chain *chain, uint64_t hash)
{
    const struct chain_stay *stay = likely(chain, hash);
    if (stay)
        SOON(entry_at(chain, stay->last - 1));
}

/* --- Dates ------------------------------------------------------------------------------------ */

static const unsigned char *odd_text(const struct chain *chain, uint32_t record, uint32_t date)
{
    size_t low = 0, high = chain->odd.count;
    for (;;) {
        size_t middle = low + (high - low) / 2;
        const struct odd *odd = store_at(&chain->odd, middle, sizeof *odd);
        if (odd->record == record && odd->date == date)
            return odd->text;
        if (odd->record < record || (odd->record == record && odd->date < date))
            low = middle + 1;
        else
            high = middle;
    }
}

/* The day of a date of a record; DAY_NONE when it is not valid. */
SELDOM static int32_t odd_day(const struct chain *chain, uint32_t record, uint32_t date)
{
    int32_t real = date_read(odd_text(chain, record, date));
    return real ? date_days(real) : DAY_NONE;
}

static INLINE int32_t day_of(const struct chain *chain, const struct place *place, uint32_t date)
{
    uint16_t code = place->entry->date[date];
    if (!USUALLY(code != DATE_ODD))
        return odd_day(chain, place->record, date);
    return code >= DATE_FIRST ? DAY_FIRST + code - DATE_FIRST : DAY_NONE;
}

/* Whether two records fill a date, and not with the same text. */
static bool texts_differ(const struct chain *chain, const struct place *a, const struct place *b,
                         uint32_t date)
{
    uint16_t x = a->entry->date[date], y = b->entry->date[date];
    if (x <= DATE_BLANK || y <= DATE_BLANK)
        return false;
    return x != y || (x == DATE_ODD && memcmp(odd_text(chain, a->record, date),
                                              odd_text(chain, b->record, date), DATE_LENGTH) != 0);
}

/* Two days that are both valid (rule R5) and not the same. */
static bool days_differ(int32_t a, int32_t b)
{
    return a != DAY_NONE && b != DAY_NONE && a != b;
}

/* Rule R8: the next starts the day after the previous ends. */
static bool breaks(int32_t end, int32_t start)
{
    return end != DAY_NONE && start != DAY_NONE && start != end + 1;
}

/* --- Order ------------------------------------------------------------------------------------ */

/* Merge sort, from runs of one: n log n whatever comes, and records of one key keep their order. */
static void sort(struct chain *chain)
{
    struct place *from = chain->order, *to = chain->spare;
    for (size_t width = 1; width < chain->ordered; width *= 2) {
        for (size_t start = 0; start < chain->ordered; start += 2 * width) {
            size_t middle = start + width < chain->ordered ? start + width : chain->ordered;
            size_t end = middle + width < chain->ordered ? middle + width : chain->ordered;
            size_t a = start, b = middle;
            for (size_t k = start; k < end; k++) {
                bool left = b == end || (a < middle && from[a].key <= from[b].key);
                to[k] = left ? from[a++] : from[b++];
            }
        }
        struct place *swap = from;
        from = to;
        to = swap;
    }
    chain->order = from;
    chain->spare = to;
}

/* Lists the records of the n-th stay in order: those of most files are met so. From here on they
 * have its number. */
static void put_in_order(struct chain *chain, size_t n)
{
    bool sorted = true;
    chain->ordered = 0;
    for (uint32_t next = stay_at(chain, n)->first; next != 0;) {
        struct entry *e = entry_at(chain, next - 1);
        struct place *place = &chain->order[chain->ordered++];
        *place = (struct place){(uint64_t)e->sequence << 32 | e->sous_sequence, e, next - 1,
                                found_alone(e)};
        sorted &= place == chain->order || place[-1].key <= place->key;
        next = e->next;
        e->stay = (uint32_t)n + 1;
    }
    if (!sorted)
        sort(chain);
}

/* Rule R19: a key that several records share is R800 on all of them; only the first takes part in
 * the controls that follow, so the others leave the order. */
static void drop_duplicates(struct chain *chain)
{
    size_t kept = 1;
    for (size_t i = 1; i < chain->ordered; i++) {
        struct place *place = &chain->order[i], *before = &chain->order[kept - 1];
        if (place->key != before->key) {
            chain->order[kept++] = *place;
            continue;
        }
        raise(before, R800, true);
        raise(place, R800, true);
        set_found(chain, place);
    }
    chain->ordered = kept;
}

/* --- The controls ----------------------------------------------------------------------------- */

/* Two fields, of records that both have them. */
static bool differs(const unsigned char *a, const unsigned char *b, size_t size)
{
    return a[0] != 0 && b[0] != 0 && memcmp(a, b, size) != 0;
}

static bool bytes_differ(unsigned char a, unsigned char b)
{
    return a != 0 && b != 0 && a != b;
}

static uint32_t against_person(const struct person *a, const struct person *b)
{
    return bit_of(S600, differs(a->ipp, b->ipp, TAKEN_IPP)) |
           bit_of(S601, differs(a->naissance, b->naissance, DATE_LENGTH)) |
           bit_of(S602, bytes_differ(a->sexe, b->sexe)) |
           bit_of(S603, differs(a->entree, b->entree, DATE_LENGTH)) |
           bit_of(S604, bytes_differ(a->mode_entree, b->mode_entree) ||
                            bytes_differ(a->provenance, b->provenance));
}

/* Against the last record of the stay; what is still open on one side is not compared. */
static INLINE uint32_t against_stay(const struct chain *chain, const struct place *place,
                                    const struct place *last_place)
{
    const struct entry *e = place->entry, *last = last_place->entry;
    uint32_t found = e->person == last->person ? 0
                                               : against_person(person_at(chain, e->person),
                                                                person_at(chain, last->person));
    return found | bit_of(S605, texts_differ(chain, place, last_place, SORTIE)) |
           bit_of(S606, e->mode_sortie != ' ' && last->mode_sortie != ' ' &&
                            (e->mode_sortie != last->mode_sortie ||
                             bytes_differ(e->destination, last->destination)));
}

static uint32_t against_care(const struct chain_care *a, const struct chain_care *b)
{
    return bit_of(S650, differs(a->debut, b->debut, DATE_LENGTH)) |
           bit_of(S652, differs(a->mpp, b->mpp, sizeof a->mpp)) |
           bit_of(S653, differs(a->mpa, b->mpa, sizeof a->mpa)) |
           bit_of(S654, differs(a->ik, b->ik, sizeof a->ik)) |
           bit_of(S655, differs(a->avq, b->avq, sizeof a->avq));
}

/* Against the last record of the sequence. */
static INLINE uint32_t against_sequence(const struct chain *chain, const struct place *place,
                                        const struct place *last)
{
    const struct entry *e = place->entry;
    uint32_t found = e->care == last->entry->care
                         ? 0
                         : against_care(care_at(chain, e->care), care_at(chain, last->entry->care));
    return found | bit_of(S651, texts_differ(chain, place, last, FIN_SEQUENCE));
}

/* Against the record before it in its sequence. */
static INLINE uint32_t against_before(const struct chain *chain, const struct place *place)
{
    const struct place *before = place - 1;
    if (place->key != before->key + 1)
        return bit_of(E705, true);
    return bit_of(E706, breaks(day_of(chain, before, FIN), day_of(chain, place, DEBUT)));
}

/* One sequence: records [from, to) of the order, after the others. */
static void look_at_sequence(struct chain *chain, size_t from, size_t to)
{
    struct place *order = chain->order, *last = &order[to - 1];
    const struct entry *first = order[from].entry;
    int32_t start = care_at(chain, first->care)->debut_day;
    if (from > 0) {
        bool next = first->sequence == order[from - 1].entry->sequence + 1;
        int32_t end = day_of(chain, &order[from - 1], FIN_SEQUENCE);
        raise(&order[from], E700, !next);
        raise(&order[from], E701, next && breaks(end, start));
    }
    raise(&order[from], E702,
          first->sequence == 1 && days_differ(start, person_at(chain, first->person)->entree_day));
    raise(last, E708, days_differ(day_of(chain, last, FIN), day_of(chain, last, FIN_SEQUENCE)));
    for (size_t i = from; i < to; i++) {
        const struct entry *e = order[i].entry;
        uint32_t found = against_sequence(chain, &order[i], last);
        if (e->sous_sequence == 1)
            found |= bit_of(E707, days_differ(day_of(chain, &order[i], DEBUT),
                                              care_at(chain, e->care)->debut_day));
        if (i > from)
            found |= against_before(chain, &order[i]);
        order[i].found |= found;
    }
}

/* One stay, in order, no key twice. */
static void look_at_stay(struct chain *chain)
{
    struct place *order = chain->order;
    size_t count = chain->ordered;
    struct place *last = &order[count - 1];
    int32_t fin = day_of(chain, last, FIN), sortie = day_of(chain, last, SORTIE),
            fin_sequence = day_of(chain, last, FIN_SEQUENCE);
    raise(last, E703, days_differ(fin_sequence, sortie));
    raise(last, E704, days_differ(fin, fin_sequence) || days_differ(fin, sortie));
    for (size_t start = 0; start < count;) {
        size_t end = start;
        while (end < count && order[end].key >> 32 == order[start].key >> 32)
            end++;
        look_at_sequence(chain, start, end);
        start = end;
    }
    for (size_t i = 0; i < count; i++) {
        order[i].found |= against_stay(chain, &order[i], last) |
                          bit_of(R801, order[i].entry->derniere == '1' && &order[i] != last);
        if (chain->period_day == INT32_MAX)
            continue;
        raise(&order[i], R803, day_of(chain, &order[i], SORTIE) > chain->period_day);
        raise(&order[i], R804, day_of(chain, &order[i], FIN_SEQUENCE) > chain->period_day);
    }
}

static bool take_order(struct chain *chain)
{
    size_t room = (size_t)chain->most + 1;
    chain->order = memory_take(&chain->allocator, room, sizeof *chain->order);
    chain->spare = memory_take(&chain->allocator, room, sizeof *chain->spare);
    if (chain->order && chain->spare)
        return true;
    memory_release(&chain->allocator, chain->order);
    memory_release(&chain->allocator, chain->spare);
    chain->order = chain->spare = NULL;
    return false;
}

bool chain_run(struct chain *chain)
{
    if (!take_order(chain))
        return false;
    chain->has_run = true;
    for (size_t n = 0; n < chain->stays.count; n++) {
        put_in_order(chain, n);
        drop_duplicates(chain);
        look_at_stay(chain);
        for (size_t i = 0; i < chain->ordered; i++)
            set_found(chain, &chain->order[i]);
    }
    return true;
}

bool chain_has_run(const struct chain *chain)
{
    return chain->has_run;
}

size_t chain_count(const struct chain *chain)
{
    return chain->entries.count;
}

size_t chain_next(const struct chain *chain, size_t n)
{
    for (; n < chain->entries.count; n++) {
        uint64_t any = *(const uint64_t *)store_at(&chain->any, n / BITS, sizeof any);
        if (any >> n % BITS & 1)
            break;
        if (any >> n % BITS == 0)
            n |= BITS - 1;
    }
    if (n >= chain->entries.count)
        return chain->entries.count;
    SOON(entry_at(chain, n)); /* chain_result will look at it */
    return n;
}

struct chain_outcome chain_result(const struct chain *chain, size_t n, had_findings *set)
{
    const uint32_t blocking = (UINT32_C(2) << (R802 - S600)) - 1; /* rule R9: S, E, R800-R802 */
    const struct entry *e = entry_at(chain, n);
    for (uint32_t left = e->found, number = S600; left != 0; left >>= 1, number++)
        findings_add(set, (enum finding)number, left & 1);
    return (struct chain_outcome){e->stay, (e->alone & AFTER) != 0, (e->found & blocking) != 0};
}
