#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""yearly.py HAD FIXTURES: the recipe of a new year (en.md, fr.md, "Tariffs and formats of a new year"), step by step,
nothing compiled: a table to fill in, filled, checked, used; earlier years as they were; and the account of that run,
verified, as another version's and another system's too. Amounts are invented."""
import csv
import io
import os
import re
import subprocess
import sys
import tempfile

from checks import check, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
ESSAI = ['--classification', 'essai']
PER_CENT = {'base': 100, 'esms': 87, 'ssiad': 93}
NEW = 2027


def run(*args, cwd):
    return subprocess.run([had, *args], capture_output=True, cwd=cwd, env=dict(os.environ, HOME='/nonexistent'))


def rows(text):
    return list(csv.DictReader(io.StringIO(text.decode()), delimiter=';'))


def amount(ght, variant):
    """Near the campaign before, rising."""
    return (5600 + 1700 * (ght - 1)) * PER_CENT[variant] // 100


def fill(path, last):
    """As a person would: every blank amount but the last of a series, when asked to leave one."""
    lines = open(path, encoding='utf-8').read().splitlines()
    filled = lines[:1]
    for line in lines[1:]:
        cells = line.split(';')
        check(cells[4] == '', 'an amount that nobody gave: %s' % line)
        if int(cells[3]) <= last:
            cells[4], cells[6] = str(amount(int(cells[3]), cells[2])), 'invented'
        filled.append(';'.join(cells))
    open(path, 'w', encoding='utf-8').write('\n'.join(filled) + '\n')


def priced(work, name, *more):
    r = run('price', *ESSAI, '-q', *more, name, cwd=work)
    check(r.returncode in (0, 1), 'price %s: %s' % (more, r.stderr.decode()))
    return [z for z in rows(r.stdout) if z['campagne'] == str(NEW) and z['variante'] and z['ght'] != '99']


def recipe(work):
    before = priced(work, 'new')
    check(len(before) > 100 and not any(z['tarif'] or z['montant'] for z in before), 'a year that nothing is known of')
    old = run('price', *ESSAI, '-q', 'old', cwd=work).stdout
    r = run('tables', 'modele', str(NEW), '-o', 'mine', cwd=work)
    check(r.returncode == 0, r.stderr.decode())
    path = os.path.join(work, 'mine', 'tarifs', 'tarifs-%d.csv' % NEW)
    blank = open(path, 'rb').read()
    r = run('tables', 'check', 'mine', '--lang', 'en', cwd=work)
    check(r.returncode == 1 and len(rows(r.stdout)) == blank.count(b'\n') - 1, 'each row is told as one to fill in')
    fill(path, 30)
    r = run('tables', 'check', 'mine', '--lang', 'en', cwd=work)
    check(r.returncode == 1 and {x['cle'][-2:] for x in rows(r.stdout)} == {'31'}, 'those left: %s' % r.stdout.decode()[:400])
    open(path, 'wb').write(blank)
    fill(path, 31)
    r = run('tables', 'check', 'mine', '--lang', 'en', cwd=work)
    check(r.returncode == 0, 'filled: %s' % r.stdout.decode()[:400])
    after = priced(work, 'new', '--tables', 'mine')
    check(len(after) == len(before), 'the same zones')
    for z in after:
        centimes = amount(int(z['ght']), z['variante'])
        check((z['origine'], z['tarif'], z['montant']) ==
              ('fourni', '%d.%02d' % divmod(centimes, 100), '%d.%02d' % divmod(centimes * int(z['jours']), 100)), z)
    check(run('price', *ESSAI, '-q', '--tables', 'mine', 'old', cwd=work).stdout == old, 'earlier years, byte for byte')


def journals(work):
    r = run('price', *ESSAI, '-q', '--tables', 'mine', '--journal', 'j', '-o', 'out', 'new', cwd=work)
    check(r.returncode in (0, 1), r.stderr.decode())
    path = os.path.join(work, 'j')
    written = open(path, encoding='utf-8').read()

    def verify(text):
        open(path, 'w', encoding='utf-8').write(text)
        return run('verify', 'j', '--lang', 'en', cwd=work)
    r = verify(written)
    check(r.returncode == 0 and b'same account' in r.stderr + r.stdout, 'its own: %s' % r)
    # another version, another system: said, and no difference
    other = re.sub(r'"compiler": "[^"]*"', '"compiler": "cc of elsewhere"', re.sub(r'"had": "[^"]*"', '"had": "0.1.9"', written, count=1))
    other = re.sub(r'"commit": "[^"]*"', '"commit": "0123456789ab"', other)
    r = verify(other)
    told = (r.stderr + r.stdout).decode()
    check(r.returncode == 0 and 'written by had 0.1.9' in told, 'another version: %s' % told)
    # a total that the other version counted otherwise is a difference, and is shown
    total = re.search(r'"montant[^"]*": (\d+)', other)
    check(total, 'an amount in the account')
    r = verify(other.replace(total[1], '123'))
    told = (r.stderr + r.stdout).decode()
    check(r.returncode == 1 and '123' in told and total[1] in told and '0.1.9' in told, 'a difference: %s' % told)
    # a tariff changed since
    path_of = os.path.join(work, 'mine', 'tarifs', 'tarifs-%d.csv' % NEW)
    text = open(path_of, encoding='utf-8').read()
    open(path_of, 'w', encoding='utf-8').write(text.replace(';%d;' % amount(31, 'base'), ';%d;' % (amount(31, 'base') + 1)))
    r = verify(written)
    check(r.returncode == 1 and 'tarifs-%d.csv' % NEW in (r.stderr + r.stdout).decode(), 'a table that changed: %s' % r)


def main():
    with tempfile.TemporaryDirectory() as work:
        lines = [l for l in open(os.path.join(fixtures, 'annee-2024.txt'), 'rb').read().split(b'\n') if l[:3] in (b'H0F', b'H0G')]
        old = b'\n'.join(lines) + b'\n'
        open(os.path.join(work, 'old'), 'wb').write(old)
        open(os.path.join(work, 'new'), 'wb').write(old.replace(b'2024', b'%d' % NEW))
        recipe(work)
        journals(work)


main()
sys.exit(status())
