/* SPDX-License-Identifier: Apache-2.0 */
/* had audit: records that carry a result are grouped again, and what differs is said, in groups and
 * in euros. */
#include "cli/ask/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "os/os.h"
#include "cli/rows/agreement.h"
#include "cli/rows/rows.h"
#include "cli/run/said.h"
#include "cli/base/status.h"
#include "cli/base/words.h"

struct audit {
    struct agreement *agreement;
    int not_grouped; /* number of finding 907 */
};

/* Zones as GHTxDAYS, joined by +. */
static void zones_text(const had_result *result, char out[64])
{
    size_t n = 0;
    out[0] = '\0';
    for (int i = 0; i < result->zone_count; i++)
        n += (size_t)snprintf(out + n, 64 - n, "%s%02ux%u", i ? "+" : "", result->zone[i].ght,
                              result->zone[i].jours);
}

/* What cannot be compared because the code read is that of a control that a RAPSS cannot be put
 * through: nothing when it blocks, else the code, and the days that 529 removes. */
static uint32_t comparable(const struct batch *batch, const had_result *read)
{
    enum { ALL = (1 << AGREE_FIELDS) - 1 };
    had_finding_info info = {.size = sizeof info};
    if (!read->rapss || strcmp(read->code_retour, "000") == 0)
        return ALL;
    int number = had_finding_number(read->code_retour);
    if (strcmp(read->code_retour, "999") == 0)
        return 0;
    /* Codes from 900 on are had's own: a RAPSS can have them. */
    if (number < 0 || strcmp(read->code_retour, "900") >= 0 ||
        had_control_applies(batch->engine, read, number))
        return ALL;
    had_finding_get((size_t)number, 0, &info);
    if (info.blocking)
        return 0;
    bool removed = strcmp(read->code_retour, "529") == 0;
    return ALL & ~(1u << AGREE_CODE) & ~(removed ? 1u << AGREE_JOURS | 1u << AGREE_MONTANT : 0u);
}

/* The version that a record of this classification would carry, official or not (rules R32, R47).
 */
static bool same_version(const struct batch *batch, const had_result *read,
                         const had_result *computed)
{
    if (computed->classification < 0)
        return strcmp(read->version, "  ") == 0;
    const char *version = batch->classification[computed->classification].version;
    return read->version[1] == version[1] &&
           (read->version[0] == version[0] || read->version[0] == 'X' || read->version[0] == 'D');
}

static uint32_t differing(const struct batch *batch, const had_result *read,
                          const had_result *computed)
{
    uint32_t bits = 0;
    if (strcmp(read->code_retour, computed->code_retour) != 0)
        bits |= 1u << AGREE_CODE;
    if (strcmp(read->ghpc, computed->ghpc) != 0)
        bits |= 1u << AGREE_GHPC;
    if (!same_version(batch, read, computed))
        bits |= 1u << AGREE_CLASSIFICATION;
    if (read->zone_count != computed->zone_count)
        return bits | 1u << AGREE_ZONES;
    for (int i = 0; i < read->zone_count; i++) {
        if (read->zone[i].ght != computed->zone[i].ght)
            bits |= 1u << AGREE_GHT;
        if (read->zone[i].jours != computed->zone[i].jours)
            bits |= 1u << AGREE_JOURS;
    }
    return bits;
}

static void write_row(const struct batch *batch, const struct item *item, struct table *table,
                      const had_result *read, had_source source, uint32_t ecart)
{
    const had_result *computed = item->result;
    char text[64] = "";
    int64_t centimes;
    row_of(table, item);
    row_keys(batch, table, item);
    cell_word(table, source == HAD_SOURCE_PAPRICA ? "paprica" : "etablissement");
    cell_text(table, (const unsigned char *)read->version, 2);
    cell_text(table, (const unsigned char *)read->code_retour, 3);
    cell_word(table, computed->code_retour);
    cell_text(table, (const unsigned char *)read->ghpc, 4);
    cell_text(table, (const unsigned char *)computed->ghpc, 4);
    zones_text(read, text);
    cell_word(table, text);
    zones_text(computed, text);
    cell_word(table, text);
    join_names(text, agree_names, AGREE_CLASSIFICATION, ecart);
    cell_word(table, text);
    bool known = result_amount(read, &centimes);
    cell_euros_if(table, known, centimes);
    known = result_amount(computed, &centimes);
    cell_euros_if(table, known, centimes);
    row_end(table);
}

static bool compare(const struct batch *batch, struct audit *audit, const struct item *item,
                    struct table *table, const had_result *read, had_source source)
{
    const had_result *computed = item->result;
    struct comparison c = {.year = computed->fin / 10000,
                           .format = computed->format,
                           .source = source,
                           .compared = comparable(batch, read),
                           .code_read = read->code_retour,
                           .code = computed->code_retour};
    if (c.compared == 0) {
        agreement_aside(audit->agreement, ASIDE_NOT_RUN);
        return true;
    }
    c.differing = differing(batch, read, computed) & c.compared;
    bool read_known = result_amount(read, &c.read),
         computed_known = result_amount(computed, &c.computed);
    c.amounts = read_known && computed_known && c.compared >> AGREE_MONTANT & 1;
    if (!c.amounts)
        c.compared &= ~(1u << AGREE_MONTANT);
    else if (c.read != c.computed)
        c.differing |= 1u << AGREE_MONTANT;
    /* Days are compared zone by zone, only when both groupings have as many zones. */
    if (c.differing >> AGREE_ZONES & 1)
        c.compared &= ~(1u << AGREE_GHT | 1u << AGREE_JOURS);
    if (!agreement_add(audit->agreement, &c))
        return false;
    uint32_t ecart = c.differing & ((1u << AGREE_CLASSIFICATION) - 1);
    if (ecart && table->columns)
        write_row(batch, item, table, read, source, ecart);
    return true;
}

static bool audit_record(const struct batch *batch, void *own, const struct item *item,
                         struct table *table)
{
    struct audit *audit = own;
    bool any = false;
    if (item->result->outcome == HAD_UNUSABLE) /* its days are not known: counted as 906 */
        return true;
    int last = item->result->rapss ? HAD_SOURCE_PAPRICA : HAD_SOURCE_ETABLISSEMENT;
    for (int source = HAD_SOURCE_ETABLISSEMENT; source <= last; source++) {
        had_result read = {.size = sizeof read};
        if (had_read_carried(batch->engine, item->bytes, item->length, source, &read) == HAD_OK) {
            if (!compare(batch, audit, item, table, &read, (had_source)source))
                return false;
            any = true;
        } else if (item->result->rapss) {
            agreement_aside(audit->agreement, ASIDE_NO_SITE);
        }
    }
    if (!any) {
        agreement_aside(audit->agreement, ASIDE_NOT_GROUPED);
        said_finding(batch, item, audit->not_grouped);
    }
    return true;
}

static void *split_audit(void *own)
{
    const struct audit *audit = own;
    struct audit *other = malloc(sizeof *other);
    if (!other)
        return NULL;
    *other = (struct audit){agreement_new(), audit->not_grouped};
    if (other->agreement)
        return other;
    free(other);
    return NULL;
}

static bool join_audit(void *own, void *other)
{
    struct audit *audit = own, *more = other;
    bool joined = agreement_join(audit->agreement, more->agreement);
    agreement_free(more->agreement);
    free(more);
    return joined;
}

static int end_run(void *own, struct table *table, const struct tally *tally)
{
    const struct audit *audit = own;
    (void)tally;
    if (agreement_full(audit->agreement))
        return sums_full();
    if (!table->columns)
        agreement_write(audit->agreement, table->sink);
    return DONE;
}

static int to_stderr(void *context, const unsigned char *bytes, size_t size)
{
    (void)context;
    return os_write(OS_STDERR, bytes, size);
}

int command_audit(const struct options *options)
{
    bool report = options->to == FORMAT_REPORT;
    struct audit audit = {agreement_new(), had_finding_number("907")};
    if (!audit.agreement) {
        say(W_NO_MEMORY);
        return FILES;
    }
    struct batch batch = {.options = options,
                          .priced = true,
                          .rapss = true,
                          .once = true,
                          .columns = report ? NULL : columns_audit,
                          .each = audit_record,
                          .end = end_run,
                          .split = split_audit,
                          .join = join_audit,
                          .own = &audit};
    int status = batch_run(&batch);
    if (status <= DIFFERENCES && !report && !options->quiet) {
        unsigned char
            room[ROW_ROOM]; /* this needs no memory, so that the summary can always be written */
        struct sink sink = {.buffer = room, .capacity = sizeof room, .flush = to_stderr};
        agreement_write(audit.agreement, &sink);
        sink_flush(&sink);
    }
    if (status == DONE && agreement_differing(audit.agreement) > 0)
        status = DIFFERENCES;
    agreement_free(audit.agreement);
    return status;
}
