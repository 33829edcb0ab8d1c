#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""beside.py KIND RPSS LINES FAULTS SEED: files that go with a file of RPSS, on standard output.

KIND: fichcomp (drugs: 105 or 103 characters, RSF H among the latter), rsf (invoices), vidhosp, hosp-pmsi.
LINES: how many (0: one for each record, or each zone of the ZONES given). FAULTS: of a thousand lines, how many
are wrong. For rsf, a file ZONES follows SEED: what `had price --by zone` writes of these records, so that sound
lines bill what is due. Everything is invented; the same arguments give the same bytes."""
import csv
import random
import sys


def records(path):
    """By line: FINESS, stay, admission, invoice, first and last day of records of the formats H0B to H0G."""
    known = {}
    for number, line in enumerate(open(path, encoding='latin-1', newline='\n'), 1):
        dates = line[162:178]
        if line[:3] not in ('H0B', 'H0D', 'H0F', 'H0C', 'H0E', 'H0G') or len(line) < 179 or not dates.isdigit() or not dates.isascii():
            continue
        stay = (line[41:61].strip(), '', '') if line[:3] in ('H0B', 'H0D', 'H0F') else ('', line[41:50], line[50:59])
        known[number] = (line[3:12], *stay, dates[:8], dates[8:])
    return known


def key(code):
    return str((10 - sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(code)) % 10) % 10)


def ucd(r):
    seven = '9%06d' % r.randrange(1000000)
    return seven if r.random() < .4 else '34008' + seven + key('34008' + seven)


def spoil(r, line, date_at):
    """One fault, of those that the rules name, or a byte at random."""
    how = r.randrange(9)
    if how == 0:
        return line[:r.randrange(len(line))]
    if how == 1:
        return line + 'x'
    if how == 2:
        at = r.randrange(len(line))
        return line[:at] + r.choice('\x01\x7f A09') + line[at + 1:]
    if how == 3:
        return line[:1] + '9' * 8 + line[9:]
    if how == 4:
        return line[:date_at] + r.choice(['00000000', '        ', '31042024', '29022023', '01011999']) + line[date_at + 8:]
    if how == 5:
        at = r.randrange(10, min(60, len(line)))
        return line[:at] + ' ' * 5 + line[at + 5:]
    at = r.randrange(len(line))
    return line[:at] + r.choice('0123456789 ABZ.') + line[at + 1:]


def fichcomp(known, lines, faults, r):
    before = None
    for _ in range(lines):
        finess, sejour, entree, facture, debut, fin = r.choice(known)
        day = (r.choice([debut, fin])[:2] if r.random() < .5 else '%02d' % r.randrange(1, 29))
        date, oqn = day + r.choice([debut, fin])[2:], entree != ''
        code = ucd(r)
        if oqn and r.random() < .2:
            line = ('H' + finess + ' ' * 9 + entree + ' ' * 18 + facture + ' ' * 15 + date + code[-7:] + 'I%06d' %
                    r.randrange(1000000) + '10000' + '0' * 21 + '%03d' % r.randrange(1000) + '%07d' % r.randrange(10 ** 7))
            line = line[:46] + facture + line[55:]
            at = 70
        else:
            who = entree + facture if oqn else '%-20s' % sejour
            line = (finess + r.choice(['09', '11'] if oqn else ['06', '09', '11']) + who + date + '%-15s' % code +
                    '%010d' % r.randrange(1, 100000) + '%010d' % r.randrange(10 ** 10) + ' ' +
                    r.choice(['I%06d' % r.randrange(1000000), ' ' * 7]) + ' ' * 23)
            at = 29 if oqn else 31
        if before and r.random() < .01:
            line = before
        if r.randrange(1000) < faults:
            line = spoil(r, line, at)
        before = line
        yield line


def rsf_b(finess, entree, facture, fin, days, price, amount, ght):
    line = 'B' + finess + ' ' * 9 + entree + ' ' * 18 + facture + ' ' * 23 + fin + fin + 'GHT  %03d' % days
    line = line[:94] + 'GHT  %03d' % days + '00100' + ' ' + '10000' + '  ' + '%07d' % price + '%08d' % amount
    return '%-156s%04d%11s' % (line, ght, '')


def rsf(known, zones, lines, faults, r):
    made = 0
    while made < lines or lines == 0:
        for z in zones:
            finess, _, entree, facture, _, fin = known.get(int(z['ligne'])) or [''] * 6
            if entree == '' or z['ght'] == '99':
                continue
            days, price = int(z['jours']), int((z['tarif'] or '100.00').replace('.', ''))
            ght, amount = int(z['ght']), int((z['montant'] or '0.00').replace('.', ''))
            how = r.randrange(1000)
            if how < faults:
                kind = r.randrange(6)
                days += kind == 1
                amount += (kind == 2) * 100
                ght = ght % 31 + 1 if kind == 3 else ght
            line = rsf_b(finess, entree, facture, fin, days, price, min(amount, 10 ** 8 - 1), ght)
            if how < faults and kind == 0:
                continue
            if how < faults and kind == 4:
                line = spoil(r, line, 78)
            yield line
            made += 1
            if how < faults and kind == 5:
                yield line
                made += 1
            if made >= lines > 0:
                return
        if lines == 0:
            return


def vidhosp(known, lines, faults, r, number):
    for i in range(lines or len(known)):
        finess, sejour, entree, _, _, _ = known[i % len(known)]
        form, n = r.choice(['V011', 'V012', 'V013', 'V014', 'V015', 'V016', 'V016b']), r.randrange(3)
        at, width, size = {'V011': (367, 2, 47), 'V012': (430, 2, 47), 'V013': (450, 2, 47), 'V014': (466, 2, 47),
                           'V015': (466, 2, 50), 'V016': (466, 3, 50), 'V016b': (466, 4, 50)}[form]
        who = number(sejour) if number else sejour or entree
        line = '%28s%-20s%s%s%21s%s%50s%s' % ('', who, form[:4], finess, '', r.choice('0011123'), '',
                                             r.choice(['10000', '08000', '06500', '07000', '     ']))
        line = '%-*s%0*d' % (at, line, width, n) + '0' * size * n
        if r.randrange(1000) < faults:
            line = spoil(r, line, 133)
        yield line


def main():
    kind, path, lines, faults, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    r = random.Random('%s %s' % (kind, seed))
    numbered = records(path)
    known = list(numbered.values())
    if kind == 'fichcomp':
        out = fichcomp(known, lines, faults, r)
    elif kind == 'rsf':
        zones = list(csv.DictReader(open(sys.argv[6], encoding='utf-8'), delimiter=';'))
        out = rsf(numbered, zones, lines, faults, r)
    elif kind == 'vidhosp':
        out = vidhosp(known, lines, faults, r, None)
    elif kind == 'vidhosp-admin':
        out = vidhosp(known, lines, faults, r, lambda s: 'A' + s[::-1])
    elif kind == 'hosp-pmsi':
        out = ('%-20s%-20s' % (k[1], 'A' + k[1][::-1]) if r.randrange(1000) >= faults else
               '%-20s%-20s' % (k[1], 'B') for k in known)
    else:
        sys.exit(__doc__)
    write = sys.stdout.buffer.write
    for line in out:
        write(line.encode('latin-1') + b'\n')


main()
