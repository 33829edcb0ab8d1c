/* SPDX-License-Identifier: Apache-2.0 */
/* Values of options that are more than a name: from text to their place in struct options. */
#ifndef VALUES_H
#define VALUES_H

#include "catalogue.h"

/* Keys of the totals of a command. */
const struct column *const *command_keys(const struct command_info *command);

/* The names that an option of a command takes, where they are a list; their number, 0 elsewhere. */
enum { ACCEPTED_MAX = 32 };
size_t accepted_names(const struct command_info *command, enum option option,
                      const char *names[ACCEPTED_MAX]);

enum reading read_by(struct options *options, const char *text);
enum reading read_coef_geo(struct options *options, const char *text);
enum reading read_coef_prudentiel(struct options *options, const char *text);
enum reading read_campagne(struct options *options, const char *text);
enum reading read_date(struct options *options, const char *text);
enum reading read_periode(struct options *options, const char *text);
enum reading read_seulement(struct options *options, const char *text);
enum reading read_seuil(struct options *options, const char *text);
enum reading read_pourquoi(struct options *options, const char *text);
enum reading read_deduire_min(struct options *options, const char *text);
enum reading read_population(struct options *options, const char *text);
enum reading read_ligne(struct options *options, const char *text);
enum reading read_sejour(struct options *options, const char *text);
enum reading read_sequence(struct options *options, const char *text);
enum reading read_sous_sequence(struct options *options, const char *text);
enum reading read_jour(struct options *options, const char *text);
enum reading read_part(struct options *options, const char *text);
enum reading read_jobs(struct options *options, const char *text);
enum reading read_lang(struct options *options, const char *text);

#endif
