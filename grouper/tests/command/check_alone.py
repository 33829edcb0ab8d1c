#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_alone.py HAD GENERATE FIXTURES: `check` without a classification (rule R38), its words, and the
estimates of its report (rule R40), computed here from the rows of `price` and of `check`."""
import collections
import csv
import datetime
import fractions
import os
import re
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
ESSAI = ['--classification', 'essai']
NOT_RUN = ('091', '105', '106', '524', '525', '535', '901')


def run(*args):
    return subprocess.run([had, *args], capture_output=True, cwd=fixtures, env=dict(os.environ, HOME='/nonexistent'))


def rows(*args):
    return list(csv.DictReader(run(*args, '-q').stdout.decode('utf-8').splitlines(), delimiter=';'))


def write(name, *lines):
    path = os.path.join(tmp, name)
    with open(path, 'wb') as f:
        f.writelines(lines)
    return path


def record(year, mpp, mpa, line=0):
    """The first record of the fixtures, of another year and another pair."""
    with open(os.path.join(fixtures, 'rpss.txt'), 'rb') as f:
        text = f.read().split(b'\n')[line] + b'\n'
    text = text.replace(b'2024', year)
    return text[:125] + mpp + mpa + text[129:]


def pairs():
    """Each status of the matrix, in the campaign of 2019 and in another; a pair that it does not hold."""
    cases = [  # year, pair, code, blocking, words of each language ('' = those of the registry)
        (b'2019', b'01', b'00', '056', '1', 'non autorisée (erronée) : MPP 01 x MPA 00', 'Pair of modes not allowed: MPP 01 x MPA 00'),
        (b'2024', b'01', b'00', '056', '0', 'matrice de 2019', '2019 matrix'),
        (b'2019', b'03', b'03', '517', '0', 'Association MPP/MPA interdite', 'MPP x MPA pair not allowed'),
        (b'2024', b'03', b'03', '517', '0', 'matrice de 2019', '2019 matrix'),
        (b'2019', b'01', b'15', '530', '0', 'Association inattendue', 'Unexpected MPP x MPA pair'),
        (b'2023', b'01', b'15', '530', '0', 'matrice de 2019', '2019 matrix'),
        (b'2024', b'06', b'22', '056', '1', 'MPA absent ou hors liste', 'MPA missing or unknown'),
        (b'2024', b'06', b'17', None, None, None, None)]
    for year, mpp, mpa, code, blocking, fr, en in cases:
        path = write('pair.txt', record(year, mpp, mpa))
        for language, words in (('fr', fr), ('en', en)):
            found = rows('check', '--lang', language, path)
            codes = [(r['code'], r['bloquant']) for r in found]
            check(codes == ([(code, blocking)] if code else []), '%s: %s' % ((year, mpp, mpa), codes))
            if code:
                text = found[0]['libelle']
                check(words in text, '%s: %s' % ((year, mpp, mpa), text))
                indicative = year != b'2019' and mpa != b'22'
                check(('2019' in text) == indicative, 'the matrix is named for other years only: %s' % text)
        r = run('check', path)
        check(r.returncode == (1 if blocking == '1' else 0), '%s: status %d' % ((year, mpp, mpa), r.returncode))
        check(run('check', '--to', 'leg', '-q', path).stdout.count(b'\n') == (code is not None and not indicative),
              'LEG of %s' % ((year, mpp, mpa),))
    path = write('absent.txt', record(b'2014', b'20', b'00'), record(b'2014', b'06', b'17'))
    for language, words in (('fr', 'absente de la matrice de 2019 : 1 '), ('en', 'does not hold: 1 ')):
        r = run('check', '--lang', language, path)
        check(words in r.stderr.decode('utf-8'), 'counted: %s' % r.stderr)
    # With a classification the pair is named too, and no matrix.
    for language, words in (('fr', 'MPP 01 x MPA 00'), ('en', 'not allowed: MPP 01 x MPA 00')):
        found = rows('check', '--lang', language, *ESSAI, write('pair.txt', record(b'2024', b'01', b'00')))
        check([(r['code'], r['bloquant'], words in r['libelle'], '2019' in r['libelle']) for r in found]
              == [('056', '1', True, False)], 'with a classification: %s' % found)


def summary(path):
    for language, words in (('fr', 'aucune classification chargée'), ('en', 'no classification loaded')):
        r = run('check', '--lang', language, path)
        said = r.stderr.decode('utf-8')
        check(words in said and all(code in said for code in NOT_RUN), said)
        check('essai' not in said and 'montant :' not in said and 'amount:' not in said, said)
    codes = {r['code'] for r in rows('check', '--avertissements', path)}
    check(codes and not codes & set(NOT_RUN), 'codes that do not run: %s' % codes)
    for command in ('group', 'price', 'audit'):
        r = run(command, path)
        check(r.returncode == 4 and r.stdout == b'', '%s: %d' % (command, r.returncode))
    every = {(r['ligne'], r['code']) for r in rows('check', *ESSAI, path)}
    mine = {(r['ligne'], r['code']) for r in rows('check', path)}
    matrix = {'056', '517', '530', *NOT_RUN}
    check({x for x in every if x[1] not in matrix} == {x for x in mine if x[1] not in matrix},
          'the other controls are the same with a classification')


def day(raw):
    try:
        return datetime.date(int(raw[4:8]), int(raw[2:4]), int(raw[:2])) if raw.isdigit() and len(raw) == 8 else None
    except ValueError:
        return None


def span(line, codes):
    """Days of the sub-sequence, 0 when its dates do not tell, or the format does not tell where they are."""
    if ('FORMAT INCONNU', True) in codes:
        return 0
    first, last = day(line[162:170]), day(line[170:178])
    return (last - first).days + 1 if first and last and first <= last else 0


def estimates(path, options):
    """code -> [blocking, alerts, days, centimes or None]; and that of all lines, each once."""
    with open(path, 'rb') as f:
        lines = [re.sub(rb'^(\xef\xbb\xbf|\x1a)+', b'', line) for line in f.read().split(b'\n')]  # debris (R43)
    by_line = collections.defaultdict(list)
    for r in rows('check', *options, path):
        by_line[int(r['ligne'])].append((r['code'], r['bloquant'] == '1'))
    blocked = {n for n, codes in by_line.items() if any(b for _, b in codes)}
    earned = collections.defaultdict(lambda: [0, 0])
    for z in rows('price', '--zones', 'calculees', *options, path) if options else []:
        n = int(z['ligne'])
        if n not in blocked and z['montant'] and z['tarif'] and z['facturable'] == '1':
            for mpp in (lines[n - 1][125:127], None):
                earned[mpp][0] += int(z['jours'])
                earned[mpp][1] += int(z['montant'].replace('.', ''))
    known = {}
    for n in blocked:
        days, line = span(lines[n - 1], by_line[n]), lines[n - 1]
        all_days, amount = earned[line[125:127]] if earned[line[125:127]][0] else earned[None]
        if 1 <= days <= 62 and all_days:
            known[n] = int(fractions.Fraction(2 * days * amount + all_days, 2 * all_days))
    table = {}
    for n, codes in by_line.items():
        for code, blocking in codes:
            row = table.setdefault(code, [0, 0, 0, 0, 0, 0])
            row[0] += blocking
            row[1] += not blocking
            days = span(lines[n - 1], codes)
            row[2] += days if days <= 62 else 0  # a wrong year is no days
            row[3] += known.get(n, 0)
            row[4] += n in known
            row[5] += n in blocked and n not in known
    return table, sum(known.values()), len(blocked) - len(known)


def report(path, options):
    table, total, without = estimates(path, options)
    text = run('check', '--to', 'rapport', '--lang', 'en', '-q', *options, path).stdout.decode('utf-8')
    found = []
    for line in text.splitlines()[1:]:
        m = re.match(r'(.{20}) +(\d+) +(\d+) +(\d+) (.{16})  ', line)
        if m:
            found.append((m[1].strip(), int(m[2]), int(m[3]), int(m[4]), m[5].strip()))
    expected = []
    for code, (blocking, alerts, days, centimes, records, none) in sorted(
            table.items(), key=lambda item: (-item[1][3], -item[1][2], item[0])):
        blank = records == 0 and none > 0
        expected.append((code, blocking, alerts, days, '' if blank else '%d.%02d' % divmod(centimes, 100)))
    check(found == expected, 'report: %s' % [x for x in zip(found, expected) if x[0] != x[1]][:3])
    check('the rows do not add up' in text and 'it is not an amount' in text, 'what the report says')
    check(('%d record(s)' % without in text) == (without > 0), 'without an estimate: %d' % without)
    if options:
        check('estimate %d.%02d' % divmod(total, 100) in text, 'each record once: %d' % total)
    for jobs in ('2', '3'):
        for more in ([], ['--sans-chainage']):
            one = run('check', '--to', 'rapport', *more, *options, path)
            check(run('check', '--to', 'rapport', *more, *options, '-j', jobs, path).stdout == one.stdout, '-j')


with tempfile.TemporaryDirectory() as tmp:
    pairs()
    path = os.path.join(tmp, 'rpss.txt')
    with open(path, 'wb') as f:
        subprocess.run([generate, '--records', '600', '--years', '2012-2025', '--formats', 'H0B,H0C,H0D,H0E,H0F,H0G',
                        '--faults', '150', '--broken', '60', '--seed', '11'], stdout=f, check=True)
    summary(path)
    report(path, ESSAI)
    report(path, [*ESSAI, '--coef-geo', '1.07', '--campagne', '2023'])
    report(path, [])
sys.exit(status())
