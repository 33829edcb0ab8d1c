#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""indicators.py HAD GENERATE ROOT: the indicators of a report, the types of care of 2004 and what could not be
computed, against the same counted here from the layouts, the records and the zones that had price gives."""
import calendar
import collections
import csv
import datetime
import decimal
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile

import sheets
from checks import check, plain_options, status

had, generate, root = (os.path.abspath(a) for a in sys.argv[1:4])
ESSAI = ['--classification', 'essai']
D = decimal.Decimal
work = tempfile.mkdtemp()


def load(name):
    with open(os.path.join(root, 'tables', name), encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f, delimiter=';'))


LAYOUTS = collections.defaultdict(dict)
for kind in ('rpss', 'rapss'):
    for row in load('layouts/%s.csv' % kind):
        for tag in row['format'].split('|'):
            LAYOUTS[tag][row['field']] = (int(row['start']) - 1, int(row['length']), row['sector'])


def run(*args):
    return subprocess.run([had, *args], capture_output=True, env=dict(os.environ, HOME='/nonexistent'), cwd=work)


def rows(data):
    return list(csv.DictReader(data.decode('utf-8').splitlines(), delimiter=';'))


def tables(name, *args):
    shutil.rmtree(os.path.join(work, name), ignore_errors=True)
    r = run('report', *ESSAI, '--to', 'csv', '-o', name, '-q', *args)
    check(r.returncode == 0, 'report %s: %s' % (args, r.stderr.decode()))
    return {f[:-4]: rows(open(os.path.join(work, name, f), 'rb').read())
            for f in os.listdir(os.path.join(work, name))}


def date(text):
    if not re.fullmatch('[0-9]{8}', text):  # int() takes blanks and signs
        return None
    try:
        return datetime.date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def records(path, *args):
    """(line, days, field by name, sector) of what is grouped."""
    days = collections.Counter()
    for r in rows(run('price', '--by', 'zone', '-q', *ESSAI, path, *args).stdout):
        if r['ght'] != '99':
            days[int(r['ligne'])] += int(r['jours'])
    lines = open(os.path.join(work, path), 'rb').read().decode('latin1').split('\n')
    for n in sorted(days):
        line = re.sub('^(?:\xef\xbb\xbf|\x1a)+', '', lines[n - 1])  # debris
        tag = line[:3]
        layout = LAYOUTS[tag]
        yield n, days[n], {f: line[s:s + length] for f, (s, length, _) in layout.items()}, layout['finess_epmsi'][2]


def ages(f):
    if 'age_annees' in f:
        return int(f['age_annees']) if f['age_annees'].isdigit() else None
    born, came = date(f['date_naissance']), date(f['date_entree'])
    if not born or not came or came < born:
        return None
    return came.year - born.year - ((came.month, came.day) < (born.month, born.day))


def year(f):
    if 'annee_fin_sous_sequence' in f:
        return int(f['annee_fin_sous_sequence'])
    return date(f['date_fin_sous_sequence']).year


def expected(path):
    stays, patients = collections.defaultdict(set), collections.defaultdict(set)
    sums, care, where = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for n, days, f, sector in records(path):
        stay = (sector, f['finess_epmsi'], (f.get('no_seq_sejour') or f['no_entree' if sector == 'ex-OQN' else 'sejour']).strip(' '))
        traits = stays[stay] if stay[2] else set()
        direct = f['mode_entree'] == '8'
        traits |= {'sejours'} | ({'domicile_direct'} if direct else set())
        if f.get('passage_urgences', ' ') in '5UV':
            traits.add('urgences')
        if direct and f['provenance'] == '9' and year(f) >= 2021:
            traits.add('medecin_traitant')
        if f['mode_sortie'] == '9':
            traits.add('deces')
        age = ages(f)
        if f.get('ipp', '').strip(' '):
            traits = patients[(sector, f['finess_epmsi'], f['ipp'].strip(' '))]
            traits |= {'patients'} | ({'ehpad_patients'} if f['type_domicile'] == '3' else set())
            traits |= {n for n, ok in (('ages_65', lambda a: a >= 65), ('ages_moins_3', lambda a: a < 3),
                                       ('ages_moins_18', lambda a: a < 18)) if age is not None and ok(age)}
        sums['journees'] += days
        sums['ehpad_journees'] += days * (f['type_domicile'] == '3')
        sums['esms'] += days * (f['type_domicile'] in '345')
        sums['ssiad'] += days * (f['type_domicile'] == '6')
        sums['palliatif'] += days * ('04' in (f['mpp'], f['mpa']))
        sums['palliatif_mpp'] += days * (f['mpp'] == '04')
        if 'type_autorisation' in f:
            name = {'00': 'socle', '01': 'readaptation', '02': 'partum', '03': 'enfants', '  ': 'blanche'}.get(f['type_autorisation'])
            sums['mention_%s' % name] += days
        said = {'journees', 'sejours', 'patients', 'patients_jour'} | {name for name, ok in (
            ('domicile_direct', direct), ('urgences', f.get('passage_urgences', ' ') in '5UV'), ('deces', f['mode_sortie'] == '9'),
            ('medecin_traitant', direct and f['provenance'] == '9' and year(f) >= 2021), ('ehpad_journees', f['type_domicile'] == '3'),
            ('ehpad_patients', f['type_domicile'] == '3'), ('esms', f['type_domicile'] in '345'), ('ssiad', f['type_domicile'] == '6'),
            ('palliatif', '04' in (f['mpp'], f['mpa'])), ('palliatif_mpp', f['mpp'] == '04'), ('ages_65', age is not None and age >= 65),
            ('ages_moins_3', age is not None and age < 3), ('ages_moins_18', age is not None and age < 18)) if ok}
        if 'type_autorisation' in f:
            said.add('mention_%s' % name)
        for part in ('pédiatrie',) * (age is not None and age < 18) + ('périnatalité',):
            care[part, f['mpp'], 'seul' if f['mpa'] == '00' else 'associe'] += days
            said.add((part, f['mpp'], 'seul' if f['mpa'] == '00' else 'associe'))
            if f['mpa'] == '25':
                care[part, '25', 'associe'] += days
                said.add((part, '25', 'associe'))
        for name in said:
            where[name].append(n)
    for sets in (stays, patients):
        for traits in sets.values():
            sums.update(traits)
    return sums, care, where


def leads(path, row, lines):
    """The lines behind a number: the first hundred, in their order."""
    mine, more = row['ou'].removeprefix(path + ':'), ',...' * (len(lines) > 100)
    first = ','.join(map(str, lines[:100])) + more
    check(mine == first, 'lines of %s: %s, not %s' % (row[next(iter(row))], mine[-60:], first[-60:]))


def rate(part, times, whole):
    return (D(part) * times * 1000 / D(whole)).quantize(D(1), decimal.ROUND_HALF_UP)


def compare(path, found, population):
    sums, care, where = expected(path)
    values = {r['indicateur']: r for r in found['indicateurs']}
    got = {k: int(D(r['valeur'])) for k, r in values.items() if r['valeur'] and
           k not in ('patients_jour', 'taux_recours', 'journees_100k', 'seuil_journees', 'erreurs_bloquantes') and not k.startswith('types')}
    check(all(sums[k] == v for k, v in got.items()), 'indicators: %s' % [(k, v, sums[k]) for k, v in got.items() if sums[k] != v])
    months = {r['mois']: int(r['journees']) for r in found['mois'] if r['mois'] and int(r['journees'])}
    kept = [m for m, d in months.items() if d >= max(months.values()) // 100]
    first, last = (tuple(map(int, m.split('-'))) for m in (min(kept), max(kept)))
    span = (datetime.date(*last, calendar.monthrange(*last)[1]) - datetime.date(*first, 1)).days + 1
    a_year = (last[0] - first[0]) * 12 + last[1] - first[1] == 11
    for name, value in (('patients_jour', rate(sums['journees'], 1, span)),
                        ('taux_recours', rate(sums['journees'], 100000, span * population) if population else None),
                        ('journees_100k', rate(sums['journees'], 100000, population) if population and a_year else None)):
        mine = values[name]['valeur']
        why = values[name]['motif']
        check(why == ('il faut --population N' if not population else 'il faut des fichiers de douze mois')
              if value is None else mine and D(mine) * 1000 == value, '%s: %s, %s %s' % (name, mine, value, why))
    for r in found['types_soins']:
        check(int(r['journees']) == care[r['partie'], r['code_pmsi'], r['situation']], 'care: %s' % r)
        leads(path, r, where[r['partie'], r['code_pmsi'], r['situation']])
    for name in got:
        leads(path, values[name], where[name])
    for name in ('ponctuels', 'continus'):
        rows_of = [(r['partie'], r['code_pmsi'], r['situation']) for r in found['types_soins'] if r['soins'] == name]
        leads(path, values['types_soins_' + name], sorted(n for row in rows_of for n in where[row]))
    for name in ('ponctuels', 'continus'):
        check(int(D(values['types_soins_' + name]['valeur'])) == sum(int(r['journees']) for r in found['types_soins'] if r['soins'] == name), name)
    check(values['types_soins_readaptation']['etat'] == 'non_calcule', 'what the PMSI does not say')
    return values


def references(found):
    wanted = [[r['indicateur'], r['lieu'], r['annee'], '%.3f' % D(r['valeur']) if r['valeur'] else '', r['fr'], r['source']]
              for r in load('rapport/references.csv')]
    check([list(r.values()) for r in found['references']] == wanted, 'references')


def page(*args):
    r = run('report', *ESSAI, '-q', *args)
    check(r.returncode == 0, r.stderr.decode())
    return html.unescape(plain_options(r.stdout.decode('utf-8'))).replace('\xa0', ' ')


# What the list asked for is called here, where it is more than one indicator; shares stand with the MPP.
PARTS = {'ehpad': ('ehpad_journees', 'ehpad_patients'), 'ages': ('ages_65', 'ages_moins_3', 'ages_moins_18'),
         'palliatif': ('palliatif', 'palliatif_mpp'), 'parts_mpp': (),
         'mentions': ('mention_socle', 'mention_readaptation', 'mention_partum', 'mention_enfants', 'mention_blanche'),
         'types_soins': ('types_soins_ponctuels', 'types_soins_continus', 'types_soins_readaptation')}


def complete(found, text):
    """Each indicator of the list that was asked for is computed, or told with the reason why not; each number published
    of it is a reference."""
    with open(os.path.join(os.path.dirname(__file__), 'indicators.csv'), encoding='utf-8', newline='') as f:
        asked = list(csv.DictReader(f, delimiter=';'))
    mine = {r['indicateur']: r for r in found['indicateurs']}
    names = [name for r in asked for name in PARTS.get(r['id'], (r['id'],))]
    check(sorted(names) == sorted(mine), 'the list of indicators: %s' % (set(names) ^ set(mine)))
    unknown = text[text.index("Ce qui n'a pas pu être calculé"):]
    labels = {r['id']: r['fr'] for r in load('rapport/indicateurs.csv')}
    for name, r in mine.items():
        if r['etat'] == 'non_calcule':
            check(not r['valeur'] and r['motif'] and '<li>%s : %s</li>' % (labels[name], r['motif']) in unknown, '%s: no reason' % r)
        else:
            check(r['valeur'] and '<th scope="row">%s</th>' % labels[name] in text, '%s: no value' % r)
    published = collections.defaultdict(str)
    for r in load('rapport/references.csv'):
        published[r['indicateur']] += ' %s %s %s ' % (r['lieu'], '{:f}'.format(D(r['valeur']).normalize()) if r['valeur'] else '', r['fr'])
    plain = lambda words: re.sub(r'(?<=\d) (?=\d{3})', '', words)
    for r in asked:
        given = plain(r['references publiees'])
        said = plain(''.join(published[n] for n in (*PARTS.get(r['id'], ()), r['id'])))
        if r['id'] == 'parts_mpp':
            growth, contributions = given.split('contributions')
            for family, part in (('croissance_', growth), ('contribution_', contributions)):
                for mpp, value in re.findall(r'(\d\d) ([+-]?[\d.]+) %', part):
                    check(' {:f} '.format(D(value).normalize()) in published[family + mpp], '%s%s %s' % (family, mpp, value))
            check(given.split('. ')[-1] in said, 'MPP 04 and 09')
        elif r['id'] not in ('mentions', 'erreurs_bloquantes', 'types_soins'):  # words, which are definitions
            for value in re.findall(r'(?<!MPP )(?<![\d.])(?!20[12]\d\b|65 ans)\d+(?:\.\d+)?', given):
                check(' {:f} '.format(D(value).normalize()) in ' %s ' % said.replace(',', ' '), '%s: %s is not a reference: %s' % (r['id'], value, said))


def worded(name):
    """Words and no names of ours, in the language asked: in the page and in the workbook. Titles of documents stay
    French, and are said to be."""
    modes, sources = load('rapport/modes_2004.csv'), {r['source']: r['en'] for r in load('rapport/sources.csv')}
    mine = {r['mode_2004'] for r in tables('words', name)['types_soins'] if r['journees'] != '0'}
    ids = {r['id'] for r in load('rapport/indicateurs.csv')} | {r['indicateur'] for r in load('rapport/references.csv')}
    used = {r['source'] for f in ('indicateurs', 'references') for r in load('rapport/%s.csv' % f)}
    check(used < set(sources) and all('in French' in sources[s] for s in used), 'sources: %s' % (used - set(sources)))
    for lang, sheet in (('fr', ('Indicateurs', 'Références', 'Types de soins 2004')), ('en', ('Indicators', 'References', 'Types of care 2004'))):
        text = page(name, '--lang', lang)
        said = {(lang == 'en' and sources[s]) or s for s in used}
        foot = text[text.index('Sources des r' if lang == 'fr' else 'Sources of the r'):]
        check(set(re.findall('<li>(.*?)</li>', foot)) == said, 'sources in %s: %s' % (lang, foot))
        check(('trial classification of had' in text, "classification d'essai de had" in text) == (lang == 'en', lang == 'fr'), 'what essai is')
        names = {' / '.join(r['en' if lang == 'en' else 'mode_2004'] for r in modes if r['mode_2004'] in m.split(' / ')) for m in mine}
        check(len(names) > 5 and all('<th scope="row">%s</th>' % n in text for n in names), 'modes of 2004 in %s: %s' % (lang, names))
        check(run('report', *ESSAI, name, '--lang', lang, '--to', 'xlsx', '-o', 'words.xlsx', '-q').returncode == 0, 'a workbook')
        book = dict(sheets.read(os.path.join(work, 'words.xlsx')))
        for s in sheet[:2]:
            source = book[s][0].index('Source')
            check(not ids & {r[0] for r in book[s]} and {r[source] for r in book[s][1:]} <= said, 'names of ours in %s' % s)
        check(names <= {r[0] for r in book[sheet[2]]}, 'modes of 2004 in the workbook')


def main():
    for name, args in (('2024.rpss', ['--formats', 'H0F,H1F,H0G', '--years', '2024-2024', '--seed', '9']),
                       ('2016.rpss', ['--formats', 'H09', '--years', '2016-2016', '--seed', '10'])):
        with open(os.path.join(work, name), 'wb') as f:
            subprocess.run([generate, '--records', '1500', '--faults', '30', '--broken', '3', *args], stdout=f, check=True)
    values = compare('2024.rpss', tables('t', '2024.rpss', '--population', '900000'), 900000)
    check(values['mention_socle']['etat'] == 'calcule' , 'mentions')
    whole = {r['indicateur']: r['valeur'] for r in tables('t', '2024.rpss', '--population', '900000', '--periode', '2024')['indicateurs']}
    check(whole['journees_100k'] and whole['seuil_journees'], 'of a year')
    found = tables('t', '2024.rpss')
    references(found)
    compare('2024.rpss', found, 0)
    check(tables('t2', '2024.rpss', '-j', '4')['indicateurs'] == found['indicateurs'], 'the same with workers')
    complete(found, page('2024.rpss'))
    worded('2024.rpss')
    values = compare('2016.rpss', tables('t', '2016.rpss'), 0)
    complete(tables('t', '2016.rpss'), page('2016.rpss'))
    check(values['mention_socle']['etat'] == 'non_calcule' and 'mars 2024' in values['mention_socle']['motif'] and
          values['urgences']['etat'] == 'non_calcule', 'what a format of 2016 does not tell')
    found = tables('t', '2024.rpss', '--periode', '2024-01..2024-06')
    values = {r['indicateur']: r for r in found['indicateurs']}
    check('douze mois' in values['seuil_journees']['motif'], 'half a year')
    text = page('2024.rpss', '--population', '900000')
    for words in ('Publié', 'France 2022 : 6 600 000', 'Guadeloupe', 'circulaire DHOS/O3 2006-506', "Ce qui n'a pas pu être calculé",
                  '(--avant FICHIER)', '+228,3 %', 'types de soins de 2004'):
        check(words in text, 'in the page: ' + words)
    # Each growth stands beside the growth that was published, each contribution beside its own.
    text = page('2024.rpss', '--avant', '2016.rpss')
    table = text[text.index('Parts des MPP'):]
    row = re.search('<tr><th scope="row">04 .*?</tr>', table, re.S).group(0)
    cells = re.findall('<td>(.*?)</td>', row)
    mine = next(r for r in tables('grown', '2024.rpss', '--avant', '2016.rpss')['evolution'] if (r['par'], r['cle']) == ('mpp', '04'))
    people = lambda v: ('%+.1f %%' % D(v)).replace('-', '\u2212').replace('.', ',')
    check(cells[2:] == [people(mine['croissance']), '+18,7 %', people(mine['contribution']), '+41,3 %'], 'MPP 04: %s %s' % (cells, mine))
    # One month of twelve; one record; English.
    text = page('2024.rpss', '--periode', '2024-03')
    check("Activité et recettes d'HAD, mars 2024</h1>" in text, 'the title of a month')
    check('January to June 2024</h1>' in page('2024.rpss', '--periode', '2024-01..2024-06', '--lang', 'en'), 'in English')
    with open(os.path.join(work, 'one.rpss'), 'wb') as f:
        f.write(open(os.path.join(work, '2024.rpss'), 'rb').readline())
    one = tables('one', 'one.rpss')
    check([r['valeur'] for r in one['indicateurs'] if r['indicateur'] in ('sejours', 'patients')] == ['1.000', '1.000'], 'one record')
    check(one['total'][0]['sous_sequences'] == '1', 'one record')
    for value in ('0', 'x', '-5', '1.5'):
        r = run('report', *ESSAI, '2024.rpss', '--population', value, '-o', 'no.html')
        check(r.returncode == 2 and not os.path.exists(os.path.join(work, 'no.html')), '--population ' + value)


try:
    main()
finally:
    shutil.rmtree(work)
sys.exit(status())
