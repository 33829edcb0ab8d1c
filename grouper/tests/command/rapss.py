#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""rapss.py [OPTIONS] < RPSS grouped > RAPSS

Makes RAPSS from grouped RPSS, as the State's program would anonymise them: same fields, dates made into
counts of days, the result of the record as that of the establishment and as that of PAPRICA. Then, of a
thousand records each, in doubtful readings (D1, D6), with other results and with damage. Ungrouped or broken
lines are left out. The same options give the same bytes."""
import argparse
import os
import random
import sys
from collections import namedtuple
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'second'))
import second  # noqa: E402

TAG = slice(9, 12)
DGF, OQN = ['H23', 'H25', 'H27', 'H29', 'H31', 'H33', 'H35', 'H37'], ['H36', 'H38']
# RPSS -> the RAPSS of its years (spec/layouts/README.md)
CODES = [b'000', b'009', b'025', b'029', b'053', b'056', b'091', b'105', b'107', b'500', b'505', b'514', b'517', b'524',
         b'525', b'529', b'530', b'531', b'535', b'901', b'999', b'   ', b'A12']
Result = namedtuple('Result', 'version code ghpc zones')        # zones: (ght, days), all bytes
FAILED = [(b'99', b'000')]


def load_layouts(root):
    """The RAPSS layouts as they are printed: fields in order, lengths of the repeated groups."""
    fixed, groups = {}, {}
    for row in second.read_table(root / 'layouts' / 'rapss.csv'):
        for code in row['format'].split('|'):
            fixed.setdefault(code, []).append((row['field'], int(row['length'])))
    for row in second.read_table(root / 'layouts' / 'rapss_variable.csv'):
        for code in row['format'].split('|'):
            if row['group'] != 'total':
                groups.setdefault(code, {}).setdefault(row['group'], []).append((row['item'], int(row['length'])))
    return fixed, groups


def number(value, length):
    """A count, blank when nothing gives it, within its field."""
    return b' ' * length if value is None else b'%0*d' % (length, max(0, min(value, 10 ** length - 1)))


def days(first, last, inclusive=0):
    return None if first is None or last is None else (last - first).days + inclusive


def month_and_year(day):
    return (b'  ', b'    ') if day is None else (b'%02d' % day.month, b'%04d' % day.year)


def computed(r, stay_number):
    """The fields that a RAPSS has in place of dates and identifiers: name -> bytes, or a number to be padded."""
    date = {name: r.date(name) if name in r.layout.fields else None
            for name in ('date_naissance', 'date_entree', 'date_sortie', 'date_debut_sequence', 'date_fin_sequence',
                         'date_debut_sous_sequence', 'date_fin_sous_sequence')}
    age = days(date['date_naissance'], date['date_entree'])
    out = {'no_seq_sejour': stay_number, 'no_seq_facture': stay_number,
           'age_annees': None if age is None else age // 366,
           'age_jours': age if age is not None and age < 366 else None,
           'code_geo': r.field('code_postal'),
           'n_jours_sejour': days(date['date_entree'], date['date_sortie'], 1),
           'delai_debut_sequence': days(date['date_entree'], date['date_debut_sequence']),
           'n_jours_sequence': days(date['date_debut_sequence'], date['date_fin_sequence'], 1),
           'delai_debut_sous_sequence': days(date['date_debut_sequence'], date['date_debut_sous_sequence']),
           'n_jours_sous_sequence': days(date['date_debut_sous_sequence'], date['date_fin_sous_sequence'], 1),
           'derniere_sequence': b'2', 'derniere_sous_sequence_sequence': b'2', 'derniere_sous_sequence': b'2'}
    for name, day in (('sortie', date['date_sortie']), ('fin_sequence', date['date_fin_sequence']),
                      ('fin_sous_sequence', date['date_fin_sous_sequence'])):
        out['mois_' + name], out['annee_' + name] = month_and_year(day)
    return out


def diagnoses(r, name):
    if name in r.groups:
        return [d[name] for d in r.groups[name]]
    fixed = ['da%d' % i for i in range(1, 8)] if name == 'da' and 'da1' in r.layout.fields else []
    return [r.field(n) for n in fixed if second.filled(r.field(n))]


def act(occurrence, items):
    """One CCAM zone: the delay in place of the date, the extension without its hyphen."""
    out = b''
    for name, length in items:
        if name == 'delai':
            value = b'%0*d' % (length, 3)
        elif name == 'dates_compatibles':
            value = b'1'
        elif name == 'extension_pmsi':
            value = occurrence.get(name, b'   ')[1:]
        else:
            value = occurrence[name]
        out += value[:length].ljust(length)
    return out


def result_of(r):
    head = r.groups['groupage'][0]
    return Result(head['version_classification'], head['code_retour'], head['ghpc'],
                  [(z['ght'], z['n_jours']) for z in r.groups['zone_tarifaire']])


def result_bytes(result):
    head = result.version + result.code + result.ghpc + b'%d' % len(result.zones)
    return head + b''.join(ght + n for ght, n in result.zones)


def other_result(rng, result):
    """A result that differs in one way."""
    zones = list(result.zones)
    k = rng.randrange(len(zones))
    ght, n = zones[k]
    choice = rng.randrange(9)
    if choice == 0:
        return result._replace(code=b'999', ghpc=b'9999', zones=FAILED)
    if choice == 1:
        return result._replace(code=rng.choice(CODES[1:11]), ghpc=b'9999', zones=FAILED)
    if choice == 2:
        return result._replace(code=rng.choice(CODES))
    if choice == 3:
        return result._replace(ghpc=rng.choice([b'9999', b'0001', b'1234', b'    ']))
    if choice == 4:
        zones[k] = (b'%02d' % rng.randrange(1, 32), n)
    elif choice == 5:
        zones[k] = (ght, b'%03d' % rng.randrange(0, 32))
    elif choice == 6 and len(zones) < 4:
        zones.append((b'%02d' % rng.randrange(1, 32), b'%03d' % rng.randrange(1, 9)))
    elif choice == 7:
        zones = zones[:-1] or FAILED
    elif result.code == b'000':             # days that 529 removed
        zones[k] = (ght, b'%03d' % (int(n) // 2) if second.numeric(n) else n)
        result = result._replace(code=b'529')
    return result._replace(zones=zones)


def unusable_result(rng, result):
    """906: a GHT that does not exist, days not numeric, a 99 among others."""
    zones = list(result.zones)
    k = rng.randrange(len(zones))
    zones[k] = rng.choice([(b'32', b'004'), (b'00', b'004'), (b'  ', b'004'), (zones[k][0], b'0 4'), (b'1x', b'004')])
    if rng.random() < 0.3:
        zones = (list(result.zones) + [(b'99', b'000')])[-4:]
    return result._replace(zones=zones)


class Maker:
    def __init__(self, root, options):
        self.fixed, self.groups = load_layouts(root)
        formats = Path(__file__).resolve().parents[1] / 'generate' / 'formats.csv'
        self.usual = {r['format']: r['rapss'].split('|') for r in second.read_table(formats)}
        self.options = options
        self.rng = random.Random(options.seed)
        self.stays = {}

    def chance(self, per_thousand):
        return self.rng.randrange(1000) < per_thousand

    def target(self, r):
        if self.options.formats == 'usual':
            return self.rng.choice(self.usual[r.layout.code])
        return self.rng.choice(OQN if r.layout.sector == 'ex-OQN' else DGF)

    def fields(self, r, code):
        stay_number = self.stays.setdefault(r.stay, len(self.stays) + 1)
        values = computed(r, stay_number)
        values['format_version'] = code.encode()
        counts = {'n_da': 'da', 'n_dcmpp': 'dcmpp', 'n_dcmpa': 'dcmpa', 'n_zones_ccam': 'ccam'}
        out = {}
        for name, length in self.fixed[code]:
            value = values.get(name, 0 if name == 'age_jours' else b'')
            if name in r.layout.fields and name != 'format_version':
                value = r.field(name)
            elif name in counts:
                value = len(self.occurrences(r, code, counts[name]))
            if not isinstance(value, bytes):
                value = number(value, length)
            # An older RPSS has shorter numbers of sequence.
            out[name] = value.rjust(length, b'0') if name.startswith('no_s') and value else value[:length].ljust(length)
        return out

    def occurrences(self, r, code, group):
        items = self.groups[code].get(group)
        if items is None:
            return []
        if group == 'ccam':
            return [act(a, items) for a in r.groups.get('ccam', [])]
        return [d[:6] for d in diagnoses(r, group)]

    def damage_fields(self, fields):
        rng = self.rng
        name, values = rng.choice([
            ('n_jours_sous_sequence', [b'    ', b'0000', b'00A1', b'0005', b'9999']),
            ('delai_debut_sous_sequence', [b'    ', b'-001', b'0003', b'0029', b'9998']),
            ('mois_fin_sous_sequence', [b'  ', b'13', b'00', b'02', b'1 ']),
            ('annee_fin_sous_sequence', [b'    ', b'0000', b'2008', b'2031', b'20 4']),
            ('mpp', [b'99', b'  ', b'05', b'29', b'20']), ('mpa', [b'00', b'  ', b'23', b'13']),
            ('ik', [b'010', b'100', b'055', b'   ', b'50 ']), ('type_domicile', [b'3', b'6', b'9', b' ']),
            ('no_sequence', [b'    ', b'0000', b'abcd']), ('sexe', [b'3', b'0']),
            ('confirmation_codage', [b'1', b'X', b' ']), ('n_da', [b'  ', b'0x']), ('n_zones_ccam', [b'   ', b'00x']),
            ('no_seq_sejour', [b'  12 ', b'a;b"c']), ('finess_epmsi', [b'2A0000001', b'H1F000001'])])
        if name in fields:
            fields[name] = rng.choice(values)

    def variable(self, r, code, fields):
        """What the counts in the fields announce."""
        return b''.join(b''.join(self.occurrences(r, code, group)) for count, group in
                        (('n_dcmpp', 'dcmpp'), ('n_dcmpa', 'dcmpa'), ('n_da', 'da'), ('n_zones_ccam', 'ccam'))
                        if count not in fields or second.numeric(fields[count]))

    def site(self, result):
        """D6: filled, blank on its 10 characters, or absent."""
        place = self.rng.randrange(1000)
        if place < self.options.site_blank:
            return b' ' * 10
        if place < self.options.site_blank + self.options.site_absent:
            return b''
        return result_bytes(result)

    def paprica(self, result):
        if self.chance(self.options.results):
            return other_result(self.rng, result)
        if self.chance(self.options.unusable):
            return unusable_result(self.rng, result)
        return result

    def line(self, r):
        code = self.target(r)
        fields = self.fields(r, code)
        if self.chance(self.options.faults):
            self.damage_fields(fields)
        own = result_of(r)
        fixed = b''.join(fields[name] for name, _ in self.fixed[code])
        if code in ('H35', 'H36', 'H37', 'H38') and self.chance(self.options.start_156):
            fixed = fixed[:155]                 # D1
        elif code == 'H33' and self.chance(self.options.start_156):
            fixed += b' ' * 9
        body = fixed + self.variable(r, code, fields) + r.layout.code.encode()
        body += self.site(other_result(self.rng, own) if self.chance(self.options.results) else own)
        body += result_bytes(self.paprica(own))
        return self.broken(body) if self.chance(self.options.broken) else body

    def broken(self, body):
        rng = self.rng
        at = rng.randrange(len(body))
        return rng.choice([body[:at], body[:-1], body + b'0', body + b'   ', body[:9] + b'H34' + body[12:],
                           body[:at] + b'\x01' + body[at + 1:], body[:at] + b'\xe9' + body[at + 1:],
                           body[:-1] + b' ', b''])


def grouped_records(data, root):
    engine = second.Engine(root, [], None)
    return (r for r in second.read_records([('-', data)], engine) if r.layout.grouped)


def plant_in_rpss(data, root, seed, per_thousand):
    """The same lines, some with another result in them; lines that are not grouped pass through."""
    rng = random.Random(seed)
    engine = second.Engine(root, [], None)
    out = []
    for number_, (line, ending) in enumerate(second.split_lines(data), 1):
        finding, r = second.read_rpss('-', (0, number_), line, ending, engine)
        if r is not None and r.layout.grouped and rng.randrange(1000) < per_thousand:
            own = result_of(r)
            other = (unusable_result if rng.random() < 0.15 else other_result)(rng, own)
            dates = [z['date_debut'] + z['date_fin'] for z in r.groups['zone_tarifaire']] + [b' ' * 16] * 4
            zones = b''.join(ght + d + n for (ght, n), d in zip(other.zones, dates))
            head = other.version + other.code + other.ghpc + b'%d' % len(other.zones)
            line = r.line[:r.grouping_start] + head + zones
        out.append(line + ending)
    return b''.join(out)


def parse_arguments(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--tables-root', type=Path, default=Path(__file__).resolve().parents[3] / 'tables')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--formats', choices=['usual', 'any'], default='usual',
                        help='the RAPSS of the years of each RPSS, or any of its sector')
    for name, default in (('site-blank', 200), ('site-absent', 100), ('start-156', 200), ('results', 100),
                          ('unusable', 10), ('faults', 30), ('broken', 10)):
        parser.add_argument('--' + name, type=int, default=default, metavar='PER_THOUSAND')
    parser.add_argument('--crlf', action='store_true')
    return parser.parse_args(arguments)


def make(data, options):
    maker = Maker(options.tables_root, options)
    ending = b'\r\n' if options.crlf else b'\n'
    return b''.join(maker.line(r) + ending for r in grouped_records(data, options.tables_root))


if __name__ == '__main__':
    sys.stdout.buffer.write(make(sys.stdin.buffer.read(), parse_arguments()))
