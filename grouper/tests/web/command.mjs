// SPDX-License-Identifier: Apache-2.0
// The module, or the page, in the place of the command: files are taken from the disk, those written go back to it.
//   command.mjs MODULE ARGUMENT...       the module in node
//   command.mjs @SOCKET ARGUMENT...      the page of a browser that listens there (page.mjs)
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { open } from '../../web/had.mjs';
import { under } from './files.mjs';

const [where, ...args] = process.argv.slice(2);

const files = {}, here = process.cwd();
files['dev/null'] = new Uint8Array(0);
if (process.env.TMP) files[`${process.env.TMP}/`] = new Uint8Array(0);
if (process.env.TMP && path.resolve(process.env.TMP) !== here && !process.env.TMP.startsWith(`${here}/`))
  under(process.env.TMP, `${process.env.TMP}/`, files);
const kept = where.startsWith('@') && process.env.PAGE_KEEPS === here; // the page has them
if (!kept) under(here, '', files);
for (const one of args) { // what is named elsewhere, with what stands beside it
  const directory = path.isAbsolute(one) && fs.statSync(one, { throwIfNoEntry: false })?.isFile() && path.dirname(one);
  if (directory && !(`${one}` in files) && !directory.startsWith('/dev')) under(directory, `${directory}/`, files);
}
const stdin = args.includes('-') ? new Uint8Array(fs.readFileSync(0)) : undefined;
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(HAD_|NO_COLOR|COLUMNS)/.test(name)));

function put(stream, bytes) {
  try {
    for (let at = 0; at < bytes.length;) at += fs.writeSync(stream, bytes, at);
  } catch (error) {
    if (error.code !== 'EPIPE') throw error;
  }
}

let result;
if (where.startsWith('@')) {
  const text = (bytes) => Buffer.from(bytes).toString('base64');
  const asked = JSON.stringify({ args, env, kept, stdin: stdin && text(stdin),
    files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, text(bytes)])) });
  const answer = await new Promise((resolve, reject) => {
    const socket = net.connect(where.slice(1)), chunks = [];
    socket.on('data', (data) => chunks.push(data)).on('end', () => resolve(JSON.parse(Buffer.concat(chunks)))).on('error', reject);
    socket.end(asked);
  });
  const bytes = (data) => new Uint8Array(Buffer.from(data, 'base64'));
  result = { status: answer.status, stdout: bytes(answer.stdout), stderr: bytes(answer.stderr),
    files: Object.fromEntries(Object.entries(answer.files).map(([name, data]) => [name, bytes(data)])) };
} else {
  result = (await open(fs.readFileSync(where))).run(args, files, { stdin, env, output: put });
}

for (const [name, bytes] of Object.entries(result.files)) {
  const file = process.env.TMP && name.startsWith(process.env.TMP.slice(1)) ? `/${name}` : name;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
}
if (where.startsWith('@')) {
  put(2, result.stderr);
  put(1, result.stdout);
}
process.exitCode = result.status;
