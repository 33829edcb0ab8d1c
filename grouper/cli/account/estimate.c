/* SPDX-License-Identifier: Apache-2.0 */
#include "estimate.h"

#include <stdbool.h>
#include <string.h>

#include "cli/base/calendar.h"
#include "common/sums.h"

enum { NO_MODE = ESTIMATE_MODES - 1 };

/* Beyond, days no longer change the mean: with them its arithmetic stays within 64 bits. */
#define DAYS_MOST (INT64_C(1) << 55)

int estimate_mode(const unsigned char *mpp, size_t length)
{
    if (length != 2 || mpp[0] < '0' || mpp[0] > '9' || mpp[1] < '0' || mpp[1] > '9')
        return NO_MODE;
    return 10 * (mpp[0] - '0') + mpp[1] - '0';
}

struct earning earning_of(const had_result *result)
{
    struct earning earning = {0, 0};
    for (int i = 0; result->facturable && i < result->zone_count; i++) {
        if (!result->zone[i].valorise)
            continue;
        earning.days += result->zone[i].jours;
        earning.amount += result->zone[i].montant;
    }
    return earning;
}

static void add(struct earning *sum, struct earning more)
{
    if (sum->days > DAYS_MOST - more.days || !sum_holds(sum->amount, more.amount))
        return;
    sum->days += more.days;
    sum->amount += more.amount;
}

void earned_add(struct earned *earned, int mode, struct earning earning)
{
    add(&earned->of[mode], earning);
}

void earned_join(struct earned *earned, const struct earned *more)
{
    for (int mode = 0; mode < ESTIMATE_MODES; mode++)
        add(&earned->of[mode], more->of[mode]);
}

void earned_less(struct earned *earned, const struct earned *lost)
{
    for (int mode = 0; mode < ESTIMATE_MODES; mode++) {
        earned->of[mode].days -= lost->of[mode].days;
        earned->of[mode].amount -= lost->of[mode].amount;
    }
}

int32_t estimate_days(int32_t debut, int32_t fin)
{
    int32_t days = calendar_span(debut, fin);
    return days > ESTIMATE_DAYS ? 0 : days;
}

void stake_add(struct stake *stake, int mode, int32_t days)
{
    stake->records[mode][days]++;
}

void stake_join(struct stake *stake, const struct stake *more)
{
    for (int mode = 0; mode < ESTIMATE_MODES; mode++)
        for (int days = 0; days <= ESTIMATE_DAYS; days++)
            stake->records[mode][days] += more->records[mode][days];
}

/* What days are worth at the mean amount of a day, rounded half up. */
static int64_t at_mean(int days, struct earning all)
{
    int64_t whole = all.amount / all.days * days, rest = all.amount % all.days * days;
    return whole + (2 * rest + all.days) / (2 * all.days);
}

/* Adds the same amount so many times; a sum that would not fit is SUM_FULL. */
static void add_times(int64_t *sum, int64_t centimes, uint64_t times)
{
    bool fits = centimes == 0 || times <= (uint64_t)(SUM_FULL / centimes);
    sum_up(sum, fits ? centimes * (int64_t)times : SUM_FULL);
}

static struct earning earned_all(const struct earned *earned)
{
    struct earning all = {0, 0};
    for (int mode = 0; mode < ESTIMATE_MODES; mode++)
        add(&all, earned->of[mode]);
    return all;
}

/* What a day of this mode is worth: the mean of its own, or of all. */
static struct earning mean_of(const struct earned *earned, int mode, struct earning all)
{
    return mode != NO_MODE && earned->of[mode].days > 0 ? earned->of[mode] : all;
}

int64_t estimate_line(int mode, int32_t days, const struct earned *earned)
{
    const struct earning mean = mean_of(earned, mode, earned_all(earned));
    return days > 0 && mean.days > 0 ? at_mean(days, mean) : -1;
}

struct estimate estimate_of(const struct stake *stake, const struct earned *earned)
{
    static const uint64_t none[ESTIMATE_DAYS + 1];
    const struct earning all = earned_all(earned);
    struct estimate estimate = {0};
    for (int mode = 0; mode < ESTIMATE_MODES; mode++) {
        if (memcmp(stake->records[mode], none, sizeof none) == 0) /* as of nearly every mode */
            continue;
        const struct earning mean = mean_of(earned, mode, all);
        estimate.without += stake->records[mode][0];
        for (int days = 1; days <= ESTIMATE_DAYS; days++) {
            uint64_t records = stake->records[mode][days];
            if (mean.days == 0) {
                estimate.without += records;
            } else if (records > 0) {
                estimate.records += records;
                add_times(&estimate.centimes, at_mean(days, mean), records);
            }
        }
    }
    return estimate;
}
