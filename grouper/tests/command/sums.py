#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""sums.py HAD FIXTURES: a sum that does not fit ends the run with status 70 (rule R49) and a sentence, in both
languages, and leaves -o unwritten; one just below is exact; no total is ever negative."""
import os
import subprocess
import sys
import tempfile

from checks import check, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
ESSAI = ['--classification', 'essai']
TOTALS = b'sous_sequences;journees;montant;montant_facturable;montant_non_officiel;journees_sans_tarif\n'
SAID = {'fr': 'elle n\'est plus exacte', 'en': 'it is not exact any more'}


def run(*args):
    return subprocess.run([had, *args], capture_output=True, env=dict(os.environ, HOME='/nonexistent'))


def write(name, *parts):
    path = os.path.join(tmp, name)
    with open(path, 'wb') as f:
        for part in parts:
            f.write(part)
    return path


def refused(*args):
    """Status 70 and the sentence, whatever the language; nothing at -o."""
    out = os.path.join(tmp, 'out')
    for language, said in SAID.items():
        r = run(*args, '--lang', language, '-o', out)
        check(r.returncode == 70 and said in r.stderr.decode('utf-8'), '%s: %s, %s' % (args, r.returncode, r.stderr))
        check(not os.path.exists(out), '-o of %s' % (args,))


def merged():
    """Totals of several runs."""
    half = write('half.csv', TOTALS, b'1;4;46116860184273879.03;0.00;0.00;0\n')
    less = write('less.csv', TOTALS, b'1;4;46116860184273879.03;0.00;0.00;0\n')
    exact = run('merge', half, less)
    check(exact.returncode == 0 and b'2;8;92233720368547758.06;' in exact.stdout, 'just below: %s' % (exact,))
    again = write('again.csv', TOTALS, b'1;4;46116860184273879.03;0.00;0.00;0\n')
    refused('merge', half, less, again)
    days = [write('days%d.csv' % n, TOTALS, b'1;9223372036854774;1.00;0.00;0.00;0\n') for n in range(1001)]
    refused('merge', *days)
    check(run('merge', write('minus.csv', TOTALS, b'1;4;-1.00;0.00;0.00;0\n')).returncode == 3, 'a negative sum')


def covered(path, options, fits):
    r = run('tables', 'coverage', *ESSAI, *options, '--lang', 'en', path)
    check(b': -' not in r.stderr and r.returncode == (0 if fits else 70), 'coverage: %s' % r)


def priced():
    """The largest tariffs and coefficients that are taken, on records of four zones of 999 days."""
    with open(os.path.join(fixtures, 'rpss.txt'), 'rb') as f:
        record = run('group', '-q', *ESSAI, write('one.txt', f.readline().replace(b'2024', b'2030'))).stdout.rstrip(b'\r\n')
    zones = b''.join(b'%02d0101203001012030999' % ght for ght in (1, 2, 3, 4))
    line = record[:record.index(b'X1000') + 9] + b'4' + zones + b'\n'
    lines = 40000  # of which 9 034 were enough, before
    path = write('huge.txt', line * lines)
    for centimes in (999999999, 99999999, 9999999):
        os.makedirs(os.path.join(tmp, 't'), exist_ok=True)
        with open(os.path.join(tmp, 't', 'tarifs.csv'), 'w', encoding='ascii') as f:
            f.write('campagne;secteur;variante;ght;centimes;debut;sources\n')
            for year in (2030, 2031):
                for ght in range(1, 32):
                    f.write('%d;ex-DGF;base;%d;%d;%d-01-01;x\n' % (year, ght, centimes, year))
        options = ['--tables', os.path.join(tmp, 't'), '-q']
        huge = [*options, '--coef-geo', '99.9999']
        one = run('price', *huge, '--by', 'total', write('single.txt', line))
        if one.returncode == 4:  # bounds in the reader of the table
            continue
        amount = int(one.stdout.split(b'\n')[1].split(b';')[2].replace(b'.', b''))
        check(amount > 0, 'one record: %s' % one.stdout)
        fits = amount * lines < 2 ** 63 - 1
        commands = (['price', '--by', 'total'], ['price', '--by', 'ght'], ['price', '-j', '2', '--by', 'mois'],
                    ['audit', *ESSAI], ['compare', write('none.txt', line)])
        covered(path, options, amount // 99 * lines < 2 ** 63 - 1)
        for command in commands:
            if not fits:
                refused(*command, *huge, path)
            else:
                r = run(*command, *huge, path)
                check(b';-' not in r.stdout and r.returncode in (0, 1), '%s: %s' % (command, r))


with tempfile.TemporaryDirectory() as tmp:
    merged()
    priced()
sys.exit(status())
