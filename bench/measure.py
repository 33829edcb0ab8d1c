# SPDX-License-Identifier: Apache-2.0
"""Makes the inputs, asserts that all contestants give the same totals, then times them (bench/run)."""
import argparse
import filecmp
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections import namedtuple

import lookup
import plot
import report

BENCH = pathlib.Path(__file__).parent

OPTIONS = argparse.ArgumentParser()
OPTIONS.add_argument('--build', default='build')
OPTIONS.add_argument('--records', type=int, default=2_000_000)
OPTIONS.add_argument('--full', action='store_true')
OPTIONS.add_argument('--into', type=pathlib.Path, default=BENCH)
OPTIONS.add_argument('--absent', default='')
OPTIONS.add_argument('--modules', default='')
OPTIONS = OPTIONS.parse_args()

BUILD = BENCH.parent / OPTIONS.build
HAD = str(BUILD / 'grouper/had')
TOOLS = BUILD / 'bench'
ESSAI = ['--classification', 'essai', '-q']
SEED = 1
FAULTS = ['--faults', '5', '--broken', '5']  # of a thousand, each: 1 % of the lines in error
SLICE = 500_000  # records given to the peers that need seconds for them
DEDUCED = 5_000  # records from whose groups others are deduced
WORST = 4_000    # records with 99 DA and 999 acts, 24 KB each
FOUND = 1        # exit status of these when they found something
FINDERS = (' check ', ' compare ', ' audit ', ' bills ')

# What was measured of a command, all of its runs together: seconds (`processor`: the least), peak in KiB.
Measure = namedtuple('Measure', 'minimum median processor peak runs')
Row = namedtuple('Row', 'name measure records journees size')


def had(*words):
    """A command of the engine, as text."""
    return ' '.join([HAD, words[0], *ESSAI, *map(str, words[1:])])


def say(what):
    print('bench: ' + what, file=sys.stderr)


def output(*command):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def run_timer(lines):
    """Each (runs, command) through had-timer: a list of (seconds, seconds of processor, peak) per command."""
    text = ''.join('%d %s\n' % line for line in lines)
    out = subprocess.run([TOOLS / 'had-timer'], input=text, stdout=subprocess.PIPE, check=True, text=True).stdout
    runs = [[] for _ in lines]
    for row in out.splitlines():
        number, nanoseconds, processor, peak, status = map(int, row.split())
        command = lines[number][1]
        if status != 0 and not (status == FOUND and any(word in command for word in FINDERS)):
            sys.exit('exit status %d: %s' % (status, command))
        runs[number].append((nanoseconds / 1e9, processor / 1e9, peak))
    return runs


def measure(commands, seconds=6.0, least=2, most=21, alike=False):
    """Times commands in turn, warm; each as often as fits in `seconds`, within bounds. `alike`: all as often as the slowest."""
    first = run_timer([(1, command) for command in commands])
    counts = [max(least, min(most, int(seconds / runs[0][0]))) for runs in first]
    if alike:
        counts = [min(counts)] * len(counts)
    measures = []
    for runs in run_timer(list(zip(counts, commands))):
        times, processor, peaks = map(sorted, zip(*runs))
        measures.append(Measure(times[0], times[len(times) // 2], processor[0], peaks[-1], len(runs)))
    return measures


class Inputs:
    """The files of a run, and what is known of each: records, bytes."""

    def __init__(self, work, records, longest):
        self.work = work
        self.all = self.generate('rpss', records, *FAULTS)
        self.valid, self.n_valid = self.keep_grouped()
        self.slice, self.n_slice = self.head(self.valid, min(SLICE, self.n_valid), 'slice'), min(SLICE, self.n_valid)
        self.one = self.head(self.all, 1, 'one')
        self.error = self.generate('error', records, '--faults', '100', '--broken', '100')  # a fifth of its lines
        self.varied = self.generate('varied', records, '--varied', *FAULTS)
        self.worst = self.generate('worst', WORST, '--worst', '--years', '2024-2025')
        self.halves = self.cut()
        longest_file = self.generate('longest', longest, *FAULTS) if longest > records else self.all
        self.curve = {n: self.head(longest_file, n, 'curve%d' % n)
                      for n in (10 ** e for e in range(3, 8)) if n <= max(records, longest)}
        self.records = {self.all: records, self.error: records, self.varied: records, self.worst: WORST}

    def generate(self, name, records, *options):
        path = self.work / name
        with open(path, 'wb') as out:
            subprocess.run([BUILD / 'grouper/tests/generate/had-generate', '--records', str(records), '--seed', str(SEED), *options],
                           stdout=out, check=True)
        return path

    def head(self, source, lines, name):
        path = self.work / name
        with open(path, 'wb') as out:
            subprocess.run(['head', '-n', str(lines), source], stdout=out, check=True)
        return path

    def keep_grouped(self):
        """The peers have no controls: they get the lines that the engine groups, ungrouped."""
        path, number, kept = self.work / 'valid', 0, 0
        groups = subprocess.Popen([HAD, 'group', '--to', 'csv', *ESSAI, self.all], stdout=subprocess.PIPE)
        with open(self.all, 'rb') as lines, open(path, 'wb') as out:
            next(groups.stdout)
            for row in groups.stdout:
                if row.endswith(b';\n'):  # no groupement: in error
                    continue
                wanted = int(row.split(b';', 2)[1])
                while number < wanted:
                    line = next(lines)
                    number += 1
                out.write(line.lstrip(b'\xef\xbb\xbf\x1a'))  # debris (rule R43): the peers know nothing of it
                kept += 1
        if groups.wait() != 0:
            sys.exit('had group failed')
        return path, kept

    def cut(self):
        """Two files of the same bytes as the whole, cut at a line start near the middle."""
        halves = [self.work / 'half1', self.work / 'half2']
        with open(self.all, 'rb') as source:
            middle = self.all.stat().st_size // 2
            with open(halves[0], 'wb') as out:
                out.write(source.read(middle))
                out.write(source.readline())
            with open(halves[1], 'wb') as out:
                shutil.copyfileobj(source, out)
        return halves


class Sides:
    """Files beside records, of a tenth as many records as there are lines: drugs in the order of their stays and in none,
    invoices, insurance facts."""

    def __init__(self, inputs, lines):
        self.lines = lines
        self.dgf, self.oqn = (inputs.generate(name, lines // 10, '--formats', form)
                              for name, form in (('dgf', 'H0F'), ('oqn', 'H0E')))
        zones = inputs.work / 'zones'
        output(HAD, 'price', *ESSAI, self.oqn, '-o', zones)
        self.drugs, self.invoices, self.rights = (
            self.beside(inputs.work / kind, kind, rpss, *more)
            for kind, rpss, *more in (('fichcomp', self.dgf), ('rsf', self.oqn, '--zones', zones), ('vidhosp', self.dgf)))
        self.ordered = inputs.work / 'ordered'
        lines = self.drugs.read_bytes().splitlines(keepends=True)
        self.ordered.write_bytes(b''.join(sorted(lines, key=lambda line: line[11:31])))
        settle(inputs.work)

    def beside(self, path, kind, rpss, *more):
        with open(path, 'wb') as out:
            subprocess.run([BUILD / 'grouper/tests/generate/had-generate-beside', kind, '--rpss', rpss, '--lines', str(self.lines),
                            '--seed', str(SEED), '--faults', '5', *more], stdout=out, check=True)
        return path


def settle(directory):
    """Reads each file anew from the disk, in order. Of what was written piece by piece memory may hold small pages, and to
    copy these takes twice the time: two inputs of one run would differ by more than the commands do."""
    for path in directory.iterdir():
        if path.is_file() and hasattr(os, 'posix_fadvise'):
            with open(path, 'rb') as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
                while file.read(1 << 23):
                    pass


def total(path, *options):
    """sous_sequences, journees, centimes of a file, by the engine."""
    row = output(HAD, 'price', '--by', 'total', *ESSAI, *options, path).splitlines()[1].split(';')
    return int(row[0]), int(row[1]), int(row[2].replace('.', ''))


def peers(inputs, tables, absent, modules):
    """(name, command, file, records) of those that are there; the words for those that are not."""
    here, left_out = [], []
    scripts = BENCH / 'peers'

    def add(name, program, words, path, records):
        if program in absent:
            left_out.append('%s (absent)' % name)
        else:
            here.append((name, ' '.join(map(str, [*words, *tables, path])), path, records))

    whole, part = (inputs.valid, inputs.n_valid), (inputs.slice, inputs.n_slice)
    add('naive C', None, [TOOLS / 'naive-days'], *whole)
    for threads in (1, 2):
        add('DuckDB, %d thread%s' % (threads, 's' * (threads > 1)), 'DuckDB',
            ['node', scripts / 'duckdb.cjs', modules, threads], *whole)
    add('mawk', 'mawk', ['mawk', '-f', scripts / 'days.awk'], *part)
    add('R, readr and dplyr', 'R', ['Rscript', '--vanilla', scripts / 'days.R'], *part)
    add('Python', None, ['python3', scripts / 'days.py'], *part)
    return here, left_out


def check_equal(what, found, expected):
    if found != expected:
        sys.exit('bench: %s: %s, expected %s; nothing is timed' % (what, found, expected))


def check_answers(inputs, contestants, work):
    """All ways to the totals give the same ones. Returns those of the whole file."""
    whole, valid = total(inputs.all), total(inputs.valid)
    check_equal('lines in error count for nothing', whole[1:], valid[1:])
    check_equal('sub-sequences', valid[0], inputs.n_valid)
    expected = {inputs.valid: valid, inputs.slice: total(inputs.slice)}
    for name, command, path, _ in contestants:
        check_equal(name, output(*command.split()).strip(), '%d;%d;%d' % expected[path])
    output(HAD, 'group', *ESSAI, '-o', work / 'grouped', inputs.all)
    check_equal('price of the grouped file', total(work / 'grouped'), whole)
    output(HAD, 'price', '--by', 'jour', *ESSAI, '-o', work / 'jour', inputs.all)
    check_equal('rows by day', int(output(TOOLS / 'had-floor', work / 'jour')), whole[1] + 1)
    check_equal('two workers', total(inputs.all, '-j', '2'), whole)
    output(HAD, 'group', *ESSAI, '-j', '2', '-o', work / 'grouped2', inputs.all)
    check_equal('two workers, same bytes', filecmp.cmp(work / 'grouped', work / 'grouped2', False), True)
    (work / 'grouped2').unlink()
    check_equal('a pipe', output('sh', '-c', 'cat %s | %s' % (inputs.all, had('price', '--by', 'total', '-'))),
                output(*had('price', '--by', 'total', inputs.all).split()))
    return whole


def script(path, command):
    """What had-timer cannot start by itself."""
    path.write_text('exec 2>/dev/null\n' + command + '\n')
    return 'sh %s' % path


def time_commands(inputs, work, journees):
    out, copy, records = work / 'out', work / 'copy', inputs.records[inputs.all]
    learned, grouped = work / 'learned', work / 'grouped'
    pipe = script(work / 'pipe', 'cat %s | %s' % (inputs.all, had('price', '--by', 'total', '-')))
    # What contradicts something ends it with 1.
    learn = script(work / 'learn', 'rm -rf %s\n%s tables learn -q --non-officiels %s -o %s\n[ $? -le 1 ]'
                   % (learned, HAD, grouped, learned))
    named = [
        ('wc -l', 'wc -l %s' % inputs.all),
        ('had-floor', '%s %s' % (TOOLS / 'had-floor', inputs.all)),
        ('had price --by total', had('price', '--by', 'total', inputs.all)),
        ('had price --by total, a pipe', pipe),
        ('had price --by mois,mpp,ght', had('price', '--by', 'mois,mpp,ght', inputs.all)),
        ('had check --sans-chainage', had('check', '--sans-chainage', inputs.all)),
        ('had check --sans-chainage -o', had('check', '--sans-chainage', '-o', out, inputs.all)),
        ('had check', had('check', inputs.all)),
        ('had check -j 2', had('check', '-j', '2', inputs.all)),
        ('had check -o', had('check', '-o', out, inputs.all)),
        ('cat in > out', 'cat %s > %s' % (inputs.all, copy)),
        ('had group -o', had('group', '-o', out, inputs.all)),
        ('had price --by zone -o', had('price', '--by', 'zone', '-o', out, inputs.all)),
        ('cat jour > out', 'cat %s > %s' % (work / 'jour', copy)),
        ('had price --by jour -o', had('price', '--by', 'jour', '-o', out, inputs.all)),
        ('had price --by total, 20 % in error', had('price', '--by', 'total', inputs.error)),
        ('wc -l, varied', 'wc -l %s' % inputs.varied),
        ('had price --by total, varied', had('price', '--by', 'total', inputs.varied)),
        ('had compare -o', had('compare', '-o', out, inputs.all, inputs.error)),
        ('had audit -o', had('audit', '-o', out, grouped)),
        ('had report -o', had('report', '-o', work / 'page.html', inputs.all)),
        ('had tables learn -o', learn),
    ]
    files = {'error': inputs.error, 'varied': inputs.varied}
    measures = measure([command for _, command in named])
    # A machine is not as fast from one minute to the next: what is held to a ratio runs beside what it is held to.
    by_name = dict(named)
    pairs = {pair: measure([by_name[name] for name in pair], seconds=8, alike=True) for pair in report.PAIRS}
    rows = []
    for (name, _), m in zip(named, measures):
        path = files.get(name.split()[-1], inputs.all)
        rows.append(Row(name, m, records, total(path)[1] if path in files.values() else journees, path.stat().st_size))
    return rows, pairs


def time_sides(sides):
    """(command, its measure, that of wc -l of the file beside), the records included."""
    drugs = ' '.join([HAD, 'drugs', '-q', '--rpss', str(sides.dgf), '--by', 'total', ''])
    jobs = [('drugs --by total', sides.ordered, drugs + str(sides.ordered)),
            ('drugs --by total, no order', sides.drugs, drugs + str(sides.drugs)),
            ('bills', sides.invoices, had('bills', sides.invoices, '--rpss', sides.oqn)),
            ('price --by total --vidhosp', sides.rights, had('price', '--by', 'total', sides.dgf, '--vidhosp', sides.rights))]
    measures = measure([c for _, path, command in jobs for c in ('wc -l %s' % path, command)])
    return [('had ' + name, measures[2 * i + 1], measures[2 * i]) for i, (name, _, _) in enumerate(jobs)]


def time_peers(contestants, journees):
    measures = measure([command for _, command, _, _ in contestants])
    return [Row(name, m, records, journees[path], path.stat().st_size)
            for (name, _, path, records), m in zip(contestants, measures)]


def time_workers(inputs):
    """(command, -j 2, two processes on a half each); rows go nowhere, so that no disk counts."""
    jobs = [['price', '--by', 'total'], ['check', '--sans-chainage'], ['check'], ['group'], ['price', '--by', 'jour']]
    return [('had ' + ' '.join(job), *measure([had(*job, '-j', '1', inputs.all), had(*job, '-j', '2', inputs.all),
                                               ' & '.join(had(*job, half) for half in inputs.halves)], seconds=4, alike=True))
            for job in jobs]


def time_start(inputs):
    commands = [str(TOOLS / 'had-empty'), had('price', '--by', 'total', inputs.one)]
    return measure(commands, least=200, most=200)


CURVE = [['price', '--by', 'total'], ['check', '--sans-chainage'], ['group'], ['price', '--by', 'jour']]


def time_deduce(work):
    """Groups deduced from those of a few records: a run of its own, whatever the number of records."""
    few, learned = work / 'few', work / 'learned-few'
    few.write_bytes(b''.join((work / 'grouped').read_bytes().splitlines(keepends=True)[:DEDUCED]))
    subprocess.run([HAD, 'tables', 'learn', '-q', '--non-officiels', few, '-o', learned], check=False, stdout=subprocess.DEVNULL)
    return measure([script(work / 'deduce', 'rm -rf %s\n%s tables deduce -q %s -o %s'
                           % (work / 'deduced', HAD, next(learned.iterdir()), work / 'deduced'))])[0]


def time_curve(inputs):
    """Nanoseconds of processor per record, start-up apart: {command: [(records, ns)]}, rows going nowhere."""
    curve = {}
    for job in CURVE:
        files = [inputs.one, *inputs.curve.values()]
        start, *measures = measure([had(*job, path) for path in files], seconds=3, least=1, most=60)
        curve['had ' + ' '.join(job)] = [(n, (m.processor - start.processor) / n * 1e9)
                                         for n, m in zip(inputs.curve, measures)]
    return curve


def time_worst(inputs):
    commands = ['wc -l %s' % inputs.worst, *(had(*job, inputs.worst) for job in CURVE)]
    names = ['wc -l', *('had ' + ' '.join(job) for job in CURVE)]
    journees, size = total(inputs.worst)[1], inputs.worst.stat().st_size
    return [Row(name, m, WORST, journees, size) for name, m in zip(names, measure(commands, seconds=3))]


def main():
    options = OPTIONS
    load, begun = os.getloadavg()[0], time.monotonic()
    with tempfile.TemporaryDirectory(prefix='had-bench-') as directory:
        work = pathlib.Path(directory)
        say('inputs: %d records' % options.records)
        inputs = Inputs(work, options.records, 10 ** 7 if options.full else 0)
        contestants, left_out = peers(inputs, lookup.export(HAD, work), options.absent.split(','), options.modules)
        say('answers')
        whole = check_answers(inputs, contestants, work)
        journees = {inputs.valid: whole[1], inputs.slice: total(inputs.slice)[1]}
        settle(work)
        say('times, some minutes')
        commands, pairs = time_commands(inputs, work, whole[1])
        results = {
            'load': load, 'records': options.records, 'size': inputs.all.stat().st_size, 'totals': whole,
            'valid': inputs.n_valid, 'slice': inputs.n_slice, 'left_out': left_out,
            'commands': commands, 'pairs': pairs,
            'sides': time_sides(Sides(inputs, options.records)),
            'peers': time_peers(contestants, journees),
            'workers': time_workers(inputs), 'start': time_start(inputs),
            'curve': time_curve(inputs), 'worst': time_worst(inputs), 'deduce': (DEDUCED, time_deduce(work)),
        }
    results['minutes'] = (time.monotonic() - begun) / 60
    options.into.mkdir(exist_ok=True)
    report.write(options.into / 'RESULTS.md', results, options.modules)
    (options.into / 'curve.svg').write_text(plot.curve(results['curve']))
    (options.into / 'peers.svg').write_text(plot.bars(report.speeds(results)))


main()
