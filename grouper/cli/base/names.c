/* SPDX-License-Identifier: Apache-2.0 */
#include "names.h"

#include "had.h"

const char *secteur_name(int secteur)
{
    return secteur == HAD_EX_OQN ? "ex-OQN" : "ex-DGF";
}

const char *variante_name(int variante)
{
    static const char *const names[] = {"", "base", "esms", "ssiad"};
    return names[variante];
}

const char *origine_name(int origine)
{
    static const char *const names[] = {"", "publie", "calcule", "observe", "fourni", "simule"};
    return names[origine];
}
