#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""heads.py HAD FIXTURES: whoever reads only the head of the page of had report is not misled: what the amount is not stands
before it, and each thing that was asked has its sentence there, in words first."""
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile

from checks import check, plain_options, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
ESSAI = ['--classification', 'essai']
FOLDER = os.path.join(fixtures, 'dossier')
APRIL, MAY = (os.path.join(FOLDER, '750712184.2024.%d.rpss' % month) for month in (4, 5))
work = tempfile.mkdtemp()


def run(*args):
    return subprocess.run([had, *args], capture_output=True, env=dict(os.environ, HOME='/nonexistent'), cwd=work)


def plain(part):
    """Its words, as they are read."""
    text = html.unescape(re.sub('<[^>]*>', '', part))
    return re.sub('[\\s\xa0\u202f]+', ' ', text)


def page(lang, *args):
    """The markup of a page, and its parts in words: before the first numbers, to the first section, all."""
    r = run('report', '-q', *ESSAI, '--lang', lang, *args)
    check(r.returncode == 0, 'report %s: %s' % (args, r.stderr.decode()))
    text = plain_options(r.stdout.decode())
    return text, plain(text[text.index('<h2>'):text.index('<dl')]), plain(text[text.index('<h2>'):text.index('<nav')]), plain(text)


def not_official():
    for lang, words in (('fr', "il ne vaut pas ce que l'État paiera"), ('en', 'it is not what the State will pay')):
        _, before, _, whole = page(lang, MAY)
        check(words in before and whole.count(words) == 1, 'not official, before the amount: %s' % before)


def twice():
    """Records that stand in two files: how many, before the amount that has them twice, and the command that lists them."""
    for lang, words, none in (('fr', '36 enregistrements figurent dans plusieurs fichiers et comptent dans chacun', '0 enregistrement figure'),
                              ('en', '36 records stand in several files and count in each', '0 records stand')):
        text, before, _, whole = page(lang, '--doublons', APRIL, MAY)
        check(words in before and whole.count(words) == 2 and 'href="#doublons"' in text, 'records that count twice: %s' % before)
        command = plain(re.search('<pre>(had check --ensemble.*?)</pre>', text)[1]).split()
        lines = [r for r in run(*command[1:], '-q').stdout.decode().splitlines() if ';R800;' in r]
        check(len(lines) == 2 * 36, '%s: %d lines' % (command, len(lines)))
        text, before, _, whole = page(lang, '--doublons', MAY)
        check('doublons"' not in text and none in whole, 'records that count once: %s' % before)
    check('id="doublons"' not in page('fr', MAY)[0], 'nobody asked')


def far_months():
    """Records of years far from the others: how many, which months and lines, before the amount; the command that is given
    leaves them out, and says what a mean of days is without them. Where nothing is far, nothing is said."""
    year = os.path.join(fixtures, 'annee-2024.txt')
    for lang, words, mark, spread, mean in (
            ('fr', '2 enregistrements finissent dans des mois loin des autres (2011-02, 2013-03)', 'à vérifier', 'de février 2011 à décembre 2024', 'Patients présents par jour6,0'),
            ('en', '2 records end in months far from the others (2011-02, 2013-03)', 'to be checked', 'of February 2011 to December 2024', 'Patients present per day6.0')):
        text, before, _, _ = page(lang, year)
        check(words in before and 'lignes 31, 136' in before.replace('lines', 'lignes') and spread in before, 'far months: %s' % before)
        marked = [m for m, said in re.findall(r'<th scope="row">(\d{4}-\d\d)( <span>[^<]*</span>)', text) if mark in said]
        check(marked == ['2011-02', '2013-03'], 'marked: %s' % marked)
        command = plain(re.search('<pre>(had report .*? -o .*?)</pre>', text)[1]).split()
        r = run(*command[1:])
        check(r.returncode == 0, '%s: %s' % (command, r.stderr))
        with open(os.path.join(work, command[command.index('-o') + 1]), encoding='utf-8') as f:
            without = f.read()
        check(mean in plain(without) and mark not in plain(without[:without.index('id="refuse"')]), 'without them: %s' % command)
        check(mark not in page(lang, MAY)[3], 'nothing is far')


def apart():
    """A state of other months is put beside, and no difference of it, which a director reads as a loss; all months of both
    are compared by the command that is given."""
    for lang, none, few, gap in (('fr', 'aucun mois commun, non comparé', 'trop peu de mois communs, non comparé', 'Écart ('),
                                 ('en', 'no month in common, not compared', 'too few months in common, not compared', 'Difference (')):
        text, _, first, _ = page(lang, FOLDER, '--avant', APRIL, '--periode', '2024-05')
        part = text[text.index('<section id="change"'):text.index('<section id="activite"')]
        check(none in first and gap not in plain(part) and part.count('class="total"') == 3, 'no month in common: %s' % first)
        check('−' not in plain(part) and '+' not in plain(part).replace('+0', ''), 'a difference: %s' % plain(part)[:600])
        command = plain(re.search('<pre>(had report .*?)</pre>', part)[1]).split()
        check('--periode' not in command and '--avant' in command and run(*command[1:]).returncode == 0, 'the command: %s' % command)
        name = os.path.join(work, command[command.index('-o') + 1])
        with open(name, encoding='utf-8') as f:
            check('41' in plain(re.search('class="changed">.*?</p>', f.read(), re.S)[0]), 'all months of both')
        with open(APRIL, 'rb') as f, open(os.path.join(work, 'one'), 'wb') as out: # one month of many
            out.write(f.readline())
        first = page(lang, os.path.join(work, 'one'), '--avant', MAY)[2]
        check(none not in first and few in first, 'a month in common: %s' % first)
        check(gap in plain(page(lang, MAY, '--avant', APRIL)[0]), 'compared')


def asked():
    """What --simuler and --officiel find is said at the head, in a sentence that leads to its table."""
    state = os.path.join(work, 'etat.csv')
    with open(state, 'w', encoding='utf-8') as f:
        f.write('ght;journees;montant\n03;500;60000,50\n')
    for lang, simulated, official in (
            ('fr', "Simulation, les tarifs de la campagne 2023 : %s par rapport à ce montant ; ce n'est pas un montant dû", "Écart à l'État : %s et +%s journées, ces fichiers moins "),
            ('en', 'Simulation, the tariffs of campaign 2023: %s compared with this amount; it is not an amount owed', 'Gap to the State: %s and +%s days, these files less ')):
        text, _, first, _ = page(lang, FOLDER, '--simuler', '2023', '--officiel', state)
        totals = [[plain(c) for c in re.findall('<td>(.*?)</td>', row)] for name in ('officiel', 'simulation')
                  for row in re.findall('<tr class="total">(.*?)</tr>', text[text.index('<section id="%s"' % name):], re.S)[:1]]
        check(simulated % ('%s (%s)' % tuple(totals[1][4:6])) in first, 'a simulation: %s, %s' % (first, totals))
        check(official % (totals[0][5], totals[0][2].lstrip('+')) in first, 'the gap: %s, %s' % (first, totals))
        check(text.index('href="#officiel"') < text.index('<nav') and text.index('href="#simulation"') < text.index('<nav'), 'links')
        check(not re.search('#officiel|#simulation', page(lang, FOLDER)[0]), 'nothing was asked')


def on_paper():
    """Of several files each list of lines names them on paper, where nothing is unfolded: without the directory of all."""
    for name in 'ab':
        os.makedirs(os.path.join(work, 'of', name), exist_ok=True)
    for name, source in (('a', APRIL), ('b', MAY)):
        shutil.copyfile(source, os.path.join(work, 'of', name, 'x.rpss'))
    text = page('fr', '--doublons', 'of/a/x.rpss', 'of/b/x.rpss')[0]
    seen = [plain(s) for s in re.findall('<summary>(.*?)</summary>', text)]
    check(seen and all('a/x.rpss' in s or 'b/x.rpss' in s for s in seen), 'lists without a file: %s' % [s for s in seen if 'x.rpss' not in s][:3])
    check(any('a/x.rpss : ' in s and '; b/x.rpss : ' in s for s in seen) and not any('of/' in s for s in seen), 'short names: %s' % seen[:9])
    alone = [plain(s) for s in re.findall('<summary>(.*?)</summary>', page('fr', 'of/a/x.rpss')[0])]
    check(not any('x.rpss' in s for s in alone) and all(re.search('lignes? (: )?[0-9]', s) for s in alone), 'of one file: %s' % alone[:9])


def words_first():
    """An option stands in brackets, after what it is about."""
    for lang, sentences in (('fr', ('Sans le fichier des conventions avec les EHPAD et ESMS (--conventions), le programme',
                                    'diminuer ce montant (pour les appliquer à cette page : --chainage')),
                            ('en', ('Without the file of conventions with care homes and social care (--conventions), the',
                                    'lower this amount (to apply them to this page: --chainage'))):
        head = page(lang, MAY)[2]
        check(all(s in head for s in sentences), 'words first: %s' % head)


def main():
    not_official()
    twice()
    far_months()
    apart()
    asked()
    on_paper()
    words_first()


try:
    main()
finally:
    shutil.rmtree(work)
sys.exit(status())
