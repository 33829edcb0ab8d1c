#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""generator.py GENERATE_C CC...: had-generate ends, whatever next year's formats are: where it has no month for a
format, or no format for a month, it says so. Built anew with HZZ in its table, a format of one sector that follows the newest of both in 2098."""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'command'))
from checks import check, status  # noqa: E402

source, compiler = sys.argv[1], sys.argv[2:]
text = open(source, encoding='utf-8').read()


def changed(pattern, replacement):
    """The source with one place changed: the test must not pass because it found none."""
    made, count = re.subn(pattern, replacement, text)
    check(count == 1, '%s: %d places like %s' % (source, count, pattern))
    return made


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
    text = changed(r'(FORMATS\[\] = \{\n)', r'\1{"HZZ", FAMILY_0F, false, MONTH(2098, 1), MONTH(2098, 12)},')
    text = changed(r'(#define MONTHS_\w+ MONTH\(\d+, \d+\), MONTH)\(2099, 12\)', r'\1(2097, 12)')
    made, program = os.path.join(work, 'generate.c'), os.path.join(work, 'had-generate')
    with open(made, 'w', encoding='utf-8') as f:
        f.write(text)
    subprocess.run(compiler + ['-std=c11', '-I', os.path.dirname(os.path.abspath(source)), made, '-o', program], check=True)
    no_month = 'had-generate: --formats: HZZ has no month up to %s: give --years, or raise LAST_YEAR (see --help)\n' % \
        re.search(r'LAST_YEAR = (\d+)', text)[1]
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
