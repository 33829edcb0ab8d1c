/* SPDX-License-Identifier: Apache-2.0 */
/* What tells the records of a state apart: sector, FINESS, stay, sequence and sub-sequence, written
 * so that keys compare as bytes, none being the beginning of another. */
#ifndef STATE_KEY_H
#define STATE_KEY_H

#include "cli/account/doublons.h"

/* Four fields of at most 40 bytes, with what ends or counts each. */
enum { STATE_KEY_MAX = 255 };

/* The key of a record whose layout has its fields there; its length. */
size_t state_key_make(const struct key_places *places, const unsigned char *bytes,
                      unsigned char key[STATE_KEY_MAX]);

/* The parts of a key after the sector, as text: trimmed, numbers without leading zeros. */
enum held_part { HELD_FINESS, HELD_SEJOUR, HELD_SEQUENCE, HELD_SOUS_SEQUENCE };
const unsigned char *state_key_part(const unsigned char *key, enum held_part part, size_t *length);

#endif
