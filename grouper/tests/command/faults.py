#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""faults.py HAD FAULTS FIXTURES STRIDE: each allocation of each command fails in turn, and each read (one in
STRIDE), and each call that changes a file, which signals meet too; reads and writes are short and interrupted
(FAULTS is faults.c, preloaded; `windows` where HAD carries faults_windows.c, which knows the system's own errors). The disk is
full, at last for good (a small tmpfs, where one can be mounted); runs are killed at random moments. Whatever fails, either the
run is as if nothing had, or it says so, ends with 3 or 70, and leaves no file of its own: never a row left out, a difference
made up, an old file lost."""
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from checks import check, status

had, fixtures = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[3])
windows = sys.argv[2] == 'windows'
faults = None if windows else os.path.abspath(sys.argv[2])
stride = int(sys.argv[4])
beside = os.path.join(fixtures, 'examples', 'beside', '')
ESSAI = ['--classification', 'essai']
SAID = {errno.ENOSPC: 'le disque est plein', errno.EIO: "erreur d'entrée-sortie", errno.EFBIG: 'taille permise',
        errno.EROFS: "ne peut qu'être lu", errno.EDQUOT: 'quota'}
FULL, BROKEN = errno.ENOSPC, errno.EIO
if windows:
    FULL, BROKEN, PROTECTED = 112, 23, 19 # ERROR_DISK_FULL, ERROR_CRC, ERROR_WRITE_PROTECT
    SAID = {FULL: SAID[errno.ENOSPC], BROKEN: SAID[errno.EIO], PROTECTED: SAID[errno.EROFS]}
DONE = (0, 1)


def run(args, cwd, **env):
    env = {k: str(v) for k, v in env.items()}
    if env and faults:
        env['LD_PRELOAD'] = faults
    base = {k: v for k, v in os.environ.items() if not k.startswith('HAD_') and k != 'XDG_DATA_HOME'}
    # Into files, not pipes: what wine starts beside a run may keep its pipes for as long as it lives. Long, for a busy machine.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        r = subprocess.run([had, *args], cwd=cwd, stdin=subprocess.DEVNULL, stdout=out if windows else subprocess.PIPE,
                           stderr=err if windows else subprocess.PIPE, timeout=600, env=dict(base, HOME='/nonexistent', **env))
        if windows:
            out.seek(0), err.seek(0)
            r.stdout, r.stderr = out.read(), err.read()
        return r


def settled():
    """Under wine it is a server that makes and names files: what one that was killed asked for may come after its end. Asks that
    come after are served after it."""
    if windows:
        check(run(['--version'], fixtures).returncode == 0, 'after a kill nothing runs')


def tree(path):
    """What a run left: names and bytes, but for the log of the faults."""
    found = {}
    for root, dirs, files in os.walk(path):
        for name in dirs:
            found[os.path.relpath(os.path.join(root, name), path)] = None
        for name in files:
            with open(os.path.join(root, name), 'rb') as f:
                found[os.path.relpath(os.path.join(root, name), path)] = f.read()
    return found


class Case:
    """A command run in a directory made anew each time; `inputs` are there before."""

    def __init__(self, *args, inputs=(), apart=False):
        """apart: of several files, each is old or new; else all of them are."""
        self.args, self.inputs, self.apart = args, inputs, apart
        start = time.monotonic()
        self.right = self.tried()
        self.lasts = time.monotonic() - start
        check(self.right[0].returncode in DONE, '%s: %s' % (' '.join(args), self.right[0].stderr))

    def tried(self, **env):
        with tempfile.TemporaryDirectory() as tmp:
            for name, source in self.inputs:
                (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, os.path.join(tmp, name))
            before = tree(tmp)
            r = run(self.args, tmp, **env)
            return r, before, tree(tmp)

    def killed(self, chance, times):
        """At any moment: what is there is old or new; what it left half done is called .part."""
        for _ in range(times):
            with tempfile.TemporaryDirectory() as tmp:
                for name, source in self.inputs:
                    (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, os.path.join(tmp, name))
                before = tree(tmp)
                p = subprocess.Popen([had, *self.args], cwd=tmp, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                     env=dict(os.environ, HOME='/nonexistent'))
                time.sleep(chance.random() * self.lasts * 1.2)
                p.send_signal(signal.SIGKILL if windows else chance.choice([signal.SIGKILL, signal.SIGTERM]))
                p.wait(60)
                settled()
                after = {k: v for k, v in tree(tmp).items() if '.part' not in k}
                check(self.whole(before, after), '%s: killed: left %s' % (' '.join(self.args), sorted(after)))

    def full_disk(self, tmp):
        """What it writes does not fit: an old file stays, and nothing else."""
        for name, source in self.inputs:
            (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, os.path.join(tmp, name))
        with open(os.path.join(tmp, 'filler'), 'wb', buffering=0) as f:
            try:
                while True:
                    f.write(bytes(1024))
            except OSError:
                pass
        before = tree(tmp)
        self.judge(run(self.args, tmp), before, tree(tmp), [SAID[FULL]], 'a full disk')
        for name in os.listdir(tmp):
            path = os.path.join(tmp, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)

    def counts(self):
        with tempfile.NamedTemporaryFile() as f:
            r, _, after = self.tried(FAULT_COUNT=f.name)
            counted = [int(n) for n in f.read().split()]
        name = ' '.join(self.args)
        check(self.same(r, after), '%s: counted, not what the run gives: status %d, %s' % (name, r.returncode, r.stderr))
        assert counted, '%s: counted nothing: status %d, %s' % (name, r.returncode, r.stderr)
        return counted

    def starts_together(self):
        """No worker begins before the last one has started: what they need must be there then."""
        with tempfile.NamedTemporaryFile() as f:
            r, before, after = self.tried(FAULT_COUNT=f.name, FAULT_THREADS=1)
            *_, early = (int(n) for n in f.read().split())
        name = ' '.join(self.args)
        check(self.same(r, after), '%s: threads that start slowly: %s' % (name, r.stderr))
        check(early == 0, '%s: %d reads before the last thread was started' % (name, early))

    def same(self, r, after):
        right, _, left = self.right
        return (r.returncode, r.stdout, r.stderr, after) == (right.returncode, right.stdout, right.stderr, left)

    def judge(self, r, before, after, said, what, failed=(3, 70)):
        name = '%s: %s' % (' '.join(self.args), what)
        if r.returncode in DONE:
            check(self.same(r, after), '%s: not what the run gives\n%s' % (name, r.stderr.decode()))
            return
        check(r.returncode in failed, '%s: status %d' % (name, r.returncode))
        check(any(s in r.stderr.decode() for s in said), '%s: not said: %r' % (name, r.stderr))
        check(self.whole(before, after), '%s: left behind %s' % (name, sorted(set(after) - set(before))))

    def whole(self, before, after):
        right = self.right[2]
        if not self.apart:
            return after in (before, right)
        return all(after.get(k) in (before.get(k), right.get(k)) for k in {*before, *after, *right})

    def memory(self, first):
        allocations = self.counts()[0]
        for n in range(1 + first % stride, allocations + 1, stride):
            for plus in ('', '+') if stride == 1 else ('+',) if n % 2 else ('',):
                fault = 'allocation %d%s' % (n, plus)
                self.judge(*self.tried(FAULT_MALLOC='%d%s' % (n, plus)), ['mémoire insuffisante'], fault)

    def files(self, first):
        """One cause after the other: what a call does when it fails does not depend on it. Of the first case, all.
        What a file or a name needs may not fail in silence, though the bytes are there when it does."""
        _, calls, _, *more = self.counts()
        name = ' '.join(self.args)
        check(more[:1] in ([], [0]), '%s: the disk was not waited for, %s times' % (name, more[:1]))
        check(more[2:3] in ([], [0]), '%s: %s files made elsewhere' % (name, more[2:3]))
        for n in range(1, calls + 1):
            for error in SAID if stride == 1 and first == 0 else [sorted(SAID)[(n + first) % len(SAID)]]:
                with tempfile.NamedTemporaryFile() as f:
                    r, before, after = self.tried(FAULT_AT=n, FAULT_ERROR=error, FAULT_COUNT=f.name)
                    _, _, _, *more = (int(n) for n in f.read().split())
                what = 'call %d, error %d' % (n, error)
                check(more[1:2] != [1] or r.returncode not in DONE, '%s: %s: as if it had not failed' % (name, what))
                self.judge(r, before, after, [SAID[error]], what)

    def alone(self):
        """No thread that was not asked for."""
        threads = self.counts()[6]
        check((threads == 0) == ('-j' not in self.args), '%s: %d threads' % (' '.join(self.args), threads))

    def reads(self, first):
        """A table that cannot be read is one that is missing: 4."""
        reads = self.counts()[2]
        for n in range(1 + first % stride, reads + 1, stride):
            self.judge(*self.tried(FAULT_READ=n, FAULT_ERROR=BROKEN), [SAID[BROKEN]], 'read %d' % n, (3, 4))

    def short(self):
        r, before, after = self.tried(FAULT_SHORT=1)
        check(self.same(r, after), '%s: short reads and writes: %s' % (' '.join(self.args), r.stderr))

    def signals(self, numbers, first):
        calls = self.counts()[1]
        for n in range(1, calls + 1):
            for number in numbers if stride == 1 and first == 0 else [numbers[(n + first) % len(numbers)]]:
                r, before, after = self.tried(FAULT_AT=n, FAULT_SIGNAL=int(number))
                name = '%s: call %d, signal %d' % (' '.join(self.args), n, number)
                check(r.returncode == -number, '%s: status %d' % (name, r.returncode))
                check(self.whole(before, after), '%s: left %s' % (name, sorted(after)))


def small_disk(tmp):
    """A file system of a few pages, mounted where that is allowed; '' where it is not."""
    where = os.path.join(tmp, 'disk')
    os.mkdir(where)
    mounted = os.geteuid() == 0 and shutil.which('mount') and subprocess.run(
        ['mount', '-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', where], capture_output=True).returncode == 0
    return where if mounted else ''


with tempfile.TemporaryDirectory() as tmp:
    public, private = os.path.join(fixtures, 'public', ''), os.path.join(fixtures, 'prive', '')
    facts = ['--vidhosp', public + 'vidhosp.txt', '--hosp-pmsi', public + 'hosp-pmsi.txt']
    rpss, year = os.path.join(fixtures, 'rpss.txt'), os.path.join(fixtures, 'annee-2024.txt')
    grouped, totals, more, journal = (os.path.join(tmp, n) for n in ('grouped.txt', 'totals.csv', 'more.csv', 'journal.json'))
    classification = os.path.join(fixtures, 'examples', 'classification1')
    other = os.path.join(fixtures, 'examples', 'classification2')
    conventions = os.path.join(tmp, 'conventions.txt')
    learned = os.path.join(tmp, 'learned')
    open(conventions, 'w').write('750000001' + '2024010120241231' + '100\n')
    open(totals, 'wb').write(run(['price', '-q', '--by', 'mois', *ESSAI, year], tmp).stdout)
    shutil.copy(totals, more)
    run(['group', '-q', *ESSAI, year, '-o', grouped], tmp)
    run(['price', '-q', *ESSAI, year, '-o', os.path.join(tmp, 'x'), '--journal', journal], tmp)
    run(['tables', 'learn', '-q', '--non-officiels', grouped, '-o', learned], tmp)
    cases = [Case('price', *ESSAI, rpss), Case('price', '--by', 'jour', '--to', 'jsonl', *ESSAI, rpss),
             Case('price', '--by', 'mois,ght,mpp,finess', *ESSAI, year), Case('price', '-j', '3', *ESSAI, year),
             Case('price', *ESSAI, '--chainage', '--conventions', conventions, rpss),
             Case('group', *ESSAI, rpss), Case('group', '--to', 'csv', *ESSAI, rpss), Case('check', *ESSAI, year),
             Case('check', '-j', '3', '--to', 'leg', *ESSAI, year), Case('group', '-j', '2', '--chainage', *ESSAI, rpss),
             Case('check', *ESSAI, '--sans-chainage', '--values', rpss), Case('check', *ESSAI, '--to', 'rapport', rpss),
             Case('audit', *ESSAI, grouped), Case('audit', *ESSAI, '--to', 'rapport', grouped),
             Case('audit', '-j', '3', '--classification', classification, grouped),
             Case('compare', *ESSAI, year, rpss), Case('merge', totals, more),
             Case('verify', journal), Case('tables', 'list', *ESSAI), Case('tables', 'list'),
             Case('tables', 'show', 'tarifs'), Case('tables', 'check', classification), Case('tables', 'check', learned),
             Case('price', '--tables', learned, year), Case('explain', '--tables', learned, year, '--ligne', '2'),
             Case('tables', 'diff', classification, other), Case('tables', 'coverage', '--tables', learned, year),
             Case('explain', *ESSAI, rpss, '--ligne', '2'),
             Case('drugs', beside + 'dgf.fichcomp.txt', '--rpss', beside + 'dgf.rpss.txt'),
             Case('drugs', '--by', 'mois,ucd', beside + 'dgf.fichcomp.txt', '--rpss', beside + 'dgf.rpss.txt'),
             Case('bills', beside + 'bills.rsf.txt', '--rpss', beside + 'bills.rpss.txt', '--classification', beside + 'classification'),
             Case('price', '--by', 'total', *ESSAI, public + '2024.rpss', *facts),
             Case('explain', *ESSAI, public + '2024.rpss', '--ligne', '1', '--fichcomp', public + 'fichcomp.txt', *facts),
             Case('explain', *ESSAI, private + '2023.rpss', '--ligne', '1', '--fichcomp', private + 'fichcomp.txt', '--rsf', private + 'rsf.txt'),
             Case('report', *ESSAI, private + '2023.rpss', '--fichcomp', private + 'fichcomp.txt', '--rsf', private + 'rsf.txt'),
             Case('report', *ESSAI, public + '2024.rpss', '--fichcomp', public + 'fichcomp.txt', *facts),
             Case('columns', 'price', '--to', 'csv'), Case('help', 'price')]
    written = [Case('tables', 'learn-tarifs', beside + 'bills.rsf.txt', '--rpss', beside + 'bills.rpss.txt', '-o', 'dir'),
               Case('drugs', beside + 'dgf.fichcomp.txt', '--rpss', beside + 'dgf.rpss.txt', '-o', 'out', inputs=[('out', year)]),
               Case('bills', beside + 'bills.rsf.txt', '--rpss', beside + 'bills.rpss.txt', '--classification', beside + 'classification', '-o', 'out',
                    inputs=[('out', year)]),
               Case('report', *ESSAI, private + '2023.rpss', '--fichcomp', private + 'fichcomp.txt', '--rsf', private + 'rsf.txt', '--to', 'csv', '-o', 'dir'),
               Case('report', *ESSAI, public + '2024.rpss', '--fichcomp', public + 'fichcomp.txt', *facts, '--to', 'xlsx', '-o', 'out.xlsx'),
               Case('report', *ESSAI, year, '-o', 'out', '--journal', 'journal', inputs=[('out', rpss)], apart=True),
               Case('explain', *ESSAI, rpss, '--ligne', '2', '-o', 'out', inputs=[('out', rpss)]),
               Case('check', *ESSAI, '--to', 'csv', rpss, '-o', 'out', inputs=[('out', rpss)]),
               Case('compare', *ESSAI, year, rpss, '-o', 'out', inputs=[('out', rpss)]),
               Case('tables', 'modele', '2027', '-o', 'dir'),
               Case('price', *ESSAI, rpss, '-o', 'out', '--journal', 'journal', inputs=[('out', rpss), ('journal', year)],
                    apart=True),
               Case('price', *ESSAI, rpss, '--to', 'xlsx', '-o', 'out.xlsx'),
               Case('tables', 'learn', '--non-officiels', grouped, '-o', 'dir'), Case('tables', 'deduce', 'dir', inputs=[('dir', learned)], apart=True),
               Case('price', *ESSAI, rpss, '-o', 'out', inputs=[('out', year)]),
               Case('merge', totals, more, '-o', 'out', '--journal', 'account', inputs=[('out', rpss), ('account', rpss)],
                    apart=True)]
    if windows: # what the system changes, not what the command does: a few of each
        cases, written = cases[::6], [written[0], *written[4:6], *written[10:15:2]]
    for jobs in () if windows else ('2', '4'):
        Case('price', '-j', jobs, '--by', 'total', *ESSAI, year).starts_together()
    for case in [] if windows else cases + written:
        case.alone()
    for first, case in enumerate(cases + written):
        case.memory(first)
        case.reads(first)
        case.short()
    for first, case in enumerate(written + cases[:1]):
        case.files(first)
    # Every signal that ends a process, but those that cannot be met, and those that a write error takes the place of.
    ends = [s for s in signal.valid_signals() if s not in (
        signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD, signal.SIGCONT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU, signal.SIGURG,
        signal.SIGWINCH, signal.SIGPIPE, signal.SIGXFSZ)]
    for first, case in [] if windows else enumerate(written): # Ctrl-C: windows.py
        case.signals(ends, first)
    chance = random.Random(2026)
    for case in written:
        case.killed(chance, 2 if stride > 1 else 15)
    disk = small_disk(tmp)
    if disk:
        for case in written:
            case.full_disk(disk)
        subprocess.run(['umount', disk], check=True)
sys.exit(status())
