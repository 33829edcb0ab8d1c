#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""conventions.py RPSS SEED BAD: a convention file for the care homes that a file of RPSS names: periods
that cover, cut, touch or miss the sub-sequences; with BAD = 1, lines with every kind of defect too. Either
with the debris that editors leave (R43)."""
import random
import sys

path, seed, bad = sys.argv[1], int(sys.argv[2]), sys.argv[3] == '1'
rng = random.Random(seed)
homes = sorted({l[76:85] for l in open(path, 'rb') if l[76:85].strip()})


def day():
    return '%02d%02d%04d' % (rng.randint(1, 28), rng.randint(1, 12), rng.randint(2010, 2026))


lines = []
for home in homes:
    home = home.decode('latin-1')
    if rng.random() < 0.1:
        continue
    year = 2008
    for _ in range(rng.randint(1, 4)):
        start = year + rng.randint(0, 4)
        end = start + rng.randint(0, 6)
        fin = ' ' * 8 if rng.random() < 0.3 else '%02d%02d%04d' % (
            rng.randint(1, 28), rng.randint(1, 12), end)
        kind = '' if rng.random() < 0.5 else '08'
        debut = '%02d%02d%04d' % (rng.randint(1, 28), rng.randint(1, 12), start)
        lines.append(home + kind + rng.choice('0111') + debut + fin)
        if fin.strip() == '':
            break
        year = end + 1
    if bad and rng.random() < 0.3:
        lines.append(rng.choice([home + '1' + day(), home + '1' + '31022020' + ' ' * 8, '',
                                 home + '2' + day() + ' ' * 8, home + '1' + day() + day(),
                                 home + '081' + '        ' + day()]))
rng.shuffle(lines)
out = sys.stdout.buffer
for line in lines:
    out.write(rng.choice([b''] * 8 + [b'\x1a', b'\xef\xbb\xbf']) + line.encode())
    out.write(b' ' * max(0, rng.randint(-6, 4)) + rng.choice([b'\n', b'\r\n']))
out.write(rng.choice([b'', b'\n', b'\x1a', b'\r\n  \n\x1a\x1a']))
