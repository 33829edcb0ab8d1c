/* SPDX-License-Identifier: Apache-2.0 */
#include "fault.h"

#include <string.h>

#include "lib/base/sized.h"

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
            char one[5] = "";
            size_t bytes = 1;
            while (((unsigned char)template[bytes] & 0xC0) == 0x80)
                bytes++;
            memcpy(one, template, bytes);
            put(out, capacity, &used, one);
            template += bytes;
        }
    }
}

bool fault_clear(had_error *error)
{
    static const had_error none;
    if (!error)
        return true;
    if (sized_short(error))
        return false;
    sized_give(error, &none, sizeof none);
    return true;
}

int fault_set(had_error *error, enum fault fault, const char *file, uint32_t line, uint32_t column,
              const char *first, const char *second)
{
    bool argument = fault == FAULT_OPTION || fault == FAULT_OPTION_UNKNOWN ||
                    fault == FAULT_NO_LAYOUT || fault == FAULT_NO_SUCH;
    int status = fault == FAULT_MEMORY ? HAD_E_MEMORY : argument ? HAD_E_ARGUMENT : HAD_E_TABLE;
    if (!error || sized_short(error))
        return status;
    had_error made = {.status = status, .code = (int32_t)fault, .line = line, .column = column};
    fault_text(made.file, sizeof made.file, file ? file : "");
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i].fault == fault) {
            expand(made.fr, sizeof made.fr, texts[i].fr, first, second);
            expand(made.en, sizeof made.en, texts[i].en, first, second);
        }
    }
    sized_give(error, &made, sizeof made);
    return status;
}

int fault_of(had_error *error, enum fault fault, const char *file, const char *first)
{
    return fault_set(error, fault, file, 0, 0, first, NULL);
}

const char *had_status_text(int status, int english)
{
    static const char *const statuses[][2] = {
        [HAD_OK] = {"fait", "done"},
        [HAD_E_MEMORY] = {"mémoire insuffisante", "no memory left"},
        [HAD_E_SIZE] = {"membre size absent ou trop petit", "size member unset or too small"},
        [HAD_E_ARGUMENT] = {"argument nul ou hors bornes", "argument NULL or out of its bounds"},
        [HAD_E_TABLE] = {"table défectueuse", "defective table"},
        [HAD_E_NO_CLASSIFICATION] = {"aucune classification chargée", "no classification loaded"},
        [HAD_E_BUFFER] = {"tampon trop petit", "buffer too small"}};
    const size_t count = sizeof statuses / sizeof statuses[0];
    if (status < 0 || (size_t)status >= count || !statuses[status][0])
        return english ? "unknown status" : "statut inconnu";
    return statuses[status][english != 0];
}
