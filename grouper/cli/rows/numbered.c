/* SPDX-License-Identifier: Apache-2.0 */
#include "numbered.h"

#include <stdlib.h>
#include <string.h>

#include "cli/base/grow.h"
#include "cli/base/index.h"

/* Bits of each key in the number of a record: all of them together have room. A month of AAAAMM is
 * below 2^18, as usual records end at the latest in 2199. */
enum {
    MOIS_BITS = 18,
    CAMPAGNE_BITS = 12,
    MODE_BITS = 7,
    IK_BITS = 10,
    VARIANTE_BITS = 2,
    LAYOUT_BITS = 8
};
_Static_assert(MOIS_BITS + CAMPAGNE_BITS + 2 * MODE_BITS + IK_BITS + VARIANTE_BITS + LAYOUT_BITS <=
                   64,
               "the keys of a record are more than a number");

bool numbered_key(enum key key)
{
    return key != KEY_FINESS && key != KEY_FINESS_GEO;
}

uint32_t numbered_of_zone(enum key key)
{
    return key == KEY_GHT ? NUMBERED_GHT : key == KEY_GROUPEMENT ? NUMBERED_GROUPEMENT : 0;
}

/* One key of all of them. */
#define EACH(bits, value)                                                                          \
    for (uint32_t n = 0; n < count; n++)                                                           \
    numbers[n].record = numbers[n].record << (bits) | (uint64_t)(value)

static void add_key(enum key key, const had_usual *usual, struct numbers numbers[HAD_USUAL_MAX])
{
    const uint32_t count = usual->count;
    switch (key) {
    case KEY_MOIS:
        EACH(MOIS_BITS, usual->fin[n] / 100);
        break;
    case KEY_CAMPAGNE:
        EACH(CAMPAGNE_BITS, usual->campagne[n]);
        break;
    case KEY_MPP:
        EACH(MODE_BITS, usual->mpp[n]);
        break;
    case KEY_MPA:
        EACH(MODE_BITS, usual->mpa[n]);
        break;
    case KEY_IK:
        EACH(IK_BITS, usual->ik[n]);
        break;
    case KEY_VARIANTE:
        EACH(VARIANTE_BITS, usual->variante[n]);
        break;
    case KEY_SECTEUR: /* which the format tells */
        EACH(LAYOUT_BITS, usual->layout[n]);
        break;
    case KEY_GHPC:
        for (uint32_t n = 0; n < count; n++)
            memcpy(&numbers[n].ghpc, usual->ghpc[n], sizeof numbers[n].ghpc);
        break;
    default:
        break;
    }
}

#undef EACH

void numbered_records(const enum key *keys, int count, const had_usual *usual,
                      struct numbers numbers[HAD_USUAL_MAX])
{
    memset(numbers, 0, usual->count * sizeof *numbers);
    for (int k = 0; k < count; k++)
        add_key(keys[k], usual, numbers);
}

bool numbered_add(struct numbered *numbered, const struct numbers *numbers, void *row)
{
    if (!grow((void **)&numbered->known, &numbered->room, numbered->count,
              sizeof *numbered->known) ||
        !grow((void **)&numbered->row, &numbered->row_room, numbered->count,
              sizeof *numbered->row) ||
        !index_add(&numbered->index, numbers_hash(numbers), numbered->count))
        return false;
    numbered->row[numbered->count] = row;
    numbered->known[numbered->count++] = (struct numbered_row){.numbers = *numbers};
    return true;
}

void numbered_free(struct numbered *numbered)
{
    free(numbered->known);
    free(numbered->row);
    index_free(&numbered->index);
    *numbered = (struct numbered){0};
}
