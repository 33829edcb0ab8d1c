#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""beside.py HAD GENERATE GENERATE-BESIDE ROOT LINES [SEED]: drugs, invoices, insurance facts and tariffs read from invoices, on generated
files with faults, against a second implementation (second/second_beside.py); totals against rows; anonymised files
against the FICHCOMP they came from; a price planted among invoices is found and never used."""
import collections
import csv
import os
import re
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, generate_beside, root = (os.path.abspath(a) for a in sys.argv[1:5])
count, seed = int(sys.argv[5]), sys.argv[6] if len(sys.argv) > 6 else '1'
sys.path.insert(0, os.path.join(root, 'grouper', 'tests', 'second'))
import second_beside as second  # noqa: E402

work = tempfile.TemporaryDirectory()
ESSAI = ['--classification', 'essai']


def path(name):
    return os.path.join(work.name, name)


def run(*args, ok=(0,)):
    r = subprocess.run([had, *args], capture_output=True, cwd=work.name, env=dict(os.environ, HOME='/nonexistent', HAD_LANG='fr'))
    check(r.returncode in ok, 'status %d of %s: %s' % (r.returncode, args, r.stderr[-600:]))
    return r.stdout.decode(), r.stderr.decode()


def rows(text):
    return list(csv.DictReader(text.splitlines(), delimiter=';'))


def make(name, *args):
    with open(path(name), 'wb') as f:
        subprocess.run(args, stdout=f, check=True, cwd=work.name)


def beside(name, kind, rpss, lines, faults, *more):
    make(name, generate_beside, kind, '--rpss', rpss, '--lines', str(lines), '--faults', str(faults), '--seed', seed, *more)


def well_formed(name):
    """Lines that no preliminary control rejects."""
    out, err = run('check', '--sans-chainage', name, '-q', '--to', 'csv', *ESSAI, ok=(0, 1))
    bad = {int(r['ligne']) for r in rows(out) if not re.fullmatch(r'\d{3}', r['code']) and r['code'] != 'FINESS INCOHERENT'}
    return set(range(1, len(second.lines(path(name))) + 1)) - bad


def same(found, expected, what):
    check(len(found) == len(expected), '%s: %d rows, %d expected' % (what, len(found), len(expected)))
    for f, e in zip(found, expected):
        if f != e:
            check(False, '%s\n  %s\n  %s expected' % (what, f, e))
            break


def said(err, name, expected, what):
    """Findings of lines on standard error against the second's."""
    found = {int(m[1]): m[2] for m in re.finditer(r'^%s:(\d+):\d+: ([^:]+?) : ' % re.escape(name), err, re.M)}
    check(found == expected, '%s: %s' % (what, sorted(set(found.items()) ^ set(expected.items()))[:6]))


def sector(formats, name):
    make(name, generate, '--records', str(max(count // 10, 300)), '--seed', seed, '--formats', formats, '--broken', '10', '--faults', '20')
    # A record twice, and one of another establishment.
    data = second.lines(path(name))
    open(path(name), 'ab').write(data[0] + b'\n' + data[1][:3] + b'750000000' + data[1][12:] + b'\n')


def try_drugs(rpss, name):
    beside(name, 'fichcomp', rpss, count, 60)
    out, err = run('drugs', name, '--rpss', rpss, '--tous-les-messages')
    stays = second.Stays(path(rpss), well_formed(rpss))
    expected, rejected = second.drugs(path(name), stays)
    found = [line.split(';')[1:] for line in out.splitlines()[1:]]
    same(found, expected, 'drugs ' + name)
    said(err, name, rejected, 'drugs rejected ' + name)
    for keys in ('mois', 'ucd', 'sejour,prestation', 'finess', 'total'):
        sums = collections.Counter()
        for r in rows(out):
            k = tuple({'mois': r['date'][:7], 'ucd': r['ucd13'] or r['ucd']}.get(key, r.get(key)) for key in keys.split(',')) if keys != 'total' else ()
            sums[k, 'n'] += 1
            for c in ('quantite', 'montant'):
                sums[k, c] += int(r[c].replace('.', ''))
        got = rows(run('drugs', name, '--rpss', rpss, '--by', keys, '-q')[0])
        keyed = {tuple(g[k] for k in keys.split(',')) if keys != 'total' else (): g for g in got}
        check(set(keyed) == {k for k, _ in sums} and all(
            (int(g['lignes']), g['quantite'], g['montant']) == (sums[k, 'n'], second.thousandths(sums[k, 'quantite']), second.thousandths(sums[k, 'montant']))
            for k, g in keyed.items()), 'drugs --by ' + keys)
    return rows(out)


def try_anonymised(drugs, rpss, fichcomp):
    """The three anonymised files that such lines become add up to what they came from, by month and UCD. They have no room
    for a UCD of 14 or 15 characters."""
    drugs, lines = [r for r in drugs if len(r['ucd']) <= 13], second.lines(path(fichcomp))
    fichcomp = 'source.txt'
    open(path(fichcomp), 'wb').writelines(lines[int(r['ligne']) - 1] + b'\n' for r in drugs)
    with open(path('anonyme.txt'), 'w') as f:
        for n, r in enumerate(drugs):
            year, month = r['date'][:4], r['date'][5:7]
            code, q, m = r['ucd13'] or r['ucd'], '%010d' % int(r['quantite'].replace('.', '')), '%010d' % int(r['montant'].replace('.', ''))
            if n % 2:
                f.write('%s%9s%s202401%05d%5s%8s%06d%-13s%s%s%s%s%4s12%-7s%18s\n' % (r['finess'], '', r['prestation'], 1, '', '00010001', 1, code, q, m, month, year, '', '', ''))
            else:
                f.write('%s%s201701%05d00010001%06d%-13s%s%s%s%s%4s12%25s\n' % (r['finess'], r['prestation'], 1, 1, code, q, m, month, year, '', ''))
    for keys in ('mois', 'ucd', 'mois,ucd'):
        a, _ = run('drugs', 'anonyme.txt', '--by', keys, '-q')
        b, _ = run('drugs', fichcomp, '--rpss', rpss, '--by', keys, '-q')
        same(a.splitlines(), b.splitlines(), 'anonymised --by ' + keys)


def try_bills(rpss):
    zones, _ = run('price', rpss, *ESSAI, '-q', '--by', 'zone')
    open(path('zones.csv'), 'w').write(zones)
    beside('rsf.txt', 'rsf', rpss, count, 80, '--zones', 'zones.csv')
    out, err = run('bills', 'rsf.txt', '--rpss', rpss, *ESSAI, '--all', '--tous-les-messages', ok=(0, 1))
    stays = second.Stays(path(rpss), well_formed(rpss), 'ex-OQN')
    expected, rejected = second.bills(path('rsf.txt'), stays, rows(zones))
    same([line.split(';') for line in out.splitlines()[1:]], expected, 'bills')
    said(err, 'rsf.txt', rejected, 'bills rejected')
    some, _ = run('bills', 'rsf.txt', '--rpss', rpss, *ESSAI, '-q', ok=(0, 1))
    same([line.split(';') for line in some.splitlines()[1:]], [e for e in expected if e[-1]], 'bills that differ')
    learned, _ = run('tables', 'learn-tarifs', 'rsf.txt', '--rpss', rpss, '-q', '-o', 'lus', ok=(0, 3))
    seen = second.tariffs(path('rsf.txt'), stays)
    if learned:
        found = {(int(r['campagne']), r['variante'], int(r['ght'])): (int(r['tarif'].replace('.', '')), int(r['lignes']), int(r['autres_lignes'])) for r in rows(learned)}
        check(found == seen, 'learn-tarifs: %s' % sorted(set(found.items()) ^ set(seen.items()))[:4])


def try_hidden(rpss):
    """Tariffs of campaigns that have none, hidden in invoices: all come back, but for the one that a line contradicts."""
    hidden = [(year, variant, ght, 10000 + 100 * ght + {'base': 0, 'esms': -900, 'ssiad': -500}[variant] + year % 100)
              for year in (2024, 2025) for variant in ('base', 'esms', 'ssiad') for ght in range(1, 32)]
    os.makedirs(path('caches'), exist_ok=True)
    with open(path('caches/tarifs.csv'), 'w') as f:
        f.write('campagne;secteur;variante;ght;centimes;debut;sources\n')
        f.writelines('%d;ex-OQN;%s;%d;%d;%d-03-01;cache\n' % (y, v, g, c, y) for y, v, g, c in hidden)
    zones, _ = run('price', rpss, *ESSAI, '-q', '--tables', 'caches')
    open(path('zones.csv'), 'w').write(zones)
    beside('hidden.txt', 'rsf', rpss, 0, 0, '--zones', 'zones.csv')
    run('tables', 'learn-tarifs', 'hidden.txt', '--rpss', rpss, '-q', '-o', 'appris')
    learned = {(int(r['campagne']), r['variante'], int(r['ght'])): int(r['centimes']) for r in rows(open(path('appris/tarifs.csv')).read())}
    truth = {(y, v, g): c for y, v, g, c in hidden}
    check(any(k in truth for k in learned) and all(truth.get(k, c) == c for k, c in learned.items()), 'learned tariffs are the hidden ones')
    check(all(r['origine'] == 'observe' for r in rows(open(path('appris/tarifs.csv')).read())), 'origine of the table')
    again, _ = run('price', rpss, *ESSAI, '-q', '--tables', 'appris')
    used = 0
    for a, b in zip(rows(zones), rows(again)):
        key = (int(a['campagne'] or 0), a['variante'], int(a['ght']))
        if a['secteur'] == 'ex-OQN' and key in truth and key in learned:
            check(b['origine'] == 'observe' and a['tarif'] == b['tarif'] and a['montant'] == b['montant'], 'priced by observed tariffs: %s %s' % (a, b))
            used += 1
    check(used > 0, 'observed tariffs are used')
    planted = next(l for l in second.lines(path('hidden.txt')) if l[:1] == b'B' and second.day(second.read_rsf(l)[1]['fin']).year >= 2025)
    f = second.read_rsf(planted)[1]
    open(path('planted.txt'), 'wb').write(open(path('hidden.txt'), 'rb').read() + planted[:115] + b'%07d' % (int(f['price']) + 1) + planted[122:] + b'\n')
    out, err = run('tables', 'learn-tarifs', 'planted.txt', '--rpss', rpss, '-o', 'plante')
    wrong = [r for r in rows(out) if r['etat'] == 'contredit']
    check(len(wrong) == 1 and '1 contredit' in err, 'the contradiction is found: %s' % wrong)
    left = {(int(r['campagne']), r['variante'], int(r['ght'])) for r in rows(open(path('plante/tarifs.csv')).read())}
    check(set(learned) - left == {(int(wrong[0]['campagne']), wrong[0]['variante'], int(wrong[0]['ght']))}, 'and never used')


def try_insured(rpss):
    plain, _ = run('price', rpss, *ESSAI, '-q')
    records = second.lines(path(rpss))
    for kind, link in (('vidhosp', None), ('vidhosp-admin', 'hosp.txt')):
        beside('vid.txt', kind, rpss, count, 60)
        beside('hosp.txt', 'hosp-pmsi', rpss, count, 20)
        more = ['--hosp-pmsi', link] if link else []
        out, err = run('price', rpss, *ESSAI, '--vidhosp', 'vid.txt', *more)
        facts, rejected = second.vidhosp(path('vid.txt'), None)
        expected = second.insured(rows(plain), records, facts, second.hosp_pmsi(path(link)) if link else None)
        same([(r['facturable'], r['taux'], r['montant_amo']) for r in rows(out)], expected, kind)
        m = re.search(r'vid.txt : (\d+) ligne\(s\) lue\(s\), (\d+) rejetée', err)
        check(m and (int(m[1]), int(m[2])) == (count, len(rejected)), kind + ' lines')
        total = rows(run('price', rpss, *ESSAI, '--vidhosp', 'vid.txt', *more, '--by', 'total', '-q')[0])[0]
        cents = sum(int(e[2].replace('.', '')) for e in expected if e[2])
        check(total['montant_amo'] == second.euros(cents), kind + ' total')


def try_share():
    """Files without faults have none: all that is due is billed, every drug has its stay, every stay its facts. With
    100 of a thousand lines wrong, about a tenth is told; the other lines are the same bytes."""
    for name, formats in (('sound-dgf.txt', 'H0B,H0D,H0F'), ('sound-oqn.txt', 'H0C,H0E,H0G')):
        make(name, generate, '--records', '400', '--seed', seed, '--formats', formats, '--years', '2020-2023')
    out, err = run('price', 'sound-oqn.txt', *ESSAI, '-q')
    open(path('zones.csv'), 'w').write(out)
    beside('sound-rsf.txt', 'rsf', 'sound-oqn.txt', 0, 0, '--zones', 'zones.csv')
    out, err = run('bills', 'sound-rsf.txt', '--rpss', 'sound-oqn.txt', *ESSAI, ok=(0, 1))
    check(all(r['ecart'] == 'non_du' for r in rows(out)) and ' 0 rejetée' in err, 'invoices without faults: %s' % rows(out)[:3])
    for rpss in ('sound-dgf.txt', 'sound-oqn.txt'):
        beside('sound.txt', 'fichcomp', rpss, 1000, 0)
        beside('wrong.txt', 'fichcomp', rpss, 1000, 100)
        sound, wrong = second.lines(path('sound.txt')), second.lines(path('wrong.txt'))
        check(' 0 rejetée' in run('drugs', 'sound.txt', '--rpss', rpss)[1], 'drugs without faults')
        differ = len([l for l in wrong if l not in set(sound)])
        check(50 <= differ <= 150 and len(wrong) == 1000, '%d of 1000 lines are wrong' % differ)
    beside('sound-vid.txt', 'vidhosp-admin', 'sound-dgf.txt', 0, 0)
    stays = {l[28:48]: l for l in reversed(second.lines(path('sound-vid.txt')))}
    open(path('sound-vid.txt'), 'wb').writelines(l + b'\n' for l in stays.values())
    beside('sound-hosp.txt', 'hosp-pmsi', 'sound-dgf.txt', 0, 0)
    _, err = run('price', '--by', 'total', 'sound-dgf.txt', *ESSAI, '--vidhosp', 'sound-vid.txt', '--hosp-pmsi', 'sound-hosp.txt')
    check('922' not in err, 'insurance facts without faults: %s' % err)


sector('H0B,H0D,H0F', 'dgf.txt')
sector('H0C,H0E,H0G', 'oqn.txt')
kept = try_drugs('dgf.txt', 'fichcomp.txt')
try_drugs('oqn.txt', 'fichcomp-oqn.txt')
try_anonymised(kept, 'dgf.txt', 'fichcomp.txt')
try_bills('oqn.txt')
try_hidden('oqn.txt')
try_insured('dgf.txt')
try_share()
sys.exit(status())
