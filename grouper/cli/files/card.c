/* SPDX-License-Identifier: Apache-2.0 */
#include "card.h"

#include <stdio.h>
#include <string.h>

#include "common/bytes.h"
#include "common/debris.h"
#include "load_file.h"

enum { CARD_READ = 8192 }; /* what an id is looked for in */

bool card_next(const struct card_file *card, struct card_line *line)
{
    const unsigned char *bytes = (const unsigned char *)card->bytes, *end = bytes + card->size;
    struct debris debris = {0};
    line->begin = line->next ? line->next : bytes;
    if (debris_tail(line->begin, end, &debris) == line->begin)
        return false;
    const unsigned char *newline = memchr(line->begin, '\n', (size_t)(end - line->begin));
    line->next = newline ? newline + 1 : end;
    end = newline ? newline : end;
    end -= end > line->begin && end[-1] == '\r';
    line->text = debris_front(line->begin, end, &debris);
    line->length = text_length(line->text, (size_t)(end - line->text));
    return true;
}

bool card_has_key(const struct card_line *line, const char *key)
{
    size_t length = strlen(key);
    return line->length > length && memcmp(line->text, key, length) == 0 &&
           line->text[length] == ';';
}

bool card_find(const struct card_file *card, const char *key, struct card_line *line)
{
    *line = (struct card_line){0};
    while (card_next(card, line))
        if (card_has_key(line, key))
            return true;
    return false;
}

void card_value(const struct card_file *card, const char *key, char *out, size_t room)
{
    struct card_line line;
    size_t skip = strlen(key) + 1;
    out[0] = '\0';
    if (card_find(card, key, &line))
        snprintf(out, room, "%.*s", (int)(line.length - skip), (const char *)line.text + skip);
    out[strcspn(out, ";")] = '\0';
}

void card_id(const char *directory, char id[CARD_ID])
{
    char bytes[CARD_READ];
    struct card_file card = {.bytes = bytes};
    id[0] = '\0';
    int file = path_join(card.path, directory, CARD_NAME) ? os_open(card.path) : -1;
    if (file < 0)
        return;
    for (long n; card.size < CARD_READ &&
                 (n = os_read(file, bytes + card.size, CARD_READ - card.size)) > 0;)
        card.size += (size_t)n;
    os_close(file);
    card_value(&card, "id", id, CARD_ID);
}
