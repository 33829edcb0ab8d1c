#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""node.py BUILD FIXTURES: the command through its WebAssembly module, in node, byte for byte as the native one: its
operations on vectors, the example for those who build on it, generated records, the golden cases."""
import json
import os
import re
import stat
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..', '..')
# What a module cannot have: names that are no text, a directory above, one of the user's own.
LEFT_OUT = {'names', 'user-directory', 'tables-check'}


GENERATED = [['--faults', '20', '--broken', '2'], ['--varied', '--faults', '20'], ['--formats', 'all', '--faults', '30'],
             ['--worst', '--records', '300']]
COMMANDS = [['price', '--by', 'total'], ['price', '--by', 'mois,ght'], ['price', '--by', 'jour'], ['price'], ['check'], ['group']]


def ran(command, **options):
    done = subprocess.run(command, capture_output=True, **options)
    return done.returncode, done.stdout, done.stderr


def vectors(node, work):
    """Each operation that the library uses (intel.h) gives what Intel's own gives."""
    used = set()
    for directory, _, names in os.walk(os.path.join(ROOT, 'grouper', 'lib')):
        for name in names:
            if name.endswith(('.c', '.h')) and not name.startswith('intel'):
                used |= set(re.findall(r'\b_mm(?:256)?_\w+', open(os.path.join(directory, name), encoding='utf-8').read()))
    source, native, wasm = (os.path.join(HERE, 'intel.c'), os.path.join(work, 'intel'), os.path.join(work, 'intel.wasm'))
    missing = used - set(re.findall(r'\b_mm(?:256)?_\w+', open(source, encoding='utf-8').read()))
    if missing:
        return 'intel.c does not try ' + ', '.join(sorted(missing))
    include = '-I' + os.path.join(ROOT, 'grouper')
    subprocess.run(['clang', '-O2', include, source, '-o', native], check=True)
    subprocess.run(['clang', '--target=wasm32-wasi', '-O2', '-msimd128', '-mbulk-memory', include, source, '-o', wasm], check=True)
    wanted, found = ran([native])[1].splitlines(), ran([*node, wasm], cwd=work)[1].splitlines()
    return '' if wanted == found and wanted else 'operations that differ: %r' % sorted(set(wanted) - set(found))


def example(build, fixtures, work):
    """What a vendor starts from prints the sums of the native command: of a small file, of 100 000 records, with the time it takes."""
    many = os.path.join(work, 'many.txt')
    with open(many, 'wb') as file:
        subprocess.run([os.path.join(build, 'grouper/tests/generate/had-generate'), '--records', '100000', '--faults', '5'], stdout=file,
                       check=True)
    for records in os.path.join(fixtures, 'rpss.txt'), many:
        _, rows, _ = ran([os.path.join(build, 'grouper', 'had'), 'price', records, '--by', 'ght', '--to', 'jsonl', '--classification', 'essai'])
        wanted = [[row['ght'], row['journees'], row['montant']] for row in map(json.loads, rows.splitlines())]
        before = time.monotonic()
        status, out, said = ran(['node', os.path.join(ROOT, 'grouper', 'examples', 'had_node.mjs'), os.path.join(build, 'grouper', 'web'), records])
        seconds = time.monotonic() - before
        found = [[ght, int(days), float(amount)] for ght, days, amount in map(str.split, out.decode().splitlines())]
        if status or not wanted or found != wanted:
            return 'had_node.mjs: %s %r, not %r' % (said, found, wanted)
    print('javascript: records 100000 in %.2f s' % seconds)
    return ''


def generated(node, build, work):
    """Records by the thousand, of which most go many at once."""
    had, wasm = os.path.join(build, 'grouper', 'had'), os.path.join(build, 'grouper', 'web', 'had.wasm')
    for number, options in enumerate(GENERATED):
        name = 'records%d.txt' % number
        with open(os.path.join(work, name), 'wb') as file:
            subprocess.run([os.path.join(build, 'grouper/tests/generate/had-generate'), '--records', '20000', *options],
                           stdout=file, check=True)
        for command in COMMANDS:
            args = [*command, name, '--classification', 'essai']
            if ran([had, *args], cwd=work) != ran([*node, wasm, *args], cwd=work):
                return '%s, records by %s: other bytes than the native command' % (' '.join(args), ' '.join(options))
    return ''


def goldens(node, build, fixtures, work):
    names = sorted(f[:-4] for f in os.listdir(os.path.join(fixtures, 'cases')) if f.endswith('.cmd'))
    had = os.path.join(work, 'had')
    with open(had, 'w', encoding='utf-8') as file:
        file.write('#!/bin/sh\nexec %s "%s" "$@"\n' % (' '.join('"%s"' % n for n in node), os.path.join(build, 'grouper/web/had.wasm')))
    os.chmod(had, os.stat(had).st_mode | stat.S_IXUSR)
    return subprocess.run([sys.executable, os.path.join(HERE, '..', 'command', 'golden.py'), had, fixtures,
                           *(n for n in names if n not in LEFT_OUT)]).returncode


def main():
    build, fixtures = map(os.path.abspath, sys.argv[1:])
    node = ['node', os.path.join(HERE, 'command.mjs')]
    with tempfile.TemporaryDirectory() as work:
        wrong = vectors(node, work) or example(build, fixtures, work)
    with tempfile.TemporaryDirectory() as work:
        wrong = wrong or generated(node, build, work)
    if wrong:
        sys.exit(wrong)
    with tempfile.TemporaryDirectory() as work:
        return goldens(node, build, fixtures, work)


sys.exit(main())
