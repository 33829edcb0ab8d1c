/* SPDX-License-Identifier: Apache-2.0 */
/* No header of its own: scan.c includes it once for each way, after parts_template.h. */

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
    if (record->length > length ||
        !(size > CODE_LENGTH ? WAY(all_cim10)(codes, size) : cim10_shape(codes)))
        return false;
    uint64_t debut = load8(record->bytes + AT_date_debut_sous_sequence);
    uint64_t fin = load8(record->bytes + AT_date_fin_sous_sequence);
    const unsigned char *act = record->bytes + record->group_start[GROUP_CCAM];
    for (int i = 0; i < record->group_count[GROUP_CCAM]; i++, act += ACT_BYTES)
        if (!WAY(in_ranges)(act, ranges->act_low, ranges->act_span, ACT_BYTES) ||
            !act_good(act, debut, fin))
            return false;
    return month_text(debut) == month_text(fin);
}
