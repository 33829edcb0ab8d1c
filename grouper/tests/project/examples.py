#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""examples.py LANGUAGE ROOT LIBRARY HAD GENERATOR RECORDS CC...: an example for vendors, built and run as its first
lines say, gives what the command gives for the same records: so many of them generated, but for c, beside and bills, which take
small files of fixtures only. 77, skipped, where the language is not at hand."""
import glob
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

language, root, library, had, generator, records = sys.argv[1:7]
compiler = sys.argv[7:]
examples, header = os.path.join(root, 'grouper/examples'), os.path.join(root, 'grouper/had.h')
environment = dict(os.environ, HAD_LIBRARY=os.path.abspath(library), HAD_HEADER=header, LC_ALL='C.UTF-8',
                   LD_LIBRARY_PATH=os.path.dirname(os.path.abspath(library)))
FIRST = ('H0F code 000 ghpc 5092  GHT 15 x 4 days = 1382.68  GHT 11 x 5 days = 1330.15'
         '  GHT 09 x 16 days = 3619.84')


def skip(why):
    print('%s: %s, skipped' % (language, why))
    sys.exit(77)


def tool(name):
    return shutil.which(name) or skip('no ' + name)


def java():
    """One that has the foreign function API: 22 or later."""
    for path in filter(None, [shutil.which('java')] + sorted(glob.glob('/usr/lib/jvm/*/bin/java'), reverse=True)):
        said = subprocess.run([path, '-version'], capture_output=True, text=True).stderr
        number = re.search(r'version "(\d+)', said)
        if number and int(number[1]) >= 22:
            return path
    return skip('no Java 22')


def built(work, source, command, *more):
    """A program of the compiler's, linked with the library."""
    program = os.path.join(work, 'example')
    subprocess.run([*command, '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-O2', '-I', os.path.dirname(header),
                    os.path.join(examples, source), library, *more, '-o', program], check=True)
    return [program]


def prepared(work):
    """The command line of an example."""
    script = os.path.join(examples, {'python': 'vendor.py', 'cffi': 'vendor_cffi.py', 'r': 'vendor.R',
                                     'java': 'Vendor.java'}.get(language, ''))
    if language == 'c':
        return built(work, 'vendor.c', compiler + ['-std=c11'])
    if language == 'beside':
        return built(work, 'beside.c', compiler + ['-std=c11'])
    if language == 'bills':
        return built(work, 'bills.c', compiler + ['-std=c11'])
    if language == 'arrays':
        return built(work, 'arrays.c', compiler + ['-std=c11'])
    if language == 'threads':
        return built(work, 'threads.c', compiler + ['-std=c11'], '-pthread') + ['3']
    if language == 'c++':
        return built(work, 'vendor.cpp', [shutil.which('c++') or tool('g++'), '-std=c++11'])
    if language == 'r':
        return [tool('Rscript'), script]
    if language == 'java':
        return [java(), '--enable-native-access=ALL-UNNAMED', script]
    if language == 'cffi' and subprocess.run([sys.executable, '-c', 'import cffi'], capture_output=True).returncode:
        skip('no cffi')
    return [sys.executable, script]


def run(command, path):
    """What it prints; the seconds it takes, on the clock and of processor."""
    def spent():
        return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    before, used = time.monotonic(), spent()
    with open(path, 'rb') as records_in:
        done = subprocess.run(command + [path] * (language == 'r'), stdin=records_in, capture_output=True, text=True,
                              env=environment)
    if done.returncode:
        sys.exit('%s: exit %d\n%s' % (' '.join(command), done.returncode, done.stderr))
    return done.stdout, time.monotonic() - before, spent() - used


def expected(path):
    """The same of the command: its account and its total."""
    done = subprocess.run([had, 'price', '--lang', 'en', '--classification', 'essai', '--by', 'total', '--zones',
                           'calculees', path], capture_output=True, text=True, env=environment)
    count = re.search(r'(\d+) line\(s\) read = (\d+) grouped \+ (\d+) in error \+ (\d+) rejected', done.stderr)
    total = re.search(r'days: (\d+); amount: ([\d.]+)', done.stderr)
    return 'records %s\ngrouped %s\nblocked %s\nrejected %s\ndays %s\namount %s\n' % (*count.groups(), *total.groups())


def beside(command):
    """The drugs of the fixtures, tied to their stays: what the command keeps and rejects, line by line."""
    rpss, drugs = (os.path.join(root, 'fixtures/examples/beside', name) for name in ('dgf.rpss.txt', 'dgf.fichcomp.txt'))
    rows = subprocess.run(command + [rpss, drugs], capture_output=True, text=True, check=True, env=environment).stdout.splitlines()
    done = subprocess.run([had, 'drugs', '--lang', 'en', '--by', 'total', drugs, '--rpss', rpss], capture_output=True,
                          text=True, env=environment)
    kept, rejected = re.search(r'= (\d+) kept \+ (\d+) rejected', done.stderr).groups()
    amount = done.stdout.splitlines()[1].split(';')[2]
    assert rows[-3:] == ['kept ' + kept, 'rejected ' + rejected, 'amount ' + amount], rows[-3:]
    told = re.findall(r'^\S+?:(\d+):(\d+): (\d+): (.*?)(?: \(\d+ bytes expected\))?$', done.stderr, re.M)
    assert told[:3] and all('line %s, byte %s: %s %s' % one in rows for one in told), rows
    print('beside: %s lines kept, %s rejected' % (kept, rejected))


def bills(command):
    """The invoices of the fixtures: the rows of the command, and the lines that it rejects."""
    rpss, rsf = os.path.join(root, 'fixtures/prive/2023.rpss'), os.path.join(work, 'rsf')
    sound = open(os.path.join(root, 'fixtures/prive/rsf.txt'), 'rb').read()
    with open(rsf, 'wb') as out: # a line cut short, one without a type
        out.write(sound + sound.splitlines()[0][:-1] + b'\nZ\n')
    mine = subprocess.run(command + [rpss, rsf], capture_output=True, text=True, check=True, env=environment)
    done = subprocess.run([had, 'bills', '--lang', 'en', '--classification', 'essai', rsf, '--rpss', rpss],
                          capture_output=True, text=True, env=environment)
    rows = done.stdout.splitlines()[1:]
    assert rows and len(mine.stderr.splitlines()) == 2 and mine.stdout.splitlines() == rows, mine.stdout
    told = re.findall(r'^\S+?:(\d+):(\d+): ([^:]+): (.*?)(?: \(\d+ bytes expected\))?$', done.stderr, re.M)
    assert mine.stderr.splitlines() == ['line %s, byte %s: %s %s' % one for one in told], (mine.stderr, told)
    print('bills: %d differences, %d lines rejected' % (len(rows), len(told)))


with tempfile.TemporaryDirectory() as work:
    command, files = prepared(work), [os.path.join(root, 'fixtures/rpss.txt')]
    if language == 'c':
        rows = run(command, files[0])[0].splitlines()
        assert len(rows) == 15 and rows[0] == FIRST, rows
        assert rows[9] == 'rejected at byte 151' and rows[14] == 'rejected at byte 1', rows
        marked = os.path.join(work, 'marked')
        with open(files[0], 'rb') as sound, open(marked, 'wb') as out:
            out.write(b'\xef\xbb\xbf' + sound.read())
        assert run(command, marked)[0].splitlines() == rows
        files = []
    elif language == 'beside':
        beside(command)
        files = []
    elif language == 'bills':
        bills(command)
        files = []
    else:
        files.append(os.path.join(work, 'records'))
        with open(files[1], 'wb') as out:
            subprocess.run([generator, '--records', records, '--faults', '5'], stdout=out, check=True)
        files.append(os.path.join(work, 'marked'))  # marks that editors and old systems leave in front of records
        with open(files[0], 'rb') as sound, open(files[2], 'wb') as out:
            out.writelines(mark + line for mark, line in zip([b'\xef\xbb\xbf', b'', b'\x1a'] * 5, sound))
    for path in files:
        said, seconds, processor = run(command, path)
        if said != expected(path):
            sys.exit('%s said\n%s, the command\n%s' % (language, said, expected(path)))
        print('%s: %s in %.2f s, %.2f s of processor' % (language, said.splitlines()[0], seconds, processor))
