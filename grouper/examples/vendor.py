#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Python without a compiler: ctypes, no struct, only arrays of numbers.

    python3 vendor.py < fixtures/rpss.txt        (HAD_LIBRARY: where libhad is, else the system looks for it)
"""
import collections
import ctypes
import ctypes.util
import os
import sys

ZONES = 4  # HAD_ZONES_MAX: places of each record in the arrays of zones
GROUPED, BLOCKED, REJECTED = range(3)  # had_outcome
Records = collections.namedtuple('Records', 'outcome code ghpc debut fin jours ght zone_jours tarif zone_montant montant')

lib = ctypes.CDLL(os.environ.get('HAD_LIBRARY') or ctypes.util.find_library('had') or 'libhad.so')
pointer, i32, i64 = ctypes.c_void_p, ctypes.c_int32, ctypes.c_int64
# Without these ctypes would take pointers, and numbers of 64 bits, for int.
lib.had_tables_new.argtypes = [pointer, ctypes.POINTER(pointer)]
lib.had_tables_free.argtypes = [pointer]
lib.had_tables_free.restype = None
lib.had_tables_add_published.argtypes = [pointer, pointer]
lib.had_tables_add_builtin_classification.argtypes = [pointer, ctypes.c_char_p, pointer]
lib.had_engine_new.argtypes = [pointer, pointer, ctypes.POINTER(pointer), pointer]
lib.had_engine_free.argtypes = [pointer]
lib.had_engine_free.restype = None
lib.had_status_text.argtypes = [ctypes.c_int, ctypes.c_int]
lib.had_status_text.restype = ctypes.c_char_p
lib.had_process_lines.argtypes = [pointer, ctypes.c_char_p, i64, i64, ctypes.POINTER(i64)] + [pointer] * 11
lib.had_process_lines.restype = i64


def check(status):
    if status != 0:
        raise RuntimeError(lib.had_status_text(abs(status), 1).decode())


class Grouper:
    """Tables and engine; several threads may use one: ctypes lets go of Python's lock during a call."""

    def __init__(self, classification='essai'):
        self.tables, self.engine = pointer(), pointer()
        check(lib.had_tables_new(None, ctypes.byref(self.tables)))
        check(lib.had_tables_add_published(self.tables, None))
        check(lib.had_tables_add_builtin_classification(self.tables, classification.encode(), None))
        check(lib.had_engine_new(self.tables, None, ctypes.byref(self.engine), None))

    def close(self):
        lib.had_engine_free(self.engine)
        lib.had_tables_free(self.tables)
        self.engine = self.tables = None

    def lines(self, block):
        """Records of a block of whole lines, as arrays; those of zones hold four values a record."""
        n = block.count(b'\n') + 1
        arrays = [(i32 * n)() for _ in range(6)] + [(i32 * (ZONES * n))() for _ in range(3)]
        arrays += [(i64 * (ZONES * n))(), (i64 * n)()]
        done = lib.had_process_lines(self.engine, block, len(block), n, None, *arrays)
        if done < 0:
            check(done)
        return done, Records(*arrays)


if __name__ == '__main__':
    grouper = Grouper()
    counts, days, amount, records, rest = collections.Counter(), 0, 0, 0, b''
    while True:
        block = sys.stdin.buffer.read(1 << 20)
        whole = len(block) and block.rfind(b'\n') + 1
        lines, rest = (rest + block[:whole], block[whole:]) if whole or not block else (b'', rest + block)
        done, arrays = grouper.lines(lines)
        records += done
        counts.update(arrays.outcome[:done])
        days += sum(arrays.jours[:done])
        amount += sum(arrays.montant[:done])
        if not block:
            break
    grouper.close()
    print('records %d\ngrouped %d\nblocked %d\nrejected %d\ndays %d\namount %d.%02d' % (
        records, counts[GROUPED], counts[BLOCKED], counts[REJECTED], days, amount // 100, amount % 100))
