/* SPDX-License-Identifier: Apache-2.0 */
/* Charts for a page: no script, no network, a text alternative. */
#ifndef SVG_H
#define SVG_H

#include <stdbool.h>
#include <stdint.h>

#include "sink.h"

struct svg_bar {
    const char *name; /* any text */
    int64_t value;    /* not negative */
    const char *text; /* how it is written; NULL = as the number it is */
    bool marked;      /* set off from the others */
};

/* Horizontal bars, each with its name and its value; `unit` is said in the title. */
void svg_bars(struct sink *sink, const char *title, const char *unit, const struct svg_bar *bars,
              size_t count);

/* Two values side by side under one name, told apart by a legend. */
struct svg_pair {
    const char *name;
    int64_t first, second; /* not negative */
};
void svg_pairs(struct sink *sink, const char *title, const char *unit, const char *first,
               const char *second, const struct svg_pair *pairs, size_t count);

#endif
