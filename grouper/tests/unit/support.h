/* SPDX-License-Identifier: Apache-2.0 */
/* What the suites share: tables, engines, and records built field by field. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "had.h"
#include "lib/tables/layout.h"
#include "lib/tables/tables.h"

enum { LINE_ROOM = 30000 };

struct line {
    char text[LINE_ROOM];
    size_t length;
    const struct layout *layout;
};

/* Tables with everything built in, and the trial classification when asked. Aborts on failure. */
had_tables *support_tables(bool essai);
had_engine *support_engine(const had_tables *tables, const had_options *options);

/* A record of this format that raises no finding with the trial classification: MPP 04, MPA 00,
 * IK 050, sub-sequence 5 to 20 May of the format's year, sequence and stay begun on 1 May. */
void line_make(struct line *line, const had_tables *tables, const char *format);
/* Writes text over a field, blanks after it. */
void line_set(struct line *line, const char *field, const char *text);
/* Sets several: "mpp=05 ik=060 date_sortie=________"; `_` stands for a blank. */
void line_apply(struct line *line, const char *changes);
/* Its sub-sequence, anonymised: rank 5, 16 days, ended in May of 2022; then what follows the fixed
 * part of the RAPSS. */
void rapss_make(struct line *line, const had_tables *tables, const char *tag, const char *rest);
/* Puts text before the grouping zone, and adds to a count field. */
void line_insert(struct line *line, const char *text);

/* The findings of a result, joined by commas, in registry order; FG and had only when `fg`. */
void findings_text(const had_engine *engine, const struct line *line, const had_result *result,
                   char *out, size_t room);

/* Codes of a set, in rising order, joined by commas. */
void set_text(const had_findings *set, char *out, size_t room);

had_result support_process(const had_engine *engine, const struct line *line);

/* Ends a test, and says what to do next: the fast way finds something else than the plain way in a
 * record; a record of the tests, which nothing is wrong with, is not usual. */
void ways_differ(const had_result *plain, const char *found, const char *text, size_t length);
void not_usual(const had_engine *plain, const struct line *line);

/* Every named field of a result, and of its zones, one after the other: what two results are
 * compared by. Bytes between fields, and zones that it does not have, are not of it. */
enum { RESULT_BYTES = 512 };
size_t result_bytes(const had_result *result, unsigned char out[RESULT_BYTES]);

/* Memory that may fail. */
struct counting {
    long left; /* allocations until one fails; below 0: none does */
    long live; /* taken and not released */
};
had_allocator counting_allocator(struct counting *counting);

/* Writes rows of rpss.csv: the fields that every record needs, and n_da, one behind the other from
 * *start on, each row begun with `begin` (format;sector;grouped). *start is then behind the last.
 */
size_t support_needed(char *out, size_t room, const char *begin, int *start);

/* Adds a classification given as text: "name\0content" pairs, ended by NULL. */
int support_classification(had_tables *tables, const char *const *files, had_error *error);

/* How many times fewer cases are drawn: 1, or HAD_TEST_FEW where tests are slow
 * (an emulated processor, sanitizers, valgrind). A sweep
 * over the values of a byte begins at `at % few` and goes on by it: what one byte lacks, the next
 * has. */
int support_few(void);

int support_run(Suite *suite);

#endif
