#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""stakes.py HAD GENERATE FIXTURES: euros that a rule decides on. R41: the prudential coefficient of each campaign and
sector, from the table itself, to the centime. R40: what records held back by a file of conventions would earn. R49:
which exit status counts when several apply."""
import collections
import csv
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
ESSAI = ['--classification', 'essai']
ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME')}
ENV['HOME'] = '/nonexistent'


def run(*args, cwd=None, data=b'', **more):
    r = subprocess.run([had, *args], cwd=cwd, input=data, stderr=subprocess.PIPE, timeout=60, env=ENV,
                       stdout=more.get('stdout', subprocess.PIPE))
    check(r.returncode >= 0, 'signal on %s' % (args,))
    return r


def rows(*args):
    return list(csv.DictReader(run(*args, '-q').stdout.decode().splitlines(), delimiter=';'))


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)
    return path


def centimes(text):
    return int(text.replace('.', '')) if text else None


# --- Rule R41 --------------------------------------------------------------------------------------------------

def table(more=()):
    """campaign, sector -> ten-thousandths: the row that names the sector, else one that says both."""
    path = os.path.join(os.path.dirname(fixtures), 'tables', 'coefficients.csv')
    alone, both = {}, {}
    with open(path, encoding='utf-8') as f:
        lines = list(csv.DictReader(f, delimiter=';')) + list(more)
    for row in lines:
        if row['type'] != 'prudentiel' or row['certitude'].lower().startswith('low'):
            continue
        year, value, named = int(row['annee']), int(row['valeur_1e4']), row['secteur']
        sectors = [s for s in ('ex-DGF', 'ex-OQN') if s in named or named == 'both']
        for s in sectors:
            (both if len(sectors) == 2 else alone)[year, s] = value
    return {**both, **alone}


def applied(known, campagne, secteur):
    return known.get((campagne, secteur), 10000 if campagne < 2013 else None)


def expected(row, known, campagne=None):
    """Of a zone priced without coefficient: its amount with one, None when no coefficient is known."""
    if row['montant'] == '' or row['campagne'] == '':
        return row['montant'] and centimes(row['montant'])
    value = applied(known, campagne or int(row['campagne']), row['secteur'])
    return None if value is None else (2 * centimes(row['tarif']) * int(row['jours']) * value + 10000) // 20000


def compared(path, known, options=(), campagne=None):
    """Row by row, then the totals, the summary and the journal."""
    options = [*ESSAI, *options]
    plain, auto = (rows('price', *options, *o, path) for o in ((), ('--coef-prudentiel', 'auto')))
    check(len(plain) == len(auto) > 100, 'as many rows: %d, %d' % (len(plain), len(auto)))
    total, lacking_days, used = 0, 0, collections.defaultdict(set)
    lacking = set()
    for a, b in zip(plain, auto):
        want = expected(a, known, campagne) if a['tarif'] else centimes(a['montant'])
        got = centimes(b['montant'])
        check(got == want, '%s:%s zone %s: %s in place of %s' % (path, a['ligne'], a['zone'], got, want))
        check({k: v for k, v in a.items() if k != 'montant'} == {k: v for k, v in b.items() if k != 'montant'}, 'only amounts change')
        total += got or 0
        if a['tarif'] and got is None:
            lacking.add(a['ligne'])
            lacking_days += int(a['jours'])
        elif a['tarif']:
            used[campagne or int(a['campagne']), a['secteur']].add(a['ligne'])
    without = sum(int(a['jours']) for a in plain if not a['tarif'] and a['ght'] != '99')
    journal = os.path.join(os.path.dirname(path), 'journal.json')
    for language, words in (('fr', 'sans coefficient prudentiel connu (919)'), ('en', 'no prudential coefficient known (919)')):
        r = run('price', *options, '--coef-prudentiel', 'auto', '--by', 'total', '--lang', language, '--journal', journal, path)
        text = r.stderr.decode()
        sums = dict(zip(*(line.split(';') for line in r.stdout.decode().splitlines()[:2])))
        check(r.returncode == 0 and centimes(sums['montant']) == total, 'total %s, %d' % (sums, total))
        check(int(sums['journees_sans_tarif']) == without + lacking_days, 'days without: %s, %d + %d' % (sums, without, lacking_days))
        said = re.search(re.escape(words) + r' ?: (\d+) [^,]*, (\d+)', text)
        check((said and (int(said[1]), int(said[2]))) == ((len(lacking), lacking_days) if lacking else None), '919: %s, %s' % (said, len(lacking)))
        named = re.findall(r'^(?:coefficient prudentiel|prudential coefficient) (\d)\.(\d{4}) ?: campa\S+ (\d+), (\S+), (\d+)', text, re.M)
        check({(int(y), s): (int(a + b), int(n)) for a, b, y, s, n in named} ==
              {k: (applied(known, *k), len(lines)) for k, lines in used.items()}, 'named: %s' % named)
    with open(journal, encoding='utf-8') as f:
        account = json.load(f)
    check({(c['campagne'], c['secteur']): (c['x10000'], c['records']) for c in account['prudential_coefficients']} ==
          {k: (applied(known, *k), len(lines)) for k, lines in used.items()}, 'journal')
    check(account['counts']['no_coefficient_919'] == len(lacking) and account['totals']['montant_centimes'] == total, 'journal: counts')
    check(run('verify', journal).returncode == 0, 'verify')
    # By day no amount is written; keys of totals add up.
    by = rows('price', *options, '--coef-prudentiel', 'auto', '--by', 'campagne,secteur,variante', path)
    check(sum(centimes(r['montant']) for r in by) == total, 'by campaign, sector and variant')
    if '--zones' in options:
        return total
    found = [r for r in rows('check', *options, '--coef-prudentiel', 'auto', '--avertissements', '--sans-chainage', path) if r['code'] == '919']
    check(sorted(int(r['ligne']) for r in found) == sorted(int(n) for n in lacking), '919 in check: %s %s' % (path, options))
    check(not any(r['code'] == '919' for r in rows('check', *options, '--coef-prudentiel', 'auto', '--sans-chainage', path)), '919 is asked for')
    return total


HEAD = b'annee;type;secteur;zone;valeur_1e4;source;certitude\n'


def coefficients(tmp):
    path = os.path.join(tmp, 'all.txt')
    with open(path, 'wb') as f:
        subprocess.run([generate, '--records', '900', '--formats', 'all', '--years', '2010-2026', '--faults', '20', '--seed', '41'],
                       stdout=f, check=True)
    known = table()
    first = compared(path, known)
    # The coefficient is that of the campaign asked for.
    for year in (2010, 2018, 2019, 2025):
        compared(path, known, ['--campagne', str(year)], year)
    compared(path, known, ['--zones', 'calculees'])
    # A row of the user; one that says both, beside one that names the sector; one that is weak.
    mine = [dict(annee='2019', type='prudentiel', secteur='ex-OQN', valeur_1e4='9900', certitude='given'),
            dict(annee='2020', type='prudentiel', secteur='both', valeur_1e4='9800', certitude='given'),
            dict(annee='2021', type='prudentiel', secteur='ex-OQN', valeur_1e4='5000', certitude='Low: a guess'),
            dict(annee='2022', type='segur', secteur='ex-OQN', valeur_1e4='5000', certitude='given')]
    write(tmp + '/t/coefficients.csv', HEAD + b''.join(
        ('%(annee)s;%(type)s;%(secteur)s;;%(valeur_1e4)s;mine;%(certitude)s\n' % r).encode() for r in mine))
    check(compared(path, table(mine), ['--tables', tmp + '/t']) > first, 'more records have a coefficient')
    # Two rows that serve and differ.
    for bad, column in ((b'2024;prudentiel;ex-DGF;;9931;mine;given\n', 5), (b'2018;prudentiel;ex-DGF and ex-OQN;;9931;mine;given\n', 5),
                        (b'2024;prudentiel;somebody;;9930;mine;given\n', 3), (b'2024;prudentiel;both;75;9930;mine;given\n', 4),
                        (b'2024;prudentiel;both;;0;mine;given\n', 5), (b'2024;prudentiel;both;;99999999999999999999;mine;given\n', 5)):
        where = write(tmp + '/bad/coefficients.csv', HEAD + bad)
        for language, words in (('fr', ' : colonne %d : ' % column), ('en', ': column %d: ' % column)):
            r = run('price', *ESSAI, '--tables', tmp + '/bad', '--lang', language, path)
            check(r.returncode == 4 and r.stdout == b'' and where + ':2' + words in r.stderr.decode(), '%s: %d %s' % (bad, r.returncode, r.stderr))
    write(tmp + '/bad/coefficients.csv', HEAD + b'2024;prudentiel;ex-DGF;;9930;mine;the same value\n')
    check(compared(path, known, ['--tables', tmp + '/bad']) == first, 'the same value twice')
    # Given, not looked up: every campaign, no 919.
    plain, given = (rows('price', *ESSAI, *o, path) for o in ((), ('--coef-prudentiel', '0.9931', '--coef-geo', '1,07')))
    for a, b in zip(plain, given):
        want = (2 * centimes(a['tarif']) * int(a['jours']) * 10700 * 9931 + 10 ** 8) // (2 * 10 ** 8) if a['tarif'] else None
        check(not a['tarif'] or centimes(b['montant']) == want, 'one rounding: %s, %s' % (b, want))


# --- Rule R40, of records that conventions hold back -----------------------------------------------------------

def held(tmp):
    path = os.path.join(tmp, 'homes.txt')
    with open(path, 'wb') as f:
        subprocess.run([generate, '--records', '400', '--years', '2024-2024', '--formats', 'H0F', '--seed', '7'], stdout=f, check=True)
    lines = open(path, 'rb').read().split(b'\n')
    homes = sorted({line[76:85] for line in lines if line[75:76] in (b'3', b'4', b'5')})
    good = b''.join(h + b'1' + b'01012024' + b'        \n' for h in homes)
    plain = write(tmp + '/good', good)
    spoiled = write(tmp + '/spoiled', good + b'750000009\n')
    before = {r['ligne']: r for r in rows('group', '--to', 'csv', *ESSAI, '--conventions', plain, path)}
    after = {r['ligne']: r for r in rows('group', '--to', 'csv', *ESSAI, '--conventions', spoiled, path)}
    lost = [r['ligne'] for r in rows('check', '--sans-chainage', *ESSAI, '--conventions', spoiled, path) if r['code'] == '033']
    check(len(lost) > 20 and homes, '%d records are held back' % len(lost))
    zones = rows('price', *ESSAI, '--conventions', spoiled, path)
    mean = collections.defaultdict(lambda: [0, 0])
    for z in zones:
        if z['montant'] and z['tarif'] and z['facturable'] == '1':
            for mpp in (after[z['ligne']]['mpp'], None):
                mean[mpp][0] += int(z['jours'])
                mean[mpp][1] += centimes(z['montant'])
    estimate = days = 0
    for n in lost:
        first, last = (int(after[n][k][-2:]) for k in ('debut', 'fin'))
        length = last - first + 1 if after[n]['debut'][:7] == after[n]['fin'][:7] else None
        if length is None:
            length = (datetime.date.fromisoformat(after[n]['fin']) - datetime.date.fromisoformat(after[n]['debut'])).days + 1
        d, amount = mean[after[n]['mpp']] if mean[after[n]['mpp']][0] else mean[None]
        if 1 <= length <= 62:
            estimate += (2 * length * amount + d) // (2 * d)
            days += length
    euros = '%d.%02d' % divmod(estimate, 100)
    for language, words in (('fr', 'fichier des conventions, 033 : %d enregistrement(s) retenu(s), %d journée(s) ; estimation : %s €'),
                            ('en', 'agreement file, 033: %d record(s) held back, %d day(s); estimate: %s €')):
        for jobs in ('1', '3'):
            r = run('price', '--by', 'total', *ESSAI, '--conventions', spoiled, '--lang', language, '-j', jobs, path)
            check(r.returncode == 0 and words % (len(lost), days, euros) in r.stderr.decode(), '033: %s' % r.stderr.decode()[-900:])
    # The money of the others is what it was; the estimate is never among the amounts.
    money = {z['ligne']: z['montant'] for z in rows('price', *ESSAI, '--conventions', plain, path)}
    now = {z['ligne']: z['montant'] for z in zones}
    check(all(now[n] == money[n] for n in money if n not in lost), 'the money of the others')
    check(all(now[n] == '0.00' for n in lost) and before.keys() == after.keys(), 'held back: 0.00')


def of_no_mode(tmp):
    """A blank MPP is not that of another record whose MPP is no mode either: the mean of all days counts."""
    drawn = subprocess.run([generate, '--records', '40', '--years', '2024-2024', '--formats', 'H0F', '--seed', '7'],
                           stdout=subprocess.PIPE, check=True).stdout.split(b'\n')[:-1]
    grouped = run('group', *ESSAI, '-q', '-', data=b'\n'.join(drawn) + b'\n').stdout.split(b'\n')[:-1]
    paid = [g[:125] + b'4 ' + g[127:] for g in grouped[:5]]  # the zones that it carries are priced
    blank = drawn[6][:125] + b'  ' + drawn[6][127:]
    path = write(tmp + '/modes.txt', b'\n'.join([*paid, *grouped[5:], blank]) + b'\n')
    zones = [z for z in rows('price', *ESSAI, path) if z['montant'] and z['facturable'] == '1' and z['ght'] != '99']
    check({int(z['ligne']) for z in zones} >= {1, 2, 3}, 'records of no mode that are priced')
    days, money = sum(int(z['jours']) for z in zones), sum(centimes(z['montant']) for z in zones)
    last = len(grouped) + 1
    told = run('explain', path, *ESSAI, '--ligne', str(last), '--to', 'jsonl').stdout.splitlines()
    first, end = (datetime.datetime.strptime(blank[a:a + 8].decode(), '%d%m%Y') for a in (162, 170))
    length = (end - first).days + 1
    want = '%d.%02d' % divmod((2 * length * money + days) // (2 * days), 100)
    check(1 <= length <= 62 and '%.2f' % json.loads(told[1])['estimation'] == want, 'a blank MPP: %s, not %s' % (told[1], want))


# --- Rule R49 --------------------------------------------------------------------------------------------------

def statuses(tmp):
    """70, 3, 4, 2, 1, 0: the first that applies at the end."""
    sound = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read().split(b'\n')[:9]
    a = write(tmp + '/a.txt', b'\n'.join(sound[:4]) + b'\n')
    b = write(tmp + '/b.txt', b'\n'.join(sound) + b'\nx\n')  # the same records, and one in error
    errors = write(tmp + '/errors.txt', b'\n'.join(sound) + b'\nx\n')
    many = write(tmp + '/many.txt', b''.join(sound[0][:41] + b'S%019d' % n + sound[0][61:] + b'\n' for n in range(6000)))
    full = open('/dev/full', 'wb')
    cases = [
        # 1 alone; 0 without --strict
        (1, ['price', *ESSAI, '--strict', errors], None), (0, ['price', *ESSAI, errors], None), (1, ['check', errors], None),
        # 2 before 1
        (2, ['price', *ESSAI, '--strict', a, b], None), (2, ['audit', *ESSAI, '--strict', a, b], None), (2, ['report', *ESSAI, '--strict', a, b], None),
        (1, ['price', *ESSAI, '--strict', '--doublons', a, b], None),
        # 3 before 1 and before 2
        (3, ['price', *ESSAI, '--strict', errors], full), (3, ['check', errors], full), (3, ['check', errors, '-o', '/dev/full'], None),
        (3, ['price', *ESSAI, '--strict', many, errors, '-o', '/dev/full'], None),
        (3, ['price', *ESSAI, '--doublons', '--strict', a, b], full), (3, ['price', *ESSAI, '--journal', '/dev/full', '--strict', errors, '-o', tmp + '/o'], None),
        # found before the work: a usage that is wrong, whatever the files are; a file that is not there, whatever the tables are
        (2, ['price', '--nope', '/nonexistent'], None), (2, ['price', *ESSAI, '/nonexistent', '--by', 'rien'], None),
        (2, ['price', *ESSAI, a, a], full), (3, ['price', *ESSAI, '/nonexistent', errors], None), (4, ['price', '--classification', 'rien', '/nonexistent'], None),
        (4, ['price', a, b], None), (4, ['price', '--strict', errors], None)]
    for code, args, out in cases:
        said = set()
        for language in ('fr', 'en'):
            r = run(*args, '--lang', language, **({'stdout': out} if out else {}))
            check(r.returncode == code, '%s: %d in place of %d: %s' % (args, r.returncode, code, r.stderr.decode()[-300:]))
            said.add(r.stderr)
        check(len(said) == 2, '%s: says nothing in one language' % (args,))
    check(not os.path.exists(tmp + '/o'), 'nothing at -o')


def main():
    for case in (coefficients, held, of_no_mode, statuses):
        with tempfile.TemporaryDirectory() as tmp:
            case(tmp)
    return status()


sys.exit(main())
