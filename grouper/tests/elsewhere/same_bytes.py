#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""same_bytes.py NATIVE WORK [--page PAGE] [NAME...]: the same commands on the same files, by builds of other compilers,
for other processors and systems, in other languages, time zones, numbers of workers and sizes of blocks: each leaves
the status, the messages and the bytes of NATIVE, an ordinary build. Builds stand in WORK, and are made where absent.
--page writes the table of what was compared; NAMEs are some of its rows."""
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..'))
FIXTURES = os.path.join(ROOT, 'fixtures')
WINE = '/usr/lib/wine/wine64'
ESSAI = ['--classification', 'essai']

# What is run: every command, each form of output, what reads several files. `out/` is new for each.
RECORDS = [['group'], ['group', '--to', 'csv'], ['group', '--to', 'jsonl'], ['group', '--chainage', '--to', 'csv'],
           ['price'], ['price', '--to', 'jsonl'], ['price', '--tableur'], ['price', '--to', 'xlsx', '-o', 'out/p.xlsx'],
           ['price', '--by', 'jour'], ['price', '--by', 'total'], ['price', '--by', 'mois,ght,mpp,finess'],
           ['price', '--coef-geo', '1.07', '--coef-prudentiel', 'auto'], ['price', '--campagne', '2019', '--by', 'ght'],
           ['price', '--fourchette', '--by', 'mois'], ['price', '-o', 'out/p.csv', '--journal', 'out/j.json'],
           ['check', '--avertissements'], ['check', '--values', '--to', 'jsonl'], ['check', '--to', 'rapport'],
           ['check', '--to', 'leg'], ['audit'], ['audit', '--to', 'xlsx', '-o', 'out/a.xlsx'], ['tables', 'coverage']]
COMMANDS = [command + ESSAI + [file] for file in ('all.txt', 'year.txt') for command in RECORDS] + [
    ['report', *ESSAI, 'year.txt', '-o', 'out/r.html'],
    ['report', *ESSAI, 'year.txt', '--to', 'csv', '-o', 'out/tables'],
    ['report', *ESSAI, 'year.txt', '--to', 'xlsx', '-o', 'out/r.xlsx', '--lang', 'en'],
    ['report', *ESSAI, 'year.txt', '--avant', 'before.txt', '--simuler', '2019', '--population', '600000', '-o', 'out/r.html'],
    ['report', *ESSAI, 'dossier', '-o', 'out/r.html', '--journal', 'out/j.json'],
    ['report', *ESSAI, 'public/2024.rpss', '--vidhosp', 'public/vidhosp.txt', '--hosp-pmsi', 'public/hosp-pmsi.txt',
     '--fichcomp', 'public/fichcomp.txt', '-o', 'out/r.html'],
    ['report', *ESSAI, 'prive/2023.rpss', '--rsf', 'prive/rsf.txt', '--fichcomp', 'prive/fichcomp.txt', '-o', 'out/r.html'],
    ['price', *ESSAI, 'public/2024.rpss', '--vidhosp', 'public/vidhosp.txt', '--hosp-pmsi', 'public/hosp-pmsi.txt'],
    ['drugs', 'public/fichcomp.txt', '--rpss', 'public/2024.rpss'],
    ['drugs', 'prive/fichcomp.txt', '--rpss', 'prive/2023.rpss', '--by', 'mois,ucd'],
    ['bills', *ESSAI, 'prive/rsf.txt', '--rpss', 'prive/2023.rpss', '--all'],
    ['compare', *ESSAI, 'before.txt', 'year.txt'],
    ['explain', *ESSAI, 'rpss.txt', '--ligne', '3'], ['explain', *ESSAI, 'rpss.txt', '--ligne', '3', '--to', 'jsonl'],
    ['tables', 'list'], ['tables', 'show', 'essai'], ['tables', 'show', 'tarifs'],
    ['tables', 'learn', 'grouped.txt', '-o', 'out/learned', '--non-officiels'],
    ['tables', 'deduce', 'learned/appris-X1', '-o', 'out/deduced'],
    ['tables', 'learn-tarifs', 'prive/rsf.txt', '--rpss', 'prive/2023.rpss', '-o', 'out/tarifs'],
    ['tables', 'modele', '2031', '-o', 'out/modele'], ['tables', 'diff', 'essai', 'learned/appris-X1'],
    ['columns', 'price'], ['help'], ['help', 'price', '--lang', 'en'], ['--version'],
    ['price', 'nulle-part.txt'], ['price', '--by', 'semaine', 'year.txt'], ['price', 'year.txt']]

WORKERS = ('group', 'price', 'check', 'audit', 'compare', 'explain', 'bills', 'tables coverage', 'tables learn')


def several(args):
    """Whether a command is given -j; the page of a report prints it."""
    return args[0] in WORKERS or ' '.join(args[:2]) in WORKERS or args[0] == 'report' and '--to' in args


def fail(text):
    print(text, file=sys.stderr)
    sys.exit(1)


def meson(work, name, compiler, *options):
    """The command of a build with tests, where it stands; else of a build of it alone."""
    build = os.path.join(work, name)
    if not os.path.isdir(build):
        build += '-alone'
    if not os.path.isdir(build):
        subprocess.run(['meson', 'setup', build, ROOT, '-Dtests=disabled', '-Dbench=false', *options], check=True,
                       env=dict(os.environ, CC=compiler) if compiler else None, stdout=subprocess.DEVNULL)
    subprocess.run(['ninja', '-C', build, '--quiet', 'grouper/had' + ('.exe' if name == 'win' else '')], check=True,
                   stdout=subprocess.DEVNULL)
    return os.path.join(build, 'grouper', 'had')


def cross(name):
    return '--cross-file', os.path.join(ROOT, 'grouper', 'tests', 'elsewhere', name + '.ini')


def module(native):
    subprocess.run(['ninja', '-C', native, '--quiet', 'web'], check=True)
    return ['node', os.path.join(ROOT, 'grouper', 'tests', 'web', 'command.mjs'), os.path.join(native, 'grouper', 'web', 'had.wasm')]


def wine(exe, prefix):
    """What wine makes of a new prefix is said here, not among the messages of a command; its server ends a minute later."""
    os.makedirs(prefix, exist_ok=True)
    environment = dict(os.environ, WINEPREFIX=prefix, WINEDEBUG='-all')
    subprocess.run([os.path.join(os.path.dirname(WINE), 'wineserver64'), '-p60'], env=environment, check=True)
    subprocess.run([WINE, exe, '--version'], env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [WINE, exe]


def variants(native, work):
    """Name, what it is, how to make it (the command line that begins it), options, environment."""
    had, prefix = [os.path.join(native, 'grouper', 'had')], os.path.join(work, 'wine')

    def built(name, text, compiler, *options):
        return name, text, lambda: [meson(work, name, compiler, *options)], [], {}

    def run(name, text, options=(), **environment):
        return name, text, lambda: had, list(options), environment
    return [
        built('gcc-O0', 'gcc, `-O0`', 'gcc', '-Doptimization=0'),
        built('gcc-O3', 'gcc, `-O3`, optimised at link time', 'gcc', '-Doptimization=3', '-Db_lto=true'),
        built('clang-O0', 'clang, `-O0`', 'clang', '-Doptimization=0'),
        built('clang-O3', 'clang, `-O3`', 'clang', '-Doptimization=3'),
        built('no-wide', 'no AVX2', 'gcc', '-Dwide_paths=false'),
        built('no-fast', 'byte loops in place of fast paths', 'gcc', '-Dfast_paths=false'),
        ('i686', '32 bits: i686, under qemu', lambda: ['qemu-i386', meson(work, 'i686', None, *cross('i686'))], [], {}),
        ('s390x', 'big-endian: s390x, under qemu', lambda: ['qemu-s390x', meson(work, 's390x', None, *cross('s390x'))], [], {}),
        ('windows', 'Windows: x86-64, under wine', lambda: wine(meson(
            work, 'win', None, '--cross-file', os.path.join(ROOT, 'grouper', 'os', 'mingw64.ini')) + '.exe', prefix),
         [], {'WINEPREFIX': prefix, 'WINEDEBUG': '-all'}),
        ('wasm', 'WebAssembly, in node', lambda: module(native), [], {}),
        run('tr_TR', 'Turkish: `LC_ALL=tr_TR.UTF-8`', LC_ALL='tr_TR.UTF-8'),
        run('fr_FR', 'French: `LC_ALL=fr_FR.UTF-8`', LC_ALL='fr_FR.UTF-8'),
        run('apia', 'another day: `TZ=Pacific/Apia`', TZ='Pacific/Apia'),
        *[run('j%d' % n, '%d workers' % n, ['-j', str(n)]) for n in (2, 3, 8, 16)],
        *[run('blocks-%d' % n, 'blocks of %s bytes' % format(n, ',').replace(',', ' '), HAD_READ_SIZE=str(n)) for n in (191, 4096, 4194304)],
        run('blocks-191-j3', 'blocks of 191 bytes, 3 workers', ['-j', '3'], HAD_READ_SIZE='191')]


def fill(native, folder):
    """The files that the commands read; out/ is what they write."""
    generate = os.path.join(native, 'grouper', 'tests', 'generate', 'had-generate')
    for name in ('public', 'prive', 'dossier'):
        shutil.copytree(os.path.join(FIXTURES, name), os.path.join(folder, name))
    shutil.copy(os.path.join(FIXTURES, 'rpss.txt'), folder)

    def generated(name, *options):
        with open(os.path.join(folder, name), 'wb') as file:
            subprocess.run([generate, *options], stdout=file, check=True)
    generated('all.txt', '--records', '400', '--formats', 'all', '--faults', '150', '--broken', '100', '--seed', '11')
    generated('year.txt', '--records', '400', '--years', '2024-2024', '--faults', '50', '--seed', '12', '--crlf')
    lines = open(os.path.join(folder, 'year.txt'), 'rb').read().splitlines(True)
    open(os.path.join(folder, 'before.txt'), 'wb').writelines(lines[:300])
    had = os.path.join(native, 'grouper', 'had')
    for args in (['group', *ESSAI, 'year.txt', '-q', '-o', 'grouped.txt'],
                 ['tables', 'learn', 'grouped.txt', '-q', '-o', 'learned', '--non-officiels']):
        subprocess.run([had, *args], cwd=folder, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not os.path.isdir(os.path.join(folder, 'learned', 'appris-X1')):
        fail('nothing was learned of grouped.txt')


def digests(command, options, environment, folder):
    """For each command: a digest of its status, its messages and all that it wrote; how many bytes."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(('LC_', 'LANG', 'HAD_', 'TZ'))}
    environment = dict(kept, LC_ALL='C.UTF-8', HAD_LANG='fr', HOME='/nonexistent') | environment
    found, total = [], 0
    out = os.path.join(folder, 'out')
    for args in COMMANDS:
        shutil.rmtree(out, ignore_errors=True)
        os.mkdir(out)
        more = options if '-j' not in options or several(args) else []
        ran = subprocess.run([*command, *args, *more], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                             capture_output=True, timeout=600)
        left = [('status', b'%d' % ran.returncode), ('output', ran.stdout), ('messages', ran.stderr)]
        for path, _, names in sorted(os.walk(out)):
            for name in sorted(names):
                whole = os.path.join(path, name)
                left.append((os.path.relpath(whole, folder), plain(name, open(whole, 'rb').read())))
        total += sum(len(data) for _, data in left)
        found.append((args, {name: hashlib.sha256(data).hexdigest() for name, data in left}, ran.stderr[:300]))
    return found, total


def plain(name, data):
    """A journal without who built the command and without its arguments, which tell the number of workers."""
    if name != 'j.json':
        return data
    return re.sub(rb'^  "(commit|compiler)": [^\n]*\n|^  "arguments": \[.*?^  \],\n', b'', data, flags=re.S | re.M)


def page(rows, count):
    table = '\n'.join('| %s | %d of %d |' % (text, count, count) for text in rows)
    return '''# Same bytes

The same files, tables and options give the same bytes: rows, reports, workbooks, messages and exit statuses, on any
machine. `grouper/tests/elsewhere/same_bytes.py build WORK --page grouper/doc/same_bytes.md` makes this page: it runs
%d commands with an ordinary build (gcc, x86-64), then with what each row names, and compares the status, the messages
and every byte written. Where one differs it says so, and writes no page. The rows of workers
give `-j` to the %d commands that take it and do not print it.

| what differs from the ordinary build | commands that leave the same bytes |
| --- | --- |
%s

Under qemu and wine the unit tests, the seeds of the fuzz targets, the golden cases and the comparison with the second
implementation run too: `grouper/tests/elsewhere/processors`, `grouper/tests/elsewhere/windows`. `.ci/full` runs all.

Three members of a journal (`--journal`) are left out of the comparison: `commit` and `compiler`, which say who built the
command, and `arguments`, where the number of workers stands.
''' % (count, sum(several(args) for args in COMMANDS), table)


def main():
    native, work, *names = sys.argv[1:]
    to = None
    if '--page' in names:
        at = names.index('--page')
        to = names[at + 1]
        del names[at:at + 2]
    native, work = os.path.abspath(native), os.path.abspath(work)
    os.makedirs(work, exist_ok=True)
    every = variants(native, work)
    unknown = set(names) - {one[0] for one in every}
    if unknown:
        fail('no row %s; there are %s' % (', '.join(sorted(unknown)), ', '.join(one[0] for one in every)))
    with tempfile.TemporaryDirectory() as folder:
        fill(native, folder)
        expected, total = digests([os.path.join(native, 'grouper', 'had')], [], {}, folder)
        wrong = 0
        for name, text, command, options, environment in every:
            if names and name not in names:
                continue
            found, _ = digests(command(), options, environment, folder)
            for (args, mine, _), (_, other, said) in zip(expected, found):
                if mine != other:
                    wrong += 1
                    differ = [k for k in mine.keys() | other.keys() if mine.get(k) != other.get(k)]
                    print('%s: %s: %s differ; %s' % (name, ' '.join(args), ', '.join(sorted(differ)), said.decode('utf-8', 'replace')))
            print('%s: %d commands compared' % (name, len(COMMANDS)), flush=True)
    if wrong:
        fail('%d differences' % wrong)
    if to and not names:
        with open(to, 'w', encoding='utf-8') as file:
            file.write(page([one[1] for one in every], len(COMMANDS)))
    print('%d bytes, 0 differences' % total)


main()
