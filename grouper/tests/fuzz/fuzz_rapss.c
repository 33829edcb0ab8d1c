/* SPDX-License-Identifier: Apache-2.0 */
/* RAPSS (and RPSS among them), with the result that they carry and without. */
#include "fuzz.h"

static void look(had_engine *engine, const char *line, size_t length)
{
    had_result result = HAD_RESULT_INIT;
    HOLDS(had_process(engine, line, length, &result) == HAD_OK);
    fuzz_result(engine, line, length, &result);
    int32_t days = 0;
    for (int i = 0; i < result.zone_count; i++)
        days += result.zone[i].jours;
    HOLDS(days >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static had_engine *engine, *reader;
    if (!engine) {
        engine = fuzz_engine(true, HAD_CARRIED_IGNORED);
        reader = fuzz_engine(true, HAD_CARRIED_KEPT);
    }
    size_t length;
    for (char *line; (line = fuzz_line(&data, &size, &length)) != NULL; free(line)) {
        look(engine, line, length);
        look(reader, line, length);
    }
    return 0;
}
