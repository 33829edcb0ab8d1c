/* SPDX-License-Identifier: Apache-2.0 */
/*
 * had-generate-beside: files that go with a file of RPSS, on standard output: drugs (FICHCOMP, RSF
 * H), invoices (RSF), insurance facts (VID-HOSP, HOSP-PMSI). Everything is invented.
 *
 * The same options give the same bytes on every machine. Two random streams, as in had-generate:
 * --faults leaves the other lines as they were. Memory is that of the RPSS read, and of the zones.
 */
#include <stdio.h>
#include <stdlib.h>

#include "draw.h"

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

enum { LINE_MOST = 2048, FINESS = 9, SEJOUR = 20, PART = 9, DAY = 8 };

static void fail(const char *what, const char *problem, int status)
{
    fprintf(stderr, "had-generate-beside: %s: %s (see --help)\n", what, problem);
    exit(status);
}

/* ---- What the RPSS tell ---------------------------------------------------------------------- */

/* A record of the formats H0B to H0G: texts as they stand, NUL after. */
struct known {
    size_t line;
    char finess[FINESS + 1], sejour[SEJOUR + 1], entree[PART + 1], facture[PART + 1];
    char debut[DAY + 1], fin[DAY + 1];
};

struct list {
    struct known *item;
    size_t count, room;
};

static char *read_whole(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    size_t room = 1 << 16;
    char *bytes = malloc(room + 1);
    *size = 0;
    if (!file || !bytes)
        fail(path, "cannot be read", EXIT_OUTPUT);
    for (size_t got; (got = fread(bytes + *size, 1, room - *size, file)) > 0;) {
        *size += got;
        if (*size == room && !(bytes = realloc(bytes, (room *= 2) + 1)))
            fail(path, "no memory", EXIT_OUTPUT);
    }
    fclose(file);
    bytes[*size] = '\0';
    return bytes;
}

static void take(char *to, const char *from, size_t size)
{
    memcpy(to, from, size);
    to[size] = '\0';
}

static bool all_digits(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

static void add_record(struct list *list, const char *line, size_t size, size_t number)
{
    enum { DATES = 162, LEAST = 179 };
    if (size < LEAST || line[0] != 'H' || line[1] != '0' || line[2] < 'B' || line[2] > 'G' ||
        !all_digits(line + DATES, 2 * DAY))
        return;
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 1024;
        if (!(list->item = realloc(list->item, list->room * sizeof *list->item)))
            fail("--rpss", "no memory", EXIT_OUTPUT);
    }
    struct known *known = &list->item[list->count++];
    bool oqn = line[2] == 'C' || line[2] == 'E' || line[2] == 'G';
    *known = (struct known){.line = number};
    take(known->finess, line + 3, FINESS);
    if (oqn) {
        take(known->entree, line + 41, PART);
        take(known->facture, line + 50, PART);
    } else {
        take(known->sejour, line + 41, SEJOUR);
    }
    take(known->debut, line + DATES, DAY);
    take(known->fin, line + DATES + DAY, DAY);
}

static struct list read_rpss(const char *path)
{
    struct list list = {NULL, 0, 0};
    size_t size, number = 0;
    char *bytes = read_whole(path, &size);
    for (char *line = bytes, *end = bytes + size; line < end;) {
        char *newline = memchr(line, '\n', (size_t)(end - line));
        char *after = newline ? newline : end;
        add_record(&list, line, (size_t)(after - line), ++number);
        line = after + 1;
    }
    free(bytes);
    if (list.count == 0)
        fail(path, "no RPSS of the formats H0B to H0G", EXIT_USAGE);
    return list;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

struct maker {
    struct rng people, harm;
    unsigned faults;
    char line[LINE_MOST];
    size_t length, date_at;
    unsigned long long written, wanted;
    const struct list *known;
};

static void emit(struct maker *maker)
{
    maker->line[maker->length] = '\n';
    if (fwrite(maker->line, 1, maker->length + 1, stdout) != maker->length + 1)
        fail("standard output", "cannot be written", EXIT_OUTPUT);
    maker->written++;
}

static void blank_line(struct maker *maker, size_t length)
{
    memset(maker->line, ' ', length);
    maker->length = length;
}

/* `at` is from 1, as layouts say. */
static void put_text(struct maker *maker, size_t at, const char *text)
{
    memcpy(maker->line + at - 1, text, strlen(text));
}

static void put_number(struct maker *maker, size_t at, size_t width, uint64_t number)
{
    for (size_t i = width; i > 0; i--, number /= 10)
        maker->line[at - 2 + i] = (char)('0' + number % 10);
}

/* One fault, of those that the rules name, or a byte at random. */
static void spoil(struct maker *maker)
{
    static const char *const dates[] = {"00000000", "        ", "31042024", "29022023", "01011999"};
    struct rng *harm = &maker->harm;
    size_t at = below(harm, (unsigned)maker->length);
    switch (below(harm, 9)) {
    case 0:
        maker->length = at;
        break;
    case 1:
        maker->line[maker->length++] = 'x';
        break;
    case 2:
        maker->line[at] = any_of(harm, "\x01\x7f A09");
        break;
    case 3:
        memset(maker->line + 1, '9', 8);
        break;
    case 4:
        memcpy(maker->line + maker->date_at - 1, dates[below(harm, COUNT(dates))], DAY);
        break;
    case 5:
        memset(maker->line + 10 + at % 30, ' ', 5);
        break;
    default:
        maker->line[at] = any_of(harm, "0123456789 ABZ.");
    }
}

static void finish(struct maker *maker)
{
    if (chance(&maker->harm, maker->faults))
        spoil(maker);
    emit(maker);
}

static const struct known *any_record(struct maker *maker)
{
    return &maker->known->item[below(&maker->people, (unsigned)maker->known->count)];
}

/* ---- Drugs ----------------------------------------------------------------------------------- */

/* Seven digits, or thirteen with their EAN-13 key. */
static void draw_ucd(struct rng *rng, char out[14])
{
    unsigned sum = 0, seven = 9000000 + below(rng, 1000000);
    snprintf(out, 14, "34008%07u", seven);
    for (int i = 0; i < 12; i++)
        sum += (unsigned)(out[i] - '0') * (i % 2 ? 3 : 1);
    out[12] = (char)('0' + (10 - sum % 10) % 10);
    out[13] = '\0';
    if (chance(rng, 400))
        snprintf(out, 14, "%07u", seven);
}

/* A day of the record's months, mostly in it. */
static void draw_date(struct rng *rng, const struct known *known, char out[DAY + 1])
{
    bool edge = chance(rng, 500), first = chance(rng, 500);
    take(out, first ? known->debut : known->fin, DAY);
    if (!edge)
        snprintf(out, 3, "%02d", between(rng, 1, 28)),
            out[2] = (first ? known->debut : known->fin)[2];
}

static void drug_of_invoice(struct maker *maker, const struct known *known, const char *date,
                            const char *ucd)
{
    struct rng *rng = &maker->people;
    char indication[8];
    blank_line(maker, 128);
    put_text(maker, 1, "H");
    put_text(maker, 2, known->finess);
    put_text(maker, 20, known->entree);
    put_text(maker, 47, known->facture);
    put_text(maker, 71, date);
    put_text(maker, 79, ucd + strlen(ucd) - 7);
    snprintf(indication, sizeof indication, "I%06u", below(rng, 1000000));
    put_text(maker, 86, indication);
    put_number(maker, 93, 26, 0);
    put_number(maker, 119, 3, 1 + below(rng, 20));
    put_number(maker, 122, 7, below(rng, 500000));
    maker->date_at = 71;
}

static void drug(struct maker *maker, const struct known *known, const char *date, const char *ucd)
{
    static const char *const kinds[] = {"06", "09", "11"};
    struct rng *rng = &maker->people;
    bool oqn = known->entree[0] != '\0';
    size_t back = oqn ? 2 : 0;
    char indication[8];
    blank_line(maker, 105 - back);
    put_text(maker, 1, known->finess);
    put_text(maker, 10, kinds[oqn ? 1 + below(rng, 2) : below(rng, 3)]);
    put_text(maker, 12, oqn ? known->entree : known->sejour);
    put_text(maker, 21, oqn ? known->facture : "");
    put_text(maker, 32 - back, date);
    put_text(maker, 40 - back, ucd);
    put_number(maker, 55 - back, 10, 1 + below(rng, 100000));
    put_number(maker, 65 - back, 10, below(rng, 5000000));
    snprintf(indication, sizeof indication, "I%06u", below(rng, 1000000));
    if (chance(rng, 700))
        put_text(maker, 76 - back, indication);
    maker->date_at = 32 - back;
}

static void make_fichcomp(struct maker *maker)
{
    while (maker->written < maker->wanted) {
        const struct known *known = any_record(maker);
        char ucd[14], date[DAY + 1];
        draw_ucd(&maker->people, ucd);
        draw_date(&maker->people, known, date);
        if (known->entree[0] && chance(&maker->people, 200))
            drug_of_invoice(maker, known, date, ucd);
        else
            drug(maker, known, date, ucd);
        bool again = maker->faults > 0 && chance(&maker->harm, 10);
        finish(maker);
        if (again && maker->written < maker->wanted)
            emit(maker); /* the same bytes: 918 */
    }
}

/* ---- Invoices -------------------------------------------------------------------------------- */

/* A zone that `had price --by zone` wrote. */
struct zone {
    size_t line;
    unsigned ght, days;
    uint64_t price, amount; /* centimes */
};

struct zones {
    struct zone *item;
    size_t count, room;
};

/* A number without its point. */
static uint64_t number_of(const char *text)
{
    uint64_t number = 0;
    for (; *text && *text != ';'; text++)
        if (*text >= '0' && *text <= '9')
            number = number * 10 + (uint64_t)(*text - '0');
    return number;
}

/* The n-th cell of a row without quotes; "" when there is none. */
static const char *cell(const char *row, int n)
{
    for (; n > 0; n--) {
        row = strchr(row, ';');
        if (!row)
            return "";
        row++;
    }
    return row;
}

static int column_of(const char *header, const char *name)
{
    size_t length = strlen(name);
    int n = 0;
    for (const char *at = header; *at; n++) {
        size_t size = strcspn(at, ";");
        if (size == length && memcmp(at, name, length) == 0)
            return n;
        at += size + (at[size] == ';');
    }
    fail("--zones", "no such column", EXIT_USAGE);
    return 0;
}

static struct zones read_zones(const char *path)
{
    static const char *const names[] = {"ligne", "ght", "jours", "tarif", "montant"};
    struct zones zones = {NULL, 0, 0};
    size_t size;
    int columns[COUNT(names)] = {0};
    char *bytes = read_whole(path, &size);
    char *row = strtok(bytes, "\n");
    for (size_t i = 0; row && i < COUNT(names); i++)
        columns[i] = column_of(row, names[i]);
    while ((row = strtok(NULL, "\n"))) {
        if (zones.count == zones.room) {
            zones.room = zones.room ? 2 * zones.room : 1024;
            if (!(zones.item = realloc(zones.item, zones.room * sizeof *zones.item)))
                fail(path, "no memory", EXIT_OUTPUT);
        }
        uint64_t n[COUNT(names)];
        for (size_t i = 0; i < COUNT(names); i++)
            n[i] = number_of(cell(row, columns[i]));
        zones.item[zones.count++] =
            (struct zone){(size_t)n[0], (unsigned)n[1], (unsigned)n[2], n[3], n[4]};
    }
    free(bytes);
    return zones;
}

static const struct known *record_at(const struct list *known, size_t line)
{
    size_t low = 0, high = known->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (known->item[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < known->count && known->item[low].line == line ? &known->item[low] : NULL;
}

static void invoice_head(struct maker *maker, const struct known *known)
{
    blank_line(maker, 246);
    put_text(maker, 1, "A");
    put_text(maker, 2, known->finess);
    put_text(maker, 20, known->entree);
    put_text(maker, 49, known->facture);
    put_text(maker, 74, "1");
    maker->date_at = 85;
}

static void invoice_days(struct maker *maker, const struct known *known, const struct zone *zone)
{
    enum { MOST = 99999999 };
    blank_line(maker, 171);
    put_text(maker, 1, "B");
    put_text(maker, 2, known->finess);
    put_text(maker, 20, known->entree);
    put_text(maker, 47, known->facture);
    put_text(maker, 79, known->fin);
    put_text(maker, 87, known->fin);
    put_text(maker, 95, "GHT");
    put_number(maker, 100, 3, zone->days);
    put_text(maker, 103, "00100");
    put_text(maker, 109, "10000");
    put_number(maker, 116, 7, zone->price ? zone->price : 10000);
    put_number(maker, 123, 8, zone->amount < MOST ? zone->amount : MOST);
    put_number(maker, 157, 4, zone->ght);
    maker->date_at = 79;
}

/* Of the zone of a record: what is due, or one of the faults that invoices have. */
static void bill_zone(struct maker *maker, const struct known *known, struct zone zone)
{
    enum { NEVER, DAYS, PRICE, GHT, BYTES, TWICE, FAULTS };
    unsigned fault = chance(&maker->harm, maker->faults) ? below(&maker->harm, FAULTS) : FAULTS;
    zone.days += fault == DAYS;
    zone.amount += fault == PRICE ? 100 : 0;
    zone.ght = fault == GHT ? zone.ght % 31 + 1 : zone.ght;
    if (fault == NEVER)
        return;
    invoice_days(maker, known, &zone);
    if (fault == BYTES)
        spoil(maker);
    emit(maker);
    if (fault == TWICE)
        emit(maker);
}

static void make_rsf(struct maker *maker, const struct zones *zones)
{
    char last[PART + 1] = "";
    unsigned long long before;
    do {
        before = maker->written;
        for (size_t i = 0; i < zones->count; i++) {
            const struct zone *zone = &zones->item[i];
            const struct known *known = record_at(maker->known, zone->line);
            if (!known || known->entree[0] == '\0' || zone->ght == 99)
                continue;
            if (strcmp(last, known->facture) != 0) {
                invoice_head(maker, known);
                emit(maker);
                strcpy(last, known->facture);
            }
            bill_zone(maker, known, *zone);
            if (maker->wanted > 0 && maker->written >= maker->wanted)
                return;
        }
    } while (maker->written < maker->wanted && maker->written > before);
}

/* ---- Insurance facts ------------------------------------------------------------------------- */

/* The administrative number of a stay, as HOSP-PMSI links it. */
static void administrative(const struct known *known, char out[SEJOUR + 1])
{
    size_t size = strcspn(known->sejour, " ");
    memset(out, ' ', SEJOUR);
    out[SEJOUR] = '\0';
    out[0] = 'A';
    for (size_t i = 0; i < size && i + 1 < SEJOUR; i++)
        out[i + 1] = known->sejour[size - 1 - i];
}

static void make_vidhosp(struct maker *maker, bool admin)
{
    static const struct {
        const char *tag;
        size_t count_at, width, block;
    } versions[] = {{"V011", 368, 2, 47}, {"V012", 431, 2, 47}, {"V013", 451, 2, 47},
                    {"V014", 467, 2, 47}, {"V015", 467, 2, 50}, {"V016", 467, 3, 50},
                    {"V016", 467, 4, 50}};
    static const char *const rates[] = {"10000", "08000", "06500", "07000", "     "};
    struct rng *rng = &maker->people;
    unsigned long long wanted = maker->wanted ? maker->wanted : maker->known->count;
    for (unsigned long long i = 0; i < wanted; i++) {
        const struct known *known = &maker->known->item[i % maker->known->count];
        unsigned v = below(rng, COUNT(versions)), blocks = below(rng, 3);
        char number[SEJOUR + 1];
        administrative(known, number);
        size_t head = versions[v].count_at + versions[v].width - 1;
        blank_line(maker, head + blocks * versions[v].block);
        put_text(maker, 29, admin ? number : known->entree[0] ? known->entree : known->sejour);
        put_text(maker, 49, versions[v].tag);
        put_text(maker, 53, known->finess);
        maker->line[82] = any_of(rng, "0011123");
        put_text(maker, 134, rates[below(rng, COUNT(rates))]);
        put_number(maker, versions[v].count_at, versions[v].width, blocks);
        memset(maker->line + head, '0', blocks * versions[v].block);
        maker->date_at = 134;
        finish(maker);
    }
}

static void make_hosp_pmsi(struct maker *maker)
{
    for (size_t i = 0; i < maker->known->count; i++) {
        const struct known *known = &maker->known->item[i];
        char number[SEJOUR + 1];
        administrative(known, number);
        blank_line(maker, 40);
        put_text(maker, 1, known->sejour);
        put_text(maker, 21, number);
        if (chance(&maker->harm, maker->faults)) /* another stay's, which nobody has */
            put_text(maker, 21, "B                   ");
        emit(maker);
    }
}

/* ---- Command line ---------------------------------------------------------------------------- */

static const char HELP[] =
    "Usage: had-generate-beside KIND --rpss FILE [OPTIONS]\n"
    "Writes an invented file that goes with a file of RPSS (H0B to H0G) to standard output.\n"
    "\n"
    "  KIND             fichcomp, rsf, vidhosp, vidhosp-admin (its stays are those of hosp-pmsi),\n"
    "                   hosp-pmsi\n"
    "  --rpss FILE      the records\n"
    "  --zones FILE     for rsf: what `had price --by zone` writes of them; sound lines bill this\n"
    "  --lines N        how many lines (default 1000; 0: for rsf, each zone once, for vidhosp,\n"
    "                   each record once)\n"
    "  --faults N       of a thousand lines, how many are wrong (default 0)\n"
    "  --seed S         other drugs, other faults (default 1)\n"
    "  -h, --help       this text\n"
    "\n"
    "Exit status: 0 done, 2 usage, 3 a file not read or not written.\n";

struct options {
    const char *kind, *rpss, *zones;
    unsigned long long lines, faults, seed;
};

static unsigned long long number_in(const char *option, const char *text, unsigned long long most)
{
    if (*text == '\0' || !all_digits(text, strlen(text)) || strlen(text) > 18 ||
        strtoull(text, NULL, 10) > most)
        fail(option, "not a number, or too large", EXIT_USAGE);
    return strtoull(text, NULL, 10);
}

static struct options read_options(int argc, char **argv)
{
    struct options options = {.lines = 1000, .seed = 1};
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (name[0] != '-') {
            options.kind = name;
            continue;
        }
        if (!value)
            fail(name, "unknown option, or its value is missing", EXIT_USAGE);
        if (strcmp(name, "--rpss") == 0)
            options.rpss = value;
        else if (strcmp(name, "--zones") == 0)
            options.zones = value;
        else if (strcmp(name, "--lines") == 0)
            options.lines = number_in(name, value, UINT64_MAX);
        else if (strcmp(name, "--faults") == 0)
            options.faults = number_in(name, value, 1000);
        else if (strcmp(name, "--seed") == 0)
            options.seed = number_in(name, value, UINT64_MAX);
        else
            fail(name, "unknown option", EXIT_USAGE);
        i++;
    }
    if (!options.kind || !options.rpss)
        fail("KIND and --rpss FILE", "both are needed", EXIT_USAGE);
    return options;
}

static void make(struct maker *maker, const struct options *options)
{
    struct zones zones = {NULL, 0, 0};
    if (strcmp(options->kind, "fichcomp") == 0) {
        make_fichcomp(maker);
    } else if (strcmp(options->kind, "rsf") == 0) {
        if (!options->zones)
            fail("rsf", "--zones FILE is needed", EXIT_USAGE);
        zones = read_zones(options->zones);
        make_rsf(maker, &zones);
    } else if (strcmp(options->kind, "vidhosp") == 0 ||
               strcmp(options->kind, "vidhosp-admin") == 0) {
        make_vidhosp(maker, strcmp(options->kind, "vidhosp-admin") == 0);
    } else if (strcmp(options->kind, "hosp-pmsi") == 0) {
        make_hosp_pmsi(maker);
    } else {
        fail(options->kind, "no such kind", EXIT_USAGE);
    }
    free(zones.item);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return fputs(HELP, stdout) == EOF || fclose(stdout) != 0 ? EXIT_OUTPUT : EXIT_SUCCESS;
#ifdef _WIN32
    _setmode(_fileno(stdout), _O_BINARY);
#endif
    struct options options = read_options(argc, argv);
    struct list known = read_rpss(options.rpss);
    struct maker *maker = calloc(1, sizeof *maker);
    if (!maker)
        fail("memory", "none left", EXIT_OUTPUT);
    maker->people.state = options.seed;
    maker->harm.state = options.seed + 1000003;
    maker->faults = (unsigned)options.faults;
    maker->wanted = options.lines;
    maker->known = &known;
    make(maker, &options);
    free(maker);
    free(known.item);
    if (fclose(stdout) != 0)
        fail("standard output", "cannot be written", EXIT_OUTPUT);
    return EXIT_SUCCESS;
}
