/* SPDX-License-Identifier: Apache-2.0 */
#include "facts.h"

#include <string.h>

#include "cli/rows/rows.h"
#include "cli/account/estimate.h"
#include "common/hints.h"

const char *const age_names[AGE_CLASSES] = {"00-02", "03-17", "18-64", "65-74", "75-84", "85+", ""};

enum { AGE_UNKNOWN = -1 };

static enum age_class class_of(int age)
{
    return age == AGE_UNKNOWN ? AGES_UNKNOWN
           : age < 3          ? AGES_0
           : age < 18         ? AGES_3
           : age < 65         ? AGES_18
           : age < 75         ? AGES_65
           : age < 85         ? AGES_75
                              : AGES_85;
}

/* The age of a RAPSS is a part of it that no rule asks for: it is found by its name. */
static had_span part_of(const struct batch *batch, const struct item *item, const char *name)
{
    had_part parts[HAD_PARTS_MAX];
    size_t n = had_record_parts(batch->engine, item->bytes, item->length, parts, HAD_PARTS_MAX);
    for (size_t i = 0; i < n; i++)
        if (strcmp(parts[i].name, name) == 0)
            return parts[i].span;
    return (had_span){0, 0};
}

static void find_places(const struct batch *batch, const struct item *item,
                        struct fact_places *places)
{
    static const char *const names[FACT_FIELDS] = {
        [FACT_NAISSANCE] = "date_naissance",
        [FACT_ENTREE] = "date_entree",
        [FACT_DEBUT_SEQUENCE] = "date_debut_sequence",
        [FACT_MPP] = "mpp",
        [FACT_MPA] = "mpa",
        [FACT_FINESS] = "finess_epmsi",
        [FACT_SEJOUR] = "sejour",
        [FACT_IPP] = "ipp",
        [FACT_MODE_ENTREE] = "mode_entree",
        [FACT_PROVENANCE] = "provenance",
        [FACT_MODE_SORTIE] = "mode_sortie",
        [FACT_URGENCES] = "passage_urgences",
        [FACT_AUTORISATION] = "type_autorisation",
    };
    for (int i = 0; i < FACT_FIELDS; i++)
        places->span[i] = names[i]
                              ? had_result_field(batch->engine, item->result, had_field(names[i]))
                              : (had_span){0, 0};
    if (item->result->rapss)
        places->span[FACT_AGE] = part_of(batch, item, "age_annees");
    places->dated = places->span[FACT_NAISSANCE].length == DATE_LENGTH &&
                    places->span[FACT_ENTREE].length == DATE_LENGTH &&
                    places->span[FACT_DEBUT_SEQUENCE].length == DATE_LENGTH;
    places->layout = item->result->layout + 1;
    places->secteur = item->result->secteur;
}

static int digits_of(const unsigned char *p, size_t size)
{
    int number = 0;
    for (size_t i = 0; i < size; i++) {
        if (p[i] < '0' || p[i] > '9')
            return AGE_UNKNOWN;
        number = 10 * number + p[i] - '0';
    }
    return size > 0 ? number : AGE_UNKNOWN;
}

/* That of a RAPSS is written in it. */
static enum age_class age_written(const struct facts *facts)
{
    size_t length;
    const unsigned char *p = fact_bytes(facts, FACT_AGE, &length);
    return class_of(digits_of(p, length));
}

static int age_made(int32_t born, int32_t came)
{
    if (born == 0 || came < born)
        return AGE_UNKNOWN;
    return came / 10000 - born / 10000 - (came % 10000 < born % 10000);
}

static enum age_class age_of(const struct facts *facts)
{
    return class_of(age_made(fact_date(facts, FACT_NAISSANCE), fact_date(facts, FACT_ENTREE)));
}

/* --- Usual records ---------------------------------------------------------------------------- */

/* They have all dates, which are real, and none entered before the birth. */
struct date_parts {
    int year, month, day;
};

static INLINE struct date_parts parts_of(const struct facts *facts, enum fact_field field)
{
    size_t length;
    uint64_t pairs = load8(fact_bytes(facts, field, &length)) & BYTES(0x0F);
    pairs = pairs * 10 + (pairs >> 8); /* every other byte is a number: JJ MM AA AA */
    return (struct date_parts){.year = (int)((pairs >> 32 & 0xFF) * 100 + (pairs >> 48 & 0xFF)),
                               .month = pairs >> 16 & 0xFF,
                               .day = pairs & 0xFF};
}

/* A number whose differences tell whole years: in the bits from YEAR on. */
enum { YEAR = 9 };
static INLINE int years_key(struct date_parts date)
{
    return date.year << YEAR | date.month << 5 | date.day;
}

/* class_of, without a branch: the stays that come one after the other differ. */
static INLINE enum age_class age_usual(const struct facts *facts)
{
    const int age =
        (years_key(parts_of(facts, FACT_ENTREE)) - years_key(parts_of(facts, FACT_NAISSANCE))) >>
        YEAR;
    return (enum age_class)((age >= 3) + (age >= 18) + (age >= 65) + (age >= 75) + (age >= 85));
}

/* The day before a month, among those of date_days. */
SELDOM static int32_t day_before(struct facts_known *known, int year, int month, uint32_t n)
{
    int32_t before = date_days(year * 10000 + month * 100 + 1) - 1;
    if (n < FACT_MONTHS)
        known->before[n] = before;
    return before;
}

/* date_days of a real date. */
static INLINE int32_t days_at(struct facts_known *known, int year, int month, int day)
{
    uint32_t n = (uint32_t)((year - FACT_FIRST_YEAR) * 12 + month - 1);
    int32_t before = n < FACT_MONTHS ? known->before[n] : 0;
    return day + (USUALLY(before != 0) ? before : day_before(known, year, month, n));
}

static INLINE int32_t rank_of(struct facts_known *known, const struct facts *facts)
{
    const int32_t debut = facts->place.debut;
    const struct date_parts began = parts_of(facts, FACT_DEBUT_SEQUENCE);
    return days_at(known, date_year(debut), date_month(debut), date_day(debut)) -
           days_at(known, began.year, began.month, began.day) + 1;
}

static int mode_of(const struct facts *facts, enum fact_field field)
{
    size_t length;
    const unsigned char *p = fact_bytes(facts, field, &length);
    return estimate_mode(p, length);
}

void facts_place(const had_result *result, struct line_place *place)
{
    place->debut = result->debut;
    place->fin = result->fin;
    place->days = result_days(result);
    place->told = result->zone_count > 0;
    place->valued = result_amount(result, &place->amount);
}

/* Whether every zone of the n-th record has a tariff: zone_valued. Without a branch. */
static INLINE bool valued_usual(const had_usual *usual, uint32_t n)
{
    bool valued = true;
    for (int k = 0; k < HAD_PERIODES; k++)
        valued &= (usual->zone_jours[n][k] == 0) | (usual->tarif[n][k] != 0);
    return valued;
}

void facts_read(const struct batch *batch, struct facts_known *known, const struct item *item,
                struct facts *facts)
{
    const had_result *result = item->result;
    struct fact_places *places = &known->places[result->layout % LAYOUTS];
    if (places->layout != result->layout + 1)
        find_places(batch, item, places);
    facts->places = places;
    facts->bytes = item->bytes;
    facts->ghpc = result->ghpc;
    facts_place(result, &facts->place);
    facts->secteur = result->secteur;
    facts->type_domicile = result->type_domicile;
    facts->ages = result->rapss ? age_written(facts) : age_of(facts);
    facts->mpp = mode_of(facts, FACT_MPP);
    facts->mpa = mode_of(facts, FACT_MPA);
}

bool facts_usual(struct facts_known *known, const struct item *item, const had_usual *usual,
                 uint32_t n, struct facts *facts)
{
    const struct fact_places *places = &known->places[usual->layout[n] % LAYOUTS];
    if (places->layout != usual->layout[n] + 1 || !places->dated)
        return false;
    facts->places = places;
    facts->bytes = item->bytes + usual->start[n];
    facts->ghpc = usual->ghpc[n];
    facts->place.debut = usual->debut[n];
    facts->place.fin = usual->fin[n];
    facts->place.days = usual->jours[n];
    facts->place.amount = usual->montant[n];
    facts->place.told = true;
    facts->place.valued = usual->sans_tarif == 0 || valued_usual(usual, n);
    facts->secteur = places->secteur;
    facts->type_domicile = usual->type_domicile[n];
    facts->ages = age_usual(facts);
    facts->rank = rank_of(known, facts);
    facts->mpp = usual->mpp[n];
    facts->mpa = usual->mpa[n];
    return true;
}
