/* SPDX-License-Identifier: Apache-2.0 */
#include "deduce.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "os/os.h"
#include "cli/base/cause.h"
#include "cli/ask/catalogue.h"
#include "cli/files/card.h"
#include "cli/files/failure.h"
#include "cli/files/load.h"
#include "cli/files/output.h"
#include "cli/rows/rows.h"
#include "cli/base/status.h"
#include "why.h"
#include "cli/base/words.h"

static const char groupes[] = "groupes.csv", deductions[] = "deductions.csv",
                  conflit[] = "conflit.csv";
static const char *const methods[] = {
    [HAD_DEDUIRE_ORDRE] = "ordre", [HAD_DEDUIRE_NON] = "non", [HAD_DEDUIRE_POIDS] = "poids"};
static const char *const kept_keys[] = {"groupes_sha256", "deduire", "deduire_min"};

/* A classification directory being worked on. */
struct work {
    const char *directory, *shown;
    struct card_file card, groupes;
    had_deduction_options settings;
    had_deduction *deduction;
    had_deduction_info info;
};

/* --- The card --------------------------------------------------------------------------------- */

static bool is_kept(const struct card_line *line)
{
    for (size_t i = 0; i < sizeof kept_keys / sizeof kept_keys[0]; i++)
        if (card_has_key(line, kept_keys[i]))
            return true;
    return false;
}

/* What a key of the card takes, once it is said what is refused. */
static void say_taken(const struct card_file *card, const had_error *error)
{
    static const struct {
        const char *key, *values;
    } taken[] = {{"deduire", "ordre, non, poids"},
                 {"deduire_min", "1-999999999"},
                 {"ipi_decimales", "0-12"},
                 {"ipt_decimales", "0-12"}};
    struct card_line line = {0};
    for (uint32_t n = 0; n < error->line && card_next(card, &line);)
        n++;
    for (size_t i = 0; error->column == 2 && i < sizeof taken / sizeof taken[0]; i++)
        if (card_has_key(&line, taken[i].key))
            say_plain(W_USAGE_ACCEPTED_VALUE, taken[i].values);
}

/* A card that no classification can be loaded with is refused, in the words of the loader. What
 * that says of groups is passed over: those that have changed are to be deduced from anew, and a
 * defect of theirs is said when they are read. */
static int check_card(const struct work *work)
{
    had_error error = {.size = sizeof error};
    had_file files[] = {{work->card.path, work->card.bytes, work->card.size},
                        {groupes, work->groupes.bytes, work->groupes.size}};
    had_tables *tables;
    int made = had_tables_new(NULL, &tables);
    if (made != HAD_OK)
        return say_failure("had_tables_new", made);
    made = had_tables_add(tables, HAD_TABLE_CLASSIFICATION, files, 2, &error);
    had_tables_free(tables);
    if (made == HAD_OK || (made == HAD_E_TABLE && strcmp(error.file, groupes) == 0))
        return DONE;
    int status = load_complain(&error);
    if (made == HAD_E_TABLE)
        say_taken(&work->card, &error);
    return status;
}

/* The card without the keys that deducing keeps there, then with them. Defaults are not said. */
static int write_card(const struct work *work)
{
    struct output output;
    struct sink *sink = &output.sink;
    struct card_line line = {0};
    /* Its first line names the columns, as each key has them. */
    bool sourced = card_find(&work->card, "cle", &line) && card_has_key(&line, "cle;valeur");
    const char *ending = sourced ? ";\n" : "\n";
    int status = output_open(&output, work->card.path);
    if (status)
        return status;
    line = (struct card_line){0};
    while (card_next(&work->card, &line)) {
        if (is_kept(&line))
            continue;
        for (const unsigned char *p = line.begin; p < line.next; p++) {
            sink_room(sink, 1);
            put(sink, *p);
        }
    }
    char text[SHA256_TEXT + 200], sha[SHA256_TEXT];
    sha256_of(work->groupes.bytes, work->groupes.size, sha);
    int n = 0;
    if (!work->info.contradiction)
        n = snprintf(text, sizeof text, "groupes_sha256;%s%s", sha, ending);
    if (work->settings.methode != HAD_DEDUIRE_ORDRE)
        n += snprintf(text + n, sizeof text - (size_t)n, "deduire;%s%s",
                      methods[work->settings.methode], ending);
    if (work->settings.min > 1)
        n += snprintf(text + n, sizeof text - (size_t)n, "deduire_min;%d%s",
                      (int)work->settings.min, ending);
    sink_room(sink, sizeof text);
    put_bytes(sink, text, (size_t)n);
    return output_commit(&output);
}

/* --- Rows ------------------------------------------------------------------------------------- */

/* One row of a triple and way; none when nothing is known of its cells. */
static void write_intervals(const had_intervals *row, const uint8_t *min, const uint8_t *max,
                            const char *way, struct sink *sink)
{
    bool any = false, known[HAD_PERIODES];
    for (int k = 0; k < HAD_PERIODES; k++) {
        known[k] = row->etat[k] == HAD_CELL_OPEN && (min[k] > 1 || max[k] < HAD_GHTS);
        any |= known[k];
    }
    if (!any)
        return;
    sink_room(sink, 128);
    put_digits(sink, 2, row->mpp);
    put(sink, ';');
    put_digits(sink, 2, row->mpa);
    put(sink, ';');
    put_digits(sink, 3, row->ik);
    for (int k = 0; k < HAD_PERIODES; k++) {
        put(sink, ';');
        if (known[k])
            put_number(sink, min[k]);
        put(sink, ';');
        if (known[k])
            put_number(sink, max[k]);
    }
    put(sink, ';');
    put_text(sink, way);
    put(sink, '\n');
}

static void write_deductions(const struct work *work, struct sink *sink)
{
    had_intervals row = {.size = sizeof row};
    put_text(sink, "mpp;mpa;ik;ght1_min;ght1_max;ght2_min;ght2_max;ght3_min;ght3_max;ght4_min;"
                   "ght4_max;methode\n");
    for (size_t i = 0; had_deduction_get(work->deduction, i, &row) == HAD_OK; i++) {
        write_intervals(&row, row.min, row.max, methods[HAD_DEDUIRE_ORDRE], sink);
        if (row.poids)
            write_intervals(&row, row.poids_min, row.poids_max, methods[HAD_DEDUIRE_POIDS], sink);
    }
}

static void write_conflict(const struct work *work, struct sink *sink)
{
    had_cell cell;
    put_text(sink, "mpp;mpa;ik;periode;ght;n\n");
    for (size_t i = 0; had_deduction_conflict(work->deduction, i, &cell) == HAD_OK; i++) {
        char line[64];
        snprintf(line, sizeof line, "%02d;%02d;%03d;%d;%d;%u\n", cell.mpp, cell.mpa, cell.ik,
                 cell.periode, cell.ght, (unsigned)cell.n);
        sink_room(sink, sizeof line);
        put_text(sink, line);
    }
}

/* 926, one row a cell of the minimal set in conflict. */
static void list_conflict(const struct work *work, struct table *table)
{
    char path[OS_PATH], version[8], field[] = "ght1", value[4];
    had_cell cell;
    if (!path_join(path, work->shown, groupes))
        return;
    card_value(&work->card, "version", version, sizeof version);
    for (size_t i = 0; had_deduction_conflict(work->deduction, i, &cell) == HAD_OK; i++) {
        row_begin(table, PUT_FIELD_MAX(strlen(path)));
        cell_name(table, path);
        cell_number(table, cell.line);
        cell_word(table, "926");
        cell_text(table, (const unsigned char *)version, strlen(version));
        cell_code(table, 2, cell.mpp);
        cell_code(table, 2, cell.mpa);
        cell_code(table, 3, cell.ik);
        field[3] = (char)('0' + cell.periode);
        cell_word(table, field);
        snprintf(value, sizeof value, "%02d", cell.ght);
        cell_word(table, value);
        for (int n = 0; n < 4; n++)
            cell_blank(table);
        row_end(table);
    }
}

/* --- Reading ---------------------------------------------------------------------------------- */

static void work_free(struct work *work)
{
    free(work->card.bytes);
    free(work->groupes.bytes);
    had_deduction_free(work->deduction);
}

/* The settings: what the options say, else what the card, which is sound, keeps. */
static void settle(struct work *work, const struct options *options)
{
    char value[16];
    had_deduction_options *settings = &work->settings;
    settings->size = sizeof *settings;
    card_value(&work->card, "deduire", value, sizeof value);
    for (int m = 0; m < 3; m++)
        if (strcmp(value, methods[m]) == 0)
            settings->methode = m;
    card_value(&work->card, "deduire_min", value, sizeof value);
    settings->min = value[0] ? (int32_t)strtol(value, NULL, 10) : 1;
    settings->decimales = HAD_DECIMALES;
    static const char *const rounded[] = {"ipi_decimales", "ipt_decimales"};
    for (int i = 0; i < 2; i++) {
        card_value(&work->card, rounded[i], value, sizeof value);
        int32_t decimals = (int32_t)strtol(value, NULL, 10);
        if (value[0] && (settings->decimales < 0 || decimals < settings->decimales))
            settings->decimales = decimals;
    }
    if (option_given(options, O_DEDUIRE))
        settings->methode = options->deduire;
    if (options->deduire_min > 0)
        settings->min = options->deduire_min;
}

/* Reads the directory and deduces. */
static int open_work(struct work *work, const char *directory, const char *shown,
                     const struct options *options)
{
    had_error error = {.size = sizeof error};
    memset(work, 0, sizeof *work);
    work->directory = directory;
    work->shown = shown;
    work->info.size = sizeof work->info;
    if (!path_join(work->card.path, directory, CARD_NAME) ||
        !path_join(work->groupes.path, directory, groupes)) {
        say(W_TABLE_NAME, shown);
        return TABLES;
    }
    int status = load_file(work->card.path, &work->card.bytes, &work->card.size);
    if (!status)
        status = load_file(work->groupes.path, &work->groupes.bytes, &work->groupes.size);
    if (!status)
        status = check_card(work);
    if (status)
        return status;
    settle(work, options);
    had_file file = {work->groupes.path, work->groupes.bytes, work->groupes.size};
    int made = had_deduction_new(NULL, &file, &work->settings, &work->deduction, &error);
    if (made == HAD_E_TABLE)
        return load_complain(&error);
    if (made != HAD_OK)
        return say_failure("had_deduction_new", made);
    had_deduction_get_info(work->deduction, &work->info);
    return DONE;
}

/* --- Writing ---------------------------------------------------------------------------------- */

static int write_one(const struct work *work, const char *name,
                     void (*write)(const struct work *work, struct sink *sink))
{
    char path[OS_PATH];
    struct output output;
    int status = path_join(path, work->directory, name) ? output_open(&output, path) : FILES;
    if (status)
        return status;
    write(work, &output.sink);
    return output_commit(&output);
}

static int remove_one(const struct work *work, const char *name)
{
    char path[OS_PATH];
    if (path_join(path, work->directory, name) && os_remove(path) < 0 && errno != ENOENT) {
        say(W_NO_WRITE, path, cause());
        return FILES;
    }
    return DONE;
}

/* The card holds the fingerprint and is written last. A run that is stopped before leaves a
 * directory that is as it was, or one that is refused. */
static int write_files(const struct work *work)
{
    bool contradiction = work->info.contradiction;
    bool none = contradiction || work->settings.methode == HAD_DEDUIRE_NON;
    int status =
        none ? remove_one(work, deductions) : write_one(work, deductions, write_deductions);
    if (!status)
        status =
            contradiction ? write_one(work, conflit, write_conflict) : remove_one(work, conflit);
    return status ? status : write_card(work);
}

int deduce_directory(const char *directory, const char *shown, const struct options *options,
                     struct table *findings, struct deduced *out)
{
    struct work work;
    had_cell cell;
    memset(out, 0, sizeof *out);
    int status = open_work(&work, directory, shown, options);
    if (!status)
        status = write_files(&work);
    if (!status) {
        out->info = work.info;
        out->min = work.settings.min;
        had_deduction_test(work.deduction, &out->right, &out->wrong, &out->none);
        while (had_deduction_conflict(work.deduction, out->conflict, &cell) == HAD_OK)
            out->conflict++;
    }
    if (!status && work.info.contradiction) {
        list_conflict(&work, findings);
        status = DIFFERENCES;
    }
    work_free(&work);
    return status;
}

int deduce_why(const char *directory, const struct options *options, struct sink *sink)
{
    struct work work;
    int status = open_work(&work, directory, directory, options);
    if (!status && !why_write(work.deduction, options->why, sink)) {
        say(W_WHY_NONE, options->why, directory);
        status = DIFFERENCES;
    }
    work_free(&work);
    return status;
}

void deduce_report(const char *name, const struct deduced *deduced)
{
    const had_deduction_info *info = &deduced->info;
    if (info->contradiction) {
        say_plain(W_DEDUCE_CONFLICT, name, info->observed, deduced->conflict);
        return;
    }
    say_plain(W_DEDUCE_SEEN, name, info->observed, info->cells, info->deduced, info->two,
              info->narrowed);
    if (info->by_weights > 0)
        say_plain(W_DEDUCE_WEIGHTS, info->by_weights);
    if (info->poids == 0)
        say(W_DEDUCE_NO_WEIGHTS, name);
    say_plain(W_DEDUCE_SURE, info->fragile, (int)deduced->min);
    say_plain(W_DEDUCE_TEST, deduced->right, deduced->wrong, deduced->none);
}

/* --- Checking --------------------------------------------------------------------------------- */

/* What is written must be the bytes of a file, from `at` on. */
struct byte_check {
    const char *bytes;
    size_t size, at;
    bool same;
};

static int compare_bytes(void *context, const unsigned char *bytes, size_t size)
{
    struct byte_check *c = context;
    c->same = c->same && c->size - c->at >= size && memcmp(c->bytes + c->at, bytes, size) == 0;
    c->at += c->same ? size : 0;
    return 0;
}

static int compare_file(const struct work *work, const char *name,
                        void (*write)(const struct work *work, struct sink *sink), bool *same)
{
    enum { ROOM = 64 * 1024 };
    char path[OS_PATH];
    char *bytes = NULL;
    struct sink sink;
    struct os_look look;
    struct byte_check c = {.same = true};
    *same = false;
    if (!path_join(path, work->directory, name) || os_look_path(path, &look) < 0)
        return DONE;
    int status = load_file(path, &bytes, &c.size);
    c.bytes = bytes;
    if (!status && !sink_open(&sink, ROOM, compare_bytes, &c)) {
        say(W_NO_MEMORY);
        status = FILES;
    } else if (!status) {
        write(work, &sink);
        sink_flush(&sink);
        sink_close(&sink);
        *same = c.same && c.at == c.size;
    }
    free(bytes);
    return status;
}

static bool stands(const char *directory, const char *name)
{
    char path[OS_PATH];
    struct os_look look;
    return path_join(path, directory, name) && os_look_path(path, &look) == 0;
}

int deduce_check(const char *directory, const struct options *options, bool *groups, bool *same)
{
    struct work work;
    struct card_line line;
    *same = true;
    *groups = stands(directory, groupes);
    if (!*groups)
        return DONE;
    int status = open_work(&work, directory, directory, options);
    if (!status && work.info.contradiction)
        status = DIFFERENCES;
    else if (!status &&
             (stands(directory, deductions) || (card_find(&work.card, "groupes_sha256", &line) &&
                                                work.settings.methode != HAD_DEDUIRE_NON)))
        status = compare_file(&work, deductions, write_deductions, same);
    work_free(&work);
    return status;
}
