/* SPDX-License-Identifier: Apache-2.0 */
#include "given.h"

#include <string.h>

#include "load.h"
#include "cli/base/words.h"

/* Lines said of one code in one file; codes that remarks have. */
enum { LINES_SAID = 20, CODES = 8 };

/* How often each code was met in the file being gone through. */
struct met {
    int32_t code[CODES];
    unsigned long long times[CODES];
    char name[CODES][4]; /* of the finding: what the sentence begins with */
    size_t count;
};

static unsigned long long *times_of(struct met *met, const had_error *remark)
{
    size_t i = 0;
    while (i < met->count && met->code[i] != remark->code)
        i++;
    if (i == CODES)
        return NULL;
    if (i == met->count) {
        met->count++;
        met->code[i] = remark->code;
        met->times[i] = 0;
        memcpy(met->name[i], remark->en, sizeof met->name[i] - 1);
        met->name[i][sizeof met->name[i] - 1] = '\0';
    }
    return &met->times[i];
}

static void say_others(const char *file, struct met *met)
{
    for (size_t i = 0; i < met->count; i++)
        if (met->times[i] > LINES_SAID)
            say(W_SIDE_MORE, file, met->name[i], (unsigned long long)(met->times[i] - LINES_SAID));
    met->count = 0;
}

void given_say(const had_tables *tables, bool all)
{
    struct met met = {.count = 0};
    char file[sizeof((had_error *)0)->file] = "";
    for (size_t i = 0; i < had_remark_count(tables); i++) {
        had_error remark = {.size = sizeof remark};
        had_remark_get(tables, i, &remark);
        if (strcmp(file, remark.file) != 0)
            say_others(file, &met);
        strcpy(file, remark.file);
        unsigned long long *times = times_of(&met, &remark);
        if (all || !times || ++*times <= LINES_SAID)
            load_complain(&remark);
    }
    say_others(file, &met);
}

void given_debris(const char *name, const struct debris *debris)
{
    enum { LINE = 512, KINDS = 4 };
    const uint64_t counts[KINDS] = {debris->marks, debris->ends, debris->lines, debris->blanks};
    const enum word names[KINDS] = {
        word_taking(W_S_DEBRIS_MARKS, 0ULL), word_taking(W_S_DEBRIS_ENDS, 0ULL),
        word_taking(W_S_DEBRIS_LINES, 0ULL), word_taking(W_S_DEBRIS_BLANKS, 0ULL)};
    char text[LINE] = "";
    size_t used = 0;
    for (int i = 0; i < KINDS; i++) {
        if (counts[i] == 0)
            continue;
        if (used > 0)
            text[used++] = ',', text[used++] = ' ';
        used += words_write_word(text + used, LINE - used, names[i], (unsigned long long)counts[i]);
    }
    if (used > 0)
        say_plain(W_S_DEBRIS, name, text);
}

void given_report(const had_tables *tables)
{
    typedef unsigned long long n;
    for (size_t i = 0; i < had_given_count(tables); i++) {
        had_given_info info = {.size = sizeof info};
        had_given_get(tables, i, &info);
        if (info.unfilled > 0) {
            say_plain(W_GIVEN_UNFILLED, info.name, (n)info.unfilled);
            continue;
        }
        given_debris(info.name, &(struct debris){info.debris_marks, info.debris_ends,
                                                 info.debris_lines, info.debris_blanks});
        if (info.lines == info.debris_lines)
            say_plain(W_GIVEN_EMPTY, info.name);
        if (info.rewritten > 0)
            say_plain(W_GIVEN_REWRITTEN, info.name, (n)info.rewritten);
    }
}
