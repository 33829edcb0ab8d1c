# SPDX-License-Identifier: Apache-2.0
"""What the peers look up, from `had tables show` and nothing else of the engine.

triples.csv  mpp;mpa;ik;ght of the days 1-4, 5-9, 10-30 and 31 on     (no header line)
tarifs.csv   campagne;secteur;type_domicile;ght;centimes
"""
import itertools
import subprocess

PERIODS = [('1', '4'), ('5', '9'), ('10', '30'), ('31', '')]  # written out in each peer
TYPES = {'base': '125', 'esms': '34', 'ssiad': '6'}
ONE = 10000


def show(had, table):
    """Rows of a table, by file: {file name: [{column: cell}]}."""
    files = {}
    out = subprocess.run([had, 'tables', 'show', table], check=True, capture_output=True, text=True).stdout
    for line in out.splitlines():
        name, number, *cells = line.split(';')
        name = name.rsplit('/', 1)[-1]
        if number == '1':
            columns, files[name] = cells, []
        else:
            files[name].append(dict(zip(columns, cells)))
    return files


def weights(rows):
    return [(row['code'], round(float(row['poids']) * ONE)) for row in rows]


def triples(files):
    assert [(row['du'], row['au']) for row in files['durees.csv']] == PERIODS
    durations = [round(float(row['poids']) * ONE) for row in files['durees.csv']]
    bounds = [(int(row['ght']), round(float(row['ipt_min']) * ONE) * ONE ** 3) for row in files['ght.csv']]
    for (mpp, a), (mpa, b), (ik, c) in itertools.product(
            *(weights(files[name]) for name in ('mpp.csv', 'mpa.csv', 'ik.csv'))):
        yield mpp, mpa, ik, *(max(g for g, least in bounds if least <= a * b * c * d) for d in durations)


def tarifs(rows):
    published = {(int(r['campagne']), r['secteur'], r['variante'], int(r['ght'])): int(r['centimes'])
                 for r in rows}
    for (campagne, secteur, variante, ght), centimes in sorted(published.items()):
        if variante != 'base':
            continue
        due = {'base': centimes,
               'esms': published.get((campagne, secteur, 'esms', ght), (centimes * 87 + 50) // 100),
               'ssiad': published.get((campagne, secteur, 'ssiad', ght),
                                      (centimes * 93 + 50) // 100 if campagne >= 2018 else None)}
        for name, amount in due.items():
            if amount is not None:
                for kind in TYPES[name]:
                    yield campagne, secteur, kind, ght, amount


def write(path, rows):
    with open(path, 'w') as out:
        for row in rows:
            out.write(';'.join(map(str, row)) + '\n')


def export(had, directory):
    paths = [directory / 'triples.csv', directory / 'tarifs.csv']
    write(paths[0], triples(show(had, 'essai')))
    write(paths[1], tarifs(show(had, 'tarifs')['tarifs.csv']))
    return [str(path) for path in paths]
