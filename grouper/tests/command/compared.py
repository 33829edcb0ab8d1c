#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""compared.py HAD GENERATE FIXTURES: what a report is put beside. --avant, --officiel and --simuler against
what had price gives of the same files, by arithmetic of our own; what they refuse; --journal and had verify."""
import collections
import csv
import decimal
import os
import re
import shutil
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
ESSAI = ['--classification', 'essai']
D = decimal.Decimal
work = tempfile.mkdtemp()


def run(*args):
    return subprocess.run([had, *args], capture_output=True, env=dict(os.environ, HOME='/nonexistent'), cwd=work)


def rows(text):
    return list(csv.DictReader(text.decode('utf-8').splitlines(), delimiter=';'))


def by(key, *args):
    """The rows of had price --by KEY: key -> (days, amount)."""
    r = run('price', '--by', key, '-q', *args)
    check(r.returncode == 0, 'price %s: %s' % (args, r.stderr.decode()))
    return {x.get(key, ''): (int(x['journees']), D(x['montant'])) for x in rows(r.stdout)}


def tables(name, *args):
    r = run('report', '--to', 'csv', '-o', name, '-q', *args)
    check(r.returncode == 0, 'report %s: %s' % (args, r.stderr.decode()))
    return {f[:-4]: rows(open(os.path.join(work, name, f), 'rb').read())
            for f in os.listdir(os.path.join(work, name))}


def tenths(part, whole):
    if whole == 0:
        return ''
    value = D(abs(part) * 1000) / D(abs(whole))
    value = value.quantize(D(1), decimal.ROUND_HALF_UP) / 10
    return '%.3f' % (-value if (part < 0) != (whole < 0) and value else value)


def evolution(found, name, before, now, same_months, alike=True):
    mine = [r for r in found['evolution'] if r['avant'] == name]
    all_days = by('total', *now)[''][0] - by('total', *before)[''][0]
    for key in ('total', 'mois', 'mpp', 'ght'):
        sides = []
        for side in (before, now):
            sums = collections.defaultdict(lambda: [0, D(0)])
            for k, (days, amount) in by(key, *side).items():
                k = k if key != 'mois' or same_months or not alike else k[5:]
                sums[k][0] += days
                sums[k][1] += amount
            sides.append(sums)
        keys = sorted(set(sides[0]) | set(sides[1]))
        expected = []
        for k in keys:
            (a, m), (b, n) = sides[0][k], sides[1][k]
            expected.append([key, k, str(a), str(b), str(b - a), tenths(b - a, a) if alike else '', tenths(b - a, all_days) if alike else '',
                             '%.2f' % m, '%.2f' % n, '%.2f' % (n - m)])
        got = [list(r.values())[1:-2] for r in mine if r['par'] == key] # but for the lines, of which moved.py tells
        check(got == expected, 'evolution by %s: %s' % (key, [x for x in zip(got, expected) if x[0] != x[1]][:2]))


def lines_of_both(found, before, now):
    """Of another year no record is the same: each row leads to the lines of both states, as the report of each does."""
    sides = [tables('side-%d' % n, *side) for n, side in enumerate((now, before))]
    for key in ('total', 'mpp', 'ght'):
        lines = [{r.get(key, ''): r['ou'] for r in side[key]} for side in sides]
        mine = [r for r in found['evolution'] if r['avant'] == before[-1] and r['par'] == key]
        check(mine and all([r['ou'], r['ou_avant']] == [of.get(r['cle'], '') for of in lines] for r in mine), 'lines of both, by %s: %s' % (key, mine[:2]))


def page(*args):
    r = run('report', '-q', *args)
    check(r.returncode == 0, 'page %s: %s' % (args, r.stderr.decode()))
    return r.stdout.decode('utf-8').replace('\xa0', ' ')


def earlier(old, new, part):
    now = [*ESSAI, new]
    found = tables('evolution', *now, '--avant', old, '--avant', part)
    evolution(found, old, [*ESSAI, old], now, False)
    lines_of_both(found, [*ESSAI, old], now)
    evolution(found, part, [*ESSAI, part], now, True)
    text = page(*now, '--avant', old, '--avant', part)
    first = text[:text.index('<h2>Ce qui est refus')]
    difference = by('total', *now)[''][0] - by('total', *ESSAI, old)[''][0]
    number = '{:,}'.format(abs(difference)).replace(',', ' ')
    check(('+' if difference > 0 else '\u2212') + number + ' journées' in first, 'what changed, in the first lines')
    check('n&#39;est pas une croissance' not in text, 'a year beside a year')
    # Like with like: of an earlier state, the records of the period, else those of the same months of a year before.
    for period, name, of, same, alike in (('2024-02', part, '2024-02', True, True), ('2024-03..2024-05', old, '2023-03..2023-05', False, True),
                                          ('2024-02', old, '2023-02', False, True)):
        found = tables('like-%s-%s' % (period, name), *now, '--periode', period, '--avant', name)
        evolution(found, name, [*ESSAI, name, '--periode', of], [*now, '--periode', period], same, alike)
        text = page(*now, '--periode', period, '--avant', name)
        days, before = (by('total', *x)['' ][0] for x in ([*now, '--periode', period], [*ESSAI, name, '--periode', of]))
        first = text[:text.index('<h2>Ce qui est refus')]
        number = '{:,}'.format(abs(days - before)).replace(',', ' ')
        check('n&#39;est pas une croissance' not in text and number + ' journée' in first, 'like with like: %s of %s' % (period, name))
        check(not same or 'Avant : février 2024' in text, 'its months')
    # None of these: the number stands, and no growth.
    january = {int(r['ligne']) for r in rows(run('group', *ESSAI, '-q', '--to', 'csv', new).stdout) if r['fin'][:7] == '2024-01'}
    with open(os.path.join(work, new), 'rb') as f, open(os.path.join(work, 'january.rpss'), 'wb') as out:
        out.writelines(l for n, l in enumerate(f, 1) if n in january)
    for lang, words in (('fr', 'ne couvre pas les mêmes mois que ces fichiers (mai 2024)'), ('en', 'does not cover the same months as these files (May 2024)')):
        text = page(*now, '--periode', '2024-05', '--avant', 'january.rpss', '--lang', lang)
        first = text[:text.index('<section id="refuse"')]
        check(words in first and ' %' not in first.split('class="changed"')[1].split('</p>')[0], 'no growth: %s' % first[-500:])
    text = page(*now, '--avant', 'january.rpss')
    check('ne couvrent pas les mêmes mois' in text and 'ce n&#39;est pas une croissance' in text, 'an earlier state of fewer months')
    found = tables('other-months', *now, '--periode', '2024-05', '--avant', 'january.rpss')
    evolution(found, 'january.rpss', [*ESSAI, 'january.rpss'], [*now, '--periode', '2024-05'], False, False)
    # A directory is one state; --periode is of this one; the State's own order of states stays.
    os.mkdir(os.path.join(work, 'folder'))
    shutil.copy(os.path.join(work, old), os.path.join(work, 'folder', 'a.rpss'))
    found = tables('folder-out', *now, '--avant', 'folder', '--periode', '2024')
    evolution(found, 'folder', [*ESSAI, old, '--periode', '2023'], [*now, '--periode', '2024'], False)
    found = tables('chained', *now, '--chainage', '--avant', old)
    evolution(found, old, [*ESSAI, old, '--chainage'], [*now, '--chainage'], False)


def official(new):
    mine = by('ght', *ESSAI, new)
    given = {'03': (100, D('1234.50')), '31': (7, D('30.50')), '09': (2, D('1'))}
    with open(os.path.join(work, 'etat.csv'), 'w', encoding='utf-8', newline='') as f:
        f.write('\ufeffght;journees;montant\r\n03;100;1 234,50\r\n31;7;30.5\r\n9;2;1\r\n\x1a')
    all_tables = tables('official', *ESSAI, new, '--officiel', 'etat.csv', '--simuler', '2023')
    found, places = all_tables['officiel'], {r['ght']: r['ou'] for r in all_tables['ght']}
    check(len(places) > 10 and all(r['ou'] == places.get(r['ght'], '') for name in ('officiel', 'simulation') for r in all_tables[name]),
          'where: %s' % all_tables['simulation'])
    keys = sorted(set(mine) | set(given))
    expected = []
    for k in keys:
        days, amount = mine.get(k, (0, D(0)))
        theirs = given.get(k)
        gap = (days - theirs[0], amount - theirs[1]) if theirs else (days, amount)
        expected.append([k, str(days), str(theirs[0]) if theirs else '', str(gap[0]), '%.2f' % amount,
                         '%.2f' % theirs[1] if theirs else '', '%.2f' % gap[1]])
    check([list(r.values())[:-1] for r in found] == expected, 'the gap by GHT: %s' % found[:3])
    text = page(*ESSAI, new, '--officiel', 'etat.csv')
    check('Écart à la valorisation' in text, 'the gap in the page')
    total = re.search('<tr class="total">.*?</tr>', text[text.index('<section id="officiel"'):], re.S).group(0)
    cells = [re.sub('[^0-9,−-]', '', re.sub('&[^;]*;', '', c)) for c in re.findall('<td>(.*?)</td>', total)]
    check((cells[1], cells[4]) == (str(sum(d for d, _ in given.values())), ('%.2f' % sum(a for _, a in given.values())).replace('.', ',')),
          "the State's days and amount in all: %s" % total)


def refused_officials(new):
    cases = (('', 1, 1, 'première ligne attendue', 'first line expected'),
             ('ght;jours;montant\n', 1, 1, 'première ligne attendue', 'first line expected'),
             ('ght;journees;montant\n01;3\n', 2, 1, 'trois colonnes', 'three columns'),
             ('ght;journees;montant\n01;3;4;5\n', 2, 1, 'trois colonnes', 'three columns'),
             ('ght;journees;montant\n\n01;3;4\n', 2, 1, 'trois colonnes', 'three columns'),
             ('ght;journees;montant\n32;3;4\n', 2, 1, 'GHT attendu', 'GHT expected'),
             ('ght;journees;montant\nTotal;3;4\n', 2, 1, 'GHT attendu', 'GHT expected'),
             ('ght;journees;montant\n01;3.5;4\n', 2, 2, 'nombre entier', 'whole number'),
             ('ght;journees;montant\n01;3;4.567\n', 2, 3, 'montant en euros', 'amount in euros'),
             ('ght;journees;montant\n01;3;-4\n', 2, 3, 'montant en euros', 'amount in euros'),
             ('ght;journees;montant\n01;3;99999999999999999999\n', 2, 3, 'montant en euros', 'amount in euros'),
             ('ght;journees;montant\n01;3;4\n1;3;4\n', 3, 1, 'déjà donné', 'given above'))
    for text, line, column, fr, en in cases:
        with open(os.path.join(work, 'bad.csv'), 'w', encoding='utf-8') as f:
            f.write(text)
        for lang, words, name in (('fr', fr, 'colonne'), ('en', en, 'column')):
            r = run('report', *ESSAI, new, '--officiel', 'bad.csv', '-o', 'no.html', '--lang', lang)
            said = r.stderr.decode()
            check(r.returncode == 4 and words in said and 'bad.csv:%d' % line in said and
                  '%s %d' % (name, column) in said and not os.path.exists(os.path.join(work, 'no.html')),
                  '%r: %d %s' % (text, r.returncode, said))
    r = run('report', *ESSAI, new, '--officiel', 'nowhere.csv', '-o', 'no.html')
    check(r.returncode == 3 and 'nowhere.csv' in r.stderr.decode(), 'a file that is not there: %d' % r.returncode)


def simulation(new, other):
    now, then = by('ght', *ESSAI, new), by('ght', *ESSAI, new, '--campagne', '2023')
    found = tables('simulated', *ESSAI, new, '--simuler', '2023')['simulation']
    expected = [[k, str(now[k][0]), str(then[k][0]), '%.2f' % now[k][1], '%.2f' % then[k][1],
                 '%.2f' % (then[k][1] - now[k][1])] for k in sorted(now)]
    check([list(r.values())[:6] for r in found] == expected, 'another campaign: %s' % found[:2])
    # Another classification, whatever its dates: the same groups as where its dates are right.
    right, late = os.path.join(work, 'right'), os.path.join(work, 'late')
    for path, start in ((right, '2005-01-01'), (late, '2090-01-01')):
        shutil.copytree(other, path)
        with open(os.path.join(path, 'classification.csv'), 'w', encoding='utf-8') as f:
            f.write('cle;valeur\nid;autre\nversion;Z9\ndebut;%s\nfin;\nofficielle;0\nsource;test\n' % start)
        with open(os.path.join(path, 'ght.csv'), encoding='utf-8') as f:
            text = f.read()
        with open(os.path.join(path, 'ght.csv'), 'w', encoding='utf-8') as f: # other bounds: 0.31 for 0.3...
            f.write(re.sub(r'^(\d+;\d\.\d)\d', r'\g<1>7', text, flags=re.M))
    then = by('ght', '--zones', 'calculees', '--classification', 'right', new)
    now = by('ght', *ESSAI, new)
    found = tables('simulated2', *ESSAI, new, '--simuler', 'late')['simulation']
    got = {r['ght']: (int(r['journees_simulees']), D(r['montant_simule'])) for r in found}
    check({k: v for k, v in got.items() if v != (0, 0)} == {k: v for k, v in then.items() if v != (0, 0)},
          'another classification')
    check({r['ght']: (int(r['journees']), D(r['montant'])) for r in found if r['ght'] in now} == now, 'beside what is')
    many = tables('simulated3', *ESSAI, new, '--simuler', 'late', '-j', '3')
    check(many['simulation'] == found, 'the same with workers')
    text = page(*ESSAI, new, '--simuler', 'late')
    check('Ce ne sont pas des montants dus' in text and 'late' in text, 'marked as a simulation')
    # A card with its dates many times: the first are put aside, the rest is refused as in any other card.
    shutil.copytree(os.path.join(work, 'late'), os.path.join(work, 'many'))
    with open(os.path.join(work, 'many', 'classification.csv'), 'a', encoding='utf-8') as f:
        f.write('debut;\n' * 2000 + 'fin;\n' * 2000)
    r = run('report', *ESSAI, new, '--simuler', 'many', '-o', 'no.html')
    check(r.returncode == 4 and 'classification.csv' in r.stderr.decode(), 'dates many times: %d %s' % (r.returncode, r.stderr.decode()))
    for value, code, fr, en in (('2050', 2, 'aucun tarif de cette campagne', 'no tariff of this campaign'),
                                ('nothing', 4, 'classification introuvable', 'classification not found')):
        for lang, words in (('fr', fr), ('en', en)):
            r = run('report', *ESSAI, new, '--simuler', value, '-o', 'no.html', '--lang', lang)
            check(r.returncode == code and words in r.stderr.decode() and
                  not os.path.exists(os.path.join(work, 'no.html')), '--simuler %s: %d %s' % (value, r.returncode, r.stderr.decode()))


def together(old, new):
    """Each option alone, and all of them at once: the same tables, and the sums of price --by to the centime."""
    options = {'evolution': ['--avant', old], 'officiel': ['--officiel', 'etat.csv'], 'simulation': ['--simuler', '2023'],
               'indicateurs': ['--population', '1500000']}
    plain = tables('plain', *ESSAI, new)
    every = tables('every', *ESSAI, new, *(word for words in options.values() for word in words), '-j', '2')
    check(set(every) == set(plain) | set(options) | {'changements'}, 'tables of all options: %s' % sorted(every))
    for name, words in options.items():
        alone = tables('alone-' + name, *ESSAI, new, *words)
        check(alone[name] == every[name], '%s alone, and with the others' % name)
        check(all(alone[t] == rows for t, rows in plain.items() if t != name), 'other tables, with ' + name)
        check(name != 'evolution' or alone['changements'] == every['changements'], 'what changed alone, and with the others')
    check(all(every[t] == rows for t, rows in plain.items() if t != 'indicateurs'), 'other tables, with all of them')
    for key in ('mois', 'mpp', 'ghpc', 'ght', 'secteur'):
        got = {r[key]: (int(r['journees']), D(r['montant'])) for r in every[key]}
        check(got == by(key, *ESSAI, new), 'sums by ' + key)
    (days, amount), = by('total', *ESSAI, new).values()
    check((int(every['total'][0]['journees']), D(every['total'][0]['montant'])) == (days, amount), 'the total')
    for name in ('officiel', 'simulation'):
        sums = [sum(D(r[c]) for r in every[name]) for c in ('journees', 'montant')]
        check(sums == [days, amount], 'the sums of %s: %s' % (name, sums))


def refusals(old, new):
    for args, code in ((['--avant', new], 2), (['--avant', 'nowhere'], 3), (['--avant', 'text'], 3)):
        with open(os.path.join(work, 'text'), 'w') as f:
            f.write('no record\n')
        r = run('report', *ESSAI, new, *args, '-o', 'no.html')
        check(r.returncode == code and not os.path.exists(os.path.join(work, 'no.html')),
              '%s: %d %s' % (args, r.returncode, r.stderr.decode()))
    r = run('report', *ESSAI, new, '--avant', old, '-o', old)
    check(r.returncode == 2, 'an earlier state as output')
    open(os.path.join(work, 'empty'), 'w').close()
    text = page(*ESSAI, new, '--avant', 'empty')
    check('aucun mois' in text, 'an empty earlier state')
    page(*ESSAI, 'empty', '--avant', old, '--simuler', '2023')


def journal(old, new):
    for name, to in (('page.html', []), ('book.xlsx', ['--to', 'xlsx']), ('folder-csv', ['--to', 'csv'])):
        for extra in ([], ['--avant', old, '--officiel', 'etat.csv', '--simuler', '2023']):
            shutil.rmtree(os.path.join(work, 'folder-csv'), ignore_errors=True)
            r = run('report', *ESSAI, new, *to, *extra, '-o', name, '--journal', 'j.json', '-q')
            check(r.returncode == 0, 'journal: %s' % r.stderr.decode())
            text = open(os.path.join(work, 'j.json'), encoding='utf-8').read()
            check((old in text) == bool(extra) and '"bytes": 0' not in text.split('"output"')[1].split('}')[0], 'what the journal holds')
            r = run('verify', 'j.json')
            check(r.returncode == 0, 'verify %s %s: %s' % (to, extra, r.stderr.decode()))
    with open(os.path.join(work, old), 'ab') as f:
        f.write(open(os.path.join(work, new), 'rb').readline())
    check(run('verify', 'j.json').returncode == 1, 'an earlier state that changed')


def main():
    for name, args in (('2023.rpss', ['--formats', 'H0D,H1D', '--years', '2023-2023', '--seed', '4', '--faults', '20']),
                       ('2024.rpss', ['--formats', 'H0F,H1F', '--years', '2024-2024', '--seed', '5', '--faults', '40'])):
        with open(os.path.join(work, name), 'wb') as f:
            subprocess.run([generate, '--records', '1200', '--broken', '5', *args], stdout=f, check=True)
    with open(os.path.join(work, 'part.rpss'), 'wb') as f:
        f.writelines(open(os.path.join(work, '2024.rpss'), 'rb').read().splitlines(True)[:700])
    earlier('2023.rpss', '2024.rpss', 'part.rpss')
    official('2024.rpss')
    refused_officials('2024.rpss')
    simulation('2024.rpss', os.path.join(os.path.dirname(fixtures), 'tables', 'classifications', 'essai'))
    together('2023.rpss', '2024.rpss')
    refusals('2023.rpss', '2024.rpss')
    journal('2023.rpss', '2024.rpss')


try:
    main()
finally:
    shutil.rmtree(work)
sys.exit(status())
