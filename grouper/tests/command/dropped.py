#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""dropped.py HAD FIXTURES: begun from a desktop (HAD_DROPPED), the command writes a report and a workbook beside what
was dropped, says where, in both languages, and waits for Enter; what cannot be is said with what to do."""
import os
import shutil
import subprocess
import sys
import tempfile

had, fixtures = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])


def run(folder, args, language='fr', **env):
    return subprocess.run([had, *args], cwd=folder, env=dict(os.environ, HAD_LANG=language, **env), input=b'\n',
                          capture_output=True)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(folder + '/mars')
        shutil.copy(fixtures + '/rpss.txt', folder + '/mars/rpss.txt')
        shutil.copytree(fixtures + '/../tables/classifications/essai', folder + '/groupes')
        made = ['mars.had.html', 'mars.had.xlsx']
        for language, says in [('fr', 'Rapport, à ouvrir par un double clic : mars.had.html'),
                               ('en', 'Report, open it by a double click: mars.had.html')]:
            ran = run(folder, ['mars/', 'groupes'], language, HAD_DROPPED='1')
            told = ran.stderr.decode()
            assert ran.returncode == 0 and says in told and 'mars.had.xlsx' in told, told
        # What the command line makes, to the byte: the page tells it.
        args = ['report', 'mars/', '--classification', 'groupes', '-o']
        for name, more in zip(made, [[], ['--to', 'xlsx', '-q']]):
            path = os.path.join(folder, name)
            found = open(path, 'rb').read()
            assert run(folder, [*args, name, *more], 'en').returncode == 0
            assert open(path, 'rb').read() == found, name
            os.remove(path)
        # Nothing dropped: the program's own folder, which holds no record here.
        ran = run(folder, [], HAD_DROPPED='1')
        assert ran.returncode == 3 and 'Posez sur had.exe un fichier de RPSS' in ran.stderr.decode(), ran.stderr
        assert sorted(os.listdir(folder)) == ['groupes', 'mars'], os.listdir(folder)
        # Not from a desktop: a name is no command.
        assert run(folder, ['mars']).returncode == 2
    print('dropped: 6 cases')


main()
