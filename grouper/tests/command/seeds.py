#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""seeds.py HAD FIXTURES: each run draws what its hashes begin with, and gives it to the library; what it says does not
depend on it. The seed of a run that waits for its input is read from its memory."""
import os
import re
import subprocess
import sys
import time

from checks import check, status

had, fixtures = (os.path.realpath(a) for a in sys.argv[1:3])  # as the system names what runs
records = open(os.path.join(fixtures, 'examples', 'controls.txt'), 'rb').read()
bills = os.path.join(fixtures, 'examples', 'beside', '')


def symbol(name):
    """Where a variable of the program is, from its beginning; None when nothing tells."""
    try:
        listed = subprocess.run(['nm', had], capture_output=True, text=True).stdout
    except FileNotFoundError:
        return None
    found = re.search(r'^([0-9a-f]+) \w %s$' % name, listed, re.M)
    return int(found.group(1), 16) if found else None


def areas(pid):
    """(first, last, rights, name) of each part of its memory."""
    for line in open('/proc/%d/maps' % pid):
        where, rights, _, _, _, *name = line.rstrip('\n').split(None, 5)
        first, last = (int(x, 16) for x in where.split('-'))
        yield first, last, rights, name[0] if name else ''


def look(pid, first, size):
    with open('/proc/%d/mem' % pid, 'rb', buffering=0) as memory:
        memory.seek(first)
        return memory.read(size)


def seed_of(pid, at):
    """The seed of a run, and how often it stands elsewhere than on the stack."""
    found = list(areas(pid))
    base = min(first for first, _, _, name in found if name == had)
    seed = look(pid, base + at, 8)
    asked = [(first, last) for first, last, rights, name in found if rights.startswith('rw') and name in ('', '[heap]')]
    own = not any(first <= base + at < last for first, last in asked)
    return seed, own + sum(look(pid, first, last - first).count(seed) for first, last in asked)


def seen(at, *args, data):
    """A run that is looked at while it waits for its input; then it gets it."""
    p = subprocess.Popen([had, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         env=dict(os.environ, HOME='/nonexistent'))
    seed, times, end = bytes(8), 0, time.monotonic() + 60
    while times < 2 and time.monotonic() < end and p.poll() is None:
        time.sleep(0.01)
        try:
            seed, times = seed_of(p.pid, at)
        except (OSError, ValueError):  # it has only begun
            continue
        times = times if seed != bytes(8) else 0
    told = p.communicate(data)
    return seed, times, (p.returncode, *told)


at = symbol('index_seed')
if at is None:
    print('no symbols: the seed is not looked at')
    sys.exit(77)
waits = subprocess.Popen([had, 'check', '-'], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    list(areas(waits.pid)), open('/proc/%d/mem' % waits.pid, 'rb').close()
except OSError as refused:
    print('the memory of a run may not be read here: %s' % refused)
    sys.exit(77)
finally:
    waits.communicate()
for args, data in ((['check', '--ensemble', '-'], records),
                   (['drugs', '-', '--rpss', bills + 'dgf.rpss.txt'], open(bills + 'dgf.fichcomp.txt', 'rb').read())):
    runs = [seen(at, *args, data=data) for _ in range(3)]
    name = ' '.join(args[:2])
    check(len({seed for seed, _, _ in runs}) == 3, '%s: the same seed twice' % name)
    for seed, times, told in runs:
        check(seed != bytes(8), '%s: no seed was drawn' % name)
        check(times >= 2, '%s: the library was not given the seed' % name)  # once where main put it
        check(told[0] in (0, 1) and len(told[1]) > 100, '%s: %s' % (name, told))
        check(told == runs[0][2], '%s: another seed, another result' % name)
sys.exit(status())
