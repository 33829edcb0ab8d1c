/* SPDX-License-Identifier: Apache-2.0 */
/*
 * had-timer: runs commands in turn and says what each run took.
 *
 * Standard input, a command a line: RUNS WORD... (words cut at blanks, no shell). Standard output,
 * a run a line: number of the command, nanoseconds from start to end, nanoseconds of processor,
 * peak KiB, exit status.
 *
 *   > FILE   the command's output goes to FILE, then to the disk: had -o does as much
 *   -o FILE  a word of the command as any other
 *            Neither FILE is there when a run begins, and what its way to the disk takes of the
 *            processor counts: a file that is cut and written anew gets the memory of what it held,
 *            one that is written beside the old one (had -o) takes new memory, which costs more.
 *   &        joins two commands that run side by side; the time is that of the slower one
 *
 * Rounds and not series: when something else slows the machine down, it slows all commands. In C
 * because the clock starts just before the spawn, and because a child's peak begins with that of
 * the process it was forked from, which must be small.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { COMMANDS = 64, WORDS = 64, SIDE_BY_SIDE = 8, LINE = 4096 };

struct run {
    char *words[WORDS];
    const char *output;
};

struct command {
    long runs;
    struct run run[SIDE_BY_SIDE];
    int count;
};

static struct command commands[COMMANDS];

static void fail(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void parse(struct command *command, char *line)
{
    int words = 0;
    char *word = strtok(line, " \n");
    command->runs = word ? strtol(word, NULL, 10) : 0;
    command->count = 1;
    while ((word = strtok(NULL, " \n")) != NULL) {
        struct run *run = &command->run[command->count - 1];
        if (strcmp(word, "&") == 0 && command->count < SIDE_BY_SIDE) {
            command->count++;
            words = 0;
        } else if (strcmp(word, ">") == 0) {
            run->output = strtok(NULL, " \n");
        } else if (words < WORDS - 1) {
            run->words[words++] = word;
        }
    }
}

static int64_t nanoseconds(struct timeval t)
{
    return t.tv_sec * INT64_C(1000000000) + t.tv_usec * INT64_C(1000);
}

static int64_t now(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
        fail("clock_gettime");
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static pid_t start(const struct run *run)
{
    posix_spawn_file_actions_t actions;
    pid_t pid = 0;
    int error = posix_spawn_file_actions_init(&actions);
    if (!error)
        error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!error)
        error = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO,
                                                 run->output ? run->output : "/dev/null",
                                                 O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (!error)
        error = posix_spawnp(&pid, run->words[0], &actions, NULL, run->words, environ);
    errno = error;
    if (error)
        fail(run->words[0]);
    posix_spawn_file_actions_destroy(&actions);
    return pid;
}

/* Nanoseconds of processor that it took. */
static int64_t to_disk(const char *path)
{
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    int file = open(path, O_WRONLY);
    if (file < 0 || fsync(file) != 0 || close(file) != 0)
        fail(path);
    getrusage(RUSAGE_SELF, &after);
    return nanoseconds(after.ru_utime) + nanoseconds(after.ru_stime) -
           nanoseconds(before.ru_utime) - nanoseconds(before.ru_stime);
}

static void remove_file(const char *path)
{
    struct stat file;
    if (path && lstat(path, &file) == 0 && S_ISREG(file.st_mode) && unlink(path) != 0)
        fail(path);
}

static void remove_outputs(const struct run *run)
{
    remove_file(run->output);
    for (int i = 0; run->words[i] && run->words[i + 1]; i++)
        if (strcmp(run->words[i], "-o") == 0)
            remove_file(run->words[i + 1]);
}

static void measure(int number, const struct command *command)
{
    for (int i = 0; i < command->count; i++)
        remove_outputs(&command->run[i]);
    int64_t begin = now(), processor = 0;
    for (int i = 0; i < command->count; i++)
        start(&command->run[i]);
    long peak = 0;
    int worst = 0;
    for (int i = 0; i < command->count; i++) {
        struct rusage usage;
        int status;
        if (wait4(-1, &status, 0, &usage) < 0)
            fail("wait4");
        int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        worst = code > worst ? code : worst;
        processor += nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
        peak = usage.ru_maxrss > peak ? usage.ru_maxrss : peak;
    }
    for (int i = 0; i < command->count; i++)
        if (command->run[i].output)
            processor += to_disk(command->run[i].output);
    printf("%d %lld %lld %ld %d\n", number, (long long)(now() - begin), (long long)processor, peak,
           worst);
    fflush(stdout);
}

int main(void)
{
    static char lines[COMMANDS][LINE];
    int count = 0;
    long rounds = 0;
    while (count < COMMANDS && fgets(lines[count], LINE, stdin)) {
        parse(&commands[count], lines[count]);
        rounds = commands[count].runs > rounds ? commands[count].runs : rounds;
        count++;
    }
    for (long round = 0; round < rounds; round++)
        for (int i = 0; i < count; i++)
            if (round < commands[i].runs)
                measure(i, &commands[i]);
    return EXIT_SUCCESS;
}
