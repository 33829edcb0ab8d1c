/* SPDX-License-Identifier: Apache-2.0 */
#include "chain.h"

#include <string.h>

#include "lib/tables/campagne.h"
#include "lib/base/memory.h"

enum { FINESS = 9, STAY = 20, BLOCK = 4096 };

/* What is kept of a record: fields as trimmed text, blanks after it (rule R8); zeros for a field
 * that its layout does not have (rule R25). */
struct entry {
    unsigned char secteur;
    unsigned char finess[FINESS], stay[STAY]; /* with the sector: the stay (rule R19) */
    unsigned char ipp[20];
    unsigned char naissance[8], entree[8], sortie[8];
    unsigned char debut_sequence[8], fin_sequence[8], debut[8], fin[8];
    unsigned char sexe, mode_entree, provenance, mode_sortie, destination, derniere;
    unsigned char mpp[2], mpa[2], ik[3], avq[6];
    bool takes_part; /* a stay, and numbers */
    bool opens;      /* first record met of its stay */
    uint32_t sequence, sous_sequence;
    uint32_t found;  /* bit = number - S600 */
    uint32_t number; /* of the stay, from 1, in the order met; 0 = takes no part */
};

_Static_assert(FG_001 < S600 && R805 - S600 < 32, "S, E, R stand together in the registry");

/* A record that takes part, with the hash of its stay. Records of one stay are brought together by
 * sorting these small elements, which lie side by side in memory; the records themselves do not.
 * The order of hashes means nothing. */
struct place {
    uint64_t hash;
    uint32_t record;
};

struct chain {
    had_allocator allocator;
    struct chain_options options;
    struct entry **block;
    size_t count, blocks, block_capacity;
    struct place *order, *spare; /* by stay, then by sequence and sub-sequence */
    size_t ordered;
    bool has_run;
};

struct chain *chain_new(const had_allocator *allocator, const struct chain_options *options)
{
    struct chain *chain = memory_take(allocator, 1, sizeof *chain);
    if (!chain)
        return NULL;
    chain->allocator = *allocator;
    chain->options = *options;
    return chain;
}

void chain_free(struct chain *chain)
{
    if (!chain)
        return;
    had_allocator allocator = chain->allocator;
    for (size_t i = 0; i < chain->blocks; i++)
        memory_release(&allocator, chain->block[i]);
    memory_release(&allocator, chain->block);
    memory_release(&allocator, chain->order);
    memory_release(&allocator, chain->spare);
    memory_release(&allocator, chain);
}

static struct entry *entry_at(const struct chain *chain, size_t n)
{
    return &chain->block[n / BLOCK][n % BLOCK];
}

/* Keeps a field as trimmed text. False when it is blank, or not there. */
static bool keep(const struct record *record, enum field field, unsigned char *out, size_t size)
{
    if (record->layout->field[field].length == 0) /* blocks are zeroed */
        return false;
    return keep_trimmed(out, size, field_bytes(record, field), record->layout->field[field].length);
}

static void keep_byte(const struct record *record, enum field field, unsigned char *out)
{
    if (record->layout->field[field].length > 0)
        *out = *field_bytes(record, field);
}

static bool keep_number(const struct record *record, enum field field, uint32_t *out)
{
    const unsigned char *p = field_bytes(record, field);
    uint16_t length = record->layout->field[field].length;
    *out = 0;
    for (uint16_t i = 0; i < length; i++) {
        if (!digit(p[i]) || *out > UINT32_MAX / 10 - 1)
            return false;
        *out = *out * 10 + (uint32_t)(p[i] - '0');
    }
    return length > 0;
}

bool chain_add(struct chain *chain, const struct record *record)
{
    if (chain->count == UINT32_MAX) /* records are numbered in 32 bits */
        return false;
    if (chain->count == chain->blocks * BLOCK) {
        struct entry *block = memory_take(&chain->allocator, BLOCK, sizeof *block);
        struct entry **place =
            block ? memory_append(&chain->allocator, (void **)&chain->block, &chain->blocks,
                                  &chain->block_capacity, sizeof *place)
                  : NULL;
        if (!place) {
            memory_release(&chain->allocator, block);
            return false;
        }
        *place = block;
    }
    const struct layout *layout = record->layout;
    struct entry *e = entry_at(chain, chain->count++);
    e->secteur = layout->secteur;
    bool stay = keep(record, layout->secteur == HAD_EX_OQN ? F_no_entree : F_sejour, e->stay, STAY);
    keep(record, F_finess_epmsi, e->finess, FINESS);
    keep(record, F_ipp, e->ipp, sizeof e->ipp);
    keep(record, F_date_naissance, e->naissance, 8);
    keep(record, F_date_entree, e->entree, 8);
    keep(record, F_date_sortie, e->sortie, 8);
    keep(record, F_date_debut_sequence, e->debut_sequence, 8);
    keep(record, F_date_fin_sequence, e->fin_sequence, 8);
    keep(record, F_date_debut_sous_sequence, e->debut, 8);
    keep(record, F_date_fin_sous_sequence, e->fin, 8);
    keep_byte(record, F_sexe, &e->sexe);
    keep_byte(record, F_mode_entree, &e->mode_entree);
    keep_byte(record, F_provenance, &e->provenance);
    keep_byte(record, F_mode_sortie, &e->mode_sortie);
    keep_byte(record, F_destination, &e->destination);
    keep_byte(record, F_derniere_sous_sequence, &e->derniere);
    keep(record, F_mpp, e->mpp, sizeof e->mpp);
    keep(record, F_mpa, e->mpa, sizeof e->mpa);
    keep(record, F_ik, e->ik, sizeof e->ik);
    for (int i = 0; i < 6; i++)
        keep_byte(record, (enum field)(F_avq_habillage + i), &e->avq[i]);
    bool numbers = keep_number(record, F_no_sequence, &e->sequence);
    numbers &= keep_number(record, F_no_sous_sequence, &e->sous_sequence);
    e->takes_part = stay && numbers;
    return true;
}

/* --- Order ------------------------------------------------------------------------------------ */

static uint64_t hash_stay(const struct entry *e)
{
    uint64_t h = e->secteur + UINT64_C(14695981039346656037);
    for (int i = 0; i < FINESS; i++)
        h = (h ^ e->finess[i]) * UINT64_C(1099511628211);
    for (int i = 0; i < STAY; i++)
        h = (h ^ e->stay[i]) * UINT64_C(1099511628211);
    return h;
}

static int compare_stay(const struct entry *a, const struct entry *b)
{
    if (a->secteur != b->secteur)
        return a->secteur < b->secteur ? -1 : 1;
    int order = memcmp(a->finess, b->finess, FINESS);
    return order ? order : memcmp(a->stay, b->stay, STAY);
}

static int compare(const struct entry *a, const struct entry *b)
{
    int order = compare_stay(a, b);
    if (order != 0)
        return order;
    if (a->sequence != b->sequence)
        return a->sequence < b->sequence ? -1 : 1;
    return (a->sous_sequence > b->sous_sequence) - (a->sous_sequence < b->sous_sequence);
}

/* Whether a stands before b, or is b's equal. */
static bool before(const struct chain *chain, const struct place *a, const struct place *b)
{
    if (a->hash != b->hash)
        return a->hash < b->hash;
    return compare(entry_at(chain, a->record), entry_at(chain, b->record)) <= 0;
}

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
                bool left = b == end || (a < middle && before(chain, &from[a], &from[b]));
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

/* The k-th record of the order. */
static struct entry *ordered_at(const struct chain *chain, size_t k)
{
    return entry_at(chain, chain->order[k].record);
}

/* --- The controls ----------------------------------------------------------------------------- */

static void raise(struct entry *entry, enum finding number, bool condition)
{
    entry->found |= (uint32_t)condition << (number - S600);
}

/* Two fields, of records that both have them. */
static bool differs(const unsigned char *a, const unsigned char *b, size_t size)
{
    return a[0] != 0 && b[0] != 0 && memcmp(a, b, size) != 0;
}

static bool bytes_differ(unsigned char a, unsigned char b)
{
    return a != 0 && b != 0 && a != b;
}

/* Two dates that are both valid (rule R5) and not the same. */
static bool dates_differ(const unsigned char *a, const unsigned char *b)
{
    int32_t x = date_read(a), y = date_read(b);
    return x != 0 && y != 0 && x != y;
}

/* Rule R8: the next starts the day after the previous ends. */
static bool breaks(const unsigned char *end, const unsigned char *start)
{
    int32_t x = date_read(end), y = date_read(start);
    return x != 0 && y != 0 && date_days(y) != date_days(x) + 1;
}

/* Against the last record of the stay; what is still open on one side is not compared. */
static void against_stay(struct entry *e, const struct entry *last)
{
    raise(e, S600, differs(e->ipp, last->ipp, sizeof e->ipp));
    raise(e, S601, differs(e->naissance, last->naissance, 8));
    raise(e, S602, bytes_differ(e->sexe, last->sexe));
    raise(e, S603, differs(e->entree, last->entree, 8));
    raise(e, S604,
          bytes_differ(e->mode_entree, last->mode_entree) ||
              bytes_differ(e->provenance, last->provenance));
    raise(e, S605,
          !blank8(e->sortie) && !blank8(last->sortie) && differs(e->sortie, last->sortie, 8));
    raise(e, S606,
          e->mode_sortie != ' ' && last->mode_sortie != ' ' &&
              (e->mode_sortie != last->mode_sortie ||
               bytes_differ(e->destination, last->destination)));
}

/* Against the last record of the sequence. */
static void against_sequence(struct entry *e, const struct entry *last)
{
    raise(e, S650, differs(e->debut_sequence, last->debut_sequence, 8));
    raise(e, S651,
          !blank8(e->fin_sequence) && !blank8(last->fin_sequence) &&
              differs(e->fin_sequence, last->fin_sequence, 8));
    raise(e, S652, differs(e->mpp, last->mpp, sizeof e->mpp));
    raise(e, S653, differs(e->mpa, last->mpa, sizeof e->mpa));
    raise(e, S654, differs(e->ik, last->ik, sizeof e->ik));
    raise(e, S655, differs(e->avq, last->avq, sizeof e->avq));
}

/* One sequence: records [from, to) of the order; the sequence before it, if any, ends at `before`.
 */
static void look_at_sequence(struct chain *chain, size_t from, size_t to,
                             const struct entry *before)
{
    struct entry *first = ordered_at(chain, from);
    struct entry *last = ordered_at(chain, to - 1);
    if (before) {
        bool next = first->sequence == before->sequence + 1;
        raise(first, E700, !next);
        raise(first, E701, next && breaks(before->fin_sequence, first->debut_sequence));
    }
    raise(first, E702, first->sequence == 1 && dates_differ(first->debut_sequence, first->entree));
    raise(last, E708, dates_differ(last->fin, last->fin_sequence));
    for (size_t i = from; i < to; i++) {
        struct entry *e = ordered_at(chain, i);
        against_sequence(e, last);
        raise(e, E707, e->sous_sequence == 1 && dates_differ(e->debut, e->debut_sequence));
        if (i == from)
            continue;
        const struct entry *previous = ordered_at(chain, i - 1);
        bool next = e->sous_sequence == previous->sous_sequence + 1;
        raise(e, E705, !next);
        raise(e, E706, next && breaks(previous->fin, e->debut));
    }
}

/* One stay: records [from, to) of the order, no key twice. */
static void look_at_stay(struct chain *chain, size_t from, size_t to)
{
    struct entry *last = ordered_at(chain, to - 1);
    const struct entry *before = NULL;
    raise(last, E703, dates_differ(last->fin_sequence, last->sortie));
    raise(last, E704,
          dates_differ(last->fin, last->fin_sequence) || dates_differ(last->fin, last->sortie));
    for (size_t start = from; start < to;) {
        size_t end = start;
        uint32_t sequence = ordered_at(chain, start)->sequence;
        while (end < to && ordered_at(chain, end)->sequence == sequence)
            end++;
        look_at_sequence(chain, start, end, before);
        before = ordered_at(chain, end - 1);
        start = end;
    }
    for (size_t i = from; i < to; i++) {
        struct entry *e = ordered_at(chain, i);
        against_stay(e, last);
        raise(e, R801, e->derniere == '1' && e != last);
        int32_t period = chain->options.periode;
        raise(e, R803, period != 0 && date_read(e->sortie) > period);
        raise(e, R804, period != 0 && date_read(e->fin_sequence) > period);
    }
}

/* Rule R19: a key that several records share is R800 on all of them; only the first takes part in
 * the controls that follow, so the others leave the order. */
static void drop_duplicates(struct chain *chain)
{
    size_t kept = 0;
    for (size_t i = 0; i < chain->ordered; i++) {
        struct entry *e = ordered_at(chain, i);
        struct entry *same = kept > 0 ? ordered_at(chain, kept - 1) : NULL;
        if (same && compare(same, e) == 0) {
            raise(same, R800, true);
            raise(e, R800, true);
        } else {
            chain->order[kept++] = chain->order[i];
        }
    }
    chain->ordered = kept;
}

/* Numbers the stays in the order that they are met: the first record of each marks it, then the
 * marks are counted. */
static void number_stays(struct chain *chain)
{
    struct place *first = chain->spare; /* of each stay, the lowest record; then its number */
    uint32_t stays = 0;
    for (size_t i = 0; i < chain->ordered; i++) {
        struct entry *e = ordered_at(chain, i);
        bool same = i > 0 && compare_stay(ordered_at(chain, i - 1), e) == 0;
        if (!same)
            first[stays++] = chain->order[i];
        else if (chain->order[i].record < first[stays - 1].record)
            first[stays - 1] = chain->order[i];
        e->number = stays;
    }
    /* rank[] of the stays by their first record: mark, count, read back. */
    for (uint32_t s = 0; s < stays; s++)
        entry_at(chain, first[s].record)->opens = true;
    uint32_t met = 0;
    for (size_t n = 0; n < chain->count; n++) {
        struct entry *e = entry_at(chain, n);
        if (e->opens)
            first[e->number - 1].record = ++met;
    }
    for (size_t i = 0; i < chain->ordered; i++) {
        struct entry *e = ordered_at(chain, i);
        e->number = first[e->number - 1].record;
    }
}

static bool make_room(struct chain *chain)
{
    chain->order = memory_take(&chain->allocator, chain->count + 1, sizeof *chain->order);
    chain->spare = memory_take(&chain->allocator, chain->count + 1, sizeof *chain->spare);
    if (chain->order && chain->spare)
        return true;
    memory_release(&chain->allocator, chain->order);
    memory_release(&chain->allocator, chain->spare);
    chain->order = chain->spare = NULL;
    return false;
}

bool chain_run(struct chain *chain)
{
    if (!make_room(chain))
        return false;
    chain->has_run = true;
    for (size_t n = 0; n < chain->count; n++) {
        struct entry *e = entry_at(chain, n);
        /* These two look at one record alone. */
        raise(e, R802, e->derniere == '1' && e->mode_sortie == ' ');
        int32_t fin = date_read(e->fin);
        raise(e, R805, e->derniere == '2' && fin != 0 && fin == date_read(e->sortie));
        if (e->takes_part)
            chain->order[chain->ordered++] = (struct place){hash_stay(e), (uint32_t)n};
    }
    sort(chain);
    number_stays(chain);
    drop_duplicates(chain);
    for (size_t start = 0; start < chain->ordered;) {
        size_t end = start + 1;
        const struct entry *first = ordered_at(chain, start);
        while (end < chain->ordered && compare_stay(first, ordered_at(chain, end)) == 0)
            end++;
        look_at_stay(chain, start, end);
        start = end;
    }
    return true;
}

/* Rule R9: once the campagne of its year has begun: after the last day of February, from 2026 any
 * day. */
static bool overwritten(const struct chain *chain, int32_t fin)
{
    if (fin == 0)
        return false;
    if (chain->options.seuil != 0)
        return fin > chain->options.seuil;
    return fin >= campagne_debut(date_year(fin));
}

bool chain_has_run(const struct chain *chain)
{
    return chain->has_run;
}

size_t chain_count(const struct chain *chain)
{
    return chain->count;
}

uint32_t chain_stay(const struct chain *chain, size_t n)
{
    return entry_at(chain, n)->number;
}

bool chain_findings(const struct chain *chain, size_t n, had_findings *set)
{
    const struct entry *e = entry_at(chain, n);
    for (int bit = 0; bit < 32; bit++)
        if (e->found >> bit & 1)
            findings_add(set, (enum finding)(S600 + bit), true);
    return overwritten(chain, date_read(e->fin));
}
