#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""compare.py HAD GENERATE FIXTURES [SEED]: `had compare` beside a slow, obvious one, on files changed
field by field; one file with itself gives nothing; the other way round, new and gone swap; with prints that nearly
all meet, or all; a file that is not what it was when it is read again."""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
here = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(here, '..', 'second'))
import second  # noqa: E402
import second_check  # noqa: E402

CLASSIFICATIONS = [x for n in '123' for x in (
    '--classification', os.path.join(fixtures, 'examples', 'classification' + n))]
HEADER = ('etat;sejour;sequence;sous_sequence;champs;journees_avant;journees;'
          'montant_avant;montant').split(';')


def run(*args, data=None, env=None):
    r = subprocess.run([had, *args], input=data, capture_output=True, timeout=120,
                       env=dict(os.environ, HOME='/nonexistent', **(env or {})))
    check(r.returncode in (0, 1), 'status %d of %s: %s' % (r.returncode, args, r.stderr[-300:]))
    return r


# --- The slow one ---------------------------------------------------------------------------------

def number(raw):
    raw = raw.strip(b' ')
    return (0, int(raw)) if second.numeric(raw) else (1, raw)


def key(r):
    stay = 'sejour' if r.layout.sector == 'ex-DGF' else 'no_entree'
    return (r.layout.sector, r.field('finess_epmsi').strip(b' '), r.field(stay).strip(b' '),
            number(r.field('no_sequence')), number(r.field('no_sous_sequence')))


def plain(raw):
    raw = raw.strip(b' ')
    return b'%d' % int(raw) if second.numeric(raw) else raw


def same_field(a, b):
    return a == b if len(a) == len(b) else plain(a) == plain(b)


def group(r, name):
    return b''.join(b''.join(occurrence.values()) for occurrence in r.groups[name])


def fields_that_differ(old, new):
    names = []
    for n in new.layout.fields:
        if not (same_field(old.field(n), new.field(n)) if n in old.layout.fields
                else not second.filled(new.field(n))):
            names.append(n)
    names += [n for n in old.layout.fields
              if n not in new.layout.fields and second.filled(old.field(n))]
    for n in new.groups:
        if not (group(old, n) == group(new, n) if n in old.groups
                else not second.filled(group(new, n))):
            names.append(n)
    names += [n for n in old.groups if n not in new.groups and second.filled(group(old, n))]
    return names


def priced(r, options):
    """(days, centimes); None = blank."""
    p = second.zones_computed(r) if second.is_grouped_here(r, options) else second.zones_read(r)
    if p is None:
        return None, None
    amounts = [second.amount(r, z, second.price_of(r, z, options), options) for z in p.zones]
    return sum(z.days for z in p.zones), None if None in amounts else sum(amounts)


def state(path, engine):
    first = {}
    for r in second.read_records([second.read_file(path)], engine):
        first.setdefault(key(r), r)
    return first


def slow(a, b, engine, options):
    old, new = state(a, engine), state(b, engine)
    rows = []
    for k in sorted(set(old) | set(new)):
        names = fields_that_differ(old[k], new[k]) if k in old and k in new else []
        if k in old and k in new and not names:
            continue
        days, euros = zip(*(priced(s[k], options) if k in s else (None, None) for s in (old, new)))
        rows.append(['nouveau' if k not in old else 'disparu' if k not in new else 'change',
                     second.decode(k[2]), *(str(n[1]) if n[0] == 0 else second.decode(n[1])
                                            for n in k[3:]),
                     '+'.join(names), *('' if d is None else str(d) for d in days),
                     *(second.money(e) for e in euros)])
    return rows


# --- Files ----------------------------------------------------------------------------------------

def made(count, n, *options):
    return subprocess.run([generate, '--records', str(count), '--seed', str(n), *options],
                          stdout=subprocess.PIPE, check=True).stdout.splitlines(keepends=True)


def in_other_format(rng, body, layout, layouts):
    """The fixed part in another ungrouped format, without diagnoses and acts; numbers take its widths."""
    other = rng.choice([x for x in layouts.values() if x.sector == layout.sector and not x.grouped])
    out = b''
    for name, place in other.fields.items():
        size = place.stop - place.start
        value = body[layout.fields[name]] if name in layout.fields else b''
        if name in ('n_dcmpp', 'n_dcmpa', 'n_da', 'n_zones_ccam'):
            value = b'0' * size
        elif second.numeric(value.strip(b' ')) and len(value) != size:
            value = value.strip(b' ').zfill(size)[-size:]
        out += value.ljust(size)[:size]
    return other.code.encode() + out[3:]


def changed_line(rng, line, layouts):
    """Another state of the same record: some bytes of a field or a group, its format, its end."""
    body = line.rstrip(b'\r\n')
    layout = layouts.get(body[:3])
    if layout is None or len(body) < layout.fixed_end:
        return line
    what = rng.random()
    if what < .5:
        for _ in range(rng.choice((1, 1, 1, 2, 5))):
            place = layout.fields[rng.choice(list(layout.fields))]
            size = place.stop - place.start
            value = rng.choice((b' ' * size, b'0' * size, bytes(rng.choice(b'0123456789AZ ')
                                                               for _ in range(size)),
                                body[place].strip(b' ').rjust(size), body[place].lstrip(b'0 ').rjust(size)))
            body = body[:place.start] + value + body[place.stop:]
    elif what < .65 and len(body) > layout.fixed_end:
        at = rng.randrange(layout.fixed_end, len(body))
        body = body[:at] + bytes([rng.choice(b'0123456789C ')]) + body[at + 1:]
    elif what < .8:
        body = rng.choice([t for t in layouts if layouts[t].sector == layout.sector]) + body[3:]
    elif what < .85:
        body = body[:rng.randrange(len(body))]
    elif what < .95:
        body = in_other_format(rng, body, layout, layouts)
    return body + rng.choice((b'\n', b'\r\n', b'   \n'))


def next_state(rng, lines, others, layouts):
    out = []
    for line in lines:
        chance = rng.random()
        if chance < .1:
            continue
        out.append(line if chance < .6 else line.rstrip(b'\r\n') + b'  \r\n' if chance < .65
                   else changed_line(rng, line, layouts))
        if chance > .95:
            out.append(changed_line(rng, line, layouts))
    out += others
    rng.shuffle(out)
    return out


def own_layout(directory):
    """H0F and H1F under other names, with a field of a name that the program does not know, and after
    the acts a group of four bytes that it does not know either."""
    os.makedirs(os.path.join(directory, 'layouts'))
    for name in ('rpss.csv', 'rpss_variable.csv'):
        source = os.path.join(os.path.dirname(fixtures), 'tables', 'layouts', name)
        rows = open(source, encoding='utf-8').read().split('\n')
        with open(os.path.join(directory, 'layouts', name), 'w', encoding='utf-8') as f:
            f.write(rows[0] + '\n')
            acts = 0
            for row in rows[1:]:
                tags = [t.replace('H0F', 'HU0').replace('H1F', 'HU1')
                        for t in row.split(';')[0].split('|') if t in ('H0F', 'H1F')]
                if tags:
                    row = ';'.join(['|'.join(tags), *row.split(';')[1:]])
                    if acts and ';ccam;' not in row:
                        f.write('HU0|HU1;4;mon_groupe;1;x;4;\n')
                    acts = ';ccam;' in row
                    f.write(row.replace(';ipp;', ';mon_champ;').replace(
                        '*n_zones_ccam', '*n_zones_ccam+4') + '\n')


# --- Checks ---------------------------------------------------------------------------------------

def rows_of(output):
    lines = output.decode('utf-8').split('\n')
    check(lines[0] == ';'.join(HEADER) and lines[-1] == '', 'header')
    return lines[1:-1]


def account(found, rows, a, b):
    """The summary: old + new - gone + changes = new, and what it counts is what the rows say."""
    text = found.stderr.decode('utf-8')
    sums = {}
    for name in ('before', 'after', 'equal', 'new', 'gone'):
        n = re.search(r'^%s: +(\d+) record\(s\), (\d+) day\(s\), ([\d.]+) €$' % name, text, re.M)
        sums[name] = [int(n[1]), int(n[2]), round(float(n[3]) * 100)]
    n = re.search(r'^changed: +(\d+) record\(s\), (\d+) -> (\d+) day\(s\), ([\d.]+) -> ([\d.]+) €$',
                  text, re.M)
    change = [0, int(n[3]) - int(n[2]), round(float(n[5]) * 100) - round(float(n[4]) * 100)]
    for i in range(3):
        check(sums['before'][i] + sums['new'][i] - sums['gone'][i] + change[i] == sums['after'][i],
              'summary adds up')
    counts = [sum(r[0] == e for r in rows) for e in ('nouveau', 'disparu', 'change')]
    check(counts == [sums['new'][0], sums['gone'][0], int(n[1])], 'summary counts the rows')
    check([sums['before'][0], sums['after'][0]] == [len(a), len(b)], 'summary counts the records')
    check(sums['equal'][0] == len(a) - counts[1] - counts[2], 'summary counts what is equal')


def beside(a, b, tmp, arguments, prepare=lambda engine: None, more=()):
    options = second.parse_arguments(['price', *CLASSIFICATIONS, *arguments, a])
    engine = second.Engine(options.tables_root, options.classification, None)
    prepare(engine)
    rows = slow(a, b, engine, options)
    command = ['compare', *CLASSIFICATIONS, *arguments, *more]
    expected = [second.csv_line(r).decode('utf-8')[:-1] for r in rows]
    found = run(*command, '--lang', 'en', a, b)
    check(rows_of(found.stdout) == expected, 'rows with %s: %s' % (arguments, next(
        ((x, y) for x, y in zip(rows_of(found.stdout), expected) if x != y), 'other count')))
    check(found.returncode == 0, 'status')
    account(found, rows, state(a, engine), state(b, engine))

    back = run(*command, '-q', b, a)
    swap = {'nouveau': 'disparu', 'disparu': 'nouveau', 'change': 'change'}
    turned = [[swap[r[0]], *r[1:4], None, r[6], r[5], r[8], r[7]] for r in rows]
    turned_found = [r.rsplit(';', 5) for r in rows_of(back.stdout)]
    check([r[0].split(';')[0] for r in turned_found] == [r[0] for r in turned] and
          [r[2:] for r in turned_found] == [r[5:] for r in turned], 'new and gone swap')
    check([sorted(r[1].split('+')) for r in turned_found] == [sorted(r[4].split('+')) for r in rows],
          'the same fields both ways')
    for path in (a, b):
        twin = path + '.twin'
        shutil.copyfile(path, twin)
        same = run(*command, '-q', path, twin)
        check(same.returncode == 0 and rows_of(same.stdout) == [], 'a file with itself')

    table = run(*command, '-q', '--tableur', a, b).stdout.decode('utf-8')
    check(len(table.split('\r\n')) == len(rows) + 2 and table.startswith('\ufeffetat;'), 'tableur')
    objects = [json.loads(x) for x in run(*command, '-q', '--to', 'jsonl', a, b).stdout.splitlines()]
    check([[('' if v is None else '%.2f' % v if k.startswith('montant') else str(v))
            for k, v in o.items()] for o in objects] == rows, 'jsonl')
    for size in ('64', '4096'):
        check(run(*command, '-q', a, b, env={'HAD_READ_SIZE': size}).stdout == found.stdout,
              'blocks of ' + size)
    for pair, data in (((a, '-'), b), (('-', b), a)):
        check(run(*command, '-q', *pair, data=open(data, 'rb').read()).stdout == found.stdout, 'pipe')
    for bits, jobs in (('6', '1'), ('6', '3')) if arguments else (('0', '1'), ('0', '2')):
        same = run(*command, '--lang', 'en', '-j', jobs, a, b, env={'HAD_PRINT_BITS': bits, 'HAD_READ_SIZE': '4096'})
        check(same.stdout == found.stdout and same.stderr == found.stderr, 'prints of %s bits, -j %s' % (bits, jobs))
    return len(rows)


def read_again(tmp):
    """The first file changes while the second, which is longer than a pipe holds, is waited for: it has been read by then."""
    path = os.path.join(tmp, 'again')
    lines = made(3000, seed, '--formats', 'H0F')
    data = b''.join(lines)

    def rewritten():
        look = os.stat(path)
        with open(path, 'r+b') as f:
            f.write(data.replace(lines[0][3:12], lines[0][11:2:-1]))
        os.utime(path, ns=(look.st_atime_ns, look.st_mtime_ns))

    def longer():
        with open(path, 'ab') as f:
            f.write(lines[0])
    changed, missing = 'file changed', 'cannot open'
    ways = (('nothing', lambda: None, 0, ''), ('longer', longer, 3, changed), ('half', lambda: os.truncate(path, len(data) // 2), 3, changed),
            ('other bytes, of the same time', rewritten, 3, changed), ('gone', lambda: os.remove(path), 3, missing))
    for jobs in ('1', '3'):
        for name, change, expected, word in ways:
            with open(path, 'wb') as f:
                f.write(data)
            p = subprocess.Popen([had, 'compare', '-q', *CLASSIFICATIONS, '--lang', 'en', '-j', jobs, path, '-'], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            p.stdin.write(data)
            p.stdin.flush()
            change()
            out, said = p.communicate()
            check(p.returncode == expected and word in said.decode() and (path in said.decode()) == (expected > 0) and
                  (not out or expected == 0), '%s, -j %s: status %d, %s' % (name, jobs, p.returncode, said.decode()))


def main():
    rng = random.Random(seed)
    layouts = second.load_layouts(Path(here).parents[2] / 'tables')
    count = 0
    with tempfile.TemporaryDirectory() as tmp:
        a, b = os.path.join(tmp, 'a.txt'), os.path.join(tmp, 'b.txt')

        def write(path, lines):
            with open(path, 'wb') as f:
                f.writelines(lines)

        inputs = [['--formats', 'all', '--faults', '200', '--broken', '50'],
                  ['--years', '2009-2027', '--faults', '100'],
                  ['--formats', 'H0D,H0E,H0F,H0G,H1F,H1G']]
        for n, extra in enumerate(inputs):
            lines = made(700, seed + n, *extra)
            write(a, lines + rng.sample(lines, 20))
            write(b, next_state(rng, lines, made(60, seed + 100 + n, *extra), layouts))
            for arguments in ([], ['--zones', 'calculees'], ['--campagne', '2019'],
                              ['--coef-geo', '1.0713', '--coef-prudentiel', 'auto']):
                count += beside(a, b, tmp, arguments)
            conventions = os.path.join(tmp, 'conventions.txt')
            with open(conventions, 'wb') as f:
                subprocess.run([sys.executable, os.path.join(here, 'conventions.py'), b, str(seed),
                                '0'], stdout=f, check=True)

            def give(engine):
                engine.conventions = second_check.load_conventions(
                    conventions, Path(here).parents[2] / 'tables')
            count += beside(a, b, tmp, ['--conventions', conventions], give)

        read_again(tmp)

        # A layout of the user's, and the same records in the format that the program knows.
        own = os.path.join(tmp, 'own')
        own_layout(own)
        mine = second.load_layouts(Path(own))
        known = made(400, seed, '--formats', 'H0F')
        lines = [x[:-1].replace(b'H0F', b'HU0', 1) + b'abcd\n' for x in known]
        write(a, lines)
        write(b, next_state(rng, lines, known[:50], mine))
        rows = beside(a, b, tmp, [], lambda engine: engine.layouts.update(mine), ['--tables', own])
        named = run('compare', '-q', *CLASSIFICATIONS, '--tables', own, a, b).stdout
        check(b'mon_champ' in named and b'mon_groupe' in named, 'names of the layout')
        print('%d rows compared' % (count + rows))
    return status()


sys.exit(main())
