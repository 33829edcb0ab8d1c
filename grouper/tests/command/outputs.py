#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""outputs.py HAD FIXTURES [KILLS | sanitized]: what a run writes. An output that is read, or written twice, by whatever name,
is refused before anything is opened; what is opened as a device is one; protected files stay; names of any
length; no file is left by any signal; killed at any moment, what stands is the old file or the new one."""
import ctypes
import errno
import glob
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from checks import check, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
rpss, year = os.path.join(fixtures, 'rpss.txt'), os.path.join(fixtures, 'annee-2024.txt')
KILLS = int(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[3].isdigit() else 30
beside = os.path.join(fixtures, 'examples', 'beside')
ESSAI = ['--classification', 'essai']
ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME')}
ENV['HOME'] = '/nonexistent'


def run(*args, cwd, **more):
    more.setdefault('stdin', subprocess.DEVNULL)
    more.setdefault('stdout', subprocess.PIPE)
    return subprocess.run([had, *args], cwd=cwd, stderr=subprocess.PIPE, timeout=60, env=ENV, **more)


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(content)


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def parts(path):
    return glob.glob(path + '/**/*.part', recursive=True) + glob.glob(path + '/**/.*.part', recursive=True)


def refused(tmp, args, code, sentences, kept=(), **more):
    """In both languages; files named in `kept` are what they were, and nothing new is there."""
    before = {k: read(os.path.join(tmp, k)) for k in kept}
    names = sorted(os.listdir(tmp))
    for lang, sentence in zip(('fr', 'en'), sentences):
        r = run(*args, '--lang', lang, cwd=tmp, **more)
        name = ' '.join(args)
        check(r.returncode == code, '%s: status %d, %s' % (name, r.returncode, r.stderr))
        check(sentence in r.stderr.decode(), '%s: says %s' % (name, r.stderr.decode()))
        check(not r.stdout, '%s: writes %r' % (name, r.stdout))
    for k in kept:
        check(read(os.path.join(tmp, k)) == before[k], '%s: %s is changed' % (args, k))
    check(sorted(os.listdir(tmp)) == names, '%s: leaves %s' % (args, os.listdir(tmp)))


INPUT = ("est aussi une entrée de ce passage", 'is also an input of this run')
TWICE = ('deux sorties vont au même endroit', 'two outputs go to the same place')
PROTECTED = ('protégé contre l\'écriture', 'protected against writing')


def inputs(tmp):
    """Every output against everything that is read."""
    shutil.copy(rpss, tmp + '/in.txt')
    shutil.copy(year, tmp + '/year.txt')
    write(tmp + '/conv.txt', b'750000001' + b'2024010120241231' + b'100\n')
    write(tmp + '/cim.csv', b'code;pere\nC340;0\n')
    write(tmp + '/ccam.csv', b'code;debut;fin;extensions\nABCD001;;;\n')
    shutil.copytree(fixtures + '/../tables/tarifs', tmp + '/tables/tarifs')
    shutil.copytree(fixtures + '/examples/classification1', tmp + '/tables/classifications/mine')
    shutil.copytree(fixtures + '/examples/classification1', tmp + '/alone')
    os.symlink('in.txt', tmp + '/link.txt')
    os.link(tmp + '/in.txt', tmp + '/hard.txt')
    os.symlink('.', tmp + '/here')
    given = ['--conventions', 'conv.txt', '--cim10', 'cim.csv', '--ccam', 'ccam.csv', '--tables', 'tables',
             '--classification', 'alone']
    tarifs = sorted(os.listdir(tmp + '/tables/tarifs'))[0]
    read_names = ['in.txt', './in.txt', 'here/in.txt', 'link.txt', 'hard.txt', tmp + '/in.txt', 'conv.txt', 'cim.csv',
                  'ccam.csv', 'here/conv.txt', 'tables/tarifs/' + tarifs, 'here/tables/tarifs/../tarifs/' + tarifs,
                  'tables/classifications/mine/mpp.csv', 'alone/classification.csv']
    for name in read_names:
        for option in ('-o', '--journal'):
            refused(tmp, ['price', *given, 'in.txt', option, name], 2, INPUT, kept=[name])
    for command in (['group'], ['check'], ['audit'], ['tables', 'coverage']):
        refused(tmp, [*command, *given, 'in.txt', '-o', 'conv.txt'], 2, INPUT, kept=['conv.txt'])
    refused(tmp, ['compare', *ESSAI, 'in.txt', 'year.txt', '-o', 'here/year.txt'], 2, INPUT, kept=['year.txt'])
    refused(tmp, ['merge', 'in.txt', '-o', 'link.txt'], 2, INPUT, kept=['in.txt'])
    refused(tmp, ['tables', 'show', 'alone', '-o', 'alone/mpp.csv'], 2, INPUT, kept=['alone/mpp.csv'])
    refused(tmp, ['tables', 'check', 'alone', '-o', 'alone/ik.csv'], 2, INPUT, kept=['alone/ik.csv'])
    refused(tmp, ['tables', 'diff', 'alone', 'tables', '-o', 'alone/ik.csv'], 2, INPUT, kept=['alone/ik.csv'])
    refused(tmp, ['tables', 'list', '--tables', 'tables', '-o', 'tables/tarifs/' + tarifs], 2, INPUT)
    os.mkdir(tmp + '/empty')
    refused(tmp, ['tables', 'learn', '--tables', 'empty', 'in.txt', '-o', 'here/empty'], 2, INPUT)
    # Files beside the records, and records beside them.
    for name in ('dgf.fichcomp.txt', 'dgf.rpss.txt', 'drugs.list.csv', 'bills.rsf.txt', 'bills.rpss.txt', 'vidhosp.txt', 'hosp.txt'):
        source = os.path.join(beside, name)
        shutil.copy(source if os.path.exists(source) else rpss, tmp + '/' + name)
    drugs = ['drugs', 'dgf.fichcomp.txt', '--rpss', 'dgf.rpss.txt', '--liste', 'drugs.list.csv', '-o']
    for name in drugs[1], drugs[3], drugs[5]:
        refused(tmp, [*drugs, 'here/' + name], 2, INPUT, kept=[name])
    for name in ('bills.rsf.txt', 'bills.rpss.txt'):
        refused(tmp, ['bills', 'bills.rsf.txt', '--rpss', 'bills.rpss.txt', '-o', './' + name], 2, INPUT, kept=[name])
    for name in ('vidhosp.txt', 'hosp.txt'):
        refused(tmp, ['price', *ESSAI, 'in.txt', '--vidhosp', 'vidhosp.txt', '--hosp-pmsi', 'hosp.txt', '-o', 'here/' + name], 2, INPUT,
                kept=[name])
    for option in ('--fichcomp', '--rsf'):
        refused(tmp, ['explain', *ESSAI, 'in.txt', '--ligne', '1', option, 'hosp.txt', '-o', 'here/hosp.txt'], 2, INPUT, kept=['hosp.txt'])
    refused(tmp, ['explain', *ESSAI, 'in.txt', '--ligne', '1', '-o', 'here/in.txt'], 2, INPUT, kept=['in.txt'])
    refused(tmp, ['tables', 'deduce', 'alone', '-o', 'alone/mpp.csv'], 2, INPUT, kept=['alone/mpp.csv'])
    # Standard output, where the shell put it.
    for args in (['price', *ESSAI, 'in.txt'], ['tables', 'show', 'alone'], ['price', *ESSAI, 'in.txt', '-o', '-']):
        name = 'in.txt' if args[0] == 'price' else 'alone/mpp.csv'
        with open(tmp + '/' + name, 'ab') as f:
            before = read(tmp + '/' + name)
            r = run(*args, cwd=tmp, stdout=f)
            check(r.returncode == 2 and INPUT[0] in r.stderr.decode(), '%s >> %s' % (args, name))
        check(read(tmp + '/' + name) == before, '%s is changed' % name)
    # A directory that is read: its files are inputs, a new one is not.
    os.mkdir(tmp + '/dir')
    shutil.copy(rpss, tmp + '/dir/a.txt')
    refused(tmp, ['price', *ESSAI, 'dir', '-o', 'here/dir/a.txt'], 2, INPUT, kept=['dir/a.txt'])
    for _ in range(2):
        r = run('price', '-q', *ESSAI, 'dir', '-o', 'dir/out.csv', cwd=tmp)
        check(r.returncode == 0, 'a new file in the directory that is read: %s' % r.stderr)


def twice(tmp):
    """Two outputs of one run."""
    base = ['price', *ESSAI, rpss]
    os.symlink('.', tmp + '/here')
    write(tmp + '/old', b'old\n')
    os.symlink('old', tmp + '/link')
    for a, b in (('o.csv', './o.csv'), ('o.csv', tmp + '/o.csv'), ('here/o.csv', 'o.csv'), ('old', 'link'), ('-', '-')):
        refused(tmp, [*base, '-o', a, '--journal', b], 2, TWICE)
    refused(tmp, [*base, '--journal', '-'], 2, TWICE)
    with open(tmp + '/old', 'ab') as f:
        r = run(*base, '--journal', 'here/old', cwd=tmp, stdout=f)
    check(r.returncode == 2 and TWICE[0] in r.stderr.decode(), 'journal is standard output')
    check(read(tmp + '/old') == b'old\n', 'old is changed')
    r = run(*base, '-o', '/dev/null', '--journal', '/dev/null', cwd=tmp)
    check(r.returncode == 0, 'a device twice: %s' % r.stderr)


def standard(tmp):
    """- is standard output."""
    right = run('price', *ESSAI, rpss, cwd=tmp).stdout
    check(run('price', *ESSAI, rpss, '-o', '-', cwd=tmp).stdout == right, '-o -')
    r = run('price', *ESSAI, rpss, '-o', 'o.csv', '--journal', '-', cwd=tmp)
    journal = json.loads(r.stdout)
    check(read(tmp + '/o.csv') == right and journal['output']['bytes'] == len(right), '--journal -')
    check(not os.path.exists(tmp + '/-'), 'no file is called -')
    write(tmp + '/j.json', r.stdout)
    check(run('verify', 'j.json', cwd=tmp).returncode == 0, 'verify a journal from standard output')
    check(run('tables', 'list', '-o', '-', cwd=tmp).stdout == run('tables', 'list', cwd=tmp).stdout, 'tables list -o -')


def devices(tmp):
    """What is opened as a device is one, wherever its name stands."""
    right = run('price', *ESSAI, rpss, cwd=tmp).stdout
    if os.access('/dev/shm', os.W_OK):
        name = tempfile.mktemp(dir='/dev/shm')
        try:
            write(name, b'old line\n' * 100000)
            check(run('price', *ESSAI, rpss, '-o', name, cwd=tmp).returncode == 0, '/dev/shm')
            check(read(name) == right, 'an old file in /dev/shm keeps nothing')
            check(not glob.glob(name + '*.part'), 'no .part in /dev/shm')
        finally:
            os.remove(name)
    for where in ('/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'):
        with open(tmp + '/log', 'wb') as f:
            f.write(b'kept\n')
            f.flush()
            check(run('price', *ESSAI, rpss, '-o', where, cwd=tmp, stdout=f).returncode == 0, where)
        check(read(tmp + '/log') == b'kept\n' + right, '%s goes on where the shell is' % where)
        check(run('price', *ESSAI, rpss, '-o', where, cwd=tmp).stdout == right, '%s, a pipe' % where)
    check(run('price', *ESSAI, rpss, '-o', '/dev/null', cwd=tmp).returncode == 0, '/dev/null')
    for args in (['-o', '/dev/full'], ['--journal', '/dev/full', '-o', 'o.csv']):
        r = run('price', *ESSAI, rpss, *args, cwd=tmp)
        check(r.returncode == 3 and 'le disque est plein' in r.stderr.decode(), '/dev/full: %s' % r.stderr)
    with open('/dev/full', 'wb') as f:
        for args in (['price', *ESSAI, rpss], ['help'], ['--version'], ['columns', 'price']):
            r = run(*args, cwd=tmp, stdout=f)
            check(r.returncode == 3 and 'le disque est plein' in r.stderr.decode(), '%s > /dev/full' % args)
    os.mkfifo(tmp + '/fifo')
    reader = subprocess.Popen(['cat', tmp + '/fifo'], stdout=subprocess.PIPE)
    check(run('price', *ESSAI, rpss, '-o', 'fifo', cwd=tmp).returncode == 0, 'a named pipe')
    check(reader.communicate()[0] == right, 'through a named pipe')
    check(not os.path.exists(tmp + '/o.csv') and not parts(tmp), 'nothing else: %s' % os.listdir(tmp))


def protected(tmp):
    """A file that may not be written is not replaced; what cannot be written is told before the work."""
    for name in ('r.csv', 'j.json'):
        write(tmp + '/' + name, b'precious\n')
        os.chmod(tmp + '/' + name, 0o444)
    os.symlink('r.csv', tmp + '/link')
    for args in (['-o', 'r.csv'], ['-o', 'link'], ['-o', 'o.csv', '--journal', 'j.json'], ['--journal', 'r.csv']):
        refused(tmp, ['price', *ESSAI, rpss, *args], 3, PROTECTED, kept=['r.csv', 'j.json'])
    refused(tmp, ['tables', 'list', '-o', 'r.csv'], 3, PROTECTED, kept=['r.csv'])
    refused(tmp, ['merge', rpss, '-o', 'r.csv'], 3, PROTECTED, kept=['r.csv'])
    absent = ("n'existe pas", 'no such file')
    for args in (['-o', 'nowhere/o.csv'], ['-o', 'o.csv', '--journal', 'nowhere/j.json'], ['--journal', 'nowhere/j.json']):
        refused(tmp, ['price', *ESSAI, rpss, *args], 3, absent)
        refused(tmp, ['price', rpss, *args], 3, absent)  # before it is known that nothing can be grouped
    refused(tmp, ['price', *ESSAI, rpss, '-o', '.'], 3, ("c'est un répertoire", 'it is a directory'))
    refused(tmp, ['price', *ESSAI, rpss, '-o', 'r.csv/x'], 3, ("n'est pas un répertoire", 'is no directory'))
    refused(tmp, ['price', *ESSAI, rpss, '-o', 'x' * 256], 3, ('ce nom est trop long', 'this name is too long'))


def long_names(tmp):
    right = run('price', *ESSAI, rpss, cwd=tmp).stdout
    for length in (230, 240, 250, 255):
        name = 'n' * length
        r = run('price', '-q', *ESSAI, rpss, '-o', name, cwd=tmp)
        check(r.returncode == 0 and read(tmp + '/' + name) == right, 'a name of %d bytes: %s' % (length, r.stderr))
        name = 'é' * (length // 2)
        check(run('price', '-q', *ESSAI, rpss, '-o', 'x', '--journal', name, cwd=tmp).returncode == 0, 'accents')
        json.loads(read(tmp + '/' + name))
    check(not parts(tmp), 'no .part: %s' % parts(tmp))
    grouped = tmp + '/grouped'
    run('group', *ESSAI, year, '-o', grouped, cwd=tmp)
    name = 'd' * 250
    r = run('tables', 'learn', '-q', '--non-officiels', grouped, '-o', name, cwd=tmp)
    check(r.returncode == 0 and os.listdir(tmp + '/' + name), 'a directory of 250 bytes: %s' % r.stderr)


def back(name):
    """The bytes of a name, from a journal: doc/choices.md."""
    first, *others = name.split('\0')
    return first.encode('utf-8') + b''.join(o[0].encode('latin-1') + o[1:].encode('utf-8') for o in others)


def names(tmp):
    """A journal is JSON in UTF-8 whatever bytes a name has, and verify finds the files again; what is shown
    is harmless on a terminal."""
    chance = random.Random(12)
    odd = [b's\xe9jours.txt', b'a\xc3\xa9b', b'\xff\xfe', b'q"u\\o;t', b'e\x1b[31m\n\t\x7f', b'\xc2\x9b1m', b'\xf0\x9f\x8f\xa5',
           b'\xed\xa0\x80', b'\xc0\xaf', b'\xe2\x82', b'\\u0041', b'x' * 200 + b'\xe9']
    odd += [bytes(chance.choice([b for b in range(1, 256) if b != 0x2F]) for _ in range(chance.randint(1, 60))) for _ in range(40)]
    for name in odd:
        if name.startswith(b'-') or name in (b'.', b'..'):
            continue
        path = os.path.join(os.fsencode(tmp), name)
        shutil.copy(rpss, path)
        r = run('price', *ESSAI, name, '-o', b'o.csv', '--journal', 'j.json', cwd=tmp)
        check(r.returncode == 0, '%r: %s' % (name, r.stderr))
        shown = r.stderr.decode('utf-8')
        check(not [c for c in shown if c != '\n' and (ord(c) < 32 or 127 <= ord(c) < 160)], '%r: shown as %r' % (name, shown))
        journal = json.loads(read(tmp + '/j.json').decode('utf-8'))
        check([back(n) for n in journal['files']] == [name] and back(journal['inputs'][0]['file']) == name
              and name in [back(n) for n in journal['arguments']], '%r: in the journal' % name)
        json.dumps(journal, ensure_ascii=False).encode('utf-8')
        r = run('verify', 'j.json', cwd=tmp)
        check(r.returncode == 0, 'verify %r: %s %s' % (name, r.stdout, r.stderr))
        r = run('price', '-q', *ESSAI, '--to', 'jsonl', name, cwd=tmp)
        check(len({json.loads(line)['fichier'] for line in r.stdout.decode('utf-8').splitlines()}) == 1, 'jsonl %r' % name)
        os.remove(path)


def too_large(tmp):
    """SIGXFSZ is a write error."""
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    write(tmp + '/o.csv', b'old\n')
    for args, lang, said in ((['-o', 'o.csv'], 'fr', 'la taille permise'), (['-o', 'o.csv'], 'en', 'larger than allowed'),
                             (['-o', '/dev/null', '--journal', 'o.csv'], 'fr', 'la taille permise')):
        r = run('price', *ESSAI, year, *args, '--lang', lang, cwd=tmp, preexec_fn=limit)
        check(r.returncode == 3 and said in r.stderr.decode(), 'too large: %d %s' % (r.returncode, r.stderr))
        check(read(tmp + '/o.csv') == b'old\n' and os.listdir(tmp) == ['o.csv'], 'left: %s' % os.listdir(tmp))


SIGNALS = [s for s in range(1, 65) if s not in
           (signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD, signal.SIGCONT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU,
            signal.SIGURG, signal.SIGWINCH, signal.SIGPIPE, signal.SIGXFSZ, 32, 33)]
if 'sanitized' in sys.argv:  # a sanitizer takes these itself
    SIGNALS = [s for s in SIGNALS if s not in (signal.SIGILL, signal.SIGBUS, signal.SIGFPE, signal.SIGSEGV)]


def wait_for(condition):
    end = time.monotonic() + 120  # a busy machine
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True


def signals(tmp):
    """Each signal that ends a process, while both outputs are open: it ends so, and they are gone."""
    write(tmp + '/o.csv', b'old\n')
    for number in SIGNALS:
        p = subprocess.Popen([had, 'price', *ESSAI, '-', '-o', 'o.csv', '--journal', 'j.json'], cwd=tmp, env=ENV,
                             stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
        check(wait_for(lambda: len(parts(tmp)) == 2), 'outputs open before the input comes: %s' % os.listdir(tmp))
        p.send_signal(number)
        check(p.wait(20) == -number, 'signal %d: ended with %d' % (number, p.returncode))
        p.stdin.close()
        check(os.listdir(tmp) == ['o.csv'] and read(tmp + '/o.csv') == b'old\n', 'signal %d left %s' % (number, os.listdir(tmp)))
    # What the caller ignores stays ignored.
    p = subprocess.Popen([had, 'price', '-q', *ESSAI, '-', '-o', 'o.csv'], cwd=tmp, env=ENV, stdin=subprocess.PIPE,
                         preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    wait_for(lambda: parts(tmp))
    p.send_signal(signal.SIGHUP)
    p.communicate(read(rpss))
    check(p.returncode == 0 and len(read(tmp + '/o.csv')) > 100, 'nohup: %d' % p.returncode)


def killed(tmp, times):
    """At any moment, by any means: the old file or the new one, and the same for the journal."""
    big = tmp + '/big.txt'
    with open(big, 'wb') as f:
        for i in range(40):
            f.write(b''.join(line[:30] + b'%04d' % i + line[34:] if len(line) > 40 else line
                             for line in read(year).splitlines(True)))
    args = ['price', '-q', '--doublons', *ESSAI, big, '-o', 'o.csv', '--journal', 'j.json']
    start = time.monotonic()
    r = run(*args, cwd=tmp)
    check(r.returncode == 0, 'the run itself: %s' % r.stderr)
    lasts = time.monotonic() - start
    new = {n: read(tmp + '/' + n) for n in ('o.csv', 'j.json')}
    chance, seen = random.Random(2026), set()
    for _ in range(times):
        for name in new:
            write(tmp + '/' + name, b'old\n')
        p = subprocess.Popen([had, *args], cwd=tmp, env=ENV, stderr=subprocess.DEVNULL)
        time.sleep(chance.random() * lasts * 1.3)
        number = chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
        p.send_signal(number)
        p.wait(60)
        states = tuple(read(tmp + '/' + n) == new[n] for n in ('o.csv', 'j.json'))
        for n, done in zip(new, states):
            check(done or read(tmp + '/' + n) == b'old\n', '%s is neither old nor new' % n)
        check(states != (False, True), 'the journal is the last')
        if number != signal.SIGKILL:
            check(not parts(tmp), 'signal %d left %s' % (number, parts(tmp)))
        for part in parts(tmp):
            os.remove(part)
        seen.add(states)
    check((False, False) in seen, 'some were stopped in time: %s' % seen)


for test in (inputs, twice, standard, devices, protected, long_names, names, too_large, signals,
             lambda tmp: killed(tmp, KILLS)):
    with tempfile.TemporaryDirectory() as directory:
        test(directory)
sys.exit(status())
