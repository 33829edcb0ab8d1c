#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""new_format.py NEW GROUPED --like OLD --from AAAA-MM [--root DIR]: a new record format that begins as a copy of one.
new_format.py NEW --case BUILD: its golden case.

  python3 tables/new_format.py H0H H1H --like H0F --from 2027-03
  python3 tables/new_format.py H0H --case build

NEW is the tag of the ungrouped records, GROUPED that of the grouped ones. Writes the fields of the format into
tables/layouts/rpss.csv, its groups into rpss_variable.csv, and its months into grouper/tests/generate/formats.csv, where
OLD ends the month before. Then change by hand what differs from OLD: first of all the rows of NEW in rpss.csv.

--case writes fixtures/cases/format-new.cmd (the tag in small letters), which prices one invented record of the format, drawn by the generator that stands
in BUILD, and its output. Read it: a line of amounts for each zone.
"""
import argparse
import os
import re
import subprocess
import sys


def read(path):
    with open(path, encoding='utf-8', newline='') as f:
        return [line.split(';') for line in f.read().splitlines()]


def write(path, rows):
    with open(path, 'w', encoding='utf-8', newline='') as f:
        f.write(''.join(';'.join(row) + '\n' for row in rows))


def month_before(month):
    year, number = int(month[:4]), int(month[5:])
    return '%04d-%02d' % ((year, number - 1) if number > 1 else (year - 1, 12))


def add(root, new, grouped, like, begins):
    paths = [os.path.join(root, *names) for names in
             (('tables', 'layouts', 'rpss.csv'), ('tables', 'layouts', 'rpss_variable.csv'),
              ('grouper', 'tests', 'generate', 'formats.csv'))]
    fixed, variable, use = map(read, paths)
    tags = {tag: row[0].split('|') for row in fixed[1:] for tag in row[0].split('|')}
    for tag in (new, grouped):
        if not re.fullmatch('H[0-9A-Z]{2}', tag) or tag in tags or new == grouped:
            sys.exit('%s: not a tag that is free' % tag)
    if like not in tags or not re.fullmatch(r'2\d{3}-(0[1-9]|1[0-2])', begins):
        sys.exit(__doc__)
    ways = next(row[2].split('|') for row in fixed[1:] if like in row[0].split('|'))
    at = tags[like].index(like)
    pair = next((tag for tag, way in list(zip(tags[like], ways))[at + 1:] if way == 'yes'), None)
    if ways[at] == 'yes' or pair is None:
        sys.exit('%s: not the tag of ungrouped records' % like)
    row_of = {row[0]: row for row in use}
    if begins <= row_of[like][1]:
        sys.exit('%s began in %s: --from has to be later' % (like, row_of[like][1]))
    fixed += [['|'.join((new, grouped)), row[1], 'no|yes', *row[3:]] for row in fixed[1:] if like in row[0].split('|')]
    for row in fixed:
        if row[0] == '|'.join((new, grouped)):
            row[9] = row[9].replace('%s %s' % (like, pair), '%s %s' % (new, grouped))
    for row in variable:
        names = row[0].split('|')
        row[0] = '|'.join(names + [tag for old, tag in ((like, new), (pair, grouped)) if old in names])
    year = int(begins[:4]) + (begins[5:] > '05')  # single records are of May
    use += [[new, begins, row_of[like][2], str(year), ''],
            [grouped, begins, row_of[pair][2], str(year), row_of[pair][4]]]
    for tag in (like, pair):
        row_of[tag][2] = month_before(begins)
    for path, rows in zip(paths, (fixed, variable, use)):
        write(path, rows)


def golden_case(root, tag, build):
    use = {row[0]: row for row in read(os.path.join(root, 'grouper', 'tests', 'generate', 'formats.csv'))}
    if tag not in use:
        sys.exit('%s: no format yet: call %s without --case first' % (tag, sys.argv[0]))
    record = subprocess.run([os.path.join(build, 'grouper', 'tests', 'generate', 'had-generate'), '--records', '1', '--formats', tag,
                             '--years', '%s-%s' % (use[tag][3], use[tag][3])], check=True, capture_output=True, text=True).stdout
    name = 'format-' + tag.lower()
    with open(os.path.join(root, 'fixtures', 'cases', name + '.cmd'), 'w', encoding='utf-8') as f:
        f.write("# A record of %s.\nprintf '%%s\\n' '%s' |\n$HAD price -q --classification essai -\n" % (tag, record.rstrip('\n')))
    golden = os.path.join(root, 'grouper', 'tests', 'command', 'golden.py')
    subprocess.run([sys.executable, golden, os.path.join(build, 'grouper', 'had'), os.path.join(root, 'fixtures'), '--bless', name],
                   check=True)
    print(open(os.path.join(root, 'fixtures', 'cases', name + '.out'), encoding='utf-8').read(), end='')


def strangers(root, tag):
    """The golden inputs in which the tag stands for a format that nobody knows."""
    folder = os.path.join(root, 'fixtures')
    for at, below, names in os.walk(folder):
        below[:] = [name for name in below if name != 'fuzz']
        for name in names:
            path = os.path.join(at, name)
            with open(path, 'rb') as f:
                if re.search(rb'(?m)^' + tag.encode(), f.read()):
                    yield os.path.relpath(path, root)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('new')
    parser.add_argument('grouped', nargs='?')
    parser.add_argument('--like')
    parser.add_argument('--from', dest='begins')
    parser.add_argument('--case', metavar='BUILD')
    parser.add_argument('--root', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
    args = parser.parse_args()
    if args.case:
        golden_case(args.root, args.new, args.case)
        return
    if not (args.grouped and args.like and args.begins):
        sys.exit(__doc__)
    for tag in (args.new, args.grouped):
        for path in strangers(args.root, tag):
            print('%s: %s has a line that stands for an unknown format by this tag: its golden cases change. Another tag, '
                  'if it is yours to choose, leaves them alone.' % (tag, path))
    add(args.root, args.new, args.grouped, args.like, args.begins)


if __name__ == '__main__':
    main()
