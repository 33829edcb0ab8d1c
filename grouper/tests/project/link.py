#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""link.py ROOT BUILD KIND: what doc/link.md says, tried with the blocks that stand there: pkg-config and cmake on an
installed tree that is then moved, subproject for Meson, devenv. 77, skipped, without the tool."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

root, build, kind = sys.argv[1:4]
page = open(os.path.join(root, 'grouper/doc/link.md'), encoding='utf-8').read()
meson = os.environ.get('MESON', '').split() or [shutil.which('meson') or 'meson']
first = 'H0F code 000 ghpc 5092'


def block(language):
    """The first lines of the page in a language."""
    return re.search(r'```%s(.*?)```' % language, page, re.S)[1]


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit('%s: exit %d\n%s%s' % (' '.join(command), done.returncode, done.stdout, done.stderr))
    return done.stdout


def need(tool):
    if not shutil.which(tool):
        print('no %s: skipped' % tool)
        sys.exit(77)


def grouped(program, libraries=''):
    """A program of vendor.c gives what it should."""
    environment = dict(os.environ, LD_LIBRARY_PATH=libraries)
    with open(os.path.join(root, 'fixtures/rpss.txt'), 'rb') as records:
        said = run(program, stdin=records, env=environment)
    assert said.startswith(first) and len(said.splitlines()) == 15, said


def moved_tree(work):
    """The installation, in another place than it was made for; its directory of libraries."""
    run(*meson, 'install', '-C', build, '--no-rebuild', '--destdir', os.path.join(work, 'made'))
    prefix = os.path.dirname(glob.glob(work + '/made/**/include/had.h', recursive=True)[0])[:-len('/include')]
    os.rename(prefix, work + '/moved')
    return os.path.dirname(glob.glob(work + '/moved/**/pkgconfig/had.pc', recursive=True)[0])[:-len('/pkgconfig')]


def try_pkg_config(work):
    need('pkg-config')
    libraries = moved_tree(work)
    environment = dict(os.environ, PKG_CONFIG_PATH=libraries + '/pkgconfig')
    prefix = '--define-variable=prefix=' + work + '/moved'
    line = block('sh\n(?=cc )').replace('$(pkg-config', '$(pkg-config ' + prefix)
    run('sh', '-ec', line, cwd=work, env=environment)
    grouped(work + '/program', libraries)
    line = block('sh\n(?=HAD_LIBRARY)').replace('$(pkg-config', '$(pkg-config ' + prefix)
    said = run('sh', '-ec', line, cwd=root, env=environment)
    assert said.startswith('records 15\ngrouped 13\n'), said


def try_cmake(work):
    need('cmake')
    libraries = moved_tree(work)
    with open(work + '/CMakeLists.txt', 'w') as f:
        f.write(block('cmake\n') + 'add_executable(alone program.c)\ntarget_link_libraries(alone had::static)\n')
    run('cmake', '-S', work, '-B', work + '/out', '-DCMAKE_PREFIX_PATH=' + work + '/moved')
    run('cmake', '--build', work + '/out')
    grouped(work + '/out/program', libraries)
    grouped(work + '/out/alone')
    with open(work + '/CMakeLists.txt', 'w') as f:
        f.write(block('cmake\n').replace('had 0.2', 'had 0.3'))
    refused = subprocess.run(['cmake', '-S', work, '-B', work + '/other', '-DCMAKE_PREFIX_PATH=' + work + '/moved'],
                             capture_output=True, text=True)
    assert refused.returncode and 'version: 0.2' in refused.stderr, refused.stderr


def try_subproject(work):
    os.mkdir(work + '/subprojects')
    os.symlink(root, work + '/subprojects/had')
    with open(work + '/meson.build', 'w') as f:
        f.write(block('meson\n'))
    # The one that may be installed is not wanted here.
    environment = dict(os.environ, PKG_CONFIG_LIBDIR='/nowhere', PKG_CONFIG_PATH='')
    run(*meson, 'setup', '--buildtype=plain', work + '/out', work, env=environment)
    run(*meson, 'compile', '-C', work + '/out', 'program')
    grouped(work + '/out/program')


def try_devenv(work):
    script = os.path.join(root, 'grouper/examples/vendor.py')
    said = run('sh', '-ec', '"$@" python3 %s < %s' % (script, os.path.join(root, 'fixtures/rpss.txt')), 'sh',
               *meson, 'devenv', '-C', build)
    assert said.startswith('records 15\n'), said
    need('pkg-config')
    assert run(*meson, 'devenv', '-C', build, 'pkg-config', '--modversion', 'had').strip()


with tempfile.TemporaryDirectory() as work:
    shutil.copy(os.path.join(root, 'grouper/examples/vendor.c'), work + '/program.c')
    {'pkg-config': try_pkg_config, 'cmake': try_cmake, 'subproject': try_subproject, 'devenv': try_devenv}[kind](work)
print('%s: linked as the page says' % kind)
