#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""robust.py HAD GENERATE FIXTURES: what must not change a result, and what must not go wrong.

Block sizes, pipes, locale, time zone, line ends; files split, joined, permuted; any bytes; outputs
that appear whole or not at all."""
import os
import random
import signal
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, fixtures = (os.path.abspath(a) for a in sys.argv[1:4])
examples = os.path.join(fixtures, 'examples')
ESSAI = ['--classification', 'essai']


def run(*args, data=None, env=None, cwd=None):
    full = dict(os.environ, HOME='/nonexistent', **(env or {}))
    r = subprocess.run([had, *args], input=data, capture_output=True, env=full, cwd=cwd, timeout=120)
    check(r.returncode >= 0, 'signal %d on %s' % (-r.returncode, args))
    return r


def same_bytes(path, tmp):
    """Promise 1: block size, pipe, locale, zone."""
    data = open(path, 'rb').read()
    for command in (['group', '--to', 'csv'], ['group'], ['price', '--by', 'jour'],
                    ['price', '--by', 'mois,ght']):
        base = run(*command, *ESSAI, path)
        check(base.returncode == 0, 'run of %s: %s' % (command, base.stderr[-300:]))
        for size in ('64', '191', '1000', '65536', '4194304'):
            other = run(*command, *ESSAI, path, env={'HAD_READ_SIZE': size})
            check((other.stdout, other.stderr) == (base.stdout, base.stderr), 'block of ' + size)
        # Locales that are not installed change nothing: .ci/run installs these two.
        for env in ({'LC_ALL': 'tr_TR.UTF-8'}, {'TZ': 'Pacific/Apia', 'LC_ALL': 'fr_FR.UTF-8'}):
            other = run(*command, *ESSAI, path, env=env)
            check((other.stdout, other.stderr) == (base.stdout, base.stderr), 'locale %s' % env)
        pipe = run(*command, *ESSAI, '-', data=data)
        check(pipe.stdout.replace(b'\n-;', b'\n' + path.encode() + b';') == base.stdout, 'pipe')
        output = os.path.join(tmp, 'out')
        file = run(*command, *ESSAI, path, '-o', output)
        check(file.stdout == b'' and open(output, 'rb').read() == base.stdout, 'output file')


def metamorphic(path):
    """Promise 6: one record never changes another's result."""
    # A lone CR does not end a line: only LF does.
    lines = [l + b'\n' for l in open(path, 'rb').read().split(b'\n')[:-1]]
    whole = run('group', *ESSAI, '-', data=b''.join(lines)).stdout.split(b'\n')
    shuffled = lines[:]
    random.Random(7).shuffle(shuffled)
    mixed = run('group', *ESSAI, '-', data=b''.join(shuffled)).stdout.split(b'\n')
    check(sorted(whole) == sorted(mixed), 'permutation')
    half = len(lines) // 2
    parts = [run('group', *ESSAI, '-', data=b''.join(p)).stdout for p in (lines[:half], lines[half:])]
    check(b''.join(parts).split(b'\n') == whole, 'split')
    twice = run('group', *ESSAI, '-', data=b''.join(l + l for l in lines)).stdout.split(b'\n')
    check(twice[:-1:2] == twice[1::2] == whole[:-1], 'duplicates')
    shares = [run('group', *ESSAI, '-', data=b''.join(l for n, l in enumerate(lines) if (n % 3 == 0) == left)).stdout for left in (True, False)]
    check(sorted(b''.join(shares).split(b'\n')) == sorted(whole), 'lines left out')
    broken = [b'', b'H0F', b'\xff' * 200, lines[0][:100], lines[0].rstrip()[:-1] + b'\x01']
    among = run('group', *ESSAI, '-', data=b''.join(broken[n % len(broken)] + b'\n' + l for n, l in enumerate(lines))).stdout.split(b'\n')
    check(among == whole, 'broken lines between')
    plain = b''.join(l for l in lines if b'\r' not in l)
    lf, crlf = (run('group', *ESSAI, '-', data=d).stdout
                for d in (plain, plain.replace(b'\n', b'\r\n')))
    check(crlf == lf.replace(b'\n', b'\r\n'), 'CR LF')


def joined_files(path, tmp):
    """A missing last newline does not glue two files together."""
    lines = open(path, 'rb').read().split(b'\n')
    data = b'\n'.join(lines[1:-1] + lines[:1])  # the first line is sound: the last line written has no newline either
    a, b = os.path.join(tmp, 'a'), os.path.join(tmp, 'b')
    for name in (a, b):
        open(name, 'wb').write(data)
    one = run('group', *ESSAI, a).stdout
    check(run('group', *ESSAI, a, b).stdout == one + b'\n' + one, 'two files without last newline')


def any_bytes(path):
    """Promise 5, and every line accounted for."""
    rng = random.Random(11)
    sound = open(path, 'rb').read()[:20000]
    cases = [b'', b'\n', b'\r', b'\r\n\r\n', b'\0' * 1000, b'\n' * 5000, b'H0F' * 100000,
             b'H0F' + b' ' * 3000000, b'\xef\xbb\xbf' + sound, sound.replace(b'\n', b'\0'),
             sound[:-1] + b' ' * 200000 + b'\n' + sound, b' ' * 65535 + b'\n', b' ' * 65536 + b'\r\n',
             b' ' * 65537 + b'\n', sound[:-1] + b' ' * 70000 + b'x\n' + sound]
    for _ in range(60):
        data = bytearray(sound)
        for _ in range(rng.randrange(1, 200)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        cases.append(bytes(data))
        cases.append(rng.randbytes(rng.randrange(3000)))
    for data in cases:
        outs = set()
        for size in ('64', '4096', '1048576'):
            r = run('price', '--by', 'total', *ESSAI, '--lang', 'en', '-', data=data,
                    env={'HAD_READ_SIZE': size})
            outs.add((r.stdout, r.stderr))
            if r.returncode == 3 and b'no line of a format' in r.stderr:
                continue
            check(r.returncode == 0, 'status %d on %r...' % (r.returncode, data[:40]))
            summary = next(l for l in r.stderr.split(b'\n') if b'line(s) read' in l)
            words = [int(w) for w in summary.split() if w.isdigit()]
            lines = data.count(b'\n') + (1 if data and not data.endswith(b'\n') else 0)
            check(words[1] == lines and words[1] == sum(words[2:]), 'account %s' % summary)
        check(len(outs) == 1, 'block size changes %r...' % data[:40])


def outputs(path, tmp):
    """Promises 7 and 8."""
    out = os.path.join(tmp, 'kept')
    open(out, 'w').write('before')
    bad = os.path.join(tmp, 'missing')
    r = run('group', *ESSAI, path, bad, '-o', out)
    check(r.returncode == 3 and open(out).read() == 'before', 'a missing input leaves the output')
    r = run('group', path, '-o', out)
    check(r.returncode == 4 and open(out).read() == 'before', 'no classification: nothing written')
    r = run('group', path)
    check(r.returncode == 4 and r.stdout == b'', 'no classification: nothing on standard output')
    r = run('group', *ESSAI, path, '-o', path)
    check(r.returncode == 2, 'an output that is an input')
    with open('/dev/full', 'wb') as full:
        r = subprocess.run([had, 'group', *ESSAI, path], stdout=full, stderr=subprocess.PIPE)
    check(r.returncode == 3 and b'criture impossible' in r.stderr, '/dev/full')
    r = run('group', *ESSAI, path, '-o', os.path.join(tmp, 'no', 'such', 'place'))
    check(r.returncode == 3, 'an output in no directory')
    # A reader that goes away early: no word about it, and no failure.
    with open(os.path.join(tmp, 'err'), 'wb') as err:
        p = subprocess.Popen([had, 'price', '--by', 'jour', *ESSAI, '-q', path],
                             stdout=subprocess.PIPE, stderr=err)
        p.stdout.read(10)
        p.stdout.close()
        check(p.wait() == 0, 'status of a closed pipe: %d' % p.returncode)
    check(open(os.path.join(tmp, 'err'), 'rb').read() == b'', 'a closed pipe is quiet')
    # A link is followed, a closed standard error does not fall into the output.
    target, link = os.path.join(tmp, 'target'), os.path.join(tmp, 'link')
    open(target, 'w').write('before')
    os.symlink(target, link)
    r = run('price', '--by', 'total', *ESSAI, path, '-o', link)
    check(os.path.islink(link) and open(target).read().startswith('sous_'), 'a link is followed')
    whole = run('price', *ESSAI, path).stdout
    subprocess.run('"%s" price --classification essai "%s" -o "%s" 2>&-' % (had, path, target),
                   shell=True)
    check(open(target, 'rb').read() == whole, 'standard error closed')
    r = subprocess.run('"%s" price --classification essai "%s" >&-' % (had, path), shell=True,
                       capture_output=True)
    check(r.returncode == 3, 'standard output closed')
    grown = os.path.join(tmp, 'grown')
    open(grown, 'wb').write(open(path, 'rb').read())
    with open(grown, 'ab') as f:
        r = subprocess.run([had, 'group', *ESSAI, grown], stdout=f, stderr=subprocess.PIPE)
    check(r.returncode == 2, 'standard output that is an input')
    check(run('price', *ESSAI, '-', '-', data=b'').returncode == 2, 'standard input twice')
    # Stopped by a signal while it waits for input: no part of a file stays.
    p = subprocess.Popen([had, 'group', *ESSAI, '-', '-o', out], stdin=subprocess.PIPE,
                         stderr=subprocess.DEVNULL)
    p.stdin.write(open(path, 'rb').read() * 20)
    p.stdin.flush()
    p.send_signal(signal.SIGTERM)
    p.wait()
    check(p.returncode == -signal.SIGTERM and open(out).read() == 'before', 'SIGTERM')
    check([f for f in os.listdir(tmp) if f.endswith('.part')] == [], 'a part of a file stays')
    for magic in (b'\x1f\x8b\x08\0', b'PK\x03\x04', b'\xff\xfeH\0'):
        r = run('group', *ESSAI, '-', data=magic + b'x' * 100)
        check(r.returncode == 3 and b'on dirait' in r.stderr, 'foreign file %r' % magic)


def late_record_without_zones(tmp):
    """No classification: grouped records are priced, and nothing is written when one is not grouped."""
    grouped = run('group', '-q', *ESSAI, os.path.join(examples, 'main.txt')).stdout
    rpss = os.path.join(tmp, 'rpss')
    open(rpss, 'wb').write(grouped * 200)
    r = run('price', rpss)
    check(r.returncode == 0 and r.stdout, 'grouped records need no classification')
    open(rpss, 'ab').write(open(os.path.join(examples, 'main.txt'), 'rb').read())
    r = run('price', rpss)
    check(r.returncode == 4 and r.stdout == b'', 'a late record without zones: nothing written')


def parts(path, tmp):
    """Any number of slices gives, merged, the bytes of one run, for every output."""
    data = open(path, 'rb').read()[:150000]
    files = [os.path.join(tmp, n) for n in ('one;"x".txt', 'two.txt', 'empty.txt', 'three.txt')]
    for name, content in zip(files, (data[:70000], data[70000:70400].rstrip(b'\r\n'), b'',
                                     data[70000:].rstrip(b'\r\n'))):
        open(name, 'wb').write(content)
    for command in (['group'], ['group', '--to', 'csv'], ['group', '--to', 'jsonl'], ['price'],
                    ['price', '--tableur'], ['price', '--by', 'jour', '--to', 'jsonl'],
                    ['price', '--by', 'total'], ['price', '--by', 'total', '--to', 'jsonl'],
                    ['price', '--by', 'mois,mpp,variante'], ['price', '--by', 'ght', '--tableur'],
                    ['price', '--by', 'mpp,ghpc', '--to', 'jsonl'],
                    ['check', '--sans-chainage'], ['check', '--sans-chainage', '--to', 'jsonl']):
        if command[0] == 'price':
            command = [*command, '--doublons']
        whole = run(*command, *ESSAI, '-q', *files).stdout
        for n in (1, 2, 3, 7, 40):
            slices = []
            for k in range(1, n + 1):
                slices.append(os.path.join(tmp, 'slice%d' % k))
                r = run(*command, *ESSAI, '-q', '--part', '%d/%d' % (k, n), '-o', slices[-1], *files)
                check(r.returncode in (0, 1), 'slice %d/%d' % (k, n))
            r = run('merge', *slices)
            check(r.stdout == whole, 'merge of %d slices of %s: %s' % (n, command, r.stderr))
            rows = command[0] == 'price' and (b'fichier' in whole[:20])
            if n == 3 and rows:
                for wrong in ([1, 0, 2], [0, 0, 1]):
                    r = run('merge', *(slices[i] for i in wrong), '-o', os.path.join(tmp, 'no'))
                    check(r.returncode == (2 if wrong[0] == wrong[1] else 3) and
                          not os.path.exists(os.path.join(tmp, 'no')),
                          'slices %s' % wrong)
    rows, days = os.path.join(tmp, 'rows'), os.path.join(tmp, 'days')
    run('price', *ESSAI, path, '-o', rows)
    run('price', '--by', 'jour', *ESSAI, path, '-o', days)
    text = open(rows, 'rb').read()
    for bad in (text[:-20], b'', b'x\n', text.replace(b'fichier', b'fichiel', 1)):
        open(files[1], 'wb').write(bad)
        r = run('merge', rows, files[1], '-o', os.path.join(tmp, 'no'))
        check(r.returncode == 3 and not os.path.exists(os.path.join(tmp, 'no')),
              'merge of %r' % bad[:20])
    check(run('merge', rows, days).returncode == 3, 'merge of rows by zone and by day')
    check(run('price', *ESSAI, '--part', '1/2', '-', data=b'').returncode == 2, 'part of a pipe')
    check(run('price', *ESSAI, '--part', '3/2', path).returncode == 2, 'part 3/2')


def main():
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, 'rpss.txt')
        with open(path, 'wb') as f:
            subprocess.run([generate, '--records', '3000', '--formats', 'all', '--faults', '200',
                            '--broken', '100', '--seed', '3'], stdout=f, check=True)
        same_bytes(path, tmp)
        metamorphic(path)
        joined_files(path, tmp)
        any_bytes(path)
        outputs(path, tmp)
        parts(path, tmp)
        late_record_without_zones(tmp)
    return status()


sys.exit(main())
