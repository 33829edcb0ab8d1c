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
    return strcmp(options.command, "group") == 0 ? command_group(&options)
                                                 : command_price(&options);
}
