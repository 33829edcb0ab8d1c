#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""report.py HAD GENERATE FIXTURES: every table of `had report` equals `had price --by` and `had check` on
the same files; its page is whole, holds no script, and shows hostile names as text; its workbook opens;
what is refused leaves nothing behind."""
import bisect
import collections
import csv
import datetime
import decimal
import html
import html.parser
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import sheets
from checks import check, plain_options, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
ESSAI = ['--classification', 'essai']
D = decimal.Decimal
KEYS = ('mois', 'mpp', 'ghpc', 'ght', 'secteur')
SUMS = ('sous_sequences', 'journees', 'montant', 'montant_facturable', 'montant_non_officiel', 'journees_sans_tarif')
VOID = {'meta', 'br', 'hr', 'img', 'link', 'input'}
RAPSS = ('750712184H3175071218400001070   1750001                       00010000           0400          050      0000      '
         '000106201900000004  000C349  H09          160001234110004\n')
work = tempfile.mkdtemp()


def run(*args, **more):
    return subprocess.run([had, *args], capture_output=True, env=dict(os.environ, HOME='/nonexistent'), cwd=work, **more)


def rows(text):
    return list(csv.DictReader(text.decode('utf-8').splitlines(), delimiter=';'))


def output(*args):
    r = run(args[0], '-q', *args[1:])
    check(r.returncode in (0, 1), '%s: %s' % (args, r.stderr.decode()))
    return rows(r.stdout)


def tables(name, *args):
    r = run('report', *args, '--to', 'csv', '-o', name, '-q')
    check(r.returncode == 0 and r.stdout == b'', 'report %s: %s' % (args, r.stderr.decode()))
    found = {}
    for file in os.listdir(os.path.join(work, name)):
        with open(os.path.join(work, name, file), 'rb') as f:
            found[file] = rows(f.read())
    return found


def mean(row):
    days = int(row['journees']) - int(row['journees_sans_tarif'])
    return str((D(row['montant']) / days).quantize(D('0.01'), decimal.ROUND_HALF_UP)) if days else ''


def ranks(days, key):
    """key of a row by day -> mean rank to the tenth"""
    sums = collections.defaultdict(lambda: [0, 0])
    for d in days:
        if d['rang']:
            sums[key(d)][0] += int(d['rang'])
            sums[key(d)][1] += 1
    return {k: '%.3f' % (D(a) / n).quantize(D('0.1'), decimal.ROUND_HALF_UP) for k, (a, n) in sums.items()}


def beside_price(name, args):
    found = tables(name, *args)
    # Those of files beside the records are written when such files are given (owed.py).
    listed = {r['sortie'].split(': ')[1] for r in output('columns', 'report', '--to', 'csv')
              if r['sortie'].startswith(('--to csv', *(['--periode, '] if '--periode' in args else [])))}
    check(set(found) == listed, 'tables listed: %s' % (set(found) ^ listed))
    for key in (*KEYS, 'total'):
        expected = output('price', '--by', key, *args)
        got = found[key + '.csv']
        names = SUMS if key == 'total' else (key, *SUMS)
        check([[r[n] for n in names] for r in got] == [[r[n] for n in names] for r in expected], 'by ' + key)
        check(all(r['montant_moyen'] == mean(r) for r in got), 'mean by ' + key)
    days = output('price', '--by', 'jour', *args)
    for key, of in (('ght', lambda d: d['ght']), ('secteur', lambda d: d['secteur'])):
        expected = ranks(days, of)
        for r in found[key + '.csv']:
            check(r['rang_moyen'] == expected.get(r[key], ''), 'rank by %s: %s' % (key, r))
    for n in SUMS:
        total = sum(D(r[n]) for r in found['total.csv'])
        check(sum(D(r[n]) for r in found['age.csv']) == total, '%s by age' % n)
    by_domicile(found['type_domicile.csv'], output('price', *args), days)
    return found


def by_domicile(found, zones, days):
    """No command has this key: each row is made again from the zones, by the 76th byte of their records."""
    lines = {name: open(os.path.join(work, name), 'rb').read().split(b'\n') for name in {z['fichier'] for z in zones}}

    def domicile(row):
        return lines[row['fichier']][int(row['ligne']) - 1].removeprefix(b'\xef\xbb\xbf')[75:76].decode().strip()
    sums, counted = collections.defaultdict(lambda: [D(0)] * len(SUMS)), set()
    for z in zones:
        amount, first = D(z['montant'] or 0), (z['fichier'], z['ligne']) not in counted
        counted.add((z['fichier'], z['ligne']))
        more = (first, int(z['jours']), amount, amount * (z['facturable'] == '1'), amount * (z['officielle'] == '0'),
                0 if z['tarif'] else int(z['jours']))
        sums[domicile(z)] = [a + b for a, b in zip(sums[domicile(z)], more)]
    rank = ranks(days, domicile)
    check({r['type_domicile']: [D(r[n]) for n in SUMS] for r in found} == dict(sums) and len(sums) > 3, 'by type_domicile: %s' % found)
    check(all(r['montant_moyen'] == mean(r) and r['rang_moyen'] == rank.get(r['type_domicile'], '') for r in found),
          'mean and rank by type_domicile: %s, %s' % (found, rank))


def beside_check(found, args, alone=("--sans-chainage",)):
    expected = collections.Counter()
    for r in output('check', *alone, *args):
        if r['code'] != 'FINESS INCOHERENT':
            expected[r['code'], r['bloquant']] += 1
    got = collections.Counter()
    for r in found['codes.csv']:
        got[r['code'], '1'] += int(r['bloquants'])
        got[r['code'], '0'] += int(r['alertes'])
    check(+got == expected, 'codes: %s' % (set((+got).items()) ^ set(expected.items())))
    text = run('check', *alone, '--to', 'rapport', *args, '-q').stdout.decode()
    order = [line[:20].strip() for line in text.splitlines()[1:]]
    mine = [r['code'] for r in found['codes.csv']]
    check([c for c in order if c in mine] == mine, 'codes in the order of check --to rapport')
    for r in found['codes.csv']:
        line = next(x for x in text.splitlines() if x[:20].strip() == r['code'])
        check(line[53:70].strip() == r['estimation'], 'estimate of %s: %r' % (r['code'], line))


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.text, self.heads = [], [], []

    def handle_starttag(self, tag, attributes):
        check(tag not in ('script', 'iframe', 'object', 'img', 'link', 'base', 'form'), 'a tag ' + tag)
        for name, value in attributes:
            inside = name == 'href' and value.startswith('#')
            check(inside or (not name.startswith('on') and name not in ('href', 'src', 'style')), 'an attribute ' + name)
            self.text.append(value or '')
        if tag == 'th':
            check(dict(attributes).get('scope') in ('col', 'row'), 'a head without scope')
        if tag == 'svg':
            check(dict(attributes).get('aria-label'), 'a chart without a text')
        if re.fullmatch('h[1-6]', tag):
            self.heads.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        check(self.open and self.open.pop() == tag, 'not balanced at ' + tag)

    def handle_data(self, data):
        self.text.append(data)


def page(*args):
    r = run('report', '-q', *args)
    check(r.returncode == 0, 'page: %s' % r.stderr.decode())
    text = r.stdout.decode('utf-8')
    # An option is not broken at its hyphens: it stands in <code>, or is a word of a command.
    body = re.sub('<style>.*?</style>|<!--.*?-->|<code>.*?</code>|<span>.*?</span>', '', text, flags=re.S)
    check(not re.search('(?<![-\\w])--[a-z]', body), 'an option that may be broken: %s' % re.findall('.{30}(?<![-\\w])--[a-z].{20}', body)[:3])
    text = plain_options(text)
    p = Page()
    p.feed(text)
    p.close()
    check(p.open == [], 'left open: %s' % p.open)
    check('http' not in text and 'url(' not in text and '@import' not in text, 'the network')
    check(p.heads[0] == 1 and p.heads.count(1) == 1, 'one first heading')
    check(all(b - a <= 1 for a, b in zip(p.heads, p.heads[1:])), 'headings in order: %s' % p.heads)
    return text, ' '.join(p.text).replace('\xa0', ' ')


def people(amount, english):
    text = '{:,.2f}'.format(D(amount))
    return '€' + text if english else text.replace(',', ' ').replace('.', ',') + ' €'


def shell(command):
    return subprocess.run(command.replace('had ', had + ' ', 1), shell=True, capture_output=True, cwd=work)


def typed(args, total):
    """The commands that a page prints, as they are typed: one gives its total, one explains its first line."""
    text, words = page('--journal', 'page.json', '--population', '1000', *args)
    check('page.json' not in text, 'a command would write over the journal')
    command = re.search('had price --by mois,mpp,ght[^\n]*', words).group(0)
    check(sum(D(x['montant']) for x in rows(shell(command).stdout)) == D(total['montant']), 'the command: %s' % command)
    explained(text, re.findall('had explain --ligne [^\n]*', words), args)


def explained(text, commands, args):
    """A line and a day, whose money is what price gives with the options of the report."""
    zones = output('price', *args)
    first = next(z for z in zones if D(z['montant'] or 0) > 0)
    place = first['fichier'], first['ligne']
    amount = sum(D(z['montant']) for z in zones if (z['fichier'], z['ligne']) == place)
    days = [d for d in output('price', '--by', 'jour', *args) if (d['fichier'], d['ligne']) == place] if first['debut'] else []
    check(len(commands) == 1 + bool(days), commands)
    if first['sejour']: # of a stay: nothing of it stands in the page, and its number is typed at the end
        command, = re.findall('<pre>(had explain .*) --sejour NUMÉRO</pre>', text)
        command = html.unescape(re.sub('</?span>', '', command))
        alone = [z for z in zones if z['sejour'] == first['sejour'] and z['fichier'] == first['fichier']]
        r = shell("%s --sejour '%s' --to jsonl" % (command, first['sejour'].replace("'", "'\\''")))
        told = [json.loads(x) for x in r.stdout.splitlines()]
        check(r.returncode == 0 and list(dict.fromkeys(int(z['ligne']) for z in alone)) == list(dict.fromkeys(x['ligne'] for x in told)), '%s: %s' % (command, [x['ligne'] for x in told]))
    for command in commands:
        r = shell(command + ' --to jsonl')
        told = json.loads(r.stdout.splitlines()[0], parse_float=D)
        check(r.returncode == 0 and told['ligne'] == int(first['ligne']) and D(told['montant']) == amount, '%s: %s' % (command, r))
        if '--jour' in command:
            check([(d['date'], D(d['tarif'])) for d in told['jours']] == [(days[0]['date'], D(days[0]['tarif']))], '%s: %s' % (command, r))
            r = shell(command)
            check(r.returncode == 0 and 0 < r.stdout.count(b'\n') <= 10, '%s: %s' % (command, r))
            answer = re.search('<pre class="why">(.*?)</pre>', text, re.S)
            check(answer and html.unescape(answer[1]) == r.stdout.decode().replace(' ./-', ' -'), '%s: the page has %s' % (command, answer))


def terms(source):
    """What changes every amount is said first; what became of each line, and what was not controlled, at the foot."""
    args = [*ESSAI, source, '--periode', '2024-02..2024-03', '--campagne', '2023', '--coef-geo', '1.07']
    account = run('price', *args).stderr.decode()
    read, grouped, _, rejected, out = map(int, re.search(
        '(\\d+) ligne\\(s\\) lue\\(s\\) = (\\d+) groupée\\(s\\) \\+ (\\d+) .*? \\+ (\\d+) rejetée\\(s\\) \\+ (\\d+) hors', account).groups())
    check(out > 0 and rejected > 0, account)
    for language, first, foot in (
            ('fr', ['Simulation : tout est aux tarifs de la campagne 2023 (--campagne)', 'février à mars 2024', 'lignes d\'autres mois sont laissées de côté (--periode)', 'Chaque enregistrement est contrôlé seul',
                    'Montants multipliés par le coefficient géographique 1,0700 .'],
             '%s lignes? lues? = %s groupées? \\+ \\d+ bloquées? \\+ \\d+ inexploitables? \\+ %s rejetées? \\+ %s hors période'),
            ('en', ['Simulation : all is at the tariffs of campaign 2023 (--campagne)', 'February to March 2024', 'lines of other months are left out (--periode)', 'Each record is controlled on its own',
                    'Amounts multiplied by the geographic coefficient 1.0700 .'],
             '%s lines? read = %s grouped \\+ \\d+ blocked \\+ \\d+ that cannot be used \\+ %s rejected \\+ %s out of period')):
        _, words = page(*args, '--lang', language)
        flat = re.sub('\\s+', ' ', words)
        start, end = flat[:flat.index('refuse ' + ('Ce qui est refusé' if language == 'fr' else 'What is refused'))], re.sub('(?<=\\d)[ ,](?=\\d{3})', '', flat)
        for text in first:
            check(text.replace(' .', '.') in re.sub(' ([.,])', '\\1', start), 'the first lines lack: ' + text)
        check(re.search(foot % (read, grouped, rejected, out), end), 'the account in %s: %s' % (language, account))
        check('500, 501' in end and '(sans --ccam)' in end if language == 'fr' else '(no --ccam)' in end, 'what was not controlled')
    # Controls between records, when they were not asked for: what they would hold back has a command, among the first lines.
    for lang, words in (('fr', "n'ont pas été demandés"), ('en', 'were not asked for')):
        text = page(*ESSAI, source, '--lang', lang)[0]
        first = text[:text.index('<nav')]
        command = html.unescape(re.sub('<[^>]*>', '', re.search('<pre>(had check.*?)</pre>', first[html.unescape(first).index(words):], re.S)[1])) if words in html.unescape(first) else ''
        told = shell(command).stdout.decode() if command else ''
        check(re.search('^ *[SE][67]\\d\\d ', told, re.M), 'what controls between records would hold back: %r %s' % (command, told[:300]))
        check(words not in html.unescape(page(*ESSAI, source, '--chainage', '--lang', lang)[0]), 'they were asked for')
    plain = page(*ESSAI, source)[1]
    check('Simulation' not in plain and 'coefficient' not in plain and 'laissées de côté' not in plain, 'nothing was asked')
    r = run('report', *ESSAI, source, '--simuler', '1999', '--lang', 'en')
    check(r.returncode == 2 and b'given as ./1999' in r.stderr, r.stderr)


def warned():
    """What may make the first amount wrong stands beside it: money of care homes that the State's program would refuse
    without conventions, a later month that is smaller, a period in which nothing ends."""
    folder = os.path.join(work, 'homes')
    shutil.copytree(os.path.join(fixtures, 'dossier'), folder)
    months = sorted(os.listdir(folder))
    newest = os.path.join(folder, months[-1])
    lines = open(newest, 'rb').read().splitlines(True)
    zones = [z for z in output('price', *ESSAI, folder) if lines[int(z['ligne']) - 1][75:76] in (b'3', b'4', b'5')]
    records, days = len({z['ligne'] for z in zones}), sum(int(z['jours']) for z in zones)
    amount = sum(D(z['montant'] or 0) for z in zones)
    for lang, sentence in (('fr', 'refuserait (032) %d enregistrements groupés ici, de type de domicile 3, 4 ou 5 : %d journées et %s de ce montant'),
                           ('en', 'would refuse (032) %d records that are grouped here, of type of domicile 3, 4 or 5: %d days and %s of this amount')):
        text, words = page(*ESSAI, folder, '--lang', lang)
        first = re.sub('\\s+', ' ', words[:words.index('had group')])
        check(sentence % (records, days, people(amount, lang == 'en')) in first.replace(' ,', ','), 'care homes: %s' % first[:1500])
        check(words.count('(032)') == 1 and 'href="#conventions"' in text and 'id="conventions"' in text, 'care homes are counted once')
        check('href="#conventions"' not in page(*ESSAI, folder, '--lang', lang, '--periode', '2019-07')[0], 'nothing to lead to')
        run('report', *ESSAI, folder, '--lang', lang, '--to', 'xlsx', '-o', 'homes.xlsx', '-q')
        told = [r for _, rows in sheets.read(os.path.join(work, 'homes.xlsx')) for r in rows if r[0] == 'conventions']
        check(len(told) == 1 and '%d' % days in told[0][1] and '%.2f €' % amount in told[0][1], 'care homes in the workbook: %s' % told)
        _, words = page(*ESSAI, folder, '--lang', lang, '--periode', '2019-07')
        check(('juillet 2019' if lang == 'fr' else 'July 2019') in words and ('Aucune journée dans la période demandée' if lang == 'fr' else 'No day in the period asked for') in words, 'no month')
    without = os.path.join(work, 'without.txt')
    with open(without, 'wb') as f:
        subprocess.run([generate, '--records', '200', '--years', '2024-2024'], stdout=f, check=True)
    days = sum(int(r['journees_sans_tarif']) for r in output('price', '--by', 'total', *ESSAI, without))
    for lang, sentence in (('fr', "%s journées n'ont pas de tarif (902"), ('en', '%s days have no tariff (902')):
        sign = sentence % '{:,}'.format(days).replace(',', ',' if lang == 'en' else '\u202f')
        check(days > 1 and sign in page(*ESSAI, without, '--lang', lang)[1].replace('\xa0', '\u202f'), 'days without a tariff: ' + sign)
        check('(902' not in page(*ESSAI, newest, '--lang', lang)[1], 'all days have a tariff')
    with open(os.path.join(folder, re.sub(r'\d+(?=\.rpss$)', '11', months[-1])), 'wb') as f:
        f.writelines(lines[:3])
    for lang, words in (('fr', 'bien que plus gros'), ('en', 'though larger than a later month')):
        text, seen = page(*ESSAI, folder, '--lang', lang)
        first = seen[:seen.index('had group')]
        check(first.count(words) == len(months), 'a later month that is smaller, in the first lines: %s' % first[:900])


def copied(source, grouped, year):
    """Whoever copies a command of the page gets the money of the page, whatever the run was asked."""
    lines = open(source, 'rb').read().splitlines(True)
    with open(os.path.join(work, 'first twice'), 'wb') as f: # its first record earns nothing once chained
        f.writelines([*lines[:40], lines[0]])
    own = os.path.join(work, 'own classification')
    shutil.copytree(os.path.join(os.path.dirname(fixtures), 'tables', 'classifications', 'essai'), own)
    for args in ([*ESSAI, '--chainage', 'first twice'], [*ESSAI, '--chainage', '--ensemble', 'first twice', year],
                 ['--classification', own, '--coef-geo', '1.07', '--coef-prudentiel', 'auto', source],
                 [*ESSAI, '--campagne', '2023', '--date', '2025-01-01', '--deduire', 'non', source],
                 [*ESSAI, '--zones', 'calculees', '--campagne', '2022', grouped], [grouped],
                 [*ESSAI, source, '--periode', '2021-03..2022-12']):
        typed(args, output('price', '--by', 'total', *args)[0])


def every_line(source):
    """The page gives a command that lists each line of each code, and no other: with --periode, those of its months."""
    for args in ([source], [source, '--chainage'], [source, '--periode', '2021-03'], [source, '--chainage', '--periode=2021-03..2022-12'],
                 [source, '--periode', '2022', '--date', '2022-06-01']):
        args = [*ESSAI, *args]
        shutil.rmtree(os.path.join(work, 'codes of'), ignore_errors=True)
        found = tables('codes of', *args)['codes.csv']
        expected = {(r['code'], b): int(r[n]) for r in found for b, n in (('1', 'bloquants'), ('0', 'alertes')) if int(r[n])}
        for lang in ('fr', 'en'):
            text, words = page(*args, '--lang', lang)
            period = any('--periode' in a for a in args)  # what is refused in all months has a command of its own
            command = next(c for c in re.findall('had check[^\n]* --classification[^\n]*', words)
                           if (not period or '--seulement' in c) and '--to rapport' not in c)
            r = shell(command)
            listed = [x for x in rows(r.stdout) if x['code'] != 'FINESS INCOHERENT']
            check(r.returncode == 1 and collections.Counter((x['code'], x['bloquant']) for x in listed) == expected, '%s: %s' % (command, r.stderr.decode()[-300:]))
            check(('FINESS INCOHERENT' in words) == (len(listed) < len(rows(r.stdout))), 'FINESS that are mixed')
    # What is not listed is said; estimates are those of the report.
    args = [*ESSAI, source, '--sans-chainage']
    for lang, words in (('fr', ' ligne(s) d\'autres mois ont aussi des anomalies, non listées'), ('en', ' line(s) of other months have findings too, not listed')):
        one, all_of = run('check', *args, '--seulement', '2022', '--lang', lang), run('check', *args, '--lang', lang)
        number = {x['ligne'] for x in rows(all_of.stdout)} - {x['ligne'] for x in rows(one.stdout)}
        check('%d%s' % (len(number), words) in one.stderr.decode() and words not in all_of.stderr.decode() and number, 'what is not listed: %s' % one.stderr.decode())
    shutil.rmtree(os.path.join(work, 'codes of'), ignore_errors=True)
    for row in tables('codes of', *ESSAI, source, '--periode', '2022')['codes.csv']:
        text = run('check', *args, '--seulement', '2022', '--to', 'rapport', '-q').stdout.decode()
        line = next(x for x in text.splitlines() if x[:20].strip() == row['code'])
        check(line[53:70].strip() == row['estimation'], 'estimate of %s: %r' % (row['code'], line))
    for lang, words in (('fr', 'valeur acceptée : AAAA-MM, AAAA ou AAAA-MM..AAAA-MM'), ('en', 'accepted: YYYY-MM, YYYY or YYYY-MM..YYYY-MM')):
        r = run('check', *args, '--seulement', '2022-13', '--lang', lang)
        check(r.returncode == 2 and words in r.stderr.decode(), 'a period that is none: %s' % r.stderr.decode())


LABELS = {}


def labelled(found, text):
    """What is blank, 9999 or 99 is said where it stands."""
    with open(os.path.join(os.path.dirname(fixtures), 'tables', 'rapport', 'libelles.csv'), encoding='utf-8', newline='') as f:
        labels = {(r['champ'], r['code']): r['fr'] for r in csv.DictReader(f, delimiter=';')}
    for champ in ('mois', 'mpp', 'ghpc', 'ght', 'type_domicile', 'age'):
        for code in [r[champ] for r in found[champ + '.csv']][:60]: # as many as a page shows
            words = labels.get((champ, code))
            check(words or (champ, code) not in (('ghpc', '9999'), ('ght', '99')) and code, 'no words for %s %r' % (champ, code))
            if words:
                LABELS[champ, code] = True
                check('<th scope="row">%s <span>%s</span>' % (code or '(vide)', html.escape(words).replace('&#x27;', '&#39;'))
                      in text, '%s %r is not explained' % (champ, code))


def not_official(source):
    """All of an amount, or part of it, or none, comes from a classification that is not official."""
    for name, start, end, official in (('old', '2005-01-01', '2023-12-31', 1), ('new', '2024-01-01', '', 0)):
        path = os.path.join(work, name)
        shutil.copytree(os.path.join(os.path.dirname(fixtures), 'tables', 'classifications', 'essai'), path)
        with open(os.path.join(path, 'classification.csv'), 'w', encoding='utf-8') as f:
            f.write('cle;valeur\nid;%s\nversion;Z%d\ndebut;%s\nfin;%s\nofficielle;%d\nsource;test\n' % (
                name, official, start, end, official))
    both = ['--classification', 'old', '--classification', 'new']
    said = {'fr': ('Tout ce montant vient', 'Une partie de ce montant vient'),
            'en': ('All of this amount comes', 'Part of this amount comes')}
    for args, expected in ((ESSAI, (True, False)), (both, (False, True)), ([*both, '--periode', '2023'], (False, False))):
        for lang, sentences in said.items():
            words = page(*args, source, '--lang', lang)[1]
            check(tuple(s in words for s in sentences) == expected, '%s %s: not %s' % (args, lang, expected))


def pages(found, args):
    text, words = page(*args)
    total = found['total.csv'][0]
    check(people(total['montant'], False) in words and people(total['montant_facturable'], False) in words, 'amounts')
    _, english = page(*args, '--lang', 'en')
    check(people(total['montant'], True) in english and '<html lang="en">' in page(*args, '--lang', 'en')[0], 'English')
    typed(args, total)
    dated(text, args)
    labelled(found, text)
    led(text, output('price', *args))
    for jobs in ('2', '4'):
        check(page(*args)[0].replace(' -j 1', '') == page(*args)[0], 'the same bytes')
        check(re.sub('<pre>.*?</pre>', '', page('-j', jobs, *args)[0], flags=re.S) ==
              re.sub('<pre>.*?</pre>', '', text, flags=re.S), 'the same bytes with -j ' + jobs)


def led(text, zones):
    """Each of the first numbers leads to the lines that make it."""
    figures = re.findall('<dt>(.*?)</dt><dd>.*?</dd><dd class="lines">(.*?)</dd>', text, re.S)
    tests = {'Montant': lambda z: D(z['montant'] or 0), 'dont facturable': lambda z: D(z['montant'] or 0) and z['facturable'] == '1',
             'dont groupé par une classification non officielle': lambda z: D(z['montant'] or 0) and z['officielle'] == '0',
             'Sous-séquences': lambda z: True, 'Journées': lambda z: int(z['jours']),
             'dont sans tarif': lambda z: int(z['jours']) and not z['tarif']}
    check([name for name, _ in figures] == list(tests), 'the first numbers: %s' % figures)
    for name, lines in figures:
        expected = list(dict.fromkeys((z['fichier'], int(z['ligne'])) for z in zones if tests[name](z)))
        told = re.sub('<summary>.*?</summary>', '', lines)
        paper = ''.join(re.findall('<span class="paper(?: rest)?">(.*?)</span>', lines)).lstrip(' :')
        check(paper in ('', ', '.join(str(n) for _, n in expected[:12]) + ', …' * (len(expected) > 12)), '%s on paper: %s' % (name, paper))
        lines = re.sub('<span class="paper[^"]*">.*?</span>', '', lines)
        numbers = [int(n) for n in re.findall(r'<th scope="row">(\d+)</th>', told)]
        records = [(d, f, int(j), a.replace('\xa0', '').replace('\u202f', '')) for d, f, j, a in
                   re.findall(r'<tr><th scope="row">\d+</th><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td></tr>', told)]
        check(records == [record(zones, place) for place in expected[:12]], '%s: records %s' % (name, records))
        check(numbers == [n for _, n in expected[:12]], '%s leads to %s, not %s' % (name, numbers, expected[:12]))
        check(after(told) == expected[12:100], '%s leads then to %s, not %s' % (name, after(told), expected[12:100]))
        count = len(expected)
        head = re.findall('<summary>(.*?)</summary>', lines)
        short = '' if count == 0 else '%d ligne%s' % (count, 's' * (count > 1)) if count > 3 else 'ligne%s ' % ('s' * (count > 1)) + ', '.join(str(n) for _, n in expected)
        check([h.replace('\xa0', '').replace('\u202f', '') for h in head] == [short] * (count > 0), '%s: %s, not %s' % (name, head, short))


def after(told):
    """The lines that are named behind those of which all is shown: FILE: 3, 7 to 9."""
    found = []
    for file, numbers in re.findall('<p>([^<]*?)(?:&nbsp;| | ):? ?:? ?lignes? ([^<]*)</p>', told.replace('&nbsp;:', ' :')):
        for part in numbers.split(', '):
            first, last = (part.split(' à ') * 2)[:2]
            found += [(html.unescape(file), n) for n in range(int(first), int(last) + 1)]
    return found


def record(zones, place):
    """All of a record, by its zones: first and last day, days, amount."""
    mine = [z for z in zones if (z['fichier'], int(z['ligne'])) == place]
    days = sum(int(z['jours']) for z in mine)
    known = all(z['montant'] for z in mine)  # a day without a tariff leaves the amount unknown
    amount = people(sum(D(z['montant']) for z in mine), False).replace(' ', '') if known else ''
    dates = DATES.get((*place,)) or (mine[0]['debut'], mine[-1]['fin'])
    return (*dates, days, amount)


DATES = {}


def dated(text, args):
    """Each line that a table leads to stands with the days of its sub-sequence."""
    told = {(n, a, b) for n, a, b in re.findall(r'<th scope="row">(\d+)</th><td>(\d{4}-\d\d-\d\d)</td><td>(\d{4}-\d\d-\d\d)</td>', text)}
    groups = output('group', '--to', 'csv', *args)
    known = {(g['ligne'], g['debut'], g['fin']) for g in [*groups, *tables('dated-%d' % len(os.listdir(work)), *args)['refus_lignes.csv']]}
    DATES.clear()
    DATES.update({(g['fichier'], int(g['ligne'])): (g['debut'], g['fin']) for g in groups})
    check(len(told) > 20 and told <= known, 'lines with their days: %d, %s' % (len(told), sorted(told - known)[:3]))


def hostile(source):
    name = '<script>alert(1)<&"\'>.rpss'.replace('/', '')
    shutil.copyfile(source, os.path.join(work, name))
    text, words = page(*ESSAI, name)
    check('<script' not in text and name in words, 'a hostile name')
    lines = open(source, 'rb').read().splitlines(True)
    with open(os.path.join(work, 'codes'), 'wb') as f: # codes and modes that are markup
        for line in lines[:50]:
            f.write(re.sub(rb'^(.{123})....', rb'\1<b&"', line))
    page(*ESSAI, 'codes')
    # In a workbook and in files for a spreadsheet, too: text, and no formula.
    names = [name, '=cmd|calc!A0', '+1"2', "@x'y&z"]
    for n in names[1:]:
        with open(os.path.join(work, n), 'wb') as f:
            f.writelines(lines[:20])
    found = tables('hostile', *ESSAI, 'codes', *sum((['--avant', n] for n in names), []))
    check({r['avant'] for r in found['evolution.csv']} == set(names), 'hostile names in files')
    r = run('report', *ESSAI, 'codes', *sum((['--avant', n] for n in names), []), '--to', 'xlsx', '-o', 'hostile.xlsx', '-q')
    check(r.returncode == 0, r.stderr.decode())
    book = dict(sheets.read(os.path.join(work, 'hostile.xlsx')))
    check({r[0] for r in book['Changé'][1:]} == set(names) and all(type(r[0]) is str for r in book['Changé'][1:]), 'hostile names in a workbook')
    check({str(r['mpp']) for r in found['mpp.csv']} == {str(r[0] or '') for r in book['Par MPP'][1:-1]} and
          any('<' in r['mpp'] or '&' in r['mpp'] or '"' in r['mpp'] for r in found['mpp.csv']), 'hostile codes: %s' % found['mpp.csv'])
    # The State's valuation, and an earlier state, are shown by their names.
    for n in ('<script>alert(2)<&"\'>.csv', '=1+1|calc;".csv', '</p><img src=x onerror=alert(3)>.csv'.replace('/', '')):
        with open(os.path.join(work, n), 'w', encoding='utf-8') as f:
            f.write('ght;journees;montant\n03;500;60000.50\n')
        text, words = page(*ESSAI, 'codes', '--officiel', n)
        check('<script' not in text and '<img' not in text and n in words, 'a hostile name of --officiel: ' + n)
        for to in (['--to', 'xlsx', '-o', 'officiel.xlsx'], ['--to', 'csv', '-o', 'officiel%d' % len(n)]):
            check(run('report', *ESSAI, 'codes', '--officiel', n, *to, '-q').returncode == 0, 'a hostile name of --officiel: %s %s' % (n, to))
        r = run('report', *ESSAI, 'codes', '--officiel', n + '.none', '-o', 'refused', '-q')
        check(r.returncode in (3, 4) and b'\x1b' not in r.stderr and not os.path.exists(os.path.join(work, 'refused')), 'a hostile name that is not there')
    shutil.copyfile(source, os.path.join(work, '-j.rpss')) # a file that looks like an option
    typed([*ESSAI, '--', '-j.rpss'], output('price', '--by', 'total', *ESSAI, '--', '-j.rpss')[0])


def rests(source):
    """Behind a list that is cut stands a command that gives the whole, and a column that its lines have."""
    rapss = os.path.join(work, 'rests.rapss')
    with open(rapss, 'w') as f: # which only price reads: its rows have no MPP
        f.write(RAPSS * 150)
    for path, expected in ((source, {'mpp', 'ghpc', 'ght', 'secteur', 'code'}), (rapss, {'ght', 'secteur'})):
        text = page(*ESSAI, path)[0]
        check(['<pre>had check' in text, 'toutes-anomalies' in text] == [path != rapss] * 2, 'check reads no RAPSS')
        links = set(re.findall('<a href="#(toutes[^"]*)">(toutes par|parmi celles de) cette commande</a>(?:, colonne ([a-z]+) = ([^<]*))?', text))
        check(all((words == 'toutes par') == bool(column) for _, words, column, _ in links), 'all of them, or among others: %s' % links)
        found = {(place, column, value) for place, _, column, value in links}
        check({column for _, column, _ in found} == {*expected, ''}, 'columns named: %s' % found)
        for place, column, value in found:
            command = re.search(' id="%s">.*?<pre>(had .*?)</pre>' % place, text, re.S)[1]
            r = rows(shell(html.unescape(re.sub('</?span>', '', command)).split(' -o ')[0]).stdout)
            check(len(r) > 100 and (not column or any(z[column] == html.unescape(value) for z in r)), '%s: %s' % (command, (column, value)))


def many_at_once():
    """Usual records are counted many at a time, but with --simuler: every table is the same. Stays with blanks in
    front, wide, of several establishments."""
    path = os.path.join(work, 'usual.rpss')
    for n, formats in enumerate(('H0F', 'H0G', 'H0B,H0C,H0D,H0E,H0F,H0G')):
        with open(path, 'wb') as f:
            lines = subprocess.run([generate, '--records', '4000', '--faults', '10', '--broken', '3', '--formats', formats, '--seed', str(n)],
                                   stdout=subprocess.PIPE, check=True).stdout.splitlines(True)
            for i, line in enumerate(lines):
                stay = line[41:61].strip()
                if i % 7 == 0 and len(stay) < 20:
                    line = line[:41] + stay.rjust(20) + line[61:]
                f.write(line)
        more = ['--chainage'] if n == 2 else []
        if more: # every record of some stays is there twice: what is overwritten stands close, and far
            with open(path, 'ab') as f:
                f.writelines(lines[:40] + lines[400:2000:100])
        one = tables('usual%d' % n, *ESSAI, path, *more)
        each = tables('each%d' % n, *ESSAI, path, *more, '--simuler', 'essai' if n else '2023')
        for name in one:
            check(name in ('simulation.csv', 'total.csv') or one[name] == each[name], 'many at once: %s' % name)
        same = [[r[n] for n in SUMS] for r in one['total.csv']] == [[r[n] for n in SUMS] for r in each['total.csv']]
        check(same and one['indicateurs.csv'], 'many at once: the total')
    met_first(lines)


def met_first(lines):
    """The first of its month goes its own way, before the zones of those that came before it: GHT keep the first lines all the same."""
    path = os.path.join(work, 'first.rpss')
    with open(path, 'wb') as f:
        f.writelines(lines)
    of = collections.defaultdict(dict) # GHT: month: a line
    for zone in output('price', *ESSAI, path):
        of[zone['ght']].setdefault(zone['fin'][:7], lines[int(zone['ligne']) - 1])
    one, other = next(list(months.values())[:2] for months in of.values() if len(months) > 1)
    with open(path, 'wb') as f:
        f.writelines([one] * 105 + [other] + [one] * 20)
    kept, each = tables('first', *ESSAI, path), tables('first1', *ESSAI, path, '--simuler', '2023')
    check(all(kept[name] == each[name] for name in ('ght.csv', 'mois.csv')), 'the first lines of a GHT: %s' % kept['ght.csv'])


def ages():
    """Records at both ends of each class of age, on the day of entry; counted many at a time, and one by one."""
    classes, ends = ('00-02', '03-17', '18-64', '65-74', '75-84', '85+'), (3, 18, 65, 75, 85)
    path, of, drawn = os.path.join(work, 'ages.rpss'), {}, random.Random(6)
    lines = subprocess.run([generate, '--records', '2000', '--formats', 'H0F', '--seed', '6'], stdout=subprocess.PIPE, check=True).stdout.splitlines(True)
    with open(path, 'wb') as f:
        for n, line in enumerate(lines, 1):
            day, month, year = int(line[85:87]), int(line[87:89]), int(line[89:93])
            birthday = datetime.date(year - drawn.choice(ends), month, min(day, 28) if month == 2 else day)
            born = birthday + datetime.timedelta(drawn.randrange(2))
            of[n] = classes[bisect.bisect(ends, year - born.year - ((month, day) < (born.month, born.day)))]
            f.write(line[:61] + born.strftime('%d%m%Y').encode() + line[69:])
    expected = collections.Counter()
    for zone in output('price', *ESSAI, path):
        expected[of[int(zone['ligne'])]] += int(zone['jours'])
    for more in ([], ['--simuler', 'essai']):
        found = {r['age']: int(r['journees']) for r in tables('ages%d' % len(more), *ESSAI, path, *more)['age.csv'] if r['journees'] != '0'}
        check(len(found) == 6 and found == expected, 'by age: %s, not %s' % (found, dict(expected)))


def refused(source):
    copy = os.path.join(work, 'twice.rpss')
    shutil.copyfile(source, copy)
    for to in ([], ['--to', 'csv'], ['--to', 'xlsx']):
        r = run('report', *ESSAI, source, copy, *to, '-o', 'refused')
        check(r.returncode == 2 and not os.path.exists(os.path.join(work, 'refused')), 'R39 %s: %d' % (to, r.returncode))
    check(run('report', *ESSAI, source, copy, '--doublons', '-o', 'twice', '-q').returncode == 0, '--doublons')
    open(os.path.join(work, 'nothing'), 'w').close()
    text, _ = page(*ESSAI, 'nothing')
    check('Aucun enregistrement ne compte.' in text, 'nothing owed')
    with open(source, 'rb') as f:
        line = f.readline()
    for name, lines, elsewhere in (('elsewhere', line, True), ('cut', line + line[:100] + b'\n', False)):
        with open(os.path.join(work, name), 'wb') as f:
            f.write(lines)
        for lang, words, alone in (('fr', 'tous ceux des fichiers lus finissent dans d\'autres mois', 'Aucun enregistrement ne compte.'),
                                   ('en', 'all those of the files read end in other months', 'No record counts.')):
            _, text = page(*ESSAI, name, '--periode', '2005-06', '--lang', lang)
            check((words in text) == elsewhere and (alone in text) != elsewhere, 'nothing owed in a period: %s %s' % (name, lang))
            check(bool(re.search(r'\(--periode\) ?: (mai|May) 2024\.', text)) == elsewhere, 'which months there are: %s %s' % (name, lang))
    with open(os.path.join(work, 'no'), 'w') as f:
        f.write('not a record\n')
    r = run('report', *ESSAI, 'no', '-o', 'refused')
    check(r.returncode == 3 and not os.path.exists(os.path.join(work, 'refused')), 'R44: %d' % r.returncode)
    for arguments, lang, words in ((['--to', 'csv'], 'fr', '-o RÉPERTOIRE'), (['--to', 'csv'], 'en', '-o DIRECTORY')):
        r = run('report', *ESSAI, source, *arguments, '--lang', lang)
        check(r.returncode == 2 and words in r.stderr.decode(), 'a directory to write')
    os.mkdir(os.path.join(work, 'full'))
    open(os.path.join(work, 'full', 'x'), 'w').close()
    r = run('report', *ESSAI, source, '--to', 'csv', '-o', 'full')
    check(r.returncode == 3 and os.listdir(os.path.join(work, 'full')) == ['x'], 'a directory that holds something')


SHEETS = {'mois': 'Par mois', 'mpp': 'Par MPP', 'ghpc': 'Par GHPC', 'ght': 'Par GHT', 'type_domicile': 'Par type de domicile',
          'age': "Par âge à l'entrée", 'secteur': 'Par secteur'}


def totals(book, found):
    """The last row of each sheet of sums is their total, as numbers; of what is refused, too."""
    total = found['total.csv'][0]
    for name, sheet in SHEETS.items():
        row = book[sheet][-1]
        expected = [None if (name, n) == ('ght', 'sous_sequences') else D(total[n]) for n in SUMS]  # a record has several GHT
        check(row[0] == 'Total affiché' and [x if x is None else D(str(x)) for x in row[1:7]] == expected, '%s: %s' % (sheet, row))
        # What is no sum of the rows would not follow a filter.
        check(all(type(x) in (int, D) for x in row[1:7] if x is not None) and set(row[7:]) == {None}, 'the total of %s: %s' % (sheet, row))
        sums = [sum(D(r[n]) for r in found[name + '.csv']) for n in ('journees', 'montant')]
        check([D(str(x)) for x in row[2:4]] == sums, 'the total of %s is no sum: %s' % (sheet, row))
    refused = [(D(r['enregistrements']), D(r['journees']), D(r['estimation'] or 0)) for r in found['refus.csv']]
    check([D(str(x or 0)) for x in book['Refusé'][-1][1:4]] == [sum(c) for c in zip(*refused)], 'refused in all: %s' % book['Refusé'][-1])


def front(args, found):
    """The first sheet says what the workbook is: title, months, establishment, sums, and that the classification is not official."""
    total, finess = found['total.csv'][0], sorted({r['finess'] for r in output('price', '--by', 'finess', *args)})
    for lang, sheet, title, official in (('fr', 'Présentation', "Activité et recettes d'HAD, février 2011 à décembre 2024", 'NON OFFICIELLE'),
                                         ('en', 'About', 'HAD activity and revenue, February 2011 to December 2024', 'NOT OFFICIAL')):
        check(run('report', *args, '--to', 'xlsx', '-o', 'front.xlsx', '-q', '--lang', lang).returncode == 0, 'a workbook')
        name, told = sheets.read(os.path.join(work, 'front.xlsx'))[0]
        values = [r[1].replace('\xa0', ' ').replace('\u202f', ' ') for r in told if type(r[1]) is str]
        check(name == sheet and title in values and any(official in v for v in values), 'the first sheet: %s' % told)
        check('FINESS ' + ', '.join(finess) in values, 'the first sheet: %s' % told)
        # What is a number alone is one.
        numbers = {r[0]: r[1] for r in told if type(r[1]) is not str}
        amount, billable, days = ('Amount', 'of which billable', 'Days') if lang == 'en' else ('Montant', 'dont facturable', 'Journées')
        check(numbers[amount] == D(total['montant']) and numbers[billable] == D(total['montant_facturable']) and
              numbers[days] == int(total['journees']) and type(numbers[amount]) is D, 'numbers of the first sheet: %s' % told)
        text, words = page(*args, '--lang', lang)
        check('FINESS ' + ', '.join(finess) in words[:words.index('Amount' if lang == 'en' else 'Montant')], 'the establishment, in the page')
    check(run('report', *args, '--to', 'xlsx', '-o', 'front.xlsx', '-q', '--campagne', '2023').returncode == 0, 'a workbook')
    check(any(r[0] == 'Simulation' and '2023' in r[1] for r in sheets.read(os.path.join(work, 'front.xlsx'))[0][1]), 'a simulation')


def absurd():
    """Days that nobody was there are not counted, and the page, the tables and check say so; what another control blocks is
    not counted again among what would be refused without conventions."""
    name = os.path.join(work, 'absurd.rpss')
    r = subprocess.run([generate, '--records', '300', '--formats', 'H0F', '--years', '2024-2024', '--seed', '9', '--faults', '20'],
                       stdout=subprocess.PIPE, check=True)
    lines = r.stdout.splitlines(True)
    for n, first, last in ((20, b'01011900', b'31129999'), (30, b'01032024', b'01032042')):
        lines[n] = lines[n][:162] + first + last + lines[n][178:]
    lines[40] = lines[40][:170] + b'99999999' + lines[40][178:]
    homes = [n for n, line in enumerate(lines) if line[75:76] in (b'3', b'4', b'5')]
    for n in homes[:3]:  # blocked by something else
        lines[n] = lines[n][:85] + b'32132024' + lines[n][93:]
    with open(name, 'wb') as f:
        f.writelines(lines)
    found = tables('absurd', *ESSAI, name)
    blocked = {int(z['ligne']) for z in output('price', *ESSAI, name) if z['ght'] == '99'}
    dates = {n: [line[i + 4:i + 8] + line[i + 2:i + 4] + line[i:i + 2] for i in (162, 170)] for n, line in enumerate(lines, 1)}

    def days(n):
        try:
            first, last = (datetime.date(int(d[:4]), int(d[4:6]), int(d[6:])) for d in dates[n])
        except ValueError:
            return 0
        span = (last - first).days + 1
        return span if 1 <= span <= 62 else 0
    state = found['refus.csv'][0]
    expected = sum(days(n) for n in blocked)
    check({21, 31, 41} <= blocked and int(state['journees']) == expected < 1000, 'days refused: %s, not %d' % (state, expected))
    check(all(int(r['journees']) < 10000 for r in found['codes.csv']), 'days of codes: %s' % found['codes.csv'])
    without = sum(days(n) == 0 for n in blocked)
    kept = [n + 1 for n in homes if n + 1 not in blocked]
    lost = len(homes) - len(kept)
    check(lost >= 3, 'homes blocked: %d' % lost)
    for lang, no_days, refused, others in (
            ('fr', "%d de ces lignes ont des dates illisibles" % without, 'refuserait (032) %d enregistrements groupés ici' % len(kept),
             '%d autres sont déjà bloqués' % lost),
            ('en', '%d of these lines have dates that cannot be read' % without, 'refuse (032) %d records that are grouped here' % len(kept),
             '%d others are already blocked' % lost)):
        words = re.sub(r'\s+', ' ', page(*ESSAI, name, '--lang', lang)[1])
        check(no_days in words and refused in words and others in words, 'not said in %s: %s' % (lang, words[:1500]))
        text = run('check', '--sans-chainage', '--to', 'rapport', *ESSAI, name, '-q', '--lang', lang).stdout.decode()
        check(('journées non comptées' if lang == 'fr' else 'days not counted') in text, 'check says nothing: %s' % text)
        sheet = '-q', '--lang', lang, '--to', 'xlsx', '-o', os.path.join(work, 'absurd.xlsx')
        check(run('report', *ESSAI, name, *sheet).returncode == 0, 'a workbook')
        front = [(r[0], str(r[1]).replace('\xa0', ' ').replace('\u202f', ' ')) for r in sheets.read(os.path.join(work, 'absurd.xlsx'))[0][1]]
        check(('Lignes refusées sans estimation' if lang == 'fr' else 'Lines refused, no estimate', str(without)) in front and
              any(state['estimation'] == v for _, v in front) and any('(032) %d ' % len(kept) in v for _, v in front), 'the first sheet: %s' % front)


def outside():
    """What --periode leaves out is listed by month, with its lines; a month of another year that has few of them is marked."""
    name = os.path.join(work, 'outside.rpss')
    r = subprocess.run([generate, '--records', '600', '--formats', 'H0F', '--years', '2024-2024', '--seed', '11', '--faults', '10'],
                       stdout=subprocess.PIPE, check=True)
    lines = r.stdout.splitlines(True)
    for n in (25, 333):
        lines[n] = lines[n][:174] + b'2042' + lines[n][178:]
    lines[77] = lines[77][:170] + b'31129999' + lines[77][178:]  # the last month that there is
    with open(name, 'wb') as f:
        f.writelines(lines)
    args = [*ESSAI, name, '--periode', '2024-05']
    expected, blocked = {}, {}
    for g in output('group', '--to', 'csv', *ESSAI, name):
        if g['fin'] and g['fin'][:7] != '2024-05':
            expected.setdefault(g['fin'][:7], []).append(g['ligne'])
            blocked[g['fin'][:7]] = blocked.get(g['fin'][:7], 0) + (g['ght_1'] == '99')
    refused = sum(blocked.values())
    wrong = [m for m in expected if m[:4] in ('2042', '9999')]
    check(len(wrong) in (2, 3) and '9999-12' in wrong, 'wrong years: %s' % wrong)
    for more in ([], ['--chainage'], ['-j', '3'], ['--vidhosp', os.devnull]):
        found = tables('outside-%d' % len(os.listdir(work)), *args, *more)['hors_periode.csv']
        got = {r['mois']: (int(r['enregistrements']), r['ou']) for r in found}
        check(list(got) == sorted(expected) and all(
            got[m] == (len(of), '%s:%s' % (name, ','.join(of[:100])) + ',...' * (len(of) > 100)) for m, of in expected.items()),
            'out of the period, with %s: %s, not %s' % (more, got, expected))
        if more != ['--chainage']:  # which blocks others
            check({r['mois']: int(r['refusees']) for r in found} == blocked and refused > 1, 'refused, out of the period: %s' % blocked)
    for lang, title, mark, note in (('fr', "Laissé de côté : d'autres mois", 'à vérifier', "d'autres années n'ont que peu de lignes" if len(wrong) > 1 else "d'une autre année n'a que peu"),
                                    ('en', 'Left out: other months', 'to be checked', 'of other years have few' if len(wrong) > 1 else 'of another year has few')):
        text, words = page(*args, '--lang', lang)
        part = html.unescape(text[text.index('id="hors-periode"'):text.index('</section>', text.index('id="hors-periode"'))])
        heads = re.findall(r'<tr><th scope="row">(\d{4}-\d\d)( <span>[^<]*</span>)?</th><td>(\d+)</td>', part)
        check([(m, int(n)) for m, _, n in heads] == [(m, len(expected[m])) for m in sorted(expected)], 'the page: %s' % heads)
        check([m for m, s, _ in heads if mark in s] == sorted(wrong), 'what is marked: %s' % heads)
        told = ('%d lignes refusées finissent dans d\'autres mois' if lang == 'fr' else '%d refused lines end in other months') % refused
        command = re.search(r'<pre>(.*?)</pre>', part[part.index(told):], re.S)[1]
        check('had check' in command and '2024-05' not in command, 'the command for all months: %s' % command)
        plain = re.sub('<[^>]*>', '', html.unescape(text))
        check(('laissées de côté (--periode), dont %d refusées.' if lang == 'fr' else 'left out (--periode), of which %d refused.') % refused in plain,
              'refused, in the first lines')
        check(title in words and note in re.sub('\\s+', ' ', words) and 'href="#hors-periode"' in text, 'out of the period is not told: %s' % lang)
        check('hors-periode' not in page(*ESSAI, name, '--lang', lang)[0], 'without --periode')
    # A line that is no record counts in any period, whatever end can be read in it: that is said, and so is one without an end.
    odd = os.path.join(work, 'outside-odd.rpss')
    with open(odd, 'wb') as f:
        f.writelines([lines[0][:170] + b'31032024' + lines[0][178:-1] + b'x\n', lines[0][:170] + b'        ' + lines[0][178:-1] + b'x\n',
                      lines[0][:170] + b'31052024' + lines[0][178:-1] + b'x\n'])
    for lang, words in (('fr', '2 de ces lignes n\'ont pas de mois certain et comptent dans toute période demandée : 1 sans date de fin lisible, '
                         '1 rejetée, dont la date de fin est d\'un autre mois.'),
                        ('en', '2 of these lines have no certain month and count in any period asked for: 1 without an end date that can be '
                         'read, 1 rejected, whose end date is of another month.')):
        text = page(*ESSAI, odd, '--periode', '2024-05', '--lang', lang)[1]
        flat = re.sub('[\\s\xa0\u202f]+', ' ', text)
        check(words in flat, 'of no month: %s' % text[-3000:-2000])
        first = '2 lignes refusées n\'ont pas de mois certain, et comptent ici.' if lang == 'fr' else '2 refused lines have no certain month, and count here.'
        check(first in flat, 'of no month, among the first lines: %s' % first)
        check(run('report', '-q', *ESSAI, odd, '--periode', '2024-05', '--lang', lang, '--to', 'xlsx', '-o', 'odd.xlsx').returncode == 0, 'a workbook')
        numbers = dict(sheets.read(os.path.join(work, 'odd.xlsx'))[0][1])
        check(numbers.get('dont sans mois certain, comptées ici' if lang == 'fr' else 'of which with no certain month, counted here') == 2, 'of no month: %s' % numbers)
    # Of months without end no more than twice what a table shows, and how many more is said.
    many = os.path.join(work, 'outside-many.rpss')
    with open(many, 'wb') as f:
        f.writelines(line[:174] + b'%d' % (2100 + n) + line[178:] if n < 400 else line for n, line in enumerate(lines))
    text = page(*ESSAI, many, '--periode', '2024-05')[0]
    part = html.unescape(text[text.index('id="hors-periode"'):text.index('</section>', text.index('id="hors-periode"'))])
    shown = len(re.findall(r'<tr><th scope="row">\d{4}-\d\d', part))
    months = len(tables('outside-months', *ESSAI, many, '--periode', '2024-05')['hors_periode.csv'])
    left = re.search('<p>([0-9]+) lignes? de plus', re.sub('[\\s\xa0\u202f]+', ' ', part))
    check(months > 120 and shown == 120 and left and int(left.group(1)) == months - shown, 'many months: %d of %d, %s' % (shown, months, left and left.group(0)))
    # Zones read, no classification loaded: files are read through first, for which nothing is left out of the report.
    grouped = os.path.join(work, 'outside.grp')
    run('group', *ESSAI, name, '-o', grouped, '-q')
    r = run('report', name, '--periode', '2024-05', '-q')
    check(r.returncode == 4, 'without a classification: %d %s' % (r.returncode, r.stderr.decode()))
    read = tables('outside-read', grouped, '--periode', '2024-05', '--zones', 'lues')['hors_periode.csv']
    check(read == [dict(z, ou=z['ou'].replace(name, grouped)) for z in found], 'out of the period, of zones read')


def establishments():
    """Several FINESS in one folder: said in the first lines, with the command that gives the amount of each, and named."""
    folder = os.path.join(work, 'several')
    os.mkdir(folder)
    with open(os.path.join(fixtures, 'rpss.txt'), 'rb') as f:
        one = f.read()  # all of it of one FINESS
    finess = re.search(rb'\d{9}', one)[0]
    names = ['75071218%d' % n for n in range(1, 10)]
    for count in (1, 2, 9):
        for n in names[:count]:
            with open(os.path.join(folder, n + '.2024.5.rpss'), 'wb') as f:
                f.write(one.replace(finess, n.encode()))
        for lang, words in (('fr', 'Ces enregistrements sont de %d FINESS'), ('en', 'These records are of %d FINESS')):
            text, seen = page(*ESSAI, folder, '--lang', lang)
            first = re.sub('\\s+', ' ', seen[:seen.index('had group')])
            check((words % count in first) == (count > 1), '%d FINESS: %s' % (count, first[:600]))
            named = 'FINESS ' + ', '.join(names[:min(count, 8)]) + ((' et 1 de plus' if lang == 'fr' else ' and 1 more') if count > 8 else '')
            check(named in seen[:600 + seen.index('HAD')] or named in first, 'named: %s, not %s' % (first[:300], named))
            if count > 1:
                command = re.search('had price --by finess[^\n]*', seen).group(0)
                got = rows(shell(command).stdout)
                check([r['finess'] for r in got] == names[:count], '%s: %s' % (command, got))
                check(sum(D(r['montant']) for r in got) == D(output('price', '--by', 'total', *ESSAI, folder)[0]['montant']), 'the sum of all')
            check(page(*ESSAI, folder, '--lang', lang, '-j', '3')[0].replace(' <span>-j</span> <span>3</span>', '') == text, 'the same bytes with -j 3')


def workbook(found, args):
    check(run('report', *args, '--to', 'xlsx', '-o', 'book.xlsx', '-q').returncode == 0, 'a workbook')
    book = sheets.read(os.path.join(work, 'book.xlsx'))
    check([n for n, _ in book][:4] == ['Présentation', 'Dû', 'Refusé', 'Lignes refusées'] and len(book) == len(found) + 1, 'sheets')
    totals(dict(book), found)
    # Its titles are words of the language asked, whatever files are beside; those of --to csv stay names.
    beside = [os.path.join(fixtures, 'public', name) for name in ('2024.rpss', 'fichcomp.txt', 'vidhosp.txt')]
    private = [os.path.join(fixtures, 'prive', name) for name in ('2023.rpss', 'rsf.txt')]
    etat = os.path.join(work, 'etat.csv')
    with open(etat, 'w', encoding='utf-8') as f:
        f.write('ght;journees;montant\n03;500;60000,50\n')
    whole = [*ESSAI, beside[0], '--fichcomp', beside[1], '--vidhosp', beside[2], '--avant', args[-1], '--officiel', etat,
             '--simuler', '2023', '--doublons', private[0], '--rsf', private[1]]
    names = {r['nom'] for r in output('columns', 'report', '--to', 'csv')} - {'mpp', 'ghpc', 'ght', 'ucd'}
    titles = {}
    for lang in ('fr', 'en'):
        r = run('report', *whole, '--to', 'xlsx', '-o', 'words.xlsx', '-q', '--lang', lang)
        check(r.returncode == 0, r.stderr.decode())
        titles[lang] = [(sheet, rows[0]) for sheet, rows in sheets.read(os.path.join(work, 'words.xlsx'))]
        told = {t for _, row in titles[lang] for t in row}
        check(not any('_' in t or t in names for t in told), 'titles in %s: %s' % (lang, sorted(told & names)))
    check(len(titles['fr']) == len(titles['en']) > 20, 'sheets: %s' % titles['fr'])
    french = {t for _, row in titles['fr'] for t in row} & {t for _, row in titles['en'] for t in row}
    check(french <= {'MPP', 'GHPC', 'GHT', 'UCD', 'Contribution (%)', 'Code', 'Codes', 'Source', 'Prestation', 'RSF'}, 'not translated: %s' % french)
    # Where each sum comes from.
    lines = collections.defaultdict(list)
    for z in output('price', *args):
        lines[z['ght']].append(z['ligne'])
    for r in found['ght.csv']:
        of = list(dict.fromkeys(lines[r['ght']]))
        expected = '%s:%s' % (args[-1], ','.join(of[:100])) + ',...' * (len(of) > 100)
        check(r['ou'] == expected, 'where %s comes from: %s, not %s' % (r['ght'], r['ou'], expected))
    for name in ('total', 'mois', 'mpp', 'ghpc', 'type_domicile', 'age', 'secteur', 'refus', 'codes'):
        check(all(r['ou'] or r.get('enregistrements') == '0' for r in found[name + '.csv']), 'where ' + name)
    month = dict(book)['Par mois']
    check([str(r[3]) for r in month[1:-1]] == [r['montant'] for r in found['mois.csv']], 'amounts of a sheet')
    front(args, found)


def main():
    year = os.path.join(fixtures, 'annee-2024.txt')
    mixed = os.path.join(work, 'mixed.rpss')
    with open(mixed, 'wb') as f:
        subprocess.run([generate, '--records', '3000', '--faults', '80', '--broken', '10', '--seed', '5'],
                       stdout=f, check=True)
    grouped = os.path.join(work, 'grouped.grp')
    run('group', *ESSAI, mixed, '-o', grouped, '-q')
    for n, args in enumerate(([*ESSAI, year], [*ESSAI, mixed], [*ESSAI, mixed, year, '--periode', '2024'])):
        found = beside_price('t%d' % n, args)
        if n < 2:
            beside_check(found, args)
    beside_price('read', [*ESSAI, grouped])
    found = beside_price('chained', [*ESSAI, mixed, '--chainage', '--coef-geo', '1.07'])
    beside_check(found, [*ESSAI, mixed, '--coef-geo', '1.07'], ())
    check(sum(r['code'][0] in 'ES' for r in found['codes.csv']) > 10, 'codes between records')
    found = tables('year', *ESSAI, year)
    pages(found, [*ESSAI, year])
    pages(tables('many', *ESSAI, mixed), [*ESSAI, mixed])
    folder = [*ESSAI, os.path.join(fixtures, 'dossier')]
    pages(tables('folder', *folder), folder)
    check({('mois', ''), ('age', ''), ('ghpc', '9999'), ('ght', '99')} <= set(LABELS), 'what was explained: %s' % LABELS)
    not_official(mixed)
    terms(mixed)
    warned()
    copied(mixed, grouped, year)
    every_line(mixed)
    rests(mixed)
    hostile(mixed)
    refused(year)
    workbook(found, [*ESSAI, year])
    establishments()
    absurd()
    outside()
    many_at_once()
    ages()


try:
    main()
finally:
    shutil.rmtree(work)
sys.exit(status())
