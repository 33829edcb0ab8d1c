/* SPDX-License-Identifier: Apache-2.0 */
/* A block of lines, taken one after the other, as each line alone. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static had_engine *engine;
    if (!engine)
        engine = fuzz_engine(false, HAD_CARRIED_IGNORED);
    char *block = fuzz_exact(data, size);
    for (size_t at = 0, length; at < size; at += length) {
        had_result first = HAD_RESULT_INIT, alone = HAD_RESULT_INIT;
        HOLDS(had_process_first(engine, block + at, size - at, &length, &first) == HAD_OK);
        const char *newline = memchr(block + at, '\n', size - at);
        HOLDS(length == (newline ? (size_t)(newline - block) + 1 - at : size - at));
        char *line = fuzz_exact(block + at, length);
        HOLDS(had_process(engine, line, length, &alone) == HAD_OK);
        HOLDS(fuzz_same(&first, &alone));
        free(line);
    }
    free(block);
    return 0;
}
