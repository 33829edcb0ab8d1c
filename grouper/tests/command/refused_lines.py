#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""refused_lines.py HAD GENERATE: each line that `had report` lists as refused against what `had check` says of it, in the
table, the workbook and the page; their days and estimates add up to those of what is refused in all."""
import csv
import decimal
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile

import sheets
from checks import check, status

had, generate = (os.path.abspath(a) for a in sys.argv[1:3])
ESSAI = ['--classification', 'essai']
MOST, SHOWN = 10000, 60
D = decimal.Decimal
work = tempfile.mkdtemp()


def run(*args):
    return subprocess.run([had, *args, '-q'], capture_output=True, env=dict(os.environ, HOME='/nonexistent'), cwd=work)


def rows(text):
    return list(csv.DictReader(text.decode('utf-8').splitlines(), delimiter=';'))


def make(name, records, seed, *more):
    text = subprocess.run([generate, '--records', str(records), '--seed', str(seed), *more], stdout=subprocess.PIPE, check=True).stdout
    with open(os.path.join(work, name), 'wb') as f:
        f.write(text)
    return text


def tables(*args):
    name = 'tables-%d' % len(os.listdir(work))
    r = run('report', *args, '--to', 'csv', '-o', name)
    check(r.returncode == 0, 'report %s: %s' % (args, r.stderr.decode()))
    found = {}
    for table in ('refus', 'refus_lignes'):
        with open(os.path.join(work, name, table + '.csv'), 'rb') as f:
            found[table] = f.read()
    return found


def blocked(*args):
    """(file, line) -> its codes that block, their fields, what the first means: by had check."""
    found = {}
    for r in rows(run('check', '--sans-chainage', *ESSAI, *args).stdout):
        if r['bloquant'] == '1' and r['code'] != 'FINESS INCOHERENT':  # of check alone
            found.setdefault((r['fichier'], int(r['ligne'])), []).append((r['code'], r['champ'], r['libelle']))
    return found


def sums(refused, lines):
    """Lines, days and estimates are those of each state."""
    for state in rows(refused):
        of = [r for r in lines if r['etat'] == state['etat']]
        check(len(of) == int(state['enregistrements']), '%s: %d lines of %s' % (state['etat'], len(of), state['enregistrements']))
        check(sum(int(r['jours'] or 0) for r in of) == int(state['journees']), 'days of %s' % state['etat'])
        check(sum(D(r['estimation'] or 0) for r in of) == D(state['estimation'] or 0), 'estimates of %s' % state['etat'])


def same_codes(files):
    """Each line, with the codes of check in its order, for any number of workers."""
    found = tables(*ESSAI, *files)
    lines = rows(found['refus_lignes'])
    expected = blocked(*files)
    check([(r['fichier'], int(r['ligne'])) for r in lines] == sorted(expected, key=lambda k: (files.index(k[0]), k[1])), 'which lines are refused')
    for r in lines:
        codes = expected.get((r['fichier'], int(r['ligne'])), [('', '', '')])
        check(r['codes'] == '+'.join(c for c, _, _ in codes) and r['champs'] == '+'.join(f for _, f, _ in codes), 'codes: %s, not %s' % (r, codes))
        check(r['libelle'] == ' + '.join(w for _, _, w in codes) or any(c in r['codes'] for c in ('056', '517', '530')),
              'what they mean: %s, not %s' % (r, codes))
    check({r['etat'] for r in lines} == {'bloque', 'rejete'} and any('+' in r['codes'] for r in lines), 'too easy')
    sums(found['refus'], lines)
    check(tables(*ESSAI, *files, '-j', '3') == found, 'workers')


def not_usable():
    """Zones that a record carries and that cannot be read: our own code says why, and nothing is estimated."""
    line = run('group', *ESSAI, 'one').stdout
    end = len(line.rstrip(b'\n'))
    grouped = [line] + [line[:at] + b'X' + line[at + 1:] for at in range(end - 40, end)]  # days or GHT, of some
    with open(os.path.join(work, 'grouped'), 'wb') as f:
        f.writelines(grouped)
    found = tables(*ESSAI, 'grouped')
    lines = [r for r in rows(found['refus_lignes']) if r['etat'] == 'inexploitable']
    check(len(lines) > 0 and all(r['codes'] == '906' and r['estimation'] == '' and r['libelle'] for r in lines), 'zones that cannot be read: %s' % lines)
    sums(found['refus'], rows(found['refus_lignes']))


def in_the_page(files):
    lines = rows(tables(*ESSAI, *files)['refus_lignes'])
    for lang, title, more in (('fr', 'À corriger', 'lignes de plus'), ('en', 'To correct', 'more rows')):
        check(run('report', *ESSAI, *files, '-o', 'page.html', '--lang', lang).returncode == 0, 'a page')
        with open(os.path.join(work, 'page.html'), encoding='utf-8') as f:
            text = f.read()
        part = text[text.index('id="refuse"'):]
        part = part[:part.index('</section>')]
        part = part[part.index(title):]
        heads = re.findall(r'<tr><th scope="row">([^<]*)</th>', part)
        names = ['%s%s:%s%s' % (r['fichier'], '\xa0' if lang == 'fr' else '', ' ', r['ligne']) for r in lines]
        check([html.unescape(h) for h in heads] == names[:SHOWN], 'lines of the page: %s, not %s' % (heads[:3], names[:3]))
        cells = re.findall(r'<td class="t w">(.*?)</td></tr>', part, re.S)
        check(len(cells) == min(len(lines), SHOWN), 'codes of the page')
        for r, cell in zip(lines, cells):
            codes = r['codes'].split('+')
            told = html.unescape(cell).split('<br>')
            check([t.startswith(c + ' ') for t, c in zip(told, codes[:3])] == [True] * min(3, len(codes)), 'codes of the page: %s of %s' % (cell, r))
            check((len(codes) > 3) == (len(told) == 4 and str(len(codes) - 3) in told[3]), 'codes that are left: %s of %s' % (cell, r))
        check((len(lines) > SHOWN) == (more in part) == ('had check' in part), 'how many more')
    book = dict(sheets.read(os.path.join(work, book_of(files))))
    sheet = book['Lignes refusées']
    check(len(sheet) == len(lines) + 1 and [str(x[1]) for x in sheet[1:]] == [r['ligne'] for r in lines], 'the workbook')
    check([x[7] for x in sheet[1:]] == [r['codes'] for r in lines], 'codes of the workbook are text')


def book_of(files):
    check(run('report', *ESSAI, *files, '--to', 'xlsx', '-o', 'book.xlsx').returncode == 0, 'a workbook')
    return 'book.xlsx'


def many():
    """Of more lines than are kept, the first ones, whoever read them."""
    make('many', 24000, 5, '--faults', '400', '--broken', '300')
    expected = sorted(blocked('many'))
    check(len(expected) > MOST + 1000, 'too few: %d' % len(expected))
    found = tables(*ESSAI, 'many')
    check([int(r['ligne']) for r in rows(found['refus_lignes'])] == [n for _, n in expected[:MOST]], 'the first lines')
    check(tables(*ESSAI, 'many', '-j', '3') == found, 'the first lines, by workers')


make('one', 1, 1)
make('some', 2000, 2, '--faults', '40', '--broken', '20')
make('others', 800, 3, '--formats', 'all', '--faults', '60')
same_codes(['some'])
make('short', 60, 4, '--faults', '100')
make('few', 60, 6, '--faults', '200')
same_codes(['few', 'some'])
in_the_page(['short', 'few'])
in_the_page(['some', 'few'])
not_usable()
found = tables(*ESSAI, 'others')
sums(found['refus'], rows(found['refus_lignes']))
many()
shutil.rmtree(work)
sys.exit(status())
