/* SPDX-License-Identifier: Apache-2.0 */
/* The account of the files given beside the records: what each held, what was taken away, and the
 * lines that were taken all the same though something is wrong with them. */
#ifndef GIVEN_FILES_H
#define GIVEN_FILES_H

#include "had.h"
#include "lib/text/csv.h"

/* Something said of a line of a file. */
struct remark {
    uint32_t file; /* number of the file */
    uint32_t line, column;
    enum fault fault;
    uint32_t number;  /* what the sentence tells: a length, another line */
    uint32_t another; /* number of the file of that line */
};

struct given_files {
    had_given_info *list;
    size_t count, capacity;
    struct remark *remark; /* by file, line, column */
    size_t remark_count, remark_capacity;
};

/* A file more; NULL when there is no memory. */
had_given_info *given_files_add(struct given_files *files, const had_allocator *allocator,
                                had_table_kind kind, const char *name);
/* What was read of it. */
void given_files_read(had_given_info *info, const struct lines *lines);

/* A list that the user gives: how it is read. */
struct given_list {
    had_table_kind kind;
    const char *header;
    bool (*is_code)(const struct cell *first);        /* whether a row may begin so */
    int (*row)(void *context, const struct csv *csv); /* HAD_OK, or why not */
    void *context;
};

/* Reads one, and keeps the account of it. A file of which no line near its start is the header or
 * begins with a code is something else (rule R44): FAULT_NO_LIST. */
int given_files_list(struct given_files *files, const had_allocator *allocator,
                     const struct given_list *list, const had_file *file, had_error *error);

struct remark *given_files_remark(struct given_files *files, const had_allocator *allocator,
                                  const struct remark *remark);
/* In the order of files and lines, once all are there. */
void given_files_sort(struct given_files *files);

#endif
