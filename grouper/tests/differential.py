#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""differential.py HAD GENERATE SECOND FIXTURES RECORDS [SEED]

Compares the command with the second implementation, byte for byte, on generated records of all
formats: sound ones, faulty ones, broken ones."""
import os
import subprocess
import sys
import tempfile

had, generate, second, fixtures, records = sys.argv[1:6]
seed = int(sys.argv[6]) if len(sys.argv) > 6 else 1
examples = os.path.join(os.path.abspath(fixtures), 'examples')
options = ['--date', '2026-01-01']
for n in '123':
    options += ['--classification', 'classification' + n]
inputs = [['--formats', 'all', '--faults', '300', '--broken', '100'],
          ['--years', '2009-2027', '--faults', '1000'],
          ['--years', '2019-2026', '--faults', '20', '--broken', '20', '--crlf']]
commands = [['group', '--to', 'csv'], ['group', '--to', 'rpss'], ['price'],
            ['price', '--zones', 'calculees'], ['price', '--by', 'jour'], ['price', '--by', 'total'],
            ['price', '--by', 'mois,ght,ghpc,mpp,finess,variante'],
            ['price', '--coef-geo', '1.07', '--coef-prudentiel', 'auto'],
            ['price', '--coef-geo', '1.3117', '--coef-prudentiel', '0.9931', '--by', 'mois'],
            ['price', '--campagne', '2019', '--by', 'ght,variante']]
share = max(1, int(records) // len(inputs))
differences = 0
with tempfile.TemporaryDirectory() as tmp:
    path = os.path.join(tmp, 'rpss.txt')
    for n, extra in enumerate(inputs):
        with open(path, 'wb') as f:
            subprocess.run([generate, '--records', str(share), '--seed', str(seed + n)] + extra,
                           stdout=f, check=True)
        for command in commands:
            mine, other = (subprocess.run(
                start + command + options + [path], cwd=examples, check=True,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
                for start in ([os.path.abspath(had)], [sys.executable, os.path.abspath(second)]))
            same = mine == other
            differences += not same
            print('%s %s %s: %d lines' % ('same' if same else 'DIFF', ' '.join(extra),
                                          ' '.join(command), mine.count(b'\n')), flush=True)
            if not same:
                a, b = mine.split(b'\n'), other.split(b'\n')
                first = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
                print('  had:    %r\n  second: %r' % (a[first:first + 1], b[first:first + 1]))
print('%d records, %d differences' % (share * len(inputs), differences))
sys.exit(1 if differences else 0)
