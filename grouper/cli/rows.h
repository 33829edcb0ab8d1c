/* SPDX-License-Identifier: Apache-2.0 */
/* Cells that several outputs share. */
#ifndef ROWS_H
#define ROWS_H

#include "batch.h"

/* Begins the row of a record: fichier, ligne. */
void row_of(struct table *table, const struct item *item);
/* sejour, sequence, sous_sequence */
void row_keys(const struct batch *batch, struct table *table, const struct item *item);
/* One field, as text or as a plain integer. */
void row_text(const struct batch *batch, struct table *table, const struct item *item, int field);
/* classification, officielle */
void row_classification(const struct batch *batch, struct table *table, const had_result *result);
/* groupement: ways of grouping, bits of had_groupement, joined by + */
void row_groupement(struct table *table, unsigned ways);
/* secteur, variante, campagne, origine, tarif, facturable */
void row_tarif(struct table *table, const had_result *result, const had_zone *zone);

/* How the options ask for rows. */
enum table_format row_format(const struct options *options);

/* Words of the contract for had_secteur, had_variante, had_origine; "" = none. */
const char *secteur_name(int secteur);
const char *variante_name(int variante);
const char *origine_name(int origine);
/* The official flag of a result: 1, 0, or -1 for blank. */
int row_official(const struct batch *batch, const had_result *result);

#endif
