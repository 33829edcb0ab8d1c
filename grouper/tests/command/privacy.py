#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""privacy.py HAD ROOT: what a file holds of a person (stay, patient, birth, insured person, names) is in no message and in
no journal, whatever is wrong with the file, in both languages. Its fields are filled with texts that stand nowhere else; lines
are cut, doubled, swapped, given control bytes; files are given as what they are not."""
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile

from checks import check, status

had, root = (os.path.abspath(a) for a in sys.argv[1:3])
fixtures = os.path.join(root, 'fixtures')
ESSAI = ['--classification', 'essai']
PERSONAL = re.compile('sejour|^ipp$|naissance$|^no_entree|^no_facture|immat|^nom_|^prenom_|^ins$|no_administratif|no_accident')
NOT = re.compile('^date_(debut|fin)_sejour|montant|rang_|^date_')
WIDE, DIGITS = b'QXZKJWVYQ7XJ2KQZ9WX4', b'918273645918273645'
# Any part of them: a message may begin or end in the middle of a field.
PARTS = (*{WIDE[i:i + 5] for i in range(len(WIDE) - 4)}, *{DIGITS[i:i + 6] for i in range(9)}, b'91827',
         b'17031911', b'1911-03-17', b'17/03/1911')


def rows(name):
    with open(os.path.join(root, 'tables', name), encoding='utf-8') as f:
        return list(csv.DictReader(f, delimiter=';'))


def fill(line, row):
    """A field of a line, with a text that is known again."""
    start, length, name = int(row['start']) - 1, int(row['length']), row['field']
    if start + length > len(line):
        return
    text = b'17031911' if name == 'date_naissance' else (DIGITS if row['kind'].startswith('num') else WIDE)[:length]
    line[start:start + length] = text.ljust(length)


def personal(name):
    return PERSONAL.search(name) and (name == 'date_naissance' or not NOT.search(name))


def planted(path, table, chosen):
    fields = [r for r in rows(table) if personal(r['field'])]
    lines, places = [], []
    with open(os.path.join(fixtures, path), 'rb') as f:
        for text in f.read().splitlines():
            line = bytearray(text)
            mine = [r for r in fields if chosen(r, text)]
            for row in mine:
                fill(line, row)
            lines.append(bytes(line))
            places.append([int(r['start']) - 1 for r in mine if int(r['start']) <= len(line)])
    return lines, places


def damaged(lines, places):
    """The file as it is, and in the ways that files come wrong."""
    yield 'as it is', lines
    yield 'twice', lines + lines
    yield 'swapped', lines[::-1]
    yield 'cut', [line[:len(line) * 2 // 3] for line in lines]
    yield 'joined', [b''.join(lines[:4])] + lines[4:]
    yield 'moved', [b' ' + line for line in lines]
    for bad in (b'\x01', b'\xe9', b'#'):
        yield 'with %r' % bad, [line[:at] + bad + line[at + 1:] for line, all_at in zip(lines, places) for at in all_at[:6]] + lines
    yield 'of another year', [re.sub(rb'202[0-9]', b'2042', line) for line in lines]


def write(tmp, name, lines):
    with open(os.path.join(tmp, name), 'wb') as f:
        f.write(b'\n'.join(lines) + b'\n')


def quiet(tmp, *args, sound=False):
    """Runs it in both languages: nothing is told of a person. `sound`: nor is the file refused, which would look at none of it."""
    for lang in ('fr', 'en'):
        r = subprocess.run([had, *args, '--lang', lang], cwd=tmp, capture_output=True, timeout=120,
                           env=dict(os.environ, HOME='/nonexistent'))
        check(r.returncode in ((0, 1) if sound else (0, 1, 2, 3, 4)), '%s: status %d' % (args, r.returncode))
        journal = os.path.join(tmp, 'j.json')
        told = r.stderr + (open(journal, 'rb').read() if os.path.exists(journal) else b'')
        for part in PARTS:
            check(part not in told, '%s: %s is told: %s' % (' '.join(args), part, told[-600:]))
        if os.path.exists(journal):
            os.remove(journal)
        shutil.rmtree(os.path.join(tmp, 'learned'), ignore_errors=True)  # where something is, nothing more is written, nor read


def rpss(row, text):
    return text[:3].decode('latin-1') in row['format'].split('|')


KINDS = {
    'dgf.rpss': ('public/2024.rpss', 'layouts/rpss.csv', rpss),
    'oqn.rpss': ('prive/2023.rpss', 'layouts/rpss.csv', rpss),
    'fichcomp': ('public/fichcomp.txt', 'beside/fichcomp.csv', lambda r, t: r['layout'] == 'FC%s-IND' % t[9:11].decode('latin-1')),
    'oqn.fichcomp': ('prive/fichcomp.txt', 'beside/fichcomp.csv', lambda r, t: r['layout'].startswith('OQN%s' % t[9:11].decode('latin-1'))),
    'rsf': ('prive/rsf.txt', 'beside/rsf.csv', lambda r, t: r['layout'] == 'RSF' + t[:1].decode('latin-1')),
    'vidhosp': ('public/vidhosp.txt', 'beside/vidhosp.csv', lambda r, t: r['layout'] == 'V014'),
    'hosp': ('public/hosp-pmsi.txt', 'beside/fichcomp.csv', lambda r, t: r['layout'].startswith('HOSP')),
}
COMMANDS = {
    'dgf.rpss': (['group', '-q'], ['price', '--journal', 'j.json', '-o', 'out.csv'], ['check'], ['audit'], ['group', '--chainage'], ['price', '--doublons'],
                 ['explain', '--ligne', '1'], ['report', '-o', 'out.html']),
    'oqn.rpss': (['price', '--by', 'total', '--journal', 'j.json', '-o', 'out.csv'], ['check', '--ensemble'], ['explain', '--ligne', '2']),
    'fichcomp': (['drugs', 'FILE', '--rpss', 'dgf.rpss'],),
    'oqn.fichcomp': (['drugs', 'FILE', '--rpss', 'oqn.rpss'],),
    'rsf': (['bills', 'FILE', '--rpss', 'oqn.rpss', *ESSAI], ['tables', 'learn-tarifs', 'FILE', '--rpss', 'oqn.rpss', '-o', 'learned']),
    'vidhosp': (['price', *ESSAI, 'dgf.rpss', '--vidhosp', 'FILE', '--hosp-pmsi', 'hosp', '-o', 'out.csv', '--journal', 'j.json'],),
    'hosp': (['price', *ESSAI, 'dgf.rpss', '--vidhosp', 'vidhosp', '--hosp-pmsi', 'FILE', '-o', 'out.csv'],),
}

with tempfile.TemporaryDirectory() as tmp:
    made = {}
    for name, (path, table, chosen) in KINDS.items():
        lines, places = planted(path, table, chosen)
        check(any(places), '%s: no personal field' % name)
        check(any(part in line for line in lines for part in PARTS), '%s: nothing planted' % name)
        made[name] = lines, places
        write(tmp, name, lines)
    for name, commands in COMMANDS.items():
        for how, lines in damaged(*made[name]):
            write(tmp, 'file', lines)
            for command in commands:
                if 'FILE' in command:
                    quiet(tmp, *('file' if word == 'FILE' else word for word in command), sound=how == 'as it is')
                else:
                    quiet(tmp, *command, *ESSAI, 'file', sound=how == 'as it is')
    # As what they are not.
    for name in KINDS:
        for command in (['price', *ESSAI, name], ['drugs', name, '--rpss', 'dgf.rpss'], ['bills', name, '--rpss', 'oqn.rpss', *ESSAI],
                        ['price', *ESSAI, 'dgf.rpss', '--vidhosp', name, '--hosp-pmsi', name], ['merge', name, name],
                        ['tables', 'check', name], ['price', '--tables', name, 'dgf.rpss'], ['price', *ESSAI, '--conventions', name, 'dgf.rpss'],
                        ['price', *ESSAI, '--cim10', name, 'dgf.rpss'], ['price', *ESSAI, '--tarifs', name, 'dgf.rpss'], ['verify', name],
                        ['drugs', 'fichcomp', '--rpss', 'dgf.rpss', '--liste', name], ['tables', 'learn', name, '-o', 'learned']):
            quiet(tmp, *command)
sys.exit(status())
