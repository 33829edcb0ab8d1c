/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WINDOWS_ARGUMENTS_H
#define WINDOWS_ARGUMENTS_H

#include <stdbool.h>

/* The arguments of the program as UTF-8, names with `*` and `?` replaced by those that they stand
 * for, in byte order. False: no memory. */
bool windows_arguments(int *count, char ***arguments);

#endif
