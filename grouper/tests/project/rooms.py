#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""rooms.py ROOT: includes go down the order of the rooms, never up and never round in a circle; no function is
over MOST lines; the name of a struct, union or enum means one thing."""
import os
import re
import sys

# From the ground up: a file includes what stands in its own room or in one before it.
ORDER = ['common', 'os', 'lib/base', 'lib/text', 'lib/deduce', 'lib/tables', 'lib/record', 'lib/rules', 'lib/fast',
         'lib', 'lib/beside', 'cli/base', 'cli/write', 'cli/ask', 'cli/files', 'cli/account',
         'cli/run', 'cli/rows', 'cli/report', 'cli/commands', 'cli']
# The public header stands under all rooms; the library shows nothing else to the command.
PUBLIC = 'had.h'
# Lines between the braces of a function.
MOST = 60


def includes(root):
    """file -> files of the project that it includes"""
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), root)
            if not name.endswith(('.c', '.h')) or path.startswith(('tests', 'examples')):
                continue
            text = open(os.path.join(folder, name), encoding='utf-8').read()
            targets = []
            for target in re.findall(r'^#include "([^"]+)"', text, re.MULTILINE):
                beside = os.path.join(os.path.dirname(path), target)
                target = beside if os.path.exists(os.path.join(root, beside)) else target
                if os.path.exists(os.path.join(root, target)):
                    targets.append(os.path.normpath(target))
            found[path] = targets
    return found


def circle(found):
    """A circle of includes, or None."""
    state, way = {}, []

    def visit(path):
        if state.get(path) == 'done':
            return None
        if path in way:
            return way[way.index(path):] + [path]
        way.append(path)
        for target in found.get(path, []):
            known = visit(target)
            if known:
                return known
        way.pop()
        state[path] = 'done'
        return None

    return next(filter(None, map(visit, sorted(found))), None)


def long_functions(root, paths):
    """(file, first line, lines) of those that are over MOST."""
    for path in paths:
        start = None
        for number, line in enumerate(open(os.path.join(root, path), encoding='utf-8'), 1):
            if line == '{\n':
                start = number
            elif line == '}\n' and start:
                if number - start - 1 > MOST:
                    yield path, start, number - start - 1
                start = None


def named_twice(root, paths):
    """Names of structs, unions and enums that two files define; each system has its own in `os`."""
    where = {}
    for path in paths:
        text = open(os.path.join(root, path), encoding='utf-8').read()
        for name in re.findall(r'^(?:typedef )?(?:struct|enum|union) (\w+) {', text, re.MULTILINE):
            where.setdefault(name, set()).add(path)
    return {n: sorted(p) for n, p in where.items() if len(p) > 1 and not all(f.startswith('os/') for f in p)}


def main():
    root = os.path.join(sys.argv[1], 'grouper')
    found, wrong = includes(root), 0
    for path, targets in sorted(found.items()):
        room = os.path.dirname(path)
        for target in targets:
            below = os.path.dirname(target)
            if target == PUBLIC:
                continue
            up = room not in ORDER or below not in ORDER or ORDER.index(below) > ORDER.index(room)
            inside = room.startswith('cli') and below.startswith('lib')
            if up or inside:
                wrong += 1
                print('%s includes %s' % (path, target))
    for path, start, lines in long_functions(root, sorted(found)):
        wrong += 1
        print('%s:%d: %d lines' % (path, start, lines))
    for name, paths in sorted(named_twice(root, found).items()):
        wrong += 1
        print('%s is defined in %s' % (name, ' and in '.join(paths)))
    known = circle(found)
    if known:
        print('circle: ' + ' -> '.join(known))
    print('%d files, %d faults, %s' % (len(found), wrong, 'a circle' if known else 'no circle'))
    return bool(wrong or known)


sys.exit(main())
