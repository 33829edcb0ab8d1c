#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""exports.py LIBRARY HEADER: what the shared library exports is what the header declares; each call says which threads
may call it and what it does not do; the library calls nothing but ALLOWED: no input or output, no clock, no locale, no
memory beside its allocator (qsort may take some)."""
import re
import subprocess
import sys

# Bytes and texts in memory, which no locale changes, and its allocator; bcmp and stpcpy are what a compiler makes of these.
ALLOWED = re.compile(r'mem(chr|cmp|cpy|move|set)|bcmp|str(cat|chr|cmp|cpy|cspn|len|ncmp|ncpy|rchr|spn)|stpcpy|malloc|free'
                     # what the C library was told of the processor when the program began: it only looks there
                     r'|__x86_get_cpuid_feature_leaf')
# What compiler and linker put in by themselves.
TOOLS = re.compile(r'_ITM_\w+|__(cxa_finalize|gmon_start__|stack_chk_fail|tls_get_addr)|__(asan|lsan|tsan|ubsan|sanitizer)_\w+')
library, header = sys.argv[1:3]


def symbols(which):
    out = subprocess.run(['nm', '-D', which, library], capture_output=True, text=True, check=True).stdout
    return [line.split() for line in out.splitlines()]


exported = {words[-1] for words in symbols('--defined-only') if words[-2] in 'TDBR'}
called = {words[-1].split('@')[0] for words in symbols('--undefined-only') if words[-2] == 'U'}
banned = sorted(name for name in called
                if not TOOLS.fullmatch(name) and not ALLOWED.fullmatch(re.sub(r'^__(\w+)_chk$', r'\1', name)))
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
