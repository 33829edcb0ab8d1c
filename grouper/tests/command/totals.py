#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""totals.py HAD GENERATE FIXTURES: sums of lines equal totals, every key alone and in pairs, and with other
options those that usual records add to by numbers; rows of usual records are those of each alone; days by day
equal days by zone; a simulation equals a run with that campaign's tariffs; a changed cell of a table is refused
at its line or changes an amount."""
import collections
import csv
import decimal
import itertools
import os
import random
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
root = os.path.dirname(fixtures)
ESSAI = ['--classification', 'essai']
ALONE = ['--periode', '2000-01..2040-12']  # leaves nothing out; each record is looked at alone
D = decimal.Decimal


def run(*args):
    r = subprocess.run([had, *args, '-q'], capture_output=True, cwd=fixtures,
                       env=dict(os.environ, HOME='/nonexistent'))
    return r


def rows(*args):
    r = run(*args)
    check(r.returncode == 0, 'status of %s: %s' % (args, r.stderr))
    return list(csv.DictReader(r.stdout.decode('utf-8').splitlines(), delimiter=';'))


def sums(path, options=(), more=((),), chosen=None, plain=()):
    """By each set of keys, the lines added up are the totals: with these options, and with more that change none.
    `plain`: the options of the lines alone."""
    options = [*ESSAI, '--zones', 'calculees', *options]
    lines = open(path, 'rb').read().split(b'\n')

    def field(zone, start, end):
        return lines[int(zone['ligne']) - 1][start:end].decode('cp1252').strip(' ')

    chained = [o for o in options if o == '--chainage']
    groups = {(r['ligne']): r for r in rows('group', '--to', 'csv', *ESSAI, *chained, path)}
    keys = {'mois': lambda z: groups[z['ligne']]['fin'][:7], 'ght': lambda z: z['ght'],
            'ghpc': lambda z: groups[z['ligne']]['ghpc'], 'mpp': lambda z: groups[z['ligne']]['mpp'],
            'mpa': lambda z: groups[z['ligne']]['mpa'], 'ik': lambda z: groups[z['ligne']]['ik'],
            'finess': lambda z: field(z, 3, 12), 'finess_geo': lambda z: field(z, 12, 21),
            'secteur': lambda z: z['secteur'], 'variante': lambda z: z['variante'],
            'campagne': lambda z: z['campagne'], 'groupement': lambda z: z['groupement']}
    zones = rows('price', *options, *plain, path)
    usual = tuple(k for k in keys if k[:6] != 'finess')
    for chosen in chosen or [()] + [(k,) for k in keys] + list(itertools.permutations(keys, 2))[::3] + [
            tuple(keys), usual, usual[::-1]]:
        expected = collections.defaultdict(lambda: [set(), 0, D(0), D(0), D(0), 0])
        for z in zones:
            row = expected[tuple(keys[k](z) for k in chosen)]
            row[0].add(z['ligne'])
            row[1] += int(z['jours'])
            amount = D(z['montant'] or 0)
            row[2] += amount
            row[3] += amount if z['facturable'] == '1' else 0
            row[4] += amount if z['officielle'] == '0' else 0
            row[5] += int(z['jours']) if z['ght'] != '99' and not z['tarif'] else 0
        expected = [[*k, str(len(v[0])), str(v[1]), *('%.2f' % a for a in v[2:5]), str(v[5])]
                    for k, v in sorted(expected.items())]
        for others in more:
            found = [list(r.values()) for r in rows('price', '--by', ','.join(chosen) or 'total', *options, *others,
                                                    path)]
            check(found == expected, 'totals by %s with %s, %s' % (chosen, options, others))
    days = collections.Counter((r['ligne'], r['ght'], r['tarif']) for r in
                               rows('price', '--by', 'jour', *options, path))
    by_zone = collections.Counter()
    for z in zones:
        if z['ght'] != '99':
            by_zone[z['ligne'], z['ght'], z['tarif']] += int(z['jours'])
    check(days == +by_zone, 'days by day and by zone')


def dated(path, out):
    """The records that have zones, and an end that is a date."""
    lines = open(path, 'rb').read().split(b'\n')
    numbers = sorted({int(z['ligne']) for z in rows('price', *ESSAI, *ALONE, path)})
    with open(out, 'wb') as f:
        f.writelines(lines[n - 1] + b'\n' for n in numbers)
    check(len(numbers) > 3000, '%d records with zones' % len(numbers))
    return out


def same_rows(path):
    """Rows made of many records at once are those of each record alone, whatever the format."""
    for command in (['price'], ['price', '--by', 'jour'], ['price', '--to', 'jsonl'], ['group', '--to', 'csv'],
                    ['group']):
        for more in ([], ['--chainage'], ['-j', '2']):
            many, alone = (run(*command, *ESSAI, *more, *which, path) for which in ([], ALONE))
            check(many.returncode == alone.returncode == 0 and many.stdout == alone.stdout,
                  'rows of %s %s, many at once' % (command, more))


def often(tmp):
    """Most records are usual ones here; some of two months; two workers meet the same keys in another order."""
    path = os.path.join(tmp, 'usual.txt')
    with open(path, 'wb') as f:
        for seed, varied in (('1', []), ('2', ['--varied'])):
            subprocess.run([generate, '--records', '2000', '--faults', '20', '--broken', '5', '--seed', seed, *varied],
                           stdout=f, check=True)
    path = dated(path, os.path.join(tmp, 'dated.txt'))
    same_rows(path)
    chosen = [(), ('mois', 'mpp', 'ght'), ('ghpc', 'ik', 'groupement'), ('mpa',), ('campagne', 'secteur', 'variante'),
              ('ght', 'mois', 'mpa', 'ik', 'ghpc')]
    two = [(), ('-j', '2')]
    sums(path, (), two, chosen, ALONE)
    sums(path, ('--chainage',), two, chosen[:3], ALONE)
    sums(path, ('--coef-geo', '1.0407', '--coef-prudentiel', '0.9930'), two, chosen[:2])
    large(tmp)


def large(tmp):
    """Sums of more centimes than 32 bits hold, of usual records: each day costs nearly as much as it may there."""
    path, dear = os.path.join(tmp, 'large.txt'), os.path.join(tmp, 'dear')
    with open(path, 'wb') as f:
        subprocess.run([generate, '--records', '4000', '--faults', '20', '--years', '2030-2031', '--formats', 'H0F'],
                       stdout=f, check=True)
    os.makedirs(os.path.join(dear, 'tarifs'))
    with open(os.path.join(root, 'tables', 'tarifs', 'tarifs.csv'), encoding='utf-8') as f:
        lines = f.read().splitlines()
    with open(os.path.join(dear, 'tarifs', 'tarifs.csv'), 'w', encoding='utf-8') as f:
        f.write(lines[0] + '\n')
        for n, line in enumerate(lines):
            cells = line.split(';')
            for year in '2030', '2031', '2032':
                if cells[0] == '2019':
                    f.write(';'.join([year, *cells[1:4], str(5800000 + n), year + '-01-01', 'essai']) + '\n')
    sums(dated(path, os.path.join(tmp, 'large_dated.txt')), ('--tables', dear), [(), ('-j', '2')],
         [('mois',), ('secteur',), ('mois', 'ght'), ('ght', 'mpa', 'ik'), ('variante', 'groupement')], ALONE)


def simulation(path, tmp):
    """The published tariffs of 2019, given for 2030, price 2030 as --campagne 2019 does."""
    os.makedirs(os.path.join(tmp, 't', 'tarifs'))
    given = os.path.join(tmp, 't', 'tarifs', 'tarifs.csv')
    with open(os.path.join(root, 'tables', 'tarifs', 'tarifs.csv'), encoding='utf-8') as f:
        lines = f.read().splitlines()
    with open(given, 'w', encoding='utf-8') as f:
        f.write(lines[0] + '\n')
        for line in lines[1:]:
            cells = line.split(';')
            if cells[0] == '2019':
                f.write(';'.join(['2030', *cells[1:5], '2030-01-01', 'essai']) + '\n')
    real = rows('price', '--zones', 'calculees', *ESSAI, path)
    one = rows('price', '--campagne', '2030', '--tables', os.path.join(tmp, 't'), *ESSAI, path)
    two = rows('price', '--campagne', '2019', *ESSAI, path)
    check([(r['tarif'], r['montant']) for r in one] == [(r['tarif'], r['montant']) for r in two],
          'simulation')
    check({r['origine'] for r in two} <= {'', 'simule'}, 'origine of a simulation')
    own = [(r['ligne'], r['zone'], r['tarif']) for r in real if r['campagne'] == '2019']
    simulated = {(r['ligne'], r['zone'], r['tarif']) for r in rows(
        'price', '--zones', 'calculees', '--campagne', '2019', *ESSAI, path)}
    check(own and set(own) <= simulated, 'a simulation of the own campaign changes nothing')


def mutations(path, tmp):
    """Each changed byte of a classification: refused (with a place), or seen in a result."""
    rng = random.Random(5)
    source = os.path.join(fixtures, 'examples', 'classification3')
    target = os.path.join(tmp, 'c')
    os.makedirs(target)
    base = run('group', '--to', 'csv', '--classification', source, path).stdout
    names = sorted(os.listdir(source))
    text = {n: open(os.path.join(source, n), 'rb').read() for n in names}
    refused = changed = same = 0
    for _ in range(150):
        name = rng.choice(names)
        at = rng.randrange(len(text[name]))
        byte = rng.choice(b'0123456789;.\n\rXx\xe9 ')
        if text[name][at] == byte:
            continue
        for n in names:
            data = bytearray(text[n])
            if n == name:
                data[at] = byte
            open(os.path.join(target, n), 'wb').write(data)
        r = run('group', '--to', 'csv', '--classification', target, path)
        check(r.returncode in (0, 4), 'mutated table: status %d' % r.returncode)
        if r.returncode == 4:
            refused += 1
            check(b'/c/' in r.stderr and r.stdout == b'', 'a refusal names the file')
            line = text[name][:at].count(b'\n') + 1
            if name.encode() in r.stderr and b'.csv:' in r.stderr:
                told = int(r.stderr.split(b'.csv:')[1].split(b' ')[0].rstrip(b':'))
                check(abs(told - line) <= 1 or b'double' in r.stderr or b'GHPC' in r.stderr,
                      '%s:%d told as %d: %s' % (name, line, told, r.stderr))
        elif r.stdout != base:
            changed += 1
        else:
            same += 1
    check(refused > 30 and changed > 10, '%d refused, %d changed, %d same' % (refused, changed, same))


def main():
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, 'rpss.txt')
        with open(path, 'wb') as f:
            subprocess.run([generate, '--records', '1500', '--years', '2018-2026', '--faults', '60',
                            '--seed', '8'], stdout=f, check=True)
        sums(path)
        often(tmp)
        simulation(path, tmp)
        mutations(path, tmp)
    return status()


sys.exit(main())
