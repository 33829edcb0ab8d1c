#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""audit_check.py HAD GENERATE SECOND FIXTURES RECORDS [SEED]

Compares `audit`, `tables learn` and `price` on RAPSS with the second implementation, byte for byte, on
generated records that were grouped, made into RAPSS of every format, and given other results or damage."""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
import rapss  # noqa: E402
from twins import Twins  # noqa: E402

had, generate, second, fixtures, records = sys.argv[1:6]
seed = int(sys.argv[6]) if len(sys.argv) > 6 else 1
examples = os.path.join(os.path.abspath(fixtures), 'examples')
tables = Path(__file__).resolve().parents[3] / 'tables'
three = [x for n in '123' for x in ('--classification', 'classification' + n)]
essai = ['--classification', str(tables / 'classifications' / 'essai')]
sound = ['--results', '0', '--unusable', '0', '--faults', '0', '--broken', '0']

# Options of the generator, of rapss.py, classifications, results planted in RPSS (of a thousand records).
inputs = [(['--formats', 'all', '--faults', '20'], sound, three, 0),
          (['--formats', 'all', '--faults', '100', '--broken', '20'], ['--formats', 'any'], three, 150),
          (['--formats', 'all', '--faults', '30', '--crlf'],
           ['--formats', 'any', '--crlf', '--results', '400', '--faults', '300', '--broken', '100', '--unusable', '100',
            '--site-blank', '300', '--site-absent', '300', '--start-156', '500'], essai, 500),
          (['--years', '2012-2017', '--formats', 'H13,H15,H17,H19'], ['--results', '20'], three, 20)]
audits = [[], ['--date', '2026-01-01'], ['--chainage'], ['--periode', '2014-02..2024-06'],
          ['--conventions', 'CONVENTIONS']]
prices = [['price'], ['price', '--periode', '2015'], ['price', '--zones', 'calculees'], ['price', '--by', 'total'],
          ['price', '--by', 'mois,ght,ghpc,mpp,finess,variante'],
          ['price', '--zones', 'calculees', '--by', 'mois,ght'],
          ['price', '--coef-geo', '1.07', '--coef-prudentiel', 'auto'],
          ['price', '--campagne', '2019', '--by', 'ght,variante'], ['price', '--conventions', 'CONVENTIONS']]
share = max(1, int(records) // len(inputs))


def learned(directory):
    """Every file of a learned classification, but for the text of `source`, which is each program's own."""
    out = b''
    for path in sorted(Path(directory).rglob('*.csv')):
        if path.name in ('deductions.csv', 'conflit.csv'):  # deduce.py compares these
            continue
        lines = path.read_bytes().splitlines(keepends=True)
        out += b'== ' + str(path.relative_to(directory)).encode() + b'\n'
        out += b''.join(line for line in lines if not line.startswith((b'source;', b'groupes_sha256;')))
    return out


def findings(out):
    """What `tables learn` says of records, in any order; IK bounds are compared in the tables."""
    rows = [line for line in out.splitlines(keepends=True) if line.split(b';')[7] != b'ik' and b';926;' not in line]
    return b''.join(sorted(rows))


def worn(data):
    """A short record of each format, cut at each byte, then with each byte changed, lost or doubled."""
    shortest = {}
    for line in sorted(data.splitlines(), key=len):
        shortest.setdefault(line[rapss.TAG], line)
    for line in shortest.values():
        for i in range(len(line)):
            yield line[:i]
            yield from (line[:i] + c + line[i + 1:] for c in (b' ', b'0', b'9', b'A', b'\xe9', b''))
            yield line[:i] + line[i:i + 1] + line[i:]


def write(path, data):
    Path(path).write_bytes(data)
    return path


with tempfile.TemporaryDirectory() as tmp:
    twins = Twins(had, second, examples)

    def file(name):
        return os.path.join(tmp, name)

    def both(what, mine, other=None):
        """Standard output and exit status of the two."""
        a, b = twins.run(twins.had, mine), twins.run(twins.second, other or mine)
        twins.compare(what, a.stdout + b'exit status %d\n' % a.returncode,
                      b.stdout + b'exit status %d\n' % b.returncode)

    for n, (generated, made, classifications, planted) in enumerate(inputs):
        raw = subprocess.run([generate, '--records', str(share), '--seed', str(seed + n)] + generated,
                             stdout=subprocess.PIPE, check=True).stdout
        rpss = write(file('rpss.txt'), raw)
        grouped = twins.output(twins.had, ['group', '-q'] + classifications + [rpss])
        options = rapss.parse_arguments(made + ['--seed', str(seed + n)])
        anonymous = write(file('rapss.txt'), rapss.make(grouped, options))
        other = write(file('grouped.txt'), rapss.plant_in_rpss(grouped, tables, seed + n, planted))
        # Some records that carry no result, and RAPSS behind RPSS in one file.
        lines = raw.splitlines(keepends=True)[:50] + Path(anonymous).read_bytes().splitlines(keepends=True)[-50:]
        mixed = write(file('mixed.txt'), b''.join(lines))
        name = 'input %d: ' % (n + 1)
        script = Path(__file__).with_name('conventions.py')
        conventions = write(file('conventions.txt'), subprocess.run(
            [sys.executable, str(script), rpss, str(seed), str(n % 2)], stdout=subprocess.PIPE, check=True).stdout)

        def given(command):
            return [conventions if word == 'CONVENTIONS' else word for word in command] + classifications

        for option in audits:
            both(name + ' '.join(['audit'] + option), given(['audit', '--to', 'csv', '--doublons'] + option)
                 + [other, anonymous, mixed])
        for command in prices:
            both(name + ' '.join(command), given(command) + ['--doublons', anonymous, mixed])
        # A RAPSS is no RPSS: refused by `group`, unless a line looks like one.
        refused = twins.run(twins.had, ['group', '--to', 'csv'] + classifications + [anonymous])
        twins.compare(name + 'group', b'%d' % len(refused.stdout.splitlines()[1:]), b'0')
        both(name + 'group', ['group', '--to', 'csv'] + classifications + [mixed])
        both(name + 'price --by jour refused', ['price', '--by', 'jour'] + classifications + [anonymous])

        # What `group` gave, `audit` finds again, in every format and reading.
        options = rapss.parse_arguments(sound + ['--seed', str(seed + n)])
        clean, same = write(file('clean.txt'), grouped), write(file('same.txt'), rapss.make(grouped, options))
        both(name + 'round trip', given(['audit', '--to', 'csv']) + [clean, same])
        rows = twins.run(twins.second, given(['audit']) + [clean, same]).stdout.count(b'\n') - 1
        twins.compare(name + 'no difference', b'%d' % rows, b'0')

        battered = write(file('worn.txt'), b'\n'.join(worn(Path(same).read_bytes())))
        both(name + 'worn: audit', given(['audit', '--to', 'csv']) + [battered])
        both(name + 'worn: price', given(['price', '--zones', 'calculees']) + [battered])
        both(name + 'worn: price of the zones read', given(['price']) + [battered])

        for kind, files in (('rpss', [other]), ('rapss', [anonymous]), ('both', [other, mixed, anonymous])):
            mine, its = file('had-%d-%s' % (n, kind)), file('second-%d-%s' % (n, kind))
            said = [twins.run(twins.had, ['tables', 'learn', '--non-officiels', '--doublons'] + files + ['-o', mine]).stdout,
                    twins.run(twins.second, ['learn', '-o', its] + files).stdout]
            twins.compare(name + 'findings of tables learn ' + kind, *map(findings, said))
            twins.compare(name + 'tables learn ' + kind, learned(mine), learned(its))
            # What was learned groups alike (in both, the one that the second implementation wrote).
            given = [x for d in sorted(Path(its).iterdir()) for x in ('--classification', str(d))]
            both(name + 'group by what was learned, ' + kind, ['group', '--to', 'csv'] + given + [rpss])
print('%d records, %d differences' % (share * len(inputs), twins.differences))
sys.exit(1 if twins.differences else 0)
