/* SPDX-License-Identifier: Apache-2.0 */
/* The account of the files given beside the records: what each held, what was taken away, and the
 * lines that were taken all the same though something is wrong with them. */
#ifndef GIVEN_FILES_H
#define GIVEN_FILES_H

#include "had.h"
#include "lib/text/fault.h"
#include "lib/text/lines.h"

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

struct remark *given_files_remark(struct given_files *files, const had_allocator *allocator,
                                  const struct remark *remark);
/* In the order of files and lines, once all are there. */
void given_files_sort(struct given_files *files);

#endif
