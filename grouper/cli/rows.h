/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of rows that several outputs share. */
#ifndef ROWS_H
#define ROWS_H

#include "batch.h"

/* Room that a row needs at most, its file name apart. */
enum { ROW_MAX = 1024 };

/* Asks for the room of one row of a record. */
void row_room(struct sink *sink, const struct item *item);

/* fichier;ligne;  */
void row_place(struct sink *sink, const struct item *item);
/* sejour;sequence;sous_sequence; */
void row_keys(const struct batch *batch, struct sink *sink, const struct item *item);
/* One field and `;`: as text, or as a plain integer. */
void row_text(const struct batch *batch, struct sink *sink, const struct item *item, int field);
void row_plain(const struct batch *batch, struct sink *sink, const struct item *item, int field);
/* The classification of a result, then its official flag: `id;0`. */
void row_classification(const struct batch *batch, struct sink *sink, const had_result *result);
/* Ways of grouping, bits of had_groupement, joined by +. */
void row_groupement(struct sink *sink, unsigned ways);

const char *row_secteur(const had_result *result);
const char *row_variante(const had_result *result);
const char *row_origine(const had_zone *zone);
/* The official flag of a result: 1, 0, or -1 for blank. */
int row_official(const struct batch *batch, const had_result *result);

#endif
