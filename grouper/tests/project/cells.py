#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""cells.py SOURCE BUILD [--sample N] [--seed S] [--suite NAME] [TABLE...]: a cell of a table built in that is changed makes a test fail, other
than one that compares a fingerprint or shows the text of tables.

Each table gives cells drawn by the seed, of the columns that are read (words and sources are not); a number goes up by one,
another text begins with another letter. The tables are compiled in again, none of them resolved: the library reads them. Unit
suites, replayed seeds and golden cases run until one fails, as in mutate.py. What lives is printed: nothing looks at that cell."""
import argparse
import csv
import glob
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from mutate import Library, Tests  # noqa: E402

LAYOUT, VARIABLE = 'format sector grouped field start length', 'format order group repeat item length notes'
BESIDE = 'layout file sector prestation field start length'
READ = {
    'values.csv': 'field value if_field if_value from to', 'modes.csv': 'code kind debut fin', 'ehpa_modes.csv': 'code kind from_year',
    'tarifs/tarifs.csv': 'campagne secteur variante ght centimes debut', 'coefficients.csv': 'annee type secteur valeur_1e4',
    'associations.csv': 'mpp mpa statut', 'layouts/rpss.csv': LAYOUT, 'layouts/rapss.csv': 'format sector field start length',
    'layouts/rpss_variable.csv': VARIABLE, 'layouts/rapss_variable.csv': VARIABLE,
    'beside/fichcomp.csv': BESIDE, 'beside/rsf.csv': BESIDE, 'beside/vidhosp.csv': BESIDE,
    'beside/vidhosp_versions.csv': 'format count_start count_length block_start block_length',
    **{'classifications/essai/' + name: columns for name, columns in (
        ('classification.csv', 'valeur'), ('durees.csv', 'du au poids'), ('mpp.csv', 'code poids'), ('mpa.csv', 'code poids'),
        ('ik.csv', 'code poids'), ('ght.csv', 'ght ipt_min'), ('ghpc.csv', 'ghpc mpp mpa ik_min ik_max'),
        ('associations.csv', 'mpp mpa statut ik_min ik_max confirmation'))}}


def changed(text, column):
    """Another value of the same kind."""
    if column in ('ik_min', 'ik_max'):  # IK go by tens
        return str(int(text) + (10 if int(text) < 100 else -10))
    if re.fullmatch(r'\d+', text):
        return '%0*d' % (len(text), int(text) + 1)
    number = re.fullmatch(r'(\d+\.)(\d+)', text)
    if number:
        return number[1] + '%0*d' % (len(number[2]), (int(number[2]) + 1) % 10 ** len(number[2]))
    return {'no': 'yes', 'yes': 'no'}.get(text, chr(ord(text[0]) + 1) + text[1:])


def known(root):
    """The fields of files beside the records that the library reads; it passes over others, whatever their names."""
    text = open(os.path.join(root, 'grouper/lib/tables/beside.h'), encoding='utf-8').read()
    return set(re.findall(r'\bX\((\w+)', text))


def cells(root, table):
    """(line, column) of the cells that are read and filled, in rows that serve."""
    with open(os.path.join(root, 'tables', table), encoding='utf-8') as f:
        rows = list(csv.reader(f, delimiter=';', quoting=csv.QUOTE_NONE))
    read = [i for i, name in enumerate(rows[0]) if name in READ[table].split()]
    named = rows[0].index('field') if table in ('beside/fichcomp.csv', 'beside/rsf.csv', 'beside/vidhosp.csv') else None
    return rows, [(r, c) for r in range(1, len(rows)) for c in read if rows[r][c]
                  and not (rows[r][0] == 'source' and table.endswith('classification.csv'))
                  and not (c == named and rows[r][c] not in known(root))
                  and not (table == 'coefficients.csv' and (rows[r][1] != 'prudentiel' or rows[r][6].startswith('low')))]


def instead(library, name):
    """The generated file of this name, and the one that is compiled in its place."""
    made = next(n for n in library.commands if os.path.basename(n) == name)
    own = os.path.join(library.work, name)
    library.commands[made] = [own if w == made else w for w in library.commands[made]]
    return made, own


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('source')
    parser.add_argument('build')
    parser.add_argument('table', nargs='*')
    parser.add_argument('--sample', type=int, default=5)
    parser.add_argument('--seed', type=int, default=2026)
    parser.add_argument('--floor', type=float, default=95)
    parser.add_argument('--suite', action='append', help='run these alone: what they see at least')
    asked = parser.parse_intermixed_args()
    source, build = os.path.abspath(asked.source), os.path.abspath(asked.build)
    generate = os.path.join(source, 'tables/generate.py')
    tried = lived = 0
    with tempfile.TemporaryDirectory() as work:
        library = Library(source, build, os.path.join(work, 'whole'))
        embedded, own = instead(library, 'embedded.gen.c')
        resolved, none = instead(library, 'resolved.gen.c')
        shutil.copy(embedded, own)
        with open(none, 'w', encoding='utf-8') as f:
            f.write('#include "lib/tables/resolved.h"\nconst struct resolved resolved = {NULL, NULL, 0};\n')
        assert library.compile(resolved) and library.link(), 'no library that reads its tables'
        with open(library.objects[resolved], 'rb') as f:
            library.kept[resolved] = f.read()  # what is put back when all suites are known
        del library.suites['test_resolved']  # what it compares is not there
        if asked.suite:
            library.suites = {n: p for n, p in library.suites.items() if n in asked.suite or n == 'had'}
        tests = Tests(library, source, names if asked.suite else shows)
        subprocess.run(['cp', '-r', os.path.join(source, 'tables'), work], check=True)
        order = re.search(r"embedded_c = custom_target.*?files\((.*?)\)", open(os.path.join(source, 'tables/meson.build')).read(), re.S)[1]
        inputs = [os.path.join(work, 'tables', n) for n in re.findall(r"'([^']+)'", order)]
        chance = random.Random(asked.seed)
        for table in sorted(asked.table or READ):
            path = os.path.join(work, 'tables', table)
            text = open(path, encoding='utf-8').read()
            rows, every = cells(source, table)
            for r, c in sorted(chance.sample(every, min(asked.sample, len(every)))):
                now = [list(row) for row in rows]
                now[r][c] = changed(rows[r][c], rows[0][c])
                out = io.StringIO()
                out.write('\n'.join(';'.join(row) for row in now) + '\n')
                open(path, 'w', encoding='utf-8').write(out.getvalue())
                subprocess.run([sys.executable, generate, 'embed', os.path.join(work, 'tables'), own, *inputs], check=True)
                tried += 1
                assert library.compile(embedded) and library.link(), 'tables that do not compile'
                if not tests.killer(table, 0):
                    lived += 1
                    print('%s:%d %s: %s -> %s' % (table, r + 1, rows[0][c], rows[r][c], now[r][c]), flush=True)
            open(path, 'w', encoding='utf-8').write(text)
    print('%d cells changed, %d make no test fail: %.1f %% do (floor %g %%)' % (tried, lived, 100 * (tried - lived) / tried, asked.floor))
    return 0 if 100 * (tried - lived) >= asked.floor * tried else 1


def names(cases):
    return [n[:-4] for n in os.listdir(cases) if n.endswith('.cmd')]


def shows(cases):
    """The golden cases that compare a fingerprint, or show the text of a table."""
    def text(name):
        return b''.join(open(p, 'rb').read() for p in glob.glob(os.path.join(cases, name) + '.*'))
    return [n for n in sorted(names(cases)) if re.search(rb'\b(?=\d*[a-f])([0-9a-f]{12}|[0-9a-f]{64})\b|tables (show|diff|list|modele)', text(n))]


sys.exit(main())
