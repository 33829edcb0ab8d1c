/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a fuzz target on files, and on all files of directories: fuzz-TARGET PATH... Each is also
 * run with its end cut off at some places, and with some of its bytes changed. */
#include <dirent.h>

#include "fuzz.h"

enum { SEED_MAX = 1 << 20, CHANGES = 40 };

static size_t runs;

static void run(const unsigned char *bytes, size_t size)
{
    char *copy = fuzz_exact(bytes, size);
    LLVMFuzzerTestOneInput((const uint8_t *)copy, size);
    free(copy);
    runs++;
}

static bool run_file(const char *path)
{
    static unsigned char bytes[SEED_MAX];
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    run(bytes, size);
    uint64_t state = size;
    for (int i = 0; i < CHANGES && size > 0; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t at = (size_t)(state >> 33) % size;
        unsigned char kept = bytes[at];
        bytes[at] = (unsigned char)(state >> 24);
        run(bytes, size);
        bytes[at] = kept;
        if (i % 4 == 0)
            run(bytes, at);
    }
    return true;
}

/* False when a path cannot be read. */
static bool run_path(const char *path)
{
    char name[4096];
    DIR *directory = opendir(path);
    bool all = true;
    if (!directory)
        return run_file(path);
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.')
            all = run_file(name) && all;
    }
    closedir(directory);
    return all;
}

int main(int argc, char **argv)
{
    bool all = true;
    for (int i = 1; i < argc; i++)
        all = run_path(argv[i]) && all;
    printf("%zu inputs\n", runs);
    return all && runs > 0 ? 0 : 1;
}
