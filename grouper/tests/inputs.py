#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""inputs.py HAD GENERATE FIXTURES: what is given as input records. Debris, causes, files of another
kind, directories, periods, records that stand twice: statuses, sentences in both languages, and the
money of the good records, which is what it was."""
import os
import random
import re
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
ESSAI = ['--classification', 'essai']
BOM, END = b'\xef\xbb\xbf', b'\x1a'


def run(*args, data=None, cwd=None, size=None):
    env = dict(os.environ, HOME='/nonexistent')
    if size:
        env['HAD_READ_SIZE'] = size
    r = subprocess.run([had, *args], input=data, capture_output=True, env=env, cwd=cwd, timeout=300)
    check(r.returncode >= 0, 'signal %d on %s' % (-r.returncode, args))
    return r


def write(path, data):
    with open(path, 'wb') as f:
        f.write(data)
    return path


def counts(r):
    """Of the summary, in English: lines read, grouped, in error, rejected, debris, out of period."""
    text = r.stderr.decode()
    line = re.search(r'(\d+) line\(s\) read = (\d+) grouped \+ (\d+) in error \+ (\d+) rejected'
                     r'(?: \+ (\d+) of debris)?(?: \+ (\d+) out of period)?$', text, re.M)
    check(line, 'no account in %s' % text)
    return [int(n or 0) for n in line.groups()]


def debris_said(r):
    text = r.stderr.decode()
    kinds = ('UTF-8 mark', 'byte(s) 0x1A', 'without anything', 'followed by blanks')
    found = re.search(r'^records: debris taken away: (.*)$', text, re.M)
    parts = found.group(1).split(', ') if found else []
    said = [0] * 4
    for part in parts:
        said[[i for i, k in enumerate(kinds) if k in part][0]] = int(part.split()[0])
    return said


# --- Debris (rule R43) ---------------------------------------------------------------------------

def clean(data):
    """What a file is without its debris, and how much there was: slow and plain."""
    lines = data.split(b'\n')
    if lines[-1] == b'':
        lines.pop()
    ended = data.endswith(b'\n')
    marks = ends = blank = 0
    # At the end of the file: lines of nothing.
    while lines:
        rest = lines[-1]
        while rest[:1] == END or rest[:3] == BOM:
            rest = rest[1:] if rest[:1] == END else rest[3:]
        if rest.strip(b' \r' + END):
            break
        marks += lines[-1].count(BOM)
        ends += lines[-1].count(END)
        blank += 1
        lines.pop()
        ended = True
    if lines and not ended:
        body = lines[-1].rstrip(END)
        ends += len(lines[-1]) - len(body)
        lines[-1] = body
    out = []
    for line in lines:
        while line[:1] == END or line[:3] == BOM:
            if line[:1] == END:
                line, ends = line[1:], ends + 1
            else:
                line, marks = line[3:], marks + 1
        out.append(line)
    text = b'\n'.join(out) + (b'\n' if ended and out else b'')
    return text, [marks, ends, blank], len(out) + blank


def with_debris(rng, lines):
    out = []
    for line in lines:
        if rng.random() < 0.2:
            line = b''.join(rng.choice((BOM, END)) for _ in range(rng.randrange(1, 4))) + line
        if rng.random() < 0.1:
            line = line + b' ' * rng.randrange(1, 5)
        if rng.random() < 0.03:
            out.append(rng.choice((b'', b'   ', END, b'\r', BOM, END + b'  ', b' ' * 70000)))
        if rng.random() < 0.03:
            line = line[:50] + END + line[51:]
        out.append(line + rng.choice((b'', b'', b'\r')))
    for _ in range(rng.choice((0, 1, 2, 40))):
        out.append(rng.choice((b'', b'   ', END, END * 3, b'\r', BOM, b'  ' + END, b'  ' + END + b'\r', b' ' * 70000)))
    # What is beyond 64 KiB of a line is told in one byte.
    return b'\n'.join(out) + (b'\n' if len(out[-1]) > 65536 else rng.choice((b'', b'\n', END, END * 2)))


def debris(tmp):
    rng = random.Random(1)
    path = os.path.join(tmp, 'rpss.txt')
    with open(path, 'wb') as f:
        subprocess.run([generate, '--records', '60', '--formats', 'all', '--faults', '50', '--seed', '9'],
                       stdout=f, check=True)
    lines = open(path, 'rb').read().split(b'\n')[:-1]
    path, plain = os.path.join(tmp, 'debris.txt'), os.path.join(tmp, 'plain.txt')
    for n in range(40):
        data = with_debris(rng, lines)
        sound, (marks, ends, blank), count = clean(data)
        write(path, data)
        write(plain, sound)
        base = run('group', *ESSAI, '--lang', 'en', plain)
        price = run('price', *ESSAI, '-q', '--by', 'total', plain).stdout
        for size, jobs in ((None, '1'), ('64', '1'), ('191', '3'), ('4096', '2')):
            r = run('group', *ESSAI, '--lang', 'en', '-j', jobs, path, size=size)
            check(r.returncode == 0 and r.stdout == base.stdout, 'group with debris %d' % n)
            check(debris_said(r)[:3] == [marks, ends, blank], 'debris counted %s %s' % (
                debris_said(r), (marks, ends, blank)))
            read = counts(r)
            check(read[0] == count == sum(read[1:]) and read[4] == blank and read[1:4] == counts(base)[1:4],
                  'account %s, %s' % (read, counts(base)))
            check(run('price', *ESSAI, '-q', '--by', 'total', '-j', jobs, path, size=size).stdout == price,
                  'money with debris')
        # The end is the file's, not a slice's.
        parts = [run('group', *ESSAI, '--lang', 'en', '--part', '%d/7' % k, path) for k in range(1, 8)]
        check(b''.join(p.stdout for p in parts) == base.stdout or b'\n' not in data[-2:],
              'slices with debris %d' % n)
        check([sum(c) for c in zip(*map(counts, parts))] == read, 'account of slices %d' % n)
        check([sum(c) for c in zip(*map(debris_said, parts))] == debris_said(r), 'debris of slices')
        rows = [run('check', '-q', *ESSAI, '--sans-chainage', p, cwd=tmp).stdout.replace(b'debris.txt', b'plain.txt')
                for p in ('plain.txt', 'debris.txt')]
        check(rows[0] == rows[1], 'check with debris %d' % n)


def known_debris(tmp):
    """One of each, in every command that reads."""
    sound = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read().split(b'\n')[:9]
    plain = b'\n'.join(sound) + b'\n'
    grouped = run('group', '-q', *ESSAI, '-', data=plain).stdout
    cases = {'bom': lambda d: BOM + d, 'end': lambda d: d + END, 'ends': lambda d: d + END * 3,
             'joined': lambda d: d[:d.index(b'\n') + 1] + END + d[d.index(b'\n') + 1:],
             'empty': lambda d: d + b'\n\n', 'blanks': lambda d: d + b'   \n  ',
             'after': lambda d: d.replace(b'\n', b'   \n'), 'no end': lambda d: d[:-1] + END}
    for name, spoil in cases.items():
        for command, data in ((['price', '--by', 'total'], plain), (['group', '--to', 'csv'], plain),
                              (['check'], plain), (['audit'], grouped), (['audit', '--to', 'rapport'], grouped),
                              (['tables', 'coverage'], plain)):
            good = run(*command, *ESSAI, '-q', '-', data=data)
            bad = run(*command, *ESSAI, '-q', '-', data=spoil(data))
            check((bad.returncode, bad.stdout) == (good.returncode, good.stdout), '%s: %s' % (name, command))
        strict = run('price', *ESSAI, '--strict', '-', data=spoil(plain))
        check(strict.returncode == 0, '%s: --strict' % name)
        check('enregistrements : débris retirés'.encode() in strict.stderr, '%s: said' % name)
        learned = [os.path.join(tmp, 'learned-%s-%d' % (name, i)) for i in (0, 1)]
        for directory, data in zip(learned, (grouped, spoil(grouped))):
            check(run('tables', 'learn', '--non-officiels', '-q', '-', '-o', directory, data=data).returncode == 0, 'learn')
        check(subprocess.run(['diff', '-r', *learned]).returncode == 0, '%s: learned' % name)
        a, b = write(os.path.join(tmp, 'a'), plain), write(os.path.join(tmp, 'b'), spoil(plain))
        r = run('compare', *ESSAI, '-q', a, b)
        check(r.stdout.count(b'\n') == 1, '%s: compare %s' % (name, r.stdout))
    for data in (b'', END, b'\n\n  \n', BOM, BOM + b'\r\n' + END):
        for language, words in (('fr', 'fichier sans aucun enregistrement'), ('en', 'file without any record')):
            r = run('price', *ESSAI, '--lang', language, '-', data=data)
            check(r.returncode == 0 and r.stdout.count(b'\n') == 1 and words in r.stderr.decode(),
                  'nothing in %r: %s' % (data, r.stderr))
    # Elsewhere 0x1A is an illegal character.
    spoiled = plain[:100] + END + plain[101:]
    r = run('check', '-q', *ESSAI, '-', data=spoiled)
    check(b';CARACTERE ILLICITE;' in r.stdout, '0x1A inside a line')


def main():
    with tempfile.TemporaryDirectory() as tmp:
        debris(tmp)
        known_debris(tmp)
    return status()


sys.exit(main())
