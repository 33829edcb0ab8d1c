/* SPDX-License-Identifier: Apache-2.0 */
/* Drugs billed on top of the day: rules R27, R28, R35. */
#include <string.h>

#include "common/date.h"
#include "common/hints.h"
#include "lib/engine.h"
#include "lib/base/memory.h"
#include "lib/base/sized.h"
#include "stays.h"

/* Lines looked ahead, of which each step takes its share. */
enum { AHEAD = 32, STEP = AHEAD / STAYS_STEPS };
enum { NONE = -1, THOUSAND = 1000, CENTIME = 10 /* thousandths */ };

struct had_drugs {
    had_allocator allocator;
    const had_tables *tables;
    const struct stays *stays; /* NULL: anonymised lines */
    const struct beside_layout *layout[PRESTATIONS_MAX];
    size_t layouts;
    /* Fingerprints of the lines kept, open addressing; 0 = free. */
    uint64_t *seen;
    size_t slots, count;
    struct stays_ahead ahead[AHEAD]; /* lines to come, one after the other round and round */
    size_t next;
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
    drugs->tables = engine_tables(engine);
    drugs->stays = stays ? &stays->stays : NULL;
    if (stays)
        drugs->layouts =
            beside_fichcomp(&drugs->tables->beside, stays->stays.secteur, drugs->layout);
    return HAD_OK;
}

void had_drugs_free(had_drugs *drugs)
{
    if (!drugs)
        return;
    had_allocator allocator = drugs->allocator;
    memory_release(&allocator, drugs->seen);
    memory_release(&allocator, drugs);
}

/* --- Lines seen before ------------------------------------------------------------------------ */

static void put(uint64_t *seen, size_t slots, uint64_t print)
{
    size_t at = (size_t)print & (slots - 1);
    while (seen[at])
        at = (at + 1) & (slots - 1);
    seen[at] = print;
}

static bool make_room(had_drugs *drugs)
{
    if (2 * (drugs->count + 1) <= drugs->slots)
        return true;
    size_t slots = drugs->slots ? 2 * drugs->slots : 1024;
    uint64_t *larger = memory_take(&drugs->allocator, slots, sizeof *larger);
    if (!larger)
        return false;
    for (size_t i = 0; i < drugs->slots; i++)
        if (drugs->seen[i])
            put(larger, slots, drugs->seen[i]);
    memory_release(&drugs->allocator, drugs->seen);
    drugs->seen = larger;
    drugs->slots = slots;
    return true;
}

/* The fingerprint of a line; its place in memory, far from the last one, is asked for ahead. False
 * when there is no memory. */
static bool look_ahead(had_drugs *drugs, const unsigned char *line, size_t length, uint64_t *print)
{
    *print = hash_bytes(line, length);
    *print += *print == 0;
    if (!make_room(drugs))
        return false;
    SOON(&drugs->seen[(size_t)*print & (drugs->slots - 1)]);
    return true;
}

/* Rule R27, 918: the same first bytes as a line kept before. */
static void look_again(had_drugs *drugs, uint64_t print, had_findings *set)
{
    size_t at = (size_t)print & (drugs->slots - 1);
    while (drugs->seen[at] && drugs->seen[at] != print)
        at = (at + 1) & (drugs->slots - 1);
    findings_add(set, HAD_918, drugs->seen[at] != 0);
    drugs->count += drugs->seen[at] == 0;
    drugs->seen[at] = print;
}

/* --- One line --------------------------------------------------------------------------------- */

/* A line whose layout is known. */
struct line_reading {
    const unsigned char *line;
    const struct beside_layout *layout;
    size_t compared;        /* first bytes that make a line the same (918) */
    enum beside_field date; /* fields that stand for the same thing in a FICHCOMP and an RSF */
    enum beside_field amount;
    int64_t quantity_unit, amount_unit; /* thousandths */
};

static int refuse(had_drug *out, int number, size_t position)
{
    out->rejected = number;
    out->position = (uint32_t)position;
    return HAD_OK;
}

static int refuse_field(had_drug *out, int number, const struct line_reading *r,
                        enum beside_field field)
{
    return refuse(out, number, r->layout->field[field].start + 1u);
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

/* Finds what the line is. False: *out says why not, or that it is passed over. */
static bool recognise(const had_drugs *drugs, const unsigned char *line, size_t size,
                      struct line_reading *r, had_drug *out)
{
    *r = (struct line_reading){line, NULL, 0, B_date_administration, B_montant, 1, 1};
    bool invoice = drugs->stays && size > 0 && capital(line[0]);
    if (!drugs->stays) {
        r->layout = beside_anonymous(&drugs->tables->beside, line, size);
    } else if (!invoice) {
        r->layout = fichcomp(drugs, line, size, out);
    } else if (drugs->stays->secteur == HAD_EX_OQN) {
        const struct beside_layout *layout = beside_rsf(&drugs->tables->beside, line[0]);
        if (layout && beside_length(line, size, layout->length) == layout->length)
            r->layout = layout;
        out->expected = layout ? layout->length : 0;
    }
    if (!r->layout)
        return refuse(out, HAD_910, 1), false;
    out->expected = 0;
    out->passed = invoice && r->layout->type != 'H';
    if (out->passed)
        return false;
    had_span indication = r->layout->field[B_indication];
    r->compared = invoice ? r->layout->length : (size_t)indication.start + indication.length;
    if (invoice) {
        r->date = B_date_debut_sejour;
        r->amount = B_montant_total_ttc;
        r->quantity_unit = THOUSAND;
        r->amount_unit = CENTIME;
    }
    return true;
}

static void describe(const had_drugs *drugs, const struct line_reading *r, had_drug *out)
{
    const struct beside_layout *layout = r->layout;
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
    unsigned bad = 0;
    uint16_t i = 0;
    if (span.length >= 8) {
        uint64_t v = load8(p);
        bad = !digits8(v);
        n = eight_digits(v);
        i = 8;
    }
    for (; i < span.length; i++) {
        unsigned c = (unsigned char)(p[i] - '0');
        bad |= c > 9;
        n = n * 10 + c;
    }
    *out = bad ? 0 : n * unit;
    return !bad;
}

static bool amounts(const struct line_reading *r, had_drug *out)
{
    if (!amount(r, B_quantite, r->quantity_unit, &out->quantite))
        return refuse_field(out, HAD_915, r, B_quantite), false;
    if (!amount(r, r->amount, r->amount_unit, &out->montant))
        return refuse_field(out, HAD_915, r, r->amount), false;
    return true;
}

static void code(const struct line_reading *r, had_drug *out, bool *sound)
{
    unsigned char text[UCD13];
    const unsigned char *p = r->line + out->ucd.start, *end = p + out->ucd.length;
    while (end > p && end[-1] == ' ')
        end--;
    while (p < end && *p == ' ')
        p++;
    if (ucd_long(p, (size_t)(end - p), text, sound))
        memcpy(out->ucd13, text, UCD13);
}

/* The month of an anonymised line. */
static bool month(const struct line_reading *r, had_drug *out)
{
    const unsigned char *year = beside_bytes(r->line, r->layout, B_annee_administration);
    int n = two_digits(beside_bytes(r->line, r->layout, B_mois_administration));
    if (!digits(year, 4) || n < 1 || n > 12)
        return refuse_field(out, HAD_913, r, B_mois_administration), false;
    out->mois = (two_digits(year) * 100 + two_digits(year + 2)) * 100 + n;
    return true;
}

/* The stay of the line, and its sub-sequence. */
static bool tie(const had_drugs *drugs, const struct line_reading *r, had_drug *out)
{
    const struct stays *stays = drugs->stays;
    unsigned char key[STAY_KEY];
    const unsigned char *line = r->line;
    if (!stays->begun || memcmp(line + out->finess.start, stays->finess, STAY_FINESS) != 0)
        return refuse_field(out, HAD_911, r, B_finess_epmsi), false;
    bool filled = stay_key(key, stays->secteur, line + out->sejour.start, out->sejour.length,
                           line + out->facture.start, out->facture.length);
    int64_t stay = filled ? stays_find(stays, key) : STAYS_NONE;
    if (stay == STAYS_NONE)
        return refuse(out, HAD_912, out->sejour.start + 1u), false;
    out->date = date_read(line + r->layout->field[r->date].start);
    if (out->date == 0)
        return refuse_field(out, HAD_913, r, r->date), false;
    out->mois = out->date / 100;
    int64_t found = stays_at(stays, (size_t)stay, date_days(out->date));
    findings_add(&out->findings, HAD_914, found == STAYS_NONE);
    if (found == STAYS_NONE)
        return true;
    const struct stay_record *record = &stays->record[found];
    out->record = record->number;
    memcpy(out->sequence, record->sequence, STAY_NUMBER);
    memcpy(out->sous_sequence, record->sous_sequence, STAY_NUMBER);
    return true;
}

/* 916, 917, 918. */
static void warn(had_drugs *drugs, const struct line_reading *r, uint64_t print, bool sound,
                 had_drug *out)
{
    const struct ucd_list *list = &drugs->tables->ucd;
    findings_add(&out->findings, HAD_916, !sound);
    if (list->given) {
        unsigned char ucd[UCD13], indication[UCD_INDICATION];
        memset(ucd, ' ', UCD13);
        if (out->ucd13[0])
            memcpy(ucd, out->ucd13, UCD13);
        keep_trimmed(indication, UCD_INDICATION, r->line + out->indication.start,
                     out->indication.length);
        findings_add(&out->findings, HAD_917, !ucd_listed(list, ucd, indication, out->date));
    }
    look_again(drugs, print, &out->findings);
}

/* Reads one line; HAD_E_MEMORY, or HAD_OK. */
static int read_drug(had_drugs *drugs, const unsigned char *line, size_t length, had_drug *out)
{
    struct line_reading r;
    bool sound;
    out->rejected = NONE;
    out->record = NONE;
    if (!recognise(drugs, line, length, &r, out))
        return HAD_OK;
    describe(drugs, &r, out);
    uint32_t illicit = illicit_byte(line, r.layout->length);
    if (illicit)
        return refuse(out, PRE_CARACTERE_ILLICITE, illicit);
    uint64_t print = 0;
    if (drugs->stays && !look_ahead(drugs, line, r.compared, &print))
        return HAD_E_MEMORY;
    if (drugs->stays ? !tie(drugs, &r, out) : !month(&r, out))
        return HAD_OK;
    if (!amounts(&r, out))
        return HAD_OK;
    code(&r, out, &sound);
    if (drugs->stays)
        warn(drugs, &r, print, sound, out);
    return HAD_OK;
}

int had_drugs_read(had_drugs *drugs, const void *line, size_t length, had_drug *out)
{
    if (!drugs || !out || (!line && length > 0))
        return HAD_E_ARGUMENT;
    if (sized_short(out))
        return HAD_E_SIZE;
    had_drug made = {0};
    int status = read_drug(drugs, line, length, &made);
    return status == HAD_OK ? sized_give(out, &made, sizeof made) : status;
}

/* --- Ahead ------------------------------------------------------------------------------------ */

/* Drugs of one sector have their key, date and compared bytes at the same places, whatever their
 * prestation. */
void had_drugs_ahead(had_drugs *drugs, const void *line, size_t length)
{
    const struct beside_layout *layout = drugs && drugs->layouts > 0 ? drugs->layout[0] : NULL;
    if (!layout || !line || length < layout->length)
        return;
    const unsigned char *p = line;
    bool oqn = layout->secteur == HAD_EX_OQN;
    had_span sejour = layout->field[oqn ? B_no_entree : B_sejour];
    had_span facture = layout->field[B_no_facture], indication = layout->field[B_indication];
    unsigned char key[STAY_KEY];
    stay_key(key, layout->secteur, p + sejour.start, sejour.length, p + facture.start,
             facture.length);
    int32_t date = date_read(p + layout->field[B_date_administration].start);
    drugs->ahead[drugs->next % AHEAD] =
        (struct stays_ahead){hash_bytes(key, STAY_KEY), date ? date_days(date) : 0};
    for (size_t step = 0; step < STAYS_STEPS && step * STEP <= drugs->next; step++)
        stays_step(drugs->stays, &drugs->ahead[(drugs->next - step * STEP) % AHEAD], (int)step);
    drugs->next++;
    if (drugs->slots > 0) {
        uint64_t print = hash_bytes(p, (size_t)indication.start + indication.length);
        SOON(&drugs->seen[(size_t)print & (drugs->slots - 1)]);
    }
}
