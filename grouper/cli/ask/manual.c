/* SPDX-License-Identifier: Apache-2.0 */
#include "manual.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/printed.h"
#include "cli/base/status.h"
#include "cli/write/json.h"
#include "help.h"
#include "values.h"

static const char *in_language(const char *const pair[2])
{
    return pair[words_language_get()];
}

/* What completes a value. */
static const char *const kinds[] = {
    [VALUE_NONE] = "none",     [VALUE_INPUT] = "file",    [VALUE_INPUTS] = "files",
    [VALUE_OUTPUT] = "output", [VALUE_CHOICE] = "choice", [VALUE_READ] = "text"};

static void put_option(struct json *json, const struct command_info *command, enum option option)
{
    char text[HELP_TEXT];
    const char *names[ACCEPTED_MAX], *value = help_value(command, option);
    size_t count = accepted_names(command, option, names);
    const struct option_info *info = &known_options[option];
    json_open(json, NULL, '{');
    json_word(json, "name", info->name);
    json_word(json, "letter", info->letter ? info->letter : "");
    json_word(json, "value", value ? value : "");
    json_word(json, "kind", kinds[info->kind]);
    help_option(command, option, text);
    json_word(json, "about", text);
    json_open(json, "accepted", '[');
    for (size_t i = 0; i < count; i++)
        json_word(json, NULL, names[i]);
    json_close(json, ']');
    json_close(json, '}');
}

static void put_statuses(struct json *json, const struct command_info *command)
{
    char name[16], room[HELP_TEXT];
    json_open(json, "statuses", '{');
    for (int status = DONE; status <= INTERNAL; status++) {
        const char *text = help_status(command, status, room);
        snprintf(name, sizeof name, "%d", status);
        if (text)
            json_word(json, name, text);
    }
    json_close(json, '}');
}

static void put_command(struct sink *sink, const struct command_info *command)
{
    struct json json = {sink, true};
    json_open(&json, NULL, '{');
    json_word(&json, "command", command->name);
    json_word(&json, "operands", in_language(command->operands));
    json_word(&json, "about", in_language(command->about));
    json_word(&json, "example", command->example);
    json_open(&json, "options", '[');
    for (int k = 0; k < OPTION_COUNT; k++)
        if (option_goes(command, (enum option)k))
            put_option(&json, command, (enum option)k);
    json_close(&json, ']');
    put_statuses(&json, command);
    json_close(&json, '}');
    sink_room(sink, 1);
    put(sink, '\n');
}

static int print(void *context, const unsigned char *bytes, size_t size)
{
    (void)context;
    return fwrite(bytes, 1, size, stdout) == size ? 0 : -1;
}

int manual_write(const struct command_info *command, const char *first)
{
    enum { ROOM = 1 << 16 };
    struct sink sink;
    if (!sink_open(&sink, ROOM, print, NULL)) {
        say(W_NO_MEMORY);
        return FILES;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (command ? command == &commands[i]
                    : strncmp(commands[i].name, first, strlen(first)) == 0)
            put_command(&sink, &commands[i]);
    sink_flush(&sink);
    sink_close(&sink);
    return printed();
}
