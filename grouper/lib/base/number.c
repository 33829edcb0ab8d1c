/* SPDX-License-Identifier: Apache-2.0 */
#include "number.h"

#include "common/digits.h"

size_t text_number(char *out, uint32_t n)
{
    unsigned char *end = write_number((unsigned char *)out, n);
    *end = '\0';
    return (size_t)(end - (unsigned char *)out);
}
