/* SPDX-License-Identifier: Apache-2.0 */
/* The card of a classification (classification.csv): its lines and the values of its keys, as the
 * command reads them beside the library, which checks the whole. Debris is passed over (rule R43).
 */
#ifndef CARD_H
#define CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "os/os.h"

#define CARD_NAME "classification.csv"

struct card_file {
    char path[OS_PATH];
    char *bytes;
    size_t size;
};

/* A line: from `begin` to `next`; `text` is what its debris leaves. */
struct card_line {
    const unsigned char *begin, *next, *text;
    size_t length;
};

/* The next one, from a line of zeros on; false after the last that is no debris. */
bool card_next(const struct card_file *card, struct card_line *line);
bool card_has_key(const struct card_line *line, const char *key);
/* The line of a key; false when the card has none. */
bool card_find(const struct card_file *card, const char *key, struct card_line *line);
/* The value of a key, cut at `room`; "" when there is none. */
void card_value(const struct card_file *card, const char *key, char *out, size_t room);

/* The `id` that the card of a directory says; "" when it says none, or cannot be read, which is
 * told where it is loaded. */
enum { CARD_ID = 64 };
void card_id(const char *directory, char id[CARD_ID]);

#endif
