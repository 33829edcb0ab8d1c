/* SPDX-License-Identifier: Apache-2.0 */
#include "screen.h"

#include <stdlib.h>

#include "os/os.h"

enum { WIDTH = 80, WIDTH_MOST = 100, WIDTH_LEAST = 20 };

void screen_start(struct screen *screen, struct sink *sink, bool terminal)
{
    const char *plain = getenv("NO_COLOR"), *kind = getenv("TERM");
    size_t width = terminal ? os_columns(OS_STDOUT) : 0;
    *screen = (struct screen){.sink = sink, .width = width ? width : WIDTH};
    if (screen->width > WIDTH_MOST)
        screen->width = WIDTH_MOST;
    if (screen->width < WIDTH_LEAST)
        screen->width = WIDTH_LEAST;
    screen->colour = terminal && !(plain && *plain) && kind && strcmp(kind, "dumb") != 0;
}

/* Columns of a text: characters, not bytes. */
static size_t columns(const char *text, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i < size; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

/* Bytes of the text that fit in so many columns, up to a blank; at least a word. */
static size_t fitting(const char *text, size_t room)
{
    size_t used = 0, fits = 0;
    for (size_t at = 0;;) {
        size_t blanks = strspn(text + at, " "), word = strcspn(text + at + blanks, " ");
        used += blanks + columns(text + at + blanks, word);
        if (word == 0 || (fits > 0 && used > room))
            return fits;
        at += blanks + word;
        fits = at;
    }
}

static void put_blanks(struct sink *sink, size_t count)
{
    while (count-- > 0)
        put(sink, ' ');
}

static const char *const codes[] = {[PAINT_PLAIN] = "\033[0m",
                                    [PAINT_TITLE] = "\033[1m",
                                    [PAINT_GOOD] = "\033[32m",
                                    [PAINT_BAD] = "\033[31m",
                                    [PAINT_FAINT] = "\033[2m"};

void screen_paint(struct screen *screen, enum paint paint)
{
    if (!screen->colour)
        return;
    sink_room(screen->sink, strlen(codes[paint]));
    put_text(screen->sink, codes[paint]);
}

void screen_text(struct screen *screen, enum paint paint, size_t indent, size_t hang,
                 const char *text)
{
    enum { LEAST = 12, CODE = 16 };
    bool painted = screen->colour && paint != PAINT_PLAIN;
    for (bool first = true; first || *text; first = false) {
        size_t start = first ? indent : hang;
        start = start + LEAST <= screen->width ? start : 2;
        size_t size = fitting(text, screen->width - start);
        sink_room(screen->sink, start + size + 2 * CODE);
        if (size > 0)
            put_blanks(screen->sink, start);
        if (painted)
            put_text(screen->sink, codes[paint]);
        put_bytes(screen->sink, text, size);
        if (painted)
            put_text(screen->sink, codes[PAINT_PLAIN]);
        put(screen->sink, '\n');
        text += size;
        text += strspn(text, " ");
    }
}

void screen_title(struct screen *screen, const char *text)
{
    screen_text(screen, PAINT_PLAIN, 0, 0, "");
    screen_text(screen, PAINT_TITLE, 0, 0, text);
}
