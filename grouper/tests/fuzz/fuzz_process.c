/* SPDX-License-Identifier: Apache-2.0 */
/* One record: the fast way, each kind of vector, says what the plain way says. */
#include "fuzz.h"
#include "lib/engine.h"
#include "lib/fast/fast.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static had_engine *engine;
    if (!engine)
        engine = fuzz_engine(false, HAD_CARRIED_IGNORED);
    struct plan *plan = engine_plan(engine);
    char *line = fuzz_exact(data, size);
    had_result plain = HAD_RESULT_INIT, fast = HAD_RESULT_INIT;
    HOLDS(plan_force(plan, WAY_NONE));
    HOLDS(had_process(engine, line, size, &plain) == HAD_OK);
    for (int way = WAY_PLAIN; way < WAY_COUNT; way++) {
        if (!plan_force(plan, (enum way)way))
            continue;
        HOLDS(had_process(engine, line, size, &fast) == HAD_OK);
        HOLDS(fuzz_same(&plain, &fast));
    }
    fuzz_result(engine, line, size, &plain);
    free(line);
    return 0;
}
