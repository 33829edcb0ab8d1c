#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""terminal.py HAD GENERATE FIXTURES: rows on a terminal (a pty of many sizes) are a table of a screenful; in a pipe or a
file nothing changes. Colour only where it may be, in both languages."""
import csv
import fcntl
import io
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
ESSAI = ['--classification', 'essai']
ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME', 'NO_COLOR')}
ENV.update(HOME='/nonexistent', TERM='xterm')
rpss, year = os.path.join(fixtures, 'rpss.txt'), os.path.join(fixtures, 'annee-2024.txt')


def pipe(*args, cwd=None):
    r = subprocess.run([had, *args], capture_output=True, cwd=cwd, env=ENV, stdin=subprocess.DEVNULL, timeout=60)
    return r.returncode, r.stdout, r.stderr


def terminal(*args, lines=24, width=80, cwd=None, **env):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack('HHHH', lines, width, 0, 0))
    p = subprocess.Popen([had, *args], stdout=theirs, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, cwd=cwd, env=dict(ENV, **env))
    os.close(theirs)
    out = b''
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:
            break
        if not more:
            break
        out += more
    err = p.stderr.read()
    os.close(ours)
    return p.wait(), out.replace(b'\r\n', b'\n'), err


def plain(text):
    return re.sub(r'\x1b\[\d*m', '', text)


def shown(language, text, kind):
    """As people write it."""
    if not re.fullmatch(r'-?\d+(\.\d+)?', text) or kind not in ('integer', 'decimal', 'euros'):
        return text
    whole, _, rest = text.partition('.')
    if len(whole.lstrip('-')) >= (5 if kind == 'integer' else 4):
        whole = '{:,}'.format(int(whole)).replace(',', ' ' if language == 'fr' else ',')
    return whole + ((',' if language == 'fr' else '.') + rest if rest else '')


def types(command):
    found = {}
    for line in pipe('columns', *command, '--to', 'csv', '--lang', 'en')[1].decode().splitlines()[1:]:
        name, kind = line.split(';')[:2]
        found[name] = kind
    return found


HEADS = {}


def worded():
    """Columns are headed in words of the language; what is the same in both is a word of the trade, or of both."""
    same = {n for n, w in HEADS['fr'].items() if HEADS['en'][n] == w}
    check(same <= {'mpp', 'mpa', 'ik', 'ghpc', 'ght', 'finess', 'zone', 'date', 'code', 'position', 'classification'} and len(HEADS['fr']) > 30,
          'headed alike in both languages: %s' % same)


def meanings():
    """What a finding means is read, not cut to a word, where the place of its field would take the room."""
    rows = list(csv.DictReader(io.StringIO(pipe('check', '-q', *ESSAI, year)[1].decode(), newline=''), delimiter=';'))
    for width, least in ((110, 22), (140, 60)):
        screen = plain(terminal('check', '-q', *ESSAI, year, width=width)[1].decode())
        for row in rows[:10]:
            check(row['libelle'][:min(least, len(row['libelle'])) - 1] in screen, '%d columns: %s is not read in %s' % (width, row['libelle'], screen))


def tables(tmp):
    big = os.path.join(tmp, 'big.txt')
    with open(big, 'wb') as f:
        subprocess.run([generate, '--records', '400', '--formats', 'all', '--faults', '60', '--broken', '20', '--seed', '12'], stdout=f, check=True)
    odd = os.path.join(tmp, 'a "name"; with\x1b[31m a \u00e9 and\nmore')
    with open(odd, 'wb') as f, open(rpss, 'rb') as g:
        f.write(g.read())
    cases = [(['price'], [big]), (['price', '--by', 'jour'], [big]), (['price', '--by', 'mois,mpp,ght'], [big]), (['price', '--by', 'total'], [big]),
             (['price', '--by', 'finess'], [rpss]), (['check'], [big, rpss]), (['check', '--values'], [big]), (['check', '--sans-chainage', '-j', '3'], [big]),
             (['compare'], [rpss, year]), (['tables', 'coverage', '--classification', os.path.join(fixtures, 'examples', 'classification3')], [big]), (['price'], [odd]), (['price', '--fourchette'], [rpss]), (['price', '-o', '-'], [rpss])]
    for command, files in cases:
        kinds = types([w for w in command[:2] if not w.startswith('-')][:2 if command[0] == 'tables' else 1])
        for language in ('fr', 'en'):
            args = [*command, *([] if '--classification' in command else ESSAI), '--lang', language, *files]
            code, out, err = pipe(*args)
            rows = list(csv.reader(io.StringIO(out.decode(), newline=''), delimiter=';'))
            header, rows = rows[0], rows[1:]
            for lines, width in ((24, 80), (10, 300), (50, 120), (12, 40), (15, 20), (6, 64), (24, 1000), (0, 0)):
                what = '%s %d x %d %s' % (' '.join(command), lines, width, language)
                tcode, screen, terr = terminal(*args, lines=lines, width=width)
                check(tcode == code and terr == err, '%s: status %d, %d; %s' % (what, code, tcode, terr[-200:]))
                text = plain(screen.decode())
                seen = text.split('\n')[:-1]
                lines, width = lines or 24, width or 80
                check(len(seen) < max(lines, 7) , '%s: %d lines' % (what, len(seen)))
                check(max(map(len, seen)) <= width or width <= 20, '%s: %d columns' % (what, max(map(len, seen))))
                check(not re.search(r'[\x00-\x09\x0b-\x1f\x7f]', text), '%s: control bytes' % what)
                joined = re.sub(r'\s+', ' ', text)
                hidden = re.search(r'(\d+) (?:colonne|column)', joined)
                # The total, and how to get all.
                more = re.search(r'\.\.\. ([\d ,]+) (?:lignes|rows), ', joined)
                if more:
                    check(int(re.sub('[ ,]', '', more[1])) == len(rows), '%s: says %s of %d' % (what, more[1], len(rows)))
                check(bool(more) == (len(rows) > lines - 4 - (64 // width if width < 64 else 0)), '%s: more rows than are shown' % what)
                check(('--to csv' in joined) == bool(more or hidden), '%s: how to get all' % what)
                if width == 1000 and files != [odd]:
                    # All columns, in order; each cell as people write it.
                    heads = re.split(' {2,}', seen[0].strip())
                    check(len(heads) == len(header) and len(set(heads)) == len(heads) and not re.search('[_]', seen[0]), '%s: headed %s' % (what, heads))
                    HEADS.setdefault(language, {}).update(zip(header, heads))
                    for row, line in zip(rows, [line for line in seen[1:] if not line.startswith('...')]):
                        cells = [shown(language, c, kinds.get(name) if name != 'ligne' else 'x') for name, c in zip(header, row)]
                        check(re.sub(' +', ' ', ' '.join(c for c in cells if c)).strip() == re.sub(' +', ' ', line).strip(), '%s: %s / %s' % (what, cells, line))
                        # Aligned: a number ends where its name does, a text begins there.
                        for name, head, cell in zip(header, heads, cells):
                            place = re.search(r'(?:(?<=  )|(?<=^))%s(?=  |$|\s*$)' % re.escape(head), seen[0])
                            number = kinds[name] in ('integer', 'decimal', 'euros')
                            aligned = line[:place.end()].endswith(cell) if number else line[place.start():].startswith(cell)
                            check(aligned, '%s: %s is not aligned in %r' % (what, name, line))


def unchanged(tmp):
    """A pipe, a file, --to csv, other commands."""
    args = ['price', '-q', *ESSAI, rpss]
    right = pipe(*args)[1]
    for more in (['--to', 'csv'], ['--to', 'jsonl'], ['--tableur']):
        want = pipe(*args, *more)[1].replace(b'\r', b'')
        check(terminal(*args, *more)[1].replace(b'\r', b'') == want, 'on a terminal %s' % more)
    code, screen, _ = terminal(*args, '-o', tmp + '/o.csv')
    check(code == 0 and screen == b'' and open(tmp + '/o.csv', 'rb').read() == right, '-o FILE')
    check(b';' in right and right.startswith(b'fichier;ligne;'), 'a pipe')
    for other in (['group', *ESSAI, rpss], ['group', '--to', 'csv', *ESSAI, rpss], ['tables', 'list'], ['check', '--to', 'rapport', *ESSAI, rpss],
                  ['columns', 'price'], ['audit', *ESSAI, rpss], ['check', '--to', 'leg', rpss]):
        check(terminal(*other)[1] == pipe(*other)[1].replace(b'\r\n', b'\n'), '%s is what it was' % other)
    # A journal tells what a pipe would have got.
    a, b = tmp + '/a.json', tmp + '/b.json'
    terminal(*args, '--journal', a)
    subprocess.run([had, *args, '--journal', b], stdout=subprocess.DEVNULL, env=ENV)
    check(open(a).read().replace('a.json', 'b.json') == open(b).read(), 'the journal')
    check(pipe('verify', a)[0] == 0, 'verify')


def colour():
    args = ['price', '-q', *ESSAI, rpss]
    check(b'\x1b[1m' in terminal(*args)[1], 'colour on a terminal')
    for env in ({'NO_COLOR': '1'}, {'TERM': 'dumb'}):
        out = terminal(*args, **env)[1]
        check(b'\x1b' not in out and plain(terminal(*args)[1].decode()) == out.decode(), 'no colour with %s' % env)
    check(b'\x1b[1m' in terminal(*args, NO_COLOR='')[1], 'an empty NO_COLOR')
    for line in terminal(*args)[1].decode().split('\n'):
        check(line.count('\x1b[') % 2 == 0, 'colour ends with its line: %r' % line)


def endings(tmp):
    empty = os.path.join(tmp, 'empty')
    open(empty, 'w').close()
    for language, words in (('fr', 'aucune ligne\n'), ('en', 'no rows\n')):
        for command in (['price', *ESSAI, empty], ['check', empty], ['compare', *ESSAI, rpss, os.path.join(tmp, 'same')], ['tables', 'coverage', *ESSAI, empty]):
            with open(os.path.join(tmp, 'same'), 'wb') as f, open(rpss, 'rb') as g:
                f.write(g.read())
            code, out, _ = terminal(*command, '--lang', language, NO_COLOR='1')
            check(code == 0 and out.decode() == words, 'no rows: %s %d %r' % (command, code, out))
        # What fails shows nothing.
        for command, code, said in ((['price', *ESSAI, rpss, os.path.join(tmp, 'same')], 2, ('comptés deux fois', 'counted twice')),
                                    (['price', *ESSAI, '/nonexistent/x'], 3, ("n'existe pas", 'no such file')), (['price', rpss], 4, ('Trois voies', 'Three ways'))):
            tcode, out, err = terminal(*command, '--lang', language)
            check(tcode == code and out == b'' and said[language == 'en'] in err.decode(), '%s: %d %r %s' % (command, tcode, out[:100], err[-200:]))


def main():
    with tempfile.TemporaryDirectory() as tmp:
        tables(tmp)
        worded()
        meanings()
        unchanged(tmp)
        endings(tmp)
    colour()
    return status()


sys.exit(main())
