#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""abi.py HEADER FROZEN CC... [--bless]: had.h is what programs that are built already rely on.

Every struct with the place and bytes of its members, every constant with its value and every call with its
parameters stand in FROZEN (abi.txt). A change is told with what to do about it; --bless writes FROZEN anew.
On machines of 64 bits; 77, skipped, on others."""
import difflib
import os
import re
import subprocess
import sys
import tempfile

ADVICE = {
    'new': 'New: no program built already is hurt. A new member of a struct stands after all others, or takes a\n'
           'reserved one; nothing else may move. A new struct with a size is listed in lib/base/sized.h and has its\n'
           'HAD_..._INIT. A line in NEWS.md, then --bless.',
    'gone': 'Moved, gone or changed: programs built with the header before would misread memory, or not start.\n'
            'Give the new thing a new name and leave the old one. Where that cannot be: raise soversion in\n'
            'grouper/meson.build, tell each change in NEWS.md with what to write instead, then --bless.'}


def structs(text):
    """Names of each struct and of its members."""
    for name, body in re.findall(r'typedef struct (had_\w+) \{(.*?)\} \1;', text, re.S):
        members = []
        for declaration in filter(None, map(str.strip, body.split(';'))):
            pointer = re.search(r'\(\*(\w+)\)\(', declaration)
            members += [pointer[1]] if pointer else re.findall(r'(\w+)(?:\[[^]]*\])*\s*(?:,|$)', declaration)
        yield name, members


def constants(text):
    for body in re.findall(r'enum\s*\w*\s*\{(.*?)\}', text, re.S):
        yield from re.findall(r'\b(HAD_\w+)\s*(?:=[^,]*)?(?:,|$)', body.strip())
    yield from re.findall(r'^#define (HAD_\w+_MAX)\b', text, re.M)


def calls(text):
    for call in re.findall(r'^HAD_API ([^;]*);', text, re.M | re.S):
        yield re.sub(r'\s+', ' ', call)


def program(text):
    """A program that prints what the compiler makes of them."""
    rows = ['#include <had.h>', '#include <stddef.h>', '#include <stdio.h>', 'int main(void)', '{',
            'if (sizeof(void *) != 8) return 77;']
    for name, members in structs(text):
        rows.append('printf("struct %s %%zu\\n", sizeof(%s));' % (name, name))
        rows += ['printf("  %s.%s %%zu %%zu\\n", offsetof(%s, %s), sizeof((*(%s *)0).%s));'
                 % (name, member, name, member, name, member) for member in members]
    rows += ['printf("constant %s %%d\\n", (int)%s);' % (name, name) for name in constants(text)]
    return '\n'.join(rows + ['return 0;', '}', ''])


arguments = [a for a in sys.argv[1:] if a != '--bless']
header, frozen, compiler = arguments[0], arguments[1], arguments[2:]
text = re.sub(r'/\*.*?\*/', '', open(header, encoding='utf-8').read(), flags=re.S)
with tempfile.TemporaryDirectory() as work:
    source, binary = os.path.join(work, 'abi.c'), os.path.join(work, 'abi')
    with open(source, 'w', encoding='utf-8') as f:
        f.write(program(text))
    subprocess.run(compiler + ['-std=c11', '-I', os.path.dirname(os.path.abspath(header)), source, '-o', binary],
                   check=True)
    done = subprocess.run([binary], capture_output=True, text=True)
if done.returncode == 77:
    print('not a machine of 64 bits: skipped')
    sys.exit(77)
found = done.stdout + ''.join('call %s\n' % call for call in calls(text))
if '--bless' in sys.argv:
    with open(frozen, 'w', encoding='utf-8') as f:
        f.write(found)
    sys.exit(0)
sized = set(re.findall(r'X\((had_\w+), ', open(
    os.path.join(os.path.dirname(header), 'lib/base/sized.h'), encoding='utf-8').read()))
begun = {'had_' + name.lower() for name in re.findall(r'#define HAD_(\w+)_INIT ', text)}
with_size = {name for name, members in structs(text) if members[0] == 'size'}
for name in sorted(with_size - sized | with_size ^ begun):
    print('%s: has a size: to be listed in lib/base/sized.h, with a HAD_..._INIT in had.h' % name)
difference = [line for line in difflib.ndiff(open(frozen, encoding='utf-8').read().splitlines(), found.splitlines())
              if line[0] in '+-']
print('\n'.join(difference))
if difference:
    print('\nhad.h is not what %s holds.' % os.path.basename(frozen))
    print(ADVICE['gone' if any(line[0] == '-' and not line.startswith('- struct') for line in difference) else 'new'])
print('%d lines, %d differ' % (len(found.splitlines()), len(difference)))
sys.exit(1 if difference or with_size - sized or with_size ^ begun else 0)
