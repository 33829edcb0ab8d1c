/* SPDX-License-Identifier: Apache-2.0 */
/* How names of files end. */
#ifndef ENDING_H
#define ENDING_H

#include <stdbool.h>
#include <string.h>

/* Whether a name ends so; in capitals too, which some systems make of small letters. */
static inline bool name_ends(const char *name, const char *ending)
{
    size_t length = strlen(name), size = strlen(ending);
    bool ends = length >= size;
    for (size_t i = 0; ends && i < size; i++) {
        char c = name[length - size + i];
        ends = (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) == ending[i];
    }
    return ends;
}

#endif
