#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""boundaries.py HAD SECOND FIXTURES: when each learned version was in force (rule R34), on records made for
it; the second implementation must say the same, byte for byte but for the text of `source`."""
import csv
import io
import os
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from checks import check, status
from twins import Twins

had, second, fixtures = (os.path.abspath(p) for p in sys.argv[1:4])
MODEL = next(line for line in subprocess.run(
    [had, 'group', '-q', '--classification', 'essai', os.path.join(fixtures, 'annee-2024.txt')],
    stdout=subprocess.PIPE, check=True).stdout.splitlines() if line[:3] == b'H1F' and line[-31:][2:5] == b'000'
    and line[-22:-21] == b'1')


def record(version, end, ght='12', code='000', ghpc='0101', mpp='04'):
    """One day, the first of its sequence: one zone."""
    day = b'%02d%02d%04d' % (end.day, end.month, end.year)
    line = bytearray(MODEL[:-31])
    for at in (109, 162, 170):                  # start of the sequence, of the sub-sequence, its end
        line[at:at + 8] = day
    line[125:130] = mpp.encode() + b'00' + line[129:130]
    zone = b'99' + day * 2 + b'000' if ght == '99' else ght.encode() + day * 2 + b'001'
    return bytes(line) + version.encode() + code.encode() + ghpc.encode() + b'1' + zone + b'\n'


def days(version, first, n, step=1, **other):
    """n records, one every `step` days from a day on."""
    start = date.fromisoformat(first)
    return [record(version, start + timedelta(days=step * i), **other) for i in range(n)]


A, B, C = 'A1', 'B1', 'C1'
# Records; period of each version, None = not written; lines reported (909, `version`).
cases = {
    'one version: from its first record on, open':
        (days(A, '2023-05-10', 3), {A: '2023-05-10..'}, []),
    'two, a campaign apart':
        (days(A, '2022-06-01', 9) + days(B, '2023-06-01', 9), {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, []),
    'from 2026 campaigns begin on 1 January':
        (days(A, '2025-06-01', 9) + days(B, '2026-01-02', 9), {A: '2025-06-01..2025-12-31', B: '2026-01-01..'}, []),
    'several campaigns between: the earliest':
        (days(A, '2020-06-01', 9) + days(B, '2023-06-01', 9), {A: '2020-06-01..2021-02-28', B: '2021-03-01..'}, []),
    'one wrong date bends nothing: the older, late':
        (days(A, '2022-06-01', 9) + days(A, '2023-12-31', 1) + days(B, '2023-06-01', 9),
         {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, [10]),
    'one wrong date bends nothing: the newer, early':
        (days(A, '2022-06-01', 9) + days(B, '2022-06-05', 1) + days(B, '2023-06-01', 9),
         {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, [10]),
    'one wrong date bends nothing: years away':
        (days(B, '1999-12-31', 1) + days(A, '2022-06-01', 9) + days(A, '2049-01-01', 1) + days(B, '2023-06-01', 9),
         {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, [1, 11]),
    'in the middle of a campaign, four on the wrong side: the campaign':
        (days(A, '2022-06-01', 96) + days(A, '2023-03-01', 4) + days(B, '2023-03-05', 100),
         {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, [97, 98, 99, 100]),
    'five, and all of one day: that day':
        (days(A, '2022-06-01', 95) + days(A, '2023-03-01', 5) + days(B, '2023-03-07', 100),
         {A: '2022-06-01..2023-03-05', B: '2023-03-06..'}, []),
    'five, under 1 % of the older version: the campaign':
        (days(A, '2022-06-01', 496, 0) + days(A, '2023-03-01', 5) + days(B, '2023-03-07', 100),
         {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, range(497, 502)),
    'five, 1 % of the older version: the day':
        (days(A, '2022-06-01', 495, 0) + days(A, '2023-03-01', 5) + days(B, '2023-03-07', 100),
         {A: '2022-06-01..2023-03-05', B: '2023-03-06..'}, []),
    'five, under 1 % of the newer version: the campaign':
        (days(A, '2022-06-01', 95, 0) + days(A, '2023-03-01', 5) + days(B, '2023-03-07', 501, 0),
         {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, range(96, 101)),
    'another day leaves half as many, not fewer: the campaign':
        (days(A, '2022-06-01', 94) + days(A, '2023-03-01', 3) + days(A, '2023-07-01', 3) + days(B, '2023-04-01', 50),
         {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, range(95, 101)),
    'another day leaves fewer than half as many: that day':
        (days(A, '2022-06-01', 93) + days(A, '2023-03-01', 4) + days(A, '2023-07-01', 3) + days(B, '2023-04-01', 50),
         {A: '2022-06-01..2023-03-04', B: '2023-03-05..'}, range(98, 101)),
    'the earliest of the days that leave as few':
        (days(A, '2022-06-01', 90) + days(A, '2023-03-01', 10) + days(B, '2023-05-01', 50),
         {A: '2022-06-01..2023-03-10', B: '2023-03-11..'}, []),
    'medians order the versions, whatever their first records':
        (days(B, '2021-01-01', 1) + days(A, '2022-06-01', 9) + days(B, '2023-06-01', 9),
         {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, [1]),
    'the lower median: of two records the first':
        (days(A, '2022-06-01', 3) + days(B, '2021-06-01', 1) + days(B, '2023-06-01', 1),
         {B: '2021-06-01..2022-02-28', A: '2022-03-01..'}, [5]),
    'one median: the text of the version, and the one without a period is not written':
        (days(B, '2022-06-01', 1) + days(A, '2022-06-01', 1), {A: None, B: '2022-06-01..'}, [2]),
    'a boundary that is not after the one before: the version between is not written':
        (days(A, '2022-06-01', 50) + days(B, '2023-05-01', 3) + days(C, '2023-06-01', 50),
         {A: '2022-06-01..2023-02-28', B: None, C: '2023-03-01..'}, [51, 52, 53]),
    'a record of no known version does not end the newest':
        (days(A, '2022-06-01', 50, 20) + days(B, '2023-11-01', 1), {A: '2022-06-01..', B: None}, [51]),
    'nor begin before the oldest':
        (days(B, '2022-06-11', 1) + days(A, '2022-06-01', 50, 20), {A: '2022-06-01..', B: None}, [1]),
    'blocked records date nothing':
        (days(A, '2022-06-01', 9) + days(A, '2025-06-01', 9, ght='99', code='056', ghpc='9999')
         + days(B, '2023-06-01', 9), {A: '2022-06-01..2023-02-28', B: '2023-03-01..'}, range(10, 19)),
}


def learn(directory, lines):
    """Rows, what is said on standard error, tables: of the command; then of the second implementation."""
    name = os.path.join(directory, 'records')
    Path(name).write_bytes(b''.join(lines))
    twins = Twins(had, second, directory)
    mine = subprocess.run([had, 'tables', 'learn', '--lang', 'en', '-o', 'mine', 'records'], cwd=directory,
                          capture_output=True)
    check(mine.returncode == 0, 'exit status %d' % mine.returncode)
    its = twins.run(twins.second, ['learn', '-o', 'its', 'records'])
    return mine.stdout, mine.stderr.decode(), its.stdout, [tables(os.path.join(directory, d)) for d in ('mine', 'its')]


def tables(directory):
    out = {}
    for path in sorted(Path(directory).rglob('*.csv')):
        if path.name == 'deductions.csv':  # deduce.py looks at these
            continue
        out[str(path.relative_to(directory))] = [line for line in path.read_text().splitlines()
                                                 if not line.startswith(('source;', 'groupes_sha256;'))]
    return out


def rows(text):
    return list(csv.DictReader(io.StringIO(text.decode()), delimiter=';'))


def one(what, lines, periods, reported):
    with tempfile.TemporaryDirectory() as directory:
        out, said, its, (mine, other) = learn(directory, lines)
    check(sorted(out.splitlines()) == sorted(its.splitlines()), '%s: rows of the two' % what)
    check(mine == other, '%s: tables of the two' % what)
    for version, period in periods.items():
        card = mine.get('appris-%s/classification.csv' % version)
        found = None if card is None else '..'.join(card[i].split(';')[1] for i in (3, 4))
        check(found == period, '%s: %s is %s, not %s' % (what, version, found, period))
        check(('version %s: ' % version in said and 'not written' in said) or period, what + ': says so')
    found = [r for r in rows(out) if r['code'] == '909' and r['champ'] == 'version']
    check([int(r['ligne']) for r in found] == list(reported), '%s: %s' % (what, [r['ligne'] for r in found]))
    for r in found:
        check(r['attendu'] == (periods[r['version']] or ''), '%s: the period is said' % what)
    words = 'records outside the period of their version (rows "version"): %d;' % len(found)
    check((words in said) == (len(found) > 0), what + ': counted')


for what, case in cases.items():
    one(what, *case)

# What is on the wrong side teaches nothing: no group, no status of a pair, no contradiction.
with tempfile.TemporaryDirectory() as work:
    out, _, _, (mine, _) = learn(work, days(A, '2022-06-01', 9) + days(A, '2024-01-01', 1, ght='20') +
                                 days(A, '2024-01-02', 1, ght='13', mpp='05') +
                                 days(A, '2024-01-03', 1, ght='99', code='056', ghpc='9999', mpp='06') +
                                 days(B, '2023-06-01', 9))
check([r['champ'] for r in rows(out)] == ['version'] * 3, 'nothing but their dates')
check(mine['appris-A1/groupes.csv'][1:] == ['04;00;%s;0101;12;;;;9;9;0;0;0' % MODEL[139:142].decode()], 'no group')
check(not [line for line in mine['appris-A1/associations.csv'] if line.startswith('06;00;erronee')] or
      [line for line in mine['appris-B1/associations.csv'] if line.startswith('06;00;erronee')], 'no status')

# In French too.
with tempfile.TemporaryDirectory() as work:
    Path(work, 'records').write_bytes(b''.join(days(A, '2022-06-01', 9) + days(B, '2023-05-01', 1) +
                                               days(C, '2023-06-01', 9)))
    said = subprocess.run([had, 'tables', 'learn', '-o', 'mine', 'records'], cwd=work, capture_output=True).stderr
check('version B1 : 1 enregistrement(s), aucun dans une période à elle : non écrite' in said.decode(), 'in French')
check('hors de la période de leur version (lignes « version ») : 1 ;' in said.decode(), 'in French, counted')
sys.exit(status())
