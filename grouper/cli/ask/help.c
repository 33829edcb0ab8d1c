/* SPDX-License-Identifier: Apache-2.0 */
#include "help.h"
#include "values.h"

#include <string.h>

#include "cli/base/printed.h"
#include "refused.h"
#include "cli/base/status.h"
#include "commands.h"
#include "manual.h"

enum { WIDTH = 96, NAME_WIDTH = 22, OPTION_WIDTH = 32 };

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
        /* A mark that stands alone (French sets a blank before a colon) stays on the line of the
         * word before it. */
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

static void append(char text[HELP_TEXT], const char *more)
{
    size_t used = strlen(text);
    snprintf(text + used, HELP_TEXT - used, "%s", more);
}

/* -o of a command that writes a directory. */
static bool writes_directory(const struct command_info *command, enum option option)
{
    return command->directory && option == O_OUTPUT;
}

const char *help_value(const struct command_info *command, enum option option)
{
    return in_language(known_options[writes_directory(command, option) ? O_TABLES : option].value);
}

void help_option(const struct command_info *command, enum option option, char text[HELP_TEXT])
{
    const char *names[ACCEPTED_MAX], *about = in_language(known_options[option].about);
    size_t count = accepted_names(command, option, names);
    if (writes_directory(command, option))
        about = words(W_HELP_DIRECTORY);
    else if (option == O_BY && command_keys(command) != columns_keys)
        about = words(W_HELP_SUMS);
    text[0] = '\0';
    append(text, about);
    for (size_t i = 0; i < count; i++) {
        append(text, i == 0 ? " " : ", ");
        append(text, names[i]);
    }
}

static void put_option(FILE *file, const struct command_info *command, enum option option)
{
    char name[128], text[HELP_TEXT];
    const struct option_info *info = &known_options[option];
    const char *value = help_value(command, option);
    snprintf(name, sizeof name, "  %s%s%s%s%s", info->letter ? info->letter : "    ",
             info->letter ? ", " : "", info->name, value ? " " : "", value ? value : "");
    help_option(command, option, text);
    put_item(file, OPTION_WIDTH, name, text);
}

/* --- Exit statuses ---------------------------------------------------------------------------- */

/* Whether a command reads tables: one that reads none cannot lack one. */
static bool reads_tables(const struct command_info *command)
{
    return command->reads == OPERANDS_TABLES || option_goes(command, O_TABLES) ||
           command->run == command_verify || command->run == command_modele;
}

static const char *found_text(const struct command_info *command, char text[HELP_TEXT])
{
    const char *found = command->found[0] ? in_language(command->found) : "";
    bool strict = option_goes(command, O_STRICT) && !strstr(found, "--strict");
    append(text, found);
    if (command->found[0] && strict)
        append(text, words_language_get() == FRENCH ? " ; " : "; ");
    if (strict)
        append(text, words(W_STATUS_STRICT));
    return text[0] ? text : NULL;
}

const char *help_status(const struct command_info *command, int status, char text[HELP_TEXT])
{
    text[0] = '\0';
    switch (status) {
    case DONE:
        return option_goes(command, O_STRICT) ? words(W_STATUS_ORDINARY) : words(W_STATUS_DONE);
    case DIFFERENCES:
        return found_text(command, text);
    case USAGE:
        return option_goes(command, O_DOUBLONS) ? words(W_STATUS_TWICE) : words(W_STATUS_USAGE);
    case FILES:
        return command->reads == OPERANDS_FILES ? words(W_STATUS_FILES) : words(W_STATUS_OUTPUT);
    case TABLES:
        return reads_tables(command) ? words(W_STATUS_TABLES) : NULL;
    case INTERNAL:
        return words(W_STATUS_INTERNAL);
    default:
        return NULL;
    }
}

static void put_statuses(FILE *file, const struct command_info *command)
{
    enum { STATUS_WIDTH = 6 };
    char name[16], room[HELP_TEXT];
    fprintf(file, "\n%s\n", words(W_HELP_STATUS));
    for (int status = DONE; status <= INTERNAL; status++) {
        const char *text = help_status(command, status, room);
        snprintf(name, sizeof name, "  %d", status);
        if (text)
            put_item(file, STATUS_WIDTH, name, text);
    }
}

void help_of(const struct command_info *command, FILE *file)
{
    fprintf(file, "had %s %s%s%s\n\n", command->name, words(W_HELP_OPTIONS),
            in_language(command->operands)[0] ? " " : "", in_language(command->operands));
    put_item(file, 0, "", in_language(command->about));
    fprintf(file, "\n");
    for (int k = 0; k < OPTION_COUNT; k++)
        if (option_goes(command, (enum option)k))
            put_option(file, command, (enum option)k);
    put_statuses(file, command);
    fprintf(file, "\n%s\n  %s\n", words(W_HELP_EXAMPLE), command->example);
}

/* --- The command ------------------------------------------------------------------------------ */

/* The command that `had help` names; NULL when it names none, or `tables` alone. */
static int find_command(const struct options *options, const struct command_info **command)
{
    char name[64];
    const char *first = options->files[0], *last = options->files[options->file_count - 1];
    bool tables = strcmp(first, "tables") == 0;
    if (options->file_count == 2 && !tables) {
        say(W_USAGE_FORM, options->command, in_language(options->info->operands));
        return USAGE;
    }
    if (options->file_count == 1 && tables)
        return DONE;
    snprintf(name, sizeof name, "%s%s", tables ? "tables " : "", last);
    *command = command_named(name);
    return *command ? DONE : tables ? refuse_verb(last) : refuse_command(first);
}

int command_help(const struct options *options)
{
    const struct command_info *command = NULL;
    int status = options->file_count > 0 ? find_command(options, &command) : DONE;
    if (status)
        return status;
    if (options->to == FORMAT_JSONL)
        return manual_write(command, options->file_count > 0 ? "tables " : "");
    if (command)
        help_of(command, stdout);
    else if (options->file_count > 0)
        help_tables(stdout);
    else
        help_all(stdout);
    return printed();
}
