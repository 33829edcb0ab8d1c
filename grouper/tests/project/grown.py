#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""grown.py HAD ROOT [--keep VERSION]: codes and columns only grow. What each release had (kept/VERSION.txt) is still there: a
code with its family and whether it blocks, the columns of each table in their order, new ones after them."""
import csv
import io
import os
import subprocess
import sys

had, root = sys.argv[1:3]
kept = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'kept')
COMMANDS = ('group', 'price', 'check', 'audit', 'compare', 'drugs', 'bills')


def columns():
    """Lines `columns COMMAND OUTPUT name;name...`."""
    for command in COMMANDS:
        said = subprocess.run([had, 'columns', command, '--to', 'csv', '--lang', 'fr'], capture_output=True, encoding='utf-8', check=True).stdout
        tables = {}
        for row in csv.DictReader(io.StringIO(said), delimiter=';'):
            tables.setdefault(row.get('sortie') or '', []).append(row['nom'] + ':' + row['type'])
        for output, names in sorted(tables.items()):
            yield 'columns %s %s|%s' % (command, output, ';'.join(names))


def codes():
    with open(os.path.join(root, 'tables/findings.csv'), encoding='utf-8') as f:
        for row in csv.DictReader(f, delimiter=';'):
            yield 'code %s|%s;%s' % (row['code'], row['family'], row['blocking'])


def now():
    return list(dict.fromkeys([*codes(), *columns()]))


lines = now()
if '--keep' in sys.argv:
    os.makedirs(kept, exist_ok=True)
    with open(os.path.join(kept, sys.argv[-1] + '.txt'), 'w', encoding='utf-8') as f:
        f.write('\n'.join(lines) + '\n')
    sys.exit()
wrong, count = [], 0
for version in sorted(os.listdir(kept)):
    have = set(lines)
    tables = dict(line.split('|', 1) for line in lines if line.startswith('columns'))
    for line in open(os.path.join(kept, version), encoding='utf-8').read().splitlines():
        name, _, rest = line.partition('|')
        grown = name in tables and (tables[name] + ';').startswith(rest + ';') if name.startswith('columns') else line in have
        count += 1
        if not grown:
            wrong.append('%s: %s was %s, is %s' % (version, name, rest, tables.get(name, 'another, or gone')))
assert count > 150, 'what releases had is gone: %d lines' % count
print('%d codes and tables of earlier releases are there' % count)
sys.exit('\n'.join(wrong) or 0)
