#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""differential.py HAD GENERATE SECOND FIXTURES RECORDS [SEED]

Compares the command with the second implementation, byte for byte, on generated records of all
formats: sound ones, faulty ones, broken ones."""
import os
import subprocess
import sys
import tempfile

from twins import Twins

had, generate, second, fixtures, records = sys.argv[1:6]
seed = int(sys.argv[6]) if len(sys.argv) > 6 else 1
examples = os.path.join(os.path.abspath(fixtures), 'examples')
options = ['--date', '2026-01-01']
for n in '123':
    options += ['--classification', 'classification' + n]
inputs = [['--formats', 'all', '--faults', '300', '--broken', '100'],
          ['--years', '2009-2027', '--faults', '1000'],
          ['--years', '2019-2026', '--faults', '20', '--broken', '20', '--crlf'],
          ['--varied', '--formats', 'all', '--faults', '100', '--broken', '20']]
commands = [['group', '--to', 'csv'], ['group', '--to', 'rpss'], ['price'],
            ['price', '--zones', 'calculees'], ['price', '--by', 'jour'], ['price', '--by', 'total'],
            ['price', '--by', 'mois,ght,ghpc,mpp,finess,variante'],
            ['price', '--by', 'groupement,campagne,secteur,finess_geo,mpa,ik'],
            ['price', '--coef-geo', '1.07', '--coef-prudentiel', 'auto'],
            ['price', '--coef-prudentiel', 'auto', '--by', 'campagne,secteur'],
            ['price', '--coef-prudentiel', 'auto', '--campagne', '2018', '--by', 'secteur'],
            ['price', '--coef-geo', '1.3117', '--coef-prudentiel', '0.9931', '--by', 'mois'],
            ['price', '--campagne', '2019', '--by', 'ght,variante']]
# `check` is compared by file, line, code and blocking flag: the texts are the registry's own.
checks = [[], ['--avertissements', '--coef-prudentiel', 'auto'],
          ['--avertissements', '--periode', '2024-03'], ['--conventions'],
          ['--seuil', '2023-06-30', '--ensemble']]
# Without a classification (R38): its options are left out.
unclassified = [[], ['--avertissements']]
results = [['group', '--to', 'csv', '--periode', '2023-11..2024-02'], ['price', '--by', 'mois', '--periode', '2023'],
           ['group', '--to', 'csv', '--chainage', '--periode', '2024-03'],
           ['group', '--to', 'csv', '--chainage'], ['price', '--conventions'],
           ['price', '--by', 'jour', '--conventions']]
share = max(1, int(records) // len(inputs))

with tempfile.TemporaryDirectory() as tmp:
    path, conventions = os.path.join(tmp, 'rpss.txt'), os.path.join(tmp, 'conventions.txt')
    twins = Twins(had, second, examples)
    C, Python, output, compare = twins.had, twins.second, twins.output, twins.compare
    for n, extra in enumerate(inputs):
        with open(path, 'wb') as f:
            subprocess.run([generate, '--records', str(share), '--seed', str(seed + n)] + extra,
                           stdout=f, check=True)
        with open(conventions, 'wb') as f:
            subprocess.run([sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                                         'conventions.py'), path, str(seed), str(n % 2)],
                           stdout=f, check=True)

        def given(arguments):
            return [x for a in arguments for x in
                    ([a, conventions] if a == '--conventions' else [a])] + options + [path]

        for command in commands + results:
            compare(' '.join(extra + command), output(C, given(command)),
                    output(Python, given(command)))
        for command in checks:
            rows = output(C, ['check', '-q'] + given(command)).split(b'\n')
            # File names here hold no `;`: columns can be cut.
            mine = b'\n'.join(b';'.join(r.split(b';')[i] for i in (0, 1, 5, 6)) if r else b''
                              for r in rows)
            compare(' '.join(extra + ['check'] + command), mine,
                    output(Python, ['check', '--codes'] + given(command)))
        for command in unclassified:
            arguments = ['--date', '2026-01-01', path]
            rows = output(C, ['check', '-q'] + command + arguments).split(b'\n')
            mine = b'\n'.join(b';'.join(r.split(b';')[i] for i in (0, 1, 5, 6)) if r else b'' for r in rows)
            compare(' '.join(extra + ['check without a classification'] + command), mine,
                    output(Python, ['check', '--codes'] + command + arguments))
print('%d records, %d differences' % (share * len(inputs), twins.differences))
sys.exit(1 if twins.differences else 0)
