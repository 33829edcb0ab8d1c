/* SPDX-License-Identifier: Apache-2.0 */
#include "values.h"

#include <string.h>

#include "os/os.h"
#include "cli/base/calendar.h"
#include "catalogue.h"
#include "had.h"
#include "refused.h"

/* A decimal number with at most four decimals (a point, or a comma), as ten-thousandths; 0 when it
 * is not that, or more than `max`. */
static int32_t read_coefficient(const char *text, int32_t max)
{
    int64_t value = 0;
    int decimals = -1;
    for (const char *p = text; *p; p++) {
        if ((*p == '.' || *p == ',') && decimals < 0 && p > text && p[1])
            decimals = 0;
        else if (*p >= '0' && *p <= '9' && decimals < 4 && value <= max)
            value = value * 10 + (*p - '0'), decimals += decimals >= 0;
        else
            return 0;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < 4; i++)
        value *= 10;
    return value <= max ? (int32_t)value : 0;
}

enum reading read_coef_geo(struct options *options, const char *text)
{
    options->coef_geo = read_coefficient(text, 999999);
    return options->coef_geo ? TAKEN : NOT_ONE;
}

enum reading read_coef_prudentiel(struct options *options, const char *text)
{
    options->coef_prudentiel = strcmp(text, "auto") == 0 ? HAD_AUTO : read_coefficient(text, 99999);
    return options->coef_prudentiel ? TAKEN : NOT_ONE;
}

enum reading read_campagne(struct options *options, const char *text)
{
    options->campagne = strlen(text) == 4 ? read_coefficient(text, 21990000) / 10000 : 0;
    return options->campagne >= 2000 ? TAKEN : NOT_ONE;
}

enum reading read_date(struct options *options, const char *text)
{
    options->date = calendar_read(text);
    options->date_text = text;
    return options->date ? TAKEN : NOT_ONE;
}

/* AAAA-MM of so many characters. */
static int32_t read_month(const char *text, size_t length)
{
    char month[8] = "";
    if (length >= sizeof month)
        return 0;
    memcpy(month, text, length);
    return calendar_read_month(month);
}

/* `check` takes a month only: the one that is sent. */
enum reading read_periode(struct options *options, const char *text)
{
    if (options->info != &commands[C_CHECK])
        return read_seulement(options, text);
    options->periode = calendar_read_month(text);
    return options->periode ? TAKEN : NOT_ONE;
}

/* A month, a year, or a span of months. */
enum reading read_seulement(struct options *options, const char *text)
{
    enum { FIRST = 1, LAST = 12 };
    const char *dots = strstr(text, "..");
    int32_t year = strlen(text) == 4 ? read_coefficient(text, 99990000) / 10000 : 0;
    if (year > 0) {
        options->period_from = year * 100 + FIRST;
        options->period_to = year * 100 + LAST;
        return TAKEN;
    }
    size_t length = dots ? (size_t)(dots - text) : strlen(text);
    options->period_from = read_month(text, length);
    options->period_to = dots ? calendar_read_month(dots + 2) : options->period_from;
    return options->period_from && options->period_from <= options->period_to ? TAKEN : NOT_ONE;
}

enum reading read_seuil(struct options *options, const char *text)
{
    options->seuil = calendar_read(text);
    return options->seuil ? TAKEN : NOT_ONE;
}

/* MPP-MPA-IK: 04-00-050. */
enum reading read_pourquoi(struct options *options, const char *text)
{
    static const char shape[] = "99-99-999";
    for (size_t i = 0; i < sizeof shape; i++)
        if (shape[i] == '9' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
            return NOT_ONE;
    options->why = text;
    return TAKEN;
}

/* A whole number from 1 to `most`; 0 when it is not that. */
static uint64_t read_count(const char *text, uint64_t most)
{
    uint64_t value = 0;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9' || value > most)
            return 0;
        value = value * 10 + (uint64_t)(*p - '0');
    }
    return value <= most ? value : 0;
}

enum reading read_deduire_min(struct options *options, const char *text)
{
    options->deduire_min = (int32_t)read_count(text, DEDUIRE_MIN_MAX);
    return options->deduire_min ? TAKEN : NOT_ONE;
}

enum reading read_population(struct options *options, const char *text)
{
    options->population = (int64_t)read_count(text, UINT64_C(9999999999));
    return options->population ? TAKEN : NOT_ONE;
}

enum reading read_ligne(struct options *options, const char *text)
{
    options->ligne = read_count(text, UINT64_C(999999999999));
    return options->ligne ? TAKEN : NOT_ONE;
}

enum reading read_sejour(struct options *options, const char *text)
{
    options->sejour = text;
    return text[0] ? TAKEN : NOT_ONE;
}

enum reading read_sequence(struct options *options, const char *text)
{
    options->sequence = (uint32_t)read_count(text, 9999);
    return options->sequence ? TAKEN : NOT_ONE;
}

enum reading read_sous_sequence(struct options *options, const char *text)
{
    options->sous_sequence = (uint32_t)read_count(text, 9999);
    return options->sous_sequence ? TAKEN : NOT_ONE;
}

enum reading read_jour(struct options *options, const char *text)
{
    options->jour = calendar_read(text);
    options->jour_text = text;
    return options->jour ? TAKEN : NOT_ONE;
}

/* K/N, 1 <= K <= N. */
enum reading read_part(struct options *options, const char *text)
{
    enum { PARTS_MAX = 99999 };
    uint32_t number[2] = {0, 0};
    int n = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '/' && n == 0 && p > text)
            n = 1;
        else if (*p >= '0' && *p <= '9' && number[n] <= PARTS_MAX)
            number[n] = number[n] * 10 + (uint32_t)(*p - '0');
        else
            return NOT_ONE;
    }
    options->part = number[0];
    options->parts = number[1];
    bool right = options->part >= 1 && options->part <= options->parts;
    return right && options->parts <= PARTS_MAX ? TAKEN : NOT_ONE;
}

/* Workers; 0 = one for each processor. More than JOBS_MAX are JOBS_MAX: "at most". */
enum reading read_jobs(struct options *options, const char *text)
{
    enum { JOBS_ASKED = 99999 };
    bool each = text[0] && text[strspn(text, "0")] == '\0';
    size_t jobs = each ? os_processors() : (size_t)read_count(text, JOBS_ASKED);
    options->jobs = jobs < JOBS_MAX ? jobs : JOBS_MAX;
    return jobs ? TAKEN : NOT_ONE;
}

/* In capitals too: HAD_LANG=EN is common. */
enum reading read_lang(struct options *options, const char *text)
{
    (void)options;
    static const char *const names[] = {[FRENCH] = "fr", [ENGLISH] = "en"};
    for (int language = FRENCH; language <= ENGLISH; language++) {
        const char *name = names[language];
        if (strlen(text) == 2 && (text[0] | 0x20) == name[0] && (text[1] | 0x20) == name[1]) {
            words_language((enum language)language);
            return TAKEN;
        }
    }
    return NOT_ONE;
}

/* What stands alone after --by. */
static const char *const details[] = {[BY_ZONE] = "zone", [BY_JOUR] = "jour", [BY_TOTAL] = "total"};
enum { DETAILS = BY_TOTAL + 1 };

/* What --by takes in one command: words that stand alone, and the keys of its totals. */
struct by {
    const struct column *const *keys;
    int first; /* of the details */
};

const struct column *const *command_keys(const struct command_info *command)
{
    return command == &commands[C_DRUGS] ? columns_drug_keys : columns_keys;
}

static struct by by_of(const struct command_info *command)
{
    const struct column *const *keys = command_keys(command);
    return (struct by){keys, keys == columns_keys ? BY_ZONE : BY_TOTAL};
}

_Static_assert(KEY_COUNT + DETAILS <= ACCEPTED_MAX, "more keys than names are asked for");

static size_t by_names(const struct by *by, const char *names[ACCEPTED_MAX])
{
    size_t count = 0;
    for (int i = by->first; i < DETAILS; i++)
        names[count++] = details[i];
    for (int i = 0; by->keys[i]; i++)
        names[count++] = by->keys[i]->name;
    return count;
}

size_t accepted_names(const struct command_info *command, enum option option,
                      const char *names[ACCEPTED_MAX])
{
    size_t count = 0;
    if (option == O_BY) {
        struct by by = by_of(command);
        return by_names(&by, names);
    }
    for (const struct choice *choice = known_options[option].choices; choice && choice->name;
         choice++)
        if (choice->commands >> (command - commands) & 1)
            names[count++] = choice->name;
    return count;
}

static int detail_number(const struct by *by, const char *text, size_t length)
{
    for (int i = by->first; i < DETAILS; i++)
        if (strlen(details[i]) == length && memcmp(details[i], text, length) == 0)
            return i;
    return -1;
}

/* Says what is wrong with a key. */
static enum reading refuse_by(const struct by *by, const char *key, size_t length,
                              const struct command_info *command)
{
    const char *names[ACCEPTED_MAX];
    size_t count = by_names(by, names);
    int detail = detail_number(by, key, length), k = column_number(by->keys, key, length);
    if (detail >= 0)
        say(W_USAGE_BY_ALONE, details[detail]);
    else if (k >= 0)
        say(W_USAGE_BY_TWICE, by->keys[k]->name);
    else
        refuse_key(key, length, &(struct names){names, count}, command);
    return SAID;
}

static void keep_key(struct options *options, const struct by *by, int key)
{
    if (by->keys == columns_drug_keys)
        options->drug_keys[options->drug_key_count++] = (enum drug_key)key;
    else
        options->keys[options->key_count++] = (enum key)key;
}

/* `zone`, `jour`, `total`, or keys joined by commas. */
enum reading read_by(struct options *options, const char *text)
{
    struct by by = by_of(options->info);
    int detail = detail_number(&by, text, strlen(text));
    unsigned seen = 0;
    options->key_count = options->drug_key_count = 0;
    options->by = detail >= 0 ? (enum detail)detail : BY_TOTAL;
    if (detail >= 0)
        return TAKEN;
    for (const char *p = text;; p++) {
        size_t length = strcspn(p, ",");
        int k = column_number(by.keys, p, length);
        if (k < 0 || seen >> k & 1)
            return refuse_by(&by, p, length, options->info);
        seen |= 1u << k;
        keep_key(options, &by, k);
        p += length;
        if (*p == '\0')
            return TAKEN;
    }
}
