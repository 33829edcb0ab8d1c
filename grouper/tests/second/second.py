#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second implementation of the hospital-at-home (PMSI-HAD) grouping and tariff engine.

It was written from the description of the job only (the rules R1 to R37, the command line contract, the
fact tables of the specification), without reading the C program, so that the two can be compared byte for
byte. It favours obviousness over speed: one short function per rule or code, exact integers and fractions,
never a floating point number.

    second.py group  [--to csv|rpss]                           FILE...
    second.py price  [--by zone|jour|KEYS] [--zones ...] [...] FILE...
    second.py rejets                                           FILE...
    second.py codes  [--avec-9xx]                              FILE...
    second.py check  [--codes] [--avertissements] [...]        FILE...

Convention files, controls between records and `check` are in second_check.py; RAPSS, `audit` and `learn`
(`had tables learn`) in second_audit.py.
Not here: CIM-10 and CCAM lists.
Exit status: 0 done, 1 `check` found blocking codes or `audit` differences, 2 usage, 3 a file cannot be read, 4 a table is missing or invalid.
"""

import argparse
import calendar
import os
import re
import sys
from datetime import date
from fractions import Fraction
from functools import lru_cache, partial
from pathlib import Path

LATEST = 9999  # R18: an invalid end date takes the latest variant of every control


class TableError(Exception):
    """A table is missing or invalid: exit status 4."""


class UsageError(Exception):
    """What is asked cannot be done with these files: exit status 2."""


# ---------------------------------------------------------------------------------------------- plain values

def filled(raw):
    """R25: filled = not all blanks."""
    return raw.strip(b' ') != b''


def numeric(raw):
    """Every byte is an ASCII digit."""
    return raw.isdigit()


def read_date(raw):
    """JJMMAAAA -> date, or None when it is not a real calendar date."""
    if len(raw) != 8 or not numeric(raw):
        return None
    try:
        return date(int(raw[4:8]), int(raw[2:4]), int(raw[0:2]))
    except ValueError:
        return None


def later(a, b):
    """R5: a > b, asked only when both dates are valid."""
    return a is not None and b is not None and a > b


def round_half_up(x):
    """A fraction that is not negative -> the nearest integer, a half going up."""
    return (2 * x.numerator + x.denominator) // (2 * x.denominator)


def read_decimal(written):
    """A plain decimal number, exactly."""
    if not re.fullmatch(r'[0-9]+(\.[0-9]+)?', written):
        raise ValueError(written)
    return Fraction(written)


# ------------------------------------------------------------------------------------------------------ text

def decode(raw):
    """UTF-8, else windows-1252 with its five undefined bytes as U+FFFD."""
    try:
        return raw.decode('utf-8')
    except UnicodeDecodeError:
        return raw.decode('cp1252', errors='replace')


def text(raw):
    """A text column: ASCII spaces trimmed at both ends (R21), then decoded."""
    return decode(raw.strip(b' '))


def number_text(raw):
    """A plain integer, or the raw text when it is not numeric."""
    return str(int(raw)) if numeric(raw) else text(raw)


def iso(day):
    """ISO date, blank when invalid."""
    return '' if day is None else day.isoformat()


def jjmmaaaa(day):
    """A date as the record writes it, eight blanks when invalid."""
    return '        ' if day is None else '%02d%02d%04d' % (day.day, day.month, day.year)


def euros(centimes):
    return '%d.%02d' % divmod(centimes, 100)


def cell(value):
    """RFC 4180: quoted when it holds a semicolon, a quote or a line end."""
    if any(c in value for c in ';"\n\r'):
        return '"' + value.replace('"', '""') + '"'
    return value


def csv_line(values):
    return (';'.join(cell(v) for v in values) + '\n').encode('utf-8')


# ---------------------------------------------------------------------------------------------------- tables

DEBRIS_FRONT = re.compile(b'(?:\x1a|\xef\xbb\xbf)*')
DEBRIS_LINE = re.compile(b'(?:\x1a|\xef\xbb\xbf)*[ \r\x1a]*')


def side_lines(data):
    """R43: the lines of a file given beside the records, without the debris (blanks after a last field apart)."""
    lines = data.split(b'\n')
    if not DEBRIS_LINE.fullmatch(lines[-1]):
        lines[-1] = lines[-1].rstrip(b'\x1a')       # the end of the file is right after a line
    while lines and DEBRIS_LINE.fullmatch(lines[-1]):
        lines.pop()
    lines = [line[:-1] if line.endswith(b'\r') else line for line in lines]
    return [line[DEBRIS_FRONT.match(line).end():] for line in lines]


def read_table(path, needed=()):
    """A `;`-separated UTF-8 table -> list of dictionaries."""
    try:
        lines = [line.decode('utf-8').rstrip(' ') for line in side_lines(Path(path).read_bytes())]
    except OSError as e:
        raise TableError('%s: %s' % (path, e.strerror))
    except UnicodeDecodeError:
        raise TableError('%s: not UTF-8' % path)
    head = lines[0].split(';') if lines else []
    missing = [c for c in needed if c not in head]
    if missing:
        raise TableError('%s:1: no column %s' % (path, ', '.join(missing)))
    rows = []
    for n, line in enumerate(lines[1:], 2):
        if line == '':
            continue
        cells = line.split(';')
        if len(cells) != len(head):
            raise TableError('%s:%d: %d columns instead of %d' % (path, n, len(cells), len(head)))
        row = dict(zip(head, cells))
        row['#'] = n
        rows.append(row)
    return rows


def keyed(path, rows, names):
    """R26: rows by key, a duplicate row is refused."""
    out = {}
    for row in rows:
        key = tuple(row[n] for n in names)
        if key in out:
            raise TableError('%s:%d: duplicate row' % (path, row['#']))
        out[key] = row
    return out


class Layout:
    """One record format: its fixed fields and the groups that follow them."""

    anonymous = False               # True for a RAPSS

    def __init__(self, code, sector, grouped):
        self.code = code
        self.sector = {'ex-DG': 'ex-DGF', 'ex-OQN': 'ex-OQN'}[sector]
        self.grouped = grouped
        self.fields = {}            # name -> slice of the line
        self.fixed_end = 0
        self.groups = []            # [name, name of the count or None, [(item, length)...]], in order
        self.grouped_code = None    # the code of the same record once grouped

    def has(self, name):
        return name in self.fields or any(g[0] == name for g in self.groups)


def load_groups(path, layouts):
    """What stands behind the fixed part of each layout."""
    for row in read_table(path):
        if row['group'] == 'total':
            continue
        for code in row['format'].split('|'):
            groups = layouts[code].groups
            if not groups or groups[-1][0] != row['group']:
                groups.append([row['group'], None if row['repeat'] == '1' else row['repeat'], []])
            groups[-1][2].append((row['item'], int(row['length'])))


def load_layouts(root):
    """layouts/rpss.csv and layouts/rpss_variable.csv."""
    layouts = {}
    for row in read_table(root / 'layouts' / 'rpss.csv'):
        codes = row['format'].split('|')
        flags = row['grouped'].split('|')
        flags = flags * len(codes) if len(flags) == 1 else flags
        for i, code in enumerate(codes):
            if code not in layouts:
                layouts[code] = Layout(code, row['sector'], flags[i] == 'yes')
                # H0F -> H1F, H02 and HA2 -> H12: the first grouped code of the family from this one on
                layouts[code].grouped_code = next(c for c, f in zip(codes[i:], flags[i:]) if f == 'yes')
            first, length = int(row['start']) - 1, int(row['length'])
            layouts[code].fields[row['field']] = slice(first, first + length)
            layouts[code].fixed_end = max(layouts[code].fixed_end, first + length)
    load_groups(root / 'layouts' / 'rpss_variable.csv', layouts)
    return {code.encode(): layout for code, layout in layouts.items()}


def load_tariffs(root):
    """(campaign, sector, variant, ght) -> centimes, as published."""
    return {(int(r['campagne']), r['secteur'], r['variante'], int(r['ght'])): int(r['centimes'])
            for r in read_table(root / 'tarifs' / 'tarifs.csv')}


def load_prudential(root):
    """R41: (campaign, sector) -> the row that names the sector, else one that says both; weak rows are not used."""
    alone, both = {}, {}
    for r in read_table(root / 'coefficients.csv'):
        if r['type'] != 'prudentiel' or r['certitude'].lower().startswith('low'):
            continue
        sectors = [s for s in ('ex-DGF', 'ex-OQN') if r['secteur'] == 'both' or s in r['secteur']]
        for sector in sectors:
            kind = alone if len(sectors) == 1 else both
            kind[int(r['annee']), sector] = Fraction(int(r['valeur_1e4']), 10000)
    return {**both, **alone}


def load_modes(root):
    """R17: the modes of modes.csv, by kind; 20 and 29 are dated by the rule itself."""
    rows = read_table(root / 'modes.csv')
    return {kind: {r['code'].encode() for r in rows if r['kind'] == kind} - {b'20', b'29'}
            for kind in ('MPP', 'MPA')}


def load_matrix(root):
    """R38: the published matrix of 2019."""
    return {(r['mpp'].encode(), r['mpa'].encode()): r['statut'] for r in read_table(root / 'associations.csv')}


# ------------------------------------------------------------------------------------------- classifications

DEFAULT_PERIODS = [(1, 4), (5, 9), (10, 30), (31, None)]
IK_BY_TENS = set(range(10, 101, 10))
STATUSES = ('autorisee', 'inattendue', 'non_autorisee', 'erronee')
WEIGHT_FILES = ('durees.csv', 'mpp.csv', 'mpa.csv', 'ik.csv', 'ght.csv', 'ghpc.csv', 'associations.csv')


def optional_int(written):
    return None if written == '' else int(written)


def ght_text(written):
    """GHT compare as integers and are written on two digits; blank = never seen."""
    return None if written == '' else '%02d' % int(written)


def read_weight(path, row, name):
    """Weights have at most 4 decimals."""
    if not re.fullmatch(r'[0-9]+(\.[0-9]{1,4})?', row[name]):
        raise TableError('%s:%d: %s is not a number of at most 4 decimals' % (path, row['#'], name))
    return Fraction(row[name])


class Classification:
    """One directory in the format of domain.md, by weights, by observed groups, or both."""

    def __init__(self, directory):
        self.directory = Path(directory)
        facts = {r['cle']: r['valeur'] for r in self.table('classification.csv', ('cle', 'valeur'))}
        for name in ('id', 'version', 'debut', 'officielle'):
            if facts.get(name, '') == '':
                raise TableError('%s: no %s' % (self.directory / 'classification.csv', name))
        self.id = facts['id']
        self.version = facts['version']
        self.official = facts['officielle'] == '1'
        self.first = self.iso_date(facts['debut'])
        self.last = self.iso_date(facts['fin']) if facts.get('fin', '') else date.max
        self.ipi_decimals = optional_int(facts.get('ipi_decimales', ''))
        self.ipt_decimals = optional_int(facts.get('ipt_decimales', ''))
        if len(self.version) != 2:
            raise TableError('%s: version is not 2 characters' % self.directory)
        self.by_weights = (self.directory / 'mpp.csv').exists()
        self.observed = self.load_observed()
        self.associations = self.load_associations()
        self.load_periods()
        if self.by_weights:
            self.load_weights()
            self.refuse_uncovered_pairs()
        elif not self.observed:
            raise TableError('%s: neither weights nor observed groups' % self.directory)

    def table(self, name, needed):
        return read_table(self.directory / name, needed)

    def iso_date(self, written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise TableError('%s: bad date %s' % (self.directory / 'classification.csv', written))

    def load_observed(self):
        """groupes.csv: a blank is never seen."""
        path = self.directory / 'groupes.csv'
        if not path.exists():
            return {}
        out = {}
        for r in self.table('groupes.csv', ('mpp', 'mpa', 'ik', 'ghpc', 'ght1', 'ght2', 'ght3', 'ght4')):
            key = (r['mpp'].encode(), r['mpa'].encode(), int(r['ik']))
            if key in out:
                raise TableError('%s:%d: duplicate row' % (path, r['#']))
            ghpc = r['ghpc'].zfill(4) if r['ghpc'] else None
            out[key] = (ghpc, [ght_text(r['ght%d' % k]) for k in (1, 2, 3, 4)])
        return out

    def load_associations(self):
        """associations.csv: (mpp, mpa) -> (status, ik_min, ik_max, confirmation)."""
        path = self.directory / 'associations.csv'
        if not path.exists() and not self.by_weights:
            return {}
        rows = self.table('associations.csv', ('mpp', 'mpa', 'statut', 'ik_min', 'ik_max', 'confirmation'))
        for r in rows:
            if r['statut'] not in STATUSES:
                raise TableError('%s:%d: unknown status %s' % (path, r['#'], r['statut']))
        return {(mpp.encode(), mpa.encode()): (r['statut'], optional_int(r['ik_min']), optional_int(r['ik_max']),
                                               r['confirmation'])
                for (mpp, mpa), r in keyed(path, rows, ('mpp', 'mpa')).items()}

    def load_periods(self):
        """durees.csv; without it (observed groups only) the four periods of the facts."""
        path = self.directory / 'durees.csv'
        self.periods, self.duration_weights = DEFAULT_PERIODS, None
        if not path.exists() and not self.by_weights:
            return
        rows = self.table('durees.csv', ('du', 'au', 'poids'))
        self.periods = [(int(r['du']), optional_int(r['au'])) for r in rows]
        self.duration_weights = [read_weight(path, r, 'poids') for r in rows]
        expected = 1
        for r, (du, au) in zip(rows, self.periods):  # R26: no gap in the ranks
            if expected is None or du != expected or (au is not None and au < du):
                raise TableError('%s:%d: gap in the ranks' % (path, r['#']))
            expected = None if au is None else au + 1
        if expected is not None or not 1 <= len(rows) <= 4:
            raise TableError('%s: the last period must be open, at most four rows' % path)

    def load_weights(self):
        for name in WEIGHT_FILES:
            if not (self.directory / name).exists():
                raise TableError('%s: missing' % (self.directory / name))
        self.mpp = self.weights('mpp.csv', str.encode)
        self.mpa = self.weights('mpa.csv', str.encode)
        self.ik = self.weights('ik.csv', int)
        path = self.directory / 'ght.csv'
        rows = self.table('ght.csv', ('ght', 'ipt_min'))
        keyed(path, rows, ('ght',))
        self.ght_bounds = [(ght_text(r['ght']), read_weight(path, r, 'ipt_min')) for r in rows]
        self.ghpc = {}
        for r in self.table('ghpc.csv', ('ghpc', 'mpp', 'mpa', 'ik_min', 'ik_max')):
            pair = (r['mpp'].encode(), r['mpa'].encode())
            self.ghpc.setdefault(pair, []).append((int(r['ik_min']), int(r['ik_max']), r['ghpc'].zfill(4)))

    def weights(self, name, key):
        path = self.directory / name
        return {key(code): read_weight(path, r, 'poids')
                for (code,), r in keyed(path, self.table(name, ('code', 'poids')), ('code',)).items()}

    def refuse_uncovered_pairs(self):
        """R26: an authorised or unexpected pair with an IK that no GHPC covers."""
        for (mpp, mpa), (status, _, _, _) in self.associations.items():
            for ik in self.ik:
                if status in ('autorisee', 'inattendue') and self.ghpc_by_weights(mpp, mpa, ik) is None:
                    raise TableError('%s: no GHPC for %s %s %d' % (self.directory, decode(mpp), decode(mpa), ik))

    def covers(self, day):
        return self.first <= day <= self.last

    def ghpc_by_weights(self, mpp, mpa, ik):
        for low, high, ghpc in self.ghpc.get((mpp, mpa), []):
            if low <= ik <= high:
                return ghpc
        return None

    def ipi(self, mpp, mpa, ik):
        """IPI = w(MPP) x w(MPA) x w(IK), rounded when asked (R26)."""
        return round_to(self.mpp[mpp] * self.mpa[mpa] * self.ik[ik], self.ipi_decimals)

    def ght_by_weights(self, mpp, mpa, ik, period):
        """IPT = IPI x duration weight, rounded when asked; the GHT is the last row whose ipt_min <= IPT."""
        ipt = round_to(self.ipi(mpp, mpa, ik) * self.duration_weights[period], self.ipt_decimals)
        found = None
        for ght, minimum in self.ght_bounds:
            if minimum <= ipt:
                found = ght
        return found

    def group(self, mpp, mpa, ik, period):
        """The GHT of one period and how it was found; an observed group wins. (None, '') = unknown."""
        _, ghts = self.observed.get((mpp, mpa, ik), (None, [None] * 4))
        if period < len(ghts) and ghts[period] is not None:
            return ghts[period], 'observe'
        if self.by_weights:
            return self.ght_by_weights(mpp, mpa, ik, period), 'poids'
        return None, ''

    def group_of_triple(self, mpp, mpa, ik):
        """The GHPC of the triple; an observed one wins. None = unknown."""
        ghpc, _ = self.observed.get((mpp, mpa, ik), (None, None))
        if ghpc is None and self.by_weights:
            ghpc = self.ghpc_by_weights(mpp, mpa, ik)
        return ghpc


def round_to(x, decimals):
    """Round half up to that many decimals; None = exact."""
    if decimals is None:
        return x
    return Fraction(round_half_up(x * 10 ** decimals), 10 ** decimals)


def load_classifications(directories):
    """R26: two classifications covering one date are refused."""
    try:
        found = [Classification(d) for d in directories]
    except ValueError as e:
        raise TableError('a classification holds a bad number: %s' % e)
    for i, a in enumerate(found):
        for b in found[i + 1:]:
            if a.first <= b.last and b.first <= a.last:
                raise TableError('%s and %s cover one date' % (a.directory, b.directory))
    return found


# --------------------------------------------------------------------------------------------------- records

class Record:
    """One well-formed line: its fields as bytes, its dates, what its end date chooses."""

    def __init__(self, path, place, line, ending, layout, engine):
        self.path, self.place, self.line, self.ending = path, place, line, ending
        self.number = place[1]          # place = (rank of the file, number of the line)
        self.layout = layout
        self.engine = engine
        self.dates = {}
        self.cut_groups()
        self.end = self.ending_day()
        self.year = LATEST if self.end is None else max(self.end.year, 2011)  # R18
        self.classification = engine.classification_at(self.end)

    def field(self, name):
        return self.line[self.layout.fields[name]]

    def date(self, name):
        if name not in self.dates:
            self.dates[name] = read_date(self.field(name))
        return self.dates[name]

    def ending_day(self):
        """What chooses the classification, the campaign and the year of the controls."""
        return self.date('date_fin_sous_sequence')

    def zone_dates(self):
        """The dates of the one zone of a blocked result (R3)."""
        return self.date('date_debut_sous_sequence'), self.end

    def span(self):
        """R1: rank of the first day in its sequence, number of days, first day."""
        sequence, start = self.date('date_debut_sequence'), self.date('date_debut_sous_sequence')
        return (start - sequence).days + 1, (self.end - start).days + 1, start

    def can_be_grouped(self):
        return True

    def count(self, name):
        """R14: None when a count is not numeric."""
        raw = self.field(name)
        return int(raw) if numeric(raw) else None

    def cut_groups(self):
        """The groups behind the fixed part: name -> list of dictionaries item -> bytes."""
        self.groups, self.grouping_start = {}, len(self.line)
        position = self.layout.fixed_end
        for name, counter, items in self.layout.groups:
            if name == 'groupage':
                self.grouping_start = position
            self.groups[name] = []
            for _ in range(self.repeats(counter)):
                occurrence = {}
                for item, length in items:
                    occurrence[item] = self.line[position:position + length]
                    position += length
                self.groups[name].append(occurrence)

    def repeats(self, counter):
        """How many times a group comes: a count that is not numeric is 0 (R14)."""
        if counter is None:
            return 1
        if counter == 'n_zones_tarifaires':
            raw = self.groups['groupage'][0][counter]
            return int(raw) if numeric(raw) else 0
        return self.count(counter) or 0

    @property
    def stay(self):
        """R19: the `sejour` column shows no_entree for ex-OQN."""
        return text(self.field('sejour' if self.layout.sector == 'ex-DGF' else 'no_entree'))

    @property
    def care_package(self):
        """R36: `forfait_soins` of the convention period that covers the end; None = unknown."""
        return self.engine.conventions and self.engine.conventions.care_package(self)

    @property
    def billable(self):
        """R22: ex-DGF always; ex-OQN codes 1 and 2."""
        return self.layout.sector == 'ex-DGF' or self.field('facturable') in (b'1', b'2')


def split_lines(data):
    """(line, ending) pairs: LF or CR LF, a missing last newline (after a CR too) is accepted (R14); no debris (R43)."""
    pieces = data.split(b'\n')
    last = pieces.pop()
    if not DEBRIS_LINE.fullmatch(last):
        last = last.rstrip(b'\x1a')
    lines = [(p[:-1], b'\r\n') if p.endswith(b'\r') else (p, b'\n') for p in pieces]
    lines.append((last[:-1], b'\r') if last.endswith(b'\r') else (last, b''))
    while lines and DEBRIS_LINE.fullmatch(lines[-1][0]):
        lines.pop()
    for line, ending in lines:
        yield line[DEBRIS_FRONT.match(line).end():], ending


def expected_length(line, layout):
    """R14: the length that the counts give, a count that is not numeric being 0. None = too short to read them."""
    if len(line) < layout.fixed_end:
        return None
    length = layout.fixed_end
    for name, counter, items in layout.groups:
        size = sum(n for _, n in items)
        if name == 'zone_tarifaire':
            if len(line) < length:
                return None
            zones = line[length - 1:length]         # the count is the last byte of the grouping block
            length += size * (int(zones) if numeric(zones) else 0)
        elif counter is None:
            length += size
        else:
            raw = line[layout.fields[counter]]
            length += size * (int(raw) if numeric(raw) else 0)
    return length


CONTROL_BYTES = re.compile(rb'[\x00-\x1f\x7f]')  # R21


def preliminary(line, layouts):
    """R14, R21: the preliminary finding of a line (the first only) or None, and its length without extra blanks."""
    layout = layouts.get(line[:3])
    if layout is None:
        return 'FORMAT INCONNU', 0
    length = expected_length(line, layout)
    if length is None or len(line) < length or filled(line[length:]):
        return 'LONGUEUR INCORRECTE', 0
    if CONTROL_BYTES.search(line):
        return 'CARACTERE ILLICITE', 0
    return None, length


# -------------------------------------------------------------------------------------------- lists of values

def listed_modes(record, kind):
    """R17: those of the classification's weights, else modes.csv with 29 and 20 dated."""
    c = record.classification
    if c is not None and c.by_weights:
        return c.mpp if kind == 'MPP' else c.mpa
    modes = set(record.engine.modes[kind])
    if kind == 'MPP' and (record.end is None or record.end >= date(2016, 3, 1)):
        modes.add(b'29')
    if record.end is not None and record.end < date(2015, 3, 1):
        modes.add(b'20')
    return modes


def mpp_listed(r):
    return r.field('mpp') in listed_modes(r, 'MPP')


def mpa_listed(r):
    return r.field('mpa') in listed_modes(r, 'MPA')


def ik_listed(r):
    """R17: those of the weights, else 010 to 100 by tens."""
    c = r.classification
    iks = c.ik if c is not None and c.by_weights else IK_BY_TENS
    return numeric(r.field('ik')) and int(r.field('ik')) in iks


def allowed(r, basis, *later_values):
    """The bytes of `basis`, and those of each (year, bytes) once that year has come (R18)."""
    return basis + b''.join(more for year, more in later_values if r.year >= year)


def one_of(raw, values):
    return raw != b'' and raw in values


def domiciles(r):
    return allowed(r, b'123', (2013, b'45'), (2018, b'6'))


def sexes(r):
    return allowed(r, b'12', (2023, b'3'))


def motifs(r):
    return allowed(r, b'123459', (2022, b'E'), (2024, b'678'))


def provenances_at_home(r):
    return allowed(r, b'78 ', (2021, b'9'))


DOCUMENTARY_MODES = {b'%02d' % n for n in range(1, 29)} - {b'16', b'23'}  # 068: 01-15, 17-22, 24-28
CIM10_SHAPE = re.compile(rb'[A-Z][0-9]{2}[0-9A-Z+]{0,5} *')                # R23
CCAM_SHAPE = re.compile(rb'[A-Z]{4}[0-9]{3}')                              # R23
FINESS_SHAPE = re.compile(rb'(2[AB]|[0-9]{2})[0-9]{7}')                    # R6: Corsica accepted
ALNUM = re.compile(rb'[0-9A-Za-z]+')


def cim10(raw):
    return CIM10_SHAPE.fullmatch(raw) is not None


# --------------------------------------------------------------------------------------------- pair (MPP, MPA)

def pair(r):
    """The association of a pair of listed modes: (status, ik_min, ik_max, confirmation), or None when unknown."""
    c = r.classification
    if not mpp_listed(r) or not mpa_listed(r):
        return None
    if c is None:                       # R38: without any classification, the matrix of 2019
        published = r.engine.matrix.get((r.field('mpp'), r.field('mpa')))
        return None if r.engine.classifications or published is None else (published, None, None, '')
    found = c.associations.get((r.field('mpp'), r.field('mpa')))
    if found is None and c.by_weights:
        return ('erronee', None, None, '')    # a pair not listed is `erronee` in a classification by weights
    return found


def known_pair(r):
    """R24: an `erronee` pair raises 056 and none of 105, 106, 524, 525, 535; R38: nor does the matrix."""
    found = pair(r)
    return None if found is None or found[0] == 'erronee' or r.classification is None else found


def status(r):
    found = pair(r)
    return None if found is None else found[0]


def below_minimum(r):
    """524, 535: with a listed IK only (R24)."""
    found = known_pair(r)
    return found is not None and ik_listed(r) and found[1] is not None and int(r.field('ik')) < found[1]


# ----------------------------------------------------------------------------------------- controls of the FG

CONTROLS = []


def control(code, fields, first=2011, last=LATEST, sector=None):
    """Registers a control: its fields (R25: it runs only when the layout has them) and its years (R18)."""
    def register(function):
        CONTROLS.append((code, fields.split(), first, last, sector, function))
        return function
    return register


@control('001', 'sejour', sector='ex-DGF')
def c001(r):  # R6, R23
    return ALNUM.fullmatch(r.field('sejour').strip(b' ')) is None


def invalid_date(code, name):
    @control(code, name)
    def check(r):
        return r.date(name) is None


invalid_date('002', 'date_naissance')
invalid_date('004', 'date_entree')
invalid_date('007', 'date_debut_sequence')
invalid_date('013', 'date_debut_sous_sequence')
invalid_date('019', 'date_fin_sous_sequence')


@control('003', 'date_naissance date_entree')
def c003(r):  # R33: more than 120 calendar years
    birth, entry = r.date('date_naissance'), r.date('date_entree')
    if birth is None or entry is None:
        return False
    return birth > entry or (birth.year + 120, birth.month, birth.day) < (entry.year, entry.month, entry.day)


def date_order(code, first, second):
    @control(code, first + ' ' + second)
    def check(r):  # R5
        return later(r.date(first), r.date(second))


date_order('005', 'date_entree', 'date_debut_sequence')
date_order('006', 'date_entree', 'date_debut_sous_sequence')
date_order('009', 'date_debut_sequence', 'date_debut_sous_sequence')
date_order('010', 'date_debut_sequence', 'date_sortie')
date_order('011', 'date_debut_sequence', 'date_fin_sequence')
date_order('012', 'date_debut_sequence', 'date_fin_sous_sequence')
date_order('016', 'date_debut_sous_sequence', 'date_sortie')
date_order('017', 'date_debut_sous_sequence', 'date_fin_sequence')
date_order('018', 'date_debut_sous_sequence', 'date_fin_sous_sequence')
date_order('023', 'date_fin_sous_sequence', 'date_sortie')
date_order('024', 'date_fin_sous_sequence', 'date_fin_sequence')
date_order('046', 'date_fin_sequence', 'date_sortie')


@control('025', 'mpp')
def c025(r):  # R17
    return not mpp_listed(r)


@control('026', 'ik')
def c026(r):  # R17
    return not ik_listed(r)


@control('028', 'date_sortie mode_sortie')
def c028(r):
    return filled(r.field('mode_sortie')) and r.date('date_sortie') is None


@control('040', 'finess_epmsi')
def c040(r):  # R6
    return FINESS_SHAPE.fullmatch(r.field('finess_epmsi')) is None


@control('041', 'finess_geo')
def c041(r):  # R6
    return FINESS_SHAPE.fullmatch(r.field('finess_geo')) is None


@control('042', 'sexe')
def c042(r):  # R18: 3 from 2023
    return not one_of(r.field('sexe'), sexes(r))


@control('043', 'mode_entree')
def c043(r):
    return not one_of(r.field('mode_entree'), b'678')


@control('044', 'mode_entree provenance')
def c044(r):  # R6: not when the mode is invalid; R18: 9 with mode 8 from 2021
    mode, provenance = r.field('mode_entree'), r.field('provenance')
    if mode in (b'6', b'7'):
        return not one_of(provenance, b'12346')
    return mode == b'8' and not one_of(provenance, provenances_at_home(r))


@control('045', 'date_sortie')
def c045(r):
    return filled(r.field('date_sortie')) and r.date('date_sortie') is None


@control('047', 'date_fin_sequence')
def c047(r):
    return filled(r.field('date_fin_sequence')) and r.date('date_fin_sequence') is None


@control('050', 'mode_sortie')
def c050(r):
    return not one_of(r.field('mode_sortie'), b' 6789')


@control('051', 'mode_sortie destination')
def c051(r):  # R6: not when the mode is invalid; R33: with mode 9 or blank, blank only
    mode, destination = r.field('mode_sortie'), r.field('destination')
    if mode in (b'6', b'7'):
        return not one_of(destination, b'12346')
    if mode == b'8':
        return not one_of(destination, b'78 ')
    return mode in (b'9', b' ') and destination != b' '


@control('053', 'dp')
def c053(r):  # R15, R23: the shape
    return not cim10(r.field('dp'))


@control('056', 'mpp mpa')
def c056(r):  # R17; R24: an `erronee` pair of listed modes
    return not mpa_listed(r) or status(r) == 'erronee'


def adl_score(code, name):
    @control(code, name)
    def check(r):
        return not one_of(r.field(name), b'1234')


adl_score('060', 'avq_habillage')
adl_score('061', 'avq_locomotion')
adl_score('062', 'avq_alimentation')
adl_score('063', 'avq_continence')
adl_score('064', 'avq_comportement')
adl_score('065', 'avq_relation')


@control('066', 'type_domicile')
def c066(r):  # R18: 4 and 5 from 2013, 6 from 2018
    return not one_of(r.field('type_domicile'), domiciles(r))


@control('068', 'mpd1 mpd2 mpd3 mpd4 mpd5')
def c068(r):  # R6: 00 and blanks accepted
    accepted = DOCUMENTARY_MODES | {b'00', b'  '}
    return any(r.field('mpd%d' % i) not in accepted for i in (1, 2, 3, 4, 5))


@control('070', 'n_da')
def c070(r):
    return not filled(r.field('n_da'))


@control('071', 'n_da')
def c071(r):  # R14: a blank raises 070 and not its twin
    return filled(r.field('n_da')) and not numeric(r.field('n_da'))


@control('072', 'n_zones_ccam')
def c072(r):
    return not filled(r.field('n_zones_ccam'))


@control('073', 'n_zones_ccam')
def c073(r):  # R14: a blank raises 072 and not its twin
    return filled(r.field('n_zones_ccam')) and not numeric(r.field('n_zones_ccam'))


@control('075', 'da')
def c075(r):  # R15, R23
    return any(not cim10(d['da']) for d in r.groups['da'])


@control('075', 'da1 da2 da3 da4 da5 da6 da7')
def c075_fixed(r):  # R23: seven fixed DA, the filled ones
    slots = [r.field('da%d' % i) for i in range(1, 8)]
    return any(filled(d) and not cim10(d) for d in slots)


@control('079', 'ccam')
def c079(r):  # R15, R23
    return any(CCAM_SHAPE.fullmatch(a['code_ccam']) is None for a in r.groups['ccam'])


@control('080', 'ccam', first=2014)
def c080(r):  # R33: a blank is accepted
    extensions = [a['extension_doc'] for a in r.groups['ccam'] if filled(a['extension_doc'])]
    return any(ALNUM.fullmatch(e) is None or e in b'OIoi' for e in extensions)


@control('081', 'ccam')
def c081(r):
    return any(not filled(a['n_realisations']) for a in r.groups['ccam'])


@control('082', 'ccam')
def c082(r):  # R14: a blank raises 081 and not its twin
    return any(filled(a['n_realisations']) and not positive(a['n_realisations']) for a in r.groups['ccam'])


def positive(raw):
    return numeric(raw) and int(raw) > 0


@control('085', 'ccam date_debut_sous_sequence date_fin_sous_sequence')
def c085(r):  # R5
    start, end = r.date('date_debut_sous_sequence'), r.end
    for act in r.groups['ccam']:
        if filled(act['date_realisation']):
            day = read_date(act['date_realisation'])
            if day is None or later(start, day) or later(day, end):
                return True
    return False


@control('086', 'no_sequence')
def c086(r):
    return not positive(r.field('no_sequence'))


@control('087', 'no_sous_sequence')
def c087(r):
    return not positive(r.field('no_sous_sequence'))


@control('088', 'derniere_sous_sequence')
def c088(r):
    return not one_of(r.field('derniere_sous_sequence'), b'12')


@control('089', 'derniere_sous_sequence date_sortie date_fin_sequence')
def c089(r):  # R5: raised unless the three dates are valid and equal
    dates = {r.date('date_sortie'), r.date('date_fin_sequence'), r.end}
    return r.field('derniere_sous_sequence') == b'1' and (None in dates or len(dates) > 1)


@control('091', '')
def c091(r):  # R17: for a valid end date only; of a RAPSS the month is known
    return r.end is not None and r.classification is None and r.engine.classifications != []


@control('093', 'no_entree', sector='ex-OQN')
def c093(r):  # R6
    return not numeric(r.field('no_entree'))


@control('094', 'no_facture', sector='ex-OQN')
def c094(r):  # R6
    return not numeric(r.field('no_facture'))


@control('095', 'facturable', sector='ex-OQN')
def c095(r):  # R6
    return not one_of(r.field('facturable'), b'0123')


@control('096', 'facturable motif_non_facturation', sector='ex-OQN')
def c096(r):  # R6; R18: E from 2022, 6 to 8 from 2024
    motif = r.field('motif_non_facturation')
    if r.field('facturable') == b'0':
        return not one_of(motif, motifs(r))
    return filled(motif)


@control('100', 'n_dcmpp', first=2012)
def c100(r):  # R6: 0 accepted from H07 on (H05, H15 and their RAPSS are the older layouts with this count)
    count = r.count('n_dcmpp')
    return count is None or (count == 0 and r.layout.code in ('H05', 'H15', 'H25'))


@control('101', 'n_dcmpa', first=2012)
def c101(r):
    return r.count('n_dcmpa') is None


@control('102', 'dcmpp', first=2012)
def c102(r):  # R15, R23
    return any(not cim10(d['dcmpp']) for d in r.groups['dcmpp'])


@control('103', 'dcmpa', first=2012)
def c103(r):  # R15, R23
    return any(not cim10(d['dcmpa']) for d in r.groups['dcmpa'])


@control('104', 'confirmation_codage', first=2012)
def c104(r):
    return r.field('confirmation_codage') not in (b'1', b' ')


@control('105', 'confirmation_codage mpp mpa', first=2012)
def c105(r):  # R24
    found = known_pair(r)
    return found is not None and found[3] == '1' and r.field('confirmation_codage') == b' '


@control('106', 'confirmation_codage mpp mpa', first=2012)
def c106(r):  # R24
    found = known_pair(r)
    return found is not None and found[3] == '0' and r.field('confirmation_codage') == b'1'


def has_mpa(r):
    """R25: MPA 00 is "no MPA" for 108 and 531."""
    return filled(r.field('mpa')) and r.field('mpa') != b'00'


@control('108', 'mpa n_dcmpa', first=2014)
def c108(r):  # R14: does not run when the count is not numeric
    return has_mpa(r) and r.count('n_dcmpa') == 0


@control('141', 'ccam', first=2016)
def c141(r):
    extensions = [a.get('extension_pmsi', b'   ') for a in r.groups['ccam']]  # R25: not in every layout
    return any(filled(e) and re.fullmatch(rb'-[0-9]{2}', e) is None for e in extensions)


@control('500', 'date_entree')
def c500(r):  # R10
    return later(r.date('date_entree'), r.engine.today)


@control('501', 'date_sortie')
def c501(r):  # R10
    return later(r.date('date_sortie'), r.engine.today)


@control('505', 'date_entree')
def c505(r):
    return later(date(1984, 1, 1), r.date('date_entree'))


@control('514', 'code_postal')
def c514(r):
    code = r.field('code_postal').strip(b' ')
    return len(code) < 5 or not numeric(code)


@control('517', 'mpp mpa')
def c517(r):
    return status(r) == 'non_autorisee'


@control('524', 'mpp mpa ik', last=2016)
def c524(r):  # R24
    return below_minimum(r)


@control('535', 'mpp mpa ik', first=2017)
def c535(r):  # R24
    return below_minimum(r)


@control('525', 'mpp mpa ik')
def c525(r):  # R24
    found = known_pair(r)
    return found is not None and ik_listed(r) and found[2] is not None and int(r.field('ik')) > found[2]


@control('530', 'mpp mpa')
def c530(r):
    return status(r) == 'inattendue'


@control('531', 'mpa n_dcmpa n_da', first=2012, last=2016)
def c531(r):  # R14
    return has_mpa(r) and r.count('n_dcmpa') == 0 and r.count('n_da') == 0


@control('532', 'ccam', first=2014)
def c532(r):
    return any(a['activite'] == b'4' and not filled(a['extension_doc']) for a in r.groups['ccam'])


@control('534', 'ccam', first=2016)
def c534(r):
    return any(not filled(a['date_realisation']) for a in r.groups['ccam'])


@lru_cache(maxsize=None)
def controls_of(layout, year):
    """The controls that run on a layout in a year (kept, for speed)."""
    return [(code, function) for code, fields, first, last, sector, function in CONTROLS
            if first <= year <= last and sector in (None, layout.sector)
            and all(layout.has(f) for f in fields)]


def fg_codes(r):
    """The codes of one record, rising, each once."""
    return sorted({code for code, function in controls_of(r.layout, r.year) if function(r)})


# ---------------------------------------------------------------------------------------------------- grouping

class Zone:
    def __init__(self, ght, first, last, days, how):
        self.ght, self.first, self.last, self.days, self.how = ght, first, last, days, how
        self.kept = None                # R7: the days that 529 leaves; None = it removed none


class Result:
    def __init__(self, code, ghpc, zones):
        self.code, self.ghpc, self.zones = code, ghpc, zones


def blocked(r, code):
    """R3: GHPC 9999, one zone GHT 99, 0 day, the dates of the sub-sequence, each blank if invalid."""
    return Result(code, '9999', [Zone('99', *r.zone_dates(), 0, '')])


def cut_ranks(periods, rank, days):
    """R1, R2: (period, first rank, last rank) of each period that has at least one day, in order."""
    for period, (du, au) in enumerate(periods):
        first, last = max(rank, du), rank + days - 1 if au is None else min(rank + days - 1, au)
        if first <= last:
            yield period, first, last


def cut_zones(r):
    """R2: one zone per period, not merged when two share a GHT."""
    rank, days, start = r.span()
    mpp, mpa, ik = r.field('mpp'), r.field('mpa'), int(r.field('ik'))
    zones = []
    for period, first, last in cut_ranks(r.classification.periods, rank, days):
        ght, how = r.classification.group(mpp, mpa, ik, period)
        zones.append(Zone(ght, day_after(start, first - rank), day_after(start, last - rank), last - first + 1, how))
    return zones


def group(r):
    """The result of one record."""
    if r.place in r.engine.overwritten:                 # R9, with --chainage
        return blocked(r, '999')
    codes = fg_codes(r)
    if codes and codes[0] < '500':                      # R3: the smallest blocking code
        return blocked(r, codes[0])
    zones = cut_zones(r)
    if '529' in codes:
        r.engine.conventions.remove_days(r, zones)      # R7
    association_error = any(c in codes for c in ('517', '524', '535', '525'))
    ghpc = '9999' if association_error else \
        r.classification.group_of_triple(r.field('mpp'), r.field('mpa'), int(r.field('ik')))
    if any(z.ght is None for z in zones):
        return blocked(r, '901')                        # R13: triple or period unknown
    if any(z.days > 999 for z in zones):
        return blocked(r, '904')                        # R2
    code = '529' if '529' in codes else codes[0] if codes else '000'
    return Result(code, ghpc or '', zones)              # R4; R47: a GHPC unknown beside known GHT is blank


def codes_with_ours(r):
    """The FG codes and, where no official code blocks, the one of 901 and 904 that decides (R13)."""
    codes = fg_codes(r)
    if not r.engine.classifications:    # R38: no group
        return codes
    if not any(c < '500' for c in codes) and group(r).code in ('901', '904'):
        codes.append(group(r).code)
    return codes


def how_grouped(zones):
    """`groupement` of a record: each way once, in the order of the contract."""
    ways = {z.how for z in zones}
    return '+'.join(w for w in ('poids', 'observe', 'deduit') if w in ways)


def version_written(classification):
    """R32: X first when not official, two blanks without a classification."""
    if classification is None:
        return '  '
    return classification.version if classification.official else 'X' + classification.version[1]


def grouping_block(r, result):
    block = version_written(r.classification) + result.code + result.ghpc.ljust(4) + str(len(result.zones))
    for z in result.zones:
        block += z.ght + jjmmaaaa(z.first) + jjmmaaaa(z.last) + '%03d' % z.days
    return block.encode()


def grouped_line(r, result):
    """The record in its own grouped format, its bytes and its line ending kept."""
    body = r.line[3:r.grouping_start]
    return r.layout.grouped_code.encode() + body + grouping_block(r, result) + r.ending


def classification_columns(r):
    """`classification` and `officielle` of a record that is grouped here."""
    c = r.classification
    return ['', ''] if c is None else [c.id, '1' if c.official else '0']


def key_columns(r):
    return [decode(os.fsencode(r.path)), str(r.number)]


def number_columns(r):
    return [r.stay, number_text(r.field('no_sequence')), number_text(r.field('no_sous_sequence'))]


GROUP_HEADER = ('fichier;ligne;format;sejour;sequence;sous_sequence;debut;fin;mpp;mpa;ik;classification;officielle;'
                'code_retour;ghpc;zones;ght_1;debut_1;fin_1;jours_1;ght_2;debut_2;fin_2;jours_2;'
                'ght_3;debut_3;fin_3;jours_3;ght_4;debut_4;fin_4;jours_4;groupement').split(';')


def group_row(r, result):
    row = key_columns(r) + [r.layout.code] + number_columns(r)
    row += [iso(r.date('date_debut_sous_sequence')), iso(r.end)]
    row += [text(r.field(name)) for name in ('mpp', 'mpa', 'ik')]
    row += classification_columns(r) + [result.code, result.ghpc, str(len(result.zones))]
    for z in result.zones:
        row += [z.ght, iso(z.first), iso(z.last), str(z.days)]
    row += [''] * (4 * (4 - len(result.zones)))
    return row + [how_grouped(result.zones)]


# ------------------------------------------------------------------------------------------------------- zones

class Priced:
    """What is priced of one record: its zones and the columns that say where they come from."""

    def __init__(self, zones, ghpc, classification, official):
        self.zones, self.ghpc, self.classification, self.official = zones, ghpc, classification, official


# Where a result stands in a record: block, count, zones. A RPSS carries one, a RAPSS two.
RPSS_RESULT = ('groupage', 'n_zones_tarifaires', 'zone_tarifaire')
PAPRICA_RESULT = ('groupage_paprica', 'n_zones_paprica', 'zone_paprica')


def zones_read(r, where=None):
    """The zones that a grouped record carries; None = 906."""
    block, count, zones = where or (PAPRICA_RESULT if r.layout.anonymous else RPSS_RESULT)
    head = r.groups[block][0]
    carried = r.groups[zones]
    if head[count] not in (b'1', b'2', b'3', b'4'):
        return None                                     # 906: a count not 1 to 4
    if any(not numeric(z['n_jours']) or not ght_usable(z['ght']) for z in carried):
        return None                                     # 906: days not numeric, GHT not 01-31 or 99
    if len(carried) > 1 and any(z['ght'] == b'99' for z in carried):
        return None                                     # 906: a 99 among others
    zones = []
    for z in carried:
        error = z['ght'] == b'99'                       # a GHT 99 has 0 day and no `groupement`
        zones.append(Zone(z['ght'].decode(), read_date(z.get('date_debut', b'')),
                          read_date(z.get('date_fin', b'')), 0 if error else int(z['n_jours']), '' if error else 'lu'))
    version = head['version_classification']
    official = '0' if version.startswith(b'X') else ''  # R32
    return Priced(zones, text(head['ghpc']), text(version), official)


def ght_usable(raw):
    return numeric(raw) and (1 <= int(raw) <= 31 or raw == b'99')


def zones_computed(r):
    if not r.can_be_grouped():                          # 906: a RAPSS without ranks or days
        return None
    result = group(r)
    identifier, official = classification_columns(r)
    return Priced(result.zones, result.ghpc, identifier, official)


# ------------------------------------------------------------------------------------------------------ tariffs

VARIANTS = {b'1': 'base', b'2': 'base', b'5': 'base', b'3': 'esms', b'4': 'esms', b'6': 'ssiad'}  # R11


def variant(r):
    """R36: blank outside 1-6. R11: a convention with forfait_soins = 0 gives base."""
    usual = VARIANTS.get(r.field('type_domicile'), '')
    return 'base' if usual == 'esms' and r.care_package == b'0' else usual


def campaign(r, forced):
    """R11: by the end; January and February take the campaign before up to 2025. R36: None when invalid."""
    if forced is not None:
        return forced
    if r.end is None:
        return None
    return r.end.year - 1 if r.end.month <= 2 and r.end.year <= 2025 else r.end.year


class Price:
    """The tariff of a zone: centimes is None for 902."""

    def __init__(self, variante, campagne, origine, centimes):
        self.variante, self.campagne, self.origine, self.centimes = variante, campagne, origine, centimes


def tariff(tariffs, year, sector, variante, ght):
    """R11: published, else derived from a published base (esms 87 %, ssiad 93 % from 2018), else 902."""
    published = tariffs.get((year, sector, variante, ght))
    if published is not None:
        return published, 'publie'
    base = tariffs.get((year, sector, 'base', ght))
    if base is not None and variante == 'esms':
        return round_half_up(Fraction(base * 87, 100)), 'calcule'
    if base is not None and variante == 'ssiad' and year >= 2018:
        return round_half_up(Fraction(base * 93, 100)), 'calcule'
    return None, ''


def price_of(r, zone, options):
    if zone.ght == '99':
        return Price('', '', '', None)
    year, variante = campaign(r, options.campagne), variant(r)
    centimes, origine = (None, '') if year is None or variante == '' else \
        tariff(r.engine.tariffs, year, r.layout.sector, variante, int(zone.ght))
    if origine and options.campagne is not None:
        origine = 'simule'
    return Price(variante, '' if year is None else '%04d' % year, origine, centimes)


def prudential(r, price, options):
    """R41: `auto` takes that of the campaign and sector; 1 before 2013; None when there should be one."""
    if options.coef_prudentiel != 'auto':
        return options.coef_prudentiel
    year = int(price.campagne)
    return r.engine.prudential.get((year, r.layout.sector), Fraction(1) if year < 2013 else None)


def amount(r, zone, price, options):
    """R12: tariff x days x coefficients, rounded half up once, per zone. None for 902 and 919."""
    if zone.ght == '99':
        return 0
    if price.centimes is None:
        return None
    coefficient = prudential(r, price, options)
    if coefficient is None:
        return None
    return round_half_up(price.centimes * zone.days * options.coef_geo * coefficient)


# --------------------------------------------------------------------------------------------- rows of `price`

ZONE_HEADER = ('fichier;ligne;sejour;sequence;sous_sequence;zone;ght;debut;fin;jours;secteur;variante;campagne;origine;'
               'tarif;facturable;montant;classification;officielle;groupement').split(';')
DAY_HEADER = ('fichier;ligne;sejour;sequence;sous_sequence;date;rang;ght;secteur;variante;campagne;origine;'
              'tarif;facturable;classification;officielle;groupement').split(';')


def money(centimes):
    return '' if centimes is None else euros(centimes)


def tariff_columns(r, price):
    return [r.layout.sector, price.variante, price.campagne, price.origine, money(price.centimes),
            '1' if r.billable else '0']


def zone_rows(r, priced, options):
    for k, z in enumerate(priced.zones, 1):
        price = price_of(r, z, options)
        yield (key_columns(r) + number_columns(r) + [str(k), z.ght, iso(z.first), iso(z.last), str(z.days)]
               + tariff_columns(r, price) + [money(amount(r, z, price, options))]
               + [priced.classification, priced.official, z.how])


def day_rows(r, priced, options):
    """One row per day counted; an invalid zone date leaves date and rank blank (R36)."""
    sequence = r.date('date_debut_sequence')
    for z in priced.zones:
        price = price_of(r, z, options)
        for day in days_counted(z):
            rank = '' if day is None or sequence is None else str((day - sequence).days + 1)
            yield (key_columns(r) + number_columns(r) + [iso(day), rank, z.ght]
                   + tariff_columns(r, price) + [priced.classification, priced.official, z.how])


def days_counted(zone):
    """R37: the days that the conventions cover; else from the zone's first date (R12)."""
    if zone.kept is not None:
        return zone.kept
    return (day_after(zone.first, i) for i in range(zone.days))


def day_after(first, days):
    if first is None or first.toordinal() + days > date.max.toordinal():
        return None
    return date.fromordinal(first.toordinal() + days)


# ------------------------------------------------------------------------------------------------------ totals

TOTAL_HEADER = ['sous_sequences', 'journees', 'montant', 'montant_facturable', 'montant_non_officiel',
                'journees_sans_tarif']
KEYS = {  # R12
    'mois': lambda r, priced, zone, price: '' if r.end is None else '%04d-%02d' % (r.end.year, r.end.month),
    'ght': lambda r, priced, zone, price: zone.ght,
    'ghpc': lambda r, priced, zone, price: priced.ghpc,
    'mpp': lambda r, priced, zone, price: text(r.field('mpp')),
    'mpa': lambda r, priced, zone, price: text(r.field('mpa')),
    'ik': lambda r, priced, zone, price: text(r.field('ik')),
    'finess': lambda r, priced, zone, price: text(r.field('finess_epmsi')),
    'finess_geo': lambda r, priced, zone, price: text(r.field('finess_geo')),
    'secteur': lambda r, priced, zone, price: r.layout.sector,
    'variante': lambda r, priced, zone, price: price.variante,
    'campagne': lambda r, priced, zone, price: price.campagne,  # blank on a GHT 99, as the column
    'groupement': lambda r, priced, zone, price: zone.how,
}


def add_to_totals(totals, keys, r, priced, options):
    """R12: sums of the rounded amounts; a record counts once in each row that it touches."""
    touched = set()
    for z in priced.zones:
        price = price_of(r, z, options)
        key = tuple(KEYS[k](r, priced, z, price) for k in keys)
        row = totals.setdefault(key, [0] * 6)
        value = amount(r, z, price, options)
        if key not in touched:
            touched.add(key)
            row[0] += 1
        row[1] += z.days
        row[2] += value or 0
        row[3] += (value or 0) if r.billable else 0
        row[4] += (value or 0) if priced.official == '0' else 0
        row[5] += z.days if value is None else 0


def total_rows(totals):
    """In the order of the keys, as text."""
    for key in sorted(totals):
        sums = totals[key]
        yield list(key) + [str(sums[0]), str(sums[1])] + [euros(c) for c in sums[2:5]] + [str(sums[5])]


# ---------------------------------------------------------------------------------------------------- commands

class Engine:
    """The tables and the options that the rules ask for."""

    def __init__(self, root, directories, today):
        self.layouts = load_layouts(root)
        self.tariffs = load_tariffs(root)
        self.prudential = load_prudential(root)
        self.modes = load_modes(root)
        self.classifications = load_classifications(directories)
        self.matrix = load_matrix(root)
        self.today = today
        self.conventions = None         # R16: without --conventions its controls do not run
        self.overwritten = set()        # R9: the places of the records that --chainage overwrites
        self.found_blocking = False     # `check` and `audit`: exit status 1
        self.read_line = partial(read_rpss, engine=self)

    def classification_at(self, day):
        """The sub-sequence's end date chooses the classification; none covers it -> None."""
        return next((c for c in self.classifications if day is not None and c.covers(day)), None)


def read_rpss(path, place, line, ending, engine):
    """(preliminary finding or None, record or None)."""
    finding, length = preliminary(line, engine.layouts)
    if finding:
        return finding, None
    return None, Record(path, place, line[:length], ending, engine.layouts[line[:3]], engine)


def read_file(path):
    return path, sys.stdin.buffer.read() if path == '-' else Path(path).read_bytes()


def read_lines(contents, engine):
    """Every line of every file, in order: (path, line number, preliminary finding or None, record or None)."""
    for rank, (path, data) in enumerate(contents):
        for number, (line, ending) in enumerate(split_lines(data), 1):
            finding, record = engine.read_line(path, (rank, number), line, ending)
            yield path, number, finding, record


def read_records(contents, engine):
    """The well-formed lines only."""
    for _, _, _, r in read_lines(contents, engine):
        if r is not None:
            yield r


def in_period(r, options):
    """--periode of other commands than check: what ends in these months; what has no end stays."""
    return options.months is None or r.end is None or options.months[0] <= (r.end.year, r.end.month) <= options.months[1]


def is_grouped_here(r, options):
    """A record is grouped by `group` and `check`, and by `price` unless its own zones are read."""
    if options.command == 'audit':
        return r.layout.grouped
    return options.command in ('group', 'check') or \
        options.command == 'price' and not (r.layout.grouped and options.zones == 'lues')


def refuse_without_classification(contents, engine, options):
    """With no classification loaded at all, a record to group stops the command before it writes (exit 4)."""
    if options.command != 'check' and not engine.classifications and any(
            is_grouped_here(r, options) and in_period(r, options) for r in read_records(contents, engine)):
        raise TableError('no classification: give --classification DIR')


def command_group(contents, engine, options):
    if options.to == 'csv':
        yield csv_line(GROUP_HEADER)
    for r in read_records(contents, engine):
        if not in_period(r, options):
            continue
        result = group(r)
        yield csv_line(group_row(r, result)) if options.to == 'csv' else grouped_line(r, result)


def priced_records(contents, engine, options):
    for r in read_records(contents, engine):
        if not in_period(r, options):
            continue
        priced = zones_computed(r) if is_grouped_here(r, options) else zones_read(r)
        if priced is not None:                          # 906: no row by zone or day, not in totals
            yield r, priced


def command_price(contents, engine, options):
    if options.by in ('zone', 'jour'):
        rows = zone_rows if options.by == 'zone' else day_rows
        yield csv_line(ZONE_HEADER if options.by == 'zone' else DAY_HEADER)
        for r, priced in priced_records(contents, engine, options):
            for row in rows(r, priced, options):
                yield csv_line(row)
    else:
        keys = [k for k in options.by.split(',') if k != 'total']   # a total has no key column
        totals = {}
        for r, priced in priced_records(contents, engine, options):
            add_to_totals(totals, keys, r, priced, options)
        yield csv_line(keys + TOTAL_HEADER)
        for row in total_rows(totals):
            yield csv_line(row)


def command_rejets(contents, engine, options):
    yield csv_line(['ligne', 'code'])
    for _, number, finding, _ in read_lines(contents, engine):
        if finding:
            yield csv_line([str(number), finding])


def command_codes(contents, engine, options):
    """The FG codes of every well-formed line; --avec-9xx adds 901 and 904 (ours)."""
    yield csv_line(['ligne', 'codes'])
    for r in read_records(contents, engine):
        codes = codes_with_ours(r) if options.avec_9xx else fg_codes(r)
        yield csv_line([str(r.number), ','.join(codes)])


COMMANDS = {'group': command_group, 'price': command_price, 'rejets': command_rejets, 'codes': command_codes}


def by_option(value):
    if value not in ('zone', 'jour') and value != 'total' and any(k not in KEYS for k in value.split(',')):
        raise argparse.ArgumentTypeError('unknown key in ' + value)
    return value


def prudential_option(value):
    return value if value == 'auto' else read_decimal(value)


def period_option(value):
    """AAAA-MM -> the first day of the year and the last day of the month (data are cumulated since 1 January)."""
    if not re.fullmatch(r'[0-9]{4}-(0[1-9]|1[0-2])', value):
        raise argparse.ArgumentTypeError('not AAAA-MM: ' + value)
    year, month = int(value[:4]), int(value[5:])
    return date(year, 1, 1), date(year, month, calendar.monthrange(year, month)[1])


def months_option(value):
    """AAAA, AAAA-MM or AAAA-MM..AAAA-MM -> the first (year, month) and the last."""
    if re.fullmatch('[0-9]{4}', value):
        return (int(value), 1), (int(value), 12)
    first, last = (value.split('..') * 2)[:2]
    return tuple(tuple(int(n) for n in month.split('-')) for month in (first, last))


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description='Second implementation of the PMSI-HAD grouping and tariff engine.')
    parser.add_argument('command', choices=sorted(COMMANDS))
    parser.add_argument('files', nargs='+', metavar='FILE')
    parser.add_argument('--tables-root', type=Path, default=Path(__file__).resolve().parents[3] / 'tables')
    parser.add_argument('--classification', action='append', default=[], metavar='DIR')
    parser.add_argument('--date', type=date.fromisoformat, metavar='AAAA-MM-JJ')
    parser.add_argument('--to', choices=['csv', 'rpss'], default='rpss')
    parser.add_argument('--by', type=by_option, default='zone')
    parser.add_argument('--zones', choices=['lues', 'calculees'], default='lues')
    parser.add_argument('--coef-geo', type=read_decimal, default=Fraction(1))
    parser.add_argument('--coef-prudentiel', type=prudential_option, default=Fraction(1))
    parser.add_argument('--campagne', type=int, metavar='AAAA')
    parser.add_argument('--avec-9xx', action='store_true')
    parser.add_argument('--conventions', metavar='FILE')
    parser.add_argument('--chainage', action='store_true')
    parser.add_argument('--seuil', type=date.fromisoformat, metavar='AAAA-MM-JJ')
    parser.add_argument('--ensemble', action='store_true')
    parser.add_argument('--doublons', action='store_true')      # nothing is refused here
    parser.add_argument('--periode', metavar='AAAA-MM')
    parser.add_argument('--codes', action='store_true')
    parser.add_argument('--avertissements', action='store_true')
    parser.add_argument('-o', '--output', type=Path, metavar='DIR')
    options = parser.parse_intermixed_args(arguments)
    options.months = None
    if options.periode is not None and options.command == 'check':
        options.periode = period_option(options.periode)
    elif options.periode is not None:
        options.months, options.periode = months_option(options.periode), None
    if options.chainage and '-' in options.files:
        parser.error('--chainage: regular files only')
    return options


def main(arguments, prepare):
    """`prepare(contents, engine, options)` is what the other files do before a command runs."""
    options = parse_arguments(arguments)
    try:
        engine = Engine(options.tables_root, options.classification, options.date)
        contents = [read_file(path) for path in options.files]
        prepare(contents, engine, options)
        refuse_without_classification(contents, engine, options)
    except TableError as e:
        print('second.py: ' + str(e), file=sys.stderr)
        return 4
    except UsageError as e:
        print('second.py: ' + str(e), file=sys.stderr)
        return 2
    except OSError as e:
        print('second.py: %s: %s' % (e.filename, e.strerror), file=sys.stderr)
        return 3
    try:
        sys.stdout.buffer.writelines(COMMANDS[options.command](contents, engine, options))
        sys.stdout.buffer.flush()
    except BrokenPipeError:                             # the reader has gone: quiet
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if engine.found_blocking else 0


if __name__ == '__main__':
    sys.dont_write_bytecode = True                      # no __pycache__ in the source tree
    import second_audit                                 # it imports this file as `second` and completes it
    sys.exit(second_audit.main(sys.argv[1:]))
