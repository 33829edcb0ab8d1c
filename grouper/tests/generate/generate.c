/* SPDX-License-Identifier: Apache-2.0 */
/*
 * had-generate: writes RPSS (one line per sub-sequence of a hospital-at-home stay) to standard
 * output, for tests and benchmarks, in any format of FORMATS, sound or damaged on request; as
 * regular as those of an establishment, or with every field drawn on its own (--varied).
 *
 * Everything is invented: patients, stays, invoices, even the groups that grouped records carry.
 * A person or a stay that looks familiar is chance.
 *
 * The same options give the same bytes on every machine: integers only, no clock, no locale. Two
 * random streams, one for the people and one for the damage, so that --faults and --broken leave
 * the other lines as they were. Memory is one output buffer, whatever --records asks for.
 */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "formats.gen.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

/* ---- Days: counted from 1 January 1970, Gregorian ----------------------------------------- */

enum { NO_DAY = INT32_MIN };

struct civil {
    int year, month, day;
};

static int day_of(int year, int month, int day)
{
    year -= month <= 2;
    int era = year / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static struct civil civil_of(int day)
{
    unsigned shifted = (unsigned)(day + 719468);
    unsigned era = shifted / 146097;
    unsigned day_of_era = shifted % 146097;
    unsigned year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    unsigned from_march = (5 * day_of_year + 2) / 153;
    unsigned month = from_march < 10 ? from_march + 3 : from_march - 9;
    unsigned year = year_of_era + era * 400 + (month <= 2);
    return (struct civil){(int)year, (int)month,
                          (int)(day_of_year - (153 * from_march + 2) / 5) + 1};
}

/* Months are counted too: the layouts all change on the first of one. */
#define MONTH(year, month) ((year)*12 + (month)-1)

static int month_of(int day)
{
    struct civil civil = civil_of(day);
    return MONTH(civil.year, civil.month);
}

static int month_start(int month)
{
    return day_of(month / 12, month % 12 + 1, 1);
}

static int month_end(int month)
{
    return month_start(month + 1) - 1;
}

static int earliest(int a, int b)
{
    return a < b ? a : b;
}

static int latest(int a, int b)
{
    return a > b ? a : b;
}

/* ---- Layouts ------------------------------------------------------------------------------ */

enum field {
    FORMAT_VERSION,
    FINESS_EPMSI,
    FINESS_GEO,
    IPP,
    SEJOUR,
    NO_ENTREE,
    NO_FACTURE,
    FACTURABLE,
    MOTIF_NON_FACTURATION,
    DATE_NAISSANCE,
    SEXE,
    CODE_POSTAL,
    TYPE_DOMICILE,
    FINESS_ESMS,
    DATE_ENTREE,
    MODE_ENTREE,
    PROVENANCE,
    DATE_SORTIE,
    MODE_SORTIE,
    DESTINATION,
    NO_SEQUENCE,
    DATE_DEBUT_SEQUENCE,
    DATE_FIN_SEQUENCE,
    MPP,
    MPA,
    MPD,
    IK,
    PASSAGE_URGENCES,
    TYPE_AUTORISATION,
    NATURE_SEJOUR,
    CONFIRMATION_CODAGE,
    N_DCMPP,
    N_DCMPA,
    N_DA,
    AVQ,
    NO_SOUS_SEQUENCE,
    DATE_DEBUT_SOUS_SEQUENCE,
    DATE_FIN_SOUS_SEQUENCE,
    DERNIERE_SOUS_SEQUENCE,
    N_ZONES_CCAM,
    DP,
    DA_FIXES,
    FIELDS
};

/* First byte (from 1, as ATIH prints it; 0 = not in this layout), bytes of one, how many. */
struct place {
    unsigned char start, length, times;
};

struct layout {
    unsigned char fixed;      /* bytes before the first counted group */
    unsigned char act_length; /* one CCAM zone; 20 until the PMSI extension of H09, then 23 */
    struct place place[FIELDS];
};

/* Its first and last month of use. */
struct format {
    char tag[4];
    bool grouped;
    int from, to;
    struct layout layout;
};

/* From tables/layouts and formats.csv. */
static const struct format FORMATS[] = {FORMAT_ROWS};

static const struct layout *layout_of(const struct format *format)
{
    return &format->layout;
}

static bool is_oqn(const struct format *format)
{
    return layout_of(format)->place[NO_ENTREE].start != 0;
}

/*
 * The ungrouped format of a month, NULL where there is none. The first in the table wins: H02
 * rather than HA2.
 */
static const struct format *format_of_month(int month, bool oqn)
{
    for (const struct format *format = FORMATS; format < FORMATS + COUNT(FORMATS); format++)
        if (!format->grouped && is_oqn(format) == oqn && month >= format->from &&
            month <= format->to)
            return format;
    return NULL;
}

/* ---- Modes, and the pairs of them --------------------------------------------------------- */

/*
 * The MPP x MPA matrix of 2019 (spec/controls/association_matrix.csv): a row per MPP, a letter
 * per MPA. A autorisee, I inattendue (530), N non_autorisee (517), E erronee (056, blocking).
 */
static const unsigned char MPA_CODES[] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                          12, 13, 14, 15, 17, 18, 19, 21, 22, 24, 25, 29};

static const struct association {
    unsigned char mpp;
    char statut[COUNT(MPA_CODES) + 1];
} ASSOCIATIONS[] = {
    {1, "EEAAAAAAAAAAAAAIAAAAEAIE"},  {2, "EAEAAAEAAAAAAAAIAAAAEAIE"},
    {3, "AAANEIAAAAAAAAAIAAAAEIAE"},  {4, "AAAENAAINAAAAANENANNEAEE"},
    {5, "AAAIANAAAAAAAEAIAAAAEEAE"},  {6, "EAEAAAEAAAAAAAAIAAAAEAIE"},
    {7, "AAAAIAANAAAAAAAIAAAAEAAE"},  {8, "AAAANAAANAAAAAAIAAAAEAAE"},
    {9, "AAAAAAAAANIAAAAIAAAAEAAE"},  {10, "AAAAAAAAAINAAAAIAAAAEAAE"},
    {11, "EAAAAAAAAAAEAAAIAAAAEAIE"}, {12, "EAAAAAAAAAAAEAAIAAAAEAIE"},
    {13, "AAAAAEAAAAAAANAIAAANEEAE"}, {14, "EAAANAAAAAAAAAEIAAAAEAIE"},
    {15, "AIIIEIIIIIIIIIINIIIIEIAE"}, {17, "EAAANAAAAAAAAAAIEANNEAAE"},
    {18, "AAAAAAAAAAAAAAAIANNNEAAE"}, {19, "AAAANAAAAAAAAAAINNNNEAAE"},
    {21, "AAAANAAAAAAAANAINNNNENAE"}, {22, "ANNNNNNNNNNNNNNINNNNENAE"},
    {24, "AAAIAEAAAAAAAEAIAAANENAE"}, {25, "EEEEEEEEEEEEEEEEEEEEEEEE"},
    {29, "AAAAAAAAAANAAAAAAAAAEAAE"},
};

/* Shares of the days. Half are palliative care and complex dressings; 25 is no MPP. */
static const struct share MPP_SHARES[] = {
    {255, 4, 4},  {250, 9, 9},  {70, 14, 14}, {60, 6, 6},   {50, 3, 3},   {40, 5, 5},
    {30, 10, 10}, {25, 1, 1},   {25, 2, 2},   {25, 8, 8},   {20, 7, 7},   {20, 12, 12},
    {20, 29, 29}, {15, 11, 11}, {15, 13, 13}, {15, 19, 19}, {15, 21, 21}, {14, 22, 22},
    {10, 15, 15}, {10, 24, 24}, {8, 17, 17},  {8, 18, 18},
};

/* In tens: days by IK in a real establishment (slide 213 of the Cnam training), the rest rare. */
static const struct share IK_SHARES[] = {
    {2, 1, 1},  {60, 2, 2}, {220, 3, 3}, {450, 4, 4}, {150, 5, 5},
    {80, 6, 6}, {30, 7, 7}, {4, 8, 8},   {2, 9, 9},   {2, 10, 10},
};

static const unsigned char MPD_CODES[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13,
                                          14, 15, 17, 18, 19, 21, 22, 24, 25, 26, 27, 28};

static const struct association *association_of(unsigned mpp)
{
    const struct association *association = ASSOCIATIONS;
    while (association->mpp != mpp)
        association++;
    return association;
}

/* Mostly foreseen pairs, few surprising ones, hardly any that blocks. */
static char draw_statut(struct rng *rng)
{
    unsigned draw = below(rng, 1000);
    return draw < 3 ? 'E' : draw < 25 ? 'N' : draw < 75 ? 'I' : 'A';
}

static unsigned draw_mpa(struct rng *rng, unsigned mpp)
{
    const char *statuts = association_of(mpp)->statut;
    char statut = draw_statut(rng);
    bool alone = chance(rng, 400);
    unsigned start = below(rng, COUNT(MPA_CODES));

    if (strchr(statuts, statut) == NULL)
        statut = 'A';
    if (alone && statut == 'A' && statuts[0] == 'A')
        return 0;
    while (statuts[start] != statut)
        start = (start + 1) % COUNT(MPA_CODES);
    return MPA_CODES[start];
}

/* ---- A stay --------------------------------------------------------------------------------- */

enum { SEQUENCES_MAX = 5, MPD_MAX = 5, AVQ_ITEMS = 6 };

struct sequence {
    int debut, fin;
    unsigned mpp, mpa, ik;
    unsigned mpd[MPD_MAX];
    bool mpd_blank; /* no MPD is written 00 or two blanks */
    char avq[AVQ_ITEMS];
    unsigned dp; /* in DIAGNOSTICS */
};

struct sejour {
    unsigned numero, facture;
    unsigned site, esms;
    char sexe, type_domicile, facturable, motif;
    char mode_entree, provenance, mode_sortie, destination;
    char passage_urgences;
    char code_postal[6], type_autorisation[3];
    unsigned nature;
    int naissance, entree, sortie;
    int connu;   /* last day that the file tells of */
    bool rempli; /* recorded after the discharge: every line tells the end */
    unsigned n_sequences;
    struct sequence sequence[SEQUENCES_MAX];
};

/* The days of one record, in the order of the layout. */
enum jour { NAISSANCE, ENTREE, SORTIE, DEBUT_SEQUENCE, FIN_SEQUENCE, DEBUT, FIN, JOURS };

static const enum field DATE_FIELDS[JOURS] = {DATE_NAISSANCE,        DATE_ENTREE,
                                              DATE_SORTIE,           DATE_DEBUT_SEQUENCE,
                                              DATE_FIN_SEQUENCE,     DATE_DEBUT_SOUS_SEQUENCE,
                                              DATE_FIN_SOUS_SEQUENCE};

/* One sub-sequence, with its own copy of the days: faults may move them. */
struct rpss {
    const struct sejour *sejour;
    const struct sequence *sequence;
    unsigned no_sequence, no_sous_sequence;
    bool derniere;
    int jour[JOURS];
};

struct etablissement {
    char epmsi[10];
    char site[3][10];
    char esms[12][10];
};

/* First and last day that records may end on. */
struct window {
    int from, to;
};

/*
 * Numbers of stays and invoices: they look drawn and never come twice in a thousand million, since
 * the multipliers share no factor with it.
 */
static unsigned scattered(uint64_t rank, uint64_t multiplier, uint64_t offset)
{
    return (unsigned)((rank % 1000000000 * multiplier + offset) % 1000000000);
}

static char draw_sexe(struct rng *rng, int entree)
{
    unsigned draw = below(rng, 1000);
    if (draw < 3 && entree >= day_of(2023, 1, 1))
        return '3';
    return draw % 2 ? '1' : '2';
}

/* Some newborns, else adults, old ones mostly. */
static int draw_naissance(struct rng *rng, int entree)
{
    bool newborn = chance(rng, 30);
    unsigned days = below(rng, 365);
    unsigned age = below(rng, 82), other = below(rng, 82);
    unsigned years = 18 + (age > other ? age : other);
    return entree - (int)(newborn ? days % 28 : years * 365 + years / 4 + days);
}

static void draw_code_postal(struct rng *rng, const char *epmsi, char code[6])
{
    unsigned departement = 20; /* Corsica, where a FINESS has a letter */
    unsigned draw = below(rng, 1000);
    if (epmsi[1] >= '0' && epmsi[1] <= '9')
        departement = (unsigned)(epmsi[0] - '0') * 10 + (unsigned)(epmsi[1] - '0');
    if (draw < 100)
        departement = 1 + draw % 95;
    if (draw >= 990)
        departement = 99; /* abroad: 99 and the country */
    snprintf(code, 6, "%02u%03u", departement, below(rng, 100) * 10);
}

/* 4 and 5 exist since 2013, 6 since 2018. */
static char draw_type_domicile(struct rng *rng, int entree)
{
    static const struct share TYPES[] = {
        {720, '1', '1'}, {50, '2', '2'}, {130, '3', '3'}, {40, '4', '5'}, {60, '6', '6'}};
    char type = (char)draw_share(rng, TYPES);
    int since = type == '6' ? 2018 : type >= '4' ? 2013 : 0;
    return entree < day_of(since, 1, 1) ? '1' : type;
}

/* Provenance or destination that goes with a mode (044, 051). */
static char draw_lieu(struct rng *rng, char mode, const char *for_mode_8)
{
    char transfer = any_of(rng, "1111112223446");
    char home = any_of(rng, for_mode_8);
    return mode == '8' ? home : mode == '9' ? ' ' : transfer;
}

static void draw_modes(struct rng *rng, struct sejour *sejour)
{
    bool medecin = sejour->entree >= day_of(2021, 1, 1); /* provenance 9 exists */
    sejour->mode_entree = any_of(rng, "8888677777");
    sejour->provenance = draw_lieu(rng, sejour->mode_entree, medecin ? "7899   " : "78   ");
    sejour->mode_sortie = any_of(rng, "8888889999967777");
    sejour->destination = draw_lieu(rng, sejour->mode_sortie, "78    ");
}

/* Nearly all are billable; each reason exists since a year (096). */
static void draw_facturation(struct rng *rng, struct sejour *sejour)
{
    static const struct share CODES[] = {
        {920, '1', '1'}, {40, '0', '0'}, {25, '2', '2'}, {15, '3', '3'}};
    const char *motifs = sejour->entree >= day_of(2024, 1, 1)   ? "123459E678"
                         : sejour->entree >= day_of(2022, 1, 1) ? "123459E"
                                                                : "123459";
    char motif = any_of(rng, motifs);
    sejour->facturable = (char)draw_share(rng, CODES);
    sejour->motif = sejour->facturable == '0' ? motif : ' ';
}

/* Sequences of all lengths: many short, some beyond a month, a few beyond 300 days. */
static int draw_duree(struct rng *rng)
{
    static const struct share DUREES[] = {{240, 1, 4},    {250, 5, 9},    {330, 10, 30},
                                          {135, 31, 120}, {38, 121, 300}, {7, 301, 700}};
    return (int)draw_share(rng, DUREES);
}

static void draw_triplet(struct rng *rng, struct sequence *sequence)
{
    unsigned mpp = draw_share(rng, MPP_SHARES);
    if (mpp == 29 && sequence->debut < day_of(2016, 3, 1))
        mpp = 10; /* surgery too: 29 was not there yet */
    sequence->mpp = mpp;
    sequence->mpa = draw_mpa(rng, mpp);
    sequence->ik = draw_share(rng, IK_SHARES) * 10;
}

static bool same_triplet(const struct sequence *a, const struct sequence *b)
{
    return a->mpp == b->mpp && a->mpa == b->mpa && a->ik == b->ik;
}

static void draw_care(struct rng *rng, struct sequence *sequence)
{
    static const struct share MPD_NUMBERS[] = {{700, 0, 0}, {240, 1, 1}, {60, 2, MPD_MAX}};
    unsigned n_mpd = draw_share(rng, MPD_NUMBERS);
    for (unsigned i = 0; i < MPD_MAX; i++)
        sequence->mpd[i] = i < n_mpd ? MPD_CODES[below(rng, COUNT(MPD_CODES))] : 0;
    sequence->mpd_blank = chance(rng, 100);
    for (unsigned i = 0; i < AVQ_ITEMS; i++)
        sequence->avq[i] = any_of(rng, "1234");
    sequence->dp = below(rng, 1000);
}

/* Sequences follow one another day after day, and a new one has a new triple. */
static void draw_sequences(struct rng *rng, struct sejour *sejour)
{
    static const struct share NUMBERS[] = {
        {450, 1, 1}, {250, 2, 2}, {150, 3, 3}, {90, 4, 4}, {60, 5, SEQUENCES_MAX}};
    int debut = sejour->entree;
    sejour->n_sequences = draw_share(rng, NUMBERS);
    for (unsigned i = 0; i < sejour->n_sequences; i++) {
        struct sequence *sequence = &sejour->sequence[i];
        sequence->debut = debut;
        sequence->fin = debut + draw_duree(rng) - 1;
        debut = sequence->fin + 1;
        do
            draw_triplet(rng, sequence);
        while (i > 0 && same_triplet(sequence, sequence - 1));
        draw_care(rng, sequence);
    }
    sejour->sortie = debut - 1;
}

/* Stays may begin half a year before the window: files begin with sequences under way. */
static void draw_sejour(struct rng *rng, struct sejour *sejour, struct window window,
                        const char *epmsi)
{
    sejour->entree = between(rng, window.from - 180, window.to);
    sejour->naissance = draw_naissance(rng, sejour->entree);
    sejour->sexe = draw_sexe(rng, sejour->entree);
    draw_code_postal(rng, epmsi, sejour->code_postal);
    sejour->type_domicile = draw_type_domicile(rng, sejour->entree);
    sejour->site = below(rng, 3);
    sejour->esms = below(rng, 12);
    draw_modes(rng, sejour);
    draw_facturation(rng, sejour);
    sejour->nature = 1 + below(rng, 8);
    sejour->passage_urgences = chance(rng, 120) ? any_of(rng, "55UV") : ' ';
    snprintf(sejour->type_autorisation, 3, "%02u", below(rng, 4));
    if (chance(rng, 300))
        sejour->type_autorisation[0] = sejour->type_autorisation[1] = ' ';
    draw_sequences(rng, sejour);
    sejour->rempli = chance(rng, 400);
}

/* Where we are in the sub-sequences of a stay. Set it to zero, then call next_sous_sequence. */
struct walk {
    unsigned sequence, no_sous_sequence;
    int debut, fin;
};

/* A sub-sequence ends with its sequence or with the month, whichever is first. */
static bool next_sous_sequence(const struct sejour *sejour, struct walk *walk)
{
    if (walk->no_sous_sequence > 0 && walk->fin == sejour->sequence[walk->sequence].fin) {
        walk->sequence++;
        walk->no_sous_sequence = 0;
    }
    if (walk->sequence == sejour->n_sequences)
        return false;
    const struct sequence *sequence = &sejour->sequence[walk->sequence];
    walk->debut = walk->no_sous_sequence > 0 ? walk->fin + 1 : sequence->debut;
    walk->fin = earliest(sequence->fin, month_end(month_of(walk->debut)));
    walk->no_sous_sequence++;
    return true;
}

/*
 * Ends what is known of the stay with the window, or with the records still wanted: it is then
 * still open, and none of its lines tells an end that the file does not reach.
 */
static void cut_sejour(struct sejour *sejour, struct window window, uint64_t wanted)
{
    struct walk walk = {0};
    sejour->connu = NO_DAY;
    while (wanted > 0 && next_sous_sequence(sejour, &walk) && walk.fin <= window.to) {
        wanted -= walk.fin >= window.from;
        sejour->connu = walk.fin;
    }
    sejour->rempli = sejour->rempli && sejour->connu == sejour->sortie;
}

static struct rpss rpss_of(const struct sejour *sejour, const struct walk *walk)
{
    const struct sequence *sequence = &sejour->sequence[walk->sequence];
    bool derniere = walk->fin == sejour->sortie;
    bool ends_sequence = walk->fin == sequence->fin;
    return (struct rpss){
        .sejour = sejour,
        .sequence = sequence,
        .no_sequence = walk->sequence + 1,
        .no_sous_sequence = walk->no_sous_sequence,
        .derniere = derniere,
        .jour = {[NAISSANCE] = sejour->naissance,
                 [ENTREE] = sejour->entree,
                 [SORTIE] = derniere || sejour->rempli ? sejour->sortie : NO_DAY,
                 [DEBUT_SEQUENCE] = sequence->debut,
                 [FIN_SEQUENCE] = ends_sequence || sejour->rempli ? sequence->fin : NO_DAY,
                 [DEBUT] = walk->debut,
                 [FIN] = walk->fin},
    };
}

/* ---- A varied record: all that its lists hold, each field drawn on its own ------------------- */

/* Provenance or destination, all that the lists give for a mode. */
static char draw_any_lieu(struct rng *rng, char mode, const char *for_mode_8)
{
    return any_of(rng, mode == '8' ? for_mode_8 : mode == '9' ? " " : "12346");
}

static void vary_sejour(struct rng *rng, struct sejour *sejour, int fin)
{
    int year = civil_of(fin).year;
    const char *motifs = year >= 2024 ? "123459E678" : year >= 2022 ? "123459E" : "123459";
    sejour->sexe = any_of(rng, year >= 2023 ? "123" : "12");
    sejour->type_domicile = any_of(rng, year >= 2018 ? "123456" : year >= 2013 ? "12345" : "123");
    sejour->mode_entree = any_of(rng, "678");
    sejour->provenance = draw_any_lieu(rng, sejour->mode_entree, year >= 2021 ? "789 " : "78 ");
    sejour->mode_sortie = any_of(rng, "6789");
    sejour->destination = draw_any_lieu(rng, sejour->mode_sortie, "78 ");
    char motif = any_of(rng, motifs);
    sejour->facturable = any_of(rng, "0123");
    sejour->motif = sejour->facturable == '0' ? motif : ' ';
    sejour->passage_urgences = any_of(rng, "5UV ");
}

/* Any pair that does not block. */
static void vary_triplet(struct rng *rng, struct sequence *sequence)
{
    bool listed;
    do {
        unsigned row = below(rng, COUNT(ASSOCIATIONS)), column = below(rng, COUNT(MPA_CODES));
        sequence->mpp = ASSOCIATIONS[row].mpp;
        sequence->mpa = MPA_CODES[column];
        listed = ASSOCIATIONS[row].statut[column] != 'E';
        listed &= sequence->mpp != 29 || sequence->debut >= day_of(2016, 3, 1);
    } while (!listed);
    sequence->ik = 10 + 10 * below(rng, 10);
}

/* The days between two dates of a stay: none as often as not. */
static int draw_gap(struct rng *rng, unsigned most)
{
    unsigned days = below(rng, most);
    return chance(rng, 500) ? 0 : (int)days;
}

/* A sub-sequence begins on any day and may go beyond its month, but not over 1 March (903). */
static struct rpss vary_sous_sequence(struct rng *rng, struct sejour *sejour,
                                      struct sequence *sequence, struct window window)
{
    int debut = between(rng, window.from, window.to);
    struct civil civil = civil_of(debut);
    int march = day_of(civil.year + (civil.month > 2), 3, 1);
    int fin = earliest(debut + (int)below(rng, 45), earliest(march - 1, window.to));
    sequence->debut = debut - draw_gap(rng, 60);
    sejour->entree = sequence->debut - draw_gap(rng, 200);
    sejour->naissance = draw_naissance(rng, sejour->entree);
    sequence->fin = fin + draw_gap(rng, 60);
    sejour->sortie = sequence->fin + draw_gap(rng, 200);
    bool out = chance(rng, 500), ended = out || chance(rng, 500);
    return (struct rpss){
        .sejour = sejour,
        .sequence = sequence,
        .no_sequence = 1 + below(rng, 99),
        .no_sous_sequence = 1 + below(rng, 999),
        .derniere = out && sejour->sortie == fin,
        .jour = {[NAISSANCE] = sejour->naissance,
                 [ENTREE] = sejour->entree,
                 [SORTIE] = out ? sejour->sortie : NO_DAY,
                 [DEBUT_SEQUENCE] = sequence->debut,
                 [FIN_SEQUENCE] = ended ? sequence->fin : NO_DAY,
                 [DEBUT] = debut,
                 [FIN] = fin},
    };
}

/* ---- Writing a record --------------------------------------------------------------------- */

/* How long a record is, and how its fields are drawn. */
enum making { USUAL, WORST, VARIED };

enum { DIAGNOSTIC_LENGTH = 8, GROUPAGE_LENGTH = 10, ZONE_LENGTH = 21 };

/* Counted groups, in the order of the line. */
enum group { DCMPP, DCMPA, DA, ACTES, GROUPS };

static const enum field GROUP_COUNTS[GROUPS] = {N_DCMPP, N_DCMPA, N_DA, N_ZONES_CCAM};

struct line {
    char *bytes;
    size_t length;
    const struct rpss *rpss;
    const struct format *format;
    const struct layout *layout;
    size_t group[GROUPS + 1]; /* where each group starts; the last: where they all end */
};

/* Real codes of the CIM-10, chosen for the home: wounds, palliative care, cancers, strokes. */
static const char *const DIAGNOSTICS[] = {
    "Z515", "C509", "C349", "L89",  "L97",   "E119", "I10",  "R522", "Z740",   "M8199",
    "C61",  "C250", "G122", "G35",  "I693",  "I500", "J449", "J961", "S7200+", "T814",
    "Z511", "Z452", "O244", "P073", "K5730", "C793", "B24",  "R13",  "Z431",   "F03"};

/* Four letters; three digits drawn make the code. */
static const char *const ACTES_CCAM[] = {"ABCD", "QZJA", "EBLA", "HSLD", "GLLD", "JDLD", "FELF"};

static char *place_at(struct line *line, enum field field, unsigned rank)
{
    const struct place *place = &line->layout->place[field];
    return line->bytes + place->start - 1 + rank * place->length;
}

static bool has_field(const struct line *line, enum field field)
{
    return line->layout->place[field].start != 0;
}

static void digits_at(char *at, unsigned length, unsigned value)
{
    while (length-- > 0) {
        at[length] = (char)('0' + value % 10);
        value /= 10;
    }
}

static void date_at(char *at, int day)
{
    if (day == NO_DAY) {
        memset(at, ' ', 8);
        return;
    }
    struct civil civil = civil_of(day);
    digits_at(at, 2, (unsigned)civil.day);
    digits_at(at + 2, 2, (unsigned)civil.month);
    digits_at(at + 4, 4, (unsigned)civil.year);
}

/* Left aligned, filled with blanks, cut when too long. */
static void text_at(char *at, size_t width, const char *text, size_t length)
{
    size_t kept = length < width ? length : width;
    memcpy(at, text, kept);
    memset(at + kept, ' ', width - kept);
}

/* The put functions leave out a field that the layout does not have. */
static void put_text(struct line *line, enum field field, const char *text)
{
    if (has_field(line, field))
        text_at(place_at(line, field, 0), line->layout->place[field].length, text, strlen(text));
}

static void put_byte(struct line *line, enum field field, char byte)
{
    if (has_field(line, field))
        *place_at(line, field, 0) = byte;
}

static void put_number_of(struct line *line, enum field field, unsigned rank, unsigned value)
{
    if (has_field(line, field))
        digits_at(place_at(line, field, rank), line->layout->place[field].length, value);
}

static void put_number(struct line *line, enum field field, unsigned value)
{
    put_number_of(line, field, 0, value);
}

/* A letter, then nine digits. */
static void put_identifier(struct line *line, enum field field, char letter, unsigned number)
{
    put_byte(line, field, letter);
    if (has_field(line, field))
        digits_at(place_at(line, field, 0) + 1, 9, number);
}

static void write_sejour(struct line *line, const struct sejour *sejour,
                         const struct etablissement *etablissement)
{
    bool esms = sejour->type_domicile >= '3' && sejour->type_domicile <= '5';
    put_text(line, FORMAT_VERSION, line->format->tag);
    put_text(line, FINESS_EPMSI, etablissement->epmsi);
    put_text(line, FINESS_GEO, etablissement->site[sejour->site]);
    put_identifier(line, IPP, 'P', 999999999 - sejour->numero);
    put_identifier(line, SEJOUR, 'S', sejour->numero);
    put_number(line, NO_ENTREE, sejour->numero);
    put_number(line, NO_FACTURE, sejour->facture);
    put_byte(line, FACTURABLE, sejour->facturable);
    put_byte(line, MOTIF_NON_FACTURATION, sejour->motif);
    put_byte(line, SEXE, sejour->sexe);
    put_text(line, CODE_POSTAL, sejour->code_postal);
    put_byte(line, TYPE_DOMICILE, sejour->type_domicile);
    put_text(line, FINESS_ESMS, esms ? etablissement->esms[sejour->esms] : "");
    put_byte(line, MODE_ENTREE, sejour->mode_entree);
    put_byte(line, PROVENANCE, sejour->provenance);
    put_number(line, NATURE_SEJOUR, sejour->nature);
    put_byte(line, PASSAGE_URGENCES, sejour->passage_urgences);
    put_text(line, TYPE_AUTORISATION, sejour->type_autorisation);
}

static const char *diagnostic(unsigned draw)
{
    return DIAGNOSTICS[draw % COUNT(DIAGNOSTICS)];
}

static void write_sequence(struct line *line, const struct sequence *sequence)
{
    put_number(line, MPP, sequence->mpp);
    put_number(line, MPA, sequence->mpa);
    put_number(line, IK, sequence->ik);
    for (unsigned i = 0; i < MPD_MAX; i++)
        if (sequence->mpd[i] > 0 || !sequence->mpd_blank)
            put_number_of(line, MPD, i, sequence->mpd[i]);
    memcpy(place_at(line, AVQ, 0), sequence->avq, AVQ_ITEMS);
    put_text(line, DP, diagnostic(sequence->dp));
}

static void write_sous_sequence(struct line *line, const struct rpss *rpss)
{
    for (unsigned i = 0; i < JOURS; i++)
        date_at(place_at(line, DATE_FIELDS[i], 0), rpss->jour[i]);
    put_number(line, NO_SEQUENCE, rpss->no_sequence);
    put_number(line, NO_SOUS_SEQUENCE, rpss->no_sous_sequence);
    put_byte(line, DERNIERE_SOUS_SEQUENCE, rpss->derniere ? '1' : '2');
    if (rpss->jour[SORTIE] != NO_DAY) {
        put_byte(line, MODE_SORTIE, rpss->sejour->mode_sortie);
        put_byte(line, DESTINATION, rpss->sejour->destination);
    }
}

static void append_diagnostic(struct line *line, unsigned draw)
{
    const char *code = diagnostic(draw);
    text_at(line->bytes + line->length, DIAGNOSTIC_LENGTH, code, strlen(code));
    line->length += DIAGNOSTIC_LENGTH;
}

static void append_diagnostics(struct line *line, struct rng *rng, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        append_diagnostic(line, below(rng, 1000));
}

/* Anaesthesia (activity 4) has its documentary extension, which is never O or I (080, 532). */
static void append_acte(struct line *line, struct rng *rng, const struct rpss *rpss)
{
    char *at = line->bytes + line->length;
    bool anaesthesia = chance(rng, 100);
    char extension_doc = any_of(rng, "1234ABCDEF");
    bool extended = chance(rng, 150);
    unsigned extension_pmsi = 1 + below(rng, 12);

    date_at(at, between(rng, rpss->jour[DEBUT], rpss->jour[FIN]));
    memcpy(at + 8, ACTES_CCAM[below(rng, COUNT(ACTES_CCAM))], 4);
    digits_at(at + 12, 3, 1 + below(rng, 999));
    at += 15;
    if (line->layout->act_length == 23) {
        memcpy(at, "   ", 3);
        if (extended) {
            *at = '-';
            digits_at(at + 1, 2, extension_pmsi);
        }
        at += 3;
    }
    at[0] = '0';
    at[1] = anaesthesia ? '4' : '1';
    at[2] = anaesthesia ? extension_doc : ' ';
    digits_at(at + 3, 2, 1 + below(rng, 8) / 6);
    line->length += line->layout->act_length;
}

/*
 * Until H03 no list of diagnoses by mode, and in 2012-2013 one way of recording H05 gives the DP
 * as the only diagnosis of the MPP and none of the MPA. From 2014 an MPA has its diagnosis (108).
 */
static void append_mode_diagnostics(struct line *line, struct rng *rng, const struct rpss *rpss)
{
    unsigned n_dcmpp = below(rng, 8) / 2, n_dcmpa = 1 + below(rng, 6) / 3;
    bool old = !has_field(line, DP);
    bool dp_only = old && rpss->sejour->numero % 4 == 0 && rpss->jour[FIN] < day_of(2014, 1, 1);

    line->group[DCMPP] = line->group[DCMPA] = line->length;
    if (!has_field(line, N_DCMPP))
        return;
    if (rpss->sequence->mpa == 0 || dp_only)
        n_dcmpa = 0;
    if (dp_only)
        n_dcmpp = 0;
    if (old)
        append_diagnostic(line, rpss->sequence->dp);
    append_diagnostics(line, rng, n_dcmpp);
    line->group[DCMPA] = line->length;
    append_diagnostics(line, rng, n_dcmpa);
    put_number(line, N_DCMPP, n_dcmpp + old);
    put_number(line, N_DCMPA, n_dcmpa);
}

static void write_da_fixes(struct line *line, struct rng *rng, unsigned n_da)
{
    const struct place *place = &line->layout->place[DA_FIXES];
    for (unsigned i = 0; i < n_da && i < place->times; i++) {
        const char *code = diagnostic(below(rng, 1000));
        memcpy(place_at(line, DA_FIXES, i), code, strlen(code));
    }
}

/* Any code that has the shape of one: a letter, two digits, up to five more. */
static void varied_diagnostic(struct rng *rng, char *at)
{
    static const char DIGITS[] = "0123456789";
    unsigned more = below(rng, 6);
    memset(at, ' ', DIAGNOSTIC_LENGTH);
    at[0] = (char)('A' + below(rng, 26));
    for (unsigned i = 1; i < 3 + more; i++)
        at[i] = any_of(rng, i < 4 ? DIGITS : "0123456789+ABZ");
}

static void append_varied_diagnostics(struct line *line, struct rng *rng, unsigned n)
{
    for (unsigned i = 0; i < n; i++, line->length += DIAGNOSTIC_LENGTH)
        varied_diagnostic(rng, line->bytes + line->length);
}

static void append_varied_acte(struct line *line, struct rng *rng, const struct rpss *rpss)
{
    char *at = line->bytes + line->length;
    bool extended = chance(rng, 500), documented = chance(rng, 500);
    date_at(at, between(rng, rpss->jour[DEBUT], rpss->jour[FIN]));
    for (unsigned i = 0; i < 4; i++)
        at[8 + i] = (char)('A' + below(rng, 26));
    digits_at(at + 12, 3, below(rng, 1000));
    at += 15;
    if (line->layout->act_length == 23) {
        memcpy(at, "   ", 3);
        if (extended) {
            *at = '-';
            digits_at(at + 1, 2, below(rng, 100));
        }
        at += 3;
    }
    at[0] = any_of(rng, "0123");
    at[1] = any_of(rng, documented ? "12345" : "1235");
    at[2] = documented ? any_of(rng, "0123456789ABCDEFGH") : ' ';
    digits_at(at + 3, 2, 1 + below(rng, 99));
    line->length += line->layout->act_length;
}

/* An MPA has its diagnosis (108); the MPP may have none since H07. */
static void append_varied_groups(struct line *line, struct rng *rng, const struct rpss *rpss)
{
    bool mpa = rpss->sequence->mpa > 0, modes = has_field(line, N_DCMPP);
    bool da = has_field(line, N_DA);
    unsigned old = line->layout->place[DP].start == 0;
    unsigned n_dcmpp = old + below(rng, 10 - old), n_dcmpa = mpa + below(rng, 10 - mpa);
    unsigned n_da = below(rng, 21), n_actes = below(rng, 7);

    line->group[DCMPP] = line->length;
    append_varied_diagnostics(line, rng, modes ? n_dcmpp : 0);
    line->group[DCMPA] = line->length;
    append_varied_diagnostics(line, rng, modes ? n_dcmpa : 0);
    line->group[DA] = line->length;
    append_varied_diagnostics(line, rng, da ? n_da : 0);
    line->group[ACTES] = line->length;
    for (unsigned i = 0; da && i < n_actes; i++)
        append_varied_acte(line, rng, rpss);
    line->group[GROUPS] = line->length;
    put_number(line, N_DCMPP, n_dcmpp);
    put_number(line, N_DCMPA, n_dcmpa);
    put_number(line, N_DA, n_da);
    put_number(line, N_ZONES_CCAM, n_actes);
}

/* The fields that the writing of usual records draws from few values. */
static void write_varied(struct line *line, struct rng *rng)
{
    static const char ANY[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    char text[21] = "";
    unsigned size = 1 + below(rng, 20);
    for (unsigned i = 0; i < size; i++)
        text[i] = any_of(rng, ANY);
    put_text(line, SEJOUR, text);
    put_number(line, CODE_POSTAL, below(rng, 100000));
    put_number(line, NATURE_SEJOUR, 1 + below(rng, 8));
    for (unsigned i = 0; i < MPD_MAX; i++) {
        unsigned mpd = below(rng, 2 * COUNT(MPD_CODES));
        put_number_of(line, MPD, i, mpd < COUNT(MPD_CODES) ? MPD_CODES[mpd] : 0);
        if (mpd % 3 == 0)
            memset(place_at(line, MPD, i), ' ', 2);
    }
    for (unsigned i = 0; i < AVQ_ITEMS; i++)
        *place_at(line, AVQ, i) = any_of(rng, "1234");
    if (has_field(line, DP))
        varied_diagnostic(rng, place_at(line, DP, 0));
}

static void append_groups(struct line *line, struct rng *rng, const struct rpss *rpss,
                          enum making making)
{
    static const struct share ACTES_NUMBERS[] = {{650, 0, 0}, {200, 1, 1}, {150, 2, 3}};
    bool worst = making == WORST;
    unsigned n_da = worst ? 99 : below(rng, 9);
    unsigned n_actes = worst ? 999 : draw_share(rng, ACTES_NUMBERS);

    if (making == VARIED) {
        append_varied_groups(line, rng, rpss);
        return;
    }
    append_mode_diagnostics(line, rng, rpss);
    line->group[DA] = line->group[ACTES] = line->length;
    if (has_field(line, N_DA)) {
        append_diagnostics(line, rng, n_da);
        put_number(line, N_DA, n_da);
        line->group[ACTES] = line->length;
        for (unsigned i = 0; i < n_actes; i++)
            append_acte(line, rng, rpss);
        put_number(line, N_ZONES_CCAM, n_actes);
    } else {
        write_da_fixes(line, rng, n_da);
    }
    line->group[GROUPS] = line->length;
}

/* Invented, but always the same for a triple and a period: a classification can be learned. */
static unsigned ghpc_of(const struct sequence *sequence)
{
    return (sequence->mpp * 30 + sequence->mpa) * 11 + sequence->ik / 10;
}

static unsigned ght_of(const struct sequence *sequence, unsigned period)
{
    return (sequence->mpp * 7 + sequence->mpa * 5 + sequence->ik / 10) % 27 + 5 - period;
}

/* More than 999 days do not fit: the field keeps 999. */
static void append_zone(struct line *line, unsigned ght, int debut, int fin)
{
    char *at = line->bytes + line->length;
    digits_at(at, 2, ght);
    date_at(at + 2, debut);
    date_at(at + 10, fin);
    digits_at(at + 18, 3, (unsigned)earliest(fin - debut + 1, 999));
    line->length += ZONE_LENGTH;
}

/* One zone per period of the sequence (days 1-4, 5-9, 10-30, 31 on) that the days reach. */
static void append_groupage(struct line *line, const struct rpss *rpss)
{
    static const int PERIODS[] = {0, 4, 9, 30, 1000000};
    char *head = line->bytes + line->length;
    unsigned n_zones = 0;

    memcpy(head, "91000", 5);
    digits_at(head + 5, 4, ghpc_of(rpss->sequence));
    line->length += GROUPAGE_LENGTH;
    for (unsigned period = 0; period < 4; period++) {
        int debut = latest(rpss->jour[DEBUT], rpss->jour[DEBUT_SEQUENCE] + PERIODS[period]);
        int fin = earliest(rpss->jour[FIN], rpss->jour[DEBUT_SEQUENCE] + PERIODS[period + 1] - 1);
        if (debut > fin)
            continue;
        append_zone(line, ght_of(rpss->sequence, period), debut, fin);
        n_zones++;
    }
    digits_at(head + 9, 1, n_zones);
}

static void write_rpss(struct line *line, struct rng *rng,
                       const struct etablissement *etablissement, enum making making)
{
    const struct rpss *rpss = line->rpss;
    memset(line->bytes, ' ', line->layout->fixed);
    line->length = line->layout->fixed;
    write_sejour(line, rpss->sejour, etablissement);
    write_sequence(line, rpss->sequence);
    write_sous_sequence(line, rpss);
    if (making == VARIED)
        write_varied(line, rng);
    append_groups(line, rng, rpss, making);
    if (line->format->grouped)
        append_groupage(line, rpss);
}

/* ---- Faults, before writing: other days, still in order ------------------------------------- */

static void push_back(int *day, int limit)
{
    if (*day != NO_DAY)
        *day = earliest(*day, limit);
}

/* After the start of the sub-sequence or of the sequence went back: what precedes follows. */
static void push_back_before(struct rpss *rpss)
{
    push_back(&rpss->jour[DEBUT_SEQUENCE], rpss->jour[DEBUT]);
    push_back(&rpss->jour[ENTREE], rpss->jour[DEBUT_SEQUENCE]);
    push_back(&rpss->jour[NAISSANCE], rpss->jour[ENTREE]);
}

static void end_on(struct rpss *rpss, int fin)
{
    int shift = fin - rpss->jour[FIN];
    for (unsigned i = 0; i < JOURS; i++)
        if (rpss->jour[i] != NO_DAY)
            rpss->jour[i] += shift;
}

/* Just before, on and after each change of period, then far beyond. */
static void move_far_in_sequence(struct rpss *rpss, struct rng *rng)
{
    static const int RANKS[] = {0, 3, 4, 8, 9, 29, 30, 31, 299, 998, 999, 1000, 5000};
    rpss->jour[DEBUT_SEQUENCE] = rpss->jour[DEBUT] - RANKS[below(rng, COUNT(RANKS))];
    push_back_before(rpss);
}

/* 999 days are the most that a zone holds: in all, or in the last period alone. */
static void make_long(struct rpss *rpss, struct rng *rng)
{
    static const int DAYS[] = {998, 999, 1000, 1001, 1029, 1030, 2500};
    static const int RANKS[] = {0, 0, 30, 31, 400};
    rpss->jour[DEBUT] = rpss->jour[FIN] - DAYS[below(rng, COUNT(DAYS))] + 1;
    rpss->jour[DEBUT_SEQUENCE] = rpss->jour[DEBUT] - RANKS[below(rng, COUNT(RANKS))];
    push_back_before(rpss);
}

static void make_one_day(struct rpss *rpss, struct rng *rng)
{
    (void)rng;
    rpss->jour[DEBUT] = rpss->jour[FIN];
}

/* Around the day after which the controls between records block. */
static void end_in_winter(struct rpss *rpss, struct rng *rng)
{
    int year = between(rng, 2025, 2026);
    end_on(rpss, day_of(year, 1, 1) + between(rng, -1, 60));
}

static void end_any_year(struct rpss *rpss, struct rng *rng)
{
    end_on(rpss, between(rng, day_of(2009, 1, 1), day_of(2027, 12, 31)));
}

/* First days of a code, of a list or of a layout, and the eves of them. */
static void end_on_edge(struct rpss *rpss, struct rng *rng)
{
    static const short MONTHS[] = {MONTH(2011, 1), MONTH(2011, 3), MONTH(2012, 1), MONTH(2013, 1),
                                   MONTH(2014, 1), MONTH(2014, 3), MONTH(2015, 3), MONTH(2016, 3),
                                   MONTH(2017, 1), MONTH(2018, 1), MONTH(2020, 1), MONTH(2021, 1),
                                   MONTH(2022, 1), MONTH(2023, 1), MONTH(2024, 1), MONTH(2024, 3)};
    int edge = month_start(MONTHS[below(rng, COUNT(MONTHS))]);
    end_on(rpss, edge + between(rng, -1, 0));
}

/* Holds both the last of February and 1 March. */
static void make_over_february(struct rpss *rpss, struct rng *rng)
{
    int march = day_of(between(rng, 2012, 2026), 3, 1);
    end_on(rpss, march + between(rng, 0, 19));
    rpss->jour[DEBUT] = rpss->jour[FIN] - 25;
    push_back_before(rpss);
}

typedef void (*move_fn)(struct rpss *rpss, struct rng *rng);

static const move_fn MOVES[] = {move_far_in_sequence, make_long,   make_one_day,      end_in_winter,
                                end_any_year,         end_on_edge, make_over_february};

/* ---- Faults, after writing: wrong values, the length stays right ---------------------------- */

/* Values separated by bars; none between two bars, or before the first, is a blank. */
#define WRONG_DATES                                                                                \
    "|ABCDEFGH|1A032024|31022024|29022023|00000000|32012024|00012024|01132024|01002024|01010000|"  \
    " 1012024|0101202|0101 024|99999999|2024-1-1|31121983|01011984|010120\xC3\xA9"

#define WRONG_DIAGNOSTICS                                                                          \
    "|c509|C5|C50*|50C9|C50 9| C509|C5091234|C509+|C50a|\xC9"                                      \
    "509|C509-|C|XXX|C50912+A|A00.1"

#define WRONG_NUMBERS "|0000|000A|   1|1|9999|0001|0002|0003|0004|-001|00 1|0\xE9"

#define WRONG_FINESS                                                                               \
    "|ABCDEFGHI|2A0000014|2B0000014|2C0000014|2a0000014|75071218X|7507 2184| 75071218|7507"

static const struct wrong {
    enum field field;
    const char *values;
} WRONGS[] = {
    {FINESS_EPMSI, WRONG_FINESS},
    {FINESS_GEO, WRONG_FINESS},
    {FINESS_ESMS, "|ZZZZZZZZZ|750000000|2A0000014|75"},
    {IPP, "|P\xE9|P\xC3\xA9|P-1|P 1|1"},
    {SEJOUR, "|S12-45678|S12 45678|S12_45|S\xE9jour|S\xC3\xA9jour|s12|  S12345|0|*|S12345.6|"
             "12345678901234567890"},
    {SEJOUR, "|-|\xA0"},
    {NO_ENTREE, "|12345678|00000000A| 12345678|12-345678|000000000|1234\xE9"},
    {NO_FACTURE, "|12345678|00000000A| 12345678|12-345678|000000000|1234\xE9"},
    {FACTURABLE, "|0|1|2|3|4|9|X"},
    {MOTIF_NON_FACTURATION, "|0|1|4|5|6|7|8|9|E|F|X"},
    {SEXE, "|0|1|2|3|4|X|\xE9"},
    {CODE_POSTAL, "|7501|75 12|2A004|ABCDE|00000|99100| 7501|7501\xE9"},
    {TYPE_DOMICILE, "|0|1|2|3|4|5|6|7|X"},
    {MODE_ENTREE, "|0|5|6|7|8|9|N|X"},
    {PROVENANCE, "|0|1|2|3|4|5|6|7|8|9|X"},
    {MODE_SORTIE, "|0|5|6|7|8|9|N|X"},
    {DESTINATION, "|0|1|2|3|4|5|6|7|8|9|X"},
    {NO_SEQUENCE, WRONG_NUMBERS},
    {NO_SOUS_SEQUENCE, WRONG_NUMBERS},
    {MPP, "|00|16|20|23|25|26|29|30|99|XX|4| 4|0A|\xE9"},
    {MPA, "|00|16|20|22|23|26|29|30|99|XX|4| 4|0A|\xE9"},
    {MPD, "|00|01|16|20|22|23|25|28|29|99|XX|4| 4|\xE9"},
    {IK, "|000|005|010|015|090|100|101|110|200|999|ABC|50| 50|05|1E2|\xE9"},
    {PASSAGE_URGENCES, "|5|U|V|u|1|X"},
    {TYPE_AUTORISATION, "|00|03|04|XX|1| 1"},
    {NATURE_SEJOUR, "|00|01|08|09|XX|1| 1"},
    {CONFIRMATION_CODAGE, "1|1|1|0|2|X"},
    {AVQ, "|0|1|4|5|9|A|\xE9"},
    {AVQ, "|0|5|X"},
    {DERNIERE_SOUS_SEQUENCE, "|0|1|2|3|X"},
    {DP, WRONG_DIAGNOSTICS},
    {DA_FIXES, WRONG_DIAGNOSTICS},
};

static unsigned choices_in(const char *list)
{
    unsigned choices = 1;
    for (; *list != '\0'; list++)
        choices += *list == '|';
    return choices;
}

static void put_choice(char *at, size_t width, const char *list, struct rng *rng)
{
    for (unsigned rank = below(rng, choices_in(list)); rank > 0; rank--)
        list = strchr(list, '|') + 1;
    text_at(at, width, list, strcspn(list, "|"));
}

/* Spoils a line that is written; false when the line has nothing of that kind to spoil. */
typedef bool (*spoil_fn)(struct line *line, struct rng *rng);

/* In one way drawn from a table, which has some that suit every line. */
static void spoil(struct line *line, struct rng *rng, const spoil_fn *ways, unsigned n_ways)
{
    while (!ways[below(rng, n_ways)](line, rng))
        ;
}

static bool damage_field(struct line *line, struct rng *rng)
{
    const struct wrong *wrong = &WRONGS[below(rng, COUNT(WRONGS))];
    const struct place *place = &line->layout->place[wrong->field];
    if (!has_field(line, wrong->field))
        return false;
    char *at = place_at(line, wrong->field, below(rng, place->times));
    put_choice(at, place->length, wrong->values, rng);
    return true;
}

static bool damage_date(struct line *line, struct rng *rng)
{
    put_choice(place_at(line, DATE_FIELDS[below(rng, JOURS)], 0), 8, WRONG_DATES, rng);
    return true;
}

/* A date just before, on or after another one of the record, or years away. */
static bool damage_order(struct line *line, struct rng *rng)
{
    static const short SHIFTS[] = {-31000, -367, -31, -1, -1, 0, 0, 1, 1, 31, 367};
    char *at = place_at(line, DATE_FIELDS[below(rng, JOURS)], 0);
    int other = line->rpss->jour[below(rng, JOURS)];
    if (other == NO_DAY)
        return false;
    date_at(at, other + SHIFTS[below(rng, COUNT(SHIFTS))]);
    return true;
}

/* 120 years, to the day. */
static bool damage_age(struct line *line, struct rng *rng)
{
    struct civil entree = civil_of(line->rpss->jour[ENTREE]);
    int naissance = day_of(entree.year - 120, entree.month, entree.day);
    date_at(place_at(line, DATE_NAISSANCE, 0), naissance + between(rng, -1, 1));
    return true;
}

/* Any cell of the matrix, with the same odds. */
static bool damage_pair(struct line *line, struct rng *rng)
{
    put_number(line, MPP, ASSOCIATIONS[below(rng, COUNT(ASSOCIATIONS))].mpp);
    put_number(line, MPA, MPA_CODES[below(rng, COUNT(MPA_CODES))]);
    return true;
}

static size_t group_length(const struct line *line, enum group group)
{
    return line->group[group + 1] - line->group[group];
}

static void remove_bytes(struct line *line, size_t from, size_t removed)
{
    line->length -= removed;
    memmove(line->bytes + from, line->bytes + from + removed, line->length - from);
}

/* A count that is no number counts as zero: the group goes, so that the length stays right. */
static bool damage_count(struct line *line, struct rng *rng)
{
    static const char *const COUNTS[] = {"|X|0|0|-", "|X0|0X| 0|0|00|00", "|X00|00X| 00|0|000|000"};
    enum group group = (enum group)below(rng, GROUPS);
    enum field field = GROUP_COUNTS[group];
    size_t removed = group_length(line, group);
    if (!has_field(line, field))
        return false;
    remove_bytes(line, line->group[group], removed);
    for (unsigned after = group + 1; after <= GROUPS; after++)
        line->group[after] -= removed;
    size_t width = line->layout->place[field].length;
    put_choice(place_at(line, field, 0), width, COUNTS[width - 1], rng);
    return true;
}

static bool damage_diagnostic(struct line *line, struct rng *rng)
{
    enum group group = (enum group)below(rng, ACTES);
    unsigned items = (unsigned)(group_length(line, group) / DIAGNOSTIC_LENGTH);
    if (items == 0)
        return false;
    char *at = line->bytes + line->group[group] + below(rng, items) * DIAGNOSTIC_LENGTH;
    put_choice(at, DIAGNOSTIC_LENGTH, WRONG_DIAGNOSTICS, rng);
    return true;
}

/* What a CCAM zone holds, and the extension that the older ones do not have. */
static const struct wrong_acte {
    unsigned char offset, length;
    const char *values;
} WRONG_ACTES[] = {
    {0, 8, WRONG_DATES},
    {8, 7,
     "|ABC1234|abcd123|ABCD12|ABCDE12|1234567|AB D123|ABCD12A| ABCD12|ABC\xC9"
     "123"},
    {15, 3, "|-1|01|-01|-99|+01|-0A| -1|01-|A01|---|\xE9"},
    {18, 1, "|0|1|2|3|9|X"},
    {19, 1, "|0|1|2|4|5|9|X"},
    {20, 1, "|O|I|o|i|A|1|-|*|\xE9"},
    {21, 2, "|00|01|1| 1|X1|1X|99|-1"},
};

static char *any_acte(struct line *line, struct rng *rng)
{
    unsigned width = line->layout->act_length;
    if (group_length(line, ACTES) == 0)
        return NULL;
    unsigned actes = (unsigned)group_length(line, ACTES) / width;
    return line->bytes + line->group[ACTES] + below(rng, actes) * width;
}

static bool damage_acte(struct line *line, struct rng *rng)
{
    const struct wrong_acte *wrong = &WRONG_ACTES[below(rng, COUNT(WRONG_ACTES))];
    bool old = line->layout->act_length == 20;
    char *acte = any_acte(line, rng);
    if (acte == NULL || (old && wrong->offset == 15))
        return false;
    acte += wrong->offset - (old && wrong->offset > 15 ? 3 : 0);
    put_choice(acte, wrong->length, wrong->values, rng);
    return true;
}

/* The first and the last day that an act may have, and their neighbours. */
static bool damage_acte_order(struct line *line, struct rng *rng)
{
    char *acte = any_acte(line, rng);
    if (acte == NULL)
        return false;
    int bound = line->rpss->jour[below(rng, 2) > 0 ? DEBUT : FIN];
    date_at(acte, bound + between(rng, -1, 1));
    return true;
}

/* Written several times: found as many times more often. */
static const spoil_fn DAMAGES[] = {
    damage_field,      damage_field, damage_field, damage_field, damage_field, damage_field,
    damage_field,      damage_field, damage_field, damage_date,  damage_date,  damage_date,
    damage_order,      damage_order, damage_order, damage_age,   damage_pair,  damage_count,
    damage_diagnostic, damage_acte,  damage_acte,  damage_acte,  damage_acte,  damage_acte_order,
};

/* ---- Broken lines: no longer well formed ---------------------------------------------------- */

static bool break_tag(struct line *line, struct rng *rng)
{
    put_choice(line->bytes, 3, "|H04|H06|H0A|HU0|H14|H18|HU1|H23|H33|H37|h0F|XXX|H0| H0|000|\xE9H",
               rng);
    return true;
}

static bool break_short(struct line *line, struct rng *rng)
{
    line->length = below(rng, (unsigned)line->length);
    return true;
}

/* Cut by a few bytes only, as a lost trailing blank would. */
static bool break_slightly_short(struct line *line, struct rng *rng)
{
    line->length -= 1 + below(rng, 30);
    return true;
}

static bool break_long(struct line *line, struct rng *rng)
{
    unsigned blanks = below(rng, 4), extra = 1 + below(rng, 30);
    memset(line->bytes + line->length, ' ', blanks);
    memset(line->bytes + line->length + blanks, any_of(rng, "0XZ9"), extra);
    line->length += blanks + extra;
    return true;
}

/* Accepted, in truth: what comes out must be as if they were not there. */
static bool break_blanks(struct line *line, struct rng *rng)
{
    unsigned blanks = 1 + below(rng, 30);
    memset(line->bytes + line->length, ' ', blanks);
    line->length += blanks;
    return true;
}

/* A line ended as on Windows, among lines that are not. */
static bool break_ending(struct line *line, struct rng *rng)
{
    (void)rng;
    line->bytes[line->length++] = '\r';
    return true;
}

/* DEL stands for the newline: both are control bytes, one of them cuts the line. */
static char any_byte_but_newline(struct rng *rng, unsigned bound)
{
    unsigned byte = below(rng, bound);
    return (char)(unsigned char)(byte == '\n' ? 0x7F : byte);
}

static bool break_control(struct line *line, struct rng *rng)
{
    if (line->length == 0)
        return false;
    char *at = line->bytes + below(rng, (unsigned)line->length);
    *at = any_byte_but_newline(rng, 32);
    return true;
}

static bool break_empty(struct line *line, struct rng *rng)
{
    (void)rng;
    line->length = 0;
    return true;
}

static bool break_bom(struct line *line, struct rng *rng)
{
    (void)rng;
    memmove(line->bytes + 3, line->bytes, line->length);
    memcpy(line->bytes, "\xEF\xBB\xBF", 3);
    line->length += 3;
    return true;
}

/* A count that promises more or less than the line holds. */
static bool break_count(struct line *line, struct rng *rng)
{
    enum field field = GROUP_COUNTS[below(rng, GROUPS)];
    unsigned more = 1 + below(rng, 9);
    if (!has_field(line, field))
        return false;
    char *last = place_at(line, field, 0) + line->layout->place[field].length - 1;
    unsigned digit = *last >= '0' && *last <= '9' ? (unsigned)(*last - '0') : 0;
    *last = (char)('0' + (digit + more) % 10);
    return true;
}

static bool break_noise(struct line *line, struct rng *rng)
{
    line->length = below(rng, 400);
    for (size_t i = 0; i < line->length; i++)
        line->bytes[i] = any_byte_but_newline(rng, 256);
    return true;
}

/* Where the grouping starts, and how many zones follow it. */
static char *groupage_of(struct line *line, unsigned *n_zones)
{
    size_t start = line->group[GROUPS] + GROUPAGE_LENGTH;
    if (!line->format->grouped)
        return NULL;
    *n_zones = (unsigned)((line->length - start) / ZONE_LENGTH);
    return line->bytes + line->group[GROUPS];
}

static bool break_zone_count(struct line *line, struct rng *rng)
{
    unsigned n_zones;
    char *groupage = groupage_of(line, &n_zones);
    if (groupage == NULL)
        return false;
    groupage[9] = any_of(rng, "0123456789 X");
    return true;
}

/* No zone at all, or five: a number that never is, with the length that goes with it. */
static bool break_zone_number(struct line *line, struct rng *rng)
{
    unsigned n_zones;
    char *groupage = groupage_of(line, &n_zones);
    if (groupage == NULL)
        return false;
    groupage[9] = any_of(rng, "055 X");
    line->length = line->group[GROUPS] + GROUPAGE_LENGTH;
    if (groupage[9] != '5')
        return true;
    for (unsigned zone = n_zones; zone < 5; zone++)
        memcpy(groupage + GROUPAGE_LENGTH + zone * ZONE_LENGTH, groupage + GROUPAGE_LENGTH,
               ZONE_LENGTH);
    line->length += 5 * (size_t)ZONE_LENGTH;
    return true;
}

static bool break_zone(struct line *line, struct rng *rng)
{
    unsigned n_zones;
    char *groupage = groupage_of(line, &n_zones);
    if (groupage == NULL || n_zones == 0)
        return false;
    char *zone = groupage + GROUPAGE_LENGTH + below(rng, n_zones) * ZONE_LENGTH;
    switch (below(rng, 4)) {
    case 0:
        put_choice(zone, 2, "|00|32|99|99|99|31|X1|1| 1", rng);
        break;
    case 1:
        put_choice(zone + 18, 3, "|000|001|0X1|X00|00X|1|  1|999", rng);
        break;
    case 2:
        put_choice(zone + 2, 8, WRONG_DATES, rng);
        break;
    default:
        put_choice(zone + 10, 8, WRONG_DATES, rng);
    }
    return true;
}

/* An answer that the State's program could not have given, or gave for an error. */
static bool break_groupage(struct line *line, struct rng *rng)
{
    unsigned n_zones;
    char *groupage = groupage_of(line, &n_zones);
    if (groupage == NULL)
        return false;
    put_choice(groupage, 9,
               "|X10000001|X1000|910569999|915179999|91530|91ABC0001|91000ABCD|9 000  1", rng);
    return true;
}

static const spoil_fn BREAKS[] = {
    break_tag,    break_short,      break_slightly_short, break_long,        break_blanks,
    break_ending, break_control,    break_empty,          break_bom,         break_count,
    break_noise,  break_zone_count, break_zone_number,    break_zone_number, break_zone,
    break_zone,   break_zone,       break_groupage};

/* ---- Output -----------------------------------------------------------------------------------
 */

/* The longest line: 99 DA, 999 acts, 5 zones, and what a broken line may add. */
enum { LINE_MAX_BYTES = 256 + 8 * (9 + 9 + 99) + 23 * 999 + 10 + 21 * 5 + 512 };

static char output[1 << 20];
static size_t output_used;

static void fail_on_output(void)
{
    fprintf(stderr, "had-generate: standard output: %s\n", strerror(errno));
    exit(EXIT_OUTPUT);
}

static void flush_output(void)
{
    if (fwrite(output, 1, output_used, stdout) != output_used)
        fail_on_output();
    output_used = 0;
}

/* Room for a line of any length. Lines are written where they leave from: nothing is copied. */
static char *output_room(void)
{
    if (sizeof output - output_used < LINE_MAX_BYTES)
        flush_output();
    return output + output_used;
}

static void open_output(void)
{
#ifdef _WIN32
    _setmode(_fileno(stdout), _O_BINARY); /* the same bytes there: no CR of its own */
#endif
    setvbuf(stdout, NULL, _IONBF, 0);
}

static void close_output(void)
{
    flush_output();
    if (fclose(stdout) != 0)
        fail_on_output();
}

/* ---- The file ---------------------------------------------------------------------------------
 */

/* Of records when no years are asked for; OQN_YEAR: the first with stays of ex-OQN. */
enum { FIRST_YEAR = 2019, LAST_YEAR = 2025, OQN_YEAR = 2020 };

struct options {
    uint64_t records, seed;
    unsigned broken, faults;
    int first_year, last_year; /* 0: not given */
    bool crlf;
    enum making making;
    const char *finess;
    unsigned n_formats; /* 0: those of the dates */
    const struct format *formats[COUNT(FORMATS)];
};

struct generator {
    const struct options *options;
    struct rng people, harm;
    struct etablissement etablissement;
    uint64_t written, stays, offset;
};

/* A FINESS ends with the Luhn key of what precedes; the letter of Corsica counts as 0 here. */
static void make_finess(char finess[10], const char *departement, unsigned number)
{
    unsigned sum = 0;
    snprintf(finess, 10, "%.2s%06u0", departement, number % 1000000);
    for (unsigned i = 0; i < 8; i++) {
        unsigned digit = finess[i] >= '0' && finess[i] <= '9' ? (unsigned)(finess[i] - '0') : 0;
        unsigned doubled = i % 2 == 1 ? digit * 2 : digit;
        sum += doubled / 10 + doubled % 10;
    }
    finess[8] = (char)('0' + (10 - sum % 10) % 10);
}

static struct generator make_generator(const struct options *options)
{
    struct generator generator = {.options = options};
    struct etablissement *etablissement = &generator.etablissement;
    struct rng seeds = {options->seed};
    generator.people.state = next(&seeds);
    generator.harm.state = next(&seeds);
    generator.offset = next(&seeds) % 1000000000;
    memcpy(etablissement->epmsi, options->finess, sizeof etablissement->epmsi);
    for (unsigned i = 0; i < COUNT(etablissement->site); i++)
        make_finess(etablissement->site[i], options->finess, 71000 + i);
    for (unsigned i = 0; i < COUNT(etablissement->esms); i++)
        make_finess(etablissement->esms[i], options->finess, 80000 + i);
    return generator;
}

/*
 * A format asked for lives in its own months, or in the years asked for too, if these are given;
 * the first of H02 and the last of the newest are not known, so that they get a year or two.
 */
static struct window window_of(const struct options *options, const struct format *format)
{
    int first = options->first_year, last = options->last_year;
    if (first == 0 && format != NULL)
        return (struct window){
            month_start(latest(format->from, MONTH(2010, 1))),
            month_end(earliest(format->to, latest(MONTH(LAST_YEAR, 12), format->from + 11)))};
    if (first == 0) {
        first = FIRST_YEAR;
        last = LAST_YEAR;
    }
    return (struct window){day_of(first, 1, 1), day_of(last, 12, 31)};
}

/*
 * The first record names the establishment of the file (R21): it stays whole, else every other
 * line would differ from it.
 */
static void emit(struct generator *generator, struct rpss rpss, const struct format *format)
{
    const struct options *options = generator->options;
    struct rng *harm = &generator->harm;
    struct rng details = {next(&generator->people)}; /* a moved day may change how many it draws */
    struct line line = {
        .bytes = output_room(), .rpss = &rpss, .format = format, .layout = layout_of(format)};
    bool first = generator->written == 0;
    unsigned faults = !first && chance(harm, options->faults) ? 1 + below(harm, 3) : 0;
    unsigned damages = 0;

    while (faults-- > 0)
        if (chance(harm, 200))
            MOVES[below(harm, COUNT(MOVES))](&rpss, harm);
        else
            damages++;
    write_rpss(&line, &details, &generator->etablissement, options->making);
    while (damages-- > 0)
        spoil(&line, harm, DAMAGES, COUNT(DAMAGES));
    if (!first && chance(harm, options->broken))
        spoil(&line, harm, BREAKS, COUNT(BREAKS));
    if (options->crlf)
        line.bytes[line.length++] = '\r';
    line.bytes[line.length++] = '\n';
    output_used += line.length;
    generator->written++;
}

/* One stay in the file, or none when all its sub-sequences end before the window. */
static void generate_sejour(struct generator *generator)
{
    const struct options *options = generator->options;
    struct rng *rng = &generator->people;
    const struct format *format =
        options->n_formats > 0 ? options->formats[below(rng, options->n_formats)] : NULL;
    struct window window = window_of(options, format);
    struct sejour sejour;
    struct walk walk = {0};

    draw_sejour(rng, &sejour, window, options->finess);
    bool oqn = chance(rng, 150) && sejour.entree >= day_of(OQN_YEAR, 1, 1);
    sejour.numero = scattered(generator->stays, 387420489, generator->offset);
    sejour.facture = scattered(generator->stays, 282475249, generator->offset);
    generator->stays++;
    cut_sejour(&sejour, window, options->records - generator->written);
    while (next_sous_sequence(&sejour, &walk) && walk.fin <= sejour.connu)
        if (walk.fin >= window.from)
            emit(generator, rpss_of(&sejour, &walk),
                 format != NULL ? format : format_of_month(month_of(walk.fin), oqn));
}

/* One line, which is all that the file tells of its stay. */
static void generate_varied(struct generator *generator)
{
    const struct options *options = generator->options;
    struct rng *rng = &generator->people;
    const struct format *format = options->formats[below(rng, options->n_formats)];
    struct window window = window_of(options, format);
    struct sejour sejour;
    draw_sejour(rng, &sejour, window, options->finess);
    struct sequence *sequence = &sejour.sequence[0];
    struct rpss rpss = vary_sous_sequence(rng, &sejour, sequence, window);
    vary_sejour(rng, &sejour, rpss.jour[FIN]);
    vary_triplet(rng, sequence);
    sejour.numero = scattered(generator->stays, 387420489, generator->offset);
    sejour.facture = scattered(generator->stays, 282475249, generator->offset);
    generator->stays++;
    emit(generator, rpss, format);
}

/* ---- Command line ------------------------------------------------------------------------------
 */

static const char HELP[] =
    "Usage: had-generate [OPTIONS]\n"
    "Writes invented RPSS (PMSI-HAD) to standard output. Nobody in them exists.\n"
    "\n"
    "  --records N         how many lines (default 1000)\n"
    "  --seed S            other people, other faults (default 1)\n"
    "  --formats LIST      all, or tags with commas between (H0F,H1F); a stay keeps one of them.\n"
    "                      Default: the ungrouped format of each date\n"
    "  --years AAAA-AAAA   years that the sub-sequences end in (default 2019-2025; with "
    "--formats,\n"
    "                      those of each format)\n"
    "  --finess FINESS     the establishment (default 750712184)\n"
    "  --faults N          of a thousand lines, how many are well formed but hold wrong values\n"
    "  --broken N          of a thousand lines, how many are not well formed\n"
    "  --crlf              lines end with CR LF\n"
    "  --worst             99 DA and 999 CCAM zones in each record that can hold them\n"
    "  --varied            each field of a record drawn on its own from all that its list holds, 0 "
    "to 20 DA,\n"
    "                      0 to 6 CCAM zones, a format for each line (default "
    "H09,H0B,H0C,H0D,H0F)\n"
    "  -h, --help          this text\n"
    "\n"
    "The first line is always sound. Exit status: 0 done, 2 usage, 3 output not written.\n";

static void fail_on_usage(const char *option, const char *problem)
{
    fprintf(stderr, "had-generate: %s: %s (see --help)\n", option, problem);
    exit(EXIT_USAGE);
}

static uint64_t number_in(const char *option, const char *text, uint64_t most)
{
    uint64_t number = 0;
    if (*text == '\0')
        fail_on_usage(option, "not a number");
    for (; *text != '\0'; text++) {
        unsigned digit = (unsigned)(unsigned char)*text - '0';
        if (digit > 9)
            fail_on_usage(option, "not a number");
        if (number > (most - digit) / 10)
            fail_on_usage(option, "too large");
        number = number * 10 + digit;
    }
    return number;
}

static int year_in(const char *option, const char *text)
{
    char year[5] = {0};
    for (unsigned i = 0; i < 4 && text[i] != '\0'; i++)
        year[i] = text[i];
    uint64_t number = number_in(option, year, 2099);
    if (number < 2000)
        fail_on_usage(option, "years are 2000 to 2099");
    return (int)number;
}

static void read_years(struct options *options, const char *text)
{
    options->first_year = year_in("--years", text);
    options->last_year = options->first_year;
    if (text[4] == '-' && strlen(text) == 9)
        options->last_year = year_in("--years", text + 5);
    else if (text[4] != '\0')
        fail_on_usage("--years", "write AAAA-AAAA");
    if (options->last_year < options->first_year)
        fail_on_usage("--years", "the last is before the first");
}

static const struct format *format_of_tag(const char *tag, size_t length)
{
    for (const struct format *format = FORMATS; format < FORMATS + COUNT(FORMATS); format++)
        if (length == 3 && memcmp(format->tag, tag, 3) == 0)
            return format;
    fail_on_usage("--formats", "all, or tags of RPSS with commas between");
    return NULL;
}

static void read_formats(struct options *options, const char *text)
{
    options->n_formats = 0;
    if (strcmp(text, "all") == 0) {
        for (; options->n_formats < COUNT(FORMATS); options->n_formats++)
            options->formats[options->n_formats] = &FORMATS[options->n_formats];
        return;
    }
    for (const char *tag = text;; tag++) {
        size_t length = strcspn(tag, ",");
        if (options->n_formats == COUNT(FORMATS))
            fail_on_usage("--formats", "too many tags");
        options->formats[options->n_formats++] = format_of_tag(tag, length);
        tag += length;
        if (*tag == '\0')
            return;
    }
}

static void read_finess(struct options *options, const char *text)
{
    bool corsican = text[0] == '2' && (text[1] == 'A' || text[1] == 'B');
    size_t from = corsican ? 2 : 0;
    if (strlen(text) != 9 || strspn(text + from, "0123456789") != 9 - from)
        fail_on_usage("--finess", "nine digits, or 2A or 2B and seven");
    options->finess = text;
}

static void read_option(struct options *options, const char *name, const char *value)
{
    if (strcmp(name, "--records") == 0)
        options->records = number_in(name, value, UINT64_MAX);
    else if (strcmp(name, "--seed") == 0)
        options->seed = number_in(name, value, UINT64_MAX);
    else if (strcmp(name, "--formats") == 0)
        read_formats(options, value);
    else if (strcmp(name, "--years") == 0)
        read_years(options, value);
    else if (strcmp(name, "--finess") == 0)
        read_finess(options, value);
    else if (strcmp(name, "--faults") == 0)
        options->faults = (unsigned)number_in(name, value, 1000);
    else if (strcmp(name, "--broken") == 0)
        options->broken = (unsigned)number_in(name, value, 1000);
    else
        fail_on_usage(name, "unknown option");
}

/* Options without a value; false when this is not one of them. */
static bool read_flag(struct options *options, const char *name)
{
    if (strcmp(name, "--crlf") == 0)
        options->crlf = true;
    else if (strcmp(name, "--worst") == 0)
        options->making = WORST;
    else if (strcmp(name, "--varied") == 0)
        options->making = VARIED;
    else
        return false;
    return true;
}

static struct options read_options(int argc, char **argv)
{
    struct options options = {.records = 1000, .seed = 1, .finess = "750712184"};
    for (int i = 1; i < argc; i++) {
        if (read_flag(&options, argv[i]))
            continue;
        if (i + 1 == argc)
            fail_on_usage(argv[i], "unknown option, or its value is missing");
        read_option(&options, argv[i], argv[i + 1]);
        i++;
    }
    if (options.making == VARIED && options.n_formats == 0)
        read_formats(&options, "H09,H0B,H0C,H0D,H0F");
    return options;
}

/* Without --formats, each month that may be drawn needs a format of each sector. */
static void check_months(const struct options *options)
{
    char problem[96];
    struct window window = window_of(options, NULL);
    for (int month = month_of(window.from); month <= month_of(window.to); month++)
        for (int oqn = 0; oqn <= (month >= MONTH(OQN_YEAR, 1)); oqn++) {
            snprintf(problem, sizeof problem,
                     "no format of %s for %04d-%02d: it has to be in FORMATS",
                     oqn ? "ex-OQN" : "ex-DGF", month / 12, month % 12 + 1);
            if (format_of_month(month, oqn) == NULL)
                fail_on_usage("--years", problem);
        }
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

int main(int argc, char **argv)
{
    if (wants_help(argc, argv)) {
        if (fputs(HELP, stdout) == EOF || fclose(stdout) != 0)
            fail_on_output();
        return EXIT_SUCCESS;
    }
    struct options options = read_options(argc, argv);
    if (options.n_formats == 0)
        check_months(&options);
    struct generator generator = make_generator(&options);
    open_output();
    while (generator.written < options.records)
        (options.making == VARIED ? generate_varied : generate_sejour)(&generator);
    close_output();
    return EXIT_SUCCESS;
}
