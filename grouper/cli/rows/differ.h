/* SPDX-License-Identifier: Apache-2.0 */
/* In which fields and groups two records differ: names, never values. */
#ifndef DIFFER_H
#define DIFFER_H

#include "had.h"

enum { DIFFER_MAX = 2 * HAD_PARTS_MAX * HAD_NAME_MAX };

struct bytes {
    const unsigned char *p;
    size_t length;
};

/* Names joined by +, fields first, then groups, in the order of the second record's layout, then
 * those that only the first one has; "" = none. */
void list_differing(const had_engine *engine, struct bytes before, struct bytes after,
                    char names[DIFFER_MAX]);

#endif
