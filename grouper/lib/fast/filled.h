/* SPDX-License-Identifier: Apache-2.0 */
/* Results of usual records, made of their columns. */
#ifndef FILLED_H
#define FILLED_H

#include "usual.h"

/* Of the n-th: what had_process would fill beyond `head`, which is what the results of its layout
 * begin with. `line` begins at the record. */
void filled_result(const struct usual_input *in, const unsigned char *line, const had_usual *usual,
                   uint32_t n, had_result *out);

#endif
