#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""desktop.py NATIVE EXE HELPERS ROOT SHOTS WINE...: what somebody does with the folder of the Windows zip, under wine: types the
guide of ten minutes in cmd, drops folders on had.exe, double-clicks it, keeps files open in another program. What stands in
the window is what the native command says. HELPERS has console.exe and hold.exe; a display is needed. Pictures of the windows go to SHOTS, where the tools for them are at hand."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

native, exe, helpers, root, shots = (os.path.abspath(a) for a in sys.argv[1:6])
wine = sys.argv[6:]
sys.path[:0] = [os.path.join(root, 'grouper', 'tests', d) for d in ('project', 'command')]
from checks import check, status  # noqa: E402
from guide import END, walk  # noqa: E402

ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME', 'HAD_DROPPED')}
ENV['LC_ALL'] = 'C.UTF-8'
UNTIL = {'fr': 'pour fermer cette', 'en': 'to close this window'}


def unzipped(folder):
    """As packages/build puts it together."""
    shutil.copy(exe, os.path.join(folder, 'had.exe'))
    shutil.copytree(os.path.join(root, 'fixtures', 'dossier'), os.path.join(folder, 'dossier'))
    shutil.copytree(os.path.join(root, 'tables', 'classifications', 'essai'), os.path.join(folder, 'essai'))


def cmd(folder, parts):
    """One window for the whole page. What cmd and its tools say ends in CR LF; what had says, in LF."""
    unzipped(folder)
    lines = ['@echo off'] + ['%s\necho %s' % (block.rstrip('\n'), END) for block in parts]
    with open(os.path.join(folder, 'typed.bat'), 'w', encoding='ascii', newline='\r\n') as file:
        file.write('\n'.join(lines) + '\n')
    done = subprocess.run([*wine, 'cmd.exe', '/c', 'typed.bat'], cwd=folder, env=ENV, stdin=subprocess.DEVNULL, capture_output=True)
    return done.stdout.decode().replace('\r\n', '\n').split(END + '\n'), done.stderr.decode()


def picture(name):
    """Of the whole screen, where the tools for it are at hand."""
    if all(shutil.which(tool) for tool in ('xwd', 'xwdtopnm', 'pnmtopng')):
        subprocess.run(['sh', '-c', 'xwd -root -silent | xwdtopnm 2>/dev/null | pnmtopng > "$0"', os.path.join(shots, name + '.png')], check=False)


def in_window(name, folder, args, language):
    """Tried again, and looked at later, where a busy machine was not ready."""
    for seconds in (4, 12, 40):
        ran = subprocess.Popen([*wine, os.path.join(helpers, 'console.exe'), str(seconds), 'screen.txt', UNTIL[language], 'had.exe', *args], cwd=folder,
                               env=dict(ENV, HAD_LANG=language), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds - 0.5)
        picture('%s-%s' % (name.replace(' ', '-'), language))
        ran.wait(300)
        screen = open(os.path.join(folder, 'screen.txt'), encoding='utf-8').read()
        os.remove(os.path.join(folder, 'screen.txt'))
        if ran.returncode < 90:
            break
    return ran.returncode, screen


def dropped(name, args, language, before=lambda folder: None):
    """The window says what the native command says; what is written is the same."""
    left = []
    for side in ('native', 'windows'):
        with tempfile.TemporaryDirectory() as folder:
            unzipped(folder)
            before(folder)
            if side == 'native':
                ran = subprocess.run([native, *args], cwd=folder, env=dict(ENV, HAD_LANG=language, HAD_DROPPED='1'),
                                     stdin=subprocess.DEVNULL, capture_output=True)
                code, said = ran.returncode, ran.stderr.decode()
            else:
                code, said = in_window(name, folder, args, language)
            files = {n: open(os.path.join(folder, n), 'rb').read() for n in os.listdir(folder) if '.had.' in n}
            left.append((code, re.sub(r'\s+', '', said), files)) # the window cuts lines where it ends
    for kind, a, b in zip(('status', 'window', 'files'), *left):
        check(a == b, '%s: %s:\nnative:\n%s\nwindow:\n%s' % (name, kind, str(a)[:2000], str(b)[:2000]))
    return left[1]


def held():
    """A file that another program keeps: read where it lets others read, refused before the work where it may not be
    replaced; it stays what it was."""
    busy = {'fr': 'ce fichier est utilisé par un autre programme', 'en': 'another program is using this file'}
    with tempfile.TemporaryDirectory() as folder:
        unzipped(folder)
        lone(folder)
        for shared, name, code in ((1, 'rpss.txt', 0), (0, 'rpss.txt', 3), (1, 'table.csv', 3), (0, 'table.csv', 3)):
            for language, says in busy.items():
                table = os.path.join(folder, 'table.csv')
                open(table, 'w').write('old\n')
                ran = subprocess.run([*wine, os.path.join(helpers, 'hold.exe'), str(shared), name, 'had.exe', 'price', '-q', 'rpss.txt', '--by', 'total',
                                      '--classification', 'essai', '-o', 'table.csv', '--lang', language], cwd=folder, env=ENV,
                                     stdin=subprocess.DEVNULL, capture_output=True)
                told = ran.stderr.decode()
                check(ran.returncode == code and (code == 0 or name in told and says in told), 'kept: %s, %d: %s' % (name, shared, ran))
                check(code == 0 or open(table).read() == 'old\n', 'kept: %s is changed' % name)
                check(not [n for n in os.listdir(folder) if n.endswith('.part')], 'kept: %s' % os.listdir(folder))


def lone(folder):
    shutil.copy(os.path.join(root, 'fixtures', 'rpss.txt'), folder)


for page in ('premiere_facturation', 'first_billing'):
    walk(page, open(os.path.join(root, 'grouper', 'doc', page + '.md'), encoding='utf-8').read(), cmd, 'bat')
held()
for language in UNTIL:
    code, _, files = dropped('a folder and its groups', ['dossier', 'essai'], language)
    check(code == 0 and set(files) == {'dossier.had.html', 'dossier.had.xlsx'}, 'step 8: %s, %s' % (code, sorted(files)))
    page = files.get('dossier.had.html', b'').decode()
    check(re.search(r'167.376[,.]92', page), 'step 8: the amount of all months')
    code, _, files = dropped('a folder alone', ['dossier'], language)
    check(code == 4 and not files, 'a folder alone: %s, %s' % (code, sorted(files)))
    code, _, files = dropped('a double click', [], language, lone)
    check(code == 4 and not files, 'a double click: %s, %s' % (code, sorted(files)))
    code, _, files = dropped('a file', ['rpss.txt', 'essai'], language, lone)
    check(code == 0 and set(files) == {'rpss.txt.had.html', 'rpss.txt.had.xlsx'}, 'a file: %s, %s' % (code, sorted(files)))
sys.exit(status())
