/* SPDX-License-Identifier: Apache-2.0 */
#include "number.h"

size_t text_number(char *out, uint32_t n)
{
    char digits[10];
    size_t count = 0, written = 0;
    do {
        digits[count++] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    while (count > 0)
        out[written++] = digits[--count];
    out[written] = '\0';
    return written;
}
