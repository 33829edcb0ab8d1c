/* SPDX-License-Identifier: Apache-2.0 */
#include "tied.h"

#include <string.h>

#include "cli/base/names.h"
#include "cli/base/status.h"
#include "common/bytes.h"
#include "cli/files/failure.h"

void tied_start(struct tied *tied, const struct batch *batch)
{
    memset(tied, 0, sizeof *tied);
    tied->batch = batch;
    tied->unknown = had_finding_number("910");
    tied->drug.size = sizeof tied->drug;
    tied->line.size = sizeof tied->line;
}

void tied_free(struct tied *tied)
{
    had_bills_free(tied->bills);
    had_drugs_free(tied->drugs);
    had_stays_free(tied->stays);
    had_drugs_free(tied->other_drugs);
    had_stays_free(tied->other_stays);
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

/* Makes what reads lines of the other sector; false when that cannot be. */
static bool open_other(struct tied *tied)
{
    had_stays_info info = {.size = sizeof info};
    if (tied->other_drugs || tied->other_stays || !tied->stays ||
        had_stays_get(tied->stays, &info) != HAD_OK || info.records == 0)
        return tied->other_drugs;
    const had_engine *engine = tied->batch->engine;
    int secteur = info.secteur == HAD_EX_OQN ? HAD_EX_DGF : HAD_EX_OQN;
    return had_stays_new(engine, secteur, &tied->other_stays) == HAD_OK &&
           had_stays_end(tied->other_stays) == HAD_OK &&
           had_drugs_new(engine, tied->other_stays, &tied->other_drugs) == HAD_OK;
}

/* Whether a code of a drug stands there, and nothing else: fields of a line that was only cut short
 * stand elsewhere. */
static bool like_code(const unsigned char *p, size_t length)
{
    const unsigned char *end = p + length;
    trim(&p, &end);
    return (end - p == 7 || end - p == 13) && digits(p, (size_t)(end - p));
}

/* Whether a line would be one of the other sector. */
static bool of_other_sector(struct tied *tied, const unsigned char *line, size_t length, int kind)
{
    had_drug drug = {.size = sizeof drug};
    if ((kind != HAD_KIND_FICHCOMP && kind != HAD_KIND_RSF) || !open_other(tied) ||
        had_drugs_read(tied->other_drugs, line, length, &drug) != HAD_OK)
        return false;
    return drug.rejected != tied->unknown &&
           (kind == HAD_KIND_RSF || like_code(line + drug.ucd.start, drug.ucd.length));
}

/* Says what a line looks like that is none of the sector of the records (910). Each cause is said
 * once in a file: no line is looked at for one that was. */
static void say_looks(struct tied *tied, struct side *side)
{
    enum { MCO = 92 }; /* no line of HAD is as long */
    const unsigned char *line = side->at->bytes;
    size_t body = side->at->length;
    body -= body > 0 && line[body - 1] == '\n';
    body -= body > 0 && line[body - 1] == '\r';
    enum damage cause = body == MCO ? DAMAGE_MCO : DAMAGE_SECTEUR;
    if (side_said(side, cause))
        return;
    int kind = had_line_kind(side->batch->tables, line, side->at->length);
    if (cause == DAMAGE_MCO ? kind == HAD_KIND_FICHCOMP
                            : of_other_sector(tied, line, side->at->length, kind))
        side_damage(side, cause);
}

void tied_find_drug(struct tied *tied, struct side *side, const had_drug *drug)
{
    if (drug->rejected == tied->unknown)
        say_looks(tied, side);
    side_find(side, drug->rejected, drug->position, drug->expected, true);
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
