/* SPDX-License-Identifier: Apache-2.0 */
/* A zip is not read, and the system has what reads it: the command to type is told. */
#ifndef UNZIP_H
#define UNZIP_H

#include "cli/ask/options.h"
#include "probe.h"

/* When what was looked at is a zip: this run's own command line, fed by the system's command. */
void unzip_say(const struct options *options, const char *path, const struct probe *probe);

#endif
