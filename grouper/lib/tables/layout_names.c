/* SPDX-License-Identifier: Apache-2.0 */
/* Fields, groups and items of acts: their names, and the lengths that the engine relies on. */
#include "layout_draft.h"

#include <string.h>

static const struct {
    const char *name;
    size_t name_length;
    int16_t length; /* -n: at most n */
} fields[FIELD_COUNT] = {
#define X(name, length) {#name, sizeof #name - 1, length},
    FIELDS(X)
#undef X
};

/* In an RPSS, in a RAPSS; "" = it has no such group. */
static const char *const group_names[2][GROUP_OTHER] = {
    {"dcmpp", "dcmpa", "da", "ccam", "groupage", "zone_tarifaire", "", "", ""},
    {"dcmpp", "dcmpa", "da", "ccam", "groupage_paprica", "zone_paprica", "rpss_version",
     "groupage_etab", "zone_etab"}};

static const struct {
    const char *name;
    uint16_t length;
} act_items[ACT_ITEMS] = {
    {"date_realisation", 8}, {"code_ccam", 7},     {"extension_pmsi", 3}, {"phase", 1},
    {"activite", 1},         {"extension_doc", 1}, {"n_realisations", 2},
};

int field_number(const char *name, size_t length)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (fields[i].name_length == length && memcmp(fields[i].name, name, length) == 0)
            return i;
    return -1;
}

int group_named(bool anonymous, const struct cell *name)
{
    int kind = 0;
    while (kind < GROUP_OTHER && !cell_is(name, group_names[anonymous][kind]))
        kind++;
    return kind;
}

int act_item_named(const struct cell *name)
{
    int item = 0;
    while (item < ACT_ITEMS && !cell_is(name, act_items[item].name))
        item++;
    return item;
}

const char *field_name(enum field field)
{
    return fields[field].name;
}

const char *group_name(bool anonymous, enum group_kind kind)
{
    return kind < GROUP_OTHER ? group_names[anonymous][kind] : "";
}

const char *act_item_name(enum act_item item)
{
    return act_items[item].name;
}

uint16_t act_item_length(enum act_item item)
{
    return act_items[item].length;
}

bool field_whole(enum field field, uint16_t length)
{
    return fields[field].length < 0 || fields[field].length == length;
}

bool layout_length_good(enum field field, long length, bool anonymous)
{
    long exact = fields[field].length;
    bool code = field >= F_dp && field <= F_da7;
    return exact < 0 ? length <= -exact : anonymous && code ? length <= exact : length == exact;
}
