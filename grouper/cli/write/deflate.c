/* SPDX-License-Identifier: Apache-2.0 */
#include "deflate.h"

#include <string.h>

enum { LITERALS = 256, END = 256, LENGTHS = 29, LENGTH_LEAST = 4, LENGTH_MOST = 258 };
enum { DISTANCE_MOST = 32768, DISTANCE_BITS = 5, HASH_BITS = 14 };

/* Least length of each length symbol, from 257; bits that follow it. */
static const uint16_t length_base[LENGTHS] = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                              15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                              67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_extra[LENGTHS] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                              2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};

static uint16_t reversed(unsigned code, unsigned bits)
{
    unsigned out = 0;
    for (; bits > 0; bits--, code >>= 1)
        out = out << 1 | (code & 1);
    return (uint16_t)out;
}

/* The fixed codes: of 8, 9, 7 and 8 bits. */
static void make_codes(struct deflate *deflate)
{
    static const struct {
        unsigned from, bits, code;
    } parts[] = {{0, 8, 0x30}, {144, 9, 0x190}, {256, 7, 0}, {280, 8, 0xC0}, {288, 0, 0}};
    for (size_t p = 0; p + 1 < sizeof parts / sizeof parts[0]; p++) {
        for (unsigned s = parts[p].from; s < parts[p + 1].from; s++) {
            deflate->code[s] = reversed(parts[p].code + s - parts[p].from, parts[p].bits);
            deflate->code_bits[s] = (uint8_t)parts[p].bits;
        }
    }
    for (unsigned s = 0; s < LENGTHS; s++)
        for (unsigned length = length_base[s]; length <= LENGTH_MOST; length++)
            deflate->length_symbol[length] = (uint16_t)(END + 1 + s);
}

void deflate_start(struct deflate *deflate)
{
    deflate->bits = 0;
    deflate->bit_count = 0;
    make_codes(deflate);
}

/* At most 32 bits at once. */
static inline void put_bits(struct deflate *deflate, uint64_t value, unsigned count)
{
    deflate->bits |= value << deflate->bit_count;
    deflate->bit_count += count;
    while (deflate->bit_count >= 8) {
        deflate->out[deflate->used++] = (unsigned char)deflate->bits;
        deflate->bits >>= 8;
        deflate->bit_count -= 8;
    }
}

static inline void put_symbol(struct deflate *deflate, unsigned symbol)
{
    put_bits(deflate, deflate->code[symbol], deflate->code_bits[symbol]);
}

/* "As many bytes as `length`, from `distance` before here." */
static void put_match(struct deflate *deflate, unsigned length, unsigned distance)
{
    unsigned symbol = deflate->length_symbol[length], place = symbol - END - 1;
    put_symbol(deflate, symbol);
    put_bits(deflate, length - length_base[place], length_extra[place]);
    unsigned rest = distance - 1, code = rest, extra = 0;
    if (rest >= 4) {
        for (extra = 1; rest >> (extra + 2) != 0; extra++)
            ;
        code = 2 * extra + (rest >> extra);
    }
    put_bits(deflate, reversed(code, DISTANCE_BITS), DISTANCE_BITS);
    put_bits(deflate, rest & ((1u << extra) - 1), extra);
}

static inline uint32_t four(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint32_t hash(uint32_t bytes)
{
    return bytes * UINT32_C(2654435761) >> (32 - HASH_BITS);
}

static unsigned same(const unsigned char *a, const unsigned char *b, const unsigned char *end)
{
    unsigned length = 0, most = end - b < LENGTH_MOST ? (unsigned)(end - b) : LENGTH_MOST;
    while (length + 8 <= most && memcmp(a + length, b + length, 8) == 0)
        length += 8;
    while (length < most && a[length] == b[length])
        length++;
    return length;
}

void deflate_piece(struct deflate *deflate, const unsigned char *bytes, size_t size, bool last)
{
    const unsigned char *end = bytes + size, *p = bytes;
    deflate->used = 0;
    memset(deflate->last, 0, sizeof deflate->last);
    put_bits(deflate, last, 1);
    put_bits(deflate, 1, 2); /* fixed codes */
    while (end - p >= LENGTH_LEAST) {
        uint32_t now = four(p);
        uint16_t *place = &deflate->last[hash(now)];
        const unsigned char *before = bytes + *place - 1;
        bool seen = *place > 0 && p - before <= DISTANCE_MOST && four(before) == now;
        *place = (uint16_t)(p - bytes + 1);
        if (!seen) {
            put_symbol(deflate, *p++);
            continue;
        }
        unsigned length = same(before, p, end);
        put_match(deflate, length, (unsigned)(p - before));
        for (const unsigned char *to = p + length; ++p < to;)
            if (end - p >= LENGTH_LEAST)
                deflate->last[hash(four(p))] = (uint16_t)(p - bytes + 1);
    }
    while (p < end)
        put_symbol(deflate, *p++);
    put_symbol(deflate, END);
    if (last)
        put_bits(deflate, 0, (8 - deflate->bit_count) & 7);
}
