#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mutate.py SOURCE BUILD [--sample N] [--seed S] [--floor PERCENT] [--list FILE] [-j N] [--alone]
[--refusals] [--again LIST] [--suite NAME]... [--but NAME]... [ROOM...]: small faults, one at a time, put into the library; each must make a quick test fail.

A mutant changes one token: a comparison, an operation, a constant, a condition, what is returned. Its file alone is
compiled again, at -O1, and the library linked; then unit suites, replayed fuzz seeds, golden cases and some other tests of the
command that come by the line (gcov has told which) run until the first fails, those first that have found faults of this file. What lives then
is tried again with the sanitizers, as .ci/run does, by suites that do not last: a byte read too far says nothing without them. Code that comes out
the same is no mutant; one that nobody could tell from the original stands in mutants.txt, with the reason. Others that
live are printed: each is a test that is missing, or code that does nothing.

SOURCE is the project, BUILD a build of it, with tests. ROOM is a room of the library (record, rules, fast, tables, text,
base, deduce, beside, or lib: the files of no room) or a file of it (rules/chain.c); without, all of them. --sample 0 takes
every mutant; --list FILE keeps one line for each, with who killed it; --alone leaves the sanitizers out, to look for tests
that are missing. --refusals changes the reasons alone that tables are refused for: each is to be met by a test, and said as it
is. --again takes those that lived in a LIST; --suite runs those suites
alone, --but all others; -j has so many mutants tried at once. BUILD/mutation keeps what was measured of suites that have not changed, for the next run."""
import argparse
import collections
import hashlib
import json
import math
import multiprocessing
import os
import random
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

ROOMS = ('record', 'rules', 'fast', 'tables', 'text', 'base', 'deduce', 'beside', 'lib')
FEW = 3
LINK = ['gcc', '-fno-lto']
LIBRARIES = ['-lhad-mutant', '-lcheck', '-lsubunit', '-lm', '-lrt', '-lpthread', '-Wl,-rpath,$ORIGIN']
SANITIZE = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all']
VECTORS = 'lib/base/memory.c'
HERE = os.path.dirname(os.path.abspath(__file__))

# --- Mutants ----------------------------------------------------------------------------------------------------------

TOKEN = re.compile(r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/|^[ \t]*\#(?:\\\n|[^\n])*)|(?P<text>"(?:\\.|[^"\\])*")|(?P<char>'(?:\\.|[^'\\])+')
    |(?P<number>(?:0[xX][0-9a-fA-F]+|[0-9]+)[uUlL]*)|(?P<name>[A-Za-z_]\w*)
    |(?P<sign><<=|>>=|\+\+|--|->|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|.)""", re.X | re.M | re.S)
SWAPS = {'<': ['<=', '>='], '>': ['>=', '<='], '<=': ['<', '>'], '>=': ['>', '<'], '==': ['!='], '!=': ['=='],
         '&&': ['||'], '||': ['&&'], '<<': ['>>'], '>>': ['<<'], '++': ['--'], '--': ['++'], '+=': ['-='], '-=': ['+='],
         '&=': ['|='], '|=': ['&='], '*=': ['+=']}
BINARY = {'+': ['-'], '-': ['+'], '*': ['+'], '/': ['*'], '%': ['*'], '&': ['|'], '|': ['&'], '^': ['|']}
NAMES = {'true': ['false'], 'false': ['true']}
TYPES = set('char int void struct enum const unsigned bool return sizeof case else goto'.split())


def tokens(text):
    for m in TOKEN.finditer(text):
        if m.lastgroup != 'skip':
            yield m.lastgroup, m.group(), m.start()


def closing(found, at):
    """The token that closes the bracket at `at`."""
    depth = 0
    for i in range(at, len(found)):
        depth += (found[i][1] in ('(', '{', '[')) - (found[i][1] in (')', '}', ']'))
        if depth == 0:
            return i
    return None


def of_number(text):
    digits = text.rstrip('uUlL')
    value = int(digits, 16 if digits[:2] in ('0x', '0X') else 10)
    shape = hex if digits[:2] in ('0x', '0X') else str
    return [shape(v) + text[len(digits):] for v in (value + 1, value - 1) if v >= 0]


def of_token(found, i):
    """Replacements of the token at `i`: (start, end, text)."""
    kind, text, at = found[i]
    before = found[i - 1] if i else ('', '', 0)
    new = []
    if kind == 'number':
        new = of_number(text)
    elif kind == 'char' and len(text) == 3:
        new = ["'%c'" % (ord(text[1]) + 1)] if text[1] not in '&[' else []
    elif text in NAMES:
        new = NAMES[text]
    elif kind == 'sign':
        declared = i > 1 and found[i - 2][1] in ('struct', 'enum', 'const')
        operand = not declared and (before[0] in ('number', 'char') or before[1] in (')', ']') or
                   before[0] == 'name' and before[1] not in TYPES and not before[1].endswith('_t'))
        new = SWAPS.get(text) or (BINARY.get(text, []) if operand else [])
        if text == '!':
            new = ['']
    for t in new:
        yield at, at + len(text), t


def of_statement(text, found, i):
    """A condition that always holds, or never; another thing returned."""
    kind, word, at = found[i]
    if word in ('if', 'while') and found[i + 1][1] == '(':
        end = closing(found, i + 1)
        if end is None:
            return
        start, stop = found[i + 1][2] + 1, found[end][2]
        inner = text[start:stop]
        if word == 'if':
            yield start, stop, 'true || (%s)' % inner
        yield start, stop, 'false && (%s)' % inner
    elif word == 'return':
        end = next(j for j in range(i, len(found)) if found[j][1] == ';')
        start, stop = at + len(word), found[end][2]
        inner = text[start:stop].strip()
        if inner and inner not in ('0', 'NULL', 'true', 'false', '1'):
            yield start, stop, ' 0'
            yield start, stop, ' !(%s)' % inner


def bodies(found):
    """Of a header: the tokens inside of functions. Another constant or struct is another program."""
    i = 0
    while i < len(found):
        if found[i][1] == '{':
            end = closing(found, i)
            if end is None:
                return
            if i and found[i - 1][1] == ')':
                yield from range(i, end)
            i = end
        i += 1


def sizes(found):
    """The numbers that memory_take is asked with: one more takes memory that nobody uses."""
    for i, token in enumerate(found):
        if token[1] == 'memory_take':
            yield from (j for j in range(i, closing(found, i + 1)) if found[j][0] == 'number' and found[j - 1][1] in (',', '+', '*'))


def mutants(path, text):
    """(start, end, replacement) of each mutant of a file."""
    found = list(tokens(text))
    for i in [j for j, t in enumerate(found) if t[1] == '_Static_assert']:
        found[i + 1:closing(found, i + 1)] = []
    taken = set(sizes(found))
    for i in bodies(found) if path.endswith('.h') else range(len(found)):
        yield from list(of_token(found, i))[1 if i in taken else 0:]
        yield from of_statement(text, found, i)


ARGUMENTS = ['FAULT_OPTION', 'FAULT_OPTION_UNKNOWN', 'FAULT_NO_LAYOUT', 'FAULT_NO_SUCH']


def refusals(path, text):
    """Each place where a table, or an option, is refused: it gives another reason, of the same kind."""
    if path.startswith('lib/text/fault.'):
        return
    for kind, name, at in tokens(text):
        if kind == 'name' and re.fullmatch('FAULT_[A-Z_]+', name) and name != 'FAULT_NONE':
            others = ARGUMENTS if name in ARGUMENTS else ['FAULT_UNCOVERED', 'FAULT_EMPTY']
            yield at, at + len(name), next(n for n in others if n != name)


def shown(text, start, end, new):
    """The lines changed, before and after, on one line each."""
    first, last = text.rfind('\n', 0, start) + 1, text.find('\n', end)
    one = lambda s: ' '.join(s.split())
    return one(text[first:last]), one(text[first:start] + new + text[end:last])


# --- What is accepted -------------------------------------------------------------------------------------------------

def accepted():
    """mutants.txt: a file's name, then `- line`, `+ line`, `why`, each for a mutant or several."""
    same, file, why, pairs = {}, None, None, []
    for line in open(os.path.join(HERE, 'mutants.txt'), encoding='utf-8'):
        line = line.rstrip('\n')
        if line.startswith('- '):
            before = line[2:]
        elif line.startswith('+ '):
            pairs.append((before, line[2:]))
        elif line.startswith('  '):
            for pair in pairs:
                same[(file, *pair)] = line.strip()
            pairs = []
        elif line and not line.startswith('#'):
            file = line
    assert not pairs, 'mutants.txt: no reason for %s' % pairs
    return same


# --- The library, built with one file changed -------------------------------------------------------------------------

class Library:
    def __init__(self, source, build, work):
        self.build, self.work = build, work
        os.mkdir(work)
        self.top = os.path.join(work, 'grouper')
        for part in ('lib', 'common'):
            shutil.copytree(os.path.join(source, 'grouper', part), os.path.join(self.top, part))
        shutil.copy(os.path.join(source, 'grouper', 'had.h'), self.top)
        self.commands, self.objects, self.uses, self.kept = {}, {}, collections.defaultdict(list), None
        self.suites, self.inside = {}, collections.defaultdict(dict)
        programs, units = collections.defaultdict(list), {}
        for c in json.load(open(os.path.join(build, 'compile_commands.json'))):
            out = c.get('output') or ''
            folder, name = os.path.split(out)
            folder = os.path.basename(folder)
            if folder == 'libhad-whole.a.p':
                self.add(c, os.path.join(source, 'grouper'))
            elif folder == 'had.p' or re.fullmatch(r'(test_(?!xlsx)|fuzz-(?!command))[\w-]+\.p', folder):
                programs[folder[:-2]].append(os.path.join(build, out))
                units[os.path.join(build, out)] = c
        for name, command in self.commands.items():
            self.compile(name)
        self.kept = {n: open(o, 'rb').read() for n, o in self.objects.items()}
        self.link()
        for name, objects in programs.items():
            program = os.path.join(work, name)
            subprocess.run([*LINK, '-o', program, *objects, '-L' + work, *LIBRARIES], check=True)
            self.suites[name] = program
        self.programs, self.units = programs, units
        self.includers(source)

    def includers(self, source):
        """The few suites that look at functions of a header, made in line: they are made again with it. What all include
        is looked at through the library."""
        out, grouper = None, os.path.join(source, 'grouper') + os.sep
        told = subprocess.run(['ninja', '-C', self.build, '-t', 'deps'], capture_output=True, text=True, check=True).stdout
        for line in told.splitlines():
            if not line.startswith(' '):
                out = os.path.join(self.build, line.split(':')[0])
            elif out in self.units and line.endswith('.h'):
                header = os.path.normpath(os.path.join(self.build, line.strip()))
                for name, objects in self.programs.items():
                    if header.startswith(grouper) and out in objects and name != 'had':
                        self.inside[header[len(grouper):]].setdefault(name, []).append(out)
        self.inside = {header: suites for header, suites in self.inside.items() if len(suites) <= FEW}

    def program(self, name, header):
        """A suite made again with a header that is changed."""
        own = {}
        for i, out in enumerate(sorted(set(self.inside[header][name]))):
            c = self.units[out]
            own[out] = os.path.join(self.work, 'unit%d.o' % i)
            words = [w for w in shlex.split(c['command']) if w not in ('ccache', '-g', '-O2') and not w.startswith('-W')]
            words[words.index('-o') + 1] = own[out]
            at = words.index('-MF') if '-MF' in words else None
            words = words if at is None else [w for i, w in enumerate(words) if i not in (at, at + 1, at - 1, at - 2, at - 3)]
            if subprocess.run([words[0], '-O1', '-w', '-I' + self.top, *words[1:]], cwd=c['directory'], capture_output=True).returncode:
                return False
        return subprocess.run([*LINK, '-o', os.path.join(self.work, name), *[own.get(o, o) for o in self.programs[name]],
                               '-L' + self.work, *LIBRARIES], capture_output=True).returncode == 0

    def add(self, c, grouper):
        path = os.path.normpath(os.path.join(c['directory'], c['file']))
        inside = os.path.relpath(path, grouper)
        generated = inside.startswith('..')
        name = path if generated else inside
        flags = []
        for word in shlex.split(c['command']):
            if word.startswith('-I'):
                folder = os.path.normpath(os.path.join(c['directory'], word[2:]))
                flags.append('-I' + ('grouper' if folder == os.path.normpath(grouper) else folder))
            elif word.startswith('-std') or word.startswith('-D') and 'FORTIFY' not in word:
                flags.append(word)
        # Names that are the same in every run: ccache keeps what it has made.
        where = path if generated else os.path.join('grouper', name)
        out = os.path.join(self.work, 'o%d.o' % len(self.commands))
        self.commands[name] = [*(['ccache'] if shutil.which('ccache') else []), 'gcc', '-O1', '-w', '-fPIC', *flags, '-c', where, '-o', os.path.basename(out)]
        self.objects[name] = out
        if not generated:
            made = subprocess.run(['gcc', '-MM', *flags, where], capture_output=True, text=True, check=True, cwd=self.work).stdout
            for header in re.findall(r'\S+\.h', made):
                if header.startswith('grouper/'):
                    self.uses[os.path.normpath(os.path.relpath(header, 'grouper'))].append(name)

    def compile(self, name, *more):
        command = [c for c in self.commands[name] if self.kept is None or c != 'ccache']
        try:
            return subprocess.run([*command, *more], capture_output=True, timeout=120, cwd=self.work).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def link(self, *more):
        return subprocess.run(['gcc', '-shared', '-o', os.path.join(self.work, 'libhad-mutant.so'), *self.objects.values(), *more],
                              capture_output=True).returncode == 0

    def move(self, work):
        """A copy of it, of which the files are changed from here on."""
        shutil.copytree(self.work, work)
        self.untouched = self.work
        self.objects = {name: os.path.join(work, os.path.basename(o)) for name, o in self.objects.items()}
        self.work, self.top = work, os.path.join(work, 'grouper')

    def instrument(self, on):
        """Lets the library count the lines that are reached, or not any more."""
        for name in self.commands:
            if on:
                assert self.compile(name, '--coverage'), name
            else:
                with open(self.objects[name], 'wb') as out:
                    out.write(self.kept[name])
        assert self.link(*['--coverage'] if on else [])

    def reached(self):
        """The lines reached since the last time, as {file: (functions, {line: count})}."""
        counted = [o[:-2] + '.gcda' for o in self.objects.values() if os.path.exists(o[:-2] + '.gcda')]
        made = subprocess.run(['gcov', '-t', '-j', *counted], capture_output=True, text=True, cwd=self.work, check=True).stdout
        files = collections.defaultdict(lambda: ([], collections.Counter()))
        for line in made.splitlines():
            for f in json.loads(line)['files']:
                functions, lines = files[os.path.relpath(os.path.join(self.work, f['file']), self.top)]
                functions += [(g['start_line'], g['end_line']) for g in f['functions']]
                for l in f['lines']:
                    lines[l['line_number']] += l['count']
        for name in counted:
            os.remove(name)
        return files

    def text(self, name):
        with open(os.path.join(self.top, name), encoding='utf-8') as f:
            return f.read()

    def write(self, name, text):
        with open(os.path.join(self.top, name), 'w', encoding='utf-8') as f:
            f.write(text)

    def made(self, name, text):
        """None = the same code; False = no program; True = a mutant stands."""
        files = self.uses[name] if name.endswith('.h') else [name]
        self.write(name, text)
        if not all(self.compile(f) for f in files):
            return False
        if all(open(self.objects[f], 'rb').read() == self.kept[f] for f in files):
            return None
        return self.link() and all(self.program(p, name) for p in self.inside.get(name, ()))

    def sanitized(self, name):
        """The mutant again, its file with the sanitizers, and the one that tells them what vectors hold."""
        files = {*(self.uses[name] if name.endswith('.h') else [name]), VECTORS}
        return all(self.compile(f, *SANITIZE) for f in files) and self.link(*SANITIZE)

    def mend(self, name, text):
        self.write(name, text)
        for f in {*(self.uses[name] if name.endswith('.h') else [name]), VECTORS}:
            with open(self.objects[f], 'wb') as out:
                out.write(self.kept[f])
        for program in self.inside.get(name, ()):
            shutil.copy(os.path.join(self.untouched, program), self.work)


# --- Tests ------------------------------------------------------------------------------------------------------------

class Tests:
    def __init__(self, library, source, without=lambda cases: [], only=(), but=()):
        """without: the golden cases that do not count; only, but: names of suites."""
        self.env = dict(os.environ, CK_FORK='no', CK_VERBOSITY='silent', HAD_TEST_FEW='5')
        fixtures = os.path.join(source, 'fixtures')
        self.run = {}
        for name, program in sorted(library.suites.items()):
            if name.startswith('fuzz-'):
                self.run[name] = [program, os.path.join(fixtures, 'fuzz', name[5:])]
            elif name != 'had':
                self.run[name] = [program]
        golden = os.path.join(source, 'grouper', 'tests', 'command', 'golden.py')
        cases = os.path.join(fixtures, 'cases')
        names = sorted({n[:-4] for n in os.listdir(cases) if n.endswith('.cmd')} - set(without(cases)))
        if names:
            self.run['golden'] = [sys.executable, golden, library.suites['had'], fixtures, *names]
        tests, generators = os.path.join(source, 'grouper', 'tests'), os.path.join(library.build, 'grouper', 'tests', 'generate')
        second, generate = os.path.join(tests, 'second'), os.path.join(generators, 'had-generate')
        for name, more in (('deduce', [second, fixtures, '2']), ('boundaries', [os.path.join(second, 'second.py'), fixtures]),
                           ('beside', [generate, generate + '-beside', source, '300'])):
            self.run[name] = [sys.executable, os.path.join(tests, 'command', name + '.py'), library.suites['had'], *more]
        self.run = {name: command for name, command in self.run.items() if (not only or name in only) and name not in but}
        self.lasts, self.found, self.inside = {}, collections.Counter(), library.inside
        runtime = subprocess.run(['gcc', '-print-file-name=libasan.so'], capture_output=True, text=True).stdout.strip()
        self.watched = dict(self.env, LD_PRELOAD=runtime,
                            ASAN_OPTIONS='handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:detect_leaks=0')
        self.learn(library)

    def move(self, old, work):
        self.run = {name: [os.path.join(work, w[len(old) + 1:]) if w.startswith(old + os.sep) else w for w in command]
                    for name, command in self.run.items()}

    def learn(self, library):
        """Which suites come by each line, and how long each takes. Of a suite that is the same as the last time, as it
        was then."""
        kept = os.path.join(library.build, 'mutation')
        os.makedirs(kept, exist_ok=True)
        whole = hashlib.sha256(b''.join(library.kept[n] for n in sorted(library.kept)))
        self.by = collections.defaultdict(lambda: collections.defaultdict(set))
        self.functions = collections.defaultdict(set)
        known = {}
        for name, command in self.run.items():
            key = whole.copy()
            key.update(self.content(command))
            known[name] = os.path.join(kept, '%s-%s.json' % (name, key.hexdigest()[:16]))
        missing = [n for n in self.run if not os.path.exists(known[n])]
        if missing:
            library.instrument(True)
            for name in missing:
                start = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
                if not self.passes(name, 600):
                    sys.exit('%s fails with nothing changed' % name)
                lasts = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - start
                reached = {file: (functions, sorted(l for l, n in lines.items() if n), sorted(lines))
                           for file, (functions, lines) in library.reached().items()}
                for old in os.listdir(kept):
                    if re.fullmatch(re.escape(name) + '-[0-9a-f]{16}.json', old):
                        os.remove(os.path.join(kept, old))
                with open(known[name], 'w') as out:
                    json.dump({'lasts': lasts, 'reached': reached}, out)
            library.instrument(False)
        for name in self.run:
            learned = json.load(open(known[name]))
            self.lasts[name] = learned['lasts']
            for file, (functions, came, lines) in learned['reached'].items():
                self.functions[file].update(map(tuple, functions))
                for line in lines:
                    self.by[file][line].update(())
                for line in came:
                    self.by[file][line].add(name)

    def content(self, command):
        """What a suite is made of: its program, and the files it is given."""
        digest = hashlib.sha256()
        for word in command:
            digest.update(os.path.basename(word).encode())
            inside = [word] if os.path.isfile(word) else [] if os.path.isdir(os.path.join(word, '.ci')) else sorted(
                os.path.join(folder, n) for folder, _, names in os.walk(word) for n in names)
            for path in inside:
                with open(path, 'rb') as f:
                    digest.update(f.read())
        return digest.digest()

    def near(self, file, line):
        """The suites that come by a line; outside of functions, all."""
        inside = [start for start, end in self.functions[file] if start <= line <= end]
        if not inside:
            return set(self.run)
        while line > max(inside) and line not in self.by[file]:
            line -= 1
        return self.by[file][line] | set(self.inside.get(file, ())) & set(self.run)

    def passes(self, name, seconds, watched=False):
        """Within so many seconds of processor: a mutant may turn for ever, or take what memory there is."""
        def limits():
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            if not watched:  # a sanitizer lays out more than it takes
                resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        p = subprocess.Popen(self.run[name], env=self.watched if watched else self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=limits)
        try:
            return p.wait(60 * seconds) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            try:
                os.killpg(p.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            p.wait()

    def killer(self, file, line, watched=False, under=math.inf):
        """The first suite that fails; None when the mutant lives."""
        def worth(name):
            return (1 + self.found[file, name]) / self.lasts[name]
        near = [name for name in self.near(file, line) if self.lasts[name] < under]
        for name in sorted(near, key=worth, reverse=True):
            if not self.passes(name, 3 + int((20 if watched else 4) * self.lasts[name]), watched):
                self.found[file, name] += 1
                return name
        return None


# --- The run ----------------------------------------------------------------------------------------------------------

WAYS = ('no program', 'same code', 'accepted', 'LIVES', 'NOT REACHED')


def room_of(path):
    return path.split('/')[1] if path.count('/') > 1 else 'lib'


def again(library, path):
    """Those of a list that lived, where the line still stands."""
    found = []
    for line in open(path, encoding='utf-8'):
        m = re.match(r'(?:LIVES|NOT REACHED) (\S+):\d+ \| - (.*) \| \+ (.*) \| $', line.rstrip('\n'))
        if m and (m[1] in library.commands or library.uses.get(m[1])):
            text = library.text(m[1])
            every = [*mutants(m[1], text), *refusals(m[1], text)]
            found += [(m[1], *one) for one in every if shown(text, *one) == m.groups()[1:]][:1]
    return found


def chosen(library, asked):
    if asked.again:
        picked = again(library, asked.again)
        return len(picked), picked
    every, made = [], refusals if asked.refusals else mutants
    for folder, _, names in sorted(os.walk(os.path.join(library.top, 'lib'))):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), library.top)
            if any(p in (room_of(path), path, path[4:]) for p in asked.room) and (path in library.commands or library.uses.get(path)):
                every += [(path, *m) for m in made(path, library.text(path))]
    chance = random.Random(asked.seed)
    picked = every if asked.sample == 0 or asked.sample >= len(every) else chance.sample(every, asked.sample)
    return len(every), picked


def stale(library, same):
    """Reasons for mutants that are no longer there."""
    for path, before, after in same:
        text = library.text(path) if os.path.exists(os.path.join(library.top, path)) else ''
        if (before, after) not in {shown(text, *one) for one in mutants(path, text)}:
            yield '%s\n- %s\n+ %s\n  no longer there: take it out of mutants.txt\n' % (path, before, after)


def share(ends):
    alive = ends['LIVES'] + ends['NOT REACHED']
    return 100 * ends['killed'] / max(1, ends['killed'] + alive)


def counted(ends):
    return '%d killed, %d live (%.1f %%), %d accepted as equal, %d with the same code, %d that do not compile' % (
        ends['killed'], ends['LIVES'] + ends['NOT REACHED'], share(ends), ends['accepted'], ends['same code'],
        ends['no program'])


LONG = 3  # seconds: what lasts longer is not run a second time with the sanitizers


class Judge:
    """Tries one mutant after the other, each process in a copy of its own."""
    def __init__(self, library, tests, asked):
        self.library, self.tests, self.asked, self.same, self.settled = library, tests, asked, accepted(), False

    def settle(self):
        self.settled = True
        old, work = self.library.work, os.path.join(os.path.dirname(self.library.work), str(os.getpid()))
        self.library.move(work)
        self.tests.move(old, work)

    def __call__(self, mutant):
        if not self.settled:
            self.settle()
        path, start, end, new = mutant
        text = self.library.text(path)
        before, after = shown(text, start, end, new)
        line = text.count('\n', 0, start) + 1
        made = self.library.made(path, text[:start] + new + text[end:])
        if not made:
            how = 'no program' if made is False else 'same code'
        elif (path, before, after) in self.same:
            how = 'accepted'
        else:
            how = self.fate(path, line)
        self.library.mend(path, text)
        return path, line, before, after, how

    def fate(self, path, line):
        killer = self.tests.killer
        how = killer(path, line) or ('LIVES' if self.tests.near(path, line) else 'NOT REACHED')
        if how == 'LIVES' and not self.asked.alone and self.library.sanitized(path) and killer(path, line, True, LONG):
            how = 'sanitizers'
        return how


def judged(mutant):
    return judge(mutant)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('source')
    parser.add_argument('build')
    parser.add_argument('room', nargs='*')
    parser.add_argument('--sample', type=int, default=300)
    parser.add_argument('--seed', type=int, default=2026)
    parser.add_argument('--floor', type=float, default=95)
    parser.add_argument('--list', dest='log')
    parser.add_argument('--alone', action='store_true')
    parser.add_argument('--refusals', action='store_true')
    parser.add_argument('--again')
    parser.add_argument('--suite', action='append', default=[])
    parser.add_argument('--but', action='append', default=[])
    parser.add_argument('-j', dest='jobs', type=int, default=1)
    asked = parser.parse_intermixed_args()
    asked.room = asked.room or ROOMS
    source, build = os.path.abspath(asked.source), os.path.abspath(asked.build)
    with tempfile.TemporaryDirectory() as work:
        library = Library(source, build, os.path.join(work, 'whole'))
        tests = Tests(library, source, only=asked.suite, but=asked.but)
        count, picked = chosen(library, asked)
        if not picked:
            parser.error('no mutant in %s; rooms: %s' % (' '.join(asked.room), ' '.join(ROOMS)))
        for line in stale(library, accepted()):
            print(line, flush=True)
        log = open(asked.log, 'a') if asked.log else None
        rooms = collections.defaultdict(collections.Counter)
        global judge  # of each process, its own: settled at its first mutant, so that what fails there ends the run
        judge = Judge(library, tests, asked)
        with multiprocessing.get_context('fork').Pool(asked.jobs) as pool:
            for path, line, before, after, how in pool.imap_unordered(judged, picked):
                rooms[room_of(path)]['killed' if how not in WAYS else how] += 1
                said = '%s:%d\n- %s\n+ %s\n' % (path, line, before, after)
                if how in ('LIVES', 'NOT REACHED'):
                    print(said + ('  not reached by any test\n' if how == 'NOT REACHED' else ''), flush=True)
                if log:
                    print(how, said.replace('\n', ' | '), file=log, flush=True)
        for room, ends in sorted(rooms.items()):
            print('%-8s %s' % (room, counted(ends)))
        ends = sum(rooms.values(), collections.Counter())
        print('%d mutants of %d (seed %d): %s' % (len(picked), count, asked.seed, counted(ends)))
        score = share(ends)
        print('%.1f %% of the mutants that differ are killed (floor %g %%)' % (score, asked.floor))
        return 0 if score >= asked.floor else 1


if __name__ == '__main__':
    sys.exit(main())
