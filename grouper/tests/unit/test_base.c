/* SPDX-License-Identifier: Apache-2.0 */
/* What everything stands on, against the plainest way to write it: wide numbers, sorting, lists,
 * shapes of codes, cells of tables, the text of faults. */
#include "common/utf8.h"
#include "lib/base/shapes.h"
#include "lib/base/sort.h"
#include "lib/base/store.h"
#include "lib/base/wide.h"
#include "lib/text/csv.h"
#include "support.h"

static uint64_t state = 1;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % below;
}

/* --- Numbers ---------------------------------------------------------------------------------- */

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 wide_type;

static wide_type number_of(struct wide w)
{
    return (wide_type)w.high << 64 | w.low;
}

/* Of any length, often all ones: carries. */
static uint64_t draw_number(void)
{
    uint64_t n = (uint64_t)draw(UINT32_MAX) << 33 ^ (uint64_t)draw(UINT32_MAX) << 11 ^ draw(99);
    n = draw(3) ? n : UINT64_MAX;
    return n >> draw(64);
}

START_TEST(wide_numbers)
{
    for (int n = 0; n < 20000; n++) {
        struct wide a = {draw_number(), draw_number()}, b = {draw_number(), draw_number()};
        uint64_t c = draw_number(), d = draw_number();
        uint32_t divisor = (uint32_t)draw_number() | 1;
        b.high = draw(2) ? a.high : b.high;
        bool same = number_of(wide_multiply(c, d)) == (wide_type)c * d &&
                    number_of(wide_add(a, c)) == number_of(a) + c &&
                    number_of(wide_divide(a, divisor)) == number_of(a) / divisor &&
                    wide_less(a, b) == (number_of(a) < number_of(b)) && !wide_less(a, a);
        if (!same)
            ck_abort_msg("%llx %llx", (unsigned long long)c, (unsigned long long)d);
    }
}
END_TEST
#endif

/* --- Lists ------------------------------------------------------------------------------------ */

static bool by_first(const void *a, const void *b)
{
    const unsigned char *x = a, *y = b;
    return *x < *y;
}

/* Every count up to 40, elements of every size up to 24: in order, and the same as before. */
START_TEST(sorted)
{
    for (size_t count = 0; count <= 40; count++)
        for (size_t size = 1; size <= 24; size++) {
            unsigned char list[40 * 24 + 1];
            unsigned seen[256] = {0};
            for (size_t i = 0; i < count; i++) {
                memset(list + i * size, (int)draw(50), size);
                seen[list[i * size]]++;
            }
            list[count * size] = 0xAA;
            sort_in_place(list, count, size, by_first);
            for (size_t i = 0; i < count; i++) {
                for (size_t k = 1; k < size; k++)
                    if (list[i * size + k] != list[i * size])
                        ck_abort_msg("an element is not whole");
                ck_assert(i == 0 || list[(i - 1) * size] <= list[i * size]);
                seen[list[i * size]]--;
            }
            for (int i = 0; i < 256; i++)
                if (seen[i] != 0)
                    ck_abort_msg("%d is lost, or there twice", i);
            ck_assert_uint_eq(list[count * size], 0xAA);
        }
}
END_TEST

/* Elements keep their place, and what they hold; a step that lacks memory leaves nothing behind,
 * and may be made again. */
START_TEST(lists_that_grow)
{
    enum { MANY = 5 * STORE_BLOCK + 3 };
    struct counting counting = {-1, 0};
    had_allocator allocator = counting_allocator(&counting);
    struct store store = {0};
    void *vector = NULL;
    size_t count = 0, capacity = 0;
    static uint64_t *place[MANY];
    for (size_t i = 0; i < MANY; i++) {
        size_t before = store.count;
        for (counting.left = 0; !store_room(&store, &allocator, 3, sizeof **place);)
            counting.left = (long)draw(3);
        counting.left = -1;
        ck_assert_uint_eq(store.count, before);
        place[i] = store_add(&store, sizeof **place);
        ck_assert_uint_eq(*place[i], 0);
        *place[i] = i + 1;
        uint64_t *next = NULL;
        for (counting.left = 0; !next; counting.left = -1)
            next = memory_append(&allocator, &vector, &count, &capacity, sizeof *next);
        counting.left = -1;
        ck_assert_uint_eq(*next, 0);
        *next = i + 1;
        ck_assert_uint_eq(count, i + 1);
    }
    for (size_t i = 0; i < MANY; i++) {
        ck_assert_ptr_eq(store_at(&store, i, sizeof **place), place[i]);
        ck_assert_uint_eq(*place[i], i + 1);
        ck_assert_uint_eq(((uint64_t *)vector)[i], i + 1);
    }
    ck_assert_uint_eq(store.blocks, 6); /* no more than are needed */
    store_free(&store, &allocator);
    memory_release(&allocator, vector);
    memory_release(&allocator, NULL);
    for (size_t n = 0; n <= 1; n++) { /* of nothing: NULL says that there is no memory */
        void *none = memory_take(&allocator, n, 1 - n);
        ck_assert_ptr_nonnull(none);
        memory_release(&allocator, none);
    }
    ck_assert_ptr_null(memory_take(&allocator, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(memory_take(&allocator, 3, SIZE_MAX / 2));
    ck_assert_int_eq(counting.live, 0);
}
END_TEST

/* --- Shapes ----------------------------------------------------------------------------------- */

/* Rule R23, byte by byte. */
static bool is_cim10(const unsigned char *p)
{
    bool good =
        p[0] >= 'A' && p[0] <= 'Z' && p[1] >= '0' && p[1] <= '9' && p[2] >= '0' && p[2] <= '9';
    for (int i = 3, blanks = false; i < CODE_LENGTH; i++) {
        blanks |= p[i] == ' ';
        good &= blanks
                    ? p[i] == ' '
                    : (p[i] >= '0' && p[i] <= '9') || (p[i] >= 'A' && p[i] <= 'Z') || p[i] == '+';
    }
    return good;
}

static bool is_ccam(const unsigned char *p)
{
    bool good = true;
    for (int i = 0; i < 7; i++)
        good &= i < 4 ? p[i] >= 'A' && p[i] <= 'Z' : p[i] >= '0' && p[i] <= '9';
    return good;
}

static bool is_stay(const unsigned char *p, size_t length)
{
    size_t from = 0, to = length;
    bool good = true;
    while (to > 0 && p[to - 1] == ' ')
        to--;
    while (from < to && p[from] == ' ')
        from++;
    for (size_t i = from; i < to; i++)
        good &= (p[i] >= '0' && p[i] <= '9') || (p[i] >= 'A' && p[i] <= 'Z') ||
                (p[i] >= 'a' && p[i] <= 'z');
    return good && from < to;
}

static void same_shapes(const unsigned char *text, size_t length)
{
    bool same = stay_shape(text, length) == is_stay(text, length);
    if (length >= CODE_LENGTH)
        same &= cim10_shape(text) == is_cim10(text) && ccam_shape(text) == is_ccam(text);
    if (!same)
        ck_abort_msg("%.*s", (int)length, (const char *)text);
}

/* Each byte set to every value, and two to the values beside the bounds. */
START_TEST(shapes)
{
    static const char *const texts[] = {"C500    ",
                                        "Z51+A9Z0",
                                        "A00     ",
                                        "J960+1  ",
                                        "ABCD123 ",
                                        "AaZz0189",
                                        "x",
                                        " 12 ",
                                        "     ",
                                        "12345678901234567890",
                                        "aB3456789012345678Zz",
                                        "ABCDEFG             ",
                                        "1                   ",
                                        "   123456789        "};
    static const unsigned char bounds[] = " /09:@AZ[`az{+*,\x7f\x80\xb0\xff";
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        size_t length = strlen(texts[i]);
        unsigned char text[20];
        for (size_t at = 0; at < length; at++) {
            memcpy(text, texts[i], length);
            for (int value = 0; value < 256; value++) {
                text[at] = (unsigned char)value;
                same_shapes(text, length);
            }
            for (size_t b = 0; b < sizeof bounds - 1; b++)
                for (size_t other = 0; other < length; other++)
                    for (size_t c = 0; c < sizeof bounds - 1; c++) {
                        memcpy(text, texts[i], length);
                        text[at] = bounds[b];
                        text[other] = bounds[c];
                        same_shapes(text, length);
                    }
        }
    }
}
END_TEST

/* --- Cells ------------------------------------------------------------------------------------ */

/* The only cell of the only row of a table. */
static void cell_open(struct csv *csv, const char *text, char *room, size_t size, had_error *error)
{
    had_file file = {"t.csv", room, (size_t)snprintf(room, size, "a;b\nx;%s\n", text)};
    *error = (had_error){.size = sizeof *error};
    ck_assert_int_eq(csv_open(csv, &file, "a;b", error), HAD_OK);
    ck_assert_int_eq(csv_next(csv), 1);
}

START_TEST(weights)
{
    static const struct {
        const char *text;
        int64_t weight; /* -1 = refused */
    } cells[] = {{"1", 10000},       {"1.0", 10000},    {"0.0001", 1},     {"9999.9999", 99999999},
                 {"0", 0},           {"12.3", 123000},  {"12.34", 123400}, {"12.345", 123450},
                 {"9999", 99990000}, {"0001.5", 15000}, {"", -1},          {".5", -1},
                 {"1.", -1},         {"10000", -1},     {"00001", -1},     {"1.00000", -1},
                 {"1.2.3", -1},      {"1,5", -1},       {"-1", -1},        {"1e3", -1},
                 {"1/", -1},         {"1:", -1},        {" 1", -1},        {"10000.5", -1}};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        struct csv csv;
        char room[64];
        had_error error;
        int64_t weight = -2;
        cell_open(&csv, cells[i].text, room, sizeof room, &error);
        int status = csv_weight(&csv, 1, &weight);
        ck_assert_msg(status == (cells[i].weight < 0 ? HAD_E_TABLE : HAD_OK), "%s", cells[i].text);
        if (status == HAD_OK)
            ck_assert_msg(weight == cells[i].weight, "%s: %lld", cells[i].text, (long long)weight);
        else
            ck_assert(error.code == FAULT_WEIGHT && error.line == 2 && error.column == 2);
    }
}
END_TEST

START_TEST(integers)
{
    static const struct {
        const char *text;
        long number;
    } cells[] = {{"0", 0},         {"9", 9},    {"10", 10}, {"999999999", 999999999},
                 {"000000001", 1}, {"", -1},    {"-1", -1}, {"1/", -1},
                 {"1:", -1},       {"1 2", -1}, {"+1", -1}, {"1.0", -1},
                 {"0x1", -1}};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        struct csv csv;
        char room[64];
        had_error error;
        long number = -2, digits = -2;
        size_t length = strlen(cells[i].text);
        cell_open(&csv, cells[i].text, room, sizeof room, &error);
        int status = csv_number(&csv, 1, 0, 999999999, &number);
        ck_assert_msg(status == (cells[i].number < 0 ? HAD_E_TABLE : HAD_OK), "%s", cells[i].text);
        ck_assert_int_eq(error.code, status ? FAULT_NUMBER : 0);
        ck_assert_int_eq(number, status ? -2 : cells[i].number);
        ck_assert_int_eq(csv_digits(&csv, 1, length, &digits), status);
        ck_assert_int_eq(digits, number);
        ck_assert_int_eq(csv_digits(&csv, 1, length + 1, &digits), HAD_E_TABLE);
        ck_assert_int_eq(error.code, FAULT_CODE);
        if (status == HAD_OK) { /* the bounds are of it */
            ck_assert_int_eq(csv_number(&csv, 1, number, number, &digits), HAD_OK);
            ck_assert_int_eq(csv_number(&csv, 1, number + 1, number + 9, &digits), HAD_E_TABLE);
            ck_assert_int_eq(error.code, FAULT_RANGE);
            ck_assert_int_eq(csv_number(&csv, 1, number - 9, number - 1, &digits), HAD_E_TABLE);
        }
    }
}
END_TEST

/* As many whole characters as fit. */
static size_t fitting(const char *text, size_t capacity)
{
    size_t fits = 0;
    for (size_t i = 0; i <= strlen(text) && i < capacity; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            fits = i;
    return fits;
}

START_TEST(cut_between_characters)
{
    static const char *const texts[] = {"",
                                        "abc",
                                        "\xC3\xA9\xC3\xA9",
                                        "a\xE2\x82\xACz",
                                        "\xF0\x9F\x98\x80\xF0\x9F\x98\x80",
                                        "ab\xC3\xA9"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        for (size_t capacity = 1; capacity <= 12; capacity++) {
            struct cell cell = {texts[i], strlen(texts[i])};
            char out[2][16];
            memset(out, 0x55, sizeof out);
            cell_copy(&cell, out[0], capacity);
            fault_text(out[1], capacity, texts[i]);
            for (int k = 0; k < 2; k++) {
                ck_assert_uint_eq(strlen(out[k]), fitting(texts[i], capacity));
                ck_assert_mem_eq(out[k], texts[i], strlen(out[k]));
                ck_assert_int_eq(out[k][capacity], 0x55);
            }
        }
}
END_TEST

/* --- Faults ----------------------------------------------------------------------------------- */

static const struct {
    enum fault fault;
    const char *fr, *en;
} said[] = {
#define X(name, code, fr, en) {FAULT_##name, fr, en},
    FAULTS(X)
#undef X
};

/* A template with its arguments, whole. */
static void expanded(char *out, const char *template, const char *first, const char *second)
{
    *out = '\0';
    for (; *template; template ++) {
        const char *argument = template[0] != '%'   ? NULL
                               : template[1] == '1' ? first
                               : template[1] == '2' ? second
                                                    : NULL;
        if (argument) {
            strcat(out, argument);
            template ++;
        } else {
            strncat(out, template, 1);
        }
    }
}

/* Every reason in both languages, with arguments of every length and two bytes a character: said as
 * it is, cut between characters. */
START_TEST(texts_of_faults)
{
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        for (size_t length = 0; length < 300; length += 1 + (length > 6) * draw(20)) {
            char first[400] = "", whole[2000], *second = first + 1;
            had_error error = {.size = sizeof error};
            for (size_t n = 0; n < length; n += 2)
                strcat(first, "\xC3\xA9");
            strcat(first, length % 2 ? "x" : "");
            second = length ? first + 2 : first;
            bool argument = said[i].fault == FAULT_OPTION ||
                            said[i].fault == FAULT_OPTION_UNKNOWN ||
                            said[i].fault == FAULT_NO_LAYOUT || said[i].fault == FAULT_NO_SUCH;
            int status = said[i].fault == FAULT_MEMORY ? HAD_E_MEMORY
                         : argument                    ? HAD_E_ARGUMENT
                                                       : HAD_E_TABLE;
            ck_assert_int_eq(fault_set(&error, said[i].fault, first, 7, 8, first, second), status);
            ck_assert(error.status == status && error.code == (int)said[i].fault);
            ck_assert(error.line == 7 && error.column == 8);
            const char *const templates[] = {said[i].fr, said[i].en},
                              *told[] = {error.fr, error.en};
            for (int k = 0; k < 2; k++) {
                expanded(whole, templates[k], first, second);
                size_t kept = strlen(told[k]), all = strlen(whole), same = kept;
                if (all >= sizeof error.fr) /* behind what is cut, a byte may still fit */
                    same = kept - 4;
                ck_assert(kept == all || (all > kept && kept > sizeof error.fr - 4));
                ck_assert_mem_eq(told[k], whole, same);
                const unsigned char *p = (const unsigned char *)told[k], *end = p + kept;
                for (size_t n = 1; p < end; p += n)
                    if ((n = utf8_length(p, end)) == 0)
                        ck_abort_msg("%s", told[k]);
            }
            ck_assert_uint_eq(strlen(error.file), fitting(first, sizeof error.file));
            ck_assert_int_eq(fault_set(NULL, said[i].fault, first, 7, 8, NULL, NULL), status);
        }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base");
    TCase *tcase = tcase_create("base");
#ifdef __SIZEOF_INT128__
    tcase_add_test(tcase, wide_numbers);
#endif
    tcase_add_test(tcase, sorted);
    tcase_add_test(tcase, lists_that_grow);
    tcase_add_test(tcase, shapes);
    tcase_add_test(tcase, weights);
    tcase_add_test(tcase, integers);
    tcase_add_test(tcase, cut_between_characters);
    tcase_add_test(tcase, texts_of_faults);
    suite_add_tcase(suite, tcase);
    return support_run(suite);
}
