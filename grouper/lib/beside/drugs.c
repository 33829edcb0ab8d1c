/* SPDX-License-Identifier: Apache-2.0 */
/* Drugs billed on top of the day: rules R27, R28, R35. */
#include <string.h>

#include "common/date.h"
#include "lib/engine.h"
#include "lib/base/memory.h"
#include "lib/base/sized.h"
#include "seen.h"
#include "stays.h"

/* Lines looked at side by side. */
enum { ABREAST = 32 };
enum { NONE = -1, THOUSAND = 1000, CENTIME = 10 /* thousandths */ };

/* A line on its way. */
struct line_reading {
    const unsigned char *line;
    const struct beside_layout *layout; /* NULL: it is rejected, or passed over */
    size_t compared;                    /* first bytes that make a line the same (918) */
    enum beside_field date; /* fields that stand for the same thing in a FICHCOMP and an RSF */
    enum beside_field amount;
    int64_t quantity_unit, amount_unit; /* thousandths */
    uint64_t print;                     /* the fingerprint of what is compared */
    bool filled;                        /* no part of its stay is blank */
    bool follows;                       /* its stay is that of the line before */
    struct stays_search search;
    had_drug drug;
};

struct had_drugs {
    had_allocator allocator;
    const had_tables *tables;
    const struct stays *stays; /* NULL: anonymised lines */
    const struct beside_layout *layout[PRESTATIONS_MAX];
    size_t layouts;
    uint64_t seed;          /* of the fingerprints of lines */
    struct seen_lines seen; /* lines kept */
    struct line_reading reading[ABREAST];
};

int had_drugs_new(const had_engine *engine, const had_stays *stays, had_drugs **out)
{
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!engine || (stays && !stays->stays.settled))
        return HAD_E_ARGUMENT;
    had_drugs *drugs = memory_take(engine_allocator(engine), 1, sizeof *drugs);
    *out = drugs;
    if (!drugs)
        return HAD_E_MEMORY;
    drugs->allocator = *engine_allocator(engine);
    drugs->seed = engine_seed(engine);
    drugs->tables = engine_tables(engine);
    drugs->stays = stays ? &stays->stays : NULL;
    if (!stays)
        return HAD_OK;
    drugs->layouts = beside_fichcomp(&drugs->tables->beside, stays->stays.secteur, drugs->layout);
    if (seen_init(&drugs->seen, &drugs->allocator, stays->stays.stay_count))
        return HAD_OK;
    had_drugs_free(drugs);
    *out = NULL;
    return HAD_E_MEMORY;
}

void had_drugs_free(had_drugs *drugs)
{
    if (!drugs)
        return;
    had_allocator allocator = drugs->allocator;
    seen_free(&drugs->seen);
    memory_release(&allocator, drugs);
}

/* --- What a line is --------------------------------------------------------------------------- */

/* False, always. */
static bool refuse(struct line_reading *r, int number, size_t position)
{
    r->drug.rejected = number;
    r->drug.position = (uint32_t)position;
    return false;
}

static bool refuse_field(struct line_reading *r, int number, enum beside_field field)
{
    return refuse(r, number, r->layout->field[field].start + 1u);
}

/* The layout of a line of FICHCOMP, NULL when its length or prestation is unknown (910). */
static const struct beside_layout *fichcomp(const had_drugs *drugs, const unsigned char *line,
                                            size_t size, had_drug *out)
{
    for (size_t i = 0; i < drugs->layouts; i++) {
        const struct beside_layout *layout = drugs->layout[i];
        had_span prestation = layout->field[B_prestation];
        if (size < (size_t)prestation.start + prestation.length ||
            memcmp(line + prestation.start, layout->prestation, 2) != 0)
            continue;
        if (beside_length(line, size, layout->length) == layout->length)
            return layout;
        out->expected = layout->length;
    }
    return NULL;
}

/* Finds what the line is. False: the drug says why not, or that it is passed over. */
static bool recognise(const had_drugs *drugs, struct line_reading *r, size_t size)
{
    had_drug *out = &r->drug;
    const unsigned char *line = r->line;
    const struct beside_layout *layout = NULL;
    bool invoice = drugs->stays && size > 0 && capital(line[0]);
    if (!drugs->stays) {
        layout = beside_anonymous(&drugs->tables->beside, line, size);
    } else if (!invoice) {
        layout = fichcomp(drugs, line, size, out);
    } else if (drugs->stays->secteur == HAD_EX_OQN) {
        layout = beside_rsf(&drugs->tables->beside, line[0]);
        out->expected = layout ? layout->length : 0;
        if (layout && beside_length(line, size, layout->length) != layout->length)
            layout = NULL;
    }
    if (!layout)
        return refuse(r, HAD_910, 1);
    out->expected = 0;
    out->passed = invoice && layout->type != 'H';
    if (out->passed)
        return false;
    had_span indication = layout->field[B_indication];
    r->layout = layout;
    r->compared = invoice ? layout->length : (size_t)indication.start + indication.length;
    r->date = invoice ? B_date_debut_sejour : B_date_administration;
    r->amount = invoice ? B_montant_total_ttc : B_montant;
    r->quantity_unit = invoice ? THOUSAND : 1;
    r->amount_unit = invoice ? CENTIME : 1;
    return true;
}

static void describe(const had_drugs *drugs, const struct beside_layout *layout, had_drug *out)
{
    bool oqn = layout->secteur == HAD_EX_OQN;
    out->anonyme = !drugs->stays;
    out->secteur = layout->secteur;
    out->prestation[0] = layout->type;
    if (layout->type == '\0')
        memcpy(out->prestation, layout->prestation, sizeof out->prestation);
    out->finess = layout->field[B_finess_epmsi];
    out->sejour = layout->field[oqn ? B_no_entree : B_sejour];
    out->facture = layout->field[B_no_facture];
    out->ucd = layout->field[B_ucd];
    out->indication = layout->field[B_indication];
}

static bool same_field(const struct line_reading *a, const struct line_reading *b, had_span field)
{
    return memcmp(a->line + field.start, b->line + field.start, field.length) == 0;
}

/* Lines of a stay stand together in most files: it is looked for once. `before` may be NULL. */
static bool same_stay(const struct line_reading *r, const struct line_reading *before)
{
    return before && before->layout == r->layout && same_field(r, before, r->drug.sejour) &&
           same_field(r, before, r->drug.facture);
}

/* What can be told of the line by itself, and what has to be looked for. */
static void begin(const had_drugs *drugs, struct line_reading *r, const struct line_reading *before,
                  const unsigned char *line, size_t length)
{
    r->line = line;
    r->drug = (had_drug){.rejected = NONE, .record = NONE};
    if (!recognise(drugs, r, length)) {
        r->layout = NULL;
        return;
    }
    had_drug *out = &r->drug;
    describe(drugs, r->layout, out);
    uint32_t illicit = illicit_byte(line, r->layout->length);
    if (illicit) {
        refuse(r, PRE_CARACTERE_ILLICITE, illicit);
        r->layout = NULL;
    } else if (drugs->stays) {
        r->print = hash_long(drugs->seed, line, r->compared);
        r->search.date = date_read(line + r->layout->field[r->date].start);
        r->follows = same_stay(r, before);
        r->filled = r->follows ? before->filled
                               : stay_key(r->search.key, drugs->stays->secteur,
                                          line + out->sejour.start, out->sejour.length,
                                          line + out->facture.start, out->facture.length);
    }
}

/* --- What a line says ------------------------------------------------------------------------- */

/* Eight digits as a number. */
static inline int64_t eight_digits(uint64_t v)
{
    v = (v & BYTES(0x0F)) * 2561 >> 8;
    v = (v & UINT64_C(0x00FF00FF00FF00FF)) * 6553601 >> 16;
    return (int64_t)((v & UINT64_C(0x0000FFFF0000FFFF)) * UINT64_C(42949672960001) >> 32);
}

/* All digits, in thousandths; false when it is not. */
static inline bool amount(const struct line_reading *r, enum beside_field field, int64_t unit,
                          int64_t *out)
{
    had_span span = r->layout->field[field];
    const unsigned char *p = r->line + span.start;
    int64_t n = 0;
    bool good = true;
    uint16_t i = 0;
    if (span.length >= 8) {
        uint64_t v = load8(p);
        good = digits8(v);
        n = eight_digits(v);
        i = 8;
    }
    for (; i < span.length; i++) {
        good &= digit(p[i]);
        n = n * 10 + (p[i] - '0');
    }
    *out = good ? n * unit : 0;
    return good;
}

static bool amounts(struct line_reading *r)
{
    return (amount(r, B_quantite, r->quantity_unit, &r->drug.quantite) ||
            refuse_field(r, HAD_915, B_quantite)) &&
           (amount(r, r->amount, r->amount_unit, &r->drug.montant) ||
            refuse_field(r, HAD_915, r->amount));
}

static void code(struct line_reading *r, bool *sound)
{
    unsigned char text[UCD13];
    const unsigned char *p = r->line + r->drug.ucd.start, *end = p + r->drug.ucd.length;
    while (end > p && end[-1] == ' ')
        end--;
    while (p < end && *p == ' ')
        p++;
    if (ucd_long(p, (size_t)(end - p), text, sound))
        memcpy(r->drug.ucd13, text, UCD13);
}

/* The month of an anonymised line. */
static bool month(struct line_reading *r)
{
    const unsigned char *year = beside_bytes(r->line, r->layout, B_annee_administration);
    int n = two_digits(beside_bytes(r->line, r->layout, B_mois_administration));
    if (!digits(year, 4) || n < 1 || n > 12)
        return refuse_field(r, HAD_913, B_mois_administration);
    r->drug.mois = (two_digits(year) * 100 + two_digits(year + 2)) * 100 + n;
    return true;
}

/* The stay of the line, and its sub-sequence. */
static bool tie(const struct stays *stays, struct line_reading *r)
{
    had_drug *out = &r->drug;
    const struct stays_search *found = &r->search;
    if (!stays->begun || memcmp(r->line + out->finess.start, stays->finess, STAY_FINESS) != 0)
        return refuse_field(r, HAD_911, B_finess_epmsi);
    if (!r->filled || found->stay == STAYS_NONE)
        return refuse(r, HAD_912, out->sejour.start + 1u);
    out->date = found->date;
    if (out->date == 0)
        return refuse_field(r, HAD_913, r->date);
    out->mois = out->date / 100;
    findings_add(&out->findings, HAD_914, found->record == STAYS_NONE);
    if (found->record == STAYS_NONE)
        return true;
    const struct stay_record *record = &stays->record[found->record];
    out->record = record->number;
    memcpy(out->sequence, record->sequence, STAY_NUMBER);
    memcpy(out->sous_sequence, record->sous_sequence, STAY_NUMBER);
    return true;
}

/* 916, 917. */
static void warn(const had_drugs *drugs, struct line_reading *r, bool sound)
{
    had_drug *out = &r->drug;
    const struct ucd_list *list = &drugs->tables->ucd;
    findings_add(&out->findings, HAD_916, !sound);
    if (!list->given)
        return;
    unsigned char ucd[UCD13], indication[UCD_INDICATION];
    memset(ucd, ' ', UCD13);
    if (out->ucd13[0])
        memcpy(ucd, out->ucd13, UCD13);
    keep_trimmed(indication, UCD_INDICATION, r->line + out->indication.start,
                 out->indication.length);
    findings_add(&out->findings, HAD_917, !ucd_listed(list, ucd, indication, out->date));
}

/* False when there is no memory. */
static bool finish(had_drugs *drugs, struct line_reading *r)
{
    bool sound, again = false;
    if (!r->layout || !(drugs->stays ? tie(drugs->stays, r) : month(r)) || !amounts(r))
        return true;
    code(r, &sound);
    if (!drugs->stays)
        return true;
    warn(drugs, r, sound);
    bool well = seen_add(&drugs->seen, (size_t)r->search.stay, r->print, &again);
    findings_add(&r->drug.findings, HAD_918, again);
    return well;
}

/* --- Public calls ----------------------------------------------------------------------------- */

/* Looks for the stay of each, side by side: what one waits for from memory comes while the others
 * are looked at. */
static void search(had_drugs *drugs, size_t count)
{
    struct line_reading *reading = drugs->reading;
    for (int step = 0; step < STAYS_STEPS - 1; step++)
        for (size_t i = 0; i < count; i++)
            if (reading[i].layout && !reading[i].follows)
                stays_step(drugs->stays, &reading[i].search, step);
    for (size_t i = 0; i < count; i++) {
        if (!reading[i].layout)
            continue;
        if (reading[i].follows)
            reading[i].search.stay = reading[i - 1].search.stay;
        stays_step(drugs->stays, &reading[i].search, STAYS_STEPS - 1);
        if (reading[i].search.stay != STAYS_NONE)
            seen_stay_soon(&drugs->seen, (size_t)reading[i].search.stay);
    }
    for (size_t i = 0; i < count; i++)
        if (reading[i].layout && reading[i].search.stay != STAYS_NONE)
            seen_slot_soon(&drugs->seen, (size_t)reading[i].search.stay, reading[i].print);
}

/* The next of them, ABREAST at most. False when there is no memory. */
static bool read_abreast(had_drugs *drugs, const void *const *line, const size_t *length,
                         size_t count)
{
    bool well = true;
    for (size_t i = 0; i < count; i++)
        begin(drugs, &drugs->reading[i], i > 0 ? &drugs->reading[i - 1] : NULL, line[i], length[i]);
    if (drugs->stays)
        search(drugs, count);
    for (size_t i = 0; well && i < count; i++)
        well = finish(drugs, &drugs->reading[i]);
    return well;
}

int had_drugs_lines(had_drugs *drugs, const void *const *line, const size_t *length, size_t count,
                    had_drug *out)
{
    if (!drugs || (count > 0 && (!line || !length || !out)))
        return HAD_E_ARGUMENT;
    for (size_t i = 0; i < count; i++)
        if (!line[i] && length[i] > 0)
            return HAD_E_ARGUMENT;
    if (count > 0 && sized_short(out))
        return HAD_E_SIZE;
    size_t size = count > 0 ? out->size : 0;
    for (size_t done = 0; done < count;) {
        size_t some = count - done < ABREAST ? count - done : ABREAST;
        if (!read_abreast(drugs, line + done, length + done, some))
            return HAD_E_MEMORY;
        for (size_t i = 0; i < some; i++, done++) {
            had_drug *to = (had_drug *)(void *)((char *)out + done * size);
            to->size = size;
            sized_give(to, &drugs->reading[i].drug, sizeof drugs->reading[i].drug);
        }
    }
    return HAD_OK;
}

int had_drugs_read(had_drugs *drugs, const void *line, size_t length, had_drug *out)
{
    return out ? had_drugs_lines(drugs, &line, &length, 1, out) : HAD_E_ARGUMENT;
}
