/* SPDX-License-Identifier: Apache-2.0 */
#include "usual.h"

#include <string.h>

#include "shapes.h"

/* --- Places ----------------------------------------------------------------------------------- */

/* Where the formats since 2015 have their fields, from byte 0, and of what length. */
#define PLACES(X)                                                                                  \
    X(finess_epmsi, 3, 9)                                                                          \
    X(finess_geo, 12, 9)                                                                           \
    X(date_naissance, 61, 8)                                                                       \
    X(sexe, 69, 1)                                                                                 \
    X(code_postal, 70, 5)                                                                          \
    X(type_domicile, 75, 1)                                                                        \
    X(date_entree, 85, 8)                                                                          \
    X(mode_entree, 93, 1)                                                                          \
    X(provenance, 94, 1)                                                                           \
    X(date_sortie, 95, 8)                                                                          \
    X(mode_sortie, 103, 1)                                                                         \
    X(destination, 104, 1)                                                                         \
    X(no_sequence, 105, 4)                                                                         \
    X(date_debut_sequence, 109, 8)                                                                 \
    X(date_fin_sequence, 117, 8)                                                                   \
    X(mpp, 125, 2)                                                                                 \
    X(mpa, 127, 2)                                                                                 \
    X(mpd1, 129, 2)                                                                                \
    X(mpd2, 131, 2)                                                                                \
    X(mpd3, 133, 2)                                                                                \
    X(mpd4, 135, 2)                                                                                \
    X(mpd5, 137, 2)                                                                                \
    X(ik, 139, 3)                                                                                  \
    X(confirmation_codage, 147, 1)                                                                 \
    X(n_dcmpp, 148, 1)                                                                             \
    X(n_dcmpa, 149, 1)                                                                             \
    X(n_da, 150, 2)                                                                                \
    X(avq_habillage, 152, 1)                                                                       \
    X(avq_locomotion, 153, 1)                                                                      \
    X(avq_alimentation, 154, 1)                                                                    \
    X(avq_continence, 155, 1)                                                                      \
    X(avq_comportement, 156, 1)                                                                    \
    X(avq_relation, 157, 1)                                                                        \
    X(no_sous_sequence, 158, 4)                                                                    \
    X(date_debut_sous_sequence, 162, 8)                                                            \
    X(date_fin_sous_sequence, 170, 8)                                                              \
    X(derniere_sous_sequence, 178, 1)                                                              \
    X(n_zones_ccam, 179, 3)                                                                        \
    X(dp, 182, 8)                                                                                  \
    X(da1, 0, 0)

/* And those of one sector, at the same place in the line. */
#define PLACES_DGF(X)                                                                              \
    X(sejour, 41, 20)                                                                              \
    X(no_entree, 0, 0)                                                                             \
    X(no_facture, 0, 0)                                                                            \
    X(facturable, 0, 0)                                                                            \
    X(motif_non_facturation, 0, 0)
#define PLACES_OQN(X)                                                                              \
    X(sejour, 0, 0)                                                                                \
    X(no_entree, 41, 9)                                                                            \
    X(no_facture, 50, 9)                                                                           \
    X(facturable, 59, 1)                                                                           \
    X(motif_non_facturation, 60, 1)

#define PLACES_ACT(X)                                                                              \
    X(DATE, 0, 8)                                                                                  \
    X(CODE, 8, 7)                                                                                  \
    X(EXTENSION_PMSI, 15, 3)                                                                       \
    X(PHASE, 18, 1)                                                                                \
    X(ACTIVITE, 19, 1)                                                                             \
    X(EXTENSION_DOC, 20, 1)                                                                        \
    X(COUNT, 21, 2)

enum {
    STAY_SIZE = 20,
    AT_sejour = 41,
    AT_facturable = 59,
    AT_motif_non_facturation = 60,
#define X(name, start, length) AT_##name = start,
    PLACES(X)
#undef X
#define X(name, start, length) IN_ACT_##name = start,
        PLACES_ACT(X)
#undef X
};

struct place {
    uint8_t item, start, length;
};

static const struct place places[] = {
#define X(name, start, length) {F_##name, start, length},
    PLACES(X)};
static const struct place places_dgf[] = {PLACES_DGF(X)};
static const struct place places_oqn[] = {PLACES_OQN(X)};
#undef X
#define X(name, start, length) {ACT_##name, start, length},
static const struct place places_act[] = {PLACES_ACT(X)};
#undef X

static bool stand(const had_span *items, const struct place *place, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const had_span *item = &items[place[i].item];
        if (item->length != place[i].length || (item->length > 0 && item->start != place[i].start))
            return false;
    }
    return true;
}
#define STAND(items, place) stand(items, place, sizeof(place) / sizeof(place)[0])

static bool groups_known(const struct layout *layout)
{
    static const struct {
        enum group_kind kind;
        enum field count;
    } groups[] = {{GROUP_DCMPP, F_n_dcmpp},
                  {GROUP_DCMPA, F_n_dcmpa},
                  {GROUP_DA, F_n_da},
                  {GROUP_CCAM, F_n_zones_ccam}};
    if (layout->group_count != 4)
        return false;
    for (int i = 0; i < 4; i++)
        if (layout->group[i].kind != groups[i].kind || layout->group[i].count.length == 0 ||
            layout->group[i].count.start != layout->field[groups[i].count].start)
            return false;
    return true;
}

/* --- Ranges ----------------------------------------------------------------------------------- */

/* Values that usual records have; their bytes follow each other. */
static const struct {
    enum value_list list;
    enum field field;
    unsigned char first, last;
} common[] = {{LIST_SEXE, F_sexe, '1', '2'},
              {LIST_MODE_ENTREE, F_mode_entree, '6', '8'},
              {LIST_HABILLAGE, F_avq_habillage, '1', '4'},
              {LIST_LOCOMOTION, F_avq_locomotion, '1', '4'},
              {LIST_ALIMENTATION, F_avq_alimentation, '1', '4'},
              {LIST_CONTINENCE, F_avq_continence, '1', '4'},
              {LIST_COMPORTEMENT, F_avq_comportement, '1', '4'},
              {LIST_RELATION, F_avq_relation, '1', '4'},
              {LIST_DERNIERE, F_derniere_sous_sequence, '1', '2'}};

static void expect(unsigned char *low, unsigned char *span, had_span place, unsigned char first,
                   unsigned char last)
{
    memset(low + place.start, first, place.length);
    memset(span + place.start, last - first, place.length);
}

static void find_ranges(struct layout *layout)
{
    static const enum field digits[] = {F_finess_epmsi,
                                        F_finess_geo,
                                        F_no_entree,
                                        F_no_facture,
                                        F_date_naissance,
                                        F_code_postal,
                                        F_date_entree,
                                        F_no_sequence,
                                        F_date_debut_sequence,
                                        F_mpp,
                                        F_mpa,
                                        F_ik,
                                        F_n_dcmpp,
                                        F_n_dcmpa,
                                        F_n_da,
                                        F_no_sous_sequence,
                                        F_date_debut_sous_sequence,
                                        F_date_fin_sous_sequence,
                                        F_n_zones_ccam};
    static const enum field digits_or_blanks[] = {
        F_date_sortie, F_date_fin_sequence, F_mpd1, F_mpd2, F_mpd3, F_mpd4, F_mpd5};
    struct usual_places *usual = &layout->usual;
    const had_span whole = {0, USUAL_FIXED}, *field = layout->field;
    expect(usual->low, usual->span, whole, ' ', '~');
    for (size_t i = 0; i < sizeof digits / sizeof digits[0]; i++)
        expect(usual->low, usual->span, field[digits[i]], '0', '9');
    for (size_t i = 0; i < sizeof digits_or_blanks / sizeof digits_or_blanks[0]; i++)
        expect(usual->low, usual->span, field[digits_or_blanks[i]], ' ', '9');
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
        expect(usual->low, usual->span, field[common[i].field], common[i].first, common[i].last);
}

static void find_act_ranges(struct layout *layout)
{
    unsigned char *low = layout->usual.act_low, *span = layout->usual.act_span;
    const had_span whole = {0, USUAL_ACT}, *item = layout->act;
    const had_span letters = {item[ACT_CODE].start, 4};
    expect(low, span, whole, ' ', '~');
    expect(low, span, item[ACT_DATE], '0', '9');
    expect(low, span, item[ACT_CODE], '0', '9');
    expect(low, span, letters, 'A', 'Z');
    expect(low, span, item[ACT_EXTENSION_PMSI], ' ', '9');
    expect(low, span, item[ACT_COUNT], '0', '9');
}

void usual_layout(struct layout *layout)
{
    layout->usual.known = !layout->grouped && layout->fixed == USUAL_FIXED &&
                          layout->act_size == USUAL_ACT && groups_known(layout) &&
                          STAND(layout->field, places) && STAND(layout->act, places_act) &&
                          (layout->secteur == HAD_EX_OQN ? STAND(layout->field, places_oqn)
                                                         : STAND(layout->field, places_dgf));
    if (!layout->usual.known)
        return;
    find_ranges(layout);
    find_act_ranges(layout);
}

void usual_year(struct year_rules *year)
{
    year->usual = true;
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
        for (unsigned value = common[i].first; value <= common[i].last; value++)
            year->usual &= value_allowed(year, common[i].list, (unsigned char)value);
}

/* --- Bytes ------------------------------------------------------------------------------------ */

#ifdef __SSE2__

#include <emmintrin.h>

/* In what follows a byte at fault is one that is not zero. */

static inline __m128i load16(const unsigned char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline bool faultless(__m128i faults)
{
    return _mm_movemask_epi8(_mm_cmpeq_epi8(faults, _mm_setzero_si128())) == 0xFFFF;
}

/* Bytes out of [low, low + span]. */
static inline __m128i out_of(__m128i v, __m128i low, __m128i span)
{
    return _mm_subs_epu8(_mm_sub_epi8(v, low), span);
}

/* What follows a blank and is none, in two halves of eight bytes; blank is 0 in `not_blank`. */
static inline __m128i after_blank(__m128i not_blank)
{
    __m128i blank_at = _mm_cmpeq_epi8(not_blank, _mm_setzero_si128());
    return _mm_and_si128(_mm_slli_epi64(blank_at, 8), not_blank);
}

/* Sixteen bytes or more; the last ones again to make them whole. */
static inline bool in_ranges(const unsigned char *p, const unsigned char *low,
                             const unsigned char *span, size_t length)
{
    const size_t last = length - 16;
    __m128i faults = out_of(load16(p + last), load16(low + last), load16(span + last));
    for (size_t i = 0; i < last; i += 16)
        faults = _mm_or_si128(faults, out_of(load16(p + i), load16(low + i), load16(span + i)));
    return faultless(faults);
}

/* Two diagnoses, as cim10_shape, but for capitals after the first byte: no usual code has them. */
static inline __m128i cim10_faults(__m128i v)
{
#define TWICE(a, b, c, d) _mm_setr_epi8(a, b, c, d, d, d, d, d, a, b, c, d, d, d, d, d)
    const __m128i low = TWICE('A', '0', '0', '0'), span = TWICE('Z' - 'A', 9, 9, 9);
    const __m128i head = TWICE(-1, -1, -1, 0);
#undef TWICE
    __m128i not_blank = _mm_xor_si128(v, _mm_set1_epi8(' '));
    __m128i not_plus = _mm_xor_si128(v, _mm_set1_epi8('+'));
    __m128i tail = _mm_or_si128(_mm_min_epu8(not_blank, not_plus), head);
    return _mm_or_si128(_mm_min_epu8(out_of(v, low, span), tail), after_blank(not_blank));
}

/* Two codes or more. Twelve at a time, the last ones again to make it whole: fewer branches to
 * guess than codes to read. */
static inline bool all_cim10(const unsigned char *p, size_t length)
{
    enum { PAIR = 2 * CODE_LENGTH, PAIRS = 6 };
    const unsigned char *last = p + length - PAIR;
    __m128i faults = cim10_faults(load16(last));
    do {
        for (int i = 0; i < PAIRS - 1; i++, p += PAIR)
            faults = _mm_or_si128(faults, cim10_faults(load16(p < last ? p : last)));
    } while (p < last);
    return faultless(faults);
}

/* A stay number that does not begin with a blank and is at most sixteen bytes long, as stay_shape.
 */
static inline bool is_stay(const unsigned char *p)
{
    __m128i v = load16(p), not_blank = _mm_xor_si128(v, _mm_set1_epi8(' '));
    __m128i not_digit = out_of(v, _mm_set1_epi8('0'), _mm_set1_epi8(9));
    __m128i not_letter =
        out_of(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'), _mm_set1_epi8('z' - 'a'));
    __m128i faults = _mm_min_epu8(_mm_min_epu8(not_digit, not_letter), not_blank);
    __m128i blank_at = _mm_cmpeq_epi8(not_blank, _mm_setzero_si128());
    faults = _mm_or_si128(faults, _mm_and_si128(_mm_slli_si128(blank_at, 1), not_blank));
    return *p != ' ' && blank(p + 16, STAY_SIZE - 16) && faultless(faults);
}

#if defined(__x86_64__) && defined(__GNUC__) && !defined(HAD_NO_WIDE)
#define WIDE __attribute__((target("avx2")))

#include <immintrin.h>

/* The same, thirty-two bytes at a time. */

WIDE static inline __m256i load32(const unsigned char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

WIDE static inline __m256i out_of_wide(__m256i v, __m256i low, __m256i span)
{
    return _mm256_subs_epu8(_mm256_sub_epi8(v, low), span);
}

WIDE static inline bool in_ranges_wide(const unsigned char *p, const unsigned char *low,
                                       const unsigned char *span, size_t length)
{
    const size_t last = length - 32;
    __m256i faults = out_of_wide(load32(p + last), load32(low + last), load32(span + last));
    for (size_t i = 0; i < last; i += 32)
        faults =
            _mm256_or_si256(faults, out_of_wide(load32(p + i), load32(low + i), load32(span + i)));
    return _mm256_testz_si256(faults, faults);
}

WIDE static inline __m256i cim10_faults_wide(__m256i v)
{
#define TIMES4(a, b, c, d)                                                                         \
    _mm256_setr_epi8(a, b, c, d, d, d, d, d, a, b, c, d, d, d, d, d, a, b, c, d, d, d, d, d, a, b, \
                     c, d, d, d, d, d)
    const __m256i low = TIMES4('A', '0', '0', '0'), span = TIMES4('Z' - 'A', 9, 9, 9);
    const __m256i head = TIMES4(-1, -1, -1, 0);
#undef TIMES4
    __m256i not_blank = _mm256_xor_si256(v, _mm256_set1_epi8(' '));
    __m256i not_plus = _mm256_xor_si256(v, _mm256_set1_epi8('+'));
    __m256i tail = _mm256_or_si256(_mm256_min_epu8(not_blank, not_plus), head);
    __m256i blank_at = _mm256_cmpeq_epi8(not_blank, _mm256_setzero_si256());
    __m256i after = _mm256_and_si256(_mm256_slli_epi64(blank_at, 8), not_blank);
    return _mm256_or_si256(_mm256_min_epu8(out_of_wide(v, low, span), tail), after);
}

WIDE static inline bool all_cim10_wide(const unsigned char *p, size_t length)
{
    enum { FOUR = 4 * CODE_LENGTH };
    if (length < FOUR)
        return all_cim10(p, length);
    const unsigned char *last = p + length - FOUR;
    __m256i faults = cim10_faults_wide(load32(last));
    do {
        faults = _mm256_or_si256(faults, cim10_faults_wide(load32(p < last ? p : last)));
        p += FOUR;
        faults = _mm256_or_si256(faults, cim10_faults_wide(load32(p < last ? p : last)));
        p += FOUR;
    } while (p < last);
    return _mm256_testz_si256(faults, faults);
}

#endif

#else

static inline bool in_ranges(const unsigned char *p, const unsigned char *low,
                             const unsigned char *span, size_t length)
{
    bool faults = false;
    for (size_t i = 0; i < length; i++)
        faults |= (unsigned char)(p[i] - low[i]) > span[i];
    return !faults;
}

static inline bool all_cim10(const unsigned char *p, size_t length)
{
    for (size_t i = 0; i < length; i += CODE_LENGTH)
        if (!cim10_shape(p + i))
            return false;
    return true;
}

static inline bool is_stay(const unsigned char *p)
{
    return stay_shape(p, STAY_SIZE);
}

#endif

/* Of a date, its month and year, and its day: as text, the latter comparable. */
static uint64_t month_text(uint64_t date)
{
    return date >> 16;
}

static uint32_t day_text(uint64_t date)
{
    return (uint32_t)((date & 0xFF) << 8 | (date >> 8 & 0xFF));
}

/* Done within the sub-sequence, which is within one month. */
static bool act_good(const unsigned char *act, uint64_t debut, uint64_t fin)
{
    uint64_t date = load8(act);
    const unsigned char *extension = act + IN_ACT_EXTENSION_PMSI, *count = act + IN_ACT_COUNT;
    unsigned char document = act[IN_ACT_EXTENSION_DOC], small = document | 0x20;
    bool extended = extension[0] == '-' && digit(extension[1]) && digit(extension[2]);
    return month_text(date) == month_text(fin) && day_text(date) >= day_text(debut) &&
           day_text(date) <= day_text(fin) && (extended || blank(extension, 3)) &&
           (count[0] != '0' || count[1] != '0') &&
           (document == ' ' ? act[IN_ACT_ACTIVITE] != '4'
                            : alphanumeric(document) && small != 'o' && small != 'i');
}

static INLINE bool acts_good(const struct record *r)
{
    const struct usual_places *usual = &r->layout->usual;
    uint64_t debut = load8(r->bytes + AT_date_debut_sous_sequence);
    uint64_t fin = load8(r->bytes + AT_date_fin_sous_sequence);
    const unsigned char *act = r->bytes + r->group_start[GROUP_CCAM];
    for (int i = 0; i < r->group_count[GROUP_CCAM]; i++, act += USUAL_ACT)
        if (!in_ranges(act, usual->act_low, usual->act_span, USUAL_ACT) ||
            !act_good(act, debut, fin))
            return false;
    return month_text(debut) == month_text(fin);
}

/* Digits that are known to be digits. */
static int of_two(const unsigned char *p)
{
    return p[0] * 10 + p[1] - '0' * 11;
}

static int of_three(const unsigned char *p)
{
    return p[0] * 100 + p[1] * 10 + p[2] - '0' * 111;
}

/* Where the groups stand; the bytes of the record. */
static INLINE uint32_t place_groups(struct record *record)
{
    const unsigned char *p = record->bytes;
    const int count[GROUP_KINDS] = {[GROUP_DCMPP] = p[AT_n_dcmpp] - '0',
                                    [GROUP_DCMPA] = p[AT_n_dcmpa] - '0',
                                    [GROUP_DA] = of_two(p + AT_n_da),
                                    [GROUP_CCAM] = of_three(p + AT_n_zones_ccam)};
    uint32_t at = USUAL_FIXED;
    for (int kind = 0; kind < GROUP_KINDS; kind++) {
        record->group_count[kind] = (int16_t)count[kind];
        record->group_start[kind] = at;
        at += (uint32_t)count[kind] * (kind == GROUP_CCAM ? USUAL_ACT : CODE_LENGTH);
    }
    return at;
}

typedef bool in_ranges_type(const unsigned char *p, const unsigned char *low,
                            const unsigned char *span, size_t length);
typedef bool all_cim10_type(const unsigned char *p, size_t length);

/* All bytes but those of the acts; fills the record's groups and length. */
static INLINE bool bytes_with(in_ranges_type *fixed_good, all_cim10_type *codes_good,
                              struct record *record, size_t length)
{
    const struct usual_places *usual = &record->layout->usual;
    if (!fixed_good(record->bytes, usual->low, usual->span, USUAL_FIXED))
        return false;
    record->length = place_groups(record);
    /* The DP, and the diagnoses after it. */
    const unsigned char *codes = record->bytes + AT_dp;
    size_t size = record->group_start[GROUP_CCAM] - AT_dp;
    return record->length <= length &&
           (size > CODE_LENGTH ? codes_good(codes, size) : cim10_shape(codes));
}

#ifdef WIDE

WIDE SELDOM static bool bytes_good_wide(struct record *record, size_t length)
{
    return bytes_with(in_ranges_wide, all_cim10_wide, record, length);
}

bool usual_wide(void)
{
    return __builtin_cpu_supports("avx2");
}

#else

bool usual_wide(void)
{
    return false;
}

#endif

static bool bytes_good(struct record *record, size_t length, bool wide)
{
#ifdef WIDE
    if (wide)
        return bytes_good_wide(record, length);
#endif
    (void)wide;
    return bytes_with(in_ranges, all_cim10, record, length);
}

bool usual_decode(struct record *record, size_t length, bool wide)
{
    static const uint16_t dates[DATES] = {AT_date_naissance,         AT_date_entree,
                                          AT_date_debut_sequence,    AT_date_debut_sous_sequence,
                                          AT_date_fin_sous_sequence, AT_date_sortie,
                                          AT_date_fin_sequence,      AT_date_naissance};
    if (!record->layout->usual.known || !bytes_good(record, length, wide) || !acts_good(record))
        return false;
    dates_read(record->bytes, dates, record->date, record->day);
    record->year = date_year(record->fin);
    record->mpp = (int16_t)of_two(record->bytes + AT_mpp);
    record->mpa = (int16_t)of_two(record->bytes + AT_mpa);
    record->ik = (int16_t)of_three(record->bytes + AT_ik);
    return true;
}

/* --- Values ----------------------------------------------------------------------------------- */

/* The months of debut and fin are one: acts_good has looked. */
static bool dates_in_order(const struct record *r, int32_t today)
{
    const unsigned char *p = r->bytes;
    /* Who has left and who has not are equally usual: no branch tells them apart. A date that is
     * not there is 0: less one, it is later than any. */
    uint32_t sortie = (uint32_t)r->sortie - 1, fin_sequence = (uint32_t)r->fin_sequence - 1;
    uint32_t until = (uint32_t)today - 1, fin = (uint32_t)r->fin - 1;
    bool out = r->sortie != 0, ended = r->fin_sequence != 0;
    return r->naissance > 0 && r->naissance <= r->entree && r->entree >= 19840101 &&
           r->entree <= r->naissance + 1200000 && r->entree <= r->debut_sequence &&
           r->debut_sequence <= r->debut && r->debut <= r->fin && fin <= fin_sequence &&
           fin <= sortie && fin <= until && (!ended | (fin_sequence <= sortie)) &&
           (!out | (sortie <= until)) &&
           (out | (blank8(p + AT_date_sortie) & (p[AT_mode_sortie] == ' '))) &&
           (ended | blank8(p + AT_date_fin_sequence)) &&
           ((p[AT_derniere_sous_sequence] != '1') | ((fin == sortie) & (fin == fin_sequence)));
}

static bool pair_listed(const struct year_rules *year, enum value_pair pair,
                        const unsigned char *other, const unsigned char *value)
{
    return pair_allowed(year, pair, *other, *value);
}

/* Besides those that the bytes have told. */
static bool values_listed(const struct record *r, const struct year_rules *year)
{
    const unsigned char *p = r->bytes;
    bool billing = r->layout->secteur == HAD_EX_OQN;
    return year->usual && value_allowed(year, LIST_MODE_SORTIE, p[AT_mode_sortie]) &&
           value_allowed(year, LIST_TYPE_DOMICILE, p[AT_type_domicile]) &&
           value_allowed(year, LIST_CONFIRMATION, p[AT_confirmation_codage]) &&
           pair_listed(year, PAIR_PROVENANCE, p + AT_mode_entree, p + AT_provenance) &&
           pair_listed(year, PAIR_DESTINATION, p + AT_mode_sortie, p + AT_destination) &&
           (!billing ||
            (value_allowed(year, LIST_FACTURABLE, p[AT_facturable]) &&
             pair_listed(year, PAIR_MOTIF, p + AT_facturable, p + AT_motif_non_facturation)));
}

/* Their bytes are in the ranges that mpd_written needs. */
static bool mpds_listed(const unsigned char *p, const struct rules *rules)
{
    uint64_t four = mpd_indices(load8(p));
    const bool *written = rules->mpd_written;
    return written[four & 0xFFFF] & written[four >> 16 & 0xFFFF] & written[four >> 32 & 0xFFFF] &
           written[four >> 48] & written[mpd_index(p[8], p[9])];
}

static uint32_t four(const unsigned char *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* Beyond digits that are digits. */
static bool numbers_good(const struct record *r)
{
    uint32_t zeros = (uint32_t)BYTES('0');
    const unsigned char *p = r->bytes;
    return four(p + AT_no_sequence) != zeros && four(p + AT_no_sous_sequence) != zeros &&
           (r->mpa == 0) + r->group_count[GROUP_DCMPA] > 0;
}

SELDOM bool usual(const struct record *record, const struct rules *rules,
                  const struct year_rules *year, int32_t today)
{
    const unsigned char *p = record->bytes;
    return USUALLY(dates_in_order(record, today)) && USUALLY(values_listed(record, year)) &&
           USUALLY(mpds_listed(p + AT_mpd1, rules)) && USUALLY(numbers_good(record)) &&
           (record->layout->secteur == HAD_EX_OQN || USUALLY(is_stay(p + AT_sejour)));
}
