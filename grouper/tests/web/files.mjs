// SPDX-License-Identifier: Apache-2.0
import fs from 'node:fs';
import path from 'node:path';

/** Files under a directory, by their names for the run. */
export function under(directory, before, out) {
  for (const one of fs.readdirSync(directory, { withFileTypes: true })) {
    const file = path.join(directory, one.name), name = before + one.name;
    const look = fs.statSync(file, { throwIfNoEntry: false });
    if (look?.isDirectory()) {
      out[`${name}/`] = new Uint8Array(0);
      under(file, `${name}/`, out);
    } else if (look?.isFile()) out[name] = new Uint8Array(fs.readFileSync(file));
  }
  return out;
}
