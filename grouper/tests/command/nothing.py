#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""nothing.py HAD FIXTURES: every command on an empty file, a directory of nothing, a binary, a file of another PMSI
field: the exact status, and one sentence in each language that names what was given. No command is left out."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

from checks import check, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
beside = os.path.join(fixtures, 'examples', 'beside')
ESSAI = ['--classification', 'essai']
ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME')}
ENV['HOME'] = '/nonexistent'
GOOD, DRUGS, BILLS, OF_DRUGS, OF_BILLS = (os.path.join(*p) for p in (
    (fixtures, 'rpss.txt'), (beside, 'dgf.fichcomp.txt'), (beside, 'bills.rsf.txt'), (beside, 'dgf.rpss.txt'), (beside, 'bills.rpss.txt')))
GIVEN = {'empty': b'', 'nothing': None, 'binary': bytes(range(256)) * 40,
         'field': (b'1114C08A 122000750712184022' + b'1' * 150 + b'\r\n') * 5}
ALONE = {'columns', 'help', 'tables list', 'tables modele'}  # they take no file
# The statuses on an empty file, a directory of nothing, a binary, a file of another field.
READS, TABLES = (0, 3, 3, 3), (4, 4, 4, 4)
COMMANDS = [
    (['group', *ESSAI, '@'], READS), (['price', *ESSAI, '@'], READS), (['check', '@'], READS), (['audit', *ESSAI, '@'], READS),
    (['compare', *ESSAI, '@', GOOD], READS), (['compare', *ESSAI, GOOD, '@'], READS),
    (['explain', *ESSAI, '@', '--ligne', '1'], (1, 2, 3, 3)), (['explain', *ESSAI, '@', '--sejour', 'S'], (1, 3, 3, 3)),
    (['report', *ESSAI, '@'], READS), (['report', *ESSAI, GOOD, '--avant', '@'], READS), (['report', *ESSAI, GOOD, '--officiel', '@'], (4, 3, 3, 3)),
    (['drugs', '@', '--rpss', OF_DRUGS], READS), (['drugs', DRUGS, '--rpss', '@'], READS),
    (['bills', *ESSAI, '@', '--rpss', OF_BILLS], (1, 3, 3, 3)), (['bills', *ESSAI, BILLS, '--rpss', '@'], READS),
    (['merge', '@'], READS), (['verify', '@'], (3, 3, 3, 3)),
    (['tables', 'show', '@'], TABLES), (['tables', 'check', '@'], TABLES), (['tables', 'deduce', '@'], TABLES),
    (['tables', 'diff', 'essai', '@'], (4, 1, 4, 4)), (['tables', 'coverage', *ESSAI, '@'], READS),
    (['tables', 'learn', '@', '-o', '%'], READS), (['tables', 'learn-tarifs', '@', '-o', '%'], READS)]


def run(*args):
    r = subprocess.run([had, *args], capture_output=True, timeout=60, env=ENV)
    check(r.returncode >= 0, 'signal on %s' % (args,))
    return r


def one(command, name, path, expected, made):
    told = []
    for language in ('fr', 'en'):
        words = [path if w == '@' else made if w == '%' else w for w in command]
        r = run(*words, '--lang', language)
        what = '%s on %s, --lang %s' % (' '.join(command), name, language)
        check(r.returncode == expected, '%s: status %d in place of %d: %s' % (what, r.returncode, expected, r.stderr.decode()[-300:]))
        sentences = [s for s in r.stderr.decode().splitlines() if path in s]
        check(len(sentences) == 1, '%s: said in %d sentences: %s' % (what, len(sentences), r.stderr.decode()[:400]))
        check(expected in (0, 1) or r.stdout == b'', '%s: writes %r' % (what, r.stdout[:100]))
        check(expected == 0 or not os.path.exists(made), '%s: a directory is left' % what)
        shutil.rmtree(made, ignore_errors=True)
        told += sentences[:1]
    check(len(set(told)) == 2, '%s on %s: the same in both languages: %s' % (command, name, told[:1]))


def main():
    named = {json.loads(line)['command'] for line in run('help', '--to', 'jsonl').stdout.splitlines()}
    tried = {' '.join(c[:2]) if c[0] == 'tables' else c[0] for c, _ in COMMANDS}
    check(named and named == tried | ALONE, 'commands not tried: %s' % (named ^ (tried | ALONE)))
    with tempfile.TemporaryDirectory() as tmp:
        for n, (name, data) in enumerate(GIVEN.items()):
            path = os.path.join(tmp, 'given-' + name)
            if data is None:
                os.mkdir(path)
            else:
                with open(path, 'wb') as f:
                    f.write(data)
            for command, expected in COMMANDS:
                one(command, name, path, expected[n], os.path.join(tmp, 'made'))
    return status()


sys.exit(main())
