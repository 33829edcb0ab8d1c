/* SPDX-License-Identifier: Apache-2.0 */
#include "journal.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "build.gen.h"
#include "cli/base/escaped.h"
#include "cli/base/names.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "common/room.h"
#include "cli/files/sources.h"

void text_add(struct text *text, const char *bytes, size_t size)
{
    text->failed =
        text->failed || !room_make((void **)&text->bytes, &text->room, text->size + size + 1, 1);
    if (text->failed)
        return;
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
}

static void print(struct text *text, const char *format, ...) TAKES(2, 3);

static void print(struct text *text, const char *format, ...)
{
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (n > 0)
        text_add(text, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

static void print_string(struct text *text, const char *string)
{
    char written[ESCAPED_MAX];
    text_add(text, "\"", 1);
    for (const unsigned char *p = (const unsigned char *)string; *p;)
        text_add(text, written, escaped_write(written, &p));
    text_add(text, "\"", 1);
}

void journal_free(struct journal *journal)
{
    free(journal->tables.bytes);
    free(journal->inputs.bytes);
}

/* Whether the account has a file of its own. */
static bool has_file(const struct options *options)
{
    return options->journal && !options->account;
}

int journal_open(const struct options *options, struct output *output, struct output *account)
{
    int status = output_open(output, options->account ? NULL : options->output);
    if (status)
        return status;
    output->hashed = options->journal || options->account;
    output->dry = options->account != NULL;
    if (has_file(options))
        status = output_open(account, options->journal);
    if (status)
        output_drop(output);
    return status;
}

int journal_place(const struct options *options, struct output *output, struct output *account)
{
    int status = output_place(output);
    return !status && has_file(options) ? output_place(account) : status;
}

void journal_table(void *journal, const char *path, const char *origin, const void *bytes,
                   size_t size)
{
    struct text *text = &((struct journal *)journal)->tables;
    char sha256[SHA256_TEXT];
    sha256_of(bytes, size, sha256);
    print(text, "%s    {\"file\": ", text->size ? ",\n" : "");
    print_string(text, path);
    print(text, ", \"origin\": \"%s\", \"sha256\": \"%s\"}", origin, sha256);
}

void journal_input(struct journal *journal, const char *path, uint64_t lines)
{
    struct text *text = &journal->inputs;
    char sha256[SHA256_TEXT];
    uint64_t bytes = journal->input.length;
    sha256_end(&journal->input, sha256);
    print(text, "%s    {\"file\": ", text->size ? ",\n" : "");
    print_string(text, path);
    print(text, ", \"bytes\": %" PRIu64 ", \"lines\": %" PRIu64 ", \"sha256\": \"%s\"}", bytes,
          lines, sha256);
}

static void print_date(struct text *text, int32_t date)
{
    if (date)
        print(text, "\"%04d-%02d-%02d\"", date / 10000, date / 100 % 100, date % 100);
    else
        print(text, "null");
}

static void print_classifications(struct text *text, const had_tables *tables)
{
    print(text, "  \"classifications\": [");
    for (size_t i = 0; i < had_classification_count(tables); i++) {
        had_classification_info info = {.size = sizeof info};
        had_classification_get(tables, i, &info);
        print(text, "%s\n    {\"id\": ", i ? "," : "");
        print_string(text, info.id);
        print(text, ", \"version\": ");
        print_string(text, info.version);
        print(text, ", \"debut\": ");
        print_date(text, info.debut);
        print(text, ", \"fin\": ");
        print_date(text, info.fin);
        print(text, ", \"officielle\": %s, \"source\": ", info.officielle ? "true" : "false");
        print_string(text, info.source);
        print(text, "}");
    }
    print(text, "\n  ],\n");
}

static void print_counts(struct text *text, const struct tally *tally)
{
    const struct {
        const char *name;
        uint64_t value;
    } counts[] = {{"files", tally->files},
                  {"lines", tally->lines},
                  {"grouped", tally->grouped},
                  {"controlled", tally->controlled},
                  {"in_error", tally->blocked},
                  {"zones_unusable_906", tally->unusable},
                  {"rejected", tally->rejected},
                  {"no_tariff_902", tally->no_tarif},
                  {"february_and_march_903", tally->february},
                  {"after_date_905", tally->late},
                  {"no_classification_091", tally->no_table},
                  {"not_official", tally->not_official},
                  {"other_finess", tally->other_finess},
                  {"domicile_3_4_5_without_conventions", tally->esms},
                  {"no_coefficient_919", tally->weighed.lacking},
                  {"held_by_033", tally->held[0].records},
                  {"held_by_034", tally->held[1].records},
                  {"held_by_035", tally->held[2].records},
                  {"held_by_036", tally->held[3].records},
                  {"debris_lines", tally->debris.lines},
                  {"out_of_period", tally->out_of_period}};
    print(text, "  \"counts\": {");
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        print(text, "%s\n    \"%s\": %" PRIu64, i ? "," : "", counts[i].name, counts[i].value);
    print(text,
          "\n  },\n  \"totals\": {\n    \"journees\": %" PRId64
          ",\n    \"journees_sans_tarif\": %" PRId64 ",\n    \"montant_centimes\": %" PRId64
          "\n  },\n",
          tally->days, tally->days_no_tarif + tally->weighed.days, tally->amount);
}

/* Rule R41: each prudential coefficient applied. */
static void print_coefficients(struct text *text, const had_tables *tables,
                               const struct tally *tally)
{
    struct weight weight;
    print(text, "  \"prudential_coefficients\": [");
    for (int next = 0, first = 1; weighed_next(&tally->weighed, tables, &next, &weight);
         first = 0) {
        print(text, "%s\n    {\"campagne\": %d, \"secteur\": \"%s\", \"x10000\": %d",
              first ? "" : ",", weight.campagne, secteur_name(weight.secteur),
              weight.info.prudentiel);
        print(text, ", \"records\": %" PRIu64 ", \"source\": ", weight.records);
        print_string(text, weight.info.source);
        print(text, ", \"certitude\": ");
        print_string(text, weight.info.certitude);
        print(text, "}");
    }
    print(text, "\n  ],\n");
}

/* Controls that could not run, with what they lack. */
static void print_not_run(struct text *text, const struct options *options,
                          const had_tables *tables)
{
    bool check = strcmp(options->command, "check") == 0;
    const struct {
        bool lacks;
        const char *what;
    } lines[] = {{options->date == 0, "500, 501, 905: no --date"},
                 {!options->conventions, "029-036, 107, 529: no --conventions"},
                 {!options->cim10, "content of 053, 075, 102, 103: no --cim10"},
                 {!options->ccam, "083, 084, 142, 533, content of 079: no --ccam"},
                 {!options->chainage && (options->alone || !check),
                  "S, E, R: each record is controlled alone"},
                 {check && had_classification_count(tables) == 0,
                  "091, 105, 106, 524, 525, 535, 901: no classification; 056, 517, 530: by the "
                  "published matrix of 2019"}};
    const char *separator = "";
    print(text, "  \"not_run\": [");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (!lines[i].lacks)
            continue;
        print(text, "%s\n    \"%s\"", separator, lines[i].what);
        separator = ",";
    }
    print(text, "\n  ]\n");
}

/* The stay that `explain` was asked for is hidden: a journal is sent to others. */
static void print_argument(struct text *text, const struct options *options, int i)
{
    static const char name[] = "--sejour";
    const char *argument = options->arguments[i];
    bool valued = strncmp(argument, name, sizeof name - 1) == 0 && argument[sizeof name - 1] == '=';
    if (valued)
        print(text, "\"%s=%s\"", name, JOURNAL_HIDDEN);
    else if (options->sejour && argument == options->sejour)
        print(text, "\"%s\"", JOURNAL_HIDDEN);
    else
        print_string(text, argument);
}

/* Files beside the records, those of directories among them. */
static void print_beside(struct text *text, const struct options *options)
{
    print(text, "  \"beside\": [");
    for (size_t i = 0; i < options->beside_count; i++) {
        print(text, "%s\n    ", i ? "," : "");
        print_string(text, options->beside[i]);
    }
    print(text, "\n  ],\n");
}

/* What this was compiled with. */
static void print_compiler(struct text *text)
{
#if defined __clang__
    print(text, "\"clang %d.%d.%d\"", __clang_major__, __clang_minor__, __clang_patchlevel__);
#elif defined __GNUC__
    print(text, "\"gcc %d.%d.%d\"", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#else
    print(text, "\"\"");
#endif
}

/* The program, and what it was asked. */
static void print_run(struct text *text, const struct options *options)
{
    print(text, "{\n  \"had\": \"%s\",\n  \"commit\": \"%s\",\n  \"compiler\": ", had_version(),
          HAD_COMMIT);
    print_compiler(text);
    print(text, ",\n  \"language\": \"%s\",\n  \"arguments\": [",
          words_language_get() == ENGLISH ? "en" : "fr");
    for (int i = 0; i < options->argument_count; i++) {
        print(text, "%s\n    ", i ? "," : "");
        print_argument(text, options, i);
    }
    print(text, "\n  ],\n  \"files\": [");
    for (size_t i = 0; i < options->file_count; i++) {
        print(text, "%s\n    ", i ? "," : "");
        print_string(text, options->files[i]);
    }
    print(text, "\n  ],\n");
}

/* What was read and written. */
static void print_bytes(struct text *text, const struct journal *journal, struct output *output)
{
    char sha256[SHA256_TEXT];
    uint64_t bytes = output->sha.length;
    sha256_end(&output->sha, sha256);
    print(text, "  \"inputs\": [\n");
    text_add(text, journal->inputs.bytes ? journal->inputs.bytes : "", journal->inputs.size);
    print(text, "\n  ],\n  \"output\": {\"bytes\": %" PRIu64 ", \"sha256\": \"%s\"}", bytes,
          sha256);
}

const char *const journal_left[LISTED_LEFT] = {"months_left_out", "larger_months_left_out",
                                               "passed_over"};

/* What was left out of directories: some outputs say it. */
static void print_left(struct text *text, const struct sources *sources)
{
    _Static_assert((int)LISTED_LEFT == (int)LEFT_WAYS, "each reason has a list");
    for (int way = 0; sources && way < LISTED_LEFT; way++) {
        const struct path_list *left = &sources->left[way];
        for (size_t i = 0; i < left->count; i++) {
            print(text, i ? ",\n    " : "  \"%s\": [\n    ", journal_left[way]);
            print_string(text, left->list[i]);
        }
        if (left->count > 0)
            print(text, "\n  ],\n");
    }
}

void journal_text(const struct journal *journal, const struct options *options,
                  const struct sources *sources, const had_tables *tables,
                  const struct tally *tally, struct output *output, struct text *text)
{
    print_run(text, options);
    if (options->beside_count > 0)
        print_beside(text, options);
    print_left(text, sources);
    print(text, "  \"tables\": [\n");
    text_add(text, journal->tables.bytes ? journal->tables.bytes : "", journal->tables.size);
    print(text, "\n  ],\n");
    print_classifications(text, tables);
    print_bytes(text, journal, output);
    print(text, ",\n");
    print_counts(text, tally);
    if (options->coef_prudentiel == HAD_AUTO)
        print_coefficients(text, tables, tally);
    print_not_run(text, options, tables);
    print(text, "}\n");
    text->failed |= journal->tables.failed || journal->inputs.failed;
}

void journal_text_merged(const struct journal *journal, const struct options *options,
                         struct output *output, struct text *text)
{
    print_run(text, options);
    print_bytes(text, journal, output);
    print(text, "\n}\n");
    text->failed |= journal->inputs.failed;
}

int journal_write(const struct text *text, struct output *output)
{
    if (text->failed) {
        say(W_NO_MEMORY);
        output_drop(output);
        return FILES;
    }
    for (size_t i = 0; i < text->size; i += 4096) {
        size_t n = text->size - i < 4096 ? text->size - i : 4096;
        sink_room(&output->sink, n);
        put_bytes(&output->sink, text->bytes + i, n);
    }
    return output_seal(output);
}
