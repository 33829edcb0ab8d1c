/* SPDX-License-Identifier: Apache-2.0 */
/* Heap sort: n log n in the worst case too, and no memory. */
#include "sort.h"

static void swap(unsigned char *a, unsigned char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = a[i];
        a[i] = b[i];
        b[i] = c;
    }
}

/* Lets the element at `from` sink to where it is no smaller than those below it. */
static void sink(unsigned char *base, size_t from, size_t count, size_t size, before_type *before)
{
    for (size_t child; (child = 2 * from + 1) < count; from = child) {
        if (child + 1 < count && before(base + child * size, base + (child + 1) * size))
            child++;
        if (!before(base + from * size, base + child * size))
            return;
        swap(base + from * size, base + child * size, size);
    }
}

void sort_in_place(void *elements, size_t count, size_t size, before_type *before)
{
    unsigned char *base = elements;
    for (size_t i = count / 2; i-- > 0;)
        sink(base, i, count, size, before);
    for (size_t left = count; left > 1; left--) {
        swap(base, base + (left - 1) * size, size);
        sink(base, 0, left - 1, size, before);
    }
}
