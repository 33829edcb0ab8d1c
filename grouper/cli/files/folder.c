/* SPDX-License-Identifier: Apache-2.0 */
#include "folder.h"

#include "cli/base/cause.h"
#include "load.h"
#include "output.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

static int some_name(void *context, const char *name)
{
    (void)context, (void)name;
    return 1;
}

/* One is made and taken away: what cannot be written is told before the work. */
static int try_folder(const char *path)
{
    char temporary[OS_PATH];
    if (os_temporary_directory(path, temporary) < 0) {
        say(W_NO_WRITE, path, cause());
        return FILES;
    }
    os_discard_directory(temporary);
    return DONE;
}

int folder_check(const char *path)
{
    struct os_look look;
    if (os_look_path(path, &look) < 0)
        return try_folder(path);
    int names = look.directory ? os_list(path, some_name, NULL) : 1;
    if (names == 0)
        return try_folder(path);
    if (names < 0)
        say(W_NO_OPEN, path, cause());
    else
        say(W_FOLDER_EXISTS, path);
    return FILES;
}

int folder_write(const char *path, int (*fill)(void *context, const char *directory), void *context)
{
    char temporary[OS_PATH];
    if (os_temporary_directory(path, temporary) < 0) {
        say(W_NO_WRITE, path, cause());
        return FILES;
    }
    int status = fill(context, temporary);
    if (!status && os_replace_directory(temporary, path) < 0) {
        say(W_NO_WRITE, path, cause());
        status = FILES;
    }
    if (status)
        os_discard_directory(temporary);
    return status;
}

static int fill_nothing(void *context, const char *directory)
{
    (void)context, (void)directory;
    return DONE;
}

int folder_empty(const char *path)
{
    return folder_write(path, fill_nothing, NULL);
}

int folder_file(const char *directory, const char *name,
                void (*write)(struct sink *sink, const void *context), const void *context)
{
    struct output output;
    char path[OS_PATH];
    if (!path_join(path, directory, name)) {
        say(W_TABLE_NAME, name);
        return FILES;
    }
    int status = output_open(&output, path);
    if (status)
        return status;
    write(&output.sink, context);
    return output_commit(&output);
}

void put_line(struct sink *sink, const char *text)
{
    sink_room(sink, strlen(text) + 1);
    put_text(sink, text);
    put(sink, '\n');
}
