/* SPDX-License-Identifier: Apache-2.0 */
#include "tables.h"

#include <string.h>

#include "embedded.h"
#include "resolved.h"
#include "lib/text/fault.h"
#include "lib/base/memory.h"
#include "lib/base/sized.h"

int had_tables_new(const had_allocator *allocator, had_tables **out)
{
    if (!out)
        return HAD_E_ARGUMENT;
    had_allocator mine = memory_allocator(allocator);
    had_tables *tables = memory_take(&mine, 1, sizeof *tables);
    *out = tables;
    if (!tables)
        return HAD_E_MEMORY;
    tables->allocator = mine;
    return HAD_OK;
}

/* Memory that the set owns itself, a block for each of its lists. What a classification owns goes
 * with it. A list that has no capacity is lent by what is compiled in. */
struct tables_block {
    void **memory;
    size_t size, count, room; /* of an element; elements that it holds, and has room for */
    size_t *capacity;         /* of a list that may be lent, else NULL */
};

enum { BLOCKS = 17 };

#define BLOCK(list, count, room)                                                                   \
    {                                                                                              \
        (void **)&(list), sizeof *(list), count, room, NULL                                        \
    }
#define LIST(list, count, capacity)                                                                \
    {                                                                                              \
        (void **)&(list), sizeof *(list), count, (capacity) ? (capacity) : (count), &(capacity)    \
    }

static void blocks_of(struct had_tables *tables, struct tables_block out[BLOCKS])
{
    struct given *given = &tables->given;
    const struct tables_block blocks[BLOCKS] = {
        LIST(tables->layouts.layout, tables->layouts.count, tables->layouts.capacity),
        LIST(tables->tarifs.campagne, tables->tarifs.count, tables->tarifs.capacity),
        LIST(tables->tarifs.source, tables->tarifs.source_count, tables->tarifs.source_capacity),
        LIST(tables->coefficients.row, tables->coefficients.count, tables->coefficients.capacity),
        BLOCK(tables->classification, tables->classification_count,
              tables->classification_capacity),
        BLOCK(given->conventions.list, given->conventions.count, given->conventions.capacity),
        BLOCK(given->cim10.code, given->cim10.count, given->cim10.capacity),
        BLOCK(given->cim10.index.slot, given->cim10.index.slots, given->cim10.index.slots),
        BLOCK(given->ccam.code, given->ccam.count, given->ccam.capacity),
        BLOCK(given->ccam.index.slot, given->ccam.index.slots, given->ccam.index.slots),
        BLOCK(given->files.list, given->files.count, given->files.capacity),
        BLOCK(given->files.remark, given->files.remark_count, given->files.remark_capacity),
        LIST(tables->beside.layout, tables->beside.count, tables->beside.capacity),
        BLOCK(tables->ucd.row, tables->ucd.count, tables->ucd.capacity),
        BLOCK(tables->ucd.index.slot, tables->ucd.index.slots, tables->ucd.index.slots),
        LIST(tables->rules, 1, tables->rules_capacity),
        LIST(tables->matrix, 1, tables->matrix_capacity),
    };
    memcpy(out, blocks, sizeof blocks);
}

static bool lent(const struct tables_block *block)
{
    return block->capacity && *block->capacity == 0;
}

static void release_blocks(struct had_tables *tables)
{
    struct tables_block block[BLOCKS];
    blocks_of(tables, block);
    for (int i = 0; i < BLOCKS; i++)
        if (!lent(&block[i]))
            memory_release(&tables->allocator, *block[i].memory);
}

void had_tables_free(had_tables *tables)
{
    if (!tables)
        return;
    had_allocator allocator = tables->allocator;
    for (size_t i = 0; i < tables->classification_count; i++)
        classification_free(&allocator, &tables->classification[i]);
    release_blocks(tables);
    memory_release(&allocator, tables);
}

/* --- Drafts: a refused table leaves the set as it was ----------------------------------------- */

static void draft_drop(struct had_tables *draft)
{
    had_allocator allocator = draft->allocator;
    release_blocks(draft);
    memory_release(&allocator, draft);
}

/* What a set has from its first table on. */
static bool begin(struct had_tables *tables)
{
    if (!tables->rules) {
        tables->rules = memory_take(&tables->allocator, 1, sizeof *tables->rules);
        if (!tables->rules)
            return false;
        tables->rules_capacity = 1;
        rules_init(tables->rules);
    }
    if (!tables->matrix) {
        tables->matrix = memory_take(&tables->allocator, 1, sizeof *tables->matrix);
        tables->matrix_capacity = tables->matrix != NULL;
    }
    return tables->matrix != NULL;
}

/* A copy of the set, to read a table into, with nothing lent; what its classifications own is
 * shared. */
static struct had_tables *draft_of(const struct had_tables *tables)
{
    struct had_tables *draft = memory_take(&tables->allocator, 1, sizeof *draft);
    if (!draft)
        return NULL;
    struct tables_block block[BLOCKS];
    const void *from[BLOCKS];
    memcpy(draft, tables, sizeof *draft);
    blocks_of(draft, block);
    for (int i = 0; i < BLOCKS; i++) {
        from[i] = *block[i].memory;
        *block[i].memory = NULL;
    }
    for (int i = 0; i < BLOCKS; i++) {
        if (!from[i])
            continue;
        *block[i].memory = memory_take(&tables->allocator, block[i].room, block[i].size);
        if (!*block[i].memory) {
            draft_drop(draft);
            return NULL;
        }
        memcpy(*block[i].memory, from[i], block[i].count * block[i].size);
        if (lent(&block[i]))
            *block[i].capacity = block[i].count;
    }
    if (!begin(draft)) {
        draft_drop(draft);
        return NULL;
    }
    return draft;
}

/* The draft takes the place of the set when all of it was right. Returns that status. */
static int draft_end(struct had_tables *draft, struct had_tables *tables, int status)
{
    if (status) {
        draft_drop(draft);
        return status;
    }
    had_allocator allocator = tables->allocator;
    release_blocks(tables);
    memcpy(tables, draft, sizeof *tables);
    tables->begun = true;
    memory_release(&allocator, draft);
    return HAD_OK;
}

static bool overlap(const had_classification_info *a, const had_classification_info *b)
{
    return (a->fin == 0 || b->debut <= a->fin) && (b->fin == 0 || a->debut <= b->fin);
}

/* Takes a classification over; the set stays as it was when it cannot. */
static int take_classification(had_tables *tables, struct classification read, const char *name,
                               had_error *error)
{
    int status = HAD_OK;
    for (size_t i = 0; i < tables->classification_count; i++) {
        const struct classification *known = &tables->classification[i];
        if (!overlap(&known->info, &read.info))
            continue;
        bool same = classification_equal(known, &read);
        if (!same)
            status = fault_of(error, FAULT_OVERLAP, name, known->info.id);
        classification_free(&tables->allocator, &read);
        return status;
    }
    struct classification *place = memory_append(
        &tables->allocator, (void **)&tables->classification, &tables->classification_count,
        &tables->classification_capacity, sizeof *place);
    if (!place) {
        classification_free(&tables->allocator, &read);
        return fault_of(error, FAULT_MEMORY, NULL, NULL);
    }
    size_t at = tables->classification_count - 1;
    for (; at > 0 && tables->classification[at - 1].info.debut > read.info.debut; at--)
        tables->classification[at] = tables->classification[at - 1];
    tables->classification[at] = read;
    tables->begun = true;
    return HAD_OK;
}

static int add_classification(had_tables *tables, const had_file *files, size_t n, had_error *error)
{
    struct classification read;
    int status = classification_read(&tables->allocator, files, n, tables->deduire, &read, error);
    return status ? status : take_classification(tables, read, files[0].name, error);
}

static int add(had_tables *tables, had_table_kind kind, had_origine origine, const had_file *files,
               size_t n, had_error *error)
{
    switch (kind) {
    case HAD_TABLE_LAYOUTS:
        return layouts_add(&tables->layouts, &tables->allocator, files, n, error);
    case HAD_TABLE_VALUES:
        return rules_add_values(tables->rules, files, n, error);
    case HAD_TABLE_MODES:
        return rules_add_modes(tables->rules, files, n, error);
    case HAD_TABLE_TARIFS:
        return tarifs_add(&tables->tarifs, &tables->given.files, &tables->allocator, origine, files,
                          n, error);
    case HAD_TABLE_CONVENTIONS:
        return conventions_add(&tables->given.conventions, &tables->given.files, &tables->allocator,
                               files, n, error);
    case HAD_TABLE_EHPA:
        return rules_add_ehpa(tables->rules, files, n, error);
    case HAD_TABLE_CIM10:
        return codes_add_cim10(&tables->given.cim10, &tables->given.files, &tables->allocator,
                               files, n, error);
    case HAD_TABLE_CCAM:
        return codes_add_ccam(&tables->given.ccam, &tables->given.files, &tables->allocator, files,
                              n, error);
    case HAD_TABLE_MATRICE:
        return matrix_add(tables->matrix, files, n, error);
    case HAD_TABLE_COEFFICIENTS:
        return coefficients_add(&tables->coefficients, &tables->allocator, files, n, error);
    case HAD_TABLE_BESIDE:
        return beside_add(&tables->beside, &tables->allocator, files, n, error);
    case HAD_TABLE_UCD:
        return ucd_add(&tables->ucd, &tables->given.files, &tables->allocator, files, n, error);
    case HAD_TABLE_CLASSIFICATION:
        return add_classification(tables, files, n, error);
    default:
        return HAD_E_ARGUMENT;
    }
}

int had_tables_add(had_tables *tables, had_table_kind kind, const had_file *files, size_t n,
                   had_error *error)
{
    if (!fault_clear(error))
        return HAD_E_SIZE;
    if (!tables || !files || n == 0)
        return HAD_E_ARGUMENT;
    for (size_t i = 0; i < n; i++)
        if (!files[i].name ||
            (!files[i].bytes && (files[i].size > 0 || kind != HAD_TABLE_CONVENTIONS)))
            return HAD_E_ARGUMENT;
    struct had_tables *draft = draft_of(tables);
    if (!draft)
        return fault_of(error, FAULT_MEMORY, NULL, NULL);
    return draft_end(draft, tables, add(draft, kind, HAD_ORIGINE_FOURNI, files, n, error));
}

/* Adds the compiled-in files whose names begin with `prefix` as one table. */
static int add_embedded(had_tables *tables, had_table_kind kind, const char *prefix,
                        had_error *error)
{
    enum { FILES_MAX = 16 };
    had_file files[FILES_MAX];
    size_t n = 0, length = strlen(prefix);
    for (size_t i = 0; i < embedded_count && n < FILES_MAX; i++) {
        if (strncmp(embedded_files[i].name, prefix, length) != 0)
            continue;
        files[n].name = embedded_files[i].name;
        files[n].bytes = embedded_files[i].bytes;
        files[n++].size = embedded_files[i].size;
    }
    return n ? add(tables, kind, HAD_ORIGINE_PUBLIE, files, n, error) : HAD_E_ARGUMENT;
}

int tables_read_published(had_tables *tables, had_error *error)
{
    static const struct {
        had_table_kind kind;
        const char *prefix;
    } parts[] = {{HAD_TABLE_LAYOUTS, "layouts/"}, {HAD_TABLE_VALUES, "values.csv"},
                 {HAD_TABLE_MODES, "modes.csv"},  {HAD_TABLE_EHPA, "ehpa_modes.csv"},
                 {HAD_TABLE_TARIFS, "tarifs/"},   {HAD_TABLE_COEFFICIENTS, "coefficients.csv"},
                 {HAD_TABLE_BESIDE, "beside/"},   {HAD_TABLE_MATRICE, "associations.csv"}};
    int status = begin(tables) ? HAD_OK : HAD_E_MEMORY;
    for (size_t i = 0; !status && i < sizeof parts / sizeof parts[0]; i++)
        status = add_embedded(tables, parts[i].kind, parts[i].prefix, error);
    return status;
}

int tables_read_classification(had_tables *tables, const char *id, had_error *error)
{
    static const char root[] = "classifications/";
    char prefix[96];
    size_t length = strlen(id);
    if (length == 0 || length > sizeof prefix - sizeof root - 1 || strchr(id, '/'))
        return HAD_E_ARGUMENT;
    memcpy(prefix, root, sizeof root - 1);
    memcpy(prefix + sizeof root - 1, id, length);
    memcpy(prefix + sizeof root - 1 + length, "/", 2);
    return add_embedded(tables, HAD_TABLE_CLASSIFICATION, prefix, error);
}

/* To a set that is empty: only what is told of it here is not as compiled in. */
static void lend_published(had_tables *tables)
{
    had_allocator allocator = tables->allocator;
    int deduire = tables->deduire;
    memcpy(tables, resolved.published, sizeof *tables);
    tables->allocator = allocator;
    tables->deduire = deduire;
    tables->begun = true;
}

int had_tables_add_published(had_tables *tables, had_error *error)
{
    if (!fault_clear(error))
        return HAD_E_SIZE;
    if (!tables)
        return HAD_E_ARGUMENT;
    if (resolved.published && !tables->begun) {
        lend_published(tables);
        return HAD_OK;
    }
    struct had_tables *draft = draft_of(tables);
    if (!draft)
        return fault_of(error, FAULT_MEMORY, NULL, NULL);
    return draft_end(draft, tables, tables_read_published(draft, error));
}

/* The one compiled in under this name; its first file, as messages name it. */
static const struct classification *resolved_classification(const char *id, const char **name)
{
    static const char root[] = "classifications/";
    const struct classification *found = NULL;
    for (size_t i = 0; i < resolved.classification_count; i++)
        if (strcmp(resolved.classification[i].info.id, id) == 0)
            found = &resolved.classification[i];
    for (size_t i = 0; found && i < embedded_count && !*name; i++)
        if (strncmp(embedded_files[i].name, root, sizeof root - 1) == 0 &&
            strncmp(embedded_files[i].name + sizeof root - 1, id, strlen(id)) == 0)
            *name = embedded_files[i].name;
    return found;
}

int had_tables_add_builtin_classification(had_tables *tables, const char *id, had_error *error)
{
    if (!fault_clear(error))
        return HAD_E_SIZE;
    if (!tables || !id)
        return HAD_E_ARGUMENT;
    const char *name = NULL;
    const struct classification *found = resolved_classification(id, &name);
    int status = found ? take_classification(tables, *found, name, error)
                       : tables_read_classification(tables, id, error);
    return status == HAD_E_ARGUMENT ? fault_of(error, FAULT_NO_SUCH, NULL, id) : status;
}

int had_builtin_get(size_t index, had_builtin_info *info)
{
    if (!info || index >= embedded_count)
        return HAD_E_ARGUMENT;
    if (sized_short(info))
        return HAD_E_SIZE;
    const struct embedded *file = &embedded_files[index];
    had_builtin_info made = {
        .name = file->name, .bytes = file->bytes, .length = file->size, .sha256 = file->sha256};
    return sized_give(info, &made, sizeof made);
}

int had_tables_deduire(had_tables *tables, int deduire)
{
    if (!tables || deduire < HAD_DEDUIRE_ORDRE || deduire > HAD_DEDUIRE_POIDS)
        return HAD_E_ARGUMENT;
    tables->deduire = deduire;
    return HAD_OK;
}
