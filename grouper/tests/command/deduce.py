#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""deduce.py HAD SECOND_DIRECTORY FIXTURES [CLASSIFICATIONS]: groups deduced by order (rule R46),
against the same rule written a second time, on hidden classifications drawn at random."""
import csv
import itertools
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

from checks import check, status

had, fixtures = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[3])
sys.path.insert(0, os.path.abspath(sys.argv[2]))
import second_deduce  # noqa: E402

CARD = ('cle;valeur\nid;cachee\nversion;77\ndebut;2019-03-01\nfin;2020-02-29\nofficielle;0\n'
        'source;tirée au sort\n')
DUREES = [10000, 7613, 6765, 6300]
MPP = ['03', '04', '05', '06', '09', '13', '14']
MPA = ['00', '03', '06', '09', '14']
IK = ['030', '040', '050', '060']


def run(*arguments):
    return subprocess.run([had, *arguments], capture_output=True, text=True, timeout=300,
                          env=dict(os.environ, HAD_LANG='en'))


def hidden(rng, decimals, least=3000):
    """{triple: [four GHT]}: weights with 4 decimals, 31 bounds; the product rounded half up."""
    weights = [{code: rng.randrange(least, 40000) for code in codes} for codes in (MPP, MPA, IK)]
    scale = 10 ** 16
    products = {}
    for t in itertools.product(MPP, MPA, IK):
        whole = [weights[0][t[0]] * weights[1][t[1]] * weights[2][t[2]] * d for d in DUREES]
        if decimals is not None:
            step = scale // 10 ** decimals
            whole = [(2 * w + step) // (2 * step) * step for w in whole]
        products[t] = whole
    every = sorted(w for whole in products.values() for w in whole)
    bounds = sorted(rng.sample(range(1, len(every)), 30))
    limits = [0] + [every[b] for b in bounds]
    return {t: [max(g for g in range(31) if limits[g] <= w) + 1 for w in whole]
            for t, whole in products.items()}


def observe(rng, truth, share):
    """Rows of groupes.csv: {triple: [four GHT or None], counts}"""
    rows = {}
    for t, ght in truth.items():
        if rng.random() > share:
            continue
        last = rng.choice([1, 2, 2, 3, 3, 4])
        first = rng.choice([0, 0, 0, min(1, last - 1)])
        counts = [rng.choice([1, 2, 7, 30]) if first <= k < last else 0 for k in range(4)]
        rows[t] = [ght[k] if counts[k] else None for k in range(4)], counts
    return rows


def write(directory, rows, order=None):
    os.makedirs(directory, exist_ok=True)
    open(os.path.join(directory, 'classification.csv'), 'w', encoding='utf-8').write(CARD)
    with open(os.path.join(directory, 'groupes.csv'), 'w') as f:
        f.write('mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;n3;n4\n')
        for t in order or sorted(rows):
            ght, counts = rows[t]
            f.write(';'.join(list(t) + [''] + [str(g or '') for g in ght] + [str(max(counts))] +
                             [str(n) for n in counts]) + '\n')


def read(directory, way='ordre'):
    """{cell: (low, high)} of deductions.csv"""
    out = {}
    with open(os.path.join(directory, 'deductions.csv'), encoding='utf-8') as f:
        for row in csv.DictReader(f, delimiter=';'):
            for k in range(4):
                low = row['ght%d_min' % (k + 1)]
                if low and row['methode'] == way:
                    out[row['mpp'], row['mpa'], row['ik'], k] = int(low), int(row['ght%d_max' % (k + 1)])
    return out


def bytes_of(directory, name):
    path = os.path.join(directory, name)
    return open(path, 'rb').read() if os.path.exists(path) else None


def same_as_second(directory, arguments, least, what):
    ran = run('tables', 'deduce', directory, *arguments)
    name, lines = second_deduce.deduce(directory, least)
    other = {'deductions.csv': 'conflit.csv', 'conflit.csv': 'deductions.csv'}[name]
    check(bytes_of(directory, name) == ('\n'.join(lines) + '\n').encode(), what + ': ' + name)
    check(bytes_of(directory, other) is None, what + ': no ' + other)
    check(ran.returncode == (name == 'conflit.csv'), what + ': status %d' % ran.returncode)
    check((b'groupes_sha256' in bytes_of(directory, 'classification.csv')) ==
          (name == 'deductions.csv'), what + ': fingerprint')
    return name == 'deductions.csv'


def one(tmp, seed, decimals):
    rng = random.Random(seed)
    truth = hidden(rng, decimals)
    rows = observe(rng, truth, rng.choice([0.15, 0.3, 0.5]))
    what = 'seed %d, decimals %s' % (seed, decimals)
    d, again = os.path.join(tmp, 'd'), os.path.join(tmp, 'again')
    write(d, rows)
    check(same_as_second(d, [], 1, what), what + ': consistent')
    found = read(d)
    wrong = sum(low == high != truth[c[:3]][c[3]] for c, (low, high) in found.items())
    outside = sum(not low <= truth[c[:3]][c[3]] <= high for c, (low, high) in found.items())
    check(wrong == 0 and outside == 0, '%s: %d wrong, %d outside' % (what, wrong, outside))
    # The order of rows changes nothing.
    shuffled = list(rows)
    rng.shuffle(shuffled)
    write(again, rows, shuffled)
    run('tables', 'deduce', again)
    check(bytes_of(again, 'deductions.csv') == bytes_of(d, 'deductions.csv'), what + ': permuted')
    # More observations never widen an interval.
    more = dict(observe(rng, truth, 0.3))
    for t, (ght, counts) in rows.items():
        old = more.get(t, ([None] * 4, [0] * 4))
        more[t] = [a or b for a, b in zip(ght, old[0])], [a or b for a, b in zip(counts, old[1])]
    write(again, more)
    run('tables', 'deduce', again)
    wider = read(again)
    for c, (low, high) in found.items():
        now = wider.get(c, (1, 31))
        seen = c[:3] in more and more[c[:3]][0][c[3]]
        check(seen or (now[0] >= low and now[1] <= high), what + ': monotone')
    # Cells of few records left out; cells seen with two GHT.
    split = rng.choice(sorted(rows))
    rows[split] = [None] + rows[split][0][1:], [3] + rows[split][1][1:]
    write(d, rows)
    same_as_second(d, ['--deduire-min', '2'], 2, what + ': two records')  # R48
    check(b'\ndeduire_min;2\n' in bytes_of(d, 'classification.csv'), what + ': deduire_min kept')
    return sum(low == high for low, high in found.values())


CELL = re.compile(r'(\d\d)-(\d\d)-(\d{3}) p([1-4]) (=|<=|>=) (\d+) (?:\(n (\d+)\)|\[(\d+)\])$')
BOUND = re.compile(r'(\d\d)-(\d\d)-(\d{3}) p([1-4]) (<=|>=) (\d+)$')
PLACES = {'MPP': 0, 'MPA': 1, 'IK': 2}


def fact(text, rows, steps):
    """A cell as a step names it, and its GHT: seen in groupes.csv, or given by an earlier step."""
    m = CELL.match(text)
    cell, ght = m.groups()[:3] + (int(m[4]) - 1,), int(m[6])
    if m[5] == '=':
        observed, counts = rows[cell[:3]]
        return cell, ght, observed[cell[3]] == ght and counts[cell[3]] == int(m[7])
    return cell, ght, steps[int(m[8]) - 1] == (cell, m[5], ght)


def step_holds(cell, side, ght, reason, rows, steps):
    """One printed step, checked from groupes.csv and the steps before it alone."""
    parts = reason.split('; ')
    source, value, holds = fact(parts[0], rows, steps)
    if not holds or value != ght:
        return False
    if parts[1] == 'the GHT does not rise with the period':
        return source[:3] == cell[:3] and (source[3] > cell[3] if side == '>=' else source[3] < cell[3])
    codes, shown = parts[1].split(', for ')
    names, heavy, light = re.match(r'(\S+) (\S+) > (\S+)$', codes).groups()
    places = [PLACES[name] for name in names.strip('()').split(',')]
    heavy, light = heavy.strip('()').split(','), light.strip('()').split(',')
    (above, high, one), (below, low, other) = (fact(t, rows, steps) for t in shown.split(' > '))

    def code(c):
        return [c[place] for place in places]

    def context(c):
        return [c[place] for place in range(4) if place not in places]
    mine, its = (heavy, light) if side == '>=' else (light, heavy)
    return one and other and high > low and context(above) == context(below) and code(above) == heavy \
        and code(below) == light and context(cell) == context(source) and code(cell) == mine \
        and code(source) == its


def reasons(tmp, seed):
    """Every reason of every triple, checked by hand as it were."""
    rng = random.Random(seed)
    rows = observe(rng, hidden(rng, None), 0.2)
    d = os.path.join(tmp, 'r')
    write(d, rows)
    if run('tables', 'deduce', d).returncode:
        return 0
    found, checked = read(d), 0
    for triple in sorted({c[:3] for c in found}):
        said = run('tables', 'show', '--pourquoi', '-'.join(triple), d).stdout.splitlines()
        bounds, steps, k, last = {}, [], 0, None
        for text in said[1:]:
            one = re.match(r'  at (least|most) (\d+): (.*)', text)
            more = re.match(r'  at (least|most) (\d+), in (\d+) steps:', text)
            step = re.match(r'    \[\d+\] ([^:]*): (.*)', text)
            if text.startswith('period '):
                k = int(text[7]) - 1
            elif one or more:
                side, ght = ('>=' if (one or more)[1] == 'least' else '<='), int((one or more)[2])
                last, steps = (triple + (k,), side, ght), []
                bounds[last[0], side] = ght
                if one:
                    check(step_holds(*last, one[3], rows, []), '%d: %s: %s' % (seed, last, text))
                    checked += 1
            else:
                m = BOUND.match(step[1])
                now = m.groups()[:3] + (int(m[4]) - 1,), m[5], int(m[6])
                check(step_holds(*now, step[2], rows, steps), '%d: %s: %s' % (seed, last, text))
                steps.append(now)
                checked += 1
        for c, (low, high) in found.items():
            if c[:3] == triple:
                check(bounds.get((c, '>='), 1) == low and bounds.get((c, '<='), 31) == high,
                      '%d: bounds of %s' % (seed, c))
        check(not steps or steps[-1] == last, '%d: the last step of %s' % (seed, last))
    return checked


def planted(tmp, seed):
    """A GHT that contradicts the rest, or that rises with the period."""
    rng = random.Random(seed)
    truth = hidden(rng, None)
    rows = observe(rng, truth, 0.3)
    t = rng.choice([t for t in sorted(rows) if sum(g is not None for g in rows[t][0]) > 1])
    ks = [k for k in range(4) if rows[t][0][k]]
    rows[t][0][ks[-1]] = min(31, rows[t][0][ks[0]] + rng.choice([1, 4]))
    d = os.path.join(tmp, 'd')
    write(d, rows)
    return not same_as_second(d, [], 1, 'planted %d' % seed)


def weights(tmp, seed, decimals):
    """By weights: within what order gives and around the truth; the same bytes whatever the order of rows."""
    rng = random.Random(seed)
    # Above 0.8: the slack that stands for 4 decimals covers their rounding.
    truth = hidden(rng, decimals, 11000)
    rows = observe(rng, truth, rng.choice([0.3, 0.5]))
    d, again = os.path.join(tmp, 'w'), os.path.join(tmp, 'w-again')
    what = 'weights, seed %d, decimals %s: ' % (seed, decimals)
    write(d, rows)
    name, lines = second_deduce.deduce(d)
    ran = run('tables', 'deduce', '--deduire', 'poids', d)
    check(ran.returncode == 0 and 'no set of weights' not in ran.stderr, what + ran.stderr)
    text = bytes_of(d, 'deductions.csv').decode().splitlines()
    check([t for t in text if not t.endswith(';poids')] == lines, what + 'order as before')
    check(text[1:] == sorted(text[1:], key=lambda t: (t.split(';')[:3], t.split(';')[-1])), what + 'sorted')
    check(b'\ndeduire;poids\n' in bytes_of(d, 'classification.csv'), what + 'kept in the card')
    check(run('tables', 'check', d).returncode == 0, what + 'check')
    order, found = read(d), read(d, 'poids')
    for c, (low, high) in found.items():
        first = order.get(c, (1, 31))
        check(first[0] <= low <= truth[c[:3]][c[3]] <= high <= first[1], what + 'interval of %s' % (c,))
    check(set(order) <= set(found), what + 'whatever order knows')
    shuffled = list(rows)
    rng.shuffle(shuffled)
    write(again, rows, shuffled)
    run('tables', 'deduce', '--deduire', 'poids', again)
    check(bytes_of(again, 'deductions.csv') == bytes_of(d, 'deductions.csv'), what + 'permuted')
    return sum(low == high for low, high in found.values()) - sum(low == high for low, high in order.values())


TERM = re.compile(r'    (\d+) x (\d\d-\d\d-\d{3}) p([1-4]) (=|<=|>=) (\d+) \((n (\d+)|supposed)\): '
                  r'(reaches|under) the bound of GHT (\d+)$')
BOUNDS = re.compile(r'    (\d+) x the bound of GHT (\d+) is not above that of GHT (\d+)$')


def certificate_holds(cell, side, ght, lines, rest, rows):
    """What is excluded and the observations, added up as often as each line says: every weight and bound cancels out,
    and 0 <= a negative number remains. Only groupes.csv and the official durations are needed."""
    unknowns, total, times = {}, 0, 0

    def add(name, n):
        unknowns[name] = unknowns.get(name, 0) + n
    for number, text in enumerate(lines):
        m, b = TERM.match(text), BOUNDS.match(text)
        if b:
            n, low, high = map(int, b.groups())
            if high != low + 1:
                return False
            add(('t', low), n)
            add(('t', high), -n)
            times += n
            continue
        n, t, k, said, g, bound = int(m[1]), tuple(m[2].split('-')), int(m[3]) - 1, m[4], int(m[5]), int(m[9])
        under = m[8] == 'under'
        if (m[6] == 'supposed') != (number == 0) or bound != g + under:
            return False
        if number == 0 and ((t, k) != (cell[:3], cell[3]) or under != (side == '>=') or said != ('<=' if under else '>=')
                            or g != (ght - 1 if under else ght + 1)):
            return False
        if number > 0 and (said != '=' or rows[t][0][k] != g or rows[t][1][k] != int(m[7])):
            return False
        for place in enumerate(t):
            add(place, n if under else -n)
        add(('t', bound), -n if under else n)
        ln = math.log(DUREES[k] / 10000)
        total += n * (0.00015 + (-ln if under else ln))
        times += n
    return not any(unknowns.values()) and total < 0 and abs(total - rest) < 1.1e-6 * times


def record_of(triple):
    """Two days of the first period, in 2019, with a diagnosis for the MPA."""
    line = bytearray(open(os.path.join(fixtures, 'annee-2024.txt'), 'rb').readline()[:190])
    mpp, mpa, ik = triple
    for start, text in ((86, '01052019'), (94, '8 '), (96, ' ' * 10), (110, '01052019' + ' ' * 8), (126, mpp + mpa + '00' * 5 + ik),
                        (149, '0' + ('0' if mpa == '00' else '1') + '00'), (163, '0105201902052019' + '2' + '000')):
        line[start - 1:start - 1 + len(text)] = text.encode()
    return bytes(line) + (b'' if mpa == '00' else b'C509    ') + b'\n'


def explained(tmp, d, triples):
    """had explain of a record whose GHT is deduced by weights says the proof that `tables show` gives, in both forms; by order
    alone nothing is deduced there."""
    check(len(triples) > 2, 'explained: deduced by weights: %d' % len(triples))
    path = os.path.join(tmp, 'explained.txt')
    for triple in triples[:3]:
        open(path, 'wb').write(record_of(triple))
        for lang in 'fr', 'en':
            use = ['explain', '--lang', lang, '--classification', d, path, '--ligne', '1', '--deduire']
            proof = [line.strip() for line in
                     run('tables', 'show', '--lang', lang, '--pourquoi', '-'.join(triple), d).stdout.splitlines()]
            told = run(*use, 'poids')
            check(any('by weights' in line or 'par les poids' in line for line in proof), 'explained: %s has no weights' % (triple,))
            text = ' '.join(told.stdout.split())
            check(told.returncode == 0 and all(' '.join(line.split()) in text for line in proof),
                  'explained: %s: %s\n%s' % (triple, told.stdout, proof))
            told = json.loads(run(*use, 'poids', '--to', 'jsonl').stdout)
            check([line.strip() for line in told['raisons']] == proof, 'explained: %s: %s' % (triple, told))
            check('by weights' not in run(*use, 'ordre').stdout, 'explained: by order')


def certificates(tmp, seed):
    """Every bound that weights give and order does not, proved from groupes.csv alone."""
    rng = random.Random(seed)
    rows = observe(rng, hidden(rng, None, 11000), 0.4)
    d = os.path.join(tmp, 'certificates')
    write(d, rows)
    run('tables', 'deduce', '--deduire', 'poids', d)
    order, found, checked = read(d), read(d, 'poids'), 0
    narrower = {c for c in found if found[c] != order.get(c, (1, 31))}
    for triple in sorted({c[:3] for c in narrower}):
        said = run('tables', 'show', '--pourquoi', '-'.join(triple), d).stdout.splitlines()
        proved, k = {}, 0
        for n, text in enumerate(said[1:], 1):
            one = re.match(r'  by weights, at (least|most) (\d+): the lines below, added up, leave 0 <= (-[0-9.]+)$', text)
            if text.startswith('period '):
                k = int(text[7]) - 1
            if one:
                lines = list(itertools.takewhile(lambda t: t.startswith('    '), said[n + 1:]))
                side = '>=' if one[1] == 'least' else '<='
                check(certificate_holds(triple + (k,), side, int(one[2]), lines, float(one[3]), rows),
                      'certificates, %d: %s p%d %s' % (seed, triple, k + 1, text))
                proved[triple + (k,), side] = int(one[2])
                checked += 1
        for c in narrower:
            if c[:3] == triple:
                first = order.get(c, (1, 31))
                check(proved.get((c, '>='), first[0]) == found[c][0], 'certificates, %d: least of %s' % (seed, c))
                check(proved.get((c, '<='), first[1]) == found[c][1], 'certificates, %d: most of %s' % (seed, c))
    explained(tmp, d, [c[:3] for c in sorted(narrower) if c[3] == 0 and found[c][0] == found[c][1]])
    # In French.
    said = run('tables', 'show', '--lang', 'fr', '--pourquoi', '-'.join(sorted(narrower)[0][:3]), d).stdout
    check('par les poids, au ' in said and '(supposé) : ' in said and 'ajoutées, laissent 0 <= -' in said, 'certificates: fr')
    return checked


def by_hand(tmp, seed, way):
    """groupes.csv edited by hand: refused until it is deduced anew, and then as if it had been so from the start. A
    contradiction leaves the same conflict whatever the way. More observations never take a deduction away."""
    rng = random.Random(seed)
    truth = hidden(rng, None, 11000)
    rows, what = observe(rng, truth, 0.3), 'by hand, %s, %d: ' % (way, seed)
    d, again = os.path.join(tmp, 'hand'), os.path.join(tmp, 'hand-again')
    write(d, rows)
    run('tables', 'deduce', '--deduire', way, d)
    before = read(d, way)
    more = dict(rows)
    for t, (ght, counts) in observe(rng, truth, 0.3).items():
        old = rows.get(t, ([None] * 4, [0] * 4))
        more[t] = [a or b for a, b in zip(old[0], ght)], [a or b for a, b in zip(old[1], counts)]
    card = bytes_of(d, 'classification.csv')
    write(d, more)
    open(os.path.join(d, 'classification.csv'), 'wb').write(card)
    use = ['price', '-q', '--deduire', way, '--classification', d, os.path.join(fixtures, 'annee-2024.txt')]
    ran = run(*use)
    check(ran.returncode == 4 and ran.stdout == '' and 'tables deduce' in ran.stderr, what + 'refused')
    check(run('tables', 'deduce', d).returncode == 0, what + 'made anew')
    check(run(*use).returncode != 4, what + 'used again')
    write(again, more)
    run('tables', 'deduce', '--deduire', way, again)
    for name in ('deductions.csv', 'classification.csv'):
        check(bytes_of(d, name) == bytes_of(again, name), what + name)
    after = read(d, way)
    for c, (low, high) in before.items():
        now = after.get(c, (1, 31))
        seen = c[:3] in more and more[c[:3]][0][c[3]]
        check(seen or (now[0] >= low and now[1] <= high), what + 'monotone: %s' % (c,))
    # One GHT changed by hand until order contradicts itself.
    for t in sorted(more):
        ght, counts = more[t]
        if ght[0] and ght[1] and ght[1] > 1:
            write(d, {**more, t: ([1] + ght[1:], counts)})
            break
    ran = run('tables', 'deduce', '--deduire', way, d)
    check(ran.returncode == 1 and bytes_of(d, 'deductions.csv') is None, what + 'contradiction')
    check('926' in ran.stdout, what + '926')
    return bytes_of(d, 'conflit.csv')


def linear(rows, cell, bound, upper):
    """Whether some set of weights puts a cell under the bound of a GHT (`upper`), or above: asked of GLPK, with the
    slack changed by 0.000002 each way; None when that matters."""
    def line(c, g, most):
        t, ln = c[:3], math.log(DUREES[c[3]] / 10000)
        if most:
            return 'm%s + a%s + i%s - t%d <= %.9f' % (*t, g + 1, slack - ln)
        return 't%d - m%s - a%s - i%s <= %.9f' % (g, *t, slack + ln)
    answers = set()
    for slack in (0.000148, 0.000152):
        lines = ['t%d - t%d <= 0' % (g, g + 1) for g in range(2, 31)]
        for t, (ght, _) in rows.items():
            for k, g in enumerate(ght):
                lines += [line(t + (k,), g, False)] if g and g > 1 else []
                lines += [line(t + (k,), g, True)] if g and g < 31 else []
        lines.append(line(cell, bound, upper))
        names = sorted({n for one in lines for n in re.findall(r'[mait]\d+', one)})
        text = 'Minimize\n z: 0 %s\nSubject To\n %s\nBounds\n%s\nEnd\n' % (
            names[0], '\n '.join(lines), '\n'.join(' %s free' % n for n in names))
        # Never /dev/stdout: the solver removes the file that it is to write, and puts another there.
        with tempfile.TemporaryDirectory() as work:
            answer = os.path.join(work, 'answer')
            said = subprocess.run(['glpsol', '--lp', '/dev/stdin', '-o', answer], input=text, capture_output=True,
                                  text=True).stdout
            answers.add('OPTIMAL' in said or 'OPTIMAL' in open(answer, encoding='utf-8').read())
    return answers.pop() if len(answers) == 1 else None


def reference(tmp, seed):
    """What weights exclude, and no more, against a solver that knows nothing of this program."""
    rng = random.Random(seed)
    rows = observe(rng, hidden(rng, None, 11000), 0.4)
    d = os.path.join(tmp, 'reference')
    write(d, rows)
    run('tables', 'deduce', '--deduire', 'poids', d)
    order, found = read(d), read(d, 'poids')
    cells = [c for c in sorted(found) if order.get(c, (1, 31))[0] < order.get(c, (1, 31))[1]]
    asked = 0
    for c in rng.sample(cells, 12):
        (least, most), (low, high) = order.get(c, (1, 31)), found[c]
        for bound, upper, possible in ((low, True, True), (high, False, True), (low - 1, True, False),
                                       (high + 1, False, False)):
            if least <= bound <= most and (bound < 31 if upper else bound > 1):
                said = linear(rows, c, bound, upper)
                check(said in (possible, None), 'reference, seed %d: %s %d %s' % (seed, c, bound, upper))
                asked += said is not None
    return asked


def no_weights(tmp):
    """Order holds, and no weights do: a q > b r, b p > c q, yet a p < c r; GHT 11 is wide (periods 1, 2)."""
    table = {('a', 'p'): 10, ('a', 'q'): 14, ('a', 'r'): 15, ('b', 'p'): 5, ('b', 'q'): 6, ('b', 'r'): 13,
             ('c', 'p'): 1, ('c', 'q'): 4, ('c', 'r'): 12}
    mpp, mpa = {'a': '03', 'b': '04', 'c': '05'}, {'p': '00', 'q': '03', 'r': '06'}
    rows = {(mpp[m], mpa[a], '050'): ([g, None, None, None], [2, 0, 0, 0]) for (m, a), g in table.items()}
    rows['09', '00', '050'] = [11, 11, None, None], [2, 2, 0, 0]
    d = os.path.join(tmp, 'none')
    write(d, rows)
    for way, lang, said in (('poids', 'en', 'no set of weights'), ('ordre', 'fr', 'aucun jeu de poids')):
        ran = run('tables', 'deduce', '--lang', lang, '--deduire', way, d)
        check(ran.returncode == 0 and said in ran.stderr, 'no weights: %s' % ran.stderr)
        check(b';ordre' in bytes_of(d, 'deductions.csv') and b';poids' not in bytes_of(d, 'deductions.csv'),
              'no weights: order stays')


def refused(tmp):
    """A deductions.csv or a card that is not sound: exit 4, with file, line and column; nothing is written."""
    source = os.path.join(fixtures, 'examples', 'deduce', 'observe')
    good = bytes_of(source, 'deductions.csv').decode()
    card = bytes_of(source, 'classification.csv').decode()
    first = good.splitlines()[1]
    head = good.splitlines()[0]
    cases = [
        ('deductions.csv', head.replace('methode', 'method') + '\n', '1:'),
        ('deductions.csv', head + '\n' + first.replace('11;12', '12;11') + '\n', '2: column 11:'),
        ('deductions.csv', head + '\n' + first.replace('11;12', '11;32') + '\n', '2: column 11:'),
        ('deductions.csv', head + '\n' + first.replace('11;12', ';12') + '\n', '2: column 10:'),
        ('deductions.csv', head + '\n' + first.replace('ordre', 'autre') + '\n', '2: column 12:'),
        ('deductions.csv', head + '\n' + first.replace('03;00', '99;00') + '\n', '2: column 1:'),
        ('deductions.csv', head + '\n' + first + '\n' + first + '\n', '3: column 1:'),
        ('deductions.csv', good + first + '\n', '193: column 1:'),
        ('deductions.csv', good[:-1], 'truncated'),
        ('classification.csv', card.replace('c62cac', 'C62CAC'), '8: column 2:'),
        ('classification.csv', card.replace('c62cac', 'd62cac'), 'run "had tables deduce'),
        ('classification.csv', card.replace('groupes_sha256', 'autre'), '8: column 1:'),
        ('classification.csv', card + 'deduire;jamais\n', '9: column 2:'),
        ('classification.csv', card + 'deduire_min;0\n', '9: column 2:'),
        ('classification.csv', '\n'.join(card.splitlines()[:7]) + '\n', 'run "had tables deduce'),
    ]
    for n, (name, text, said) in enumerate(cases):
        d = os.path.join(tmp, 'refused%d' % n)
        shutil.copytree(source, d)
        open(os.path.join(d, name), 'w', encoding='utf-8').write(text)
        ran = run('price', '-q', '--classification', d, os.path.join(fixtures, 'annee-2024.txt'))
        check(ran.returncode == 4 and said in ran.stderr and ran.stdout == '',
              'refused %d: %d %s' % (n, ran.returncode, ran.stderr))
        if 'tables deduce' in said or name == 'deductions.csv':  # made anew, it is as it was
            check(run('tables', 'deduce', d).returncode == 0, 'refused %d: made anew' % n)
            check(bytes_of(d, 'deductions.csv') == good.encode(), 'refused %d: as it was' % n)


def cards(tmp):
    """A card that says how to deduce, and cannot: exit 4 with the place and what is accepted, in both languages, and
    every file as it was. One saved with CR LF, or with a source in each row, says the same as another."""
    source = os.path.join(fixtures, 'examples', 'deduce', 'observe')
    rows = [t for t in bytes_of(source, 'classification.csv').decode().splitlines() if 'sha256' not in t]
    d = os.path.join(tmp, 'cards')
    shutil.copytree(source, d)

    def card(more, end='\n', after=''):
        text = ''.join(t + after + end for t in rows + more).replace('cle;valeur;', 'cle;valeur;source')
        open(os.path.join(d, 'classification.csv'), 'w', encoding='utf-8', newline='').write(text)

    for row, fr, en, taken in (
            ('deduire;poid', 'code de forme inattendue : « poid »', 'code of unexpected shape: "poid"',
             'ordre, non, poids'),
            ('deduire_min;x', 'nombre attendu : « x »', 'number expected: "x"', '1-999999999'),
            ('deduire_min;0', 'valeur hors bornes : « 0 »', 'value out of range: "0"', '1-999999999'),
            ('ipi_decimales;99', 'valeur hors bornes : « 99 »', 'value out of range: "99"', '0-12'),
            ('ipt_decimales;99', 'valeur hors bornes : « 99 »', 'value out of range: "99"', '0-12')):
        card([row])
        before, place = [bytes_of(d, name) for name in sorted(os.listdir(d))], os.path.join(d, 'classification.csv')
        for lang, said in (('fr', 'had: %s:8 : colonne 2 : %s\nvaleur acceptée : %s\n' % (place, fr, taken)),
                           ('en', 'had: %s:8: column 2: %s\naccepted: %s\n' % (place, en, taken))):
            for option in ([], ['--deduire', 'ordre', '--deduire-min', '2']):
                ran = run('tables', 'deduce', '--lang', lang, *option, d)
                check(ran.returncode == 4 and ran.stderr == said, 'card %s: %s' % (row, ran.stderr))
        check(before == [bytes_of(d, name) for name in sorted(os.listdir(d))], 'card %s: nothing is written' % row)
    made = set()
    for end in ('\n', '\r\n'):
        for after in ('', ';'):
            card(['deduire;poids', 'deduire_min;2'], end, after)
            what = 'card %r %r: ' % (end, after)
            check(run('tables', 'deduce', d).returncode == 0, what + 'deduced')
            made.add(bytes_of(d, 'deductions.csv'))
            kept = bytes_of(d, 'classification.csv').decode().splitlines()[-2:]
            check(kept == ['deduire;poids' + after, 'deduire_min;2' + after], what + 'kept: %s' % kept)
            ran = run('price', '-q', '--classification', d, os.path.join(fixtures, 'annee-2024.txt'))
            check(ran.returncode != 4, what + 'loaded: ' + ran.stderr)
    check(len(made) == 1 and b';poids\n' in made.pop(), 'cards: the same deductions')
    card(['deduire;poids  '])
    check(run('tables', 'deduce', d).returncode == 0 and b';poids\n' in bytes_of(d, 'deductions.csv'), 'card: blanks after')


def examples(tmp):
    for name, made, code in (('observe', 'deductions.csv', 0), ('conflit', 'conflit.csv', 1)):
        source = os.path.join(fixtures, 'examples', 'deduce', name)
        d = os.path.join(tmp, name)
        shutil.copytree(source, d)
        os.remove(os.path.join(d, made))
        check(run('tables', 'deduce', d).returncode == code, name + ': status')
        for file in sorted(os.listdir(source)):
            check(bytes_of(d, file) == bytes_of(source, file), 'example %s/%s' % (name, file))


def main():
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 10
    with tempfile.TemporaryDirectory() as tmp:
        examples(tmp)
        refused(tmp)
        cards(tmp)
        deduced = conflicts = 0
        for seed in range(count):
            deduced += one(tmp, seed, [None, 4, 3, 2, 1][seed % 5])
        steps = reasons(tmp, 101) + reasons(tmp, 102)
        for seed in range(3):
            conflicts += planted(tmp, seed)
        more = sum(weights(tmp, seed, [None, 4][seed % 2]) for seed in range(200, 200 + min(count, 4)))
        asked = sum(reference(tmp, seed) for seed in (301, 302)[:count // 2]) if shutil.which('glpsol') else 99
        check(asked > 20, 'a reference is asked')
        no_weights(tmp)
        proofs = sum(certificates(tmp, seed) for seed in (401, 402)[:count // 2])
        for seed in (501, 502)[:count // 2]:
            check(by_hand(tmp, seed, 'ordre') == by_hand(tmp, seed, 'poids'), 'by hand: the same conflict')
        check(proofs > 50, 'certificates are checked')
        check(deduced > 0 and conflicts > 0 and steps > 100 and more > 0, 'something is tried')
        print('%d classifications, %d cells deduced, %d conflicts, %d steps of reasons, '
              '%d more cells by weights, %d certificates' % (count, deduced, conflicts, steps, more, proofs))


main()
sys.exit(status())
