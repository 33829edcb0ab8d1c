/* SPDX-License-Identifier: Apache-2.0 */
/* Days by what care they were: both modes and whether the patient is under age, the mention of the
 * authorisation; and the types of care of 2004 that follow. */
#ifndef CARE_H
#define CARE_H

#include "cli/run/batch.h"
#include "facts.h"
#include "lines.h"
#include "references.h"

enum care_age { CARE_ADULT, CARE_MINOR, CARE_AGE_UNKNOWN, CARE_AGES };
enum { PALLIATIVE = 4 }; /* the mode; as the main one, beside another, neither: */
enum { PALLIATIVE_MAIN, PALLIATIVE_ALSO, PALLIATIVE_NOT, PALLIATIVE_WAYS };
/* 00 to 03; blank; something else; the format does not carry it. */
enum { MENTIONS = 4, MENTION_BLANK = 4, MENTION_OTHER, MENTION_UNMEASURED, MENTION_WAYS };

/* Records of a mode of 2004, by what the patient is counted with. */
struct care_lines {
    struct report_lines alone, associated;
};
/* Types of domicile of establishments and of home nursing: 3 to 6; then all others. */
enum { DOMICILE_FIRST = '3', DOMICILES = 4 };
enum { CARE_PAEDIATRICS, CARE_PERINATALITY, CARE_PARTS };

enum { CARE_CELLS = MENTION_WAYS * AGE_CLASSES * (DOMICILES + 1) * PALLIATIVE_WAYS };
struct care_cell {
    uint64_t records;
    int64_t days;
};

struct care {
    int64_t (*days)[MODES][CARE_AGES]; /* by MPP, MPA, age */
    struct care_cell cell[CARE_CELLS]; /* by mention, age, domicile and palliative at once */
    int64_t without_ssiad;             /* days that type of domicile 6 could not be said of */
    int64_t mention[MENTION_WAYS];     /* days; once finished, as the counts of these lines: */
    struct report_lines of_mention[MENTION_WAYS], of_age[AGE_CLASSES], of_domicile[DOMICILES + 1],
        of_palliative[PALLIATIVE_WAYS];
    struct care_lines (*lines)[MODES]; /* by part, by code: those of modes of 2004 */
    bool looked[CARE_PARTS][MODES];    /* whether a code is one of them */
};

/* False when there is no memory (a message is said). */
bool care_start(struct care *care);
void care_free(struct care *care);
/* A record that is grouped, with its days. They come in the order of the input. */
void care_add(struct care *care, const struct facts *facts, int64_t days);
void care_join(struct care *care, const struct care *more);
/* Nothing is added any more. */
void care_finish(struct care *care);
/* Days whose MPP, or either mode, is this one; MODE_NONE is none. */
int64_t care_days(const struct care *care, int mode, bool either);

/* Modes of 2004 with one code of the PMSI, which does not tell them apart: days of that MPP (for
 * 25, which is an MPA only, of that MPA), alone and beside another mode. For pédiatrie: of minors.
 */
struct care_2004 {
    char name[2][128]; /* by language */
    const char *part;
    int code;
    int64_t alone, associated;
    char care_alone[64], care_associated[64]; /* types of care, joined by | when the text or the
                                                 PMSI does not choose; "" = none is given */
    const struct care_lines *lines;
};
/* The words of such a text in the language of messages: a part, or types of care, which stand with
 * "ou" between them. */
enum { CARE_WORDS = 128 };
void care_words(char out[CARE_WORDS], const char *text);
enum { CARE_2004_MAX = 32 };
size_t care_2004(const struct care *care, struct care_2004 out[CARE_2004_MAX]);

#endif
