/* SPDX-License-Identifier: Apache-2.0 */
#include "dropped.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "os/os.h"
#include "cli/base/status.h"
#include "cli/base/words.h"
#include "cli/files/load.h"

/* As from a desktop: HAD_DROPPED, for tests. */
static bool from_desktop(void)
{
    return getenv("HAD_DROPPED") || os_own_window();
}

bool dropped(int count, const char *const *paths)
{
    struct os_look look;
    for (int i = 0; i < count; i++)
        if (os_look_path(paths[i], &look) < 0)
            return false;
    return from_desktop();
}

/* What is written is named after the first that was dropped, without a slash after it. */
static bool beside(char out[OS_PATH], const char *first, const char *ending)
{
    size_t length = strlen(first);
    while (length > 1 && strchr("/\\", first[length - 1]))
        length--;
    int n = snprintf(out, OS_PATH, "%.*s%s", (int)length, first, ending);
    return n >= 0 && n < OS_PATH;
}

/* had report [--classification DIR]... FILE... -o OUT [--to xlsx] */
static int report(int count, const char **paths, const char *out, bool workbook,
                  int (*command)(int count, const char **given))
{
    const char **given = calloc((size_t)count * 2 + 8, sizeof *given);
    int n = 0;
    if (!given) {
        say(W_NO_MEMORY);
        return FILES;
    }
    given[n++] = "report";
    for (int i = 0; i < count; i++) {
        if (load_is_classification(paths[i]))
            given[n++] = "--classification";
        given[n++] = paths[i];
    }
    if (count == 0)
        given[n++] = ".";
    given[n++] = "-o";
    given[n++] = out;
    if (workbook) {
        given[n++] = "--to";
        given[n++] = "xlsx";
        given[n++] = "-q"; /* the page has said it all */
    }
    int status = command(n, given);
    free(given);
    return status;
}

int dropped_run(int count, const char **paths, int (*command)(int count, const char **given))
{
    char page[OS_PATH], book[OS_PATH];
    const char *first = count > 0 ? paths[0] : "./had";
    int status =
        beside(page, first, ".had.html") && beside(book, first, ".had.xlsx") ? DONE : USAGE;
    if (!status)
        status = report(count, paths, page, false, command);
    if (!status)
        status = report(count, paths, book, true, command);
    if (status) {
        say_plain(W_DROPPED_NOTHING);
        say_plain(W_DROPPED_HOW);
    } else {
        say_plain(W_DROPPED_PAGE, page);
        say_plain(W_DROPPED_BOOK, book);
    }
    say_plain(W_DROPPED_CLOSE);
    os_hold_window();
    return status;
}
