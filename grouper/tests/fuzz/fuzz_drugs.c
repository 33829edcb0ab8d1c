/* SPDX-License-Identifier: Apache-2.0 */
/* Records, NUL, then lines of drugs: tied to their stays, and of anonymised files. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static had_engine *engine;
    if (!engine)
        engine = fuzz_engine(false, HAD_CARRIED_IGNORED);
    had_file records = fuzz_part(&data, &size, "rpss.txt");
    const uint8_t *at = records.bytes;
    size_t left = records.size, length;
    had_stays *stays;
    had_drugs *drugs;
    HOLDS(had_stays_new(engine, HAD_AUTO, &stays) == HAD_OK);
    for (char *line; (line = fuzz_line(&at, &left, &length)) != NULL; free(line)) {
        int added, status = had_stays_add(stays, line, length, &added);
        HOLDS(status == HAD_OK || status == HAD_E_ARGUMENT);
    }
    HOLDS(had_stays_end(stays) == HAD_OK);
    had_stays_info info = HAD_STAYS_INFO_INIT;
    HOLDS(had_stays_get(stays, &info) == HAD_OK);
    HOLDS(had_drugs_new(engine, records.size > 0 ? stays : NULL, &drugs) == HAD_OK);
    for (char *line; (line = fuzz_line(&data, &size, &length)) != NULL; free(line)) {
        had_drug drug = HAD_DRUG_INIT;
        HOLDS(had_drugs_read(drugs, line, length, &drug) == HAD_OK);
        HOLDS(drug.position <= length + 1);
        HOLDS(drug.rejected >= 0 || drug.passed || drug.ucd.start + drug.ucd.length <= length);
        HOLDS(drug.record < (int64_t)info.records);
    }
    had_drugs_free(drugs);
    had_stays_free(stays);
    free((void *)(uintptr_t)records.bytes);
    return 0;
}
