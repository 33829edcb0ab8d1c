/* SPDX-License-Identifier: Apache-2.0 */
#include "totals.h"

#include <stdlib.h>
#include <string.h>

#include "cli/write/keyed.h"
#include "numbered.h"
#include "priced.h"
#include "rows.h"
#include "common/hints.h"
#include "common/sums.h"
#include "cli/base/words.h"

/* A key as text: its parts end with a NUL, so that keys compare as their parts do, in order. The
 * longest part is a FINESS of nine bytes, each of which may become three. */
enum { KEY_PART = 32, KEY_BYTES = KEY_COUNT * KEY_PART };
/* The longest part as a spreadsheet has it: ="...", each quote twice. */
enum { KEY_TEXT = 2 * KEY_PART };

struct row {
    struct keyed_row keyed;
    struct priced sums;
    int64_t amo;         /* --vidhosp */
    int64_t least, most; /* --fourchette */
};

/* Sums that are there only when asked for: of --vidhosp, of --fourchette. */
struct more {
    bool droits, range;
};
enum { MORE_SUMS = 1 + RANGE_SUMS };

struct totals {
    enum key keys[KEY_COUNT];
    bool lacking; /* memory ran out */
    int key_count;
    struct keyed rows; /* struct row */
    bool usual;        /* all keys are numbers of usual records */
    uint32_t of_zone;  /* those of them that a zone has: NUMBERED_GHT... */
    struct numbered numbered;
    struct more more;
    const struct column *columns[KEY_COUNT + SUMS + MORE_SUMS + 1];
};

static struct totals *totals_of(const enum key *keys, int count, struct more more)
{
    struct totals *totals = calloc(1, sizeof *totals);
    if (!totals)
        return NULL;
    totals->key_count = count;
    totals->rows.size = sizeof(struct row);
    int n = 0;
    totals->usual = !more.droits && !more.range;
    for (int i = 0; i < count; i++) {
        totals->keys[i] = keys[i];
        totals->usual &= numbered_key(keys[i]);
        totals->of_zone |= numbered_of_zone(keys[i]);
        totals->columns[n++] = columns_keys[keys[i]];
    }
    for (int i = 0; i < SUMS; i++)
        totals->columns[n++] = columns_sums[i];
    totals->more = more;
    if (more.droits)
        totals->columns[n++] = column_montant_amo;
    for (int i = 0; more.range && i < RANGE_SUMS; i++)
        totals->columns[n++] = columns_range[i];
    return totals;
}

struct totals *totals_new(const struct options *options)
{
    return totals_of(options->keys, options->key_count,
                     (struct more){options->vidhosp.count > 0, options->range});
}

struct totals *totals_like(const struct totals *totals)
{
    return totals_of(totals->keys, totals->key_count, totals->more);
}

void totals_free(struct totals *totals)
{
    if (!totals)
        return;
    keyed_free(&totals->rows);
    numbered_free(&totals->numbered);
    free(totals);
}

const struct column *const *totals_columns(const struct totals *totals)
{
    return totals->columns;
}

static struct row *nth(const struct totals *totals, size_t n)
{
    return (struct row *)(void *)totals->rows.row[n];
}

/* The row of a key, made at first need; NULL when there is no memory (a message is said). */
static struct row *find(struct totals *totals, const unsigned char *key, size_t length)
{
    struct row *row = keyed_at(&totals->rows, key, length);
    totals->lacking |= !row;
    return row;
}

static size_t record_part(unsigned char *out, const struct batch *batch, const struct item *item,
                          int field)
{
    size_t length;
    const unsigned char *bytes = item_field(batch, item, field, &length);
    return keyed_field(out, bytes, length);
}

/* One part of the key of a zone. */
static size_t key_part(enum key key, const struct batch *batch, const struct item *item,
                       const had_zone *zone, unsigned char *out)
{
    const had_result *result = item->result;
    char text[GROUPEMENT_TEXT];
    switch (key) {
    case KEY_MOIS:
        if (result->fin == 0)
            return 0;
        write_date(out, result->fin); /* of which the day is left out */
        return 7;
    case KEY_GHT:
        write_two(out, zone->ght);
        return 2;
    case KEY_GHPC:
        return keyed_field(out, (const unsigned char *)result->ghpc, strlen(result->ghpc));
    case KEY_MPP:
        return record_part(out, batch, item, batch->fields.mpp);
    case KEY_MPA:
        return record_part(out, batch, item, batch->fields.mpa);
    case KEY_IK:
        return record_part(out, batch, item, batch->fields.ik);
    case KEY_FINESS:
        return record_part(out, batch, item, batch->fields.finess_epmsi);
    case KEY_FINESS_GEO:
        return record_part(out, batch, item, batch->fields.finess_geo);
    case KEY_SECTEUR:
        return keyed_text(out, secteur_name(result->secteur));
    case KEY_VARIANTE: /* a GHT 99 has a sector, and neither variant nor campaign */
        return keyed_text(out, zone->ght == HAD_GHT_ERROR ? "" : variante_name(result->variante));
    case KEY_CAMPAGNE:
        if (zone->ght == HAD_GHT_ERROR || result->campagne == 0)
            return 0;
        write_digits(out, 4, result->campagne);
        return 4;
    default:
        groupement_text(text, zone->groupement);
        return keyed_text(out, text);
    }
}

/* The row that a zone adds to. */
static struct row *row_touched(struct totals *totals, const struct batch *batch,
                               const struct item *item, const struct had_zone *zone)
{
    unsigned char key[KEY_BYTES];
    size_t length = 0;
    for (int k = 0; k < totals->key_count; k++) {
        length += key_part(totals->keys[k], batch, item, zone, key + length);
        key[length++] = '\0';
    }
    return find(totals, key, length);
}

/* What the insurance pays of zones [from, to). */
SELDOM static void add_amo(struct row *row, const struct item *item, int from, int to)
{
    for (int i = from; i < to; i++) {
        int64_t amo;
        zone_amo(&item->result->zone[i], item->droits, &amo);
        sum_up(&row->amo, amo);
    }
}

/* What is added to a row at once. */
struct added {
    int64_t days, amount, without; /* without: days of zones that have no amount */
    bool facturable, official;
};

/* Adds it, but for records, which are counted apart; false when a sum is full. */
static INLINE bool add_sums(struct row *row, const struct added *more)
{
    if (!USUALLY(!(sum_passes(&row->sums.journees, more->days) ||
                   sum_passes(&row->sums.montant, more->amount)))) {
        row->sums.journees = row->sums.montant = SUM_FULL;
        return false;
    }
    row->sums.sans_tarif += more->without; /* of the days; the next two of the amount */
    if (more->facturable)
        row->sums.facturable += more->amount;
    if (!more->official)
        row->sums.non_officiel += more->amount;
    return true;
}

/* Adds zones [from, to) of a record to a row; the record itself is counted apart. */
static INLINE void add_zones(struct row *row, const struct item *item, int from, int to)
{
    const had_result *result = item->result;
    struct added more = {.facturable = result->facturable, .official = item->official != 0};
    for (int i = from; i < to; i++) {
        const had_zone *zone = &result->zone[i];
        more.days += zone->jours;
        more.amount += zone->montant;
        if (!zone_valued(zone))
            more.without += zone->jours;
    }
    if (add_sums(row, &more) && item->droits)
        add_amo(row, item, from, to);
}

/* Rule R47: of a 901 what its zones could give; where a tariff is missing, nothing. */
static void add_range(struct row *row, const struct batch *batch, const struct item *item, int from,
                      int to)
{
    for (int i = from; i < to; i++) {
        int64_t least, most;
        if (!zone_range(batch, item, &item->result->zone[i], &least, &most))
            continue;
        sum_up(&row->least, least);
        sum_up(&row->most, most);
    }
}

/* Each zone by its own key. */
static bool add_by_keys(struct totals *totals, const struct batch *batch, const struct item *item)
{
    const had_result *result = item->result;
    struct row *seen[HAD_ZONES_MAX];
    for (int i = 0; i < result->zone_count; i++) {
        struct row *row = row_touched(totals, batch, item, &result->zone[i]);
        if (!row)
            return false;
        bool again = false;
        for (int j = 0; j < i; j++)
            again |= seen[j] == row;
        seen[i] = row;
        /* Rule R12: a record counts once in each row that it touches. */
        row->sums.sous_sequences += !again;
        add_zones(row, item, i, i + 1);
        if (totals->more.range)
            add_range(row, batch, item, i, i + 1);
    }
    return true;
}

bool totals_add(struct totals *totals, const struct batch *batch, const struct item *item)
{
    int zones = item->result->zone_count;
    if (totals->key_count > 0 || totals->rows.count == 0 || zones == 0)
        return add_by_keys(totals, batch, item);
    /* One row for everything: no key to look for. */
    struct row *row = nth(totals, 0);
    row->sums.sous_sequences++;
    add_zones(row, item, 0, zones);
    if (totals->more.range)
        add_range(row, batch, item, 0, zones);
    return true;
}

/* --- Usual records ---------------------------------------------------------------------------- */

bool totals_take_usual(const struct totals *totals)
{
    return totals->usual;
}

/* All of them to the one row. */
static bool usual_together(struct totals *totals, const struct batch *batch, const had_usual *usual)
{
    struct row *row =
        totals->rows.count > 0 ? nth(totals, 0) : find(totals, (const unsigned char *)"", 0);
    if (!row)
        return false;
    struct priced sums = {.sous_sequences = usual->count,
                          .sans_tarif = usual->sans_tarif > 0 ? usual_days_without(usual) : 0};
    for (uint32_t n = 0; n < usual->count; n++) {
        sums.journees += usual->jours[n];
        sums.montant += usual->montant[n];
        sums.facturable += usual->facturable[n] ? usual->montant[n] : 0;
    }
    int official = usual_official(usual, batch->classification);
    if (official == 0)
        sums.non_officiel = sums.montant;
    for (uint32_t n = 0; official < 0 && n < usual->count; n++)
        if (!batch->classification[usual->classification[n]].officielle)
            sums.non_officiel += usual->montant[n];
    priced_add(&row->sums, &sums);
    return true;
}

/* The row of the zone of a period, whose numbers are new: by its key, as of any record. */
SELDOM static struct row *row_learned(struct totals *totals, const struct batch *batch,
                                      const struct item *item, const had_usual *usual, uint32_t n,
                                      int period, const struct numbers *numbers)
{
    had_result result = {.size = sizeof result};
    struct item one = *item;
    uint32_t end = n + 1 < usual->count ? usual->start[n + 1] : usual->bytes;
    one.bytes = item->bytes + usual->start[n];
    one.length = end - usual->start[n];
    one.result = &result;
    had_process(batch->engine, one.bytes, one.length, &result);
    int zone = 0;
    for (int k = 0; k < period; k++)
        zone += usual->zone_jours[n][k] > 0;
    struct row *row = row_touched(totals, batch, &one, &result.zone[zone]);
    totals->lacking |= row && !numbered_add(&totals->numbered, numbers, row);
    return totals->lacking ? NULL : row;
}

/* The row of the zones of a record, or of one of them. */
static INLINE struct row *row_numbered(struct totals *totals, const struct batch *batch,
                                       const struct item *item, const had_usual *usual, uint32_t n,
                                       int period, const struct numbers *numbers)
{
    struct row *row = numbered_find(&totals->numbered, numbers);
    return USUALLY(row != NULL) ? row : row_learned(totals, batch, item, usual, n, period, numbers);
}

/* The zones of the n-th record, each to the row of its key. */
static INLINE bool usual_zones(struct totals *totals, const struct batch *batch,
                               const struct item *item, const had_usual *usual, uint32_t n,
                               struct numbers numbers)
{
    const struct row *seen[HAD_PERIODES] = {NULL};
    struct added more = {.facturable = usual->facturable[n],
                         .official =
                             batch->classification[usual->classification[n]].officielle != 0};
    for (int k = 0; k < HAD_PERIODES; k++) {
        if (usual->zone_jours[n][k] == 0)
            continue;
        numbers.zone = numbered_zone(usual, n, k) & totals->of_zone;
        struct row *row = row_numbered(totals, batch, item, usual, n, k, &numbers);
        if (!row)
            return false;
        more.days = usual->zone_jours[n][k];
        more.amount = usual->zone_montant[n][k];
        more.without = usual->tarif[n][k] == 0 ? more.days : 0;
        /* Rule R12: a record counts once in each row that it touches. */
        row->sums.sous_sequences += (row != seen[0]) & (row != seen[1]) & (row != seen[2]);
        seen[k] = row;
        add_sums(row, &more);
    }
    return true;
}

/* The n-th record to the row of its key. */
static INLINE bool usual_record(struct totals *totals, const struct batch *batch,
                                const struct item *item, const had_usual *usual, uint32_t n,
                                const struct numbers *numbers)
{
    int period = 0;
    int32_t without = 0;
    while (usual->zone_jours[n][period] == 0)
        period++;
    for (int k = 0; k < HAD_PERIODES; k++)
        without += usual->tarif[n][k] == 0 ? usual->zone_jours[n][k] : 0;
    struct row *row = row_numbered(totals, batch, item, usual, n, period, numbers);
    if (!row)
        return false;
    row->sums.sous_sequences++;
    add_sums(row, &(struct added){usual->jours[n], usual->montant[n], without, usual->facturable[n],
                                  batch->classification[usual->classification[n]].officielle != 0});
    return true;
}

bool totals_usual(struct totals *totals, const struct batch *batch, const struct item *item,
                  const had_usual *usual)
{
    if (totals->key_count == 0)
        return usual_together(totals, batch, usual);
    struct numbers numbers[HAD_USUAL_MAX];
    numbered_records(totals->keys, totals->key_count, usual, numbers);
    bool added = true;
    for (uint32_t n = 0; added && n < usual->count; n++)
        added = totals->of_zone ? usual_zones(totals, batch, item, usual, n, numbers[n])
                                : usual_record(totals, batch, item, usual, n, &numbers[n]);
    return added;
}

static void add_row(struct row *row, const struct row *more)
{
    priced_add(&row->sums, &more->sums);
    sum_up(&row->amo, more->amo);
    sum_up(&row->least, more->least);
    sum_up(&row->most, more->most);
}

bool totals_join(struct totals *totals, const struct totals *others)
{
    for (size_t i = 0; i < others->rows.count; i++) {
        const struct row *more = nth(others, i);
        struct row *row = find(totals, more->keyed.key, more->keyed.length);
        if (!row)
            return false;
        add_row(row, more);
    }
    return true;
}

int64_t totals_days(const struct totals *totals)
{
    int64_t days = 0;
    for (size_t i = 0; i < totals->rows.count; i++)
        sum_up(&days, nth(totals, i)->sums.journees);
    return days;
}

int64_t totals_amount(const struct totals *totals)
{
    int64_t amount = 0;
    for (size_t i = 0; i < totals->rows.count; i++)
        sum_up(&amount, nth(totals, i)->sums.montant);
    return amount;
}

int64_t totals_amo(const struct totals *totals)
{
    int64_t amo = 0;
    for (size_t i = 0; i < totals->rows.count; i++)
        sum_up(&amo, nth(totals, i)->amo);
    return amo;
}

bool totals_full(const struct totals *totals)
{
    for (size_t i = 0; i < totals->rows.count; i++)
        if (nth(totals, i)->sums.montant == SUM_FULL || nth(totals, i)->sums.journees == SUM_FULL ||
            nth(totals, i)->sums.sous_sequences == SUM_FULL || nth(totals, i)->most == SUM_FULL)
            return true;
    return false;
}

void totals_write(struct totals *totals, struct table *table)
{
    keyed_sort(&totals->rows);
    for (size_t i = 0; i < totals->rows.count; i++) {
        const struct row *row = nth(totals, i);
        row_begin(table, PUT_FIELD_MAX(KEY_BYTES));
        keyed_cells(table, &row->keyed, totals->key_count);
        priced_cells(table, &row->sums);
        if (totals->more.droits)
            cell_euros(table, row->amo);
        if (totals->more.range) {
            cell_euros(table, row->least);
            cell_euros(table, row->most);
        }
        row_end(table);
    }
}

bool totals_more(const char *names)
{
    static const char *const all[] = {"", ";montant_amo", ";montant_min;montant_max",
                                      ";montant_amo;montant_min;montant_max"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strcmp(names, all[i]) == 0)
            return true;
    return false;
}

/* --- Reading totals back (had merge) ---------------------------------------------------------- */

bool totals_parse(const char *header, enum table_format format, struct totals **totals)
{
    enum key keys[KEY_COUNT];
    int count = 0;
    bool json = format == TABLE_JSONL;
    for (const char *p = header; *p;) {
        size_t length = strcspn(p, ";");
        if (json) { /* {"mois":"2024-01",... : names between a quote and a quote-colon */
            const char *colon = strstr(p, "\":");
            const char *quote = colon;
            while (quote && quote > p && quote[-1] != '"')
                quote--;
            if (!colon || quote == p)
                return false;
            length = (size_t)(colon - quote);
            p = quote;
        }
        int k = key_number(p, length);
        if (k < 0)
            break;
        if (count == KEY_COUNT)
            return false;
        keys[count++] = (enum key)k;
        p += length + (json ? 2 : 1);
    }
    *totals = totals_of(keys, count,
                        (struct more){strstr(header, column_montant_amo->name) != NULL,
                                      strstr(header, columns_range[0]->name) != NULL});
    return true;
}

bool totals_lacking(const struct totals *totals)
{
    return totals->lacking;
}

/* A reader over one row. */
struct cursor {
    const unsigned char *p, *end;
    enum table_format format;
};

static bool take(struct cursor *c, const char *text)
{
    size_t length = strlen(text);
    if ((size_t)(c->end - c->p) < length || memcmp(c->p, text, length) != 0)
        return false;
    c->p += length;
    return true;
}

/* Passes what stands before the value of column n. */
static bool take_name(struct cursor *c, int n, const char *name)
{
    if (c->format != TABLE_JSONL)
        return n == 0 || take(c, ";");
    return take(c, n == 0 ? "{\"" : ",\"") && take(c, name) && take(c, "\":");
}

/* What a spreadsheet's cell was before it was guarded: ="09" of a code; else an apostrophe keeps a
 * text from being a formula. False for a code that is not written so. */
static bool unguard(unsigned char *out, size_t *length, bool code)
{
    size_t size = *length, n = 0;
    if (!code || size == 0) {
        if (size > 1 && out[0] == '\'' && memchr("=+-@", out[1], 4) != NULL)
            memmove(out, out + 1, --*length);
        return true;
    }
    if (size < 4 || out[0] != '=' || out[1] != '"' || out[size - 1] != '"')
        return false;
    for (size_t i = 2; i < size - 1; i++) {
        out[n] = out[i];
        if (out[n++] == '"' && (i + 1 == size - 1 || out[++i] != '"'))
            return false;
    }
    *length = n;
    return true;
}

/* A key: its text without the quotes and guards that the format put around. */
static bool take_key(struct cursor *c, const struct column *column, unsigned char *out,
                     size_t *length)
{
    bool json = c->format == TABLE_JSONL, code = column->type == COLUMN_CODE;
    *length = 0;
    if (json && take(c, "null"))
        return true;
    bool quoted = take(c, "\"");
    if (json && !quoted)
        return false;
    for (;; c->p++) {
        if (c->p == c->end)
            return !quoted && !json;
        if (quoted && *c->p == '"') {
            if (json || c->p + 1 == c->end || c->p[1] != '"')
                break;
            c->p++;
        } else if (json && *c->p == '\\' && c->p + 1 < c->end) {
            c->p++;
        } else if (!quoted && *c->p == ';') {
            break;
        }
        if (*length == KEY_TEXT)
            return false;
        out[(*length)++] = *c->p;
    }
    c->p += quoted;
    return (c->format != TABLE_SPREADSHEET || unguard(out, length, code)) && *length < KEY_PART;
}

/* A sum: digits and, for an amount, two decimals. */
static bool take_sum(struct cursor *c, bool amount, int64_t *out)
{
    const unsigned char *start = c->p;
    int64_t value = 0;
    while (c->p < c->end && *c->p >= '0' && *c->p <= '9' && value < INT64_MAX / 1000)
        value = value * 10 + (*c->p++ - '0');
    if (c->p == start)
        return false;
    if (amount) {
        if (c->end - c->p < 3 || (*c->p != '.' && *c->p != ','))
            return false;
        for (int i = 1; i <= 2; i++) {
            if (c->p[i] < '0' || c->p[i] > '9')
                return false;
            value = value * 10 + (c->p[i] - '0');
        }
        c->p += 3;
    }
    *out = value;
    return true;
}

bool totals_add_row(struct totals *totals, enum table_format format, const unsigned char *row,
                    size_t length)
{
    struct cursor c = {row, row + length, format};
    unsigned char key[KEY_BYTES + KEY_TEXT];
    size_t used = 0;
    struct row read = {0};
    int64_t *sum[SUMS + MORE_SUMS] = {&read.sums.sous_sequences, &read.sums.journees,
                                      &read.sums.montant,        &read.sums.facturable,
                                      &read.sums.non_officiel,   &read.sums.sans_tarif};
    int more = 0;
    if (totals->more.droits)
        sum[SUMS + more++] = &read.amo;
    if (totals->more.range) {
        sum[SUMS + more++] = &read.least;
        sum[SUMS + more++] = &read.most;
    }
    for (int k = 0; k < totals->key_count; k++) {
        size_t part;
        if (!take_name(&c, k, totals->columns[k]->name) ||
            !take_key(&c, totals->columns[k], key + used, &part))
            return false;
        used += part;
        key[used++] = '\0';
    }
    for (int i = 0; i < SUMS + more; i++) {
        const struct column *column = totals->columns[totals->key_count + i];
        bool amount = column->type == COLUMN_EUROS;
        if (!take_name(&c, totals->key_count + i, column->name) || !take_sum(&c, amount, sum[i]))
            return false;
    }
    if ((format == TABLE_JSONL && !take(&c, "}")) || c.p != c.end)
        return false;
    struct row *found = find(totals, key, used);
    if (!found)
        return false;
    add_row(found, &read);
    return true;
}
