/* SPDX-License-Identifier: Apache-2.0 */
#include "refused.h"

#include <stdio.h>
#include <string.h>

#include "cli/base/nearest.h"
#include "cli/base/status.h"
#include "values.h"

enum { LIST_TEXT = 1024, NAMES = 64 };

static void join(char out[LIST_TEXT], const struct names *names)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < names->count; i++) {
        size_t length = strlen(names->name[i]);
        if (used + length + 3 > LIST_TEXT)
            break;
        if (used > 0)
            memcpy(out + used, ", ", 2), used += 2;
        memcpy(out + used, names->name[i], length + 1);
        used += length;
    }
}

/* All names, then the nearest, which is seen last: it is what most need. `help`: where more is said
 * of them; NULL = nowhere. */
static int say_names(const char *word, const struct names *names, const char *help)
{
    char list[LIST_TEXT];
    const char *near[NEAREST];
    size_t count = nearest(word, names->name, names->count, near);
    join(list, names);
    if (list[0] && help)
        say_plain(W_USAGE_ACCEPTED_HELP, list, help);
    else if (list[0])
        say_plain(W_USAGE_ACCEPTED, list);
    if (count == 1)
        say_plain(W_USAGE_NEAREST, near[0]);
    else if (count > 1)
        say_plain(W_USAGE_NEAREST_TWO, near[0], near[1]);
    return USAGE;
}

/* The same, with the help of a command; NULL: there is none yet. */
static int say_names_of(const char *word, const struct names *names,
                        const struct command_info *command)
{
    char help[64];
    if (!command)
        return say_names(word, names, "had help");
    snprintf(help, sizeof help, "had help %s", command->name);
    return say_names(word, names, help);
}

int say_accepted(const char *word, const struct names *names)
{
    return say_names(word, names, NULL);
}

/* The first words of commands, or the verbs of `tables`. */
static int say_commands(const char *word, bool verbs)
{
    const char *list[NAMES];
    struct names names = {list, 0};
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        const char *name = commands[i].name, *blank = strchr(name, ' ');
        if ((blank != NULL) == verbs)
            list[names.count++] = verbs ? blank + 1 : name;
        else if (blank && (i == 0 || !strchr(commands[i - 1].name, ' ')))
            list[names.count++] = "tables";
    }
    return say_names(word, &names, verbs ? "had help tables" : "had help");
}

int refuse_command(const char *word)
{
    say(W_USAGE_UNKNOWN_COMMAND, word);
    return say_commands(word, false);
}

int refuse_verb(const char *word)
{
    if (word)
        say(W_USAGE_UNKNOWN_VERB, word);
    else
        say(W_USAGE_NO_VERB);
    return say_commands(word ? word : "", true);
}

int refuse_option(const char *argument, const struct command_info *command)
{
    const char *list[OPTION_COUNT];
    struct names names = {list, 0};
    for (int option = 0; option < OPTION_COUNT; option++)
        if (!command || option_goes(command, (enum option)option))
            list[names.count++] = known_options[option].name;
    char word[64];
    size_t length = strcspn(argument, "=");
    length = length < sizeof word ? length : sizeof word - 1;
    memcpy(word, argument, length);
    word[length] = '\0';
    say(W_USAGE_UNKNOWN_OPTION, argument);
    return say_names_of(word, &names, command);
}

int refuse_here(enum option option, const struct command_info *command)
{
    const char *list[COMMAND_COUNT];
    struct names names = {list, 0};
    char text[LIST_TEXT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (option_goes(&commands[i], option))
            list[names.count++] = commands[i].name;
    join(text, &names);
    say(W_USAGE_NOT_HERE, known_options[option].name, command->name);
    say_plain(W_USAGE_GOES_WITH, text, command->name);
    return USAGE;
}

static int say_choices(enum option option, const struct command_info *command, const char *value)
{
    const char *list[ACCEPTED_MAX];
    struct names names = {list, accepted_names(command ? command : commands, option, list)};
    return say_names_of(value, &names, command);
}

int refuse_value(enum option option, const struct command_info *command, const char *value)
{
    const struct option_info *info = &known_options[option];
    say(W_USAGE_BAD_VALUE, info->name, value);
    if (info->choices)
        return say_choices(option, command, value);
    char meant[CALENDAR_MEANT];
    if (info->meant && info->meant(value, meant))
        say_plain(W_USAGE_NEAREST, meant);
    const char *const *accepted = info->accepted[0] ? info->accepted : info->value;
    say_plain(W_USAGE_ACCEPTED_VALUE, accepted[words_language_get()]);
    return USAGE;
}

int refuse_key(const char *key, size_t length, const struct names *accepted,
               const struct command_info *command)
{
    char word[64];
    length = length < sizeof word ? length : sizeof word - 1;
    memcpy(word, key, length);
    word[length] = '\0';
    say(W_USAGE_BY, word);
    return say_names_of(word, accepted, command);
}

int refuse_variable(const char *name, enum option option, const char *value)
{
    say(W_USAGE_BAD_VALUE, name, value);
    return say_choices(option, NULL, value);
}
