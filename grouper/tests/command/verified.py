#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""verified.py HAD FIXTURES: each command that keeps a journal is verified, from its files, in both languages, whatever
the language of the one who verifies; journals as mails and editors leave them; journals that are none."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from checks import check, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME')}
ENV['HOME'] = '/nonexistent'
ESSAI = ['--classification', 'essai']
OWN = ['--classification', 'classification']
COMMANDS = {
    'group': ['group', *ESSAI, 'rpss.txt', '-o', 'out'], 'price': ['price', *ESSAI, 'rpss.txt', '--by', 'mois,ght', '-o', 'out'],
    'price-xlsx': ['price', *ESSAI, 'months', '--to', 'xlsx', '-o', 'out.xlsx'],
    'price-vidhosp': ['price', *ESSAI, 'rpss.txt', '--vidhosp', 'vid.txt', '-o', 'out'],
    'check': ['check', *ESSAI, 'examples/controls.txt', '-o', 'out'], 'check-rapport': ['check', *ESSAI, '--to', 'rapport', 'examples/controls.txt', '-o', 'out'],
    'audit': ['audit', *ESSAI, 'rpss.grp', '-o', 'out'], 'compare': ['compare', *ESSAI, 'rpss.txt', 'fewer.txt', '-o', 'out'],
    'explain': ['explain', *ESSAI, 'rpss.txt', '--ligne', '1', '-o', 'out'],
    'report': ['report', *ESSAI, 'rpss.txt', '--avant', 'fewer.txt', '--simuler', '2023', '-o', 'out.html'],
    'report-csv': ['report', *ESSAI, 'months', '--to', 'csv', '-o', 'tables'],
    'report-beside': ['report', *OWN, 'bills.rpss.txt', '--rsf', 'bills.rsf.txt', '--to', 'xlsx', '-o', 'out.xlsx'],
    'drugs': ['drugs', 'dgf.fichcomp.txt', '--rpss', 'dgf.rpss.txt', '-o', 'out'],
    'drugs-several': ['drugs', 'dgf.fichcomp.txt', '--rpss', 'dgf.rpss.txt', '--rpss', 'rpss.txt', '--liste', 'ucd.csv', '--by', 'mois', '-o', 'out'],
    'bills': ['bills', *OWN, 'bills.rsf.txt', '--rpss', 'bills.rpss.txt', '-o', 'out'],
    'learn-tarifs': ['tables', 'learn-tarifs', 'bills.rsf.txt', '--rpss', 'bills.rpss.txt', '-o', 'tables'],
    'merge': ['merge', 'part1.csv', 'part2.csv', '-o', 'merged.csv']}


def run(*args, **more):
    r = subprocess.run([had, *args], capture_output=True, timeout=60, env={**ENV, **more})
    check(r.returncode >= 0, 'signal on %s' % (args,))
    return r


def verify(journal, language, expected, *said):
    r = run('verify', journal, '--lang', language)
    check(r.returncode == expected, 'verify %s --lang %s: status %d in place of %d: %s' % (
        journal, language, r.returncode, expected, (r.stdout[:300] + r.stderr[-300:]).decode('utf-8', 'replace')))
    for words in said:
        check(words in r.stderr.decode(), 'verify %s --lang %s does not say %s: %s' % (journal, language, words, r.stderr.decode()[-300:]))
    return r


def tree():
    return sorted(os.path.join(d, f) for d, _, files in os.walk('.') for f in files)


def prepare():
    beside = os.path.join(fixtures, 'examples', 'beside')
    for name in os.listdir(beside):
        one = os.path.join(beside, name)
        (shutil.copytree if os.path.isdir(one) else shutil.copy)(one, name)
    shutil.copy(os.path.join(fixtures, 'rpss.txt'), 'rpss.txt')
    shutil.copytree(os.path.join(fixtures, 'examples'), 'examples')
    lines = open('rpss.txt', 'rb').readlines()
    for name, some in (('fewer.txt', lines[:-2]), ('first', lines[:3]), ('second', lines[3:])):
        open(name, 'wb').writelines(some)
    os.mkdir('months')
    for month in (1, 2):
        open('months/750712184.2024.%d.txt' % month, 'wb').writelines(lines[:3 * month])
    open('ucd.csv', 'w').write('ucd;indication;debut;fin\n9261110;;;\n')
    finess, stay = lines[0][3:12].decode(), lines[0][41:61].decode().strip()
    open('vid.txt', 'w').write('%-28s%-20sV014%s%21s%s%50s%-333s00\n' % ('', stay, finess, '', '1', '', '08000'))
    run('group', '-q', *ESSAI, 'rpss.txt', '-o', 'rpss.grp')
    for n, name in ((1, 'first'), (2, 'second')):
        run('price', '-q', *ESSAI, name, '-o', 'part%d.csv' % n)


def each():
    for name, command in COMMANDS.items():
        for language, other in (('fr', 'en'), ('en', 'fr')):
            out = command[command.index('-o') + 1]
            for old in (out, 'j.json'):
                shutil.rmtree(old, ignore_errors=True) if os.path.isdir(old) else os.path.exists(old) and os.remove(old)
            r = run(*command, '-q', '--journal', 'j.json', HAD_LANG=language)  # of which the arguments know nothing
            check(r.returncode in (0, 1) and os.path.exists('j.json'), '%s: status %d: %s' % (name, r.returncode, r.stderr.decode()[-300:]))
            before = tree()
            verify('j.json', other, 0, 'même compte' if other == 'fr' else 'the same account')
            check(tree() == before, '%s: verify writes' % name)


def left_by_others():
    """A journal that a mail has changed is read; one that is cut, or none, is refused with what it is."""
    run('price', '-q', *ESSAI, 'rpss.txt', '-o', 'out', '--journal', 'j.json')
    text = open('j.json', 'rb').read()
    for name, data in (('crlf', text.replace(b'\n', b'\r\n')), ('bom', b'\xef\xbb\xbf' + text), ('both', b'\xef\xbb\xbf' + text.replace(b'\n', b'\r\n')),
                       ('no newline', text.rstrip(b'\n'))):
        open('k.json', 'wb').write(data)
        for language in ('fr', 'en'):
            check('"files"' not in verify('k.json', language, 0).stdout.decode(), name)
    for cut in (text[:len(text) // 2], text[:-3], text[:text.index(b'"counts"')],
                text[:text.index(b'"arguments"') + 14], text[:text.index(b'"files"') + 12]):
        open('k.json', 'wb').write(cut)
        verify('k.json', 'fr', 3, 'k.json : journal coupé avant sa fin')
        verify('k.json', 'en', 3, 'k.json: journal cut before its end')
    for none in (b'', b'{', b'{}\n', b'\xef\xbb\xbf', b'\r\n', text.replace(b'"arguments"', b'"argument"'), text.decode().encode('utf-16')):
        open('k.json', 'wb').write(none)
        verify('k.json', 'fr', 3, "k.json : ce n'est pas un journal de had")
        verify('k.json', 'en', 3, 'k.json: not a journal of had')
    # What has changed is still seen.
    open('k.json', 'wb').write(re.sub(rb'"montant_centimes": (\d)', rb'"montant_centimes": 9\1', text).replace(b'\n', b'\r\n'))
    verify('k.json', 'en', 1, '1 line(s) of the account have changed')


def from_windows():
    """A journal in which names have backslashes: files, a directory of tables, what stands beside; and one of a file that has one."""
    shutil.copytree('classification', 'own/tables')
    shutil.copy('vid.txt', 'own/vid.txt')
    run('price', '-q', '--classification', 'own/tables', 'months', '--vidhosp', 'own/vid.txt', '--by', 'mois', '-o', 'out', '--journal', 'w.json')
    run('price', '-q', *ESSAI, 'months/750712184.2024.2.txt', '-o', 'months/out', '--journal', 'x.json', '--to', 'jsonl', '--by', 'mois')
    for name in ('w.json', 'x.json'):
        text = open(name, 'rb').read()
        changed = text
        for given in (b'own/tables', b'own/vid.txt', b'months/750712184.2024.2.txt', b'months/out'):
            changed = changed.replace(given, given.replace(b'/', b'\\\\'))
        check(changed.count(b'\\\\') > 3, 'names of %s' % name)
        open(name, 'wb').write(changed)
        verify(name, 'en', 0, 'the same account')
    shutil.copy('rpss.txt', 'a\\b.txt')
    run('price', '-q', *ESSAI, 'a\\b.txt', '-o', 'out', '--journal', 'x.json')
    verify('x.json', 'en', 0, 'the same account')
    r = run('price', '-q', *ESSAI, 'months\\750712184.2024.2.txt')
    check(r.returncode == 3, 'a backslash is a letter like others, but in a journal: %d' % r.returncode)


with tempfile.TemporaryDirectory() as work:
    os.chdir(work)
    prepare()
    each()
    left_by_others()
    from_windows()
    os.chdir('/')
sys.exit(status())
