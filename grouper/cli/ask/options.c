/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "catalogue.h"
#include "refused.h"
#include "cli/base/ending.h"
#include "cli/base/status.h"
#include "values.h"
#include "cli/base/words.h"

/* --- Arguments, one after the other ----------------------------------------------------------- */

enum argument_kind { OPERAND, OPTION, UNKNOWN, END };

struct arguments {
    int argc, next;
    char **argv;
    bool only_operands; /* after -- */
};

struct argument {
    enum argument_kind kind;
    const char *text; /* as given */
    enum option option;
    const char *value; /* NULL = none given */
};

/* The option that an argument names: -o, -oFILE, --output, --output=FILE. */
static bool recognise(const char *text, struct argument *argument)
{
    bool is_long = text[1] == '-';
    size_t length = is_long ? strcspn(text, "=") : strlen(text);
    for (int k = 0; k < OPTION_COUNT; k++) {
        const struct option_info *known = &known_options[k];
        bool named =
            is_long && strlen(known->name) == length && memcmp(known->name, text, length) == 0;
        bool lettered = !is_long && known->letter && text[1] == known->letter[1];
        if (!named && !lettered)
            continue;
        const char *rest = text + (named ? length : 2);
        argument->option = (enum option)k;
        argument->value = *rest == '\0' ? NULL : rest + named;
        return true;
    }
    return false;
}

/* An option is never the value of the one before it: only --name=value can give it that. */
static bool is_option(const char *text)
{
    struct argument argument;
    return text[0] == '-' && recognise(text, &argument);
}

static struct argument next_argument(struct arguments *walk)
{
    struct argument argument = {.kind = END};
    while (walk->next < walk->argc) {
        const char *text = argument.text = walk->argv[walk->next++];
        argument.kind = OPERAND;
        if (walk->only_operands || text[0] != '-' || text[1] == '\0')
            return argument;
        if (strcmp(text, "--") == 0) {
            walk->only_operands = true;
            argument.kind = END;
            continue;
        }
        argument.kind = recognise(text, &argument) ? OPTION : UNKNOWN;
        bool valued = argument.kind == OPTION && known_options[argument.option].kind != VALUE_NONE;
        if (valued && !argument.value && walk->next < walk->argc &&
            !is_option(walk->argv[walk->next]))
            argument.value = walk->argv[walk->next++];
        return argument;
    }
    return argument;
}

/* --- What they ask for ------------------------------------------------------------------------ */

/* The language comes first: everything else is said in it. */
static int read_language(int argc, char **argv)
{
    struct arguments walk = {argc, 0, argv, false};
    const char *asked = NULL, *variable = getenv("HAD_LANG");
    for (struct argument a = next_argument(&walk); a.kind != END; a = next_argument(&walk))
        if (a.kind == OPTION && a.option == O_LANG && a.value)
            asked = a.value;
    if (asked) /* a wrong value is refused in its turn */
        return read_lang(NULL, asked) == SAID ? USAGE : DONE;
    if (variable && variable[0] && read_lang(NULL, variable) != TAKEN)
        return refuse_variable("HAD_LANG", O_LANG, variable);
    return DONE;
}

/* The command: the first operand, or `tables` and the second. A verb of `tables` may lack beside
 * --help: then only `command` is set. */
static int read_command(struct options *options, int argc, char **argv)
{
    struct arguments walk = {argc, 0, argv, false};
    const char *operand[2] = {NULL, NULL};
    int count = 0;
    for (struct argument a = next_argument(&walk); a.kind != END; a = next_argument(&walk))
        if (a.kind == OPERAND && count < 2)
            operand[count++] = a.text;
    options->command = operand[0];
    if (!operand[0])
        return DONE;
    if (strcmp(operand[0], "tables") != 0) {
        options->info = strchr(operand[0], ' ') ? NULL : command_named(operand[0]);
        return options->info ? DONE : refuse_command(operand[0]);
    }
    if (!operand[1])
        return DONE;
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strncmp(commands[i].name, "tables ", 7) == 0 &&
            strcmp(commands[i].name + 7, operand[1]) == 0)
            options->info = &commands[i];
    if (!options->info)
        return refuse_verb(operand[1]);
    options->command = options->info->name;
    return DONE;
}

static enum reading add(struct list *list, const char *value)
{
    if (list->count == LIST_MAX) {
        say(W_USAGE_MANY, value, LIST_MAX);
        return SAID;
    }
    list->item[list->count++] = value;
    return TAKEN;
}

static enum reading choose(const struct option_info *info, const struct command_info *command,
                           int *place, const char *value)
{
    for (const struct choice *choice = info->choices; choice->name; choice++) {
        if (choice->commands >> (command - commands) & 1 && strcmp(choice->name, value) == 0) {
            *place = choice->value;
            return TAKEN;
        }
    }
    return NOT_ONE;
}

static enum reading set(struct options *options, const struct option_info *info, const char *value)
{
    void *place = (char *)options + info->place;
    switch (info->kind) {
    case VALUE_NONE:
        *(bool *)place = true;
        return TAKEN;
    case VALUE_INPUT:
    case VALUE_OUTPUT:
        *(const char **)place = value;
        return value[0] ? TAKEN : NOT_ONE;
    case VALUE_INPUTS:
        return value[0] ? add(place, value) : NOT_ONE;
    case VALUE_CHOICE:
        return choose(info, options->info, place, value);
    default:
        return info->read(options, value);
    }
}

static int read_option(struct options *options, const struct argument *argument,
                       const char *values[OPTION_COUNT])
{
    enum option option = argument->option;
    const struct option_info *info = &known_options[option];
    const char *value = argument->value, *before = values[option];
    if (info->kind == VALUE_NONE && value) {
        say(W_USAGE_NO_VALUE, info->name);
        return USAGE;
    }
    if (info->kind != VALUE_NONE && !value) {
        say(W_USAGE_VALUE, info->name);
        return USAGE;
    }
    if (options->info && !option_goes(options->info, option))
        return refuse_here(option, options->info);
    /* One of the two values would be ignored. */
    if (before && info->kind != VALUE_INPUTS && option != O_LANG && strcmp(before, value) != 0) {
        say(W_USAGE_TWICE, info->name, before, value);
        return USAGE;
    }
    values[option] = value;
    options->used |= UINT64_C(1) << option;
    if (!options->info && option != O_LANG && option != O_HELP && option != O_VERSION)
        return DONE; /* there is no command: that is said below */
    enum reading reading = set(options, info, value);
    return reading == TAKEN     ? DONE
           : reading == NOT_ONE ? refuse_value(option, options->info, value)
                                : USAGE;
}

/* --- What does not go together ---------------------------------------------------------------- */

static int needs(const char *option, const char *other)
{
    say(W_USAGE_NEEDS, option, other);
    return USAGE;
}

/* The output is named as a workbook, and would be none: no spreadsheet opens that. */
static bool only_named_workbook(const struct options *options)
{
    int to;
    return options->output && name_ends(options->output, ".xlsx") && options->to != FORMAT_XLSX &&
           choose(&known_options[O_TO], options->info, &to, "xlsx") == TAKEN;
}

static int check_together(struct options *options)
{
    bool check = options->info == &commands[C_CHECK];
    bool chained = check ? !options->alone : options->chainage;
    /* A slice does not hold the neighbours of its records. */
    if (check && options->parts > 0 && chained)
        return needs("--part", "--sans-chainage");
    if (!chained && option_given(options, O_SEUIL)) {
        say(W_USAGE_CHAINED, "--seuil");
        return USAGE;
    }
    if (!chained && option_given(options, O_ENSEMBLE)) {
        say(W_USAGE_CHAINED, "--ensemble");
        return USAGE;
    }
    if (options->hosp_pmsi.count > 0 && options->vidhosp.count == 0)
        return needs("--hosp-pmsi", "--vidhosp");
    /* --tableur is a way to write CSV, --values a column of rows. */
    if (options->spreadsheet && options->to != FORMAT_DEFAULT && options->to != FORMAT_CSV)
        return needs("--tableur", "--to csv");
    if (options->values && (options->to == FORMAT_LEG || options->to == FORMAT_REPORT))
        return needs("--values", "--to csv, jsonl");
    if (only_named_workbook(options)) {
        say(W_USAGE_WORKBOOK, options->output);
        return USAGE;
    }
    if (options->range && options->by == BY_JOUR) {
        say(W_USAGE_TOGETHER, "--fourchette", "--by jour");
        return USAGE;
    }
    if (options->spreadsheet)
        options->to = FORMAT_CSV;
    return DONE;
}

static int check_operands(const struct options *options)
{
    const struct command_info *info = options->info;
    const char *operands = info->operands[words_language_get()];
    bool named = options->output && strcmp(options->output, "-") != 0;
    if (options->file_count >= info->least && options->file_count <= info->most &&
        (named || !info->directory))
        return DONE;
    if (options->file_count == 0 && info->most == MANY)
        say(W_USAGE_NO_FILE);
    if (*operands)
        say(W_USAGE_FORM, info->name, operands);
    else
        say(W_USAGE_ALONE, info->name);
    return USAGE;
}

int options_read(struct options *options, int argc, char **argv)
{
    const char *values[OPTION_COUNT] = {NULL};
    memset(options, 0, sizeof *options);
    options->jobs = 1;
    int status = read_language(argc, argv);
    if (!status)
        status = read_command(options, argc, argv);
    /* Operands are moved to the front, never past where arguments are read. */
    options->files = (const char **)argv;
    size_t names = !options->info ? 0 : strchr(options->info->name, ' ') ? 2 : 1;
    struct arguments walk = {argc, 0, argv, false};
    while (!status) {
        struct argument argument = next_argument(&walk);
        if (argument.kind == END)
            break;
        if (argument.kind == UNKNOWN)
            status = refuse_option(argument.text, options->info);
        else if (argument.kind == OPTION)
            status = read_option(options, &argument, values);
        else if (names > 0)
            names--;
        else
            options->files[options->file_count++] = argument.text;
    }
    if (status || options->help || options->version)
        return status;
    if (!options->info)
        return options->command ? refuse_verb(NULL) : DONE;
    status = check_operands(options);
    return status ? status : check_together(options);
}

enum table_format row_format(const struct options *options)
{
    return options->to == FORMAT_JSONL  ? TABLE_JSONL
           : options->to == FORMAT_XLSX ? TABLE_XLSX
           : options->spreadsheet       ? TABLE_SPREADSHEET
                                        : TABLE_CSV;
}
