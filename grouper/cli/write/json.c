/* SPDX-License-Identifier: Apache-2.0 */
#include "json.h"

enum { NAME_ROOM = 64, NUMBER_ROOM = 32 };

static void begin(struct json *json, const char *name, size_t room)
{
    sink_room(json->sink, NAME_ROOM + room);
    if (!json->first)
        put(json->sink, ',');
    json->first = false;
    if (!name)
        return;
    put(json->sink, '"');
    put_text(json->sink, name);
    put_text(json->sink, "\":");
}

void json_open(struct json *json, const char *name, char bracket)
{
    begin(json, name, 1);
    put(json->sink, (unsigned char)bracket);
    json->first = true;
}

void json_close(struct json *json, char bracket)
{
    sink_room(json->sink, 1);
    put(json->sink, (unsigned char)bracket);
    json->first = false;
}

void json_null(struct json *json, const char *name)
{
    begin(json, name, NUMBER_ROOM);
    put_text(json->sink, "null");
}

void json_text(struct json *json, const char *name, const unsigned char *bytes, size_t size)
{
    const unsigned char *end = bytes + size;
    trim(&bytes, &end);
    if (bytes == end) {
        json_null(json, name);
        return;
    }
    begin(json, name, PUT_FIELD_MAX((size_t)(end - bytes)));
    put_json(json->sink, bytes, (size_t)(end - bytes));
}

void json_word(struct json *json, const char *name, const char *word)
{
    json_text(json, name, (const unsigned char *)word, strlen(word));
}

void json_number(struct json *json, const char *name, int64_t number)
{
    begin(json, name, NUMBER_ROOM);
    sink_ends(json->sink, write_signed(sink_end(json->sink), number));
}

void json_date(struct json *json, const char *name, int32_t date)
{
    if (date == 0) {
        json_null(json, name);
        return;
    }
    begin(json, name, NUMBER_ROOM);
    put(json->sink, '"');
    sink_ends(json->sink, write_date(sink_end(json->sink), date));
    put(json->sink, '"');
}

void json_euros(struct json *json, const char *name, int64_t centimes)
{
    begin(json, name, NUMBER_ROOM);
    sink_ends(json->sink, write_euros(sink_end(json->sink), centimes, '.'));
}

void json_weight(struct json *json, const char *name, int64_t weight)
{
    begin(json, name, NUMBER_ROOM);
    sink_ends(json->sink, write_weight(sink_end(json->sink), weight));
}

void json_thousandths(struct json *json, const char *name, int64_t thousandths)
{
    begin(json, name, NUMBER_ROOM);
    sink_ends(json->sink, write_thousandths(sink_end(json->sink), thousandths, '.'));
}
