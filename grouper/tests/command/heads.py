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

from checks import check, status

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
    text = r.stdout.decode()
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


def words_first():
    """An option stands in brackets, after what it is about."""
    for lang, sentences in (('fr', ('Sans le fichier des conventions avec les EHPAD et ESMS (--conventions), le programme',
                                    'diminuer ce montant (pour les appliquer : --chainage')),
                            ('en', ('Without the file of conventions with care homes and social care (--conventions), the',
                                    'lower this amount (to apply them: --chainage'))):
        head = page(lang, MAY)[2]
        check(all(s in head for s in sentences), 'words first: %s' % head)


def main():
    not_official()
    twice()
    words_first()


try:
    main()
finally:
    shutil.rmtree(work)
sys.exit(status())
