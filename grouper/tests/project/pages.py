#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""pages.py HAD ROOT [tools]: what the pages of the project say holds.
- each ```sh block of the guides runs word for word, in order, and what it shows is what the ```text block after it
  prints (a line `...` stands for lines left out);
- each recipe whose tool is at hand runs and prints what the page prints (with `tools`: those that take long too);
- each link of each .md file leads to a file, and to a title when it names one; each test that a page names exists."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'command'))
from checks import check, status  # noqa: E402
from guide import END, agrees, blocks, walk  # noqa: E402

had, root = (os.path.abspath(a) for a in sys.argv[1:3])
ENV = {k: v for k, v in os.environ.items() if k not in ('HAD_LANG', 'XDG_DATA_HOME')}
ENV['LC_ALL'] = 'C.UTF-8'
# Where bench/run installs what it measures beside.
os.environ.setdefault('NODE_PATH', os.path.join(os.path.dirname(os.path.dirname(had)), 'peers', 'node_modules'))
ENV['NODE_PATH'] = os.environ['NODE_PATH']


def pages():
    names = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard', '*.md'], cwd=root, capture_output=True, text=True)
    if names.returncode == 0 and names.stdout: # a copy inside of another tree has none
        return names.stdout.split()
    return [os.path.relpath(os.path.join(f, n), root) for f, _, ns in os.walk(root) for n in ns if n.endswith('.md')]


def read(page):
    return open(os.path.join(root, page), encoding='utf-8').read()


# --- Links -----------------------------------------------------------------------------------------------------

def anchors(text):
    """The anchors of a page, as forges make them of titles, and those that it sets itself."""
    found, seen = set(re.findall(r'<a (?:id|name)="([^"]+)"', text)), {}
    for title in re.findall(r'^#{1,6} (.+?)\s*#*$', re.sub(r'```.*?```', '', text, flags=re.S), re.M):
        title = re.sub(r'\[([^\]]*)\]\([^)]*\)|[`*]', r'\1', title)
        slug = re.sub(r'[^\w\- ]', '', title.lower()).replace(' ', '-')
        found.add(slug + ('-%d' % seen[slug] if slug in seen else ''))
        seen[slug] = seen.get(slug, 0) + 1
    return found


def links(page):
    text = re.sub(r'```.*?```|`[^`\n]*`', '', read(page), flags=re.S)
    for target in re.findall(r'\]\(([^)\s]+)\)', text):
        if re.match(r'[a-z]+:', target):
            continue
        path, _, anchor = target.partition('#')
        there = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
        exists = os.path.exists(os.path.join(root, there))
        check(exists, '%s: no %s' % (page, target))
        if anchor and exists and there.endswith('.md'):
            check(anchor in anchors(read(there)), '%s: no title for %s' % (page, target))


# --- What is promised ------------------------------------------------------------------------------------------

def rules():
    """Each rule once, in order; each file that it names is there and names the rule."""
    text = read('grouper/doc/rules.md')
    found = [int(n) for n in re.findall(r'^## <a id="r(\d+)"></a>R\1 ', text, re.M)]
    check(found == list(range(1, 50)), 'rules.md: R1 to R49, found %s' % found)
    for number, block in re.findall(r'^## <a id="r(\d+)">.*?\n(.*?)(?=^## |\Z)', text, re.S | re.M):
        code, tests = re.search(r'^Code: (.*?)\btests:(.*?)\[source', block, re.S | re.M).groups()
        check('`' in code and '`' in tests, 'R%s: no code or no test' % number)
        for part, folders in ((code, ['grouper']), (tests, ['grouper/tests' + f for f in ('', '/unit', '/command')])):
            for name in re.findall(r'`([^`]+)`', part):
                paths = [name] if name.startswith('fixtures/') else [folder + '/' + name for folder in folders]
                there = [path for path in paths if os.path.exists(os.path.join(root, path))]
                check(there and re.search(r'\bR%s\b' % number, read(there[0])), 'R%s: %s does not name it' % (number, name))


def promises():
    """Each test that COMPATIBILITY.md names is one of meson's."""
    build = ''.join(read('grouper/tests/%s/meson.build' % folder) for folder in ('unit', 'fuzz', 'project', 'command'))
    known = set(re.findall(r"test\('([\w-]+)'", build))
    known |= set(re.findall(r"'([\w-]+)'", re.search(r'foreach name : \[(.*?)\]', build, re.S).group(1)))
    rows = re.findall(r'^\| .*? \| (`.*`) \|$', read('COMPATIBILITY.md').split('\n## 7. ')[1], re.M)
    named = {name for row in rows for name in re.findall(r'`([\w-]+)`', row)}
    check(len(named) > 15 and named <= known, 'COMPATIBILITY.md names tests that are not there: %s' % (named - known))


def architecture():
    """The picture of the rooms is that of the test `rooms`, from the top down."""
    order = re.search(r'^ORDER = \[(.*?)\]', read('grouper/tests/project/rooms.py'), re.S | re.M).group(1)
    rooms = [r.split('/') for r in re.findall(r"'([\w/]+)'", order)]
    picture = read('grouper/doc/architecture.md').split('```')[1]
    for part in ('lib', 'cli'):
        box = picture.split('grouper/%s ' % part)[1].split('└')[0]
        drawn = [name for name in re.findall(r'^ │  (\w+) ', box, re.M) if name != 'engine']
        told = [r[1] for r in rooms if r[0] == part and len(r) == 2][::-1]
        check(drawn == told, 'architecture.md draws %s, rooms.py has %s' % (drawn, told))


# --- Commands --------------------------------------------------------------------------------------------------

def desk(folder):
    """A directory that looks like the sources after they were built."""
    os.makedirs(os.path.join(folder, 'build', 'grouper'))
    os.symlink(had, os.path.join(folder, 'build', 'grouper', 'had'))
    shutil.copytree(os.path.join(root, 'fixtures'), os.path.join(folder, 'fixtures'))


def guide(page):
    """One shell for the whole page: what a block sets, the next one has."""
    def shell(folder, parts):
        desk(folder)
        script = ''.join("%s\necho '%s'\n" % (block.rstrip('\n'), END) for block in parts)
        done = subprocess.run(['bash', '-c', script], cwd=folder, env=dict(ENV, HOME=folder), capture_output=True, text=True)
        return done.stdout.split(END + '\n'), done.stderr
    walk(page, read(page), shell)


# --- Recipes ---------------------------------------------------------------------------------------------------

def runs(*command):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def python_for(block):
    """A Python that has what a block imports, None when there is none at hand."""
    needed = [m for m in re.findall(r'^import (\w+)', block, re.M)]
    for python in (sys.executable, '/usr/bin/python3'):
        if os.path.exists(python) and runs(python, '-c', 'import ' + ', '.join(needed)):
            return python
    return None


class Server:
    """A PostgreSQL of our own, for the time of the test. Its programs refuse to run as root."""

    def __init__(self, folder):
        tools = sorted(__import__('glob').glob('/usr/lib/postgresql/*/bin')) or [os.path.dirname(shutil.which('initdb') or '')]
        self.tools, self.data = tools[-1], os.path.join(folder, 'pg')
        self.user = ['runuser', '-u', 'postgres', '--'] if os.getuid() == 0 else []
        os.makedirs(self.data)
        if self.user:
            shutil.chown(self.data, 'postgres')
            os.chmod(folder, 0o755)
        self.ok = self.do('initdb', '-D', self.data, '-A', 'trust', '-U', 'had') and self.do(
            'pg_ctl', '-D', self.data, '-w', '-l', os.path.join(self.data, 'log'), '-o',
            "-c listen_addresses='' -k %s" % self.data, 'start')

    def do(self, tool, *args):
        return runs(*self.user, os.path.join(self.tools, tool), *args)

    def stop(self):
        self.do('pg_ctl', '-D', self.data, '-m', 'immediate', 'stop')


def recipe_command(language, block, folder):
    """What runs a block (given on standard input), None where its tool is not at hand."""
    if language == 'sh':
        return ['bash', '-e']
    if language == 'python':
        python = python_for(block)
        return python and [python, '-']
    if language == 'r':
        needed = re.findall(r'^library\((\w+)\)', block, re.M)
        ok = shutil.which('Rscript') and runs('Rscript', '-e', '; '.join('library(%s)' % n for n in needed or ['stats']))
        return ['Rscript', '-'] if ok else None
    if language == 'js':
        return ['node', '-'] if shutil.which('node') and runs('node', '-e', "require('@duckdb/node-api')") else None
    tool = language.split()[-1]
    if not shutil.which(tool):
        return None
    return {'sqlite3': ['sqlite3', ':memory:'], 'duckdb': ['duckdb', ':memory:'],
            'psql': ['psql', '-q', '-X', '-P', 'pager=off', '-h', os.path.join(folder, 'pg'), '-U', 'had', 'postgres']}[tool]


def recipes(page, all_tools):
    run, passed_over = [], []
    with tempfile.TemporaryDirectory() as folder:
        desk(folder)
        env = dict(ENV, PATH=os.path.join(folder, 'build', 'grouper') + os.pathsep + ENV.get('PATH', ''))
        for language, block, output in blocks(read(page), 'sh', 'r', 'python', 'sql sqlite3', 'sql psql', 'sql duckdb', 'js'):
            quick = language in ('sh', 'python') and 'pandas' not in block
            command = recipe_command(language, block, folder) if quick or all_tools else None
            server = Server(folder) if command and language == 'sql psql' else None
            if not command or (server and not server.ok):
                passed_over.append(language)
                continue
            done = subprocess.run(command, input=block, cwd=folder, env=env, capture_output=True, text=True)
            if server:
                server.stop()
            check(done.returncode == 0, '%s: %s:\n%s' % (page, language, done.stderr[-500:]))
            check(output is None or agrees(output, done.stdout), '%s: %s\nprinted:\n%s\nfound:\n%s' % (page, language, output, done.stdout))
            run.append(language)
    print('recipes: run %s; not at hand or too long: %s' % (', '.join(run), ', '.join(passed_over) or 'none'))


for page in pages():
    links(page)
rules()
promises()
architecture()
guide('grouper/doc/premiere_facturation.md')
guide('grouper/doc/first_billing.md')
recipes('grouper/doc/recipes.md', 'tools' in sys.argv)
sys.exit(status())
