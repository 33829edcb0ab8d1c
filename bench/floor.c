/* SPDX-License-Identifier: Apache-2.0 */
/* had-floor: reads a file by blocks and counts its line ends: what any program that reads records
 * has to do, and nothing else. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1024 * 1024 };

int main(int argc, char **argv)
{
    static char block[BLOCK];
    int file = argc == 2 ? open(argv[1], O_RDONLY) : -1;
    ssize_t size;
    long lines = 0;
    if (file < 0)
        return EXIT_FAILURE;
    while ((size = read(file, block, sizeof block)) > 0)
        for (const char *p = block, *end = block + size;
             (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
            lines++;
    printf("%ld\n", lines);
    return size == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
