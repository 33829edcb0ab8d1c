# SPDX-License-Identifier: Apache-2.0
"""Writes bench/RESULTS.md. What follows HAND in it is written by people, and kept."""
import datetime
import os
import pathlib
import platform
import subprocess

HAND = '## Where the time goes'
RECORDED = pathlib.Path(__file__).with_name('instructions.csv')
WHOLE = {'start-up': '`had price --by total` on one record, all of it', 'tables deduce': '`had tables deduce`, all of it'}

# Targets: what, command, beside which command, at most how many times its time.
TARGETS = [('all controls, priced and summed', 'had price --by total', 'wc -l', 2.2),
           ('the same by keys', 'had price --by mois,mpp,ght', 'wc -l', 2.6),
           ('fields drawn each on its own', 'had price --by total, varied', 'wc -l, varied', 3.2),
           ('a fifth of the records in error', 'had price --by total, 20 % in error', 'had price --by total', 1.6),
           ('grouped records, to a file', 'had group -o', 'cat in > out', 2.5),
           ('a row by day, to a file', 'had price --by jour -o', 'cat jour > out', 1.2),
           ('findings of each record', 'had check --sans-chainage', 'wc -l', 3),
           ('and between records', 'had check', 'wc -l', 9),
           ('the same, two workers', 'had check -j 2', 'wc -l', 5),
           ('the page', 'had report -o', 'had price --by mois,mpp,ght', 1.5)]
PAIRS = [(command, beside) for _, command, beside, _ in TARGETS]
# These keep something of each record.
KEEPING = ('had check', 'had check -j 2', 'had check -o', 'had compare -o', 'had report -o', 'had tables learn -o')
NATIONAL_DAYS, NATIONAL_YEARS, ESTABLISHMENTS = 6_600_000, 10, 290
START_TARGET, WORKERS_TARGET, MIB_TARGET, DRUGS_TARGET, CHAINED_TARGET = 1.5, 0.97, 16, 10, 96


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return (done.stdout or done.stderr).splitlines()[0]
    except (OSError, IndexError):
        return ''


def machine(modules):
    cpu = next((line.split(':')[1].strip() for line in open('/proc/cpuinfo') if line.startswith('model name')), '?')
    memory = int(next(line.split()[1] for line in open('/proc/meminfo') if line.startswith('MemTotal'))) / 2 ** 20
    duckdb = first_line('node', '-p', "require('%s/@duckdb/node-api/package.json').version" % modules)
    versions = [first_line('gcc', '--version'), first_line('wc', '--version'), first_line('mawk', '-W', 'version'),
                'Python ' + platform.python_version(), first_line('Rscript', '--version')]
    if duckdb[:1].isdigit():
        versions.append('@duckdb/node-api ' + duckdb)
    return '%s, %d cores, %.0f GiB, Linux %s; %s' % (cpu, os.cpu_count(), memory, platform.release().split('-')[0],
                                                    '; '.join(filter(None, versions)))


def table(header, rows):
    yield '| ' + ' | '.join(header) + ' |'
    yield '|' + '---|' * len(header)
    for row in rows:
        yield '| ' + ' | '.join(row) + ' |'
    yield ''


def per_record(row):
    return row.measure.minimum / row.records


def cells(row, wc):
    m = row.measure
    return ['`%s`' % row.name, '%.1f' % (m.minimum * 1e3), '%.1f' % (m.median * 1e3), '%.1f' % (m.processor * 1e3),
            '%.2f' % (per_record(row) / wc), '%.2f' % (row.records / m.minimum / 1e6),
            '%.1f' % (row.journees / m.minimum / 1e6), '%.3f' % (row.size / m.minimum / 1e9), '%.1f' % (m.peak / 1024)]


COLUMNS = ['min ms', 'median ms', 'CPU ms', 'x `wc -l`', 'M records/s', 'M journées/s', 'GB/s read', 'peak MiB']


def by_name(rows):
    return {row.name: row for row in rows}


def bytes_chained(rows):
    """What `check` keeps of each record until its file ends."""
    check, alone = rows['had check'], rows['had check --sans-chainage']
    return 1024 * (check.measure.peak - alone.measure.peak) / check.records


def verdict(held):
    return 'yes' if held else 'no'


def instructions():
    for row in RECORDED.read_text().splitlines()[1:]:
        name, ratio, count = row.split(';')
        yield [WHOLE.get(name, '`had %s`' % name), format(int(count), ',').replace(',', ' '), ratio]


def targets(results):
    for what, command, beside, most in TARGETS:
        mine, other = results['pairs'][command, beside]
        ratio = mine.minimum / other.minimum
        yield [what, '`%s` / `%s`' % (command, beside), '%.2f' % ratio, '%.2f' % (mine.processor / other.processor),
               '<= %g' % most, verdict(ratio <= most)]
    command, mine, wc = results['sides'][0]
    yield ['drugs, in the order of their stays', '`%s` / `wc -l`' % command, '%.2f' % (mine.minimum / wc.minimum),
           '%.2f' % (mine.processor / wc.processor), '<= %g' % DRUGS_TARGET, verdict(mine.minimum <= DRUGS_TARGET * wc.minimum)]
    for command, _, two, halves in results['workers']:
        if command in KEEPING:  # two halves of a file are less to keep than the whole: its target is above
            continue
        ratio, processor = halves.minimum / two.minimum, halves.processor / two.processor
        yield ['two workers', '`%s`: speed of `-j 2` / of two processes on a half each' % command, '%.2f' % ratio,
               '%.2f' % processor, '>= %g' % WORKERS_TARGET, verdict(ratio >= WORKERS_TARGET)]
    empty, start = results['start']
    ratio = start.minimum / empty.minimum
    yield ['start-up', 'one record / an empty C program', '%.2f' % ratio,
           '%.2f' % (start.processor / empty.processor), '<= %g' % START_TARGET,
           verdict(ratio <= START_TARGET)]
    for command, points in results['curve'].items():
        costs = [ns for _, ns in points]
        yield ['cost of a record, %d to %d records' % (points[0][0], points[-1][0]), '`%s`: highest / lowest' % command,
               '', '%.2f' % (max(costs) / min(costs)), 'flat', '']
    peak = max(row.measure.peak for row in results['commands'] if row.name.startswith('had ') and
               row.name not in KEEPING) / 1024
    chained = bytes_chained(by_name(results['commands']))
    yield ['memory of a record between records', 'bytes: peak of `had check` less that of `--sans-chainage`, by records',
           '%.0f' % chained, '', '<= %d' % CHAINED_TARGET, verdict(chained <= CHAINED_TARGET)]
    yield ['memory, one worker', 'MiB, the highest peak but of those that keep something of each record', '%.1f' % peak, '',
           '<= %d + 4' % MIB_TARGET, verdict(peak <= MIB_TARGET + 4)]


def speeds(results):
    """Millions of records per second of each contestant, fastest first, for the plot."""
    names = ('wc -l', 'had-floor', 'had price --by total')
    rows = [row for row in results['commands'] if row.name in names] + results['peers']
    return sorted(((row.name, row.records / row.measure.minimum / 1e6) for row in rows), key=lambda pair: -pair[1])


def body(results, modules):
    records, journees, centimes = results['records'], results['totals'][1], results['totals'][2]
    commit = first_line('git', 'describe', '--always', '--dirty') or '?'
    wc = per_record(by_name(results['commands'])['wc -l'])
    yield '# Speed\n'
    yield ('Made by `bench/run` on %s, at %s.\n%s.\nUp to “Where the time goes” everything is of that state; what stands below says of which it is.\n'
           % (datetime.date.today(), commit, machine(modules)))
    if results['load'] > 0.5:
        yield ('**Not alone on the machine** (load %.1f before the run): elapsed times are those of a busy machine; CPU is steadier.\n'
               % results['load'])
    yield ('%d invented records of 2019 to 2025, 1 %% of them in error, %d bytes; %d days, %d.%02d €. Before anything is timed,\n'
           'all ways to these totals are compared: the engine on the whole file, on the lines it groups, on its own\n'
           'grouped output, with two workers, and every peer. Times are warm, all inputs read once from the disk\n'
           'before (pages of memory that came otherwise take up to twice as long to copy), in rounds (each command in turn);\n'
           'ratios are those of the shortest times; of targets, of the two commands run in turn by themselves, the one as often as\n'
           'the other. CPU is the least time of processor. One core, unless said. All of it took %.0f minutes.\n'
           % (records, results['size'], journees, centimes // 100, centimes % 100, results['minutes']))
    yield '## Targets\n'
    yield from table(['what', 'ratio of', 'times', 'CPU', 'target', 'held'], targets(results))
    yield '## Commands\n'
    yield from table(['command', *COLUMNS], (cells(row, wc) for row in results['commands']))
    yield ('`had-floor` reads blocks and finds newlines with `memchr`. All controls of the fonction groupage run in every\n'
           '`had` above, and amounts are those of the built-in trial classification. `-o` ends with a sync to the disk, and\n'
           'so do the two `cat`; without it, rows go to /dev/null. `check` without `--sans-chainage` keeps\nwhat it needs of each record until its file ends; so do `compare` (of two files), `report` and `tables learn`.\n')
    yield '## Beside the records\n'
    yield ('%d lines of each beside a tenth as many records, whose time is in it; `wc -l` of the file beside alone.\n' % records)
    yield from table(['command', 'min ms', 'CPU ms', 'ns a line', 'x `wc -l`', 'peak MiB'],
                     (['`%s`' % command, '%.1f' % (mine.minimum * 1e3), '%.1f' % (mine.processor * 1e3),
                       '%.0f' % (mine.minimum / records * 1e9), '%.1f' % (mine.minimum / wc.minimum), '%.1f' % (mine.peak / 1024)]
                      for command, mine, wc in results['sides']))
    number, deduce = results['deduce']
    yield ('`had tables deduce`, of the groups that %d records show: %.0f ms (%.0f of processor), %.1f MiB.\n'
           % (number, deduce.minimum * 1e3, deduce.processor * 1e3, deduce.peak / 1024))
    yield '## Instructions\n'
    yield ('Of a record, start-up apart (of a line of what stands beside the records; of a whole run where it says so), as\n'
           '`bench/instructions` holds them; the floor is `had-floor`, of a whole run an empty program.\n')
    yield from table(['command', 'instructions', 'x floor'], instructions())
    yield '## What people use\n'
    yield ('The same days, groups and amounts, **without any control**: peers read the %d lines that the engine groups (ungrouped\n'
           'records, none in error) and two small look-up tables; mawk, R and Python only the first %d of them. Per record,\n'
           'start-up included.\n' % (results['valid'], results['slice']))
    engine = per_record(by_name(results['commands'])['had price --by total'])
    yield from table(['peer', 'records', *COLUMNS, 'x `had price --by total`'],
                     ([cells(row, wc)[0], str(row.records), *cells(row, wc)[1:], '%.1f' % (per_record(row) / engine)]
                      for row in sorted(results['peers'], key=per_record)))
    if results['left_out']:
        yield 'Left out: %s.\n' % ', '.join(results['left_out'])
    yield '![Records per second of each](peers.svg)\n'
    yield '## Two workers\n'
    yield from table(['command, rows to /dev/null', '`-j 1` ms', '`-j 2` ms', 'two processes ms', 'speed of `-j 2` / of `-j 1`'],
                     (['`%s`' % name, *('%.1f' % (m.minimum * 1e3) for m in (one, two, halves)),
                       '%.2f' % (one.minimum / two.minimum)] for name, one, two, halves in results['workers']))
    yield '## Cost of a record, start-up apart\n'
    sizes = [n for n, _ in next(iter(results['curve'].values()))]
    yield from table(['CPU ns per record, of', *('%d' % n for n in sizes)],
                     (['`%s`' % name, *('%.0f' % ns for _, ns in points)] for name, points in results['curve'].items()))
    yield '![Nanoseconds per record, by number of records](curve.svg)\n'
    empty, start = results['start']
    yield ('Start-up: %.2f ms for `had price --by total` on one record, built-in tables read and checked; an empty C\n'
           'program: %.2f ms (medians %.2f and %.2f of %d runs).\n'
           % (start.minimum * 1e3, empty.minimum * 1e3, start.median * 1e3, empty.median * 1e3, start.runs))
    yield '### The longest records: 99 DA, 999 acts\n'
    worst = per_record(by_name(results['worst'])['wc -l'])
    yield from table(['command', *COLUMNS], (cells(row, worst) for row in results['worst']))
    yield from paper(results)


def paper(results):
    """What the country's records would take, reckoned from the shortest times above."""
    rows = by_name(results['commands'])
    total, group, jour, floor = (rows[name] for name in ('had price --by total', 'had group -o', 'had price --by jour -o',
                                                         'had-floor'))
    days = NATIONAL_DAYS * NATIONAL_YEARS
    ours, size = total.journees / total.records, total.size / total.records
    chained = bytes_chained(rows)
    yield '## The national file, on paper\n'
    yield ('%.1f million days a year (2022, some %d establishments), over %d years: %.0f million days. With %.1f days in a record, as here,\n'
           '%.0f M / %.1f = %.1f million records, of %.0f bytes: %.1f GB. With one day in each, the most there can be, %.0f million\n'
           'records: %.1f GB. On one core:\n'
           % (NATIONAL_DAYS / 1e6, ESTABLISHMENTS, NATIONAL_YEARS, days / 1e6, ours, days / 1e6, ours, days / ours / 1e6, size,
              days / ours * size / 1e9, days / 1e6, days * size / 1e9))
    yield from table(['command', 'reckoned by', '%.1f M records' % (days / ours / 1e6), '%.0f M records' % (days / 1e6)],
                     ([['`%s`' % row.name, '%.0f ns a record' % (per_record(row) * 1e9),
                        '%.0f s' % (days / ours * per_record(row)), '%.0f s' % (days * per_record(row))]
                       for row in (total, group)]
                      + [['`%s`' % jour.name, '%.0f ns a day; at one day a record, `group` more' % (per_record(jour) / ours * 1e9),
                          '%.0f s' % (days * per_record(jour) / ours),
                          '%.0f s' % (days * (per_record(jour) / ours + per_record(group)))]]))
    yield ('`check` with its chaining keeps %.0f bytes of each record of a file: %.1f GB if the country were one file, but stays do not\n'
           'leave their establishment, and a file of one, %d times less, takes %.0f MB.\n'
           % (chained, days * chained / 1e9, ESTABLISHMENTS, days * chained / ESTABLISHMENTS / 1e6))
    yield ('Slices: the bytes before a slice are read for their line ends only (`had-floor`, %.1f ns a record, beside %.0f for `price --by total`\n'
           'and %.0f for `price --by jour`), so the last of N slices of one file takes job / N + floor: however many there are, one file goes\n'
           'at most %.1f times faster by total and %.0f times by day. Whole files are the better share of work, and slices are for the few\n'
           'that are too large.\n'
           % (per_record(floor) * 1e9, per_record(total) * 1e9, per_record(jour) * 1e9, per_record(total) / per_record(floor),
              per_record(jour) / per_record(floor)))


def write(path, results, modules):
    kept = ''
    if path.exists() and HAND in path.read_text():
        kept = HAND + path.read_text().split(HAND, 1)[1]
    text = '\n'.join(body(results, modules))
    path.write_text(text + ('\n' + kept if kept else ''))
    print(text)
