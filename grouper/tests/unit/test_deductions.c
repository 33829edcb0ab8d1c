/* SPDX-License-Identifier: Apache-2.0 */
/* What the deduction of groups rests on: rows turned by vectors as without them. */
#include "lib/deduce/pivots.h"
#include "support.h"

static uint64_t state = 1;

static int32_t any(int bits)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int32_t)(state >> 33) >> (32 - bits);
}

/* Also where numbers do not fit, for the search goes on and its certificate fails. */
START_TEST(ways)
{
    enum { ROOM = 96 };
    const struct pivots *fast = pivots_fastest();
    for (int round = 0; round < 2000; round++) {
        int32_t one[ROOM], other[ROOM], enters[ROOM];
        uint32_t lengths[2][ROOM] = {{0}};
        int bits = 1 + round % 31;
        for (int i = 0; i < ROOM; i++) {
            one[i] = other[i] = any(bits);
            enters[i] = any(bits);
        }
        struct turn by = turn_by((any(24) & 0xFFFFFF) + 1, (any(26) & 0xFFFFFF) + 1);
        by.f = any(24);
        pivots_plain.turn(one, enters, ROOM, &by);
        fast->turn(other, enters, ROOM, &by);
        ck_assert_mem_eq(one, other, sizeof one);
        ck_assert_int_eq(pivots_plain.dot(one, enters, lengths[0], ROOM),
                         fast->dot(other, enters, lengths[1], ROOM));
        ck_assert_mem_eq(lengths[0], lengths[1], sizeof lengths[0]);
    }
}
END_TEST

/* (a x b - c x d) / e where it leaves no rest. */
START_TEST(no_rest)
{
    for (int round = 0; round < 2000; round++) {
        int32_t quotient[8], row[8], enters[8], denominator = (any(20) & 0xFFFF) + 1;
        for (int i = 0; i < 8; i++) {
            quotient[i] = any(12);
            enters[i] = any(12);
            row[i] = denominator * quotient[i];
        }
        struct turn by = turn_by(denominator, 7);
        by.f = denominator;
        pivots_fastest()->turn(row, enters, 8, &by);
        for (int i = 0; i < 8; i++)
            ck_assert_int_eq(row[i], 7 * quotient[i] - enters[i]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("deductions");
    TCase *tcase = tcase_create("pivots");
    tcase_add_test(tcase, ways);
    tcase_add_test(tcase, no_rest);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
