/* SPDX-License-Identifier: Apache-2.0 */
#include "usual.h"

#include <string.h>

#include "shapes.h"

/* --- Layouts ---------------------------------------------------------------------------------- */

static void expect(struct ranges *ranges, size_t start, size_t length, unsigned low, unsigned high)
{
    memset(ranges->low + start, (int)low, length);
    memset(ranges->span + start, (int)(high - low), length);
}

static void expect_field(struct layout *layout, enum field field, unsigned low, unsigned high)
{
    expect(&layout->usual.fixed, layout->field[field].start, layout->field[field].length, low,
           high);
}

static bool side_by_side(const struct layout *layout, enum field first, enum field last)
{
    for (int f = (int)first; f < (int)last; f++)
        if (layout->field[f + 1].start != layout->field[f].start + layout->field[f].length)
            return false;
    return true;
}

static bool has(const struct layout *layout, enum field first, enum field last)
{
    for (int f = (int)first; f <= (int)last; f++)
        if (layout->field[f].length == 0)
            return false;
    return true;
}

/* The fields and groups of the formats since 2015, with the lengths that the shortcuts rely on. */
static bool recent(const struct layout *layout)
{
    static const struct {
        enum field field;
        uint16_t length;
    } lengths[] = {{F_n_dcmpp, 1},     {F_n_dcmpa, 1},          {F_n_da, 2}, {F_n_zones_ccam, 3},
                   {F_no_sequence, 4}, {F_no_sous_sequence, 4}, {F_da1, 0}};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        if (layout->field[lengths[i].field].length != lengths[i].length)
            return false;
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
    uint16_t act = layout->act_size;
    bool stay = layout->field[F_sejour].length == USUAL_STAY ||
                (layout->secteur == HAD_EX_OQN && layout->field[F_sejour].length == 0 &&
                 has(layout, F_no_entree, F_motif_non_facturation));
    return stay && !layout->grouped && layout->fixed <= USUAL_FIXED &&
           layout->fixed == layout->field[F_dp].start + CODE_LENGTH && act >= USUAL_ACT / 2 &&
           act <= USUAL_ACT && layout->act[ACT_EXTENSION_PMSI].length > 0 &&
           has(layout, F_finess_epmsi, F_finess_geo) && has(layout, F_date_naissance, F_ik) &&
           has(layout, F_confirmation_codage, F_dp) && side_by_side(layout, F_mpd1, F_mpd5) &&
           side_by_side(layout, F_avq_habillage, F_avq_relation);
}

static void find_ranges(struct layout *layout)
{
    static const enum field numbers[] = {
        F_finess_epmsi, F_finess_geo,      F_no_entree, F_no_facture,
        F_code_postal,  F_no_sequence,     F_mpp,       F_mpa,
        F_ik,           F_n_dcmpp,         F_n_dcmpa,   F_n_da,
        F_n_zones_ccam, F_no_sous_sequence};
    expect(&layout->usual.fixed, 0, USUAL_FIXED, ' ', '~');
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        expect_field(layout, numbers[i], '0', '9');
    for (int f = F_mpd1; f <= F_mpd5; f++)
        expect_field(layout, (enum field)f, ' ', '9');
}

/* An act is looked at from both ends, in two halves that may overlap. */
static void find_act_ranges(struct layout *layout)
{
    const had_span *item = layout->act;
    struct ranges act;
    expect(&act, 0, USUAL_ACT, ' ', '~');
    expect(&act, item[ACT_DATE].start, item[ACT_DATE].length, '0', '9');
    expect(&act, item[ACT_CODE].start, 4, 'A', 'Z');
    expect(&act, item[ACT_CODE].start + 4u, 3, '0', '9');
    expect(&act, item[ACT_COUNT].start, item[ACT_COUNT].length, '0', '9');
    size_t half = USUAL_ACT / 2, second = layout->act_size - half;
    memcpy(layout->usual.act.low, act.low, half);
    memcpy(layout->usual.act.span, act.span, half);
    memcpy(layout->usual.act.low + half, act.low + second, half);
    memcpy(layout->usual.act.span + half, act.span + second, half);
}

void usual_layout(struct layout *layout)
{
    layout->usual.known = recent(layout);
    if (!layout->usual.known)
        return;
    find_ranges(layout);
    find_act_ranges(layout);
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

static inline bool in_ranges(const unsigned char *p, const unsigned char *low,
                             const unsigned char *span, size_t length)
{
    __m128i faults = _mm_setzero_si128();
    for (size_t i = 0; i < length; i += 16)
        faults = _mm_or_si128(faults, out_of(load16(p + i), load16(low + i), load16(span + i)));
    return faultless(faults);
}

/* Two diagnoses, as cim10_shape. */
static inline __m128i cim10_faults(__m128i v)
{
#define TWICE(a, b, c, d) _mm_setr_epi8(a, b, c, d, d, d, d, d, a, b, c, d, d, d, d, d)
    const __m128i low = TWICE('A', '0', '0', '0'), span = TWICE('Z' - 'A', 9, 9, 9);
    const __m128i head = TWICE(-1, -1, -1, 0);
#undef TWICE
    /* From the fourth byte on there are other ways to be right. */
    __m128i not_blank = _mm_xor_si128(v, _mm_set1_epi8(' '));
    __m128i not_plus = _mm_xor_si128(v, _mm_set1_epi8('+'));
    __m128i not_capital = out_of(v, _mm_set1_epi8('A'), _mm_set1_epi8('Z' - 'A'));
    __m128i tail = _mm_min_epu8(_mm_min_epu8(not_blank, not_plus), not_capital);
    __m128i faults = _mm_min_epu8(out_of(v, low, span), _mm_or_si128(tail, head));
    /* A blank is followed by blanks only. */
    __m128i blank_at = _mm_cmpeq_epi8(not_blank, _mm_setzero_si128());
    return _mm_or_si128(faults, _mm_and_si128(_mm_slli_epi64(blank_at, 8), not_blank));
}

/* Two codes or more. Four at a time, the last ones again to make it whole: fewer branches to guess
 * than codes to read. */
static inline bool all_cim10(const unsigned char *p, size_t length)
{
    const unsigned char *last = p + length - 2 * CODE_LENGTH;
    __m128i faults = _mm_setzero_si128();
    do {
        const unsigned char *next = p + 2 * CODE_LENGTH < last ? p + 2 * CODE_LENGTH : last;
        faults = _mm_or_si128(faults, cim10_faults(load16(p < last ? p : last)));
        faults = _mm_or_si128(faults, cim10_faults(load16(next)));
        p += 4 * CODE_LENGTH;
    } while (p < last + 2 * CODE_LENGTH);
    return faultless(faults);
}

/* A stay number that does not begin with a blank, as stay_shape. */
static inline __m128i stay_faults(__m128i v)
{
    __m128i not_blank = _mm_xor_si128(v, _mm_set1_epi8(' '));
    __m128i not_digit = out_of(v, _mm_set1_epi8('0'), _mm_set1_epi8(9));
    __m128i not_letter =
        out_of(_mm_or_si128(v, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'), _mm_set1_epi8('z' - 'a'));
    __m128i faults = _mm_min_epu8(_mm_min_epu8(not_digit, not_letter), not_blank);
    __m128i blank_at = _mm_cmpeq_epi8(not_blank, _mm_setzero_si128());
    return _mm_or_si128(faults, _mm_and_si128(_mm_slli_si128(blank_at, 1), not_blank));
}

static inline bool is_stay(const unsigned char *p)
{
    return *p != ' ' && faultless(_mm_or_si128(stay_faults(load16(p)),
                                               stay_faults(load16(p + USUAL_STAY - 16))));
}

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
    return stay_shape(p, USUAL_STAY);
}

#endif

static bool acts_in_ranges(const struct record *r)
{
    const struct usual_places *usual = &r->layout->usual;
    enum { HALF = USUAL_ACT / 2 };
    const unsigned char *act = r->bytes + r->group_start[GROUP_CCAM];
    for (int i = 0; i < r->group_count[GROUP_CCAM]; i++, act += r->layout->act_size)
        if (!in_ranges(act, usual->act.low, usual->act.span, HALF) ||
            !in_ranges(act + r->layout->act_size - HALF, usual->act.low + HALF,
                       usual->act.span + HALF, HALF))
            return false;
    return true;
}

bool usual_fixed(const struct record *r, size_t length)
{
    const struct usual_places *usual = &r->layout->usual;
    return usual->known && length >= USUAL_FIXED &&
           in_ranges(r->bytes, usual->fixed.low, usual->fixed.span, USUAL_FIXED);
}

uint32_t usual_walk(struct record *record)
{
    const struct layout *layout = record->layout;
    const unsigned char *dcmpp = field_bytes(record, F_n_dcmpp);
    const unsigned char *dcmpa = field_bytes(record, F_n_dcmpa);
    const unsigned char *da = field_bytes(record, F_n_da);
    const unsigned char *acts = field_bytes(record, F_n_zones_ccam);
    int16_t *count = record->group_count;
    count[GROUP_DCMPP] = (int16_t)(dcmpp[0] - '0');
    count[GROUP_DCMPA] = (int16_t)(dcmpa[0] - '0');
    count[GROUP_DA] = (int16_t)(da[0] * 10 + da[1] - '0' * 11);
    count[GROUP_CCAM] = (int16_t)(acts[0] * 100 + acts[1] * 10 + acts[2] - '0' * 111);
    count[GROUP_GROUPAGE] = count[GROUP_ZONES] = count[GROUP_OTHER] = 0;
    uint32_t *start = record->group_start;
    start[GROUP_DCMPP] = layout->fixed;
    start[GROUP_DCMPA] = start[GROUP_DCMPP] + (uint32_t)count[GROUP_DCMPP] * CODE_LENGTH;
    start[GROUP_DA] = start[GROUP_DCMPA] + (uint32_t)count[GROUP_DCMPA] * CODE_LENGTH;
    start[GROUP_CCAM] = start[GROUP_DA] + (uint32_t)count[GROUP_DA] * CODE_LENGTH;
    return start[GROUP_CCAM] + (uint32_t)count[GROUP_CCAM] * layout->act_size;
}

bool usual_groups(const struct record *r)
{
    /* The DP stands just before the diagnoses that are counted. */
    uint32_t codes = (uint32_t)r->layout->fixed - CODE_LENGTH;
    uint32_t length = r->group_start[GROUP_CCAM] - codes;
    return length >= 2 * CODE_LENGTH && all_cim10(r->bytes + codes, length) && acts_in_ranges(r);
}

/* --- Values ----------------------------------------------------------------------------------- */

static bool dates_in_order(const struct record *r, int32_t today)
{
    enum { NEVER = INT32_MAX };
    bool out = r->sortie != 0, ended = r->fin_sequence != 0;
    int32_t sortie = out ? r->sortie : NEVER, fin_sequence = ended ? r->fin_sequence : NEVER;
    int32_t until = today ? today : NEVER;
    bool in_order = r->naissance > 0 && r->naissance <= r->entree && r->entree >= 19840101 &&
                    r->entree <= r->naissance + 1200000 && r->entree <= r->debut_sequence &&
                    r->debut_sequence <= r->debut && r->debut <= r->fin && r->fin <= fin_sequence &&
                    r->fin <= sortie && r->fin <= until;
    /* Who has left and who has not are equally usual: no branch tells them apart. */
    return in_order & ((fin_sequence <= sortie) | !ended) & ((sortie <= until) | !out) &
           (out | blank8(field_bytes(r, F_date_sortie))) &
           (ended | blank8(field_bytes(r, F_date_fin_sequence))) &
           (out | (*field_bytes(r, F_mode_sortie) == ' ')) &
           ((*field_bytes(r, F_derniere_sous_sequence) != '1') |
            ((r->fin == sortie) & (r->fin == fin_sequence)));
}

/* Days and dates grow alike: the sub-sequence crosses no end of month, still less a campaign. */
static bool one_month(const struct record *r)
{
    return r->fin - r->debut == r->day[DATE_FIN] - r->day[DATE_DEBUT];
}

static bool values_listed(const struct record *r, const struct year_rules *year)
{
#define BYTE(name)         (*field_bytes(r, F_##name))
#define LISTED(list, name) (year->allowed[BYTE(name)] & UINT32_C(1) << (list))
    enum {
        AVQ = 1 << LIST_HABILLAGE | 1 << LIST_LOCOMOTION | 1 << LIST_ALIMENTATION |
              1 << LIST_CONTINENCE | 1 << LIST_COMPORTEMENT | 1 << LIST_RELATION
    };
    /* The six AVQ have the same list or nearly so: a value of all six is good for each. */
    const unsigned char *avq = field_bytes(r, F_avq_habillage);
    uint32_t good = year->allowed[avq[0]] & year->allowed[avq[1]] & year->allowed[avq[2]] &
                    year->allowed[avq[3]] & year->allowed[avq[4]] & year->allowed[avq[5]] & AVQ;
    good |= LISTED(LIST_SEXE, sexe) | LISTED(LIST_MODE_ENTREE, mode_entree) |
            LISTED(LIST_MODE_SORTIE, mode_sortie) | LISTED(LIST_TYPE_DOMICILE, type_domicile) |
            LISTED(LIST_DERNIERE, derniere_sous_sequence) | LISTED(LIST_FACTURABLE, facturable) |
            LISTED(LIST_CONFIRMATION, confirmation_codage);
    bool billing = r->layout->lists >> LIST_FACTURABLE & 1;
    return (~good & r->layout->lists) == 0 &&
           (!billing |
            pair_allowed(year, PAIR_MOTIF, BYTE(facturable), BYTE(motif_non_facturation))) &&
           pair_allowed(year, PAIR_PROVENANCE, BYTE(mode_entree), BYTE(provenance)) &&
           pair_allowed(year, PAIR_DESTINATION, BYTE(mode_sortie), BYTE(destination));
#undef LISTED
#undef BYTE
}

/* Their bytes are in the ranges that mpd_written needs. */
static bool mpds_listed(const struct record *r, const struct rules *rules)
{
    const unsigned char *p = field_bytes(r, F_mpd1);
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
    const unsigned char *mpa = field_bytes(r, F_mpa);
    bool no_mpa = mpa[0] == '0' && mpa[1] == '0';
    return four(field_bytes(r, F_no_sequence)) != zeros &&
           four(field_bytes(r, F_no_sous_sequence)) != zeros &&
           (no_mpa | (r->group_count[GROUP_DCMPA] > 0));
}

static bool act_good(const struct record *r, const unsigned char *act)
{
    const had_span *item = r->layout->act;
    const unsigned char *extension = act + item[ACT_EXTENSION_PMSI].start;
    const unsigned char *count = act + item[ACT_COUNT].start;
    unsigned char document = act[item[ACT_EXTENSION_DOC].start], small = document | 0x20;
    int32_t day = date_read(act + item[ACT_DATE].start);
    bool extended = extension[0] == '-' && digit(extension[1]) && digit(extension[2]);
    return day >= r->debut && day <= r->fin && (extended || blank(extension, 3)) &&
           (count[0] != '0' || count[1] != '0') &&
           (document == ' ' ? act[item[ACT_ACTIVITE].start] != '4'
                            : alphanumeric(document) && small != 'o' && small != 'i');
}

static bool acts_good(const struct record *r)
{
    const unsigned char *act = r->bytes + r->group_start[GROUP_CCAM];
    for (int i = 0; i < r->group_count[GROUP_CCAM]; i++, act += r->layout->act_size)
        if (!act_good(r, act))
            return false;
    return true;
}

bool usual(const struct record *record, const struct rules *rules, const struct year_rules *year,
           int32_t today)
{
    bool no_stay = record->layout->field[F_sejour].length == 0;
    return dates_in_order(record, today) && one_month(record) && values_listed(record, year) &&
           mpds_listed(record, rules) && numbers_good(record) &&
           (no_stay | is_stay(field_bytes(record, F_sejour))) && acts_good(record);
}
