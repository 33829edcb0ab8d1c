#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rule R46 written a second time, slowly, from its text alone: second_deduce.py DIRECTORY [MIN]
writes deductions.csv, or conflit.csv, of the groupes.csv in a directory to standard output."""
import csv
import itertools
import sys

GHT_MAX = 31
PERIODS = 4
# What is compared: the places of the triple that belong to the code; the rest is the context.
KINDS = [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2)]


def read(directory):
    """{(mpp, mpa, ik, period): (ght, n)}; cells seen with two GHT; {triple: ghpc}"""
    seen, split, ghpc = {}, set(), {}
    for row in csv.DictReader(open(directory + '/groupes.csv', encoding='utf-8'), delimiter=';'):
        triple = row['mpp'], row['mpa'], row['ik']
        ghpc[triple] = row['ghpc']
        for k in range(PERIODS):
            own = row.get('n%d' % (k + 1))
            n = int(own or row['n'] or 1) if own is None or own != '' else 0
            if row['ght%d' % (k + 1)]:
                seen[triple + (k,)] = int(row['ght%d' % (k + 1)]), n
            elif own and int(own) > 0:
                split.add(triple + (k,))
    return seen, split, ghpc


class Contradiction(Exception):
    pass


class Order:
    """Intervals, narrowed until nothing moves. `seen` is {cell: ght}."""

    def __init__(self, lists, seen):
        self.lists = lists
        self.low, self.high = {}, {}
        for triple in itertools.product(*lists):
            for k in range(PERIODS):
                ght = seen.get(triple + (k,))
                self.low[triple + (k,)] = ght or 1
                self.high[triple + (k,)] = ght or GHT_MAX
        while self.round():
            pass

    def narrow(self, light, heavy):
        """GHT of `light` is at most that of `heavy`."""
        moved = False
        if self.low[light] > self.low[heavy]:
            self.low[heavy] = self.low[light]
            moved = True
        if self.high[heavy] < self.high[light]:
            self.high[light] = self.high[heavy]
            moved = True
        if self.low[light] > self.high[light] or self.low[heavy] > self.high[heavy]:
            raise Contradiction
        return moved

    def round(self):
        moved = False
        for triple in itertools.product(*self.lists):
            for k in range(PERIODS - 1):
                moved |= self.narrow(triple + (k + 1,), triple + (k,))
        for kind in KINDS:
            moved |= self.compare(kind)
        return moved

    def compare(self, kind):
        moved = False
        rest = [place for place in range(3) if place not in kind]
        codes = list(itertools.product(*[self.lists[place] for place in kind]))
        contexts = list(itertools.product(*[self.lists[place] for place in rest], range(PERIODS)))

        def cell(code, context):
            triple = dict(zip(kind, code))
            triple.update(zip(rest, context))
            return triple[0], triple[1], triple[2], context[-1]
        cells = {code: [cell(code, context) for context in contexts] for code in codes}
        for x in codes:
            for y in codes:
                if any(self.low[a] > self.high[b] for a, b in zip(cells[x], cells[y])):
                    for a, b in zip(cells[x], cells[y]):
                        moved |= self.narrow(b, a)
        return moved


def lists_of(triples):
    return [sorted({t[place] for t in triples}) for place in range(3)]


def contradicts(lists, seen):
    try:
        Order(lists, seen)
    except Contradiction:
        return True
    return False


def conflict(lists, seen, counts):
    """One minimal set: cells dropped in turn as long as the rest still conflicts."""
    kept = dict(seen)
    for cell in sorted(seen, key=lambda c: (counts[c], c)):
        rest = {c: ght for c, ght in kept.items() if c != cell}
        if contradicts(lists, rest):
            kept = rest
    return sorted(kept)


def rows(order, observed, split):
    """Rows of deductions.csv."""
    out = []
    for triple in itertools.product(*order.lists):
        cells = []
        for k in range(PERIODS):
            cell = triple + (k,)
            low, high = order.low[cell], order.high[cell]
            blank = cell in observed or cell in split or (low, high) == (1, GHT_MAX)
            cells += ['', ''] if blank else [str(low), str(high)]
        if any(cells):
            out.append(';'.join(list(triple) + cells + ['ordre']))
    return out


def deduce(directory, least=1):
    """(name of the file, its lines)"""
    observed, split, triples = read(directory)
    lists = lists_of(triples)
    seen = {c: ght for c, (ght, n) in observed.items() if n >= least}
    counts = {c: n for c, (ght, n) in observed.items()}
    try:
        order = Order(lists, seen)
    except Contradiction:
        lines = ['mpp;mpa;ik;periode;ght;n']
        for c in conflict(lists, seen, counts):
            lines.append('%s;%s;%s;%d;%d;%d' % (c[:3] + (c[3] + 1, seen[c], counts[c])))
        return 'conflit.csv', lines
    head = ['ght%d_%s' % (k + 1, side) for k in range(PERIODS) for side in ('min', 'max')]
    return 'deductions.csv', [';'.join(['mpp', 'mpa', 'ik'] + head + ['methode'])] + \
        rows(order, observed, split)


if __name__ == '__main__':
    sys.stdout.write('\n'.join(deduce(sys.argv[1], int((sys.argv + ['1', '1'])[2]))[1]) + '\n')
