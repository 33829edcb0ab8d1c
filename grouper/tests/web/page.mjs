// SPDX-License-Identifier: Apache-2.0
// page.mjs BUILD FIXTURES WORK [chromium|firefox [PART...]]: the page in a headless browser, as a user has it: opened from the disk.
// What it shows, what it says of bad input, and the goldens of the command through window.had.run, byte for byte.
// Screenshots go to WORK.
import { spawnSync, spawn } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { under } from './files.mjs';

const [build, fixtures, work] = process.argv.slice(2, 5).map((p) => path.resolve(p)), firefox = process.argv[5] === 'firefox';
const { browser } = await import(firefox ? './firefox.mjs' : './browser.mjs');
const here = path.dirname(fileURLToPath(import.meta.url));
const native = path.join(build, 'grouper/had'), url = `file://${path.join(build, 'grouper/web/had.html')}`;
fs.mkdirSync(work, { recursive: true });
let passed = 0;
const check = (name, found, wanted) => { assert.deepEqual(found, wanted, name); passed++; };
const same = (name, found, wanted) => { assert.ok(found === wanted, name); passed++; }; // too long to show
const has = (name, text, wanted) => { assert.match(text, wanted, name); passed++; };
const write = (name, bytes) => { const file = path.join(work, name); fs.mkdirSync(path.dirname(file), { recursive: true }); fs.writeFileSync(file, bytes); return file; };
const one = await browser();

const state = (page) => page.evaluate(`document.getElementById('state').textContent`);
const figures = (page) => page.evaluate(`document.getElementById('figures').textContent.replace(/[\\u00a0\\u202f]/g, ' ')`);
const headings = (page) => page.evaluate(`[...document.querySelectorAll('#refused thead, #records thead')].map((t) => [...t.querySelectorAll('th')].filter((h) => h.offsetParent).map((h) => h.textContent).join(' ').trim())`);
async function give(page, selector, files) {
  await page.evaluate(`document.getElementById('state').textContent = 'waiting'`);
  if (firefox && selector === '#chosenFolder') await page.evaluate(`had.add(${inside(files[0])}), true`); // its protocol gives no folder
  else await page.files(selector, files);
  await page.until(`!/waiting|Lecture|Reading/.test(document.getElementById('state').textContent)`);
}
async function compute(page) {
  await page.evaluate(`document.getElementById('go').click()`);
  await page.until(`!document.getElementById('go').disabled && !/Calcul|Computing/.test(document.getElementById('state').textContent)`, 240000);
}
/** The files of a folder, as an expression of the page. */
const inside = (folder) => `{ ${Object.keys(under(folder, '', {})).filter((n) => !n.endsWith('/')).map((n) =>
  `${JSON.stringify(`${path.basename(folder)}/${n}`)}: ${bytes(path.join(folder, n))}`)} }`;
const shownReport = (page) => page.evaluate(coded(`new TextEncoder().encode(document.getElementById('report').srcdoc)`));
const bytes = (file) => `Uint8Array.from(atob('${fs.readFileSync(file).toString('base64')}'), (c) => c.charCodeAt(0))`;
/** Bytes of the page, as an expression that gives them in base64; those that the command writes, beside WORK's files. */
const coded = (expression) => `(async () => { let t = ''; for (const c of new Uint8Array(${expression})) t += String.fromCharCode(c); return btoa(t); })()`;
function written(args, name, cwd = fixtures) {
  spawnSync(native, [...args, '-o', path.join(work, name)], { cwd });
  return fs.readFileSync(path.join(work, name)).toString('base64');
}
const clear = (page) => page.evaluate(`document.getElementById('clear').click()`);

/** A zip made by the system's python; `flags`: its members say that they are encrypted. */
function zip(name, members, flags = 0, method = 'DEFLATED') {
  const list = JSON.stringify(members);
  const done = spawnSync('python3', ['-c', `import json,sys,zipfile
z=zipfile.ZipFile(sys.argv[1],'w',getattr(zipfile,'ZIP_'+sys.argv[4]))
for n,f in json.loads(sys.argv[2]): z.writestr(n,open(f,'rb').read() if f else b'x')
z.close()
b=bytearray(open(sys.argv[1],'rb').read())
if int(sys.argv[3]):
    at=b.find(b'PK\\1\\2')
    b[at+8]|=1; b[6]|=1
    open(sys.argv[1],'wb').write(b)`, path.join(work, name), list, String(flags), method]);
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
    has('the amount of price', await figures(page), /41 885,40 €.*165/);
    check('headings', await headings(page), mobile ? ['Ligne Code Libellé', 'Ligne GHT Du Jours Montant'] :
      ['Fichier Ligne Code Bloque Champ Libellé', 'Fichier Ligne GHT Du Au Jours Tarif Montant']);
    check('rows no wider than their table', await page.evaluate(`[...document.querySelectorAll('#results .wide')].every((w) => w.scrollWidth <= w.clientWidth)`), true);
    has('an amount', await page.evaluate(`document.querySelector('#records tbody tr').textContent`), /345,67.€1.382,68.€Pourquoi$/);
    check('no wider than the window', await page.evaluate(`document.documentElement.scrollWidth <= innerWidth`), true);
    await page.evaluate(`document.getElementById('report').scrollIntoView()`);
    await new Promise((resolve) => setTimeout(resolve, 800));
    await page.screenshot(path.join(work, `${name}-report.png`), false);
    await page.evaluate(`scrollTo(0, 0)`);
    await page.screenshot(path.join(work, `${name}.png`), false);
    await page.evaluate(`document.querySelector('#records button').click()`);
    await page.until(`document.getElementById('whyText').textContent.includes('GHT')`);
    await page.evaluate(`document.getElementById('day').value = '2024-12-12', document.getElementById('whyDay').requestSubmit()`);
    await page.until(`document.getElementById('whyText').textContent.includes('266,03')`);
    check('at most ten lines', (await page.evaluate(`document.getElementById('whyText').textContent`)).trim().split('\n').length <= 10, true);
    await page.screenshot(path.join(work, `${name}-why.png`), false);
    check('labels and headings', await page.evaluate(`[...document.querySelectorAll('button, select, input:not([type=file])')].filter((e) => e.offsetParent && !(e.ariaLabel || e.textContent.trim() || e.labels?.length)).length`), 0);
    const report = ['report', 'rpss.txt', '--classification', 'essai'];
    same('the report that the command writes', await page.evaluate(
      coded(`(await had.run(${JSON.stringify([...report, '-o', 'p.html'])}, { 'rpss.txt': ${bytes(rpss)} })).files['p.html']`)), written(report, 'p.html'));
    const asked = ['rpss.txt', '--classification', 'essai', '--lang', 'fr', '-q'];
    const saves = { 'rapport.html': [...report, '--lang', 'fr'], 'classeur.xlsx': [...report, '--lang', 'fr', '-q', '--to', 'xlsx'], 'zones.csv': ['price', ...asked, '--tableur'],
      'jours.csv': ['price', ...asked, '--by', 'jour', '--tableur'], 'refus.csv': ['check', ...asked, '--tableur'], 'groupes.txt': ['group', ...asked] };
    check('what can be saved', await page.evaluate(`[...document.querySelectorAll('#saves button')].map((b) => b.textContent)`), Object.keys(saves));
    for (const [name, args] of Object.entries(saves))
      same(`${name} that the command writes`, await page.evaluate(coded(`await new Promise((resolve) => {
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { URL.createObjectURL = make; resolve(blob.arrayBuffer()); return make.call(URL, blob); };
        [...document.querySelectorAll('#saves button')].find((b) => b.textContent === '${name}').click();
      })`)), written(args, name));
    check('nothing wrong in the log', page.errors, []);
    await page.close();
  }
}

/** No connection, whatever is asked of the page; and nothing that stays. */
async function alone() {
  const page = await one.page(url);
  const refused = await page.evaluate(`(async () => {
    const found = [];
    document.addEventListener('securitypolicyviolation', (e) => found.push(e.effectiveDirective.replace(/-elem$/, '')));
    await fetch('http://127.0.0.1:9/').catch(() => {});
    document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/i.png' }));
    document.body.append(Object.assign(document.createElement('script'), { src: 'http://127.0.0.1:9/s.js' }));
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://127.0.0.1:9/' }));
    const form = Object.assign(document.createElement('form'), { action: 'http://127.0.0.1:9/', method: 'post' });
    document.body.append(form);
    for (const go of [() => form.submit(), () => new WebSocket('ws://127.0.0.1:9/')])
      try { go(); } catch { /* refused at once */ }
    await new Promise((resolve) => setTimeout(resolve, 500));
    return [...new Set(found)].sort();
  })()`);
  check('the policy refuses', refused, ['connect-src', 'form-action', ...firefox ? [] : ['frame-src'], 'img-src', 'script-src']); // Firefox tells the frame, not the page
  await give(page, '#chosen', [rpss]);
  await page.evaluate(`document.getElementById('trial').checked = true`);
  await compute(page);
  check('nothing is kept', await page.evaluate(`(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length])()`), [0, 0, '', 0]);
  await page.close();
}

async function inEnglish() {
  for (const [name, width, height, mobile] of [['desk-english', 1280, 900, false], ['phone-english', 390, 844, true]]) {
    const page = await one.page(url, { width, height, mobile, language: 'en-GB' });
    check('language of the reader', await page.evaluate(`document.documentElement.lang`), 'en');
    await give(page, '#chosen', [rpss]);
    await page.evaluate(`document.getElementById('trial').checked = true`);
    await compute(page);
    check('done', await state(page), 'Done.');
    has('the amount', await figures(page), /€41,885\.40.*165/);
    check('rows no wider than their table', await page.evaluate(`[...document.querySelectorAll('#results .wide')].every((w) => w.scrollWidth <= w.clientWidth)`), true);
    check('headings', await headings(page), mobile ? ['Line Code Meaning', 'Line GHT From Days Amount'] :
      ['File Line Code Blocks Field Meaning', 'File Line GHT From To Days Tariff Amount']);
    has('the report', await page.evaluate(`document.getElementById('report').srcdoc`), /What is owed/);
    check('no wider than the window', await page.evaluate(`document.documentElement.scrollWidth <= innerWidth`), true);
    await page.screenshot(path.join(work, `${name}.png`), false);
    await page.evaluate(`document.getElementById('h-refused').scrollIntoView()`);
    await page.screenshot(path.join(work, `${name}-refused.png`), false);
    await page.evaluate(`document.querySelector('#records button').click()`);
    await page.until(`document.getElementById('whyText').textContent.includes('GHT')`);
    await page.screenshot(path.join(work, `${name}-why.png`), false);
    await page.evaluate(`document.getElementById('why').close(), document.getElementById('language').click()`);
    check('and the other', await page.evaluate(`document.documentElement.lang`), 'fr');
    await page.until(`document.getElementById('state').textContent === 'Terminé.'`);
    has('what is shown, too', await figures(page), /41 885,40 €.*165/);
    has('and the report', await page.evaluate(`document.getElementById('report').srcdoc`), /Ce qui est dû/);
    check('nothing wrong in the log', page.errors, []);
    await page.close();
  }
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
  has('counted once', await figures(page), /41 885,40 €.*165/);
  await clear(page);
  // The same folder, by the same name, under wine: windows.py.
  await give(page, '#chosenFolder', [path.join(fixtures, 'dossier')]);
  await page.evaluate(`document.getElementById('trial').checked = true`);
  await compute(page);
  same('the report of a folder', await shownReport(page),
    written(['report', 'dossier', '--classification', 'essai', '--lang', 'fr'], 'dossier.html'));
  await clear(page);
  for (const method of ['DEFLATED', 'STORED']) {
    await give(page, '#chosen', [zip(`officiel-${method}.zip`, [['envoi/750712184.2024.2.rpss', rpss]], 0, method)]);
    await page.evaluate(`document.getElementById('trial').checked = true`);
    await compute(page);
    has('a zip', await figures(page), /41 885,40 €.*165/);
    await clear(page);
  }
  check('nothing wrong in the log', page.errors, []);
  await page.close();
}

/** RAPSS: priced, but neither controlled nor grouped; the page says so. And folders that hold nothing. */
async function anonymous() {
  const made = spawnSync('sh', ['-c', `sed '/"\$HAD"/d' ${path.join(fixtures, 'cases', 'rapss-h31.cmd')} | TMP=${work} sh`]);
  assert.equal(made.status, 0, made.stderr.toString());
  const page = await one.page(url);
  await give(page, '#chosen', [path.join(work, 'rapss')]);
  await compute(page);
  has('what is owed', await figures(page), /2 493,04 €.*12/);
  has('not controlled', await page.evaluate(`document.getElementById('refused').textContent`), /^rapss : .*had check.*RAPSS/);
  check('what can be saved', await page.evaluate(`[...document.querySelectorAll('#saves button')].map((b) => b.textContent)`), ['rapport.html', 'classeur.xlsx', 'zones.csv', 'jours.csv']);
  await page.evaluate(`document.querySelector('#records button').click()`);
  await page.until(`document.getElementById('whyText').textContent.includes('H31')`);
  await clear(page);
  await page.evaluate(`had.add({})`);
  check('nothing in it', await state(page), 'Ce dossier est vide.');
  check('nothing wrong in the log', page.errors, []);
  await page.close();
}

/** The ten minutes of the guide, by hand in the page: the same amounts, codes, report and explanation. */
async function guide() {
  const text = fs.readFileSync(path.join(here, '..', '..', 'doc', 'premiere_facturation.md'), 'utf8');
  const told = /--jour 2024-05-25\n```\n```text\n([^`]*)```/.exec(text)[1], period = ['--periode', '2024-05'];
  fs.cpSync(path.join(fixtures, 'dossier'), path.join(work, 'facturation'), { recursive: true });
  const page = await one.page(url), report = ['report', 'facturation', '--classification', 'essai', '--lang', 'fr'];
  await give(page, '#chosenFolder', [path.join(work, 'facturation')]);
  await page.screenshot(path.join(work, 'guide-1-files.png'), false);
  await page.evaluate(`document.getElementById('trial').checked = true, document.getElementById('period').value = '2024-05'`);
  await compute(page);
  has('step 3', await figures(page), /41 376,06 €.*141/);
  has('step 2', await page.evaluate(`document.getElementById('refused').textContent`), /R803.*Sortie après la période.*004.*Date entrée invalide/s);
  same('step 4', await shownReport(page), written([...report, ...period], 'guide.html', work));
  await page.screenshot(path.join(work, 'guide-2-amount.png'), false);
  for (const at of ['refused', 'records', 'report']) {
    await page.evaluate(`document.getElementById('h-${at}').scrollIntoView()`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await page.screenshot(path.join(work, `guide-3-${at}.png`), false);
  }
  await page.evaluate(`document.querySelector('#records button[aria-label="Pourquoi facturation/750712184.2024.5.rpss, ligne 3"]').click()`);
  await page.until(`document.getElementById('whyText').textContent.includes('GHT')`);
  await page.evaluate(`document.getElementById('day').value = '2024-05-25', document.getElementById('whyDay').requestSubmit()`);
  await page.until(`document.getElementById('whyText').textContent.includes('300,73')`);
  check('step 5', await page.evaluate(`document.getElementById('whyText').textContent`), told);
  await page.screenshot(path.join(work, 'guide-4-why.png'), false);
  await page.evaluate(`document.getElementById('why').close(), document.getElementById('period').value = '2024-01..2024-04'`);
  await compute(page);
  const only = spawnSync(native, ['check', 'facturation', '--classification', 'essai', '-q', '--seulement', '2024-01..2024-04'], { cwd: work });
  check('refused in some months', await page.evaluate(`document.querySelectorAll('#refused tbody tr').length`), only.stdout.toString().split('\n').length - 2);
  await page.evaluate(`document.getElementById('period').value = ''`);
  await page.evaluate(`(() => { const one = document.querySelector('#list select[aria-label$="2024.4.rpss"]'); one.value = 'before'; one.onchange(); })()`);
  await compute(page);
  has('step 8, all months', await figures(page), /167 376,92 €/);
  same('step 6', await shownReport(page), written([...report, '--avant', 'facturation/750712184.2024.4.rpss'], 'guide.html', work));
  check('nothing wrong in the log', page.errors, []);
  await page.close();
}

/** Tables of the user's own: tariffs that nobody has published, groups of a folder. */
async function tables() {
  write('miens/tarifs/tarifs.csv', 'campagne;secteur;variante;ght;centimes;debut;sources\n2024;ex-OQN;ssiad;15;10000;2024-03-01;nous\n2024;ex-OQN;ssiad;11;20000;2024-03-01;nous\n');
  fs.cpSync(path.join(fixtures, '..', 'tables', 'classifications', 'essai'), path.join(work, 'groupes'), { recursive: true });
  fs.copyFileSync(rpss, path.join(work, 'rpss.txt'));
  const page = await one.page(url);
  await give(page, '#chosen', [rpss]);
  for (const folder of ['miens', 'groupes']) await give(page, '#chosenFolder', [path.join(work, folder)]);
  await compute(page);
  has('what had no tariff', await figures(page), /42 885,40 €.*165/);
  same('the report', await shownReport(page), written(['report', 'rpss.txt', '--classification', 'groupes', '--tables', 'miens', '--lang', 'fr'], 'tables.html', work));
  await clear(page);
  // Care-home agreements: a record of type 3 is billed for the days that they cover.
  const homes = write('homes/rpss.txt', fs.readFileSync(rpss, 'latin1').split('\n').slice(5, 6).map((l) => `${l.slice(0, 75)}3750000001${l.slice(85)}\n`).join(''));
  await give(page, '#chosen', [homes, write('homes/conventions.txt', '75000000101005202415052024\n')]);
  await page.evaluate(`document.getElementById('trial').checked = true`);
  await compute(page);
  const agreed = ['report', 'rpss.txt', '--classification', 'essai', '--conventions', 'conventions.txt', '--lang', 'fr'];
  same('agreements', await shownReport(page), written(agreed, 'tables.html', path.dirname(homes)));
  for (const [folder, records, beside] of [['public', '2024.rpss', [['fichcomp', 'fichcomp'], ['vidhosp', 'vidhosp'], ['hosp-pmsi', 'hosp-pmsi']]],
    ['prive', '2023.rpss', [['fichcomp', 'fichcomp'], ['rsf', 'rsf']]]]) {
    await clear(page);
    await give(page, '#chosen', [records, ...beside.map(([, name]) => `${name}.txt`)].map((n) => path.join(fixtures, folder, n)));
    await page.evaluate(`document.getElementById('trial').checked = true`);
    await compute(page);
    same(`the report of ${folder} with what is beside it`, await shownReport(page), written(['report', records, '--classification', 'essai', '--lang', 'fr',
      ...beside.flatMap(([option, name]) => [`--${option}`, `${name}.txt`])], 'tables.html', path.join(fixtures, folder)));
  }
  check('nothing wrong in the log', page.errors, []);
  await page.close();
}

/** The page answers while it computes, tells how far it is, and stops when it is asked to. */
async function busy() {
  const page = await one.page(url), many = path.join(work, 'many.txt');
  fs.writeFileSync(many, spawnSync(path.join(build, 'grouper/tests/generate/had-generate'), ['--records', '300000'], { maxBuffer: 1e9 }).stdout);
  await give(page, '#chosen', [many]);
  await page.evaluate(`document.getElementById('trial').checked = true, window.ticks = 0, setInterval(() => window.ticks++, 10), document.getElementById('go').click()`);
  await page.until(`document.getElementById('progress').value > 0 && window.ticks > 5`);
  check('at work', await page.evaluate(`document.getElementById('go').disabled`), true);
  await page.evaluate(`document.getElementById('stop').click()`);
  await page.until(`!document.getElementById('go').disabled`);
  check('stopped', await state(page), 'Arrêté.');
  await clear(page);
  await give(page, '#chosen', [rpss]);
  await compute(page);
  has('and goes on', await figures(page), /41 885,40 €.*165/);
  check('nothing wrong in the log', page.errors, []);
  await page.close();
}

/** Without a mouse: Tab meets each control, and keys work it. */
async function keyboard() {
  if (firefox) return; // its protocol presses no keys of ours
  const page = await one.page(url), met = new Set();
  const press = async (key, code, text) => {
    for (const type of ['keyDown', 'keyUp'])
      await page.call('Input.dispatchKeyEvent', { type, key, code: key.trim() || 'Space', windowsVirtualKeyCode: code, text: type === 'keyDown' ? text : undefined });
  };
  async function reach(wanted) {
    for (let i = 0; i < 60; i++) {
      const now = await page.evaluate(`document.activeElement.id || document.activeElement.textContent`);
      met.add(now);
      if (now === wanted) return;
      await press('Tab', 9);
    }
    assert.fail(`Tab does not meet ${wanted}, but ${[...met]}`);
  }
  await give(page, '#chosen', [rpss]);
  await reach('trial');
  await press(' ', 32, ' ');
  check('a box ticked', await page.evaluate(`document.getElementById('trial').checked`), true);
  await reach('go');
  await press('Enter', 13, '\r');
  await page.until(`!document.getElementById('results').hidden && !document.getElementById('go').disabled`);
  for (const id of ['language', 'choose', 'folder', 'period', 'date']) check(id, met.has(id), true);
  await reach('Pourquoi');
  await press('Enter', 13, '\r');
  await page.until(`document.getElementById('why').open && document.getElementById('whyText').textContent.includes('ligne')`);
  await press('Escape', 27);
  await page.until(`!document.getElementById('why').open`);
  check('nothing wrong in the log', page.errors, []);
  await page.close();
}

async function badInput() {
  const good = fs.readFileSync(zip('good.zip', [['a.txt', year]])), plain = fs.readFileSync(zip('plain.zip', [['a.txt', year]], 0, 'STORED'));
  plain[1000] ^= 1; // one digit is another
  const huge = path.join(work, 'huge.txt');
  fs.writeFileSync(huge, 'H0F\n');
  fs.truncateSync(huge, 3e9);
  const cases = [
    [huge, /huge.txt : 3\.0 Go, plus que/, /huge.txt: 3\.0 GB, more than/],
    [write('cut.zip', good.subarray(0, good.length - 40)), /cut.zip : .* abîmé/, /cut.zip: .* broken/],
    [write('middle.zip', Buffer.concat([good.subarray(0, 60), Buffer.alloc(60, 7), good.subarray(120)])), /middle.zip : .* abîmé/, /middle.zip: .* broken/],
    [write('digit.zip', plain), /digit.zip : .* abîmé/, /digit.zip: .* broken/],
    [zip('many.zip', Array.from({ length: 1000 }, (_, i) => [`${i}.txt`, null])), /many.zip : plus de 500 fichiers/, /many.zip: more than 500 files/],
    [zip('locked.zip', [['a.txt', year]], 1), /locked.zip : .* mot de passe/, /locked.zip: .* password/],
  ];
  for (const [language, which] of [['fr-FR', 1], ['en-GB', 2]]) {
    const page = await one.page(url, { language });
    for (const entry of cases) {
      await give(page, '#chosen', [entry[0]]);
      has(path.basename(entry[0]), await state(page), entry[which]);
      check('one sentence', (await state(page)).match(/\.$|\.\s/g).length, 1);
      check('nothing of it is kept', await page.evaluate(`document.querySelectorAll('#list tr').length`), 0);
      await clear(page);
    }
    await give(page, '#chosen', [write('binary.bin', Buffer.from([0, 1, 2, 255, 254, 10, 0, 3]))]);
    await compute(page);
    has('no record', await state(page), [/Aucun fichier de RPSS/, /None of these files holds RPSS/][which - 1]);
    await clear(page);
    await give(page, '#chosen', [rpss]);
    await compute(page);
    has('no classification', await state(page), /classification/);
    await page.evaluate(`document.getElementById('trial').checked = true`);
    await compute(page);
    has('still alive', await figures(page), [/41 885,40 €.*165/, /€41,885\.40.*165/][which - 1]);
    check('nothing wrong in the log', page.errors, []);
    await page.close();
  }
  fs.rmSync(huge);
}

// What a page cannot have: names that are no text, a directory above, one of the user's own, and the order of two
// streams that a shell joins.
const LEFT_OUT = /^(names|user-directory|tables-check|bills|drugs|coefficients-auto|tables-modele)$/;

async function goldens() {
  const page = await one.page(url), socket = path.join(work, 'socket');
  const all = Object.entries(under(fixtures, '', {})).map(([name, data]) => [name, Buffer.from(data).toString('base64')]);
  await page.evaluate(`window.kept = Object.fromEntries(${JSON.stringify(all)}.map(([n, t]) => [n, Uint8Array.from(atob(t), (c) => c.charCodeAt(0))])), true`);
  fs.rmSync(socket, { force: true });
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const chunks = [];
    client.on('data', (data) => chunks.push(data)).on('end', async () => {
      client.end(await page.evaluate(`(async () => {
        const asked = ${Buffer.concat(chunks)}, bytes = (t) => Uint8Array.from(atob(t), (c) => c.charCodeAt(0));
        const text = (b) => { let t = ''; for (let i = 0; i < b.length; i += 32768) t += String.fromCharCode(...b.subarray(i, i + 32768)); return btoa(t); };
        const files = { ...asked.kept ? window.kept : {} };
        Object.assign(files, Object.fromEntries(Object.entries(asked.files).map(([n, t]) => [n, bytes(t)])));
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
  const child = spawn('python3', [path.join(here, '..', 'command', 'golden.py'), wrapper, fixtures, ...names],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PAGE_KEEPS: fixtures } });
  let text = '';
  child.stdout.on('data', (data) => { text += data; });
  const status = await new Promise((resolve) => child.on('exit', resolve));
  server.close();
  assert.equal(status, 0, text);
  passed += names.length;
  await page.close();
}

try {
  const parts = [shown, alone, inEnglish, folders, anonymous, guide, tables, keyboard, busy, badInput, goldens], asked = process.argv.slice(6);
  for (const name of asked) assert(parts.some((part) => part.name === name), `no part ${name}`);
  for (const part of parts) {
    if (asked.length > 0 && !asked.includes(part.name)) continue;
    await part();
    console.log(`${part.name}: ok`);
  }
  console.log(`${passed} passed`);
} finally {
  await one.close();
}
