/* SPDX-License-Identifier: Apache-2.0 */
/* A call of the library that fails says why itself; its cause is never guessed. */
#ifndef FAILURE_H
#define FAILURE_H

/* Says why a call, of this name, did not return HAD_OK but `status`: no memory left, or a fault of
 * this program. Returns the exit status. */
int say_failure(const char *call, int status);

#endif
