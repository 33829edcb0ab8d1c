/* SPDX-License-Identifier: Apache-2.0 */
/* A zip archive, written from its start to its end in constant memory: it may go to a pipe, or be
 * hashed on its way. The CRC-32 and the sizes of an entry are known only after its bytes, so they
 * stand behind them. Readers accept this where the bytes of the entry tell their own end: so each
 * entry is a deflate stream, made piece by piece. The same entries give the same bytes: no date,
 * and pieces cut by their size alone. */
#ifndef ZIP_H
#define ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zip;

/* The largest archive, and the largest entry: offsets and sizes have 32 bits. */
#define ZIP_MOST UINT32_MAX
enum { ZIP_NAME = 48 };

/* 0, or it has failed and the archive with it. */
typedef int zip_write(void *context, const unsigned char *bytes, size_t size);

/* `most`: ZIP_MOST, unless a test has less. NULL when there is no memory. */
struct zip *zip_new(zip_write *write, void *context, uint32_t most);
void zip_free(struct zip *zip);

/* Begins an entry, the one before being at its end. `name`: ASCII, shorter than ZIP_NAME. */
bool zip_entry(struct zip *zip, const char *name);
bool zip_add(struct zip *zip, const void *bytes, size_t size);
bool zip_text(struct zip *zip, const char *text);
/* Ends the archive. */
bool zip_end(struct zip *zip);
/* Why the calls above have been false: it grew beyond `most` (else: no memory, or `write`). */
bool zip_too_big(const struct zip *zip);

#endif
