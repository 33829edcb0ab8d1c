/* SPDX-License-Identifier: Apache-2.0 */
/* Records that stand twice (rule R39), in a table that grows: what is found of so many keys is what
 * they were made to be, whatever their order, and whoever met them. */
#include "cli/account/doublons.h"
#include "support.h"

enum { FIRST_PLACES = 256, KEY = 9 + 20 + 4 + 4 };

static const struct key_places places = {.layout = 1,
                                         .usual = true,
                                         .long_stay = true,
                                         .finess = {0, 9},
                                         .stay = {9, 20},
                                         .sequence = {29, 4},
                                         .sous_sequence = {33, 4}};

static void add(struct doublons *d, unsigned n, uint32_t input)
{
    char key[KEY + 1];
    const had_result result = HAD_RESULT_INIT;
    snprintf(key, sizeof key, "750000001%-20s%08u", "S1", n % 100000000);
    doublons_record(d, &places, (const unsigned char *)key, &result, input);
}

static struct doublons started(void)
{
    struct doublons d;
    ck_assert(doublons_start(&d));
    return d;
}

/* The next key from the n-th on whose hash wants this place in a table that has just begun. */
static unsigned key_of_place(unsigned n, size_t place)
{
    for (;; n++) {
        struct doublons d = started();
        add(&d, n, 0);
        bool wanted = d.from == place;
        doublons_free(&d);
        if (wanted)
            return n;
    }
}

/* As many as are taken before the table grows, and some more. */
START_TEST(all_want_one_place)
{
    enum { KEYS = FIRST_PLACES / 2 + 8 };
    const size_t wanted[] = {0, FIRST_PLACES - 1};
    struct doublons d = started();
    unsigned n = 0;
    for (int i = 0; i < KEYS; i++, n++) {
        n = key_of_place(n, wanted[_i]);
        add(&d, n, 0);
        add(&d, n, 1);
    }
    ck_assert_uint_gt(d.places, FIRST_PLACES);
    struct doublons_found found = doublons_find(&d);
    ck_assert(!found.estimated);
    ck_assert_uint_eq(found.between, KEYS);
    ck_assert_uint_eq(found.shared, KEYS);
    ck_assert_uint_eq(found.within, 0);
    doublons_free(&d);
}
END_TEST

/* Of three keys one stands once, one twice in an input, one in that and the next. */
static void add_of(struct doublons *d, unsigned n)
{
    uint32_t input = n / 3 % 2;
    add(d, n, input);
    if (n % 3 > 0)
        add(d, n, input + n % 3 - 1);
}

static void is_so(const struct doublons *d, unsigned count)
{
    struct doublons_found found = doublons_find(d);
    ck_assert_uint_eq(d->count, count);
    ck_assert_uint_eq(d->places, (UINT64_MAX >> d->shift) + 1);
    ck_assert(!found.estimated);
    ck_assert_uint_eq(found.within, (count + 1) / 3);
    ck_assert_uint_eq(found.between, count / 3);
    ck_assert_uint_eq(found.shared, (count / 3 + 1) / 2);
    ck_assert(count < 3 || (found.first == 0 && found.other == 1));
}

/* Before the table grows, at that moment, and after it, both times, up to all that are kept. */
static const unsigned counts[] = {0, 1, 127, 128, 129, 1023, 1024, 1025, 4095, DOUBLONS_KEPT};

START_TEST(so_many_keys)
{
    const unsigned count = counts[_i];
    struct doublons forward = started(), backward = started();
    struct doublons even = started(), odd = started(), none = started();
    for (unsigned n = 0; n < count; n++) {
        add_of(&forward, n);
        add_of(&backward, count - 1 - n);
        add_of(n % 2 ? &odd : &even, n);
    }
    is_so(&forward, count);
    is_so(&backward, count);
    doublons_join(&odd, &even);
    is_so(&odd, count);
    doublons_join(&none, &forward);
    is_so(&none, count);
    doublons_free(&forward);
    doublons_free(&backward);
    doublons_free(&even);
    doublons_free(&odd);
    doublons_free(&none);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("doublons");
    TCase *cases = tcase_create("doublons");
    tcase_add_loop_test(cases, all_want_one_place, 0, 2);
    tcase_add_loop_test(cases, so_many_keys, 0, sizeof counts / sizeof counts[0]);
    suite_add_tcase(suite, cases);
    return support_run(suite);
}
