# SPDX-License-Identifier: Apache-2.0
"""The command and the second implementation, run alike and compared byte for byte."""
import os
import subprocess
import sys


class Twins:
    def __init__(self, had, second, directory):
        self.had = [os.path.abspath(had)]
        self.second = [sys.executable, os.path.abspath(second)]
        self.directory = directory              # where both run
        self.differences = 0

    def run(self, program, arguments):
        return subprocess.run(program + arguments, cwd=self.directory, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)

    def output(self, program, arguments):
        r = self.run(program, arguments)
        assert r.returncode in (0, 1), (program, arguments, r.returncode)
        return r.stdout

    def compare(self, what, mine, other):
        same = mine == other
        self.differences += not same
        print('%s %s: %d lines' % ('same' if same else 'DIFF', what, mine.count(b'\n')), flush=True)
        if not same:
            a, b = mine.split(b'\n'), other.split(b'\n')
            first = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            print('  had:    %r\n  second: %r' % (a[first:first + 1], b[first:first + 1]))
