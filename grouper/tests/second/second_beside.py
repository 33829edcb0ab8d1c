#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second, slow and obvious reading of rules R27-R31, R35 and R42, from domain.md alone: it shares nothing with the C.
Called by beside.py. RPSS are those of the formats H0B to H0G, of which only positions printed in spec/layouts are
used; what records are due comes from the rows of `had price --by zone`."""
import datetime

SECTOR = {b'H0B': 'ex-DGF', b'H0D': 'ex-DGF', b'H0F': 'ex-DGF', b'H0C': 'ex-OQN', b'H0E': 'ex-OQN', b'H0G': 'ex-OQN'}
LENGTH = {'A': 246, 'B': 171, 'H': 128, 'I': 101, 'P': 128, 'C': 156, 'M': 137, 'L': 165}


def day(text):
    try:
        t = text.decode('ascii')
        return datetime.date(int(t[4:]), int(t[2:4]), int(t[:2])) if t.isdigit() and len(t) == 8 else None
    except (ValueError, UnicodeDecodeError):
        return None


def digits(b):
    return len(b) > 0 and all(48 <= c <= 57 for c in b)


def illicit(b):
    return any(c < 32 or c == 127 for c in b)


def lines(path):
    """Lines without their ends and without debris (R43): what stands in front of them, and nothings at the end."""
    out = open(path, 'rb').read().split(b'\n')
    if out[-1] == b'':
        out.pop()
    elif out:
        out[-1] = out[-1].rstrip(b'\x1a')
    for i, l in enumerate(out):
        l = l[:-1] if l.endswith(b'\r') else l
        while l.startswith((b'\xef\xbb\xbf', b'\x1a')):
            l = l[1:] if l[0] == 0x1A else l[3:]
        out[i] = l
    while out and out[-1].strip(b' \x1a') == b'':
        out.pop()
    return out


def sized(line, length):
    """The line on exactly its length, extra blanks dropped; None when it is another."""
    return line[:length] if len(line) >= length and line[length:].strip(b' ') == b'' else None


class Stays:
    """The RPSS: those of the first one's sector and FINESS; of one key the first."""

    def __init__(self, path, well_formed, sector=None):
        self.sector, self.finess, self.stays, seen = sector, None, {}, set()
        for number, line in enumerate(lines(path), 1):
            if number not in well_formed or SECTOR.get(line[:3]) is None:
                continue
            s = SECTOR[line[:3]]
            self.sector = self.sector or s
            if s != self.sector:
                continue
            self.finess = self.finess or line[3:12]
            if line[3:12] != self.finess:
                continue
            stay = (line[41:61].strip(b' '),) if s == 'ex-DGF' else (line[41:50].strip(b' '), line[50:59].strip(b' '))
            numbers = tuple(str(int(f)).encode() if digits(f) else f for f in (line[105:109].strip(b' '), line[158:162].strip(b' ')))
            if (stay, numbers) in seen:
                continue
            seen.add((stay, numbers))
            self.stays.setdefault(stay, []).append((day(line[162:170]), day(line[170:178]), numbers, number, line))

    def at(self, stay, when):
        for debut, fin, numbers, number, line in self.stays.get(stay, []):
            if debut and fin and debut <= when <= fin:
                return numbers, line
        return None, None


def ean(code):
    return (10 - sum((c - 48) * (3 if i % 2 else 1) for i, c in enumerate(code[:12])) % 10) % 10


def ucd13(code):
    if digits(code) and len(code) == 13:
        return code, ean(code) == code[12] - 48
    if digits(code) and len(code) == 7:
        long = b'34008' + code
        return long + b'%d' % ean(long), True
    return b'', False


def shown(b):
    """Text of a field: trimmed, UTF-8, else windows-1252."""
    b = b.strip(b' ')
    try:
        return b.decode('utf-8')
    except UnicodeDecodeError:
        return ''.join(bytes([c]).decode('cp1252', 'replace') for c in b)


def thousandths(n):
    return '%d.%03d' % (n // 1000, n % 1000)


def drugs(path, stays):
    """Rows as `had drugs` writes them (without the file's name), and the code of each line rejected."""
    rows, rejected, seen, dgf = [], {}, set(), stays.sector == 'ex-DGF'
    for number, line in enumerate(lines(path), 1):
        def refuse(code):
            rejected[number] = code
        kind, letter = None, line[:1].decode('latin-1')
        if 'A' <= letter <= 'Z':
            body = sized(line, LENGTH[letter]) if letter in LENGTH and not dgf else None
            if body is not None and letter != 'H':
                continue
            kind = 'H'
        else:
            body = sized(line, 105 if dgf else 103)
            kind = (body or b'')[9:11].decode('latin-1')
            if kind not in (('06', '09', '11') if dgf else ('09', '11')):
                body = None
        if body is None:
            refuse('910')
            continue
        if illicit(body):
            refuse('CARACTERE ILLICITE')
            continue
        if kind == 'H':
            finess, stay, facture = body[1:10], (body[19:28].strip(b' '), body[46:55].strip(b' ')), body[46:55]
            date, code, indication, quantity, amount, same = body[70:78], body[78:85], body[85:92], body[118:121], body[121:128], body
        elif dgf:
            finess, stay, facture = body[:9], (body[11:31].strip(b' '),), b''
            date, code, indication, quantity, amount, same = body[31:39], body[39:54], body[75:82], body[54:64], body[64:74], body[:82]
        else:
            finess, stay, facture = body[:9], (body[11:20].strip(b' '), body[20:29].strip(b' ')), body[20:29]
            date, code, indication, quantity, amount, same = body[29:37], body[37:52], body[73:80], body[52:62], body[62:72], body[:80]
        if finess != stays.finess:
            refuse('911')
        elif b'' in stay or stay not in stays.stays:
            refuse('912')
        elif day(date) is None:
            refuse('913')
        elif not digits(quantity) or not digits(amount):
            refuse('915')
        else:
            codes = []
            numbers, _ = stays.at(stay, day(date))
            if numbers is None:
                codes.append('914')
            long, sound = ucd13(code.strip(b' '))
            if not sound:
                codes.append('916')
            if same in seen:
                codes.append('918')
            seen.add(same)
            n, m = int(quantity), int(amount)
            n, m = (n * 1000, m * 10) if kind == 'H' else (n, m)
            text = [shown(f) for f in (finess, stay[0], *(numbers or (b'', b'')))]
            rows.append([str(number), kind, stays.sector, *text, day(date).isoformat(), shown(code), long.decode(),
                         shown(indication), thousandths(n), thousandths(m), '+'.join(codes),
                         shown(facture)])
    return rows, rejected


def read_rsf(line):
    """(code, None), or (None, fields): a line of an RSF; fields of B lines that bill days, else {}."""
    letter = line[:1].decode('latin-1')
    body = sized(line, LENGTH[letter]) if letter in LENGTH else None
    if body is None:
        return '920', None
    if illicit(body):
        return 'CARACTERE ILLICITE', None
    finess = body[1:10]
    if letter != 'B':
        return None, {'finess': finess}
    ght = body[156:160]
    if ght.strip(b' ') and not digits(ght):
        return '921', None
    if not ght.strip(b' ') or not 1 <= int(ght) <= 31:
        return None, {'finess': finess}
    if not digits(body[99:102]) or not digits(body[122:130]):
        return '921', None
    return None, {'finess': finess, 'ght': int(ght), 'days': int(body[99:102]), 'base': int(body[122:130]), 'fin': body[86:94],
                  'stay': (body[19:28].strip(b' '), body[46:55].strip(b' ')), 'coefficient': body[102:107], 'price': body[115:122]}


def euros(n):
    return '%d.%02d' % (n // 100, n % 100)


def bills(path, stays, zones):
    """Rows of `had bills --all`, and the code of each line rejected."""
    due, billed, rejected = {}, {}, {}
    counted = {number: stay for stay, records in stays.stays.items() for _, _, _, number, _ in records}
    for z in zones:
        number = int(z['ligne'])
        if number in counted and z['ght'] != '99' and z['facturable'] == '1' and int(z['jours']) > 0:
            days, amount, known = due.get((counted[number], int(z['ght'])), (0, 0, True))
            due[counted[number], int(z['ght'])] = (days + int(z['jours']), amount + int((z['montant'] or '0').replace('.', '')),
                                                   known and z['montant'] != '')
    for number, line in enumerate(lines(path), 1):
        code, f = read_rsf(line)
        if code is None and f['finess'] != stays.finess:
            code = '923'
        if code:
            rejected[number] = code
        elif 'ght' in f:
            days, amount = billed.get((f['stay'], f['ght']), (0, 0))
            billed[f['stay'], f['ght']] = (days + f['days'], amount + f['base'])
    rows = []
    for stay, ght in sorted(set(due) | set(billed)):
        a, b = due.get((stay, ght)), billed.get((stay, ght))
        what = 'non_facture' if b is None else 'non_du' if a is None else '+'.join(
            n for n, differs in (('jours', a[0] != b[0]), ('montant', a[2] and a[1] != b[1])) if differs)
        a, b = a or (0, 0, True), b or (0, 0)
        rows.append([shown(stay[0]), shown(stay[1]), '%02d' % ght, str(a[0]), str(b[0]), euros(a[1]) if a[2] else '', euros(b[1]), what])
    return rows, rejected


BLOCKS = {b'V011': [(367, 2, 369, 47)], b'V012': [(430, 2, 432, 47)], b'V013': [(450, 2, 452, 47)], b'V014': [(466, 2, 468, 47)],
          b'V015': [(466, 2, 468, 50)], b'V016': [(466, 3, 469, 50), (466, 4, 470, 50)]}


def vidhosp(path, link):
    """{(FINESS, stay): facts or None when they differ}, and the code of each line rejected. link: HOSP-PMSI or None."""
    facts, rejected = {}, {}
    for number, line in enumerate(lines(path), 1):
        versions = BLOCKS.get(line[48:52])
        fits = None
        for at, width, start, size in versions or []:
            n = line[at:at + width]
            fits = fits or sized(line, start + size * (int(n) if digits(n) and len(n) == width else 0))
        if versions is None or fits is None:
            rejected[number] = 'FORMAT INCONNU' if versions is None else 'LONGUEUR INCORRECTE'
        elif illicit(fits):
            rejected[number] = 'CARACTERE ILLICITE'
        elif fits[28:48].strip(b' '):
            key, value = (fits[52:61], fits[28:48].strip(b' ')), (fits[82:83], fits[133:138])
            facts[key] = value if facts.get(key, value) == value else None
    return facts, rejected


def hosp_pmsi(path):
    link = {}
    for line in lines(path):
        body = sized(line, 40)
        if body is not None and not illicit(body) and body[:20].strip(b' '):
            stay, number = body[:20].strip(b' '), body[20:].strip(b' ')
            link[stay] = number if link.get(stay, number) == number else None
    return link


def insured(zones, records, facts, link):
    """facturable, taux, montant_amo of each zone."""
    out = []
    for z in zones:
        line = records[int(z['ligne']) - 1]
        stay, known = line[41:61].strip(b' '), None
        if z['secteur'] != 'ex-DGF':
            out.append((z['facturable'], '', ''))
            continue
        number = stay if link is None else link.get(stay)
        if stay and number:
            known = facts.get((line[3:12], number))
        if known is None or known[0] not in (b'0', b'1', b'2', b'3'):
            out.append(('1', '', ''))
            continue
        billable = '1' if known[0] in b'12' else '0'
        if not digits(known[1]):
            out.append((billable, '', ''))
            continue
        rate = int(known[1])
        amount = z['montant'].replace('.', '')
        out.append((billable, euros(rate), euros((int(amount) * rate * 2 + 10000) // 20000) if amount else ''))
    return out


def tariffs(path, stays):
    """{(campaign, variant, GHT): (price, lines, other lines)} of lines with a plain coefficient."""
    seen = {}
    for line in lines(path):
        code, f = read_rsf(line)
        if code or 'ght' not in f or day(f['fin']) is None or not digits(f['price']) or int(f['price']) == 0:
            continue
        c = f['coefficient']
        if c.strip(b' ') and not (digits(c) and int(c) in (0, 100)):
            continue
        d = day(f['fin'])
        campaign = d.year if d.year >= 2026 or d.month >= 3 else d.year - 1
        if not 2000 <= campaign <= 2199:
            continue
        variant = ''
        if f['finess'] == stays.finess:
            _, record = stays.at(f['stay'], d)
            domicile = record[75:76] if record else b''
            variant = {b'1': 'base', b'2': 'base', b'5': 'base', b'3': 'esms', b'4': 'esms', b'6': 'ssiad'}.get(domicile, '')
        price, n, others = seen.get((campaign, variant, f['ght']), (int(f['price']), 0, 0))
        seen[campaign, variant, f['ght']] = (price, n + (int(f['price']) == price), others + (int(f['price']) != price))
    return seen
