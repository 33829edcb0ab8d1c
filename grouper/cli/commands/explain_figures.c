/* SPDX-License-Identifier: Apache-2.0 */
#include "explain_figures.h"

#include <stdio.h>
#include <string.h>

#include "cli/account/tally.h"
#include "cli/base/words.h"
#include "common/digits.h"

/* Ours have one point at most. */
static const char *with_comma(char *number)
{
    char *point = strchr(number, '.');
    if (point && words_language_get() == FRENCH)
        *point = ',';
    return number;
}

void figure_euros(char out[FIGURE], int64_t centimes)
{
    format_euros(out, FIGURE, centimes);
    with_comma(out);
}

void figure_thousandths(char out[FIGURE], int64_t thousandths)
{
    format_thousandths(out, FIGURE, thousandths);
    with_comma(out);
}

const char *figure_weight(char out[FIGURE], int64_t weight)
{
    *write_weight((unsigned char *)out, weight) = '\0';
    return with_comma(out);
}

const char *figure_text(char out[FIGURE], const char *number)
{
    snprintf(out, FIGURE, "%s", number);
    return with_comma(out);
}
