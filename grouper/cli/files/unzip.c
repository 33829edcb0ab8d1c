/* SPDX-License-Identifier: Apache-2.0 */
#include "unzip.h"

#include <string.h>

#include "os/os.h"
#include "cli/base/words.h"

enum { COMMAND = 8 * 1024 };

struct unzip_command {
    char text[COMMAND];
    size_t used; /* COMMAND when it does not fit */
};

static void add(struct unzip_command *command, const char *text, size_t size)
{
    if (COMMAND - command->used <= size) {
        command->used = COMMAND;
        return;
    }
    memcpy(command->text + command->used, text, size);
    command->used += size;
}

static bool is_plain(const char *word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:=,";
    return word[0] && word[strspn(word, plain)] == '\0';
}

/* One word, as the shell of this system takes it. */
static void add_word(struct unzip_command *command, const char *word)
{
    add(command, " ", 1);
    if (is_plain(word)) {
        add(command, word, strlen(word));
        return;
    }
    add(command, &os_quote, 1);
    for (; *word; word++) {
        add(command, word, 1);
        if (*word == os_quote) /* out, one that stands for itself, in again */
            add(command, (const char[]){'\\', os_quote, os_quote}, 3);
    }
    add(command, &os_quote, 1);
}

void unzip_say(const struct options *options, const char *path, const struct probe *probe)
{
    struct unzip_command command = {.used = 0};
    if (!foreign_zip(probe->start, probe->start_size) || strcmp(path, "-") == 0)
        return;
    add(&command, os_unzip, strlen(os_unzip));
    add_word(&command, path);
    add(&command, " | had", 6);
    for (int i = 0; i < options->argument_count; i++)
        add_word(&command, strcmp(options->arguments[i], path) == 0 ? "-" : options->arguments[i]);
    if (command.used == COMMAND)
        return;
    command.text[command.used] = '\0';
    say(W_UNZIP, command.text);
}
