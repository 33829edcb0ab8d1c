#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""generator.py ROOT CC...: had-generate ends, whatever next year's formats are: where it has no month for a format, or no
format for a month, it says so. Built anew with HZZ, that tables/new_format.py has made: a format of one sector that follows
the newest of both in 2098."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'command'))
from checks import check, status  # noqa: E402

root, compiler = sys.argv[1], sys.argv[2:]
LAYOUTS, GENERATE = os.path.join('tables', 'layouts'), os.path.join('grouper', 'tests', 'generate')
source = os.path.join(root, GENERATE, 'generate.c')


def expect(program, arguments, code, tag='', error=''):
    try:
        done = subprocess.run([program, '--records', '1', *arguments], capture_output=True, text=True, timeout=20)
    except subprocess.TimeoutExpired:
        check(False, '%s: has no end' % arguments)
        return
    check(done.returncode == code, '%s: exit %d' % (arguments, done.returncode))
    check(done.stdout[:3] == tag and done.stdout.count('\n') == (code == 0), '%s: wrote %r' % (arguments, done.stdout[:20]))
    check(done.stderr == error, '%s: said %r' % (arguments, done.stderr))


with tempfile.TemporaryDirectory() as work:
    for folder in (LAYOUTS, GENERATE):
        shutil.copytree(os.path.join(root, folder), os.path.join(work, folder))
    new_format = [sys.executable, os.path.join(root, 'tables', 'new_format.py'), '--root', work, '--like', 'H0F', '--from', '2098-01']
    for tags in ('H0F', 'HZZ'), ('HZZ', 'H1F'), ('HZZ', 'HZZ'), ('Z', 'HZZ'):
        check(subprocess.run(new_format + list(tags), stderr=subprocess.DEVNULL).returncode != 0, '%s %s: taken' % tags)
    check(subprocess.run(new_format + ['HZZ', 'HZY', '--like', 'H1F'], stderr=subprocess.DEVNULL).returncode != 0, 'like a grouped one')
    subprocess.run(new_format + ['HZZ', 'HZY'], check=True)
    use = os.path.join(work, GENERATE, 'formats.csv')
    text = open(use, encoding='utf-8').read()
    for row, last in (r'HZZ;2098-01', '2098-12'), (r'H0G;\d{4}-\d\d', '2097-12'):
        text, count = re.subn('(%s);2099-12' % row, r'\1;' + last, text)
        check(count == 1, 'formats.csv: %d rows like %s' % (count, row))
    open(use, 'w', encoding='utf-8').write(text)
    program = os.path.join(work, 'had-generate')
    subprocess.run([sys.executable, os.path.join(root, GENERATE, 'formats.py'), os.path.join(work, LAYOUTS, 'rpss.csv'),
                    os.path.join(work, LAYOUTS, 'rpss_variable.csv'), use,
                    os.path.join(work, 'formats.gen.h')], check=True)
    subprocess.run(compiler + ['-std=c11', '-I', work, source, '-o', program], check=True)
    no_month = 'had-generate: --formats: HZZ has no month up to %s: give --years, or raise LAST_YEAR (see --help)\n' % \
        re.search(r'LAST_YEAR = (\d+)', open(source, encoding='utf-8').read())[1]
    expect(program, ['--formats', 'HZZ'], 2, error=no_month)
    expect(program, ['--formats', 'H0F,HZZ'], 2, error=no_month)
    expect(program, ['--formats', 'all'], 2, error=no_month)
    expect(program, ['--formats', 'HZZ', '--years', '2098-2098'], 0, 'HZZ')
    expect(program, ['--formats', 'H0F'], 0, 'H0F')
    for years, missing in ('2098-2098', 'ex-OQN for 2098-01'), ('2096-2099', 'ex-OQN for 2098-01'), ('2099', 'ex-DGF for 2099-01'):
        expect(program, ['--years', years], 2,
               error='had-generate: --years: no format of %s: it has to be in FORMATS (see --help)\n' % missing)
    expect(program, ['--years', '2024-2024', '--formats', 'H0F'], 0, 'H0F')
    expect(program, ['--years', '2023-2023'], 0, 'H0D')
sys.exit(status())
