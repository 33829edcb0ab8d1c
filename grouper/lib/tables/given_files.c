/* SPDX-License-Identifier: Apache-2.0 */
#include "given_files.h"

#include <string.h>

#include "lib/base/memory.h"
#include "lib/base/sized.h"
#include "lib/base/number.h"
#include "lib/base/sort.h"
#include "tables.h"

had_given_info *given_files_add(struct given_files *files, const had_allocator *allocator,
                                had_table_kind kind, const char *name)
{
    had_given_info *info = memory_append(allocator, (void **)&files->list, &files->count,
                                         &files->capacity, sizeof *info);
    if (!info)
        return NULL;
    info->kind = (int32_t)kind;
    fault_text(info->name, sizeof info->name, name);
    return info;
}

void given_files_read(had_given_info *info, const struct lines *lines)
{
    info->lines = lines->number + lines->debris.lines;
    info->debris_marks = lines->debris.marks;
    info->debris_ends = lines->debris.ends;
    info->debris_lines = lines->debris.lines;
    info->debris_blanks = lines->debris.blanks;
}

struct remark *given_files_remark(struct given_files *files, const had_allocator *allocator,
                                  const struct remark *remark)
{
    struct remark *place = memory_append(allocator, (void **)&files->remark, &files->remark_count,
                                         &files->remark_capacity, sizeof *place);
    if (place)
        *place = *remark;
    return place;
}

static bool by_line(const void *a, const void *b)
{
    const struct remark *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file;
    if (x->line != y->line)
        return x->line < y->line;
    if (x->column != y->column)
        return x->column < y->column;
    if (x->fault != y->fault)
        return x->fault < y->fault;
    if (x->another != y->another)
        return x->another < y->another;
    return x->number < y->number;
}

void given_files_sort(struct given_files *files)
{
    sort_in_place(files->remark, files->remark_count, sizeof *files->remark, by_line);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static bool is_list(const struct given_list *list, const had_file *file)
{
    enum { NEAR = 1 << 20 };
    struct lines lines;
    const unsigned char *line;
    size_t length, title = strlen(list->header);
    lines_open(&lines, file->bytes, file->size < NEAR ? file->size : NEAR);
    while (lines_next(&lines, &line, &length)) {
        const unsigned char *stop = memchr(line, ';', length);
        struct cell first = {(const char *)line, stop ? (size_t)(stop - line) : length};
        if ((length >= title && memcmp(line, list->header, title) == 0) || list->is_code(&first))
            return true;
    }
    return false;
}

int given_files_list(struct given_files *files, const had_allocator *allocator,
                     const struct given_list *list, const had_file *file, had_error *error)
{
    struct csv csv;
    int row, status = csv_open(&csv, file, list->header, error);
    while (!status && (row = csv_next(&csv)) != 0)
        status = row < 0 ? HAD_E_TABLE : list->row(list->context, &csv);
    if (status == HAD_E_TABLE && csv.line > 0 && !is_list(list, file))
        return fault_of(error, FAULT_NO_LIST, file->name, list->header);
    if (status)
        return status;
    had_given_info *info = given_files_add(files, allocator, list->kind, file->name);
    if (!info)
        return fault_of(error, FAULT_MEMORY, NULL, NULL);
    given_files_read(info, &csv.lines);
    return HAD_OK;
}

/* --- Public calls ----------------------------------------------------------------------------- */

size_t had_given_count(const had_tables *tables)
{
    return tables ? tables->given.files.count : 0;
}

int had_given_get(const had_tables *tables, size_t index, had_given_info *info)
{
    if (!tables || !info || index >= tables->given.files.count)
        return HAD_E_ARGUMENT;
    if (sized_short(info))
        return HAD_E_SIZE;
    return sized_give(info, &tables->given.files.list[index], sizeof *info);
}

size_t had_remark_count(const had_tables *tables)
{
    return tables ? tables->given.files.remark_count : 0;
}

int had_remark_get(const had_tables *tables, size_t index, had_error *remark)
{
    if (!tables || !remark || index >= tables->given.files.remark_count)
        return HAD_E_ARGUMENT;
    if (sized_short(remark))
        return HAD_E_SIZE;
    const struct given_files *files = &tables->given.files;
    const struct remark *one = &files->remark[index];
    char text[sizeof files->list->name + 16] = "";
    if (one->another != one->file) /* a line of another file is named with it */
        strcat(strcpy(text, files->list[one->another].name), ":");
    text_number(text + strlen(text), one->number);
    fault_clear(remark);
    fault_set(remark, one->fault, files->list[one->file].name, one->line, one->column, text, NULL);
    remark->status = HAD_OK;
    return HAD_OK;
}
