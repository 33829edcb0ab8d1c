/* SPDX-License-Identifier: Apache-2.0 */
#include "state_key.h"

#include <string.h>

#include "common/bytes.h"

/* A text ends with a NUL, which no record holds. A number is its count of digits, then its digits
 * without leading zeros, so that a longer number comes after; one that is no number is text, after
 * all numbers. */
enum { NOT_A_NUMBER = 0xFF };

static unsigned char *put_text_part(unsigned char *out, const unsigned char *p,
                                    const unsigned char *end)
{
    memcpy(out, p, (size_t)(end - p));
    out += end - p;
    *out++ = '\0';
    return out;
}

static unsigned char *put_number_part(unsigned char *out, const unsigned char *p,
                                      const unsigned char *end)
{
    bool numeric = p < end;
    for (const unsigned char *c = p; c < end; c++)
        numeric &= *c >= '0' && *c <= '9';
    if (!numeric) {
        *out++ = NOT_A_NUMBER;
        return put_text_part(out, p, end);
    }
    while (end - p > 1 && *p == '0')
        p++;
    *out++ = (unsigned char)(end - p);
    memcpy(out, p, (size_t)(end - p));
    return out + (end - p);
}

static const bool is_number[] = {[HELD_SEQUENCE] = true, [HELD_SOUS_SEQUENCE] = true};

size_t state_key_make(const struct key_places *places, const unsigned char *bytes,
                      unsigned char key[STATE_KEY_MAX])
{
    const had_span field[] = {places->finess, places->stay, places->sequence,
                              places->sous_sequence};
    unsigned char *out = key;
    *out++ = places->secteur;
    for (int part = HELD_FINESS; part <= HELD_SOUS_SEQUENCE; part++) {
        const unsigned char *p = bytes + field[part].start, *end = p + field[part].length;
        trim(&p, &end);
        out = is_number[part] ? put_number_part(out, p, end) : put_text_part(out, p, end);
    }
    return (size_t)(out - key);
}

const unsigned char *state_key_part(const unsigned char *key, enum held_part part, size_t *length)
{
    const unsigned char *p = key + 1;
    for (int i = HELD_FINESS;; i++) {
        bool counted = is_number[i] && *p != NOT_A_NUMBER;
        const unsigned char *text = p + is_number[i];
        *length = counted ? *p : strlen((const char *)text);
        if (i == (int)part)
            return text;
        p = text + *length + !counted;
    }
}
