/* SPDX-License-Identifier: Apache-2.0 */
/* No header of its own: scan.c includes it once for each way, after parts_template.h. */

_Static_assert(FIXED_BYTES >= VECTOR_BYTES, "a vector or more");

#if VECTOR_BYTES == 16

_Static_assert(ACT_BYTES >= VECTOR_BYTES, "a vector or more");

static bool WAY(scan_acts)(const struct ranges *ranges, const struct record *record)
{
    const unsigned char *act = record->bytes + record->group_start[GROUP_CCAM];
    const struct act_days days = days_of(record);
    bool good = true;
    for (int i = 0; i < record->group_count[GROUP_CCAM]; i++, act += ACT_BYTES)
        good &= WAY(in_ranges)(act, ranges->act_low, ranges->act_span, ACT_BYTES) &
                act_good(act, &days);
    return good;
}

#endif

TARGET static bool WAY(scan)(const struct ranges *ranges, struct record *record, size_t length)
{
    if (!WAY(in_ranges)(record->bytes, ranges->low, ranges->span, FIXED_BYTES))
        return false;
    if (ranges->stay && !WAY(stay)(record->bytes + AT_sejour))
        return false;
    record->length = place_groups(record);
    /* The DP, and the diagnoses after it. */
    const unsigned char *codes = record->bytes + AT_dp;
    size_t size = record->group_start[GROUP_CCAM] - AT_dp;
    return record->length <= length &&
           (size > CODE_LENGTH ? WAY(all_cim10)(codes, size) : cim10_shape(codes));
}
