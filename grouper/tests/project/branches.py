#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""branches.py SOURCE BUILD [--kept] [FILE...]: the branches that unit suites, replayed fuzz seeds and golden cases take, of
what decides a result: reading a record, the controls, the classification, groups, prices, controls between records, the fast way.

BUILD is of gcc, with -Db_coverage=true -Doptimization=0 -Dc_args=-DINLINE=inline: a function is counted once, wherever it is
called from. Each branch that no test takes must stand in branches.txt, with the
reason why it cannot be reached, or by what alone; one that stands there and is taken is told too. FILE chooses others than
those that must be whole, and shows what they lack. --kept looks at the counts of the last run."""
import argparse
import collections
import glob
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WHOLE = ('lib/record/', 'lib/rules/', 'lib/fast/', 'lib/tables/classification.')


def run(source, build):
    for folder, _, names in os.walk(build):
        for name in names:
            if name.endswith('.gcda'):
                os.remove(os.path.join(folder, name))
    # A sixteenth of the values of each byte that is swept: what every one of them takes, some of them do.
    env = dict(os.environ, CK_FORK='no', CK_VERBOSITY='silent', HAD_TEST_FEW='16')
    fixtures = os.path.join(source, 'fixtures')
    commands = [[p] for p in glob.glob(os.path.join(build, 'grouper/tests/unit/test_*')) if not os.path.isdir(p)]
    commands += [[p, os.path.join(fixtures, 'fuzz', os.path.basename(p)[5:])]
                 for p in glob.glob(os.path.join(build, 'grouper/tests/fuzz/fuzz-*')) if not os.path.isdir(p)]
    commands.append([sys.executable, os.path.join(source, 'grouper/tests/command/golden.py'), os.path.join(build, 'grouper/had'), fixtures])
    for command in sorted(commands):
        ended = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode
        assert ended == 0, command


def counted(source, build):
    """{file: {line: {(function, number): count}}}: of what is made in line, all copies together."""
    files = collections.defaultdict(lambda: collections.defaultdict(collections.Counter))
    objects = [p for p in glob.glob(os.path.join(build, 'grouper', '*.p', '*.gcda'))]
    for i in range(0, len(objects), 40):
        made = subprocess.run(['gcov', '-b', '-t', '-j', *objects[i:i + 40]], capture_output=True, text=True, cwd=build, check=True)
        for line in made.stdout.splitlines():
            for file in json.loads(line)['files']:
                path = os.path.relpath(os.path.normpath(os.path.join(build, file['file'])), os.path.join(source, 'grouper'))
                for l in file['lines']:
                    for i, branch in enumerate(l['branches']):
                        files[path][l['line_number']][l.get('function_name'), i] += branch['count']
    return files


def accepted():
    """branches.txt: a file's name, then `N: line` for the Nth branch of a line that is not taken; the reason, indented,
    stands for all that precede it."""
    known, file, waiting = {}, None, []
    for line in open(os.path.join(HERE, 'branches.txt'), encoding='utf-8'):
        line = line.rstrip('\n')
        number, colon, text = line.partition(': ')
        if colon and number.replace(',', '').isdigit():
            waiting += [(file, text, int(n)) for n in number.split(',')]
        elif line.startswith('  '):
            known.update(dict.fromkeys(waiting, line.strip()))
            waiting = []
        elif line and not line.startswith('#'):
            file = line
    assert not waiting, 'branches.txt: no reason for %s' % waiting
    return known


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('source')
    parser.add_argument('build')
    parser.add_argument('file', nargs='*')
    parser.add_argument('--kept', action='store_true')
    asked = parser.parse_args()
    source, build = os.path.abspath(asked.source), os.path.abspath(asked.build)
    if not asked.kept:
        run(source, build)
    known, used, failures = accepted(), set(), 0
    files = counted(source, build)
    for path in sorted(files):
        if not path.startswith('lib/') or not any(f in path for f in asked.file or WHOLE):
            continue
        with open(os.path.join(source, 'grouper', path), encoding='utf-8') as f:
            lines = f.read().split('\n')
        count = missing = 0
        for at, branches in sorted(files[path].items()):
            # A branch of a function that is made in line counts once, whoever takes it.
            taken = collections.Counter()
            for (_, number), times in branches.items():
                taken[number] += times
            text, count = lines[at - 1].strip(), count + len(taken)
            for number in sorted(n for n in taken if taken[n] == 0):
                if (path, text, number) in known:
                    used.add((path, text, number))
                    continue
                missing += 1
                print('%s:%d\n%d: %s' % (path, at, number, text))
        failures += missing
        print('%-32s %5d branches, %d not taken that do not stand in branches.txt' % (path, count, missing))
    for path, text, number in sorted(set(known) - used) if not asked.file else ():
        failures += 1
        print('%s: taken, or gone, and stands in branches.txt:\n%d: %s' % (path, number, text))
    print('%d branches stand in branches.txt with a reason; %d failures' % (len(used), failures))
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
