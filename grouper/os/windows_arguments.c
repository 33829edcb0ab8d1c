/* SPDX-License-Identifier: Apache-2.0 */
#define WIN32_LEAN_AND_MEAN
#include "windows_arguments.h"

#include <windows.h>

#include <errno.h>
#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "names.h"
#include "os.h"

/* Whether a name fits a pattern, capitals or not. */
static bool fits(const wchar_t *pattern, const wchar_t *name)
{
    /* Behind the last star met, and where what it stands for ends so far: a star before it has no
     * need to stand for more. */
    const wchar_t *star = NULL, *end = NULL;
    while (*name) {
        if (*pattern == L'*') {
            star = ++pattern;
            end = name;
        } else if (*pattern == L'?' || towupper(*pattern) == towupper(*name)) {
            pattern++;
            name++;
        } else if (star) {
            pattern = star;
            name = ++end;
        } else {
            return false;
        }
    }
    while (*pattern == L'*')
        pattern++;
    return *pattern == L'\0';
}

static bool widen(const char *text, wchar_t out[OS_PATH])
{
    return MultiByteToWideChar(CP_UTF8, 0, text, -1, out, OS_PATH) > 0;
}

struct expansion {
    struct names_found *into;
    const char *pattern;
    size_t front; /* its bytes before its last part */
};

static int add_fitting(void *context, const char *name)
{
    const struct expansion *expansion = context;
    wchar_t pattern[OS_PATH], wide[OS_PATH];
    char path[OS_PATH];
    if (!widen(expansion->pattern + expansion->front, pattern) || !widen(name, wide) ||
        !fits(pattern, wide))
        return 0;
    int n = snprintf(path, sizeof path, "%.*s%s", (int)expansion->front, expansion->pattern, name);
    if (n < 0 || n >= OS_PATH)
        return 0;
    return names_found_add(expansion->into, path) ? 0 : -1;
}

/* No file has `*` or `?` in its name: a pattern that fits nothing stays, and is refused when it is
 * opened. */
static bool add(struct names_found *found, const char *given)
{
    size_t front = strlen(given), before = found->count;
    char directory[OS_PATH] = ".";
    while (front > 0 && !strchr("/\\:", given[front - 1]))
        front--;
    const struct expansion expansion = {found, given, front};
    if (given[0] != '-' && strpbrk(given + front, "*?") && front < OS_PATH) {
        if (front > 0)
            snprintf(directory, sizeof directory, "%.*s", (int)front, given);
        if (os_list(directory, add_fitting, (void *)&expansion) < 0 && errno == ENOMEM)
            return false;
    }
    return found->count > before || names_found_add(found, given);
}

/* A directory that the shell completed (`dossier\`) is shown as `dossier/name`. */
static void end_with_slash(char *text)
{
    size_t length = strlen(text);
    if (length > 1 && text[length - 1] == '\\')
        text[length - 1] = '/';
}

static bool add_wide(struct names_found *found, const wchar_t *wide)
{
    int size = WideCharToMultiByte(CP_UTF8, 0, wide, -1, NULL, 0, NULL, NULL);
    char *text = size > 0 ? malloc((size_t)size) : NULL;
    bool added = text && WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, size, NULL, NULL) > 0;
    if (added)
        end_with_slash(text);
    added = added && add(found, text);
    free(text);
    return added;
}

bool windows_arguments(int *count, char ***arguments)
{
    int given = 0;
    wchar_t **list = CommandLineToArgvW(GetCommandLineW(), &given);
    struct names_found found = {0};
    bool whole = list != NULL;
    for (int i = 0; whole && i < given; i++)
        whole = i == 0 ? names_found_add(&found, "had") : add_wide(&found, list[i]);
    LocalFree(list);
    *count = (int)found.count;
    *arguments = found.list;
    return whole;
}
