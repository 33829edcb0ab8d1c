#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""generator.py GENERATE_C CC...: had-generate ends, whatever next year's formats are: where it has no month for a
format, or no format for a month, it says so. Built anew with a format H0Y of 2026 added to its table."""
import os
import re
import subprocess
import sys
import tempfile

from checks import check, status

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
    text = changed(r'(FORMATS\[\] = \{\n)', r'\1{"H0Y", FAMILY_0F, false, MONTH(2026, 1), MONTH(2099, 12)},')
    text = changed(r'(#define MONTHS_0F MONTH\(2024, 3\), MONTH)\(2099, 12\)', r'\1(2025, 12)')
    made, program = os.path.join(work, 'generate.c'), os.path.join(work, 'had-generate')
    with open(made, 'w', encoding='utf-8') as f:
        f.write(text)
    subprocess.run(compiler + ['-std=c11', '-I', os.path.dirname(os.path.abspath(source)), made, '-o', program], check=True)
    no_month = 'had-generate: --formats: H0Y has no month up to 2025: give --years, or raise LAST_YEAR (see --help)\n'
    expect(program, ['--formats', 'H0Y'], 2, error=no_month)
    expect(program, ['--formats', 'H0F,H0Y'], 2, error=no_month)
    expect(program, ['--formats', 'all'], 2, error=no_month)
    expect(program, ['--formats', 'H0Y', '--years', '2026-2026'], 0, 'H0Y')
    expect(program, ['--formats', 'H0F'], 0, 'H0F')
    expect(program, ['--years', '2026-2026'], 2,
           error='had-generate: --years: no format of ex-OQN for 2026-01: it has to be in FORMATS (see --help)\n')
    expect(program, ['--years', '2025-2025'], 0, 'H0F')
sys.exit(status())
