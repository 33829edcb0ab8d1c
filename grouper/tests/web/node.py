#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""node.py BUILD FIXTURES: the goldens of the command through its WebAssembly module, in node, byte for byte."""
import os
import stat
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
# What a module cannot have: names that are no text, a directory above, one of the user's own.
LEFT_OUT = {'names', 'user-directory', 'tables-check'}


def main():
    build, fixtures = map(os.path.abspath, sys.argv[1:])
    names = sorted(f[:-4] for f in os.listdir(os.path.join(fixtures, 'cases')) if f.endswith('.cmd'))
    with tempfile.TemporaryDirectory() as work:
        had = os.path.join(work, 'had')
        with open(had, 'w', encoding='utf-8') as file:
            file.write('#!/bin/sh\nexec node "%s" "%s" "$@"\n' % (os.path.join(HERE, 'command.mjs'),
                                                                os.path.join(build, 'grouper/web/had.wasm')))
        os.chmod(had, os.stat(had).st_mode | stat.S_IXUSR)
        return subprocess.run([sys.executable, os.path.join(HERE, '..', 'command', 'golden.py'), had, fixtures,
                               *(n for n in names if n not in LEFT_OUT)]).returncode


sys.exit(main())
