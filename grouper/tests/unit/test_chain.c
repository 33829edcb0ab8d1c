/* SPDX-License-Identifier: Apache-2.0 */
/* Controls between records: for each code a small stay that raises it, on the record that carries
 * it (rules R8, R19, R20), and the threshold (rule R9). */
#include <stddef.h>

#include "lib/engine.h"
#include "lib/rules/chain.h"
#include "support.h"

/* Sub-sequences 1 (1 to 10 May) and 2 (11 to 20 May) of one sequence, the stay still open. */
#define FIRST "date_debut_sous_sequence=01052024 date_fin_sous_sequence=10052024"
#define SECOND                                                                                     \
    "no_sous_sequence=0002 date_debut_sous_sequence=11052024 date_fin_sous_sequence=20052024"
/* Sequence 2, from 21 to 31 May, and the end of sequence 1 that goes before it. */
#define ENDED "date_fin_sequence=20052024"
#define NEXT                                                                                       \
    "no_sequence=0002 date_debut_sequence=21052024 date_debut_sous_sequence=21052024 "             \
    "date_fin_sous_sequence=31052024"
#define OUT "date_sortie=20052024 mode_sortie=8 date_fin_sequence=20052024 derniere_sous_sequence=1"

static const struct {
    const char *record[3]; /* changes; NULL = no such record */
    const char *expected[3];
} stays[] = {
    {{FIRST, SECOND}, {"", ""}},
    {{FIRST, SECOND " " ENDED, NEXT}, {"", "", ""}},
    {{FIRST, SECOND " " OUT}, {"", ""}},
    /* S600-S606: against the last record of the stay, on the one that differs */
    {{FIRST " ipp=P2", SECOND}, {"S600", ""}},
    {{FIRST, SECOND " ipp=P2"}, {"S600", ""}},
    {{FIRST " ipp=_P1", SECOND}, {"", ""}}, /* trimmed text */
    {{FIRST " date_naissance=02051940", SECOND}, {"S601", ""}},
    /* blank is another value, whichever of the two is */
    {{FIRST, SECOND " ipp=____________________"}, {"S600", ""}},
    {{FIRST " ipp=____________________", SECOND}, {"S600", ""}},
    {{FIRST, SECOND " date_naissance=________ date_entree=________"}, {"S601,S603", ""}},
    {{FIRST, SECOND " mpp=__ mpa=__ ik=___"}, {"S652,S653,S654", ""}},
    {{FIRST " sexe=2", SECOND}, {"S602", ""}},
    {{FIRST " date_entree=30042024", SECOND}, {"S603,E702", ""}},
    {{FIRST " mode_entree=7", SECOND}, {"S604", ""}},
    {{FIRST " provenance=7", SECOND}, {"S604", ""}},
    {{FIRST " date_sortie=21052024 mode_sortie=8", SECOND " " OUT}, {"S605", ""}},
    {{FIRST " date_sortie=20052024 mode_sortie=6 destination=1", SECOND " " OUT}, {"S606", ""}},
    {{FIRST " date_sortie=20052024 mode_sortie=8 destination=7", SECOND " " OUT}, {"S606", ""}},
    /* S650-S655: against the last record of the sequence */
    {{FIRST " date_debut_sequence=30042024", SECOND}, {"S650,E702,E707", ""}},
    {{FIRST " date_fin_sequence=19052024", SECOND " " ENDED}, {"S651", ""}},
    {{FIRST " date_fin_sequence=20052024", SECOND " " ENDED}, {"", ""}},
    {{FIRST " mpp=05", SECOND}, {"S652", ""}},
    {{FIRST " mpa=05", SECOND}, {"S653", ""}},
    {{FIRST " ik=060", SECOND}, {"S654", ""}},
    {{FIRST " avq_relation=4", SECOND}, {"S655", ""}},
    {{FIRST " avq_habillage=4", SECOND}, {"S655", ""}},
    {{FIRST " mpp=05", SECOND " " ENDED, NEXT}, {"S652", "", ""}},
    {{FIRST, SECOND " " ENDED, NEXT " mpp=05 ik=060"}, {"", "", ""}}, /* another sequence */
    /* E700, E701: on the first sub-sequence present of the later sequence */
    {{FIRST, SECOND " " ENDED, NEXT " no_sequence=0003"}, {"", "", "E700"}},
    {{FIRST " no_sequence=0004", SECOND " no_sequence=0004 " ENDED, NEXT " no_sequence=0005"},
     {"", "", ""}},
    {{FIRST, SECOND " " ENDED, NEXT " date_debut_sequence=22052024"}, {"", "", "E701,E707"}},
    {{FIRST, SECOND " " ENDED, NEXT " date_debut_sequence=20052024"}, {"", "", "E701,E707"}},
    {{FIRST, SECOND " date_fin_sequence=________", NEXT}, {"", "", ""}}, /* R5 */
    /* E702: sequence 1 only */
    {{FIRST " date_entree=30042024", SECOND " date_entree=30042024"}, {"E702", ""}},
    {{FIRST " no_sequence=0002 date_entree=30042024",
      SECOND " no_sequence=0002 date_entree=30042024"},
     {"", ""}},
    /* E703, E704: the last record of the stay */
    {{FIRST " date_sortie=21052024", SECOND " date_sortie=21052024 " ENDED}, {"", "E703,E704"}},
    {{FIRST, SECOND " date_fin_sequence=21052024"}, {"", "E704,E708"}},
    /* E705, E706: the later of the two */
    {{FIRST, SECOND " no_sous_sequence=0003"}, {"", "E705"}},
    {{FIRST " no_sous_sequence=0005", SECOND " no_sous_sequence=0006"}, {"", ""}},
    {{FIRST, SECOND " date_debut_sous_sequence=12052024"}, {"", "E706"}},
    {{FIRST, SECOND " date_debut_sous_sequence=10052024"}, {"", "E706"}},
    /* E707: sub-sequence 1 only; E708: the last of each sequence */
    {{FIRST " date_debut_sous_sequence=02052024", SECOND}, {"E707", ""}},
    {{FIRST " no_sous_sequence=0002 date_debut_sous_sequence=02052024",
      SECOND " no_sous_sequence=0003"},
     {"", ""}},
    {{FIRST, SECOND " date_fin_sequence=19052024", NEXT " date_debut_sequence=20052024"},
     {"", "E708", "E707"}},
    /* R800: every record of the key; only the first takes part in the rest */
    {{FIRST, SECOND, SECOND " ipp=P2"}, {"", "R800", "R800"}},
    {{FIRST, FIRST " derniere_sous_sequence=1"}, {"R800", "R800,R802"}},
    /* R801: a later record exists */
    {{FIRST " derniere_sous_sequence=1 mode_sortie=8", SECOND " mode_sortie=8"}, {"R801", ""}},
    {{FIRST, SECOND " derniere_sous_sequence=1"}, {"", "R802"}},
    /* R802, R805: one record alone, without a stay or numbers too */
    {{FIRST " sejour=____ derniere_sous_sequence=1"}, {"R802"}},
    {{FIRST " no_sequence=00X1 date_sortie=10052024 mode_sortie=8"}, {"R805"}},
    {{FIRST " date_sortie=10052024 mode_sortie=8"}, {"R805"}},
    {{FIRST " date_sortie=11052024 mode_sortie=8"}, {"E704"}},
    /* No stay, no part; another FINESS, another stay (rule R19) */
    {{FIRST " sejour=____ ipp=P2", SECOND " sejour=____"}, {"", ""}},
    {{FIRST " finess_epmsi=750000000 ipp=P2", SECOND}, {"", ""}},
    {{FIRST " no_sequence=____", SECOND}, {"", ""}},
    /* Met out of order, and a sequence between two of another */
    {{SECOND, FIRST}, {"", ""}},
    {{NEXT, FIRST " ipp=P2", SECOND " " ENDED}, {"", "S600", ""}},
    {{FIRST, NEXT, SECOND " " ENDED}, {"", "", ""}},
    /* Dates out of the years that are kept as numbers, and text that is no date */
    {{FIRST " date_sortie=01011850 mode_sortie=8", SECOND " date_sortie=01011850 mode_sortie=8"},
     {"", "E704"}},
    {{FIRST " date_sortie=01011850 mode_sortie=8", SECOND " date_sortie=01012150 mode_sortie=8"},
     {"S605", "E704,R803"}},
    {{FIRST " date_sortie=01011920 mode_sortie=8", SECOND " date_sortie=31121919 mode_sortie=8"},
     {"S605", "E704"}},
    {{FIRST " date_sortie=99999999 mode_sortie=8", SECOND " date_sortie=99999999 mode_sortie=8"},
     {"", ""}},
    {{FIRST " date_sortie=99999999 mode_sortie=8", SECOND " date_sortie=99999998 mode_sortie=8"},
     {"S605", ""}},
    {{FIRST " date_fin_sequence=_9999999", SECOND " date_fin_sequence=9999999_"}, {"", ""}},
    {{FIRST " date_fin_sequence=01012150 date_sortie=01011850 mode_sortie=8",
      SECOND " date_fin_sequence=9999999_ date_sortie=01X11850 mode_sortie=8"},
     {"S605,S651,R804", ""}},
    /* R803, R804: after the period, here May 2024 (the engine below) */
    {{FIRST " date_sortie=01062024 mode_sortie=8", SECOND " date_sortie=01062024 mode_sortie=8"},
     {"R803", "R803,E704"}},
    {{FIRST " date_sortie=31052024 mode_sortie=8", SECOND " date_sortie=31052024 mode_sortie=8"},
     {"", "E704"}},
    {{FIRST " date_fin_sequence=01062024", SECOND " date_fin_sequence=01062024"},
     {"R804", "E704,E708,R804"}},
    {{FIRST " date_fin_sequence=31052024", SECOND " date_fin_sequence=31052024"},
     {"", "E704,E708"}},
};

static had_tables *tables;
static had_engine *plain; /* without options */

static void setup(void)
{
    tables = support_tables(true);
    plain = support_engine(tables, NULL);
}

static void teardown(void)
{
    had_engine_free(plain);
    had_tables_free(tables);
}

/* Same codes, whatever the order they are written in. */
static bool same(const char *a, const char *b)
{
    if (strlen(a) != strlen(b))
        return false;
    for (const char *p = a; *p; p += strcspn(p, ",") + (p[strcspn(p, ",")] == ',')) {
        char code[8];
        snprintf(code, sizeof code, "%.*s", (int)strcspn(p, ","), p);
        if (!strstr(b, code))
            return false;
    }
    return true;
}

START_TEST(each_stay)
{
    had_options options = {.size = sizeof options, .periode = 202405};
    had_engine *engine = support_engine(tables, &options);
    had_chain *chain;
    ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
    size_t n = 0;
    for (; n < 3 && stays[_i].record[n]; n++) {
        struct line line;
        line_make(&line, tables, "H0F");
        line_apply(&line, stays[_i].record[n]);
        ck_assert_int_eq(had_chain_add(chain, line.text, line.length), HAD_OK);
    }
    ck_assert_int_eq(had_chain_run(chain), HAD_OK);
    for (size_t i = 0; i < n; i++) {
        had_chain_result result = {.size = sizeof result};
        char found[200];
        ck_assert_int_eq(had_chain_get(chain, i, &result), HAD_OK);
        set_text(&result.findings, found, sizeof found);
        ck_assert_msg(same(found, stays[_i].expected[i]), "stay %d record %zu: %s, expected %s", _i,
                      i, found, stays[_i].expected[i]);
        ck_assert_int_eq(result.after, 1);
        bool blocking = strpbrk(found, "SE") || strstr(found, "R800") || strstr(found, "R801") ||
                        strstr(found, "R802");
        ck_assert_int_eq(result.overwrites, blocking);
    }
    had_chain_result past = {.size = sizeof past};
    ck_assert_int_eq(had_chain_get(chain, n, &past), HAD_E_ARGUMENT);
    ck_assert_int_eq(had_chain_add(chain, "x", 1), HAD_E_ARGUMENT);
    had_chain_free(chain);
    had_engine_free(engine);
}
END_TEST

/* Rule R9: after the last day of February, from 2026 any date; --seuil in its place. */
static const struct {
    const char *fin;
    int32_t seuil;
    int after;
} thresholds[] = {
    {"31012024", 0, 0},        {"28022024", 0, 0},        {"29022024", 0, 0},
    {"01032024", 0, 1},        {"28022025", 0, 0},        {"01032025", 0, 1},
    {"01012026", 0, 1},        {"28022026", 0, 1},        {"XXXXXXXX", 0, 0},
    {"31032024", 20240331, 0}, {"01042024", 20240331, 1}, {"01012026", 20261231, 0},
};

START_TEST(threshold)
{
    had_options options = {.size = sizeof options, .seuil = thresholds[_i].seuil};
    had_engine *engine = support_engine(tables, &options);
    had_chain *chain;
    struct line line;
    had_chain_result result = {.size = sizeof result};
    line_make(&line, tables, "H0F");
    line_set(&line, "date_fin_sous_sequence", thresholds[_i].fin);
    had_chain_new(engine, &chain);
    had_chain_add(chain, line.text, line.length);
    had_chain_add(chain, line.text, line.length);
    ck_assert_int_eq(had_chain_run(chain), HAD_OK);
    had_chain_get(chain, 1, &result);
    ck_assert_int_eq(result.after, thresholds[_i].after);
    ck_assert_int_eq(result.overwrites, thresholds[_i].after);
    ck_assert_uint_eq(result.stay, 1);
    had_chain_free(chain);
    had_engine_free(engine);
}
END_TEST

/* Live bytes of an allocator. */
static void *count_bytes(void *context, size_t bytes)
{
    size_t *block = malloc(sizeof(max_align_t) + bytes);
    if (!block)
        return NULL;
    *block = bytes;
    *(size_t *)context += bytes;
    return (unsigned char *)block + sizeof(max_align_t);
}

static void release_bytes(void *context, void *memory)
{
    size_t *block = (size_t *)(void *)((unsigned char *)memory - sizeof(max_align_t));
    *(size_t *)context -= *block;
    free(block);
}

/* What had.h and chain.h say of it: two sequences of two records a stay. */
START_TEST(memory)
{
    enum { STAYS = 1000, RECORDS = 4 * STAYS, MOST = 96 };
    size_t live = 0;
    const had_allocator allocator = {&live, count_bytes, release_bytes};
    had_tables *counted;
    ck_assert_int_eq(had_tables_new(&allocator, &counted), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(counted, NULL), HAD_OK);
    had_engine *engine = support_engine(counted, NULL);
    had_chain *chain;
    size_t before = live;
    ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
    struct line line[2];
    for (int i = 0; i < 2; i++) {
        line_make(&line[i], counted, "H0F");
        line_apply(&line[i], i == 0 ? FIRST : NEXT);
    }
    for (int i = 0; i < RECORDS; i++) {
        struct line *one = &line[i / 2 % 2];
        char number[16];
        snprintf(number, sizeof number, "%04d", i % 2 + 1);
        line_set(one, "no_sous_sequence", number);
        snprintf(number, sizeof number, "S%07d", i / 4);
        line_set(one, "sejour", number);
        ck_assert_int_eq(had_chain_add(chain, one->text, one->length), HAD_OK);
    }
    ck_assert_int_eq(had_chain_run(chain), HAD_OK);
    ck_assert_uint_le((live - before) / RECORDS, MOST);
    had_chain_result result = {.size = sizeof result};
    ck_assert_int_eq(had_chain_get(chain, RECORDS - 1, &result), HAD_OK);
    ck_assert_uint_eq(result.stay, STAYS);
    had_chain_free(chain);
    ck_assert_uint_eq(live, before);
    had_engine_free(engine);
    had_tables_free(counted);
}
END_TEST

START_TEST(overwritten)
{
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    line_make(&line, tables, "H0F");
    had_result result = support_process(engine, &line);
    had_result_overwrite(&result);
    ck_assert_str_eq(result.code_retour, "999");
    ck_assert_str_eq(result.ghpc, "9999");
    ck_assert_int_eq(result.outcome, HAD_BLOCKED);
    ck_assert_int_eq(result.zone_count, 1);
    ck_assert_int_eq(result.zone[0].ght, 99);
    ck_assert_int_eq(result.zone[0].jours, 0);
    ck_assert_int_eq(result.zone[0].debut, 20240505);
    ck_assert_int_eq(result.zone[0].fin, 20240520);
    had_engine_free(engine);
}
END_TEST

/* What is taken of a record of H0F, and of one whose layout lacks a field: zeros, no date, a byte
 * that is compared with nothing (rule R25). */
struct without {
    struct line line;
    struct layout layout;
    struct record record;
    struct taken whole, taken;
};

static const struct taking nothing_asked = {0, 0};

static void without_open(struct without *w)
{
    line_make(&w->line, tables, "H0F");
    line_apply(&w->line, OUT " destination=7 provenance=7 mode_sortie=6 mpa=05");
    line_apply(&w->line, "destination=1");
    ck_assert(engine_rpss(plain, w->line.text, w->line.length, &w->record));
    take_record(&w->record, &nothing_asked, &w->whole);
    ck_assert(w->whole.takes_part);
}

static void without_field(struct without *w, enum field field)
{
    struct record record = w->record;
    w->layout = *w->record.layout;
    w->layout.field[field].length = 0;
    record.layout = &w->layout;
    take_record(&record, &nothing_asked, &w->taken);
}

START_TEST(fields_that_are_lacking)
{
    static const struct {
        enum field field;
        size_t at, size; /* of what is zeros then */
    } kept[] = {
#define KEPT(field, member)                                                                        \
    {field, offsetof(struct taken, member), sizeof((struct taken *)0)->member}
        KEPT(F_ipp, person.ipp),
        KEPT(F_date_naissance, person.naissance),
        KEPT(F_date_entree, person.entree),
        KEPT(F_sexe, person.sexe),
        KEPT(F_mode_entree, person.mode_entree),
        KEPT(F_provenance, person.provenance),
        KEPT(F_date_debut_sequence, care.debut),
        KEPT(F_mpp, care.mpp),
        KEPT(F_mpa, care.mpa),
        KEPT(F_ik, care.ik),
        KEPT(F_finess_epmsi, key.finess),
        KEPT(F_sejour, key.stay),
        KEPT(F_no_sequence, sequence),
        KEPT(F_no_sous_sequence, sous_sequence),
        KEPT(F_mode_sortie, mode_sortie),
        KEPT(F_destination, destination),
        KEPT(F_derniere_sous_sequence, derniere),
        KEPT(F_date_sortie, date[SORTIE]),
        KEPT(F_date_fin_sequence, date[FIN_SEQUENCE]),
        KEPT(F_date_debut_sous_sequence, date[DEBUT]),
        KEPT(F_date_fin_sous_sequence, date[FIN]),
#undef KEPT
    };
    static const unsigned char zeros[TAKEN_STAY];
    struct without w;
    without_open(&w);
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        enum field field = kept[i].field;
        without_field(&w, field);
        const unsigned char *now = (const unsigned char *)&w.taken + kept[i].at;
        const unsigned char *then = (const unsigned char *)&w.whole + kept[i].at;
        ck_assert_msg(memcmp(now, zeros, kept[i].size) == 0, "field %d", (int)field);
        ck_assert_msg(memcmp(then, zeros, kept[i].size) != 0, "field %d was empty", (int)field);
        bool needed = field == F_sejour || field == F_no_sequence || field == F_no_sous_sequence;
        ck_assert_int_eq(w.taken.takes_part, !needed);
        ck_assert_int_eq(w.taken.person.entree_day == DAY_NONE, field == F_date_entree);
        ck_assert_int_eq(w.taken.care.debut_day == DAY_NONE, field == F_date_debut_sequence);
        ck_assert_int_eq(w.taken.after, field == F_date_fin_sous_sequence ? 0 : w.whole.after);
    }
    for (int i = 0; i < TAKEN_AVQ; i++) {
        without_field(&w, (enum field)(F_avq_habillage + i));
        for (int k = 0; k < TAKEN_AVQ; k++)
            ck_assert_int_eq(w.taken.care.avq[k], k == i ? 0 : w.whole.care.avq[k]);
    }
}
END_TEST

/* A number that does not fit 32 bits is none: such a record takes no part. */
START_TEST(numbers_that_are_long)
{
    static const struct {
        const char *digits;
        uint16_t length;
        uint32_t number; /* 0 = none */
    } numbers[] = {{"0001", 4, 1},
                   {"000000000012", 12, 12},
                   {"4294967289", 10, 4294967289u},
                   {"4294967290", 10, 0},
                   {"429496727", 9, 429496727u},
                   {"42949672900", 11, 0},
                   {"99999999999", 11, 0},
                   {"12a4", 4, 0}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct without w;
        without_open(&w);
        struct record record = w.record;
        w.layout = *w.record.layout;
        w.layout.field[F_no_sequence] = (had_span){(uint16_t)w.line.length, numbers[i].length};
        memcpy(w.line.text + w.line.length, numbers[i].digits, numbers[i].length);
        record.layout = &w.layout;
        take_record(&record, &nothing_asked, &w.taken);
        ck_assert_int_eq(w.taken.takes_part, numbers[i].number != 0);
        if (numbers[i].number)
            ck_assert_uint_eq(w.taken.sequence, numbers[i].number);
    }
}
END_TEST

/* What two records of a stay say of the same thing differs, or one of them does not say it. */
START_TEST(said_by_one_alone)
{
    static const struct {
        size_t at, size;
        const char *code;
        bool date; /* it has a code, in which DATE_BLANK is said by none */
    } kept[] = {
#define KEPT(member, code, date)                                                                   \
    {offsetof(struct taken, member), sizeof((struct taken *)0)->member, code, date}
        KEPT(person.ipp, "S600", false),
        KEPT(person.naissance, "S601", false),
        KEPT(person.sexe, "S602", false),
        KEPT(person.entree, "S603", false),
        KEPT(person.mode_entree, "S604", false),
        KEPT(person.provenance, "S604", false),
        KEPT(date[SORTIE], "S605", true),
        KEPT(destination, "S606", false),
        KEPT(care.debut, "S650", false),
        KEPT(date[FIN_SEQUENCE], "S651", true),
        KEPT(care.mpp, "S652", false),
        KEPT(care.mpa, "S653", false),
        KEPT(care.ik, "S654", false),
        KEPT(care.avq, "S655", false),
#undef KEPT
    };
    struct without w;
    without_open(&w);
    w.whole.r802 = w.whole.r805 = false;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        for (int lacks = 0; lacks < 5; lacks++) { /* none, the first, the last; of a date, blank */
            struct taken taken[2] = {w.whole, w.whole};
            unsigned char *member[2];
            for (int k = 0; k < 2; k++) {
                taken[k].sous_sequence = (uint32_t)k + 1;
                member[k] = (unsigned char *)&taken[k] + kept[i].at;
            }
            member[0][0] ^= 1;
            if (lacks > 0)
                memset(member[(lacks - 1) % 2], 0, kept[i].size);
            if (lacks > 2 && kept[i].date)
                *(uint16_t *)(void *)member[(lacks - 1) % 2] = DATE_BLANK;
            struct chain *chain = chain_new(engine_allocator(plain), 0);
            had_findings set = {{0}};
            for (int k = 0; k < 2; k++)
                ck_assert(chain_add(chain, &taken[k]));
            ck_assert(chain_run(chain));
            chain_result(chain, 0, &set);
            ck_assert_msg(had_findings_has(&set, had_finding_number(kept[i].code)) == (lacks == 0),
                          "%s: %d", kept[i].code, lacks);
            chain_free(chain);
        }
    }
}
END_TEST

/* The next record in which something is found, from each record on: found by its word of 64, and in
 * the words before and after it. */
static void expect_next(const bool *found, size_t count)
{
    struct chain *chain = chain_new(engine_allocator(plain), 0);
    for (size_t i = 0; i < count; i++)
        ck_assert(chain_add(chain, &(struct taken){.r802 = found[i]}));
    ck_assert(chain_run(chain));
    for (size_t n = 0; n <= count; n++) {
        size_t next = n;
        while (next < count && !found[next])
            next++;
        ck_assert_msg(chain_next(chain, n) == next, "from %zu of %zu: %zu", n, count,
                      chain_next(chain, n));
        had_findings set = {{0}};
        if (next < count)
            chain_result(chain, next, &set);
        ck_assert_int_eq(had_findings_has(&set, R802), next < count);
    }
    chain_free(chain);
}

START_TEST(next_that_is_found)
{
    enum { MOST = 3 * 64 + 1 };
    static const size_t counts[] = {0, 1, 63, 64, 65, 127, 128, 129, 192, MOST};
    static const struct {
        size_t record[3];
    } some[] = {{{0, 0, 0}},      {{63, 63, 63}},    {{64, 64, 64}},  {{63, 64, 64}},
                {{5, 70, 70}},    {{0, 127, 128}},   {{62, 65, 192}}, {{63, 128, 128}},
                {{31, 191, 192}}, {{191, 191, 191}}, {{1, 2, 66}}};
    bool found[MOST];
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        for (size_t s = 0; s < sizeof some / sizeof some[0]; s++) {
            memset(found, false, sizeof found);
            for (int k = 0; k < 3; k++)
                found[some[s].record[k]] = true;
            expect_next(found, counts[c]);
        }
        memset(found, false, sizeof found);
        expect_next(found, counts[c]);
        memset(found, true, sizeof found);
        expect_next(found, counts[c]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("chain");
    TCase *tcase = tcase_create("chain");
    tcase_add_unchecked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, each_stay, 0, sizeof stays / sizeof stays[0]);
    tcase_add_loop_test(tcase, threshold, 0, sizeof thresholds / sizeof thresholds[0]);
    tcase_add_test(tcase, memory);
    tcase_add_test(tcase, overwritten);
    tcase_add_test(tcase, fields_that_are_lacking);
    tcase_add_test(tcase, numbers_that_are_long);
    tcase_add_test(tcase, said_by_one_alone);
    tcase_add_test(tcase, next_that_is_found);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
