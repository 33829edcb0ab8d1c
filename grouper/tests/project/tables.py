#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tables.py ROOT: the shipped tables hold together, independently of the C that reads them."""
import csv
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'command'))
from checks import check, status  # noqa: E402
from renew import counts  # noqa: E402

root = os.path.abspath(sys.argv[1])
tables = os.path.join(root, 'tables')


def rows(name):
    data = open(os.path.join(tables, name), 'rb').read()
    check(data.endswith(b'\n') and b'\r' not in data, name + ': LF ends')
    return list(csv.DictReader(data.decode('utf-8').splitlines(), delimiter=';'))


def tariffs():
    t = {(r['campagne'], r['secteur'], r['variante'], int(r['ght'])): int(r['centimes'])
         for r in rows('tarifs/tarifs.csv')}
    check(len(t) % 31 == 0, 'tariffs: series of 31')
    for (year, sector, variant, ght), c in t.items():
        check(t.get((year, sector, variant, 1 if ght > 1 else 31)) is not None, 'series whole')
        if ght > 1:
            check(c > t[year, sector, variant, ght - 1], 'tariffs rise: %s %s' % (year, variant))
        rate = {'esms': 87, 'ssiad': 93}.get(variant)
        if rate:
            base = t[year, sector, 'base', ght]
            check(abs(c - rate * base / 100) <= 3, 'ratio %s %s %s %d' % (year, sector, variant, ght))
        check(variant != 'ssiad' or int(year) >= 2018, 'ssiad before 2018')


def layouts():
    end = {}
    for r in rows('layouts/rpss.csv'):
        check(int(r['start']) == end.get(r['format'], 0) + 1, 'gap in ' + r['format'])
        end[r['format']] = int(r['start']) + int(r['length']) - 1
    codes = [c for f in end for c in f.split('|')]
    check(len(codes) == len(set(codes)), 'a format in two families')


def findings():
    for page, word, of in ((os.path.join(tables, 'FINDINGS.md'), 'page', 'findings.csv'),
                           (os.path.join(root, 'grouper', 'doc', 'layouts.md'), 'layouts', 'layouts')):
        with tempfile.TemporaryDirectory() as work:
            made = os.path.join(work, 'page')
            subprocess.run([sys.executable, os.path.join(tables, 'generate.py'), word, os.path.join(tables, of), made],
                           check=True)
            same = open(made, 'rb').read() == open(page, 'rb').read()
        check(same, '%s is not what tables/%s gives (ninja -C build renew)' % (os.path.basename(page), of))
    told = counts(root)
    check(told in open(os.path.join(root, 'COMPATIBILITY.md'), encoding='utf-8').read(),
          'COMPATIBILITY.md: %s (ninja -C build renew)' % told)
    for r in rows('findings.csv'):
        if r['family'] == 'fg':
            check((r['code'] < '500') == (r['blocking'] == '1'), r['code'] + ': blocking below 500')
        check(not set(';"\\') & set(r['fr'] + r['en']), 'texts')


def essai():
    d = 'classifications/essai/'
    card = {r['cle']: r['valeur'] for r in rows(d + 'classification.csv')}
    check(card['officielle'] == '0', 'essai is not official')
    check([r['poids'] for r in rows(d + 'durees.csv')] == ['1.0000', '0.7613', '0.6765', '0.6300'],
          'official duration weights')
    known = {'mpp': ('05', '1.7686'), 'mpa': ('05', '1.4899')}
    for name in ('mpp', 'mpa', 'ik', 'ght', 'ghpc'):
        for r in rows(d + name + '.csv'):
            if name in known and r['code'] == known[name][0]:
                check(r['poids'] == known[name][1] and 'ATIH' in r['source'], name + ' 05')
            else:
                check('invent' in r['source'], '%s: a trial value says so: %s' % (name, r))


def compatibility():
    text = open(os.path.join(root, 'COMPATIBILITY.md'), encoding='utf-8').read()
    for n in range(1, 38):
        check(len(re.findall(r'^#+ R%d\b' % n, text, re.M)) == 1, 'COMPATIBILITY.md: R%d once' % n)


def headers():
    names = subprocess.run(['git', 'ls-files'], cwd=root, capture_output=True, text=True)
    if names.returncode != 0 or not names.stdout:
        return  # a tarball, or a copy inside of another tree: nothing says which files are the project's
    files = [n for n in names.stdout.splitlines()
             if n.endswith(('.c', '.h', '.h.in', '.py', 'meson.build')) or n.startswith('.ci/')]
    check(len(files) > 60, 'files with a header: %d' % len(files))
    for name in files:
        head = open(os.path.join(root, name), encoding='utf-8').read(300)
        check('SPDX-License-Identifier: Apache-2.0' in head, 'SPDX: ' + name)


for part in (tariffs, layouts, findings, essai, compatibility, headers):
    part()
sys.exit(status())
