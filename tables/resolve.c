/* SPDX-License-Identifier: Apache-2.0 */
/* had-resolve OUT ID...: reads the tables compiled in, and the classifications named, by the
 * readers of the library, and writes what they made of them as C: arrays that need no reading. Runs
 * where the library is built; what it writes suits any machine, and is compiled for the one that is
 * built for. */
#include "lib/tables/resolved.h"
#include "printed.h"

const struct resolved resolved = {NULL, NULL, 0};

static int fail(const char *what, const char *why)
{
    fprintf(stderr, "had-resolve: %s: %s\n", what, why);
    return 1;
}

static int write_tables(const char *path, const struct had_tables *tables)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        return fail(path, "cannot be written");
    bool printed = printed_tables(out, tables);
    return fclose(out) == 0 && printed ? 0 : fail(path, "not all of the tables is written");
}

int main(int argc, char **argv)
{
    had_error error = {.size = sizeof error};
    had_tables *tables;
    if (argc < 3)
        return fail("usage", "had-resolve OUT ID...");
    if (had_tables_new(NULL, &tables) != HAD_OK)
        return fail("tables", "no memory");
    int status = had_tables_add_published(tables, &error);
    for (int i = 2; status == HAD_OK && i < argc; i++)
        status = had_tables_add_builtin_classification(tables, argv[i], &error);
    int code = status == HAD_OK ? write_tables(argv[1], tables) : fail(error.file, error.fr);
    had_tables_free(tables);
    return code;
}
