/* SPDX-License-Identifier: Apache-2.0 */
#include "digits.h"

const char digit_pairs[201] = "00010203040506070809101112131415161718192021222324"
                              "25262728293031323334353637383940414243444546474849"
                              "50515253545556575859606162636465666768697071727374"
                              "75767778798081828384858687888990919293949596979899";

unsigned char *write_long(unsigned char *out, uint64_t n)
{
    unsigned char text[20], *end = text + sizeof text, *start = end;
    for (; n >= 100; n /= 100)
        write_pair(start -= 2, (uint32_t)(n % 100));
    if (n >= 10)
        write_pair(start -= 2, (uint32_t)n);
    else
        *--start = (unsigned char)('0' + n);
    memcpy(out, start, (size_t)(end - start));
    return out + (end - start);
}
