/* SPDX-License-Identifier: Apache-2.0 */
#include "fault.h"

#include <string.h>

static const struct {
    enum fault fault;
    const char *fr, *en;
} texts[] = {
#define X(name, code, fr, en) {FAULT_##name, fr, en},
    FAULTS(X)
#undef X
};

/* Cuts only between characters: a cut one would make the text invalid UTF-8. */
static size_t whole(const char *text, size_t length)
{
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    return length;
}

static void put(char *out, size_t capacity, size_t *used, const char *text)
{
    size_t n = strlen(text), room = capacity - 1 - *used;
    if (n > room)
        n = whole(text, room);
    memcpy(out + *used, text, n);
    *used += n;
    out[*used] = '\0';
}

void fault_text(char *out, size_t capacity, const char *text)
{
    size_t used = 0;
    out[0] = '\0';
    put(out, capacity, &used, text);
}

static void expand(char *out, size_t capacity, const char *template, const char *first,
                   const char *second)
{
    size_t used = 0;
    out[0] = '\0';
    while (*template) {
        if (template[0] == '%' && (template[1] == '1' || template[1] == '2')) {
            const char *argument = template[1] == '1' ? first : second;
            put(out, capacity, &used, argument ? argument : "");
            template += 2;
        } else {
            char one[2] = {*template ++, '\0'};
            if (used + 1 < capacity)
                out[used++] = one[0], out[used] = '\0';
        }
    }
}

void fault_clear(had_error *error)
{
    if (!error || error->size < sizeof *error)
        return;
    size_t size = error->size;
    memset(error, 0, sizeof *error);
    error->size = size;
}

int fault_set(had_error *error, enum fault fault, const char *file, uint32_t line, uint32_t column,
              const char *first, const char *second)
{
    int status = fault == FAULT_MEMORY   ? HAD_E_MEMORY
                 : fault == FAULT_OPTION ? HAD_E_ARGUMENT
                                         : HAD_E_TABLE;
    if (!error || error->size < sizeof *error)
        return status;
    error->status = status;
    error->code = (int32_t)fault;
    error->line = line;
    error->column = column;
    fault_text(error->file, sizeof error->file, file ? file : "");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i].fault == fault) {
            expand(error->fr, sizeof error->fr, texts[i].fr, first, second);
            expand(error->en, sizeof error->en, texts[i].en, first, second);
        }
    }
    return status;
}
