/* SPDX-License-Identifier: Apache-2.0 */
/* The commands: each returns the exit status. */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "options.h"

int command_group(const struct options *options);
int command_price(const struct options *options);
int command_check(const struct options *options);
int command_audit(const struct options *options);
int command_compare(const struct options *options);
int command_explain(const struct options *options);
int command_report(const struct options *options);
int command_merge(const struct options *options);
int command_verify(const struct options *options);
int command_columns(const struct options *options);
int command_tables_list(const struct options *options);
int command_tables_show(const struct options *options);
int command_tables_check(const struct options *options);
int command_tables_diff(const struct options *options);
int command_tables_deduce(const struct options *options);
int command_learn(const struct options *options);    /* tables learn */
int command_coverage(const struct options *options); /* tables coverage */
int command_modele(const struct options *options);   /* tables modele */
int command_learn_tarifs(const struct options *options);
int command_bills(const struct options *options);
int command_drugs(const struct options *options);
int command_help(const struct options *options);

#endif
