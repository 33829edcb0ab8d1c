/* SPDX-License-Identifier: Apache-2.0 */
#include "held.h"

#include "tally.h"
#include "cli/base/words.h"

const char *const held_codes[HELD_CODES] = {"033", "034", "035", "036"};

void held_add(struct held_back held[HELD_CODES], struct held_stakes *stakes,
              const int numbers[HELD_CODES], int mode, const had_result *result)
{
    earned_add(&stakes->earned, mode, earning_of(result));
    if (result->outcome != HAD_BLOCKED)
        return;
    const int32_t days = estimate_days(result->debut, result->fin);
    for (size_t i = 0; i < HELD_CODES; i++) {
        if (!had_findings_has(&result->findings, numbers[i]))
            continue;
        held[i].records++;
        held[i].days += days;
        stake_add(&stakes->stake[i], mode, days);
    }
}

void held_join(struct held_back held[HELD_CODES], const struct held_back more[HELD_CODES])
{
    for (size_t i = 0; i < HELD_CODES; i++) {
        held[i].records += more[i].records;
        held[i].days += more[i].days;
    }
}

void held_stakes_join(struct held_stakes *stakes, const struct held_stakes *more)
{
    earned_join(&stakes->earned, &more->earned);
    for (size_t i = 0; i < HELD_CODES; i++)
        stake_join(&stakes->stake[i], &more->stake[i]);
}

void held_estimate(struct held_back held[HELD_CODES], const struct held_stakes *stakes)
{
    for (size_t i = 0; i < HELD_CODES; i++) {
        struct estimate estimate = estimate_of(&stakes->stake[i], &stakes->earned);
        held[i].estimate = estimate.centimes;
        held[i].estimated = estimate.records;
    }
}

void held_report(const struct held_back held[HELD_CODES])
{
    typedef unsigned long long n;
    for (size_t i = 0; i < HELD_CODES; i++) {
        char euros[32];
        if (held[i].records == 0)
            continue;
        format_euros(euros, sizeof euros, held[i].estimate);
        if (held[i].estimated > 0)
            say_plain(W_S_HELD_EUROS, held_codes[i], (n)held[i].records, (long long)held[i].days,
                      euros);
        else
            say_plain(W_S_HELD, held_codes[i], (n)held[i].records, (long long)held[i].days);
    }
}
