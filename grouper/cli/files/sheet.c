/* SPDX-License-Identifier: Apache-2.0 */
#include "sheet.h"

#include <string.h>

#include "cli/ask/catalogue.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

/* Whether people look at the rows of this run. */
static bool on_screen(const struct options *options, const struct output *output)
{
    return options->info && options->info->screen && options->to == FORMAT_DEFAULT &&
           !options->account && !output->path && !output->dry && os_terminal(OS_STDOUT);
}

int sheet_open(const struct options *options, struct output *output,
               const struct column *const *columns)
{
    static const enum word prices[] = {[BY_ZONE] = word_bare(W_SHEET_ZONES),
                                       [BY_JOUR] = word_bare(W_SHEET_DAYS),
                                       [BY_TOTAL] = word_bare(W_SHEET_TOTALS)};
    static const struct {
        const char *command;
        enum word name;
    } sheets[] = {{"group", word_bare(W_SHEET_GROUPS)}, {"check", word_bare(W_SHEET_FINDINGS)},
                  {"audit", word_bare(W_SHEET_AUDIT)},  {"compare", word_bare(W_SHEET_COMPARE)},
                  {"drugs", word_bare(W_SHEET_DRUGS)},  {"bills", word_bare(W_SHEET_BILLS)},
                  {"tables", word_bare(W_SHEET_TABLES)}};
    const char *name = options->command;
    if (columns && on_screen(options, output))
        return output_screen(output, columns);
    if (options->to != FORMAT_XLSX)
        return DONE;
    for (size_t i = 0; i < sizeof sheets / sizeof sheets[0]; i++)
        if (strncmp(sheets[i].command, options->command, strlen(sheets[i].command)) == 0)
            name = words_of(sheets[i].name);
    if (strcmp(options->command, "price") == 0)
        name = words_of(prices[options->by]);
    return output_sheet(output, name);
}
