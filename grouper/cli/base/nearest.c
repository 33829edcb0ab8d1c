/* SPDX-License-Identifier: Apache-2.0 */
#include "nearest.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* So many letters are enough to tell the beginning of a name. */
enum { LETTERS = 40, BEGUN = 3 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static unsigned char lower(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* How many letters must be changed, left out, added or exchanged; capitals count as small. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t row[3][LETTERS + 1];
    size_t *before = row[0], *last = row[1], *now = row[2];
    for (size_t j = 0; j <= m; j++)
        last[j] = j;
    for (size_t i = 1; i <= n; i++) {
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t change = last[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
            now[j] = least(change, least(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *free = before;
        before = last, last = now, now = free;
    }
    return last[m];
}

static bool begins(const char *name, const char *word, size_t n)
{
    size_t i = 0;
    while (i < n && lower(name[i]) == lower(word[i]))
        i++;
    return i == n;
}

/* How far a word is from a name: one cut short is near, what is missing at its end is no mistake.
 */
static size_t distance_to(const char *word, size_t n, const char *name, size_t m)
{
    if (n >= BEGUN && begins(name, word, n))
        return 1;
    return m <= LETTERS ? distance(word, n, name, m) : m;
}

size_t nearest(const char *word, const char *const *names, size_t count, const char *found[NEAREST])
{
    size_t n = strlen(word), best = SIZE_MAX, near = 0;
    for (size_t i = 0; n <= LETTERS && i < count; i++) {
        size_t m = strlen(names[i]), far = distance_to(word, n, names[i], m);
        if (far * 3 > (n > m ? n : m) || far > best)
            continue;
        near = far < best ? 0 : near;
        best = far;
        if (near < NEAREST)
            found[near++] = names[i];
    }
    return near;
}
