/* SPDX-License-Identifier: Apache-2.0 */
#include "tied.h"

#include <string.h>

#include "cli/base/names.h"
#include "cli/base/status.h"
#include "failure.h"

void tied_start(struct tied *tied, const struct batch *batch)
{
    memset(tied, 0, sizeof *tied);
    tied->batch = batch;
    tied->drug.size = sizeof tied->drug;
    tied->line.size = sizeof tied->line;
}

void tied_free(struct tied *tied)
{
    had_bills_free(tied->bills);
    had_drugs_free(tied->drugs);
    had_stays_free(tied->stays);
}

static int done(const char *call, int made)
{
    return made == HAD_OK ? DONE : say_failure(call, made);
}

static int make_stays(struct tied *tied)
{
    return tied->stays ? HAD_OK : had_stays_new(tied->batch->engine, HAD_AUTO, &tied->stays);
}

static int make_bills(struct tied *tied)
{
    return tied->bills ? HAD_OK : had_bills_new(tied->batch->engine, &tied->bills);
}

bool tied_stay(struct tied *tied, const struct item *item)
{
    int added, made = make_stays(tied);
    if (made == HAD_OK)
        made = had_stays_add(tied->stays, item->bytes, item->length, &added);
    return done("had_stays_add", made) == DONE;
}

bool tied_due(struct tied *tied, const struct item *item, const had_result *result, int *added)
{
    int made = make_bills(tied);
    if (made == HAD_OK)
        made = had_bills_record(tied->bills, item->bytes, item->length, result, added);
    return done("had_bills_record", made) == DONE;
}

int tied_open_drugs(struct tied *tied, bool to_stays)
{
    int made = to_stays ? make_stays(tied) : HAD_OK;
    if (made == HAD_OK && tied->stays)
        made = had_stays_end(tied->stays);
    if (made == HAD_OK)
        made = had_drugs_new(tied->batch->engine, tied->stays, &tied->drugs);
    return done("had_drugs_new", made);
}

int tied_open_bills(struct tied *tied)
{
    return done("had_bills_new", make_bills(tied));
}

int tied_read_drug(struct tied *tied, const unsigned char *line, size_t length)
{
    return done("had_drugs_read", had_drugs_read(tied->drugs, line, length, &tied->drug));
}

int tied_read_drugs(struct tied *tied, const struct side_line *line, size_t count,
                    had_drug drug[SIDE_LINES])
{
    const void *bytes[SIDE_LINES] = {NULL};
    size_t length[SIDE_LINES] = {0};
    for (size_t i = 0; i < count; i++) {
        bytes[i] = line[i].bytes;
        length[i] = line[i].length;
    }
    drug[0].size = sizeof drug[0];
    return done("had_drugs_lines", had_drugs_lines(tied->drugs, bytes, length, count, drug));
}

int tied_read_bill(struct tied *tied, const unsigned char *line, size_t length)
{
    return done("had_bills_line", had_bills_line(tied->bills, line, length, &tied->line));
}

void tied_say_stays(const had_stays_info *info, int secteur)
{
    typedef unsigned long long n;
    say_plain(W_STAYS, (n)info->records, (n)info->stays, secteur_name(secteur),
              (n)info->other_secteur, (n)info->other_finess, (n)info->repeated);
}
