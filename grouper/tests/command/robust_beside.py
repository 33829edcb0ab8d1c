#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""robust_beside.py HAD FIXTURES: files beside the records (drugs, invoices, insurance facts), read by every command
that takes them: block sizes, pipes, ends of line; any bytes, lines cut at any place, of one byte; the rows and the money
of the sound lines stay what they were; outputs appear whole or not at all, also when the run is killed."""
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from checks import check, status

had, fixtures = (os.path.abspath(a) for a in sys.argv[1:3])
ESSAI = ['--classification', 'essai']
work = tempfile.mkdtemp()
PUBLIC, PRIVATE = (os.path.join(fixtures, n) for n in ('public', 'prive'))


def of(folder, name):
    return open(os.path.join(folder, name), 'rb').read()


FILES = {'dgf.rpss': of(PUBLIC, '2024.rpss'), 'dgf.txt': of(PUBLIC, 'fichcomp.txt'), 'vid.txt': of(PUBLIC, 'vidhosp.txt'),
         'hosp.txt': of(PUBLIC, 'hosp-pmsi.txt'), 'oqn.rpss': of(PRIVATE, '2023.rpss'), 'oqn.txt': of(PRIVATE, 'fichcomp.txt'),
         'rsf.txt': of(PRIVATE, 'rsf.txt')}
# The file that is changed, and commands that read it.
READERS = [
    ('dgf.txt', ['drugs', 'dgf.txt', '--rpss', 'dgf.rpss']),
    ('dgf.txt', ['drugs', 'dgf.txt', '--rpss', 'dgf.rpss', '--by', 'mois,ucd']),
    ('oqn.txt', ['drugs', 'oqn.txt', '--rpss', 'oqn.rpss']),
    ('rsf.txt', ['drugs', 'rsf.txt', '--rpss', 'oqn.rpss']),
    ('rsf.txt', ['bills', 'rsf.txt', '--rpss', 'oqn.rpss', '--all', *ESSAI]),
    ('vid.txt', ['price', 'dgf.rpss', *ESSAI, '--vidhosp', 'vid.txt', '--hosp-pmsi', 'hosp.txt']),
    ('hosp.txt', ['price', 'dgf.rpss', *ESSAI, '--vidhosp', 'vid.txt', '--hosp-pmsi', 'hosp.txt', '--by', 'total']),
    ('dgf.txt', ['explain', 'dgf.rpss', *ESSAI, '--ligne', '1', '--fichcomp', 'dgf.txt']),
    ('rsf.txt', ['explain', 'oqn.rpss', *ESSAI, '--ligne', '1', '--rsf', 'rsf.txt', '--to', 'jsonl']),
    ('vid.txt', ['explain', 'dgf.rpss', *ESSAI, '--ligne', '1', '--vidhosp', 'vid.txt']),
    ('dgf.txt', ['report', 'dgf.rpss', *ESSAI, '--fichcomp', 'dgf.txt', '--vidhosp', 'vid.txt', '--hosp-pmsi', 'hosp.txt']),
    ('rsf.txt', ['report', 'oqn.rpss', *ESSAI, '--fichcomp', 'oqn.txt', '--rsf', 'rsf.txt']),
]
LEARN = ('rsf.txt', ['tables', 'learn-tarifs', 'rsf.txt', '--rpss', 'oqn.rpss'])


def write(name, data):
    with open(os.path.join(work, name), 'wb') as f:
        f.write(data)


def run(*args, data=None, env=None):
    r = subprocess.run([had, *args], input=data, capture_output=True, cwd=work, timeout=120,
                       env=dict(os.environ, HOME='/nonexistent', **(env or {})))
    check(r.returncode >= 0, 'signal %d on %s' % (-r.returncode, args))
    return r


def same_bytes():
    """Block size, pipe, ends of line."""
    for name, command in READERS:
        base = run(*command)
        check(base.returncode in (0, 1) and base.stdout, '%s: %s' % (command, base.stderr[-300:]))
        for size in ('64', '191', '4096'):
            other = run(*command, env={'HAD_READ_SIZE': size})
            check((other.stdout, other.stderr) == (base.stdout, base.stderr), 'block of %s: %s' % (size, command))
        pipe = run(*['-' if a == name else a for a in command], data=FILES[name])
        blind = lambda text: re.sub(rb'(?<![\w.])(-|%s|entr\xc3\xa9e standard)(?![\w.])' % name.encode(), b'F', text)
        if command[0] in ('drugs', 'bills', 'price'):
            check(blind(pipe.stdout) == blind(base.stdout), 'a pipe: %s' % command)
        check(pipe.returncode == base.returncode, 'a pipe: %s: %s' % (command, pipe.stderr[-300:]))
        for change in (lambda d: d.replace(b'\n', b'\r\n'), lambda d: d.rstrip(b'\n'), lambda d: d + b'\x1a',
                       lambda d: b'\xef\xbb\xbf' + d, lambda d: d + b'\n  \n'):
            if name == 'hosp.txt' and change(b'x\n') == b'x':
                continue  # blanks at the end of its last line are a part of it
            write(name, change(FILES[name]))
            other = run(*command)
            write(name, FILES[name])
            check(other.stdout == base.stdout, 'ends of line: %s %r' % (command, change(b'x\n')))


def account(command, stderr, count):
    """Lines of the file as the summary has them: read = the others added up, and none is lost."""
    for line in re.findall(r'^.* line\(s\) read = .*$', stderr, re.M):
        if line.startswith('had price') or line.startswith('had report') or 'grouped' in line:
            continue
        read, parts = line.split(';')[0].split(' = ')
        read = int(re.search(r'(\d+) line\(s\) read', read + ' line(s) read').group(1))
        check(read == sum(int(re.match(r'\d+', p).group()) for p in parts.split(' + ')), 'account: %s' % line)
        if command[0] in ('drugs', 'bills', 'tables'):
            check(read == count, '%d lines: %s' % (count, line))


def rows_of(out):
    return {tuple(r.split(';')[1:2]): r for r in out.decode('utf-8').splitlines()[1:]}


def any_bytes():
    """Lines changed, cut, joined, or of one byte: named and counted; the rows of the others are what they were."""
    rng = random.Random(5)
    for name, command in [*READERS, LEARN]:
        sound = FILES[name].split(b'\n')[:-1]
        base = run(*command) if command[0] == 'drugs' and '--by' not in command else None
        for turn in range(12):
            lines, changed = list(sound), set()
            for _ in range(rng.randrange(1, 8)):
                n = rng.randrange(1, len(lines))
                line = bytearray(lines[n])
                how = rng.randrange(6)
                if how == 0:
                    line = line[:rng.randrange(len(line) or 1)]
                elif how == 1:
                    line = bytearray(b'x')
                elif how == 2:
                    line += rng.randbytes(rng.randrange(1, 3000)).replace(b'\n', b' ')
                elif how == 3:
                    line = bytearray(rng.randbytes(len(line)).replace(b'\n', b'\0'))
                else:
                    for _ in range(rng.randrange(1, 5)):
                        if line:
                            line[rng.randrange(len(line))] = rng.choice([b for b in range(256) if b != 10])
                lines[n] = bytes(line)
                changed.add(n + 1)
            data = b'\n'.join(lines) + (b'\n' if turn % 3 else b'')
            write(name, data)
            seen = set()
            for size in ('64', '1048576'):
                more = ['--lang', 'en']
                if command is LEARN[1]:
                    shutil.rmtree(os.path.join(work, 'dir'), ignore_errors=True)
                    more += ['-o', 'dir']
                r = run(*command, *more, env={'HAD_READ_SIZE': size})
                check(r.returncode in (0, 1), '%s: status %d: %s' % (command, r.returncode, r.stderr[-300:]))
                account(command, r.stderr.decode(), len(lines))
                seen.add((r.stdout, r.stderr))
            check(len(seen) == 1, 'block size changes %s' % command)
            if base:
                # Of a pair of the same bytes the first may be gone, or the second new: 918 moves.
                before, after = ({k: re.sub(r'\+?918', '', v) for k, v in rows_of(o).items()} for o in (base.stdout, r.stdout))
                for key in before:
                    if int(key[0]) not in changed:
                        check(after.get(key) == before[key], 'row of line %s: %s' % (key, command))
            write(name, FILES[name])


def nothing_of_the_kind():
    """One byte, NULs, a gzip, another field's file: exit 3, nothing written; empty: exit 0."""
    for name, command in READERS:
        for data in (b'x', b'x\n', b'\0' * 5000, b'\x1f\x8b\x08\0' + b'x' * 99, b'750712184' + b'92' + b'0' * 90 + b'\n',
                     b' ' * 3000000 + b'x'):
            write(name, data)
            r = run(*command, '-o', 'out', '--lang', 'en')
            check(r.returncode == 3 and r.stdout == b'' and not os.path.exists(os.path.join(work, 'out')),
                  '%s on %r: %d %s' % (command, data[:20], r.returncode, r.stderr[-300:]))
            check(name.encode() in r.stderr, '%s: the file is not named: %s' % (command, r.stderr))
        for data in (b'', b'\n \n', b'\x1a'):
            write(name, data)
            r = run(*command, '-q')
            check(r.returncode in (0, 1), '%s, empty: %d %s' % (command, r.returncode, r.stderr))
        write(name, FILES[name])


def of_others():
    """Drug lines of acute care, of the other sector, cut short, behind sound ones: refused one by one (910), what they look
    like is said once, and the rows of the sound lines are what they were."""
    cut = b''.join(l[:-1] + b'\n' for l in FILES['dgf.txt'].splitlines() if len(l) == 105)
    acute = b''.join(l[:92] + b'\n' for l in FILES['dgf.txt'].splitlines())
    sector, field = ('autre secteur', 'other sector'), ('FICHCOMP du MCO', 'acute care')
    for name, rpss, more, sentence in (('dgf.txt', 'dgf.rpss', FILES['oqn.txt'], sector), ('dgf.txt', 'dgf.rpss', FILES['rsf.txt'], sector),
                                       ('oqn.txt', 'oqn.rpss', FILES['dgf.txt'], sector), ('dgf.txt', 'dgf.rpss', acute, field),
                                       ('oqn.txt', 'oqn.rpss', acute, field), ('dgf.txt', 'dgf.rpss', cut, None)):
        write(name, FILES[name])
        sound = run('drugs', name, '--rpss', rpss, '-q').stdout
        first = len(FILES[name].splitlines()) + 1
        write(name, FILES[name] + more)
        for number, language in enumerate(('fr', 'en')):
            for command in (['drugs', name, '--rpss', rpss], ['report', rpss, *ESSAI, '--fichcomp', name, '-o', 'page.html']):
                r = run(*command, '--lang', language)
                said = [l for l in r.stderr.decode().splitlines() if any(s[number] in l and 'had: ' in l for s in (sector, field))]
                check(r.returncode == 0 and (command[0] == 'report' or r.stdout == sound), '%s: %s' % (command, r.stderr))
                check(len(said) == (1 if sentence else 0) and (not sentence or sentence[number] in said[0]), '%s: %s' % (command, said))
                place = re.search(r'(?:ligne|line) (\d+)', said[0]) if said else None
                check(not said or int(place[1]) >= first, said)
                check(b'910' in r.stderr, 'not counted')
        os.remove(os.path.join(work, 'page.html'))
        write(name, FILES[name])


def refused_by_name():
    """Invoices without records, or with those of the other sector; more blocks than a line has: said, counted, and the rest
    goes on."""
    for number, language in enumerate(('fr', 'en')):
        r = run('bills', 'rsf.txt', *ESSAI, '--lang', language)
        check(r.returncode == 2 and r.stdout == b'' and ('attend --rpss FICHIER', 'expects --rpss FILE')[number] in r.stderr.decode(), r)
        for command in (['bills', 'rsf.txt', '--rpss', 'dgf.rpss', *ESSAI], ['report', 'dgf.rpss', *ESSAI, '--rsf', 'rsf.txt']):
            r = run(*command, '--lang', language)
            told = r.stderr.decode()
            check(r.returncode == 0 and ('aucun RPSS ex-OQN', 'no ex-OQN RPSS')[number] in told and ' 923' in told, told)
            check(command[0] == 'report' or len(r.stdout.splitlines()) == 1, r.stdout)
        # The count of one line says 99 blocks: its stay alone loses its facts.
        lines = FILES['vid.txt'].splitlines(keepends=True)
        place = next(i for i, l in enumerate(lines) if l[48:52] == b'V014')
        command = ['price', 'dgf.rpss', *ESSAI, '--vidhosp', 'vid.txt', '--hosp-pmsi', 'hosp.txt', '--lang', language]
        sound = run(*command)
        write('vid.txt', b''.join([*lines[:place], lines[place][:466] + b'99' + lines[place][468:], *lines[place + 1:]]))
        r = run(*command)
        write('vid.txt', FILES['vid.txt'])
        told = r.stderr.decode()
        check(r.returncode == 0 and 'vid.txt:%d:1: LONGUEUR INCORRECTE' % (place + 1) in told and
              ('1 rejetée', '1 rejected')[number] in told, told)
        records = FILES['dgf.rpss'].split(b'\n')
        stays = {l[:20].strip() for l in FILES['hosp.txt'].splitlines() if l[20:40].strip() == lines[place][28:48].strip()}
        for before, after in zip(sound.stdout.decode().splitlines()[1:], r.stdout.decode().splitlines()[1:]):
            of_it = records[int(before.split(';')[1]) - 1][41:61].strip() in stays
            check(of_it or before == after, 'another row: %s' % after)


def nobody_named():
    """Numbers of insured persons stand in invoices and insurance facts, and in nothing that is said or written."""
    number = b'1850375116123'
    places = {b'A': 30, b'V': 0}  # from 0; of other types of RSF 28
    for name in ('rsf.txt', 'vid.txt'):
        lines = FILES[name].splitlines()
        for i, line in enumerate(lines):
            at = places.get(line[:1] if name == 'rsf.txt' else b'V', 28)
            line = line[:at] + number + line[at + 13:]
            lines[i] = line if i % 5 else line[:-1] if i % 2 else line + b'x'  # some that are told
        write(name, b'\n'.join(lines) + b'\n')
    for name, command in [*READERS, LEARN]:
        more = ['-o', 'learned'] if command is LEARN[1] else []
        for language in ('fr', 'en'):
            shutil.rmtree(os.path.join(work, 'learned'), ignore_errors=True)
            r = run(*command, *more, '--lang', language, '--tous-les-messages')
            written = r.stdout + r.stderr + b''.join(of(os.path.join(work, 'learned'), f) for f in more and os.listdir(os.path.join(work, 'learned')))
            check(r.returncode in (0, 1) and number not in written, 'a number is told: %s' % command)
    shutil.rmtree(os.path.join(work, 'learned'), ignore_errors=True)
    for name in ('rsf.txt', 'vid.txt'):
        write(name, FILES[name])


def memory():
    """In proportion to the stays, and to the lines kept by at most some 32 bytes: their fingerprints."""
    def peak(lines):
        child = subprocess.Popen([had, 'drugs', '-', '--rpss', 'dgf.rpss', '--by', 'total', '-q'], cwd=work,
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        child.stdin.writelines(b'%-11s%-20s%s%-15s%010d%010d%31s\n' % (line[:11], line[11:31].strip(), line[31:39], b'9123456', n, n, b'')
                               for n in range(lines))
        child.stdin.flush() # all but what a pipe holds is read
        most = int(re.search(r'VmHWM:\s+(\d+) kB', open('/proc/%d/status' % child.pid).read())[1]) * 1024
        out = child.communicate()[0]
        check(child.returncode == 0 and out.splitlines()[1].startswith(b'%d;' % lines), out)
        return most
    line = next(l for l in FILES['dgf.txt'].splitlines() if len(l) == 105)
    few, many = peak(1000), peak(201000)
    # While the table of a stay grows there are two of them: 32 bytes a line where it is just doubled, for lines of 106.
    check(200000 * 8 < many - few < 200000 * 40 + 1000000, '%d bytes more for 200 000 lines' % (many - few))


def killed():
    """Stopped while it reads: the output is what it was, or whole."""
    shutil.rmtree(os.path.join(work, 'dir'))
    for name, command in [*READERS, LEARN]:
        whole = run(*command, '-q', '-o', 'whole')
        if whole.returncode not in (0, 1):
            check(False, '%s: %s' % (command, whole.stderr))
            continue
        directory = os.path.isdir(os.path.join(work, 'whole'))
        for number in (signal.SIGTERM, signal.SIGKILL):
            if not directory:
                write('kept', b'before')
            child = subprocess.Popen([had, *['-' if a == name else a for a in command], '-q', '-o', 'kept'], cwd=work,
                                     stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(os.environ, HOME='/nonexistent'))
            child.stdin.write(FILES[name])
            child.stdin.flush()
            time.sleep(0.05)
            child.send_signal(number)
            child.wait()
            child.stdin.close()
            check(child.returncode == -number, '%s: status %d' % (command, child.returncode))
            if directory:
                check(not os.path.exists(os.path.join(work, 'kept')), '%s leaves a directory' % command)
            else:
                check(open(os.path.join(work, 'kept'), 'rb').read() == b'before', '%s: an output in part' % command)
            left = [f for f in os.listdir(work) if f not in FILES and f not in ('whole', 'kept')]
            check(number == signal.SIGKILL or not left, '%s leaves %s' % (command, left))
            for f in left:
                path = os.path.join(work, f)
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        with open('/dev/full', 'wb') as full:
            if command is not LEARN[1]:
                r = subprocess.run([had, *command, '-q'], stdout=full, stderr=subprocess.PIPE, cwd=work)
                check(r.returncode == 3, '%s > /dev/full: %d' % (command, r.returncode))
        for f in ('whole', 'kept'):
            path = os.path.join(work, f)
            shutil.rmtree(path, ignore_errors=True) if directory else os.path.exists(path) and os.remove(path)


try:
    for name, data in FILES.items():
        write(name, data)
    same_bytes()
    any_bytes()
    nothing_of_the_kind()
    of_others()
    refused_by_name()
    nobody_named()
    if sys.platform == 'linux' and 'sanitized' not in sys.argv[3:]:
        memory()
    killed()
finally:
    shutil.rmtree(work)
sys.exit(status())
