/* SPDX-License-Identifier: Apache-2.0 */
#include "rows.h"
#include "cli/files/sheet.h"

#include <string.h>

#include "cli/files/output.h"
#include "cli/run/said.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

void row_of(struct table *table, const struct item *item)
{
    row_begin(table, PUT_FIELD_MAX(strlen(item->file)));
    cell_name(table, item->file);
    cell_number(table, (int64_t)item->line);
}

void row_text(const struct batch *batch, struct table *table, const struct item *item, int field)
{
    size_t length;
    const unsigned char *bytes = item_field(batch, item, field, &length);
    cell_text(table, bytes, length);
}

void row_keys(const struct batch *batch, struct table *table, const struct item *item)
{
    size_t length;
    row_text(batch, table, item, batch->fields.sejour);
    const unsigned char *bytes = item_field(batch, item, batch->fields.no_sequence, &length);
    cell_plain(table, bytes, length);
    bytes = item_field(batch, item, batch->fields.no_sous_sequence, &length);
    cell_plain(table, bytes, length);
}

void row_classification(const struct batch *batch, struct table *table, const had_result *result)
{
    if (result->carried)
        cell_text(table, (const unsigned char *)result->version, 2);
    else if (result->classification >= 0)
        cell_name(table, batch->classification[result->classification].id);
    else
        cell_blank(table);
    int official = result_official(batch, result);
    cell_word(table, official < 0 ? "" : official ? "1" : "0");
}

void join_names(char *out, const char *const *names, size_t count, unsigned bits)
{
    *out = '\0';
    for (size_t i = 0; i < count; i++) {
        if (!(bits >> i & 1))
            continue;
        if (*out)
            strcat(out, "+");
        strcat(out, names[i]);
    }
}

bool zone_range(const struct batch *batch, const struct item *item, const had_zone *zone,
                int64_t *least, int64_t *most)
{
    had_fourchette range = {.size = sizeof range};
    bool open =
        zone->ght == HAD_GHT_ERROR && had_fourchette_get(batch->engine, item->bytes, item->length,
                                                         item->result, &range) == HAD_OK;
    *least = open ? range.montant_min : zone->montant;
    *most = open ? range.montant_max : zone->montant;
    return open ? range.connue : zone_valued(zone);
}

bool range_takes(const struct item *item)
{
    return !(item->result->carried || item->result->rapss) || said_stop(item, W_NO_RANGE, USAGE);
}

had_findings finding_warnings(void)
{
    static const char *const codes[] = {"902", "903", "905", "906", "919", "927"};
    had_findings warnings = {{0}};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        int number = had_finding_number(codes[i]);
        warnings.word[number >> 6] |= UINT64_C(1) << (number & 63);
    }
    return warnings;
}

int finding_from(const had_findings *set, int number)
{
    while (number < HAD_FINDINGS_MAX) {
        const uint64_t left = set->word[number >> 6] >> (number & 63);
        if (left != 0)
            return number + __builtin_ctzll(left);
        number = (number | 63) + 1;
    }
    return HAD_FINDINGS_MAX;
}

void finding_field(const char *fields, char out[FINDING_FIELD])
{
    size_t length = strcspn(fields, ",[");
    if (strncmp(fields, "ccam[].", 7) == 0) {
        fields += 7;
        length = strcspn(fields, ",[");
    }
    if (strncmp(fields, "mpd1..", 6) == 0)
        length = 3;
    length = length < FINDING_FIELD ? length : FINDING_FIELD - 1;
    memcpy(out, fields, length);
    out[length] = '\0';
}

bool result_amount(const had_result *result, int64_t *centimes)
{
    bool known = result->zone_count > 0;
    *centimes = 0;
    for (int i = 0; i < result->zone_count; i++) {
        const had_zone *zone = &result->zone[i];
        known &= zone_valued(zone);
        *centimes += zone->montant;
    }
    return known;
}

int32_t result_days(const had_result *result)
{
    int32_t days = 0;
    for (int i = 0; i < result->zone_count; i++)
        days += result->zone[i].jours;
    return days;
}

void groupement_text(char out[GROUPEMENT_TEXT], unsigned ways)
{
    static const char *const names[] = {"poids", "observe", "deduit", "lu"};
    join_names(out, names, sizeof names / sizeof names[0], ways);
}

void row_groupement(struct table *table, unsigned ways)
{
    char text[GROUPEMENT_TEXT];
    groupement_text(text, ways);
    cell_word(table, text);
}

void row_tarif(struct table *table, const had_result *result, const had_zone *zone)
{
    cell_word(table, secteur_name(result->secteur));
    if (zone->ght ==
        HAD_GHT_ERROR) { /* a GHT 99 has a sector, and neither variant, campaign nor tariff */
        for (int i = 0; i < 4; i++)
            cell_blank(table);
    } else {
        cell_word(table, variante_name(result->variante));
        if (result->campagne)
            cell_code(table, 4, result->campagne);
        else
            cell_blank(table);
        cell_word(table, origine_name(zone->origine));
        if (zone->origine != HAD_ORIGINE_NONE)
            cell_euros(table, zone->tarif);
        else
            cell_blank(table);
    }
    cell_word(table, result->facturable ? "1" : "0");
}

int rows_write(const struct options *options,
               int (*make)(const struct options *options, struct table *table))
{
    static struct output output; /* large: not on the stack */
    int status = output_open(&output, options->output);
    if (status)
        return status;
    struct table table = {.sink = &output.sink, .format = row_format(options)};
    status = sheet_open(options, &output, NULL);
    if (!status)
        status = make(options, &table);
    if (status != DONE && status != DIFFERENCES) {
        output_drop(&output);
        return status;
    }
    int written = output_commit(&output);
    return written ? written : status;
}
