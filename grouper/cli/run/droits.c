/* SPDX-License-Identifier: Apache-2.0 */
#include "droits.h"

#include "cli/base/status.h"
#include "cli/base/words.h"
#include "side.h"

typedef int add_line(had_droits *droits, const void *line, size_t length, had_droits_line *out);

/* How one kind of file is read. */
struct droits_reading {
    const struct batch *batch;
    enum had_kind kind;
    add_line *add;
    int64_t lines;     /* given so far */
    uint64_t rejected; /* of the file being read */
};

static int read_line(void *own, struct side *side, const unsigned char *line, size_t length)
{
    struct droits_reading *reading = own;
    had_droits_line read = {.size = sizeof read};
    reading->lines++;
    if (reading->add(reading->batch->droits, line, length, &read) != HAD_OK) {
        say(W_NO_MEMORY);
        return FILES;
    }
    if (read.rejected >= 0) {
        reading->rejected++;
        side_find(side, read.rejected, read.position, read.expected, true);
    }
    return DONE;
}

static int read_file(struct droits_reading *reading, const char *path)
{
    const struct batch *batch = reading->batch;
    struct side_counts counts = {.files = 0};
    reading->rejected = 0;
    int status = side_each(batch, &counts, path, 1u << reading->kind, read_line, reading);
    if (!status && !batch->options->quiet)
        say_plain(W_SIDE_READ, path, (unsigned long long)counts.lines,
                  (unsigned long long)reading->rejected);
    return status;
}

static int read_list(struct droits_reading *reading, const struct list *files,
                     int64_t first[LIST_MAX])
{
    int status = DONE;
    for (size_t i = 0; !status && i < files->count; i++) {
        first[i] = reading->lines;
        status = read_file(reading, files->item[i]);
    }
    return status;
}

int droits_read(struct batch *batch, struct droits_places *places)
{
    struct droits_places unused;
    struct droits_reading vidhosp = {batch, HAD_KIND_VID_HOSP, had_droits_vidhosp, 0},
                          hosp_pmsi = {batch, HAD_KIND_HOSP_PMSI, had_droits_hosp_pmsi, 0};
    places = places ? places : &unused;
    if (had_droits_new(batch->engine, &batch->droits) != HAD_OK) {
        say(W_NO_MEMORY);
        return FILES;
    }
    int status = read_list(&vidhosp, &batch->options->vidhosp, places->vidhosp);
    return status ? status : read_list(&hosp_pmsi, &batch->options->hosp_pmsi, places->hosp_pmsi);
}

/* The last file that begins at the line or before: of empty files, the one that holds it. */
static const char *file_of(const struct list *files, const int64_t first[LIST_MAX], int64_t number,
                           uint64_t *line)
{
    size_t i = files->count;
    while (number >= 0 && i > 0)
        if (first[--i] <= number) {
            *line = (uint64_t)(number - first[i]) + 1;
            return files->item[i];
        }
    return NULL;
}

const char *droits_vidhosp(const struct options *options, const struct droits_places *places,
                           int64_t number, uint64_t *line)
{
    return file_of(&options->vidhosp, places->vidhosp, number, line);
}

const char *droits_hosp_pmsi(const struct options *options, const struct droits_places *places,
                             int64_t number, uint64_t *line)
{
    return file_of(&options->hosp_pmsi, places->hosp_pmsi, number, line);
}
