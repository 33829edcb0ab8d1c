#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""promises.py SOURCE [WORK [NUMBER|TEST...]]: the tests that hold the promises (doc/reliability.md), each shown to fail once: what
it protects is broken on purpose in a copy of the tree (promises.txt), the copy is built, the test is run. A test that passes all
the same holds nothing; one that fails with nothing broken shows nothing. WORK keeps the copy and its build for the next time. Without WORK
nothing is built: what is broken must stand in its file, once, and the tests that the page names must be there."""
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


def names(source):
    """The tests that there are: `meson test` would say the same, of a build."""
    found = set()
    for folder, _, files in os.walk(os.path.join(source, 'grouper/tests')):
        if 'meson.build' not in files:
            continue
        text = open(os.path.join(folder, 'meson.build'), encoding='utf-8').read()
        found.update(re.findall(r"\btest\('([\w-]+)'", text))
        for listed, body in re.findall(r'foreach \w+ : (\[[^]]*\])(.*?)endforeach', text, re.S):
            for before in re.findall(r"\btest\((?:'([\w-]*-)' \+ )?\w+,", body):
                found.update(before + name for name in re.findall(r"'([\w+-]+)'", listed))
    return found


def held(source):
    """{promise: the tests that doc/reliability.md names for it}."""
    page = open(os.path.join(source, 'grouper/doc/reliability.md'), encoding='utf-8').read()
    rows = (line.split(' | ') for line in page.splitlines() if re.match(r'\| \d+ \| ', line))
    return {row[0].strip('| '): re.findall(r'`([\w-]+)`', row[2]) for row in rows}


def stale(source):
    """What no longer fits: of the breaks, and of the page."""
    there, tests = names(source), held(source)
    for promise, test, what, file, before, after in breaks():
        with open(os.path.join(source, file), encoding='utf-8') as f:
            times = f.read().count(before)
        if times != 1 or before == after:
            yield '%s %s: %s: stands %d times in %s: %s' % (promise, test, what, times, file, before)
        if test not in there:
            yield '%s %s: no such test' % (promise, test)
        if test not in tests.get(promise, ()):
            yield '%s %s: not named for that promise in doc/reliability.md' % (promise, test)
    for promise in map(str, range(1, 17)):
        for test in tests.get(promise, ()):
            if test not in there and not any(t.startswith(test) for t in there if test.endswith('-')):
                yield '%s %s: named in doc/reliability.md, and no such test' % (promise, test)
        if not any(b[0] == promise for b in breaks()):
            yield '%s: nothing is broken on purpose' % promise


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
    source = os.path.abspath(sys.argv[1])
    found = list(stale(source))
    if found or len(sys.argv) == 2:
        print('\n'.join(found + ['%d breaks, %d problems' % (len(breaks()), len(found))]))
        return 1 if found else 0
    work = os.path.abspath(sys.argv[2])
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
