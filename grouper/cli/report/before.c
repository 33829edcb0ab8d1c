/* SPDX-License-Identifier: Apache-2.0 */
#include "before.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/status.h"
#include "cli/write/html.h"
#include "common/sums.h"

/* What reading one earlier state takes. With --periode, records are counted by how many years
 * before the period they end, 0 = in it; those of no such part, and without --periode all, in
 * `activity`.
 */
enum { YEARS_BACK = 10, UNDATED = YEARS_BACK, PARTS };
struct before_reading {
    const struct batch *batch;
    struct earlier *earlier;
    const char *file; /* of the last record */
    struct facts_known known;
    struct activity *activity; /* of all records, in the end */
    struct activity *part[PARTS];
    int32_t from, to; /* the period; 0 = none was asked for */
};

/* The part that a record belongs to; PARTS = none. */
static int part_of(const struct before_reading *reading, int32_t fin)
{
    int years = 0;
    if (fin == 0)
        return UNDATED;
    while (years < YEARS_BACK &&
           (fin / 100 + 100 * years < reading->from || fin / 100 + 100 * years > reading->to))
        years++;
    return years < YEARS_BACK ? years : PARTS;
}

/* Made at first need; NULL when there is no memory (a message is said). */
static struct activity *part_at(struct before_reading *reading, int n)
{
    struct activity *part = reading->part[n];
    if (part)
        return part;
    part = calloc(1, sizeof *part);
    if (!part)
        say(W_NO_MEMORY);
    reading->part[n] = part;
    return part && activity_start(part) ? part : NULL;
}

/* Files come one after the other. False when there is no memory (a message is said). */
static bool note_file(struct before_reading *reading, const struct item *item)
{
    struct earlier *earlier = reading->earlier;
    if (item->file == reading->file)
        return true;
    if (!grow((void **)&earlier->files, &earlier->file_room, earlier->file_count,
              sizeof *earlier->files) ||
        !(earlier->files[earlier->file_count] = text_copy(item->file)))
        return false;
    earlier->file_count++;
    reading->file = item->file;
    return true;
}

/* Keeps a record that may be told from those of this state: with --periode, one of its months, as
 * this state has them. A RAPSS has no stay. */
static bool keep_record(const struct before_reading *reading, const struct batch *batch,
                        const struct item *item, int part)
{
    struct earlier *earlier = reading->earlier;
    bool asked = !reading->from || part == 0 || part == UNDATED;
    bool kept = asked && !item->result->rapss;
    earlier->rapss |= asked && item->result->rapss;
    return !kept || state_add(&earlier->state, batch, item, (uint32_t)(earlier->file_count - 1));
}

static bool add_record(const struct batch *batch, void *own, const struct item *item,
                       struct table *table)
{
    (void)table;
    struct before_reading *reading = own;
    int n = reading->from ? part_of(reading, item->result->fin) : PARTS;
    if (!note_file(reading, item) || !keep_record(reading, batch, item, n))
        return false;
    struct facts facts = {.place = {.file = reading->earlier->file_count - 1, .line = item->line}};
    facts_read(batch, &reading->known, item, &facts);
    if (item->result->zone_count == 0)
        return true;
    struct activity *part = n == PARTS ? reading->activity : part_at(reading, n);
    return part && activity_add(part, batch, item, &facts);
}

/* Like with like: of a state that holds records of the period asked for, or of the same months of a
 * year before, only these count, and what has no date, as --periode has it. */
static int choose_part(struct before_reading *reading)
{
    struct activity *undated = reading->part[UNDATED];
    for (int n = 0; n < YEARS_BACK; n++) {
        struct activity *part = reading->part[n];
        if (!part)
            continue;
        if (undated && !activity_join(part, undated))
            return FILES;
        struct activity whole = *reading->activity;
        *reading->activity = *part;
        *part = whole; /* freed with it */
        return activity_finish(reading->activity);
    }
    return DONE;
}

static int end_reading(void *own, struct table *table, const struct tally *tally)
{
    (void)table;
    struct before_reading *reading = own;
    for (int n = 0; n < PARTS; n++)
        if (reading->part[n] && !activity_join(reading->activity, reading->part[n]))
            return FILES;
    int status = activity_finish(reading->activity);
    if (status)
        return status;
    if (activity_adds_up(reading->activity, tally->days, tally->amount))
        return choose_part(reading);
    say(W_BROKEN, "report --avant");
    return INTERNAL;
}

/* An earlier state is read whole, whatever --periode leaves out of this one. */
static int read_state(struct earlier *earlier, const struct batch *batch)
{
    struct options options = *batch->options;
    struct before_reading reading = {.batch = batch,
                                     .earlier = earlier,
                                     .activity = &earlier->activity,
                                     .from = options.period_from,
                                     .to = options.period_to};
    options.files = &earlier->path;
    options.file_count = 1;
    options.listed = NULL;
    options.listed_count = 0;
    options.period_from = options.period_to = 0;
    options.jobs = 1;
    struct batch other = *batch;
    other.options = &options;
    other.each = add_record;
    other.usual = NULL;
    other.rejected = NULL;
    other.outside = NULL;
    other.begin = NULL;
    other.end = end_reading;
    other.own = &reading;
    other.split = NULL;
    other.join = NULL;
    int status = activity_start(&earlier->activity) ? batch_other(&other) : FILES;
    for (int n = 0; n < PARTS; n++) {
        if (reading.part[n])
            activity_free(reading.part[n]);
        free(reading.part[n]);
    }
    return status;
}

int before_read(struct before *before, const struct batch *batch)
{
    const struct list *paths = &batch->options->avant;
    int status = DONE;
    if (paths->count == 0)
        return DONE;
    before->state = calloc(paths->count, sizeof *before->state);
    if (!before->state) {
        say(W_NO_MEMORY);
        return FILES;
    }
    for (size_t i = 0; !status && i < paths->count; i++) {
        struct earlier *earlier = &before->state[before->count++];
        earlier->path = paths->item[i];
        status = read_state(earlier, batch);
    }
    return status;
}

void before_free(struct before *before)
{
    for (size_t i = 0; i < before->count; i++) {
        struct earlier *earlier = &before->state[i];
        activity_free(&earlier->activity);
        state_free(&earlier->state);
        moved_free(&earlier->moved);
        for (size_t n = 0; n < earlier->file_count; n++)
            free(earlier->files[n]);
        free(earlier->files);
    }
    free(before->state);
}

/* --- Months ----------------------------------------------------------------------------------- */

/* AAAA-MM as AAAAMM; 0 for the blank key. */
static int32_t month_of(const struct activity_row *row)
{
    int32_t month = 0;
    for (size_t i = 0; i < row->keyed.length; i++)
        if (row->keyed.key[i] != '-')
            month = month * 10 + row->keyed.key[i] - '0';
    return month;
}

/* Without those that hold less than a part of the days of the fullest. */
static void months_over(const struct activity *activity, int64_t part, int32_t *first,
                        int32_t *last)
{
    const struct activity_rows *rows = &activity->by[BY_MONTH];
    int64_t fullest = 0;
    *first = *last = 0;
    for (size_t i = 0; i < rows->keyed.count; i++)
        if (activity_row(rows, i)->sums.journees > fullest)
            fullest = activity_row(rows, i)->sums.journees;
    for (size_t i = 0; i < rows->keyed.count; i++) {
        int32_t month = month_of(activity_row(rows, i));
        int64_t days = activity_row(rows, i)->sums.journees;
        if (month == 0 || days == 0 || days < fullest / part)
            continue;
        *first = *first ? *first : month;
        *last = month;
    }
}

void months_of(const struct activity *activity, int32_t *first, int32_t *last)
{
    enum { HUNDREDTH = 100 };
    months_over(activity, HUNDREDTH, first, last);
}

int months_between(int32_t first, int32_t last)
{
    return first == 0 ? 0 : (last / 100 - first / 100) * 12 + last % 100 - first % 100 + 1;
}

/* At least half of the days are in months of both; *any: some are. */
static bool share_months(const struct activity *before, const struct activity *now, bool *any)
{
    const struct activity_rows *rows = &before->by[BY_MONTH];
    int64_t all = 0, shared = 0;
    for (size_t i = 0; i < rows->keyed.count; i++) {
        const struct activity_row *row = activity_row(rows, i), *other;
        if (row->keyed.length == 0)
            continue;
        other = activity_find(now, BY_MONTH, row->keyed.key, row->keyed.length);
        all += row->sums.journees;
        shared += other && other->sums.journees > 0 ? row->sums.journees : 0;
    }
    *any = shared > 0;
    return *any && shared >= all - shared;
}

/* A year is compared with a year, a month with a month: of each, the months that are not nearly
 * empty. */
static bool alike(const struct earlier *earlier, const struct activity *now)
{
    enum { TENTH = 10 };
    int32_t first, last, old_first, old_last;
    months_over(now, TENTH, &first, &last);
    months_over(&earlier->activity, TENTH, &old_first, &old_last);
    if (first == old_first && last == old_last)
        return true;
    return !earlier->same_months && first % 100 == old_first % 100 &&
           last % 100 == old_last % 100 &&
           months_between(first, last) == months_between(old_first, old_last);
}

bool before_finish(struct before *before, const struct batch *batch,
                   const struct activity *activity, struct state *now, bool rapss)
{
    bool found = true;
    for (size_t i = 0; i < before->count; i++) {
        struct earlier *earlier = &before->state[i];
        months_of(&earlier->activity, &earlier->first, &earlier->last);
        earlier->same_months = share_months(&earlier->activity, activity, &earlier->shares);
        earlier->alike = alike(earlier, activity);
        earlier->told = earlier->same_months && earlier->state.count + now->count > 0;
        earlier->rows_told = earlier->told && !earlier->rapss && !rapss;
        if (earlier->told)
            found &= moved_find(batch, &earlier->state, now, &earlier->moved);
        state_free(&earlier->state);
    }
    return found;
}

const char *before_apart(const struct earlier *earlier)
{
    return earlier->alike || earlier->same_months ? NULL
           : earlier->shares
               ? said("trop peu de mois communs, non comparé",
                      "too few months in common, not compared")
               : said("aucun mois commun, non comparé", "no month in common, not compared");
}

bool before_other_year(const struct earlier *earlier)
{
    return earlier->alike && !earlier->same_months;
}

bool before_growth(const struct earlier *earlier, int64_t part, int64_t whole, int64_t *tenths)
{
    return earlier->alike && tenths_of(part, whole, tenths);
}

/* --- What changed ----------------------------------------------------------------------------- */

enum { YEAR_PART = 5 }; /* of AAAA-MM, what stands before the month */

static void add_side(struct changes *changes, const struct activity_rows *rows, bool now,
                     size_t skipped)
{
    for (size_t i = 0; i < rows->keyed.count; i++) {
        const struct activity_row *row = activity_row(rows, i);
        size_t skip = row->keyed.length > skipped ? skipped : 0;
        struct change *change = &changes->change[changes->count++];
        *change = (struct change){.key = row->keyed.key + skip, .length = row->keyed.length - skip};
        *(now ? &change->now : &change->before) = row->sums;
    }
}

static int by_key(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    int order = memcmp(x->key, y->key, x->length < y->length ? x->length : y->length);
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

/* In the order of the keys, each once. */
static void settle(struct changes *changes)
{
    size_t kept = 0;
    qsort(changes->change, changes->count, sizeof *changes->change, by_key);
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->change[i];
        if (kept > 0 && by_key(&changes->change[kept - 1], change) == 0) {
            priced_add(&changes->change[kept - 1].before, &change->before);
            priced_add(&changes->change[kept - 1].now, &change->now);
        } else {
            changes->change[kept++] = *change;
        }
    }
    changes->count = kept;
}

static const enum activity_by activity_bys[] = {BY_ALL, BY_MONTH, BY_MPP, BY_GHT};

/* Of another year months are compared by their number. */
static size_t skipped_of(const struct earlier *earlier, enum before_by by)
{
    return by == BEFORE_MONTH && before_other_year(earlier) ? YEAR_PART : 0;
}

bool before_changes(const struct earlier *earlier, const struct activity *now, enum before_by by,
                    struct changes *changes)
{
    const struct activity_rows *old = &earlier->activity.by[activity_bys[by]],
                               *new = &now->by[activity_bys[by]];
    size_t skipped = skipped_of(earlier, by);
    changes->count = 0;
    changes->change = calloc(old->keyed.count + new->keyed.count + 1, sizeof *changes->change);
    if (!changes->change) {
        say(W_NO_MEMORY);
        return false;
    }
    add_side(changes, old, false, skipped);
    add_side(changes, new, true, skipped);
    settle(changes);
    return true;
}

/* Of everything that moved: what is gone stands in the earlier state only. */
static void moved_lines(const struct moved *moved, enum before_side side,
                        struct report_lines *lines)
{
    for (enum moved_way way = 0; way < MOVED_WAYS; way++)
        if ((way == MOVED_GONE) == (side == SIDE_BEFORE))
            lines_join(lines, &moved->way[way].lines);
}

void before_lines(const struct earlier *earlier, const struct activity *now, enum before_by by,
                  const struct change *change, enum before_side side, struct report_lines *lines)
{
    static const enum moved_by moved_bys[] = {
        [BEFORE_MONTH] = MOVED_MONTH, [BEFORE_MPP] = MOVED_MPP, [BEFORE_GHT] = MOVED_GHT};
    const struct activity *activity = side == SIDE_NOW ? now : &earlier->activity;
    const struct activity_rows *rows = &activity->by[activity_bys[by]];
    size_t skipped = skipped_of(earlier, by);
    *lines = (struct report_lines){.kept = 0};
    if (earlier->rows_told && by == BEFORE_ALL) {
        moved_lines(&earlier->moved, side, lines);
        return;
    }
    if (earlier->rows_told) {
        const struct moved_row *row =
            moved_row(&earlier->moved, moved_bys[by], change->key, change->length);
        if (row)
            *lines = side == SIDE_NOW ? row->now : row->before;
        return;
    }
    if (skipped == 0) {
        const struct activity_row *row =
            activity_find(activity, activity_bys[by], change->key, change->length);
        if (row)
            *lines = row->lines;
        return;
    }
    for (size_t i = 0; i < rows->keyed.count; i++) {
        const struct activity_row *row = activity_row(rows, i);
        size_t skip = row->keyed.length > skipped ? skipped : 0;
        if (row->keyed.length - skip == change->length &&
            memcmp(row->keyed.key + skip, change->key, change->length) == 0)
            lines_join(lines, &row->lines);
    }
}

bool tenths_of(int64_t part, int64_t whole, int64_t *tenths)
{
    if (whole == 0)
        return false;
    bool below = (part < 0) != (whole < 0);
    uint64_t size = part < 0 ? 0 - (uint64_t)part : (uint64_t)part;
    uint64_t of = whole < 0 ? 0 - (uint64_t)whole : (uint64_t)whole;
    uint64_t times = (size / of) * 1000 + ((size % of) * 2000 + of) / (2 * of);
    *tenths = below ? -(int64_t)times : (int64_t)times;
    return true;
}
