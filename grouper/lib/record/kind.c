/* SPDX-License-Identifier: Apache-2.0 */
/* What a line looks like, whatever its length: to refuse a file that is another, and to name it. */
#include <string.h>

#include "lib/tables/tables.h"

/* Nine digits, the second of which may be a letter in Corsica. */
static bool finess(const unsigned char *p)
{
    return digit(p[0]) && (digit(p[1]) || p[1] == 'A' || p[1] == 'B') && digits(p + 2, 7);
}

static bool vidhosp(const struct beside *beside, const unsigned char *line, size_t length)
{
    const struct beside_layout *layout = beside_only(beside, BESIDE_VIDHOSP);
    had_span tag = layout ? layout->field[B_format_vid_hosp] : (had_span){0, 0};
    for (size_t i = 0; layout && i < beside->versions; i++)
        if (length >= (size_t)tag.start + tag.length &&
            memcmp(line + tag.start, beside->version[i].format, tag.length) == 0)
            return true;
    return false;
}

/* Of an RPSS at the start of the line, of a RAPSS after its FINESS. */
static had_kind record(const struct layouts *layouts, const unsigned char *line, size_t length)
{
    const struct layout *layout = length >= TAG_LENGTH ? layout_find(layouts, line) : NULL;
    if (layout && !layout->anonymous)
        return HAD_KIND_RPSS;
    layout =
        length >= ANONYMOUS_TAG + TAG_LENGTH ? layout_find(layouts, line + ANONYMOUS_TAG) : NULL;
    return layout && layout->anonymous ? HAD_KIND_RAPSS : HAD_KIND_NONE;
}

static bool prestation(const struct beside *beside, const unsigned char *line, size_t length)
{
    for (size_t i = 0; i < beside->count; i++) {
        const struct beside_layout *layout = &beside->layout[i];
        had_span span = layout->field[B_prestation];
        if (layout->kind == BESIDE_FICHCOMP && length >= (size_t)span.start + span.length &&
            finess(line + layout->field[B_finess_epmsi].start) &&
            memcmp(line + span.start, layout->prestation, span.length) == 0)
            return true;
    }
    return false;
}

/* A line of invoice, whatever its length; of type H shorter than any RPSS: H04 may begin a record
 * of a format that nobody knows, or an invoice line of the department 04. */
static const struct beside_layout *invoice(const struct beside *beside, const unsigned char *line,
                                           size_t length)
{
    enum { RPSS_MIN = 182 };
    const struct beside_layout *rsf = length > 10 ? beside_rsf(beside, line[0]) : NULL;
    bool record = length >= RPSS_MIN && line[0] == 'H';
    return rsf && !record && finess(line + rsf->field[B_finess_epmsi].start) ? rsf : NULL;
}

/* A FICHCOMP of 105 characters and a blank has the length of one: years tell them apart. */
static bool anonymous(const struct beside *beside, const unsigned char *line, size_t length)
{
    const struct beside_layout *layout = beside_anonymous(beside, line, length);
    return layout && digits(beside_bytes(line, layout, B_annee), 4) &&
           digits(beside_bytes(line, layout, B_annee_administration), 4);
}

static bool hosp_pmsi(const struct beside *beside, const unsigned char *line, size_t length)
{
    const struct beside_layout *layout = beside_only(beside, BESIDE_HOSP_PMSI);
    had_span number = layout ? layout->field[B_no_administratif] : (had_span){0, 0};
    return layout && beside_length(line, length, layout->length) <= layout->length &&
           length > number.start && !blank(line, number.start);
}

int had_line_kind(const had_tables *tables, const void *bytes, size_t length)
{
    const unsigned char *line = bytes;
    if (!tables || !line)
        return HAD_KIND_NONE;
    const struct beside *beside = &tables->beside;
    size_t whole = length; /* blanks at the end belong to the last field of some */
    length = beside_length(line, length, 0);
    const struct beside_layout *rsf = invoice(beside, line, length);
    if (vidhosp(beside, line, length))
        return HAD_KIND_VID_HOSP;
    /* H05 may begin an RPSS, or an invoice line of the department 05: its length tells. */
    if (rsf && length <= rsf->length)
        return HAD_KIND_RSF;
    had_kind kind = record(&tables->layouts, line, length);
    if (kind != HAD_KIND_NONE)
        return (int)kind;
    if (rsf)
        return HAD_KIND_RSF;
    if (anonymous(beside, line, whole))
        return HAD_KIND_ANONYME;
    if (prestation(beside, line, length))
        return HAD_KIND_FICHCOMP;
    return hosp_pmsi(beside, line, length) ? HAD_KIND_HOSP_PMSI : HAD_KIND_NONE;
}
