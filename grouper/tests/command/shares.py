#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""shares.py HAD [HOSPITALS [SUBSEQUENCES,... [WAY]]]: what share of the days of cells never seen is deduced, by order
and by weights (WAY ordre: by order alone). SUBSEQUENCES together: what five hospitals of 3 000 learn together.

Hidden classifications by weights, 24 MPP x 25 MPA x 10 IK, drawn at random; a skewed mix of pairs and a bell over the
IK; one year is observed, the next is priced. Fails when a cell is wrong, a truth lies outside its interval, or the
shares are below those promised."""
import bisect
import csv
import itertools
import os
import random
import subprocess
import sys
import tempfile

from checks import check, status

had = os.path.abspath(sys.argv[1])
DUREES = [10000, 7613, 6765, 6300]
MPP = ['%02d' % m for m in range(1, 25)]
MPA = ['%02d' % m for m in range(25)]
IK = ['%03d' % k for k in range(10, 101, 10)]
CARD = 'cle;valeur\nid;h\nversion;77\ndebut;2019-03-01\nfin;2020-02-29\nofficielle;0\nsource;x\n'
LEAST = {'ordre': {3000: 25, 20000: 55, 100000: 65}, 'poids': {3000: 45, 20000: 70, 100000: 80}}


def hidden(rng):
    mpp = {c: rng.randrange(5000, 25000) for c in MPP}
    mpa = {c: rng.randrange(7000, 16000) for c in MPA}
    ik, weight = {}, 13000
    for c in IK:
        ik[c] = weight
        weight -= rng.randrange(150, 900)
    products = {t: [mpp[t[0]] * mpa[t[1]] * ik[t[2]] * d for d in DUREES]
                for t in itertools.product(MPP, MPA, IK)}
    every = sorted(w for four in products.values() for w in four)
    low, high = every[len(every) // 200], every[-len(every) // 200]
    limits = [0] + [int(low * (high / low) ** (i / 30)) for i in range(1, 31)]
    return {t: [bisect.bisect_right(limits, w) for w in four] for t, four in products.items()}


def mix(rng):
    a, b = MPP[:], MPA[:]
    rng.shuffle(a)
    rng.shuffle(b)
    fit = {pair: rng.random() ** 3 for pair in itertools.product(a, b)}
    bell = [.01, .04, .16, .3, .26, .14, .06, .02, .007, .003]
    triples = [(p, q, k) for p in a for q in b for k in IK]
    weights = [(a.index(p) + 1) ** -0.9 * (b.index(q) + 1) ** -0.7 * bell[IK.index(k)] * fit[p, q]
               for p, q, k in triples]
    return triples, weights


def year(rng, triples, weights, n):
    """{triple: (records by period, days by period)}"""
    out = {}
    for t in rng.choices(triples, weights, k=n):
        first = rng.choices([0, 1, 2, 3], [.45, .12, .23, .2])[0]
        last = min(3, first + rng.choices([0, 1, 2], [.45, .35, .2])[0])
        records, days = out.setdefault(t, ([0] * 4, [0] * 4))
        for k in range(first, last + 1):
            records[k] += 1
            days[k] += rng.randint(1, [4, 5, 14, 22][k])
    return out


def intervals(directory, truth, seen, way):
    """By way: {cell: (least, most)}"""
    open(os.path.join(directory, 'classification.csv'), 'w').write(CARD)
    with open(os.path.join(directory, 'groupes.csv'), 'w') as f:
        f.write('mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;n3;n4\n')
        for t in sorted(seen):
            records = seen[t][0]
            ght = [str(truth[t][k]) if records[k] else '' for k in range(4)]
            f.write(';'.join([*t, '', *ght, str(max(records)), *map(str, records)]) + '\n')
    subprocess.run([had, 'tables', 'deduce', '-q', '--deduire', way, directory], check=True, stdout=subprocess.DEVNULL)
    out = {'ordre': {}, 'poids': {}}
    with open(os.path.join(directory, 'deductions.csv')) as f:
        for row in csv.DictReader(f, delimiter=';'):
            for k in range(4):
                if row['ght%d_min' % (k + 1)]:
                    cell = row['mpp'], row['mpa'], row['ik'], k
                    out[row['methode']][cell] = int(row['ght%d_min' % (k + 1)]), int(row['ght%d_max' % (k + 1)])
    return out


class Sums:
    days = deduced = two = wrong = outside = 0

    def add(self, count, truth, low, high):
        self.days += count
        self.outside += not low <= truth <= high
        self.deduced += count if low == high else 0
        self.two += count if high == low + 1 else 0
        self.wrong += low == high != truth


def share(n, hospitals, ways):
    days, by_way = 0, {way: Sums() for way in ways}
    for seed in range(hospitals):
        rng = random.Random(seed * 7 + n)
        truth, (triples, weights) = hidden(rng), mix(rng)
        one, other = year(rng, triples, weights, n), year(rng, triples, weights, n)
        with tempfile.TemporaryDirectory() as tmp:
            known = intervals(tmp, truth, one, ways[-1])
        for t, (_, by_period) in other.items():
            for k, count in enumerate(by_period):
                days += count
                if count == 0 or (t in one and one[t][0][k]):
                    continue
                for way, sums in by_way.items():
                    sums.add(count, truth[t][k], *known[way].get(t + (k,), (1, 31)))
    for way, sums in by_way.items():
        part, two = 100 * sums.deduced / sums.days, 100 * sums.two / sums.days
        print('%d, %s: %.1f %% of days unseen; of these deduced %.0f %%, between two GHT %.0f %%; %d wrong, %d outside' %
              (n, way, 100 * sums.days / days, part, two, sums.wrong, sums.outside))
        check(sums.wrong == 0 and sums.outside == 0, '%d, %s: wrong' % (n, way))
        check(part >= LEAST[way][n], '%d, %s: share' % (n, way))


def pool(n, seeds):
    """What five hospitals of one country leave of the days that one alone leaves without a GHT."""
    left = {way: [0, 0, 0] for way in ('ordre', 'poids')}
    for seed in range(seeds):
        rng = random.Random(seed * 13 + n)
        truth, every = hidden(rng), [mix(rng) for _ in range(5)]
        years = [year(rng, *one, n) for one in every]
        other = year(rng, *every[0], n)
        together = {}
        for t, (records, _) in (pair for one in years for pair in one.items()):
            old = together.setdefault(t, ([0] * 4, None))[0]
            old[:] = [a + b for a, b in zip(old, records)]
        for part, seen in enumerate((years[0], together)):
            with tempfile.TemporaryDirectory() as tmp:
                known = intervals(tmp, truth, seen, 'poids')
            for t, (_, by_period) in other.items():
                for k, count in enumerate(by_period):
                    for way, sums in left.items():
                        sums[2] += 0 if part else count
                        if not (t in seen and seen[t][0][k]):
                            low, high = known[way].get(t + (k,), (1, 31))
                            sums[part] += count if low < high else 0
    for way, (one, five, days) in left.items():
        print('%d, %s: one hospital leaves %.1f %% of days without a GHT, five together %.1f %%: %.0f %% of it' %
              (n, way, 100 * one / days, 100 * five / days, 100 * five / one))
        check(five < one, 'together')


def main():
    if sys.argv[3:4] == ['together']:
        return pool(3000, int(sys.argv[2]))
    hospitals = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    ways = ['ordre'] if sys.argv[4:] == ['ordre'] else ['ordre', 'poids']
    for size in (sys.argv[3] if len(sys.argv) > 3 else '3000,20000,100000').split(','):
        share(int(size), hospitals, ways)


main()
sys.exit(status())
