/* SPDX-License-Identifier: Apache-2.0 */
/* SHA-256 (FIPS 180-4), for the fingerprints of a journal and of the groups that deductions come
 * from. */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes taken so far */
    unsigned char block[64];
};

enum { SHA256_TEXT = 65 };

void sha256_start(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *bytes, size_t size);
/* Writes the fingerprint as 64 hexadecimal digits and a NUL. */
void sha256_end(struct sha256 *sha, char text[SHA256_TEXT]);
/* All of it at once. */
void sha256_of(const void *bytes, size_t size, char text[SHA256_TEXT]);

#endif
