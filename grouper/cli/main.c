/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "had.h"
#include "help.h"
#include "status.h"
#include "words.h"
#include "../os/os.h"

static int run(const struct options *options)
{
    if (options->version) {
        printf("had %s\n", had_version());
        return fflush(stdout) == 0 ? DONE : FILES;
    }
    if (options->help || !options->command) {
        fputs(help(words_language_get()), options->help ? stdout : stderr);
        return fflush(stdout) != 0 ? FILES : options->help ? DONE : USAGE;
    }
    static const struct {
        const char *name;
        int (*run)(const struct options *options);
    } commands[] = {{"group", command_group},   {"price", command_price},
                    {"merge", command_merge},   {"verify", command_verify},
                    {"tables", command_tables}, {"check", command_check},
                    {"audit", command_audit},   {"compare", command_compare}};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(options->command, commands[i].name) == 0)
            return commands[i].run(options);
    return INTERNAL; /* options_read knows the same names */
}

int main(int argc, char **argv)
{
    struct options options;
    os_start();
    /* Reading options moves the files to the front: the arguments as given are kept. */
    int count = argc > 0 ? argc - 1 : 0;
    char **arguments = calloc((size_t)count + 1, sizeof *arguments);
    if (!arguments)
        return FILES;
    if (count > 0)
        memcpy(arguments, argv + 1, (size_t)count * sizeof *arguments);
    int status = options_read(&options, count, arguments);
    options.arguments = (const char *const *)argv + 1;
    options.argument_count = count;
    if (!status)
        status = run(&options);
    free(arguments);
    return status;
}
