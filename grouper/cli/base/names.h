/* SPDX-License-Identifier: Apache-2.0 */
/* Words of the contract for had_secteur, had_variante, had_origine; "" = none. */
#ifndef NAMES_H
#define NAMES_H

const char *secteur_name(int secteur);
const char *variante_name(int variante);
const char *origine_name(int origine);

#endif
