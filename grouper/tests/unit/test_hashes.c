/* SPDX-License-Identifier: Apache-2.0 */
/* Keys made to meet: stays whose hashes, for whoever knows the seed, all begin in one corner of the
 * table. Steps are counted, no clock is read. */
#include <string.h>

#include "lib/beside/seen.h"
#include "lib/beside/stays.h"
#include "lib/engine.h"
#include "lib/record/record.h"
#include "lib/rules/chain.h"
#include "support.h"

enum { STAYS = 4000, SLOTS = 8192, CORNER = 128 };
enum { SEED = 20261126 };
enum { DRUG_LINE = 128 };

/* Slots between where each element would stand in a table of its own and where it stands: so many
 * steps more. */
static uint64_t steps(const struct hashes *hashes)
{
    uint64_t sum = 0;
    for (size_t at = 0; at < hashes->slots; at++)
        if (hashes->slot[at].number)
            sum += (at - hashes->slot[at].hash) & (hashes->slots - 1);
    return sum;
}

/* The next number of a stay after `n`, of which the hash of `key` is small, in the bytes at
 * `number`. */
static uint64_t collide(uint64_t n, const unsigned char *key, size_t size, unsigned char *number)
{
    do {
        char text[16];
        snprintf(text, sizeof text, "%09u", (unsigned)++n);
        memcpy(number, text, 9);
    } while ((hash_bytes(0, key, size) & (SLOTS - 1)) >= CORNER);
    return n;
}

static uint64_t chain_steps(uint64_t seed)
{
    struct counting counting = {.left = -1};
    const had_allocator allocator = counting_allocator(&counting);
    struct chain *chain = chain_new(&allocator, 0);
    struct taken taken = {.takes_part = true, .sequence = 1, .sous_sequence = 1};
    memset(taken.key.stay, ' ', sizeof taken.key.stay);
    uint64_t n = 0;
    for (int i = 0; i < STAYS; i++) {
        n = collide(n, (const unsigned char *)&taken.key, sizeof taken.key, taken.key.stay);
        taken.hash = hash_bytes(seed, &taken.key, sizeof taken.key);
        ck_assert(chain_add(chain, &taken));
    }
    ck_assert_uint_eq(chain_index(chain)->count, STAYS);
    uint64_t sum = steps(chain_index(chain));
    chain_free(chain);
    return sum;
}

START_TEST(stays_of_a_chain)
{
    ck_assert_uint_gt(chain_steps(0), (uint64_t)STAYS * STAYS / 8); /* what is made to be slow is */
    ck_assert_uint_lt(chain_steps(SEED), 4 * STAYS);
}
END_TEST

static uint64_t stays_steps(uint64_t seed)
{
    had_tables *tables = support_tables(true);
    const had_options options = {.size = sizeof options, .seed = seed};
    had_engine *engine = support_engine(tables, &options);
    struct stays stays;
    stays_init(&stays, engine_allocator(engine), HAD_EX_DGF, engine_seed(engine));
    struct line line;
    line_make(&line, tables, "H0F");
    unsigned char key[STAY_KEY];
    uint64_t n = 0;
    for (int i = 0; i < STAYS; i++) {
        struct record record;
        char number[10] = "";
        memset(key, ' ', sizeof key);
        n = collide(n, key, sizeof key, key);
        memcpy(number, key, 9);
        line_set(&line, "sejour", number);
        ck_assert(engine_rpss(engine, line.text, line.length, &record));
        ck_assert_int_eq(stays_add(&stays, &record, HAD_BASE), STAYS_KEPT);
    }
    ck_assert_uint_eq(stays.stay_count, STAYS);
    uint64_t sum = steps(&stays.by_key);
    stays_free(&stays);
    had_engine_free(engine);
    had_tables_free(tables);
    return sum;
}

START_TEST(stays_of_drugs)
{
    ck_assert_uint_gt(stays_steps(0), (uint64_t)STAYS * STAYS / 8);
    ck_assert_uint_lt(stays_steps(SEED), 4 * STAYS);
}
END_TEST

/* The next numbers of the first stay whose hash is small, as a line has them. */
static uint64_t collide_numbers(uint64_t n, struct line *line)
{
    char sequence[STAY_NUMBER] = "", sous_sequence[STAY_NUMBER] = "";
    uint64_t hash;
    do {
        snprintf(sequence, sizeof sequence, "%u", (unsigned)(1000 + ++n / 9000 % 9000));
        snprintf(sous_sequence, sizeof sous_sequence, "%u", (unsigned)(1000 + n % 9000));
        hash = hash_step(hash_step(0, 0), load8((unsigned char *)sequence));
        hash = hash_step(hash_step(hash, load8((unsigned char *)sous_sequence)), 0);
    } while ((hash & (SLOTS - 1)) >= CORNER);
    line_set(line, "no_sequence", sequence);
    line_set(line, "no_sous_sequence", sous_sequence);
    return n;
}

static uint64_t numbers_steps(uint64_t seed)
{
    had_tables *tables = support_tables(true);
    const had_options options = {.size = sizeof options};
    had_engine *engine = support_engine(tables, &options);
    struct stays stays;
    stays_init(&stays, engine_allocator(engine), HAD_EX_DGF, seed);
    struct line line;
    line_make(&line, tables, "H0F");
    uint64_t n = 0;
    for (int i = 0; i < STAYS; i++) {
        struct record record;
        n = collide_numbers(n, &line);
        ck_assert(engine_rpss(engine, line.text, line.length, &record));
        ck_assert_int_eq(stays_add(&stays, &record, HAD_BASE), STAYS_KEPT);
    }
    ck_assert_uint_eq(stays.stay_count, 1);
    ck_assert_uint_eq(stays.record_count, STAYS);
    uint64_t sum = steps(&stays.by_number);
    stays_free(&stays);
    had_engine_free(engine);
    had_tables_free(tables);
    return sum;
}

START_TEST(records_of_a_stay)
{
    ck_assert_uint_gt(numbers_steps(0), (uint64_t)STAYS * STAYS / 8);
    ck_assert_uint_lt(numbers_steps(SEED), 4 * STAYS);
}
END_TEST

/* Memory in which the last table of so many slots is known: of what lib/beside keeps to itself. */
static void *watch(void *context, size_t bytes)
{
    void *memory = malloc(bytes);
    if (bytes == SLOTS * sizeof(struct hash_slot))
        *(struct hash_slot **)context = memory;
    return memory;
}

static void unwatch(void *context, void *memory)
{
    (void)context;
    free(memory);
}

struct watched {
    struct hash_slot *slot;
    had_tables *tables;
    had_engine *engine;
};

static void watched_open(struct watched *watched, uint64_t seed)
{
    const had_allocator allocator = {&watched->slot, watch, unwatch};
    const had_options options = {.size = sizeof options, .seed = seed};
    watched->slot = NULL;
    ck_assert_int_eq(had_tables_new(&allocator, &watched->tables), HAD_OK);
    ck_assert_int_eq(had_tables_add_published(watched->tables, NULL), HAD_OK);
    ck_assert_int_eq(had_tables_add_builtin_classification(watched->tables, "essai", NULL), HAD_OK);
    watched->engine = support_engine(watched->tables, &options);
}

static void watched_close(struct watched *watched)
{
    had_engine_free(watched->engine);
    had_tables_free(watched->tables);
}

static uint64_t watched_steps(const struct watched *watched)
{
    const struct hashes hashes = {.slot = watched->slot, .slots = SLOTS};
    return steps(&hashes);
}

/* A line of VID-HOSP, or of HOSP-PMSI, without a stay: its number goes where `*sejour` tells. */
static size_t droits_line(const struct beside *beside, enum beside_kind kind, char *line,
                          size_t room, had_span *sejour)
{
    const struct beside_layout *layout = beside_only(beside, kind);
    size_t length = layout->length;
    memset(line, ' ', room);
    *sejour = layout->field[B_sejour];
    if (kind == BESIDE_VIDHOSP) {
        const struct vidhosp_version *version = &beside->version[0];
        memcpy(line + layout->field[B_format_vid_hosp].start, version->format, 4);
        memset(line + version->count_start, '0', version->count_length);
        memcpy(line + layout->field[B_finess_epmsi].start, "750712184", STAY_FINESS);
        length = version->block_start;
    }
    ck_assert_uint_le(length, room);
    return length;
}

static uint64_t droits_steps(enum beside_kind kind, uint64_t seed)
{
    struct watched watched;
    had_droits *droits;
    watched_open(&watched, seed);
    ck_assert_int_eq(had_droits_new(watched.engine, &droits), HAD_OK);
    char line[4000];
    had_span sejour;
    size_t length = droits_line(&watched.tables->beside, kind, line, sizeof line, &sejour);
    unsigned char key[STAY_FINESS + 20] = "750712184", *number = key + STAY_FINESS;
    memset(number, ' ', 20);
    bool vidhosp = kind == BESIDE_VIDHOSP;
    uint64_t n = 0;
    for (int i = 0; i < STAYS; i++) {
        had_droits_line read = HAD_DROITS_LINE_INIT;
        n = vidhosp ? collide(n, key, sizeof key, number) : collide(n, number, 20, number);
        memcpy(line + sejour.start, number, 9);
        ck_assert_int_eq(
            (vidhosp ? had_droits_vidhosp : had_droits_hosp_pmsi)(droits, line, length, &read),
            HAD_OK);
        ck_assert_int_eq(read.rejected, -1);
    }
    uint64_t sum = watched_steps(&watched);
    had_droits_free(droits);
    watched_close(&watched);
    return sum;
}

START_TEST(stays_of_insured)
{
    static const enum beside_kind kinds[] = {BESIDE_VIDHOSP, BESIDE_HOSP_PMSI};
    for (int i = 0; i < 2; i++) {
        ck_assert_uint_gt(droits_steps(kinds[i], 0), (uint64_t)STAYS * STAYS / 8);
        ck_assert_uint_lt(droits_steps(kinds[i], SEED), 4 * STAYS);
    }
}
END_TEST

/* Records of one day each, whose invoices meet. */
static uint64_t bills_steps(uint64_t seed)
{
    enum { PARTS = 2 * STAY_PART };
    struct watched watched;
    struct line line;
    had_bills *bills;
    watched_open(&watched, seed);
    ck_assert_int_eq(had_bills_new(watched.engine, &bills), HAD_OK);
    line_make(&line, watched.tables, "H0G");
    line_apply(&line, "date_debut_sequence=20052024 date_debut_sous_sequence=20052024");
    had_result result = support_process(watched.engine, &line);
    unsigned char key[PARTS + 1] = "000000001", *invoice = key + STAY_PART; /* and the GHT */
    key[PARTS] = result.zone[0].ght;
    line_set(&line, "no_entree", (const char *)key);
    uint64_t n = 100000000;
    for (int i = 0; i < STAYS; i++) {
        char number[STAY_PART + 1] = "";
        int added;
        n = collide(n, key, sizeof key, invoice);
        memcpy(number, invoice, STAY_PART);
        line_set(&line, "no_facture", number);
        result = support_process(watched.engine, &line);
        ck_assert_int_eq(result.zone_count, 1);
        ck_assert_int_eq(had_bills_record(bills, line.text, line.length, &result, &added), HAD_OK);
        ck_assert_int_eq(added, HAD_STAY_KEPT);
    }
    uint64_t sum = watched_steps(&watched);
    had_bills_free(bills);
    watched_close(&watched);
    return sum;
}

START_TEST(invoices)
{
    ck_assert_uint_gt(bills_steps(0), (uint64_t)STAYS * STAYS / 8);
    ck_assert_uint_lt(bills_steps(SEED), 4 * STAYS);
}
END_TEST

/* A line H of an invoice, and another whose fingerprint is the same for whoever knows the seed: of
 * another person, and with a fraction and a price that make up for it. */
static void drug_lines(const had_tables *tables, char line[2][200])
{
    enum { NAMED = 55, PERSON = NAMED, PRICE = 95, WORDS = 16 };
    memset(line[0], '0', DRUG_LINE);
    memcpy(line[0], "H750712184750712184000000001", 28);
    memcpy(line[0] + 46, "000000002", 9);
    memcpy(line[0] + 70, "100520249123456I000001", 22);
    memcpy(line[1], line[0], DRUG_LINE);
    unsigned char *one = (unsigned char *)line[0], *other = (unsigned char *)line[1];
    size_t form = 0;
    while (tables->beside.layout[form].type != 'H')
        form++;
    uint64_t seed = hash_bytes(0, one, NAMED) ^ hash_step(0, form);
    unsigned n = 0;
    do {
        char text[9];
        snprintf(text, sizeof text, "%08u", ++n);
        memcpy(other + PERSON, text, 8);
        uint64_t hash[2], made;
        for (int i = 0; i < 2; i++) {
            const unsigned char *p = (i ? other : one) + NAMED;
            hash[i] = hash_step(seed, DRUG_LINE - NAMED);
            for (; p + 8 < (i ? other : one) + PRICE; p += WORDS)
                hash[i] = hash_mix(load8(p) ^ seed, load8(p + 8) ^ hash[i]);
        }
        made = load8(one + PRICE) ^ hash[0] ^ hash[1];
        for (int i = 0; i < 8; i++)
            other[PRICE + i] = (unsigned char)(made >> 8 * i);
    } while (illicit_byte(other, DRUG_LINE));
    ck_assert_uint_eq(hash_long(seed, one + NAMED, DRUG_LINE - NAMED),
                      hash_long(seed, other + NAMED, DRUG_LINE - NAMED));
}

/* Whether the second is taken for the first (918). */
static bool drugs_meet(uint64_t seed)
{
    had_tables *tables = support_tables(false);
    const had_options options = {
        .size = sizeof options, .carried = HAD_CARRIED_ALONE, .seed = seed};
    had_engine *engine = support_engine(tables, &options);
    had_stays *stays;
    had_drugs *drugs;
    struct line record;
    char line[2][200], found[100];
    int added;
    line_make(&record, tables, "H0G");
    ck_assert_int_eq(had_stays_new(engine, HAD_AUTO, &stays), HAD_OK);
    ck_assert_int_eq(had_stays_add(stays, record.text, record.length, &added), HAD_OK);
    ck_assert_int_eq(had_stays_end(stays), HAD_OK);
    ck_assert_int_eq(had_drugs_new(engine, stays, &drugs), HAD_OK);
    drug_lines(tables, line);
    for (int i = 0; i < 2; i++) {
        had_drug drug = {.size = sizeof drug};
        ck_assert_int_eq(had_drugs_read(drugs, line[i], DRUG_LINE, &drug), HAD_OK);
        ck_assert_int_eq(drug.rejected, -1);
        set_text(&drug.findings, found, sizeof found);
        if (i == 0)
            ck_assert_str_eq(found, "");
    }
    had_drugs_free(drugs);
    had_stays_free(stays);
    had_engine_free(engine);
    had_tables_free(tables);
    return strcmp(found, "918") == 0;
}

START_TEST(lines_of_drugs)
{
    ck_assert(drugs_meet(0)); /* what is made to meet does */
    for (uint64_t seed = 1; seed < 20; seed++)
        ck_assert(!drugs_meet(seed));
}
END_TEST

/* --- Keys of one hash ------------------------------------------------------------------------- */

struct met {
    uint32_t hash, number;
};

static int by_hash(const void *a, const void *b)
{
    uint32_t x = ((const struct met *)a)->hash, y = ((const struct met *)b)->hash;
    return x < y ? -1 : x > y;
}

/* Two numbers of nine digits that give `key` one hash of 32 bits, in the bytes at `number`. */
static void meet(const unsigned char *key, size_t size, unsigned char *number, char two[2][10])
{
    enum { TRIED = 400000 };
    struct met *met = calloc(TRIED, sizeof *met);
    ck_assert_ptr_nonnull(met);
    for (uint32_t i = 0; i < TRIED; i++) {
        char text[16];
        met[i].number = 100000000 + i;
        snprintf(text, sizeof text, "%09u", (unsigned)met[i].number);
        memcpy(number, text, 9);
        met[i].hash = (uint32_t)hash_bytes(0, key, size);
    }
    qsort(met, TRIED, sizeof *met, by_hash);
    int i = 1;
    while (i < TRIED && met[i - 1].hash != met[i].hash)
        i++;
    ck_assert_int_lt(i, TRIED);
    for (int k = 0; k < 2; k++)
        snprintf(two[k], 10, "%09u", (unsigned)met[i - k].number);
    free(met);
}

/* Stays of one hash stay two: in the chain, among the stays, in an invoice. */
START_TEST(two_stays_of_one_hash)
{
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    char two[2][10];
    line_make(&line, tables, "H0F");
    struct record record;
    ck_assert(engine_rpss(engine, line.text, line.length, &record));
    struct taken taken;
    take_record(&record, &(const struct taking){0, 0}, &taken);
    meet((const unsigned char *)&taken.key, sizeof taken.key, taken.key.stay, two);
    had_chain *chain;
    ck_assert_int_eq(had_chain_new(engine, &chain), HAD_OK);
    for (int i = 0; i < 3; i++) {
        line_set(&line, "sejour", two[i % 2]);
        ck_assert_int_eq(had_chain_add(chain, line.text, line.length), HAD_OK);
    }
    ck_assert_int_eq(had_chain_run(chain), HAD_OK);
    for (int i = 0; i < 3; i++) {
        had_chain_result result = HAD_CHAIN_RESULT_INIT;
        ck_assert_int_eq(had_chain_get(chain, (size_t)i, &result), HAD_OK);
        ck_assert_uint_eq(result.stay, (unsigned)(i % 2 + 1));
    }
    had_chain_free(chain);
    unsigned char key[STAY_KEY];
    memset(key, ' ', sizeof key);
    meet(key, sizeof key, key, two);
    had_stays *stays;
    ck_assert_int_eq(had_stays_new(engine, HAD_AUTO, &stays), HAD_OK);
    for (int i = 0; i < 2; i++) {
        int added;
        line_set(&line, "sejour", two[i]);
        ck_assert_int_eq(had_stays_add(stays, line.text, line.length, &added), HAD_OK);
        ck_assert_int_eq(added, HAD_STAY_KEPT);
    }
    had_stays_info info = HAD_STAYS_INFO_INIT;
    ck_assert_int_eq(had_stays_get(stays, &info), HAD_OK);
    ck_assert_uint_eq(info.stays, 2);
    had_stays_free(stays);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* Two records of a stay whose numbers have one hash: neither is taken for the other. */
START_TEST(two_numbers_of_one_hash)
{
    enum { TRIED = 400000 };
    struct met *met = calloc(TRIED, sizeof *met);
    ck_assert_ptr_nonnull(met);
    for (uint32_t i = 0; i < TRIED; i++) {
        char sequence[STAY_NUMBER + 1] = "", sous_sequence[STAY_NUMBER + 1] = "";
        snprintf(sequence, sizeof sequence, "%u", (unsigned)(i / 1000 + 1));
        snprintf(sous_sequence, sizeof sous_sequence, "%u", (unsigned)(i % 1000 + 1));
        uint64_t hash = hash_step(hash_step(0, 0), load8((const unsigned char *)sequence));
        hash = hash_step(hash_step(hash, load8((const unsigned char *)sous_sequence)), 0);
        met[i] = (struct met){(uint32_t)hash, i};
    }
    qsort(met, TRIED, sizeof *met, by_hash);
    int found = 1;
    while (found < TRIED && met[found - 1].hash != met[found].hash)
        found++;
    ck_assert_int_lt(found, TRIED);
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    had_stays *stays;
    struct line line;
    line_make(&line, tables, "H0F");
    ck_assert_int_eq(had_stays_new(engine, HAD_AUTO, &stays), HAD_OK);
    for (int i = 0; i < 3; i++) {
        char changes[100];
        int added;
        uint32_t number = met[found - i % 2].number;
        snprintf(changes, sizeof changes, "no_sequence=%04u no_sous_sequence=%04u",
                 (unsigned)(number / 1000 + 1), (unsigned)(number % 1000 + 1));
        line_apply(&line, changes);
        ck_assert_int_eq(had_stays_add(stays, line.text, line.length, &added), HAD_OK);
        ck_assert_int_eq(added, i < 2 ? HAD_STAY_KEPT : HAD_STAY_REPEATED);
    }
    had_stays_free(stays);
    had_engine_free(engine);
    had_tables_free(tables);
    free(met);
}
END_TEST

START_TEST(two_invoices_of_one_hash)
{
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    struct line line;
    char two[2][10];
    had_bills *bills;
    line_make(&line, tables, "H0G");
    line_apply(&line, "date_debut_sequence=20052024 date_debut_sous_sequence=20052024");
    had_result result = support_process(engine, &line);
    unsigned char key[2 * STAY_PART + 1] = "000000001";
    key[2 * STAY_PART] = result.zone[0].ght;
    meet(key, sizeof key, key + STAY_PART, two);
    ck_assert_int_eq(had_bills_new(engine, &bills), HAD_OK);
    for (int i = 0; i < 2; i++) {
        int added;
        line_set(&line, "no_entree", "000000001");
        line_set(&line, "no_facture", two[i]);
        result = support_process(engine, &line);
        ck_assert_int_eq(result.zone_count, 1);
        ck_assert_int_eq(had_bills_record(bills, line.text, line.length, &result, &added), HAD_OK);
    }
    ck_assert_int_eq(had_bills_end(bills), HAD_OK);
    ck_assert_uint_eq(had_bills_count(bills), 2);
    had_bills_free(bills);
    had_engine_free(engine);
    had_tables_free(tables);
}
END_TEST

/* What is known of a stay, when its line and that of another are given. */
static had_droits_stay droits_of(const had_droits *droits, const had_engine *engine,
                                 struct line *line, const char *sejour)
{
    had_droits_stay stay = HAD_DROITS_STAY_INIT;
    line_set(line, "sejour", sejour);
    had_result result = support_process(engine, line);
    ck_assert_int_eq(had_droits_apply(droits, line->text, &result, &stay), HAD_OK);
    return stay;
}

/* Of two stays, and of two that differ in their last character alone. */
static void two_insured(enum beside_kind kind, const char *const two[2])
{
    had_tables *tables = support_tables(true);
    had_engine *engine = support_engine(tables, NULL);
    had_droits *droits;
    struct line line;
    char text[4000];
    had_span sejour;
    had_droits_line read = HAD_DROITS_LINE_INIT;
    line_make(&line, tables, "H0F");
    ck_assert_int_eq(had_droits_new(engine, &droits), HAD_OK);
    const struct beside_layout *vidhosp = beside_only(&tables->beside, BESIDE_VIDHOSP);
    for (int i = 0; i < 2; i++) {
        size_t length = droits_line(&tables->beside, BESIDE_VIDHOSP, text, sizeof text, &sejour);
        memcpy(text + sejour.start,
               kind == BESIDE_VIDHOSP ? two[i]
               : i                    ? "B"
                                      : "A",
               kind == BESIDE_VIDHOSP ? strlen(two[i]) : 1);
        text[vidhosp->field[B_facturable].start] = (char)('1' + i);
        ck_assert_int_eq(had_droits_vidhosp(droits, text, length, &read), HAD_OK);
        ck_assert_int_eq(read.rejected, -1);
    }
    for (int i = 0; i < 2 && kind == BESIDE_HOSP_PMSI; i++) {
        size_t length = droits_line(&tables->beside, kind, text, sizeof text, &sejour);
        memcpy(text + sejour.start, two[i], strlen(two[i]));
        text[20] = i ? 'B' : 'A';
        ck_assert_int_eq(had_droits_hosp_pmsi(droits, text, length, &read), HAD_OK);
        ck_assert_int_eq(read.rejected, -1);
    }
    for (int i = 0; i < 2; i++) {
        had_droits_stay stay = droits_of(droits, engine, &line, two[i]);
        ck_assert_int_eq(stay.etat, HAD_DROITS_CONNUS);
        ck_assert_int_eq(stay.vidhosp, i);
        ck_assert_int_eq(stay.hosp_pmsi, kind == BESIDE_HOSP_PMSI ? i : -1);
        ck_assert_int_eq(stay.autre, -1);
        ck_assert_int_eq(stay.facturable, '1' + i);
    }
    had_droits_free(droits);
    had_engine_free(engine);
    had_tables_free(tables);
}

START_TEST(two_insured_of_one_hash)
{
    static const char *const nearly[] = {"1234567890123456789A", "1234567890123456789B"};
    char two[2][10];
    unsigned char key[STAY_FINESS + 20] = "750712184", *number = key + STAY_FINESS;
    memset(number, ' ', 20);
    meet(key, sizeof key, number, two);
    two_insured(BESIDE_VIDHOSP, (const char *const[]){two[0], two[1]});
    meet(number, 20, number, two);
    two_insured(BESIDE_HOSP_PMSI, (const char *const[]){two[0], two[1]});
    two_insured(BESIDE_VIDHOSP, nearly);
    two_insured(BESIDE_HOSP_PMSI, nearly);
}
END_TEST

/* Two keys of the same length, and how often each bit of their hashes differs: a seed that changes
 * all of them. */
START_TEST(a_seed_changes_every_bit)
{
    uint64_t differ = 0;
    for (uint64_t seed = 1; seed < 200; seed++)
        differ |= hash_bytes(0, "S123456789", 10) ^ hash_bytes(seed, "S123456789", 10);
    ck_assert_uint_eq(differ, UINT64_MAX);
}
END_TEST

/* --- Lines seen ------------------------------------------------------------------------------- */

/* Of each stay, whether a print was there before: tables grow from four slots to many, and small
 * ones are given back for others. A step without memory changes nothing, and may be made again. */
START_TEST(lines_seen)
{
    enum { KEPT = 60, MANY = 30000 };
    static bool known[KEPT][MANY];
    struct counting counting = {-1, 0};
    had_allocator allocator = counting_allocator(&counting);
    struct seen_lines seen;
    uint32_t random = 1;
    size_t lacked = 0;
    memset(known, 0, sizeof known);
    ck_assert(seen_init(&seen, &allocator, KEPT));
    for (int n = 0; n < 200000; n++) {
        random = random * 1664525 + 1013904223;
        size_t stay = random >> 31 ? 0 : (random >> 8) % KEPT, most = stay ? 20 * stay : MANY;
        size_t print = (random >> 4) % most;
        bool again = false;
        counting.left = random >> 29 ? 0 : -1;
        if (!seen_add(&seen, stay, (uint64_t)print << 20, &again)) {
            lacked++;
            counting.left = -1;
            ck_assert(seen_add(&seen, stay, (uint64_t)print << 20, &again));
        }
        if (again != known[stay][print])
            ck_abort_msg("line %d: stay %zu, print %zu", n, stay, print);
        known[stay][print] = true;
    }
    ck_assert_uint_gt(lacked, 0);
    seen_free(&seen);
    ck_assert_int_eq(counting.live, 0);
    /* Many stays of one line, then of a few: a table of their own each would be slow to make. */
    counting = (struct counting){-1, 0};
    ck_assert(seen_init(&seen, &allocator, MANY));
    for (int line = 0; line < 6; line++) {
        for (size_t stay = 0; stay < MANY; stay++) {
            bool again;
            ck_assert(seen_add(&seen, stay, (uint64_t)line << 8, &again) && !again);
        }
        ck_assert_int_lt(counting.live, MANY / 8);
    }
    seen_free(&seen);
    ck_assert_int_eq(counting.live, 0);
    /* One stay that grows out of a table of its own, which is released at once. */
    ck_assert(seen_init(&seen, &allocator, 1));
    for (uint64_t line = 0; line < 2 * MANY; line++) {
        bool again;
        ck_assert(seen_add(&seen, 0, line << 8, &again) && !again);
    }
    ck_assert_int_eq(counting.live, 2 + 1); /* stays, and a block, besides */
    seen_free(&seen);
    ck_assert_int_eq(counting.live, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hashes");
    TCase *tcase = tcase_create("hashes");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, stays_of_a_chain);
    tcase_add_test(tcase, stays_of_drugs);
    tcase_add_test(tcase, records_of_a_stay);
    tcase_add_test(tcase, stays_of_insured);
    tcase_add_test(tcase, invoices);
    tcase_add_test(tcase, lines_of_drugs);
    tcase_add_test(tcase, two_stays_of_one_hash);
    tcase_add_test(tcase, two_numbers_of_one_hash);
    tcase_add_test(tcase, two_invoices_of_one_hash);
    tcase_add_test(tcase, two_insured_of_one_hash);
    tcase_add_test(tcase, a_seed_changes_every_bit);
    tcase_add_test(tcase, lines_seen);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
