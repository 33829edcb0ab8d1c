/* SPDX-License-Identifier: Apache-2.0 */
#include "tarifs.h"

void tarif_at(struct tarif_at *at, const had_tables *tables)
{
    had_tarif_get(tables, at->campagne, at->secteur, at->variante, at->ght, &at->centimes,
                  &at->origine);
}

bool tarif_jumps(const had_tables *tables, const struct tarif_at *at, struct tarif_at *last)
{
    *last = *at;
    do {
        last->campagne--;
        if (last->campagne < CAMPAGNES_FROM)
            return false;
        tarif_at(last, tables);
    } while (last->origine == HAD_ORIGINE_NONE);
    int64_t now = at->centimes, then = last->centimes;
    return now * 100 < then * 80 || now * 100 > then * 125;
}

/* Of one campaign. */
static uint64_t campagne_jumping(const had_tables *tables, int campagne)
{
    uint64_t count = 0;
    struct tarif_at last;
    for (int secteur = HAD_EX_DGF; secteur <= HAD_EX_OQN; secteur++)
        for (int variante = HAD_BASE; variante <= HAD_SSIAD; variante++)
            for (int ght = 1; ght <= GHTS; ght++) {
                struct tarif_at at = {campagne, secteur, variante, ght, 0, 0};
                tarif_at(&at, tables);
                bool given = at.origine == HAD_ORIGINE_FOURNI || at.origine == HAD_ORIGINE_OBSERVE;
                count += given && tarif_jumps(tables, &at, &last);
            }
    return count;
}

uint64_t tarifs_jumping(const had_tables *tables)
{
    uint64_t count = 0;
    for (int campagne = CAMPAGNES_FROM; campagne <= CAMPAGNES_TO; campagne++)
        count += campagne_jumping(tables, campagne);
    return count;
}

int tarifs_count(const had_tables *tables, int campagne, int secteur, int variante, int *origine)
{
    int count = 0;
    for (int ght = 1; ght <= GHTS; ght++) {
        int32_t centimes;
        int from;
        had_tarif_get(tables, campagne, secteur, variante, ght, &centimes, &from);
        if (from == HAD_ORIGINE_NONE || from == HAD_ORIGINE_CALCULE)
            continue;
        if (count++ == 0)
            *origine = from;
    }
    return count;
}
