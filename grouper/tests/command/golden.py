#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden tests of the command: golden.py HAD FIXTURES [--bless] [NAME...]

Each fixtures/cases/NAME.cmd is a shell script run in fixtures/ with $HAD; its standard output,
standard error and exit status must be NAME.out, NAME.err and NAME.status (0 when absent) to the
byte. --bless writes what was found: read it before you commit it.

golden.py HAD FIXTURES --releases runs those of every release as they were, fixtures/releases/VERSION/NAME.cmd:
output and status must be what they were then, but for the cases that changed.csv of that directory names, each with the
reason (case;reason). --keep VERSION makes that directory, of the cases as they are now."""
import contextlib
import csv
import os
import random
import shutil
import string
import subprocess
import sys
import tempfile


@contextlib.contextmanager
def empty_directory():
    """A case may look for a code, 056, in lines that name its files: the directory has no digit in its name."""
    path = os.path.join(tempfile.gettempdir(), 'golden-' + ''.join(random.choices(string.ascii_lowercase, k=12)))
    os.mkdir(path, 0o700)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def run(had, fixtures, script):
    """What a script writes and ends with, by the suffix of the file that holds it."""
    with empty_directory() as tmp:
        env = dict(os.environ, HAD=os.path.abspath(had), TMP=tmp, LC_ALL='C', HOME=tmp)
        for k in ('HAD_LANG', 'XDG_DATA_HOME', 'HAD_READ_SIZE'):
            env.pop(k, None)
        ran = subprocess.run(['sh', script], cwd=fixtures, env=env, stdin=subprocess.DEVNULL, capture_output=True,
                             timeout=900) # a case of fifty commands, each in a browser, on a busy machine
        return {'out': ran.stdout, 'err': ran.stderr.replace(tmp.encode(), b'$TMP'),
                'status': b'%d\n' % ran.returncode if ran.returncode else b''}


def read(file):
    return open(file, 'rb').read() if os.path.exists(file) else b''


def bless(file, text):
    if text:
        open(file, 'wb').write(text)
    elif os.path.exists(file):
        os.remove(file)
    print('blessed', file)


def compare(path, found, kinds):
    """The kinds that differ from what stands at `path`, said."""
    name, differing = os.path.basename(path), []
    for kind in kinds:
        expected = read('%s.%s' % (path, kind))
        if found[kind] != expected:
            differing.append(kind)
            print('FAIL %s: %s\n--- expected\n%s\n--- found\n%s' % (
                name, kind, expected.decode('utf-8', 'replace')[:2000], found[kind].decode('utf-8', 'replace')[:2000]))
    return differing


def scripts(directory):
    return sorted(f[:-4] for f in os.listdir(directory) if f.endswith('.cmd'))


def keep(cases, directory):
    """A release keeps what programs read; what people read, messages, may become better."""
    os.makedirs(directory)
    for name in scripts(cases):
        for kind in ('cmd', 'out', 'status'):
            if os.path.exists('%s/%s.%s' % (cases, name, kind)):
                shutil.copy('%s/%s.%s' % (cases, name, kind), directory)
    with open(directory + '/changed.csv', 'w', encoding='utf-8') as f:
        f.write('case;reason\n')
    return 0


def replay(had, fixtures, version):
    directory = 'releases/' + version
    with open(os.path.join(fixtures, directory, 'changed.csv'), encoding='utf-8', newline='') as f:
        changed = {row['case']: row['reason'] for row in csv.DictReader(f, delimiter=';')}
    names = scripts(os.path.join(fixtures, directory))
    differing = {n for n in names if compare(os.path.join(fixtures, directory, n), run(had, fixtures, '%s/%s.cmd' % (directory, n)),
                                             ('out', 'status'))}
    silent = sorted(differing - set(changed))
    stale = sorted(n for n in changed if n not in differing or not changed[n].strip())
    print('%s: %d cases, %d changed with a reason%s%s' % (
        version, len(names), len(differing & set(changed)),
        ''.join('\nFAIL %s changed since: mend it, or say why in changed.csv and NEWS.md' % n for n in silent),
        ''.join('\nFAIL changed.csv names %s, which did not change, or gives no reason' % n for n in stale)))
    return 1 if silent or stale or not names else 0


def main():
    blessing = '--bless' in sys.argv
    had, fixtures, *names = [a for a in sys.argv[1:] if a != '--bless']
    cases = os.path.join(fixtures, 'cases')
    if names[:1] == ['--keep']:
        return keep(cases, os.path.join(fixtures, 'releases', names[1]))
    if names[:1] == ['--releases']:
        versions = sorted(os.listdir(os.path.join(fixtures, 'releases')))
        return max(replay(had, fixtures, version) for version in versions)
    names = names or scripts(cases)
    failed = []
    for name in names:
        path, found = os.path.join(cases, name), run(had, fixtures, 'cases/%s.cmd' % name)
        if not blessing:
            failed += ['%s.%s' % (name, kind) for kind in compare(path, found, ('out', 'err', 'status'))]
            continue
        for kind, text in found.items():
            if text != read('%s.%s' % (path, kind)):
                bless('%s.%s' % (path, kind), text)
    # Last: a log that is cut keeps its end.
    print('%d cases, %d differences%s' % (len(names), len(failed), ''.join('\nFAIL ' + file for file in failed)))
    return 1 if failed else 0


sys.exit(main())
