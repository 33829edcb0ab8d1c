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

/* --- Usual records ---------------------------------------------------------------------------- */

/* class_of, without a branch: the stays that come one after the other differ. */
static INLINE enum age_class class_usual(uint8_t age)
{
    return (enum age_class)((age >= 3) + (age >= 18) + (age >= 65) + (age >= 75) + (age >= 85));
}

bool facts_usual(const struct facts_known *known, const struct item *item, const had_usual *usual,
                 uint32_t n, struct facts *facts)
{
    const struct fact_places *places = &known->places[usual->layout[n] % LAYOUTS];
    if (places->layout != usual->layout[n] + 1)
        return false;
    facts->places = places;
    facts->bytes = item->bytes + usual->start[n];
    facts->ghpc = usual->ghpc[n];
    facts->without = usual_without(usual, n);
    facts_place_usual(usual, n, facts->without, &facts->place);
    facts->secteur = places->secteur;
    facts->type_domicile = usual->type_domicile[n];
    facts->ages = class_usual(usual->age[n]);
    facts->mpp = usual->mpp[n];
    facts->mpa = usual->mpa[n];
    return true;
}
