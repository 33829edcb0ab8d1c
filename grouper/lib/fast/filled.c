/* SPDX-License-Identifier: Apache-2.0 */
#include "filled.h"

#include <string.h>

#include "common/digits.h"
#include "lib/rules/control.h"
#include "lib/rules/price.h"
#include "places.gen.h"

/* The days of a sub-sequence: nearly always of one month, or of two that follow each other. */
struct its_months {
    int32_t first, before, last_before; /* day of its first month; AAAAMM00 of first and last */
    int32_t length;                     /* days of all but the last */
};

static INLINE struct its_months months_of(const struct months *months, int32_t debut, int32_t fin)
{
    struct its_months of = {debut % 100, debut - debut % 100, fin - fin % 100, DAY_MASK};
    if (of.before != of.last_before)
        of.length = months->day_before[month_index(date_key(fin))] -
                    months->day_before[month_index(date_key(debut))];
    return of;
}

/* The same where there are months between. */
SELDOM static int32_t date_between(const struct its_months *of, int32_t days)
{
    return date_from_days(date_days(of->before + of->first) + days);
}

/* The date so many days after the first. */
static INLINE int32_t date_after(const struct its_months *of, int32_t days)
{
    int32_t day = of->first + days;
    if (!USUALLY(of->length <= DAY_MASK))
        return date_between(of, days);
    return day <= of->length ? of->before + day : of->last_before + day - of->length;
}

/* What is found in a usual record, but 902, is said of its pair and its IK. */
SELDOM static void fill_noted(const struct usual_input *in, const struct month_facts *month,
                              const unsigned char *line, const had_usual *usual, uint32_t n,
                              had_result *out)
{
    const struct classification *c = month->classification;
    const uint8_t mpp = c->mpp_index[usual->mpp[n]], mpa = c->mpa_index[usual->mpa[n]];
    const struct triple *triple = classification_triple(c, mpp, mpa, c->ik_index[usual->ik[n]]);
    write_digits((unsigned char *)out->code_retour, 3, usual->code[n]);
    control_association(c->pair[(size_t)mpp * c->mpa_count + mpa], triple,
                        line[AT_confirmation_codage], &out->findings);
    control_keep(&out->findings, month->year, &in->tables->layouts.layout[usual->layout[n]]);
}

static INLINE void fill_zones(const struct usual_input *in, const struct month_facts *month,
                              const had_usual *usual, uint32_t n, had_result *out)
{
    const struct tarif *due = month->due->of[out->secteur][usual->variante[n]];
    const struct its_months of = months_of(in->months, usual->debut[n], usual->fin[n]);
    int32_t past = 0;
    uint8_t count = 0;
    for (int k = 0; k < HAD_PERIODES; k++) {
        int32_t days = usual->zone_jours[n][k];
        if (days == 0)
            continue;
        uint8_t ght = usual->ght[n][k], origine = due[ght].origine;
        out->zone[count++] = (had_zone){.ght = ght,
                                        .groupement = usual->groupement[n][k],
                                        .origine = origine,
                                        .valorise = origine != HAD_ORIGINE_NONE,
                                        .jours = (uint16_t)days,
                                        .debut = date_after(&of, past),
                                        .fin = date_after(&of, past + days - 1),
                                        .tarif = usual->tarif[n][k],
                                        .montant = usual->zone_montant[n][k]};
        past += days;
        if (origine == HAD_ORIGINE_NONE && !in->groups_only)
            findings_add(&out->findings, HAD_902, true);
    }
    out->zone_count = count;
}

/* What is said of a group: the record's own is that there is none (rule R38). */
static INLINE void fill_group(const struct usual_input *in, const struct month_facts *month,
                              const unsigned char *line, const had_usual *usual, uint32_t n,
                              had_result *out)
{
    memcpy(out->version, in->tables->classification[usual->classification[n]].written,
           sizeof out->version);
    memcpy(out->code_retour, "000", sizeof out->code_retour);
    memcpy(out->ghpc, usual->ghpc[n], sizeof usual->ghpc[n]);
    out->ghpc[4] = '\0';
    out->classification = usual->classification[n];
    out->jours = usual->jours[n];
    if (!USUALLY(usual->code[n] == 0))
        fill_noted(in, month, line, usual, n, out);
    fill_zones(in, month, usual, n, out);
}

void filled_result(const struct usual_input *in, const unsigned char *line, const had_usual *usual,
                   uint32_t n, had_result *out)
{
    const struct month_facts *month = &in->months->month[month_index(date_key(usual->fin[n]))];
    out->outcome = HAD_GROUPED;
    out->facturable = usual->facturable[n];
    out->variante = usual->variante[n];
    out->type_domicile = usual->type_domicile[n];
    out->campagne = usual->campagne[n];
    out->length = (uint16_t)usual_length(usual_codes(line), usual_acts(line));
    out->expected = out->length;
    out->debut_sequence = date_read(line + AT_date_debut_sequence);
    out->debut = usual->debut[n];
    out->fin = usual->fin[n];
    out->jours = 0;
    out->position = 0;
    out->statut = HAD_STATUT_INCONNU;
    out->matrice = HAD_MATRICE_NON;
    memset(&out->findings, 0, sizeof out->findings);
    if (USUALLY(!in->matrix)) {
        fill_group(in, month, line, usual, n, out);
        return;
    }
    control_matrix(in->matrix, usual->mpp[n], usual->mpa[n], usual->campagne[n], out);
    group_none(in->deciding, out);
}
