/* SPDX-License-Identifier: Apache-2.0 */
/* The calls of had.h for languages that pass everything by address. */
#include <string.h>

#include "engine.h"
#include "had.h"
#include "lib/base/memory.h"
#include "lib/base/number.h"

struct ref {
    had_allocator allocator;
    had_tables *tables;
    had_engine *engine; /* made by the first lines: tables are then whole */
    had_options options;
};

static struct ref *held(const void *handle)
{
    struct ref *ref = NULL;
    if (handle)
        memcpy(&ref, handle, sizeof ref);
    return ref;
}

void had_ref_new(void *handle, int32_t *status)
{
    had_allocator allocator = memory_allocator(NULL);
    struct ref *ref = memory_take(&allocator, 1, sizeof *ref);
    *status = HAD_E_MEMORY;
    if (ref) {
        ref->allocator = allocator;
        ref->options.size = sizeof ref->options;
        *status = had_tables_new(NULL, &ref->tables);
    }
    if (*status == HAD_OK)
        *status = had_tables_add_published(ref->tables, NULL);
    memcpy(handle, &ref, sizeof ref);
    if (*status != HAD_OK)
        had_ref_free(handle);
}

void had_ref_free(void *handle)
{
    struct ref *ref = held(handle), *none = NULL;
    if (!ref)
        return;
    had_allocator allocator = ref->allocator;
    had_engine_free(ref->engine);
    had_tables_free(ref->tables);
    memory_release(&allocator, ref);
    memcpy(handle, &none, sizeof none);
}

void had_ref_classification(void *handle, const char *const *id, int32_t *status)
{
    struct ref *ref = held(handle);
    *status = ref && !ref->engine && id
                  ? had_tables_add_builtin_classification(ref->tables, *id, NULL)
                  : HAD_E_ARGUMENT;
}

void had_ref_option(void *handle, const char *const *name, const int32_t *value, int32_t *status)
{
    struct ref *ref = held(handle);
    *status = HAD_E_ARGUMENT;
    if (!ref || ref->engine)
        return;
    had_options asked = ref->options, *o = &asked;
    const struct {
        const char *name;
        int32_t *member;
    } options[] = {{"date", &o->date},
                   {"carried", &o->carried},
                   {"groups_only", &o->groups_only},
                   {"coef_geo", &o->coef_geo},
                   {"coef_prudentiel", &o->coef_prudentiel},
                   {"campagne", &o->campagne},
                   {"rapss", &o->rapss},
                   {"sans_classification", &o->sans_classification}};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(*name, options[i].name) == 0) {
            *options[i].member = *value;
            *status = engine_bad_option(&asked) ? HAD_E_ARGUMENT : HAD_OK;
        }
    }
    if (*status == HAD_OK)
        ref->options = asked;
}

/* "FILE:LINE:COLUMN: reason / raison" */
static void tell(const had_error *error, char reason[HAD_REF_REASON])
{
    char *end = reason;
    *end = '\0';
    if (!error->en[0])
        return;
    end = strcpy(end, error->file) + strlen(error->file);
    const uint32_t places[] = {error->line, error->column};
    for (size_t i = 0; i < 2; i++) {
        *end++ = ':';
        end += text_number(end, places[i]);
    }
    strcat(strcat(strcat(strcpy(end, ": "), error->en), " / "), error->fr);
}

void had_ref_add(void *handle, const int32_t *kind, const char *const *names, const void *bytes,
                 const double *sizes, const int32_t *n, char *reason, int32_t *status)
{
    enum { FILES_MAX = 16 };
    struct ref *ref = held(handle);
    had_error error = HAD_ERROR_INIT;
    had_file files[FILES_MAX];
    const char *p = bytes;
    *status = HAD_E_ARGUMENT;
    *reason = '\0';
    if (!ref || ref->engine || *n < 1 || *n > FILES_MAX)
        return;
    for (int32_t i = 0; i < *n; i++) {
        if (!(sizes[i] >= 0))
            return;
        files[i] = (had_file){names[i], p, (size_t)sizes[i]};
        p += files[i].size;
    }
    *status = had_tables_add(ref->tables, (had_table_kind)*kind, files, (size_t)*n, &error);
    tell(&error, reason);
}

void had_ref_lines(void *handle, const void *bytes, const double *size, const int32_t *capacity,
                   double *used, int32_t *done, int32_t *status, int32_t *outcome, int32_t *code,
                   int32_t *ghpc, int32_t *debut, int32_t *fin, int32_t *jours, int32_t *ght,
                   int32_t *zone_jours, int32_t *tarif, double *zone_montant, double *montant)
{
    enum { ONCE = 128, ZONES = HAD_ZONES_MAX };
    int64_t zones[ONCE * ZONES], sums[ONCE], at = 0, some = 0;
    struct ref *ref = held(handle);
    const char *p = bytes;
    *used = 0;
    *done = 0;
    *status = ref && *size >= 0 ? HAD_OK : HAD_E_ARGUMENT;
    if (*status == HAD_OK && !ref->engine)
        *status = had_engine_new(ref->tables, &ref->options, &ref->engine, NULL);
    for (int32_t n = 0; *status == HAD_OK && n < *capacity && *used < *size; n += (int32_t)some) {
        int64_t rest = (int64_t)(*size - *used), room = *capacity - n < ONCE ? *capacity - n : ONCE;
        some = had_process_lines(ref->engine, p, rest, room, &at, outcome + n, code + n, ghpc + n,
                                 debut + n, fin + n, jours + n, ght + n * ZONES,
                                 zone_jours + n * ZONES, tarif + n * ZONES, zones, sums);
        if (some < 0) {
            *status = (int32_t)-some;
            return;
        }
        for (int32_t i = 0; i < some; i++)
            montant[n + i] = (double)sums[i];
        for (int32_t i = 0; i < some * ZONES; i++)
            zone_montant[n * ZONES + i] = (double)zones[i];
        p += at;
        *used += (double)at;
        *done = n + (int32_t)some;
    }
}
