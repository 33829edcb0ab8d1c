/* SPDX-License-Identifier: Apache-2.0 */
#include "tables_shared.h"

#include <string.h>

#include "common/digits.h"
#include "cli/base/status.h"
#include "cli/files/load.h"
#include "cli/rows/rows.h"

void tarif_key(char key[KEY_TEXT], int campagne, int secteur, int variante, int ght)
{
    strcpy(key, "0000 ");
    write_digits((unsigned char *)key, 4, (uint32_t)campagne);
    strcat(strcat(strcat(key, secteur_name(secteur)), " "), variante_name(variante));
    if (ght == 0)
        return;
    strcat(strcat(key, " GHT "), two_text((unsigned)ght).text);
}

int tables_load(const struct options *options, const char *what, had_tables **tables)
{
    struct options asked = *options;
    if (load_is_tables(what)) {
        if (asked.tables.count < LIST_MAX)
            asked.tables.item[asked.tables.count++] = what;
    } else {
        asked.classifications.count = 1;
        asked.classifications.item[0] = what;
    }
    return load_tables(&asked, NULL, tables);
}

static int visit_name(void *context, const char *name)
{
    struct visit *visit = context;
    char path[OS_PATH];
    if (!path_join(path, visit->root, name) || !load_is_classification(path))
        return DONE;
    visit->count++;
    return visit->each(visit, path);
}

int visit_directories(struct visit *visit, const char *what)
{
    char inside[OS_PATH];
    struct os_look look;
    visit->root = what;
    if (load_is_classification(what)) {
        visit->count++;
        return visit->each(visit, what);
    }
    int status = os_list(what, visit_name, visit);
    if (!status && path_join(inside, what, "classifications") && os_look_path(inside, &look) == 0) {
        visit->root = inside;
        status = os_list(inside, visit_name, visit);
    }
    return status < 0 ? load_cannot_open(what) : status;
}
