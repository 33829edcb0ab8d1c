/* SPDX-License-Identifier: Apache-2.0 */
/* Insurance facts beside the records: VID-HOSP and HOSP-PMSI, read before the first of them (rules
 * R30, R42). */
#ifndef DROITS_H
#define DROITS_H

#include "batch.h"

/* Where each file begins, in lines counted over the files of its kind. */
struct droits_places {
    int64_t vidhosp[LIST_MAX], hosp_pmsi[LIST_MAX];
};

/* Reads the files of --vidhosp and --hosp-pmsi into batch->droits, which the caller frees; says
 * what is wrong with a line. `places` may be NULL. 0, or FILES with a message said. */
int droits_read(struct batch *batch, struct droits_places *places);

/* A line of had_droits_stay in its file, from 1; NULL when there is none. */
const char *droits_vidhosp(const struct options *options, const struct droits_places *places,
                           int64_t number, uint64_t *line);
const char *droits_hosp_pmsi(const struct options *options, const struct droits_places *places,
                             int64_t number, uint64_t *line);

#endif
