/* SPDX-License-Identifier: Apache-2.0 */
/* Text for people: lines no wider than the terminal, and colour where there is one. */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "sink.h"

struct screen {
    struct sink *sink;
    size_t width;
    bool colour;
};

enum paint { PAINT_PLAIN, PAINT_TITLE, PAINT_GOOD, PAINT_BAD, PAINT_FAINT };

/* `terminal`: what is written is shown on one, by standard output. Elsewhere lines have 80 columns
 * and no colour; NO_COLOR, or TERM=dumb, takes colour away. */
void screen_start(struct screen *screen, struct sink *sink, bool terminal);

/* A paragraph, from column `indent` on; its lines after the first begin at `hang`. It is cut at
 * blanks; a word wider than the screen stays whole. At most SCREEN_MOST bytes of UTF-8. */
enum { SCREEN_MOST = 25000 };
void screen_text(struct screen *screen, enum paint paint, size_t indent, size_t hang,
                 const char *text);
/* From here on, until PAINT_PLAIN. */
void screen_paint(struct screen *screen, enum paint paint);
/* An empty line, then a title. */
void screen_title(struct screen *screen, const char *text);

#endif
