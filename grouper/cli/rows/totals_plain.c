/* SPDX-License-Identifier: Apache-2.0 */
/* Records that come one by one, to the rows of usual ones where each key of theirs is a value that
 * a usual one may have: such a row is found without its texts, and stands with the others. */
#include "totals_own.h"

/* A field of so many digits as their number. */
static bool digits_value(const struct batch *batch, const struct item *item, int field,
                         size_t digits, uint16_t *value)
{
    size_t length;
    const unsigned char *bytes = item_field(batch, item, field, &length);
    *value = 0;
    if (length != digits)
        return false;
    for (size_t i = 0; i < digits; i++) {
        if (bytes[i] < '0' || bytes[i] > '9')
            return false;
        *value = (uint16_t)(*value * 10 + (bytes[i] - '0'));
    }
    return true;
}

/* The value that one of usual records has where its text is that of this zone; false when none has.
 */
static bool value_of(enum key key, const struct batch *batch, const struct item *item,
                     const had_zone *zone, uint16_t *value)
{
    const had_result *result = item->result;
    switch (key) {
    case KEY_MOIS:
        *value = numbered_month(result->fin);
        return result->fin > 0;
    case KEY_GHT:
        *value = zone->ght;
        return true;
    case KEY_MPP:
        return digits_value(batch, item, batch->fields.mpp, 2, value);
    case KEY_MPA:
        return digits_value(batch, item, batch->fields.mpa, 2, value);
    case KEY_IK:
        return digits_value(batch, item, batch->fields.ik, 3, value);
    default: /* texts that more than one column tells */
        return false;
    }
}

/* The row of these values, made at first need. False when there is no memory (a message is said).
 */
static bool find_row(struct totals *totals, const struct batch *batch, const struct item *item,
                     const had_zone *zone, const uint16_t value[KEY_COUNT], uint32_t *row)
{
    struct numbered *numbered = &totals->numbered;
    for (int k = 0; k < totals->key_count; k++) {
        unsigned char text[KEY_PART];
        if (numbered_met(numbered, k, value[k]))
            continue;
        size_t length = totals_part(totals->keys[k], batch, item, zone, text);
        if (!numbered_meet(numbered, k, value[k], text, length))
            return false;
    }
    return numbered_find(numbered, value, row);
}

/* Whether all its zones can: no part of what a record adds goes another way. */
static bool zones_fit(const had_result *result)
{
    bool fit = true;
    for (int i = 0; i < result->zone_count; i++)
        fit &= result->zone[i].montant >= 0 && result->zone[i].montant <= INT32_MAX;
    return fit;
}

/* The values of a zone, one for each key; false when one of its keys has none. */
static bool values_of(const struct totals *totals, const struct batch *batch,
                      const struct item *item, const had_zone *zone, uint16_t value[KEY_COUNT])
{
    bool all = true;
    for (int k = 0; all && k < totals->key_count; k++)
        all = value_of(totals->keys[k], batch, item, zone, &value[k]);
    return all;
}

static bool add_zone(struct totals *totals, const struct batch *batch, const struct item *item,
                     const had_zone *zone, const uint16_t value[KEY_COUNT])
{
    uint32_t row;
    if (!find_row(totals, batch, item, zone, value, &row))
        return false;
    const uint32_t centimes = (uint32_t)zone->montant;
    const struct numbered_row more = {.journees = zone->jours,
                                      .montant = centimes,
                                      .facturable = item->result->facturable ? centimes : 0,
                                      .non_officiel = item->official == 0 ? centimes : 0,
                                      .sans_tarif = zone_valued(zone) ? 0 : zone->jours};
    return numbered_count(&totals->numbered, row, more, totals->counted);
}

bool totals_plain(struct totals *totals, const struct batch *batch, const struct item *item,
                  bool *added)
{
    const had_result *result = item->result;
    uint16_t value[HAD_ZONES_MAX][KEY_COUNT];
    *added = totals->usual && totals->key_count > 0 && zones_fit(result);
    for (int i = 0; *added && i < result->zone_count; i++)
        *added = values_of(totals, batch, item, &result->zone[i], value[i]);
    bool on = true;
    for (int i = 0; *added && on && i < result->zone_count; i++)
        on = add_zone(totals, batch, item, &result->zone[i], value[i]);
    totals->counted++;
    return on;
}
