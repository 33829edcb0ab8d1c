#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""workbook.py HAD GENERATE FIXTURES [SOFFICE]: --to xlsx of every command that writes rows holds the
rows of --to csv, typed; the same bytes for any number of workers; whole or not at all. With SOFFICE,
LibreOffice opens it too: text still text, dates dates, sums right."""
import csv
import decimal
import io
import json
import os
import pty
import re
import subprocess
import sys
import tempfile
import zipfile

import sheets
from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
office = sys.argv[4] if len(sys.argv) > 4 else None
ESSAI = ['--classification', 'essai']
DATES = {'debut', 'fin', 'date', 'debut_1', 'fin_1', 'debut_2', 'fin_2', 'debut_3', 'fin_3', 'debut_4', 'fin_4'}
NUMBERS = {'ligne', 'zone', 'jours', 'rang', 'zones', 'jours_1', 'jours_2', 'jours_3', 'jours_4', 'position',
           'longueur', 'sous_sequences', 'journees', 'journees_sans_tarif', 'journees_avant',
           'enregistrements', 'lignes', 'sequence', 'sous_sequence', 'campagne',
           'jours_dus', 'jours_factures', 'ligne_premier', 'triplets'}


def run(*args, **more):
    env = dict(os.environ, HOME='/nonexistent')
    env.pop('HAD_LANG', None)
    env.update(more.pop('env', {}))
    return subprocess.run([had, *args], capture_output=True, env=env, timeout=300, **more)


def kind(name):
    if name in DATES:
        return sheets.Date
    if name in NUMBERS:
        return int
    return decimal.Decimal if name.startswith(('montant', 'tarif', 'quantite')) else str


def compare(what, command, tmp, jobs=('1',)):
    """The workbook beside the CSV of the same command."""
    path = os.path.join(tmp, 'out.xlsx')
    text = run(*command, '--to', 'csv')
    rows = list(csv.reader(io.StringIO(text.stdout.decode(), newline=''), delimiter=';'))
    first = None
    for n in jobs:
        r = run(*command, '--to', 'xlsx', '-o', path, *(['-j', n] if n != '1' else []))
        check((r.returncode, r.stderr) == (text.returncode, text.stderr), '%s: %s' % (what, r.stderr[-300:]))
        data = open(path, 'rb').read()
        check(first in (None, data), '%s: other bytes with -j %s' % (what, n))
        first = data
    piped = run(*command, '--to', 'xlsx')
    check(piped.stdout == first, '%s: other bytes in a pipe' % what)
    book = sheets.read(path)
    check(len(book) == 1, what)
    found = [[sheets.as_csv(c) for c in row] for row in book[0][1]]
    check(len(found) == len(rows), '%s: %d rows, %d in CSV' % (what, len(found), len(rows)))
    for a, b in zip(found, rows):
        if a != b:
            check(False, '%s: %r\n  in CSV %r' % (what, a, b))
            break
    for row in book[0][1][1:]:
        for name, value in zip(rows[0], row):
            wanted = kind(name)
            ok = value is None or type(value) is wanted or \
                (wanted is sheets.Date and type(value) is str and value < '1900-03') or \
                (name in ('sequence', 'sous_sequence', 'origine', 'tarif') and type(value) is str) or name == 'fichier'
            if not ok:
                check(False, '%s: %s is %r' % (what, name, value))
    return book[0][0]


def commands(tmp):
    data = os.path.join(tmp, 'rpss.txt')
    with open(data, 'wb') as f:
        subprocess.run([generate, '--records', '900', '--formats', 'all', '--faults', '150', '--broken', '100',
                        '--seed', '12'], stdout=f, check=True)
    grouped = os.path.join(tmp, 'grouped.txt')
    open(grouped, 'wb').write(run('group', *ESSAI, data).stdout)
    lines = open(data, 'rb').read().splitlines(True)
    other = os.path.join(tmp, 'other.txt')
    open(other, 'wb').write(b''.join(lines[3:700]) + b''.join(line.replace(b'1', b'2', 1) for line in lines[:40]))
    jobs = ('1', '2', '5')
    for by in ('zone', 'jour', 'total', 'mois,ght,mpp'):
        compare('price --by ' + by, ['price', '--by', by, *ESSAI, data], tmp, jobs)
    compare('price, zones read', ['price', grouped], tmp, jobs)
    compare('group', ['group', *ESSAI, data], tmp, jobs)
    compare('check', ['check', *ESSAI, data], tmp)
    compare('check --values', ['check', '--values', '--sans-chainage', *ESSAI, data], tmp, jobs)
    compare('audit', ['audit', *ESSAI, grouped], tmp, jobs)
    compare('compare', ['compare', *ESSAI, data, other], tmp)
    compare('tables list', ['tables', 'list'], tmp)
    compare('tables diff', ['tables', 'diff', 'essai', os.path.join(fixtures, 'examples', 'classification1')], tmp)
    compare('tables coverage', ['tables', 'coverage', *ESSAI, data], tmp)
    beside = os.path.join(fixtures, 'examples', 'beside')
    side = lambda *names: [os.path.join(beside, n) for n in names]
    compare('drugs', ['drugs', *side('dgf.fichcomp.txt'), '--rpss', *side('dgf.rpss.txt')], tmp)
    compare('drugs --by', ['drugs', *side('oqn.fichcomp.txt'), '--rpss', *side('oqn.rpss.txt'), '--by', 'ucd'], tmp)
    compare('bills', ['bills', *side('bills.rsf.txt'), '--rpss', *side('bills.rpss.txt'), '--all',
                      '--classification', *side('classification')], tmp)
    compare('price --fourchette', ['price', '--fourchette', '--zones', 'calculees', *ESSAI, data], tmp)
    compare('tables check', ['tables', 'check', os.path.join(fixtures, 'examples', 'classification1')], tmp)
    learn = lambda to: run('tables', 'learn', grouped, grouped[:-3] + 'twice', '--non-officiels', '--doublons', '--to', to, '-o',
                           os.path.join(tmp, 'learned-' + to))
    broken = bytearray(open(grouped, 'rb').read().replace(b'X1000', b'X1530'))
    open(grouped[:-3] + 'twice', 'wb').write(bytes(broken)[:90000])
    text, book = learn('csv'), learn('xlsx')
    path = os.path.join(tmp, 'learn.xlsx')
    open(path, 'wb').write(book.stdout)
    rows = list(csv.reader(io.StringIO(text.stdout.decode()), delimiter=';'))
    check([[sheets.as_csv(c) for c in r] for r in sheets.read(path)[0][1]] == rows and len(rows) > 1, 'tables learn')
    empty = os.path.join(tmp, 'empty.txt')
    open(empty, 'wb').close()
    compare('nothing', ['price', *ESSAI, empty], tmp)
    check(compare('name', ['price', '--by', 'jour', empty, *ESSAI], tmp) == 'Journées', 'a name in French')
    check(compare('name', ['price', '--by', 'jour', '--lang', 'en', empty, *ESSAI], tmp) == 'Days', 'in English')


def hostile(tmp):
    """Names and fields that are XML, formulas, control bytes or numbers in disguise stay as they are."""
    record = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read().splitlines(True)[0]
    folder = os.path.join(tmp, 'hostile')
    os.mkdir(folder)
    names = [b'<c><v>1&amp;2</v></c>', b'=1+1', b'00012345', b'1E5', b'_x0041_', b'\x01\x1f', b' a ', b'a\nb\tc\r',
             b']]>"\'', '\u00e9\U0001F600'.encode(), b'\xe9t\xe9', b'\xef\xbf\xbe', b'x' * 250]
    wanted = ['<c><v>1&amp;2<_v><_c>', '=1+1', '00012345', '1E5', '_x0041_', '\x01\x1f', ' a ', 'a\nb\tc\r',
              ']]>"\'', '\u00e9\U0001F600', '\u00e9t\u00e9', '\ufffd', 'x' * 250]
    for name in names:
        open(os.path.join(folder.encode(), name.replace(b'/', b'_')), 'wb').write(record)
    path = os.path.join(tmp, 'hostile.xlsx')
    r = subprocess.run([had, 'price', *ESSAI, '--doublons', '--to', 'xlsx', '-o', path] + [n.replace(b'/', b'_') for n in names],
                       cwd=folder, capture_output=True)
    check(r.returncode == 0, r.stderr)
    rows = sheets.read(path)[0][1][1:]
    found = list(dict.fromkeys(row[0] for row in rows))
    check(found == wanted, 'names: %r' % found)
    stays = {}
    for stay in (b'1E5', b'00012345', b'=2*3', b'<b>', b'-1'):
        line = record.replace(record[18:38], stay.ljust(20)) if b'S462763858' in record[18:38] else record
        at = record.index(b'S462763858')
        line = record[:at] + stay.ljust(10) + record[at + 10:]
        stays[stay.decode()] = line
    data = os.path.join(tmp, 'stays.txt')
    open(data, 'wb').write(b''.join(stays.values()))
    compare('stays', ['group', *ESSAI, data], tmp)
    run('group', *ESSAI, data, '--to', 'xlsx', '-o', path)
    check([row[3] for row in sheets.read(path)[0][1][1:]] == list(stays), 'stays stay text')


def refused(tmp):
    data = os.path.join(fixtures, 'rpss.txt')
    path = os.path.join(tmp, 'refused.xlsx')
    for language, sentence in (('fr', 'un classeur ne se fusionne pas'), ('en', 'a workbook cannot be merged')):
        run('price', *ESSAI, data, '--to', 'xlsx', '-o', path)
        r = run('merge', path, '--lang', language)
        check(r.returncode == 3 and sentence in r.stderr.decode() and r.stdout == b'', r.stderr)
    for language, sentence in (('fr', 'ne s\'affiche pas sur un terminal'), ('en', 'cannot be shown on a terminal')):
        master, slave = pty.openpty()
        r = subprocess.run([had, 'price', *ESSAI, data, '--to', 'xlsx', '--lang', language], stdout=slave,
                           stderr=subprocess.PIPE, env=dict(os.environ, HOME='/nonexistent'))
        check(r.returncode == 2 and sentence in r.stderr.decode(), r.stderr)
        os.close(slave)
        try:
            check(os.read(master, 10) == b'', 'something was shown')
        except OSError:
            pass
        os.close(master)
    r = run('price', *ESSAI, data, '--to', 'xlsx', '--tableur', '-o', path)
    check(r.returncode == 2, '--tableur is no way to write a workbook')
    r = run('tables', 'show', 'tarifs', '--to', 'xlsx', '-o', path)
    check(r.returncode == 2, 'tables show has no columns')
    # Whole or not at all: a run that fails leaves what was there.
    before = open(path, 'rb').read()
    r = run('price', data, '--to', 'xlsx', '-o', path)
    check(r.returncode == 4 and open(path, 'rb').read() == before, 'a failed run has written')
    if os.path.exists('/dev/full'):
        r = run('price', *ESSAI, data, '--to', 'xlsx', '-o', '/dev/full')
        check(r.returncode == 3, 'a full disk')


def journal(tmp):
    """The journal's fingerprint is that of the file, and verify makes it again."""
    import hashlib
    path, account = os.path.join(tmp, 'j.xlsx'), os.path.join(tmp, 'j.json')
    run('price', *ESSAI, os.path.join(fixtures, 'rpss.txt'), '--to', 'xlsx', '-o', path, '--journal', account)
    output = json.load(open(account))['output']
    data = open(path, 'rb').read()
    check(output == {'bytes': len(data), 'sha256': hashlib.sha256(data).hexdigest()}, 'fingerprint of a workbook')
    check(run('verify', account).returncode == 0, 'verify')


def libreoffice(tmp):
    """Opened by LibreOffice, written as CSV by it: each cell as shown, numbers told from text by quotes."""
    data = os.path.join(fixtures, 'annee-2024.txt')
    lines = open(data, 'rb').read().splitlines(True)
    at = lines[0].index(run('group', *ESSAI, '--to', 'csv', data).stdout.split(b'\n')[1].split(b';')[3])
    disguised = [b'00012345', b'1E5', b'010000024', b'=1+1', b'1-2']
    for i, stay in enumerate(disguised):
        lines[i] = lines[i][:at] + stay.ljust(20) + lines[i][at + 20:]
    changed = os.path.join(tmp, 'bureau.txt')
    open(changed, 'wb').write(b''.join(lines))
    path = os.path.join(tmp, 'bureau.xlsx')
    run('price', *ESSAI, '--lang', 'en', changed, '--to', 'xlsx', '-o', path)
    rows = list(csv.DictReader(io.StringIO(run('price', *ESSAI, changed).stdout.decode()), delimiter=';'))
    # ; as separator, " around every text, UTF-8, shown as formatted.
    out = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,true,false'
    subprocess.run([office, '-env:UserInstallation=file://' + os.path.join(tmp, 'office'), '--headless',
                    '--convert-to', out, '--outdir', tmp, path], check=True, capture_output=True, timeout=300)
    text = open(os.path.join(tmp, 'bureau.csv'), encoding='utf-8').read()
    found = list(csv.DictReader(io.StringIO(text), delimiter=';'))
    check(len(found) == len(rows) > 100, 'rows in LibreOffice: %d, %d' % (len(found), len(rows)))
    check([r['sejour'] for r in found] == [r['sejour'] for r in rows], 'stays in LibreOffice')
    for stay in disguised:
        check('"%s"' % stay.decode() in text, '%s is no text in LibreOffice' % stay)
    check([r['debut'] for r in found] == [r['debut'] for r in rows], 'dates in LibreOffice')
    check('"' + rows[0]['debut'] not in text, 'a date is text in LibreOffice')
    total = sum(decimal.Decimal(r['montant'] or '0') for r in rows)
    shown = sum(decimal.Decimal(r['montant'].replace(',', '') or '0') for r in found)
    check(total == shown > 0, 'sum in LibreOffice: %s, %s' % (shown, total))


def sheets_of(tmp, book):
    """The rows of each sheet, as LibreOffice shows them, by the name of the sheet."""
    out = tempfile.mkdtemp(dir=tmp)
    subprocess.run([office, '-env:UserInstallation=file://' + os.path.join(tmp, 'office'), '--headless', '--convert-to',
                    'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,false,false,false,-1', '--outdir', out, book],
                   check=True, capture_output=True, timeout=300)
    return {name[:-4].split('-', 1)[1]: list(csv.reader(open(os.path.join(out, name), encoding='utf-8'), delimiter=';'))
            for name in os.listdir(out)}


def filtered(tmp):
    """Totals of a report in LibreOffice: as they are written, and added up anew by their formulas, of the rows that are shown."""
    path, hidden = os.path.join(tmp, 'report.xlsx'), os.path.join(tmp, 'hidden.xlsx')
    data = os.path.join(fixtures, 'annee-2024.txt')
    with open(os.path.join(tmp, 'etat.csv'), 'w') as f:
        f.write('ght;journees;montant\n03;500;60000.50\n')
    run('report', '-q', *ESSAI, data, '--officiel', os.path.join(tmp, 'etat.csv'), '--simuler', '2023', '--to', 'xlsx', '-o', path)
    written = dict(sheets.read(path))
    # A copy without the values of its formulas, in which the first row of each sheet is hidden, as by a filter.
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(hidden, 'w') as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.startswith('xl/worksheets/'):
                head, rest = text.split('</row>\n', 1)
                text = head + '</row>\n' + re.sub('</f><v>[^<]*</v>', '</f>', rest.replace('<row>', '<row hidden="1">', 1))
            new.writestr(name, text)
    shown, anew = sheets_of(tmp, path), sheets_of(tmp, hidden)
    totals = [name for name, rows in written.items() if rows[-1][0] == 'Total affiché']
    check(len(totals) == 10, 'sheets with a total: %s' % totals)
    number = lambda text: decimal.Decimal(text or '0')
    for name in totals:
        rows = written[name]
        for at, value in enumerate(rows[-1]):
            if type(value) is str or value is None:
                continue
            check(number(shown[name][-1][at]) == value, '%s in LibreOffice: %s, not %s' % (name, shown[name][-1], rows[-1]))
            check(abs(number(anew[name][-1][at]) - (value - (rows[1][at] or 0))) < decimal.Decimal('0.001'),
                  '%s in LibreOffice, a row hidden: %s, not %s' % (name, anew[name][-1], rows[-1]))


with tempfile.TemporaryDirectory() as tmp:
    commands(tmp)
    hostile(tmp)
    refused(tmp)
    journal(tmp)
    if office:
        libreoffice(tmp)
        filtered(tmp)
sys.exit(status())
