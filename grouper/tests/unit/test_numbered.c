/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in the order of their keys, however many values were met, in whatever order, and where two
 * values are the same text. */
#include "cli/rows/numbered.h"
#include "support.h"

enum { KEYS = 3, VALUES_MOST = 1000, ROWS = 3000, TEXT = 8 };

static struct numbered_value met[KEYS][VALUES_MOST];
/* By number, as they were met. */
static char texts[KEYS][VALUES_MOST + 1][TEXT];
static uint64_t places[ROWS];
static struct numbered_row rows[ROWS];

/* As many values, of which two at a time have one text, where `twins`. */
static struct numbered_key key_of(int k, unsigned count, unsigned bits, bool twins)
{
    for (unsigned i = 0; i < count; i++) {
        unsigned n = (twins ? i / 2 : i) * 617 % 1009;
        met[k][i] = (struct numbered_value){.value = (uint16_t)i, .number = i + 1};
        snprintf(texts[k][i + 1], TEXT, "%u", n);
        met[k][i].length = (uint16_t)strlen(texts[k][i + 1]);
        memcpy(met[k][i].text, texts[k][i + 1], TEXT);
    }
    return (struct numbered_key){.met = met[k], .count = count, .room = count, .bits = bits};
}

/* The texts of a row, as it was added. */
static int compare(const struct numbered *numbered, uint32_t a, uint32_t b)
{
    int order = 0;
    for (int k = 0; k < KEYS && order == 0; k++) {
        const struct numbered_key *key = &numbered->key[k];
        order = strcmp(texts[k][numbered_number(key, places[a])],
                       texts[k][numbered_number(key, places[b])]);
    }
    return order;
}

static void check_order(const struct numbered *numbered)
{
    static bool seen[ROWS];
    memset(seen, 0, sizeof seen);
    for (size_t n = 0; n < numbered->count; n++) {
        const struct numbered_order *at = &numbered->order[n];
        ck_assert_uint_lt(at->row, numbered->count);
        ck_assert(!seen[at->row]);
        seen[at->row] = true;
        if (n == 0)
            continue;
        int order = compare(numbered, at[-1].row, at->row);
        ck_assert_int_le(order, 0);
        /* Rows of one key have one place, and stand as they were added. */
        ck_assert_int_eq(order == 0, at[-1].place == at->place);
        ck_assert(order < 0 || at[-1].row < at->row);
    }
}

/* Numbers of one, two and ten bits, side by side: bytes of places hold parts of several. */
START_TEST(by_texts)
{
    struct numbered numbered = {.key_count = KEYS, .place = places, .row = rows, .count = ROWS};
    const unsigned count[KEYS] = {1, 3, VALUES_MOST}, bits[KEYS] = {1, 2, 10};
    uint32_t drawn = 1;
    unsigned shift = 0;
    for (int k = KEYS - 1; k >= 0; k--) {
        numbered.key[k] = key_of(k, count[k], bits[k], _i > 0);
        numbered.key[k].shift = shift;
        shift += bits[k];
    }
    for (size_t n = 0; n < ROWS; n++) {
        places[n] = 0;
        for (int k = 0; k < KEYS; k++) {
            drawn = drawn * 1664525 + 1013904223;
            places[n] |= (uint64_t)((drawn >> 16) % count[k] + 1) << numbered.key[k].shift;
        }
    }
    ck_assert(numbered_sort(&numbered));
    check_order(&numbered);
    free(numbered.order);
}
END_TEST

START_TEST(none)
{
    struct numbered numbered = {.key_count = 0};
    ck_assert(numbered_sort(&numbered));
    ck_assert_ptr_nonnull(numbered.order); /* it is sorted */
    free(numbered.order);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("numbered");
    TCase *cases = tcase_create("numbered");
    tcase_add_loop_test(cases, by_texts, 0, 2);
    tcase_add_test(cases, none);
    suite_add_tcase(suite, cases);
    return support_run(suite);
}
