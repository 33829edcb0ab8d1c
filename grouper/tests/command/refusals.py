#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""refusals.py HAD FIXTURES: what is refused, with the exact status and the sentence in both languages, and what the
refusal leaves alone: outputs that are inputs, names that cannot be written, files that are something else, folders
with everything in them, values that are none."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

from checks import check, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
beside = os.path.join(fixtures, 'examples', 'beside')
ESSAI = ['--classification', 'essai']
ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME')}
ENV['HOME'] = '/nonexistent'
RPSS = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read()


def run(*args, cwd=None, data=b''):
    r = subprocess.run([had, *args], cwd=cwd, input=data, capture_output=True, timeout=60, env=ENV)
    check(r.returncode >= 0, 'signal on %s' % (args,))
    return r


def write(path, data):
    with open(path, 'wb') as f:
        f.write(data)
    return path


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def both(args, code, french, english, cwd=None, data=b'', rows=None):
    """In both languages; `rows`: what standard output holds, None = anything, b'' = nothing."""
    for language, words in (('fr', french), ('en', english)):
        r = run(*args, '--lang', language, cwd=cwd, data=data)
        what = '%s --lang %s' % (' '.join(args), language)
        check(r.returncode == code, '%s: status %d in place of %d: %s' % (what, r.returncode, code, r.stderr[-400:]))
        check(words in r.stderr.decode(), '%s: %r is not said: %s' % (what, words, r.stderr.decode()[:600]))
        check(rows is None or r.stdout == rows, '%s: writes %r' % (what, r.stdout[:200]))


def total(*args, cwd=None):
    return run('price', '-q', '--by', 'total', *ESSAI, *args, cwd=cwd).stdout


# --- Outputs ---------------------------------------------------------------------------------------------------

def outputs(tmp):
    """An output that is an input is a usage error whatever else is wrong with it."""
    INPUT = ('est aussi une entrée de ce passage', 'is also an input of this run')
    TWICE = ('deux sorties vont au même endroit', 'two outputs go to the same place')
    write(tmp + '/in.txt', RPSS)
    write(tmp + '/conv.txt', b'7500000011010120241231202499'[:26] + b'\n')
    write(tmp + '/old.csv', b'old\n')
    for name in ('in.txt', 'conv.txt', 'old.csv'):
        os.chmod(tmp + '/' + name, 0o444)
    os.symlink('in.txt', tmp + '/link')
    for out in ('in.txt', './in.txt', 'link', 'conv.txt'):
        for option in ('-o', '--journal'):
            both(['price', *ESSAI, 'in.txt', '--conventions', 'conv.txt', option, out], 2, *INPUT, cwd=tmp, rows=b'')
    both(['merge', 'in.txt', '-o', 'in.txt'], 2, *INPUT, cwd=tmp, rows=b'')
    both(['price', *ESSAI, 'in.txt', '-o', 'old.csv', '--journal', './old.csv'], 2, *TWICE, cwd=tmp, rows=b'')
    both(['price', *ESSAI, 'in.txt', '-o', 'old.csv'], 3, 'protégé', 'protected', cwd=tmp, rows=b'')
    check(read(tmp + '/in.txt') == RPSS and read(tmp + '/old.csv') == b'old\n', 'what is protected is changed')
    # What cannot be written is told before the work: nothing is said of a line of the input.
    LONG = ('ce nom est trop long', 'this name is too long')
    ABSENT = ("n'existe pas", 'no such file')
    grouped = write(tmp + '/g.grp', run('group', '-q', *ESSAI, 'in.txt', cwd=tmp).stdout)
    shutil.copy(os.path.join(beside, 'bills.rsf.txt'), tmp + '/rsf.txt')
    for args in (['price', *ESSAI, 'in.txt'], ['group', *ESSAI, 'in.txt'], ['check', 'in.txt'], ['audit', *ESSAI, grouped],
                 ['explain', *ESSAI, 'in.txt', '--ligne', '1'], ['report', *ESSAI, 'in.txt'], ['merge', 'in.txt'],
                 ['report', *ESSAI, 'in.txt', '--to', 'csv'], ['tables', 'learn', '--non-officiels', grouped],
                 ['tables', 'learn-tarifs', 'rsf.txt'], ['tables', 'list'], ['tables', 'modele', '2025'], ['columns', 'price'],
                 ['tables', 'coverage', *ESSAI, 'in.txt']):
        for out, words in (('n' * 256, LONG), ('nowhere/out', ABSENT), ('nowhere/%s' % ('n' * 256), ABSENT)):
            for language, sentence in zip(('fr', 'en'), words):
                r = run(*args, '-o', out, '--lang', language, cwd=tmp)
                text = r.stderr.decode()
                check(r.returncode == 3 and (sentence in text or 'n' * 256 in out and LONG[language == 'en'] in text),
                      '%s -o %s: %d %s' % (args, out[:20], r.returncode, text[-300:]))
                check(b'in.txt:' not in r.stderr and b'rsf.txt:' not in r.stderr, '%s -o %s: only after the work' % (args, out[:20]))
    both(['price', *ESSAI, 'in.txt', '-o', 'o.csv', '--journal', 'j' * 256], 3, *LONG, cwd=tmp, rows=b'')
    check(not glob.glob(tmp + '/*.part') and not os.path.exists(tmp + '/o.csv'), 'left: %s' % os.listdir(tmp))


# --- Values ----------------------------------------------------------------------------------------------------

HUGE = ['99999999999999999999', '18446744073709551617', '4294967297', '-1', '+1', '1e3', '0x10', ' 1', '1 ', '']
NUMBERS = {'--coef-geo': 'price', '--coef-prudentiel': 'price', '--campagne': 'price', '--date': 'price', '--periode': 'price',
           '--part': 'price', '--jobs': 'price', '--seuil': 'price', '--ligne': 'explain', '--sequence': 'explain',
           '--sous-sequence': 'explain', '--jour': 'explain', '--deduire-min': 'tables learn'}


def values():
    for option, command in NUMBERS.items():
        for value in HUGE:
            if option == '--ligne' and value == '4294967297':
                continue  # a line number may be that
            both([*command.split(), '/nonexistent', option, value], 2, 'valeur refusée pour %s : %s' % (option, value),
                 'value refused for %s: %s' % (option, value), rows=b'')
    for jobs, code in (('0', 3), ('00', 3), ('1', 3), ('99999', 3), ('100000', 2)):
        check(run('price', '/nonexistent', '-j', jobs).returncode == code, '-j ' + jobs)
    for year in HUGE:
        if year[:1] != '-':
            both(['tables', 'modele', year, '-o', 'never-made'], 2 if year else 2, 'année refusée', 'year refused', rows=b'')
    # Closed sets: all, where more is said of them, then the nearest, which is seen last.
    for option, wrong, near, every in (
            ('--deduire', 'poid', 'poids', 'non, ordre, poids'), ('--zones', 'lue', 'lues', 'lues, calculees'),
            ('--progress', 'alway', 'always', 'auto, always, never'), ('--to', 'cvs', 'csv', 'csv, jsonl, xlsx')):
        both(['price', 'x', option, wrong], 2, 'noms acceptés : %s (voir had help price)\nvouliez-vous dire %s ?\n' % (every, near),
             'accepted: %s (see had help price)\ndid you mean %s?\n' % (every, near))
        for language in ('fr', 'en'):
            text = re.sub(r'\s+', ' ', run('price', '--help', '--lang', language).stdout.decode())
            check(every in text, '%s: help lists %s' % (option, every))
    r = run('price', 'x', '--lang', 'enn')
    check(r.returncode == 2 and r.stderr.decode().endswith('noms acceptés : fr, en (voir had help price)\nvouliez-vous dire en ?\n'), '--lang: %s' % r.stderr)
    # Two that are as near are both named; none where none is.
    both(['report', 'x', '--tous'], 2, '(voir had help report)\nvouliez-vous dire --tous-les-mois ou --tous-les-messages ?\n',
         '(see had help report)\ndid you mean --tous-les-mois or --tous-les-messages?\n')
    for wrong in ('3/5/2024', '2024/05/03', '2024-5-3', '03.05.2024'):
        both(['explain', 'x', '--jour', wrong], 2, 'vouliez-vous dire 2024-05-03 ?', 'did you mean 2024-05-03?')
    for wrong in ('31/02/2024', '3/5', '3/5/24', '24-05-03', '3/5/24x', '2024-05-03-'):
        r = run('explain', 'x', '--jour', wrong)
        check(r.returncode == 2 and b'vouliez' not in r.stderr, '--jour %s: %s' % (wrong, r.stderr))
    both(['reprot'], 2, '(voir had help)\nvouliez-vous dire report ?\n', '(see had help)\ndid you mean report?\n')
    both(['price', 'x', '--by', 'moi'], 2, '(voir had help price)\nvouliez-vous dire mois ?\n', '(see had help price)\ndid you mean mois?\n')
    r = run('report', 'x', '--nothing-like-it', '--lang', 'en')
    check(r.stderr.endswith(b'--help, --version (see had help report)\n'), 'none is near: %s' % r.stderr)
    # `tables` is the first word of commands: what follows it is asked for.
    verbs = 'list, show, check, learn, learn-tarifs, coverage, deduce, modele, diff'
    both(['columns', 'tables'], 2, 'tables attend une commande\nnoms acceptés : ' + verbs, 'tables expects a command\naccepted: ' + verbs)
    both(['tables'], 2, 'tables attend une commande', 'tables expects a command')
    both(['columns', 'tables', 'cover'], 2, 'vouliez-vous dire coverage ?', 'did you mean coverage?')
    both(['tables', 'cov'], 2, 'vouliez-vous dire coverage ?', 'did you mean coverage?')


# --- Files that are something else -----------------------------------------------------------------------------

WORKBOOK = b'PK\x03\x04' + bytes(26) + b'[Content_Types].xml' + bytes(200)
FINESS = b'750712184'
FOREIGN = {  # name: bytes, what is said of them
    'utf16': (RPSS.decode('cp1252').encode('utf-16'), 'UTF-16', 'UTF-16'),
    'utf16, no mark': (RPSS.decode('cp1252').encode('utf-16-le'), 'UTF-16', 'UTF-16'),
    'utf16, no mark, the other order': (RPSS.decode('cp1252').encode('utf-16-be'), 'UTF-16', 'UTF-16'),
    'table with tabs': (b'code\tkind\n77\tMPP\n', 'un tableau en texte', 'a table as text'),
    'zip': (b'PK\x03\x04' + bytes(40), 'une archive zip', 'an archive (zip'),
    'xlsx': (WORKBOOK, 'un classeur (ou un autre document bureautique) : donnez le fichier texte de votre logiciel (une table : enregistrez-la en CSV)',
             'a workbook (or another office document): give the text file of your software (a table: save it as CSV)'),
    'rss': (b'1114C08A 122000' + FINESS + b'022' + b' ' * 150 + b'\n', 'du MCO, des RSS groupés', 'acute care (MCO), grouped RSS'),
    'rss, GHM in error': (b'1190Z00Z 122080' + FINESS + b'022' + b' ' * 150 + b'\n', 'du MCO, des RSS groupés', 'acute care (MCO), grouped RSS'),
    'rss, not grouped': (b'         122   ' + FINESS + b'022' + b' ' * 150 + b'\n', 'du MCO, des RSS groupés', 'acute care (MCO), grouped RSS'),
    'rum after a note': (b'export\n' + (FINESS + b'022' + b' ' * 150 + b'\n') * 3, 'du MCO, des RUM (format 022)', 'acute care (MCO), RUM (format 022)'),
    'psychiatry': (FINESS * 2 + b'P12' + b' ' * 150 + b'\n', 'de la psychiatrie', 'psychiatry'),
    'invoices': (b'B' + FINESS + b' ' * 9 + b'038822703' + b' ' * 218 + b'\n', 'des factures RSF', 'RSF invoices'),
}


def foreign(tmp):
    os.mkdir(tmp + '/d')
    write(tmp + '/d/good.txt', RPSS)
    money = total('d/good.txt', cwd=tmp)
    commands = (['price', *ESSAI], ['group', *ESSAI], ['check'], ['audit', *ESSAI], ['tables', 'coverage', *ESSAI], ['report', *ESSAI])
    for name, (data, french, english) in FOREIGN.items():
        path = write(tmp + '/foreign', data)
        for command in commands:
            both([*command, path], 3, french, english, rows=b'')
        both(['explain', *ESSAI, path, '--ligne', '1'], 3, french, english, rows=b'')
        both(['tables', 'learn', path, '-o', tmp + '/none'], 3, french, english, rows=b'')
        # The same in a directory: passed over, once, and the money is that of the good file.
        write(tmp + '/d/bad', data)
        both(['price', '--by', 'total', *ESSAI, 'd'], 0, french,
             english, cwd=tmp, rows=money)
        # Beside the records.
        for command in (['drugs', path, '--rpss', os.path.join(beside, 'dgf.rpss.txt')], ['price', *ESSAI, 'd/good.txt', '--vidhosp', path],
                        ['bills', *ESSAI, path, '--rpss', os.path.join(beside, 'bills.rpss.txt')],
                        ['tables', 'learn-tarifs', path, '-o', tmp + '/none']):
            if name != 'invoices' and not (name == 'zip' and 'merge' in command):
                both(command, 3, french, english, cwd=tmp, rows=b'')
        check(not os.path.exists(tmp + '/none'), 'a directory is left')
        # A file of conventions stays 033 for those who need it (R44), and is named; the others earn what they did.
        both(['price', '--by', 'total', *ESSAI, 'd/good.txt', '--conventions', path], 0,
             french, english,
             cwd=tmp, rows=money)
        for option in ('--cim10', '--ccam'):
            both(['price', *ESSAI, 'd/good.txt', option, path], 3, french, english, cwd=tmp, rows=b'')
    os.remove(tmp + '/d/bad')
    # A link to a file that is gone: a month may be missing.
    os.symlink('gone', tmp + '/d/lost')
    both(['price', '--by', 'total', *ESSAI, 'd'], 0, 'd/lost : laissé de côté : ', 'd/lost: passed over: no such file', cwd=tmp, rows=money)
    os.remove(tmp + '/d/lost')
    both(['price', '--by', 'total', *ESSAI, 'd/good.txt', '--conventions', write(tmp + '/c', b'FINESS;du;au\n750000001;2024-01-01;\n')], 0,
         'on dirait un tableau en texte', 'it looks like a table as text', cwd=tmp, rows=money)
    r = run('price', *ESSAI, 'd/good.txt', '--conventions', write(tmp + '/c', b'75000000111005202415052\n'), cwd=tmp)
    check(b'on dirait' not in r.stderr and b'033' in r.stderr, 'a line too short is one of conventions: %s' % r.stderr[:200])
    # A table as a spreadsheet saves it: as "Unicode", with tabs.
    os.mkdir(tmp + '/t')
    modes = open(os.path.join(os.path.dirname(fixtures), 'tables/modes.csv'), encoding='utf-8').read()
    for data, french, english in ((modes.encode('utf-16'), 'on dirait du texte en UTF-16', 'it looks like text in UTF-16'),
                                  (modes.replace(';', '\t').encode(), 'modes.csv:1 : octet de contrôle (les colonnes sont séparées par « ; »)',
                                   'modes.csv:1: control byte (columns are separated by ";")')):
        write(tmp + '/t/modes.csv', data)
        both(['tables', 'check', 't'], 4, french, english, cwd=tmp)
        both(['price', *ESSAI, 'd/good.txt', '--tables', 't'], 4, french, english, cwd=tmp, rows=b'')
    for data, french, english in ((RPSS.decode('cp1252').encode('utf-16'), 'UTF-16', 'UTF-16'), (b'<html>', 'du XML ou du HTML', 'XML or HTML')):
        both(['merge', write(tmp + '/m', data)], 3, french, english, rows=b'')
    # A type-3 record: what 033 holds back is what it was, and the cause is in the sentence.
    home = RPSS.split(b'\n')[5]
    home = home[:75] + b'3750000001' + home[85:]
    both(['price', '--by', 'total', *ESSAI, write(tmp + '/home', home + b'\n'), '--conventions', write(tmp + '/c', b'x'.decode().encode('utf-16') * 30)],
         0, 'UTF-16', 'UTF-16')


def blanks(tmp):
    """A first MiB of empty lines: one sentence that says what to do."""
    data = b'\n' * (1 << 20) + RPSS
    path = write(tmp + '/blanks', data)
    SAID = ("le premier Mio n'est fait que de lignes vides : retirez-les", 'the first MiB is nothing but empty lines: take them away')
    for command in (['price', *ESSAI], ['check'], ['group', *ESSAI]):
        both([*command, path], 3, *SAID, rows=b'')
        both([*command, '-'], 3, *SAID, rows=b'', data=data)
    both(['drugs', write(tmp + '/drugs', b'\n' * (1 << 20) + read(os.path.join(beside, 'dgf.fichcomp.txt'))), '--rpss',
          os.path.join(beside, 'dgf.rpss.txt')], 3, *SAID, rows=b'')
    os.mkdir(tmp + '/b')
    shutil.move(path, tmp + '/b/blanks')
    both(['price', *ESSAI, 'b'], 3, "b/blanks : laissé de côté, " + SAID[0], 'b/blanks: passed over, ' + SAID[1], cwd=tmp, rows=b'')
    # A little less is read: empty lines are findings, and cost nothing.
    path = write(tmp + '/less', b'\n' * 1000 + RPSS)
    check(total(path) == total(write(tmp + '/plain', RPSS)), 'a thousand empty lines in front')


def tables(tmp):
    """Tables that a spreadsheet saved in its own way."""
    shutil.copytree(os.path.join(fixtures, 'examples', 'classification1'), tmp + '/cl')
    os.mkdir(tmp + '/t')
    write(tmp + '/t/tarifs.csv', 'campagne;secteur;variante;ght;centimes;debut;sources\n'.encode('utf-16'))
    both(['price', *ESSAI, write(tmp + '/r', RPSS), '--tables', tmp + '/t'], 4, 'UTF-16', 'UTF-16', rows=b'')
    both(['tables', 'check', tmp + '/t'], 4, 'UTF-16', 'UTF-16')
    os.remove(tmp + '/t/tarifs.csv')
    for where in ('/t', '/cl'):
        for name in ('tarifs.xlsx', 'Tarifs.XLSX', 'x.ods', 'x.xls'):
            write(tmp + where + '/' + name, WORKBOOK)
            option = '--tables' if where == '/t' else '--classification'
            both(['price', tmp + '/r', option, tmp + where], 4, name + " : un classeur n'est pas lu comme table",
                 name + ': a workbook is not read as a table', rows=b'')
            os.remove(tmp + where + '/' + name)
    # A file in place of a directory; a directory with nothing in it.
    for args in (['price', tmp + '/r', *ESSAI, '--tables', tmp + '/r'], ['tables', 'list', '--tables', tmp + '/r'], ['tables', 'deduce', tmp + '/r']):
        both(args, 4, "r : ce n'est pas un répertoire", 'r: is no directory', rows=b'')
    os.mkdir(tmp + '/nothing')
    both(['price', '--by', 'total', *ESSAI, tmp + '/r', '--tables', tmp + '/nothing'], 0, 'nothing : aucune table', 'nothing: no table', rows=total(tmp + '/r'))
    both(['tables', 'check', tmp + '/nothing'], 4, 'nothing : aucune table', 'nothing: no table')
    both(['merge', write(tmp + '/binary', b'\x01\x02;\x03' * 50 + b'\n')], 3, 'on dirait un fichier binaire', 'it looks like a binary file', rows=b'')
    # What a transfer or an editor left around rows of totals; an output of --tableur without its mark; a row of nothing.
    ght = run('price', '-q', '--by', 'ght', *ESSAI, tmp + '/r').stdout
    head, rest = ght.split(b'\n', 1)
    lines = run('price', '-q', '--by', 'ght', '--to', 'jsonl', *ESSAI, tmp + '/r').stdout
    sheet = run('price', '-q', '--by', 'ght', '--tableur', *ESSAI, tmp + '/r').stdout
    sums = run('price', '-q', '--by', 'total', '--tableur', *ESSAI, tmp + '/r').stdout
    for name, data in (('behind', head + b'\n\x1a' + rest), ('marked', head + b'\n\xef\xbb\xbf' + rest), ('bare', sheet[3:]), ('blank', b'\n' + lines)):
        r = run('merge', write(tmp + '/whole', lines if name == 'blank' else ght), write(tmp + '/' + name, data))
        check(r.returncode == 3 and r.stdout == b'', 'merge of %s: %d %s' % (name, r.returncode, r.stdout[:200]))
    for data in (ght, lines, sheet, sums):
        check(run('merge', write(tmp + '/own', data)).stdout == data, 'merge of its own: %s' % data[:60])
    write(tmp + '/cl/~$mpp.xlsx', b'open')
    write(tmp + '/cl/README.txt', b'a note')
    check(run('price', '-q', tmp + '/r', '--classification', tmp + '/cl').returncode == 0, 'what is no table is passed over')


# --- Directories beside the records ----------------------------------------------------------------------------

def folders(tmp):
    os.mkdir(tmp + '/all')
    os.mkdir(tmp + '/none')
    for name in ('dgf.rpss.txt', 'dgf.fichcomp.txt'):
        shutil.copy(os.path.join(beside, name), tmp + '/all/' + name)
    write(tmp + '/all/note.txt', b'a note\n')
    write(tmp + '/all/.hidden', b'')
    os.mkdir(tmp + '/all/inside')
    plain = run('drugs', '-q', 'all/dgf.fichcomp.txt', '--rpss', 'all/dgf.rpss.txt', cwd=tmp).stdout
    for args in (['all', '--rpss', 'all'], ['all/', '--rpss', 'all'], ['all', '--rpss', 'all/dgf.rpss.txt'], ['all/dgf.fichcomp.txt', '--rpss', 'all']):
        for language in ('fr', 'en'):
            r = run('drugs', *args, '--lang', language, cwd=tmp)
            check(r.returncode == 0 and r.stdout.replace(b'//', b'/') == plain, 'drugs %s: %d %s' % (args, r.returncode, r.stderr[:300]))
            check(r.stderr.count(b'note.txt') == 1, 'the note is named once: %s' % r.stderr.decode()[:400])
    both(['drugs', 'none', '--rpss', 'all'], 3, 'none : aucun fichier à lire dans ce répertoire (FICHCOMP, RSF)',
         'none: no file to read in this directory (FICHCOMP, RSF)', cwd=tmp, rows=b'')
    both(['drugs', 'all', '--rpss', 'none'], 3, 'none : aucun fichier à lire dans ce répertoire (RPSS)',
         'none: no file to read in this directory (RPSS)', cwd=tmp, rows=b'')
    # The journal lists what was read, and verify reads that.
    check(run('drugs', '-q', 'all', '--rpss', 'all', '-o', 'o.csv', '--journal', 'j.json', cwd=tmp).returncode == 0, 'journal')
    shutil.copy(os.path.join(beside, 'oqn.fichcomp.txt'), tmp + '/all/more.txt')
    r = run('verify', 'j.json', cwd=tmp)
    check(r.returncode == 0, 'verify: %s' % r.stdout[:300])
    os.remove(tmp + '/all/more.txt')
    # The same file twice, in any role; an output that is one of those read.
    os.symlink('dgf.fichcomp.txt', tmp + '/all/twin')
    both(['drugs', 'all', '--rpss', 'all'], 2, 'compterait deux fois', 'would count twice', cwd=tmp, rows=b'')
    os.remove(tmp + '/all/twin')
    both(['drugs', 'all', 'all/dgf.fichcomp.txt', '--rpss', 'all'], 2, 'compterait deux fois', 'would count twice', cwd=tmp, rows=b'')
    both(['drugs', 'all', '--rpss', 'all', '-o', 'all/dgf.fichcomp.txt'], 2, 'est aussi une entrée', 'is also an input', cwd=tmp, rows=b'')
    check(read(tmp + '/all/dgf.fichcomp.txt') == read(os.path.join(beside, 'dgf.fichcomp.txt')), 'an input is overwritten')
    # Cumulative months, by ext.
    os.mkdir(tmp + '/months')
    lines = read(os.path.join(beside, 'dgf.fichcomp.txt')).split(b'\n')
    for month in (1, 2, 10):
        write(tmp + '/months/750712184.2024.%d.fichcomp.txt' % month, b'\n'.join(lines[:20 * month]) + b'\n')
    write(tmp + '/months/750712184.2024.10.ucd', lines[-2] + b'\n')
    last = run('drugs', '-q', 'months/750712184.2024.10.fichcomp.txt', 'months/750712184.2024.10.ucd', '--rpss', 'all', cwd=tmp).stdout
    both(['drugs', 'months', '--rpss', 'all'], 0, '750712184.2024.2.fichcomp.txt : non lu', '750712184.2024.2.fichcomp.txt: not read', cwd=tmp, rows=last)
    write(tmp + '/months/750712184.2024.02.fichcomp.txt', b'\n'.join(lines[:20]) + b'\n')
    both(['drugs', 'months', '--rpss', 'all'], 2, 'deux fichiers du même mois', 'two files of one month', cwd=tmp, rows=b'')
    # Invoices.
    os.mkdir(tmp + '/oqn')
    for name in ('bills.rsf.txt', 'bills.rpss.txt'):
        shutil.copy(os.path.join(beside, name), tmp + '/oqn/' + name)
    write(tmp + '/oqn/note.txt', b'a note\n')
    for command in (['bills', *ESSAI], ['tables', 'learn-tarifs', '-o']):
        out = [[tmp + '/lt%d' % n] if 'learn-tarifs' in command else [] for n in (0, 1)]
        a = run(*command, *out[0], '-q', 'oqn/bills.rsf.txt', '--rpss', 'oqn/bills.rpss.txt', cwd=tmp)
        b = run(*command, *out[1], 'oqn', '--rpss', 'oqn', cwd=tmp)
        check((a.returncode, a.stdout) == (b.returncode, b.stdout) and len(a.stdout) > 100, '%s of a directory: %s' % (command, b.stderr[:300]))
        check(b.stderr.count(b'note.txt') == 1 and b'bills.rpss.txt :' not in b.stderr, 'named: %s' % b.stderr.decode()[:300])
        if out[0]:
            check(subprocess.run(['diff', '-r', *out[0], *out[1]]).returncode == 0, 'tariffs learned')
    both(['bills', *ESSAI, 'none', '--rpss', 'oqn'], 3, 'none : aucun fichier à lire', 'none: no file to read', cwd=tmp, rows=b'')
    # Of an option.
    a = run('explain', *ESSAI, 'all/dgf.rpss.txt', '--ligne', '1', '--fichcomp', 'all/dgf.fichcomp.txt', cwd=tmp).stdout
    b = run('explain', *ESSAI, 'all/dgf.rpss.txt', '--ligne', '1', '--fichcomp', 'all', cwd=tmp).stdout
    check(a == b and b'dgf.fichcomp.txt' in a, 'explain --fichcomp DIRECTORY')


def nested(tmp):
    """Of a directory the files are read; a directory in it is named, once a run."""
    os.makedirs(tmp + '/d/2023')
    os.mkdir(tmp + '/d/.hidden')
    write(tmp + '/d/r.txt', RPSS)
    write(tmp + '/d/2023/r.txt', RPSS)
    plain, told = total('d/r.txt', cwd=tmp), ('d/2023 : laissé de côté, répertoire', 'd/2023: passed over, a directory in a directory')
    both(['price', *ESSAI, '--by', 'total', 'd'], 0, *told, cwd=tmp, rows=plain)
    for command in (['check'], ['group', *ESSAI], ['report', *ESSAI], ['audit', *ESSAI]):
        r = run(*command, '--lang', 'en', 'd', cwd=tmp)
        check(r.stderr.decode().count(told[1]) == 1 and b'hidden' not in r.stderr, '%s: %s' % (command, r.stderr))
    check(told[0].encode() in run('report', *ESSAI, 'd', cwd=tmp).stdout, 'the page says so')
    r = run('drugs', '--by', 'total', os.path.join(beside, 'dgf.fichcomp.txt'), '--rpss', 'd', '--lang', 'en', cwd=tmp)
    check(r.stderr.decode().count(told[1]) == 1, 'drugs: %s' % r.stderr)
    os.remove(tmp + '/d/r.txt')
    both(['price', *ESSAI, '--by', 'total', 'd'], 3, *told, cwd=tmp, rows=b'')
    # A directory given for records and for what is beside them, too.
    os.makedirs(tmp + '/e/2023')
    os.symlink('nowhere', tmp + '/e/lost')
    for name in ('dgf.rpss.txt', 'dgf.fichcomp.txt'):
        write(tmp + '/e/' + name, read(os.path.join(beside, name)))
    r = run('report', *ESSAI, 'e', '--fichcomp', 'e', '--lang', 'en', cwd=tmp)
    check(r.returncode == 0 and [r.stderr.count(b'e/%s: passed over' % n) for n in (b'2023', b'lost')] == [1, 1], 'each once: %s' % r.stderr)


def invoice_or_record(tmp):
    """An RPSS of a format that nobody knows is no invoice."""
    unknown = b'H04' + RPSS.split(b'\n')[0][3:]
    path = write(tmp + '/h04', RPSS + unknown + b'\n')
    for command in (['drugs', path, '--rpss', os.path.join(beside, 'dgf.rpss.txt')],
                    ['bills', *ESSAI, path, '--rpss', os.path.join(beside, 'bills.rpss.txt')], ['tables', 'learn-tarifs', path, '-o', tmp + '/x']):
        both(command, 3, 'ce fichier ressemble à : RPSS', 'this file looks like: RPSS', rows=b'')
    # A line of invoice, too long by what a transfer added, still tells its file.
    line = read(os.path.join(beside, 'bills.rsf.txt')).split(b'\n')[0]
    r = run('bills', *ESSAI, write(tmp + '/rsf', line + b'x' * 9 + b'\n'), '--rpss', os.path.join(beside, 'bills.rpss.txt'))
    check(r.returncode == 1 and b'920' in r.stderr, 'an invoice line that is too long: %s' % r.stderr[:200])
    # What is known of a file does not depend on how much is read at a time.
    noise = write(tmp + '/noise', b'x\n' * 200000 + read(os.path.join(beside, 'dgf.fichcomp.txt')))
    told = set()
    for size in ('64', '4096', '262144'):
        r = subprocess.run([had, 'drugs', noise, '--rpss', os.path.join(beside, 'dgf.rpss.txt')], capture_output=True, env=dict(ENV, HAD_READ_SIZE=size))
        told.add((r.returncode, r.stdout))
        r = subprocess.run([had, 'drugs', '-', '--rpss', os.path.join(beside, 'dgf.rpss.txt')], stdin=open(noise, 'rb'), capture_output=True,
                           env=dict(ENV, HAD_READ_SIZE=size))
        told.add((r.returncode, r.stdout.replace(b'\n-;', b'\n' + noise.encode() + b';')))
    check(len(told) == 1 and min(told)[0] == 0, 'the first MiB decides: %s' % [t[0] for t in told])


# --- Known causes (rule R43), beside the records -------------------------------------------------------------------

def causes(tmp):
    """Named once in a file, and the good lines count as they did."""
    for name, command in (('dgf.fichcomp.txt', ['drugs', '--by', 'total', '--rpss', os.path.join(beside, 'dgf.rpss.txt')]),
                          ('bills.rsf.txt', ['bills', *ESSAI, '--rpss', os.path.join(beside, 'bills.rpss.txt')]),
                          ('bills.rsf.txt', ['tables', 'learn-tarifs'])):
        lines = read(os.path.join(beside, name)).split(b'\n')[:-1][:30]
        accent = (lines[4][:60] + b'\xe9' + lines[4][61:] + b'\n').decode('cp1252').encode('utf-8')
        cases = {'cr': (b'\r'.join(lines[10:]) + b'\n', 'CR seul', 'CR alone'),
                 'crcrlf': (b'\r\r\n'.join(lines[10:]) + b'\r\r\n', 'CR CR LF', 'CR CR LF'),
                 'quotes': (b''.join(b'"' + line + b'"\n' for line in lines[10:]), 'ligne entre guillemets', 'line in quotes'),
                 'utf8': (accent * 3, 'recodé en UTF-8', 're-coded to UTF-8')}
        for case, (bad, french, english) in cases.items():
            good = write(tmp + '/good', b'\n'.join(lines[:10]) + b'\n')
            path = write(tmp + '/' + case, b'\n'.join(lines[:10]) + b'\n' + bad)
            for n, (language, words) in enumerate((('fr', french), ('en', english))):
                more = ['-o', tmp + '/%s-%s-%d' % (command[-1][-5:].replace('/', ''), case, n)] if 'learn-tarifs' in command else []
                r = run(*command, path, *more, '--lang', language)
                right = run(*command, good, *[m + 'g' if m[:1] == '/' else m for m in more], '--lang', language)
                check(r.returncode == right.returncode, '%s %s: %d %s' % (name, case, r.returncode, r.stderr.decode()[-200:]))
                check(r.stderr.decode().count(words) == 1, '%s %s: %r once: %s' % (name, case, words, r.stderr.decode()[:400]))
                check(r.stdout == right.stdout, '%s %s: the good lines: %r' % (name, case, r.stdout[:200]))
        quoted = write(tmp + '/quoted', b''.join(b'"' + line + b'"\n' for line in lines))
        both([*command, quoted, *(['-o', tmp + '/none'] if 'learn-tarifs' in command else [])], 3, 'des lignes entre guillemets : retirez-les',
             'lines in quotes: take them away', rows=b'')
    # A convention with a tab behind it is one of conventions, none of another PMSI field.
    home = b'7500000011' + b'01012024' + b'31122024'
    for spoiled in (home + b'\t\t\t', home + b'9', home[:-1]):
        r = run('price', *ESSAI, write(tmp + '/r', RPSS), '--conventions', write(tmp + '/c', spoiled + b'\n'))
        check(r.returncode == 0 and b'033' in r.stderr and b'on dirait' not in r.stderr, 'conventions %r: %s' % (spoiled, r.stderr[:200]))


def record_ends(tmp):
    """Slices of records that end in two ways are put together as they are, and that is said once."""
    grouped = run('group', '-q', *ESSAI, '-', data=RPSS).stdout.split(b'\n')[:-1]
    first, second = write(tmp + '/1', b''.join(line + b'\n' for line in grouped[:4])), write(tmp + '/2', b''.join(line + b'\r\n' for line in grouped[4:]))
    both(['merge', first, second], 0, tmp + '/2:1 : cette ligne finit autrement', tmp + '/2:1: this line ends otherwise', rows=read(first) + read(second))
    check(run('merge', '-q', first, second).stderr == b'' and run('merge', first).stderr == b'', 'one end, or quiet')


# --- A folder as users have one ----------------------------------------------------------------------------------

def users_folder(tmp):
    """Three cumulative months and what lies beside them: the total of the last month, and each other file named once."""
    lines = [l for l in RPSS.split(b'\n')[:9]]
    home = lines[5][:75] + b'3750000001' + lines[5][85:]
    lines[5] = home
    os.mkdir(tmp + '/u')
    for month in (1, 2, 3):
        write(tmp + '/u/750712184.2024.%d.rpss.txt' % month, b'\r\n'.join(lines[:3 * month]) + b'\r\n')
    write(tmp + '/u/note.txt', 'Reçu le 3 mars.\r\nVoir le DIM.\r\n'.encode('cp1252'))
    write(tmp + '/u/envoi.zip', b'PK\x03\x04' + bytes(26) + b'750712184.2024.3.rpss' + bytes(50))
    write(tmp + '/u/750712184.2024.3.rss.txt', (b'1114C08A 122000750712184022' + b'1' * 150 + b'\r\n') * 5)
    write(tmp + '/u/conventions.txt', b'\xef\xbb\xbf7500000011' + b'01012024' + b'        \r\n')  # as Notepad saves it
    write(tmp + '/u/Thumbs.db', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600))
    write(tmp + '/u/suivi.xlsx', WORKBOOK)
    write(tmp + '/u/vide.txt', b'')
    last, given = 'u/750712184.2024.3.rpss.txt', ['--conventions', 'u/conventions.txt']
    money = total(last, *given, cwd=tmp)
    check(money != total(last, cwd=tmp) or b';0.00;' not in money, 'the conventions are read: %s' % money)
    named = {'fr': ('des RSS groupés (format 122)', 'un classeur', 'un document bureautique', 'un fichier de conventions (--conventions)', 'une archive zip',
                    'note.txt : laissé de côté, aucune ligne', 'vide.txt : laissé de côté, fichier vide'),
             'en': ('grouped RSS (format 122)', 'a workbook', 'an office document', 'a file of agreements (--conventions)', 'an archive (zip',
                    'note.txt: passed over, no line', 'vide.txt: passed over, an empty file')}
    for args, code in ((['price', '--by', 'total', *ESSAI, *given], 0), (['check', *given], None), (['check', *ESSAI, *given, '--to', 'rapport'], None),
                       (['group', *ESSAI], 0), (['report', *ESSAI, *given], 0), (['tables', 'coverage', *ESSAI], 0), (['audit', *ESSAI], 0),
                       (['tables', 'learn', '-o', tmp + '/none'], 3), (['explain', *ESSAI, '--sejour', lines[0][41:61].decode().strip()], 0)):
        for language in ('fr', 'en'):
            r = run(*args, 'u', '--lang', language, cwd=tmp)
            text = r.stderr.decode()
            alone = run(*args, last, '--lang', language, cwd=tmp)
            check(r.returncode == alone.returncode if code is None else r.returncode == code, '%s: %d %s' % (args, r.returncode, text[-300:]))
            check(r.stdout == alone.stdout or args[0] in ('report', 'audit'), '%s: another output than the last month alone' % args)
            if args[0] == 'explain':
                continue  # quiet: what is told says all of it
            words = 'laissé de côté' if language == 'fr' else 'passed over'
            check(text.count(words) == 7 and all(w in text for w in named[language]), '%s: names %s' % (args, text[:900]))
            if code != 3:
                check(text.count('750712184.2024.1.rpss') == text.count('750712184.2024.2.rpss') == 1, '%s: the months left out: %s' % (args, text[:900]))
    check(run('price', '-q', '--by', 'total', *ESSAI, 'u', *given, cwd=tmp).stdout == money, 'the right total')
    for args, code, fr, en in ((['explain', *ESSAI, 'u', '--ligne', '1'], 2, "pas d'un répertoire", 'not of a directory'),
                               (['drugs', 'u', '--rpss', 'u'], 3, 'aucun fichier à lire', 'no file to read'),
                               (['bills', *ESSAI, 'u', '--rpss', 'u'], 3, 'aucun fichier à lire', 'no file to read'),
                               (['compare', *ESSAI, 'u', 'u'], 2, 'donné deux fois', 'given twice'), (['merge', 'u'], 3, "c'est un répertoire", 'is a directory'),
                               (['price', *ESSAI, last, '--conventions', 'u'], 3, "c'est un répertoire", 'it is a directory'),
                               (['verify', 'u'], 3, "c'est un répertoire", 'is a directory')):
        both(args, code, fr, en, cwd=tmp, rows=b'')
    # A FICHCOMP in it: every command reads what is its own.
    rpss = read(os.path.join(beside, 'dgf.rpss.txt'))
    for month in (1, 2, 3):
        write(tmp + '/u/750712184.2024.%d.rpss.txt' % month, rpss)
    write(tmp + '/u/750712184.2024.3.fichcomp.txt', read(os.path.join(beside, 'dgf.fichcomp.txt')))
    a = run('drugs', '-q', '--by', 'total', 'u/750712184.2024.3.fichcomp.txt', '--rpss', last, cwd=tmp).stdout
    both(['drugs', '--by', 'total', 'u', '--rpss', 'u'], 0, '750712184.2024.1.rpss.txt : non lu', '750712184.2024.1.rpss.txt: not read', cwd=tmp, rows=a)


# --- Names of workbooks ------------------------------------------------------------------------------------------

def workbooks(tmp):
    """A file named as a workbook that would be none is not written: no spreadsheet opens it."""
    records = write(tmp + '/r.txt', RPSS)
    for name in ('mai.xlsx', 'MAI.XLSX', '.xlsx'):
        for command in (['report', *ESSAI], ['price', *ESSAI], ['price', '--tableur', *ESSAI], ['check'], ['group', *ESSAI],
                        ['check', '--to', 'csv']):
            both([*command, 'r.txt', '-o', name], 2, '%s : un classeur s\'écrit avec --to xlsx' % name,
                 '%s: a workbook is written with --to xlsx' % name, cwd=tmp, rows=b'')
            check(os.listdir(tmp) == ['r.txt'], 'nothing is written: %s' % os.listdir(tmp))
    for name in ('mai.xlsx', 'mai.txt', 'xlsx'):  # with --to xlsx any name will do
        check(run('report', *ESSAI, '-q', '--to', 'xlsx', '-o', tmp + '/' + name, records).returncode == 0, 'a workbook named ' + name)


# --- Empty files -----------------------------------------------------------------------------------------------

def empty(tmp):
    """Rule R43: exit 0, no rows, one sentence; what learns writes a directory with nothing in it."""
    drugs, rpss, bills = (os.path.join(beside, n) for n in ('dgf.fichcomp.txt', 'dgf.rpss.txt', 'bills.rpss.txt'))
    RECORD = ('fichier sans aucun enregistrement', 'file without any record')
    LINE = ('fichier sans aucune ligne', 'a file without any line')
    for n, data in enumerate((b'', b'\x1a', b'\n\n  \r\n', b'\xef\xbb\xbf')):
        path = write(tmp + '/empty%d' % n, data)
        for command, words, code in ((['price', *ESSAI, path], RECORD, 0), (['group', *ESSAI, path], RECORD, 0), (['check', path], RECORD, 0),
                                     (['audit', *ESSAI, path], RECORD, 0), (['compare', *ESSAI, path, rpss], RECORD, 0),
                                     (['report', *ESSAI, path], RECORD, 0), (['tables', 'coverage', *ESSAI, path], RECORD, 0),
                                     (['drugs', path, '--rpss', rpss], LINE, 0), (['drugs', drugs, '--rpss', path], RECORD, 0),
                                     (['bills', *ESSAI, path, '--rpss', bills], LINE, 1), (['price', *ESSAI, rpss, '--vidhosp', path], LINE, 0)):
            both(command, code, *words)
        for command, words in ((['tables', 'learn'], RECORD), (['tables', 'learn-tarifs'], LINE)):
            for language, sentence in zip(('fr', 'en'), words):
                out = tmp + '/out%d-%s-%s' % (n, command[-1], language)
                r = run(*command, path, '-o', out, '--lang', language)
                check(r.returncode == 0 and sentence in r.stderr.decode() and r.stdout.count(b'\n') == 1,
                      '%s of nothing: %d %s' % (command, r.returncode, r.stderr))
                check(os.listdir(out) == [], '%s of nothing leaves %s' % (command, os.listdir(out)))
    both(['merge', tmp + '/empty0'], 0, *LINE, rows=b'')
    # Records that carry no result are not nothing: there was something to learn from, and it taught nothing.
    both(['tables', 'learn', os.path.join(fixtures, 'rpss.txt'), '-o', tmp + '/none'], 3, 'aucun enregistrement groupé dont apprendre', 'no grouped record to learn from', rows=b'')
    check(not os.path.exists(tmp + '/none'), 'nothing is written')


def main():
    for case in (outputs, foreign, blanks, tables, folders, nested, invoice_or_record, causes, record_ends, users_folder, workbooks, empty):
        with tempfile.TemporaryDirectory() as tmp:
            case(tmp)
    values()
    return status()


sys.exit(main())
