/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of the page, and its sections. */
#ifndef PAGE_H
#define PAGE_H

#include "cli/ask/catalogue.h"
#include "cli/write/sink.h"
#include "report.h"

struct page {
    const struct report *report;
    struct sink *sink;
    bool beside; /* lines are those of files beside the records */
};

/* Text between markup. */
void page_tag(const struct page *page, const char *before, const char *text, const char *after);
/* The name of a file read. */
const char *page_file(const struct page *page, size_t number);
/* The key of a row as a text of C. */
void page_key(const struct activity_row *row, char out[ACTIVITY_KEY + 1]);

/* The head of a table: titles of its columns; the first `left` hold text. Then its rows, and its
 * end. */
void page_table(const struct page *page, const char *caption, const char *const *titles,
                size_t count, size_t left);
void page_table_end(const struct page *page);
/* A cell with the lines behind a number. */
void page_lines(const struct page *page, const struct lines *lines);

/* The command that gives the same, with what the report was asked that it has a use for. `before`:
 * its words after its name; `lists`, ended by NULL: files that come then (NULL = none), and the
 * records are then given with --rpss. */
void page_command(const struct page *page, enum command command, const char *before,
                  const struct list *const *lists);

/* The sections, in their order. */
void page_owed(const struct page *page);
void page_beside(const struct page *page);
void page_refused(const struct page *page);
void page_activity(const struct page *page, enum activity_by by);
void page_codes(const struct page *page);
void page_sources(const struct page *page);

#endif
