/* SPDX-License-Identifier: Apache-2.0 */
/* A block of lines in columns, as far as records are usual, each as it is the plain way. */
#include "fuzz.h"
#include "lib/engine.h"
#include "same_usual.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static had_engine *usual, *plain;
    if (!usual) {
        usual = fuzz_engine(false, HAD_CARRIED_IGNORED);
        plain = fuzz_engine(false, HAD_CARRIED_IGNORED);
        HOLDS(plan_force(engine_plan(plain), WAY_NONE));
    }
    char *block = fuzz_exact(data, size);
    for (size_t at = 0, length; at < size; at += length) {
        had_usual columns = HAD_USUAL_INIT;
        had_result result = HAD_RESULT_INIT;
        struct chained_records *records = chained_records();
        had_chain_record record = HAD_CHAIN_RECORD_INIT;
        HOLDS(had_chain_read_usual(usual, block + at, size - at, &columns, records->of) == HAD_OK);
        HOLDS(columns.bytes <= size - at && columns.count <= HAD_USUAL_MAX);
        uint32_t without = 0;
        for (uint32_t n = 0; n < columns.count; n++) {
            const char *line = block + at + columns.start[n];
            uint32_t end = n + 1 < columns.count ? columns.start[n + 1] : columns.bytes;
            HOLDS(had_chain_read(plain, line, size - at - columns.start[n], &length, &result,
                                 &record) == HAD_OK);
            HOLDS(length == end - columns.start[n] && same_record(&columns, n, line, &result));
            HOLDS(same_taken(&records->of[n], &record) &&
                  same_result(usual, block + at, &columns, n, &result));
            without += (uint32_t)had_findings_has(&result.findings, had_finding_number("902"));
        }
        HOLDS(columns.sans_tarif == without);
        const char *rest = block + at + columns.bytes;
        const char *newline = memchr(rest, '\n', size - at - columns.bytes);
        length = newline ? (size_t)(newline - block) + 1 - at : size - at;
    }
    uint64_t lines = 0;
    HOLDS(same_among(usual, plain, block, size, size & 1, &lines));
    free(block);
    return 0;
}
