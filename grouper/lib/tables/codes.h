/* SPDX-License-Identifier: Apache-2.0 */
/* The lists of CIM-10 and CCAM that a user may give (rule R15): sets of codes, looked up by their
 * eight bytes. Formats: doc/formats.md. */
#ifndef CODES_H
#define CODES_H

#include <stdbool.h>
#include <stdint.h>

#include "had.h"
#include "common/hashes.h"
#include "given_files.h"

enum { EXTENSIONS_MAX = 100 };

struct code {
    uint64_t key;          /* the code, blanks after it, as load8 reads it */
    bool parent;           /* CIM-10: a parent code, not to be used where 075, 102, 103 say so */
    int32_t debut, fin;    /* CCAM: days of validity; 0 = open */
    uint64_t extension[2]; /* CCAM: bits of the ATIH extensions -00 to -99 */
};

struct codes {
    struct code *code;
    size_t count, capacity;
    struct hashes index;
};

/* A file without a line that is one of a list (rule R44) is refused as FAULT_NO_LIST. */
int codes_add_cim10(struct codes *codes, struct given_files *given, const had_allocator *allocator,
                    const had_file *files, size_t n, had_error *error);
int codes_add_ccam(struct codes *codes, struct given_files *given, const had_allocator *allocator,
                   const had_file *files, size_t n, had_error *error);

/* The code of these bytes (length 7 or 8), NULL if it is not in the list. */
const struct code *codes_find(const struct codes *codes, const unsigned char *bytes, size_t length);

/* A list was given. */
static inline bool codes_given(const struct codes *codes)
{
    return codes->count > 0;
}

#endif
