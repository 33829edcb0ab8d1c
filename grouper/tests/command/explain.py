#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""explain.py HAD GENERATE FIXTURES [RECORDS]: had explain says what price says, to the centime, for every
line of the fixtures and of generated records; hides who the patient is; answers bad input."""
import concurrent.futures
import csv
import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from decimal import Decimal, ROUND_HALF_UP

import rapss
from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
records = sys.argv[4] if len(sys.argv) > 4 else '2000'
ESSAI = ['--classification', 'essai']


def run(*args, **more):
    env = dict(os.environ, HOME='/nonexistent')
    env.pop('HAD_LANG', None)
    return subprocess.run([had, *args], capture_output=True, env=env, timeout=300, **more)


def rows(*args):
    """{line: its rows}"""
    found = {}
    for row in csv.DictReader(io.StringIO(run(*args).stdout.decode(), newline=''), delimiter=';'):
        found.setdefault(int(row['ligne']), []).append(row)
    return found


def text(value):
    """A value of JSON as CSV has it."""
    return '' if value is None else value if isinstance(value, str) else str(value)


def parsed(line):
    return json.loads(line.splitlines()[0], parse_float=str)


def rounded(value, decimals):
    """Half up, to so many decimals; None = exact."""
    return value if decimals is None else value.quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)


def same(name, line, told, zones, days):
    """One record told, beside the rows of price."""
    for key in ('ght', 'debut', 'fin', 'jours', 'groupement', 'origine', 'tarif', 'montant'):
        a, b = [text(z[key] if key in z else None) for z in told['zones']], [z[key] for z in zones]
        check(a == b, '%s:%d: %s of zones: %s, price %s' % (name, line, key, a, b))
    for key in ('secteur', 'facturable', 'classification', 'officielle'):
        if zones:
            check(text(told[key]) == zones[0][key], '%s:%d: %s' % (name, line, key))
    for key in ('date', 'rang', 'tarif'):
        a, b = [text(d[key]) for d in told['jours']], [d[key] for d in days]
        check(a == b, '%s:%d: %s of days: %s, price %s' % (name, line, key, a, b))
    amounts = [z['montant'] for z in zones]
    if zones and all(amounts):
        total = sum(int(a.replace('.', '')) for a in amounts)
        check(told['montant'].replace('.', '') == str(total).zfill(3), '%s:%d: total' % (name, line))
    # Weights: the product is what it says, and lies between the bounds.
    for zone in told['zones']:
        w = zone.get('poids')
        if not w or zone['groupement'] != 'poids':
            continue
        ipi = rounded(Decimal(w['mpp']) * Decimal(w['mpa']) * Decimal(w['ik']), w['ipi_decimales'])
        ipt = rounded(ipi * Decimal(w['duree']), w['ipt_decimales'])
        check((Decimal(w['ipi']), Decimal(w['ipt'])) == (ipi, ipt), '%s:%d: product %s' % (name, line, w))
        check(Decimal(w['ipt_min']) <= ipt and (w['ipt_au_dessus'] is None or ipt < Decimal(w['ipt_au_dessus'])),
              '%s:%d: bounds %s' % (name, line, w))


def estimated(zones, groups):
    """Rule R40, of each line: days at the mean of its MPP's, of all where there are none."""
    import datetime
    earned = {}
    for line, rows_of in zones.items():
        for z in rows_of:
            if z['facturable'] == '1' and z['montant'] and z['ght'] != '99':
                for mpp in (groups[line][0]['mpp'] if line in groups else None, ''):
                    days, cents = earned.get(mpp, (0, 0))
                    earned[mpp] = days + int(z['jours']), cents + int(z['montant'].replace('.', ''))
    found = {}
    for line, (g, *_) in groups.items():
        days = 0
        if g['debut'] and g['fin']:
            days = (datetime.date.fromisoformat(g['fin']) - datetime.date.fromisoformat(g['debut'])).days + 1
        mean = earned.get(g['mpp'] if len(g['mpp']) == 2 and g['mpp'].isdigit() else None) or earned.get('')
        if not 1 <= days <= 62 or not mean or mean[0] == 0:
            found[line] = None
        else:
            cents = (2 * days * mean[1] + mean[0]) // (2 * mean[0])
            found[line] = '%d.%02d' % divmod(cents, 100)
    return found


def every_line(name, path, *options):
    data = open(path, 'rb').read()
    lines = data.count(b'\n') + (data[-1:] != b'\n')
    zones, days = rows('price', *options, path), rows('price', '--by', 'jour', *options, path)
    chained = '--chainage' in options
    findings = rows('check', *ESSAI, *([o for o in options if o[:3] == '--s' or o[:4] == '2021'] if chained else ['--sans-chainage']), path)
    tags, estimates = {}, estimated(zones, rows('group', *[o for o in options if not o.startswith('--coef') and
                                    o not in ('auto', '1.07', '0.993', '--zones', 'calculees', '--campagne', '2023',
                                              '2026')], '--to', 'csv', path))

    def one(line):
        return line, run('explain', *options, path, '--ligne', str(line), '--to', 'jsonl')

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for line, r in pool.map(one, range(1, lines + 1)):
            check(r.returncode == 0 and r.stderr == b'', '%s:%d: %s' % (name, line, r.stderr))
            told = parsed(r.stdout.splitlines()[0])
            tags[told['etat']] = tags.get(told['etat'], 0) + 1
            check(told['ligne'] == str(line) or told['ligne'] == line, '%s:%d' % (name, line))
            if told['etat'] == 'rejete':
                check(line not in zones and told['code'] == findings[line][0]['code'], '%s:%d' % (name, line))
                continue
            same(name, line, told, zones.get(line, []), days.get(line, []))
            mine = [(c['code'], c['bloquant']) for c in told['controles'] if c['trouve'] and not c['code'].startswith('9')]
            check(not chained or sorted(map(str, mine)) == sorted(str((f['code'], int(f['bloquant']))) for f in findings.get(line, [])
                                                                  if not f['code'].startswith('9') and f['code'] != 'FINESS INCOHERENT'),
                  '%s:%d: %s, not %s' % (name, line, mine, findings.get(line)))
            if told['etat'] == 'bloque':
                others = parsed(r.stdout.splitlines()[1])
                check((int(others['ligne']), others['estimation']) == (line, estimates[line]),
                      '%s:%d: %s, not %s' % (name, line, others, estimates[line]))
            fields = told['champs']
            check(all(f.get('masque') or f['champ'] != 'sejour' for f in fields), 'a stay is shown')
    return tags


def prices(tmp):
    examples = os.path.join(fixtures, 'examples')
    classes = sum((['--classification', os.path.join(examples, 'classification%d' % i)] for i in (1, 2, 3)), [])
    every_line('rpss', os.path.join(fixtures, 'rpss.txt'), *ESSAI)
    every_line('annee', os.path.join(fixtures, 'annee-2024.txt'), *ESSAI, '--coef-geo', '1.07')
    every_line('main', os.path.join(examples, 'main.txt'), *classes, '--coef-prudentiel', '0.993')
    every_line('controls', os.path.join(examples, 'controls.txt'), *classes, '--coef-prudentiel', 'auto')
    grouped = os.path.join(tmp, 'grouped.txt')
    open(grouped, 'wb').write(run('group', *ESSAI, os.path.join(fixtures, 'rpss.txt')).stdout)
    every_line('grouped', grouped)
    every_line('grouped anew', grouped, *ESSAI, '--zones', 'calculees', '--campagne', '2023')
    every_line('grouped, 2026', grouped, '--campagne', '2026', '--coef-prudentiel', 'auto')
    data = os.path.join(tmp, 'generated.txt')
    with open(data, 'wb') as f:
        subprocess.run([generate, '--records', records, '--formats', 'all', '--faults', '100', '--broken', '30',
                        '--seed', '21'], stdout=f, check=True)
    tags = every_line('generated', data, *ESSAI)
    check(set(tags) >= {'groupe', 'bloque', 'rejete'}, 'generated records: %s' % tags)
    # What other records say: some stand twice, some are left out of their stay.
    lines = open(data, 'rb').read().splitlines(True)
    data = os.path.join(tmp, 'chained.txt')
    open(data, 'wb').writelines([line for n, line in enumerate(lines) if n % 7] + lines[:60])
    for more in ([], ['--seuil', '2021-06-30']):
        chained = every_line('chained', data, *ESSAI, '--zones', 'calculees', '--chainage', *more)
        check(chained['bloque'] > tags['bloque'], 'records that others block: %s, %s' % (chained, tags))


def stays(tmp):
    """By stay, sequence and sub-sequence; one day; nothing found; who the patient is, hidden."""
    path = os.path.join(fixtures, 'annee-2024.txt')
    table = list(csv.DictReader(io.StringIO(run('group', *ESSAI, '--to', 'csv', path).stdout.decode()), delimiter=';'))
    stay = max((r['sejour'] for r in table), key=lambda s: sum(r['sejour'] == s for r in table))
    mine = [r for r in table if r['sejour'] == stay]
    r = run('explain', path, *ESSAI, '--sejour', stay, '--to', 'jsonl')
    check([str(parsed(x)['ligne']) for x in r.stdout.splitlines() if b'"champs"' in x] == [m['ligne'] for m in mine],
          'records of a stay')
    one = mine[-1]
    r = run('explain', path, *ESSAI, '--sejour', stay, '--sequence', one['sequence'], '--sous-sequence',
            one['sous_sequence'], '--to', 'jsonl')
    check([str(parsed(x)['ligne']) for x in r.stdout.splitlines()] == [one['ligne']], 'a sub-sequence')
    hidden = run('explain', path, *ESSAI, '--sejour', stay).stdout.decode()
    shown = run('explain', path, *ESSAI, '--sejour', stay, '--values').stdout.decode()
    check(stay not in hidden and stay in shown, 'the stay is shown')
    check('(masqué)' in hidden and '(masqué)' not in shown, 'hidden values')
    for line in hidden.splitlines():
        check(len(line) <= 80, 'a line of %d columns: %s' % (len(line), line))
    days = list(csv.DictReader(io.StringIO(run('price', '--by', 'jour', *ESSAI, path).stdout.decode()), delimiter=';'))
    for day in days[::97]:
        r = run('explain', path, *ESSAI, '--ligne', day['ligne'], '--jour', day['date'])
        lines = r.stdout.decode().splitlines()
        check(r.returncode == 0 and 0 < len(lines) <= 10, 'a day in %d lines' % len(lines))
        if not day['tarif']:
            check('902' in lines[0], lines)
            continue
        check(day['tarif'].replace('.', ',') + ' €' in lines[0] and day['date'] in lines[0] and 'tarifs.csv, ligne' in r.stdout.decode(),
              'a day: %s' % lines)
        row = int([x for x in lines if 'tarifs.csv, ligne' in x][0].split('ligne ')[1].split(' ')[0])
        source = open(os.path.join(fixtures, '..', 'tables', 'tarifs', 'tarifs.csv'), encoding='utf-8').read().split('\n')
        check(source[row - 1].split(';')[4] == day['tarif'].replace('.', ''), 'row %d of the table' % row)
        english = run('explain', path, *ESSAI, '--ligne', day['ligne'], '--jour', day['date'], '--lang', 'en').stdout.decode()
        check(day['tarif'] + ' €' in english.splitlines()[0] and not re.search('[0-9],[0-9]| [;:]', english), 'numbers and stops in English: %s' % english)
        check(not re.search('[0-9][.][0-9]', r.stdout.decode().replace(path, '')), 'numbers in French: %s' % r.stdout.decode())
        r = run('explain', path, *ESSAI, '--ligne', day['ligne'], '--jour', day['date'], '--to', 'jsonl')
        check([d['date'] for d in parsed(r.stdout)['jours']] == [day['date']], 'a day alone')
    # A long name of a file, and every coefficient: ten lines all the same.
    long = os.path.join(tmp, 'd' * 120, 'e' * 120)
    os.makedirs(long)
    long = os.path.join(long, 'f' * 100)
    os.symlink(path, long)
    for name in (path, long):
        r = run('explain', name, *ESSAI, '--ligne', '1', '--jour', days[0]['date'], '--coef-geo', '1.07',
                '--coef-prudentiel', 'auto')
        check(r.returncode == 0 and len(r.stdout.splitlines()) <= 10, 'ten lines: %s' % r.stdout.decode())
    for language, sentence in (('fr', 'aucun enregistrement du séjour demandé'), ('en', 'no record of the stay asked for')):
        r = run('explain', path, *ESSAI, '--sejour', 'NOBODY7', '--lang', language)
        check(r.returncode == 1 and r.stdout == b'' and sentence in r.stderr.decode() and
              b'NOBODY7' not in r.stderr, 'no stay: %s' % r)
        r = run('explain', path, *ESSAI, '--ligne', '1', '--jour', '1999-01-01', '--lang', language)
        check(r.returncode == 1 and r.stdout == b'' and b'1999-01-01' in r.stderr, r)
    account = os.path.join(tmp, 'account.json')
    for form in (['--sejour', stay], ['--sejour=' + stay]):
        run('explain', path, *ESSAI, *form, '--journal', account)
        journal = open(account, encoding='utf-8').read()
        check(stay not in journal and '***' in journal, 'the stay stands in the journal')
        for language, sentence in (('fr', 'masqué dans le journal'), ('en', 'hidden in the journal')):
            r = run('verify', account, '--lang', language)
            check(r.returncode == 3 and sentence in r.stderr.decode(), 'verify: %s' % r)
    run('explain', path, *ESSAI, '--ligne', '3', '--journal', account)
    check(run('verify', account).returncode == 0, 'a journal of one line is verified')


def bad(tmp):
    """Each answers with a sentence, a status, and nothing else."""
    path = os.path.join(fixtures, 'rpss.txt')
    line = open(path, 'rb').read().splitlines(True)[0]
    files = {'empty': b'', 'binary': bytes(range(256)) * 50, 'zip': b'PK\3\4' + b'\0' * 100,
             'other field': b'01611' + b' ' * 200 + b'\n'}
    for name, data in files.items():
        other = os.path.join(tmp, 'bad')
        open(other, 'wb').write(data)
        for ask in (['--ligne', '1'], ['--sejour', 'S1']):
            r = run('explain', other, *ESSAI, *ask)
            told = name in ('binary', 'other field') and ask[0] == '--ligne'
            check(r.returncode in ((0, 3) if told else (1, 3)) and (told or r.stdout == b'') and
                  (told or r.stderr), '%s: %d %s' % (name, r.returncode, r.stderr))
    for language, sentence in (('fr', 'pas de ligne 99, le fichier en a 15'), ('en', 'no line 99, the file has 15')):
        for day in ([], ['--jour', '2024-05-10']):
            r = run('explain', path, *ESSAI, '--ligne', '99', *day, '--lang', language)
            check(r.returncode == 1 and sentence in r.stderr.decode() and r.stdout == b'', r)
    for args in ([], ['--ligne', '1', '--sejour', 'S'], ['--ligne', '0'], ['--ligne', 'x'], ['--sequence', '1'],
                 ['--sejour', 'S', '--sous-sequence', '1'], ['--ligne', '1', '--to', 'csv'], ['--sejour', ''],
                 ['--ligne', '1', '--jour', '2024-02-30'], ['--ligne', '1', '--sequence', '1']):
        r = run('explain', path, *ESSAI, *args)
        check(r.returncode == 2 and r.stdout == b'', '%s: %d' % (args, r.returncode))
    check(run('explain', path, path, *ESSAI, '--ligne', '1').returncode == 2, 'one file')
    check(run('explain', tmp, *ESSAI, '--ligne', '1').returncode == 2, 'a line of a directory')
    # Rejected lines: cut, with a control byte, of no format.
    for data, word in ((line[:100] + b'\n', 'exporter la ligne entière'),
                       (line.rstrip() + b'X' * 9 + b'\n', 'la ligne porte plus'),
                       (line[:60] + b'\x02' + line[61:], 'ôter de la ligne cet octet'),
                       (b'hello\n', 'donner un fichier de RPSS')):
        rejected = os.path.join(tmp, 'rejected')
        open(rejected, 'wb').write(line + data)
        r = run('explain', rejected, *ESSAI, '--ligne', '2')
        said = ' '.join(r.stdout.decode().split())
        check(r.returncode == 0 and 'rejetée' in said, '%s: %s' % (word, said))
        check(word in said, said)
    # A record in error: each blocking code, where, and what to mend.
    blocked = os.path.join(tmp, 'blocked')
    at = line.index(b'H0F') + 139
    open(blocked, 'wb').write(line[:at] + b'777' + line[at + 3:])
    r = run('explain', blocked, *ESSAI, '--ligne', '1')
    check('026' in r.stdout.decode() and 'à corriger dans ik' in r.stdout.decode() and
          'rapporte rien' in r.stdout.decode(), r.stdout.decode()[-600:])
    r = run('explain', blocked, *ESSAI, '--ligne', '1', '--jour', '2024-12-09')
    check(r.returncode == 0 and 'rien' in r.stdout.decode().splitlines()[0] and '026' in r.stdout.decode() and
          len(r.stdout.splitlines()) <= 10, r.stdout)
    # Without any classification: the three ways, unless the record carries its zones.
    r = run('explain', path, '--ligne', '1')
    check(r.returncode == 4 and r.stdout == b'', r)
    grouped = os.path.join(tmp, 'grouped')
    open(grouped, 'wb').write(run('group', *ESSAI, path).stdout)
    r = run('explain', grouped, '--ligne', '1')
    check(r.returncode == 0 and 'zones lues' in r.stdout.decode(), r)


def anonymous(tmp):
    """A RAPSS has no dates."""
    rpss = subprocess.run([generate, '--records', '60', '--seed', '3'], capture_output=True, check=True).stdout
    made = rapss.make(run('group', *ESSAI, '-', input=rpss).stdout, rapss.parse_arguments([]))
    path = os.path.join(tmp, 'rapss.txt')
    open(path, 'wb').write(made)
    zones = rows('price', path)
    for line in range(1, len(made.splitlines()) + 1):
        r = run('explain', path, '--ligne', str(line), '--to', 'jsonl')
        check(r.returncode == 0, r)
        told = parsed(r.stdout.splitlines()[0])
        if told['etat'] != 'rejete':
            same('rapss', line, told, zones.get(line, []), [])
        r = run('explain', path, '--ligne', str(line))
        check(r.returncode == 0 and (': RAPSS' in r.stdout.decode().split('\n\n')[0].replace(' :', ':')) ==
              (told['etat'] != 'rejete'), r)
    for language, sentence in (('fr', 'un RAPSS n\'a pas de dates'), ('en', 'a RAPSS has no dates')):
        r = run('explain', path, '--ligne', '1', '--jour', '2024-01-01', '--lang', language)
        check(r.returncode == 2 and sentence in r.stderr.decode(), 'a day of a RAPSS: %s' % r)


def beside(tmp):
    """Drugs of a sub-sequence are those of had drugs; lines of an invoice those of the file."""
    folder = os.path.join(fixtures, 'examples', 'beside')
    path, fichcomp = os.path.join(folder, 'dgf.rpss.txt'), os.path.join(folder, 'dgf.fichcomp.txt')
    classes = ['--classification', os.path.join(folder, 'classification')]
    drugs = list(csv.DictReader(io.StringIO(run('drugs', fichcomp, '--rpss', path).stdout.decode()), delimiter=';'))
    group = list(csv.DictReader(io.StringIO(run('group', *classes, '--to', 'csv', path).stdout.decode()), delimiter=';'))
    told = 0
    for stay in sorted({d['sejour'] for d in drugs})[:25]:
        r = run('explain', path, *classes, '--sejour', stay, '--fichcomp', fichcomp, '--to', 'jsonl')
        lines = [json.loads(x, parse_float=str) for x in r.stdout.splitlines()]
        found = sorted((x['medicament']['ligne'], str(x['ligne']), x['medicament']['montant'], x['medicament']['date'])
                       for x in lines if 'medicament' in x)
        first = {}
        for g in group:
            first.setdefault((g['sejour'], g['sequence'], g['sous_sequence']), g['ligne'])
        wanted = sorted((int(d['ligne']), first[d['sejour'], d['sequence'], d['sous_sequence']], d['montant'], d['date'])
                        for d in drugs if d['sejour'] == stay and d['sequence'])
        check(found == wanted, 'drugs of a stay: %s, %s' % (found, wanted))
        told += len(found)
    check(told > 10, 'drugs told: %d' % told)
    stay = next(d['sejour'] for d in drugs if d['sequence'])
    r = run('explain', path, *classes, '--sejour', stay, '--fichcomp', fichcomp)
    check('Médicaments facturés en sus' in r.stdout.decode() and stay not in r.stdout.decode(), r)
    path, rsf = os.path.join(folder, 'bills.rpss.txt'), os.path.join(folder, 'bills.rsf.txt')
    bills = list(csv.DictReader(io.StringIO(run('bills', rsf, '--rpss', path, '--all', *classes).stdout.decode()),
                                delimiter=';'))
    billed = 0
    for stay in sorted({b['no_entree'] for b in bills if b['jours_factures'] != '0' and not b['ecart']})[:15]:
        r = run('explain', path, *classes, '--sejour', stay, '--rsf', rsf, '--to', 'jsonl')
        lines = [json.loads(x, parse_float=str) for x in r.stdout.splitlines()]
        # A line may end in two records that share days.
        days = sum({x['facture']['ligne']: x['facture']['jours'] for x in lines if 'facture' in x}.values())
        wanted = sum(int(b['jours_factures']) for b in bills if b['no_entree'] == stay)
        check(days == wanted, 'days billed: %d, %d' % (days, wanted))
        billed += days
    check(billed > 0, 'nothing billed')
    compared(path, rsf, classes, bills)
    day_beside(folder, classes, drugs)
    day_of_all()
    insured(tmp)
    for language, sentence in (('fr', 'RPSS'), ('en', 'RPSS')):
        other = os.path.join(tmp, 'none.txt')
        open(other, 'wb').write(b'nothing of the kind\n')
        r = run('explain', path, *classes, '--ligne', '1', '--fichcomp', other, '--lang', language)
        check(r.returncode == 3 and r.stdout == b'' and b'none.txt' in r.stderr, r)
    check(run('explain', path, *classes, '--ligne', '1', '--rsf', path).returncode == 2, 'the RPSS as its own invoice')


def compared(path, rsf, classes, bills):
    """What an invoice is due and billed: the rows of had bills --all, and the sums of the lines that are told."""
    seen = 0
    for stay in sorted({b['no_entree'] for b in bills})[:30]:
        r = run('explain', path, *classes, '--sejour', stay, '--rsf', rsf, '--to', 'jsonl')
        lines = [json.loads(x, parse_float=str) for x in r.stdout.splitlines()]
        got = sorted(tuple(text(x['comparaison'][k]) for k in ('ght', 'jours_dus', 'jours_factures', 'montant_du',
                                                               'montant_facture', 'ecart'))
                     for x in lines if 'comparaison' in x)
        wanted = sorted(tuple(b[k] for k in ('ght', 'jours_dus', 'jours_factures', 'montant_du', 'montant_facture',
                                             'ecart')) for b in bills if b['no_entree'] == stay)
        check(got == wanted or not any('format' in x for x in lines), 'due and billed: %s, %s' % (got, wanted))
        for part, days, amount, rows_days, rows_amount in (
                ('du', 'jours', 'montant', 'jours_dus', 'montant_du'),
                ('facture', 'jours', 'montant', 'jours_factures', 'montant_facture')):
            told = [x[part] for x in lines if part in x]
            rows_of = [x['comparaison'] for x in lines if 'comparaison' in x]
            check(sum(x[days] for x in told) == sum(x[rows_days] for x in rows_of), '%s: days of %s' % (stay, part))
            if all(x[amount] for x in told) and all(x[rows_amount] for x in rows_of):
                check(sum(Decimal(x[amount]) for x in told) == sum(Decimal(x[rows_amount]) for x in rows_of),
                      '%s: euros of %s' % (stay, part))
            check(all(x['fichier'] in (path, rsf) and x['ligne'] > 0 for x in told), told)
        seen += len(got)
    check(seen > 30, 'rows compared: %d' % seen)


def day_beside(folder, classes, drugs):
    """A day with what was billed beside it: ten lines at most."""
    path, fichcomp = os.path.join(folder, 'dgf.rpss.txt'), os.path.join(folder, 'dgf.fichcomp.txt')
    for d in [d for d in drugs if d['sequence']][:10]:
        arguments = ['explain', path, *classes, '--sejour', d['sejour'], '--jour', d['date'], '--fichcomp', fichcomp]
        same_day = [x for x in drugs if x['sejour'] == d['sejour'] and x['date'] == d['date'] and x['sequence']]
        told = run(*arguments).stdout.decode()
        answers = sum(x.startswith(d['date']) for x in told.splitlines())
        check(len(told.splitlines()) <= 10 * answers and '%d ligne(s), ' % len(same_day) in told and
              'dgf.fichcomp.txt, ligne %s' % same_day[0]['ligne'] in told, told)
        lines = [json.loads(x, parse_float=str) for x in run(*arguments, '--to', 'jsonl').stdout.splitlines()]
        check(sorted(str(x['medicament']['ligne']) for x in lines if 'medicament' in x) ==
              sorted(x['ligne'] for x in same_day), lines)


def own_tariffs(tmp):
    """A tariff of the user's names its row, and the source that the row names: none where it names none. It restates nothing."""
    os.mkdir(tmp + '/own')
    for sources, told in (('', 'tarifs.csv, ligne 2\n'), ('x', 'tarifs.csv, ligne 2 ; source : x\n'), ('x+nomensland', 'ligne 2 ; source : x, nomensland\n')):
        with open(tmp + '/own/tarifs.csv', 'w') as f:
            f.write('campagne;secteur;variante;ght;centimes;debut;sources\n2024;ex-OQN;ssiad;15;9999;2024-03-01;%s\n' % sources)
        out = run('explain', os.path.join(fixtures, 'rpss.txt'), *ESSAI, '--tables', tmp + '/own', '--ligne', '2').stdout.decode()
        check(told in out and 'non relu' not in out, 'a tariff from %r: %s' % (sources, out[-400:]))


def day_of_all():
    """A day with all that can be said of it, a tariff derived from another and every coefficient too: ten lines at most."""
    for folder, rpss, options in (
            ('prive', '2023.rpss', ['--fichcomp', 'fichcomp.txt', '--rsf', 'rsf.txt']),
            ('public', '2024.rpss', ['--fichcomp', 'fichcomp.txt', '--vidhosp', 'vidhosp.txt', '--hosp-pmsi', 'hosp-pmsi.txt'])):
        place = os.path.join(fixtures, folder)
        options = [x if x.startswith('--') else os.path.join(place, x) for x in options]
        path = os.path.join(place, rpss)
        first = {}
        for of_record in rows('price', path, *ESSAI, '--by', 'jour', '-q').values():
            for day in of_record:
                first.setdefault(day['origine'], day)
        check('calcule' in first or folder == 'public', 'a derived tariff')
        for day in first.values():
            for language in ('fr', 'en'):
                r = run('explain', path, *ESSAI, '--ligne', day['ligne'], '--jour', day['date'], *options,
                        '--coef-geo', '1.07', '--coef-prudentiel', 'auto', '--lang', language)
                told = r.stdout.decode()
                check(r.returncode == 0 and 5 < len(told.splitlines()) <= 10 and 'tarifs.csv, ' in told, told)


def insured(tmp):
    """What VID-HOSP says of a stay: as price has it, with the lines that say so."""
    first = open(os.path.join(fixtures, 'rpss.txt'), 'rb').readline()
    path, vid, admin, hosp = (os.path.join(tmp, n) for n in ('r.txt', 'vid.txt', 'admin.txt', 'hosp.txt'))
    open(path, 'wb').writelines(first[:41] + b'%-20d' % n + first[61:] for n in range(1, 9))
    facts = {1: [('1', '08000')], 2: [('0', '06500')], 3: [('2', '07000')], 4: [('3', '08000')], 5: [],
             6: [('1', '08000'), ('1', '08001')], 7: [('1', '0800x')], 8: [('1', '10000')]}
    with open(vid, 'w') as direct, open(admin, 'w') as through, open(hosp, 'w') as links:
        for n, said in facts.items():
            links.write('%-20d%-20s\n' % (n, 'A%d' % n))
            for billable, rate in said:
                for file, who in ((direct, str(n)), (through, 'A%d' % n)):
                    file.write('%28s%-20sV014%s%21s%s%50s%-333s00\n' % ('', who, first[3:12].decode(), '', billable, '', rate))
    for options in (['--vidhosp', vid], ['--vidhosp', admin, '--hosp-pmsi', hosp]):
        zones = rows('price', *ESSAI, path, *options)
        for n, said in facts.items():
            r = run('explain', path, *ESSAI, '--ligne', str(n), *options, '--to', 'jsonl')
            told = parsed(r.stdout)
            check([text(z['montant_amo']) for z in told['zones']] == [z['montant_amo'] for z in zones[n]], told['droits'])
            check(str(told['facturable']) == zones[n][0]['facturable'] and
                  text(told['droits']['taux']) == zones[n][0]['taux'], told['droits'])
            line = sum(len(facts[k]) for k in facts if k < n) + 1
            check((told['droits'].get('vidhosp', {}).get('ligne') == line) == bool(said), told['droits'])
            check(told['droits'].get('autre', {}).get('ligne') == (line + 1 if n == 6 else None), told['droits'])
            check(told['droits'].get('hosp_pmsi', {}).get('ligne') == (n if len(options) > 2 else None), told['droits'])
            text_told = ' '.join(run('explain', path, *ESSAI, '--ligne', str(n), *options, '--lang', 'en').stdout.decode().split())
            check({1: 'insurance pays: 80.00 %', 2: 'billable: no', 3: 'rate pending', 4: 'rights pending', 5: 'no VID-HOSP',
                   6: 'two answers', 7: 'rate unreadable', 8: '100.00 %'}[n] in text_told, text_told[-300:])
            day = run('explain', path, *ESSAI, '--ligne', str(n), '--jour', told['debut'], *options).stdout.decode()
            check(len(day.splitlines()) <= 10 and ('VID-HOSP' in day or n == 6), day)
    for language, sentence in (('fr', 'ne sert qu\'avec'), ('en', 'only works with')):
        r = run('explain', path, '--ligne', '1', '--hosp-pmsi', hosp, '--lang', language)
        check(r.returncode == 2 and sentence in r.stderr.decode() and r.stdout == b'', r)
        r = run('group', path, *ESSAI, '--vidhosp', vid, '--lang', language)
        check(r.returncode == 2 and r.stdout == b'', r)
        r = run('explain', path, *ESSAI, '--ligne', '1', '--vidhosp', path, '--lang', language)
        check(r.returncode == 2 and r.stdout == b'', r)


def deduced(tmp):
    """Of a GHT that is deduced, the reason that tables show --pourquoi gives; of one observed, its records."""
    folder = os.path.join(fixtures, 'examples', 'deduce', 'observe')
    path = os.path.join(tmp, 'deduced.txt')
    with open(path, 'wb') as f:
        subprocess.run([generate, '--records', '3000', '--years', '2019-2019', '--seed', '5'], stdout=f, check=True)
    zones = rows('price', path, '--classification', folder)
    groups = rows('group', path, '--classification', folder, '--to', 'csv')
    seen = {r['mpp'] + r['mpa'] + r['ik']: r for r in csv.DictReader(open(os.path.join(folder, 'groupes.csv'), encoding='utf-8'), delimiter=';')}
    lines = [n for n in zones if any(z['groupement'] == 'deduit' for z in zones[n])][:5]
    check(len(lines) > 2, 'records with a deduced zone: %s' % lines)
    for n in lines + [n for n in zones if zones[n][0]['groupement'] == 'observe'][:5]:
        told = parsed(run('explain', path, '--classification', folder, '--ligne', str(n), '--to', 'jsonl').stdout)
        triple = '-'.join(groups[n][0][k] for k in ('mpp', 'mpa', 'ik'))
        for zone in told['zones']:
            row = seen.get(triple.replace('-', ''))
            if zone['groupement'] == 'observe':
                check(zone['enregistrements'] == int(row.get('n%d' % zone['periode']) or row['n']), 'records: %s' % zone)
        if n not in lines:
            check('raisons' not in told, 'a reason of what is observed')
            continue
        reason = run('tables', 'show', '--pourquoi', triple, folder).stdout.decode().splitlines()
        check(told['raisons'] == [x.strip() for x in reason] and len(reason) > 2, told['raisons'])
        text = ' '.join(run('explain', path, '--classification', folder, '--ligne', str(n)).stdout.decode().split())
        check(all(' '.join(x.split()) in text for x in reason), 'the reason of line %d' % n)


def on_terminal(width, **env):
    """What a terminal of this width is given."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 24, width, 0, 0))
    settings = dict(os.environ, HOME='/nonexistent', TERM='xterm')
    settings.pop('NO_COLOR', None)
    settings.update(env)
    child = subprocess.Popen([had, 'explain', os.path.join(fixtures, 'rpss.txt'), *ESSAI, '--ligne', '1'],
                             stdout=slave, stderr=subprocess.PIPE, env=settings)
    os.close(slave)
    out = b''
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        out += piece
    child.wait()
    os.close(master)
    return out.decode().replace('\r\n', '\n')


def terminals():
    """Colour and width on a terminal only."""
    plain = run('explain', os.path.join(fixtures, 'rpss.txt'), *ESSAI, '--ligne', '1').stdout.decode()
    check('\033' not in plain, 'colour in a pipe')
    check('\033[1m' in on_terminal(80), 'no colour on a terminal')
    for env in ({'NO_COLOR': '1'}, {'TERM': 'dumb'}):
        check(on_terminal(80, **env) == plain, 'colour with %s' % env)
    check('\033' in on_terminal(80, NO_COLOR=''), 'an empty NO_COLOR takes colour away')
    for width in (60, 50, 40):
        for line in on_terminal(width, NO_COLOR='1').splitlines():
            check(len(line) <= width or ' ' not in line.strip(), '%d columns: %s' % (width, line))


with tempfile.TemporaryDirectory() as tmp:
    stays(tmp)
    bad(tmp)
    anonymous(tmp)
    beside(tmp)
    deduced(tmp)
    terminals()
    prices(tmp)
    own_tariffs(tmp)
sys.exit(status())
