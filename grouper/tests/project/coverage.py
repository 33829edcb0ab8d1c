#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""coverage.py ROOT [OUT]: which suites expect which code, as a table (COVERAGE.md beside this file).

A code counts in a suite when one of its string literals is that code, or a list of codes joined by
commas that holds it. Without OUT, checks that the table is up to date and that every code that the
registry calls written, or waiting for a list, is expected at least once."""
import csv
import os
import re
import sys

SUITES = ['test_beside.c', 'test_controls.c', 'test_given.c', 'test_chain.c', 'test_group.c', 'test_layouts.c',
          'test_price.c', 'test_rapss.c', 'cases']
root = os.path.abspath(sys.argv[1])
tests = os.path.join(root, 'grouper', 'tests')


def expected(suite, codes):
    """Codes in the literals of a suite; in golden cases, in the rows that `check` and `learn` print."""
    if suite == 'cases':
        folder = os.path.join(root, 'fixtures', 'cases')
        cells = [c for f in sorted(os.listdir(folder)) if f.startswith(('check', 'learn')) and f.endswith('.out')
                 for line in open(os.path.join(folder, f), encoding='utf-8')
                 for c in line.rstrip('\n').split(';')]
    else:
        files = [suite] + (['control_rows.h'] if suite == 'test_controls.c' else [])
        text = ''.join(open(os.path.join(tests, 'unit', f), encoding='utf-8').read() for f in files)
        text = re.sub(r'/\*.*?\*/', '', text, flags=re.S)
        cells = [c for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', text)
                 for c in re.split(r'[, ]', literal) + [literal]]
    return {code: cells.count(code) for code in codes}


with open(os.path.join(root, 'tables', 'findings.csv'), encoding='utf-8') as f:
    rows = {r['code']: r for r in csv.DictReader(f, delimiter=';')}
found = {suite: expected(suite, rows) for suite in SUITES}
lines = ['# Codes and the tests that expect them', '',
         'Made by `grouper/tests/project/coverage.py`: how often each suite expects each code. Beside these, '
         'every code is compared with the second implementation on generated records '
         '(`differential.py`).', '',
         '| code | state | %s |' % ' | '.join(s.replace('test_', '').replace('.c', '') for s in SUITES),
         '|---|---|' + '---|' * len(SUITES)]
missing = []
for code, row in rows.items():
    counts = [found[s][code] for s in SUITES]
    lines.append('| %s | %s | %s |' % (code, row['status'], ' | '.join(str(c or '') for c in counts)))
    if row['status'] == 'written' and not any(counts):
        missing.append(code)
text = '\n'.join(lines) + '\n'
if len(sys.argv) > 2:
    open(sys.argv[2], 'w', encoding='utf-8').write(text)
    sys.exit(0)
if missing:
    print('written, and expected by no test:', ', '.join(missing))
if text != open(os.path.join(tests, 'project', 'COVERAGE.md'), encoding='utf-8').read():
    missing.append('COVERAGE.md')
    print('COVERAGE.md is not what the tests give: ninja -C build renew')
print('%d codes, %d problems' % (len(rows), len(missing)))
sys.exit(1 if missing else 0)
