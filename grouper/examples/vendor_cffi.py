#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Python with cffi, which reads had.h itself: every struct and call of it, no compiler.

    HAD_HEADER=/usr/include/had.h python3 vendor_cffi.py < fixtures/rpss.txt
"""
import collections
import os
import re
import sys

import cffi


def declarations(path):
    """What cffi can read of the header: declarations, without comments, macros and inline functions."""
    text = re.sub(r'/\*.*?\*/', '', open(path, encoding='utf-8').read(), flags=re.S)
    text = re.sub(r'static inline .*?\n\}\n', '', text, flags=re.S)
    text = re.sub(r'#ifdef __cplusplus\n.*?#(endif|else)\n', '', text, flags=re.S)
    return re.sub(r'^#(.*\\\n)*.*\n', '', text, flags=re.M).replace('HAD_API ', '')


ffi = cffi.FFI()
ffi.cdef(declarations(os.environ.get('HAD_HEADER', '/usr/include/had.h')))
lib = ffi.dlopen(os.environ.get('HAD_LIBRARY', 'libhad.so'))


def sized(kind):
    """A struct that knows its size, as HAD_..._INIT makes it."""
    struct = ffi.new(kind + ' *')
    struct.size = ffi.sizeof(kind)
    return struct


def check(status, error):
    if status != lib.HAD_OK:
        text = ffi.string(error.en).decode()
        raise RuntimeError(text or ffi.string(lib.had_status_text(status, 1)).decode())


error, result = sized('had_error'), sized('had_result')
tables, engine, length = ffi.new('had_tables **'), ffi.new('had_engine **'), ffi.new('size_t *')
check(lib.had_tables_new(ffi.NULL, tables), error)
check(lib.had_tables_add_published(tables[0], error), error)
check(lib.had_tables_add_builtin_classification(tables[0], b'essai', error), error)
check(lib.had_engine_new(tables[0], ffi.NULL, engine, error), error)
counts, days, amount = collections.Counter(), 0, 0
for line in sys.stdin.buffer:
    line = line[lib.had_debris(line, len(line)):]  # a byte order mark is no part of the record
    check(lib.had_process(engine[0], line, len(line), result), error)
    counts[result.outcome] += 1
    for zone in result.zone[0:result.zone_count]:
        days += zone.jours
        amount += zone.montant
lib.had_engine_free(engine[0])
lib.had_tables_free(tables[0])
print('records %d\ngrouped %d\nblocked %d\nrejected %d\ndays %d\namount %d.%02d' % (
    sum(counts.values()), counts[lib.HAD_GROUPED], counts[lib.HAD_BLOCKED], counts[lib.HAD_REJECTED], days,
    amount // 100, amount % 100))
