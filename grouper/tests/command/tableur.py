#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tableur.py HAD GENERATE FIXTURES: what --tableur writes, cell by cell, beside --to csv: columns of
text whose values a spreadsheet would change are ="09", every value of them; numbers have a comma; the
rest is the same. had merge reads it back."""
import csv
import io
import os
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
ESSAI = ['--classification', 'essai']
CODES = {'sejour', 'mpp', 'mpa', 'ik', 'classification', 'code_retour', 'ghpc', 'ght', 'ght_1', 'ght_2',
         'ght_3', 'ght_4', 'mois', 'finess', 'finess_geo', 'code', 'valeur', 'classification_lue',
         'code_lu', 'ghpc_lu', 'version', 'attendu', 'valeur_premiere', 'cle', 'a', 'b', 'prestation', 'ucd', 'ucd13',
         'indication', 'codes', 'facture', 'no_entree', 'no_facture'}
EUROS = {'tarif', 'montant', 'montant_facturable', 'montant_non_officiel', 'montant_lu',
         'montant_avant', 'quantite', 'montant_du', 'montant_facture'}
PLAIN = {'sequence', 'sous_sequence'}     # a number, or the raw text of what is none
KEYS = 'mois,ght,ghpc,mpp,mpa,ik,finess,finess_geo,secteur,variante,campagne,groupement'


def run_bytes(*args):
    r = subprocess.run([had, *args, '-q'], capture_output=True, cwd=fixtures,
                       env=dict(os.environ, HOME='/nonexistent'))
    check(r.returncode in (0, 1), 'status of %s: %s' % (args, r.stderr))
    return r.stdout


def run(*args):
    return run_bytes(*args).decode('utf-8')


def table(text):
    return list(csv.reader(io.StringIO(text, newline=''), delimiter=';'))


def expected(name, value):
    if name in CODES and value or name in PLAIN and value and not value.isdigit():
        return '="%s"' % value.replace('"', '""')
    if name in EUROS:
        return value.replace('.', ',')
    return "'" + value if value[:1] in ('=', '+', '-', '@') else value


def same_cells(*args):
    plain, sheet = run(*args), run(*(a for a in args if a not in ('--to', 'csv')), '--tableur')
    check(sheet.startswith('\ufeff') and sheet.count('\r\n') == sheet.count('\n'), 'BOM, CR LF')
    a, b = table(plain), table(sheet[1:])
    names = a[0]
    check(len(a) > 1, 'rows of %s' % (args,))
    check(b[0] == names and len(a) == len(b), 'the same header and rows: %s' % (args,))
    for x, y in zip(a[1:], b[1:]):
        check(y == [expected(n, v) for n, v in zip(names, x)], '%s: %s, %s' % (args, x, y))


def traps(path):
    """Stays, sequences and FINESS that a spreadsheet would change, and ones that would break a row."""
    with open(os.path.join(fixtures, 'rpss.txt'), 'rb') as f:
        line = f.readline().rstrip(b'\r\n')
    with open(path, 'wb') as f:
        for stay in (b'00012345', b'1E5', b'MAI24', b'=1+1', b'+33', b'-1', b'@A', b'A"B', b'A;B', b'12345678901234567890',
                     b'"', b'\xe9t\xe9', b'\'1', b''):
            f.write(line[:41] + stay.ljust(20) + line[61:] + b'\n')
        for finess in (b'010000024', b'"=1+1"   ', b'\xe9\xe8\xea\xeb\xe9\xe8\xea\xeb\xe9', b'"""""""""', b'=09      ', b''):
            f.write(line[:3] + finess.ljust(9) + line[12:] + b'\n')
        for number in (b'MAI2', b'1E5 ', b'-1  ', b'0007'):
            f.write(line[:105] + number + line[109:] + b'\n')


def merged(path, *args):
    """Parts of a spreadsheet's table make the table of one run, to the byte."""
    whole = run(*args, '--tableur', path)
    parts = [os.path.join(tmp, 'part%d' % k) for k in (1, 2, 3)]
    for k, part in enumerate(parts, 1):
        run(*args, '--tableur', '--part', '%d/3' % k, path, '-o', part)
    check(run('merge', *parts) == whole, 'merge of %s' % (args,))


def changed_groups(path, grouped):
    """Grouped records, some with another result: what audit, compare and learn have rows for."""
    lines = run_bytes('group', *ESSAI, path).splitlines(keepends=True)
    with open(grouped, 'wb') as f:
        for n, line in enumerate(lines):
            f.write(line.replace(b'X1000', b'X1517', 1) if n % 3 == 0 else line)


with tempfile.TemporaryDirectory() as tmp:
    path, odd, grouped = (os.path.join(tmp, name) for name in ('rpss.txt', 'odd.txt', 'grouped.txt'))
    with open(path, 'wb') as f:
        subprocess.run([generate, '--records', '400', '--faults', '100', '--seed', '3'], stdout=f, check=True)
    traps(odd)
    changed_groups(path, grouped)
    for file in (path, odd):
        for command in (['group', '--to', 'csv'], ['price'], ['price', '--by', 'jour'], ['price', '--by', KEYS],
                        ['price', '--by', 'finess'], ['check'], ['check', '--values']):
            same_cells(*command, *ESSAI, file)
        for command in ([], ['--by', 'jour'], ['--by', KEYS], ['--by', 'finess']):
            merged(file, 'price', *command, *ESSAI)
    same_cells('price', grouped)
    same_cells('price', '--by', KEYS, grouped)
    same_cells('audit', *ESSAI, grouped)
    same_cells('compare', *ESSAI, odd, path)
    same_cells('tables', 'coverage', '--classification', 'examples/classification1', path)
    same_cells('tables', 'list', *ESSAI)
    same_cells('tables', 'diff', 'examples/classification1', 'examples/classification2')
    beside = [os.path.join('examples', 'beside', name) for name in
              ('dgf.fichcomp.txt', 'dgf.rpss.txt', 'bills.rsf.txt', 'bills.rpss.txt')]
    same_cells('drugs', beside[0], '--rpss', beside[1])
    same_cells('drugs', beside[0], '--rpss', beside[1], '--by', 'mois,ucd,sejour,prestation,finess')
    same_cells('bills', beside[2], '--rpss', beside[3], '--classification', 'examples/beside/classification')
    # What is learned is written once only.
    a, b = (table(run('tables', 'learn', '--non-officiels', grouped, '-o', os.path.join(tmp, name), *more).lstrip('\ufeff'))
            for name, more in (('a', []), ('b', ['--tableur'])))
    check(len(a) > 1, 'rows of learn')
    for x, y in zip(a[1:], b[1:]):
        check(y == [expected(n, v) for n, v in zip(a[0], x)], 'learn: %s, %s' % (x, y))
sys.exit(status())
