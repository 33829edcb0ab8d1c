/* SPDX-License-Identifier: Apache-2.0 */
/* Cells that several outputs share. */
#ifndef ROWS_H
#define ROWS_H

#include "cli/run/batch.h"
#include "cli/base/names.h"

/* Begins the row of a record: fichier, ligne. */
void row_of(struct table *table, const struct item *item);
/* sejour, sequence, sous_sequence */
void row_keys(const struct batch *batch, struct table *table, const struct item *item);
/* One field, as text or as a plain integer. */
void row_text(const struct batch *batch, struct table *table, const struct item *item, int field);
/* classification, officielle */
void row_classification(const struct batch *batch, struct table *table, const had_result *result);
/* Names of the bits that are set, joined by +; `out` has the room for all. */
void join_names(char *out, const char *const *names, size_t count, unsigned bits);
/* Our warnings that a command leaves out unless they are asked for: they refuse nothing. */
had_findings finding_warnings(void);
/* The first finding of a set from this number on; HAD_FINDINGS_MAX = there is none. */
int finding_from(const had_findings *set, int number);
/* First name of a list of fields: `da[]` is da, `ccam[].code_ccam` is code_ccam. */
enum { FINDING_FIELD = 40 };
void finding_field(const char *fields, char out[FINDING_FIELD]);
/* Whether the amount of a zone is known: 0 euro for a GHT 99; not without a tariff (902) or a
 * prudential coefficient (919). */
static inline bool zone_valued(const had_zone *zone)
{
    return zone->valorise || zone->ght == HAD_GHT_ERROR;
}
/* Centimes of the zones of a result; false when one has none, or there is no zone. */
bool result_amount(const had_result *result, int64_t *centimes);
/* Days of its zones. */
int32_t result_days(const had_result *result);

/* --fourchette: between which the amount of a zone lies (of a 901, on its one zone: the least and
 * the most that its zones could give). False when a tariff is missing. */
bool zone_range(const struct batch *batch, const struct item *item, const had_zone *zone,
                int64_t *least, int64_t *most);
/* Whether --fourchette takes the record; false stops the run, a message having been said. */
bool range_takes(const struct item *item);

/* groupement: ways of grouping, bits of had_groupement, joined by + */
enum { GROUPEMENT_TEXT = 32 };
void groupement_text(char out[GROUPEMENT_TEXT], unsigned ways);
void row_groupement(struct table *table, unsigned ways);
/* secteur, variante, campagne, origine, tarif, facturable */
void row_tarif(struct table *table, const had_result *result, const had_zone *zone);

/* Writes where the options say, whole or not at all, the rows that `make` makes of no record.
 * Returns the exit status: what `make` returned, or FILES. */
int rows_write(const struct options *options,
               int (*make)(const struct options *options, struct table *table));

#endif
