#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""owed_alone.py HAD GENERATE GENERATE-BESIDE ROOT [SEED]: what an establishment is owed, reckoned again by the second
implementations alone (second/second.py, second/second_beside.py: nothing of the C), for the folders of a public and of a
private establishment, those of fixtures and others made with faults. Every total of `had report`, in its tables and on
its page, is the sum of these lines; and `had price`, `drugs` and `bills --all` list the same lines."""
import collections
import csv
import os
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

from checks import check, status

had, generate, generate_beside, root = (os.path.abspath(a) for a in sys.argv[1:5])
seed = sys.argv[5] if len(sys.argv) > 5 else '1'
second_directory = os.path.join(root, 'grouper', 'tests', 'second')
sys.dont_write_bytecode = True
sys.path.insert(0, second_directory)
import second_beside as second  # noqa: E402

work = tempfile.TemporaryDirectory()
ENGLISH = dict(os.environ, HOME='/nonexistent', HAD_LANG='en')
ESSAI = os.path.join(root, 'tables', 'classifications', 'essai')


def place(name):
    return os.path.join(work.name, name)


def rows(text):
    return list(csv.DictReader(text.decode('utf-8').splitlines(), delimiter=';'))


def run(*args, ok=(0,)):
    r = subprocess.run([had, *args], capture_output=True, env=ENGLISH)
    check(r.returncode in ok, '%s: %s' % (args, r.stderr[-600:]))
    return r.stdout


def other(command, *args):
    r = subprocess.run([sys.executable, os.path.join(second_directory, 'second.py'), command, *args], capture_output=True)
    check(r.returncode in (0, 1), r.stderr)
    return r.stdout


def make(name, *args):
    with open(place(name), 'wb') as f:
        subprocess.run(args, stdout=f, check=True)
    return place(name)


def beside(name, kind, rpss, lines, *more):
    return make(name, generate_beside, kind, '--rpss', rpss, '--lines', str(lines), '--faults', '60', '--seed', seed, *more)


def folders():
    """Names of files by the option that gives them; rpss is given alone."""
    for name in ('public', 'prive'):
        folder = os.path.join(root, 'fixtures', name)
        yield {('rpss' if f.endswith('.rpss') else f[:-4]): os.path.join(folder, f) for f in sorted(os.listdir(folder))}
    records = ['--records', '300', '--seed', seed, '--faults', '30', '--broken', '30']
    rpss = make('public.rpss', generate, *records, '--formats', 'H0D,H0F')
    yield {'rpss': rpss, 'fichcomp': beside('fichcomp.txt', 'fichcomp', rpss, 900),
           'vidhosp': beside('vidhosp.txt', 'vidhosp-admin', rpss, 400), 'hosp-pmsi': beside('hosp-pmsi.txt', 'hosp-pmsi', rpss, 300)}
    rpss = make('private.rpss', generate, *records, '--formats', 'H0C,H0E,H0G')
    open(place('zones.csv'), 'wb').write(run('price', rpss, '--classification', 'essai', '-q'))
    yield {'rpss': rpss, 'fichcomp': beside('fichcomp-oqn.txt', 'fichcomp', rpss, 900),
           'rsf': beside('rsf.txt', 'rsf', rpss, 900, '--zones', place('zones.csv'))}


def total(lines, column):
    return sum((Decimal(line[column] or 0) for line in lines), Decimal(0))


class Owed:
    """All lines of a folder, reckoned alone."""

    def __init__(self, files):
        rpss = files['rpss']
        bad = {int(r['ligne']) for r in rows(other('rejets', rpss))}
        records = second.lines(rpss)
        self.stays = second.Stays(rpss, set(range(1, len(records) + 1)) - bad)
        self.zones = rows(other('price', '--classification', ESSAI, rpss))
        self.amo = None
        if 'vidhosp' in files:
            self.facts, self.vidhosp_rejected = second.vidhosp(files['vidhosp'], None)
            link = second.hosp_pmsi(files['hosp-pmsi']) if 'hosp-pmsi' in files else None
            self.amo = second.insured(self.zones, records, self.facts, link)
            for zone, (billable, rate, amount) in zip(self.zones, self.amo):
                zone.update(facturable=billable, taux=rate, montant_amo=amount)
        invoices = second.lines(files['rsf']) if 'rsf' in files else []
        # Rule R35: drugs of invoices, of lines that bills itself can read.
        of_invoices = [l for l in invoices if l[:1] == b'H' and second.read_rsf(l)[0] is None and l[1:10] == self.stays.finess]
        with open(place('drugs.txt'), 'wb') as f:
            f.writelines(l + b'\n' for l in second.lines(files['fichcomp']) + of_invoices)
        names = 'ligne prestation secteur finess sejour sequence sous_sequence date ucd ucd13 indication quantite montant codes facture'.split()
        listed, self.drugs_rejected = second.drugs(place('drugs.txt'), self.stays)
        self.drugs = [dict(zip(names, row)) for row in listed]
        names = 'no_entree no_facture ght jours_dus jours_factures montant_du montant_facture ecart'.split()
        self.bills = None
        if invoices:
            listed, self.bills_rejected = second.bills(files['rsf'], self.stays, self.zones)
            self.bills = [dict(zip(names, row)) for row in listed]

    def posts(self):
        """Euros, and days where they are shown, of each line of the whole."""
        billable = [z for z in self.zones if z['facturable'] == '1']
        out = {'journees': (total(self.zones, 'montant'), total(self.zones, 'jours')),
               'facturable': (total(billable, 'montant'), None),
               'non_facturable': (total([z for z in self.zones if z['facturable'] == '0'], 'montant'), None),
               'medicaments': (total(self.drugs, 'montant'), None)}
        out['du'] = (out['facturable'][0] + out['medicaments'][0], None)
        if self.amo is not None:
            out['part_assurance'] = (total(billable, 'montant_amo'), None)
        if self.bills is not None:
            never = [b for b in self.bills if b['ecart'] == 'non_facture']
            beyond = [b for b in self.bills if b['ecart'] == 'non_du']
            out['facture'] = (total(self.bills, 'montant_facture'), total(self.bills, 'jours_factures'))
            out['non_facture'] = (total(never, 'montant_du'), total(never, 'jours_dus'))
            out['non_du'] = (total(beyond, 'montant_facture'), total(beyond, 'jours_factures'))
            out['non_compare'] = (out['facturable'][0] - total(self.bills, 'montant_du'), None)
        return out

    def causes(self):
        def cause(b):
            due, billed = int(b['jours_dus']), int(b['jours_factures'])
            return {'': 'egal', 'non_facture': 'jamais_facture', 'non_du': 'non_du', 'montant': 'prix'}.get(
                b['ecart'], 'deux_fois' if billed >= 2 * due else 'journees')
        columns = ('jours_dus', 'jours_factures', 'montant_du', 'montant_facture')
        return {name: [len(mine), *(total(mine, c) for c in columns)] for name in
                ('egal', 'jamais_facture', 'non_du', 'deux_fois', 'journees', 'prix')
                for mine in [[b for b in self.bills if cause(b) == name]]}


def sums(lines, key):
    out = collections.defaultdict(lambda: [0, Decimal(0), Decimal(0)])
    for line in lines:
        row = out[key(line)]
        row[0] += 1
        row[1] += Decimal(line['quantite'])
        row[2] += Decimal(line['montant'])
    return dict(out)


def tables(files, args):
    directory = tempfile.mkdtemp(dir=work.name)
    os.rmdir(directory)
    run('report', files['rpss'], *args, '--to', 'csv', '-o', directory, '-q')
    return {name: rows(open(os.path.join(directory, name), 'rb').read()) for name in os.listdir(directory)}


def try_tables(owed, found):
    posts = owed.posts()
    check([p['poste'] for p in found['ensemble.csv']] == list(posts), 'posts: %s' % list(posts))
    for p in found['ensemble.csv']:
        euros, days = posts[p['poste']]
        check(Decimal(p['montant']) == euros and (days is None or Decimal(p['journees']) == days), '%s, reckoned alone: %s %s' % (p, euros, days))
    for name, key in (('mois', lambda r: r['date'][:7]), ('ucd', lambda r: r['ucd13'] or r['ucd']), ('prestation', lambda r: r['prestation'])):
        got = {r[name]: [int(r['lignes']), Decimal(r['quantite']), Decimal(r['montant'])] for r in found['medicaments_%s.csv' % name]}
        check(got == sums(owed.drugs, key), 'drugs by ' + name)
    codes = collections.defaultdict(lambda: [0, 0])
    for code in owed.drugs_rejected.values():
        codes['medicaments', code][0] += 1
    for line in owed.drugs:
        for code in line['codes'].split('+') if line['codes'] else []:
            codes['medicaments', code][1] += 1
    if owed.bills is not None:
        for code in owed.bills_rejected.values():
            codes['rsf', code][0] += 1
        got = {r['cause']: [int(r['lignes']), *(Decimal(r[c]) for c in ('jours_dus', 'jours_factures', 'montant_du', 'montant_facture'))]
               for r in found['factures.csv']}
        check(got == owed.causes(), 'invoices by cause: %s, alone %s' % (got, owed.causes()))
    got = {(r['source'], r['code']): [int(r['rejetees']), int(r['signalees'])] for r in found['lignes_codes.csv']}
    check(got == dict(codes), 'lines by code: %s, alone %s' % (got, dict(codes)))
    if owed.amo is not None:
        rights = found['droits.csv']
        billable = [z for z in owed.zones if z['facturable'] == '1']
        check(total(rights, 'montant') == total(owed.zones, 'montant') and total(rights, 'montant_facturable') == total(billable, 'montant') and
              total(rights, 'montant_amo') == total(owed.zones, 'montant_amo'), 'rights')
    check(total(found['mois.csv'], 'montant') == posts['journees'][0] and total(found['mois.csv'], 'montant_facturable') == posts['facturable'][0],
          'days by month')


def try_lists(files, owed, more):
    """The same lines are listed by the commands."""
    essai = ['--classification', 'essai', '-q']
    listed = rows(run('price', files['rpss'], *essai, *more))
    same = ('ligne', 'zone', 'ght', 'debut', 'fin', 'jours', 'montant', 'facturable') + (('taux', 'montant_amo') if more else ())
    check([[r[c] for c in same] for r in listed] == [[z[c] for c in same] for z in owed.zones], 'price lists other lines')
    sides = [files[o] for o in ('fichcomp', 'rsf') if o in files]
    listed = rows(run('drugs', *sides, '--rpss', files['rpss'], '-q'))
    same = ('prestation', 'sejour', 'sequence', 'sous_sequence', 'date', 'ucd13', 'quantite', 'montant', 'codes')
    check([[r[c] for c in same] for r in listed] == [[d[c] for c in same] for d in owed.drugs], 'drugs lists other lines')
    if owed.bills is not None:
        listed = rows(run('bills', files['rsf'], '--all', '--rpss', files['rpss'], *essai, ok=(0, 1)))
        check(listed == owed.bills, 'bills lists other lines')


def try_page(files, owed, args):
    """In English, whose numbers have a point: the posts' euros stand in rows that follow each other, in their order."""
    text = run('report', files['rpss'], *args, '-q').decode('utf-8')
    rows = re.findall(r'<th scope="row">[^<]*</th>' + r'<td[^>]*>([^<]*)</td>' * 3 + r'<td class="t o">', text)

    def number(cell):
        cell = re.sub(r'[^0-9.-]', '', cell)
        return Decimal(cell) if re.fullmatch(r'\d+(\.\d+)?', cell) else None
    shown = [number(row[2]) for row in rows]
    posts = {name: euros for name, (euros, _) in owed.posts().items()}
    check(any(shown[i:i + len(posts)] == list(posts.values()) for i in range(len(shown))), 'the page shows %s, not %s' % (shown, posts))


def main():
    count = 0
    for files in folders():
        args = ['--classification', 'essai', *(x for option, name in files.items() if option != 'rpss' for x in ('--' + option, name))]
        more = [x for option in ('vidhosp', 'hosp-pmsi') if option in files for x in ('--' + option, files[option])]
        owed = Owed(files)
        check(len(owed.drugs) > 20 and owed.drugs_rejected, 'drugs and faults')
        try_tables(owed, tables(files, args))
        try_lists(files, owed, more)
        try_page(files, owed, args)
        count += 1
    check(count == 4, 'four folders')


main()
sys.exit(status())
