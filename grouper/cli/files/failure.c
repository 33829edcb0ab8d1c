/* SPDX-License-Identifier: Apache-2.0 */
#include "failure.h"

#include "had.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

int say_failure(const char *call, int status)
{
    if (status == HAD_E_MEMORY) {
        say(W_NO_MEMORY);
        return FILES;
    }
    say(W_FAILED, call, status);
    return INTERNAL;
}
