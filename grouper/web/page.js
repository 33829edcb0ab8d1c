// SPDX-License-Identifier: Apache-2.0
// The page: files in, figures, report and explanations out. The engine runs in a worker, so that the page answers while
// it works; files stay where they are and are read piece by piece. Nothing leaves the page: its policy forbids it.
'use strict';

/* --- Words ------------------------------------------------------------------------------------ */

const WORDS = {
  title: ['Facturation de l’HAD', 'Hospital-at-home billing'],
  private: ['Vos fichiers restent sur cet ordinateur : cette page n’ouvre aucune connexion et ne garde rien. Fermez-la, tout est effacé.',
    'Your files stay on this computer: this page makes no connection and keeps nothing. Close it, and all is gone.'],
  language: ['English', 'Français'],
  files: ['Fichiers', 'Files'],
  drop: ['Déposez ici vos RPSS ou RAPSS, un dossier, ou le zip officiel ; et, s’il y en a, classification, tarifs, conventions, FICHCOMP, RSF, VID-HOSP.',
    'Drop your RPSS or RAPSS here, a folder, or the official zip; and, if any, classification, tariffs, conventions, FICHCOMP, RSF, VID-HOSP.'],
  choose: ['Choisir des fichiers', 'Choose files'],
  folder: ['Choisir un dossier', 'Choose a folder'],
  file: ['Fichier', 'File'], size: ['Taille', 'Size'], role: ['Sert de', 'Used as'],
  period: ['Mois ou année (facultatif)', 'Month or year (optional)'],
  date: ['Date de traitement (facultatif)', 'Date of processing (optional)'],
  trial: ['Classification d’essai, non officielle', 'Trial classification, not official'],
  go: ['Calculer', 'Compute'], stop: ['Arrêter', 'Stop'], clear: ['Tout retirer', 'Remove all'],
  figures: ['En bref', 'In short'], account: ['Compte rendu', 'Account'],
  save: ['Enregistrer', 'Save'], refused: ['Ce qui est refusé ou signalé', 'What is refused or pointed out'],
  records: ['Enregistrements', 'Records'],
  recordsHint: ['« Pourquoi » explique un enregistrement pas à pas.', '“Why” explains a record step by step.'],
  report: ['Rapport', 'Report'], day: ['Un jour', 'One day'], whyDay: ['Pourquoi ce jour-là ?', 'Why that day?'],
  close: ['Fermer', 'Close'], why: ['Pourquoi', 'Why'],
  whyTitle: ['{0}, ligne {1}', '{0}, line {1}'],
  working: ['Calcul en cours…', 'Computing…'], done: ['Terminé.', 'Done.'], stopped: ['Arrêté.', 'Stopped.'],
  looking: ['Lecture des fichiers…', 'Reading files…'],
  empty: ['Ce dossier est vide.', 'This folder is empty.'],
  noRecords: ['Aucun fichier de RPSS ou de RAPSS parmi ces fichiers.', 'None of these files holds RPSS or RAPSS.'],
  nothing: ['Rien.', 'Nothing.'], yes: ['oui', 'yes'], no: ['non', 'no'],
  more: ['Les {0} premières lignes ; « Enregistrer » les donne toutes.', 'The first {0} rows; “Save” gives them all.'],
  owed: ['Montant', 'Amount'], days: ['Journées', 'Days'], untariffed: ['Journées sans tarif', 'Days without a tariff'],
  unofficial: ['Groupé par une classification non officielle', 'Grouped by a classification that is not official'],
  held: ['Refusés (enregistrements)', 'Refused (records)'], worth: ['En jeu, estimation', 'At stake, estimate'],
  failed: ['Le calcul n’a pas abouti : {0}', 'The computation failed: {0}'],
  zipBroken: ['{0} : ce zip est abîmé ou incomplet.', '{0}: this zip is broken or incomplete.'],
  zipLocked: ['{0} : ce zip demande un mot de passe ; ouvrez-le d’abord, puis déposez ses fichiers.', '{0}: this zip needs a password; open it first, then drop its files.'],
  zipLarge: ['{0} : plus de {1} fichiers ou plus de {2} Go une fois ouvert ; déposez seulement ceux de l’HAD.', '{0}: more than {1} files, or more than {2} GB once open; drop those of HAD only.'],
  zipMethod: ['{0} : « {1} » est comprimé d’une façon que cette page ne lit pas.', '{0}: “{1}” is compressed in a way that this page does not read.'],
  large: ['{0} : {1} Go, plus que cette page n’en lit ({2} Go) ; la commande had lit des fichiers de toute taille.', '{0}: {1} GB, more than this page reads ({2} GB); the had command reads files of any size.'],
  unreadable: ['{0} : lecture impossible.', '{0}: cannot be read.'],
};
const ROLES = {
  record: ['RPSS ou RAPSS', 'RPSS or RAPSS'], before: ['État précédent', 'Earlier state'], table: ['Table', 'Table'],
  conventions: ['Conventions d’EHPAD', 'Care-home agreements'], fichcomp: ['FICHCOMP', 'FICHCOMP'], rsf: ['RSF', 'RSF'],
  vidhosp: ['VID-HOSP', 'VID-HOSP'], 'hosp-pmsi': ['HOSP-PMSI', 'HOSP-PMSI'], cim10: ['Codes CIM-10', 'ICD-10 codes'],
  ccam: ['Codes CCAM', 'CCAM codes'], none: ['(laissé de côté)', '(left aside)'],
};
let english = !/^fr/i.test(navigator.language || 'fr') ? 1 : 0;
const say = (word, ...values) => WORDS[word][english].replace(/\{(\d)\}/g, (_, n) => values[n]);
const $ = (id) => document.getElementById(id);
const make = (tag, text, set = {}) => Object.assign(document.createElement(tag), text === undefined ? {} : { textContent: text }, set);

/* --- The engine, in a worker ------------------------------------------------------------------- */

const FILE_MOST = 2e9, NEAR_MOST = 3e8, ZIP_FILES = 500, ZIP_BYTES = 2e9, ROWS = 300, ROW_MOST = 4096, HEAD = 65536;
let worker, module, runs = new Map(), number = 0, worked = () => {};
let loaded = []; // numbers of the files that the worker holds

/** Compiled once, for all workers. */
async function compiled() {
  const packed = Uint8Array.from(atob($('module').textContent), (c) => c.charCodeAt(0));
  const open = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return WebAssembly.compile(await new Response(open).arrayBuffer());
}

/** In the worker: when all files fit they are read whole, several times faster than by pieces, and `held` for the next
 *  run by their numbers, those that are under way too; else they are left to the run. */
async function near(files, numbers, held, most) {
  const blobs = Object.entries(files).filter(([, data]) => data instanceof Blob), out = { ...files };
  if (blobs.length === 0) return out; // a look at some lines: the files stay for the next run
  const fit = blobs.reduce((n, [, data]) => n + data.size, 0) <= most, wanted = new Set(Object.values(numbers));
  for (const number of held.keys()) if (!fit || !wanted.has(number)) held.delete(number);
  for (const [name, data] of fit ? blobs : []) {
    if (!held.has(numbers[name])) held.set(numbers[name], data.arrayBuffer().then((b) => new Uint8Array(b), () => undefined));
    const bytes = await held.get(numbers[name]);
    if (bytes) out[name] = bytes;
    else held.delete(numbers[name]); // the run will say that it cannot be read
  }
  return out;
}

/** Each Blob that this page has given to its worker, a number: a worker is given copies. */
const numbers = new WeakMap();
function numbered(files) {
  const of = (data) => { if (!numbers.has(data)) numbers.set(data, ++number); return numbers.get(data); };
  return Object.fromEntries(Object.entries(files).flatMap(([name, data]) => data instanceof Blob ? [[name, of(data)]] : []));
}

function start() {
  const source = `${ENGINE}\n${near}\nlet ready;\nconst had = new Promise((resolve) => { ready = resolve; }), held = new Map();
  onmessage = async ({ data: { id, module, args, files, numbers, options } }) => {
    try {
      if (module) { ready(open(module)); return; }
      if (!args) { await near(files, numbers, held, ${NEAR_MOST}); return; } // ahead of a run
      let told = 0;
      options.progress = (read) => { if (read - told > 4e6) { told = read; postMessage({ read }); } };
      const result = (await had).run(args, await near(files, numbers, held, ${NEAR_MOST}), options);
      const made = [result.stdout, result.stderr, ...Object.values(result.files)]; // handed over: not held here too
      postMessage({ id, result }, made.map((bytes) => bytes.buffer));
    } catch (error) { postMessage({ id, error: error.message }); }
  };`;
  worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  worker.onmessage = ({ data }) => {
    if (data.read !== undefined) { worked(data.read); return; }
    runs.get(data.id)?.(data.result ?? failure(data.error));
    runs.delete(data.id);
  };
  worker.onerror = (event) => { // nobody waits for ever
    event.preventDefault();
    for (const finish of runs.values()) finish(failure(event.message));
    runs = new Map();
    worker.terminate();
    start();
  };
  module.then((module) => worker.postMessage({ module }));
  loaded = [];
}

/** A worker's memory is given back when it ends, and only then: files of hundreds of megabytes do not wait for those before. */
function forget(but = []) {
  if (runs.size > 0 || loaded.every((number) => but.includes(number))) return;
  worker.terminate();
  start();
}

/** Reads files while the reader looks at their list: when Compute is pressed, they are there. */
function ahead(files) {
  const given = numbered(files);
  if (Object.keys(given).length === 0) return;
  hold(Object.values(given));
  worker.postMessage({ files, numbers: given, options: {} });
}

function hold(blobs) {
  forget(blobs);
  loaded = blobs;
}

const failure = (text) => ({ status: 70, stdout: new Uint8Array(0), stderr: new TextEncoder().encode(`had: ${text}\n`), files: {} });

/** The command, as a function: see had.mjs. Promise of { status, stdout, stderr, files }. */
async function run(args, files = {}, options = {}) {
  await module;
  const id = ++number, given = numbered(files), blobs = Object.values(given);
  if (blobs.length > 0) hold(blobs);
  return new Promise((resolve) => {
    runs.set(id, (result) => {
      for (const stream of ['stdout', 'stderr']) // texts where texts are wanted
        Object.defineProperty(result[stream], 'toString', { value() { return new TextDecoder().decode(this); }, enumerable: false });
      resolve(result);
    });
    worker.postMessage({ id, args: [...args], files, numbers: given, options });
  });
}

function stop() {
  worker.terminate();
  for (const finish of runs.values()) finish({ ...failure('stopped'), stopped: true });
  runs = new Map();
  start();
}

/* --- Files ------------------------------------------------------------------------------------- */

let given = []; // { path, data: Blob, role }
const problems = [];

class Problem extends Error {}

/** The members of a zip: the directory at its end, then each member where that says. */
async function unzip(file, path) {
  const broken = () => new Problem(say('zipBroken', path));
  const tail = new DataView(await file.slice(-65557).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw broken();
  const count = tail.getUint16(end + 10, true), size = tail.getUint32(end + 12, true), start = tail.getUint32(end + 16, true);
  if (count > ZIP_FILES) throw new Problem(say('zipLarge', path, ZIP_FILES, ZIP_BYTES / 1e9));
  if (start + size > file.size) throw broken();
  const list = new DataView(await file.slice(start, start + size).arrayBuffer()), out = [];
  let at = 0, total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > list.byteLength || list.getUint32(at, true) !== 0x02014b50) throw broken();
    const flags = list.getUint16(at + 8, true), method = list.getUint16(at + 10, true);
    const sum = list.getUint32(at + 16, true), packed = list.getUint32(at + 20, true);
    const whole = list.getUint32(at + 24, true), nameLength = list.getUint16(at + 28, true), from = list.getUint32(at + 42, true);
    const name = new TextDecoder().decode(new Uint8Array(list.buffer, at + 46, Math.min(nameLength, list.byteLength - at - 46)));
    at += 46 + nameLength + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
    if (name.endsWith('/')) continue;
    if (flags & 1) throw new Problem(say('zipLocked', path));
    if (method !== 0 && method !== 8) throw new Problem(say('zipMethod', path, name));
    total += whole;
    if (total > ZIP_BYTES) throw new Problem(say('zipLarge', path, ZIP_FILES, ZIP_BYTES / 1e9));
    const head = new DataView(await file.slice(from, from + 30).arrayBuffer());
    if (head.byteLength < 30 || head.getUint32(0, true) !== 0x04034b50) throw broken();
    const body = from + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const inside = file.slice(body, body + packed), data = await inflate(method === 8 ? [inside] : stored(inside), sum, whole, broken);
    if (data.size !== whole) throw broken();
    out.push({ path: name, data });
  }
  return out;
}

/** What was not compressed, as a compressor leaves what it gains nothing on: by blocks, each after its length. */
function stored(data) {
  const BLOCK = 65535, out = [];
  for (let at = 0; at === 0 || at < data.size; at += BLOCK) {
    const length = Math.min(BLOCK, data.size - at), head = new DataView(new ArrayBuffer(5));
    head.setUint8(0, at + BLOCK >= data.size ? 1 : 0); // the last
    head.setUint16(1, length, true);
    head.setUint16(3, ~length & 0xffff, true);
    out.push(head, data.slice(at, at + length));
  }
  return out;
}

/** As a gzip, which holds the sum that the zip announces: the browser checks it. Stops at the size that was announced:
 *  what says little and holds much is broken, too. */
async function inflate(parts, sum, whole, broken) {
  const start = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255), end = new DataView(new ArrayBuffer(8));
  end.setUint32(0, sum, true);
  end.setUint32(4, whole, true);
  const all = new Blob([start, ...parts, end]), reader = all.stream().pipeThrough(new DecompressionStream('gzip')).getReader(), kept = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(kept);
      size += value.length;
      if (size > whole) { await reader.cancel(); throw broken(); }
      kept.push(value);
    }
  } catch (error) {
    throw error instanceof Problem ? error : broken();
  }
}

/** What a file is, by its name, else by what the engine says of its first lines. */
async function roleOf(path, data) {
  const name = path.toLowerCase(), last = name.split('/').pop();
  if (last.startsWith('.') || last === 'thumbs.db' || data.size === 0) return 'none';
  if (/^(classification|durees|mpp|mpa|ik|ght|ghpc|associations|groupes|deductions|tarifs.*|modes|ehpa_modes|values|coefficients)\.csv$/.test(last) && name.includes('/')) return 'table';
  for (const [role, hint] of [['vidhosp', /vid.?hosp/], ['hosp-pmsi', /hosp.?pmsi|autorisat|lien/], ['fichcomp', /fichcomp/], ['rsf', /rsf/],
    ['conventions', /conv/], ['cim10', /cim.?10/], ['ccam', /ccam/]])
    if (hint.test(last)) return role;
  const head = new Uint8Array(await data.slice(0, HEAD).arrayBuffer()), one = new TextEncoder().encode(`H0F${' '.repeat(200)}\n`);
  const trial = ['--classification', 'essai', '--lang', 'en', '-q'];
  if ((await run(['price', '--by', 'total', 'a', ...trial], { a: head })).status === 0) return 'record';
  const { stderr } = await run(['bills', 'a', '--rpss', 'b', ...trial], { a: head, b: one });
  const kind = /looks like: ([^\n;]*)/.exec(`${stderr}`)?.[1] ?? (/no line that/.test(`${stderr}`) ? '' : 'RSF');
  return { FICHCOMP: 'fichcomp', RSF: 'rsf', 'VID-HOSP': 'vidhosp' }[kind] ?? 'none';
}

async function add(files) {
  state('looking');
  const found = [];
  problems.length = 0;
  for (const { path, data } of files) {
    try {
      const start = new Uint8Array(await data.slice(0, 4).arrayBuffer());
      const zip = start[0] === 0x50 && start[1] === 0x4b && !/\.xlsx$/i.test(path);
      found.push(...(zip ? await unzip(data, path) : [{ path, data }]));
    } catch (error) {
      problems.push(error instanceof Problem ? error.message : say('unreadable', path));
    }
  }
  for (const one of found) {
    if (one.data.size > FILE_MOST) {
      problems.push(say('large', one.path, (one.data.size / 1e9).toFixed(1), FILE_MOST / 1e9));
      continue;
    }
    if (given.some((g) => g.path === one.path)) continue;
    const role = await roleOf(one.path, one.data);
    given.push({ ...one, role, found: role });
  }
  const owned = given.some((g) => g.role === 'table' && /(classification|groupes)\.csv$/i.test(g.path));
  if (owned) $('trial').checked = false;
  show();
  if (found.length === 0 && problems.length === 0) state('empty', true);
  else state();
  ahead(asked().files);
}

/** Where a file stands for the command: by its own path; several without a folder get one. */
function placed() {
  const loose = given.filter((g) => !g.path.includes('/') && g.role === 'record').length;
  return new Map(given.map((g) => [g, loose > 1 && !g.path.includes('/') ? `dossier/${g.path}` : g.path]));
}

const folder = (path) => path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';

/** The files that the command gets, and the arguments that name them. */
function asked() {
  const files = {}, args = [], records = new Set(), tables = new Set(), classifications = new Set(), names = placed();
  for (const [one, name] of names) {
    if (one.role === 'none' && one.found !== 'none') continue; // put aside by hand
    files[name] = one.data;
    /* A folder is read as one: of months that hold those before, the last one counts. */
    if (one.role === 'record') records.add(folder(name) || name);
    else if (one.role === 'table' && /(^|\/)(classification|groupes)\.csv$/i.test(name)) classifications.add(folder(name));
    else if (one.role === 'table' && /(^|\/)tarifs\/[^/]*$/i.test(name)) tables.add(folder(folder(name)) || '.');
  }
  const named = (option, role) => given.filter((g) => g.role === role).flatMap((g) => [option, names.get(g)]);
  for (const directory of classifications) args.push('--classification', directory);
  if ($('trial').checked) args.push('--classification', 'essai');
  for (const directory of tables) args.push('--tables', directory);
  args.push(...named('--conventions', 'conventions'), ...named('--cim10', 'cim10'), ...named('--ccam', 'ccam'));
  if ($('date').value) args.push('--date', $('date').value);
  args.push('--lang', english ? 'en' : 'fr');
  const when = $('period').value.trim(), period = when ? ['--periode', when] : [];
  const month = /^\d{4}-\d\d$/.test(when) ? period : when ? ['--seulement', when] : []; // for check: the month that is sent, or only those
  const beside = [...named('--fichcomp', 'fichcomp'), ...named('--rsf', 'rsf'), ...named('--vidhosp', 'vidhosp'), ...named('--hosp-pmsi', 'hosp-pmsi')];
  return { files, args, records: [...records].sort(), period, month, beside, before: named('--avant', 'before') };
}

/* --- What is shown ------------------------------------------------------------------------------ */

function state(word, bad, ...values) {
  $('state').textContent = word ? say(word, ...values) : problems.join(' ');
  $('state').className = bad || (!word && problems.length) ? 'bad' : '';
}

const sizeText = (n) => {
  const unit = english ? 'B' : 'o';
  return n < 1e3 ? `${n} ${unit}` : n < 1e6 ? `${(n / 1e3).toFixed(0)} k${unit}` : `${(n / 1e6).toFixed(1)} M${unit}`;
};

function show() {
  $('given').hidden = given.length === 0;
  $('list').replaceChildren(...given.map((one) => {
    const select = make('select', undefined, { ariaLabel: `${say('role')} ${one.path}` });
    for (const [role, words] of Object.entries(ROLES)) select.append(make('option', words[english], { value: role, selected: role === one.role }));
    select.onchange = () => { one.role = select.value; };
    const row = make('tr'), last = make('td');
    last.append(select);
    row.append(make('td', one.path), make('td', sizeText(one.data.size), { className: 'number' }), last);
    return row;
  }));
}

/** Rows of a CSV as had writes them: `;`, quotes doubled. The first `most`: cells of rows that nobody sees are megabytes. */
function rows(text, most = Infinity) {
  const out = [];
  let row = [], cell = '', quoted = false;
  for (let i = 0; i < text.length && out.length < most; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') { cell += c; i++; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ';' || c === '\n') {
      row.push(cell);
      cell = '';
      if (c === '\n') { out.push(row); row = []; }
    } else cell += c;
  }
  return out;
}

const COLUMNS = {
  fichier: ['Fichier', 'File'], ligne: ['Ligne', 'Line'], code: ['Code', 'Code'], bloquant: ['Bloque', 'Blocks'], champ: ['Champ', 'Field'],
  libelle: ['Libellé', 'Meaning'], ght: ['GHT', 'GHT'], debut: ['Du', 'From'], fin: ['Au', 'To'], jours: ['Jours', 'Days'],
  tarif: ['Tarif', 'Tariff'], montant: ['Montant', 'Amount'],
};
const NUMBERS = ['ligne', 'jours', 'tarif', 'montant']; // codes may be made of digits, too

const classOf = (column) => NUMBERS.includes(column) ? `${column} number` : column;
/** A cell as it reads in the reader's language. */
const cellText = (column, text) => column === 'bloquant' ? say(text === '1' ? 'yes' : 'no')
  : ['tarif', 'montant'].includes(column) && text ? euros(text) : text;

function table(text, columns, extra) {
  const [head, ...body] = rows(text, ROWS + 2); // the names, and one more than is shown
  if (!head || body.length === 0) return [make('p', say('nothing'))];
  const kept = columns.map((c) => head.indexOf(c)).filter((i) => i >= 0), shown = body.slice(0, ROWS);
  const one = make('table'), top = make('tr');
  for (const i of kept) top.append(make('th', COLUMNS[head[i]][english], { scope: 'col', className: classOf(head[i]) }));
  if (extra) top.append(make('th', '', { scope: 'col', ariaLabel: say('why') }));
  const thead = make('thead'), tbody = make('tbody');
  thead.append(top);
  let above; // the file of the row above
  for (const cells of shown) {
    const row = make('tr'), again = above === cells[head.indexOf('fichier')];
    above = cells[head.indexOf('fichier')];
    for (const i of kept) row.append(make('td', cellText(head[i], cells[i]), { className: `${classOf(head[i])}${again && head[i] === 'fichier' ? ' again' : ''}` }));
    if (extra) {
      const last = make('td', undefined, { className: 'ask' });
      last.append(extra(cells[head.indexOf('fichier')], cells[head.indexOf('ligne')], cells[head.indexOf('debut')]));
      row.append(last);
    }
    tbody.append(row);
  }
  one.append(thead, tbody);
  const wide = make('div', undefined, { className: 'wide', tabIndex: 0 });
  wide.setAttribute('role', 'region');
  wide.ariaLabel = columns.map((c) => COLUMNS[c][english]).join(', ');
  wide.append(one);
  return body.length > ROWS ? [wide, make('p', say('more', ROWS))] : [wide];
}

/** As the report writes them. */
const euros = (text) => Number(text).toLocaleString(english ? 'en-GB' : 'fr-FR', { style: 'currency', currency: 'EUR' });
const count = (text) => Number(text).toLocaleString(english ? 'en-GB' : 'fr-FR');

function figures(files) {
  const text = (name) => files[name] ? new TextDecoder().decode(files[name]) : '';
  const record = (name) => { const [head, row] = rows(text(name)); return head && row ? Object.fromEntries(head.map((h, i) => [h, row[i]])) : {}; };
  const total = record('csv/total.csv'), refused = rows(text('csv/refus.csv')).slice(1);
  const list = [[say('owed'), euros(total.montant ?? 0)], [say('days'), count(total.journees ?? 0)]];
  if (Number(total.montant_non_officiel)) list.push([say('unofficial'), euros(total.montant_non_officiel), true]);
  if (Number(total.journees_sans_tarif)) list.push([say('untariffed'), count(total.journees_sans_tarif), true]);
  list.push([say('held'), count(refused.reduce((n, r) => n + Number(r[1]), 0)), true]);
  list.push([say('worth'), euros(refused.reduce((n, r) => n + Number(r[3] || 0), 0)), true]);
  $('figures').replaceChildren(...list.map(([name, value, bad]) => {
    const pair = make('div', undefined, { className: bad ? 'bad' : '' });
    pair.append(make('dt', name), make('dd', value));
    return pair;
  }));
}

/** A button that gives a file: at once, or made when it is asked for. */
function saving(name, bytes) {
  const button = make('button', name, { type: 'button' });
  button.onclick = async () => {
    const data = typeof bytes === 'function' ? await bytes() : bytes;
    if (!data) return;
    const link = make('a', undefined, { href: URL.createObjectURL(new Blob([data])), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  return button;
}

let last; // of the computation shown

function whyButton(file, line, date) {
  const button = make('button', say('why'), { type: 'button', ariaLabel: `${say('why')} ${say('whyTitle', file, line)}` });
  button.onclick = () => why(file, line, date, false);
  return button;
}

async function why(file, line, date, day) {
  $('h-why').textContent = say('whyTitle', file, line);
  $('whyText').textContent = say('working');
  $('why').dataset.file = file;
  $('why').dataset.line = line;
  if (!day) $('day').value = date || '';
  if (!$('why').open) $('why').showModal();
  const beside = last.beside, args = ['explain', file, '--ligne', line, ...last.args, ...beside, ...(day ? ['--jour', $('day').value] : [])];
  const result = await run(args, last.files);
  $('whyText').textContent = `${result.stdout}` || `${result.stderr}`;
}

async function compute(look = true) {
  last = asked();
  if (last.records.length === 0) { state('noRecords', true); return; }
  const total = given.reduce((n, g) => n + (g.role === 'record' ? g.data.size : 0), 0), passes = 4;
  $('progress').hidden = $('stop').hidden = false;
  $('go').disabled = true;
  state('working');
  let pass = 0;
  worked = (read) => { $('progress').value = Math.min(1, (pass + Math.min(1, read / Math.max(total, 1))) / passes); };
  const { files, args, records, period, month, beside, before } = last;
  const step = async (list, options) => { const result = await run(list, files, options); pass++; worked(0); return result; };
  const report = ['report', ...records, ...args, ...period, ...beside, ...before];
  const page = await step([...report, '-o', 'rapport.html']);
  if (page.status !== 0) { finish(page); return; }
  const csv = await step([...report, '-q', '--to', 'csv', '-o', 'csv']);
  const check = ['check', ...records, ...args, ...month, '-q'], zones = ['price', ...records, ...args, ...period, '-q'];
  const found = await step(check, { most: ROWS * ROW_MOST }), priced = await step(zones, { most: ROWS * ROW_MOST });
  if ([csv, found, priced].some((r) => r.stopped)) { finish(failure('stopped')); return; }
  figures(csv.files);
  $('account').textContent = `${page.stderr}`;
  const html = page.files['rapport.html'];
  $('report').srcdoc = new TextDecoder().decode(html);
  $('report').title = say('report');
  const whole = (list) => async () => (await run(list, files)).stdout;
  const book = async () => (await run([...report, '-q', '--to', 'xlsx', '-o', 'classeur.xlsx'], files)).files['classeur.xlsx'];
  $('saves').replaceChildren(saving('rapport.html', html), saving('classeur.xlsx', book),
    saving('zones.csv', whole([...zones, '--tableur'])), saving('jours.csv', whole([...zones, '--by', 'jour', '--tableur'])),
    ...found.stdout.length === 0 ? [] : // RAPSS: nothing of them is controlled or grouped
      [saving('refus.csv', whole([...check, '--tableur'])), saving('groupes.txt', whole(['group', ...records, ...args, ...period, '-q']))]);
  $('refused').replaceChildren(...found.stdout.length === 0 ? [make('p', `${found.stderr}`.replace(/^had\S*: |\n$/g, ''))] : table(`${found.stdout}`, ['fichier', 'ligne', 'code', 'bloquant', 'champ', 'libelle'], whyButton));
  $('records').replaceChildren(...table(`${priced.stdout}`, ['fichier', 'ligne', 'ght', 'debut', 'fin', 'jours', 'tarif', 'montant'], whyButton));
  $('results').hidden = false;
  finish(page);
  if (look) $('h-figures').scrollIntoView({ block: 'start' });
}

/** Takes away what is shown of a computation: what is hidden only would stay in memory. */
function clean() {
  $('results').hidden = true;
  $('report').srcdoc = $('account').textContent = '';
  for (const id of ['figures', 'saves', 'refused', 'records']) $(id).replaceChildren();
}

function finish(result) {
  $('progress').hidden = $('stop').hidden = true;
  $('go').disabled = false;
  worked = () => {};
  if (result.stopped) state('stopped');
  else if (result.status === 0) state('done');
  else {
    $('results').hidden = true;
    state('failed', true, `${result.stderr}`.trim().split('\n').slice(-3).join(' '));
  }
}

/* --- Hands --------------------------------------------------------------------------------------- */

function speak() {
  document.documentElement.lang = english ? 'en' : 'fr';
  for (const one of document.querySelectorAll('[data-say]')) one.textContent = say(one.dataset.say);
  document.title = `had – ${say('title')}`;
  show();
}

/** Files of what was dropped, folders walked. */
async function dropped(items) {
  const out = [];
  const walk = async (entry, before) => {
    const path = before + entry.name;
    if (entry.isFile) {
      const data = await new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
      if (data) out.push({ path, data });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
      if (some.length === 0) return;
      for (const one of some) await walk(one, `${path}/`);
    }
  };
  for (const entry of items) await walk(entry, '');
  return out;
}

function listen() {
  $('language').onclick = () => {
    english = english ? 0 : 1;
    speak();
    if (!$('results').hidden && !$('go').disabled) compute(false); // what is shown, in the other language
  };
  $('choose').onclick = () => $('chosen').click();
  $('folder').onclick = () => $('chosenFolder').click();
  for (const id of ['chosen', 'chosenFolder'])
    $(id).onchange = async () => {
      await add([...$(id).files].map((data) => ({ path: data.webkitRelativePath || data.name, data })));
      $(id).value = '';
    };
  $('go').onclick = () => compute();
  $('stop').onclick = stop;
  $('clear').onclick = () => { forget(); given = []; last = undefined; clean(); problems.length = 0; show(); state(); };
  $('whyDay').onsubmit = (event) => {
    event.preventDefault();
    if ($('day').value) why($('why').dataset.file, $('why').dataset.line, '', true);
  };
  const drop = document.documentElement;
  drop.ondragover = (event) => { event.preventDefault(); $('drop').classList.add('over'); };
  drop.ondragleave = () => $('drop').classList.remove('over');
  drop.ondrop = async (event) => {
    event.preventDefault();
    $('drop').classList.remove('over');
    const entries = [...event.dataTransfer.items].map((i) => i.webkitGetAsEntry?.()).filter(Boolean);
    await add(entries.length ? await dropped(entries) : [...event.dataTransfer.files].map((data) => ({ path: data.name, data })));
  };
}

module = compiled();
start();
listen();
speak();
/** For tests and for those who build on this page. */
window.had = { run, add: (files) => add(Object.entries(files).map(([path, data]) => ({ path, data: new Blob([data]) }))), compute };
