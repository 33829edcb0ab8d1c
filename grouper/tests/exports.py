#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""exports.py LIBRARY HEADER: what the shared library exports is what the header declares; each call says which threads
may call it and what it does not do; the library calls nothing that does input or output, reads a clock or a locale,
or takes memory beside its allocator (qsort may)."""
import re
import subprocess
import sys

FORBIDDEN = re.compile(r'qsort|[cr]e?alloc|strn?dup|printf|scanf|f?open|f?write|f?read|getenv|setlocale|localeconv|'
                       r'strto|time|clock|exit|abort|is(digit|alpha|alnum|space|upper|lower)|to(upper|lower)|pthread')
library, header = sys.argv[1:3]


def symbols(which):
    out = subprocess.run(['nm', '-D', which, library], capture_output=True, text=True, check=True).stdout
    return [line.split() for line in out.splitlines()]


exported = {words[-1] for words in symbols('--defined-only') if words[-2] in 'TDBR'}
called = {words[-1].split('@')[0] for words in symbols('--undefined-only') if words[-2] == 'U'}
banned = sorted(name for name in called if FORBIDDEN.match(name.lstrip('_')))
text = re.sub(r'/\*.*?\*/', '', open(header).read(), flags=re.S)
told = set()
for comment, declarations in re.findall(r'/\*((?:(?!\*/).)*)\*/\n((?:[^\n]+\n)+)', open(header).read(), flags=re.S):
    comment = re.sub(r'\s*\n \*\s*', ' ', comment)
    if re.search(r'Threads: (any|one)\b', comment) and re.search(r'[Dd]oes not', comment):
        told |= set(re.findall(r'^HAD_API[^;(]*?\b(had_\w+)\s*\(', declarations, re.M))
declared = set(re.findall(r'HAD_API[^;]*?\b(had_\w+)\s*\(', text))
for name in sorted(exported ^ declared):
    print('%s: %s' % (name, 'exported, not declared' if name in exported else 'declared, not exported'))
for name in sorted(declared - told):
    print('%s: its comment says no "Threads: any" or "Threads: one...", or nothing of what it does not do' % name)
for name in banned:
    print('%s: called by the library' % name)
print('%d exports, %d declarations' % (len(exported), len(declared)))
sys.exit(exported != declared or told != declared or not declared or bool(banned))
