/* SPDX-License-Identifier: Apache-2.0 */
/* Totals that were written, read back (had merge). */
#include <string.h>

#include "cli/base/words.h"
#include "totals_own.h"

/* The longest part of a key as a spreadsheet has it: ="...", each quote twice. */
enum { KEY_TEXT = 2 * KEY_PART };

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
    struct row *found = totals_find(totals, key, used);
    if (!found)
        return false;
    totals_add_up(found, &read);
    return true;
}
