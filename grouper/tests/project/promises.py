#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""promises.py SOURCE WORK [NUMBER|TEST...]: the tests that hold the promises (doc/reliability.md), each shown to fail once: what
it protects is broken on purpose in a copy of the tree (promises.txt), the copy is built, the test is run. A test that passes all
the same holds nothing; one that fails with nothing broken shows nothing. WORK keeps the copy and its build for the next time."""
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def breaks():
    """(promise, test, what, file, before, after)."""
    head = re.compile(r'(\d+) ([\w-]+): (.*)')
    found, one = [], None
    for line in open(os.path.join(HERE, 'promises.txt'), encoding='utf-8'):
        line = line.rstrip('\n')
        m = head.fullmatch(line)
        if m:
            one = [*m.groups(), None, None, None]
            found.append(one)
        elif line.startswith('#') or one is None:
            continue
        elif line.startswith('- '):
            one[4] = line[2:]
        elif line.startswith('+ '):
            one[5] = line[2:]
        elif one[3] is None:
            one[3] = line if line.startswith('tables/') else 'grouper/' + line
        else:  # the next line of what stands there, or takes its place
            at = 4 if one[5] is None else 5
            one[at] += '\n' + line
    return found


def copied(source, work):
    tree = os.path.join(work, 'tree')
    listed = subprocess.run(['git', 'ls-files', '-z'], cwd=source, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split('\0')):
        here, there = os.path.join(source, name), os.path.join(tree, name)
        if not os.path.isfile(here):
            continue
        if os.path.exists(there) and open(here, 'rb').read() == open(there, 'rb').read():
            continue
        os.makedirs(os.path.dirname(there), exist_ok=True)
        shutil.copy(here, there)
    return tree


def version(tree):
    with open(os.path.join(tree, 'grouper/had.h'), encoding='utf-8') as f:
        return re.search('#define HAD_VERSION +"(.*)"', f.read())[1]


def targets(tree, test):
    """What a test is made of, and no more."""
    for kind, source in (('unit/test_', 'unit/test_%s.c' % test), ('fuzz/', 'fuzz/%s.c' % test.replace('-', '_'))):
        if source.startswith(('unit/', 'fuzz/fuzz_')) and os.path.exists(os.path.join(tree, 'grouper/tests', source)):
            return ['grouper/tests/' + kind + test]
    more = {'exports': ['grouper/libhad.so.' + version(tree)], 'faults': ['grouper/tests/command/libfaults.so']}
    return {'abi': [], 'conformance': [], 'shipped-tables': [], 'coverage': []}.get(
        test, ['grouper/had', 'grouper/tests/generate/had-generate', *more.get(test, [])])


def passes(build, test):
    return subprocess.run(['meson', 'test', '-C', build, '--no-rebuild', test], env=dict(os.environ, CHECKS_STOP='1'),
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def main():
    source, work = (os.path.abspath(a) for a in sys.argv[1:3])
    asked = sys.argv[3:]
    tree, build = copied(source, work), os.path.join(work, 'build')
    if not os.path.isdir(build):
        subprocess.run(['meson', 'setup', build, tree], check=True, stdout=subprocess.DEVNULL)
    tests = [b for b in breaks() if not asked or b[0] in asked or b[1] in asked]
    wanted = sorted({t for b in tests for t in targets(tree, b[1])})
    subprocess.run(['ninja', '-C', build, '--quiet', *wanted], check=True, stdout=subprocess.DEVNULL)
    failures = 0
    for test in sorted({b[1] for b in tests}):
        if not passes(build, test):
            print('   %-16s FAILS WITH NOTHING BROKEN' % test, flush=True)
            failures += 1
    for promise, test, what, file, before, after in tests:
        path = os.path.join(tree, file)
        with open(path, encoding='utf-8') as f:
            text = f.read()
        if before not in text:
            print('%2s %s: not found in %s: %s' % (promise, test, file, before), flush=True)
            failures += 1
            continue
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text.replace(before, after, 1))
        try:
            made = subprocess.run(['ninja', '-C', build, '--quiet', *(targets(tree, test) or ['build.ninja'])], capture_output=True, text=True)
            built = made.returncode == 0
            failed = not built or not passes(build, test)
        finally:
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text)
        print('%2s %-16s %s: %s' % (promise, test, 'fails' if failed and built else 'NOT BUILT' if failed else 'PASSES', what), flush=True)
        if not built:
            print('\n'.join(l for l in made.stdout.splitlines() if 'rror' in l)[:400], flush=True)
        failures += not failed or not built
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
