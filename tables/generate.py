#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns the text tables of this directory into what the library compiles in.

  generate.py enum      FINDINGS_CSV OUT   C header: one enumerator per finding, in registry order
  generate.py registry  FINDINGS_CSV OUT   C source: the rows of the registry
  generate.py embed     ROOT OUT FILE...   C source: the bytes of each FILE, named relative to ROOT
  generate.py page      FINDINGS_CSV OUT   the reference page of the findings, Markdown
  generate.py layouts   LAYOUTS_DIR OUT    the reference page of the record formats, Markdown
  generate.py campagnes CAMPAGNES_CSV TAUX_CSV ANNEES_CSV OUT
                                           C header: when campaigns begin, rates of derived variants, years of what no
                                           other table tells
  generate.py rapport LIBELLES INDICATEURS REFERENCES MODES_2004 SOURCES TARIFF_SOURCES TARIFFS CARD VALUES_CSV OUT
                                           C source: labels, indicators, published references of `had report`
  generate.py places    RPSS_CSV RPSS_VARIABLE_CSV FINDINGS_CSV OUT
                                           C header: where the newest format of each sector has its fields, and which
                                           of them controls look at

Meson calls it; no library beyond Python's own.
"""
import csv
import hashlib
import os
import re
import sys

HEADER = '/* SPDX-License-Identifier: Apache-2.0 */\n/* Made by tables/generate.py: do not edit. */\n'
COLUMNS = ['code', 'family', 'blocking', 'fields', 'compared', 'from', 'to', 'status', 'fr', 'en', 'source']
FAMILIES = ['preliminary', 'fg', 'had', 'S', 'E', 'R', 'convention']
STATUS = ['written', 'list', 'planned']


def load(path):
    """The rows of the registry; one code may hold several rows, one per span of years, side by side."""
    with open(path, encoding='utf-8', newline='') as f:
        rows = list(csv.DictReader(f, delimiter=';'))
    seen, last = set(), None
    for n, r in enumerate(rows, 2):
        where = '%s:%d: ' % (path, n)
        if list(r) != COLUMNS or None in r.values():
            sys.exit(where + 'columns')
        if r['family'] not in FAMILIES or r['status'] not in STATUS or r['blocking'] not in '01':
            sys.exit(where + 'family, status or blocking')
        if r['code'] != last and r['code'] in seen:
            sys.exit(where + 'the rows of a code stand together')
        if last and FAMILIES.index(r['family']) < order:
            sys.exit(where + 'families stand in order')
        if r['code'] != last and r['family'] in ('fg', 'had', 'S', 'E', 'R') and last and \
                r['family'] == family and r['code'] < last:
            sys.exit(where + 'codes rise')
        if not r['fr'] or not r['en'] or not r['source']:
            sys.exit(where + 'texts and source are not optional')
        last, family, order = r['code'], r['family'], FAMILIES.index(r['family'])
        seen.add(last)
    return rows


def name(row):
    prefix = {'preliminary': 'PRE_', 'fg': 'FG_', 'had': 'HAD_', 'convention': ''}.get(row['family'], '')
    return prefix + re.sub(r'[^A-Z0-9]', '_', row['code'])


def codes(rows):
    return list(dict.fromkeys(r['code'] for r in rows))


def string(text):
    return '"%s"' % text.replace('\\', '\\\\').replace('"', '\\"')


def enum(path, out):
    rows = load(path)
    first = {}
    for r in rows:
        first.setdefault(r['code'], name(r))
    with open(out, 'w', encoding='utf-8') as f:
        f.write(HEADER + '#ifndef FINDINGS_GEN_H\n#define FINDINGS_GEN_H\n\nenum finding {\n')
        for n, c in enumerate(codes(rows)):
            f.write('    %s = %d,\n' % (first[c], n))
        f.write('    FINDING_COUNT = %d,\n    FINDING_ROWS = %d\n};\n\n#endif\n' % (len(codes(rows)), len(rows)))


def registry(path, out):
    rows = load(path)
    number = {c: n for n, c in enumerate(codes(rows))}
    with open(out, 'w', encoding='utf-8') as f:
        f.write(HEADER + '#include "lib/tables/registry.h"\n\nconst struct finding_row finding_rows[FINDING_ROWS] = {\n')
        for r in rows:
            f.write('    {%d, %d, %s, %s, %s, %s, "%s", "%s", "%s",\n     %s,\n     %s,\n     %s},\n' % (
                number[r['code']], FAMILIES.index(r['family']), 'true' if r['blocking'] == '1' else 'false',
                {'written': 'FINDING_WRITTEN', 'list': 'FINDING_LIST', 'planned': 'FINDING_PLANNED'}[r['status']],
                r['from'] or '0', r['to'] or '9999', r['code'], r['fields'], r['compared'],
                string(r['fr']), string(r['en']), string(r['source'])))
        f.write('};\n\nconst char *const finding_codes[FINDING_COUNT] = {\n')
        f.write(''.join('    "%s",\n' % c for c in number) + '};\n')
        first = [next(i for i, r in enumerate(rows) if r['code'] == c) for c in number]
        f.write('\nconst uint16_t finding_first[FINDING_COUNT + 1] = {\n')
        f.write(''.join('    %d,\n' % n for n in first + [len(rows)]) + '};\n')


# Items of an act, as the library names them.
ACT_ITEMS = {'date_realisation': 'DATE', 'code_ccam': 'CODE', 'extension_pmsi': 'EXTENSION_PMSI', 'phase': 'PHASE',
             'activite': 'ACTIVITE', 'extension_doc': 'EXTENSION_DOC', 'n_realisations': 'COUNT'}
SECTORS = {'ex-DG': 'HAD_EX_DGF', 'ex-DGF': 'HAD_EX_DGF', 'ex-OQN': 'HAD_EX_OQN'}


def rows_of(path):
    with open(path, encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f, delimiter=';'))


def newest_together(fixed, variable):
    """sector -> family of formats: the newest of each sector that have every shared field, and the acts, at one place.
    The fast way knows one place for each field. A newer format that has moved one stays off it, and the test `fast`
    says so."""
    families = {}
    for r in rows_of(fixed):
        family = families.setdefault(r['format'], {'sector': SECTORS[r['sector']], 'fields': {}, 'acts': []})
        family['fields'][r['field']] = (int(r['start']) - 1, int(r['length']))
    for r in rows_of(variable):
        for tags, family in families.items():
            if r['group'] == 'ccam' and tags.split('|')[0] in r['format'].split('|'):
                family['acts'].append((r['item'], int(r['length'])))

    def agree(a, b):
        shared = a['fields'].keys() & b['fields'].keys()
        ends = [max(start + length for start, length in f['fields'].values()) for f in (a, b)]
        return all(a['fields'][k] == b['fields'][k] for k in shared) and ends[0] == ends[1] and a['acts'] == b['acts']

    names = list(families)[::-1]
    for older, name in enumerate(names):  # the older of the two as new as can be: a lone format finds no partner long gone
        for other in names[:older]:
            if families[other]['sector'] != families[name]['sector'] and agree(families[name], families[other]):
                return {families[n]['sector']: n for n in sorted((name, other), key=names.index, reverse=True)}, families
    sys.exit('%s: no two formats of both sectors agree' % fixed)


def looked_at(findings, fields):
    """The fields of a format that a control written looks at, in their order."""
    named = set()
    for r in load(findings):
        if r['status'] == 'written':
            named |= set(r['fields'].split(','))
    if 'mpd1..mpd5' in named:
        named |= {'mpd%d' % n for n in range(1, 6)}
    return [k for k in fields if k in named]


def places(fixed, variable, findings, out):
    newest, families = newest_together(fixed, variable)
    rows = {sector: [(k, *where) for k, where in families[tags]['fields'].items()] for sector, tags in newest.items()}
    place = {k: (start, length) for fields in rows.values() for k, start, length in fields}
    ends = {sum(length for _, _, length in fields) for fields in rows.values()}
    acts, at = [], 0
    for item, length in families[list(newest.values())[0]]['acts']:
        acts.append((ACT_ITEMS[item], at, length))
        at += length
    with open(out, 'w', encoding='utf-8') as f:
        f.write(HEADER + '/* Of %s. */\n#ifndef PLACES_GEN_H\n#define PLACES_GEN_H\n\nenum {\n    FIXED_BYTES = %d,\n    ACT_BYTES = %d,\n'
                % (' and '.join(newest.values()), ends.pop(), at))
        f.write(''.join('    AT_%s = %d,\n' % (name, start) for name, (start, _) in place.items()))
        f.write(''.join('    IN_ACT_%s = %d,\n' % (name, start) for name, start, _ in acts) + '};\n\n')
        f.write('#define ACT_PLACES(X)%s\n\n' % ''.join(' X(%s, %d, %d)' % act for act in acts))
        looked = looked_at(findings, place)
        f.write('#define LOOKED_AT(X)%s\n\n' % ''.join(' \\\n    X(%s)' % k for k in looked))
        for sector, fields in rows.items():
            f.write('#define %s_PLACES(X)%s\n' % (sector[4:], ''.join(' \\\n    X(%s, %d, %d)' % row for row in fields if row[0] in looked)))
        f.write('\n#endif\n')


def campagnes(starts, rates, years, out):
    with open(out, 'w', encoding='utf-8') as f:
        f.write(HEADER + '#ifndef CAMPAGNES_GEN_H\n#define CAMPAGNES_GEN_H\n\n'
                '/* X(first campagne, month and day on which it and the next begin) */\n#define CAMPAGNES(X)%s\n\n'
                % ''.join(' X(%d, %d)' % (int(r['depuis']), int(r['debut'].replace('-', ''))) for r in rows_of(starts)))
        f.write('/* X(variante, first campagne, per cent of the base) */\n#define TAUX(X)%s\n\n'
                % ''.join(' X(HAD_%s, %d, %d)' % (r['variante'].upper(), int(r['depuis']), int(r['pour_cent']))
                          for r in rows_of(rates)))
        f.write('/* The first year, or the last, of a fact (tables/annees.csv) */\nenum {\n%s};\n\n#endif\n'
                % ''.join('    %s_%s = %d,\n' % (r['fait'].upper(), end.upper(), int(r[end]))
                          for r in rows_of(years) for end in ('depuis', 'jusque') if r[end]))


def thousandths(text):
    sign = -1 if text.startswith('-') else 1
    whole, _, rest = text.lstrip('-').partition('.')
    return sign * (int(whole) * 1000 + int((rest + '000')[:3]))


def since(values, wanted):
    """The first year of a value of a field (`type_domicile=6`), by the lists of accepted values; 0 = of none."""
    field, _, value = wanted.partition('=')
    years = [int(r['from']) for r in rows_of(values) if (r['field'], r['value']) == (field, value) and r['from']]
    if wanted and not years:
        sys.exit('%s: no first year of %s' % (values, wanted))
    return min(years, default=0)


def rapport(labels, indicators, references, modes, sources, tariff_sources, tariffs, card, values, out):
    """The page's data; an indicator stands at the place of its name in `enum indicator`."""
    known = [r['id'] for r in rows_of(indicators)]
    families = ('croissance_', 'contribution_', 'parts_mpp')  # of the MPP
    for r in rows_of(references):
        if r['indicateur'] not in known and not r['indicateur'].startswith(families):
            sys.exit('%s: %s is no indicator' % (references, r['indicateur']))
        if bool(r['valeur']) == bool(r['fr']):
            sys.exit('%s: %s: a value, or words' % (references, r['indicateur']))

    worded = {r['source'] for r in rows_of(sources)}
    for source in [r['source'] for r in rows_of(indicators) + rows_of(references)] + [r['valeur'] for r in rows_of(card) if r['cle'] == 'source']:
        if source not in worded:
            sys.exit('%s: no English words for: %s' % (sources, source))
    named = {source for r in rows_of(tariffs) for source in r['sources'].split('+')}
    if named != {r['source'] for r in rows_of(tariff_sources)}:
        sys.exit('%s: not the sources that %s names: %s' % (tariff_sources, tariffs, sorted(named)))

    def row(*cells):
        return '    {%s},\n' % ', '.join('{%s}' % ', '.join(map(string, c)) if isinstance(c, tuple) else str(c)
                                         for c in cells)

    with open(out, 'w', encoding='utf-8') as f:
        f.write(HEADER + '#include "cli/report/references.h"\n\nconst struct label labels[] = {\n')
        f.write(''.join(row(string(r['champ']), string(r['code']), (r['fr'], r['en']), string(r['source'])) for r in rows_of(labels)))
        f.write('};\nconst size_t label_count = sizeof labels / sizeof labels[0];\n\n'
                'const struct indicator indicators[INDICATOR_COUNT] = {\n')
        for r in rows_of(indicators):
            year = since(values, r['valeur'])
            why = [tuple(r[c + language].replace('{annee}', str(year)) for language in ('_fr', '_en'))
                   for c in ('absent', 'partiel')]
            f.write('    [INDICATOR_%s] =\n    %s' % (r['id'].upper(), row(
                string(r['id']), (r['fr'], r['en']), string(r['unite']), (r['definition_fr'], r['definition_en']),
                string(r['source']), year, *why)))
        f.write('};\n\nconst struct reference references[] = {\n')
        f.write(''.join(row(*(string(r[c]) for c in ('indicateur', 'lieu')), int(r['annee'] or 0),
                            'true' if r['valeur'] else 'false', thousandths(r['valeur'] or '0'),
                            (r['fr'], r['en']), string(r['source'])) for r in rows_of(references)))
        f.write('};\nconst size_t reference_count = sizeof references / sizeof references[0];\n\n'
                'const struct mode_2004 modes_2004[] = {\n')
        f.write(''.join(row((r['mode_2004'], r['en']), string(r['part']), int(r['code_pmsi']), *(string(r[c]) for c in (
            'soins_seul', 'soins_associe', 'soins_si_reeducation', 'note'))) for r in rows_of(modes)))
        f.write('};\nconst size_t mode_2004_count = sizeof modes_2004 / sizeof modes_2004[0];\n\n'
                'const struct source_words sources_worded[] = {\n')
        f.write(''.join(row(string(r['source']), string(r['en'])) for r in rows_of(sources)))
        f.write('};\nconst size_t source_words_count = sizeof sources_worded / sizeof sources_worded[0];\n\n'
                'const struct tariff_source tariff_sources[] = {\n')
        f.write(''.join(row(string(r['source']), (r['fr'], r['en']), 'true' if r['reprise'] else 'false') for r in rows_of(tariff_sources)))
        f.write('};\nconst size_t tariff_source_count = sizeof tariff_sources / sizeof tariff_sources[0];\n')


def embed(root, out, files):
    with open(out, 'w', encoding='utf-8') as f:
        f.write(HEADER + '#include "lib/tables/embedded.h"\n\n')
        entries = []
        for n, path in enumerate(files):
            data = open(path, 'rb').read()
            rel = os.path.relpath(path, root).replace(os.sep, '/')
            f.write('static const unsigned char file_%d[] = {\n' % n)
            for i in range(0, len(data), 32):
                f.write(','.join(map(str, data[i:i + 32])) + ',\n')
            f.write('};\n\n')
            entries.append('    {"%s", file_%d, sizeof file_%d,\n     "%s"},\n' % (
                rel, n, n, hashlib.sha256(data).hexdigest()))
        f.write('const struct embedded embedded_files[] = {\n' + ''.join(entries) + '};\n')
        f.write('const size_t embedded_count = %d;\n' % len(files))


def page(path, out):
    rows = load(path)
    titles = {'preliminary': 'Preliminary controls (contrôles préliminaires)',
              'fg': 'Controls of the fonction groupage (FG)', 'had': 'Codes of had (never the State\'s)',
              'S': 'Stability within a stay or a sequence', 'E': 'Chaining', 'R': 'Coherence',
              'convention': 'Convention file'}
    with open(out, 'w', encoding='utf-8') as f:
        f.write('# Findings\n\nEvery code that `had` knows, made from `findings.csv` by `generate.py page`. '
                'B: blocking. Years are those of the end of the sub-sequence; open = still in force.\n'
                'State: written; list = needs a list the State publishes and had does not ship; planned = '
                'not written yet.\n')
        for family in FAMILIES:
            f.write('\n## %s\n\n| code | B | years | français | English | fields | compared with | state | source |\n'
                    '|---|---|---|---|---|---|---|---|---|\n' % titles[family])
            for r in rows:
                if r['family'] == family:
                    years = '%s–%s' % (r['from'], r['to']) if r['from'] or r['to'] else ''
                    f.write('| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' % (
                        r['code'], 'B' if r['blocking'] == '1' else '', years, r['fr'], r['en'],
                        r['fields'].replace(',', ', '), r['compared'].replace(',', ', '), r['status'], r['source']))


def layouts(folder, out):
    """Each family of formats: fixed fields, then groups that repeat."""
    with open(out, 'w', encoding='utf-8') as f:
        f.write('# Record layouts\n\nMade from `tables/layouts` by `tables/generate.py layouts`. Positions are bytes of the line, from 1. '
                'Formats that share one layout\nstand together; `|` parts their tags.\n')
        for kind, tail in (('rpss', 'RPSS'), ('rapss', 'RAPSS')):
            fixed = rows_of(os.path.join(folder, kind + '.csv'))
            variable = rows_of(os.path.join(folder, kind + '_variable.csv'))
            for tags in dict.fromkeys(r['format'] for r in fixed):
                own = [r for r in fixed if r['format'] == tags]
                f.write('\n## %s %s\n\nSector: %s.\n\n| field | start | length | kind | notes |\n|---|---|---|---|---|\n' % (
                    tail, tags.replace('|', ', '), {'ex-DG': 'ex-DGF'}.get(own[0]['sector'], own[0]['sector'])))
                for r in own:
                    f.write('| `%s` | %s | %s | %s | %s |\n' % (r['field'], r['start'], r['length'], r.get('kind', ''),
                                                          r.get('notes', '').replace('|', ',')))
                groups = [r for r in variable if set(tags.split('|')) & set(r['format'].split('|'))]
                items = [r for r in groups if r['group'] != 'total']
                if items:
                    f.write('\nThen:\n\n| group | as often as | item | length | formats |\n|---|---|---|---|---|\n')
                for r in items:
                    f.write('| %s | `%s` | `%s` | %s | %s |\n' % (r['group'], r['repeat'], r['item'], r['length'], ', '.join(
                        t for t in tags.split('|') if t in r['format'].split('|'))))
                for r in groups:
                    if r['group'] == 'total':
                        f.write('\nLength of a line of %s: `%s`.\n' % (', '.join(
                            t for t in tags.split('|') if t in r['format'].split('|')), r['notes']))


def main(argv):
    if len(argv) >= 4 and argv[1] == 'embed':
        return embed(argv[2], argv[3], argv[4:])
    if len(argv) == 4 and argv[1] in ('enum', 'registry', 'page', 'layouts'):
        return globals()[argv[1]](argv[2], argv[3])
    if len(argv) == 12 and argv[1] == 'rapport':
        return rapport(*argv[2:])
    if len(argv) == 6 and argv[1] == 'places':
        return places(*argv[2:])
    if len(argv) == 6 and argv[1] == 'campagnes':
        return campagnes(*argv[2:])
    sys.exit(__doc__)


if __name__ == '__main__':
    main(sys.argv)
