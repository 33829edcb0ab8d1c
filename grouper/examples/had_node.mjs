// SPDX-License-Identifier: Apache-2.0
// The engine in JavaScript, from two files that `ninja -C build web` makes: had.mjs and had.wasm.
//   node grouper/examples/had_node.mjs build/grouper/web fixtures/rpss.txt
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [web, file] = process.argv.slice(2);
const { open } = await import(pathToFileURL(path.resolve(web, 'had.mjs')));
const had = await open(fs.readFileSync(path.join(web, 'had.wasm')));

const { status, stdout, stderr } = had.run(['price', 'records', '--by', 'ght', '--to', 'jsonl', '--classification', 'essai'],
  { records: new Uint8Array(fs.readFileSync(file)) });
if (status !== 0) throw new Error(`${stderr}`);
for (const line of `${stdout}`.trim().split('\n')) {
  const { ght, journees, montant } = JSON.parse(line);
  console.log(ght, journees, montant);
}
