#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The second implementation, continued: RAPSS, `audit`, `learn`.

Written like second.py from the description of the job only, without reading the C program.

    second_audit.py audit [--classification DIR]... FILE...
    second_audit.py learn -o DIR FILE...
    second_audit.py price FILE...

`audit` is `had audit --to csv`. `learn` writes what `had tables learn` writes, but for the text of `source`,
and prints the same findings (907, 908, 909), but for IK bounds between two triples and versions that overlap.
Both say on standard error what they left out.
"""

import calendar
import re
import sys
from bisect import bisect_left
from collections import Counter
from datetime import date, timedelta
from functools import partial

sys.dont_write_bytecode = True          # no __pycache__ in the source tree
import second  # noqa: E402
import second_check  # noqa: E402
from second import CONTROL_BYTES, PAPRICA_RESULT, RPSS_RESULT, Record, filled, numeric, text  # noqa: E402

# ------------------------------------------------------------------------------------------------- RAPSS layouts

TAG = slice(9, 12)                      # a RAPSS says its format behind its FINESS
SITE_RESULT = ('groupage_etab', 'n_zones_etab', 'zone_etab')
SITE_GROUPS = ('groupage_etab', 'zone_etab')
# D1: bytes 156-164 are a filler or not; which start of the variable part, from 0, is tried first.
D1_BYTES = slice(155, 164)
D1_STARTS = {'H33': [155, 164], 'H35': [164, 155], 'H36': [164, 155], 'H37': [164, 155], 'H38': [164, 155]}
CONVENTION_CODES = {'029', '030', '031', '032', '033', '034', '035', '036', '107', '529'}


class RapssLayout(second.Layout):
    """The layout of a RAPSS. `has` is what a control may use: no group, no field of another length."""

    anonymous = True

    def __init__(self, code, sector, rpss_lengths):
        super().__init__(code, sector, True)
        self.rpss_lengths = rpss_lengths        # field -> the lengths that it has in RPSS

    def has(self, name):
        """Controls look only at fields that a RAPSS carries under the same name, with the same length."""
        if name not in self.fields:
            return False
        where = self.fields[name]
        return where.stop - where.start in self.rpss_lengths.get(name, ())

    def runs(self, code):
        """Whether the control of a code runs on this layout."""
        if code in CONVENTION_CODES:
            return False
        return any(c == code and sector in (None, self.sector) and all(self.has(f) for f in fields)
                   for c, fields, _, _, sector, _ in second.CONTROLS)


def rpss_field_lengths(layouts):
    lengths = {}
    for layout in layouts.values():
        for name, where in layout.fields.items():
            lengths.setdefault(name, set()).add(where.stop - where.start)
    return lengths


def load_rapss_layouts(root, rpss_layouts):
    lengths = rpss_field_lengths(rpss_layouts)
    layouts = {}
    for row in second.read_table(root / 'layouts' / 'rapss.csv'):
        for code in row['format'].split('|'):
            layout = layouts.setdefault(code, RapssLayout(code, row['sector'], lengths))
            first, length = int(row['start']) - 1, int(row['length'])
            layout.fields[row['field']] = slice(first, first + length)
            layout.fixed_end = max(layout.fixed_end, first + length)
    second.load_groups(root / 'layouts' / 'rapss_variable.csv', layouts)
    return {code.encode(): layout for code, layout in layouts.items()}


# ----------------------------------------------------------------------------------------------- reading a RAPSS

def readings(line, layout):
    """D1 and D6: (start of the variable part, site grouping there or not), in the order they are tried."""
    starts = D1_STARTS.get(layout.code, [layout.fixed_end])
    if len(starts) > 1 and filled(line[D1_BYTES]):
        starts = [D1_BYTES.start]
    return [(start, site) for site in (True, False) for start in starts]


def cut(line, layout, reading):
    """(groups, end of the record) in one reading, or None when the line is too short for it."""
    position, site = reading
    groups = {}
    for name, counter, items in layout.groups:
        groups[name] = []
        if name in SITE_GROUPS and not site:
            continue
        for _ in range(repeats(line, layout, groups, counter)):
            occurrence = {}
            for item, length in items:
                occurrence[item] = line[position:position + length]
                position += length
            groups[name].append(occurrence)
        if position > len(line):
            return None
    return groups, position


def repeats(line, layout, groups, counter):
    """R14: a count that is not numeric is 0."""
    if counter is None:
        return 1
    for block, count, _ in (SITE_RESULT, PAPRICA_RESULT):
        if counter == count:
            raw = groups[block][0][count]
            break
    else:
        raw = line[layout.fields[counter]]
    return int(raw) if numeric(raw) else 0


def believed(line, layout, reading, groups):
    """D1: a start that is not the default, or that takes blanks for groups, is believed only with the H of a RPSS
    code where it should be."""
    start = reading[0]
    blank = layout.code in D1_STARTS and start == D1_BYTES.start and not filled(line[D1_BYTES])
    return (start == layout.fixed_end and not blank) or groups['rpss_version'][0]['rpss_format_version'].startswith(b'H')


def fit(line, layout):
    """The first reading that fits the length, extra trailing blanks apart: (reading, groups, length) or None."""
    if len(line) < min(D1_STARTS.get(layout.code, [layout.fixed_end])):
        return None
    for reading in readings(line, layout):
        found = cut(line, layout, reading)
        if found is not None and not filled(line[found[1]:]) and believed(line, layout, reading, found[0]):
            return reading, found[0], found[1]
    return None


class Rapss(Record):
    """One well-formed RAPSS, with what the rules ask of a Record."""

    def __init__(self, path, place, line, ending, layout, engine, reading, groups):
        self.reading, self.found_groups = reading, groups
        super().__init__(path, place, line, ending, layout, engine)

    def cut_groups(self):
        self.groups = self.found_groups

    def ending_day(self):
        """The last day of the month of the end."""
        year, month = self.count('annee_fin_sous_sequence'), self.count('mois_fin_sous_sequence')
        if year is None or month is None or year < 1 or not 1 <= month <= 12:
            return None
        return date(year, month, calendar.monthrange(year, month)[1])

    def zone_dates(self):
        return None, None

    def span(self):
        """Rank of the first day, days; no date."""
        return self.count('delai_debut_sous_sequence') + 1, self.count('n_jours_sous_sequence'), None

    def can_be_grouped(self):
        """906: rank or days not numeric, no day, or no end."""
        return self.count('delai_debut_sous_sequence') is not None and bool(self.count('n_jours_sous_sequence')) \
            and self.end is not None

    @property
    def stay(self):
        return text(self.field('no_seq_sejour'))


def read_line(path, place, line, ending, engine, layouts):
    """A RPSS or a RAPSS, each by its own tag."""
    layout = None if line[:3] in engine.layouts else layouts.get(line[TAG])
    if layout is None:
        return second.read_rpss(path, place, line, ending, engine)
    found = fit(line, layout)
    if found is None:
        return 'LONGUEUR INCORRECTE', None
    if CONTROL_BYTES.search(line):
        return 'CARACTERE ILLICITE', None
    reading, groups, length = found
    return None, Rapss(path, place, line[:length], ending, layout, engine, reading, groups)


# -------------------------------------------------------------------------------------------------------- audit

AUDIT_HEADER = ('fichier;ligne;sejour;sequence;sous_sequence;source;classification_lue;code_lu;code;ghpc_lu;ghpc;'
                'zones_lues;zones;ecart;montant_lu;montant').split(';')


def sources(r):
    """(source, where its result stands), those that are filled."""
    if not r.layout.anonymous:
        yield 'etablissement', RPSS_RESULT
        return
    site = r.groups[SITE_RESULT[0]]
    if site and any(filled(raw) for raw in site[0].values()):
        yield 'etablissement', SITE_RESULT
    yield 'paprica', PAPRICA_RESULT


def zones_text(zones):
    return '+'.join('%sx%d' % (z.ght, z.days) for z in zones)


def total(r, zones, options):
    """The sum of the amounts (R12), blank when a zone has no tariff."""
    amounts = [second.amount(r, z, second.price_of(r, z, options), options) for z in zones]
    return '' if None in amounts else second.euros(sum(amounts))


def is_blocking(code):
    return code < '500' or code == '999'


def not_run(r, code):
    """A code of the State that this RAPSS could not give: 999, 529, or one whose control lacks its fields."""
    return r.layout.anonymous and (code == '999' or code in KNOWN_CODES and not r.layout.runs(code))


def differences(code_lu, ghpc_lu, read, result, compares_code):
    """What differs, in the order of the contract. `read` = zones read, None = 906."""
    found = {'code': compares_code and code_lu != result.code, 'ghpc': ghpc_lu != result.ghpc}
    if read is None or len(read) != len(result.zones):
        found['zones'] = True
    else:
        pairs = list(zip(read, result.zones))
        found['ght'] = any(a.ght != b.ght for a, b in pairs)
        found['jours'] = (compares_code or code_lu != '529') and any(a.days != b.days for a, b in pairs)
    return [name for name in ('code', 'ghpc', 'ght', 'jours', 'zones') if found.get(name)]


def audit_row(r, source, where, result, options):
    """The row of one record and source, or None when nothing differs or nothing can be compared."""
    head = r.groups[where[0]][0]
    code_lu, ghpc_lu = text(head['code_retour']), text(head['ghpc'])
    lacking = not_run(r, code_lu)
    if lacking and is_blocking(code_lu):
        return None
    priced = second.zones_read(r, where)
    read = None if priced is None else priced.zones
    found = differences(code_lu, ghpc_lu, read, result, not lacking)
    if not found:
        return None
    return second.key_columns(r) + second.number_columns(r) + [
        source, text(head['version_classification']), code_lu, result.code, ghpc_lu, result.ghpc,
        '' if read is None else zones_text(read), zones_text(result.zones), '+'.join(found),
        '' if read is None else total(r, read, options), total(r, result.zones, options)]


def command_audit(contents, engine, options):
    counts = Counter()
    yield second.csv_line(AUDIT_HEADER)
    for _, _, finding, r in second.read_lines(contents, engine):
        if r is None:
            counts[finding] += 1
        elif not second.in_period(r, options):
            counts['out of period'] += 1
        elif not r.layout.grouped:
            counts['907'] += 1
        elif not r.can_be_grouped():
            counts['906'] += 1
        else:
            result = second.group(r)
            for source, where in sources(r):
                row = audit_row(r, source, where, result, options)
                if row is not None:
                    engine.found_blocking = True
                    yield second.csv_line(row)
                counts['compared' if row is None else 'different'] += 1
    say(counts)


def say(counts):
    for name in sorted(counts):
        print('%s: %d' % (name, counts[name]), file=sys.stderr)


# -------------------------------------------------------------------------------------------------------- learn

PERIODS = second.DEFAULT_PERIODS
CELLS = ('ghpc', 'ght1', 'ght2', 'ght3', 'ght4')
LEARN_HEADER = ('fichier;ligne;code;version;mpp;mpa;ik;champ;valeur;attendu;fichier_premier;ligne_premier;'
                'valeur_premiere').split(';')
STATUS_OF_CODE = {'517': 'non_autorisee', '530': 'inattendue', '056': 'erronee', '000': 'autorisee'}


def first_day(r):
    """Of a RAPSS the month alone is known."""
    return r.end.replace(day=1) if r.layout.anonymous else r.end


def triple(r):
    """(mpp, mpa, ik) as written."""
    return tuple(text(r.field(name)) for name in ('mpp', 'mpa', 'ik'))


def span(r):
    """Rank and days of a record, or None when its dates do not give them."""
    if r.layout.anonymous:
        return r.span()[:2] if r.can_be_grouped() else None
    if r.date('date_debut_sequence') is None or r.date('date_debut_sous_sequence') is None:
        return None
    rank, days, _ = r.span()
    return (rank, days) if rank >= 1 and days >= 1 else None


def expected_zones(r):
    """R1, R2: (period, days) of the zones that the dates give; none when they give none."""
    place = span(r)
    ranks = second.cut_ranks(PERIODS, *place) if place else []
    return [(period, last - first + 1) for period, first, last in ranks]


def explained(zones, code, expected):
    """Whether R1 and R2 give these zones; 529 takes days away."""
    return 0 < len(expected) == len(zones) and all(
        zone.days == days or zone.days < days and code == '529' for zone, (_, days) in zip(zones, expected))


def days_text(days):
    return '+'.join(str(n) for n in days)


class Lesson:
    """What one record teaches: cells, each a value of its triple or of its pair."""

    def __init__(self, r, head, blocked):
        self.place = second.key_columns(r)
        self.version = second.decode(head['version_classification'])
        self.code = text(head['code_retour'])
        self.ghpc = text(head['ghpc'])
        self.first, self.last = first_day(r), r.end
        self.triple = triple(r)
        self.blocked = blocked
        self.finding = None             # 908: it teaches nothing
        self.cells = {'statut': self.status(r), 'ik': self.side(), 'confirmation': self.confirmation(r)}
        if not blocked and self.ghpc != '9999':
            self.cells['ghpc'] = self.ghpc

    @property
    def end(self):
        """What stands for its end: of a RAPSS, the last day of its month."""
        return self.last

    def row(self, code, name, value, expected='', seen=None):
        """A finding on this record; `seen` is the first record that said otherwise."""
        other = ['', '', ''] if seen is None else seen.place + [seen.cells[name]]
        return self.place + [code, self.version.strip(' '), *self.triple, name, value, expected] + other

    def legible(self):
        """Its triple, code, GHPC and version can stand in a table."""
        digits = self.triple + (self.code, self.ghpc)
        return [len(cell) for cell in digits] == [2, 2, 3, 3, 4] and all(numeric(cell.encode()) for cell in digits) \
            and re.fullmatch('[ -:<-~]{2}', self.version) and '"' not in self.version \
            and (self.blocked or self.code == '000' or '500' <= self.code < '900')

    def status(self, r):
        """Of the pair, from its code; 056 is also that of a mode out of the lists."""
        if self.code == '056' and not (second.mpp_listed(r) and second.mpa_listed(r)):
            return None
        return STATUS_OF_CODE.get(self.code)

    def side(self):
        """Where its IK lies of the bounds of the pair; 530 with GHPC 9999 hides a 535."""
        if self.blocked:
            return None
        if self.code in ('524', '535') or self.code == '530' and self.ghpc == '9999':
            return 'sous'
        if self.code == '525':
            return 'au-dessus'
        return 'dans' if self.ghpc != '9999' else None

    def confirmation(self, r):
        """Whether the pair asks for one: 105 and 106 run from 2012, on the layouts that have it."""
        if 'confirmation_codage' not in r.layout.fields or r.end.year < 2012:
            return None
        if self.blocked:
            return '1' if self.code == '105' else None
        return '1' if r.field('confirmation_codage') == b'1' else '0'


def lesson_of(r):
    """(what left the record out or None, its lesson or None). A blocked record still shows its code."""
    if not r.layout.grouped:
        return '907', None
    where = PAPRICA_RESULT if r.layout.anonymous else RPSS_RESULT
    priced = second.zones_read(r, where)
    if priced is None:
        return '906', None
    if r.end is None:
        return 'fin invalide', None
    lesson = Lesson(r, r.groups[where[0]][0], priced.zones[0].ght == '99')
    if lesson.blocked:
        return 'bloquant', lesson if lesson.legible() else None
    if not lesson.legible():
        return 'illisible', None
    expected = expected_zones(r)
    if not explained(priced.zones, lesson.code, expected):
        lesson.finding = lesson.row('908', 'jours', days_text(z.days for z in priced.zones),
                                    days_text(days for _, days in expected))
        return '908', lesson
    for zone, (period, _) in zip(priced.zones, expected):
        lesson.cells['ght%d' % (period + 1)] = zone.ght
    return None, lesson


def agreed(lessons, name, key, contradictions):
    """What every record says of a cell, by triple or pair; contradictory values say nothing."""
    first, refused = {}, set()
    for lesson in lessons:
        value = lesson.cells.get(name)
        if value is None:
            continue
        seen = first.setdefault(key(lesson), lesson)
        if seen.cells[name] != value:
            refused.add(key(lesson))
            contradictions.append(lesson.row('909', name, value, seen=seen))
    return {where: lesson.cells[name] for where, lesson in first.items() if where not in refused}


def of_triple(lesson):
    return lesson.triple


def of_pair(lesson):
    return lesson.triple[:2]


class Learned:
    """One classification version: its lessons in the order of reading."""

    def __init__(self, version):
        self.version = version
        self.lessons = []
        self.contradictions = []
        self.start, self.stop = None, None      # of its period: the first day, the day after the last (None = open)

    @property
    def used(self):
        return [lesson for lesson in self.lessons if not lesson.blocked]

    @property
    def ends(self):
        return sorted(lesson.end for lesson in self.used)

    @property
    def median(self):
        """The lower one."""
        return self.ends[(len(self.ends) - 1) // 2]

    def inside(self, lesson):
        return self.start is not None and self.start <= lesson.end and (self.stop is None or lesson.end < self.stop)

    def period(self):
        if self.start is None:
            return ''
        return self.start.isoformat() + '..' + ('' if self.stop is None else (self.stop - ONE_DAY).isoformat())

    def leave_out(self):
        """R34: a record on the wrong side teaches nothing."""
        wrong = [lesson for lesson in self.lessons if not self.inside(lesson)]
        self.contradictions += [lesson.row('909', 'version', lesson.end.isoformat(), self.period()) for lesson in wrong]
        self.lessons = [lesson for lesson in self.lessons if self.inside(lesson)]

    def groups(self):
        """Rows of groupes.csv: GHT as a plain number, as in ght.csv."""
        cells = {name: agreed(self.used, name, of_triple, self.contradictions) for name in CELLS}
        seen = Counter(lesson.triple for lesson in self.used)
        zones = Counter((name, lesson.triple) for lesson in self.used for name in CELLS[1:] if name in lesson.cells)
        for key in sorted(seen):
            ghpc, *ghts = [cells[name].get(key, '') for name in CELLS]
            yield [*key, ghpc] + [ght.lstrip('0') for ght in ghts] + [str(seen[key])] + \
                [str(zones[name, key]) for name in CELLS[1:]]

    def associations(self, matrix):
        """Rows of associations.csv: pairs whose status was seen, else as the published matrix says unless a code
        seen rules it out; then only those that need a row, for their confirmation or their bounds."""
        seen = agreed(self.lessons, 'statut', of_pair, self.contradictions)
        confirmations = agreed(self.lessons, 'confirmation', of_pair, self.contradictions)
        sides = {}
        for (mpp, mpa, ik), side in agreed(self.used, 'ik', of_triple, self.contradictions).items():
            sides.setdefault((mpp, mpa), {})[int(ik)] = side
        not_erronee, not_forbidden = self.ruled_out()
        for pair in sorted({*matrix, *seen, *not_erronee}):
            bounds, confirmation = ik_bounds(sides.get(pair, {})), confirmations.get(pair, '0')
            status = seen.get(pair, matrix.get(pair))
            if pair not in seen and pair in not_erronee and (
                    status in (None, 'erronee') or status == 'non_autorisee' and pair in not_forbidden):
                status = 'autorisee' if confirmation == '1' or bounds != ['10', '100'] else None
            if status:
                yield [*pair, status, *bounds, confirmation]

    def ruled_out(self):
        """Pairs that are surely not erronee, not non_autorisee: the code is the smallest, but for 529 and ours."""
        not_erronee, not_forbidden = set(), set()
        for lesson in self.lessons:
            smallest = lesson.code != '529' and lesson.code < '900'
            if not lesson.blocked or smallest and lesson.code > '056':
                not_erronee.add(of_pair(lesson))
            if lesson.code == '000' or not lesson.blocked and lesson.ghpc != '9999' or smallest and lesson.code > '517':
                not_forbidden.add(of_pair(lesson))
        return not_erronee, not_forbidden


def ik_bounds(sides):
    """ik_min, ik_max of a pair. An IK below the bounds contradicts a lower one within them, and so on."""
    below = [ik for ik, side in sides.items() if side == 'sous'
             and not any(other < ik and sides[other] != 'sous' for other in sides)]
    above = [ik for ik, side in sides.items() if side == 'au-dessus'
             and not any(other > ik and sides[other] != 'au-dessus' for other in sides)]
    low, high = max(below, default=0) + 10, min(above, default=110) - 10
    # Bounds that leave no IK contradict each other.
    return [str(low), str(high)] if low <= high else ['10', '100']


ONE_DAY = timedelta(days=1)


def campaign(year):
    return date(year, 1, 1) if year >= 2026 else date(year, 3, 1)


def boundary(older, newer):
    """R34: the day that the newer of two neighbours begins."""
    first, last = min(older.ends[0], newer.ends[0]), max(older.ends[-1], newer.ends[-1])

    def fewest(days):
        """(records on the wrong side, the earliest day that leaves so few)."""
        days = sorted(days)
        counts = [(len(older.ends) - bisect_left(older.ends, day) + bisect_left(newer.ends, day)) for day in days]
        return min(zip(counts, days))

    wrong, day = fewest(campaign(year) for year in range(max(first.year - 1, 1), min(last.year + 1, 9999) + 1))
    if wrong < 5 or any(100 * wrong < len(version.ends) for version in (older, newer)):
        return day
    others = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if last < date.max:
        others.append(last + ONE_DAY)
    fewer, other = fewest(others)
    return other if fewer * 2 < wrong else day


def put_dates(versions):
    """The versions that are written, dated: those that have a record in their period. A boundary that is not after
    the one before leaves none."""
    versions = sorted(versions, key=lambda v: (v.median, v.version))
    while True:
        starts = [versions[0].ends[0]] + [boundary(*pair) for pair in zip(versions, versions[1:])]
        for version, start, stop in zip(versions, starts, starts[1:] + [None]):
            version.start, version.stop = start, stop
        empty = [v for v in versions if not any(v.inside(lesson) for lesson in v.used)]
        if not empty:
            break
        empty[0].start = None
        versions.remove(empty[0])
    if versions[0].start is not None:
        versions[0].start = min(lesson.first for lesson in versions[0].used)
    return versions


def load_matrix(root):
    """The published matrix of 2019."""
    return {(r['mpp'], r['mpa']): r['statut'] for r in second.read_table(root / 'associations.csv')}


def directory_name(version):
    return 'appris-' + re.sub('[^0-9A-Za-z]', '_', version)


def write_table(path, head, rows):
    path.write_bytes(b''.join(second.csv_line(row) for row in [head, *rows]))


def learned_versions(contents, engine, counts, findings):
    versions = {}
    for _, _, finding, r in second.read_lines(contents, engine):
        why, lesson = (finding, None) if r is None else lesson_of(r)
        counts[why or 'appris'] += 1
        if why == '907':
            findings.append(second.key_columns(r) + ['907', '', *triple(r)] + [''] * 6)
        elif why == '908':
            findings.append(lesson.finding)
        elif lesson is not None:
            versions.setdefault(lesson.version, Learned(lesson.version)).lessons.append(lesson)
    used = [v for v in versions.values() if v.used]
    written = put_dates(used) if used else []
    for version in used:
        version.leave_out()
        findings += version.contradictions
        version.contradictions = []
    return written


def command_learn(contents, engine, options):
    counts = Counter()
    findings = []
    versions = learned_versions(contents, engine, counts, findings)
    matrix = load_matrix(options.tables_root)
    for version in versions:
        start, end = version.start, '' if version.stop is None else (version.stop - ONE_DAY).isoformat()
        directory = options.output / directory_name(version.version)
        directory.mkdir(parents=True, exist_ok=True)
        write_table(directory / 'classification.csv', ['cle', 'valeur'], [
            ['id', directory.name], ['version', version.version], ['debut', start.isoformat()], ['fin', end],
            ['officielle', '0'], ['source', 'appris']])
        write_table(directory / 'groupes.csv', ['mpp', 'mpa', 'ik', *CELLS, 'n', 'n1', 'n2', 'n3', 'n4'],
                    version.groups())
        write_table(directory / 'associations.csv', ['mpp', 'mpa', 'statut', 'ik_min', 'ik_max', 'confirmation'],
                    version.associations(matrix))
        findings += version.contradictions
    yield second.csv_line(LEARN_HEADER)
    for row in findings:
        yield second.csv_line(row)
    say(counts)


# --------------------------------------------------------------------------------------------------------- main

def prepare(contents, engine, options):
    if options.command in ('price', 'audit', 'learn'):
        layouts = load_rapss_layouts(options.tables_root, engine.layouts)
        engine.read_line = partial(read_line, engine=engine, layouts=layouts)
    second_check.prepare(contents, engine, options)
    if options.command == 'price' and options.by == 'jour' \
            and any(r.layout.anonymous for r in second.read_records(contents, engine)):
        raise second.UsageError('--by jour: a RAPSS has no dates')
    if options.command == 'learn' and options.output is None:
        raise second.UsageError('learn: give -o DIR')


second.COMMANDS.update(audit=command_audit, learn=command_learn)
KNOWN_CODES = {code for code, *_ in second.CONTROLS} | {'083', '084', '142', '533'}     # these four need a list
main = partial(second.main, prepare=prepare)

if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
