#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""windows.py NATIVE EXE FIXTURES WINE...: had.exe under wine beside the native command, both in folders of the same
names: the same status, messages and bytes written. What wine cannot show is listed in grouper/doc/windows.md."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

native, exe, fixtures, *wine = sys.argv[1:]
COMMANDS = {'native': [os.path.abspath(native)], 'windows': wine + [os.path.abspath(exe)]}
RPSS = open(os.path.join(fixtures, 'rpss.txt'), 'rb').read()
TRIAL = ['--classification', 'essai']
DEEP = '/'.join(['un nom de dossier assez long pour compter'] * 8)
done = 0


def fill(folder):
    """A folder as hospitals have them: accents, CR LF, a deep path, something that is no record."""
    os.makedirs(os.path.join(folder, 'été'))
    os.makedirs(os.path.join(folder, DEEP))
    for name, data in [('a.txt', RPSS), ('été/b.txt', RPSS.replace(b'\n', b'\r\n')), ('c d.TXT', RPSS[:500]),
                       (DEEP + '/x.txt', RPSS), ('été/note.md', b'# rien\n')]:
        open(os.path.join(folder, name), 'wb').write(data)


def state(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            whole = os.path.join(path, name)
            found[os.path.relpath(whole, folder)] = open(whole, 'rb').read()
    return found


def run(which, folder, args, env=None, **more):
    env = dict(os.environ, HAD_LANG='fr', LC_ALL='C.UTF-8', **(env or {}))
    return subprocess.run(COMMANDS[which] + args, cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=120, **more)


def same(what, args, env=None, before=None, status=None):
    """The same run on both sides leaves the same behind."""
    global done
    left = {}
    for which in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            fill(folder)
            if before:
                before(folder)
            ran = run(which, folder, args, env)
            left[which] = (ran.returncode, ran.stdout, ran.stderr, state(folder))
    for i, kind in enumerate(['status', 'output', 'messages', 'files']):
        a, b = left['native'][i], left['windows'][i]
        if a != b:
            if kind == 'files':
                a, b = [{k: len(v) for k, v in s.items() if o.get(k) != v} for s, o in ((a, b), (b, a))]
            print('FAIL %s: %s\n--- native\n%s\n--- windows\n%s' % (what, kind, str(a)[:1500], str(b)[:1500]))
            sys.exit(1)
    if status is not None:
        assert left['windows'][0] == status, (what, left['windows'][:3])
    assert not [n for n in left['windows'][3] if n.endswith('.part')], what
    done += 1
    return left['windows']


def on_windows(what, args, before=None, env=None):
    """Only there: what it left."""
    global done
    with tempfile.TemporaryDirectory() as folder:
        fill(folder)
        if before:
            before(folder)
        ran = run('windows', folder, args, env)
        done += 1
        return ran.returncode, ran.stdout, ran.stderr, state(folder)


def compared():
    same('rows', ['price', *TRIAL, 'a.txt'], status=0)
    same('line ends are kept', ['group', *TRIAL, 'été/b.txt', '-o', 'g.txt'], status=0)
    same('a folder', ['price', *TRIAL, '--by', 'mois', 'été'], status=0)
    same('a deep path', ['price', *TRIAL, DEEP + '/x.txt', '-o', DEEP + '/z.csv'], status=0)
    same('workers', ['price', *TRIAL, '--by', 'jour', '-j', '4', 'a.txt'], env={'HAD_READ_SIZE': '700'}, status=0)
    same('journal', ['check', 'a.txt', '-o', 'f.csv'])
    same('a report', ['report', *TRIAL, 'été', '-o', 'été/r.html'], status=0)
    same('a folder by a relative name, as page.mjs gives it', ['report', 'dossier', *TRIAL, '--lang', 'fr', '-o', 'dossier.html'], status=0,
         before=lambda f: shutil.copytree(os.path.join(fixtures, 'dossier'), os.path.join(f, 'dossier')))
    same('a report in files', ['report', *TRIAL, 'été', '--to', 'csv', '-o', 'tables'], status=0)
    same('a workbook', ['report', *TRIAL, 'a.txt', '--to', 'xlsx', '-o', 'r.xlsx'], status=0)
    same('an output is replaced', ['price', *TRIAL, 'a.txt', '-o', 'old.csv'], status=0,
         before=lambda f: open(os.path.join(f, 'old.csv'), 'w').write('old'))
    same('an output that is an input', ['price', *TRIAL, 'a.txt', '-o', 'été/../a.txt'], status=2)
    same('nothing there', ['price', *TRIAL, 'nulle part.txt'], status=3)
    same('no such folder', ['price', *TRIAL, 'a.txt', '-o', 'nulle part/x.csv'], status=3)
    same('a name too long', ['price', *TRIAL, 'a.txt', '-o', 'x' * 300])
    same('a folder as output', ['price', *TRIAL, 'a.txt', '-o', 'été'], status=3)
    same('spreadsheets', ['price', *TRIAL, '--tableur', 'a.txt', '-o', 't.csv'], status=0)
    same('dropped: a folder', ['été'], env={'HAD_DROPPED': '1'})
    same('dropped: with its groups', ['été', 'groupes'], env={'HAD_DROPPED': '1'}, status=0, before=lambda f:
         shutil.copytree(os.path.join(fixtures, '..', 'tables', 'classifications', 'essai'), f + '/groupes'))


def alone():
    left = on_windows('patterns', ['price', *TRIAL, '--by', 'total', '*.txt'])
    both = on_windows('named', ['price', *TRIAL, '--by', 'total', 'a.txt', 'c d.TXT'])
    assert left == both, left
    left = on_windows('a pattern that fits nothing', ['price', *TRIAL, '*.rpss'])
    assert left[0] == 3 and b'*.rpss' in left[2], left
    left = on_windows('a pattern of many stars', ['price', *TRIAL, '*a' * 25 + '*b'],
                      before=lambda folder: open(os.path.join(folder, 'a' * 60), 'w').close())
    assert left[0] == 3, left[:3]
    left = on_windows('backslashes', ['price', *TRIAL, '--by', 'mois', 'été\\'])
    assert left[0] == 0, left[:3]
    left = on_windows('capitals', ['price', *TRIAL, 'a.txt', '-o', 'R.CSV', '--journal', 'r.csv'])
    assert left[0] == 2, left[:3]
    left = on_windows('no device', ['price', *TRIAL, 'a.txt', '-o', 'NUL'])
    assert left[0] == 0 and 'NUL' not in left[3], left[:3]


def read_only():
    def protect(folder):
        open(os.path.join(folder, 'kept.csv'), 'w').write('kept')
        os.chmod(os.path.join(folder, 'kept.csv'), 0o444)
    left = same('a read-only output', ['price', *TRIAL, 'a.txt', '-o', 'kept.csv'], before=protect, status=3)
    assert left[3]['kept.csv'] == b'kept'


def interrupted():
    """Ctrl-C while it waits for more input: no .part is left."""
    global done
    with tempfile.TemporaryDirectory() as folder:
        fill(folder)
        ran = subprocess.Popen(COMMANDS['windows'] + ['price', *TRIAL, '-', '-o', 'o.csv'], cwd=folder,
                               stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        ran.stdin.write(RPSS * 3000)
        ran.stdin.flush()
        for _ in range(100):
            if [n for n in os.listdir(folder) if n.endswith('.part')]:
                break
            time.sleep(0.1)
        assert [n for n in os.listdir(folder) if n.endswith('.part')]
        ran.send_signal(signal.SIGINT)
        ran.wait(60)
        ran.stdin.close()
        left = [n for n in os.listdir(folder) if n.endswith('.part') or n == 'o.csv']
        assert ran.returncode != 0 and not left, (ran.returncode, left)
    done += 1


compared()
alone()
read_only()
interrupted()
print('%d cases, 0 differences' % done)
