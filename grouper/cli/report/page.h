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
    bool beside;                   /* lines are those of files beside the records */
    const struct earlier *earlier; /* lines are those of this state; NULL = of this report */
    const char *all;  /* the place of the command that lists all lines; NULL = there is none */
    size_t directory; /* bytes that the names of all files read begin with: their directory */
    bool all_months;  /* commands are given without --periode */
    const char *column, *value; /* those of them that are meant; NULL = no column tells them */
};

/* Where the commands stand that list lines: of all records, or of all zones. */
#define ALL_RECORDS  "toutes"
#define ALL_ZONES    "toutes-zones"
#define ALL_FINDINGS "toutes-anomalies"
#define ALL_BESIDE   "toutes-a-cote"
#define ALL_TWICE    "tous-doublons"
/* That of all records, which group does not read of RAPSS; that of all findings: check reads none.
 */
const char *page_all_records(const struct page *page);
const char *page_all_findings(const struct page *page);
/* The same page, for lines that this command lists: those with this value in its column. */
struct page page_of_all(const struct page *page, const char *all, const char *column,
                        const char *value);

/* The same page, for the lines of a row of activity: zones have the GHT and the sector, records the
 * modes and the GHPC. */
struct page page_of_row(const struct page *page, enum activity_by by, const char *key);

/* Text between markup, of which no option is broken. */
void page_tag(const struct page *page, const char *before, const char *text, const char *after);
/* The value of an attribute between markup. */
void page_attribute(const struct page *page, const char *before, const char *value,
                    const char *after);
/* The name of a file read. */
const char *page_file(const struct page *page, size_t number);
/* The key of a row as a text of C. */
void page_key(const struct activity_row *row, char out[ACTIVITY_KEY + 1]);

/* The head of a table: titles of its columns. The first holds text, and those whose title begins
 * with a tab; with two tabs, text that has a line of its own on a phone. `across`: how many of the
 * others stand side by side there. Then its rows, and its end. */
void page_table(const struct page *page, const char *caption, const char *const *titles,
                size_t count, int across);
void page_table_end(const struct page *page);
/* Of a table that may be long: rows that it shows; says how many more there are, of `count`,
 * after which comes the command that gives them all; false: none. */
enum { ROWS_SHOWN = 60 };
bool page_rows_left(const struct page *page, size_t count);
/* The lines behind a number, to be unfolded; nothing when there are none. A cell with them. */
enum { LINES_NAMED = 3 }; /* as many are named before that */
void page_places(const struct page *page, const struct report_lines *lines);
void page_lines(const struct page *page, const struct report_lines *lines);
/* The first cell of the row of a line: its number, behind its file when there are several. */
void page_line_head(const struct page *page, const struct line_place *place);

/* The command that gives the same, with what the report was asked that it has a use for. `before`:
 * its words after its name; `lists`, ended by NULL: files that come then (NULL = none). The records
 * are then given with --rpss (to `compare` as they are), or not at all when the command takes one
 * file. */
void page_command(const struct page *page, enum command command, const char *before,
                  const struct list *const *lists);

/* "janvier"; "" for what is no month. */
const char *page_month(int month);
/* "janvier à décembre 2024"; months as months_of has them. */
enum { MONTHS_TEXT = 64 };
void page_months(char out[MONTHS_TEXT], int32_t first, int32_t last);

/* The months of a report, or those asked for when nothing is dated; false: none. The names of its
 * establishments: "FINESS 750712184". */
enum { FINESS_TEXT = 256 };
bool page_period(const struct report *report, char out[MONTHS_TEXT]);
void page_finess(const struct report *report, char out[FINESS_TEXT]);

/* A section, with its heading, and its end; a paragraph, one that warns. */
void page_section(const struct page *page, const char *id, const char *title);
void page_section_end(const struct page *page);
void page_words(const struct page *page, const char *text);
/* The same, that links lead to. */
void page_words_at(const struct page *page, const char *id, const char *text);
void page_warns(const struct page *page, const char *text);
/* A number and its words, which are those for one or for many. */
void page_counted(const struct page *page, int64_t number, const char *one, const char *many);
/* The first cell of a row: words, or a code with its words when it has some; then numbers. */
void page_head(const struct page *page, const char *words);
void page_row(const struct page *page, const char *champ, const unsigned char *code, size_t length);
void page_total(const struct page *page); /* the same, of a row of totals */
void page_number(const struct page *page, int64_t number);
void page_euros(const struct page *page, int64_t centimes);
void page_more(const struct page *page, int64_t number);
void page_more_euros(const struct page *page, int64_t centimes);
void page_date(const struct page *page, int32_t date); /* blank when it is none */
/* The same where it is known; blank elsewhere. */
void page_number_if(const struct page *page, bool known, int64_t number);
void page_euros_if(const struct page *page, bool known, int64_t centimes);
/* part / whole as per cent; blank when there is no whole. */
void page_per_cent(const struct page *page, int64_t part, int64_t whole, bool with_plus);
void page_blank(const struct page *page);
void page_row_end(const struct page *page);

/* The sections, in their order. Each stands alone: one more is a function here, and a line in
 * report_page. */
void page_changed_first(const struct page *page); /* among the first lines */
void page_official_first(const struct page *page);
void page_simulation_first(const struct page *page);
void page_why(const struct page *page);
void page_changed(const struct page *page);
void page_official(const struct page *page);
void page_simulation(const struct page *page);
void page_indicators(const struct page *page);
void page_references(const struct page *page); /* at the foot */
void page_owed(const struct page *page);
void page_terms_warn(const struct page *page);    /* first of all: what the sum is not */
void page_terms_first(const struct page *page);   /* among the first lines */
void page_terms(const struct page *page);         /* at the foot */
void page_refused_first(const struct page *page); /* among the first lines */
void page_beside(const struct page *page);
void page_refused(const struct page *page);
void page_outside(const struct page *page); /* what --periode leaves out, in it, at this place */
void page_doubted(const struct page *page); /* months to be checked, first of all */
/* The first cell of the row of such a month; false: it is none, and nothing is put. */
bool page_doubtful_month(const struct page *page, const struct activity_row *row);
#define OUTSIDE_PLACE "hors-periode"
void page_activity(const struct page *page, enum activity_by by);
void page_codes(const struct page *page);
void page_sources(const struct page *page);

#endif
