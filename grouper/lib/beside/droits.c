/* SPDX-License-Identifier: Apache-2.0 */
/* What the insurance pays: VID-HOSP and HOSP-PMSI beside ex-DGF records (rules R30, R42). */
#include <string.h>

#include "lib/engine.h"
#include "common/hashes.h"
#include "lib/base/memory.h"
#include "lib/base/sized.h"
#include "stays.h"

enum { NUMBER = 20, VIDHOSP_KEY = STAY_FINESS + NUMBER, TAUX = 5, TAUX_UNKNOWN = -1, NONE = -1 };

/* What VID-HOSP says of a stay, by FINESS and administrative number. */
struct right {
    unsigned char key[VIDHOSP_KEY];
    unsigned char facturable, taux[TAUX]; /* as they stand */
    int64_t number, other;                /* of its line; of the first that says something else */
};

/* HOSP-PMSI: the administrative number of a stay. */
struct link {
    unsigned char sejour[NUMBER], administratif[NUMBER];
    int64_t number, other;
};

struct had_droits {
    had_allocator allocator;
    const struct beside *beside;
    const struct layouts *layouts;
    const had_engine *engine;
    struct right *right;
    size_t right_count, right_capacity;
    struct link *link;
    size_t link_count, link_capacity;
    struct hashes rights, links;
    int64_t vidhosp, hosp_pmsi; /* lines given */
};

int had_droits_new(const had_engine *engine, had_droits **out)
{
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!engine)
        return HAD_E_ARGUMENT;
    had_droits *droits = memory_take(engine_allocator(engine), 1, sizeof *droits);
    *out = droits;
    if (!droits)
        return HAD_E_MEMORY;
    droits->allocator = *engine_allocator(engine);
    droits->engine = engine;
    droits->rights.seed = droits->links.seed = engine_seed(engine);
    droits->beside = &engine_tables(engine)->beside;
    return HAD_OK;
}

void had_droits_free(had_droits *droits)
{
    if (!droits)
        return;
    had_allocator allocator = droits->allocator;
    memory_release(&allocator, droits->right);
    memory_release(&allocator, droits->link);
    memory_release_hashes(&allocator, &droits->rights);
    memory_release_hashes(&allocator, &droits->links);
    memory_release(&allocator, droits);
}

static int64_t find_right(const had_droits *droits, const unsigned char key[VIDHOSP_KEY])
{
    return hashes_find(&droits->rights, hash_bytes(droits->rights.seed, key, VIDHOSP_KEY),
                       droits->right, sizeof *droits->right, key, VIDHOSP_KEY);
}

static int64_t find_link(const had_droits *droits, const unsigned char sejour[NUMBER])
{
    return hashes_find(&droits->links, hash_bytes(droits->links.seed, sejour, NUMBER), droits->link,
                       sizeof *droits->link, sejour, NUMBER);
}

/* --- Lines ------------------------------------------------------------------------------------ */

static int refuse(had_droits_line *out, int number, size_t position, size_t expected)
{
    out->rejected = number;
    out->position = (uint32_t)position;
    out->expected = (uint32_t)expected;
    return HAD_OK;
}

/* Bytes that a line of this version has; a count that is not numeric is 0 (rule R14). */
static size_t version_length(const struct vidhosp_version *version, const unsigned char *line,
                             size_t length)
{
    size_t count = 0;
    const unsigned char *p = line + version->count_start;
    if (length < (size_t)version->count_start + version->count_length ||
        !digits(p, version->count_length))
        return version->block_start;
    for (uint16_t i = 0; i < version->count_length; i++)
        count = count * 10 + (size_t)(p[i] - '0');
    return version->block_start + count * version->block_length;
}

/* Bytes that hold the fields that are read of a line, whatever its version. */
static size_t fields_end(const struct beside_layout *layout)
{
    static const enum beside_field read[] = {B_finess_epmsi, B_sejour, B_facturable,
                                             B_taux_remboursement};
    size_t end = 0;
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++) {
        had_span span = layout->field[read[i]];
        end = (size_t)span.start + span.length > end ? (size_t)span.start + span.length : end;
    }
    return end;
}

/* The length of a VID-HOSP line; 0 with *out filled when it has none. A format may have two
 * versions: the length of the line tells which. */
static size_t vidhosp_length(const struct beside *beside, const struct beside_layout *layout,
                             const unsigned char *line, size_t length, had_droits_line *out)
{
    had_span format = layout->field[B_format_vid_hosp];
    size_t expected = 0;
    for (size_t i = 0; i < beside->versions; i++) {
        const struct vidhosp_version *version = &beside->version[i];
        if (length < (size_t)format.start + format.length ||
            memcmp(line + format.start, version->format, format.length) != 0)
            continue;
        size_t wanted = version_length(version, line, length);
        if (wanted >= fields_end(layout) && beside_length(line, length, wanted) == wanted)
            return wanted;
        expected = expected ? expected : wanted;
    }
    if (expected)
        refuse(out, PRE_LONGUEUR_INCORRECTE, 1, expected);
    else
        refuse(out, PRE_FORMAT_INCONNU, format.start + 1u, 0);
    return 0;
}

static int read_vidhosp(had_droits *droits, const unsigned char *p, size_t length,
                        had_droits_line *out)
{
    int64_t number = droits->vidhosp++;
    const struct beside_layout *layout = beside_only(droits->beside, BESIDE_VIDHOSP);
    size_t read = layout ? vidhosp_length(droits->beside, layout, p, length, out) : 0;
    uint32_t illicit = read ? illicit_byte(p, read) : 0;
    if (read == 0)
        return HAD_OK;
    if (illicit)
        return refuse(out, PRE_CARACTERE_ILLICITE, illicit, 0);
    struct right right = {
        .facturable = *beside_bytes(p, layout, B_facturable), .number = number, .other = NONE};
    memcpy(right.taux, beside_bytes(p, layout, B_taux_remboursement), TAUX);
    memcpy(right.key, beside_bytes(p, layout, B_finess_epmsi), STAY_FINESS);
    had_span sejour = layout->field[B_sejour];
    if (!keep_trimmed(right.key + STAY_FINESS, NUMBER, p + sejour.start, sejour.length))
        return HAD_OK; /* the line names no stay: no record can ask for it */
    int64_t known = find_right(droits, right.key);
    if (known != HASHES_NONE) {
        struct right *first = &droits->right[known];
        if (first->other == NONE &&
            (first->facturable != right.facturable || memcmp(first->taux, right.taux, TAUX) != 0))
            first->other = number;
        return HAD_OK;
    }
    if (!memory_hashes(&droits->allocator, &droits->rights))
        return HAD_E_MEMORY;
    struct right *place =
        memory_append(&droits->allocator, (void **)&droits->right, &droits->right_count,
                      &droits->right_capacity, sizeof *place);
    if (!place)
        return HAD_E_MEMORY;
    *place = right;
    hashes_add(&droits->rights, hash_bytes(droits->rights.seed, place->key, VIDHOSP_KEY),
               droits->right_count - 1);
    return HAD_OK;
}

static int read_hosp_pmsi(had_droits *droits, const unsigned char *p, size_t length,
                          had_droits_line *out)
{
    int64_t number = droits->hosp_pmsi++;
    const struct beside_layout *layout = beside_only(droits->beside, BESIDE_HOSP_PMSI);
    if (!layout || beside_length(p, length, layout->length) != layout->length)
        return refuse(out, PRE_LONGUEUR_INCORRECTE, 1, layout ? layout->length : 0);
    uint32_t illicit = illicit_byte(p, layout->length);
    if (illicit)
        return refuse(out, PRE_CARACTERE_ILLICITE, illicit, 0);
    struct link link = {.number = number, .other = NONE};
    had_span sejour = layout->field[B_sejour], admin = layout->field[B_no_administratif];
    keep_trimmed(link.administratif, NUMBER, p + admin.start, admin.length);
    if (!keep_trimmed(link.sejour, NUMBER, p + sejour.start, sejour.length))
        return HAD_OK;
    int64_t known = find_link(droits, link.sejour);
    if (known != HASHES_NONE) {
        struct link *first = &droits->link[known];
        if (first->other == NONE && memcmp(first->administratif, link.administratif, NUMBER) != 0)
            first->other = number;
        return HAD_OK;
    }
    if (!memory_hashes(&droits->allocator, &droits->links))
        return HAD_E_MEMORY;
    struct link *place = memory_append(&droits->allocator, (void **)&droits->link,
                                       &droits->link_count, &droits->link_capacity, sizeof *place);
    if (!place)
        return HAD_E_MEMORY;
    *place = link;
    hashes_add(&droits->links, hash_bytes(droits->links.seed, place->sejour, NUMBER),
               droits->link_count - 1);
    return HAD_OK;
}

/* A line of either file. */
static int add_line(had_droits *droits, const void *line, size_t length, had_droits_line *out,
                    int read(had_droits *, const unsigned char *, size_t, had_droits_line *))
{
    if (!droits || !out || (!line && length > 0))
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    had_droits_line made = {.rejected = -1};
    int status = read(droits, line, length, &made);
    return status == HAD_OK ? sized_give(out, &made, sizeof made) : status;
}

int had_droits_vidhosp(had_droits *droits, const void *line, size_t length, had_droits_line *out)
{
    return add_line(droits, line, length, out, read_vidhosp);
}

int had_droits_hosp_pmsi(had_droits *droits, const void *line, size_t length, had_droits_line *out)
{
    return add_line(droits, line, length, out, read_hosp_pmsi);
}

/* --- Of a record ------------------------------------------------------------------------------ */

static int32_t taux_of(const struct right *right)
{
    int32_t taux = 0;
    for (int i = 0; i < TAUX; i++)
        taux = taux * 10 + (right->taux[i] - '0');
    return digits(right->taux, TAUX) ? taux : TAUX_UNKNOWN;
}

/* The administrative number of a stay, through HOSP-PMSI when it is given. False when it has none,
 * or two. */
static bool number_of(const had_droits *droits, const unsigned char sejour[NUMBER],
                      unsigned char out[NUMBER], had_droits_stay *stay)
{
    memcpy(out, sejour, NUMBER);
    if (droits->hosp_pmsi == 0)
        return true;
    int64_t n = find_link(droits, sejour);
    if (n == HASHES_NONE)
        return false;
    const struct link *link = &droits->link[n];
    stay->hosp_pmsi = link->number;
    if (blank(link->administratif, NUMBER))
        return false;
    stay->autre = link->other;
    if (link->other != NONE)
        stay->etat = HAD_DROITS_CONTRAIRES;
    memcpy(out, link->administratif, NUMBER);
    return link->other == NONE;
}

/* The facts of a stay; NULL when there are none, or they differ (922). *stay says which. */
static const struct right *right_of(const had_droits *droits, const unsigned char *finess,
                                    const unsigned char sejour[NUMBER], had_droits_stay *stay)
{
    unsigned char key[VIDHOSP_KEY];
    memcpy(key, finess, STAY_FINESS);
    stay->etat = HAD_DROITS_ABSENTS;
    if (!number_of(droits, sejour, key + STAY_FINESS, stay))
        return NULL;
    int64_t n = find_right(droits, key);
    if (n == HASHES_NONE)
        return NULL;
    const struct right *right = &droits->right[n];
    bool readable = right->facturable >= '0' && right->facturable <= '3';
    stay->vidhosp = right->number;
    stay->autre = right->other;
    stay->etat = right->other != NONE || !readable ? HAD_DROITS_CONTRAIRES : HAD_DROITS_CONNUS;
    return stay->etat == HAD_DROITS_CONNUS ? right : NULL;
}

/* Fills *result and *out, which is empty, with what is known of the stay of an ex-DGF record. */
static void apply(const had_droits *droits, const unsigned char *line, had_result *result,
                  had_droits_stay *out)
{
    const had_span *field = engine_tables(droits->engine)->layouts.layout[result->layout].field;
    unsigned char sejour[NUMBER];
    out->etat = HAD_DROITS_ABSENTS;
    /* The stay of a RAPSS is a number of its own. */
    bool asked = !result->rapss &&
                 keep_trimmed(sejour, NUMBER, line + field[F_sejour].start, field[F_sejour].length);
    const struct right *right =
        asked ? right_of(droits, line + field[F_finess_epmsi].start, sejour, out) : NULL;
    findings_add(&result->findings, HAD_922, right == NULL);
    if (!right)
        return;
    out->taux = taux_of(right);
    out->facturable = (char)right->facturable;
    result->facturable = right->facturable == '1' || right->facturable == '2';
}

int had_droits_apply(const had_droits *droits, const void *line, had_result *result,
                     had_droits_stay *out)
{
    if (!droits || !line || !result || !out)
        return HAD_E_ARGUMENT;
    if (sized_short(out) || sized_short(result))
        return HAD_E_SIZE;
    if (result->outcome == HAD_REJECTED ||
        result->layout >= engine_tables(droits->engine)->layouts.count)
        return HAD_E_ARGUMENT;
    had_droits_stay made = {.etat = HAD_DROITS_SANS_OBJET,
                            .taux = TAUX_UNKNOWN,
                            .vidhosp = NONE,
                            .hosp_pmsi = NONE,
                            .autre = NONE};
    if (result->secteur == HAD_EX_DGF)
        apply(droits, line, result, &made);
    return sized_give(out, &made, sizeof made);
}

int64_t had_montant_amo(int64_t montant, int32_t taux)
{
    enum { PER_CENT = 10000 }; /* hundredths of per cent in the whole */
    return montant / PER_CENT * taux + (montant % PER_CENT * taux + PER_CENT / 2) / PER_CENT;
}
