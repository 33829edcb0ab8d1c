#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""renew.py ROOT: writes anew the pages that are made from tables and tests: the formats, the findings, which suite expects
which code, the statement by year in reliability.md, and the counts of codes in COMPATIBILITY.md. `ninja -C build renew` calls it;
git shows what has changed."""
import csv
import os
import re
import subprocess
import sys


def counts(root):
    """The sentence of COMPATIBILITY.md that counts the codes."""
    with open(os.path.join(root, 'tables', 'findings.csv'), encoding='utf-8', newline='') as f:
        codes = {r['code'] for r in csv.DictReader(f, delimiter=';')}
    fg = [c for c in codes if re.fullmatch(r'\d{3}', c) and not '900' <= c <= '998']
    return 'FG: %d codes, %d of them blocking. S, E and R codes: %d,' % (
        len(fg), sum(c < '500' for c in fg), len([c for c in codes if re.fullmatch(r'[SER]\d{3}', c)]))


def main(root):
    tables = os.path.join(root, 'tables')
    here = os.path.dirname(os.path.abspath(__file__))
    generate = os.path.join(tables, 'generate.py')
    for command in ([generate, 'layouts', os.path.join(tables, 'layouts'), os.path.join(root, 'grouper', 'doc', 'layouts.md')],
                    [generate, 'page', os.path.join(tables, 'findings.csv'), os.path.join(tables, 'FINDINGS.md')],
                    [os.path.join(here, 'coverage.py'), root, os.path.join(here, 'COVERAGE.md')],
                    [os.path.join(here, 'conformance.py'), root, '--bless']):
        subprocess.run([sys.executable] + command, check=True)
    page = os.path.join(root, 'COMPATIBILITY.md')
    text = open(page, encoding='utf-8').read()
    made, places = re.subn(r'FG: \d+ codes, \d+ of them blocking\. S, E and R codes: \d+,', counts(root), text)
    if places != 1:
        sys.exit('COMPATIBILITY.md: the counts of codes are not where they were')
    open(page, 'w', encoding='utf-8').write(made)


if __name__ == '__main__':
    main(os.path.abspath(sys.argv[1]))
