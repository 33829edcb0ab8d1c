/* SPDX-License-Identifier: Apache-2.0 */
/* Many records at once, into plain arrays. */
#include <stdbool.h>
#include <string.h>

#include "common/bytes.h"
#include "engine.h"
#include "lib/base/sized.h"

int had_process_usual(const had_engine *engine, const void *bytes, size_t size, had_usual *usual)
{
    if (!engine || !usual || (!bytes && size > 0))
        return HAD_E_ARGUMENT;
    if (sized_short(usual))
        return HAD_E_SIZE;
    struct usual_dates dates;
    engine_read_usual(engine, bytes, size, usual, &dates, NULL);
    return HAD_OK;
}

int had_process_among(const had_engine *engine, const void *bytes, size_t size, had_usual *usual,
                      had_left *left)
{
    if (!engine || !usual || !left || (!bytes && size > 0))
        return HAD_E_ARGUMENT;
    if (sized_short(usual) || sized_short(left))
        return HAD_E_SIZE;
    struct usual_dates dates;
    engine_read_usual(engine, bytes, size, usual, &dates, left);
    return HAD_OK;
}

/* Digits as a number, -1 when they are not that. */
static int32_t number_of(const char *text)
{
    int32_t n = 0;
    for (const char *p = text; *p; p++) {
        if (!digit((unsigned char)*p))
            return -1;
        n = n * 10 + (*p - '0');
    }
    return *text ? n : -1;
}

struct arrays {
    int32_t *outcome, *code, *ghpc, *debut, *fin, *jours;
    int32_t *ght, *zone_jours, *tarif;
    int64_t *zone_montant, *montant;
};

static void put(int32_t *array, size_t n, int32_t value)
{
    if (array)
        array[n] = value;
}

static void put_zone(const struct arrays *to, size_t at, int32_t ght, int32_t jours, int32_t tarif,
                     int64_t montant)
{
    put(to->ght, at, ght);
    put(to->zone_jours, at, jours);
    put(to->tarif, at, tarif);
    if (to->zone_montant)
        to->zone_montant[at] = montant;
}

static void put_zones(const struct arrays *to, size_t n, const had_result *result)
{
    int64_t sum = 0;
    int32_t days = 0;
    for (size_t i = 0; i < HAD_ZONES_MAX; i++) {
        static const had_zone none;
        const had_zone *zone = i < result->zone_count ? &result->zone[i] : &none;
        put_zone(to, n * HAD_ZONES_MAX + i, zone->ght, zone->jours, zone->tarif, zone->montant);
        sum += zone->montant;
        days += zone->jours;
    }
    put(to->jours, n, days);
    if (to->montant)
        to->montant[n] = sum;
}

static void put_record(const struct arrays *to, size_t n, const had_result *result)
{
    put(to->outcome, n, result->outcome);
    put(to->code, n, number_of(result->code_retour));
    put(to->ghpc, n, number_of(result->ghpc));
    put(to->debut, n, result->debut);
    put(to->fin, n, result->fin);
    put_zones(to, n, result);
}

/* Zones stand by duration period there, one after the other here. */
static void put_usual_zones(const struct arrays *to, size_t n, const had_usual *usual, uint32_t i)
{
    size_t at = n * HAD_ZONES_MAX, end = at + HAD_ZONES_MAX;
    for (int k = 0; k < HAD_PERIODES; k++)
        if (usual->zone_jours[i][k] > 0)
            put_zone(to, at++, usual->ght[i][k], usual->zone_jours[i][k], usual->tarif[i][k],
                     usual->zone_montant[i][k]);
    while (at < end)
        put_zone(to, at++, 0, 0, 0, 0);
}

static void put_usual(const struct arrays *to, size_t n, const had_usual *usual)
{
    for (uint32_t i = 0; i < usual->count; i++) {
        char ghpc[sizeof usual->ghpc[i] + 1] = "";
        bool grouped = usual->classification[i] != HAD_USUAL_NONE;
        put(to->outcome, n + i, grouped ? HAD_GROUPED : HAD_CONTROLLED);
        put(to->code, n + i, grouped ? usual->code[i] : -1);
        memcpy(ghpc, usual->ghpc[i], sizeof usual->ghpc[i]);
        if (to->ghpc)
            to->ghpc[n + i] = number_of(ghpc);
        put(to->debut, n + i, usual->debut[i]);
        put(to->fin, n + i, usual->fin[i]);
        put(to->jours, n + i, usual->jours[i]);
        if (to->montant)
            to->montant[n + i] = usual->montant[i];
        if (to->ght || to->zone_jours || to->tarif || to->zone_montant)
            put_usual_zones(to, n + i, usual, i);
    }
}

/* One line; debris in front of a record (rule R43) is passed over. */
static int take_line(const had_engine *engine, const unsigned char *bytes, size_t size,
                     size_t *length, had_result *result)
{
    int status = had_process_first(engine, bytes, size, length, result);
    if (status != HAD_OK || result->outcome != HAD_REJECTED)
        return status;
    size_t debris = had_debris(bytes, *length);
    return debris > 0 ? had_process(engine, bytes + debris, *length - debris, result) : HAD_OK;
}

int64_t had_process_lines(const had_engine *engine, const void *bytes, int64_t size,
                          int64_t capacity, int64_t *used, int32_t *outcome, int32_t *code,
                          int32_t *ghpc, int32_t *debut, int32_t *fin, int32_t *jours, int32_t *ght,
                          int32_t *zone_jours, int32_t *tarif, int64_t *zone_montant,
                          int64_t *montant)
{
    if (!engine || (!bytes && size > 0) || size < 0 || capacity < 0)
        return -HAD_E_ARGUMENT;
    const struct arrays to = {outcome, code,       ghpc,  debut,        fin,    jours,
                              ght,     zone_jours, tarif, zone_montant, montant};
    const unsigned char *p = bytes, *end = size > 0 ? p + size : p; /* there may be no bytes */
    had_result result = {.size = sizeof result};
    had_usual usual = {.size = sizeof usual};
    int64_t n = 0;
    int status = HAD_OK;
    while (p < end && n < capacity) {
        size_t length;
        if (capacity - n >= HAD_USUAL_MAX) {
            had_process_usual(engine, p, (size_t)(end - p), &usual);
            put_usual(&to, (size_t)n, &usual);
            n += usual.count;
            p += usual.bytes;
            if (usual.count == HAD_USUAL_MAX || p == end)
                continue;
        }
        status = take_line(engine, p, (size_t)(end - p), &length, &result);
        if (status != HAD_OK)
            break;
        put_record(&to, (size_t)n++, &result);
        p += length;
    }
    if (used)
        *used = size - (end - p);
    return status == HAD_OK ? n : -status;
}
