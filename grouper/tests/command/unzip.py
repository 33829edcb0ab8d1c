#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""unzip.py HAD FIXTURES [tar]: a zip given as FILE is refused with the command that reads it on this system; that command,
typed as it is said, gives the bytes that the file itself gives. A workbook is a zip too: it is told as a workbook, and no
such command is said. With `tar`, HAD is that of Windows, and bsdtar stands for its tar."""
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

had, fixtures = sys.argv[1:3]
TOLD = 'tar -xOf' if sys.argv[3:] == ['tar'] else 'unzip -p'
records = os.path.join(os.path.abspath(fixtures), 'rpss.txt')
NAMES = ['export.zip', "l'envoi de mars.zip"]
ASKED = {'fr': 'had: la lire sans l\'extraire : ', 'en': 'had: read it without extracting it: '}

BEGUN = ['[Content_Types].xml', '_rels/.rels', 'docProps/app.xml', 'customXml/item1.xml', 'xl/workbook.xml', 'mimetype']
BOOK = {'fr': 'un classeur (ou un autre document bureautique) : donnez le fichier texte de votre logiciel (une table : enregistrez-la en CSV)',
        'en': 'a workbook (or another office document): give the text file of your software (a table: save it as CSV)'}


def main():
    with tempfile.TemporaryDirectory() as folder:
        env = dict(os.environ, PATH=folder + os.pathsep + os.environ['PATH'])
        os.symlink(os.path.abspath(had), os.path.join(folder, 'had'))
        if TOLD.startswith('tar'):
            os.symlink(shutil.which('bsdtar'), os.path.join(folder, 'tar'))
        elif not shutil.which('unzip'): # its one use here
            stub = os.path.join(folder, 'unzip')
            open(stub, 'w').write('#!/usr/bin/env python3\nimport sys, zipfile\nz = zipfile.ZipFile(sys.argv[2])\n'
                                  'for n in z.namelist():\n    sys.stdout.buffer.write(z.read(n))\n')
            os.chmod(stub, 0o755)

        def run(command):
            return subprocess.run(command, shell=isinstance(command, str), cwd=folder, env=env, capture_output=True)
        for name in NAMES:
            with zipfile.ZipFile(os.path.join(folder, name), 'w', zipfile.ZIP_DEFLATED) as made:
                made.write(records, '750000001.2024.3.rpss')
            for language, words in ASKED.items():
                args = ['price', '--classification', 'essai', '--lang', language, '--by', 'mois']
                refused = run(['had', *args, name])
                lines = refused.stderr.decode().splitlines()
                assert refused.returncode == 3 and not refused.stdout, (refused.returncode, lines)
                assert len(lines) == 2 and lines[1].startswith(words + TOLD), lines
                read = run(lines[1][len(words):])
                plain = run(['had', *args, records])
                assert read.returncode == 0 and read.stdout == plain.stdout, (lines[1], read.stderr.decode())
        # files of another kind are refused in the same way
        for command in [['drugs'], ['bills', '--classification', 'essai']]:
            refused = run(['had', *command, '--rpss', records, '--lang', 'en', NAMES[0]])
            told = '%s export.zip | had %s --rpss' % (TOLD, ' '.join(command))
            assert refused.returncode == 3 and told in refused.stderr.decode(), refused
        # workbooks, whichever of its files the maker wrote first
        books = ['own.xlsx']
        made = run(['had', 'price', '-q', '--classification', 'essai', '--to', 'xlsx', '-o', books[0], records])
        assert made.returncode == 0, made
        for first in BEGUN:
            books.append('book%d.xlsx' % len(books))
            with zipfile.ZipFile(os.path.join(folder, books[-1]), 'w', zipfile.ZIP_DEFLATED) as made:
                made.writestr(first, 'application/vnd.oasis.opendocument.spreadsheet')
                made.write(records, 'xl/worksheets/sheet1.xml')
        for book in books:
            for language, words in BOOK.items():
                for command in [['price', '--classification', 'essai'], ['check'], ['drugs', '--rpss', records]]:
                    refused = run(['had', *command, book, '--lang', language])
                    lines = refused.stderr.decode().splitlines()
                    assert refused.returncode == 3 and not refused.stdout, (book, command, refused)
                    assert lines[-1].endswith(words) and TOLD not in refused.stderr.decode(), (book, command, lines)
    print('%d zips read as told, %d workbooks' % (len(NAMES), len(books)))


main()
