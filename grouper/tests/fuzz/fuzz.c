/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

char *fuzz_exact(const void *bytes, size_t size)
{
    char *copy = malloc(size + (size == 0));
    HOLDS(copy);
    if (size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

char *fuzz_line(const uint8_t **data, size_t *size, size_t *length)
{
    const uint8_t *newline = *size > 0 ? memchr(*data, '\n', *size) : NULL;
    if (*size == 0)
        return NULL;
    *length = newline ? (size_t)(newline - *data) + 1 : *size;
    char *line = fuzz_exact(*data, *length);
    *data += *length;
    *size -= *length;
    return line;
}

had_file fuzz_part(const uint8_t **data, size_t *size, const char *name)
{
    const uint8_t *end = *size > 0 ? memchr(*data, '\0', *size) : NULL;
    size_t length = end ? (size_t)(end - *data) : *size;
    had_file file = {name, fuzz_exact(*data, length), length};
    size_t used = length + (end != NULL);
    *data = used > 0 ? *data + used : *data;
    *size -= used;
    return file;
}

had_tables *fuzz_tables_new(void)
{
    had_tables *tables;
    HOLDS(had_tables_new(NULL, &tables) == HAD_OK);
    HOLDS(had_tables_add_published(tables, NULL) == HAD_OK);
    HOLDS(had_tables_add_builtin_classification(tables, "essai", NULL) == HAD_OK);
    return tables;
}

had_engine *fuzz_engine_new(const had_tables *tables, const had_options *options)
{
    had_engine *engine;
    HOLDS(had_engine_new(tables, options, &engine, NULL) == HAD_OK);
    return engine;
}

had_engine *fuzz_engine(bool rapss, int carried)
{
    static had_tables *tables;
    had_options options = {
        .size = sizeof options, .date = 20260101, .rapss = rapss, .carried = carried};
    if (!tables)
        tables = fuzz_tables_new();
    return fuzz_engine_new(tables, &options);
}

bool fuzz_same(const had_result *a, const had_result *b)
{
    unsigned char x[RESULT_BYTES], y[RESULT_BYTES];
    size_t n = result_bytes(a, x);
    return result_bytes(b, y) == n && memcmp(x, y, n) == 0;
}

void fuzz_result(const had_engine *engine, const char *line, size_t length,
                 const had_result *result)
{
    enum { ROOM = 128 };
    had_finding finding[ROOM];
    size_t count = had_result_findings(engine, line, length, result, finding, ROOM);
    HOLDS(count <= ROOM);
    HOLDS(result->zone_count <= HAD_ZONES_MAX);
    HOLDS(result->position <= length + 1 && result->length <= length);
    for (size_t i = 0; i < count; i++)
        HOLDS(result->outcome == HAD_REJECTED || finding[i].position == 0 ||
              finding[i].position + finding[i].length <= length + 1);
    had_part part[HAD_PARTS_MAX];
    size_t parts = had_record_parts(engine, line, length, part, HAD_PARTS_MAX);
    HOLDS(parts <= HAD_PARTS_MAX && (parts == 0) == (result->outcome == HAD_REJECTED));
    char *grouped = malloc(length + 100);
    size_t written;
    HOLDS(grouped);
    int status = had_write_grouped(engine, line, length, result, grouped, length + 100, &written);
    HOLDS(status == HAD_OK || status == HAD_E_ARGUMENT);
    HOLDS(status != HAD_OK || written <= length + 100);
    free(grouped);
}
