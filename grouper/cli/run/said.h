/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a line, among the messages of its block: file, line, column, code. Never a value:
 * files hold personal data. */
#ifndef SAID_H
#define SAID_H

#include "batch.h"

/* Says a finding of a record on standard error, unless quiet. */
void said_finding(const struct batch *batch, const struct item *item, int number);
/* The first finding of a line that was rejected. */
void said_rejected(const struct batch *batch, const struct item *item);
/* Names what was done to the lines of a file, once. */
void said_damage(const struct batch *batch, const struct item *item);

/* Stops the run at a record, with a message about its file and line: false, for `each` to return.
 */
#define said_stop(item, word, status) said_stop_word(item, word_taking(word, "", 0ULL), status)
bool said_stop_word(const struct item *item, enum word word, int status);

#endif
