/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "had.h"
#include "help.h"
#include "status.h"
#include "words.h"
#include "../os/os.h"

int main(int argc, char **argv)
{
    struct options options;
    os_start();
    int status = options_read(&options, argc - 1, argv + 1);
    if (status)
        return status;
    if (options.version) {
        printf("had %s\n", had_version());
        return fflush(stdout) == 0 ? DONE : FILES;
    }
    if (options.help || !options.command) {
        fputs(help(words_language_get()), options.help ? stdout : stderr);
        return fflush(stdout) != 0 ? FILES : options.help ? DONE : USAGE;
    }
    static const struct {
        const char *name;
        int (*run)(const struct options *options);
    } commands[] = {{"group", command_group}, {"price", command_price}, {"merge", command_merge}};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(options.command, commands[i].name) == 0)
            return commands[i].run(&options);
    return INTERNAL; /* options_read knows the same names */
}
