/* SPDX-License-Identifier: Apache-2.0 */
/* What the library and its tests ask of an engine beyond the public calls. */
#ifndef ENGINE_H
#define ENGINE_H

#include "lib/record/decode.h"
#include "lib/fast/fast.h"
#include "lib/fast/usual.h"
#include "lib/tables/tables.h"

/* The engine's plan of the fast way; it goes with the engine. */
struct plan *engine_plan(had_engine *engine);

/* The name of the first option that is out of the bounds that had.h gives; NULL if none is. */
const char *engine_bad_option(const had_options *options);

/* Usual records, many at once, as usual_read; none where each needs more than that. */
void engine_read_usual(const had_engine *engine, const void *bytes, size_t size, had_usual *usual,
                       struct usual_dates *dates, had_left *left);

const had_tables *engine_tables(const had_engine *engine);
const had_allocator *engine_allocator(const had_engine *engine);
uint64_t engine_seed(const had_engine *engine);
/* Reads an RPSS; a RAPSS is none. */
bool engine_rpss(const had_engine *engine, const void *line, size_t length, struct record *record);

#endif
