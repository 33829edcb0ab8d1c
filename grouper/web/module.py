#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""module.py OUT PRIVATE INCLUDE... -- SOURCE...: the command as one WebAssembly module for WASI, by clang and the
wasi-libc of the system. Objects go to PRIVATE; only what changed is compiled again."""
import concurrent.futures
import os
import subprocess
import sys

TARGET = ['--target=wasm32-wasi']
# One thread: nothing is of a thread's own.
COMPILE = ['-std=c11', '-O3', '-flto', '-DNDEBUG', '-DHAD_BUILD', '-D_Thread_local=', '-mbulk-memory', '-msimd128', '-fvisibility=hidden', '-Wno-everything', '-MD']
# Records of hostile length need a deep line buffer, not a deep stack: a megabyte is plenty.
LINK = ['-Wl,-z,stack-size=1048576', '-Wl,--strip-all', '-Wl,--gc-sections']


def main():
    out, private, *rest = sys.argv[1:]
    cut = rest.index('--')
    includes, sources = ['-I' + i for i in rest[:cut]], [s for s in rest[cut + 1:] if s.endswith('.c')]
    os.makedirs(private, exist_ok=True)

    def build(source):
        name = os.path.abspath(source).replace(os.sep, '_')
        kept = os.path.join(private, name[-120:] + '.o')
        if os.path.exists(kept) and fresh(kept):
            return kept
        subprocess.run(['clang', *TARGET, *COMPILE, *includes, '-c', source, '-o', kept, '-MF', kept + '.d'], check=True)
        return kept

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        objects = list(pool.map(build, sources))
    subprocess.run(['clang', *TARGET, *LINK, *objects, '-o', out], check=True)


def fresh(kept):
    """Whether an object is newer than all that it was made from, the options of this file too."""
    try:
        names = open(kept + '.d', encoding='utf-8').read().replace('\\\n', ' ').split()[1:] + [__file__]
        return all(os.path.getmtime(n) < os.path.getmtime(kept) for n in names)
    except OSError:
        return False


main()
