/* SPDX-License-Identifier: Apache-2.0 */
#include "record.h"

int16_t count_of(const unsigned char *p, uint16_t length)
{
    switch (length) {
    case 1:
        return (int16_t)(digit(p[0]) ? p[0] - '0' : COUNT_INVALID);
    case 2:
        return (int16_t)two_digits(p);
    default:
        return (int16_t)three_digits(p);
    }
}

/* A plain loop over bytes: compilers make wide compares of it. */
static bool any_illicit(const unsigned char *p, size_t length)
{
    unsigned char bad = 0;
    for (size_t i = 0; i < length; i++)
        bad |= (unsigned char)((p[i] < 0x20) | (p[i] == 0x7F));
    return bad;
}

SELDOM uint32_t illicit_byte(const unsigned char *p, size_t length)
{
    if (!any_illicit(p, length))
        return 0;
    uint32_t i = 0;
    while (p[i] >= 0x20 && p[i] != 0x7F)
        i++;
    return i + 1;
}

SELDOM bool reject(struct rejection *rejection, int finding, size_t position)
{
    rejection->finding = finding;
    rejection->position = (uint32_t)position;
    return false;
}
