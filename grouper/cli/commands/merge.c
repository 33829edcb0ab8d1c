/* SPDX-License-Identifier: Apache-2.0 */
/* had merge: outputs of slices or parts -> what one run would have written. Rows follow one another
 * under one header; rows of totals are added by key; grouped records follow one another. */
#include "cli/ask/commands.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "common/debris.h"
#include "cli/files/foreign.h"
#include "cli/files/input.h"
#include "cli/account/journal.h"
#include "cli/files/output.h"
#include "cli/files/unique.h"
#include "cli/base/index.h"
#include "cli/base/status.h"
#include "cli/write/table.h"
#include "cli/account/tally.h"
#include "cli/rows/totals.h"
#include "cli/base/words.h"

enum output_kind { KIND_UNKNOWN, KIND_RECORDS, KIND_ROWS, KIND_TOTALS };

enum { HEADER_MAX = 1024 };

struct merge {
    const struct options *options;
    struct output output, account; /* account: the journal, when one is written */
    struct journal journal;
    struct table table;
    enum output_kind kind;
    char header[HEADER_MAX]; /* first line of the first output, its end left out */
    struct totals *totals;
    /* The files that rows were about, in order, and the last line of the last one: a file goes on
     * with higher line numbers, and does not come back after another. */
    struct name {
        size_t length;
        char *text;
    } * file;
    size_t files, room;
    uint64_t line;
    /* Of totals and records, which do not say where they come from: a hash of the rows of each
     * output so far, 0 when it has none. */
    uint64_t *rows_hash, rows_now;
    bool at_start;  /* the next row is the first of its file */
    bool line_open; /* the last line written has no end */
    /* Of records: how the first line ends, and whether it was said that another ends otherwise. */
    bool ended, carriage, mixed;
    const char *path;
    uint64_t number; /* of the line being read in `path` */
    int status;
};

static bool refuse_word(struct merge *merge, enum word word)
{
    say_word(word, merge->path, (unsigned long long)merge->number);
    merge->status = FILES;
    return false;
}
#define refuse(merge, word) refuse_word(merge, word_taking(word, "", 0ULL))

/* The message has been said. */
static bool stop(struct merge *merge)
{
    merge->status = FILES;
    return false;
}

static bool no_memory(struct merge *merge)
{
    say(W_NO_MEMORY);
    return stop(merge);
}

static size_t without_end(const unsigned char *line, size_t length)
{
    length -= length > 0 && line[length - 1] == '\n';
    length -= length > 0 && line[length - 1] == '\r';
    return length;
}

static bool begins(const unsigned char *line, size_t length, const char *text)
{
    return length >= strlen(text) && memcmp(line, text, strlen(text)) == 0;
}

/* What the first line of the first output is, and in which format. */
static bool recognise(struct merge *merge, const unsigned char *line, size_t length)
{
    static const char sums[] = "sous_sequences;journees;montant;montant_facturable;"
                               "montant_non_officiel;journees_sans_tarif";
    const unsigned char *text = line;
    size_t size = without_end(line, length);
    merge->table.format = TABLE_CSV;
    if (begins(text, size, "\xEF\xBB\xBF")) {
        merge->table.format = TABLE_SPREADSHEET;
        text += 3, size -= 3;
    }
    if (size >= HEADER_MAX || size < 3)
        return false;
    memcpy(merge->header, text, size);
    merge->header[size] = '\0';
    const char *total = strstr(merge->header, sums);
    const char *rest = total ? total + sizeof sums - 1 : NULL;
    if (rest && totals_more(rest))
        merge->kind = KIND_TOTALS;
    else if (begins(text, size, "fichier;ligne;"))
        merge->kind = KIND_ROWS;
    else if (begins(text, size, "{\"fichier\":"))
        merge->kind = KIND_ROWS, merge->table.format = TABLE_JSONL;
    else if (text[0] == '{' && strstr(merge->header, "\"journees_sans_tarif\":"))
        merge->kind = KIND_TOTALS, merge->table.format = TABLE_JSONL;
    else if (text[0] == 'H' && size > 100)
        merge->kind = KIND_RECORDS;
    if (merge->kind != KIND_RECORDS && text[size - 1] == ' ')
        return false;
    if (merge->kind != KIND_TOTALS)
        return merge->kind != KIND_UNKNOWN;
    if (!totals_parse(merge->header, merge->table.format, &merge->totals))
        return false;
    if (!merge->totals)
        return no_memory(merge);
    merge->table.columns = totals_columns(merge->totals);
    return true;
}

/* A line of a table, with the end that its format gives it: a transfer as text may have changed it,
 * and a row never ends with a bare CR of its own, which would stand in quotes. */
static void put_line(struct merge *merge, const unsigned char *line, size_t size)
{
    struct sink *sink = &merge->output.sink;
    sink_room(sink, size + 2);
    put_bytes(sink, line, size);
    put_text(sink, merge->table.format == TABLE_SPREADSHEET ? "\r\n" : "\n");
}

/* Says that a file is no output of had, and what it looks like where that can be told. */
static bool refuse_unknown(struct merge *merge, const unsigned char *line, size_t length)
{
    char looks[FOREIGN_WORDS];
    size_t whole = without_end(line, length), size = whole < FOREIGN_BYTES ? whole : FOREIGN_BYTES;
    if (!begins(line, size, "fichier;") && !begins(line, size, "{") &&
        (foreign_start(looks, sizeof looks, line, size) ||
         foreign_line(looks, sizeof looks, line, size, whole))) {
        say(W_MERGE_LOOKS, merge->path, (unsigned long long)merge->number, looks);
        return stop(merge);
    }
    return refuse(merge, W_MERGE_UNKNOWN);
}

/* Every output of one kind has the same header; it is written once. */
static bool take_header(struct merge *merge, const unsigned char *line, size_t length)
{
    bool first = merge->kind == KIND_UNKNOWN;
    if (first && !recognise(merge, line, length))
        return merge->status == DONE && refuse_unknown(merge, line, length);
    if (merge->kind == KIND_RECORDS || merge->table.format == TABLE_JSONL)
        return true;
    size_t size = without_end(line, length);
    size_t mark = merge->table.format == TABLE_SPREADSHEET ? 3 : 0;
    if (begins(line, size, "\xEF\xBB\xBF") != (mark > 0) || size - mark != strlen(merge->header) ||
        memcmp(line + mark, merge->header, size - mark) != 0)
        return refuse(merge, W_MERGE_OTHER);
    if (first)
        put_line(merge, line, size);
    return true;
}

/* The file and line that a row is about, as text and number. */
static bool read_place(const struct merge *merge, const unsigned char *row, size_t length,
                       const unsigned char **name, size_t *name_length, uint64_t *number)
{
    const unsigned char *p = row, *end = row + length;
    static const char before[] = "{\"fichier\":", between[] = ",\"ligne\":";
    bool json = merge->table.format == TABLE_JSONL, quoted;
    if (json) {
        if (!begins(row, length, before))
            return false;
        p += sizeof before - 1;
    }
    *name = p;
    quoted = p < end && *p == '"';
    for (p += quoted; p < end; p++) {
        bool quote = quoted && *p == '"';
        bool doubled = quote && !json && p + 1 < end && p[1] == '"';
        if (doubled || (json && *p == '\\'))
            p++;
        else if (quote || (!quoted && *p == ';'))
            break;
    }
    p += quoted && p < end;
    if (p > end)
        return false;
    *name_length = (size_t)(p - *name);
    size_t skip = json ? sizeof between - 1 : 1;
    if (json ? !begins(p, (size_t)(end - p), between) : (p == end || *p != ';'))
        return false;
    *number = 0;
    for (p += skip; p < end && *p >= '0' && *p <= '9' && *number < UINT64_MAX / 20; p++)
        *number = *number * 10 + (uint64_t)(*p - '0');
    return p<end && * number> 0;
}

static bool is_name(const struct name *name, const unsigned char *text, size_t length)
{
    return name->length == length && memcmp(name->text, text, length) == 0;
}

/* The row is about another file than the row before: that file must not have been seen yet. */
static bool new_file(struct merge *merge, const unsigned char *text, size_t length)
{
    for (size_t i = 0; i < merge->files; i++)
        if (is_name(&merge->file[i], text, length))
            return refuse(merge, W_MERGE_ORDER);
    if (!grow((void **)&merge->file, &merge->room, merge->files, sizeof *merge->file))
        return stop(merge);
    char *copy = malloc(length + 1);
    if (!copy)
        return no_memory(merge);
    memcpy(copy, text, length);
    merge->file[merge->files++] = (struct name){length, copy};
    return true;
}

/* Whether a cell of a row is written as --tableur writes codes. The first of a row of records is
 * the name of a file, which may begin so. */
static bool has_code(const struct merge *merge, const unsigned char *row, size_t size)
{
    const unsigned char *p = row, *end = row + size;
    if (merge->kind != KIND_ROWS && begins(row, size, "\"=\"\""))
        return true;
    for (; (p = memchr(p, ';', (size_t)(end - p))) != NULL; p++)
        if (begins(p, (size_t)(end - p), ";\"=\"\""))
            return true;
    return false;
}

/* Whether a row ends and begins as had writes it: no debris of a transfer or an editor, which would
 * stand in the whole, and codes as the mark in front of the header tells (--tableur). */
static bool as_written(const struct merge *merge, const unsigned char *row, size_t length)
{
    struct debris debris = {0};
    size_t size = without_end(row, length);
    bool json = merge->table.format == TABLE_JSONL;
    if (size == 0 || size == length || debris_front(row, row + size, &debris) != row ||
        (json ? row[size - 1] != '}' : row[size - 1] == ' '))
        return false;
    if (merge->table.format == TABLE_CSV)
        return !has_code(merge, row, size);
    /* Sums alone have no code. */
    return json || merge->kind != KIND_ROWS || has_code(merge, row, size);
}

/* Slices given in another order, or twice, are refused. */
static bool take_row(struct merge *merge, const unsigned char *row, size_t length)
{
    const unsigned char *name;
    size_t name_length;
    uint64_t number;
    if (!as_written(merge, row, length) ||
        !read_place(merge, row, length, &name, &name_length, &number))
        return refuse(merge, W_MERGE_ROW);
    bool same = merge->files > 0 && is_name(&merge->file[merge->files - 1], name, name_length);
    if (!same && !new_file(merge, name, name_length))
        return false;
    if (same && (merge->at_start ? number <= merge->line : number < merge->line))
        return refuse(merge, W_MERGE_ORDER);
    merge->line = number;
    put_line(merge, row, without_end(row, length));
    return true;
}

/* Records keep the ends of their lines, which may differ in the input as well: no reason to refuse
 * them, but a transfer may have done it, and that is said. */
static void look_at_end(struct merge *merge, const unsigned char *line, size_t length)
{
    if (line[length - 1] != '\n')
        return;
    bool carriage = length > 1 && line[length - 2] == '\r';
    if (merge->ended && carriage != merge->carriage && !merge->mixed && !merge->options->quiet) {
        say_plain(W_MERGE_ENDS, merge->path, (unsigned long long)merge->number);
        merge->mixed = true;
    }
    merge->carriage = merge->ended ? merge->carriage : carriage;
    merge->ended = true;
}

static bool take_record(struct merge *merge, const unsigned char *line, size_t length)
{
    look_at_end(merge, line, length);
    sink_room(&merge->output.sink, length + 1);
    if (merge->line_open)
        put(&merge->output.sink, '\n');
    put_bytes(&merge->output.sink, line, length);
    merge->line_open = line[length - 1] != '\n';
    return true;
}

static bool take_line(struct merge *merge, const unsigned char *line, size_t length)
{
    merge->number++;
    if (merge->number == 1) {
        if (!take_header(merge, line, length))
            return false;
        if (merge->kind != KIND_RECORDS && merge->table.format != TABLE_JSONL)
            return true;
    }
    bool taken = true;
    if (merge->kind != KIND_ROWS)
        merge->rows_now = merge->rows_now * 31 + index_hash(line, without_end(line, length));
    if (merge->kind == KIND_RECORDS)
        taken = line[0] == 'H' ? take_record(merge, line, length) : refuse(merge, W_MERGE_OTHER);
    else if (merge->kind == KIND_ROWS)
        taken = take_row(merge, line, length);
    else if (!as_written(merge, line, length))
        taken = refuse(merge, W_MERGE_ROW);
    else if (!totals_add_row(merge->totals, merge->table.format, line, without_end(line, length)))
        taken = merge->totals && totals_lacking(merge->totals) ? stop(merge)
                                                               : refuse(merge, W_MERGE_ROW);
    merge->at_start = false;
    if (taken && merge->output.sink.failed)
        merge->status = FILES;
    return taken && merge->status == DONE;
}

/* Whether a file is a zip: a workbook of --to xlsx, which cannot be merged. */
static bool is_workbook(const char *path)
{
    static const char zip[4] = {'P', 'K', 3, 4};
    char first[sizeof zip];
    struct os_look look;
    int file = os_look_path(path, &look) == 0 && look.regular ? os_open(path) : -1;
    if (file < 0)
        return false;
    bool is = os_read(file, first, sizeof first) == (long)sizeof first &&
              memcmp(first, zip, sizeof zip) == 0;
    os_close(file);
    return is;
}

static void take_file(struct merge *merge, struct input *input, const char *path)
{
    if (is_workbook(path)) {
        say(W_MERGE_WORKBOOK, path);
        merge->status = FILES;
        return;
    }
    input->sha = merge->output.hashed ? &merge->journal.input : NULL;
    sha256_start(&merge->journal.input);
    merge->status = input_open(input, path);
    if (merge->status)
        return;
    merge->path = path;
    merge->number = merge->rows_now = 0;
    merge->at_start = true;
    struct block block;
    while (merge->status == DONE && input_next(input, &block)) {
        const unsigned char *p = block.bytes, *end = p + block.size;
        while (p < end && merge->status == DONE) {
            const unsigned char *newline = memchr(p, '\n', (size_t)(end - p));
            size_t length = (size_t)((newline ? newline + 1 : end) - p);
            if (!take_line(merge, p, length))
                break;
            p += length;
        }
    }
    int status = input_close(input);
    if (merge->status == DONE)
        merge->status = status;
    if (merge->status == DONE && merge->output.hashed)
        journal_input(&merge->journal, path, merge->number);
    if (merge->status == DONE && merge->number == 0 && !merge->options->quiet)
        say_plain(W_GIVEN_EMPTY, path);
    /* Only outputs without a header may be empty: a slice in which nothing was to be written. */
    if (merge->status == DONE && merge->number == 0 && merge->header[0] &&
        merge->kind != KIND_RECORDS && merge->table.format != TABLE_JSONL)
        refuse(merge, W_MERGE_OTHER);
}

/* Says that an output has the rows of one before: its amounts are added all the same. */
static void look_for_copy(struct merge *merge, size_t at)
{
    merge->rows_hash[at] = merge->rows_now;
    for (size_t i = 0; merge->rows_now != 0 && i < at && !merge->options->quiet; i++)
        if (merge->rows_hash[i] == merge->rows_now) {
            say_plain(W_MERGE_COPY, merge->options->files[i], merge->path);
            return;
        }
}

/* The account of what was written and is on disk. */
static int write_journal(struct merge *merge)
{
    struct text text = {0}, *into = merge->options->account ? merge->options->account : &text;
    if (!merge->output.hashed)
        return DONE;
    journal_text_merged(&merge->journal, merge->options, &merge->output, into);
    int status = merge->options->account ? DONE : journal_write(&text, &merge->account);
    free(text.bytes);
    return status;
}

/* The exit status. The whole and its account get their names when both are on disk, or neither. */
static int close_outputs(struct merge *merge)
{
    int status = merge->status;
    if (!status)
        status = output_seal(&merge->output);
    if (!status)
        status = write_journal(merge);
    if (!status)
        status = journal_place(merge->options, &merge->output, &merge->account);
    if (!status)
        return DONE;
    output_drop(&merge->output);
    output_drop(&merge->account);
    return merge->output.quiet_end ? DONE : status;
}

int command_merge(const struct options *options)
{
    static struct merge merge; /* large: not on the stack */
    struct input input = {0};
    memset(&merge, 0, sizeof merge); /* a program may call it more than once */
    merge.options = options;
    int status = unique_files(options, options->files, options->file_count);
    if (!status)
        status = check_output(options);
    if (!status)
        status = journal_open(options, &merge.output, &merge.account);
    if (status)
        return status;
    merge.table.sink = &merge.output.sink;
    merge.rows_hash = calloc(options->file_count, sizeof *merge.rows_hash);
    if (!merge.rows_hash)
        no_memory(&merge);
    for (size_t i = 0; merge.status == DONE && i < options->file_count; i++) {
        take_file(&merge, &input, options->files[i]);
        if (merge.status == DONE)
            look_for_copy(&merge, i);
    }
    free(merge.rows_hash);
    input_free(&input);
    for (size_t i = 0; i < merge.files; i++)
        free(merge.file[i].text);
    free(merge.file);
    if (merge.status == DONE && merge.totals && totals_full(merge.totals))
        merge.status = sums_full();
    if (merge.status == DONE && merge.totals && !totals_write(merge.totals, &merge.table))
        merge.status = FILES;
    totals_free(merge.totals);
    status = close_outputs(&merge);
    journal_free(&merge.journal);
    return status;
}
