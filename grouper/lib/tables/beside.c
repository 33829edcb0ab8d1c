/* SPDX-License-Identifier: Apache-2.0 */
#include "beside.h"

#include <string.h>

#include "lib/text/csv.h"
#include "lib/base/memory.h"
#include "lib/base/number.h"

static const struct {
    const char *name;
    size_t length;
} fields[BESIDE_FIELD_COUNT] = {
#define X(name) {#name, sizeof #name - 1},
    BESIDE_FIELDS(X)
#undef X
};

/* Their lengths: n exactly n bytes, -n at most n; readers of lines lean on them. */
static const int16_t lengths[BESIDE_FIELD_COUNT] = {
    [B_type_enregistrement] = 1, [B_finess_epmsi] = 9,
    [B_prestation] = 2,          [B_sejour] = -20,
    [B_no_entree] = -9,          [B_no_facture] = -9,
    [B_date_administration] = 8, [B_ucd] = -15,
    [B_quantite] = -10,          [B_montant] = -10,
    [B_validation_centre] = 1,   [B_indication] = INDICATION,
    [B_no_administratif] = -20,  [B_annee] = 4,
    [B_mois_administration] = 2, [B_annee_administration] = 4,
    [B_nature_operation] = 1,    [B_date_debut_sejour] = 8,
    [B_date_fin_sejour] = 8,     [B_coefficient] = -6,
    [B_prix_unitaire] = -9,      [B_base_remboursement] = -10,
    [B_montant_total_ttc] = -10, [B_ght] = -4,
    [B_format_vid_hosp] = 4,     [B_facturable] = 1,
    [B_taux_remboursement] = 5};

static bool length_good(int field, long length)
{
    return lengths[field] < 0 ? length <= -lengths[field] : length == lengths[field];
}

/* What a line of each kind cannot be read without; ended by BESIDE_FIELD_COUNT. */
static const enum beside_field required[][10] = {
    [BESIDE_OTHER] = {BESIDE_FIELD_COUNT},
    [BESIDE_FICHCOMP] = {B_finess_epmsi, B_prestation, B_date_administration, B_ucd, B_quantite,
                         B_montant, B_validation_centre, BESIDE_FIELD_COUNT},
    [BESIDE_ANONYMOUS] = {B_finess_epmsi, B_prestation, B_annee, B_ucd, B_quantite, B_montant,
                          B_mois_administration, B_annee_administration, BESIDE_FIELD_COUNT},
    [BESIDE_RSF] = {B_type_enregistrement, B_finess_epmsi, B_no_entree, B_no_facture,
                    BESIDE_FIELD_COUNT},
    [BESIDE_HOSP_PMSI] = {B_sejour, B_no_administratif, BESIDE_FIELD_COUNT},
    [BESIDE_VIDHOSP] = {B_sejour, B_format_vid_hosp, B_finess_epmsi, B_facturable,
                        B_taux_remboursement, BESIDE_FIELD_COUNT},
};

static const enum beside_field required_ght[] = {
    B_date_fin_sejour,    B_quantite, B_coefficient,     B_prix_unitaire,
    B_base_remboursement, B_ght,      BESIDE_FIELD_COUNT};
static const enum beside_field required_drug[] = {
    B_date_debut_sejour, B_ucd, B_indication, B_quantite, B_montant_total_ttc, BESIDE_FIELD_COUNT};

/* Layouts being read: nothing reaches the set before all of it is right. */
struct beside_draft {
    const had_allocator *allocator;
    struct beside_layout *layout;
    size_t count, capacity;
    struct csv csv;
    struct cell file, sector, prestation; /* as the first row of the layout being read says them */
    uint16_t filler; /* where the last filler of the layout being read starts */
};

enum {
    LAYOUT,
    FILE_COLUMN,
    SECTOR,
    PRESTATION,
    FIELD,
    START,
    LENGTH,
    KIND,
    PAD,
    REQUIRED,
    FROM,
    TO
};

static bool starts(const struct cell *cell, const char *text)
{
    size_t length = strlen(text);
    return cell->length >= length && memcmp(cell->text, text, length) == 0;
}

static enum beside_kind kind_of(const struct csv *csv)
{
    const struct cell *name = &csv->cell[LAYOUT];
    bool import = cell_is(&csv->cell[FILE_COLUMN], "import");
    bool drug = csv->cell[PRESTATION].length > 0;
    return drug                         ? (import ? BESIDE_FICHCOMP : BESIDE_ANONYMOUS)
           : starts(name, "RSF")        ? BESIDE_RSF
           : cell_is(name, "HOSP-PMSI") ? BESIDE_HOSP_PMSI
           : starts(name, "V") && import && !memchr(name->text, '-', name->length) ? BESIDE_VIDHOSP
                                                                                   : BESIDE_OTHER;
}

/* A layout is at its end: does it have what its kind needs? */
static int finish(struct beside_draft *draft)
{
    if (draft->count == 0)
        return HAD_OK;
    struct beside_layout *layout = &draft->layout[draft->count - 1];
    /* Rule R27: the indication stands where the filler began before it had a name. */
    if (layout->kind == BESIDE_FICHCOMP && layout->field[B_indication].length == 0 &&
        draft->filler != 0 && layout->length >= draft->filler + INDICATION)
        layout->field[B_indication] = (had_span){draft->filler, INDICATION};
    const enum beside_field *lists[] = {
        required[layout->kind],
        layout->kind == BESIDE_RSF && layout->type == 'B' ? required_ght : NULL,
        layout->kind == BESIDE_RSF && layout->type == 'H' ? required_drug : NULL};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (const enum beside_field *f = lists[i]; f && *f != BESIDE_FIELD_COUNT; f++)
            if (layout->field[*f].length == 0)
                return csv_fault_text(&draft->csv, FAULT_LAYOUT_FIELD, LAYOUT, fields[*f].name);
    return HAD_OK;
}

static int begin(struct beside_draft *draft)
{
    const struct csv *csv = &draft->csv;
    int status = finish(draft);
    long from = 0, to = 0;
    if (status)
        return status;
    if (csv->cell[LAYOUT].length == 0 || csv->cell[LAYOUT].length >= BESIDE_NAME)
        return csv_fault(csv, FAULT_CODE, LAYOUT);
    for (size_t i = 0; i < draft->count; i++)
        if (cell_is(&csv->cell[LAYOUT], draft->layout[i].name))
            return csv_fault(csv, FAULT_DUPLICATE, LAYOUT);
    if (draft->count == BESIDE_LAYOUTS_MAX)
        return csv_fault_text(csv, FAULT_TOO_MANY, LAYOUT, "200");
    struct beside_layout *layout = memory_append(draft->allocator, (void **)&draft->layout,
                                                 &draft->count, &draft->capacity, sizeof *layout);
    if (!layout)
        return csv_fault(csv, FAULT_MEMORY, -1);
    memset(layout, 0, sizeof *layout);
    cell_copy(&csv->cell[LAYOUT], layout->name, BESIDE_NAME);
    layout->kind = (uint8_t)kind_of(csv);
    layout->type = layout->kind == BESIDE_RSF ? layout->name[strlen(layout->name) - 1] : '\0';
    if (cell_is(&csv->cell[SECTOR], "ex-OQN"))
        layout->secteur = HAD_EX_OQN;
    else if (!cell_is(&csv->cell[SECTOR], "ex-DGF") &&
             !(layout->kind == BESIDE_ANONYMOUS && cell_is(&csv->cell[SECTOR], "both")))
        return csv_fault(csv, FAULT_CODE, SECTOR);
    if (csv->cell[PRESTATION].length != 0 && csv->cell[PRESTATION].length != 2)
        return csv_fault(csv, FAULT_CODE, PRESTATION);
    cell_copy(&csv->cell[PRESTATION], layout->prestation, sizeof layout->prestation);
    if ((csv->cell[FROM].length > 0 && csv_number(csv, FROM, 1900, 9999, &from)) ||
        (csv->cell[TO].length > 0 && csv_number(csv, TO, 1900, 9999, &to)))
        return HAD_E_TABLE;
    layout->from = (uint16_t)from;
    layout->to = (uint16_t)to;
    draft->filler = 0;
    return HAD_OK;
}

static int row(struct beside_draft *draft)
{
    const struct csv *csv = &draft->csv;
    if (draft->count == 0 || !cell_is(&csv->cell[LAYOUT], draft->layout[draft->count - 1].name)) {
        int status = begin(draft);
        if (status)
            return status;
        draft->file = csv->cell[FILE_COLUMN];
        draft->sector = csv->cell[SECTOR];
        draft->prestation = csv->cell[PRESTATION];
    }
    if (csv_again(csv, FILE_COLUMN, &draft->file, LAYOUT) ||
        csv_again(csv, SECTOR, &draft->sector, LAYOUT) ||
        csv_again(csv, PRESTATION, &draft->prestation, LAYOUT))
        return HAD_E_TABLE;
    struct beside_layout *layout = &draft->layout[draft->count - 1];
    long start, length;
    enum { START_MAX = 10000, LENGTH_MAX = 1000 };
    _Static_assert(START_MAX + LENGTH_MAX <= HAD_RECORD_MAX, "a line fits into a record");
    if (csv_number(csv, START, 1, START_MAX, &start) ||
        csv_number(csv, LENGTH, 1, LENGTH_MAX, &length))
        return HAD_E_TABLE;
    if (start != layout->length + 1) {
        char expected[12], read[12];
        text_number(expected, layout->length + 1u);
        text_number(read, (uint32_t)start);
        return fault_set(csv->error, FAULT_LAYOUT_GAP, csv->file, csv->line, START + 1, expected,
                         read);
    }
    const struct cell *name = &csv->cell[FIELD];
    if (starts(name, "filler"))
        draft->filler = layout->length;
    for (int f = 0; f < BESIDE_FIELD_COUNT; f++) {
        if (!cell_is(name, fields[f].name))
            continue;
        if (layout->field[f].length > 0)
            return csv_fault(csv, FAULT_DUPLICATE, FIELD);
        if (!length_good(f, length))
            return csv_fault(csv, FAULT_RANGE, LENGTH);
        layout->field[f] = (had_span){layout->length, (uint16_t)length};
    }
    layout->length = (uint16_t)(layout->length + length);
    return HAD_OK;
}

static const char versions_header[] = "format;same_as_v014_up_to;count_start;count_length;"
                                      "block_start;block_length;seen_from;source;certainty;notes";

static int version_row(struct beside *beside, const struct csv *csv)
{
    enum { FORMAT, SAME, COUNT_START, COUNT_LENGTH, BLOCK_START, BLOCK_LENGTH };
    long count_start, count_length, block_start, block_length;
    if (csv->cell[FORMAT].length != 4)
        return csv_fault(csv, FAULT_CODE, FORMAT);
    if (csv_number(csv, COUNT_START, 1, 10000, &count_start) ||
        csv_number(csv, COUNT_LENGTH, 1, 4, &count_length) ||
        csv_number(csv, BLOCK_START, 1, 10000, &block_start) ||
        csv_number(csv, BLOCK_LENGTH, 1, 1000, &block_length))
        return HAD_E_TABLE;
    if (block_start < count_start + count_length)
        return csv_fault(csv, FAULT_RANGE, BLOCK_START);
    _Static_assert(sizeof(struct vidhosp_version) == 6 + 4 * sizeof(uint16_t), "padding");
    struct vidhosp_version read = {"", (uint16_t)(count_start - 1), (uint16_t)count_length,
                                   (uint16_t)(block_start - 1), (uint16_t)block_length};
    cell_copy(&csv->cell[FORMAT], read.format, sizeof read.format);
    for (size_t i = 0; i < beside->versions; i++)
        if (memcmp(&beside->version[i], &read, sizeof read) == 0)
            return HAD_OK;
    if (beside->versions == VIDHOSP_VERSIONS_MAX)
        return csv_fault_text(csv, FAULT_TOO_MANY, FORMAT, "32");
    beside->version[beside->versions++] = read;
    return HAD_OK;
}

static bool is_versions(const had_file *file)
{
    size_t length = sizeof versions_header - 1;
    return file->size >= length && memcmp(file->bytes, versions_header, length) == 0;
}

static int read_file(struct beside *beside, struct beside_draft *draft, const had_file *file,
                     had_error *error)
{
    bool versions = is_versions(file);
    int status = csv_open(&draft->csv, file,
                          versions ? versions_header
                                   : "layout;file;sector;prestation;field;start;length;kind;pad;"
                                     "required;from;to;sources;notes",
                          error);
    int read;
    while (!status && (read = csv_next(&draft->csv)) != 0)
        status = read < 0 ? HAD_E_TABLE : versions ? version_row(beside, &draft->csv) : row(draft);
    return status || versions ? status : finish(draft);
}

/* A layout already there is accepted when it says the same. */
static int settle(struct beside *beside, const struct beside_draft *draft, const char *file,
                  had_error *error)
{
    for (size_t i = 0; i < draft->count; i++) {
        const struct beside_layout *read = &draft->layout[i];
        size_t k = 0;
        while (k < beside->count && strcmp(beside->layout[k].name, read->name) != 0)
            k++;
        if (k < beside->count && memcmp(&beside->layout[k], read, sizeof *read) == 0)
            continue;
        if (k < beside->count)
            return fault_of(error, FAULT_CONFLICT, file, read->name);
        struct beside_layout *place =
            memory_append(draft->allocator, (void **)&beside->layout, &beside->count,
                          &beside->capacity, sizeof *place);
        if (!place)
            return fault_of(error, FAULT_MEMORY, NULL, NULL);
        *place = *read;
    }
    return HAD_OK;
}

int beside_add(struct beside *beside, const had_allocator *allocator, const had_file *files,
               size_t n, had_error *error)
{
    struct beside_draft draft = {.allocator = allocator};
    int status = HAD_OK;
    for (size_t i = 0; i < n && !status; i++) {
        draft.count = 0;
        status = read_file(beside, &draft, &files[i], error);
        if (!status)
            status = settle(beside, &draft, files[i].name, error);
    }
    memory_release(allocator, draft.layout);
    return status;
}

/* --- Which layout a line has ------------------------------------------------------------------ */

size_t beside_fichcomp(const struct beside *beside, int secteur,
                       const struct beside_layout *out[PRESTATIONS_MAX])
{
    size_t n = 0;
    for (size_t i = beside->count; i-- > 0 && n < PRESTATIONS_MAX;) {
        const struct beside_layout *layout = &beside->layout[i];
        bool known =
            layout->kind != BESIDE_FICHCOMP || (secteur != HAD_AUTO && layout->secteur != secteur);
        for (size_t k = 0; k < n; k++)
            known |= out[k]->secteur == layout->secteur &&
                     strcmp(out[k]->prestation, layout->prestation) == 0;
        if (!known)
            out[n++] = layout;
    }
    return n;
}

const struct beside_layout *beside_rsf(const struct beside *beside, unsigned char type)
{
    for (size_t i = beside->count; i-- > 0;)
        if (beside->layout[i].kind == BESIDE_RSF && (unsigned char)beside->layout[i].type == type)
            return &beside->layout[i];
    return NULL;
}

const struct beside_layout *beside_only(const struct beside *beside, enum beside_kind kind)
{
    for (size_t i = beside->count; i-- > 0;)
        if (beside->layout[i].kind == kind)
            return &beside->layout[i];
    return NULL;
}

/* Whether the first is to be preferred: the longer one; of one length, in the order of years, the
 * last that had begun when the line was sent, or the first of all. */
static bool better(const struct beside_layout *a, const struct beside_layout *b,
                   const unsigned char *line)
{
    if (!b || a->length != b->length)
        return !b || a->length > b->length;
    const unsigned char *year = beside_bytes(line, a, B_annee);
    return !digits(year, 4) || two_digits(year) * 100 + two_digits(year + 2) >= a->from;
}

const struct beside_layout *beside_anonymous(const struct beside *beside, const unsigned char *line,
                                             size_t size)
{
    const struct beside_layout *found = NULL;
    for (size_t i = 0; i < beside->count; i++) {
        const struct beside_layout *layout = &beside->layout[i];
        if (layout->kind == BESIDE_ANONYMOUS &&
            beside_length(line, size, layout->length) == layout->length &&
            memcmp(beside_bytes(line, layout, B_prestation), layout->prestation, 2) == 0 &&
            better(layout, found, line))
            found = layout;
    }
    return found;
}

size_t beside_length(const unsigned char *line, size_t size, size_t length)
{
    size -= size > 0 && line[size - 1] == '\n';
    size -= size > 0 && line[size - 1] == '\r';
    return size > length ? length + text_length(line + length, size - length) : size;
}
