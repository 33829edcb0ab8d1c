#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""formats.py RPSS_CSV RPSS_VARIABLE_CSV FORMATS_CSV OUT: the record formats for the test tools, as a C header.

Fields stand where tables/layouts says. FORMATS_CSV has what only the tests want of a format: its first and last month of
use, as near as the sources say; a year for single records, which are of May; the RAPSS of its years, of a grouped one.
"""
import csv
import re
import sys

SERIES = {r'mpd[1-5]': 'MPD', r'da[1-7]': 'DA_FIXES', r'avq_\w+': 'AVQ'}


def rows_of(path):
    with open(path, encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f, delimiter=';'))


def member(field):
    """Fields of one kind that follow each other are one field, several times."""
    return next((name for pattern, name in SERIES.items() if re.fullmatch(pattern, field)), field.upper())


def layouts_of(fixed, variable):
    """tag -> is it grouped, bytes before the first counted group, bytes of an act, field -> (start, length, times)"""
    layouts = {}
    for r in rows_of(fixed):
        start, length = int(r['start']), int(r['length'])
        filler = r['field'].startswith('filler')
        for tag, grouped in zip(r['format'].split('|'), r['grouped'].split('|')):
            layout = layouts.setdefault(tag, {'grouped': grouped == 'yes', 'end': 0, 'act': 0, 'place': {}})
            layout['end'] = start + length - 1
            if filler:
                continue
            first, _, times = layout['place'].get(member(r['field']), (start, length, 0))
            layout['place'][member(r['field'])] = (first, length, times + 1)
    for r in rows_of(variable):
        if r['group'] == 'ccam':
            for tag in r['format'].split('|'):
                layouts[tag]['act'] += int(r['length'])
    return layouts


def month(text):
    return 'MONTH(%d, %d)' % tuple(int(part) for part in text.split('-'))


def main(fixed, variable, formats, out):
    layouts, use = layouts_of(fixed, variable), {r['format']: r for r in rows_of(formats)}
    for tag in layouts.keys() ^ use.keys():
        sys.exit('%s: not in %s' % (tag, formats if tag in layouts else fixed))
    for tag, r in use.items():  # without a month, records would be drawn for ever
        if not re.fullmatch(r'2\d{3}-(0[1-9]|1[0-2])', r['du']) or not r['du'] <= r['au'] <= '2099-12':
            sys.exit('%s: %s: the months of its use' % (formats, tag))
    with open(out, 'w', encoding='utf-8') as f:
        f.write('/* SPDX-License-Identifier: Apache-2.0 */\n/* Made by formats.py: do not edit. */\n'
                '#ifndef FORMATS_GEN_H\n#define FORMATS_GEN_H\n\n'
                '/* One struct format for each tag. A name that is unknown is a field that generate.c cannot fill: it goes\n'
                ' * into enum field there. */\n#define FORMAT_ROWS')
        for tag, r in use.items():
            layout = layouts[tag]
            f.write(' \\\n    {"%s", %s, %s, %s, {%d, %d, {%s}}},' % (
                tag, 'true' if layout['grouped'] else 'false', month(r['du']), month(r['au']), layout['end'], layout['act'],
                ', '.join('[%s] = {%d, %d, %d}' % (name, *place) for name, place in layout['place'].items())))
        f.write('\n\n/* X(tag, year) */\n#define FORMAT_YEARS(X)%s\n\n#endif\n' % ''.join(
            ' X("%s", "%s")' % (tag, r['annee']) for tag, r in use.items()))


if __name__ == '__main__':
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
