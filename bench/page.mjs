// SPDX-License-Identifier: Apache-2.0
// page.mjs BUILD FILE [ROUNDS]: the page beside the native command, one worker each, on one file of records: `price
// --by total` and `check --sans-chainage`, in turn, the sizes of their outputs compared. The page reads the file, then (`again`) has it in
// memory, as in all passes of a computation but the first. Then what a user waits for: Compute pressed
// once the file is listed, beside the native commands that make what it shows. Ratios of the shortest times and, for a busy machine, of
// the least times of processor (all of the browser's processes); what the page's process held at most. The module and the page are those of BUILD (ninja -C BUILD web).
import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { browser } from '../grouper/tests/web/browser.mjs';
import { open } from '../grouper/web/had.mjs';

const [build, file] = process.argv.slice(2, 4).map((p) => path.resolve(p)), rounds = Number(process.argv[4] ?? 7);
const native = path.join(build, 'grouper/had'), web = path.join(build, 'grouper/web');
const COMMANDS = [['price', '--by', 'total'], ['check', '--sans-chainage', '-q']];
const own = fs.mkdtempSync(path.join(os.tmpdir(), 'had-page-')), CSV = path.join(own, 'csv');
const SHOWN = [['report'], ['report', '--to', 'csv', '-o', CSV], ['check', '-q'], ['price', '-q']];
const cwd = path.dirname(file), name = path.basename(file), MOST = 1e9;
const whole = (command) => [...command, name, '--classification', 'essai', '--lang', 'fr'];

/** Each: a command -> its milliseconds, those of processor, and the size of its standard output. */
function command(args) {
  const start = performance.now();
  const done = spawnSync('bash', ['-c', `TIMEFORMAT='%U %S'; { time "$0" "$@" 2>/dev/null; } 2>&3 3>&-`, native, ...args],
    { cwd, maxBuffer: MOST, stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  const took = performance.now() - start, cpu = done.output[3].toString().trim().split(' ').reduce((n, s) => n + Number(s) * 1000, 0);
  return { took, cpu, out: done.stdout.length };
}
const engine = await open(fs.readFileSync(path.join(web, 'had.wasm')));
const bytes = new Uint8Array(fs.readFileSync(file));
function node(args) {
  const start = performance.now(), used = process.cpuUsage();
  const done = engine.run(args, { [name]: bytes }), { user, system } = process.cpuUsage(used);
  return { took: performance.now() - start, cpu: (user + system) / 1000, out: done.stdout.length };
}
const one = await browser(), page = await one.page(`file://${path.join(web, 'had.html')}`);
await page.evaluate(`window.added = document.getElementById('chosen').onchange, document.getElementById('chosen').onchange = () => {}`);
await page.files('#chosen', [file]);
async function shown(args, again) { // a slice is another file to the page: it holds nothing of it
  const before = spent();
  const done = await page.evaluate(`(async () => {
    const start = performance.now(), done = await had.run(${JSON.stringify(args)}, { ${JSON.stringify(name)}: window.one = ${again ? 'window.one' : `document.getElementById('chosen').files[0].slice()`} });
    return { took: performance.now() - start, out: done.stdout.length };
  })()`);
  return { ...done, cpu: spent() - before };
}

function natively() {
  fs.rmSync(CSV, { recursive: true, force: true });
  return SHOWN.map((args) => command(whole(args)).took).reduce((n, took) => n + took, 0);
}

/** Milliseconds from the click to the figures. */
async function compute() {
  await page.evaluate(`document.getElementById('clear').click(), document.getElementById('state').textContent = 'waiting'`);
  await page.files('#chosen', [file]);
  await page.until(`!/waiting|Lecture/.test(document.getElementById('state').textContent)`);
  await new Promise((resolve) => setTimeout(resolve, 1000)); // a look at the list
  return page.evaluate(`(async () => {
    document.getElementById('trial').checked = true;
    const start = performance.now();
    await had.compute(false);
    return performance.now() - start;
  })()`);
}

/** The processes of this browser: their numbers in /proc, and what /proc/N/stat says behind the name. */
function processes() {
  const all = new Map(fs.readdirSync('/proc').filter((n) => /^\d+$/.test(n)).flatMap((pid) => {
    try {
      return [[pid, fs.readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\) /, '').split(' ')]];
    } catch { return []; }
  }));
  const ours = (pid) => pid === `${one.pid}` || all.has(pid) && ours(all.get(pid)[1]);
  return [...all].filter(([pid]) => ours(pid));
}

/** Milliseconds of processor that they have taken, and those that have ended. */
function spent() {
  return processes().reduce((sum, [, fields]) => sum + fields.slice(11, 15).reduce((n, ticks) => n + Number(ticks) * 10, 0), 0);
}

/** What the processes of the browser that run pages hold, in MB: now, and at most. */
function held(peak) {
  const sizes = processes().map(([pid]) => {
    try {
      if (!fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('--type=renderer')) return 0;
      const line = new RegExp(`${peak ? 'VmHWM' : 'VmRSS'}:\\s+(\\d+)`).exec(fs.readFileSync(`/proc/${pid}/status`, 'latin1'));
      return Number(line[1]) / 1024;
    } catch { return 0; }
  });
  return Math.max(...sizes);
}

try {
  for (const args of COMMANDS.map(whole)) {
    const best = {}, least = {};
    for (let round = 0; round < rounds; round++)
      for (const [way, run] of Object.entries({ native: command, node, page: shown, again: (a) => shown(a, true) })) {
        const { took, cpu, out } = await run(args);
        best.out ??= out;
        assert.equal(out, best.out, `${way}: other bytes`);
        best[way] = Math.min(best[way] ?? Infinity, took);
        least[way] = Math.min(least[way] ?? Infinity, cpu);
      }
    const ratio = (way) => `${way} ${best[way].toFixed(0)} ms, ${(best[way] / best.native).toFixed(2)} x native (processor ${least[way].toFixed(0)} ms, ${(least[way] / least.native).toFixed(2)} x)`;
    console.log(`${args.slice(0, -5).join(' ')}, ${(bytes.length / 1e6).toFixed(0)} MB: native ${best.native.toFixed(0)} ms (processor ${least.native.toFixed(0)} ms); ${ratio('node')}; ${ratio('page')}; ${ratio('again')}`);
  }
  await page.evaluate(`document.getElementById('chosen').value = '', document.getElementById('chosen').onchange = window.added, true`);
  const least = {}; // the whole of Compute, its file given anew each time
  for (let round = 0; round < Math.max(1, rounds >> 1); round++)
    for (const [way, run] of Object.entries({ native: natively, compute })) {
      const took = await run();
      least[way] = Math.min(least[way] ?? Infinity, took);
    }
  console.log(`Compute: ${least.compute.toFixed(0)} ms, ${(least.compute / least.native).toFixed(2)} x the ${least.native.toFixed(0)} ms of the native commands`);
  console.log(`the page held ${held(true).toFixed(0)} MB at most`);
} finally {
  fs.rmSync(own, { recursive: true });
  await one.close();
}
