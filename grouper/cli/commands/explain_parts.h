/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences that a record told whole and a day told alone have in common. */
#ifndef EXPLAIN_PARTS_H
#define EXPLAIN_PARTS_H

#include "cli/write/screen.h"
#include "told.h"

/* Bytes of a line; blanks that a line is set in by. */
enum { LINE = 1024, INDENT = 2 };

struct screen part_screen(const struct told *told, struct sink *sink);
/* What was told: file, line, kind of record, format, outcome. */
void part_head(const struct told *told, struct screen *screen);

/* "J5-J9", or "J31+". */
void part_ranks(char out[32], int32_t first, int32_t last);
/* Names of fields, apart. */
void part_fields(const char *fields, char *out, size_t size);

/* What was found: the code, its words, its fields and where the first stands. */
void part_finding(const struct told *told, struct screen *screen, const had_finding *finding);
size_t part_findings(const struct told *told, had_finding list[HAD_FINDINGS_MAX]);

/* "1.7686 x 1.0000 x 1.2000", and how the products are rounded. */
void part_product(char *out, size_t size, const had_why *why);
/* Where the GHT of a period comes from. Of one that is deduced, `tables show` gives the reason. */
void part_source(const struct told *told, char *out, size_t size, const had_why *why);

/* " x 1.0700 (coef. géographique)", for those asked for. */
void part_coefficients(const struct told *told, char *out, size_t size);
/* The row of the table that the tariff is in, and where it was published. */
void part_tarif(const struct told *told, struct screen *screen, const had_zone *zone);
/* Rule R30: what VID-HOSP says of the stay. False when it was not asked, or is none of its. */
bool part_droits(const struct told *told, char *out, size_t size);

#endif
