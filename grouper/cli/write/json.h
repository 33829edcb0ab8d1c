/* SPDX-License-Identifier: Apache-2.0 */
/* JSON with objects inside objects; for rows of columns, table.* is enough. Names are of ASCII
 * letters, digits and `_`; NULL inside an array. A value may be as long as a record. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sink.h"

struct json {
    struct sink *sink;
    bool first; /* nothing stands yet in what is open */
};

void json_open(struct json *json, const char *name, char bracket);
void json_close(struct json *json, char bracket);
/* Text as UTF-8, windows-1252 when it is not; blank = null. */
void json_text(struct json *json, const char *name, const unsigned char *bytes, size_t size);
void json_word(struct json *json, const char *name, const char *word);
void json_number(struct json *json, const char *name, int64_t number);
void json_date(struct json *json, const char *name, int32_t date);
void json_euros(struct json *json, const char *name, int64_t centimes);
/* A number of thousandths, with three decimals. */
void json_thousandths(struct json *json, const char *name, int64_t thousandths);
/* A number of ten-thousandths, with four decimals. */
void json_weight(struct json *json, const char *name, int64_t weight);
void json_null(struct json *json, const char *name);

#endif
