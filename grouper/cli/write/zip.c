/* SPDX-License-Identifier: Apache-2.0 */
#include "zip.h"

#include <stdlib.h>
#include <string.h>

#include "deflate.h"
#include "cli/base/grow.h"

/* Signatures, and what is the same in every entry: PKWARE APPNOTE.TXT 4.3 and 4.4. */
enum {
    LOCAL = 0x04034b50,
    DESCRIPTOR = 0x08074b50,
    CENTRAL = 0x02014b50,
    END = 0x06054b50,
    VERSION = 20,   /* deflate */
    SIZES_LATE = 8, /* the flag: CRC and sizes come behind the bytes */
    DEFLATE = 8,
    EPOCH = 0x21 /* 1 January 1980: the date of everything */
};

struct zip_entry {
    char name[ZIP_NAME];
    uint32_t crc, packed, size, offset;
};

struct zip {
    zip_write *write;
    void *context;
    struct zip_entry *entries;
    size_t count, room;
    uint32_t most;
    uint64_t offset; /* bytes written */
    uint64_t size;   /* of the open entry: bytes taken */
    uint32_t crc;
    size_t used; /* of the piece */
    bool open, failed, too_big;
    uint32_t table[8][256];
    struct deflate deflate;
    unsigned char piece[DEFLATE_PIECE - 1];
};

/* --- CRC-32, eight bytes at a time ------------------------------------------------------------ */

static void crc_start(uint32_t table[8][256])
{
    for (uint32_t n = 0; n < 256; n++) {
        uint32_t c = n;
        for (int bit = 0; bit < 8; bit++)
            c = c & 1 ? c >> 1 ^ UINT32_C(0xEDB88320) : c >> 1;
        table[0][n] = c;
    }
    for (uint32_t n = 0; n < 256; n++)
        for (int k = 1; k < 8; k++)
            table[k][n] = table[k - 1][n] >> 8 ^ table[0][table[k - 1][n] & 0xFF];
}

static uint32_t crc_add(const struct zip *zip, const unsigned char *p, size_t size)
{
    const uint32_t(*table)[256] = zip->table;
    uint32_t c = ~zip->crc;
    for (; size >= 8; p += 8, size -= 8) {
        c ^= (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
        c = table[7][c & 0xFF] ^ table[6][c >> 8 & 0xFF] ^ table[5][c >> 16 & 0xFF] ^
            table[4][c >> 24] ^ table[3][p[4]] ^ table[2][p[5]] ^ table[1][p[6]] ^ table[0][p[7]];
    }
    for (; size > 0; p++, size--)
        c = c >> 8 ^ table[0][(c ^ *p) & 0xFF];
    return ~c;
}

/* --- Bytes out -------------------------------------------------------------------------------- */

static bool give(struct zip *zip, const unsigned char *bytes, size_t size)
{
    zip->too_big |= size > zip->most - zip->offset;
    zip->failed |= zip->too_big || zip->write(zip->context, bytes, size) != 0;
    zip->offset += zip->failed ? 0 : size;
    return !zip->failed;
}

/* Numbers of two and four bytes, the low one first. */
static unsigned char *two(unsigned char *out, uint32_t n)
{
    out[0] = (unsigned char)n;
    out[1] = (unsigned char)(n >> 8);
    return out + 2;
}

static unsigned char *four(unsigned char *out, uint32_t n)
{
    return two(two(out, n & 0xFFFF), n >> 16);
}

static bool give_piece(struct zip *zip, bool last)
{
    deflate_piece(&zip->deflate, zip->piece, zip->used, last);
    zip->used = 0;
    return give(zip, zip->deflate.out, zip->deflate.used);
}

/* --- Entries ---------------------------------------------------------------------------------- */

/* From `version needed` to the length of the extra field: the same in both of an entry's headers.
 */
static unsigned char *put_facts(unsigned char *out, const struct zip_entry *entry)
{
    out = two(two(two(out, VERSION), SIZES_LATE), DEFLATE);
    out = two(two(out, 0), EPOCH);
    out = four(four(four(out, entry->crc), entry->packed), entry->size);
    return two(two(out, (uint32_t)strlen(entry->name)), 0);
}

static bool give_name(struct zip *zip, const struct zip_entry *entry)
{
    return give(zip, (const unsigned char *)entry->name, strlen(entry->name));
}

static bool end_entry(struct zip *zip)
{
    unsigned char descriptor[16];
    if (zip->failed || !zip->open)
        return !zip->failed;
    struct zip_entry *entry = &zip->entries[zip->count - 1];
    if (!give_piece(zip, true))
        return false;
    zip->open = false;
    entry->crc = zip->crc;
    entry->packed = (uint32_t)zip->offset - entry->packed;
    entry->size = (uint32_t)zip->size;
    four(four(four(four(descriptor, DESCRIPTOR), entry->crc), entry->packed), entry->size);
    return give(zip, descriptor, sizeof descriptor);
}

bool zip_entry(struct zip *zip, const char *name)
{
    unsigned char header[30];
    if (!end_entry(zip) ||
        !grow((void **)&zip->entries, &zip->room, zip->count, sizeof *zip->entries)) {
        zip->failed = true;
        return false;
    }
    struct zip_entry *entry = &zip->entries[zip->count++];
    *entry = (struct zip_entry){.offset = (uint32_t)zip->offset};
    strncpy(entry->name, name, ZIP_NAME - 1);
    put_facts(four(header, LOCAL), entry);
    if (!give(zip, header, sizeof header) || !give_name(zip, entry))
        return false;
    entry->packed = (uint32_t)zip->offset; /* where it begins, until it ends */
    zip->open = true;
    zip->size = 0;
    zip->crc = 0;
    deflate_start(&zip->deflate);
    return true;
}

bool zip_add(struct zip *zip, const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    zip->too_big |= size > zip->most - zip->size;
    zip->failed |= zip->too_big;
    if (zip->failed)
        return false;
    zip->crc = crc_add(zip, p, size);
    zip->size += size;
    while (size > 0) {
        if (zip->used == sizeof zip->piece && !give_piece(zip, false))
            return false;
        size_t room = sizeof zip->piece - zip->used, n = room < size ? room : size;
        memcpy(zip->piece + zip->used, p, n);
        zip->used += n;
        p += n;
        size -= n;
    }
    return true;
}

bool zip_text(struct zip *zip, const char *text)
{
    return zip_add(zip, text, strlen(text));
}

bool zip_end(struct zip *zip)
{
    unsigned char record[46];
    if (!end_entry(zip))
        return false;
    uint32_t start = (uint32_t)zip->offset;
    for (size_t i = 0; i < zip->count; i++) {
        const struct zip_entry *entry = &zip->entries[i];
        unsigned char *out = put_facts(two(four(record, CENTRAL), VERSION), entry);
        memset(out, 0, 10); /* no comment, disk 0, no attributes */
        four(out + 10, entry->offset);
        if (!give(zip, record, sizeof record) || !give_name(zip, entry))
            return false;
    }
    unsigned char *out = two(two(four(record, END), 0), 0); /* this disk, the first one */
    out = two(two(out, (uint32_t)zip->count), (uint32_t)zip->count);
    out = four(four(out, (uint32_t)zip->offset - start), start);
    out = two(out, 0);
    return give(zip, record, (size_t)(out - record));
}

bool zip_too_big(const struct zip *zip)
{
    return zip->too_big;
}

struct zip *zip_new(zip_write *write, void *context, uint32_t most)
{
    struct zip *zip = malloc(sizeof *zip);
    if (!zip)
        return NULL;
    memset(zip, 0, sizeof *zip);
    zip->write = write;
    zip->context = context;
    zip->most = most;
    crc_start(zip->table);
    return zip;
}

void zip_free(struct zip *zip)
{
    if (zip)
        free(zip->entries);
    free(zip);
}
