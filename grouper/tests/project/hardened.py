#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""hardened.py PROGRAM LIBRARY WANTED...: what the builder asked of compiler and linker stands in the binaries, and
they need nothing at run time but the C library (the bill of materials of grouper/doc/packages.md).

WANTED are the arguments that the compiler took. 77, skipped, without readelf."""
import re
import shutil
import subprocess
import sys

program, library, wanted = sys.argv[1], sys.argv[2], sys.argv[3:]
if not shutil.which('readelf'):
    print('no readelf: skipped')
    sys.exit(77)
failed = []


def read(option, path):
    return subprocess.run(['readelf', '-W', option, path], capture_output=True, text=True, check=True).stdout


def expect(path, good, what):
    if not good:
        failed.append('%s: %s' % (path, what))


def first_bytes(path, name, count):
    """Of a function that a library exports."""
    value = int(re.search(r'^ *\d+: ([0-9a-f]+) +\d+ FUNC .* %s$' % name, read('--dyn-syms', path), re.M)[1], 16)
    for offset, address, size in re.findall(r'LOAD +0x(\w+) 0x(\w+) 0x\w+ 0x(\w+)', read('-l', path)):
        if int(address, 16) <= value < int(address, 16) + int(size, 16):
            with open(path, 'rb') as f:
                f.seek(value - int(address, 16) + int(offset, 16))
                return f.read(count)
    return b''


for path in program, library:
    segments, dynamic, symbols = read('-l', path), read('-d', path), read('--dyn-syms', path)
    stack = re.search(r'GNU_STACK .* ([RWE ]+) 0x', segments)
    expect(path, stack and 'E' not in stack[1], 'its stack can be executed')
    expect(path, 'GNU_RELRO' in segments, 'no RELRO')
    expect(path, re.search(r'BIND_NOW|Flags:.*\bNOW\b', dynamic), 'symbols are not bound at the start')
    expect(path, 'TEXTREL' not in dynamic, 'its code is written to when it is loaded')
    needed = re.findall(r'NEEDED.*\[(.*)\]', dynamic)
    expect(path, set(needed) <= {'libc.so.6', 'libpthread.so.0', 'ld-linux-x86-64.so.2'}, 'needs %s' % needed)
    if '-fstack-protector-strong' in wanted:
        expect(path, '__stack_chk_fail' in symbols, 'no stack protector')
    if '-D_FORTIFY_SOURCE=2' in wanted:
        expect(path, re.search(r'__\w+_chk@GLIBC', symbols) or 'GLIBC' not in symbols, 'no FORTIFY_SOURCE')
    if '-fstack-clash-protection' in wanted and 'X86-64' in read('-h', path):
        # Of a frame of more than a page, every page is touched as it is taken: sub $0x1000,%rsp, then orq $0,(%rsp), by
        # clang movq, which alone also stands where a 0 is put on the stack.
        touched = rb'\x48\x81\xec\x00\x10\x00\x00\x48(\x83\x0c\x24\x00|\xc7\x04\x24\x00{4})'
        with open(path, 'rb') as f:
            expect(path, re.search(touched, f.read()), 'pages of the stack are taken without being touched')
expect(program, ' DYN ' in read('-h', program).replace('\n', ' '), 'not position independent')
if '-fcf-protection' in wanted and 'X86-64' in read('-h', library):
    expect(library, first_bytes(library, 'had_process', 4) == b'\xf3\x0f\x1e\xfa', 'no ENDBR64 where had_process begins')
print('\n'.join(failed) or 'hardened: ' + ' '.join(wanted))
sys.exit(bool(failed))
