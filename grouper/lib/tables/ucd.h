/* SPDX-License-Identifier: Apache-2.0 */
/* Codes of drugs (UCD, rule R28), and the list that a user may give (rule R27, 917). */
#ifndef UCD_H
#define UCD_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"
#include "common/hashes.h"

enum { UCD13 = 13, UCD7 = 7, UCD_INDICATION = 7 };

/* Rule R28: a trimmed code of 7 digits as 13, one of 13 as it stands. False, and blanks, when it
 * is neither. *sound: its shape and key are right. */
bool ucd_long(const unsigned char *code, size_t length, unsigned char out[UCD13], bool *sound);

/* The same of a field with blanks around its code: 13 digits and a NUL; "" when it is neither. */
void ucd_read(const unsigned char *field, size_t length, char out[UCD13 + 1], bool *sound);

struct ucd_row {
    unsigned char ucd[UCD13];                 /* blanks = any */
    unsigned char indication[UCD_INDICATION]; /* blanks = any */
    int32_t debut, fin;                       /* 0 = any */
};

struct ucd_list {
    struct ucd_row *row;
    size_t count, capacity;
    struct hashes index; /* by code */
    bool given;
};

struct given_files;

int ucd_add(struct ucd_list *list, struct given_files *given, const had_allocator *allocator,
            const had_file *files, size_t n, had_error *error);

/* Whether a row fits; the indication has blanks after it. */
bool ucd_listed(const struct ucd_list *list, const unsigned char ucd[UCD13],
                const unsigned char indication[UCD_INDICATION], int32_t date);

#endif
