/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts of a user (rpss.csv, NUL, rpss_variable.csv, NUL), then records read by them. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    had_file file[2];
    file[0] = fuzz_part(&data, &size, "rpss.csv");
    file[1] = fuzz_part(&data, &size, "rpss_variable.csv");
    had_tables *tables;
    HOLDS(had_tables_new(NULL, &tables) == HAD_OK);
    had_error error = {.size = sizeof error};
    int status = had_tables_add(tables, HAD_TABLE_LAYOUTS, file, 2, &error);
    HOLDS(status == HAD_OK || status == HAD_E_TABLE);
    had_options options = {.size = sizeof options, .sans_classification = 1};
    had_engine *engine;
    if (!status && had_engine_new(tables, &options, &engine, NULL) == HAD_OK) {
        size_t length;
        for (char *line; (line = fuzz_line(&data, &size, &length)) != NULL; free(line)) {
            had_result result = HAD_RESULT_INIT;
            HOLDS(had_process(engine, line, length, &result) == HAD_OK);
            fuzz_result(engine, line, length, &result);
        }
        had_engine_free(engine);
    }
    had_tables_free(tables);
    free((void *)(uintptr_t)file[0].bytes);
    free((void *)(uintptr_t)file[1].bytes);
    return 0;
}
