/* SPDX-License-Identifier: Apache-2.0 */
/* had tables modele: a table of the tariffs of a campaign with the amounts left to fill in, for the
 * January when they are published and no new version of the program is there yet. */
#include "cli/ask/commands.h"

#include <stdio.h>

#include "cli/base/cause.h"
#include "cli/files/folder.h"
#include "cli/files/load.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "cli/account/tally.h"
#include "cli/ask/values.h"
#include "cli/base/words.h"

enum { GHTS = 31 };

/* Since which campaign a variant has tariffs of its own (spec of the tariffs). */
static const struct {
    int variante, since;
} expected[] = {{HAD_BASE, 0}, {HAD_ESMS, 2007}, {HAD_SSIAD, 2018}};

static void write_rows(struct sink *sink, const void *context)
{
    const int32_t *campagne = context;
    char row[96], debut[16];
    format_date(debut, sizeof debut, had_campagne_debut(*campagne));
    put_line(sink, "campagne;secteur;variante;ght;centimes;debut;sources");
    for (int s = HAD_EX_DGF; s <= HAD_EX_OQN; s++) {
        for (size_t v = 0; v < sizeof expected / sizeof expected[0]; v++) {
            for (int ght = 1; *campagne >= expected[v].since && ght <= GHTS; ght++) {
                snprintf(row, sizeof row, "%d;%s;%s;%d;;%s;", (int)*campagne, secteur_name(s),
                         variante_name(expected[v].variante), ght, debut);
                put_line(sink, row);
            }
        }
    }
}

static void write_help(struct sink *sink, const void *context)
{
    (void)context;
    put_line(sink, words(W_MODELE_HELP));
}

struct modele {
    int32_t campagne;
};

static int fill(void *context, const char *directory)
{
    const struct modele *modele = context;
    char tarifs[OS_PATH], name[32];
    if (!path_join(tarifs, directory, "tarifs") || os_make_directory(tarifs) < 0) {
        say(W_NO_WRITE, "tarifs", cause());
        return FILES;
    }
    snprintf(name, sizeof name, "tarifs-%d.csv", (int)modele->campagne);
    int status = folder_file(tarifs, name, write_rows, &modele->campagne);
    return status ? status : folder_file(directory, words(W_MODELE_README), write_help, NULL);
}

int command_modele(const struct options *options)
{
    struct options year = *options;
    if (read_campagne(&year, options->files[0]) != TAKEN) {
        say(W_MODELE_YEAR, options->files[0]);
        return USAGE;
    }
    struct modele modele = {year.campagne};
    int status = folder_check(options->output);
    if (!status)
        status = folder_write(options->output, fill, &modele);
    if (!status && !options->quiet)
        say_plain(W_MODELE_DONE, options->output, (int)modele.campagne, options->output);
    return status;
}
