/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "had.h"

#include "status.h"
#include "words.h"
#include "../os/os.h"

/* Which commands an option goes with; bits. */
enum {
    GROUP = 1,
    PRICE = 2,
    MERGE = 4,
    VERIFY = 8,
    ABOUT = 16,
    CHECK = 32,
    AUDIT = 64,
    COMPARE = 128,
    PRICED = PRICE | AUDIT | COMPARE,
    RESULTS = GROUP | PRICE | AUDIT,
    ALONE = RESULTS | CHECK, /* each input on its own */
    RUN = ALONE | COMPARE,
    EVERY = RUN | MERGE | VERIFY | ABOUT
};

static const struct {
    const char *name;
    unsigned bit;
} commands[] = {{"group", GROUP},  {"price", PRICE}, {"merge", MERGE}, {"verify", VERIFY},
                {"tables", ABOUT}, {"check", CHECK}, {"audit", AUDIT}, {"compare", COMPARE}};

enum option {
    OUTPUT,
    TO,
    BY,
    ZONES,
    DATE,
    CLASSIFICATION,
    TABLES_DIR,
    LANG,
    SPREADSHEET,
    COEF_GEO,
    COEF_PRUDENTIEL,
    CAMPAGNE,
    PART,
    JOURNAL,
    PROGRESS,
    CONVENTIONS,
    CIM10,
    CCAM,
    SEUIL,
    PERIODE,
    ENSEMBLE,
    DEDUIRE,
    DEDUIRE_MIN,
    CHAINAGE,
    SANS_CHAINAGE,
    VALUES,
    AVERTISSEMENTS,
    STRICT,
    QUIET,
    HELP,
    VERSION,
    JOBS
};

static const struct {
    const char *name, *letter;
    bool valued;
    unsigned commands;
} known[] = {
    [OUTPUT] = {"--output", "-o", true, RUN | MERGE | ABOUT},
    [TO] = {"--to", "", true, RUN | ABOUT},
    [BY] = {"--by", "", true, PRICE},
    [ZONES] = {"--zones", "", true, PRICE | COMPARE},
    [DATE] = {"--date", "", true, RUN},
    [CLASSIFICATION] = {"--classification", "", true, RUN | ABOUT},
    [TABLES_DIR] = {"--tables", "", true, RUN | ABOUT},
    [LANG] = {"--lang", "", true, EVERY},
    [SPREADSHEET] = {"--tableur", "", false, RUN | ABOUT},
    [COEF_GEO] = {"--coef-geo", "", true, PRICED},
    [COEF_PRUDENTIEL] = {"--coef-prudentiel", "", true, PRICED},
    [CAMPAGNE] = {"--campagne", "", true, PRICED},
    [PART] = {"--part", "", true, ALONE},
    [JOURNAL] = {"--journal", "", true, RUN},
    [SEUIL] = {"--seuil", "", true, ALONE},
    [PERIODE] = {"--periode", "", true, ALONE},
    [ENSEMBLE] = {"--ensemble", "", false, ALONE},
    [DEDUIRE] = {"--deduire", "", true, RUN | ABOUT},
    [DEDUIRE_MIN] = {"--deduire-min", "", true, ABOUT},
    [CHAINAGE] = {"--chainage", "", false, RESULTS},
    [SANS_CHAINAGE] = {"--sans-chainage", "", false, CHECK},
    [VALUES] = {"--values", "", false, CHECK},
    [AVERTISSEMENTS] = {"--avertissements", "", false, CHECK},
    [CONVENTIONS] = {"--conventions", "", true, RUN},
    [CIM10] = {"--cim10", "", true, RUN},
    [CCAM] = {"--ccam", "", true, RUN},
    [PROGRESS] = {"--progress", "", true, RUN | ABOUT},
    [STRICT] = {"--strict", "", false, RUN},
    [QUIET] = {"--quiet", "-q", false, EVERY},
    [HELP] = {"--help", "-h", false, EVERY},
    [VERSION] = {"--version", "", false, EVERY},
    [JOBS] = {"--jobs", "-j", true, RUN},
};

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

/* K/N, 1 <= K <= N. */
static bool read_part(struct options *options, const char *text)
{
    uint32_t number[2] = {0, 0};
    int n = 0;
    for (const char *p = text; *p; p++) {
        if (*p == '/' && n == 0 && p > text)
            n = 1;
        else if (*p >= '0' && *p <= '9' && number[n] < 100000)
            number[n] = number[n] * 10 + (uint32_t)(*p - '0');
        else
            return false;
    }
    options->part = number[0];
    options->parts = number[1];
    return options->part >= 1 && options->part <= options->parts;
}

/* Workers; 0 = one for each processor. More than JOBS_MAX are JOBS_MAX. */
static bool read_jobs(struct options *options, const char *text)
{
    size_t jobs = 0;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9')
            return false;
        jobs = jobs > JOBS_MAX ? jobs : jobs * 10 + (size_t)(*p - '0');
    }
    if (jobs == 0)
        jobs = os_processors();
    options->jobs = jobs < JOBS_MAX ? jobs : JOBS_MAX;
    return text[0] != '\0';
}

/* `--by zone`, `--by jour`, or keys joined by commas; `total` is no key: one row for all, beside
 * which a key means nothing. */
static int read_by(struct options *options, const char *text)
{
    options->key_count = 0;
    options->by = BY_TOTAL;
    if (strcmp(text, "zone") == 0 || strcmp(text, "jour") == 0) {
        options->by = strcmp(text, "zone") == 0 ? BY_ZONE : BY_JOUR;
        return DONE;
    }
    if (strcmp(text, "total") == 0)
        return DONE;
    for (const char *p = text;;) {
        size_t length = strcspn(p, ",");
        int k = key_number(p, length);
        bool again = false;
        for (int i = 0; i < options->key_count; i++)
            again |= k == (int)options->keys[i];
        if (k < 0 || again) {
            say(W_USAGE_BY, text);
            return USAGE;
        }
        options->keys[options->key_count++] = (enum key)k;
        if (p[length] == '\0')
            return DONE;
        p += length + 1;
    }
}

static int refuse(enum option option, const char *value)
{
    say(W_USAGE_BAD_VALUE, known[option].name, value);
    return USAGE;
}

static int add(struct list *list, enum option option, const char *value)
{
    if (list->count == LIST_MAX)
        return refuse(option, value);
    list->item[list->count++] = value;
    return DONE;
}

static int read_format(struct options *options, const char *value)
{
    static const struct {
        const char *name;
        enum format format;
    } formats[] = {{"rpss", FORMAT_RPSS}, {"csv", FORMAT_CSV},        {"jsonl", FORMAT_JSONL},
                   {"leg", FORMAT_LEG},   {"rapport", FORMAT_REPORT}, {"xlsx", FORMAT_XLSX}};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(value, formats[i].name) == 0) {
            options->to = formats[i].format;
            return DONE;
        }
    }
    return refuse(TO, value);
}

static int set_language(const char *value)
{
    if (strcmp(value, "fr") != 0 && strcmp(value, "en") != 0)
        return refuse(LANG, value);
    words_language(strcmp(value, "en") == 0 ? ENGLISH : FRENCH);
    return DONE;
}

static bool read_deduire(struct options *options, const char *value)
{
    static const char *const names[] = {
        [HAD_DEDUIRE_ORDRE] = "ordre", [HAD_DEDUIRE_NON] = "non", [HAD_DEDUIRE_POIDS] = "poids"};
    for (int m = 0; m < 3; m++) {
        if (strcmp(value, names[m]) == 0) {
            options->deduire = m;
            options->deduire_given = true;
            return true;
        }
    }
    return false;
}

/* A whole number from 1; 0 when it is not that, or more than `max`. */
static int32_t read_count(const char *text, int32_t max)
{
    int64_t value = 0;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9' || value > max)
            return 0;
        value = value * 10 + (*p - '0');
    }
    return value <= max ? (int32_t)value : 0;
}

static int set(struct options *options, enum option option, const char *value)
{
    switch (option) {
    case OUTPUT:
        options->output = value;
        return value[0] ? DONE : refuse(option, value);
    case TO:
        return read_format(options, value);
    case BY:
        return read_by(options, value);
    case ZONES:
        options->zones = strcmp(value, "calculees") == 0 ? ZONES_CALCULEES : ZONES_LUES;
        return strcmp(value, "calculees") == 0 || strcmp(value, "lues") == 0
                   ? DONE
                   : refuse(option, value);
    case DATE:
        options->date = calendar_read(value);
        options->date_text = value;
        return options->date ? DONE : refuse(option, value);
    case CLASSIFICATION:
        return add(&options->classifications, option, value);
    case TABLES_DIR:
        return add(&options->tables, option, value);
    case LANG:
        return set_language(value);
    case JOBS:
        return read_jobs(options, value) ? DONE : refuse(option, value);
    case SPREADSHEET:
        options->spreadsheet = true;
        return DONE;
    case COEF_GEO:
        options->coef_geo = read_coefficient(value, 999999);
        return options->coef_geo ? DONE : refuse(option, value);
    case COEF_PRUDENTIEL:
        options->coef_prudentiel =
            strcmp(value, "auto") == 0 ? HAD_AUTO : read_coefficient(value, 99999);
        return options->coef_prudentiel ? DONE : refuse(option, value);
    case CAMPAGNE:
        options->campagne = strlen(value) == 4 ? read_coefficient(value, 21990000) / 10000 : 0;
        return options->campagne >= 2000 ? DONE : refuse(option, value);
    case JOURNAL:
        options->journal = value;
        return value[0] ? DONE : refuse(option, value);
    case CONVENTIONS:
        options->conventions = value;
        return DONE;
    case CIM10:
        options->cim10 = value;
        return DONE;
    case CCAM:
        options->ccam = value;
        return DONE;
    case PROGRESS:
        options->progress = strcmp(value, "always") == 0  ? PROGRESS_ALWAYS
                            : strcmp(value, "never") == 0 ? PROGRESS_NEVER
                                                          : PROGRESS_AUTO;
        return options->progress != PROGRESS_AUTO || strcmp(value, "auto") == 0
                   ? DONE
                   : refuse(option, value);
    case SEUIL:
        options->seuil = calendar_read(value);
        return options->seuil ? DONE : refuse(option, value);
    case PERIODE:
        options->periode = calendar_read_month(value);
        return options->periode ? DONE : refuse(option, value);
    case ENSEMBLE:
        options->together = true;
        return DONE;
    case DEDUIRE:
        return read_deduire(options, value) ? DONE : refuse(option, value);
    case DEDUIRE_MIN:
        options->deduire_min = read_count(value, DEDUIRE_MIN_MAX);
        return options->deduire_min ? DONE : refuse(option, value);
    case CHAINAGE:
        options->chainage = true;
        return DONE;
    case SANS_CHAINAGE:
        options->alone = true;
        return DONE;
    case VALUES:
        options->values = true;
        return DONE;
    case AVERTISSEMENTS:
        options->warnings = true;
        return DONE;
    case PART:
        return read_part(options, value) ? DONE : refuse(option, value);
    case STRICT:
        options->strict = true;
        return DONE;
    case QUIET:
        options->quiet = true;
        return DONE;
    case HELP:
        options->help = true;
        return DONE;
    default:
        options->version = true;
        return DONE;
    }
}

/* One argument that begins with a dash; *i moves past a value of its own. */
static int read_option(struct options *options, int argc, char **argv, int *i)
{
    const char *argument = argv[*i], *equals = strchr(argument, '=');
    bool is_long = argument[1] == '-';
    size_t length = is_long && equals ? (size_t)(equals - argument) : strlen(argument);
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        bool named = is_long && strlen(known[k].name) == length &&
                     memcmp(known[k].name, argument, length) == 0;
        bool lettered = !is_long && known[k].letter[0] && argument[1] == known[k].letter[1];
        if (!named && !lettered)
            continue;
        /* -oFILE and -o FILE, --output=FILE and --output FILE. */
        const char *value =
            named ? (equals ? equals + 1 : NULL) : (argument[2] ? argument + 2 : NULL);
        options->used |= UINT64_C(1) << k;
        if (!known[k].valued && value) {
            say(W_USAGE_NO_VALUE, known[k].name);
            return USAGE;
        }
        if (known[k].valued && !value && *i + 1 < argc)
            value = argv[++*i];
        if (known[k].valued && !value) {
            say(W_USAGE_VALUE, known[k].name);
            return USAGE;
        }
        return set(options, (enum option)k, value);
    }
    say(W_USAGE_UNKNOWN_OPTION, argument);
    return USAGE;
}

int options_read(struct options *options, int argc, char **argv)
{
    memset(options, 0, sizeof *options);
    options->jobs = 1;
    const char *language = getenv("HAD_LANG");
    if (language && strcmp(language, "en") == 0)
        words_language(ENGLISH);
    unsigned command = 0;
    bool only_files = false;
    options->files =
        (const char **)argv; /* files are moved to the front, never past where we read */
    for (int i = 0; i < argc; i++) {
        const char *argument = argv[i];
        if (!only_files && strcmp(argument, "--") == 0) {
            only_files = true;
        } else if (!only_files && argument[0] == '-' && argument[1]) {
            int status = read_option(options, argc, argv, &i);
            if (status)
                return status;
        } else if (!options->command) {
            options->command = argument;
            for (size_t k = 0; k < sizeof commands / sizeof commands[0]; k++)
                if (strcmp(commands[k].name, argument) == 0)
                    command = commands[k].bit;
            if (!command) {
                say(W_USAGE_UNKNOWN_COMMAND, argument);
                return USAGE;
            }
        } else {
            options->files[options->file_count++] = argument;
        }
    }
    for (size_t k = 0; command && k < sizeof known / sizeof known[0]; k++) {
        if (options->used >> k & 1 && !(known[k].commands & command)) {
            say(W_USAGE_NOT_HERE, known[k].name, options->command);
            return USAGE;
        }
    }
    /* A slice does not hold the neighbours of its records. */
    if (command == CHECK && options->parts > 0 && !options->alone) {
        say(W_USAGE_TOGETHER, "--part", "check, sans --sans-chainage");
        return USAGE;
    }
    /* --tableur is a way to write CSV. */
    if (options->spreadsheet && options->to != FORMAT_DEFAULT && options->to != FORMAT_CSV) {
        say(W_USAGE_TOGETHER, "--tableur", "--to jsonl, --to rpss, --to xlsx");
        return USAGE;
    }
    if (options->spreadsheet)
        options->to = FORMAT_CSV;
    if (command & (PRICE | COMPARE) && options->to != FORMAT_DEFAULT && options->to != FORMAT_CSV &&
        options->to != FORMAT_JSONL && options->to != FORMAT_XLSX) {
        say(W_USAGE_TOGETHER, options->command, "--to rpss, leg, rapport");
        return USAGE;
    }
    return DONE;
}
