#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usual.py TEST_USUAL GENERATOR RECORDS: the records of generated files in columns, each as it is the plain way: sound
ones, up to nine in ten in error, of every format."""
import os
import subprocess
import sys
import tempfile

test, generator, records = sys.argv[1:]
FILES = [[], ['--faults', '10', '--broken', '10'], ['--faults', '300'], ['--faults', '900', '--broken', '300'],
         ['--formats', 'all', '--faults', '50'], ['--crlf'], ['--varied', '--faults', '50'], ['--varied']]
failed = 0
with tempfile.TemporaryDirectory() as work:
    path = os.path.join(work, 'records')
    for seed, options in enumerate(FILES, 1):
        with open(path, 'wb') as out:
            subprocess.run([generator, '--records', records, '--seed', str(seed), *options], stdout=out, check=True)
        done = subprocess.run([test, path], capture_output=True, text=True, env={**os.environ, 'CK_FORK': 'no'})
        if done.returncode:
            print(' '.join(options), done.stdout, done.stderr)
            failed = 1
sys.exit(failed)
