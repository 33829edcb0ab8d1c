/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of the files beside the records, built field by field, and what reads drugs. */
#ifndef BESIDE_LINES_H
#define BESIDE_LINES_H

#include "lib/tables/beside.h"
#include "support.h"

/* A line of a layout, field by field; `_` stands for a blank. */
struct side_line {
    char text[600];
    size_t length;
    const struct beside_layout *layout;
};

const struct beside_layout *layout_named(const had_tables *tables, const char *name);
/* A line that nothing is wrong with: its stay is S1 (ex-OQN: admission 000000001, invoice
 * 000000002), its day 10 May 2024. Then fields of it: "sejour=S2 quantite=__________". */
void side_make(struct side_line *line, const had_tables *tables, const char *name);
void side_set(struct side_line *line, const char *changes);
/* A VID-HOSP line of a format, with its count written over `digits` and that many blocks. */
void vidhosp_make(struct side_line *line, const had_tables *tables, const char *format,
                  const char *count, size_t length, const char *changes);

had_drug drug_read(had_drugs *drugs, const char *text, size_t length);
/* What was found: the code that rejects, or the warnings. */
void drug_found(const had_drug *drug, char *out, size_t room);

struct desk {
    had_tables *tables;
    had_engine *engine;
    had_stays *stays;
    had_drugs *drugs;
};

/* Opens one with tables and stays; adds a record, changed; ready: no record is added any more. */
void desk_open(struct desk *desk);
void desk_add(struct desk *desk, const char *format, const char *changes, int expected);
void desk_ready(struct desk *desk);
void desk_close(struct desk *desk);

#endif
