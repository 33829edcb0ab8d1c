#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""workers.py HAD GENERATE FIXTURES PART...: several workers give the bytes of one.

Parts: `bytes`, outputs, messages, statuses and journals for any number of workers and any size of
blocks, and of runs that fail; `threads`, how many there are, and signals (not with ThreadSanitizer,
which holds signals back); `memory`, bounds on what is kept (not with sanitizers, which take memory of
their own); `few`, fewer numbers of workers and sizes of blocks (with sanitizers, under which each run begins slowly)."""
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

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
parts = sys.argv[4:]
ESSAI = ['--classification', 'essai']
JOBS = ('1', '3') if 'few' in parts else ('1', '2', '3', '16')
SIZES = ('191', '65536') if 'few' in parts else ('64', '191', '4096', '65536', '4194304')
OUTPUTS = (['group'], ['group', '--to', 'csv'], ['group', '--to', 'jsonl'], ['price'],
           ['price', '--tableur'], ['price', '--by', 'jour'], ['price', '--by', 'jour', '--to', 'jsonl'],
           ['price', '--by', 'total'], ['price', '--by', 'mois,ght,mpp'],
           ['price', '--to', 'xlsx'], ['check', '--sans-chainage'],
           ['check', '--sans-chainage', '--values', '--to', 'jsonl'],
           ['check', '--sans-chainage', '--to', 'rapport'], ['check', '--sans-chainage', '--to', 'leg'],
           ['check'], ['check', '--values', '--ensemble'], ['check', '--to', 'leg'],
           ['check', '--to', 'rapport', '--avertissements'], ['group', '--chainage'],
           ['price', '--by', 'total', '--chainage', '--ensemble'], ['audit'], ['price', '--by', 'ght', '--doublons'],
           ['price', '--by', 'jour', '--doublons'], ['audit', '--doublons'])


def run(*args, data=None, size=None, **more):
    env = dict(os.environ, HOME='/nonexistent')
    if size:
        env['HAD_READ_SIZE'] = size
    r = subprocess.run([had, *args], input=data, stdout=more.pop('stdout', subprocess.PIPE),
                       stderr=subprocess.PIPE, env=env, timeout=300, **more)
    check(r.returncode >= 0, 'signal %d on %s' % (-r.returncode, args))
    return r


def said(r):
    return r.returncode, r.stdout, r.stderr


def same_bytes(name, outputs, args, data=None):
    """Promise 1: any number of workers, any size of block."""
    for output in outputs:
        base = said(run(*output, *ESSAI, *args, data=data))
        # 2: records that stand in several files.
        check(base[0] in (0, 1, 2), '%s of %s: %s' % (output, name, base[2][-300:]))
        for jobs in JOBS:
            for size in SIZES:
                other = said(run(*output, *ESSAI, '-j', jobs, *args, data=data, size=size))
                check(other == base, '%s of %s, -j %s, blocks of %s' % (output, name, jobs, size))


def generated(path, *options):
    with open(path, 'wb') as f:
        subprocess.run([generate, *options], stdout=f, check=True)
    return path


def inputs(tmp):
    path = generated(os.path.join(tmp, 'rpss.txt'), '--records', '1200', '--formats', 'all', '--faults',
                     '150', '--broken', '150', '--seed', '5')
    data = open(path, 'rb').read()
    same_bytes('records', OUTPUTS, [path])
    # Several files, some empty, some that begin with lines that are no records, most without a last
    # newline: the FINESS of each and the ends of lines are those of one worker.
    files = [os.path.join(tmp, 'f%d' % i) for i in range(6)]
    broken = b'x' * 300 + b'\n' + b'\n' * 40 + b'H0F' + b' ' * 90000 + b'\n'
    for name, part in zip(files, (data[:30000].rstrip(b'\r\n'), b'', broken + data[:9000], b'no record\nH0F',
                                  data[30000:30700].rstrip(b'\r\n'), data[-40000:])):
        open(name, 'wb').write(part)
    same_bytes('several files', OUTPUTS, files)
    few = OUTPUTS[0], OUTPUTS[5], OUTPUTS[8], OUTPUTS[10], ['check', '--values'], ['check', '--to', 'leg', '--ensemble']
    same_bytes('a pipe', few, ['-'], data[:200000])
    same_bytes('a slice', few, ['--part', '2/3', *files])
    other = generated(os.path.join(tmp, 'other.txt'), '--records', '1300', '--formats', 'all', '--faults', '100', '--seed', '5')
    same_bytes('two states', (['compare'], ['compare', '--strict', '--to', 'jsonl']), [path, other])
    same_bytes('triples', (['tables', 'coverage', '--doublons'],), [path, other])
    # A pipe keeps its text, a file its places: one is told as the other.
    for output in (['check', '--values'], ['check', '--to', 'leg']):
        told = [r.stdout.replace(path.encode(), b'-') for r in
                (run(*output, *ESSAI, path), run(*output, *ESSAI, '-', data=data))]
        check(told[0] == told[1], '%s: a pipe is not told as a file' % output)
    for name in ('main', 'controls', 'stays'):
        path = os.path.join(fixtures, 'examples', name + '.txt')
        same_bytes(name, few, ['--date', '2026-01-01', path])
    return files


def learned(tmp, records):
    """What tables learn says and writes: contradictions, days that do not fit, many versions, in two files; for any
    number of workers and any size of blocks."""
    draw = random.Random(3)
    lines = run('group', '-q', *ESSAI, records).stdout.splitlines()
    files = [os.path.join(tmp, 'learn%d' % i) for i in range(2)]
    for path, part in zip(files, (lines[::2], lines[1::2])):
        with open(path, 'wb') as f:
            for line in part:
                text = bytearray(line)
                if draw.random() < 0.2:  # a digit of its groups
                    text[-draw.randrange(1, 40)] = 48 + draw.randrange(10)
                if draw.random() < 0.1 and b'X1' in line[190:]:
                    at = 190 + line[190:].index(b'X1')
                    text[at:at + 2] = b'%02d' % draw.randrange(100) if draw.random() < 0.5 else b'M%c' % (65 + draw.randrange(26))
                f.write(bytes(text) + b'\n')

    def one(jobs, size):
        out = os.path.join(tmp, 'learned')
        r = run('tables', 'learn', '--non-officiels', '--doublons', '-j', jobs, '-o', out, *files, size=size)
        told = {}
        for folder, _, names in os.walk(out):
            told.update((os.path.join(folder, name), open(os.path.join(folder, name), 'rb').read()) for name in names)
        shutil.rmtree(out, ignore_errors=True)
        return said(r), told

    base = one('1', None)
    check(base[0][0] in (0, 1) and len(base[1]) >= 3 and base[0][1].count(b';909;') > 5 and b';908;' in base[0][1],
          'learn: %d files, %s' % (len(base[1]), base[0][2][-300:]))
    for jobs in ('2', '16'):
        for size in ('191', '65536'):
            check(one(jobs, size) == base, 'learn, -j %s, blocks of %s' % (jobs, size))


def changes(tmp):
    """A file that is not what it was when its lines are read again is told, and nothing is written."""
    pipe, out, path = (os.path.join(tmp, n) for n in ('pipe', 'told', 'changing'))
    data = open(os.path.join(fixtures, 'examples', 'stays.txt'), 'rb').read()

    def shorter():
        os.truncate(path, len(data) // 2)

    def longer():
        open(path, 'ab').write(data[:100])

    def other():
        open(path + '.new', 'wb').write(data)
        os.replace(path + '.new', path)

    for jobs in ('1', '3'):
        for change, word in ((shorter, 'a changé'), (longer, 'a changé'), (other, 'a changé'),
                             (lambda: os.remove(path), 'impossible')):
            open(path, 'wb').write(data)
            os.mkfifo(pipe)
            p = subprocess.Popen([had, 'check', '-q', '--ensemble', *ESSAI, '-j', jobs, '-o', out, path, pipe],
                                 stderr=subprocess.PIPE)
            with open(pipe, 'wb') as f:
                f.write(data * (1 + (1 << 20) // len(data)))
                f.flush()  # more than a pipe holds: its reader has begun, so it has read the file before
                change()
            said = p.communicate()[1].decode()
            check(p.returncode == 3 and word in said and path in said and not os.path.exists(out),
                  'a file that changes, -j %s: status %d, %s' % (jobs, p.returncode, said))
            os.remove(pipe)


def changes_while_read(tmp):
    """The same of a file that is half read: its rows wait for a pipe that nobody empties."""
    path = generated(os.path.join(tmp, 'growing'), '--records', '40000')
    data = open(path, 'rb').read()
    for jobs in ('1', '3'):
        for size in (len(data) // 2, len(data) + 1):
            open(path, 'wb').write(data)
            p = subprocess.Popen([had, 'group', '-q', *ESSAI, '-j', jobs, path], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
            p.stdout.read(1)
            os.truncate(path, size)
            told = p.communicate()[1].decode()
            check(p.returncode == 3 and 'a changé' in told and path in told,
                  'a file changed while read, -j %s: status %d, %s' % (jobs, p.returncode, told))


def failures(files, tmp):
    """What stops a run stops it at the same place, and leaves nothing."""
    out, missing = os.path.join(tmp, 'out'), os.path.join(tmp, 'missing')
    mixed = os.path.join(tmp, 'mixed')
    grouped = run('group', '-q', *ESSAI, files[0]).stdout
    with open(mixed, 'wb') as f:
        f.write(grouped * 20 + b'no record\n' * 3 + open(files[0], 'rb').read() + b'\n' + grouped)
    open(out, 'w').write('before')
    os.mkdir(os.path.join(tmp, 'nothing'))
    cases = (['price', *ESSAI, '-o', out, *files, missing],
             ['group', *ESSAI, '-o', out, files[0], os.path.join(tmp, 'nothing')],
             ['price', '-o', out, mixed],  # no classification, and a record that needs one
             ['price', '--by', 'total', '-o', '/dev/full', *ESSAI, '-q', *files],
             ['price', '--by', 'total', '-j', 'x', files[0]], ['price', '-j', '', files[0]])
    for args in cases:
        base = said(run(*args))
        check(base[0] in (2, 3, 4), 'status %d of %s' % (base[0], args))
        for jobs in JOBS[1:]:
            for size in ('191', '65536'):
                other = said(run(*args, *([] if '-j' in args else ['-j', jobs]), size=size))
                check(other == base, '%s, -j %s: %s' % (args, jobs, other[2][-200:]))
                check(open(out).read() == 'before', '%s, -j %s: the output stays' % (args, jobs))
    # A pipe cannot be looked through first: only its first 4 096 lines are.
    late = grouped[:20000].rsplit(b'\n', 1)[0] + b'\n' + open(files[0], 'rb').read()
    r = run('price', '-j', '3', '-', data=late, size='191')
    check((r.returncode, r.stdout) == (4, b''), 'a late record without zones in a pipe')
    copies = []
    for n in range(20):
        for i, name in enumerate(files):
            copies.append(os.path.join(tmp, 'copy-%d-%d' % (n, i)))
            shutil.copyfile(name, copies[-1])

    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600000, 600000))
    for jobs in JOBS:
        r = run('price', '--by', 'jour', *ESSAI, '-j', jobs, '--doublons', '-o', out, *copies, preexec_fn=small_files)
        check(r.returncode == 3 and b'criture impossible' in r.stderr and open(out).read() == 'before',
              'no room left, -j %s' % jobs)
    check([f for f in os.listdir(tmp) if f.endswith('.part')] == [], 'a part of a file stays')
    with open('/dev/full', 'wb') as full:
        r = run('price', '--by', 'jour', *ESSAI, '-q', '-j', '3', *files, stdout=full)
    check(r.returncode == 3 and b'criture impossible' in r.stderr, '/dev/full')
    p = subprocess.Popen([had, 'price', '--by', 'jour', *ESSAI, '-q', '-j', '3', '--doublons', *copies],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdout.read(10)
    p.stdout.close()
    check(p.wait() == 0 and p.stderr.read() == b'', 'a closed pipe is quiet')
    p.stderr.close()


def threads(tmp):
    """Promise 13: no thread unless asked; stopped by a signal, no part of a file stays."""
    out = os.path.join(tmp, 'kept')
    data = open(os.path.join(fixtures, 'examples', 'main.txt'), 'rb').read()
    for jobs, count in (([], 1), (['-j1'], 1), (['-j', '4'], 4), (['-j0'], os.cpu_count())):
        p = subprocess.Popen([had, 'group', *ESSAI, *jobs, '-', '-o', out], stdin=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
        p.stdin.write(data * 20)
        p.stdin.flush()
        running = 0
        tasks = '/proc/%d/task' % p.pid
        for _ in range(3000):  # a minute, on a busy machine
            running = len(os.listdir(tasks)) if os.path.isdir(tasks) else count
            if running >= count:
                break
            time.sleep(0.02)
        check(running == count, '%s threads with %s' % (running, jobs))
        p.send_signal(signal.SIGTERM)
        p.wait()
        p.stdin.close()
        check(p.returncode == -signal.SIGTERM and not os.path.exists(out), 'SIGTERM with %s' % jobs)
    check([f for f in os.listdir(tmp) if f.endswith('.part')] == [], 'a part of a file stays')


def journals(files, tmp):
    """The account of a run does not tell how many worked, but for the arguments."""
    accounts = set()
    journal = os.path.join(tmp, 'journal')
    for jobs in JOBS:
        for size in ('191', '65536'):
            run('group', *ESSAI, '-j', jobs, '--journal', journal, *files, '-o', journal + '.out', size=size)
            account = json.load(open(journal))
            del account['arguments']
            accounts.add(json.dumps(account))
            r = run('verify', journal)
            check(r.returncode == 0, 'verify, -j %s: %s' % (jobs, r.stderr))
    check(len(accounts) == 1, 'a journal depends on -j')


# A child's peak begins with that of what it was forked from: this one is small.
MEASURE = '''import os, resource, sys
space = int(sys.argv[1])
pid = os.fork()
if pid == 0:
    if space:
        resource.setrlimit(resource.RLIMIT_AS, (space, space))
    for fd in 1, 2:
        os.dup2(os.open(os.devnull, os.O_WRONLY), fd)
    os.execv(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss)'''


def peak(args, space=0):
    """Peak of a run, in MiB, in no more than that address space."""
    r = subprocess.run([sys.executable, '-IS', '-c', MEASURE, str(space), had, *args],
                       capture_output=True, check=True, text=True)
    code, kib = (int(w) for w in r.stdout.split())
    check(code in (0, 1), 'status %d of %s' % (code, args))
    return kib / 1024


def memory(tmp):
    """Promise 13: at most 16 MiB and 4 MiB a worker, whatever is read and written."""
    path = generated(os.path.join(tmp, 'many.txt'), '--records', '40000', '--broken', '5')
    worst = generated(os.path.join(tmp, 'worst.txt'), '--records', '1000', '--worst')
    empty = os.path.join(tmp, 'lines')
    open(empty, 'wb').write(b'\n' * 400000)
    line = os.path.join(tmp, 'line') # of a GiB, between two records: no byte of it takes room on a disk
    record = open(path, 'rb').readline()
    with open(line, 'wb') as f:
        f.write(record)
        f.seek(1 << 30, os.SEEK_CUR)
        f.write(b'\n' + record)
    mib = peak(['price', '--by', 'total', *ESSAI, line])
    check(mib <= 20, '%.1f MiB for a line of a GiB' % mib)
    check(run('price', *ESSAI, '--by', 'total', line).stdout == run('price', *ESSAI, '--by', 'total', '-', data=2 * record).stdout,
          'the records before and after a line of a GiB')
    os.remove(line)
    for jobs in (1, 2, 8):
        for args in (['price', '--by', 'jour', '--to', 'jsonl', path], ['price', '--by', 'total', path],
                     ['group', path], ['group', worst], ['check', '--sans-chainage', path],
                     ['price', empty], ['check', '--sans-chainage', empty]):
            mib = peak([*args, *ESSAI, '-j', str(jobs)])
            check(mib <= 16 + 4 * jobs, '%.1f MiB for %s, -j %d' % (mib, args[:-1], jobs))
    # Fewer threads than asked, when the system has no more: the work is done all the same, however little the last
    # of them has left (a stack takes 8 MiB: every remainder of it).
    for space in range(500, 524):
        peak(['price', '--by', 'total', *ESSAI, '-j', '64', path], space=space << 20)


def main():
    with tempfile.TemporaryDirectory() as tmp:
        if 'bytes' in parts:
            files = inputs(tmp)
            learned(tmp, os.path.join(tmp, 'rpss.txt'))
            failures(files, tmp)
            changes(tmp)
            changes_while_read(tmp)
            journals(files, tmp)
        if 'threads' in parts:
            threads(tmp)
        if 'memory' in parts:
            memory(tmp)
    return status()


sys.exit(main())
