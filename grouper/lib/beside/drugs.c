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

/* How the lines of a layout are read. Other lines have one, too: why they are rejected, or that
 * they are passed over. */
struct form {
    const struct beside_layout *layout; /* NULL: it is rejected, or passed over */
    struct stay_place {
        had_span named; /* bytes that hold what names the stay; in front of them stand at most the
                           FINESS and the prestation */
        had_span sejour, facture;
    } place;
    const struct stay_place *alike; /* that of the first layout which has the same */
    size_t compared;                /* first bytes that make a line the same (918) */
    had_span date, quantity, amount;
    int64_t quantity_unit, amount_unit; /* thousandths */
    uint64_t seed;                      /* of the fingerprints of its lines */
    had_drug drug;                      /* what each of them says */
};

/* A line on its way. */
struct line_reading {
    const unsigned char *line;
    const struct form *form; /* NULL: it is rejected, or passed over */
    had_drug *drug;
    uint64_t named;              /* the fingerprint of what names its stay */
    uint64_t print;              /* of all that is compared */
    bool ours;                   /* its FINESS is that of the records */
    bool filled;                 /* no part of its stay is blank */
    bool follows;                /* its stay is that of the line before */
    bool counted, priced, sound; /* its quantity and amount are digits; its UCD is one */
    struct stays_search search;
};

struct had_drugs {
    had_allocator allocator;
    const had_tables *tables;
    const struct stays *stays; /* NULL: anonymised lines */
    const struct beside_layout *layout[PRESTATIONS_MAX];
    size_t layouts;
    struct form *form;      /* of each layout of the tables, then of what has none (910) */
    uint64_t seed;          /* of the fingerprints of stays */
    struct seen_lines seen; /* lines kept */
    struct line_reading reading[ABREAST];
    uint8_t searched[ABREAST]; /* those whose stay is looked for */
    size_t searches;
    had_drug made[ABREAST]; /* for callers whose had_drug has another size */
};

/* --- How lines are read ----------------------------------------------------------------------- */

static size_t span_end(had_span span)
{
    return (size_t)span.start + span.length;
}

/* What every line of a layout says, and where its fields stand. */
static void describe(had_drug *drug, const struct beside_layout *layout, bool anonymous)
{
    bool oqn = layout->secteur == HAD_EX_OQN;
    drug->anonyme = anonymous;
    drug->secteur = layout->secteur;
    drug->prestation[0] = layout->type;
    drug->finess = layout->field[B_finess_epmsi];
    drug->sejour = layout->field[oqn ? B_no_entree : B_sejour];
    drug->facture = layout->field[B_no_facture];
    drug->ucd = layout->field[B_ucd];
    drug->indication = layout->field[B_indication];
    if (layout->type == '\0')
        memcpy(drug->prestation, layout->prestation, sizeof drug->prestation);
}

static had_span named_bytes(const struct beside_layout *layout, const had_drug *drug)
{
    const had_span *field = layout->field;
    had_span finess = field[B_finess_epmsi], prestation = field[B_prestation];
    bool in_front = finess.start == 0 && prestation.start == finess.length && prestation.length > 0;
    size_t start = in_front ? span_end(prestation) : 0, end = start;
    end = span_end(drug->sejour) > end ? span_end(drug->sejour) : end;
    end = span_end(drug->facture) > end ? span_end(drug->facture) : end;
    return (had_span){(uint16_t)start, (uint16_t)(end - start)};
}

/* Fills memory that is zero, member by member: so is what stands between the members of the
 * had_drug that each line begins as, and of two lines alike every byte is the same. */
static void form_fill(struct form *form, const struct beside_layout *layout, bool anonymous,
                      uint64_t seed)
{
    const had_span *field = layout->field;
    had_drug *drug = &form->drug;
    bool invoice = layout->kind == BESIDE_RSF;
    drug->size = sizeof *drug;
    drug->rejected = NONE;
    drug->record = NONE;
    if (invoice && layout->type != 'H') {
        drug->passed = 1;
        return;
    }
    describe(drug, layout, anonymous);
    form->layout = layout;
    form->seed = seed;
    form->place = (struct stay_place){named_bytes(layout, drug), drug->sejour, drug->facture};
    form->compared =
        invoice || field[B_indication].length == 0 ? layout->length : span_end(field[B_indication]);
    form->date = field[invoice ? B_date_debut_sejour : B_date_administration];
    form->quantity = field[B_quantite];
    form->amount = field[invoice ? B_montant_total_ttc : B_montant];
    form->quantity_unit = invoice ? THOUSAND : 1;
    form->amount_unit = invoice ? CENTIME : 1;
}

static bool make_forms(had_drugs *drugs)
{
    const struct beside *beside = &drugs->tables->beside;
    drugs->form = memory_take(&drugs->allocator, beside->count + 1, sizeof *drugs->form);
    if (!drugs->form)
        return false;
    for (size_t i = 0; i < beside->count; i++) {
        struct form *form = &drugs->form[i], *first = drugs->form;
        form_fill(form, &beside->layout[i], !drugs->stays, hash_step(drugs->seed, i));
        while (memcmp(&first->place, &form->place, sizeof form->place) != 0)
            first++;
        form->alike = &first->place;
    }
    had_drug *none = &drugs->form[beside->count].drug;
    none->size = sizeof *none;
    none->rejected = HAD_910;
    none->position = 1;
    none->record = NONE;
    return true;
}

int had_drugs_new(const had_engine *engine, const had_stays *stays, had_drugs **out)
{
    if (!out)
        return HAD_E_ARGUMENT;
    *out = NULL;
    if (!engine || (stays && !stays->stays.settled))
        return HAD_E_ARGUMENT;
    had_drugs *drugs = memory_take(engine_allocator(engine), 1, sizeof *drugs);
    if (!drugs)
        return HAD_E_MEMORY;
    drugs->allocator = *engine_allocator(engine);
    drugs->seed = engine_seed(engine);
    drugs->tables = engine_tables(engine);
    drugs->stays = stays ? &stays->stays : NULL;
    if (stays)
        drugs->layouts =
            beside_fichcomp(&drugs->tables->beside, stays->stays.secteur, drugs->layout);
    if (make_forms(drugs) &&
        (!stays || seen_init(&drugs->seen, &drugs->allocator, stays->stays.stay_count))) {
        *out = drugs;
        return HAD_OK;
    }
    had_drugs_free(drugs);
    return HAD_E_MEMORY;
}

void had_drugs_free(had_drugs *drugs)
{
    if (!drugs)
        return;
    had_allocator allocator = drugs->allocator;
    if (drugs->seen.stay)
        seen_free(&drugs->seen);
    memory_release(&allocator, drugs->form);
    memory_release(&allocator, drugs);
}

/* --- What a line is --------------------------------------------------------------------------- */

/* False, always. */
static bool refuse(struct line_reading *r, int number, size_t position)
{
    r->drug->rejected = number;
    r->drug->position = (uint32_t)position;
    return false;
}

/* The layout of a line of FICHCOMP, NULL when its length or prestation is unknown (910;
 * *expected: bytes of a line of its prestation). */
static const struct beside_layout *fichcomp(const had_drugs *drugs, const unsigned char *line,
                                            size_t size, uint32_t *expected)
{
    for (size_t i = 0; i < drugs->layouts; i++) {
        const struct beside_layout *layout = drugs->layout[i];
        had_span prestation = layout->field[B_prestation];
        if (size < span_end(prestation) ||
            memcmp(line + prestation.start, layout->prestation, 2) != 0)
            continue;
        if (beside_length(line, size, layout->length) == layout->length)
            return layout;
        *expected = layout->length;
    }
    return NULL;
}

static const struct beside_layout *invoice(const had_drugs *drugs, const unsigned char *line,
                                           size_t size, uint32_t *expected)
{
    if (drugs->stays->secteur != HAD_EX_OQN)
        return NULL;
    const struct beside_layout *layout = beside_rsf(&drugs->tables->beside, line[0]);
    if (!layout || beside_length(line, size, layout->length) == layout->length)
        return layout;
    *expected = layout->length;
    return NULL;
}

/* Finds what the line is, and says of the drug what that tells. */
static const struct form *recognise(const had_drugs *drugs, const unsigned char *line, size_t size,
                                    had_drug *out)
{
    const struct beside *beside = &drugs->tables->beside;
    uint32_t expected = 0;
    const struct beside_layout *layout = !drugs->stays ? beside_anonymous(beside, line, size)
                                         : size > 0 && capital(line[0])
                                             ? invoice(drugs, line, size, &expected)
                                             : fichcomp(drugs, line, size, &expected);
    const struct form *form =
        &drugs->form[layout ? (size_t)(layout - beside->layout) : beside->count];
    memcpy(out, &form->drug, sizeof *out);
    if (form->layout)
        return form;
    out->expected = layout ? 0 : expected;
    return NULL;
}

/* Lines of a stay stand together in most files: it is looked for once. `before` may be NULL. */
static bool same_stay(const struct line_reading *r, const struct line_reading *before)
{
    const struct stay_place *place = r->form->alike;
    return before && before->form && before->form->alike == place &&
           memcmp(before->line + place->named.start, r->line + place->named.start,
                  place->named.length) == 0;
}

/* Of what names the stay, which the line before may have, then of the rest. What stands in front is
 * the same in all lines that are kept, or told by the form. */
static void fingerprint(const had_drugs *drugs, struct line_reading *r)
{
    enum { LONG = 16 };
    const struct form *form = r->form;
    had_span named = form->place.named;
    size_t done = span_end(named), left = form->compared > done ? form->compared - done : 0;
    r->named =
        r->follows ? r[-1].named : hash_bytes(drugs->seed, r->line + named.start, named.length);
    uint64_t seed = r->named ^ form->seed;
    r->print = left >= LONG ? hash_long(seed, r->line + done, left)
                            : hash_bytes(seed, r->line + done, left);
}

/* What can be told of the line by itself, and what has to be looked for. */
static void begin(had_drugs *drugs, size_t at, const unsigned char *line, size_t length)
{
    struct line_reading *r = &drugs->reading[at];
    const struct line_reading *before = at > 0 && drugs->stays ? r - 1 : NULL;
    r->line = line;
    r->form = recognise(drugs, line, length, r->drug);
    if (!r->form)
        return;
    const struct form *form = r->form;
    r->ours = drugs->stays && drugs->stays->begun &&
              memcmp(line + form->drug.finess.start, drugs->stays->finess, STAY_FINESS) == 0;
    r->follows = same_stay(r, before);
    /* What is the same as in a line before has been looked at. */
    size_t known = r->ours && r->follows ? span_end(form->place.named) : 0;
    uint32_t illicit = illicit_byte(line + known, form->layout->length - known);
    if (illicit) {
        refuse(r, PRE_CARACTERE_ILLICITE, known + illicit);
        r->form = NULL;
    } else if (drugs->stays) {
        r->search.date = date_read(line + form->date.start);
        if (r->follows) {
            r->filled = before->filled;
            return;
        }
        had_span sejour = form->place.sejour, facture = form->place.facture;
        r->filled = stay_key(r->search.key, drugs->stays->secteur, line + sejour.start,
                             sejour.length, line + facture.start, facture.length);
        drugs->searched[drugs->searches++] = (uint8_t)at;
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
static inline bool amount(const unsigned char *p, size_t length, int64_t unit, int64_t *out)
{
    enum { USUAL = 10 };
    int64_t n = 0;
    bool good = true;
    size_t i = 0;
    if (length == USUAL) { /* the last two may be read twice */
        good = digits8(load8(p)) & digits8(load8(p + 2));
        n = eight_digits(load8(p)) * 100 + (p[8] & 0x0F) * 10 + (p[9] & 0x0F);
        i = USUAL;
    }
    for (; i < length; i++) {
        good &= digit(p[i]);
        n = n * 10 + (p[i] - '0');
    }
    *out = good ? n * unit : 0;
    return good;
}

/* What the line says by itself: for all of them before any is tied, while what that needs comes
 * from memory. */
static void read_values(struct line_reading *r)
{
    const struct form *form = r->form;
    had_drug *out = r->drug;
    had_span quantity = form->quantity, money = form->amount;
    r->counted =
        amount(r->line + quantity.start, quantity.length, form->quantity_unit, &out->quantite);
    r->priced = amount(r->line + money.start, money.length, form->amount_unit, &out->montant);
    ucd_read(r->line + out->ucd.start, out->ucd.length, out->ucd13, &r->sound);
}

/* Of a line that is rejected nothing is told. */
static void forget_values(had_drug *out)
{
    out->quantite = out->montant = 0;
    memset(out->ucd13, 0, sizeof out->ucd13);
}

static bool amounts(struct line_reading *r)
{
    return (r->counted || refuse(r, HAD_915, r->form->quantity.start + 1u)) &&
           (r->priced || refuse(r, HAD_915, r->form->amount.start + 1u));
}

/* The month of an anonymised line. */
static bool month(struct line_reading *r)
{
    const struct beside_layout *layout = r->form->layout;
    const unsigned char *year = beside_bytes(r->line, layout, B_annee_administration);
    int n = two_digits(beside_bytes(r->line, layout, B_mois_administration));
    if (!digits(year, 4) || n < 1 || n > 12)
        return refuse(r, HAD_913, layout->field[B_mois_administration].start + 1u);
    r->drug->mois = (two_digits(year) * 100 + two_digits(year + 2)) * 100 + n;
    return true;
}

/* The stay of the line, and its sub-sequence. */
static bool tie(const struct stays *stays, struct line_reading *r)
{
    had_drug *out = r->drug;
    const struct stays_search *found = &r->search;
    if (!r->ours)
        return refuse(r, HAD_911, out->finess.start + 1u);
    if (!r->filled || found->stay == STAYS_NONE)
        return refuse(r, HAD_912, out->sejour.start + 1u);
    out->date = found->date;
    if (out->date == 0)
        return refuse(r, HAD_913, r->form->date.start + 1u);
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
static void warn(const had_drugs *drugs, struct line_reading *r)
{
    had_drug *out = r->drug;
    const struct ucd_list *list = &drugs->tables->ucd;
    findings_add(&out->findings, HAD_916, !r->sound);
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
    bool again = false;
    if (!r->form)
        return true;
    if (!(drugs->stays ? tie(drugs->stays, r) : month(r)) || !amounts(r)) {
        forget_values(r->drug);
        return true;
    }
    if (!drugs->stays)
        return true;
    warn(drugs, r);
    bool well = seen_add(&drugs->seen, (size_t)r->search.stay, r->print, &again);
    findings_add(&r->drug->findings, HAD_918, again);
    return well;
}

/* --- Public calls ----------------------------------------------------------------------------- */

/* Looks for the stay of each, side by side: what one waits for from memory comes while the others
 * are looked at, and what needs none of it is done in between. */
static void search(had_drugs *drugs, size_t count)
{
    struct line_reading *reading = drugs->reading;
    for (int step = 0; step < STAYS_STEPS - 1; step++)
        for (size_t i = 0; i < drugs->searches; i++)
            stays_step(drugs->stays, &reading[drugs->searched[i]].search, step);
    for (size_t i = 0; i < count; i++)
        if (reading[i].form)
            fingerprint(drugs, &reading[i]);
    for (size_t i = 0; i < count; i++) {
        if (!reading[i].form)
            continue;
        if (reading[i].follows)
            reading[i].search.stay = reading[i - 1].search.stay;
        stays_step(drugs->stays, &reading[i].search, STAYS_STEPS - 1);
        if (reading[i].search.stay != STAYS_NONE)
            seen_stay_soon(&drugs->seen, (size_t)reading[i].search.stay);
    }
    for (size_t i = 0; i < count; i++)
        if (reading[i].form && reading[i].search.stay != STAYS_NONE)
            seen_slot_soon(&drugs->seen, (size_t)reading[i].search.stay, reading[i].print);
}

/* The next of them, ABREAST at most. False when there is no memory. */
static bool read_abreast(had_drugs *drugs, const void *const *line, const size_t *length,
                         size_t count, had_drug *out)
{
    bool well = true;
    drugs->searches = 0;
    for (size_t i = 0; i < count; i++) {
        drugs->reading[i].drug = &out[i];
        begin(drugs, i, line[i], length[i]);
    }
    if (drugs->stays)
        search(drugs, count);
    for (size_t i = 0; i < count; i++)
        if (drugs->reading[i].form)
            read_values(&drugs->reading[i]);
    for (size_t i = 0; well && i < count; i++)
        well = finish(drugs, &drugs->reading[i]);
    return well;
}

/* The same for a caller whose had_drug has another size. */
static bool read_sized(had_drugs *drugs, const void *const *line, const size_t *length,
                       size_t count, char *out, size_t size)
{
    if (!read_abreast(drugs, line, length, count, drugs->made))
        return false;
    for (size_t i = 0; i < count; i++) {
        had_drug *to = (had_drug *)(void *)(out + i * size);
        to->size = size;
        sized_give(to, &drugs->made[i], sizeof drugs->made[i]);
    }
    return true;
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
    for (size_t done = 0, some; done < count; done += some) {
        some = count - done < ABREAST ? count - done : ABREAST;
        bool well = size == sizeof *out
                        ? read_abreast(drugs, line + done, length + done, some, out + done)
                        : read_sized(drugs, line + done, length + done, some,
                                     (char *)out + done * size, size);
        if (!well)
            return HAD_E_MEMORY;
    }
    return HAD_OK;
}

int had_drugs_read(had_drugs *drugs, const void *line, size_t length, had_drug *out)
{
    return out ? had_drugs_lines(drugs, &line, &length, 1, out) : HAD_E_ARGUMENT;
}
