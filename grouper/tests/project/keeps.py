#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""keeps.py HAD ROOT: what a release promises is kept anew until its tag is there, then never again (keep)."""
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'command'))
from checks import check, status  # noqa: E402

if not shutil.which('git') or not shutil.which('bash'):
    sys.exit(77)
had, root = (os.path.abspath(p) for p in sys.argv[1:3])
version = subprocess.run([had, '--version'], capture_output=True, encoding='utf-8', check=True).stdout.split()[-1]
NEEDED = ('grouper/tests/project/keep', 'grouper/tests/project/grown.py', 'grouper/tests/command/golden.py', 'tables/findings.csv')


def git(*args):
    subprocess.run(['git', '-c', 'user.name=had', '-c', 'user.email=had@localhost', *args], check=True, stdout=subprocess.DEVNULL)


def keep(which):
    return subprocess.run(['grouper/tests/project/keep', had, which], capture_output=True).returncode


def write(name, text):
    with open(name, 'w', encoding='utf-8') as f:
        f.write(text)


with tempfile.TemporaryDirectory() as tmp:
    os.chdir(tmp)
    for name in NEEDED:
        os.makedirs(os.path.dirname(name), exist_ok=True)
        shutil.copy(os.path.join(root, name), name)
    os.makedirs('fixtures/cases')
    write('fixtures/cases/one.cmd', '$HAD --version\n')
    write('fixtures/cases/one.out', 'old\n')
    git('init', '-q')
    git('add', '.')
    git('commit', '-q', '-m', 'One case')
    goldens, codes = 'fixtures/releases/%s/' % version, 'grouper/tests/project/kept/%s.txt' % version
    check(keep('9.9.9') == 3 and not os.path.exists('fixtures/releases'), 'a version that HAD is not of')
    check(keep(version) == 0, 'kept')
    write(goldens + 'changed.csv', 'case;reason\none;another word\n')
    write('fixtures/cases/one.out', 'new\n')
    write(codes, '')
    check(keep(version) == 0, 'kept anew, before the tag')
    kept = {name: open(goldens + name, encoding='utf-8').read() for name in os.listdir(goldens)}
    check(kept == {'one.cmd': '$HAD --version\n', 'one.out': 'new\n', 'changed.csv': 'case;reason\n'}, kept)
    check(os.path.getsize(codes) > 0, 'codes and columns, too')
    git('tag', 'v' + version)
    write('fixtures/cases/one.out', 'newer\n')
    write(codes, '')
    check(keep(version) == 3, 'refused, after the tag')
    check(open(goldens + 'one.out', encoding='utf-8').read() == 'new\n' and os.path.getsize(codes) == 0, 'nothing is touched then')
sys.exit(status())
