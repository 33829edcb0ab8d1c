/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STATUS_H
#define STATUS_H

/* Exit status of the command; part of its contract. Of several that apply, rule R49 says which. */
enum status {
    DONE = 0,
    DIFFERENCES = 1, /* what it says of each command: `found` in ask/catalogue.c */
    USAGE = 2,
    FILES = 3,
    TABLES = 4,
    INTERNAL = 70
};

#endif
