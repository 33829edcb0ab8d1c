/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A vendor's first program: reads RPSS records on standard input, prints the group and the amount
 * of each on standard output.
 *
 *     cc vendor.c $(pkg-config --cflags --libs had) -o vendor && ./vendor < fixtures/rpss.txt
 */
#include <had.h>
#include <stdio.h>

static int fail(const char *what, const had_error *error)
{
    fprintf(stderr, "%s: %s:%u: %s\n", what, error->file, (unsigned)error->line, error->en);
    return 1;
}

/* One line with its end, whatever its bytes; what does not fit in a record is passed over, and the
 * line is then too long to be taken for one. 0 at the end of the input. */
static size_t read_line(char *line, size_t room)
{
    size_t length = 0;
    int c;
    while ((c = getchar()) != EOF) {
        if (length < room)
            line[length++] = (char)c;
        if (c == '\n')
            break;
    }
    return length;
}

int main(void)
{
    had_tables *tables = NULL;
    had_engine *engine = NULL;
    had_error error = {.size = sizeof error};

    /* Layouts, lists and published tariffs; then a classification: the trial one here. A real
     * program gives had_tables_add the files of its own directory. */
    if (had_tables_new(NULL, &tables) || had_tables_add_published(tables, &error) ||
        had_tables_add_builtin_classification(tables, "essai", &error))
        return fail("tables", &error);
    if (had_engine_new(tables, NULL, &engine, &error))
        return fail("engine", &error);

    static char line[HAD_RECORD_MAX + 3];
    had_result result = {.size = sizeof result};
    for (size_t length = 0; (length = read_line(line, sizeof line)) > 0;) {
        size_t debris = had_debris(line, length); /* a byte order mark: no part of the record */
        int status = had_process(engine, line + debris, length - debris, &result);
        if (status != HAD_OK) {
            fprintf(stderr, "record: %s\n", had_status_text(status, 1));
            return 1;
        }
        if (result.outcome == HAD_REJECTED) {
            printf("rejected at byte %u\n", (unsigned)result.position);
            continue;
        }
        printf("%s code %s ghpc %s", result.format, result.code_retour, result.ghpc);
        for (int i = 0; i < result.zone_count; i++) {
            const had_zone *zone = &result.zone[i];
            printf("  GHT %02d x %d days = %lld.%02d", zone->ght, zone->jours,
                   (long long)(zone->montant / 100), (int)(zone->montant % 100));
        }
        putchar('\n');
    }
    had_engine_free(engine);
    had_tables_free(tables);
    return 0;
}
