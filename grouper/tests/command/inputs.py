#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""inputs.py HAD GENERATE FIXTURES: what is given as input records. Debris, causes, files of another
kind, directories, periods, records that stand twice: statuses, sentences in both languages, and the
money of the good records, which is what it was."""
import hashlib
import io
import json
import os
import random
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import rapss as anonymous
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
        # Between records: the last one stands twice, whatever is in front of the others.
        twice = plain + sound[8] + b'\n'
        good, bad = (run('group', *ESSAI, '-q', '--to', 'csv', '--chainage', write(a, data)).stdout
                     for data in (twice, spoil(twice)))
        check(good == bad and good.count(b';999;') == 2, '%s: --chainage %s' % (name, bad))
    for data in (b'', END, b'\n\n  \n', BOM, BOM + b'\r\n' + END):
        for language, words in (('fr', 'fichier sans aucun enregistrement'), ('en', 'file without any record')):
            r = run('price', *ESSAI, '--lang', language, '-', data=data)
            check(r.returncode == 0 and r.stdout.count(b'\n') == 1 and words in r.stderr.decode(),
                  'nothing in %r: %s' % (data, r.stderr))
    # Elsewhere 0x1A is an illegal character.
    spoiled = plain[:100] + END + plain[101:]
    r = run('check', '-q', *ESSAI, '-', data=spoiled)
    check(b';CARACTERE ILLICITE;' in r.stdout, '0x1A inside a line')


# --- Files of another kind (rule R44) -------------------------------------------------------------

def both(*args, data=None, cwd=None):
    """The same run in French and in English."""
    return [run(*args, '--lang', language, data=data, cwd=cwd) for language in ('fr', 'en')]


def said(runs, code, french, english, what):
    for r, words in zip(runs, (french, english)):
        check(r.returncode == code and words in r.stderr.decode(), '%s: %d, %s' % (what, r.returncode, r.stderr[-400:]))


HOME = b'750712184'
KINDS = {  # what a line looks like: words in French and in English
    b'PK\x03\x04' + b'x' * 100: ('une archive zip', 'archive (zip'),
    b'\x1f\x8b\x08' + b'x' * 100: ('une archive gzip', 'archive (gzip'),
    b'%PDF-1.7\n': ('un document PDF : donnez le fichier texte de votre logiciel', 'a PDF document: give the text file of your software'),
    '\ufeffH0F750712184\n'.encode('utf-16-le'): ('UTF-16', 'UTF-16'),
    'H0F750712184\n'.encode('utf-16-le'): ('UTF-16', 'UTF-16'),
    'H0F750712184\n'.encode('utf-16-be'): ('UTF-16', 'UTF-16'),
    b'\xd0\xcf\x11\xe0' + b'\0' * 600: ('un document bureautique', 'an office document'),
    HOME + b'022' + b' ' * 150 + b'\n': ('du MCO, des RUM (format 022)', 'acute care (MCO), RUM (format 022)'),
    b'1104M053 122000' + HOME + b'022' + b' ' * 150 + b'\n': ('des RSS groupés (format 122)', 'grouped RSS (format 122)'),
    HOME + b'227' + b'0' * 150 + b'\n': ('des RSA (format 227)', 'RSA (format 227)'),
    HOME + b'M0B' + b' ' * 150 + b'\n': ('du SSR/SMR (format M0B)', 'SSR/SMR; format M0B'),
    b' ' * 10 + b'M1D' + HOME + b' ' * 150 + b'\n': ('du SSR/SMR (format M1D)', 'SSR/SMR; format M1D'),
    HOME * 2 + b'P12' + b' ' * 150 + b'\n': ('de la psychiatrie (format P12)', 'psychiatry (format P12)'),
    b'1' * 48 + b'V014' + b' ' * 150 + b'\n': ('un fichier VID-HOSP (format V014)', 'a VID-HOSP file (format V014)'),
    HOME + b'06' + b'S' * 94 + b'\r\n': ('un fichier FICHCOMP', 'a FICHCOMP file'),
    HOME + b'08101012024        \n': ('un fichier de conventions', 'a file of agreements'),
    b'B' + HOME * 2 + b'0' * 150 + b'\n': ('des factures RSF', 'RSF invoices'),
    b'H0Z' + HOME * 2 + b' ' * 200 + b'\n': ('des RPSS de format H0Z', 'RPSS of format H0Z'),
    b'fichier;ligne;sejour\nx;1;2\n': ('une sortie de had', 'an output of had'),
    b'"H0F750712184"\n': ('entre guillemets', 'in quotes'),
    b'<?xml version="1.0"?>\n': ('du XML', 'XML'),
    b'a;b;c\n1;2;3\n': ('un tableau en texte', 'a table as text'),
}


def foreign(tmp):
    sound = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read()
    out, path = os.path.join(tmp, 'foreign.csv'), os.path.join(tmp, 'foreign')
    for start, (french, english) in KINDS.items():
        write(path, start)
        said(both('price', *ESSAI, path, '-o', out), 3, french, english, 'foreign %r' % start[:20])
        check(not os.path.exists(out), 'nothing at -o')
        runs = both('price', *ESSAI, '-', data=start)
        said(runs, 3, french, english, 'foreign pipe %r' % start[:20])
        check(not any(r.stdout for r in runs), 'nothing on standard output')
    # What holds other files is never read, though their lines may stand in it as they are.
    stored, taken, plain = io.BytesIO(), io.BytesIO(), os.path.join(fixtures, 'rpss.txt')
    with zipfile.ZipFile(stored, 'w', zipfile.ZIP_STORED) as made:
        made.writestr('avril.rpss', sound)
    with tarfile.open(fileobj=taken, mode='w') as made:
        member = tarfile.TarInfo('avril.rpss')
        member.size = len(sound)
        made.addfile(member, io.BytesIO(sound))
    for data, french, english in ((stored.getvalue(), 'une archive zip', 'archive (zip'), (taken.getvalue(), 'une archive tar', 'archive (tar'),
                                  (b'%PDF-1.7\n' + sound, 'un document PDF', 'a PDF document'), (b'{\\rtf1\n' + sound, 'un document', 'an office')):
        write(path, data)
        for command in (['group', *ESSAI], ['check'], ['price', *ESSAI, '--by', 'total'], ['drugs', '--rpss', plain],
                        ['bills', *ESSAI, '--rpss', plain]):
            said(both(*command, path, '-o', out), 3, french, english, 'container %s' % command)
            check(not os.path.exists(out), 'container: nothing at -o')
        for size in ('64', None):
            check(run('price', *ESSAI, '--by', 'total', '-', data=data, size=size).returncode == 3, 'container in a pipe')
    write(path, b'a note\n')
    for command in (['group'], ['check'], ['audit'], ['price'], ['tables', 'coverage']):
        said(both(*command, *ESSAI, path, '-o', out), 3, 'aucune ligne d\'un format que had', 'no line of a format that had',
             'foreign %s' % command)
        check(not os.path.exists(out), 'nothing at -o')
    said(both('tables', 'learn', path, '-o', out), 3, 'aucune ligne', 'no line', 'learn')
    check(not os.path.exists(out), 'learn: no directory')
    said(both('compare', *ESSAI, path, os.path.join(fixtures, 'rpss.txt')), 3, 'aucune ligne', 'no line', 'compare')
    # A RAPSS given to a command of RPSS.
    rapss = HOME + b'H37' + b' ' * 300 + b'\n'
    said(both('group', *ESSAI, '-', data=rapss), 3, 'des RAPSS de format H37', 'RAPSS of format H37', 'RAPSS to group')
    said(both('check', *ESSAI, '-', data=rapss), 3, 'des RAPSS', 'RAPSS of', 'RAPSS to check')
    r = run('price', '-q', *ESSAI, '-', data=rapss)
    check(r.returncode == 0, 'RAPSS to price, if only to be rejected')
    # The first MiB decides; a line of a known format, whatever its length, is enough.
    mib = b'x' * 1023 + b'\n'
    for data, code in ((mib * 1023 + b'H0F\n', 0), (mib * 1024 + sound, 3), (b'H0F', 0), (b'H0', 3), (b'x', 3),
                       (b'\n' * 3000000, 0), (b'\n' * 3000000 + sound, 3), (BOM + b'H0F', 0), (END + sound, 0),
                       (b'x\n' * 20 + sound, 0)):
        codes = set()
        for size in ('64', None):
            codes.add(run('price', *ESSAI, '--by', 'total', '-q', '-', data=data, size=size).returncode)
            codes.add(run('price', *ESSAI, '--by', 'total', '-q', write(path, data), size=size).returncode)
        check(codes == {code}, 'the first MiB: %s of %r...' % (codes, data[:20]))
    # Both inputs are looked at before a row is written.
    write(path, b'a note\n')
    r = run('price', *ESSAI, os.path.join(fixtures, 'rpss.txt'), path)
    check(r.returncode == 3 and r.stdout == b'', 'the second input decides before the first row')
    r = subprocess.run('"%s" price --classification essai - <&-' % had, shell=True, capture_output=True)
    check(r.returncode == 3 and r.stdout == b'', 'standard input closed: %s' % r.stderr)


# --- The same file twice, directories -------------------------------------------------------------

def twice(tmp):
    a = write(os.path.join(tmp, 'twice.txt'), open(os.path.join(fixtures, 'rpss.txt'), 'rb').read())
    link, hard = os.path.join(tmp, 'link'), os.path.join(tmp, 'hard')
    os.symlink(a, link)
    os.link(a, hard)
    out = os.path.join(tmp, 'twice.csv')
    commands = (['price', *ESSAI, '-o', out], ['group', *ESSAI, '-o', out], ['check', *ESSAI], ['audit', *ESSAI],
                ['compare', *ESSAI], ['tables', 'coverage', *ESSAI], ['tables', 'learn', '-o', out], ['merge', '-o', out],
                ['price', '--doublons', *ESSAI], ['report', *ESSAI, '-o', out])
    for command in commands:
        for other in (a, link, hard, os.path.join(tmp, '.', 'twice.txt')):
            runs = both(*command, a, other)
            said(runs, 2, 'compterait deux fois', 'would count twice', '%s twice' % command)
            check(all(r.stdout == b'' and a.encode() in r.stderr for r in runs), 'named')
        check(not os.path.exists(out), 'nothing at -o')
    beside = os.path.join(fixtures, 'examples', 'beside')
    drugs, rpss = os.path.join(beside, 'dgf.fichcomp.txt'), os.path.join(beside, 'dgf.rpss.txt')
    other = os.path.join(tmp, 'other')
    os.symlink(rpss, other)
    for command in (['drugs', drugs, '--rpss', rpss, '--rpss', other], ['drugs', drugs, drugs, '--rpss', rpss],
                    ['drugs', rpss, '--rpss', other], ['price', *ESSAI, a, '--conventions', link],
                    ['explain', *ESSAI, a, '--sejour', 'x', '--conventions', link],
                    ['price', *ESSAI, a, '--vidhosp', drugs, '--vidhosp', drugs]):
        said(both(*command), 2, 'compterait deux fois', 'would count twice', '%s' % command)
    check(run('drugs', '-q', drugs, '--rpss', rpss).returncode == 0, 'each once')
    check(run('price', '-q', *ESSAI, '--tables', tmp, '--tables', tmp, a).returncode != 2, 'tables add up')
    r = subprocess.run([had, 'price', *ESSAI, a, '-'], stdin=open(a, 'rb'), capture_output=True)
    check(r.returncode == 2, 'a file and standard input')


def directory(tmp):
    data = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read()
    lines = data.split(b'\n')[:9]
    d = os.path.join(tmp, 'd')
    os.mkdir(d)

    def put(name, *which):
        return write(os.path.join(d, name), b'\n'.join(lines[i] for i in which) + b'\n')

    def price(*args, of=('d',), code=0):
        r = run('price', '--by', 'total', *ESSAI, '--lang', 'en', *args, *of, cwd=tmp)
        check(r.returncode == code, 'directory: %d %s' % (r.returncode, r.stderr[-500:]))
        return r

    check(price(code=3).stdout == b'', 'an empty directory')
    write(os.path.join(d, 'note.txt'), b'a note\n')
    r = price(code=3)
    check(b'd/note.txt: passed over' in r.stderr and b'no file to read in this directory' in r.stderr, 'nothing in it')
    put('b.txt', 0)
    put('a.txt', 1)
    put('.hidden', 2)
    put('Z.txt', 3)
    write(os.path.join(d, 'zip'), b'PK\x03\x04')
    os.mkdir(os.path.join(d, 'inside'))
    write(os.path.join(d, 'inside', 'x.txt'), data)
    os.symlink('nowhere', os.path.join(d, 'broken'))
    os.symlink('inside', os.path.join(d, 'inside-too'))
    r = run('price', *ESSAI, 'd', cwd=tmp)
    names = [l.split(b';')[0] for l in r.stdout.split(b'\n')[1:-1]]
    check(sorted(set(names)) == names[:1] + [n for n in (b'd/a.txt', b'd/b.txt') if n in names] and
          names == sorted(names) and names[0] == b'd/Z.txt', 'byte order: %s' % names)
    check(r.stderr.count(b'd/note.txt') == 1 and 'd/zip : laissé de côté'.encode() in r.stderr, 'passed over, each once')
    check(run('price', *ESSAI, 'd/', '-q', cwd=tmp).stdout == run('price', *ESSAI, 'd', '-q', cwd=tmp).stdout, 'a last slash')
    check(run('price', *ESSAI, '-q', 'd', cwd=tmp).stderr == b'', 'quiet')
    for name in ('a.txt', 'b.txt', 'Z.txt', 'note.txt', 'zip'):
        os.remove(os.path.join(d, name))

    # Cumulative months: the last one counts, of each FINESS, year and ext.
    put('750712184.2024.1.rpss.txt', 4)
    put('750712184.2024.02.rpss.txt', 4, 5)
    put('750712184.2024.10.RPSS.txt', 4, 5, 6)
    put('750712184.2023.12.rpss.txt', 7)
    put('2A0000014.2024.3.rpss.txt', 8)
    write(os.path.join(d, '750712184.2024.11.rpss.txt'), b'')   # holds none
    last = [os.path.join(d, n) for n in ('2A0000014.2024.3.rpss.txt', '750712184.2023.12.rpss.txt',
                                         '750712184.2024.10.RPSS.txt')]
    good = run('price', '--by', 'total', *ESSAI, '-q', *last).stdout
    r = price()
    check(r.stdout == good, 'the last month of each')
    for n in (b'750712184.2024.1.rpss.txt', b'750712184.2024.02.rpss.txt'):
        check(b'd/' + n + b': not read' in r.stderr, 'months left out are named')
    check(b'larger' not in r.stderr, 'each month holds the one before')
    # A later month cut short is read as it is: the summary says that the one before was larger.
    put('750712184.2024.11.rpss.txt', 4)
    last[-1] = os.path.join(d, '750712184.2024.11.rpss.txt')
    october = 'd/750712184.2024.10.RPSS.txt'
    said(both('price', '--by', 'total', *ESSAI, 'd', cwd=tmp), 0,
         october + " : non lu (--tous-les-mois), bien que plus gros qu'un mois plus récent",
         october + ': not read (--tous-les-mois), though larger than a later month', 'a later month is smaller')
    check(price().stdout == run('price', '--by', 'total', *ESSAI, '-q', *last).stdout, 'the smaller later month counts')
    check(price().stderr.count(b'larger') == 2, 'the larger ones, and the one as large is not named')
    write(os.path.join(d, '750712184.2024.11.rpss.txt'), b'')
    check(price('-q', '--tous-les-mois', '--doublons').stdout == run(
        'price', '--by', 'total', *ESSAI, '-q', '--doublons', *[os.path.join(d, n) for n in sorted(os.listdir(d))
            if n.startswith(('75', '2A')) and '.11.' not in n]).stdout, '--tous-les-mois')
    journal = os.path.join(tmp, 'directory.json')
    price('--journal', journal, '-o', os.path.join(tmp, 'directory.csv'))
    check(run('verify', journal, cwd=tmp).returncode == 0, 'verify')
    included = {table['file']: table['sha256'] for table in json.load(open(journal))['tables'] if table['origin'] == 'incluse'}
    shipped = os.path.join(fixtures, '..', 'tables')
    check(len(included) > 10 and included == {file: hashlib.sha256(open(os.path.join(shipped, file), 'rb').read()).hexdigest()
                                              for file in included}, 'fingerprints of the tables compiled in')
    put('750712184.2024.12.rpss.txt', 4, 5, 6, 0)
    r = run('verify', journal, cwd=tmp)
    check(r.returncode == 0, 'verify reads what was read: %s' % r.stdout)
    for twin in ('750712184.2024.012.rpss.txt', '750712184.2024.12.rpss.grp', '750712184.2024.12.RPSS.TXT'):
        put(twin, 4 if '.012.' not in twin else 1)
        r = price(code=2 if '.012.' not in twin else 0)
        check('.012.' in twin or (twin.encode() in r.stderr and b'750712184.2024.12.rpss.txt' in r.stderr), 'both named')
        os.remove(os.path.join(d, twin))
    put('750712184.2024.2.rpss.txt', 4)
    said(both('price', *ESSAI, 'd', cwd=tmp), 2, 'deux fichiers du même mois', 'two files of one month', '2 and 02')
    check(price('--tous-les-mois', code=2).stdout == b'', '2 and 02 with every month')
    os.remove(os.path.join(d, '750712184.2024.2.rpss.txt'))
    # A file of a directory, and the directory.
    check(price(of=('d', 'd/750712184.2024.12.rpss.txt'), code=2).stdout == b'', 'a file and its directory')
    os.symlink('750712184.2024.12.rpss.txt', os.path.join(d, 'alias.txt'))
    check(price(code=2).stdout == b'', 'a file and its link in one directory')
    os.remove(os.path.join(d, 'alias.txt'))
    # Every command that reads records; a slice of a directory; one state in each directory.
    for command in (['group'], ['check'], ['audit'], ['tables', 'coverage']):
        check(run(*command, *ESSAI, '-q', 'd', cwd=tmp).returncode in (0, 1), '%s of a directory' % command)
    parts = [run('group', *ESSAI, '-q', '--part', '%d/3' % k, 'd', cwd=tmp).stdout for k in (1, 2, 3)]
    check(b''.join(parts) == run('group', *ESSAI, '-q', 'd', cwd=tmp).stdout, 'slices of a directory')
    for n, month in (('old', '1'), ('new', '2')):
        os.mkdir(os.path.join(tmp, n))
        write(os.path.join(tmp, n, '750712184.2024.%s.rpss.txt' % month), b'\n'.join(lines[:4 + int(month)]) + b'\n')
    r = run('compare', *ESSAI, '-q', 'old', 'new', cwd=tmp)
    check(r.returncode == 0 and r.stdout.count(b'nouveau') == 1, 'compare of directories')
    check(run('compare', *ESSAI, '-q', 'd', 'new', cwd=tmp).returncode == 2, 'compare of more than two')


# --- Records that stand twice (rule R39) ----------------------------------------------------------

STAYS = {b'C': 'oqn', b'E': 'oqn', b'G': 'oqn'}  # third byte of ex-OQN formats


def key(line):
    """Sector, FINESS, stay, sequence, sub-sequence, by the layouts since 2011; None = takes no part."""
    oqn = line[2:3] in STAYS
    start, end = (41, 50) if oqn else (41, 61)
    numbers = line[105:109], line[158:162]
    stay = line[start:end].strip(b' ')
    if not stay or not all(n.isdigit() for n in numbers):
        return None
    return oqn, line[3:12].strip(b' '), stay, int(numbers[0]), int(numbers[1])


def brute(files):
    """Keys between inputs, within one alone; the pair that shares most by first and first other, and how many."""
    met = {}
    for n, lines in enumerate(files):
        for line in lines:
            k = key(line)
            if k is not None:
                met.setdefault(k, []).append(n)
    pairs = {}
    within = 0
    for inputs in met.values():
        others = sorted(set(inputs))
        if len(others) > 1:
            pairs[tuple(others[:2])] = pairs.get(tuple(others[:2]), 0) + 1
        else:
            within += len(inputs) > 1
    best = min(pairs, key=lambda p: (-pairs[p], p)) if pairs else None
    return len(met), sum(pairs.values()), within, best, pairs.get(best, 0)


def twice_said(r):
    found = re.search(rb'had: (about )?(\d+) record\(s\) both in (\S+) and in (\S+): counted twice', r.stderr)
    return found and (bool(found[1]), int(found[2]), found[3].decode(), found[4].decode())


def records(tmp, count, *options):
    path = os.path.join(tmp, 'records.txt')
    with open(path, 'wb') as f:
        subprocess.run([generate, '--records', str(count), '--formats', 'all', '--faults', '5', *options], stdout=f,
                       check=True)
    return [l for l in open(path, 'rb').read().split(b'\n')[:-1] if l[:3] not in (b'H02', b'HA2', b'H12')]


def varied(rng, line):
    """The same key written otherwise: another format of its sector, blanks moved, a zero less."""
    if rng.random() < .3 and line[41:61].endswith(b' ') and line[2:3] not in STAYS:
        line = line[:41] + b' ' + line[41:60] + line[61:]
    return line


def doublons(tmp):
    rng = random.Random(3)
    base = records(tmp, 3000)
    out = os.path.join(tmp, 'doublons.csv')
    for n in range(25):
        count = rng.randrange(1, 6)
        files = [[] for _ in range(count)]
        for line in rng.sample(base, rng.randrange(1, 1500)):
            files[rng.randrange(count)].append(line)
        for _ in range(rng.choice((0, 0, 1, 5, 300))):
            source, target = rng.randrange(count), rng.randrange(count)
            if files[source]:
                files[target].append(varied(rng, rng.choice(files[source])))
        paths = [write(os.path.join(tmp, 'f%d.txt' % i), b''.join(l + b'\n' for l in lines))
                 for i, lines in enumerate(files)]
        _, between, within, best, shared = brute(files)
        for jobs, size in (('1', None), ('3', '4096'), ('16', '191')):
            r = run('price', '--by', 'total', *ESSAI, '--lang', 'en', '-j', jobs, '-o', out, *paths, size=size)
            if between:
                check(r.returncode == 2 and twice_said(r) == (False, shared, paths[best[0]], paths[best[1]]),
                      'between: %s, %s' % (twice_said(r), (shared, best)))
                check(not os.path.exists(out), '-o is left unwritten')
            else:
                found = re.search(rb'twice or more in one file: (\d+)', r.stderr)
                check(r.returncode == 0 and int(found[1] if found else 0) == within, 'within: %s' % within)
                os.remove(out)
            r = run('price', '--by', 'total', *ESSAI, '--lang', 'en', '-j', jobs, '--doublons', *paths, size=size)
            found = re.search(rb'counted each time \(--doublons\): (\d+)', r.stderr)
            check(r.returncode == 0 and int(found[1] if found else 0) == between, '--doublons')
    # A slice knows its own records only.
    twin = write(os.path.join(tmp, 'twin.txt'), b''.join(l + b'\n' for l in files[0]))
    codes = {run('price', *ESSAI, '-q', '--part', '%d/2' % k, paths[0], twin).returncode for k in (1, 2)}
    check(codes == {0}, 'slices: %s' % codes)


def many_doublons(tmp):
    """Beyond 4 096 keys: an estimate, the same whoever works, near what is so; nothing is made up."""
    lines = records(tmp, 30000, '--seed', '4')
    a, b = lines[:18000], lines[18000:]
    paths = [os.path.join(tmp, n) for n in ('many-a.txt', 'many-b.txt', 'many-c.txt')]
    for shared in (0, 6000, 12000):
        files = [a, b + a[:shared], lines[:50]]
        for path, content in zip(paths, files):
            write(path, b''.join(l + b'\n' for l in content))
        keys, between, within, best, exact = brute(files[:2])
        said = set()
        for jobs, size in (('1', None), ('4', '4096'), ('7', None)):
            r = run('price', '--by', 'total', *ESSAI, '--lang', 'en', '-j', jobs, *paths[:2], size=size)
            said.add((r.returncode, r.stderr))
        check(len(said) == 1, 'the estimate depends on who works')
        found = twice_said(r)
        if shared == 0:
            check(r.returncode == 0 and found is None, 'nothing is made up: %s' % r.stderr)
        else:
            check(r.returncode == 2 and found[0] and abs(found[1] - exact) < exact * .12, 'about %s of %s' % (found, exact))
    keys, _, within, _, _ = brute([lines + lines[:9000]])
    write(paths[0], b''.join(l + b'\n' for l in lines + lines[:9000]))
    r = run('price', '--by', 'total', *ESSAI, '--lang', 'en', paths[0])
    found = re.search(rb'in one file: about (\d+)', r.stderr)
    check(r.returncode == 0 and abs(int(found[1]) - within) < within * .12, 'within, about')


def where_doublons(tmp):
    """Which commands end with 2, what is written, in both languages."""
    sound = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read().split(b'\n')[:9]
    a = write(os.path.join(tmp, 'm1.txt'), b'\n'.join(sound[:4]) + b'\n')
    b = write(os.path.join(tmp, 'm2.txt'), b'\n'.join(sound) + b'\n')
    g = write(os.path.join(tmp, 'm2.grp'), run('group', '-q', *ESSAI, b).stdout)
    ga = write(os.path.join(tmp, 'm1.grp'), run('group', '-q', *ESSAI, a).stdout)
    out = os.path.join(tmp, 'where.out')
    for command, one, two in ((['price', *ESSAI], a, b), (['price', *ESSAI, '--by', 'jour'], b, g),
                              (['audit', *ESSAI], ga, g), (['tables', 'learn', '--non-officiels'], ga, g),
                              (['tables', 'coverage', *ESSAI], a, b), (['report', *ESSAI], a, b),
                              (['report', *ESSAI, '--to', 'csv'], b, g)):
        runs = both(*command, '-o', out, one, two)
        number = 9 if two == g and one == b else 4
        said(runs, 2, '%d enregistrement(s) à la fois dans %s et dans %s' % (number, one, two),
             '%d record(s) both in %s and in %s' % (number, one, two), 'doublons of %s' % command)
        check(not os.path.exists(out), '-o is left unwritten')
        if 'learn' not in command and 'csv' not in command:
            runs = both(*command, one, two)
            said(runs, 2, "n'est à utiliser", 'is to be used', 'standard output of %s' % command)
            check(all(r.stdout == b'' for r in runs), 'nothing that was held back is written')
        r = run(*command, '--doublons', '-o', out, one, two)
        check(r.returncode in (0, 1) and os.path.exists(out), '--doublons of %s: %s' % (command, r.stderr[-300:]))
        subprocess.run(['rm', '-r', out], check=True)
    # group and check do not count money.
    for command in (['group'], ['check']):
        check(run(*command, *ESSAI, '-q', a, b).returncode in (0, 1), '%s of cumulative months' % command)
    # Rows that are out already: the last sentence says so.
    many = write(os.path.join(tmp, 'many.txt'), b''.join(
        sound[0][:41] + b'S%019d' % n + sound[0][61:] + b'\n' for n in range(4000)))
    twin = write(os.path.join(tmp, 'twin.txt'), open(many, 'rb').read()[:2310])
    for r, words in zip(both('price', *ESSAI, many, twin), ('ne sont pas à utiliser', 'are not to be used')):
        check(r.returncode == 2 and r.stdout and words in r.stderr.decode().strip().split('\n')[-1], 'rows above')
    # RPSS and RAPSS in one price.
    line = anonymous.make(open(g, 'rb').read(), anonymous.parse_arguments([])).split(b'\n')[0] + b'\n'
    rapss = write(os.path.join(tmp, 'x.rapss'), line)
    r = run('price', *ESSAI, '-q', rapss)
    check(r.returncode == 0 and r.stdout.count(b'\n') >= 2, 'a RAPSS alone: %s' % r.stdout)
    said(both('price', *ESSAI, '-o', out, rapss, b), 2, 'contient des RPSS', 'holds RPSS', 'RPSS and RAPSS')
    mixed = write(os.path.join(tmp, 'mixed'), sound[0] + b'\n' + line)
    said(both('price', *ESSAI, '-o', out, mixed), 2, '1 RPSS et 1 RAPSS', '1 RPSS and 1 RAPSS', 'RPSS and RAPSS in one file')
    said(both('report', *ESSAI, '-o', out, rapss, b), 2, 'contient des RPSS', 'holds RPSS', 'RPSS and RAPSS in report')
    check(not os.path.exists(out), '-o is left unwritten')
    check(run('price', *ESSAI, '-q', '--doublons', rapss, b).returncode == 0, 'RPSS and RAPSS, --doublons')
    check(run('audit', *ESSAI, '-q', rapss, g).returncode in (0, 1), 'audit takes both')
    # The same RAPSS, but for its number.
    other = write(os.path.join(tmp, 'y.rapss'), line[:21] + b'99999' + line[26:])
    said(both('price', *ESSAI, rapss, other), 2, '1 enregistrement(s) à la fois', '1 record(s) both', 'RAPSS')
    changed = write(os.path.join(tmp, 'z.rapss'), line[:39] + (b'2' if line[39:40] == b'1' else b'1') + line[40:])
    check(run('price', *ESSAI, '-q', rapss, changed).returncode == 0, 'another RAPSS')


# --- Messages and known causes --------------------------------------------------------------------

def damages(tmp):
    sound = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read().split(b'\n')[:9]
    accent = sound[4][:20] + b'\xe9' + sound[4][21:]
    path = os.path.join(tmp, 'damage.txt')
    cases = {
        'utf8': (b'\n'.join([accent.decode('cp1252').encode()] * 3 + sound) + b'\n', 'recodé en UTF-8', 're-coded to UTF-8'),
        'cr': (b'\r'.join(sound) + b'\r', 'CR seul', 'CR alone'),
        'cr lf': (b'\r\r\n'.join(sound) + b'\r\r\n', 'CR CR LF', 'CR CR LF'),
        'cut': (b'\n'.join(sound)[:-1], 'arrête au milieu de cette ligne', 'stops in the middle of this line'),
        'quotes': (sound[0] + b'\n' + b''.join(b'"' + l + b'"\n' for l in sound[1:]), 'ligne entre guillemets', 'line in quotes')}
    for name, (data, french, english) in cases.items():
        write(path, data)
        for command in (['price'], ['group'], ['check'], ['audit'], ['tables', 'coverage']):
            for jobs, size in (('1', None), ('3', '191')):
                for language, words in (('fr', french), ('en', english)):
                    r = run(*command, *ESSAI, '--lang', language, '-j', jobs, path, size=size)
                    check(r.returncode in (0, 1) and r.stderr.decode().count(words) == 1,
                          '%s named once by %s: %s' % (name, command, r.stderr[-300:]))
        good = [l for l in data.split(b'\n') if l[:1] == b'H' and b'\r' not in l and b'\xc3' not in l]
        r = run('price', *ESSAI, '-q', '--by', 'total', path)
        check(r.stdout == run('price', *ESSAI, '-q', '--by', 'total', '-', data=b'\n'.join(good)).stdout, name + ': money')
        check(run('price', *ESSAI, '-q', path).stderr == b'', 'quiet')
    # A stray CR, a stray quote, an accent of one byte are none of these.
    write(path, b'\n'.join([sound[0][:50] + b'\r' + sound[0][51:], sound[1], accent, b'"x' + sound[2]]))
    r = run('price', *ESSAI, '--lang', 'en', path)
    check(not any(w in r.stderr.decode() for _, _, w in cases.values()), 'nothing is guessed: %s' % r.stderr)


def messages(tmp):
    sound = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read().split(b'\n')[0]
    a = write(os.path.join(tmp, 'many-a'), sound + b'\n' + b'x\n' * 50 + sound[:-1] + b'\n' + b'y\n' * 3)
    b = write(os.path.join(tmp, 'many-b'), sound[:41] + b'B' + sound[42:] + b'\n' + b'x\n' * 21 + sound[:-1] + b'\n' * 20)
    said = set()
    for jobs, size in (('1', None), ('1', '64'), ('3', '191'), ('16', '64')):
        r = run('group', *ESSAI, '--lang', 'en', '-j', jobs, a, b, size=size)
        said.add(r.stderr)
    check(len(said) == 1, 'messages depend on who works')
    lines = r.stderr.decode().split('\n')
    for path, more in ((a, 33), (b, 1)):
        unknown = [i for i, l in enumerate(lines) if l.startswith(path) and ': FORMAT INCONNU: U' in l]
        rest = [i for i, l in enumerate(lines) if l == '%s: FORMAT INCONNU: %d more line(s), not shown (--tous-les-messages)' % (path, more)]
        check(len(unknown) == 20 and len(rest) == 1 and rest[0] > unknown[-1], 'twenty lines of %s: %s' % (path, lines))
        check(sum(l.startswith(path) and 'LONGUEUR' in l for l in lines) == 1, 'another code has its own twenty')
    check(lines.index('%s: FORMAT INCONNU: 33 more line(s), not shown (--tous-les-messages)' % a) <
          min(i for i, l in enumerate(lines) if l.startswith(b)), 'at the end of its file')
    r = run('group', *ESSAI, a)
    check('encore 33 ligne(s), non montrées' in r.stderr.decode(), 'in French')
    r = run('group', *ESSAI, '--lang', 'en', '--tous-les-messages', '-j', '3', a, b, size='191')
    check(r.stderr.decode().count('FORMAT INCONNU: U') == 53 + 21 and b'more line' not in r.stderr, '--tous-les-messages')
    # What is written to files is never cut.
    r = run('check', *ESSAI, '-q', a)
    check(r.stdout.count(b'FORMAT INCONNU') == 53, 'findings')
    r = run('audit', *ESSAI, '--lang', 'en', '-', data=b''.join(
        sound[:41] + b'S%019d' % n + sound[61:] + b'\n' for n in range(30)))
    check(r.stderr.decode().count('907: ') == 20 + 1 and b'907: 10 more line(s)' in r.stderr, '907: %s' % r.stderr[:300])


def last_line(tmp):
    """A last line without an end gets one when another record follows, and not of a line that is refused."""
    sound = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read().split(b'\n')[0]
    a, b, c = (os.path.join(tmp, n) for n in ('last-open', 'last-refused', 'last-other'))
    write(a, sound)
    write(c, sound[:41] + b'B' + sound[42:] + b'\n')
    first, last = (run('group', *ESSAI, '-q', path).stdout for path in (a, c))
    check(not first.endswith(b'\n') and last.endswith(b'\n'), 'the line end is that of the record')
    short = sound[:-1] + b'\n'
    for refused in (short, short * 20, short + b'x\n' * 20, b''):
        write(b, refused)
        for jobs in ('1', '3'):
            check(run('group', *ESSAI, '-q', '-j', jobs, a, b).stdout == first, 'refused: %s' % refused[-20:])
            check(run('group', *ESSAI, '-q', '-j', jobs, a, b, c).stdout == first + b'\n' + last, 'then a record')


# --- Without a classification ---------------------------------------------------------------------

def no_classification(tmp):
    """Before the first row when one of the first 4 096 lines asks for it, in a pipe too."""
    sound = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read().split(b'\n')[0]
    grouped = run('group', '-q', *ESSAI, '-', data=sound + b'\n').stdout
    many = b''.join(grouped[:41] + b'S%019d' % n + grouped[61:] for n in range(6000))
    lines = many.split(b'\n')[:-1]
    small = write(os.path.join(tmp, 'small.grp'), grouped)
    for at in (0, 1, 200, 4095):
        data = b'\n'.join(lines[:at] + [sound] + lines[at:]) + b'\n'
        for jobs, size in (('1', None), ('3', '191')):
            for args in (['-'], [small, '-']):
                r = run('price', '--by', 'jour', '-j', jobs, '--lang', 'en', *args, data=data, size=size)
                check(r.returncode == 4 and r.stdout == b'' and b'standard input line %d: a record' % (at + 1) in r.stderr,
                      'line %d: %d %r %s' % (at, r.returncode, r.stdout[:50], r.stderr[:100]))
    r = run('price', '--by', 'jour', '-', data=b'\n'.join(lines + [sound]) + b'\n')
    check(r.returncode == 4 and r.stdout != b'', 'a later one: rows are out')
    r = run('price', '--by', 'total', '-q', '-', data=many)
    check(r.returncode == 0 and r.stdout == run('price', '--by', 'total', '-q', *ESSAI, '-', data=many).stdout, 'none asks')
    # A record that is out of period does not ask.
    out = sound[:170] + b'31012020' + sound[178:]
    check(run('price', '-q', '--periode', '2024', '-', data=many + out + b'\n').returncode == 0, 'out of period')


# --- --periode ------------------------------------------------------------------------------------

def periods(tmp):
    lines = records(tmp, 900, '--years', '2022-2025', '--seed', '6')
    path = write(os.path.join(tmp, 'periods.txt'), b'\n'.join(lines) + b'\nx\n' + lines[0][:170] + b'31022024' + lines[0][178:] + b'\n')
    rows = [r.split(b';') for r in run('group', '-q', '--to', 'csv', *ESSAI, path).stdout.split(b'\n')[1:-1]]
    whole = run('group', '-q', *ESSAI, path).stdout.split(b'\n')[:-1]
    for period, first, last in (('2024-03', b'2024-03', b'2024-03'), ('2024', b'2024-01', b'2024-12'),
                                ('2023-11..2024-02', b'2023-11', b'2024-02'), ('1999', b'1999-01', b'1999-12')):
        inside = [r[7] == b'' or first <= r[7][:7] <= last for r in rows]
        for jobs in '1', '3':
            r = run('group', *ESSAI, '--lang', 'en', '-j', jobs, '--periode', period, path)
            check(r.stdout.split(b'\n')[:-1] == [l for l, i in zip(whole, inside) if i], 'group --periode ' + period)
            n = counts(r)
            check(n[0] == sum(n[1:]) == len(rows) + 1 and n[3] == 1 and n[5] == inside.count(False), 'account %s' % n)
            ends = sorted(x[7][:7].decode() for x in rows if x[7])
            none = 'no record ends in the period asked for (--periode); those that were read end from %s to %s\n' % (ends[0], ends[-1])
            check((none in r.stderr.decode()) == (period == '1999'), 'no record in %s: %s' % (period, r.stderr.decode()))
        kept = write(os.path.join(tmp, 'kept.txt'), b'\n'.join(
            l for l, i in zip(open(path, 'rb').read().split(b'\n'), [*inside[:-1], True, inside[-1]]) if i) + b'\n')
        for command in (['price', '--by', 'total'], ['audit', '--to', 'rapport'], ['tables', 'coverage']):
            a = run(*command, *ESSAI, '-q', '--periode', period, path)
            b = run(*command, *ESSAI, '-q', kept)
            check((a.returncode, a.stdout) == (b.returncode, b.stdout), '%s --periode %s' % (command, period))
        tables = []
        # Tables lead to lines: those of the file that holds the kept alone, at their numbers in the other.
        os.makedirs(os.path.join(tmp, 'alone'), exist_ok=True)
        os.replace(kept, os.path.join(tmp, 'alone', 'periods.txt'))
        numbers = [n for n, i in enumerate([*inside[:-1], True, inside[-1]], 1) if i]
        for n, given in enumerate((['--periode', period], [])):
            out = os.path.join(tmp, 'tables%d-%s' % (n, period))
            where = os.path.join(tmp, 'alone') if n else tmp
            check(run('report', *ESSAI, '-q', '--to', 'csv', '-o', out, *given, 'periods.txt', cwd=where).returncode == 0, 'report')
            tables.append({name: open(os.path.join(out, name), 'rb').read() for name in os.listdir(out)})
            for name in tables[-1] if n else ():
                tables[-1][name] = re.sub(rb'(?<=periods.txt[:;])[\d,]*\d', lambda m: b','.join(
                    b'%d' % numbers[int(k) - 1] for k in m[0].split(b',')), tables[-1][name])
            read = tables[-1].pop('sources.csv')  # what was asked for is told there
            check((b'\nperiode;' in read) == (n == 0), 'report: the period is among what was read')
            left = tables[-1].pop('hors_periode.csv', b'').splitlines()[1:]
            check(sum(int(z.split(b';')[1]) for z in left) == (0 if n else inside.count(False)), 'report: what is left out of the period')
        check(tables[0] == tables[1] and len(tables[0]) > 5, 'report --periode ' + period)
        # What is chained is the whole file.
        a = run('group', *ESSAI, '-q', '--chainage', '--periode', period, path).stdout.split(b'\n')[:-1]
        b = run('group', *ESSAI, '-q', '--chainage', path).stdout.split(b'\n')[:-1]
        check(a == [l for l, i in zip(b, inside) if i], '--chainage sees every record')
        # Records that are left out do not stand twice.
        twin = write(os.path.join(tmp, 'twin.txt'), b'\n'.join(
            l for l, r in zip(lines, rows) if r[7] and not first <= r[7][:7] <= last and r[5] != b'') + b'\n')
        r = run('price', *ESSAI, '-q', '--by', 'total', '--periode', period, path, twin)
        check(r.returncode == 0, 'left out of what stands twice: %s' % r.stderr)
    said(both('price', *ESSAI, '--periode', '2024', path), 0, ' hors période', ' out of period', 'counted')
    grouped = [l for l in run('group', *ESSAI, '-q', path).stdout.split(b'\n') if l[:2] == b'H1'][:300]
    made = anonymous.make(b'\n'.join(grouped) + b'\n', anonymous.parse_arguments([]))
    rapss = write(os.path.join(tmp, 'periods.rapss'), made)
    layouts, _ = anonymous.load_layouts(Path(fixtures).parent / 'tables')

    def field(line, name):
        at = 0
        for known, length in layouts[line[9:12].decode()]:
            if known == name:
                return line[at:at + length]
            at += length

    ends = [(l, field(l, 'annee_fin_sous_sequence'), field(l, 'mois_fin_sous_sequence'))
            for l in made.split(b'\n') if len(l) > 12]
    march = [l for l, y, m in ends if (y, m) == (b'2024', b'03') or not (y + m).isdigit()]
    a = run('price', '-q', '--by', 'total', '--periode', '2024-03', rapss).stdout
    check(march and a == run('price', '-q', '--by', 'total', '-', data=b'\n'.join(march) + b'\n').stdout, 'RAPSS')
    for wrong in ('2024-13', '24', '2024-05..2024-04', '2024..2025', '2024-01..', '..2024-01', '', '2024-1', '0000'):
        check(run('price', *ESSAI, '--periode', wrong, path).returncode == 2, 'refused: ' + wrong)
    for wrong in ('2024', '2024-01..2024-02'):
        check(run('check', *ESSAI, '--periode', wrong, path).returncode == 2, 'check wants one month')
    check(run('check', *ESSAI, '-q', '--periode', '2024-03', path).returncode == 1, 'check: as R21')
    for command in (['tables', 'list'], ['compare'], ['tables', 'learn'], ['merge']):
        check(run(*command, '--periode', '2024', path).returncode == 2, '%s has no --periode' % command)


# --- merge ----------------------------------------------------------------------------------------

def transferred(tmp):
    """Slices that went through a transfer as text: merge gives the bytes of one run."""
    path = write(os.path.join(tmp, 'transferred.txt'), b'\n'.join(records(tmp, 200, '--seed', '8')) + b'\n')
    for command in (['price'], ['price', '--by', 'mois'], ['price', '--by', 'jour', '--to', 'jsonl'], ['group', '--to', 'csv'],
                    ['price', '--by', 'total', '--to', 'jsonl'], ['price', '--tableur'], ['price', '--by', 'ght', '--tableur'],
                    ['check', '--sans-chainage']):
        whole = run(*command, *ESSAI, '-q', path).stdout
        slices = [run(*command, *ESSAI, '-q', '--part', '%d/3' % k, path).stdout for k in (1, 2, 3)]
        for changed in ([0], [1], [2], [0, 1, 2]):
            names = []
            for k, data in enumerate(slices):
                if k in changed:
                    data = data.replace(b'\r\n', b'\n') if '--tableur' in command else data.replace(b'\n', b'\r\n')
                names.append(write(os.path.join(tmp, 's%d' % k), data))
            r = run('merge', *names)
            check(r.returncode == 0 and r.stdout == whole, 'merge of %s, %s' % (command, changed))


def main():
    with tempfile.TemporaryDirectory() as tmp:
        debris(tmp)
        known_debris(tmp)
        foreign(tmp)
        twice(tmp)
        directory(tmp)
        doublons(tmp)
        many_doublons(tmp)
        where_doublons(tmp)
        damages(tmp)
        messages(tmp)
        last_line(tmp)
        no_classification(tmp)
        periods(tmp)
        transferred(tmp)
    return status()


sys.exit(main())
