/* SPDX-License-Identifier: Apache-2.0 */
/* VID-HOSP, NUL, HOSP-PMSI, NUL, then records that ask them for their stays. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static had_engine *engine;
    if (!engine)
        engine = fuzz_engine(false, HAD_CARRIED_IGNORED);
    had_droits *droits;
    HOLDS(had_droits_new(engine, &droits) == HAD_OK);
    size_t length;
    for (int kind = 0; kind < 2; kind++) {
        had_file file = fuzz_part(&data, &size, "droits.txt");
        const uint8_t *at = file.bytes;
        size_t left = file.size;
        for (char *line; (line = fuzz_line(&at, &left, &length)) != NULL; free(line)) {
            had_droits_line read = HAD_DROITS_LINE_INIT;
            HOLDS((kind ? had_droits_hosp_pmsi : had_droits_vidhosp)(droits, line, length, &read) ==
                  HAD_OK);
            HOLDS(read.rejected < 0 || read.position > 0);
        }
        free((void *)(uintptr_t)file.bytes);
    }
    for (char *line; (line = fuzz_line(&data, &size, &length)) != NULL; free(line)) {
        had_result result = HAD_RESULT_INIT;
        had_droits_stay stay = HAD_DROITS_STAY_INIT;
        HOLDS(had_process(engine, line, length, &result) == HAD_OK);
        int status = had_droits_apply(droits, line, &result, &stay);
        HOLDS(status == HAD_OK || (status == HAD_E_ARGUMENT && result.outcome == HAD_REJECTED));
        HOLDS(status != HAD_OK || (stay.taux >= -1 && stay.taux <= 99999));
    }
    had_droits_free(droits);
    return 0;
}
