/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers in the sentences of explain, as they are read in the language of messages: with a comma
 * in French. */
#ifndef EXPLAIN_FIGURES_H
#define EXPLAIN_FIGURES_H

#include <stdint.h>

enum { FIGURE = 40 };

void figure_euros(char out[FIGURE], int64_t centimes);
void figure_thousandths(char out[FIGURE], int64_t thousandths);
/* Ten-thousandths, with four decimals. */
const char *figure_weight(char out[FIGURE], int64_t weight);
/* A number that is text already. */
const char *figure_text(char out[FIGURE], const char *number);

#endif
