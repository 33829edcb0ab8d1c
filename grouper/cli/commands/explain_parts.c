/* SPDX-License-Identifier: Apache-2.0 */
#include "explain_parts.h"

#include <stdio.h>
#include <string.h>

#include "explain_figures.h"
#include "os/os.h"
#include "common/digits.h"
#include "cli/base/words.h"
#include "cli/report/references.h"
#include "cli/rows/rows.h"

struct screen part_screen(const struct told *told, struct sink *sink)
{
    struct screen screen;
    screen_start(&screen, sink, !told->batch->options->output && os_terminal(OS_STDOUT));
    return screen;
}

void part_ranks(char out[32], int32_t first, int32_t last)
{
    if (last == INT32_MAX)
        snprintf(out, 32, "J%d+", first);
    else
        snprintf(out, 32, "J%d-J%d", first, last);
}

static const char *outcome_text(const had_result *result)
{
    return result->outcome == HAD_GROUPED   ? words(W_EX_GROUPED)
           : result->outcome == HAD_BLOCKED ? words(W_EX_BLOCKED)
                                            : words(W_EX_UNUSABLE);
}

void part_head(const struct told *told, struct screen *screen)
{
    const had_result *result = told->item->result;
    char line[LINE * 8];
    words_write(line, sizeof line, W_EX_HEAD, told->item->file,
                (unsigned long long)told->item->line, result->rapss ? "RAPSS" : "RPSS",
                result->format, secteur_name(result->secteur), outcome_text(result));
    screen_text(screen, PAINT_TITLE, 0, 2, line);
}

void part_fields(const char *fields, char *out, size_t size)
{
    size_t n = 0;
    for (; *fields && n + 3 < size; fields++) {
        out[n++] = *fields;
        if (*fields == ',')
            out[n++] = ' ';
    }
    out[n] = '\0';
}

void part_finding(const struct told *told, struct screen *screen, const had_finding *finding)
{
    had_finding_info info = {.size = sizeof info};
    char line[LINE * 3], place[64] = "", names[LINE], meaning[LINE];
    had_finding_get(finding->number, told->item->result->fin / 10000, &info);
    if (finding->length == 1)
        words_write(place, sizeof place, W_EX_BYTE, (unsigned)finding->position);
    else if (finding->length > 1)
        words_write(place, sizeof place, W_EX_PLACE, (unsigned)finding->position,
                    (unsigned)(finding->position + finding->length - 1u));
    bool blocking = told_blocking(told, finding->number);
    part_fields(info.fields, names, sizeof names);
    told_meaning(told, finding->number, meaning, sizeof meaning);
    words_write(line, sizeof line, W_EX_FINDING, info.code,
                blocking ? words(W_EX_BLOCKING) : words(W_EX_WARNING), meaning,
                names[0] ? names : "-", place);
    screen_text(screen, blocking ? PAINT_BAD : PAINT_PLAIN, INDENT, INDENT + 4, line);
}

size_t part_findings(const struct told *told, had_finding list[HAD_FINDINGS_MAX])
{
    const struct item *item = told->item;
    size_t n = had_result_findings(told->engine, item->bytes, item->length, item->result, list,
                                   HAD_FINDINGS_MAX);
    return n < HAD_FINDINGS_MAX ? n : HAD_FINDINGS_MAX;
}

void part_product(char *out, size_t size, const had_why *why)
{
    char mpp[FIGURE], mpa[FIGURE], ik[FIGURE], ipi[FIGURE];
    size_t n = words_write(out, size, W_EX_PRODUCT, figure_weight(mpp, why->poids_mpp),
                           figure_weight(mpa, why->poids_mpa), figure_weight(ik, why->poids_ik),
                           figure_text(ipi, why->ipi));
    if (why->ipi_decimales >= 0)
        n += words_write(out + n, size - n, W_EX_ROUNDED, "IPI", (unsigned)why->ipi_decimales);
    if (why->ipt_decimales >= 0)
        words_write(out + n, size - n, W_EX_ROUNDED, "IPT", (unsigned)why->ipt_decimales);
}

/* The IPT of a period and the bounds on both sides of it. */
static void bounds_text(char *out, size_t size, const had_why *why)
{
    char duree[FIGURE], min[FIGURE], above[FIGURE], ipt[FIGURE];
    figure_text(ipt, why->ipt);
    figure_weight(duree, why->poids_duree);
    figure_weight(min, why->ipt_min);
    figure_weight(above, why->ipt_above);
    if (why->ght_above)
        words_write(out, size, W_EX_BOUNDS, duree, ipt, two_text(why->ght).text, min,
                    two_text(why->ght_above).text, above);
    else
        words_write(out, size, W_EX_LAST_BOUND, duree, ipt, two_text(why->ght).text, min);
}

void part_source(const struct told *told, char *out, size_t size, const had_why *why)
{
    struct triple_codes codes = told_triple(told);
    int32_t classification = told->item->result->classification;
    if (why->groupement == HAD_GROUPE_OBSERVE)
        words_write(out, size, W_EX_OBSERVED, two_text(why->ght).text, (unsigned long long)why->n);
    else if (why->groupement == HAD_GROUPE_POIDS && why->ght > 0)
        bounds_text(out, size, why);
    else if (why->groupement == HAD_GROUPE_DEDUIT)
        words_write(out, size, W_EX_DEDUCED, two_text(why->ght).text,
                    told->batch->classification[classification].id, codes.mpp, codes.mpa, codes.ik);
    else
        snprintf(out, size, "%s", words(W_EX_UNKNOWN));
}

static const char *origin_text(int origine)
{
    switch (origine) {
    case HAD_ORIGINE_PUBLIE:
        return words(W_EX_PUBLISHED);
    case HAD_ORIGINE_CALCULE:
        return words(W_EX_DERIVED);
    case HAD_ORIGINE_OBSERVE:
        return words(W_EX_FROM_INVOICES);
    case HAD_ORIGINE_FOURNI:
        return words(W_EX_GIVEN);
    default:
        return words(W_EX_SIMULATED);
    }
}

void part_coefficients(const struct told *told, char *out, size_t size)
{
    const struct options *options = told->batch->options;
    had_coefficient_info info;
    char value[FIGURE];
    size_t n = 0;
    out[0] = '\0';
    if (options->coef_geo)
        n += words_write(out, size, W_EX_COEF_GEO, figure_weight(value, options->coef_geo));
    if (options->coef_prudentiel && told_coefficient(told, &info) == 0)
        words_write(out + n, size - n, W_EX_COEF_UNKNOWN, (unsigned)told->item->result->campagne);
    else if (options->coef_prudentiel == HAD_AUTO)
        words_write(out + n, size - n, W_EX_COEF_AUTO, figure_weight(value, info.prudentiel),
                    (unsigned)told->item->result->campagne);
    else if (options->coef_prudentiel)
        words_write(out + n, size - n, W_EX_COEF_PRUDENTIEL,
                    figure_weight(value, options->coef_prudentiel));
}

void part_tarif(const struct told *told, struct screen *screen, const had_zone *zone)
{
    const had_result *result = told->item->result;
    had_tarif_source source;
    char line[LINE], tarif[FIGURE], base[FIGURE], names[TARIFF_SOURCES_TEXT];
    if (!told_tarif(told, zone, &source)) {
        words_write(line, sizeof line, W_EX_NO_TARIF, two_text(zone->ght).text,
                    secteur_name(result->secteur), variante_name(result->variante),
                    (unsigned)result->campagne);
        screen_text(screen, PAINT_BAD, INDENT, INDENT + 2, line);
        return;
    }
    figure_euros(tarif, source.centimes);
    words_write(line, sizeof line, W_EX_TARIF, two_text(zone->ght).text,
                secteur_name(result->secteur), variante_name(result->variante),
                (unsigned)result->campagne, tarif, origin_text(zone->origine));
    screen_text(screen, PAINT_PLAIN, INDENT, INDENT + 2, line);
    if (source.origine == HAD_ORIGINE_CALCULE) {
        figure_euros(base, source.base);
        words_write(line, sizeof line, W_EX_RATE, (unsigned)source.per_cent, base);
        screen_text(screen, PAINT_PLAIN, INDENT + 2, INDENT + 4, line);
    }
    const bool restated = tariff_sources_said(names, source.source);
    if (names[0])
        words_write(line, sizeof line, W_EX_ROW, source.file, (unsigned)source.line, names);
    else
        words_write(line, sizeof line, W_EX_ROW_ALONE, source.file, (unsigned)source.line);
    screen_text(screen, PAINT_FAINT, INDENT + 2, INDENT + 4, line);
    if (restated)
        screen_text(screen, PAINT_FAINT, INDENT + 2, INDENT + 4, words(W_EX_RESTATED));
}

/* FILE, line N; FILE, line N */
static void places_text(const struct told *told, char *out, size_t size)
{
    struct told_place places[DROITS_PLACES];
    size_t n = told_droits(told, places), used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < n; i++)
        used += words_write(out + used, size - used, W_EX_DAY_AT, i ? words(W_EX_APART) : "",
                            places[i].file, (unsigned long long)places[i].line);
}

static const char *facturable_text(char code)
{
    return code == '0'   ? words(W_EX_FACTURABLE_0)
           : code == '1' ? words(W_EX_FACTURABLE_1)
           : code == '2' ? words(W_EX_FACTURABLE_2)
                         : words(W_EX_FACTURABLE_3);
}

bool part_droits(const struct told *told, char *out, size_t size)
{
    char places[LINE];
    if (!told->droits || told->droits->etat == HAD_DROITS_SANS_OBJET)
        return false;
    places_text(told, places, sizeof places);
    if (told->droits->etat == HAD_DROITS_CONNUS)
        words_write(out, size, W_EX_DROITS,
                    told->item->result->facturable ? words(W_EX_YES) : words(W_EX_NO),
                    facturable_text(told->droits->facturable), places);
    else
        snprintf(out, size, "%s%s%s%s",
                 told->droits->etat == HAD_DROITS_ABSENTS ? words(W_EX_DROITS_ABSENT)
                                                          : words(W_EX_DROITS_DIFFER),
                 places[0] ? " (" : "", places, places[0] ? ")" : "");
    return true;
}
