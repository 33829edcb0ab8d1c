# SPDX-License-Identifier: Apache-2.0
"""days.py TRIPLES TARIFS RPSS: the job of naive.c, in Python."""
import datetime
import sys

FIRST = (1, 5, 10, 31)
LAST = (4, 9, 30, 10 ** 9)


def day(line, at):
    return datetime.date(int(line[at + 4:at + 8]), int(line[at + 2:at + 4]), int(line[at:at + 2])).toordinal()


def main(triples, tarifs, rpss):
    ght, centimes = {}, {}
    with open(triples) as rows:
        for row in rows:
            mpp, mpa, ik, *groups = row.rstrip().split(';')
            ght[mpp + mpa + ik] = groups
    with open(tarifs) as rows:
        for row in rows:
            campagne, secteur, kind, group, amount = row.rstrip().split(';')
            centimes[int(campagne), secteur, kind, group] = int(amount)
    records = days = total = 0
    with open(rpss, encoding='latin-1', newline='\n') as lines:
        for line in lines:
            before = day(line, 109) - 1
            start, end = day(line, 162) - before, day(line, 170) - before
            campagne = int(line[174:178])
            if campagne < 2026 and line[172:174] < '03':
                campagne -= 1
            secteur = 'ex-OQN' if line[2] in 'CEG' else 'ex-DGF'
            groups = ght[line[125:129] + line[139:142]]
            for group, first, last in zip(groups, FIRST, LAST):
                count = min(end, last) - max(start, first) + 1
                if count > 0:
                    total += count * centimes.get((campagne, secteur, line[75], group), 0)
            days += end - start + 1
            records += 1
    print('%d;%d;%d' % (records, days, total))


main(*sys.argv[1:])
