/* SPDX-License-Identifier: Apache-2.0 */
#include "usual.h"

#include "lib/base/sized.h"
#include "lib/rules/price.h"
#include "scan.h"
#include "values.h"
#include "vector.h"

#if defined(HAVE_AVX2) && !defined(HAD_NO_FAST)
#define USUAL_HERE 1

#include "acts.h"
#include "lib/base/shapes.h"

#define WAY(name)    sse2_##name
#define VECTOR       __m128i
#define VECTOR_BYTES SSE2_BYTES
#define UNROLL       1
#define TARGET       AVX2
#include "parts_template.h"
#undef WAY
#undef VECTOR
#undef VECTOR_BYTES

#define WAY(name)    avx2_##name
#define NARROW(name) sse2_##name
#define VECTOR       __m256i
#define VECTOR_BYTES AVX2_BYTES
#include "parts_template.h"

/* Vectors of codes and of acts end behind the record: so much must be there. */
enum { CODES_AT_ONCE = 12, BEHIND = CODES_AT_ONCE * CODE_LENGTH };

/* Records go through each step together, so many at a time: what a step needs stays in registers,
 * and the records of one do not wait for each other. Of those behind one that is left, what was
 * done is lost. */
enum { TOGETHER = 8, TOGETHER_FEW = 4 }; /* few: where some are left */

/* What is known of a record on the way. */
struct usual_line {
    const unsigned char *bytes;
    const struct ranges *ranges;
    uint32_t start, codes, acts; /* start: in the block; codes: diagnoses, DP included */
    int32_t *key;                /* by enum usual_date */
    int32_t first_month;         /* days of its months but the last; 0 = there is one alone */
    int32_t before;              /* AAAAMM00 of that month */
    const struct month_facts *month;
    int mpp, mpa, ik;
    size_t pair; /* places in the classification: triple_find */
    const struct triple *triple;
    uint32_t said; /* code retour and, when it gives one of its own, a GHPC: see noted_usual */
};

/* Acts of records that go together, one list: how many a record has is as good as random, and no
 * branch that depends on it can be guessed. A record with more than so many keeps its own. */
enum { ACTS_LISTED = 8 };
struct usual_lines {
    struct usual_line line[TOGETHER + 1]; /* of the one behind the last only where it starts */
    uint32_t act[ACTS_LISTED * TOGETHER]; /* where each begins, in the block; and of which line: */
    uint8_t act_line[ACTS_LISTED * TOGETHER];
    uint32_t count, acts;
    uint32_t crowded; /* one has more acts */
};

/* What dates are compared with. */
struct date_shapes {
    __m256i digit, blank, most, month, day, day_month, year, bound, until;
};

/* Made once for many records. */
struct constants {
    struct avx2_shapes bytes;
    struct date_shapes dates;
};

/* --- Bytes ------------------------------------------------------------------------------------ */

/* As many codes as are looked at together, and as many that are not there. */
static const uint64_t masks[2 * CODES_AT_ONCE] = {
#define THERE UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX
    THERE, THERE, THERE
#undef THERE
};

/* Faults of diagnoses, twelve side by side, which few records pass: how many there are is no
 * branch. */
AVX2 static INLINE __m256i codes_faults(const struct avx2_shapes *shapes, const unsigned char *p,
                                        uint32_t count)
{
    __m256i faults = _mm256_setzero_si256();
    for (;; p += BEHIND, count -= CODES_AT_ONCE) {
        const uint32_t here = count < CODES_AT_ONCE ? count : CODES_AT_ONCE;
        const unsigned char *mask = (const unsigned char *)(masks + CODES_AT_ONCE - here);
        for (int at = 0; at < BEHIND; at += AVX2_BYTES) {
            __m256i codes = avx2_cim10_faults(shapes, avx2_load(p + at));
            faults = avx2_either(faults, _mm256_and_si256(codes, avx2_load(mask + at)));
        }
        if (USUALLY(count <= CODES_AT_ONCE))
            return faults;
    }
}

/* As the sse2_stay of parts_template.h, its two vectors in one. */
AVX2 static INLINE __m256i stay_faults(const struct avx2_shapes *shapes, const unsigned char *p)
{
    __m256i v = _mm256_set_m128i(sse2_load(p + STAY_BYTES - SSE2_BYTES), sse2_load(p));
    return avx2_stay_faults(shapes, v);
}

AVX2 static INLINE bool bytes_usual(const struct avx2_shapes *shapes, const struct usual_line *line)
{
    const unsigned char *p = line->bytes;
    __m256i faults = codes_faults(shapes, p + AT_dp, line->codes);
    faults = avx2_either(faults, stay_faults(shapes, p + AT_sejour)); /* or no_facture and others */
    return avx2_none(faults);
}

/* Puts the acts of the n-th line on the list from `at` on, as many as there may be; the first of
 * them begins at `place`. */
AVX2 static INLINE void acts_list(struct usual_lines *lines, uint32_t at, uint32_t n,
                                  uint32_t place)
{
    enum { A = ACT_BYTES };
    const __m256i each = _mm256_setr_epi32(0, A, 2 * A, 3 * A, 4 * A, 5 * A, 6 * A, 7 * A);
    _mm256_storeu_si256((__m256i *)(void *)(lines->act + at),
                        _mm256_add_epi32(_mm256_set1_epi32((int)place), each));
    memset(lines->act_line + at, (int)n, ACTS_LISTED);
}

/* The records that a block goes on with from `at` on, `most` of them at most, up to the first whose
 * bytes are not usual. */
AVX2 SELDOM static void lines_find(const struct plan *plan, const struct avx2_shapes *shapes,
                                   const unsigned char *bytes, size_t size, size_t at,
                                   uint32_t most, struct usual_lines *lines)
{
    uint32_t n = 0, acts = 0, crowded = 0;
    struct usual_line *line = lines->line;
    line->start = (uint32_t)at;
    for (; n < most && size - at >= FIXED_BYTES + BEHIND; n++) {
        const unsigned char *p = bytes + at;
        line->bytes = p;
        line->ranges = plan->tagged[p[TAG_LENGTH - 1]]; /* which look at all of the tag */
        if (!line->ranges || !avx2_in_ranges(p, line->ranges->low, line->ranges->span, FIXED_BYTES))
            break;
        line->codes = usual_codes(p);
        line->acts = usual_acts(p);
        const uint32_t length = usual_length(line->codes, line->acts);
        if (length + BEHIND > size - at || p[length] != '\n' || !bytes_usual(shapes, line))
            break;
        const uint32_t listed = line->acts <= ACTS_LISTED ? line->acts : 0;
        acts_list(lines, acts, n, (uint32_t)at + length - line->acts * ACT_BYTES);
        crowded |= line->acts - listed;
        acts += listed;
        at += length + 1;
        (++line)->start = (uint32_t)at;
    }
    lines->crowded = crowded;
    lines->count = n;
    lines->acts = acts;
}

/* --- Dates ------------------------------------------------------------------------------------ */

_Static_assert(AT_date_fin_sequence == AT_date_debut_sequence + DATE_LENGTH &&
                   AT_date_fin_sous_sequence == AT_date_debut_sous_sequence + DATE_LENGTH,
               "these are read together");

/* Eight dates, four and four: the numbers of two digits they are made of. */
struct date_words {
    __m256i a, b;
};

AVX2 static INLINE __m256i words_of(const struct date_shapes *shapes, __m128i low, __m128i high)
{
    __m256i digits = _mm256_sub_epi8(_mm256_set_m128i(high, low), shapes->digit);
    return _mm256_maddubs_epi16(digits, _mm256_set1_epi16(10 | 1 << 8));
}

AVX2 static INLINE struct date_words words_read(const struct date_shapes *shapes,
                                                const unsigned char *p)
{
    const __m128i sequence =
        _mm_loadu_si128((const __m128i *)(const void *)(p + AT_date_debut_sequence));
    const __m128i sous =
        _mm_loadu_si128((const __m128i *)(const void *)(p + AT_date_debut_sous_sequence));
    const unsigned char *entree = p + AT_date_entree;
    return (struct date_words){words_of(shapes, sequence, sous),
                               words_of(shapes, load_two(p + AT_date_naissance, entree),
                                        load_two(p + AT_date_sortie, entree))};
}

/* One half of each date, in the order of enum usual_date: day and month, or the year. */
#define HALVES(a, b, which)                                                                        \
    _mm256_castps_si256(_mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), which))
enum { DAY_MONTH = 0x88, YEAR = 0xDD };

AVX2 static INLINE struct date_shapes date_shapes_make(int32_t today)
{
    return (struct date_shapes){.digit = _mm256_set1_epi8('0'),
                                .blank = _mm256_set1_epi16(((' ' - '0') & 0xFF) * 11),
                                .most = _mm256_set1_epi16(99),
                                .month = _mm256_set1_epi32(15),
                                .day = _mm256_set1_epi32(0xFFFF),
                                .day_month = _mm256_set1_epi32(1 | 1 << (16 + DAY_BITS)),
                                .year = _mm256_set1_epi32(100 | 1 << 16),
                                .bound = _mm256_set1_epi32(date_key(ENTREE_FIRST)),
                                .until =
                                    _mm256_set1_epi32(today ? date_key(today) : DATE_KEY_NONE)};
}

/* Dates that are no days of their month, or not of digits, and not blank. Of a day or a month it is
 * enough that it is too great. */
AVX2 static INLINE __m256i dates_faults(const unsigned char last_of[16],
                                        const struct date_shapes *shapes, __m256i day_month,
                                        __m256i year, __m256i blank)
{
    __m256i month = _mm256_min_epu16(_mm256_srli_epi32(day_month, 16), shapes->month);
    __m256i day = _mm256_and_si256(day_month, shapes->day);
    __m256i last = _mm256_shuffle_epi8(
        _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)last_of)),
        month);
    __m256i unreal = _mm256_or_si256(_mm256_cmpgt_epi32(day, last),
                                     _mm256_cmpeq_epi32(day, _mm256_setzero_si256()));
    unreal = _mm256_or_si256(unreal, _mm256_cmpgt_epi16(year, shapes->most));
    return _mm256_andnot_si256(blank, unreal);
}

/* Each date real, or blank where it may be, and in order, as dates_in_order. `last_of`: months'
 * last days. */
AVX2 static INLINE bool dates_within(const unsigned char last_of[16],
                                     const struct date_shapes *shapes, const unsigned char *p,
                                     int32_t *k)
{
    struct date_words words = words_read(shapes, p);
    __m256i day_month = HALVES(words.a, words.b, DAY_MONTH), year = HALVES(words.a, words.b, YEAR);
    __m256i blank = _mm256_and_si256(_mm256_cmpeq_epi32(day_month, shapes->blank),
                                     _mm256_cmpeq_epi32(year, shapes->blank));
    __m256i faults = dates_faults(last_of, shapes, day_month, year, blank);
    __m256i key =
        _mm256_add_epi32(_mm256_madd_epi16(day_month, shapes->day_month),
                         _mm256_slli_epi32(_mm256_madd_epi16(year, shapes->year), YEAR_BITS));
    /* What is not there is before and after all others. */
    __m256i left =
        _mm256_blend_epi32(_mm256_andnot_si256(blank, key), shapes->bound, 1 << KEY_BOUND);
    __m256i right = _mm256_blend_epi32(_mm256_or_si256(key, _mm256_srli_epi32(blank, 1)),
                                       shapes->until, 1 << KEY_BOUND);
    const __m256i after = _mm256_setr_epi32(KEY_DEBUT, KEY_SORTIE, KEY_ENTREE, KEY_DEBUT_SEQUENCE,
                                            KEY_FIN, KEY_FIN_SEQUENCE, KEY_BOUND, KEY_ENTREE);
    faults = _mm256_or_si256(faults,
                             _mm256_cmpgt_epi32(left, _mm256_permutevar8x32_epi32(right, after)));
    /* FIN before SORTIE and the date of processing, ENTREE within the years of a life. */
    const __m256i one = _mm256_setr_epi32(KEY_FIN, KEY_FIN, KEY_ENTREE, 0, 0, 0, 0, 0);
    const __m256i other = _mm256_setr_epi32(KEY_SORTIE, KEY_BOUND, KEY_NAISSANCE, 0, 0, 0, 0, 0);
    const __m256i more = _mm256_setr_epi32(0, 0, DATE_KEY(AGE_MAX, 0, 0), 0, 0, 0, 0, 0);
    __m256i bound = _mm256_add_epi32(_mm256_permutevar8x32_epi32(right, other), more);
    faults =
        _mm256_or_si256(faults, _mm256_cmpgt_epi32(_mm256_permutevar8x32_epi32(right, one), bound));
    _mm256_storeu_si256((__m256i *)(void *)k, right);
    /* Who has left, and which sub-sequence is the last, is as good as random: no branch. */
    int32_t fin = k[KEY_FIN], sortie = k[KEY_SORTIE];
    bool out = (sortie != DATE_KEY_NONE) | (p[AT_mode_sortie] == ' ');
    bool ends = (fin == sortie) & (fin == k[KEY_FIN_SEQUENCE]);
    return avx2_none(faults) & out & ((p[AT_derniere_sous_sequence] != '1') | ends);
}

/* One record in sixty has a 29 February: real in a leap year. None of these years is 0, of which
 * that would not be enough: dates in order are of a life. */
AVX2 SELDOM static bool dates_leap(const struct months *months, const struct date_shapes *shapes,
                                   const unsigned char *p, int32_t *k)
{
    if (!dates_within(months->last_leap, shapes, p, k))
        return false;
    const int32_t february_29 = DATE_KEY(0, 2, 29), month_day = DATE_KEY(1, 0, 0) - 1;
    bool real = true;
    for (int i = 0; i < KEY_BOUND; i++)
        real &= (k[i] & month_day) != february_29 || date_leap(k[i] >> YEAR_BITS);
    return real;
}

AVX2 static INLINE bool dates_usual(const struct months *months, const struct date_shapes *shapes,
                                    struct usual_line *line)
{
    return USUALLY(dates_within(months->last, shapes, line->bytes, line->key)) ||
           dates_leap(months, shapes, line->bytes, line->key);
}

/* The months of a sub-sequence whose dates are in order: of one campagne (903). */
static INLINE bool months_usual(const struct months *months, struct usual_line *line)
{
    int32_t debut = month_index(line->key[KEY_DEBUT]);
    int32_t fin = month_index(line->key[KEY_FIN]);
    if (fin >= MONTHS_COUNT || !months->month[fin].year)
        return false;
    line->month = &months->month[fin];
    line->before = months->month[debut].before;
    line->first_month = months->day_before[fin] - months->day_before[debut];
    return (line->first_month <= USUAL_DAYS - DAY_MASK) &
           (months->month[debut].campagne == line->month->campagne);
}

/* --- Acts ------------------------------------------------------------------------------------- */

static INLINE struct act_days line_days(const struct usual_line *line)
{
    struct act_days days = days_within(line->bytes);
    if (line->first_month > 0) {
        days_of_two(&days, line->first_month);
        days.far = line->first_month > DAY_MASK;
        days.debut = line->before + (line->key[KEY_DEBUT] & DAY_MASK);
        days.fin = line->month->before + (line->key[KEY_FIN] & DAY_MASK);
    }
    return days;
}

AVX2 static INLINE bool act_usual(const struct usual_line *line, const unsigned char *act)
{
    const struct ranges *ranges = line->ranges;
    const struct act_days days = line_days(line);
    __m256i faults =
        avx2_out_of(avx2_load(act), avx2_load(ranges->act_low), avx2_load(ranges->act_span));
    return act_good(act, &days) & avx2_none(faults);
}

/* Of a record that has many; those of others are listed. */
AVX2 SELDOM static bool crowd_usual(const struct usual_line *line)
{
    const unsigned char *act = line->bytes + AT_dp + line->codes * CODE_LENGTH;
    bool good = true;
    if (line->acts <= ACTS_LISTED)
        return true;
    for (uint32_t i = 0; i < line->acts; i++, act += ACT_BYTES)
        good &= act_usual(line, act);
    return good;
}

/* How many of the records come before the first that has an act that is not usual. */
AVX2 SELDOM static uint32_t acts_usual(const struct usual_lines *lines, const unsigned char *bytes)
{
    uint32_t good = lines->count;
    for (uint32_t i = lines->acts; i-- > 0;) {
        const uint32_t n = lines->act_line[i];
        if (n < lines->count && !act_usual(&lines->line[n], bytes + lines->act[i]))
            good = n;
    }
    for (uint32_t n = 0; lines->crowded && n < good; n++)
        if (!crowd_usual(&lines->line[n]))
            good = n;
    return good;
}

/* --- Group and amounts ------------------------------------------------------------------------ */

/* What is said of the pair and the IK: a code retour, and with it SAID_9999 for that GHPC;
 * SAID_BLOCKS when it blocks. */
enum { SAID_CODE = 0x3FF, SAID_9999 = 0x400, SAID_BLOCKS = 0x800 };

SELDOM static uint32_t noted_usual(const struct usual_input *in, const struct layout *layout,
                                   const struct year_rules *year, const struct triple *triple,
                                   unsigned pair, unsigned char confirmation)
{
    had_findings set = {{0}};
    int code;
    bool association;
    control_association(pair, triple, confirmation, &set);
    control_keep(&set, year, layout);
    if (!group_signalled(in->deciding, &set, &code, &association))
        return SAID_BLOCKS;
    return (code < 0 ? 0 : (uint32_t)of_three((const unsigned char *)finding_codes[code])) |
           (association ? SAID_9999 : 0);
}

/* The modes, where the classification has no list of its own, as control_listed. */
SELDOM static bool modes_usual(const struct plan *plan, int mpp, int mpa, int ik, int32_t fin)
{
    return rules_mode(plan->rules, MODE_MPP, mpp, fin) &&
           rules_mode(plan->rules, MODE_MPA, mpa, fin) && rules_ik(ik);
}

_Static_assert(AT_mpa == AT_mpp + 2 && AT_ik == AT_mpp + 14, "these are read together");

AVX2 static INLINE void modes_read(struct usual_line *line)
{
    const unsigned char *p = line->bytes + AT_mpp;
    __m128i digits = _mm_sub_epi8(sse2_load(p), _mm_set1_epi8('0'));
    __m128i twos = _mm_maddubs_epi16(digits, _mm_set1_epi16(10 | 1 << 8));
    line->mpp = _mm_extract_epi16(twos, 0);
    line->mpa = _mm_extract_epi16(twos, 1);
    line->ik = _mm_extract_epi16(twos, 7) * 10 + (p[16] - '0');
}

/* Places in lists of modes and IK are below it. */
enum { LISTED = 0x80 };
_Static_assert(MODES_MAX <= 0x80 && MODE_NONE >= 0x80, "triple_find");

/* Where a classification has the pair and the triple; false when a list lacks one of the three. */
static INLINE bool triple_find(const struct classification *c, struct usual_line *line)
{
    unsigned p = c->mpp_index[line->mpp], a = c->mpa_index[line->mpa], k = c->ik_index[line->ik];
    if (!USUALLY((p | a | k) < LISTED)) /* one is MODE_NONE, or there are as many IK as none has */
        return false;
    line->pair = (size_t)p * c->mpa_count + a;
    line->triple = &c->triple[line->pair * c->ik_count + k];
    return true;
}

/* Where there is no group to find: no zone, no name, and nothing is said of the pair, which the
 * matrix allows (rule R38). */
static INLINE bool pair_usual(const struct usual_input *in, struct usual_line *line)
{
    static const struct triple nothing = {.ghpc = {' ', ' ', ' ', ' '}};
    line->triple = &nothing;
    line->said = 0;
    return in->matrix->statut[line->mpp][line->mpa] == HAD_AUTORISEE &&
           modes_usual(in->plan, line->mpp, line->mpa, line->ik,
                       line->month->before + (line->key[KEY_FIN] & DAY_MASK));
}

/* Whether there is a group in the triple, and nothing that is said of it blocks. */
static INLINE bool triple_usual(const struct usual_input *in, const struct layout *layout,
                                struct usual_line *line, bool clean)
{
    const struct classification *c = line->month->classification;
    const struct triple *triple = line->triple;
    if (!c->weights && !modes_usual(in->plan, line->mpp, line->mpa, line->ik,
                                    line->month->before + (line->key[KEY_FIN] & DAY_MASK)))
        return false;
    unsigned pair = c->pair[line->pair];
    unsigned char confirmation = line->bytes[AT_confirmation_codage];
    line->said = 0;
    if (pair & PAIR_ERRONEE || triple->deduced)
        return false;
    /* Of a pair that is not known nothing is said. */
    if ((((pair | triple->flags) & PAIR_NOTED) != 0 || confirmation == '1') && pair & PAIR_KNOWN) {
        if (clean)
            return false;
        line->said = noted_usual(in, layout, line->month->year, triple, pair, confirmation);
    }
    return line->said < SAID_BLOCKS && (triple->ghpc[0] || line->said & SAID_9999);
}

/* The rank of the first day of a sub-sequence in its sequence; its days. */
static INLINE int32_t rank_of_line(const struct months *months, const struct usual_line *line)
{
    const int32_t *k = line->key;
    return key_days(months, k[KEY_DEBUT]) - key_days(months, k[KEY_DEBUT_SEQUENCE]) + 1;
}

static INLINE int32_t days_of_line(const struct usual_line *line)
{
    const int32_t *k = line->key;
    return line->first_month + (k[KEY_FIN] & DAY_MASK) - (k[KEY_DEBUT] & DAY_MASK) + 1;
}

/* The days of each period (rules R1, R2), their tariffs and amounts; false when a group is not
 * known. */
AVX2 static INLINE bool zones_usual(const struct usual_line *line, const struct tarif *due,
                                    int32_t rang, had_usual *out, uint32_t n)
{
    const int32_t jours = days_of_line(line);
    __m128i first = _mm_set1_epi32(rang);
    __m128i last = _mm_set1_epi32(rang + jours - 1);
    const struct period *period = line->month->classification->period;
    __m128i low = _mm_loadu_si128((const __m128i *)(const void *)&period[0]);
    __m128i high = _mm_loadu_si128((const __m128i *)(const void *)&period[2]);
    __m128i days =
        _mm_sub_epi32(_mm_min_epi32(last, odds(low, high)), _mm_max_epi32(first, evens(low, high)));
    days = _mm_max_epi32(_mm_add_epi32(days, _mm_set1_epi32(1)), _mm_setzero_si128());
    const uint8_t *ght = line->triple->ght;
    __m128i groups = _mm_cvtepu8_epi32(_mm_cvtsi32_si128((int)load4(ght)));
    __m128i unknown = _mm_and_si128(_mm_cmpeq_epi32(groups, _mm_setzero_si128()),
                                    _mm_cmpgt_epi32(days, _mm_setzero_si128()));
    __m128i tarif = _mm_setr_epi32(due[ght[0]].centimes, due[ght[1]].centimes, due[ght[2]].centimes,
                                   due[ght[3]].centimes);
    __m128i amount = _mm_mullo_epi32(tarif, days);
    __m128i lacking = _mm_and_si128(_mm_cmpeq_epi32(tarif, _mm_setzero_si128()), days);
    _mm_storeu_si128((__m128i *)(void *)out->zone_jours[n], days);
    _mm_storeu_si128((__m128i *)(void *)out->tarif[n], tarif);
    _mm256_storeu_si256((__m256i *)(void *)out->zone_montant[n], _mm256_cvtepi32_epi64(amount));
    amount = _mm_add_epi32(amount, _mm_shuffle_epi32(amount, 0x4E));
    amount = _mm_add_epi32(amount, _mm_shuffle_epi32(amount, 0xB1));
    out->montant[n] = _mm_cvtsi128_si32(amount);
    out->jours[n] = jours;
    bool known = _mm_testz_si128(unknown, unknown);
    out->sans_tarif += known & !_mm_testz_si128(lacking, lacking);
    return known;
}

static INLINE void zones_none(had_usual *out, uint32_t n)
{
    memset(out->zone_jours[n], 0, sizeof out->zone_jours[n]);
    memset(out->tarif[n], 0, sizeof out->tarif[n]);
    memset(out->zone_montant[n], 0, sizeof out->zone_montant[n]);
    out->montant[n] = 0;
    out->jours[n] = 0;
}

static INLINE void columns_fill(const struct layout *layout, const struct usual_line *line,
                                had_variante variante, had_usual *out, uint32_t n)
{
    const struct month_facts *month = line->month;
    const unsigned char *p = line->bytes;
    int32_t debut = line->key[KEY_DEBUT] & DAY_MASK, fin = line->key[KEY_FIN] & DAY_MASK;
    out->debut[n] = line->before + debut;
    out->fin[n] = month->before + fin;
    out->layout[n] = layout->number;
    out->classification[n] = month->number;
    out->campagne[n] = month->campagne;
    out->ik[n] = (uint16_t)line->ik;
    out->mpp[n] = (uint8_t)line->mpp;
    out->mpa[n] = (uint8_t)line->mpa;
    out->code[n] = (uint16_t)(line->said & SAID_CODE);
    memcpy(out->ghpc[n], line->said & SAID_9999 ? "9999" : line->triple->ghpc, sizeof out->ghpc[n]);
    memcpy(out->ght[n], line->triple->ght, sizeof out->ght[n]);
    memcpy(out->groupement[n], line->triple->way, sizeof out->groupement[n]);
    out->variante[n] = (uint8_t)variante;
    out->facturable[n] = price_billable((had_secteur)layout->secteur, p[AT_facturable]);
    out->type_domicile[n] = p[AT_type_domicile];
    out->start[n] = line->start;
}

/* What callers that were built with an earlier had.h have no room for. */
static INLINE void columns_more(const struct usual_line *line, int32_t rang, had_usual *out,
                                uint32_t n)
{
    if (!USUALLY(out->size >= SIZED_END(had_usual, rang)))
        return;
    out->age[n] = (uint8_t)((line->key[KEY_ENTREE] - line->key[KEY_NAISSANCE]) >> YEAR_BITS);
    out->rang[n] = rang;
}

/* Values, group and amounts of the n-th record, whose bytes and dates are in order. */
AVX2 static INLINE bool record_usual(const struct usual_input *in, const struct layout *layout,
                                     struct usual_line *line, had_usual *out, uint32_t n)
{
    const struct plan *plan = in->plan;
    const unsigned char *p = line->bytes;
    bool billing = layout->secteur == HAD_EX_OQN;
    had_variante variante = price_variante(p[AT_type_domicile]);
    const struct tarif *due = line->month->due->of[layout->secteur][variante];
    const int32_t rang = rank_of_line(in->months, line);
    if (!values_good(plan, p, billing, line->month->year, line->mpa, p[AT_n_dcmpa] - '0'))
        return false;
    if (in->matrix)
        zones_none(out, n);
    else if (!triple_usual(in, layout, line, out->clean) || !zones_usual(line, due, rang, out, n))
        return false;
    columns_fill(layout, line, variante, out, n);
    columns_more(line, rang, out, n);
    return true;
}

/* How many of the records come before the first whose dates, months or triple are not usual. */
AVX2 SELDOM static uint32_t dates_all(const struct usual_input *in,
                                      const struct date_shapes *shapes, struct usual_lines *lines,
                                      struct usual_dates *dates, uint32_t first)
{
    const struct months *months = in->months;
    for (uint32_t n = 0; n < lines->count; n++) {
        struct usual_line *line = &lines->line[n];
        line->key = dates->key[first + n];
        if (!dates_usual(months, shapes, line) || !months_usual(months, line))
            return n;
        modes_read(line);
        if (!(in->matrix ? pair_usual(in, line) : triple_find(line->month->classification, line)))
            return n;
        SOON(line->triple);
    }
    return lines->count;
}

/* Fills the columns of the records from the first on; how many. */
AVX2 SELDOM static uint32_t records_all(const struct usual_input *in, struct usual_lines *lines,
                                        had_usual *out, uint32_t first)
{
    for (uint32_t n = 0; n < lines->count; n++)
        if (!record_usual(in, lines->line[n].ranges->layout, &lines->line[n], out, first + n))
            return n;
    return lines->count;
}

/* How far a block is read, in bytes and records. */
struct usual_at {
    size_t at;
    uint32_t n;
    uint32_t together;
    bool in_ranges; /* the line there was left for more than its bytes */
};

/* On to the first line that is left. */
AVX2 static void read_on(const struct usual_input *in, const struct constants *made,
                         const unsigned char *bytes, size_t size, had_usual *out,
                         struct usual_dates *dates, struct usual_at *reached)
{
    struct usual_lines lines;
    uint32_t found, most;
    do {
        const uint32_t room = HAD_USUAL_MAX - reached->n;
        most = room < reached->together ? room : reached->together;
        lines_find(in->plan, &made->bytes, bytes, size, reached->at, most, &lines);
        found = lines.count;
        lines.count = dates_all(in, &made->dates, &lines, dates, reached->n);
        lines.count = acts_usual(&lines, bytes);
        lines.count = records_all(in, &lines, out, reached->n);
        reached->n += lines.count;
        reached->at = lines.line[lines.count].start;
    } while (lines.count == most && reached->n < HAD_USUAL_MAX);
    reached->in_ranges = lines.count < found;
}

/* Passes over the line that was left; false when there is none, or it is to be the last: there is
 * no room for it or no end of it, or more lines are left than are usual. */
static bool pass_over(const unsigned char *bytes, size_t size, had_left *left,
                      struct usual_at *reached)
{
    enum { MORE = 8 };
    if (!left || reached->at == size || reached->n == HAD_USUAL_MAX ||
        left->count == HAD_USUAL_MAX || left->count >= reached->n + MORE)
        return false;
    const unsigned char *line = bytes + reached->at;
    const unsigned char *newline = memchr(line, '\n', size - reached->at);
    if (!newline)
        return false;
    uint32_t n = left->count++;
    left->start[n] = (uint32_t)reached->at;
    left->length[n] = (uint32_t)(newline + 1 - line);
    left->before[n] = (uint8_t)reached->n;
    left->plain[n] = !reached->in_ranges && newline[-(newline > line)] != '\r';
    reached->at += left->length[n];
    reached->together = TOGETHER_FEW;
    return true;
}

AVX2 static void read_avx2(const struct usual_input *in, const unsigned char *bytes, size_t size,
                           had_usual *out, struct usual_dates *dates, had_left *left)
{
    const struct constants constants = {avx2_shapes_make(), date_shapes_make(in->today)};
    const struct constants *made = &constants;
    struct usual_at reached = {.together = out->clean ? TOGETHER_FEW : TOGETHER};
    __asm__("" : "+r"(made) : "m"(constants)); /* else each is made anew where it is used */
    /* Columns tell no place beyond. */
    size = size < UINT32_MAX ? size : UINT32_MAX;
    do
        read_on(in, made, bytes, size, out, dates, &reached);
    while (pass_over(bytes, size, left, &reached));
    out->count = reached.n;
    out->bytes = (uint32_t)reached.at;
    out->sans_tarif = in->groups_only ? 0 : out->sans_tarif;
}

#endif

void usual_read(const struct usual_input *in, const unsigned char *bytes, size_t size,
                had_usual *out, struct usual_dates *dates, had_left *left)
{
    out->count = out->bytes = out->sans_tarif = 0;
    (void)in, (void)bytes, (void)size, (void)dates, (void)left;
#ifdef USUAL_HERE
    if (in->plan->way == WAY_AVX2)
        read_avx2(in, bytes, size, out, dates, left);
#endif
}
