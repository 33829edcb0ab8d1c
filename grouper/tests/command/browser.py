#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""browser.py HAD GENERATE CHROMIUM [SCREENSHOTS]: the page of had report in a browser, without a window. At the width
of a desk and of a phone: nothing wider than the screen, headings in order, heads of tables with a scope, contrast of
each text as it is computed, what is scrolled or opened reached by keyboard, with a mark of its own. On paper: A4. No option
is broken at its hyphens. A hostile name, code or label never becomes markup. Screenshots are left in a directory when one
is named."""
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from checks import check, status

had, generate, chromium = (os.path.abspath(a) for a in sys.argv[1:4])
shots = os.path.abspath(sys.argv[4]) if len(sys.argv) > 4 else None
work = tempfile.mkdtemp()

# Ours, put into a copy of the page: what the browser makes of it.
PROBE = r'''
<script>
addEventListener('load', () => {
  const said = [];
  const channel = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const numbers = text => text.match(/[\d.]+/g).map(Number);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = numbers(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  let least = 99;
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || ['SCRIPT', 'STYLE'].includes(e.tagName)) continue;
    const svg = e.closest('svg');
    const ink = light(numbers(svg ? getComputedStyle(e).fill : getComputedStyle(e).color));
    const paper = light(behind(svg || e));
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    least = Math.min(least, ratio);
    if (ratio < 4.5) said.push('contrast ' + ratio.toFixed(2) + ': ' + walk.currentNode.data.slice(0, 40));
  }
  document.querySelectorAll('details').forEach(d => { d.open = false; });
  for (const rect of document.querySelectorAll('svg rect')) {
    const ink = light(numbers(getComputedStyle(rect).fill));
    if (1.05 / (ink + 0.05) < 3) said.push('a bar too pale: ' + getComputedStyle(rect).fill);
  }
  const heads = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]));
  if (heads[0] !== 1 || heads.filter(h => h === 1).length !== 1) said.push('one first heading');
  heads.forEach((h, i) => { if (i && h - heads[i - 1] > 1) said.push('headings skip a level'); });
  for (const th of document.querySelectorAll('th'))
    if (!['col', 'row'].includes(th.scope)) said.push('a head without a scope');
  for (const t of document.querySelectorAll('table')) if (!t.caption) said.push('a table without a caption');
  // However a table is laid out, it stays one for who does not see it.
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  if (document.documentElement.scrollWidth > innerWidth) said.push('unfolded, wider than the screen by ' + (document.documentElement.scrollWidth - innerWidth));
  for (const e of document.querySelectorAll('.table'))
    if (innerWidth <= 992 && e.scrollWidth > e.clientWidth) said.push('unfolded, a phone has to scroll: ' + e.getAttribute('aria-label') + ', ' + (e.scrollWidth - e.clientWidth));
  for (const e of document.querySelectorAll('dl.main div, .note'))
    if (e.scrollWidth > e.clientWidth + 1) said.push('unfolded, wider than its box: ' + e.textContent.slice(0, 30));
  for (const [what, role] of [['table', 'table'], ['tr', 'row'], ['td', 'cell'], ['thead th', 'columnheader'], ['tbody th[scope=row]', 'rowheader']])
    for (const e of [...document.querySelectorAll('#refuse ' + what)].slice(0, 2))
      if (e.computedRole !== role) said.push('a ' + what + ' is a ' + e.computedRole);
  document.querySelectorAll('details').forEach(d => { d.open = false; });
  // An option is read whole: no line ends at its hyphens.
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    for (const option of texts.currentNode.data.matchAll(/(?<![-\w])--[a-z][-a-z0-9]*/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, option.index);
      range.setEnd(texts.currentNode, option.index + option[0].length);
      if (new Set([...range.getClientRects()].map(r => r.top)).size > 1) said.push('broken: ' + option[0]);
    }
  for (const s of document.querySelectorAll('svg')) {
    if (s.getAttribute('role') !== 'img' || !s.getAttribute('aria-label')) said.push('a chart without a text');
    for (const text of s.querySelectorAll('text')) {
      const b = text.getBBox(), v = s.viewBox.baseVal;
      if (b.x < -1 || b.x + b.width > v.width + 1) said.push('a text out of its chart: ' + text.textContent);
    }
  }
  let stops = 0;
  const stop = document.documentElement.dataset.paper ? 'none' : 'a[href], summary, [tabindex]';
  for (const e of document.querySelectorAll(stop)) {
    // What is folded is reached once it is unfolded.
    for (let d = e.tagName === 'SUMMARY' ? e.parentElement.parentElement.closest('details') : e.closest('details'); d; d = d.parentElement.closest('details')) d.open = true;
    e.focus();
    if (document.activeElement !== e) { said.push('not reached: ' + e.outerHTML.slice(0, 60)); continue; }
    if (getComputedStyle(e).outlineStyle === 'none') said.push('no mark on focus: ' + e.outerHTML.slice(0, 60));
    stops++;
  }
  document.querySelectorAll('details').forEach(d => { d.open = false; });
  for (const e of document.querySelectorAll('.table')) {
    const edge = e.getBoundingClientRect().right + 1, caption = e.querySelector('caption').getBoundingClientRect();
    if (!document.documentElement.dataset.paper && caption.right > edge) said.push('a caption is cut: ' + e.getAttribute('aria-label'));
    if (e.scrollWidth <= e.clientWidth) continue;
    if (innerWidth <= 992) said.push('a phone has to scroll: ' + e.getAttribute('aria-label') + ', ' + (e.scrollWidth - e.clientWidth));
    if (e.tabIndex < 0) said.push('scrolled by mouse only');
    if (e.closest('#refuse') && innerWidth >= 992) said.push('what is refused is cut');
    const seen = b => b.left >= e.getBoundingClientRect().left - 1 && b.right <= edge;
    e.scrollLeft = 0; // the keyboard has been in it
    for (const row of e.querySelectorAll(':scope > table > tbody > tr'))
      if (!seen(row.children[1].getBoundingClientRect())) said.push('a row says nothing until it is scrolled: ' + e.getAttribute('aria-label'));
    e.scrollLeft = e.scrollWidth;
    for (const row of e.querySelectorAll(':scope > table > * > tr'))
      if (!seen(row.children[0].getBoundingClientRect())) said.push('the head of a row is scrolled away');
    if (getComputedStyle(e).backgroundAttachment !== 'local, local, scroll, scroll') said.push('nothing tells of what is cut');
  }
  for (const a of document.querySelectorAll('a[href]'))
    if (!document.querySelector(a.getAttribute('href'))) said.push('a link to nowhere');
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) said.push('wider than the screen by ' + wide);
  if (document.documentElement.dataset.paper)
    for (const e of document.querySelectorAll('.table')) {
      const over = e.querySelector('table').getBoundingClientRect().width - e.clientWidth;
      if (over > 1) said.push('a table wider than the paper by ' + over.toFixed(0) + ': ' + e.getAttribute('aria-label'));
    }
  if (window.hostile) said.push('a script of the data ran');
  parent.postMessage(btoa(unescape(encodeURIComponent(JSON.stringify(
    {said: [...new Set(said)], least, stops, heads: heads.length, width: innerWidth})))), '*');
});
</script>
'''

# A window is never narrower than 500: the page stands in a frame of its own width.
FRAME = '''<!DOCTYPE html><style>body{margin:0}iframe{border:0}</style><iframe width=%s height=%s src="%s"></iframe>
<script>addEventListener('message', e => { document.body.innerHTML = '<pre>' + e.data + '</pre>'; });</script>'''


def browse(*args):
    return subprocess.run([chromium, '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars',
                           '--enable-blink-features=ComputedAccessibilityInfo', '--user-data-dir=' +
                           os.path.join(work, 'profile'), *args], capture_output=True, timeout=120)


def report(name, *args):
    path = os.path.join(work, name)
    r = subprocess.run([had, 'report', '-q', *args, '-o', path], capture_output=True, cwd=work,
                       env=dict(os.environ, HOME='/nonexistent'))
    check(r.returncode == 0, 'report %s: %s' % (args, r.stderr.decode()))
    return path


def framed(page, size):
    frame = os.path.join(work, 'frame.html')
    with open(frame, 'w', encoding='utf-8') as f:
        f.write(FRAME % (*size.split(','), os.path.basename(page)))
    return 'file://' + frame


def probe(page, size, what, paper=False):
    copy = page + '.probe.html'
    text = open(page, encoding='utf-8').read()
    if paper:  # its rules, as a screen as wide as the paper between its margins
        rules = '@media print{@page{size:A4;margin:12mm}'
        check(rules in text, what + ': no rules for paper')
        text = text.replace('@media screen and', '@media none and').replace(rules, '@media screen{').replace('<html ', '<html data-paper="1" ', 1)
    with open(copy, 'w', encoding='utf-8') as f:
        f.write(text.replace('</body>', PROBE + '</body>'))
    r = browse('--window-size=1300,1000', '--virtual-time-budget=5000', '--dump-dom', framed(copy, size))
    found = re.search(r'<pre>([\w+/=]+)</pre>', r.stdout.decode())
    check(found, '%s: the page is not read: %s' % (what, r.stderr.decode()[-300:]))
    if not found:
        return
    seen = json.loads(base64.b64decode(found.group(1)).decode())
    check(str(seen['width']) == size.split(',')[0], '%s: %d wide in place of %s' % (what, seen['width'], size))
    check(seen['said'] == [], '%s at %s: %s' % (what, size, seen['said'][:6]))
    print('%s at %s: contrast at least %.1f, %d stops of the keyboard, %d headings' % (
        what, size, seen['least'], seen['stops'], seen['heads']))


def paper(page, what):
    pdf = page + '.pdf'
    browse('--no-pdf-header-footer', '--print-to-pdf=' + pdf, 'file://' + page)
    data = open(pdf, 'rb').read() if os.path.exists(pdf) else b''
    sizes = {tuple(round(float(x)) for x in m.split()) for m in re.findall(rb'/MediaBox ?\[([\d. ]+)\]', data)}
    if shutil.which('pdftotext'):
        text = subprocess.run(['pdftotext', '-layout', pdf, '-'], capture_output=True).stdout.decode().rstrip('\f').split('\f')
        lines = [sum(bool(line.strip()) for line in t.splitlines()) for t in text]
        check(min(lines) > 8, '%s: a page of paper with hardly a line: %s' % (what, lines))
        heads = [set(re.sub('<[^>]*>', ' ', head).split()) # of tables that have a row
                 for head in re.findall(r'<thead>((?:(?!</thead>).)*)</thead>\s*<tbody>\s*<tr', open(page, encoding='utf-8').read(), re.S)]
        for number, last in enumerate((t.rstrip().splitlines()[-1].split() for t in text), 1):
            check(len(last) < 3 or not any(set(last) <= head for head in heads), '%s: page %d ends with the head of a table: %s' % (what, number, last))
    check(sizes and all(s[2:] in ((595, 842), (596, 842)) for s in sizes), '%s on A4: %s' % (what, sizes))


def shoot(page, size, name):
    if shots:
        os.makedirs(shots, exist_ok=True)
        browse('--window-size=%s' % size, '--screenshot=' + os.path.join(shots, name + '.png'), framed(page, size))


def records(name, *args):
    with open(os.path.join(work, name), 'wb') as f:
        subprocess.run([generate, *args], stdout=f, check=True)
    return name


def hostile():
    """Markup in the names of files, in codes and in the bytes of records; none of it is run, or shown as markup."""
    name = '<img src=x onerror=window.hostile=1>&"\'.rpss'
    source = open(os.path.join(work, '2024.rpss'), 'rb').read().splitlines(True)
    with open(os.path.join(work, name), 'wb') as f:
        for line in source[:80]:
            f.write(re.sub(rb'^(.{123})....', rb'\1<b&"', line))
        f.write(b'<script>window.hostile=1</script>\n')
    shutil.copyfile(os.path.join(work, '2023.rpss'), os.path.join(work, '=cmd|<script>window.hostile=1<script>'))
    page = report('hostile.html', '--classification', 'essai', name, '--avant', '=cmd|<script>window.hostile=1<script>')
    probe(page, '1200,900', 'a hostile file')
    text = open(page, encoding='utf-8').read()
    check('<script' not in text and '<img' not in text and '<b&' not in text, 'markup of the data')


def main():
    records('2024.rpss', '--records', '3000', '--formats', 'H0F,H1F', '--years', '2024-2024', '--seed', '7', '--faults', '20', '--broken', '3')
    records('2023.rpss', '--records', '2600', '--formats', 'H0D,H1D', '--years', '2023-2023', '--seed', '8')
    records('one.rpss', '--records', '1', '--seed', '3')
    open(os.path.join(work, 'empty.rpss'), 'w').close()
    with open(os.path.join(work, 'etat.csv'), 'w') as f:
        f.write('ght;journees;montant\n03;500;60000.50\n31;1;2\n')
    essai = ['--classification', 'essai']
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), *[os.pardir] * 3, 'fixtures', 'dossier')
    pages = (('whole', [*essai, '2024.rpss', '--avant', '2023.rpss', '--officiel', 'etat.csv', '--simuler', '2023',
                        '--population', '1500000']),
             ('english', [*essai, '2024.rpss', '--population', '500000', '--lang', 'en']),
             ('folder', [*essai, folder, '--avant', os.path.join(folder, '750712184.2024.4.rpss')]), # one month more
             ('one', [*essai, 'one.rpss']), ('empty', [*essai, 'empty.rpss']))
    for name, args in pages:
        page = report(name + '.html', *args)
        for size, width in (('1200,900', 'desk'), ('1000,800', 'small desk'), ('768,900', 'tablet'), ('420,800', 'wide phone'), ('390,800', 'phone')):
            probe(page, size, name)
            shoot(page, size.split(',')[0] + ',9000', '%s-%s' % (name, width))
        paper(page, name)
        probe(page, '703,1000', name + ' on paper', True)
    hostile()


try:
    main()
finally:
    shutil.rmtree(work, ignore_errors=True)
sys.exit(status())
