/* SPDX-License-Identifier: Apache-2.0 */
/* had tables deduce: the groups that follow from those observed, in each directory (rule R46). */
#include "cli/ask/commands.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/rows/rows.h"
#include "cli/write/table.h"
#include "deduce.h"
#include "tables_shared.h"

static int deduce_one(struct visit *visit, const char *directory)
{
    struct deduced deduced;
    int status = deduce_directory(directory, directory, visit->options, visit->table, &deduced);
    if (status != DONE && status != DIFFERENCES)
        return status;
    visit->status = status ? status : visit->status;
    if (!visit->options->quiet)
        deduce_report(directory, &deduced);
    return DONE;
}

static int run_deduce(const struct options *options, struct table *table)
{
    const char *directory = options->files[0];
    struct visit visit = {.each = deduce_one, .options = options, .table = table};
    table->columns = columns_learn;
    table_header(table);
    int status = visit_directories(&visit, directory);
    if (!status && visit.count == 0) {
        say(W_TABLE_NONE, directory);
        return TABLES;
    }
    return status ? status : visit.status;
}

int command_tables_deduce(const struct options *options)
{
    return rows_write(options, run_deduce);
}
