#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""generate.py HAD HEADER TABLES LANG OUT NAME...: manual pages (had.1, had-price.1, had.5, had-codes.7, libhad.3) and
completions (had for bash, _had for zsh) into OUT, in French or English. All they say of commands, options and columns is what
the command itself says (`had help --to jsonl`, `had columns`); codes come from TABLES/findings.csv, formats from
TABLES/layouts, calls of the library from the comments of HEADER (had.h). Nothing is written twice.
Meson calls it; no library beyond Python's own."""
import csv
import json
import os
import re
import subprocess
import sys

# --- What is said between what the command says ----------------------------------------------------------------

SAID = {
    'name': ('NOM', 'NAME'),
    'synopsis': ('SYNOPSIS', 'SYNOPSIS'),
    'description': ('DESCRIPTION', 'DESCRIPTION'),
    'commands': ('COMMANDES', 'COMMANDS'),
    'options': ('OPTIONS', 'OPTIONS'),
    'columns': ('COLONNES', 'COLUMNS'),
    'example': ('EXEMPLE', 'EXAMPLE'),
    'status': ('SORTIE', 'EXIT STATUS'),
    'see': ('VOIR AUSSI', 'SEE ALSO'),
    'environment': ('ENVIRONNEMENT', 'ENVIRONMENT'),
    'memory': ('MÉMOIRE', 'MEMORY'),
    'had': ("groupe, valorise et contrôle les enregistrements de l'hospitalisation à domicile (PMSI-HAD)",
            'group, price and check records of French hospital-at-home care (PMSI-HAD)'),
    'reads': ("Lit les RPSS des formats connus, mêlés ou non ; certaines commandes lisent aussi des RAPSS. Chaque "
              "enregistrement dit son format dans ses premiers octets. Un répertoire vaut les fichiers qu'il contient ; "
              "des fichiers cumulés FINESS.AAAA.M.ext, le mois le plus récent. « - » est l'entrée standard, ou la sortie "
              "standard après -o et --journal.",
              'Reads the RPSS of the known formats, mixed or not; some commands read RAPSS too. Each record says its own '
              'format in its first bytes. A directory stands for its files; of cumulative files FINESS.YYYY.M.ext, the '
              'latest month. "-" is standard input, or standard output after -o and --journal.'),
    'writes': ("Les résultats vont sur la sortie standard, ou dans le fichier de -o, écrit entier ou pas du tout. Les "
               "anomalies et le bilan vont sur la sortie d'erreur. Une option dont une commande n'a pas l'usage est refusée.",
               'Results go to standard output, or to the file of -o, which appears whole or not at all. Findings and the '
               'account of the run go to standard error. An option that a command has no use for is refused.'),
    'unofficial': ("Aucune classification officielle n'est livrée : « essai » a des poids inventés et ne sert qu'à essayer. "
                   "Ce qui n'est pas officiel est marqué comme tel dans chaque sortie.",
                   'No official classification is shipped: "essai" has invented weights and is for trial only. What is not '
                   'official is marked so in every output.'),
    'lang': ('fr ou en, en majuscules ou non : langue des messages. --lang compte davantage.',
             'fr or en, in any case: language of messages. --lang counts before it.'),
    'nocolor': ('si elle est là, pas de couleur sur un terminal.', 'when set, no colour on a terminal.'),
    'xdg': ("son sous-répertoire had/tables, par défaut ~/.local/share/had/tables, contient vos tables ; il est toujours lu.",
            'its directory had/tables, by default ~/.local/share/had/tables, holds your own tables; it is always read.'),
    'memory-text': ("Constante : moins de 16 Mio, et 4 Mio par fil de -j. Font exception ce qui compare des enregistrements "
                    "entre eux (check, --chainage, compare, drugs, bills, tables learn) et les totaux de beaucoup de clés.",
                    'Constant: less than 16 MiB, and 4 MiB for each thread of -j. What compares records with each other '
                    '(check, --chainage, compare, drugs, bills, tables learn) and totals of many keys need more.'),
    'fixtures': ('Dans le répertoire fixtures des sources :', 'In the directory fixtures of the sources:'),
    'had5': ('formats et tables de had(1)', 'formats and tables of had(1)'),
    'formats': ("FORMATS D'ENREGISTREMENT", 'RECORD FORMATS'),
    'formats-text': ("Le format d'une ligne est celui que disent ses premiers octets (1 à 3 pour un RPSS, 10 à 12 pour un "
                     "RAPSS). Chaque format, champ par champ, est dans tables/layouts des sources, et par had tables show "
                     "layouts.",
                     'The format of a line is the one that its first bytes say (1 to 3 for an RPSS, 10 to 12 for a RAPSS). '
                     'Each format, field by field, is in tables/layouts of the sources, and in had tables show layouts.'),
    'fixed': ('octets avant la partie variable', 'bytes before the variable part'),
    'lists': ('LISTES DE CODES', 'LISTS OF CODES'),
    'cim10': ("code;pere : le code, et 1 pour un code père, sinon 0 ou vide.", 'code;pere: the code, and 1 for a parent code, else 0 or blank.'),
    'ccam': ('code;debut;fin;extensions : jours de validité AAAA-MM-JJ (vide : ouverte), extensions comme -01,-02 (vide : aucune).',
             'code;debut;fin;extensions: days of validity YYYY-MM-DD (blank: open), extensions like -01,-02 (blank: none).'),
    'liste': ("ucd;indication;debut;fin : 7 ou 13 chiffres, jours AAAA-MM-JJ (vide : n'importe lesquels).",
              'ucd;indication;debut;fin: 7 or 13 digits, days YYYY-MM-DD (blank: any).'),
    'tables': ('TABLES', 'TABLES'),
    'tables-text': ("Texte en UTF-8, « ; », une ligne d'en-tête. Un répertoire donné à --tables peut contenir :",
                    'Text in UTF-8, ";", one header line. A directory given to --tables may hold:'),
    'classification': ('CLASSIFICATION', 'CLASSIFICATION'),
    'classification-text': ("Un répertoire donné à --classification contient classification.csv (cle;valeur : id, version, "
                            "debut, fin, officielle, source), puis des poids ou des groupes observés :",
                            'A directory given to --classification holds classification.csv (cle;valeur: id, version, debut, '
                            'fin, officielle, source), then weights or observed groups:'),
    'codes': ('codes des anomalies de had(1)', 'codes of the findings of had(1)'),
    'codes-text': ("Les codes de 900 à 998 sont propres à had ; les autres sont ceux de l'État. Les années sont celles de la "
                   "fin de la sous-séquence.",
                   "Codes from 900 to 998 are had's own; the others are the State's. Years are those of the end of the "
                   'sub-sequence.'),
    'blocking': ('bloquant', 'blocking'),
    'from': ('depuis %s', 'from %s'),
    'to': ("jusqu'à %s", 'to %s'),
    'list': ("non contrôlé : une liste de l'État manque", 'not run: needs a list of the State'),
    'planned': ('pas encore écrit', 'not written yet'),
    'lib': ('groupage et tarifs des enregistrements PMSI-HAD', 'grouping and tariffs of PMSI-HAD records'),
    'lib-lang': ("Les textes qui suivent sont ceux de l'en-tête had.h, en anglais.", 'The texts below are those of had.h.'),
}
FAMILIES = {
    'preliminary': ('CONTRÔLES PRÉLIMINAIRES', 'PRELIMINARY CONTROLS'),
    'fg': ('FONCTION GROUPAGE', 'FONCTION GROUPAGE'),
    'had': ('CODES DE HAD', 'CODES OF HAD'),
    'S': ('STABILITÉ (S)', 'STABILITY (S)'),
    'E': ('ENCHAÎNEMENT (E)', 'CHAINING (E)'),
    'R': ('COHÉRENCE (R)', 'COHERENCE (R)'),
    'convention': ('FICHIER DES CONVENTIONS', 'FILE OF AGREEMENTS'),
}
# Files of a directory of tables: those that are shipped tell their columns themselves.
TABLE_FILES = [
    ('tarifs/tarifs.csv', 'tarifs/tarifs.csv', ("tarifs d'une journée, en centimes", 'tariffs of a day, in centimes')),
    ('coefficients.csv', 'coefficients.csv', ('coefficients, en dix-millièmes', 'coefficients, in ten-thousandths')),
    ('layouts/rpss.csv', 'layouts/rpss.csv', ('champs de longueur fixe des RPSS', 'fixed fields of RPSS')),
    ('layouts/rpss_variable.csv', 'layouts/rpss_variable.csv', ('champs répétés des RPSS', 'repeated fields of RPSS')),
    ('values.csv', 'values.csv', ('valeurs acceptées, par année', 'accepted values, by year')),
    ('modes.csv', 'modes.csv', ('modes de prise en charge (MPP, MPA)', 'modes of care (MPP, MPA)')),
    ('classifications/ID/', None, ('classifications (voir plus bas)', 'classifications (see below)')),
]
CLASSIFICATION_FILES = [
    ('durees.csv', ('périodes et leurs poids', 'duration periods and their weights')),
    ('mpp.csv', ('modes principaux et leurs poids', 'main modes and their weights')),
    ('mpa.csv', ('modes associés et leurs poids', 'associated modes and their weights')),
    ('ik.csv', ('indices de Karnofsky et leurs poids', 'Karnofsky indexes and their weights')),
    ('ght.csv', ('borne basse de chaque GHT', 'lower bound of each GHT')),
    ('ghpc.csv', ("GHPC d'un triplet", 'GHPC of a triple')),
    ('associations.csv', ('ce que vaut chaque couple MPP, MPA', 'what each pair of MPP and MPA is')),
]
OBSERVED = 'mpp;mpa;ik;ghpc;ght1;ght2;ght3;ght4;n;n1;n2;n3;n4'


class Book:
    """What pages are made of, in one language."""

    def __init__(self, had, header, tables, lang):
        self.had, self.tables, self.n = had, tables, ('fr', 'en').index(lang)
        self.lang = lang
        self.header = open(header, encoding='utf-8').read()
        self.commands = [json.loads(line) for line in self.ask('help', '--to', 'jsonl').splitlines()]
        self.version = self.ask('--version').split()[1]

    def ask(self, *args):
        env = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME')}
        done = subprocess.run([self.had, *args, '--lang', self.lang], env=dict(env, HOME=os.devnull), check=True,
                              stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
        return done.stdout.decode('utf-8')

    def say(self, name):
        return SAID[name][self.n]

    def rows(self, name):
        with open(os.path.join(self.tables, name), encoding='utf-8', newline='') as f:
            return list(csv.DictReader(f, delimiter=';'))

    def head(self, name):
        with open(os.path.join(self.tables, name), encoding='utf-8') as f:
            return f.readline().strip()


# --- Roff ------------------------------------------------------------------------------------------------------

def roff(text):
    text = text.replace('\\', '\\e').replace('-', '\\-').replace('\xa0', '\\~')
    return re.sub(r"^([.'])", r'\\&\1', text, flags=re.M)


def title(book, name, section):
    return ('.\\" SPDX-License-Identifier: Apache-2.0\n.\\" Made by grouper/man/generate.py: do not edit.\n'
            '.TH %s %s "" "had %s" had\n' % (roff(name.upper()), section, book.version))


def heading(book, name, about):
    return '.SH %s\n%s \\- %s\n' % (book.say('name'), roff(name), roff(about))


def section(book, name, text=''):
    return '.SH "%s"\n%s' % (roff(SAID[name][book.n] if name in SAID else name), text)


def item(name, text):
    return '.TP\n.B %s\n%s\n' % (roff(name).replace(' ', '\\ '), roff(text))


def plain(text):
    return '.PP\n%s\n' % roff(text)


def page_name(command):
    return 'had-' + command['command'].replace(' ', '-')


def see(book, *names):
    return section(book, 'see', ',\n'.join('.BR %s (%s)' % (roff(n.rsplit('.', 1)[0]), n.rsplit('.', 1)[1])
                                           for n in names).replace(',\n', ' ,\n') + '\n')


# --- Pages -----------------------------------------------------------------------------------------------------

def had_1(book):
    text = title(book, 'had', 1) + heading(book, 'had', book.say('had')) + section(book, 'synopsis')
    operand = ('COMMANDE', 'COMMAND')[book.n], ('FICHIER...', 'FILE...')[book.n]
    text += '.B had\n.I %s\n.RI [ OPTIONS ]\n.I %s\n' % (operand[0], roff(operand[1]))
    text += section(book, 'description') + roff(book.say('reads')) + '\n' + plain(book.say('writes')) + plain(book.say('unofficial'))
    text += section(book, 'commands')
    for command in book.commands:
        text += '.TP\n.BR %s (1)\n%s\n' % (roff(page_name(command)), roff(command['about']))
    text += section(book, 'environment') + item('HAD_LANG', book.say('lang')) + item('NO_COLOR', book.say('nocolor'))
    text += item('XDG_DATA_HOME', book.say('xdg'))
    text += section(book, 'memory', roff(book.say('memory-text')) + '\n')
    text += statuses(book, next(c for c in book.commands if c['command'] == 'check'), ('0', '2', '3', '4', '70'))
    return text + see(book, *[page_name(c) + '.1' for c in book.commands], 'had.5', 'had-codes.7', 'libhad.3')


def statuses(book, command, kept=None):
    return section(book, 'status') + ''.join(item(k, v) for k, v in command['statuses'].items() if not kept or k in kept)


def columns(book, command):
    if command['command'] == 'columns':
        return ''
    done = subprocess.run([book.had, 'columns', *command['command'].split(), '--to', 'csv', '--lang', book.lang],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if done.returncode:
        return ''
    text, form = section(book, 'columns'), None
    for row in csv.reader(done.stdout.decode('utf-8').splitlines()[1:], delimiter=';'):
        name, kind, unit, meaning, row_form = row
        if row_form != form:
            form = row_form
            text += '.SS "had %s %s"\n' % (roff(command['command']), roff(form)) if form else ''
        text += item(name, '%s (%s%s)' % (meaning, kind, ', ' + unit if unit and unit != kind else ''))
    return text


def command_1(book, command):
    name, see_also = page_name(command), ['had.1', 'had.5', 'had-codes.7']
    text = title(book, name, 1) + heading(book, name, command['about']) + section(book, 'synopsis')
    text += '.B had %s\n.RI [ OPTIONS ]\n.I "%s"\n' % (roff(command['command']), roff(command['operands'] or ''))
    text += section(book, 'description') + roff(command['about'][0].upper() + command['about'][1:] + '.') + '\n'
    text += section(book, 'options')
    for option in command['options']:
        letter = '.BR %s ", " %s' % (roff(option['letter']), roff(option['name'])) if option['letter'] else '.B ' + roff(option['name'])
        value = '\n.I %s' % roff(option['value']) if option['value'] else ''
        named = letter + value
        if value:  # one line, so that the tag is whole
            named = '.BI "%s%s " "%s"' % (roff(option['letter'] + ', ') if option['letter'] else '', roff(option['name']),
                                          roff(option['value']))
        text += '.TP\n%s\n%s\n' % (named, roff(option['about']))
    text += columns(book, command) + statuses(book, command)
    text += section(book, 'example', roff(book.say('fixtures')) + '\n.PP\n.nf\n%s\n.fi\n' % roff(
        re.sub(r'(?m)^ {2}', '', command['example'])))
    return text + see(book, *see_also)


def had_5(book):
    text = title(book, 'had', 5) + heading(book, 'had', book.say('had5')) + section(book, 'description')
    text += roff(book.say('formats-text')) + '\n' + section(book, 'formats')
    for table, kind in (('layouts/rpss.csv', 'RPSS'), ('layouts/rapss.csv', 'RAPSS')):
        ends = {}
        for row in book.rows(table):
            key = (row['format'], row.get('sector', ''))
            ends[key] = max(ends.get(key, 0), int(row['start']) + int(row['length']) - 1)
        for (tags, sector), end in ends.items():
            sector = {'ex-DG': 'ex-DGF'}.get(sector, sector)
            text += item('%s %s' % (kind, tags.replace('|', ', ')), '%s : %d %s' % (sector, end, book.say('fixed'))
                         if book.n == 0 else '%s: %d %s' % (sector, end, book.say('fixed')))
    text += section(book, 'lists') + item('--cim10', book.say('cim10')) + item('--ccam', book.say('ccam')) + item('--liste', book.say('liste'))
    text += section(book, 'tables', roff(book.say('tables-text')) + '\n')
    for name, shipped, about in TABLE_FILES:
        text += item(name, about[book.n] + (' : ' if book.n == 0 else ': ') + book.head(shipped) if shipped else about[book.n])
    text += section(book, 'classification', roff(book.say('classification-text')) + '\n')
    for name, about in CLASSIFICATION_FILES:
        text += item(name, about[book.n] + (' : ' if book.n == 0 else ': ') + book.head('classifications/essai/' + name))
    text += item('groupes.csv', ('groupes observés : ', 'observed groups: ')[book.n] + OBSERVED)
    return text + see(book, 'had.1', 'had-codes.7')


def had_codes_7(book):
    text = title(book, 'had-codes', 7) + heading(book, 'had-codes', book.say('codes')) + section(book, 'description')
    text += roff(book.say('codes-text')) + '\n'
    family = None
    for row in book.rows('findings.csv'):
        if row['family'] != family:
            family = row['family']
            text += section(book, FAMILIES[family][book.n])
        notes = [book.say('blocking')] * (row['blocking'] == '1')
        notes += [book.say(k) % row[k] for k in ('from', 'to') if row[k]]
        notes += [book.say(row['status'])] if row['status'] != 'written' else []
        text += item(row['code'], row[book.lang] + (' (%s)' % ', '.join(notes) if notes else '') + '.')
    return text + see(book, 'had.1', 'had-check.1')


def comment_text(comment):
    lines = [re.sub(r'^\s*(/\*+|\*/|\*)? ?', '', line).replace('*/', '').rstrip() for line in comment.splitlines()]
    return '\n'.join(lines).strip()


def paragraphs(text):
    """Words flow; what is set in by blanks stays as it is; a word, blanks and a text are an item."""
    out, state = '.PP\n', 'words'
    for line in text.splitlines():
        entry = re.match(r' {0,4}(\w+(?:, \w+)*) {2,}(\S.*)', line)
        if state == 'item' and line and not line.startswith('    ') and not entry:
            out, state = out + '.PP\n', 'words'
        inside = line.startswith('    ') and state != 'item'
        if entry:
            out += '.TP\n.B %s\n%s\n' % (roff(entry.group(1)), roff(entry.group(2)))
            state = 'item'
        elif not line:
            out += ('.fi\n' if state == 'code' else '') + '.PP\n'
            state = 'words'
        elif inside:
            out += ('' if state == 'code' else '.PP\n.nf\n') + roff(line) + '\n'
            state = 'code'
        else:
            out += ('.fi\n.PP\n' if state == 'code' else '') + roff(line.strip()) + '\n'
            state = 'item' if state == 'item' else 'words'
    out += '.fi\n' if state == 'code' else ''
    return re.sub(r'(\.PP\n)+(?=\.TP)|(\.PP\n)+$', '', re.sub(r'(\.PP\n)+', '.PP\n', out))


def calls_of(header):
    """(comment, declarations): public calls in order. One without a comment shares the one before it: that of the
    type that stands above it, or of the call above it."""
    found, comment, type_comment = [], None, None
    for part in re.finditer(r'^/\*.*?\*/|^HAD_API[^;]*;|^typedef[^;{]*;|^typedef[^;]*?\{.*?^\}[^;]*;|^#define', header, re.S | re.M):
        text = part.group()
        if text.startswith('/*'):
            comment = text
        elif text.startswith('typedef'):
            comment, type_comment = None, comment
        elif text.startswith('HAD_API'):
            declaration = re.sub(r'\s+', ' ', text.replace('HAD_API ', '', 1))
            if comment or type_comment or not found:
                found.append((comment or type_comment or '', [declaration]))
            else:
                found[-1][1].append(declaration)
            comment = type_comment = None
        else:
            comment = None
    return found


def libhad_3(book):
    header = book.header
    text = title(book, 'libhad', 3) + heading(book, 'libhad', book.say('lib')) + section(book, 'synopsis')
    text += '.nf\n#include <had.h>\n.PP\ncc ... $(pkg\\-config \\-\\-cflags \\-\\-libs had)\n.fi\n' + section(book, 'description')
    first = next(c for c in re.findall(r'/\*.*?\*/', header, re.S) if 'SPDX' not in c)
    text += roff(book.say('lib-lang')) + '\n' + paragraphs(comment_text(first))
    for comment, declarations in calls_of(header):
        names = [re.search(r'(\w+)\(', d).group(1) for d in declarations]
        text += '.SS "%s"\n.nf\n%s\n.fi\n' % (roff(', '.join(names)), roff('\n'.join(declarations)))
        text += paragraphs(comment_text(comment))
    return text + see(book, 'had.1', 'had-codes.7')


# --- Completions -----------------------------------------------------------------------------------------------

def words_of(command, option):
    """The words that a value may be, when it is one of a list: fr|en counts, ID|DIRECTORY does not."""
    if option['accepted']:
        return option['accepted']
    return [w for w in (option['value'] or '').split('|') if re.fullmatch(r'[a-z]+', w)] if '|' in (option['value'] or '') else []


def way_of(command, option):
    """What completes the value of an option: words, files, directories, or nothing."""
    if words_of(command, option):
        return 'words'
    if (option['value'] or '').endswith('DIRECTORY'):
        return 'directories'
    return 'files' if option['kind'] in ('file', 'files', 'output') else 'none'


def operand_way(command):
    operands = command['operands'] or ''
    if 'COMMAND' in operands:
        return 'commands'
    if command['command'] in ('tables diff', 'tables check', 'tables deduce'):
        return 'directories'
    return 'none' if not operands or command['command'] in ('tables modele', 'tables show') else 'files'


def had_bash(book):
    firsts = list(dict.fromkeys(c['command'].split()[0] for c in book.commands))
    verbs = [c['command'].split()[1] for c in book.commands if ' ' in c['command']]
    valued = sorted({o['name'] for c in book.commands for o in c['options'] if o['value']}
                    | {o['letter'] for c in book.commands for o in c['options'] if o['value'] and o['letter']})
    text = '''# SPDX-License-Identifier: Apache-2.0
# Made by grouper/man/generate.py: do not edit. Completion of had in bash.
_had()
{
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i=1 list=
    COMPREPLY=()
    while [ $i -lt $COMP_CWORD ]; do
        case ${COMP_WORDS[i]} in
        %s) i=$((i + 1)); [ "${COMP_WORDS[i]}" = = ] && i=$((i + 1)) ;;
        -*|=) ;;
        tables) command=tables ;;
        *) if [ -z "$command" ]; then command=${COMP_WORDS[i]}; break
           elif [ "$command" = tables ]; then command="tables ${COMP_WORDS[i]}"; break; fi ;;
        esac
        i=$((i + 1))
    done
    # --option=value comes as three words.
    [ "$word" = = ] && word= && before=${COMP_WORDS[COMP_CWORD-1]}
    [ "$before" = = ] && before=${COMP_WORDS[COMP_CWORD-2]}
    case "$command:$before" in
''' % '|'.join(valued)
    for command in book.commands:
        for option in command['options']:
            way = way_of(command, option)
            if not option['value']:
                continue
            pattern = '|'.join('"%s:%s"' % (command['command'], n) for n in (option['name'], option['letter']) if n)
            if way == 'words' and option['name'] == '--by':
                do = ('case $word in *,*) list="%s" ;; *) list="%s" ;; esac\n'
                      '        COMPREPLY=($(compgen -P "${word%%${word##*,}}" -W "$list" -- "${word##*,}"))' % (
                          ' '.join(w for w in option['accepted'] if w not in ('zone', 'jour', 'total')),
                          ' '.join(option['accepted'])))
            elif way == 'words':
                do = 'COMPREPLY=($(compgen -W "%s" -- "$word"))' % ' '.join(words_of(command, option))
            else:
                do = {'files': 'COMPREPLY=($(compgen -f -- "$word"))', 'directories': 'COMPREPLY=($(compgen -d -- "$word"))',
                      'none': ':'}[way]
            text += '    %s)\n        %s\n        return ;;\n' % (pattern, do)
    text += '    esac\n    case "$command" in\n'
    text += '    "") list="%s" ;;\n    tables) list="%s" ;;\n' % (' '.join(firsts), ' '.join(verbs))
    for command in book.commands:
        names = ' '.join(o['name'] for o in command['options'])
        way = operand_way(command)
        files = {'files': '-f', 'directories': '-d', 'none': '', 'commands': '-W "%s"' % ' '.join(firsts)}[way]
        text += '    "%s")\n        case $word in -*) list="%s" ;;\n        *) %s; return ;; esac ;;\n' % (
            command['command'], names, 'COMPREPLY=($(compgen %s -- "$word"))' % files if files else ':')
    text += '''    esac
    COMPREPLY=($(compgen -W "$list" -- "$word"))
}
complete -o filenames -o bashdefault -F _had had
'''
    return text


def zsh_text(text):
    return text.replace("'", "'\\''").replace('[', '\\[').replace(']', '\\]').replace(':', '\\:')


def zsh_had(book):
    groups = [('_had_commands', [c for c in book.commands if ' ' not in c['command']]),
              ('_had_verbs', [c for c in book.commands if ' ' in c['command']])]
    text = '#compdef had\n# SPDX-License-Identifier: Apache-2.0\n# Made by grouper/man/generate.py: do not edit. Completion of had in zsh.\n\n'
    for name, group in groups:
        text += '%s() {\n    local -a list=(\n' % name
        for command in group:
            text += "        '%s:%s'\n" % (command['command'].split()[-1], zsh_text(command['about']))
        if name == '_had_commands':
            text += "        'tables:%s'\n" % zsh_text(', '.join(c['command'].split()[1] for c in groups[1][1]))
        text += "    )\n    _describe command list\n}\n\n"
    text += '''_had() {
    local context state line
    typeset -A opt_args
    local command=${words[2]}
    if (( CURRENT == 2 )); then
        _had_commands
        return
    fi
    if [[ $command == tables ]]; then
        if (( CURRENT == 3 )); then
            _had_verbs
            return
        fi
        command="tables ${words[3]}"
        shift words
        (( CURRENT-- ))
    fi
    shift words
    (( CURRENT-- ))
    case $command in
'''
    for command in book.commands:
        text += '    ("%s")\n        _arguments -s \\\n' % command['command']
        for option in command['options']:
            action = {'words': '(%s)' % ' '.join(words_of(command, option)), 'files': '_files', 'directories': '_files -/',
                      'none': ' '}[way_of(command, option)]
            if option['name'] == '--by':
                action = '_values -s , key %s' % ' '.join(option['accepted'])
            value = ':%s:%s' % (zsh_text(option['value']), action) if option['value'] else ''
            repeat = '*' if option['kind'] == 'files' else ''
            for name in filter(None, (option['name'], option['letter'])):
                text += "            '%s%s%s[%s]%s' \\\n" % (repeat, name, ('=' if name[1] == '-' else '+') if value else '',
                                                          zsh_text(option['about']), value)
        way = operand_way(command)
        action = {'files': '_files', 'directories': '_files -/', 'none': ' ', 'commands': '_had_commands'}[way]
        text += "            '*:%s:%s' ;;\n" % (zsh_text(command['operands'] or 'none'), action)
    return text + '    esac\n}\n\n_had "$@"\n'


def main(argv):
    had, header, tables, lang, out, *names = argv
    book = Book(had, header, tables, lang)
    made = {page_name(c) + '.1': lambda c=c: command_1(book, c) for c in book.commands}
    made.update({'had.1': lambda: had_1(book), 'had.5': lambda: had_5(book), 'had-codes.7': lambda: had_codes_7(book),
                 'libhad.3': lambda: libhad_3(book), 'had': lambda: had_bash(book), '_had': lambda: zsh_had(book)})
    lacking = [n for n in made if n not in names and n not in ('had', '_had')]
    if lacking:
        sys.exit('grouper/man/meson.build does not name %s' % ', '.join(lacking))
    for name in names:
        with open(os.path.join(out, name), 'w', encoding='utf-8', newline='\n') as f:
            f.write(made[name]())


if __name__ == '__main__':
    main(sys.argv[1:])
