/* SPDX-License-Identifier: Apache-2.0 */
#include "reasons.h"

#include <stddef.h>
#include <stdio.h>

#include "cli/base/words.h"

/* The number that three digits make; -1 for anything else. */
static int code_number(const char *code)
{
    int number = 0;
    for (int i = 0; i < 3; i++) {
        if (code[i] < '0' || code[i] > '9')
            return -1;
        number = number * 10 + (code[i] - '0');
    }
    return number;
}

void reasons_add(struct reasons *reasons, const had_result *result)
{
    int number = code_number(result->code_retour);
    if (number >= 0)
        reasons->records[number]++;
}

void reasons_join(struct reasons *reasons, const struct reasons *more)
{
    for (int n = 0; n < REASONS_CODES; n++)
        reasons->records[n] += more->records[n];
}

static void say_reason(int number, uint64_t records)
{
    char code[16];
    snprintf(code, sizeof code, "%03d", number);
    had_finding_info info = {.size = sizeof info};
    int finding = had_finding_number(code);
    const char *text = words(W_S_REASON_BETWEEN); /* 999, which is no control's code */
    if (finding >= 0 && had_finding_get((size_t)finding, 0, &info) == HAD_OK)
        text = words_language_get() == ENGLISH ? info.en : info.fr;
    say_plain(W_S_REASON, code, text, (unsigned long long)records);
}

void reasons_report(const struct reasons *reasons, bool rapss)
{
    struct reasons left = *reasons;
    uint64_t others = 0;
    for (int told = 0; told < REASONS_TOLD; told++) {
        int most = 0;
        for (int n = 1; n < REASONS_CODES; n++)
            most = left.records[n] > left.records[most] ? n : most;
        if (left.records[most] == 0)
            return;
        say_reason(most, left.records[most]);
        left.records[most] = 0;
    }
    for (int n = 0; n < REASONS_CODES; n++)
        others += left.records[n];
    if (others > 0) /* had check reads no RAPSS */
        say_plain(W_S_REASON_OTHERS, (unsigned long long)others,
                  rapss ? "had report" : "had check");
}
