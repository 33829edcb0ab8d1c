/* SPDX-License-Identifier: Apache-2.0 */
/* The whole command on small files: the first byte says what is run, the rest are two files cut at
 * the first NUL. Whatever they hold, it ends with one of its statuses, and never with 70: what it
 * has read is accounted for. */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

/* main of cli/main.c, under another name. */
int had_main(int argc, char **argv);

enum { ARGUMENTS = 14 };
#define ESSAI "--classification", "essai"

static const char *const runs[][ARGUMENTS] = {
    {"price", ESSAI, "a"},
    {"price", ESSAI, "--by", "jour", "--to", "jsonl", "a"},
    {"price", ESSAI, "--by", "mois,ght,variante,finess", "--chainage", "a"},
    {"price", ESSAI, "--by", "total", "-j", "2", "a", "b"},
    {"price", ESSAI, "--zones", "calculees", "--tableur", "--coef-prudentiel", "auto", "a"},
    {"price", ESSAI, "--vidhosp", "b", "a"},
    {"price", ESSAI, "--conventions", "b", "--doublons", "a"},
    {"group", ESSAI, "a"},
    {"group", ESSAI, "--to", "csv", "--cim10", "b", "a"},
    {"check", "a"},
    {"check", "--to", "rapport", ESSAI, "--ensemble", "--date", "2026-01-01", "a", "b"},
    {"check", "--values", "--avertissements", "--periode", "2024-05", ESSAI, "--ccam", "b", "a"},
    {"audit", ESSAI, "a"},
    {"compare", ESSAI, "a", "b"},
    {"explain", ESSAI, "a", "--ligne", "1"},
    {"explain", ESSAI, "a", "--ligne", "1", "--to", "jsonl", "--fichcomp", "b"},
    {"explain", ESSAI, "a", "--ligne", "1", "--rsf", "b"},
    {"report", ESSAI, "a"},
    {"report", ESSAI, "a", "--avant", "b"},
    {"report", ESSAI, "a", "--fichcomp", "b", "--to", "xlsx", "-o", "out"},
    {"drugs", "a", "--rpss", "b"},
    {"drugs", "a", "--by", "mois,ucd"},
    {"drugs", "b", "--rpss", "a", "--liste", "c"},
    {"bills", "a", "--rpss", "b", ESSAI},
    {"merge", "a", "b"},
    {"verify", "a"},
    {"tables", "learn", "--non-officiels", "a", "-o", "learned"},
    {"tables", "learn-tarifs", "a", "--rpss", "b", "-o", "learned"},
    {"tables", "coverage", ESSAI, "a"},
    {"price", "--to", "xlsx", "-o", "out", ESSAI, "a"},
    {"group", ESSAI, "--journal", "journal", "-o", "out", "a"},
    {"explain", ESSAI, "a", "--ligne", "1", "--jour", "2023-02-01", "--coef-geo", "1.07",
     "--coef-prudentiel", "auto", "--rsf", "b"},
    {"report", ESSAI, "a", "--rsf", "b"},
};
enum { RUNS = sizeof runs / sizeof runs[0], DONE_MOST = 4 };

/* A directory of its own, the current one, gone at the end; nothing of the caller's is loaded. */
static char directory[64];

static void leave(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", directory);
    if (system(command) != 0)
        fprintf(stderr, "%s stays\n", directory);
}

static void enter(void)
{
    bool shared = access("/dev/shm", W_OK) == 0;
    snprintf(directory, sizeof directory, "%s/had-fuzz-XXXXXX", shared ? "/dev/shm" : "/tmp");
    HOLDS(mkdtemp(directory) && chdir(directory) == 0);
    setenv("HOME", "/nonexistent", 1);
    unsetenv("XDG_DATA_HOME");
    atexit(leave);
}

static void write_file(const char *name, const void *bytes, size_t size)
{
    int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    HOLDS(file >= 0 && write(file, bytes, size) == (ssize_t)size && close(file) == 0);
}

/* Standard output and error go nowhere while it runs. */
static int quietly(int argc, char **argv)
{
    int nowhere = open("/dev/null", O_RDWR), out = dup(1), err = dup(2);
    HOLDS(nowhere >= 0 && out >= 0 && err >= 0);
    HOLDS(dup2(nowhere, 1) == 1 && dup2(nowhere, 2) == 2);
    int status = had_main(argc, argv);
    fflush(stdout);
    HOLDS(dup2(out, 1) == 1 && dup2(err, 2) == 2);
    close(nowhere);
    close(out);
    close(err);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    if (!directory[0])
        enter();
    const char *const *run = runs[*data++ % RUNS];
    size--;
    const uint8_t *nul = memchr(data, 0, size);
    size_t first = nul ? (size_t)(nul - data) : size;
    write_file("a", data, first);
    write_file("b", nul ? nul + 1 : data, nul ? size - first - 1 : 0);
    write_file("c", "ucd;indication;debut;fin\n9123456;;;\n", 36);
    char *argv[ARGUMENTS + 2] = {(char *)(uintptr_t) "had"};
    int argc = 1;
    for (; argc <= ARGUMENTS && run[argc - 1]; argc++)
        argv[argc] = (char *)(uintptr_t)run[argc - 1];
    int status = quietly(argc, argv);
    if (status < 0 || status > DONE_MOST)
        fprintf(stderr, "%s: status %d\n", run[0], status);
    HOLDS(status >= 0 && status <= DONE_MOST);
    unlink("out");
    unlink("journal");
    if (access("learned", F_OK) == 0)
        HOLDS(system("rm -rf learned") == 0);
    return 0;
}
