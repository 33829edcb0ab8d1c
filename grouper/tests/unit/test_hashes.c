/* SPDX-License-Identifier: Apache-2.0 */
/* Keys made to meet: stays whose hashes, for whoever knows the seed, all begin in one corner of the
 * table. Steps are counted, no clock is read. */
#include <string.h>

#include "lib/beside/stays.h"
#include "lib/engine.h"
#include "lib/rules/chain.h"
#include "support.h"

enum { STAYS = 4000, CORNER = 128 };
enum { SEED = 20261126 };

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
    } while ((hash_bytes(0, key, size) & 8191) >= CORNER);
    return n;
}

static uint64_t chain_steps(uint64_t seed)
{
    struct counting counting = {.left = -1};
    const had_allocator allocator = counting_allocator(&counting);
    struct chain *chain = chain_new(&allocator, 0, seed);
    struct taken taken = {.takes_part = true, .sequence = 1, .sous_sequence = 1};
    memset(taken.key.stay, ' ', sizeof taken.key.stay);
    uint64_t n = 0;
    for (int i = 0; i < STAYS; i++) {
        n = collide(n, (const unsigned char *)&taken.key, sizeof taken.key, taken.key.stay);
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

int main(void)
{
    Suite *suite = suite_create("hashes");
    TCase *tcase = tcase_create("hashes");
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, stays_of_a_chain);
    tcase_add_test(tcase, stays_of_drugs);
    tcase_add_test(tcase, a_seed_changes_every_bit);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
