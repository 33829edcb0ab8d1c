#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The second implementation, continued: convention files, controls between records, `check`.

Written like second.py from the description of the job only, without reading the C program.

    second_check.py check [--codes] [--avertissements] [--periode AAAA-MM] [--seuil AAAA-MM-JJ] [--ensemble] FILE...

`check --codes` prints `fichier;ligne;code;bloquant`. `check` alone prints the first seven columns of the
contract: champ, position, longueur and libelle are words of the registry, which is not read here.
Every command of second.py runs from here too, and both take --conventions, --chainage, --seuil, --ensemble.
"""

import sys
from datetime import date
from functools import partial
from pathlib import Path

sys.dont_write_bytecode = True          # no __pycache__ in the source tree
import second  # noqa: E402
from second import control, filled, read_date  # noqa: E402

# ------------------------------------------------------------------------------------------- convention file

CONV26 = {'finess': slice(0, 9), 'forfait': slice(9, 10), 'debut': slice(10, 18), 'fin': slice(18, 26)}
CONV28 = {'finess': slice(0, 9), 'forfait': slice(11, 12), 'debut': slice(12, 20), 'fin': slice(20, 28)}
LAYOUTS = {26: CONV26, 28: CONV28}      # R37: in any year


def whole_line(line):
    """R37, R43: the line of one of the two lengths, without blanks added to it; else None. Blanks at the end of a
    line whose end date is open are its own."""
    for length in sorted(LAYOUTS, key=lambda n: n != len(line)):
        filled_to = len(line.rstrip(b' '))
        if len(line) >= length and filled_to in (length, length - 8):
            return line[:length]
    return line[:28] if len(line) >= 28 and not filled(line[28:]) else line if len(line) == 26 else None


class Convention:
    """One line of the right length."""

    def __init__(self, line):
        layout = LAYOUTS[len(line)]
        self.finess = line[layout['finess']].strip(b' ')
        self.care_package = line[layout['forfait']]
        self.first, self.last = read_date(line[layout['debut']]), read_date(line[layout['fin']])
        if not filled(line[layout['fin']]):
            self.last = date.max        # R7: a blank end is open
        self.valid = self.first is not None and self.last is not None and self.first <= self.last

    def covers(self, day):
        return self.valid and day is not None and self.first <= day <= self.last

    def meets(self, first, last):
        """A day in common with [first, last]."""
        return self.valid and self.first <= last and first <= self.last


class Conventions:
    """The convention file; `data` is None when it cannot be read (032)."""

    def __init__(self, data, ehpa):
        self.readable = data is not None
        self.ehpa = ehpa
        self.wrong_length = False
        self.by_finess = {}
        for line in second.side_lines(data or b''):
            line = whole_line(line)
            if line is None:
                self.wrong_length = True
            else:
                convention = Convention(line)
                self.by_finess.setdefault(convention.finess, []).append(convention)
        self.everything = [c for of_finess in self.by_finess.values() for c in of_finess]
        self.invalid_period = any(not c.valid for c in self.everything)
        self.invalid_package = any(c.care_package not in (b'0', b'1') for c in self.everything)
        self.overlap = any(overlapping(of_finess) for of_finess in self.by_finess.values())

    def of(self, r):
        """The conventions of the record's establishment, in the order of the file."""
        return self.by_finess.get(r.field('finess_esms').strip(b' '), [])

    def care_package(self, r):
        """R36: that of the period that covers the end (the first in the file); R37: none covers it -> unknown."""
        if r.field('type_domicile') not in (b'3', b'4', b'5'):
            return None
        return next((c.care_package for c in self.of(r) if c.covers(r.end)), None)

    def days_covered(self, r, first, last):
        """R7: conventions add up."""
        near = [c for c in self.of(r) if c.meets(first, last)]
        days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
        return [day for day in days if any(c.covers(day) for c in near)]

    def remove_days(self, r, zones):
        """R7: the days outside leave the counts; ranks, zone dates and zones stay, even a zone left with 0 day."""
        for z in zones:
            z.kept = self.days_covered(r, z.first, z.last)
            z.days = len(z.kept)


def overlapping(conventions):
    """R37: two periods that share a day."""
    valid = sorted((c.first, c.last) for c in conventions if c.valid)
    return any(following[0] <= previous[1] for previous, following in zip(valid, valid[1:]))


def load_ehpa(root):
    """kind -> [(code, first year, last year)]; R18: 2017 means still in force."""
    modes = {'MPP': [], 'MPA': []}
    for row in second.read_table(root / 'ehpa_modes.csv', ('code', 'kind', 'from_year', 'to_year')):
        last = second.LATEST if row['to_year'] == '2017' else int(row['to_year'])
        modes[row['kind']].append((row['code'].encode(), int(row['from_year']), last))
    return modes


def load_conventions(path, root):
    ehpa = load_ehpa(root)
    return Conventions(Path(path).read_bytes(), ehpa)


# --------------------------------------------------------------------------- controls with the convention file

def given(r):
    """R16: the controls run with a convention file only; unreadable, it leaves 032 alone."""
    return r.engine.conventions is not None and r.engine.conventions.readable and not r.layout.anonymous


def housed(r):
    """Types 3, 4, 5; type 3 only before 2013."""
    return second.one_of(r.field('type_domicile'), b'3' if r.year < 2013 else b'345')


def in_care_home(r):
    """Type 3: 030 and 031 (R6), 529 (R7)."""
    return r.field('type_domicile') == b'3'


def ehpa_modes(r, kind):
    """The EHPA list of the year."""
    return {code for code, first, last in r.engine.conventions.ehpa[kind] if first <= r.year <= last}


@control('029', 'type_domicile finess_esms')
def c029(r):
    return given(r) and housed(r) and not r.engine.conventions.of(r)


@control('030', 'type_domicile finess_esms mpp')
def c030(r):  # R6; R37: not without a period that covers the end
    return given(r) and in_care_home(r) and r.care_package == b'1' and r.field('mpp') not in ehpa_modes(r, 'MPP')


@control('031', 'type_domicile finess_esms mpa')
def c031(r):  # R6, R25: 00 is "no MPA"; a blank is skipped until 2013, raised from 2014
    mpa = r.field('mpa')
    if mpa == b'00' or not filled(mpa) and r.year < 2014:
        return False
    return given(r) and in_care_home(r) and r.care_package == b'1' and mpa not in ehpa_modes(r, 'MPA')


@control('032', 'type_domicile')
def c032(r):  # R16: given but unreadable
    return r.engine.conventions is not None and not r.engine.conventions.readable and not r.layout.anonymous \
        and second.one_of(r.field('type_domicile'), b'345')


@control('033', 'type_domicile')
def c033(r):  # R37: on every housed record, as 034 to 036
    return given(r) and housed(r) and r.engine.conventions.wrong_length


@control('034', 'type_domicile')
def c034(r):
    return given(r) and housed(r) and r.engine.conventions.invalid_period


@control('035', 'type_domicile', last=2013)
def c035(r):
    return given(r) and housed(r) and r.engine.conventions.invalid_package


@control('036', 'type_domicile')
def c036(r):
    return given(r) and housed(r) and r.engine.conventions.overlap


def outside(r):
    """How the days of the sub-sequence lie: 'wholly', 'partly' or None. R5: with two valid dates, in order."""
    start = r.date('date_debut_sous_sequence')
    if start is None or r.end is None or start > r.end:
        return None
    of_finess = r.engine.conventions.of(r)
    if not of_finess:                   # 029 says it: there is no convention to be outside of
        return None
    if not any(c.meets(start, r.end) for c in of_finess):
        return 'wholly'
    days = (r.end - start).days + 1
    return 'partly' if len(r.engine.conventions.days_covered(r, start, r.end)) < days else None


@control('107', 'type_domicile finess_esms date_debut_sous_sequence date_fin_sous_sequence', first=2014)
def c107(r):  # R7
    return given(r) and housed(r) and outside(r) == 'wholly'


@control('529', 'type_domicile finess_esms date_debut_sous_sequence date_fin_sous_sequence')
def c529(r):  # R7; R37: before 2014, when 107 does not exist, wholly outside is 529 too
    if not given(r) or not in_care_home(r):
        return False
    return outside(r) == 'partly' or outside(r) == 'wholly' and r.year < 2014


# ----------------------------------------------------------------------------------- controls between records

SEQUENCE, SUB_SEQUENCE = 'no_sequence', 'no_sous_sequence'
ADL_ITEMS = ['avq_habillage', 'avq_locomotion', 'avq_alimentation', 'avq_continence', 'avq_comportement',
             'avq_relation']
# code, the fields compared, the field that must be filled on both sides (R8: stay or sequence still open)
STABLE_IN_STAY = [
    ('S600', ['ipp'], None), ('S601', ['date_naissance'], None), ('S602', ['sexe'], None),
    ('S603', ['date_entree'], None), ('S604', ['mode_entree', 'provenance'], None),
    ('S605', ['date_sortie'], 'date_sortie'), ('S606', ['mode_sortie', 'destination'], 'mode_sortie')]
STABLE_IN_SEQUENCE = [
    ('S650', ['date_debut_sequence'], None), ('S651', ['date_fin_sequence'], 'date_fin_sequence'),
    ('S652', ['mpp'], None), ('S653', ['mpa'], None), ('S654', ['ik'], None), ('S655', ADL_ITEMS, None)]
ALERTS = {'R803', 'R804', 'R805'}       # never blocking


def stay_key(r):
    """R19: the stay; None when it is blank."""
    name = r.field('sejour' if r.layout.sector == 'ex-DGF' else 'no_entree').strip(b' ')
    return (r.layout.sector, r.field('finess_epmsi').strip(b' '), name) if name else None


def place_in_stay(r):
    """(sequence, sub-sequence), or None when one is not numeric (R19)."""
    numbers = r.count(SEQUENCE), r.count(SUB_SEQUENCE)
    return None if None in numbers else numbers


def differs(r, reference, name):
    """R8: the trimmed text of the fields."""
    return r.field(name).strip(b' ') != reference.field(name).strip(b' ')


def unstable(r, reference, names, needed):
    if needed and not (filled(r.field(needed)) and filled(reference.field(needed))):
        return False
    return any(differs(r, reference, name) for name in names)


def not_equal(a, b):
    """R5: two valid dates that differ."""
    return a is not None and b is not None and a != b


def not_next_day(previous, following):
    """R8: the next starts the day after the previous ends."""
    return previous is not None and following is not None and (following - previous).days != 1


class Chain:
    """The S, E and R codes of the records given, by the place of the record."""

    def __init__(self, records, period):
        self.found = {}
        self.period = period
        self.stays = {}                 # stay -> {(sequence, sub-sequence): record}
        for r in records:
            self.look_at_one(r)
            self.put_in_stay(r)
        for by_number in self.stays.values():
            self.look_at_stay([by_number[n] for n in sorted(by_number)])

    def say(self, r, code, condition=True):
        if condition:
            self.found.setdefault(r.place, set()).add(code)

    def look_at_one(self, r):
        """R20: R802 and R805 look at one record alone; R25: not where the layout has no last flag."""
        if not r.layout.has('derniere_sous_sequence'):
            return
        last = r.field('derniere_sous_sequence')
        self.say(r, 'R802', last == b'1' and not filled(r.field('mode_sortie')))
        self.say(r, 'R805', last == b'2' and r.end is not None and r.end == r.date('date_sortie'))

    def put_in_stay(self, r):
        """R19: a duplicate key is R800 on every record of it, and the later ones stay out."""
        key, number = stay_key(r), place_in_stay(r)
        if key is None or number is None:
            return
        by_number = self.stays.setdefault(key, {})
        if number in by_number:
            self.say(r, 'R800')
            self.say(by_number[number], 'R800')
        else:
            by_number[number] = r

    def look_at_stay(self, records):
        """`records`: the stay in the order of (sequence, sub-sequence)."""
        reference = records[-1]         # R20
        for r in records:
            for code, names, needed in STABLE_IN_STAY:
                self.say(r, code, unstable(r, reference, names, needed))
            self.r801(r, reference)
            self.r803_r804(r)
        sequences = []
        for r in records:
            if sequences and sequences[-1][-1].count(SEQUENCE) == r.count(SEQUENCE):
                sequences[-1].append(r)
            else:
                sequences.append([r])
        for sequence in sequences:
            self.look_at_sequence(sequence)
        for previous, following in zip(sequences, sequences[1:]):
            self.e700_e701(previous[-1], following[0])
        for sequence in sequences:
            self.e702(sequence[0])
        self.e703_e704(reference)

    def look_at_sequence(self, records):
        reference = records[-1]         # R20
        for r in records:
            for code, names, needed in STABLE_IN_SEQUENCE:
                self.say(r, code, unstable(r, reference, names, needed))
        for previous, following in zip(records, records[1:]):
            self.e705_e706(previous, following)
        for r in records:       # R20: that record, be there a number 0 before it or not
            self.e707(r)
        self.say(reference, 'E708', not_equal(reference.end, reference.date('date_fin_sequence')))

    def e700_e701(self, previous, following):
        """R20: the reference of the sequence before, and the first sub-sequence present of the later one."""
        step = following.count(SEQUENCE) - previous.count(SEQUENCE)
        self.say(following, 'E700', step != 1)
        self.say(following, 'E701', step == 1 and not_next_day(previous.date('date_fin_sequence'),
                                                               following.date('date_debut_sequence')))

    def e702(self, first):
        """R20: sequence 1 only."""
        self.say(first, 'E702', first.count(SEQUENCE) == 1
                 and not_equal(first.date('date_debut_sequence'), first.date('date_entree')))

    def e703_e704(self, last):
        self.say(last, 'E703', not_equal(last.date('date_fin_sequence'), last.date('date_sortie')))
        self.say(last, 'E704', not_equal(last.end, last.date('date_fin_sequence')))
        self.say(last, 'E704', not_equal(last.end, last.date('date_sortie')))

    def e705_e706(self, previous, following):
        step = following.count(SUB_SEQUENCE) - previous.count(SUB_SEQUENCE)
        self.say(following, 'E705', step != 1)
        self.say(following, 'E706', step == 1
                 and not_next_day(previous.end, following.date('date_debut_sous_sequence')))

    def e707(self, first):
        """R20: sub-sequence 1 only."""
        self.say(first, 'E707', first.count(SUB_SEQUENCE) == 1
                 and not_equal(first.date('date_debut_sous_sequence'), first.date('date_debut_sequence')))

    def r801(self, r, reference):
        """R20: a later record of the stay exists; R25."""
        self.say(r, 'R801', r is not reference and r.layout.has('derniere_sous_sequence')
                 and r.field('derniere_sous_sequence') == b'1')

    def r803_r804(self, r):
        """R21: only with --periode."""
        if self.period is not None:
            self.say(r, 'R803', second.later(r.date('date_sortie'), self.period[1]))
            self.say(r, 'R804', second.later(r.date('date_fin_sequence'), self.period[1]))


def chain_codes(contents, engine, options):
    """R19: one file at a time, or all files as one with --ensemble -> the codes by place."""
    records = [r for r in second.read_records(contents, engine) if not r.layout.anonymous]
    if options.ensemble:
        return Chain(records, options.periode).found
    by_file = {}
    for r in records:
        by_file.setdefault(r.place[0], []).append(r)
    found = {}
    for of_file in by_file.values():
        found.update(Chain(of_file, options.periode).found)
    return found


def past_threshold(r, threshold):
    """R9: after the last day of February of its year, from 2026 any date; R19: an invalid end never is."""
    if r.end is None:
        return False
    if threshold is not None:
        return r.end > threshold
    return r.end.year >= 2026 or r.end >= date(r.end.year, 3, 1)


def overwritten_places(contents, engine, options):
    """R9: the records whose result becomes 9999, 99, 0 day, code 999."""
    found = chain_codes(contents, engine, options)
    return {r.place for r in second.read_records(contents, engine)
            if found.get(r.place, set()) - ALERTS and past_threshold(r, options.seuil)}


# --------------------------------------------------------------------------------------------------- `check`

KEY_HEADER = ['fichier', 'ligne', 'sejour', 'sequence', 'sous_sequence', 'code', 'bloquant']
CODES_HEADER = ['fichier', 'ligne', 'code', 'bloquant']


def preliminary_codes(r, finess, period):
    """R21: the two preliminary findings that stand beside the others of a record."""
    if r.field('finess_epmsi').strip(b' ') != finess:
        yield 'FINESS INCOHERENT', True
    if period is not None and r.end is not None and not period[0] <= r.end <= period[1]:
        yield 'HORS PERIODE', True


def holds_last_of_february_and_1_march(first, last):
    """R24, 903: up to 2025."""
    if first is None or last is None:
        return False
    return any(first < date(year, 3, 1) <= last for year in range(first.year, min(last.year, 2025) + 1))


def warnings(r, options):
    """R13: never a code retour. 902 looks at the zones that `price` would show."""
    ungrouped = not r.layout.grouped and not r.engine.classifications       # R38: no zone at all
    priced = second.zones_read(r) if r.layout.grouped else None if ungrouped else second.zones_computed(r)
    if ungrouped:
        pass
    elif priced is None:
        yield '906'
    else:
        zones = [second.price_of(r, z, options) for z in priced.zones if z.ght != '99']
        if any(price.centimes is None for price in zones):
            yield '902'
        if any(price.centimes is not None and second.prudential(r, price, options) is None for price in zones):
            yield '919'                                                    # R41
    if holds_last_of_february_and_1_march(r.date('date_debut_sous_sequence'), r.end):
        yield '903'
    if second.later(r.end, r.engine.today):
        yield '905'


def of_another_year(r, code):
    """R38: 056 of a pair, by the matrix, on a record that does not end in the campaign of 2019."""
    return (code == '056' and not r.engine.classifications and second.status(r) == 'erronee'
            and second.campaign(r, None) != 2019)


def record_codes(r, options):
    """The FG codes, 901 and 904 among them as blocking, the warnings when asked: (code, blocking), rising."""
    codes = {code: (code < '500' or code in ('901', '904')) and not of_another_year(r, code)
             for code in second.codes_with_ours(r)}
    if options.avertissements:
        codes.update((code, False) for code in warnings(r, options))
    return sorted(codes.items())


def chained_codes(r, found, threshold):
    """S, then E, then R, each rising."""
    for code in sorted(found.get(r.place, ()), key=lambda code: ('SER'.index(code[0]), code)):
        yield code, code not in ALERTS and past_threshold(r, threshold)


def findings(contents, engine, options):
    """(path, line number, record or None, code, blocking), in the order of the contract."""
    found = chain_codes(contents, engine, options)
    finess = {}                         # of each file: that of its first well-formed record
    for path, number, finding, r in second.read_lines(contents, engine):
        if r is None:
            yield path, number, None, finding, True
            continue
        of_file = finess.setdefault(r.place[0], r.field('finess_epmsi').strip(b' '))
        for codes in (preliminary_codes(r, of_file, options.periode), record_codes(r, options),
                      chained_codes(r, found, options.seuil)):
            for code, blocking in codes:
                yield path, number, r, code, blocking


def command_check(contents, engine, options):
    yield second.csv_line(CODES_HEADER if options.codes else KEY_HEADER)
    for path, number, r, code, blocking in findings(contents, engine, options):
        engine.found_blocking = engine.found_blocking or blocking
        row = [second.decode(second.os.fsencode(path)), str(number)]
        if not options.codes:
            row += ['', '', ''] if r is None else second.number_columns(r)
        yield second.csv_line(row + [code, '1' if blocking else '0'])


# ------------------------------------------------------------------------------------------------------- main

def prepare(contents, engine, options):
    """What the options add to the engine before a command runs."""
    if options.conventions is not None:
        engine.conventions = load_conventions(options.conventions, options.tables_root)
    if options.chainage and options.command in ('group', 'price', 'audit'):
        engine.overwritten = overwritten_places(contents, engine, options)


second.COMMANDS['check'] = command_check
main = partial(second.main, prepare=prepare)

if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
