/* SPDX-License-Identifier: Apache-2.0 */
#include "learned.h"

#include <stdlib.h>
#include <string.h>

#include "boundaries.h"
#include "cli/base/grow.h"
#include "cli/base/index.h"
#include "cli/base/words.h"

enum { IK_MIN = 10, IK_MAX = 100, IK_STEP = 10, GHPC_ERROR = 9999 };

/* --- What workers read ------------------------------------------------------------------------ */

bool lessons_add(struct lessons *lessons, const struct lesson *lesson)
{
    bool begins =
        lessons->pieces == 0 || lessons->piece[lessons->pieces - 1].number != lessons->number;
    if (!grow((void **)&lessons->lesson, &lessons->room, lessons->count, sizeof *lesson) ||
        (begins && !grow((void **)&lessons->piece, &lessons->piece_room, lessons->pieces,
                         sizeof *lessons->piece)))
        return false;
    if (begins)
        lessons->piece[lessons->pieces++] =
            (struct lesson_piece){.number = lessons->number, .first = lessons->count};
    lessons->piece[lessons->pieces - 1].count++;
    lessons->lesson[lessons->count++] = *lesson;
    return true;
}

void lessons_free(struct lessons *lessons)
{
    free(lessons->lesson);
    free(lessons->piece);
    *lessons = (struct lessons){.lesson = NULL};
}

bool learned_take(struct learned *learned, struct lessons *lessons)
{
    bool taken =
        grow((void **)&learned->read, &learned->read_room, learned->reads, sizeof *learned->read) &&
        grow_to((void **)&learned->piece, &learned->piece_room, learned->pieces + lessons->pieces,
                sizeof *learned->piece);
    if (taken) {
        for (size_t i = 0; i < lessons->pieces; i++) {
            struct lesson_piece *piece = &learned->piece[learned->pieces++];
            *piece = lessons->piece[i];
            piece->lesson = lessons->lesson + piece->first;
        }
        learned->lessons += lessons->count;
        learned->read[learned->reads++] = lessons->lesson;
        lessons->lesson = NULL;
    }
    lessons_free(lessons);
    return taken;
}

/* A passage through all lessons, in the order of the input. */
struct passage {
    size_t piece, at;
};

static struct lesson *next_lesson(const struct learned *learned, struct passage *at)
{
    while (at->piece < learned->pieces && at->at == learned->piece[at->piece].count) {
        at->piece++;
        at->at = 0;
    }
    return at->piece < learned->pieces ? &learned->piece[at->piece].lesson[at->at++] : NULL;
}

/* --- Versions and triples --------------------------------------------------------------------- */

static bool knows(const struct learned *learned, const char *version)
{
    for (size_t i = learned->count; i-- > 0;)
        if (strcmp(learned->version[i]->text, version) == 0)
            return true;
    return learned->count < VERSIONS_MAX;
}

static struct learned_version *version_of(struct learned *learned, const char *text)
{
    /* Versions are few and come in runs: the last one met is nearly always the right one. */
    for (size_t i = learned->count; i-- > 0;)
        if (strcmp(learned->version[i]->text, text) == 0)
            return learned->version[i];
    if (!grow((void **)&learned->version, &learned->room, learned->count, sizeof *learned->version))
        return NULL;
    struct learned_version *version = calloc(1, sizeof *version);
    if (!version) {
        say(W_NO_MEMORY);
        return NULL;
    }
    memcpy(version->text, text, sizeof version->text);
    learned->version[learned->count++] = version;
    return version;
}

static struct learned_triple *triple_of(struct learned_version *version,
                                        const struct lesson *lesson)
{
    const unsigned char key[] = {lesson->mpp, lesson->mpa, (unsigned char)(lesson->ik & 0xFF),
                                 (unsigned char)(lesson->ik >> 8)};
    uint64_t hash = index_hash(key, sizeof key);
    size_t at;
    for (int64_t n = hashes_first(&version->index, hash, &at); n != HASHES_NONE;
         n = hashes_next(&version->index, hash, &at)) {
        struct learned_triple *triple = &version->triple[n];
        if (triple->mpp == lesson->mpp && triple->mpa == lesson->mpa && triple->ik == lesson->ik)
            return triple;
    }
    if (!grow((void **)&version->triple, &version->triple_room, version->triple_count,
              sizeof *version->triple) ||
        !index_add(&version->index, hash, version->triple_count))
        return NULL;
    struct learned_triple *triple = &version->triple[version->triple_count++];
    memset(triple, 0, sizeof *triple);
    triple->mpp = lesson->mpp;
    triple->mpa = lesson->mpa;
    triple->ik = lesson->ik;
    return triple;
}

/* --- What a record teaches -------------------------------------------------------------------- */

static void see(struct learned *learned, const struct learned_version *version,
                const struct lesson *lesson, enum trait trait, struct trait_seen *seen, int value)
{
    if (!seen->seen) {
        *seen = (struct trait_seen){.value = (int16_t)value, .seen = true, .first = lesson->place};
        return;
    }
    if (seen->value == value)
        return;
    seen->contradicted = true;
    learned->contradictions++;
    struct contradiction contradiction = {.lesson = lesson,
                                          .version = version,
                                          .trait = trait,
                                          .value = value,
                                          .first_value = seen->value,
                                          .place = lesson->place,
                                          .first = seen->first};
    learned->contradicted(learned->context, &contradiction);
}

/* The code retour is a minimum: a higher code may hide behind it, so only what it says itself is
 * learned (rule R34). 000 hides nothing. */
static int statut_of(const struct lesson *lesson)
{
    if (strcmp(lesson->code, "000") == 0)
        return HAD_AUTORISEE;
    if (strcmp(lesson->code, "517") == 0)
        return HAD_NON_AUTORISEE;
    if (strcmp(lesson->code, "530") == 0)
        return HAD_INATTENDUE;
    /* 056 is of the MPA alone when it is in no list. */
    if (strcmp(lesson->code, "056") == 0 && lesson->modes_listed)
        return HAD_ERRONEE;
    return HAD_STATUT_INCONNU;
}

/* Whether the IK lies under (-1) or above (1) the bounds of the pair, or within (0); false when the
 * record does not tell. */
static bool ik_of(const struct lesson *lesson, int *side)
{
    bool below = strcmp(lesson->code, "524") == 0 || strcmp(lesson->code, "535") == 0;
    /* GHPC 9999 beside 530: of the codes that give it, only one above 530 can hide. */
    below |= strcmp(lesson->code, "530") == 0 && lesson->ghpc == GHPC_ERROR;
    bool above = strcmp(lesson->code, "525") == 0;
    *side = below ? -1 : above ? 1 : 0;
    return below || above || lesson->ghpc != GHPC_ERROR;
}

static void teach_pair(struct learned *learned, struct learned_version *version,
                       const struct lesson *lesson)
{
    struct learned_pair *pair = &version->pair[lesson->mpp][lesson->mpa];
    int statut = statut_of(lesson);
    if (statut != HAD_STATUT_INCONNU)
        see(learned, version, lesson, TRAIT_STATUT, &pair->statut, statut);
    if (lesson->confirmation != LEARNED_NO_CONFIRMATION)
        see(learned, version, lesson, TRAIT_CONFIRMATION, &pair->confirmation,
            lesson->confirmation);
    /* 529 goes before the smaller ones; 900 and above are not of the fonction groupage. */
    bool smallest = strcmp(lesson->code, "529") != 0 && strcmp(lesson->code, "900") < 0;
    bool none = strcmp(lesson->code, "000") == 0;
    pair->not_erronee |= lesson->grouped || (smallest && strcmp(lesson->code, "056") > 0);
    pair->not_forbidden |= none || (lesson->grouped && lesson->ghpc != GHPC_ERROR) ||
                           (smallest && strcmp(lesson->code, "517") > 0);
}

static bool teach(struct learned *learned, struct learned_version *version,
                  const struct lesson *lesson)
{
    int side;
    teach_pair(learned, version, lesson);
    if (!lesson->grouped)
        return true;
    struct learned_triple *triple = triple_of(version, lesson);
    if (!triple)
        return false;
    struct trait_seen *trait = triple->trait;
    triple->records++;
    if (lesson->ghpc != GHPC_ERROR)
        see(learned, version, lesson, TRAIT_GHPC, &trait[TRAIT_GHPC], lesson->ghpc);
    for (int k = 0; k < HAD_PERIODES; k++)
        triple->zones[k] += lesson->ght[k] != 0;
    for (int k = 0; k < HAD_PERIODES; k++)
        if (lesson->ght[k])
            see(learned, version, lesson, (enum trait)(TRAIT_GHT1 + k), &trait[TRAIT_GHT1 + k],
                lesson->ght[k]);
    if (ik_of(lesson, &side))
        see(learned, version, lesson, TRAIT_IK, &trait[TRAIT_IK], side);
    return true;
}

/* --- The whole -------------------------------------------------------------------------------- */

/* Those without a period come last: no group, or none in any. */
static int by_period(const void *a, const void *b)
{
    const struct learned_version *x = *(struct learned_version *const *)a;
    const struct learned_version *y = *(struct learned_version *const *)b;
    if ((x->debut == 0) != (y->debut == 0))
        return x->debut == 0 ? 1 : -1;
    if (x->debut != y->debut)
        return x->debut < y->debut ? -1 : 1;
    return strcmp(x->text, y->text);
}

static int by_codes(const void *a, const void *b)
{
    const struct learned_triple *x = a, *y = b;
    if (x->mpp != y->mpp)
        return x->mpp < y->mpp ? -1 : 1;
    if (x->mpa != y->mpa)
        return x->mpa < y->mpa ? -1 : 1;
    return (x->ik > y->ik) - (x->ik < y->ik);
}

static int by_value(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static int by_number(const void *a, const void *b)
{
    const struct lesson_piece *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

/* Puts all lessons in the order of the input, and counts the records of each version. */
static bool count_versions(struct learned *learned)
{
    struct passage passage = {0, 0};
    struct lesson *lesson;
    if (learned->pieces > 0)
        qsort(learned->piece, learned->pieces, sizeof *learned->piece, by_number);
    while ((lesson = next_lesson(learned, &passage)) != NULL) {
        lesson->dropped = !knows(learned, lesson->version);
        if (lesson->dropped) {
            learned->dropped += lesson->grouped;
            learned->dropped_partial += lesson->grouped && strcmp(lesson->code, "529") == 0;
            continue;
        }
        struct learned_version *version = version_of(learned, lesson->version);
        if (!version)
            return false;
        version->records += lesson->grouped;
    }
    return true;
}

/* Whether a lesson is of a record of this version that has groups. */
static bool grouped_by(const struct lesson *lesson, const struct learned_version *version)
{
    return lesson->grouped && !lesson->dropped && strcmp(lesson->version, version->text) == 0;
}

/* The ends of the records of a version, rising: `end` has room for them. */
static void find_ends(const struct learned *learned, const struct learned_version *version,
                      int32_t *end, struct in_force *in_force)
{
    size_t n = 0;
    struct passage passage = {0, 0};
    for (const struct lesson *lesson; (lesson = next_lesson(learned, &passage)) != NULL;)
        if (grouped_by(lesson, version))
            end[n++] = lesson->to;
    qsort(end, n, sizeof *end, by_value);
    memcpy(in_force->text, version->text, sizeof in_force->text);
    in_force->end = end;
    in_force->count = n;
}

/* The first day of the records of a version in its period; of a RAPSS, of its month. */
static int32_t first_day(const struct learned *learned, const struct learned_version *version)
{
    int32_t first = 0;
    struct passage passage = {0, 0};
    for (const struct lesson *lesson; (lesson = next_lesson(learned, &passage)) != NULL;)
        if (grouped_by(lesson, version) && (first == 0 || lesson->from < first))
            first = lesson->from;
    return first;
}

/* Dates the versions that have groups. */
static bool date_versions(struct learned *learned)
{
    struct in_force in_force[VERSIONS_MAX], *order[VERSIONS_MAX];
    int32_t *end = malloc((learned->lessons + 1) * sizeof *end);
    size_t used = 0, count = 0;
    if (!end) {
        say(W_NO_MEMORY);
        return false;
    }
    for (size_t i = 0; i < learned->count; i++) {
        const struct learned_version *version = learned->version[i];
        if (version->records == 0)
            continue;
        order[count] = &in_force[count];
        find_ends(learned, version, end + used, &in_force[count++]);
        used += (size_t)version->records;
    }
    boundaries_find(order, count);
    for (size_t k = 0; k < count; k++) {
        struct learned_version *version = version_of(learned, order[k]->text);
        version->debut = order[k]->debut;
        version->fin = order[k]->fin;
        if (k == 0)
            version->debut = first_day(learned, version);
    }
    free(end);
    return true;
}

static void misplaced(struct learned *learned, const struct learned_version *version,
                      const struct lesson *lesson)
{
    struct contradiction contradiction = {.lesson = lesson,
                                          .version = version,
                                          .trait = TRAIT_VERSION,
                                          .value = lesson->to,
                                          .place = lesson->place};
    learned->contradictions++;
    learned->misplaced++;
    learned->contradicted(learned->context, &contradiction);
}

/* Every record in the period of its version teaches; the others are told of. */
static bool teach_all(struct learned *learned)
{
    struct passage passage = {0, 0};
    for (const struct lesson *lesson; (lesson = next_lesson(learned, &passage)) != NULL;) {
        if (lesson->dropped)
            continue;
        struct learned_version *version = version_of(learned, lesson->version);
        bool inside = version->debut && version->debut <= lesson->to &&
                      (version->fin == 0 || lesson->to <= version->fin);
        if (inside && !teach(learned, version, lesson))
            return false;
        if (inside || version->records == 0)
            continue;
        misplaced(learned, version, lesson);
        version->outside += lesson->grouped;
    }
    return true;
}

/* Going up the IK of a pair, one passes from under its bounds to within them to above. */
static void check_bounds(struct learned *learned, struct learned_version *version)
{
    for (size_t i = 0; i < version->triple_count; i++) {
        struct learned_triple *low = &version->triple[i];
        for (size_t j = i + 1; j < version->triple_count; j++) {
            struct learned_triple *high = &version->triple[j];
            if (high->mpp != low->mpp || high->mpa != low->mpa)
                break;
            struct trait_seen *a = &low->trait[TRAIT_IK], *b = &high->trait[TRAIT_IK];
            if (!a->seen || a->contradicted || !b->seen || b->contradicted || a->value <= b->value)
                continue;
            struct lesson lesson = {.mpp = high->mpp, .mpa = high->mpa, .ik = high->ik};
            struct contradiction contradiction = {.lesson = &lesson,
                                                  .version = version,
                                                  .trait = TRAIT_IK,
                                                  .value = b->value,
                                                  .first_value = a->value,
                                                  .place = b->first,
                                                  .first = a->first};
            a->dropped = b->dropped = true;
            learned->contradictions++;
            learned->contradicted(learned->context, &contradiction);
        }
    }
}

bool learned_finish(struct learned *learned)
{
    if (!count_versions(learned) || !date_versions(learned) || !teach_all(learned))
        return false;
    if (learned->count > 0)
        qsort(learned->version, learned->count, sizeof(struct learned_version *), by_period);
    for (size_t i = 0; i < learned->count; i++) {
        struct learned_version *version = learned->version[i];
        if (version->triple_count > 0)
            qsort(version->triple, version->triple_count, sizeof *version->triple, by_codes);
        check_bounds(learned, version);
    }
    return true;
}

bool learned_bounds(const struct learned_version *version, int mpp, int mpa, int *min, int *max)
{
    *min = IK_MIN;
    *max = IK_MAX;
    for (size_t i = 0; i < version->triple_count; i++) {
        const struct learned_triple *triple = &version->triple[i];
        const struct trait_seen *side = &triple->trait[TRAIT_IK];
        if (triple->mpp != mpp || triple->mpa != mpa || !side->seen || side->contradicted ||
            side->dropped)
            continue;
        if (side->value < 0 && triple->ik + IK_STEP > *min)
            *min = triple->ik + IK_STEP;
        if (side->value > 0 && triple->ik - IK_STEP < *max)
            *max = triple->ik - IK_STEP;
    }
    if (*min > *max) { /* the bounds leave no IK: nothing is known of them */
        *min = IK_MIN;
        *max = IK_MAX;
    }
    return *min > IK_MIN || *max < IK_MAX;
}

void learned_free(struct learned *learned)
{
    for (size_t i = 0; i < learned->count; i++) {
        free(learned->version[i]->triple);
        index_free(&learned->version[i]->index);
        free(learned->version[i]);
    }
    for (size_t i = 0; i < learned->reads; i++)
        free(learned->read[i]);
    free(learned->version);
    free(learned->read);
    free(learned->piece);
    *learned = (struct learned){.version = NULL};
}
