#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""moved.py HAD GENERATE: with --avant, what changed leads to its lines. The records that are new, gone and changed are
those of `had compare`: their number, days, euros and lines, in the tables, in the workbook and in the page, whose
command is typed; of another year, the lines of both states. With --chainage they make up the whole difference."""
import csv
import decimal
import html
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

import sheets
from checks import check, status

had, generate = (os.path.abspath(a) for a in sys.argv[1:3])
ESSAI = ['--classification', 'essai']
D = decimal.Decimal
KEPT, NAMED = 12, 100
WORDS = {'nouveau': ('Enregistrements nouveaux', 'New records'), 'disparu': ('Enregistrements disparus', 'Records gone'),
         'change': ('Enregistrements changés', 'Records changed')}
RAPSS = (b'750712184H3175071218400001070   1750001                       00010000           0400          050      0000      '
         b'000106201900000004  000C349  H09          160001234110004\n')
work = tempfile.mkdtemp()


def run(*args):
    return subprocess.run([had, *args], capture_output=True, env=dict(os.environ, HOME='/nonexistent'), cwd=work)


def rows(text):
    return list(csv.DictReader(text.decode('utf-8').splitlines(), delimiter=';'))


def table(name, *args):
    out = os.path.join(work, 'tables')
    shutil.rmtree(out, ignore_errors=True)
    r = run('report', *args, '--to', 'csv', '-o', 'tables', '-q')
    check(r.returncode == 0, 'report %s: %s' % (args, r.stderr.decode()))
    return rows(open(os.path.join(out, name + '.csv'), 'rb').read())


def places(*args):
    """Where the first record of each key stands: key -> (file, line)."""
    r = run('group', '--to', 'csv', '-q', *args)
    found = {}
    for z in rows(r.stdout):
        found.setdefault((z['sejour'], z['sequence'], z['sous_sequence']), (z['fichier'], int(z['ligne'])))
    return found


def expected(old, new, more=()):
    """What compare tells: state -> number, days and euros on both sides, lines."""
    r = run('compare', '-q', *ESSAI, *more, old, new)
    check(r.returncode == 0, r.stderr.decode())
    where = {'disparu': places(*ESSAI, old)}
    where['nouveau'] = where['change'] = places(*ESSAI, new)
    told = {}
    for state in WORDS:
        mine = [x for x in rows(r.stdout) if x['etat'] == state]
        sums = [sum(D(x[c] or 0) for x in mine) for c in ('journees_avant', 'journees', 'montant_avant', 'montant')]
        told[state] = len(mine), sums, sorted(where[state][x['sejour'], x['sequence'], x['sous_sequence']] for x in mine)
    return told


def listed(lines):
    text, before = '', None
    for file, line in lines[:NAMED]:
        text += (',%d' % line) if file == before else '%s%s:%d' % ('+' * bool(text), file, line)
        before = file
    return text + ',...' * (len(lines) > NAMED)


def keys(*args):
    """By key of compare: the month, MPP and GHT of a record, those of the first of that key; each is of the total, too."""
    found, first = {}, places(*args)
    for g in rows(run('group', '--to', 'csv', '-q', *args).stdout):
        key = (g['sejour'], g['sequence'], g['sous_sequence'])
        if first[key] == (g['fichier'], int(g['ligne'])):
            found[key] = {('total', ''), ('mois', g['fin'][:7]), ('mpp', g['mpp'])}
    for z in rows(run('price', '-q', *args).stdout):
        key = (z['sejour'], z['sequence'], z['sous_sequence'])
        if first[key] == (z['fichier'], int(z['ligne'])):
            found[key].add(('ght', z['ght']))
    return found


def by_key(old, new, more=(), twice=True):
    """Each row of what changed, in all and by month, MPP and GHT, leads to the records that make it up."""
    sides = [(places(*ESSAI, name), keys(*ESSAI, name)) for name in (new, old)]
    expected = {}
    for x in rows(run('compare', '-q', *ESSAI, *more, old, new).stdout):
        key = (x['sejour'], x['sequence'], x['sous_sequence'])
        mine = [of.get(key, set()) for _, of in sides]
        for side, of in enumerate((mine[0], mine[1] - mine[0])):
            for k in of:
                expected.setdefault(k, ([], []))[side].append(sides[side][0][key])
    found = table('evolution', *ESSAI, *more, new, '--avant', old)
    seen, moved = 0, 0
    for r in found:
        lines = expected.pop((r['par'], r['cle']), ([], []))
        check([r['ou'], r['ou_avant']] == [listed(sorted(of)) for of in lines], '%s %s: %s, not %s' % (r['par'], r['cle'], r['ou'], lines))
        seen += bool(lines[0])
        moved += bool(lines[1])
        check(twice or r['ecart_montant'] == '0.00' or r['ou'] or r['ou_avant'], 'a difference without lines: %s' % r)
    check(not expected and seen > 20 and moved > 5, 'rows left: %s, %d, %d' % (expected, seen, moved))
    text = html.unescape(run('report', '-q', *ESSAI, *more, new, '--avant', old).stdout.decode())
    shown = text[text.index('<section id="change"'):text.index('<section id="activite"')]
    mpp = next(r for r in found if r['par'] == 'mpp' and ',' in r['ou'] and r['ou_avant'])
    row = re.search('<th scope="row">%s <span>.*?</details></td></tr>' % mpp['cle'], shown, re.S)[0]
    for details, file, where in zip(re.findall('<details>.*?</details>', row, re.S), (new, old), (mpp['ou'], mpp['ou_avant'])):
        numbers = re.findall(r'<th scope="row">(\d+)</th>', details)
        check(file + ' : ' in details.replace('\xa0', ' ') and numbers == re.findall('[:,]([0-9]+)', where)[:KEPT], 'the page: %s beside %s' % (details, mpp))
    check('avant : ' in row.replace('\xa0', ' '), 'of which state: ' + row)


def beside(old, new, more=()):
    told = expected(old, new, more)
    found = table('changements', *ESSAI, *more, new, '--avant', old)
    check([(r['avant'], r['etat']) for r in found] == [(old, s) for s in WORDS], 'states: %s' % found)
    for r in found:
        number, sums, lines = told[r['etat']]
        got = [D(r[c]) for c in ('journees_avant', 'journees', 'montant_avant', 'montant')]
        check(int(r['enregistrements']) == number and got == sums, '%s: %s, not %s' % (r['etat'], r, told[r['etat']][:2]))
        check(r['ou'] == listed(lines), '%s leads to %s, not %s' % (r['etat'], r['ou'], listed(lines)))
    return told


def seen(text):
    """Of the first lines: words -> number of lines, their numbers, all of it."""
    first = text[:text.index('<section id="refuse"')]
    found = {}
    for item in re.findall('<li>(.*?)</li>', first[first.index('class="moved"'):first.index('</ul>', first.index('class="moved"'))], re.S):
        told = re.sub('<summary>.*?</summary>', '', item)
        number = re.search('<summary>(?:avant&nbsp;: |before: )?(?:(?:lignes?|lines?) |(\\d+))', item)
        lines = [int(n) for n in re.findall(r'<th scope="row">(\d+)</th>', told)]
        found[html.unescape(re.match('[^:&]*', item)[0]).strip()] = int(number[1]) if number[1] else len(lines), lines, item
    return found


def page(old, new, told, more=()):
    for n, lang in enumerate(('fr', 'en')):
        r = run('report', '-q', *ESSAI, *more, new, '--avant', old, '--lang', lang)
        check(r.returncode == 0, r.stderr.decode())
        text = r.stdout.decode()
        items = seen(text)
        for state, (number, sums, lines) in told.items():
            item = items.get(WORDS[state][n], (0, [], ''))
            check(item[:2] == (number, [line for _, line in lines[:KEPT]]), '%s: the page has %s, not %s' % (state, item, lines[:KEPT]))
            check((old in item[2]) == (state == 'disparu'), 'the file of what is gone: %s' % (item,))
        command = html.unescape(re.sub('</?span>', '', re.search('<pre>(had compare.*?)</pre>', text)[1]))
        r = subprocess.run(command.replace('had ', had + ' ', 1) + ' -q', shell=True, capture_output=True, cwd=work)
        got = {s: sum(x['etat'] == s for x in rows(r.stdout)) for s in WORDS}
        check(got == {s: told[s][0] for s in WORDS}, 'the command: %s gives %s %s' % (command, got, r.stderr.decode()))
        check(run('report', '-q', *ESSAI, *more, new, '--avant', old, '--lang', lang, '-j', '3').stdout.decode().replace(' <span>-j</span> <span>3</span>', '') == text, '-j 3')
        book = os.path.join(work, 'book.xlsx')
        check(run('report', '-q', *ESSAI, *more, new, '--avant', old, '--lang', lang, '--to', 'xlsx', '-o', book).returncode == 0, 'a workbook')
        sheet = dict(sheets.read(book))[('Lignes changées', 'Lines changed')[n]]
        check([(r[1], r[2]) for r in sheet[1:]] == [(WORDS[s][n], told[s][0]) for s in WORDS], 'the sheet: %s' % sheet)


def other_year(old, new):
    found = table('changements', *ESSAI, new, '--avant', old)
    check([r['etat'] for r in found] == ['avant', 'maintenant'], 'of another year: %s' % found)
    for r, name, columns in zip(found, (old, new), (('journees_avant', 'montant_avant'), ('journees', 'montant'))):
        total, = rows(run('price', '-q', *ESSAI, '--by', 'total', name).stdout)
        zones = rows(run('price', '-q', *ESSAI, name).stdout)
        lines = list(dict.fromkeys((z['fichier'], int(z['ligne'])) for z in zones))
        check([r['enregistrements'], *(r[c] for c in columns)] == [total['sous_sequences'], total['journees'], total['montant']], '%s: %s' % (r, total))
        check(r['ou'] == listed(lines), 'of another year: %s, not %s' % (r['ou'], listed(lines)))
    text = run('report', '-q', *ESSAI, new, '--avant', old).stdout.decode()
    check(list(seen(text)) == ['Maintenant', 'Avant'] and old in seen(text)['Avant'][2], 'of another year, in the page: %s' % seen(text))
    check('had compare' not in text, 'nothing to compare')


def main():
    drawn = random.Random(4)
    for name, args in (('2024.rpss', ['--years', '2024-2024', '--formats', 'H0F,H1F', '--seed', '5', '--faults', '30', '--broken', '5']),
                       ('2023.rpss', ['--years', '2023-2023', '--formats', 'H0D,H1D', '--seed', '6'])):
        with open(os.path.join(work, name), 'wb') as f:
            subprocess.run([generate, '--records', '900', *args], stdout=f, check=True)
    lines = open(os.path.join(work, '2024.rpss'), 'rb').read().splitlines(True)
    old, new = [], []
    for n, line in enumerate(lines):
        draw = drawn.randrange(20)
        if draw != 0:
            old.append(line[:123] + b'14' + line[125:] if draw == 2 else line)
        if draw != 1:
            new.append(line)
        if draw == 3:
            new.append(line)  # twice: the first counts
    drawn.shuffle(old)
    for name, some in (('old.rpss', old), ('new.rpss', new)):
        with open(os.path.join(work, name), 'wb') as f:
            f.writelines(some)
    told = beside('old.rpss', 'new.rpss')
    check(all(n > KEPT for n, _, _ in told.values()), 'what is tried: %s' % told)
    page('old.rpss', 'new.rpss', told)
    by_key('old.rpss', 'new.rpss')
    by_key('new.rpss', 'old.rpss', ['--coef-geo', '1.07'])
    with open(os.path.join(work, 'once.rpss'), 'wb') as f:
        f.writelines(dict.fromkeys(new))
    by_key('old.rpss', 'once.rpss', twice=False)
    coefficient = beside('old.rpss', 'new.rpss', ['--coef-geo', '1.07'])
    check(coefficient['nouveau'][1] != told['nouveau'][1], 'the coefficient counts')
    # Of two states of which nothing differs.
    shutil.copy(os.path.join(work, 'new.rpss'), os.path.join(work, 'new-copy.rpss'))
    same = beside('new.rpss', 'new-copy.rpss')
    check(all(n == 0 for n, _, _ in same.values()), 'nothing changed')
    # Several files, and a folder before: lines are named by their file. With --periode, records of these months only.
    half = len(new) // 2
    os.mkdir(os.path.join(work, 'folder'))
    for name, some in (('folder/a.rpss', old[:300]), ('folder/b.rpss', old[300:]), ('one.rpss', new[:half]), ('two.rpss', new[half:])):
        with open(os.path.join(work, name), 'wb') as f:
            f.writelines(some)
    both = {r['etat']: r for r in table('changements', *ESSAI, '--doublons', 'one.rpss', 'two.rpss', '--avant', 'folder')}
    for state, (number, sums, _) in told.items():
        r = both[state]
        check(int(r['enregistrements']) == number and [D(r[c]) for c in ('journees_avant', 'journees', 'montant_avant', 'montant')] == sums, 'several files: %s' % r)
    for now, before in ((['one.rpss', 'two.rpss'], 'old.rpss'), (['new.rpss'], 'folder'), (['folder'], 'new.rpss')):
        text = run('report', '-q', *ESSAI, '--doublons', *now, '--avant', before).stdout.decode()
        check('class="moved"' in text and 'had compare' not in text, 'compare takes one file of each: %s beside %s' % (now, before))
    check('folder/' in both['disparu']['ou'] and 'one.rpss:' in both['nouveau']['ou'], 'several files: %s' % both)
    month = {r['etat']: r for r in table('changements', *ESSAI, 'new.rpss', '--periode', '2024-02', '--avant', 'old.rpss')}
    fins = {(z['sejour'], z['sequence'], z['sous_sequence']): z['fin'] for z in rows(run('group', '-q', *ESSAI, '--to', 'csv', 'new.rpss').stdout)}
    news = [k for k in (tuple(x[c] for c in ('sejour', 'sequence', 'sous_sequence')) for x in rows(run('compare', '-q', *ESSAI, 'old.rpss', 'new.rpss').stdout)
                        if x['etat'] == 'nouveau') if fins[k][:7] in ('2024-02', '')]
    check(int(month['nouveau']['enregistrements']) == len(news) > 0, 'with --periode: %s, not %d' % (month, len(news)))
    # With --chainage a record whose neighbours make it worth something else has changed too: nothing of the difference lacks.
    found = {r['etat']: r for r in table('changements', *ESSAI, '--chainage', 'once.rpss', '--avant', 'old.rpss')}
    total = table('evolution', *ESSAI, '--chainage', 'once.rpss', '--avant', 'old.rpss')[0]
    for now, before in (('journees', 'journees_avant'), ('montant', 'montant_avant')):
        differences = sum(D(r[now]) - D(r[before]) for r in found.values())
        check(differences == D(total[now]) - D(total[before]), 'with --chainage, %s: %s of %s' % (now, differences, total))
    check(int(found['change']['enregistrements']) > told['change'][0], 'changed for what neighbours say: %s' % found)
    for lang, words in (('fr', 'un enregistrement est changé aussi'), ('en', 'a record is changed too')):
        text = run('report', '-q', *ESSAI, '--chainage', 'once.rpss', '--avant', 'old.rpss', '--lang', lang).stdout.decode()
        check(words in text, '--chainage is not told beside what changed')
    other_year('2023.rpss', '2024.rpss')
    for name, count in (('part.rapss', 2), ('all.rapss', 3)): # which have no stay
        with open(os.path.join(work, name), 'wb') as f:
            f.write(RAPSS * count)
    other_year('part.rapss', 'all.rapss')
    with open(os.path.join(work, 'both.rpss'), 'wb') as f: # with --doublons, both kinds: the page says which is not told apart
        f.writelines([*old, RAPSS])
    for lang, words in (('fr', "Les RAPSS n'ont pas de séjour"), ('en', 'RAPSS have no stay')):
        for before, now in (('both.rpss', 'new.rpss'), ('new.rpss', 'both.rpss'), ('old.rpss', 'new.rpss')):
            r = run('report', '-q', *ESSAI, '--doublons', '--avant', before, now, '--lang', lang)
            check((words in html.unescape(r.stdout.decode())) == ('both.rpss' in (before, now)), 'RAPSS, %s beside %s: %s' % (before, now, r.stderr))
            check((b'had compare' in r.stdout) == ('both.rpss' not in (before, now)), 'RAPSS, %s beside %s: compare' % (before, now))


try:
    main()
finally:
    shutil.rmtree(work)
sys.exit(status())
