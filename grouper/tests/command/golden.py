#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden tests of the command: golden.py HAD FIXTURES [--bless] [NAME...]

Each fixtures/cases/NAME.cmd is a shell script run in fixtures/ with $HAD; its standard output,
standard error and exit status must be NAME.out, NAME.err and NAME.status (0 when absent) to the
byte. --bless writes what was found: read it before you commit it."""
import os
import subprocess
import sys
import tempfile


def main():
    bless = '--bless' in sys.argv
    had, fixtures, *names = [a for a in sys.argv[1:] if a != '--bless']
    cases = os.path.join(fixtures, 'cases')
    names = names or sorted(f[:-4] for f in os.listdir(cases) if f.endswith('.cmd'))
    failed = []
    for name in names:
        path = os.path.join(cases, name)
        with tempfile.TemporaryDirectory() as tmp:
            env = dict(os.environ, HAD=os.path.abspath(had), TMP=tmp, LC_ALL='C', HOME=tmp)
            for k in ('HAD_LANG', 'XDG_DATA_HOME', 'HAD_READ_SIZE'):
                env.pop(k, None)
            run = subprocess.run(['sh', 'cases/%s.cmd' % name], cwd=fixtures, env=env,
                                 stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
            found = {'out': run.stdout, 'err': run.stderr.replace(tmp.encode(), b'$TMP'),
                     'status': b'%d\n' % run.returncode if run.returncode else b''}
        for kind, text in found.items():
            file = '%s.%s' % (path, kind)
            expected = open(file, 'rb').read() if os.path.exists(file) else b''
            if text == expected:
                continue
            if bless:
                if text:
                    open(file, 'wb').write(text)
                elif os.path.exists(file):
                    os.remove(file)
                print('blessed', file)
            else:
                failed.append('%s.%s' % (name, kind))
                print('FAIL %s: %s\n--- expected\n%s\n--- found\n%s' % (
                    name, kind, expected.decode('utf-8', 'replace')[:2000],
                    text.decode('utf-8', 'replace')[:2000]))
    # Last: a log that is cut keeps its end.
    print('%d cases, %d differences%s' % (len(names), len(failed), ''.join('\nFAIL ' + file for file in failed)))
    return 1 if failed else 0


sys.exit(main())
