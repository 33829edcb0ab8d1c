#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""replay.py HAD GENERATOR FIXTURES: what the State has grouped is audited, and learned from.

Every format is grouped by three classifications that `tables learn` does not see, then audited (no
difference), learned from (the twins are grouped alike wherever a group was seen), and damaged by
hand: each planted fault must be found at its place, and no other."""
import csv
import io
import os
import random
import subprocess
import sys
import tempfile

from checks import check, status

had, generator, fixtures = (os.path.abspath(p) for p in sys.argv[1:4])
hidden = [a for n in (1, 2, 3)
          for a in ('--classification', os.path.join(fixtures, 'examples', 'classification%d' % n))]


def run(*arguments, code=0):
    r = subprocess.run([had, *arguments], capture_output=True)
    check(r.returncode == code, '%s: exit %d, %r' % (arguments, r.returncode, r.stderr[-300:]))
    return r.stdout


def rows(text):
    return list(csv.DictReader(io.StringIO(text.decode()), delimiter=';'))


def write(name, lines):
    with open(name, 'wb') as f:
        f.writelines(lines)


def grouping(line):
    """Where the grouping zone of a grouped line begins, and its zones."""
    for n in range(1, 5):
        at = len(line.rstrip(b'\r\n')) - 10 - 21 * n
        if line[at + 9:at + 10] == b'%d' % n and line[at:at + 1] in b'X ':
            return at, n
    raise ValueError(line)


def blocked(line):
    at, n = grouping(line)
    return line[at + 10:at + 12] == b'99'


def main(work):
    os.chdir(work)
    with open('new', 'wb') as f:
        subprocess.run([generator, '--records', '6000', '--seed', '11', '--formats', 'all',
                        '--faults', '20'], stdout=f, check=True)
    run('group', *hidden, '-q', '-o', 'grouped', 'new')
    grouped = open('grouped', 'rb').read().splitlines(keepends=True)

    # What was grouped is found again, in every format.
    check(rows(run('audit', *hidden, 'grouped')) == [], 'audit of what was just grouped')
    with open(os.path.join(fixtures, '..', 'tables', 'layouts', 'rpss.csv'), encoding='utf-8', newline='') as f:
        known = {tag for r in csv.DictReader(f, delimiter=';')
                 for tag, is_grouped in zip(r['format'].split('|'), r['grouped'].split('|')) if is_grouped == 'yes'}
    check({line[:3].decode() for line in grouped} == known, 'every grouped format')

    # Learned, then the twins: alike wherever a group was seen. Versions are dated by records grouped (rule R34): one in error
    # may stand just outside them, and is told of.
    told = rows(run('tables', 'learn', '--non-officiels', 'grouped', '-q', '-o', 'learned'))
    beside = {int(r['ligne']) for r in told}
    check(all(r['champ'] == 'version' and blocked(grouped[int(r['ligne']) - 1]) for r in told), 'nothing to report: %s' % told)
    check(sorted(os.listdir('learned')) == ['appris-X1', 'appris-X2', 'appris-X3'], 'three versions')
    run('group', '--tables', 'learned', '-q', '-o', 'again', 'new')
    again = open('again', 'rb').read().splitlines(keepends=True)
    check(len(grouped) == len(again), 'as many records')
    seen = 0
    for before, after in zip(grouped, again):
        if not blocked(before):
            seen += 1
            check(before == after, 'grouped otherwise: %r %r' % (before, after))
    check(seen > 3000, 'enough of them: %d' % seen)
    run('tables', 'learn', '--non-officiels', 'grouped', '-q', '-o', 'learned', code=3)  # never over what is there
    for name in os.listdir('learned'):
        run('tables', 'check', os.path.join('learned', name), )

    # Planted faults, each on a line of its own.
    source = random.Random(3)
    good = [i for i, line in enumerate(grouped) if not blocked(line)]
    by_triple = {}
    table = rows(run('group', *hidden, '-q', '--to', 'csv', 'new'))
    for i in good:
        r = table[i]
        if r['ghpc'] != '9999':
            by_triple.setdefault((r['classification'], r['mpp'], r['mpa'], r['ik']), []).append(i)
    twins = [lines for lines in by_triple.values() if len(lines) > 2]
    planted = list(grouped)
    contradicted, wrong_days, not_grouped = set(), set(), set()
    for lines in source.sample(twins, 20):
        i = lines[-1]
        at, n = grouping(planted[i])
        planted[i] = planted[i][:at + 5] + b'9998' + planted[i][at + 9:]
        contradicted.add(i + 1)
    for i in source.sample([i for i in good if i + 1 not in contradicted], 30):
        at, n = grouping(planted[i])
        days = int(planted[i][at + 28:at + 31])
        if planted[i][at + 2:at + 5] == b'529':
            continue
        planted[i] = planted[i][:at + 28] + b'%03d' % (days + 1) + planted[i][at + 31:]
        wrong_days.add(i + 1)
    for line in open('new', 'rb').read().splitlines(keepends=True)[:10]:
        if line[1:2] != b'1':
            planted.append(line)
            not_grouped.add(len(planted))
    write('planted', planted)
    found = rows(run('tables', 'learn', '--non-officiels', 'planted', '-q', '-o', 'planted-learned'))
    lines = {code: {int(r['ligne']) for r in found if r['code'] == code}
             for code in ('907', '908', '909')}
    lines['909'] -= beside
    check(lines['908'] == wrong_days, '908: %s' % (lines['908'] ^ wrong_days))
    check(lines['907'] == not_grouped, '907: %s' % (lines['907'] ^ not_grouped))
    check(lines['909'] == contradicted, '909: %s' % (lines['909'] ^ contradicted))
    for r in found:
        if r['code'] == '909' and int(r['ligne']) not in beside:
            check(r['champ'] == 'ghpc' and r['valeur'] == '9998' and
                  int(r['ligne_premier']) < int(r['ligne']), 'both places: %s' % r)
    differing = rows(run('audit', *hidden, '-q', 'planted', code=1))
    expected = {i: 'ghpc' for i in contradicted} | {i: 'jours' for i in wrong_days}
    check({int(r['ligne']): r['ecart'] for r in differing} == expected, 'audit of the planted file')

    # Cut short, every line is refused and nothing is learned.
    write('cut', [line.rstrip(b'\r\n')[:-1] + b'\n' for line in grouped[:50]])
    run('audit', *hidden, '-q', 'cut')
    run('tables', 'learn', '--non-officiels', 'cut', '-q', '-o', 'cut-learned', code=3)
    check(not os.path.exists('cut-learned'), 'no directory')
    check(not [n for n in os.listdir('.') if n.endswith('.part')], 'nothing left behind')


with tempfile.TemporaryDirectory() as directory:
    main(directory)
sys.exit(status())
