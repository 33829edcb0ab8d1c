/* SPDX-License-Identifier: Apache-2.0 */
/* Compression (deflate, RFC 1951), kept simple. Each piece is a block of its own with the fixed
 * codes. For a repetition only one place is tried: the last one with the same four bytes. The same
 * pieces give the same bytes on every machine. */
#ifndef DEFLATE_H
#define DEFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a piece; of what it becomes, at most: nine bits for eight, and the ends. */
enum { DEFLATE_PIECE = 65536, DEFLATE_MOST = DEFLATE_PIECE + DEFLATE_PIECE / 8 + 16 };

struct deflate {
    uint64_t bits; /* not yet written, the first lowest */
    unsigned bit_count;
    uint16_t code[288]; /* of literals and lengths, first bit lowest */
    uint8_t code_bits[288];
    uint16_t length_symbol[259]; /* of a length: its symbol */
    uint16_t last[1 << 14];      /* by hash: a place of the piece, plus one; 0 = none */
    size_t used;
    unsigned char out[DEFLATE_MOST];
};

/* Begins a stream. */
void deflate_start(struct deflate *deflate);
/* Puts a piece of at most DEFLATE_PIECE bytes; `out` holds `used` bytes that are to be taken. The
 * last piece ends the stream. */
void deflate_piece(struct deflate *deflate, const unsigned char *bytes, size_t size, bool last);

#endif
