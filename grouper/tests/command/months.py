#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""months.py HAD GENERATE VALGRIND: a file that holds a record of each of hundreds of months, as wrong dates make them, takes
had report a time that grows with their number, and not with its square: instructions are counted, which no load changes."""
import os
import re
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, valgrind = (os.path.abspath(a) for a in sys.argv[1:4])
FEW = 500
DEBUT, FIN, MONTH = 162, 170, 2  # of the dates of a sub-sequence, JJMMAAAA, in H0F; of the month in a date


def records(line, months, day):
    """A record of each month from the year 1000 on."""
    dates = (b'%02d%04d' % (i % 12 + 1, 1000 + i // 12) for i in range(months))
    return b''.join(line[:DEBUT] + b'01' + month + day + month + line[FIN + MONTH + 6:] for month in dates)


def instructions(command, work):
    counted = os.path.join(work, 'counted')
    done = subprocess.run([valgrind, '--tool=callgrind', '--callgrind-out-file=' + counted, had, *command, '-q'],
                          capture_output=True, cwd=work)
    check(done.returncode == 0, '%s: %s' % (command, done.stderr.decode(errors='replace')))
    return int(re.search(r'^summary: (\d+)', open(counted).read(), re.M)[1])


def main():
    line = subprocess.run([generate, '--records', '1', '--formats', 'H0F'], capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as work:
        for more in (['--periode', '1000-01..1010-12'], ['--avant', 'before']):
            counts = []
            for months in (FEW, 2 * FEW, 4 * FEW):
                for name, day in (('now', b'28'), ('before', b'27')):
                    with open(os.path.join(work, name), 'wb') as f:
                        f.write(records(line, months, day))
                counts.append(instructions(['report', '--classification', 'essai', 'now', *more, '-o', 'page.html'], work))
                os.remove(os.path.join(work, 'page.html'))
            first, second = counts[1] - counts[0], counts[2] - counts[1]  # of twice as many
            check(second < 2.6 * first, '%s: %s instructions: 2 is by their number, 4 by its square' % (more, counts))
    return status()


sys.exit(main())
