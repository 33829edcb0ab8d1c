/* SPDX-License-Identifier: Apache-2.0 */
#include "help.h"
#include "values.h"

#include <string.h>

#include "cli/base/printed.h"
#include "refused.h"
#include "cli/base/status.h"

enum { WIDTH = 96, NAME_WIDTH = 22, OPTION_WIDTH = 32, LINE = 2048 };

static size_t columns_of(const char *text, size_t size)
{
    size_t columns = 0;
    for (size_t i = 0; i < size; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    return columns;
}

static void blanks(FILE *file, size_t count)
{
    fprintf(file, "%*s", (int)count, "");
}

/* A name, then a text beside it, cut between words into lines that begin under each other. */
static void put_item(FILE *file, size_t indent, const char *name, const char *text)
{
    size_t used = columns_of(name, strlen(name));
    fputs(name, file);
    if (used > 0 && used >= indent) {
        fputc('\n', file);
        used = 0;
    }
    blanks(file, indent - used);
    size_t column = indent;
    for (const char *p = text; *p;) {
        size_t length = strcspn(p, " "), columns = columns_of(p, length);
        /* Two kinds of marks stand with the word before: a colon and the like. */
        bool mark = length == 1 && strchr(":;!?", *p);
        if (column > indent && !mark && column + 1 + columns > WIDTH) {
            fputc('\n', file);
            blanks(file, indent);
            column = indent;
        } else if (p > text) {
            fputc(' ', file);
            column++;
        }
        fprintf(file, "%.*s", (int)length, p);
        column += columns;
        p += length + (p[length] == ' ');
    }
    fputc('\n', file);
}

static const char *in_language(const char *const pair[2])
{
    return pair[words_language_get()];
}

/* --- Commands --------------------------------------------------------------------------------- */

static void put_command(FILE *file, const struct command_info *command)
{
    char name[64];
    snprintf(name, sizeof name, "  %s", command->name);
    put_item(file, NAME_WIDTH, name, in_language(command->about));
}

void help_all(FILE *file)
{
    fprintf(file, "%s\n\n", words(W_HELP_HEAD));
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        put_command(file, &commands[i]);
    fprintf(file, "\n%s\n", words(W_HELP_FOOT));
}

void help_tables(FILE *file)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strncmp(commands[i].name, "tables ", 7) == 0)
            put_command(file, &commands[i]);
    fprintf(file, "\n%s\n", words(W_HELP_TABLES));
}

/* --- Options ---------------------------------------------------------------------------------- */

static void append(char text[LINE], const char *more)
{
    size_t used = strlen(text);
    snprintf(text + used, LINE - used, "%s", more);
}

/* What an option is for, and the values it takes when they are a list. */
static void describe(const struct command_info *command, const struct option_info *option,
                     char text[LINE])
{
    const char *separator = " ";
    text[0] = '\0';
    bool sums = option == &known_options[O_BY] && command_keys(command) != columns_keys;
    append(text, sums ? words(W_HELP_SUMS) : in_language(option->about));
    for (const struct choice *choice = option->choices; choice && choice->name; choice++) {
        if (!(choice->commands >> (command - commands) & 1))
            continue;
        append(text, separator);
        append(text, choice->name);
        separator = ", ";
    }
    const struct column *const *keys = command_keys(command);
    for (int k = 0; option == &known_options[O_BY] && keys[k]; k++) {
        append(text, separator);
        append(text, keys[k]->name);
        separator = ", ";
    }
}

static void put_option(FILE *file, const struct command_info *command,
                       const struct option_info *option)
{
    char name[128], text[LINE];
    bool directory = command->directory && option == &known_options[O_OUTPUT];
    const char *value = in_language(directory ? known_options[O_TABLES].value : option->value);
    snprintf(name, sizeof name, "  %s%s%s%s%s", option->letter ? option->letter : "    ",
             option->letter ? ", " : "", option->name, value ? " " : "", value ? value : "");
    describe(command, option, text);
    put_item(file, OPTION_WIDTH, name, directory ? words(W_HELP_DIRECTORY) : text);
}

void help_of(const struct command_info *command, FILE *file)
{
    fprintf(file, "had %s %s%s%s\n\n", command->name, words(W_HELP_OPTIONS),
            in_language(command->operands)[0] ? " " : "", in_language(command->operands));
    put_item(file, 0, "", in_language(command->about));
    fprintf(file, "\n");
    for (int k = 0; k < OPTION_COUNT; k++)
        if (option_goes(command, (enum option)k))
            put_option(file, command, &known_options[k]);
    fprintf(file, "\n%s\n  %s\n", words(W_HELP_EXAMPLE), command->example);
}

int command_help(const struct options *options)
{
    char name[64];
    const struct command_info *command = NULL;
    if (options->file_count == 0) {
        help_all(stdout);
    } else if (options->file_count == 1 && strcmp(options->files[0], "tables") == 0) {
        help_tables(stdout);
    } else {
        bool tables = options->file_count == 2 && strcmp(options->files[0], "tables") == 0;
        const char *last = options->files[options->file_count - 1];
        snprintf(name, sizeof name, "%s%s", tables ? "tables " : "", last);
        command = command_named(name);
        if (options->file_count == 2 && !tables) {
            say(W_USAGE_FORM, options->command, in_language(options->info->operands));
            return USAGE;
        }
        if (!command)
            return tables ? refuse_verb(last) : refuse_command(options->files[0]);
        help_of(command, stdout);
    }
    return printed();
}
