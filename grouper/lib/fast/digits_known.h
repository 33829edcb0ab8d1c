/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers whose bytes are known to be digits. */
#ifndef DIGITS_KNOWN_H
#define DIGITS_KNOWN_H

static inline int of_two(const unsigned char *p)
{
    return p[0] * 10 + p[1] - '0' * 11;
}

static inline int of_three(const unsigned char *p)
{
    return p[0] * 100 + p[1] * 10 + p[2] - '0' * 111;
}

#endif
