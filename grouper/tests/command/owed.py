#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""owed.py HAD FIXTURES: the whole of what an establishment is owed, from its folder: fixtures/public (RPSS, FICHCOMP,
VID-HOSP, HOSP-PMSI) and fixtures/prive (RPSS, FICHCOMP, RSF). Every total of `had report`, in its tables, its page and
its workbook, is the sum of lines that `price`, `drugs` and `bills --all` list."""
import collections
import csv
import html.parser
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

import sheets
from checks import check, plain_options, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
work = tempfile.mkdtemp()
ESSAI = ['--classification', 'essai']
PUBLIC = {'rpss': '2024.rpss', 'fichcomp': 'fichcomp.txt', 'vidhosp': 'vidhosp.txt', 'hosp-pmsi': 'hosp-pmsi.txt'}
PRIVATE = {'rpss': '2023.rpss', 'fichcomp': 'fichcomp.txt', 'rsf': 'rsf.txt'}
CAUSES = ('egal', 'jamais_facture', 'non_du', 'deux_fois', 'journees', 'prix')


def run(folder, *args):
    return subprocess.run([had, *args], capture_output=True, env=dict(os.environ, HOME='/nonexistent'), cwd=folder)


def rows(text):
    return list(csv.DictReader(text.decode('utf-8').splitlines(), delimiter=';'))


def listed(folder, *args):
    r = run(folder, *args, '-q')
    check(r.returncode in (0, 1), '%s: %s' % (args, r.stderr.decode()))
    return rows(r.stdout)


def total(rows_of, column):
    return sum(Decimal(r[column] or 0) for r in rows_of)


def tables(folder, *args):
    place = os.path.join(work, 'tables')
    shutil.rmtree(place, ignore_errors=True)
    r = run(folder, 'report', *args, '--to', 'csv', '-o', place, '-q')
    check(r.returncode == 0 and r.stdout == b'', '%s: %s' % (args, r.stderr.decode()))
    return {name: rows(open(os.path.join(place, name), 'rb').read()) for name in os.listdir(place)}


def options(files):
    return [x for option, name in files.items() if option != 'rpss' for x in ('--' + option, name)]


def months_of(row):
    return row['fin'][:7]


def posts(found):
    return {r['poste']: r for r in found['ensemble.csv']}


def cause(row):
    ecart, due, billed = row['ecart'], int(row['jours_dus']), int(row['jours_factures'])
    return ('egal' if not ecart else 'jamais_facture' if ecart == 'non_facture' else 'non_du' if ecart == 'non_du' else
            'prix' if 'jours' not in ecart else 'deux_fois' if billed >= 2 * due else 'journees')


def days(folder, files, found):
    """Days: rows of price by zone."""
    more = [x for option in ('vidhosp', 'hosp-pmsi') if option in files for x in ('--' + option, files[option])]
    zones = listed(folder, 'price', *ESSAI, files['rpss'], *more)
    p = posts(found)
    check(Decimal(p['journees']['montant']) == total(zones, 'montant'), 'days: %s' % p)
    check(int(p['journees']['journees']) == sum(int(z['jours']) for z in zones), 'days')
    billable = total((z for z in zones if z['facturable'] == '1'), 'montant')
    check(Decimal(p['facturable']['montant']) == billable and billable > 0, 'billable')
    check(Decimal(p['non_facturable']['montant']) == total((z for z in zones if z['facturable'] == '0'), 'montant') > 0,
          'not billable')
    if 'vidhosp' in files:
        rights = {r['etat']: r for r in found['droits.csv']}
        check(Decimal(p['part_assurance']['montant']) ==
              total((z for z in zones if z['facturable'] == '1'), 'montant_amo') > 0, 'part of the insurance')
        for column in ('montant', 'montant_amo'):
            check(total(rights.values(), column) == total(zones, column), 'rights: ' + column)
        check(total(rights.values(), 'journees') == sum(int(z['jours']) for z in zones), 'days of rights')
        check(rights['non_facturable']['montant_facturable'] == '0.00' and
              Decimal(rights['non_facturable']['montant']) == Decimal(p['non_facturable']['montant']), 'rights')
        check(int(rights['sans_vidhosp']['sous_sequences']) > 0 and int(rights['contraire']['sous_sequences']) > 0,
              'a stay without VID-HOSP, and one with two: %s' % rights)


def drugs(folder, files, found):
    """Drugs: rows of drugs, and what it rejects."""
    sides = [files[o] for o in ('fichcomp', 'rsf') if o in files]
    lines = listed(folder, 'drugs', *sides, '--rpss', files['rpss'])
    p = posts(found)
    check(Decimal(p['medicaments']['montant']) == total(lines, 'montant') > 0, 'drugs')
    check(int(p['medicaments']['lignes']) == len(lines), 'lines of drugs')
    check(Decimal(p['du']['montant']) == Decimal(p['facturable']['montant']) + total(lines, 'montant'), 'owed')
    for name, key in (('mois', lambda r: r['date'][:7]), ('ucd', lambda r: r['ucd13'] or r['ucd']),
                      ('prestation', lambda r: r['prestation'])):
        table = found['medicaments_%s.csv' % name]
        expected = collections.defaultdict(lambda: [0, Decimal(0), Decimal(0)])
        for r in lines:
            row = expected[key(r)]
            row[0] += 1
            row[1] += Decimal(r['quantite'])
            row[2] += Decimal(r['montant'])
        got = {r[name]: [int(r['lignes']), Decimal(r['quantite']), Decimal(r['montant'])] for r in table}
        check(got == dict(expected) and list(got) == sorted(got), 'drugs by ' + name)
    said = run(folder, 'drugs', *sides, '--rpss', files['rpss'], '--tous-les-messages').stderr.decode()
    rejected = collections.Counter(re.findall(r'^\S+:\d+:\d+: ([^:]+?) : ', said, re.M))
    warned = collections.Counter(c for r in lines for c in r['codes'].split('+') if c)
    codes = {r['code']: r for r in found['lignes_codes.csv'] if r['source'] == 'medicaments'}
    check({c: int(r['rejetees']) for c, r in codes.items() if r['rejetees'] != '0'} == dict(rejected), codes)
    check({c: int(r['signalees']) for c, r in codes.items() if r['signalees'] != '0'} == dict(warned), codes)
    check(rejected and warned, 'nothing rejected, nothing told')


def bills(folder, files, found):
    """Invoices: rows of bills --all, each in one cause; lines of the RSF."""
    lines = listed(folder, 'bills', files['rsf'], '--all', '--rpss', files['rpss'], *ESSAI)
    table = {r['cause']: r for r in found['factures.csv']}
    check(tuple(table) == CAUSES, list(table))
    for name in CAUSES:
        mine = [r for r in lines if cause(r) == name]
        check(int(table[name]['lignes']) == len(mine) > 0, '%s: %s' % (name, table[name]))
        for column in ('jours_dus', 'jours_factures', 'montant_du', 'montant_facture'):
            check(Decimal(table[name][column]) == total(mine, column), '%s: %s' % (name, column))
    p = posts(found)
    check(Decimal(p['facture']['montant']) == total(lines, 'montant_facture'), 'billed')
    check(int(p['facture']['journees']) == total(lines, 'jours_factures'), 'days billed')
    check(Decimal(p['non_facture']['montant']) == total([r for r in lines if r['ecart'] == 'non_facture'], 'montant_du'),
          'never billed')
    check(Decimal(p['non_du']['montant']) == total([r for r in lines if r['ecart'] == 'non_du'], 'montant_facture'),
          'nothing due')
    check(Decimal(p['facturable']['montant']) == total(lines, 'montant_du') + Decimal(p['non_compare']['montant']),
          'what is billable is due on an invoice, or held against none: %s' % p)


class Page(html.parser.HTMLParser):
    """Cells of tables by the name of their row, and what stands in <pre>."""

    def __init__(self):
        super().__init__()
        self.rows, self.commands, self.open, self.text = [], [], None, ''
        self.unfolded = False # within the records of a number

    def handle_starttag(self, tag, attrs):
        self.unfolded |= ('class', 'r') in attrs
        if self.unfolded:
            return
        if tag == 'tr':
            self.rows.append([])
        if tag in ('th', 'td', 'pre') and ('class', 'why') not in attrs: # the answer to the command before
            self.open, self.text = tag, ''
        elif tag == 'pre':
            self.open = None

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if self.unfolded:
            self.unfolded = tag != 'table'
            return
        if tag in ('th', 'td') and tag == self.open:
            self.rows[-1].append(self.text)
        if tag == 'pre' and tag == self.open:
            self.commands.append(self.text)


def number(text, english=False):
    """As people write it; -1 when it is none."""
    text = re.sub(r'[^0-9,.-]', '', text)
    text = text.replace(',', '' if english else '.')
    return Decimal(text) if re.fullmatch(r'\d+(\.\d+)?', text) else Decimal(-1)


def page(folder, files, found, args):
    r = run(folder, 'report', *args, '-q')
    check(r.returncode == 0, r.stderr)
    text = plain_options(r.stdout.decode())
    seen = Page()
    english = '--lang' in args

    def read(cell):
        return number(cell, english)

    seen.feed(text)
    cells = [row for row in seen.rows if row]
    wrong = [c for row in cells for c in row[1:] if re.fullmatch(r'-?[0-9]+[.][0-9]+' if not english else r'-?[0-9]+,[0-9]+|[0-9]{4,}[.][0-9]+', c)]
    check(not wrong, 'numbers that people do not write so: %s' % wrong[:5])
    for p in found['ensemble.csv']:
        check(any(len(row) == 5 and read(row[3]) == Decimal(p['montant']) for row in cells), 'page: %s' % p)
    for name, key in (('mois', 'medicaments_mois.csv'), ('ucd', 'medicaments_ucd.csv')):
        for p in found[key][:60]:
            check(any(row[0] == p[name] and len(row) == 5 and read(row[3]) == Decimal(p['montant']) for row in cells),
                  'page: %s' % p)
    for p in found.get('factures.csv', []):
        check(any(len(row) == 7 and row[2:4] and read(row[2]) == Decimal(p['jours_dus']) and
                  read(row[4]) == Decimal(p['montant_du']) and read(row[5]) == Decimal(p['montant_facture'])
                  for row in cells if len(row) == 7 and re.match(r'\d', row[1])), 'page: %s' % p)
    for p in found.get('droits.csv', []):
        check(any(len(row) == 6 and re.match(r'\d', row[1]) and read(row[3]) == Decimal(p['montant']) and
                  read(row[4]) == Decimal(p['montant_amo']) for row in cells), 'page: %s' % p)
    leads(folder, text, found, seen.commands)
    # The commands of the page list the lines behind its sums.
    for command in seen.commands:
        words = shlex.split(command)
        check(words[0] == 'had', command)
        p = posts(found)
        if words[1] == 'explain': # of the first line that counts; the option of each file beside is kept
            stay = '--sejour' in words # its number, which the page does not show, is put in
            check(run(folder, *words[1:]).returncode == (1 if stay else 0) and all(name in command for name in files.values()), command)
            continue
        if words[1] in ('group', 'check'): # all lines behind the tables
            r = run(folder, *words[1:])
            check(r.returncode in (0, 1) and r.stdout.count(b'\n') > 1, command)
            continue
        got = listed(folder, *words[1:])
        if words[1] == 'drugs':
            check(Decimal(p['medicaments']['montant']) == total(got, 'montant'), command)
        elif words[1] == 'bills':
            check(Decimal(p['facture']['montant']) == total(got, 'montant_facture'), command)
        else:
            check(Decimal(p['journees']['montant']) == total(got, 'montant'), command)
    check({c.split()[1] for c in seen.commands} == {'price', 'explain', 'drugs', 'group', 'check'} | ({'bills'} if 'rsf' in files else set()),
          seen.commands)
    # Nobody is named: neither stays, nor invoices, nor patients.
    numbers = set()
    for name in files.values():
        numbers |= set(re.findall(rb'(?<![A-Z0-9])S\d{6,}|\d{9}(?=\d{9})', open(os.path.join(folder, name), 'rb').read()))
    numbers -= {b'750712184'}
    csv_text = ''.join(str(t) for t in found.values())
    check(numbers and not [n for n in numbers if n.decode() in text + csv_text and len(n) > 9], 'a stay is named')
    return text


# What the page says of the rows of a cause, as a question put to them.
WORDS = {
    r'ecart (?:vide|blank)': lambda r: not r['ecart'],
    r'ecart = (?:non_facture|non_du|montant)': None,  # as it stands
    r'ecart (?:commence par|begins with) jours, jours_factures (?:au moins 2 fois|at least twice) jours_dus':
        lambda r: r['ecart'].startswith('jours') and int(r['jours_factures']) >= 2 * int(r['jours_dus']),
    r'ecart (?:commence par|begins with) jours, jours_factures (?:moins de 2 fois|less than twice) jours_dus':
        lambda r: r['ecart'].startswith('jours') and int(r['jours_factures']) < 2 * int(r['jours_dus'])}


def rows_said(words, bills):
    holds = next(rule for pattern, rule in WORDS.items() if re.fullmatch(pattern, words))
    return [r for r in bills if (holds(r) if holds else words == 'ecart = ' + r['ecart'])]


def leads(folder, text, found, commands):
    """Each post leads to its lines, or to the rows of `had bills` that have none."""
    p = posts(found)
    where = {name: {(file, n) for file, lines in re.findall(r'([^+:]+):([\d,]+)', row['ou']) for n in lines.split(',') if n}
             for name, row in p.items()}
    whole = {name for name, row in p.items() if '...' not in row['ou']}
    if {'journees', 'facturable', 'non_facturable'} <= whole:
        check(where['facturable'] | where['non_facturable'] <= where['journees'] and
              not where['facturable'] & where['non_facturable'], 'lines billable, and not: %s' % where)
    for name in ('journees', 'medicaments', 'non_compare'):
        if name in whole:
            check(int(p[name]['lignes']) == len(where[name]), '%s: %s, %d lines' % (name, p[name], len(where[name])))
    for name in ('facturable', 'non_facturable', 'part_assurance'):
        if name in p and Decimal(p[name]['montant']):
            check(where[name], 'no line of %s' % name)
    if 'facture' not in p:
        return
    bills = listed(folder, *shlex.split(next(c for c in commands if c.startswith('had bills ')))[1:])
    said = dict(zip(CAUSES, re.findall(r'had bills --all</a>(?:&nbsp;)?: ([^<]*)', text[text.index('had bills --all, '):])))
    for row in found['factures.csv']:
        mine = rows_said(said[row['cause']], bills)
        check(len(mine) == int(row['lignes']), '%s: %s, %d rows' % (said[row['cause']], row, len(mine)))


def workbook(folder, found, args):
    place = os.path.join(work, 'book.xlsx')
    check(run(folder, 'report', *args, '--to', 'xlsx', '-o', place, '-q').returncode == 0, 'a workbook')
    book = sheets.read(place)
    check(len(book) == len(found) + 1, 'sheets: %s' % [n for n, _ in book])
    sheet = dict(book)['Ensemble']
    check([str(r[3]) for r in sheet[1:]] == [r['montant'] for r in found['ensemble.csv']] or
          [Decimal(str(r[3])) for r in sheet[1:]] == [Decimal(r['montant']) for r in found['ensemble.csv']], sheet)


def periods(folder, files, found, args):
    """A report for each month: drugs, invoice lines and days of these months add up to the year."""
    year = posts(found)
    sums = collections.Counter()
    for month in range(1, 13):
        p = posts(tables(folder, *args, '--periode', '%s-%02d' % (files['rpss'][:4], month)))
        for name in ('journees', 'facturable', 'medicaments', 'facture'):
            if name in p:
                sums[name] += Decimal(p[name]['montant'])
        by_month = {r['mois']: r for r in found['medicaments_mois.csv']}
        key = '%s-%02d' % (files['rpss'][:4], month)
        check(Decimal(p['medicaments']['montant']) == Decimal(by_month.get(key, {'montant': 0})['montant']), 'drugs of ' + key)
    outside = sum(Decimal(r['montant']) for r in found['medicaments_mois.csv'] if r['mois'][:4] != files['rpss'][:4])
    check(sums['medicaments'] + outside == Decimal(year['medicaments']['montant']), 'drugs by month')
    for name in ('journees', 'facturable'):
        check(sums[name] == Decimal(year[name]['montant']), '%s by month: %s' % (name, sums))


def refused(folder, files):
    """Bad input: nothing is written, and the sentence says what to do."""
    place = os.path.join(work, 'none.html')
    for language, words in (('fr', ('ne sert qu\'avec', 'deux fois', 'aucune ligne que')), ('en', ('only works with', 'twice', 'no line that'))):
        for args, code, sentence in ((['--hosp-pmsi', 'hosp-pmsi.txt'], 2, words[0]),
                                     (['--fichcomp', 'fichcomp.txt', '--vidhosp', 'fichcomp.txt'], 2, words[1]),
                                     (['--fichcomp', 'vidhosp.txt'], 3, words[2]),
                                     (['--rsf', 'fichcomp.txt'], 3, words[2]),
                                     (['--vidhosp', 'absent.txt'], 3, 'absent.txt')):
            r = run(folder, 'report', files['rpss'], *ESSAI, *args, '-o', place, '--lang', language)
            check(r.returncode == code and sentence in r.stderr.decode() and not os.path.exists(place) and
                  r.stdout == b'', '%s: %s' % (args, r))
    copy = os.path.join(work, 'copy.txt')
    shutil.copy(os.path.join(folder, 'fichcomp.txt'), copy)
    r = run(folder, 'report', files['rpss'], *ESSAI, '--fichcomp', copy, '-o', copy)
    check(r.returncode == 2 and open(copy, 'rb').read() == open(os.path.join(folder, 'fichcomp.txt'), 'rb').read(), r)
    for command, option in (('group', '--fichcomp'), ('check', '--rsf'), ('audit', '--vidhosp'), ('compare', '--fichcomp')):
        r = run(folder, command, files['rpss'], option, 'fichcomp.txt')
        check(r.returncode == 2 and r.stdout == b'', r)


def beside_nothing(folder, files):
    """Of the other sector, of no stay, empty: counted, and the days are what they were."""
    alone = tables(folder, files['rpss'], *ESSAI)
    empty = os.path.join(work, 'empty.txt')
    open(empty, 'wb').close()
    for more in (['--rsf', os.path.join(fixtures, 'prive', 'rsf.txt')], ['--fichcomp', os.path.join(fixtures, 'prive', 'fichcomp.txt')],
                 ['--fichcomp', empty], ['--rsf', empty], ['--vidhosp', empty]):
        found = tables(folder, files['rpss'], *ESSAI, *more)
        # Without a line of VID-HOSP every record has 922, which is told and changes nothing.
        same = [k for k in alone if k != 'codes.csv' or '--vidhosp' not in more]
        check([found[k] for k in same] == [alone[k] for k in same], '%s changes the days' % more)
        p = posts(found)
        check(Decimal(p.get('medicaments', {'montant': 0})['montant']) == 0, p)
        if 'facture' in p:
            check(p['facture']['montant'] == '0.000' and p['non_compare']['montant'] == p['facturable']['montant'], p)


def not_compared(folder, files):
    """Records of another FINESS are held against no invoice: as many as are billable for something, with their lines."""
    place = os.path.join(work, 'finess')
    shutil.copytree(folder, place)
    mine = open(os.path.join(folder, files['rpss']), 'rb').read().splitlines(True)
    others = [line[:3] + b'123456789' + line[12:] for line in mine[:40]]
    with open(os.path.join(place, files['rpss']), 'wb') as f:
        f.write(b''.join(mine + others))
    billable = collections.Counter()
    for z in listed(place, 'price', *ESSAI, files['rpss']):
        if int(z['ligne']) > len(mine) and z['facturable'] == '1':
            billable[z['ligne']] += Decimal(z['montant'] or 0)
    lines = [n for n, amount in billable.items() if amount]
    p = posts(tables(place, files['rpss'], *ESSAI, *options(files)))['non_compare']
    check(10 < len(lines) == int(p['lignes']) and Decimal(p['montant']) == sum(billable.values()), 'not compared: %s, %s' % (p, billable))
    check(p['ou'] == '%s:%s' % (files['rpss'], ','.join(lines)), 'their lines: %s, %s' % (p, lines))


def main():
    check('ensemble.csv' not in tables(os.path.join(fixtures, 'public'), PUBLIC['rpss'], *ESSAI), 'tables not asked for')
    for name, files in (('public', PUBLIC), ('prive', PRIVATE)):
        folder = os.path.join(fixtures, name)
        args = [files['rpss'], *ESSAI, *options(files)]
        found = tables(folder, *args)
        days(folder, files, found)
        drugs(folder, files, found)
        if 'rsf' in files:
            bills(folder, files, found)
        page(folder, files, found, args)
        check('All that is owed' in page(folder, files, found, args + ['--lang', 'en']), 'a page in English')
        workbook(folder, found, args)
        periods(folder, files, found, args)
        check(tables(folder, *args, '-j', '4') == found, 'with four workers')
    not_compared(os.path.join(fixtures, 'prive'), PRIVATE)
    refused(os.path.join(fixtures, 'public'), PUBLIC)
    beside_nothing(os.path.join(fixtures, 'public'), PUBLIC)


try:
    main()
finally:
    shutil.rmtree(work)
sys.exit(status())
