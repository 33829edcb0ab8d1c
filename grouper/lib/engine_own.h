/* SPDX-License-Identifier: Apache-2.0 */
/* An engine from inside: for the files of this room that make its public calls. */
#ifndef ENGINE_OWN_H
#define ENGINE_OWN_H

#include <stddef.h>

#include "engine.h"
#include "lib/rules/control.h"
#include "lib/rules/group.h"
#include "lib/tables/layout.h"

/* What the results of a layout begin with: of a had_result, the members from the first to before
 * the last of these. */
enum {
    RESULT_HEAD = offsetof(had_result, outcome),
    RESULT_REST = offsetof(had_result, debut_sequence)
};
struct result_head {
    unsigned char bytes[RESULT_REST - RESULT_HEAD];
};

struct had_engine {
    had_allocator allocator;
    const had_tables *tables;
    had_options options;
    struct deciding deciding;
    struct plan *plan;
    struct months *months;
    struct usual_input usual; /* its months NULL where usual records would not say enough */
    struct result_head *head; /* by layout: describe */
    uint64_t coefficient;     /* x PRICE_ONE; not for a prudential one that is looked up */
    const struct matrix
        *matrix; /* rule R38: records are controlled alone, by this; NULL = grouped */
};

/* Reads a line, by the fast way if that takes it. */
bool engine_read_line(const had_engine *engine, const void *line, size_t length,
                      struct record *record);
/* Reads the first line of a block, of *length bytes; one that is no record is described, unless
 * `out` is NULL. */
bool engine_read_first(const had_engine *engine, const void *bytes, size_t size, size_t *length,
                       struct record *record, had_result *out);
/* The result of a record that was read: HAD_OK, or HAD_E_NO_CLASSIFICATION. */
int engine_process(const had_engine *engine, const struct record *record, had_result *out);
/* The amounts of a result that has its groups. */
void engine_add_amounts(const had_engine *engine, had_result *out);

/* The layout that a result names; NULL when its line was rejected, or nothing filled it. */
const struct layout *engine_layout_of(const had_engine *engine, const had_result *result);
/* A field of the fixed part, where a line has it whole; else of length 0. */
had_span engine_held(const struct layout *layout, enum field field, size_t length);

#endif
