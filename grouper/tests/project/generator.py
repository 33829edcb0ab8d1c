#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""generator.py ROOT CC...: had-generate ends, whatever next year's formats are: where it has no format for a month, it
says so. Built anew with HZZ, that tables/new_format.py has made: a format of one sector that follows
the newest of both in 2098. One that moves a field for its sector alone leaves the pair of the fast way as it is."""
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile

root, compiler = sys.argv[1], sys.argv[2:]
sys.path[:0] = [os.path.join(root, 'grouper', 'tests', 'command'), os.path.join(root, 'tables')]
from checks import check, status  # noqa: E402
from generate import newest_together  # noqa: E402

LAYOUTS, GENERATE = os.path.join('tables', 'layouts'), os.path.join('grouper', 'tests', 'generate')
source = os.path.join(root, GENERATE, 'generate.c')


def rows_of(path):
    with open(path, encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f, delimiter=';'))


def newest(use, sector):
    """The ungrouped format of a sector that has no end."""
    of = {tag: r['sector'] for r in rows_of(os.path.join(root, LAYOUTS, 'rpss.csv'))
          for tag, grouped in zip(r['format'].split('|'), r['grouped'].split('|')) if grouped == 'no'}
    return [r['format'] for r in rows_of(use) if r['au'] == '2099-12' and of.get(r['format']) == sector][-1]


def expect(program, arguments, code, tag='', error=''):
    try:
        done = subprocess.run([program, '--records', '1', *arguments], capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        check(False, '%s: has no end' % arguments)
        return
    check(done.returncode == code, '%s: exit %d' % (arguments, done.returncode))
    check(done.stdout[:3].startswith(tag) and done.stdout.count('\n') == (code == 0), '%s: wrote %r' % (arguments, done.stdout[:20]))
    check(done.stderr == error, '%s: said %r' % (arguments, done.stderr))


def pair(folder):
    return newest_together(*(os.path.join(folder, LAYOUTS, name) for name in ('rpss.csv', 'rpss_variable.csv')))[0]


def new_format(folder, new, grouped, like):
    command = [sys.executable, os.path.join(root, 'tables', 'new_format.py'), '--root', folder, '--from', '2098-01']
    return subprocess.run([*command, new, grouped, '--like', like], stderr=subprocess.DEVNULL).returncode


def copy_of_tree(folder):
    for part in (LAYOUTS, GENERATE):
        shutil.copytree(os.path.join(root, part), os.path.join(folder, part))


# The fast way's pair: a copy of one of its formats takes that one's place, unless it has moved a field that the other has.
with tempfile.TemporaryDirectory() as work:
    copy_of_tree(work)
    before = pair(root)
    check(new_format(work, 'HZZ', 'HZY', before['HAD_EX_DGF'].split('|')[0]) == 0, 'a copy of %s' % before['HAD_EX_DGF'])
    check(pair(work) == {**before, 'HAD_EX_DGF': 'HZZ|HZY'}, 'a copy takes the place of its model: %s' % pair(work))
    layouts = os.path.join(work, LAYOUTS, 'rpss.csv')
    text = open(layouts, encoding='utf-8').read()
    swap = {'passage_urgences': 'type_autorisation', 'type_autorisation': 'passage_urgences'}
    text, count = re.subn(r'(?m)^(HZZ\|HZY;.*;)(%s)(?=;)' % '|'.join(swap), lambda m: m[1] + swap[m[2]], text)
    check(count == 2, 'two fields change places: %d' % count)
    open(layouts, 'w', encoding='utf-8').write(text)
    check(pair(work) == before, 'one that has moved a field leaves the pair as it is: %s' % pair(work))

with tempfile.TemporaryDirectory() as work:
    copy_of_tree(work)
    use = os.path.join(work, GENERATE, 'formats.csv')
    dgf, oqn = newest(use, 'ex-DG'), newest(use, 'ex-OQN')
    for wrong in (dgf, 'HZZ', dgf), ('HZZ', dgf, dgf), ('HZZ', 'HZZ', dgf), ('Z', 'HZZ', dgf), ('HZZ', 'HZY', 'H1F'), \
            ('HZZ', 'HZY', 'HZX'):
        check(new_format(work, *wrong) != 0, ' '.join(wrong) + ': taken')
    check(new_format(work, 'HZZ', 'HZY', dgf) == 0, 'a format like ' + dgf)
    text = open(use, encoding='utf-8').read()
    for row, last in (r'HZZ;2098-01', '2098-12'), (oqn + r';\d{4}-\d\d', '2097-12'):
        text, count = re.subn('(%s);2099-12' % row, r'\1;' + last, text)
        check(count == 1, 'formats.csv: %d rows like %s' % (count, row))
    open(use, 'w', encoding='utf-8').write(text)
    program = os.path.join(work, 'had-generate')
    subprocess.run([sys.executable, os.path.join(root, GENERATE, 'formats.py'), os.path.join(work, LAYOUTS, 'rpss.csv'),
                    os.path.join(work, LAYOUTS, 'rpss_variable.csv'), use,
                    os.path.join(work, 'formats.gen.h')], check=True)
    subprocess.run(compiler + ['-std=c11', '-I', work, source, '-o', program], check=True)
    expect(program, ['--formats', 'HZZ'], 0, 'HZZ')
    expect(program, ['--formats', 'all'], 0, 'H')
    expect(program, ['--formats', 'HZZ', '--years', '2098-2098'], 0, 'HZZ')
    expect(program, ['--formats', 'H0F'], 0, 'H0F')
    for years, missing in ('2098-2098', 'ex-OQN for 2098-01'), ('2096-2099', 'ex-OQN for 2098-01'), ('2099', 'ex-DGF for 2099-01'):
        expect(program, ['--years', years], 2,
               error='had-generate: --years: no format of %s: it has to be in FORMATS (see --help)\n' % missing)
    expect(program, ['--years', '2024-2024', '--formats', 'H0F'], 0, 'H0F')
    expect(program, ['--years', '2023-2023'], 0, 'H0D')
sys.exit(status())
