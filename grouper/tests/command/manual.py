#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""manual.py HAD HEADER PAGES FIXTURES: the manual pages say what the command says (every option, value, column, exit
status, code and call of the library, in both languages) and are sound where mandoc and man are at hand; every example
works on the fixtures; bash completes commands, options, and values that are one of a list."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from checks import check, status

had, header, pages, fixtures = (os.path.abspath(a) for a in sys.argv[1:5])
ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME')}
ENV.update(HOME='/nonexistent', LC_ALL='C.UTF-8', PATH=os.path.dirname(had) + os.pathsep + os.environ.get('PATH', ''))


def ask(*args):
    return subprocess.run([had, *args], capture_output=True, text=True, env=ENV, stdin=subprocess.DEVNULL).stdout


def shown(path):
    """The words of a page, as a reader sees them."""
    text = open(path, encoding='utf-8').read()
    text = re.sub(r'^\.(TP|PP|nf|fi|B|BI|BR|I|RI|SH|SS|TH|\\").*?(?= |$)', '', text, flags=re.M)
    text = text.replace('\\&', '').replace('\\-', '-').replace('\\e', '\\').replace('\\ ', ' ').replace('"', '')
    return re.sub(r'\s+', ' ', text)


def flat(text):
    return re.sub(r'\s+', ' ', text.replace('"', ''))


catalogue = {lang: [json.loads(line) for line in ask('help', '--to', 'jsonl', '--lang', lang).splitlines()] for lang in ('fr', 'en')}
check(len(catalogue['en']) == len(catalogue['fr']) > 20, 'had help --to jsonl')
for lang, folder in (('en', pages), ('fr', os.path.join(pages, 'fr'))):
    for command in catalogue[lang]:
        name = command['command']
        page = shown(os.path.join(folder, 'had-%s.1' % name.replace(' ', '-')))
        told = flat(ask('help', *name.split(), '--lang', lang))
        for option in command['options']:
            check(' %s ' % option['name'] in page + ' ' and option['name'] in told, '%s: %s not in the page' % (name, option['name']))
            check(flat(option['about']) in page and flat(option['about']) in told, '%s %s: %s' % (name, option['name'], option['about']))
            check(all(word in page for word in option['accepted']), '%s %s: values' % (name, option['name']))
        for number, text in command['statuses'].items():
            check('%s %s' % (number, flat(text)) in page, '%s: status %s' % (name, number))
        for line in ask('columns', *name.split(), '--to', 'csv', '--lang', lang).splitlines()[1:] if name != 'columns' else ():
            check(flat(line.split(';')[3]) in page, '%s: column %s' % (name, line))
        check('had %s ' % name in page, '%s: no example' % name)
    codes = shown(os.path.join(folder, 'had-codes.7'))
    for row in open(os.path.join(fixtures, '..', 'tables', 'findings.csv'), encoding='utf-8').read().splitlines()[1:]:
        cells = row.split(';')
        check('%s %s' % (cells[0], flat(cells[8 if lang == 'fr' else 9])) in codes, 'had-codes(7): ' + cells[0])
    library = shown(os.path.join(folder, 'libhad.3'))
    calls = re.findall(r'^HAD_API[^;]*?(\w+)\(', open(header, encoding='utf-8').read(), re.M)
    check(len(calls) > 30 and all(call + '(' in library for call in calls), 'libhad(3): %s' % [c for c in calls if c + '(' not in library])
    formats = shown(os.path.join(folder, 'had.5'))
    check(all(tag in formats for tag in ('H02', 'H1G', 'H23', 'H38', 'groupes.csv', 'centimes')), 'had(5)')
    for name in sorted(n for n in os.listdir(folder) if re.search(r'\.[1357]$', n)):
        path = os.path.join(folder, name)
        # No date: the same sources give the same bytes.
        if shutil.which('mandoc'):
            done = subprocess.run(['mandoc', '-Tlint', '-Wwarning', path], capture_output=True, text=True)
            wrong = [line for line in done.stdout.splitlines() if 'missing date' not in line]
            check(not wrong, '%s: %s' % (name, wrong[:3]))
        if shutil.which('man'):
            done = subprocess.run(['man', '--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', path], capture_output=True, env=ENV)
            check(not done.stderr, '%s: %s' % (name, done.stderr[:300]))

# Each example, word for word, one after the other.
with tempfile.TemporaryDirectory() as work:
    there = os.path.join(work, 'fixtures')
    shutil.copytree(fixtures, there)
    for command in catalogue['fr']:
        before = set(os.listdir(there))
        done = subprocess.run(['sh', '-ec', command['example']], cwd=there, env=dict(ENV, HOME=work), capture_output=True, text=True)
        check(done.returncode in (0, 1) and ('1' in command['statuses'] or not done.returncode),
              '%s: %d, %s' % (command['example'], done.returncode, done.stderr[-300:]))
        check(done.stdout or set(os.listdir(there)) - before, '%s gives nothing' % command['example'])

# --- Completion ------------------------------------------------------------------------------------------------
ASK = r'''
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _had; printf '%s\n' "${COMPREPLY[@]}"
'''


def complete(*words):
    done = subprocess.run(['bash', '--norc', '-c', ASK, 'bash', os.path.join(pages, 'had'), *words], capture_output=True, text=True,
                          cwd=fixtures, env=ENV)
    check(not done.stderr, '%s: %s' % (words, done.stderr))
    return set(done.stdout.split())


if shutil.which('bash'):
    names = {c['command'] for c in catalogue['en']}
    check(complete('had', '') == {n.split()[0] for n in names}, 'commands: %s' % complete('had', ''))
    check(complete('had', 'tables', '') == {n.split()[1] for n in names if ' ' in n}, 'verbs')
    check(complete('had', 'com') == {'compare'} and complete('had', 'tables', 'lea') == {'learn', 'learn-tarifs'}, 'beginnings')
    check(complete('had', '--lang', 'en', 'pri') == {'price'}, 'an option and its value before the command')
    for command in catalogue['en']:
        words = command['command'].split()
        check(complete('had', *words, '-') == {o['name'] for o in command['options']}, '%s: options' % words)
        for option in command['options']:
            if option['accepted']:
                check(complete('had', *words, option['name'], '') == set(option['accepted']), '%s %s' % (words, option['name']))
    check(complete('had', 'price', '--by', 'mois,gh') == {'mois,ght', 'mois,ghpc'}, 'keys: %s' % complete('had', 'price', '--by', 'mois,gh'))
    check(complete('had', 'price', '--to', '=', 'x') == {'xlsx'} and complete('had', 'price', '--lang', '') == {'fr', 'en'}, '=, fr|en')
    check(complete('had', 'price', 'rps') == {'rpss.txt'} and complete('had', 'check', '--conventions', 'annee') == {'annee-2024.txt'}, 'files')
    check(complete('had', 'price', '--tables', 'exam') == {'examples'} and complete('had', 'help', 'pr') == {'price'}, 'directories, commands')
if shutil.which('zsh'):
    done = subprocess.run(['zsh', '-n', os.path.join(pages, '_had')], capture_output=True, text=True)
    check(done.returncode == 0 and not done.stderr, done.stderr)
sys.exit(status())
