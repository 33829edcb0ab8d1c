/* SPDX-License-Identifier: Apache-2.0 */
#include "beside_lines.h"

static const char *const field_names[] = {
#define X(name) #name,
    BESIDE_FIELDS(X)
#undef X
};

void side_set(struct side_line *line, const char *changes)
{
    while (*changes) {
        size_t name = strcspn(changes, "="), all = strcspn(changes, " ");
        int f = 0;
        while (f < BESIDE_FIELD_COUNT &&
               (strlen(field_names[f]) != name || memcmp(field_names[f], changes, name) != 0))
            f++;
        ck_assert_msg(f < BESIDE_FIELD_COUNT, "no field in %s", changes);
        had_span span = line->layout->field[f];
        ck_assert_msg(span.length > 0, "%s lacks %s", line->layout->name, changes);
        const char *value = changes + name + 1;
        for (uint16_t i = 0; i < span.length; i++) {
            char c = value < changes + all ? *value++ : ' ';
            line->text[span.start + i] = c == '_' ? ' ' : c;
        }
        changes += all + (changes[all] == ' ');
    }
}

const struct beside_layout *layout_named(const had_tables *tables, const char *name)
{
    for (size_t i = 0; i < tables->beside.count; i++)
        if (strcmp(tables->beside.layout[i].name, name) == 0)
            return &tables->beside.layout[i];
    ck_abort_msg("no layout %s", name);
    return NULL; /* where Check cannot fork, it does not say that it does not come back */
}

/* A line that nothing is wrong with. */
void side_make(struct side_line *line, const had_tables *tables, const char *name)
{
    memset(line, 0, sizeof *line);
    line->layout = layout_named(tables, name);
    line->length = line->layout->length;
    memset(line->text, ' ', line->length);
    side_set(line, "finess_epmsi=750712184");
    if (line->layout->kind == BESIDE_FICHCOMP) {
        side_set(line, "ucd=3400891234565 date_administration=10052024 quantite=0000002500 "
                       "montant=0000123456 indication=I000001");
        memcpy(line->text + line->layout->field[B_prestation].start, line->layout->prestation, 2);
    } else if (line->layout->type == 'H') {
        side_set(line, "ucd=9123456 date_debut_sejour=10052024 quantite=002 "
                       "montant_total_ttc=0012345 indication=I000001");
    }
    if (line->layout->kind == BESIDE_RSF)
        line->text[0] = line->layout->type;
    side_set(line, line->layout->secteur == HAD_EX_OQN ? "no_entree=000000001 no_facture=000000002"
                                                       : "sejour=S1");
}

had_drug drug_read(had_drugs *drugs, const char *text, size_t length)
{
    had_drug drug = {.size = sizeof drug};
    char *exact = malloc(length + !length);
    memcpy(exact, text, length);
    ck_assert_int_eq(had_drugs_read(drugs, exact, length, &drug), HAD_OK);
    free(exact);
    return drug;
}

/* What was found: the code that rejects, or the warnings. */
void drug_found(const had_drug *drug, char *out, size_t room)
{
    had_finding_info info = {.size = sizeof info};
    if (drug->rejected >= 0) {
        had_finding_get((size_t)drug->rejected, 0, &info);
        snprintf(out, room, "%s", info.code);
    } else {
        set_text(&drug->findings, out, room);
    }
}

void desk_add(struct desk *desk, const char *format, const char *changes, int expected)
{
    struct line line;
    int added;
    line_make(&line, desk->tables, format);
    line_apply(&line, changes);
    ck_assert_int_eq(had_stays_add(desk->stays, line.text, line.length, &added), HAD_OK);
    ck_assert_int_eq(added, expected);
}

void desk_open(struct desk *desk)
{
    *desk = (struct desk){0};
    desk->tables = support_tables(false);
    had_options options = {.size = sizeof options, .carried = HAD_CARRIED_ALONE};
    desk->engine = support_engine(desk->tables, &options);
    ck_assert_int_eq(had_stays_new(desk->engine, HAD_AUTO, &desk->stays), HAD_OK);
}

void desk_ready(struct desk *desk)
{
    ck_assert_int_eq(had_stays_end(desk->stays), HAD_OK);
    ck_assert_int_eq(had_drugs_new(desk->engine, desk->stays, &desk->drugs), HAD_OK);
}

void desk_close(struct desk *desk)
{
    had_drugs_free(desk->drugs);
    had_stays_free(desk->stays);
    had_engine_free(desk->engine);
    had_tables_free(desk->tables);
}

/* A VID-HOSP line of a format, with its count written over `digits` and that many blocks. */
void vidhosp_make(struct side_line *line, const had_tables *tables, const char *format,
                  const char *count, size_t length, const char *changes)
{
    memset(line, 0, sizeof *line);
    line->layout = layout_named(tables, "V014");
    memset(line->text, ' ', sizeof line->text);
    line->length = length;
    side_set(line, "finess_epmsi=750712184 sejour=S1 facturable=1 taux_remboursement=08000");
    memcpy(line->text + 48, format, 4);
    for (size_t i = 0; i < tables->beside.versions; i++) {
        const struct vidhosp_version *version = &tables->beside.version[i];
        if (strcmp(version->format, format) == 0 && version->count_length == strlen(count))
            memcpy(line->text + version->count_start, count, strlen(count));
    }
    side_set(line, changes);
    if (((strchr(count, '1') || strchr(count, '2')) && length > 400) || length > 500)
        line->text[length - 1] = '0'; /* blocks, not blanks */
    memset(line->text + length, 'x', sizeof line->text - length);
}
