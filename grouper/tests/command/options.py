#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""options.py HAD FIXTURES: every command with every option. What its help lists is taken, what it does
not is refused with those that it goes with; values are refused with what is accepted; had columns names
the columns that are written; both languages say the same things."""
import json
import os
import re
import subprocess
import sys
import tempfile

from checks import check, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME')}
ENV['HOME'] = '/nonexistent'
ESSAI = ['--classification', 'essai']

# What the contract (cli.md) says of options and commands: those that must be there, those that must not.
TAKES = {'--output': 'group price check audit compare merge', '--to': 'group price check audit compare',
         '--journal': 'group price check audit compare merge', '--by': 'price', '--zones': 'price', '--chainage': 'group price audit',
         '--sans-chainage': 'check', '--conventions': 'group price check audit compare', '--strict': 'group price check audit compare',
         '--part': 'group price check audit', '--lang': 'group price check audit compare merge verify',
         '--periode': 'group price check audit', '--campagne': 'price', '--avertissements': 'check'}
REFUSES = {'--by': 'group check audit compare merge verify', '--chainage': 'check compare merge verify',
           '--sans-chainage': 'group price audit compare', '--part': 'compare merge verify', '--values': 'group price audit compare',
           '--avertissements': 'group price audit compare', '--conventions': 'merge verify', '--strict': 'merge verify',
           '--periode': 'compare merge verify', '--campagne': 'group merge verify', '--journal': 'verify'}
NOT_HERE = {'fr': 'ne va pas avec la commande', 'en': 'does not go with command'}
GOES = {'fr': 'elle va avec : ', 'en': 'it goes with: '}


def run(*args, cwd=None):
    return subprocess.run([had, *args], cwd=cwd or fixtures, capture_output=True, text=True, timeout=60, env=ENV,
                          stdin=subprocess.DEVNULL)


def listed(command, lang):
    """Options of a command, from its help: name -> whether it takes a value."""
    name = ' '.join(command)
    r = run('help', *command, '--lang', lang)
    check(r.returncode == 0 and not r.stderr, 'help %s: %s' % (name, r.stderr))
    check(run(*command, '--help', '--lang', lang).stdout == r.stdout, '%s --help is had help' % name)
    check(r.stdout.startswith('had %s ' % name), 'help of %s begins with its form' % name)
    check('\n  had %s' % name in r.stdout, 'help of %s has an example' % name)
    check(max(map(len, r.stdout.splitlines())) <= 100, 'help of %s fits' % name)
    found = re.findall(r'^  (?:-\w,|   ) (--[a-z0-9-]+)( \S+)?', r.stdout, re.M)
    return {name: bool(value) for name, value in found}


top = run('help').stdout
names = [tuple(n.split()) for n in re.findall(r'^  ((?:tables )?[a-z-]+)(?: |$)', top, re.M)]
check(('price',) in names and ('tables', 'learn') in names, 'commands: %s' % names)
check(run('--help').stdout == top and run().returncode == 2 and run().stderr == top, 'had --help, had')
check(run('help', 'tables').stdout == run('tables', '--help').stdout, 'had help tables')

options = {c: listed(c, 'fr') for c in names}
every = {}
for c in names:
    check(list(options[c]) == list(listed(c, 'en')), '%s: the same options in both languages' % (c,))
    every.update(options[c])

for option, commands in TAKES.items():
    for c in commands.split():
        check(option in options[(c,)], '%s takes %s' % (c, option))
for option, commands in REFUSES.items():
    for c in commands.split():
        check(option not in options[(c,)], '%s has no use for %s' % (c, option))

for c in names:
    for option, valued in every.items():
        lang = 'en' if len(option) % 2 else 'fr'
        if option in ('--help', '--version', '--lang'):
            continue
        # An absent file: nothing runs, and what is said first is what is wrong with the option.
        r = run(*c, option, *(['x'] if valued else []), '--lang', lang, '/nonexistent/file')
        refused = NOT_HERE[lang] in r.stderr
        check(refused == (option not in options[c]), '%s %s: %s' % (c, option, r.stderr))
        if refused:
            goes = r.stderr.split(GOES[lang])[1].split(' (')[0].split(', ')
            check(r.returncode == 2 and goes == [' '.join(n) for n in names if option in options[n]],
                  '%s %s: those that it goes with: %s' % (c, option, goes))
            check(not r.stdout, '%s %s writes' % (c, option))

# A value that is none, where not any will do: what is accepted is said.
for c in names:
    for option in (o for o, valued in options[c].items() if valued):
        fr, en = (run(*c, option, '?\x1b', '/nonexistent/file', '--lang', lang) for lang in ('fr', 'en'))
        if option == '--lang' or 'valeur refusée' in fr.stderr or 'clé de' in fr.stderr:
            # The goldens coefficients and usage-refused tell which: names of a list agree, and a value said in words.
            check(fr.returncode == 2 and re.search('^(noms acceptés|valeur acceptée) : .', fr.stderr, re.M), '%s %s: %s' % (c, option, fr.stderr))
            check(option == '--lang' or en.returncode == 2 and 'accepted: ' in en.stderr, '%s %s: %s' % (c, option, en.stderr))
            check('\x1b' not in fr.stderr, '%s %s: shown as %r' % (c, option, fr.stderr))
        check(run(*c, option).returncode == 2 and run(*c, '/nonexistent/file', option + '=').returncode == 2, '%s %s without a value' % (c, option))

# An option is no value of the one before it, in the language that it asks for; --name=value gives any.
NEEDS = {'fr': "had: l'option %s attend une valeur\n", 'en': 'had: option %s expects a value\n'}
for c in names:
    for option in (o for o, valued in options[c].items() if valued):
        for lang, said in NEEDS.items():
            others = [['--lang=' + lang], ['-q', '--lang', lang], ['-j4', '--lang', lang], ['--help', '--lang', lang]]
            for after in [['--lang', lang]] + (others if option in ('--lang', '--classification') else []):
                r = run(*c, option, *after, '/nonexistent/file')
                check(r.returncode == 2 and r.stderr == said % option and not r.stdout, '%s %s %s: %d %s' % (c, option, after, r.returncode, r.stderr))
for lang, said in (('fr', 'classification introuvable : '), ('en', 'classification not found: ')):
    for given in (['--classification=--lang'], ['--classification=--sejour']):
        r = run('price', *given, 'rpss.txt', '--lang', lang)
        check(r.returncode == 4 and said + given[0][17:] in r.stderr and NEEDS[lang] % '--classification' not in r.stderr, '%s: %s' % (given, r.stderr))
with tempfile.TemporaryDirectory() as tmp:
    whole = run('price', *ESSAI, '--by', 'total', 'rpss.txt')
    for given, name in ((['--output=--lang'], '--lang'), (['-o--journal'], '--journal'), (['-o', '-'], None), (['-o', '-x.csv'], '-x.csv')):
        r = run('price', *ESSAI, '--by', 'total', *given, os.path.join(fixtures, 'rpss.txt'), cwd=tmp)
        rows = open(os.path.join(tmp, name)).read() if name else r.stdout
        check(r.returncode == 0 and rows == whole.stdout and whole.stdout, '%s: the amounts are what they were: %s' % (given, r.stderr))

# Each name a little wrong: the nearest is the one meant, the others are listed.
for c in names:
    wrong = c[-1][:-1] + ('x' if len(c[-1]) > 4 else c[-1][-1] * 2)
    r = run(*c[:-1], wrong)
    check(r.returncode == 2 and 'vouliez-vous dire %s ?' % c[-1] in r.stderr, '%s: %s' % (wrong, r.stderr))
    check(all(n[-1] in r.stderr for n in names if n[:-1] == c[:-1]), '%s: all are listed' % wrong)
def swapped(option):
    n = next(i for i in range(3, len(option) - 1) if option[i] != option[i + 1])
    return option[:n] + option[n + 1] + option[n] + option[n + 2:]


for option in every:
    if len(option) > 5:
        r = run('price' if option in options[('price',)] else 'check', swapped(option), 'x')
        check(r.returncode == 2 and 'option inconnue' in r.stderr, option)

# Columns: what is written has these names, in this order.
def columns(command, lang='fr'):
    r = run('columns', *command, '--to', 'csv', '--lang', lang)
    rows = [line.split(';') for line in r.stdout.splitlines()]
    check(r.returncode == 0 and rows[0] == ['nom', 'type', 'unite', 'sens', 'sortie'], 'columns %s: %s' % (command, r.stderr))
    forms = {}
    for line in r.stdout.splitlines()[1:]:
        forms.setdefault(line.rsplit(';', 1)[1], []).append(line.split(';')[0])
    return forms


def header(*args, cwd=None):
    r = run(*args, cwd=cwd)
    check(r.returncode in (0, 1), '%s: %s' % (args, r.stderr))
    return r.stdout.splitlines()[0].split(';')


with tempfile.TemporaryDirectory() as tmp:
    grouped = os.path.join(tmp, 'grouped')
    run('group', '-q', *ESSAI, 'annee-2024.txt', '-o', grouped)
    price = columns(['price'])
    check(price['--by zone'] == header('price', *ESSAI, 'rpss.txt'), 'price --by zone')
    check(price['--by jour'] == header('price', '--by', 'jour', *ESSAI, 'rpss.txt'), 'price --by jour')
    keys = price['--by (keys)']
    check(keys + price['--by (sums)'] == header('price', '--by', ','.join(keys), *ESSAI, 'rpss.txt'), 'price --by keys')
    r = run('price', '--by', 'rien', 'x')
    check('noms acceptés : %s (voir had help price)' % ', '.join(['zone', 'jour', 'total'] + keys) in r.stderr.splitlines(), 'keys accepted')
    check(columns(['group'])['--to csv, jsonl, xlsx'] == header('group', '--to', 'csv', *ESSAI, 'rpss.txt'), 'group')
    found = columns(['check'])
    check(found[''] == header('check', *ESSAI, 'rpss.txt'), 'check')
    check(found['--values'] == header('check', '--values', *ESSAI, 'rpss.txt'), 'check --values')
    check(columns(['audit'])[''] == header('audit', *ESSAI, grouped), 'audit')
    check(columns(['compare'])[''] == header('compare', *ESSAI, 'rpss.txt', 'annee-2024.txt'), 'compare')
    check(columns(['tables', 'list'])[''] == header('tables', 'list'), 'tables list')
    check(columns(['tables', 'check'])[''] == header('tables', 'check', 'examples/classification1'), 'tables check')
    check(columns(['tables', 'diff'])[''] == header('tables', 'diff', 'examples/classification1', 'examples/classification2'),
          'tables diff')
    check(columns(['tables', 'coverage'])[''] == header('tables', 'coverage', *ESSAI, 'rpss.txt'), 'tables coverage')
    check(columns(['tables', 'learn'])[''] == header('tables', 'learn', '--non-officiels', grouped, '-o', tmp + '/learned'), 'tables learn')
    check(columns(['columns'])['--to csv'] == header('columns', 'group', '--to', 'csv'), 'columns')
    # JSON lines carry the same names.
    r = run('price', '-q', '--to', 'jsonl', *ESSAI, 'rpss.txt')
    check(list(json.loads(r.stdout.splitlines()[0])) == price['--by zone'], 'jsonl')
for c in names:
    fr, en = (run('columns', *c, '--to', 'csv', '--lang', lang) for lang in ('fr', 'en'))
    check(fr.returncode == en.returncode and fr.stdout.count('\n') == en.stdout.count('\n'), 'columns of %s' % (c,))
    for text in (fr.stdout, en.stdout):
        check(all(line.split(';')[3] for line in text.splitlines()), 'a column of %s without a meaning' % (c,))

# HAD_LANG in any case; another value is named.
for value, code, said in (('EN', 2, 'no file given'), ('en', 2, 'no file given'), ('Fr', 2, 'aucun fichier'), ('', 2, 'aucun fichier'),
                          ('de', 2, 'valeur refusée pour HAD_LANG : de\nnoms acceptés : fr, en'), ('english', 2, 'HAD_LANG : english')):
    r = subprocess.run([had, 'price'], capture_output=True, text=True, env=dict(ENV, HAD_LANG=value))
    check(r.returncode == code and said in r.stderr, 'HAD_LANG=%s: %s' % (value, r.stderr))
r = subprocess.run([had, 'price', '--lang', 'EN'], capture_output=True, text=True, env=dict(ENV, HAD_LANG='de'))
check('no file given' in r.stderr and 'HAD_LANG' not in r.stderr, '--lang counts')
sys.exit(status())
