/* SPDX-License-Identifier: Apache-2.0 */
#ifndef NUMBER_H
#define NUMBER_H

#include <stddef.h>
#include <stdint.h>

/* Writes n in decimal at out, followed by a NUL; returns the number of digits. */
size_t text_number(char *out, uint32_t n);

#endif
