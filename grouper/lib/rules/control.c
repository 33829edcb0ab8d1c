/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every control is computed on every record that the fast way does not know to be clean, without a
 * branch where that is cheap, and what does not apply is masked at the end: codes not in force in
 * the year of the sub-sequence's end (rule R18), and codes on fields that the layout does not have
 * (rule R25). A field that is absent reads the start of the line: harmless, as its codes are
 * masked.
 */
#include "control.h"

#include <string.h>

#include "lib/tables/campagne.h"
#include "lib/base/shapes.h"
#include "lib/tables/tarifs.h"

#define ADD(code, condition) findings_add(set, code, condition)

/* --- Shapes ----------------------------------------------------------------------------------- */

/* Nine digits; Corsica has 2A or 2B in front (rule R6). */
static bool finess_shape(const unsigned char *p)
{
    if (FAST_PATHS && digits8(load8(p)))
        return digit(p[8]);
    bool corsica = p[0] == '2' && (p[1] == 'A' || p[1] == 'B');
    return digits(corsica ? p + 2 : p, corsica ? 7 : 9);
}

/* A number that is not blank, all digits, not zero. */
static bool numbered(const unsigned char *p, size_t length)
{
    bool zero = true;
    for (size_t i = 0; i < length; i++) {
        if (!digit(p[i]))
            return false;
        zero &= p[i] == '0';
    }
    return !zero;
}

/* --- Dates (002-028, 045-047, 089, 500-505) --------------------------------------------------- */

/* Rule R5: dates are compared only when both are valid. */
static bool after(int32_t a, int32_t b)
{
    return a > b && b != 0;
}

static void control_dates(const struct record *r, int32_t today, had_findings *set)
{
    bool sortie_filled = !blank8(field_bytes(r, F_date_sortie));
    bool fin_sequence_filled = !blank8(field_bytes(r, F_date_fin_sequence));
    ADD(FG_002, r->naissance == 0);
    /* Rule R33: more than 120 calendar years. */
    ADD(FG_003, after(r->naissance, r->entree) ||
                    (r->naissance != 0 && r->entree > r->naissance + AGE_MAX * 10000));
    ADD(FG_004, r->entree == 0);
    ADD(FG_005, after(r->entree, r->debut_sequence));
    ADD(FG_006, after(r->entree, r->debut));
    ADD(FG_007, r->debut_sequence == 0);
    ADD(FG_009, after(r->debut_sequence, r->debut));
    ADD(FG_010, after(r->debut_sequence, r->sortie));
    ADD(FG_011, after(r->debut_sequence, r->fin_sequence));
    ADD(FG_012, after(r->debut_sequence, r->fin));
    ADD(FG_013, r->debut == 0);
    ADD(FG_016, after(r->debut, r->sortie));
    ADD(FG_017, after(r->debut, r->fin_sequence));
    ADD(FG_018, after(r->debut, r->fin));
    ADD(FG_019, r->fin == 0);
    ADD(FG_023, after(r->fin, r->sortie));
    ADD(FG_024, after(r->fin, r->fin_sequence));
    ADD(FG_028, *field_bytes(r, F_mode_sortie) != ' ' && r->sortie == 0);
    ADD(FG_045, sortie_filled && r->sortie == 0);
    ADD(FG_046, after(r->fin_sequence, r->sortie));
    ADD(FG_047, fin_sequence_filled && r->fin_sequence == 0);
    bool same = r->sortie != 0 && r->sortie == r->fin_sequence && r->sortie == r->fin;
    ADD(FG_089, *field_bytes(r, F_derniere_sous_sequence) == '1' && !same);
    /* Rule R10: no date of processing, no comparison with it. */
    ADD(FG_500, after(r->entree, today));
    ADD(FG_501, after(r->sortie, today));
    ADD(FG_505, r->entree != 0 && r->entree < ENTREE_FIRST);
    ADD(HAD_905, after(r->fin, today));
}

/* --- Coded fields ----------------------------------------------------------------------------- */

/* Fields whose list stands alone: code, list, field. */
#define CODED(X)                                                                                   \
    X(FG_042, LIST_SEXE, sexe)                                                                     \
    X(FG_043, LIST_MODE_ENTREE, mode_entree)                                                       \
    X(FG_050, LIST_MODE_SORTIE, mode_sortie)                                                       \
    X(FG_060, LIST_HABILLAGE, avq_habillage)                                                       \
    X(FG_061, LIST_LOCOMOTION, avq_locomotion)                                                     \
    X(FG_062, LIST_ALIMENTATION, avq_alimentation)                                                 \
    X(FG_063, LIST_CONTINENCE, avq_continence)                                                     \
    X(FG_064, LIST_COMPORTEMENT, avq_comportement)                                                 \
    X(FG_065, LIST_RELATION, avq_relation)                                                         \
    X(FG_066, LIST_TYPE_DOMICILE, type_domicile)                                                   \
    X(FG_088, LIST_DERNIERE, derniere_sous_sequence)                                               \
    X(FG_095, LIST_FACTURABLE, facturable)                                                         \
    X(FG_104, LIST_CONFIRMATION, confirmation_codage)

static void control_lists(const struct record *r, const struct year_rules *year, had_findings *set)
{
#define BYTE(name) (*field_bytes(r, F_##name))
    /* Rule R6: 044 and 051 are not raised when the mode itself is invalid: it has no list then. */
    ADD(FG_044, !pair_allowed(year, PAIR_PROVENANCE, BYTE(mode_entree), BYTE(provenance)));
    ADD(FG_051, !pair_allowed(year, PAIR_DESTINATION, BYTE(mode_sortie), BYTE(destination)));
    ADD(FG_096, !pair_allowed(year, PAIR_MOTIF, BYTE(facturable), BYTE(motif_non_facturation)));
    uint32_t good = 0;
#define X(code, list, name) good |= year->allowed[BYTE(name)] & UINT32_C(1) << list;
    CODED(X)
#undef X
    if ((~good & r->layout->lists) == 0)
        return;
#define X(code, list, name) ADD(code, !(good >> list & 1));
    CODED(X)
#undef X
#undef BYTE
}

static bool mpd_listed(const struct rules *rules, const unsigned char *p)
{
    return blank(p, 2) || rules_mode(rules, MODE_MPD, two_digits(p), 0);
}

static bool mpds_listed(const struct rules *rules, const struct record *r)
{
    for (int f = F_mpd1; f <= F_mpd5; f++)
        if (!mpd_listed(rules, field_bytes(r, (enum field)f)))
            return false;
    return true;
}

static void control_identity(const struct record *r, const struct rules *rules, had_findings *set)
{
    const struct layout *l = r->layout;
    ADD(FG_001, !stay_shape(field_bytes(r, F_sejour), l->field[F_sejour].length));
    ADD(FG_040, !finess_shape(field_bytes(r, F_finess_epmsi)));
    ADD(FG_041, !finess_shape(field_bytes(r, F_finess_geo)));
    ADD(FG_068, !mpds_listed(rules, r));
    ADD(FG_086, !numbered(field_bytes(r, F_no_sequence), l->field[F_no_sequence].length));
    ADD(FG_087, !numbered(field_bytes(r, F_no_sous_sequence), l->field[F_no_sous_sequence].length));
    ADD(FG_093, !digits(field_bytes(r, F_no_entree), l->field[F_no_entree].length));
    ADD(FG_094, !digits(field_bytes(r, F_no_facture), l->field[F_no_facture].length));
    ADD(FG_514, !digits(field_bytes(r, F_code_postal), 5));
}

/* --- Diagnoses, acts and their counts --------------------------------------------------------- */

static bool codes_good(const struct record *r, enum group_kind kind)
{
    for (int16_t i = 0; i < r->group_count[kind]; i++)
        if (!cim10_shape(r->bytes + r->group_start[kind] + (size_t)i * CODE_LENGTH))
            return false;
    return true;
}

/* Rule R23: the seven fixed DA of H02 and HA2 are looked at when filled. */
static bool fixed_da_good(const struct record *r)
{
    if (r->layout->field[F_da1].length == 0)
        return true;
    for (int f = F_da1; f <= F_da7; f++) {
        const unsigned char *p = field_bytes(r, (enum field)f);
        if (!blank8(p) && !cim10_shape(p))
            return false;
    }
    return true;
}

static void control_diagnoses(const struct record *r, had_findings *set)
{
    ADD(FG_053, !cim10_shape(field_bytes(r, F_dp)));
    ADD(FG_075, !codes_good(r, GROUP_DA) || !fixed_da_good(r));
    ADD(FG_102, !codes_good(r, GROUP_DCMPP));
    ADD(FG_103, !codes_good(r, GROUP_DCMPA));
}

static void control_counts(const struct record *r, had_findings *set)
{
    const struct layout *l = r->layout;
    int16_t n_dcmpp = r->group_count[GROUP_DCMPP], n_dcmpa = r->group_count[GROUP_DCMPA];
    int16_t n_da = r->group_count[GROUP_DA];
    const unsigned char *da = field_bytes(r, F_n_da), *mpa = field_bytes(r, F_mpa);
    bool da_blank = blank(da, 2);
    ADD(FG_070, da_blank);
    ADD(FG_071, !da_blank && n_da == COUNT_INVALID);
    /* Rule R6: 0 is accepted from H07 on, where DP has a field of its own. */
    ADD(FG_100, n_dcmpp == COUNT_INVALID || (n_dcmpp == 0 && l->field[F_dp].length == 0));
    ADD(FG_101, n_dcmpa == COUNT_INVALID);
    /* Rule R25: 00 is "no MPA" here. */
    bool has_mpa = !blank(mpa, 2) && !(mpa[0] == '0' && mpa[1] == '0');
    ADD(FG_108, has_mpa && n_dcmpa == 0);
    ADD(FG_531, has_mpa && n_dcmpa == 0 && n_da == 0);
    const unsigned char *acts = field_bytes(r, F_n_zones_ccam);
    bool acts_blank = blank(acts, 3);
    ADD(FG_072, acts_blank);
    ADD(FG_073, !acts_blank && r->group_count[GROUP_CCAM] == COUNT_INVALID);
}

static void control_act(const struct record *r, const unsigned char *act, had_findings *set)
{
    const had_span *item = r->layout->act;
    const unsigned char *date = act + item[ACT_DATE].start, *count = act + item[ACT_COUNT].start;
    const unsigned char *extension = act + item[ACT_EXTENSION_PMSI].start;
    unsigned char document = act[item[ACT_EXTENSION_DOC].start];
    bool dated = !blank8(date);
    int32_t day = date_read(date);
    bool count_blank = blank(count, 2);
    ADD(FG_079, !ccam_shape(act + item[ACT_CODE].start));
    ADD(FG_080, document != ' ' && (!alphanumeric(document) || (document | 0x20) == 'o' ||
                                    (document | 0x20) == 'i'));
    ADD(FG_081, count_blank);
    ADD(FG_082, !count_blank && two_digits(count) <= 0);
    ADD(FG_085, dated && (day == 0 || after(r->debut, day) || after(day, r->fin)));
    ADD(FG_141, !blank(extension, 3) &&
                    !(extension[0] == '-' && digit(extension[1]) && digit(extension[2])));
    ADD(FG_532, act[item[ACT_ACTIVITE].start] == '4' && document == ' ');
    ADD(FG_534, !dated);
}

static void control_acts(const struct record *r, had_findings *set)
{
    for (int16_t i = 0; i < r->group_count[GROUP_CCAM]; i++)
        control_act(r, act_bytes(r, i), set);
}

/* --- The triple (025, 026, 056, 105, 106, 517, 524, 525, 530, 535) -----------------------------
 */

SELDOM void control_association(unsigned pair, const struct triple *triple,
                                unsigned char confirmation, had_findings *set)
{
    ADD(FG_105, (pair & PAIR_CONFIRMATION) && confirmation == ' ');
    ADD(FG_106, !(pair & PAIR_CONFIRMATION) && confirmation == '1');
    ADD(FG_517, pair & PAIR_NON_AUTORISEE);
    ADD(FG_530, pair & PAIR_INATTENDUE);
    if (triple) {
        ADD(FG_524, triple->flags & TRIPLE_IK_BELOW);
        ADD(FG_535, triple->flags & TRIPLE_IK_BELOW);
        ADD(FG_525, triple->flags & TRIPLE_IK_ABOVE);
    }
}

SELDOM void control_matrix(const struct matrix *matrix, int mpp, int mpa, int campagne,
                           had_result *out)
{
    had_findings *set = &out->findings;
    uint8_t statut = matrix->statut[mpp][mpa];
    bool decides = campagne >= MATRICE_DEPUIS && campagne <= MATRICE_JUSQUE;
    out->matrice = statut == HAD_STATUT_INCONNU ? HAD_MATRICE_ABSENTE
                   : decides                    ? HAD_MATRICE_DECIDE
                                                : HAD_MATRICE_INDICATIVE;
    out->statut = statut == HAD_AUTORISEE ? HAD_STATUT_INCONNU : statut;
    ADD(FG_056, statut == HAD_ERRONEE);
    ADD(FG_517, statut == HAD_NON_AUTORISEE);
    ADD(FG_530, statut == HAD_INATTENDUE);
}

/* Rule R17: the lists of modes.csv and IK by tens, without a classification by weights. Whether
 * both modes are listed: a pair is looked at then only (rule R24). */
static bool control_listed(const struct control_input *in, had_result *out)
{
    const struct record *r = in->record;
    had_findings *set = &out->findings;
    bool mpp = rules_mode(in->rules, MODE_MPP, r->mpp, r->fin);
    bool mpa = rules_mode(in->rules, MODE_MPA, r->mpa, r->fin);
    ADD(FG_025, !mpp);
    ADD(FG_056, !mpa);
    ADD(FG_026, !rules_ik(r->ik));
    if (in->matrix && mpp && mpa)
        control_matrix(in->matrix, r->mpp, r->mpa, campagne_of(r->fin, r->year), out);
    return mpp && mpa;
}

/* Rule R17: the lists of the classification's weights when it has them. */
static const struct triple *control_triple(const struct control_input *in, had_result *out)
{
    had_findings *set = &out->findings;
    const struct record *r = in->record;
    const struct classification *c = in->classification;
    int mpp = r->mpp, mpa = r->mpa, ik = r->ik;
    if ((!c || !c->weights) && (!control_listed(in, out) || !c))
        return NULL;
    bool numbers = (mpp | mpa | ik) >= 0; /* as nearly always */
    uint8_t p = !numbers && mpp < 0 ? MODE_NONE : c->mpp_index[mpp];
    uint8_t a = !numbers && mpa < 0 ? MODE_NONE : c->mpa_index[mpa];
    uint8_t k = !numbers && ik < 0 ? MODE_NONE : c->ik_index[ik];
    bool known = (p != MODE_NONE) & (a != MODE_NONE) & (k != MODE_NONE);
    if (!known && c->weights) {
        ADD(FG_025, p == MODE_NONE);
        ADD(FG_056, a == MODE_NONE);
        ADD(FG_026, k == MODE_NONE);
    }
    if (p == MODE_NONE || a == MODE_NONE)
        return NULL;
    unsigned pair = c->pair[(size_t)p * c->mpa_count + a];
    const struct triple *triple = k == MODE_NONE ? NULL : classification_triple(c, p, a, k);
    if (!USUALLY((pair & (PAIR_KNOWN | PAIR_ERRONEE)) == PAIR_KNOWN)) {
        if (!(pair & PAIR_ERRONEE))
            return triple;
        ADD(FG_056, true);
        out->statut = HAD_ERRONEE;
        return NULL;
    }
    unsigned char confirmation = *field_bytes(r, F_confirmation_codage);
    unsigned noted = triple ? pair | triple->flags : pair;
    if (confirmation == '1' || (noted & PAIR_NOTED) != 0)
        control_association(pair, triple, confirmation, set);
    return triple;
}

/* --- All of them ------------------------------------------------------------------------------ */

/* Every control but those of the triple. */
SELDOM static void control_fields(const struct record *r, const struct rules *rules,
                                  const struct year_rules *year, int32_t today, had_findings *set)
{
    control_dates(r, today, set);
    control_lists(r, year, set);
    control_identity(r, rules, set);
    control_counts(r, set);
    if (!r->layout->anonymous) { /* a RAPSS has its diagnoses and acts cut short */
        control_diagnoses(r, set);
        control_acts(r, set);
    }
    ADD(HAD_903, campagne_crossed(r->debut, r->fin));
}

const struct triple *control(const struct control_input *in, had_result *out)
{
    had_findings *set = &out->findings;
    const struct record *r = in->record;
    /* Rule R18: an invalid end takes the latest variant. */
    const struct year_rules *year = &in->rules->year[r->fin ? year_index(r->year) : YEAR_COUNT - 1];
    if (!USUALLY(in->clean))
        control_fields(r, in->rules, year, in->date, set);
    if (!USUALLY(!given_any(in->given, in->housing)) && !r->layout->anonymous)
        given_control(in->given, in->rules, r, in->housing, set);
    const struct triple *triple = control_triple(in, out);
    /* Rule R17: raised for a valid end only. */
    if (!in->classification && !in->matrix)
        ADD(FG_091, r->fin != 0);
    if (USUALLY(findings_none(set)))
        return triple;
    control_keep(set, year, r->layout);
    return triple;
}

/* --- Places ----------------------------------------------------------------------------------- */

static had_span span(size_t start, size_t length)
{
    had_span place = {(uint16_t)start, (uint16_t)length};
    return place;
}

static had_span first_bad_code(const struct record *r, enum group_kind kind)
{
    for (int16_t i = 0; i < r->group_count[kind]; i++) {
        size_t at = r->group_start[kind] + (size_t)i * CODE_LENGTH;
        if (!cim10_shape(r->bytes + at))
            return span(at, CODE_LENGTH);
    }
    return span(0, 0);
}

static had_span first_bad_act(const struct record *r, int number, enum act_item item)
{
    for (int16_t i = 0; i < r->group_count[GROUP_CCAM]; i++) {
        const unsigned char *act = act_bytes(r, i);
        had_findings one = {{0}};
        control_act(r, act, &one);
        if (findings_has(&one, (enum finding)number))
            return span((size_t)(act - r->bytes) + r->layout->act[item].start,
                        r->layout->act[item].length);
    }
    return span(0, 0);
}

/* Where the place of a finding is looked for; others stand where their layout has them. */
struct search {
    enum { SEARCH_NOWHERE, SEARCH_MPD, SEARCH_DA, SEARCH_CODES, SEARCH_ACTS } among;
    int number; /* of codes, a group_kind; of acts, an act_item */
};

static struct search search_of(int number)
{
    switch (number) {
    case FG_068:
        return (struct search){SEARCH_MPD, 0};
    case FG_075:
        return (struct search){SEARCH_DA, GROUP_DA};
    case FG_102:
        return (struct search){SEARCH_CODES, GROUP_DCMPP};
    case FG_103:
        return (struct search){SEARCH_CODES, GROUP_DCMPA};
    case FG_079:
        return (struct search){SEARCH_ACTS, ACT_CODE};
    case FG_080:
    case FG_532:
        return (struct search){SEARCH_ACTS, ACT_EXTENSION_DOC};
    case FG_081:
    case FG_082:
        return (struct search){SEARCH_ACTS, ACT_COUNT};
    case FG_085:
    case FG_534:
        return (struct search){SEARCH_ACTS, ACT_DATE};
    case FG_141:
        return (struct search){SEARCH_ACTS, ACT_EXTENSION_PMSI};
    default:
        return (struct search){SEARCH_NOWHERE, 0};
    }
}

bool control_searched(int number)
{
    return search_of(number).among != SEARCH_NOWHERE;
}

had_span control_place(const struct rules *rules, const struct record *record, int number)
{
    const struct layout *layout = record->layout;
    struct search search = search_of(number);
    switch (search.among) {
    case SEARCH_MPD:
        for (int f = F_mpd1; f <= F_mpd5; f++)
            if (!mpd_listed(rules, field_bytes(record, (enum field)f)))
                return layout->field[f];
        return span(0, 0);
    case SEARCH_DA:
        for (int f = F_da1; f <= F_da7 && layout->field[f].length > 0; f++)
            if (!blank8(field_bytes(record, (enum field)f)) &&
                !cim10_shape(field_bytes(record, (enum field)f)))
                return layout->field[f];
        return first_bad_code(record, GROUP_DA);
    case SEARCH_CODES:
        return first_bad_code(record, (enum group_kind)search.number);
    case SEARCH_ACTS:
        return first_bad_act(record, number, (enum act_item)search.number);
    default:
        return layout->place[number];
    }
}
