#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""conformance.py ROOT [--bless]: the statement by year in doc/reliability.md is what the tables say: codes in force, series
of tariffs published or derived, coefficients used. Nothing of another year stands in for one that is missing."""
import csv
import os
import re
import sys

root = sys.argv[1]
YEARS = range(2010, 2028)
BEGIN, END = '<!-- by year -->\n', '<!-- end -->\n'
SHORT = {'base': 'b', 'esms': 'e', 'ssiad': 's'}


def table(name):
    with open(os.path.join(root, 'tables', name), encoding='utf-8') as f:
        return list(csv.DictReader(f, delimiter=';'))


def in_force(row, year):
    year = max(year, 2011)  # before 2011 as 2011 (R18)
    return (not row['from'] or int(row['from']) <= year) and (not row['to'] or int(row['to']) >= year)


def codes(rows, year):
    fg = {r['code']: r['blocking'] for r in rows if r['family'] == 'fg' and in_force(r, year)}
    return '%d (%d)' % (len(fg), sum(b == '1' for b in fg.values()))


def series(tarifs, rates, year, sector):
    """Of each variant, published or derived; what is neither has no amount (902)."""
    published = {r['variante'] for r in tarifs if r['campagne'] == str(year) and r['secteur'] == sector}
    rows = [r for r in tarifs if r['campagne'] == str(year) and r['secteur'] == sector]
    for variant in published:
        assert sorted(int(r['ght']) for r in rows if r['variante'] == variant) == list(range(1, 32)), (year, sector, variant)
    derived = {r['variante'] for r in rates if 'base' in published and int(r['depuis']) <= year} - published
    parts = [', '.join(v for v in SHORT if v in some) + ' ' + what
             for some, what in ((published, 'published'), (derived, 'derived')) if some]
    return '; '.join(parts) or '**none: 902**'


def coefficient(rows, year, sector):
    used = [r for r in rows if r['annee'] == str(year) and r['type'] == 'prudentiel' and not r['certitude'].lower().startswith('low') and
            (r['secteur'] == 'both' or sector in r['secteur'])]
    if year < 2013:
        return '1 (not created yet)'
    alone = [r for r in used if r['secteur'] != 'both'] or used
    return '%.4f' % (int(alone[-1]['valeur_1e4']) / 10000) if alone else '**unknown: 919**'


def statement():
    findings, tarifs, rates, coefficients = (table(n) for n in ('findings.csv', 'tarifs/tarifs.csv', 'taux.csv', 'coefficients.csv'))
    lines = ['| year | FG codes (blocking) | tariffs ex-DGF | tariffs ex-OQN | prudential ex-DGF | prudential ex-OQN | official classification |',
             '|---|---|---|---|---|---|---|']
    for year in YEARS:
        lines.append('| %d | %s | %s | %s | %s | %s | none |' % (
            year, codes(findings, year), *(series(tarifs, rates, year, s) for s in ('ex-DGF', 'ex-OQN')),
            *(coefficient(coefficients, year, s) for s in ('ex-DGF', 'ex-OQN'))))
    return '\n'.join(lines) + '\n'


official = [d for d in os.listdir(os.path.join(root, 'tables/classifications'))
            if 'officielle;1' in open(os.path.join(root, 'tables/classifications', d, 'classification.csv'), encoding='utf-8').read()]
assert not official, 'an official classification is shipped: the statement says none'
path = os.path.join(root, 'grouper/doc/reliability.md')
page = open(path, encoding='utf-8').read()
found = re.search(re.escape(BEGIN) + '(.*?)' + re.escape(END), page, re.S)
if '--bless' in sys.argv:
    open(path, 'w', encoding='utf-8').write(page[:found.start(1)] + statement() + page[found.end(1):])
elif found[1] != statement():
    sys.exit('doc/reliability.md says of the years what the tables do not: conformance.py ROOT --bless, then read it\n' + statement())
