/* SPDX-License-Identifier: Apache-2.0 */
/* What the fuzz targets share. Each target is one file with the function that libFuzzer calls; with
 * -Dfuzz=true (clang) it is a fuzzer, else replay.c makes of it a program that runs it on the files
 * of a directory (fixtures/fuzz/TARGET), in `meson test`. */
#ifndef FUZZ_H
#define FUZZ_H

#include "support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold, whatever the bytes. */
#define HOLDS(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* Bytes in a block of exactly their size: a sanitizer sees a step beyond. The caller frees. */
char *fuzz_exact(const void *bytes, size_t size);

/* The next line of the bytes, its end included, as an exact copy to be freed; NULL at the end. */
char *fuzz_line(const uint8_t **data, size_t *size, size_t *length);

/* Cuts the bytes at the first NUL: the part before it becomes a file, to be freed; what is behind
 * it remains. */
had_file fuzz_part(const uint8_t **data, size_t *size, const char *name);

/* Everything built in, the trial classification. (support_tables asks Check, which runs in suites
 * only.) */
had_tables *fuzz_tables_new(void);
had_engine *fuzz_engine_new(const had_tables *tables, const had_options *options);

/* An engine of such tables, which are made once. `carried`: a had_carried. */
had_engine *fuzz_engine(bool rapss, int carried);

/* Whether two results say the same. */
bool fuzz_same(const had_result *a, const had_result *b);

/* What holds of any result: its counts, and the places of its findings, are within bounds. */
void fuzz_result(const had_engine *engine, const char *line, size_t length,
                 const had_result *result);

#endif
