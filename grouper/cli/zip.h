/* SPDX-License-Identifier: Apache-2.0 */
/* A zip archive written as it comes, in constant memory, to a place that cannot be gone back in: a
 * pipe, or a file that is hashed on its way. Nothing is compressed. What is said of an entry only
 * once its bytes have gone by (CRC-32, size) stands behind it, which readers accept of an entry
 * whose end is told by its own bytes: so each is a deflate stream (RFC 1951) of blocks that are not
 * compressed. The same entries give the same bytes: no date, and blocks cut by their size alone. */
#ifndef ZIP_H
#define ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zip;

/* Bytes that no archive goes beyond: its offsets have 32 bits. */
#define ZIP_MOST UINT32_MAX
enum { ZIP_NAME = 48 };

/* 0, or it has failed and the archive with it. */
typedef int zip_write(void *context, const unsigned char *bytes, size_t size);

/* NULL when there is no memory. */
struct zip *zip_new(zip_write *write, void *context);
void zip_free(struct zip *zip);

/* Begins an entry, the one before being at its end. `name`: ASCII, shorter than ZIP_NAME. */
bool zip_entry(struct zip *zip, const char *name);
bool zip_add(struct zip *zip, const void *bytes, size_t size);
bool zip_text(struct zip *zip, const char *text);
/* Ends the archive. */
bool zip_end(struct zip *zip);
/* Why the calls above have been false: it grew beyond ZIP_MOST (else: no memory, or `write`). */
bool zip_too_big(const struct zip *zip);

#endif
