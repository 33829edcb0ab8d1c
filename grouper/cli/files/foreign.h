/* SPDX-License-Identifier: Apache-2.0 */
/* What a file looks like that is none of those that a command reads (rule R44): an archive, a
 * document, a text saved in another way, a file of another PMSI field. */
#ifndef FOREIGN_H
#define FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

enum { FOREIGN_WORDS = 256 };

/* Bytes of its start, and of its first line that holds something, that are enough to tell. */
enum { FOREIGN_BYTES = 512 };

/* The words for what the start of a file looks like, in the language of messages; false when it
 * cannot be told. No value of a record is among them. */
bool foreign_start(char *out, size_t room, const unsigned char *start, size_t size);
/* Whether that is the start of a file that holds others, or of a document: lines of records may
 * stand in it as they are, among bytes that are none of theirs. It is never read. */
bool foreign_container(const unsigned char *start, size_t size);
/* Whether that is the start of a zip in which files are, and not of a workbook, which is a zip too.
 */
bool foreign_zip(const unsigned char *start, size_t size);
/* The same for a line that is a record of some other kind, whatever stands around it. */
bool foreign_record(char *out, size_t room, const unsigned char *line, size_t size, size_t whole);
/* The same for its first line that holds something, without debris in front; `whole`: its length in
 * the file. */
bool foreign_line(char *out, size_t room, const unsigned char *line, size_t size, size_t whole);
/* The same for a file read whole: by its start, by the first record of another kind in its first
 * MiB, or by its first line that holds something. */
bool foreign_file(char *out, size_t room, const void *bytes, size_t size);
/* Whether a line is that of a convention, or of one that has lost or gained some bytes. */
bool foreign_convention(const unsigned char *line, size_t length);

#endif
