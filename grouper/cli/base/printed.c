/* SPDX-License-Identifier: Apache-2.0 */
#include "printed.h"

#include <stdio.h>

#include "cause.h"
#include "status.h"
#include "words.h"

int printed(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return DONE;
    say(W_NO_WRITE, words(W_STANDARD_OUTPUT), cause());
    return FILES;
}
