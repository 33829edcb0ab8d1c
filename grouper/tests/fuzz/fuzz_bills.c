/* SPDX-License-Identifier: Apache-2.0 */
/* Records, NUL, then lines of an RSF: what is due against what is billed; tariffs that these tell.
 */
#include "fuzz.h"

static void learn(const had_engine *engine, had_file records, const uint8_t *data, size_t size)
{
    const uint8_t *at = records.bytes;
    size_t left = records.size, length;
    had_observed *observed;
    had_observed_tarif tarif = HAD_OBSERVED_TARIF_INIT;
    HOLDS(had_observed_new(engine, &observed) == HAD_OK);
    for (char *line; (line = fuzz_line(&at, &left, &length)) != NULL; free(line)) {
        had_result result = HAD_RESULT_INIT;
        int added;
        had_process(engine, line, length, &result);
        had_observed_record(observed, line, length, &result, &added);
    }
    for (char *line; (line = fuzz_line(&data, &size, &length)) != NULL; free(line)) {
        had_bill_line bill = HAD_BILL_LINE_INIT;
        int used;
        HOLDS(had_observed_line(observed, line, length, &bill, &used) == HAD_OK);
    }
    while (had_observed_next(observed, &tarif) == HAD_OK)
        HOLDS(tarif.tarif > 0 && tarif.ght >= 1 && tarif.ght <= HAD_GHTS);
    had_observed_free(observed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static had_engine *engine;
    if (!engine)
        engine = fuzz_engine(false, HAD_CARRIED_IGNORED);
    had_file records = fuzz_part(&data, &size, "rpss.txt");
    learn(engine, records, data, size);
    const uint8_t *at = records.bytes;
    size_t left = records.size, length;
    had_bills *bills;
    HOLDS(had_bills_new(engine, &bills) == HAD_OK);
    for (char *line; (line = fuzz_line(&at, &left, &length)) != NULL; free(line)) {
        had_result result = HAD_RESULT_INIT;
        int added;
        HOLDS(had_process(engine, line, length, &result) == HAD_OK);
        int status = had_bills_record(bills, line, length, &result, &added);
        HOLDS(status == HAD_OK || status == HAD_E_ARGUMENT);
    }
    for (char *line; (line = fuzz_line(&data, &size, &length)) != NULL; free(line)) {
        had_bill_line bill = HAD_BILL_LINE_INIT;
        HOLDS(had_bills_line(bills, line, length, &bill) == HAD_OK);
        HOLDS(bill.position <= length + 1 && bill.ght <= HAD_GHTS);
    }
    HOLDS(had_bills_end(bills) == HAD_OK);
    had_bill bill = HAD_BILL_INIT;
    for (size_t n = had_bills_count(bills); n-- > 0;)
        HOLDS(had_bills_get(bills, n, &bill) == HAD_OK && bill.zones + bill.lignes > 0);
    had_bills_free(bills);
    free((void *)(uintptr_t)records.bytes);
    return 0;
}
