/* SPDX-License-Identifier: Apache-2.0 */
#include "invoice.h"

#include <string.h>

#include "common/date.h"
#include "lib/record/record.h"
#include "lib/tables/registry.h"

static bool refuse(had_bill_line *out, int number, size_t position)
{
    out->rejected = number;
    out->position = (uint32_t)position;
    return false;
}

static bool number(const unsigned char *line, had_span span, int64_t *out)
{
    *out = 0;
    for (uint16_t i = 0; i < span.length; i++) {
        if (!digit(line[span.start + i]))
            return false;
        *out = *out * 10 + (line[span.start + i] - '0');
    }
    return true;
}

/* A line of type B: one whose `ght` is a number from 1 to 31 bills days. */
static bool read_days(const unsigned char *line, const struct beside_layout *layout,
                      had_bill_line *out)
{
    const had_span *field = layout->field;
    int64_t ght = 0;
    if (!blank(line + field[B_ght].start, field[B_ght].length) && !number(line, field[B_ght], &ght))
        return refuse(out, HAD_921, field[B_ght].start + 1u);
    if (ght < 1 || ght > 31)
        return true;
    if (!number(line, field[B_quantite], &out->quantite))
        return refuse(out, HAD_921, field[B_quantite].start + 1u);
    if (!number(line, field[B_base_remboursement], &out->base))
        return refuse(out, HAD_921, field[B_base_remboursement].start + 1u);
    out->ght = (uint8_t)ght;
    out->fin = date_read(line + field[B_date_fin_sejour].start);
    return true;
}

bool invoice_read(const struct beside *beside, const unsigned char *line, size_t length,
                  const struct beside_layout **layout, had_bill_line *out)
{
    memset(out, 0, sizeof *out);
    out->rejected = -1;
    const struct beside_layout *known = length > 0 ? beside_rsf(beside, line[0]) : NULL;
    *layout = known;
    if (!known || beside_length(line, length, known->length) != known->length) {
        out->expected = known ? known->length : 0;
        return refuse(out, HAD_920, 1);
    }
    uint32_t illicit = illicit_byte(line, known->length);
    if (illicit)
        return refuse(out, PRE_CARACTERE_ILLICITE, illicit);
    out->type = known->type;
    out->entree = known->field[B_no_entree];
    out->facture = known->field[B_no_facture];
    if (known->type == 'A' && known->field[B_nature_operation].length == 1)
        out->nature = (char)line[known->field[B_nature_operation].start];
    return known->type != 'B' || read_days(line, known, out);
}
