// SPDX-License-Identifier: Apache-2.0
// page.mjs BUILD FIXTURES WORK: the page in headless Chromium, as a user has it: opened from the disk. What it shows, what
// it says of bad input, and the goldens of the command through window.had.run, byte for byte. Screenshots go to WORK.
import { spawnSync, spawn } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { browser } from './browser.mjs';

const [build, fixtures, work] = process.argv.slice(2).map((p) => path.resolve(p));
const here = path.dirname(fileURLToPath(import.meta.url));
const native = path.join(build, 'grouper/had'), url = `file://${path.join(build, 'grouper/web/had.html')}`;
fs.mkdirSync(work, { recursive: true });
let passed = 0;
const check = (name, found, wanted) => { assert.deepEqual(found, wanted, name); passed++; };
const has = (name, text, wanted) => { assert.match(text, wanted, name); passed++; };
const write = (name, bytes) => { const file = path.join(work, name); fs.mkdirSync(path.dirname(file), { recursive: true }); fs.writeFileSync(file, bytes); return file; };
const one = await browser();

const state = (page) => page.evaluate(`document.getElementById('state').textContent`);
async function give(page, selector, files) {
  await page.evaluate(`document.getElementById('state').textContent = 'waiting'`);
  await page.files(selector, files);
  await page.until(`!/waiting|Lecture|Reading/.test(document.getElementById('state').textContent)`);
}
async function compute(page) {
  await page.evaluate(`document.getElementById('go').click()`);
  await page.until(`!document.getElementById('go').disabled && !/Calcul|Computing/.test(document.getElementById('state').textContent)`, 240000);
}
const clear = (page) => page.evaluate(`document.getElementById('clear').click()`);

/** A zip of stored members, made by the system's python. */
function zip(name, members, flags = 0) {
  const list = JSON.stringify(members);
  const done = spawnSync('python3', ['-c', `import json,sys,zipfile
z=zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED)
for n,f in json.loads(sys.argv[2]): z.writestr(n,open(f,'rb').read() if f else b'x')
z.close()
b=bytearray(open(sys.argv[1],'rb').read())
if int(sys.argv[3]):
    at=b.find(b'PK\\1\\2')
    b[at+8]|=1; b[6]|=1
    open(sys.argv[1],'wb').write(b)`, path.join(work, name), list, String(flags)]);
  assert.equal(done.status, 0, done.stderr.toString());
  return path.join(work, name);
}

const rpss = path.join(fixtures, 'rpss.txt'), year = path.join(fixtures, 'annee-2024.txt');

async function shown() {
  for (const [name, width, height, mobile] of [['desk', 1280, 900, false], ['phone', 390, 844, true]]) {
    const page = await one.page(url, { width, height, mobile });
    await page.screenshot(path.join(work, `${name}-empty.png`));
    await give(page, '#chosen', [rpss]);
    await page.evaluate(`document.getElementById('trial').checked = true`);
    await compute(page);
    check('done', await state(page), 'Terminé.');
    has('the amount of price', await page.evaluate(`document.getElementById('figures').textContent.replace(/[\\u00a0\\u202f]/g, ' ')`), /41 885,40 €.*165/);
    check('no wider than the window', await page.evaluate(`document.documentElement.scrollWidth <= innerWidth`), true);
    await page.evaluate(`document.getElementById('report').scrollIntoView()`);
    await new Promise((resolve) => setTimeout(resolve, 800));
    await page.screenshot(path.join(work, `${name}-report.png`), false);
    await page.evaluate(`scrollTo(0, 0)`);
    await page.screenshot(path.join(work, `${name}.png`), false);
    await page.evaluate(`document.querySelector('#records button').click()`);
    await page.until(`document.getElementById('whyText').textContent.includes('GHT')`);
    await page.evaluate(`document.getElementById('day').value = '2024-12-12'; document.getElementById('whyDay').requestSubmit()`);
    await page.until(`document.getElementById('whyText').textContent.includes('266.03')`);
    check('at most ten lines', (await page.evaluate(`document.getElementById('whyText').textContent`)).trim().split('\n').length <= 10, true);
    await page.screenshot(path.join(work, `${name}-why.png`), false);
    check('labels and headings', await page.evaluate(`[...document.querySelectorAll('button, select, input:not([type=file])')].filter((e) => e.offsetParent && !(e.ariaLabel || e.textContent.trim() || e.labels?.length)).length`), 0);
    check('the report that the command writes', await page.evaluate(`(async () => { const f = { 'rpss.txt': new TextEncoder().encode(${JSON.stringify(fs.readFileSync(rpss, 'latin1'))}) };
      return [...(await had.run(['report', 'rpss.txt', '--classification', 'essai', '-o', 'p.html'], f)).files['p.html']].length; })()`),
    (() => { spawnSync(native, ['report', 'rpss.txt', '--classification', 'essai', '-o', path.join(work, 'p.html')], { cwd: fixtures }); return fs.statSync(path.join(work, 'p.html')).size; })());
    const saved = await page.evaluate(`new Promise((resolve) => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { URL.createObjectURL = make; resolve(blob.size); return make.call(URL, blob); };
      [...document.querySelectorAll('#saves button')].find((b) => b.textContent === 'classeur.xlsx').click();
    })`);
    spawnSync(native, ['report', 'rpss.txt', '--classification', 'essai', '--to', 'xlsx', '-o', path.join(work, 'p.xlsx')], { cwd: fixtures });
    check('the workbook that the command writes', saved, fs.statSync(path.join(work, 'p.xlsx')).size);
    check('nothing wrong in the log', page.errors, []);
    await page.close();
  }
}

async function inEnglish() {
  const page = await one.page(url, { language: 'en-GB' });
  check('language of the reader', await page.evaluate(`document.documentElement.lang`), 'en');
  await page.evaluate(`document.getElementById('language').click()`);
  check('and the other', await page.evaluate(`document.documentElement.lang`), 'fr');
  await page.close();
}

async function folders() {
  const page = await one.page(url);
  const folder = path.join(work, 'mois');
  for (const month of [1, 2]) write(`mois/750712184.2024.${month}.rpss`, fs.readFileSync(rpss).subarray(0, month === 1 ? 200 : undefined));
  write('mois/note.txt', 'rien\n');
  await give(page, '#chosenFolder', [folder]);
  await page.evaluate(`document.getElementById('trial').checked = true`);
  await compute(page);
  check('months that hold those before', await state(page), 'Terminé.');
  has('counted once', await page.evaluate(`document.getElementById('figures').textContent.replace(/[\\u00a0\\u202f]/g, ' ')`), /41 885,40 €.*165/);
  await clear(page);
  await give(page, '#chosen', [zip('officiel.zip', [['envoi/750712184.2024.2.rpss', rpss]])]);
  await page.evaluate(`document.getElementById('trial').checked = true`);
  await compute(page);
  has('a zip', await page.evaluate(`document.getElementById('figures').textContent.replace(/[\\u00a0\\u202f]/g, ' ')`), /41 885,40 €.*165/);
  check('nothing wrong in the log', page.errors, []);
  await page.close();
}

async function badInput() {
  const page = await one.page(url);
  const good = fs.readFileSync(zip('good.zip', [['a.txt', year]])), huge = path.join(work, 'huge.txt');
  fs.writeFileSync(huge, 'H0F\n');
  fs.truncateSync(huge, 3e9);
  const cases = [
    [huge, /3\.0 Go/], [write('cut.zip', good.subarray(0, good.length - 40)), /abîmé/], [write('middle.zip', Buffer.concat([good.subarray(0, 60), Buffer.alloc(60, 7), good.subarray(120)])), /abîmé/],
    [zip('many.zip', Array.from({ length: 1000 }, (_, i) => [`${i}.txt`, null])), /500 fichiers/], [zip('locked.zip', [['a.txt', year]], 1), /mot de passe/],
  ];
  for (const [file, sentence] of cases) {
    await give(page, '#chosen', [file]);
    has(path.basename(file), await state(page), sentence);
    check('one sentence', (await state(page)).split('\n').length, 1);
    await clear(page);
  }
  await give(page, '#chosen', [write('binary.bin', Buffer.from([0, 1, 2, 255, 254, 10, 0, 3]))]);
  await compute(page);
  has('no record', await state(page), /Aucun fichier de RPSS/);
  await clear(page);
  await give(page, '#chosen', [rpss]);
  await compute(page);
  has('no classification', await state(page), /classification/);
  check('still alive', await page.evaluate(`had.run(['--version']).then((r) => r.status)`), 0);
  fs.rmSync(huge);
  check('nothing wrong in the log', page.errors, []);
  await page.close();
}

// What a page cannot have: names that are no text, a directory above, one of the user's own, and the order of two
// streams that a shell joins.
const LEFT_OUT = /^(names|user-directory|tables-check|bills|drugs|coefficients-auto|tables-modele)$/;

async function goldens() {
  const page = await one.page(url), socket = path.join(work, 'socket');
  fs.rmSync(socket, { force: true });
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const chunks = [];
    client.on('data', (data) => chunks.push(data)).on('end', async () => {
      client.end(await page.evaluate(`(async () => {
        const asked = ${Buffer.concat(chunks)}, bytes = (t) => Uint8Array.from(atob(t), (c) => c.charCodeAt(0));
        const text = (b) => { let t = ''; for (let i = 0; i < b.length; i += 32768) t += String.fromCharCode(...b.subarray(i, i + 32768)); return btoa(t); };
        const files = Object.fromEntries(Object.entries(asked.files).map(([n, t]) => [n, bytes(t)]));
        const r = await had.run(asked.args, files, { env: asked.env, stdin: asked.stdin && bytes(asked.stdin) });
        return JSON.stringify({ status: r.status, stdout: text(r.stdout), stderr: text(r.stderr),
          files: Object.fromEntries(Object.entries(r.files).map(([n, b]) => [n, text(b)])) });
      })()`));
    });
  });
  await new Promise((resolve) => server.listen(socket, resolve));
  const wrapper = write('had', `#!/bin/sh\nexec "${process.execPath}" "${path.join(here, 'command.mjs')}" "@${socket}" "$@"\n`);
  fs.chmodSync(wrapper, 0o755);
  const names = fs.readdirSync(path.join(fixtures, 'cases')).filter((n) => n.endsWith('.cmd')).map((n) => n.slice(0, -4)).filter((n) => !LEFT_OUT.test(n));
  const child = spawn('python3', [path.join(here, '..', 'golden.py'), wrapper, fixtures, ...names], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (data) => { text += data; });
  const status = await new Promise((resolve) => child.on('exit', resolve));
  server.close();
  assert.equal(status, 0, text);
  passed += names.length;
  await page.close();
}

try {
  for (const part of [shown, inEnglish, folders, badInput, goldens]) {
    await part();
    console.log(`${part.name}: ok`);
  }
  console.log(`${passed} passed`);
} finally {
  await one.close();
}
