/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "had.h"
#include "cli/ask/help.h"
#include "cli/commands/dropped.h"
#include "cli/files/outputs.h"
#include "cli/base/index.h"
#include "cli/base/printed.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "os/os.h"

static int run(const struct options *options)
{
    if (options->version) {
        printf("had %s\n", had_version());
        return printed();
    }
    if (!options->help && options->info) {
        int status = outputs_check(options);
        return status ? status : options->info->run(options);
    }
    enum { WHOLE = 1 << 16 };
    FILE *file = options->help ? stdout : stderr;
    if (file == stderr) /* made of small pieces: see say_text */
        setvbuf(stderr, NULL, _IOFBF, WHOLE);
    if (options->info)
        help_of(options->info, file);
    else if (options->command)
        help_tables(file);
    else
        help_all(file);
    return options->help ? printed() : USAGE;
}

static int command(int count, const char **given)
{
    struct options options;
    /* Reading options moves the files to the front: the arguments as given are kept. */
    char **arguments = calloc((size_t)count + 1, sizeof *arguments);
    if (!arguments) {
        say(W_NO_MEMORY);
        return FILES;
    }
    if (count > 0)
        memcpy(arguments, given, (size_t)count * sizeof *arguments);
    int status = options_read(&options, count, arguments);
    options.arguments = given;
    options.argument_count = count;
    if (!status)
        status = run(&options);
    free(arguments);
    return status;
}

int main(int argc, char **argv)
{
    if (!os_start(&argc, &argv)) {
        say(W_NO_MEMORY);
        return FILES;
    }
    index_seed = os_random();
    int count = argc > 0 ? argc - 1 : 0;
    const char **given = (const char **)argv + (argc > 0);
    return dropped(count, given) ? dropped_run(count, given, command) : command(count, given);
}
