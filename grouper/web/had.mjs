// SPDX-License-Identifier: Apache-2.0
// The command `had` as a function: arguments and files in, status, texts and files out. It works on files in
// memory, makes no connection and keeps nothing between two runs. In a browser, in a worker, in node.
//
//   import { open } from './had.mjs';
//   const had = await open(bytesOfHadWasm);
//   const { status, stdout, files } = had.run(['price', 'rpss.txt', '-o', 'zones.csv'], { 'rpss.txt': bytes });

/** Bytes that read as text where a text is wanted: `${stdout}`, String(stdout). */
export class Bytes extends Uint8Array {
  toString() { return new TextDecoder().decode(this); }
}

// Error numbers, types of files and flags of WASI preview 1.
const E = { BADF: 8, EXIST: 20, INVAL: 28, IO: 29, ISDIR: 31, NAMETOOLONG: 37, NOENT: 44, NOTDIR: 54, NOTEMPTY: 55, NOTSUP: 58 };
const DEVICE = 2, DIRECTORY = 3, REGULAR = 4;
const CREATE = 1, WANT_DIRECTORY = 2, EXCLUSIVE = 4, TRUNCATE = 8;
const ROOT = 3; // the one directory that is open at the start: /
const NAME_MAX = 255;
const AT_ONCE = 16 << 20; // bytes of a Blob: each question to it costs a millisecond or two

class Exit { constructor(status) { this.status = status; } }
class Refused { constructor(error) { this.error = error; } }
const refuse = (error) => { throw new Refused(error); };

/** Parts of a path, without `.`, with `..` followed. */
function parts(path) {
  const kept = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return kept;
}

const join = (chunks) => {
  if (chunks.length === 1) return chunks[0];
  const all = new Uint8Array(chunks.reduce((n, c) => n + c.length, 0));
  let at = 0;
  for (const chunk of chunks) { all.set(chunk, at); at += chunk.length; }
  return all;
};

/** A file: bytes given, a Blob that is read by large pieces, or what was written. */
class File {
  constructor(number, data) {
    this.number = number;
    this.given = data;
    this.chunks = [];
    this.size = data ? data.length ?? data.size : 0;
    this.changed = !data;
  }

  read(at, length) {
    if (at >= this.size) return new Uint8Array(0);
    if (!this.given && this.chunks.length > 1) this.chunks = [join(this.chunks)];
    const data = this.given ?? this.chunks[0];
    const end = Math.min(at + length, this.size);
    return data instanceof Uint8Array ? data.subarray(at, end) : this.piece(data, at, end);
  }

  /** Bytes of a Blob: fewer than were asked for at the end of a piece. */
  piece(blob, at, end) {
    if (!(at >= this.from && at < this.from + this.kept.length)) {
      this.from = at - at % AT_ONCE;
      this.kept = new Uint8Array(0);
      try {
        this.kept = new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob.slice(this.from, this.from + AT_ONCE)));
      } catch { refuse(E.IO); } // taken away or changed since it was given
    }
    return this.kept.subarray(at - this.from, end - this.from);
  }

  /** Files are written from the first byte to the last. */
  write(at, bytes) {
    if (at !== this.size) refuse(E.NOTSUP);
    if (this.given) this.chunks = [this.given instanceof Uint8Array ? this.given.slice() : refuse(E.NOTSUP)];
    this.given = undefined;
    this.chunks.push(bytes.slice());
    this.size += bytes.length;
    this.changed = true;
  }

  cut() { this.given = undefined; this.chunks = []; this.size = 0; this.changed = true; }

  bytes() { return this.given instanceof Uint8Array ? this.given : join(this.chunks.length ? this.chunks : [new Uint8Array(0)]); }
}

class Directory {
  constructor(number) { this.number = number; this.entries = new Map(); }
}

class Tree {
  constructor(files) {
    this.numbers = 16;
    this.root = new Directory(this.numbers++);
    for (const [name, data] of Object.entries(files)) this.put(name, data);
  }

  put(name, data) {
    const path = parts(name), last = path.pop();
    if (last === undefined) return;
    let directory = this.root;
    for (const part of path) {
      if (!directory.entries.has(part)) directory.entries.set(part, new Directory(this.numbers++));
      directory = directory.entries.get(part);
      if (!(directory instanceof Directory)) throw new TypeError(`${name}: ${part} is a file and a directory`);
    }
    if (name.endsWith('/')) directory.entries.set(last, new Directory(this.numbers++));
    else directory.entries.set(last, new File(this.numbers++, data instanceof ArrayBuffer ? new Uint8Array(data) : data));
  }

  /** The node of a path, or undefined; what stands on the way has to be there. */
  find(path) {
    let node = this.root;
    for (const part of parts(path)) {
      if (!(node instanceof Directory)) refuse(E.NOTDIR);
      if (new TextEncoder().encode(part).length > NAME_MAX) refuse(E.NAMETOOLONG);
      node = node.entries.get(part);
      if (!node) return undefined;
    }
    if (path.endsWith('/') && node instanceof File) refuse(E.NOTDIR);
    return node;
  }

  /** The directory that a path stands in, and its last part. */
  place(path) {
    const way = parts(path), last = way.pop();
    if (last === undefined) refuse(E.INVAL);
    if (new TextEncoder().encode(last).length > NAME_MAX) refuse(E.NAMETOOLONG);
    const directory = this.find(way.join('/'));
    if (!directory) refuse(E.NOENT);
    if (!(directory instanceof Directory)) refuse(E.NOTDIR);
    return { directory, last };
  }

  /** Files written by the run: name -> bytes. */
  changed(directory = this.root, before = '', out = {}) {
    for (const [name, node] of directory.entries) {
      if (node instanceof Directory) this.changed(node, `${before}${name}/`, out);
      else if (node.changed) out[before + name] = node.bytes();
    }
    return out;
  }
}

/** A stream that keeps what is written, or its first `most` bytes. */
class Sink {
  constructor(most, told) { this.most = most; this.told = told; this.kept = 0; this.chunks = []; }

  write(bytes) {
    this.told?.(bytes);
    if (this.kept >= this.most) return;
    this.chunks.push(bytes.slice(0, this.most - this.kept));
    this.kept += this.chunks[this.chunks.length - 1].length;
  }

  bytes() { return new Bytes(this.chunks.length ? join(this.chunks) : 0); }
}

/** One run: the calls that the module asks of its host. */
class Host {
  constructor(args, files, options) {
    this.args = ['had', ...args].map((a) => new TextEncoder().encode(`${a}\0`));
    this.environment = Object.entries(options.env ?? {}).map(([k, v]) => new TextEncoder().encode(`${k}=${v}\0`));
    this.tree = new Tree(files);
    const told = (stream) => options.output && ((bytes) => options.output(stream, bytes));
    this.out = new Sink(options.most ?? Infinity, told(1));
    this.err = new Sink(Infinity, told(2));
    this.stdin = new File(1, options.stdin ?? new Uint8Array(0));
    this.opened = new Map([[0, { node: this.stdin, at: 0 }], [1, { sink: this.out }], [2, { sink: this.err }],
      [ROOT, { node: this.tree.root }]]);
    this.progress = options.progress;
    this.read = 0;
  }

  get view() {
    if (!this.seen || this.seen.buffer !== this.memory.buffer) this.seen = new DataView(this.memory.buffer);
    return this.seen;
  }

  bytes(at, length) { return new Uint8Array(this.memory.buffer, at, length); }
  text(at, length) { return new TextDecoder().decode(this.bytes(at, length)); }
  at(number) { return this.opened.get(number) ?? refuse(E.BADF); }

  list(texts, places, bytes) {
    for (const text of texts) {
      this.view.setUint32(places, bytes, true);
      places += 4;
      this.bytes(bytes, text.length).set(text);
      bytes += text.length;
    }
  }

  sizes(texts, count, size) {
    this.view.setUint32(count, texts.length, true);
    this.view.setUint32(size, texts.reduce((n, t) => n + t.length, 0), true);
  }

  type(open) { return open.sink || open.node === this.stdin ? DEVICE : open.node instanceof Directory ? DIRECTORY : REGULAR; }

  look(out, type, node, number) {
    const view = this.view;
    this.bytes(out, 64).fill(0);
    view.setBigUint64(out, 1n, true);
    view.setBigUint64(out + 8, BigInt(node ? node.number : number + 1), true);
    view.setUint8(out + 16, type);
    view.setBigUint64(out + 24, 1n, true);
    view.setBigUint64(out + 32, BigInt(node?.size ?? 0), true);
  }

  /** Pieces of memory that a call reads into or writes from. */
  * pieces(list, count) {
    for (let i = 0; i < count; i++)
      yield [this.view.getUint32(list + 8 * i, true), this.view.getUint32(list + 8 * i + 4, true)];
  }

  calls() {
    const host = this;
    const calls = {
      args_get: (places, bytes) => host.list(host.args, places, bytes),
      args_sizes_get: (count, size) => host.sizes(host.args, count, size),
      environ_get: (places, bytes) => host.list(host.environment, places, bytes),
      environ_sizes_get: (count, size) => host.sizes(host.environment, count, size),
      clock_time_get: (clock, precision, out) => {
        const now = clock === 0 ? Date.now() : performance.now();
        host.view.setBigUint64(out, BigInt(Math.round(now * 1e6)), true);
      },
      random_get: (out, length) => { crypto.getRandomValues(host.bytes(out, length)); },
      proc_exit: (status) => { throw new Exit(status); },
      fd_prestat_get: (number, out) => {
        if (number !== ROOT) refuse(E.BADF);
        host.view.setUint32(out, 0, true);
        host.view.setUint32(out + 4, 1, true);
      },
      fd_prestat_dir_name: (number, out) => { host.bytes(out, 1).set([47]); },
      fd_fdstat_get: (number, out) => {
        const open = host.at(number);
        host.bytes(out, 24).fill(0);
        host.view.setUint8(out, host.type(open));
        host.view.setBigUint64(out + 8, ~0n, true);
        host.view.setBigUint64(out + 16, ~0n, true);
      },
      fd_filestat_get: (number, out) => {
        const open = host.at(number);
        host.look(out, host.type(open), open.node === host.stdin ? undefined : open.node, number);
      },
      path_filestat_get: (number, flags, path, length, out) => {
        const node = host.tree.find(host.text(path, length)) ?? refuse(E.NOENT);
        host.look(out, node instanceof Directory ? DIRECTORY : REGULAR, node);
      },
      path_open: (number, links, path, length, flags, rights, more, modes, out) => {
        const name = host.text(path, length);
        let node = host.tree.find(name);
        if (node && flags & CREATE && flags & EXCLUSIVE) refuse(E.EXIST);
        if (!node && !(flags & CREATE)) refuse(E.NOENT);
        if (node && flags & WANT_DIRECTORY && !(node instanceof Directory)) refuse(E.NOTDIR);
        if (!node) {
          const { directory, last } = host.tree.place(name);
          node = new File(host.tree.numbers++);
          directory.entries.set(last, node);
        } else if (flags & TRUNCATE) node.cut();
        let free = ROOT + 1;
        while (host.opened.has(free)) free++;
        host.opened.set(free, { node, at: 0 });
        host.view.setUint32(out, free, true);
      },
      fd_close: (number) => { host.at(number); host.opened.delete(number); },
      fd_read: (number, list, count, out) => {
        const open = host.at(number);
        if (open.node instanceof Directory) refuse(E.ISDIR);
        let done = 0;
        for (const [at, length] of host.pieces(list, count)) {
          const bytes = open.node ? open.node.read(open.at, length) : refuse(E.BADF);
          host.bytes(at, bytes.length).set(bytes);
          open.at += bytes.length;
          done += bytes.length;
          if (bytes.length < length) break;
        }
        host.view.setUint32(out, done, true);
        host.read += done;
        host.progress?.(host.read);
      },
      fd_write: (number, list, count, out) => {
        const open = host.at(number);
        let done = 0;
        for (const [at, length] of host.pieces(list, count)) {
          const bytes = host.bytes(at, length);
          if (open.sink) open.sink.write(bytes);
          else if (open.node instanceof File) { open.node.write(open.at, bytes); open.at += length; } else refuse(E.BADF);
          done += length;
        }
        host.view.setUint32(out, done, true);
      },
      fd_seek: (number, offset, from, out) => {
        const open = host.at(number);
        if (!(open.node instanceof File)) refuse(E.NOTSUP);
        open.at = Number(offset) + (from === 0 ? 0 : from === 1 ? open.at : open.node.size);
        host.view.setBigUint64(out, BigInt(open.at), true);
      },
      fd_readdir: (number, out, room, cookie, used) => {
        const { node } = host.at(number);
        if (!(node instanceof Directory)) refuse(E.NOTDIR);
        let size = 0, next = Number(cookie);
        for (const [name, entry] of [...node.entries].slice(next)) {
          const text = new TextEncoder().encode(name), row = new Uint8Array(24 + text.length), view = new DataView(row.buffer);
          view.setBigUint64(0, BigInt(++next), true);
          view.setBigUint64(8, BigInt(entry.number), true);
          view.setUint32(16, text.length, true);
          view.setUint8(20, entry instanceof Directory ? DIRECTORY : REGULAR);
          row.set(text, 24);
          const kept = Math.min(row.length, room - size); // a row cut short is asked for again
          host.bytes(out + size, kept).set(row.subarray(0, kept));
          size += kept;
          if (size === room) break;
        }
        host.view.setUint32(used, size, true);
      },
      path_create_directory: (number, path, length) => {
        const { directory, last } = host.tree.place(host.text(path, length));
        if (directory.entries.has(last)) refuse(E.EXIST);
        directory.entries.set(last, new Directory(host.tree.numbers++));
      },
      path_remove_directory: (number, path, length) => {
        const { directory, last } = host.tree.place(host.text(path, length));
        const node = directory.entries.get(last) ?? refuse(E.NOENT);
        if (!(node instanceof Directory)) refuse(E.NOTDIR);
        if (node.entries.size) refuse(E.NOTEMPTY);
        directory.entries.delete(last);
      },
      path_unlink_file: (number, path, length) => {
        const { directory, last } = host.tree.place(host.text(path, length));
        const node = directory.entries.get(last) ?? refuse(E.NOENT);
        if (node instanceof Directory) refuse(E.ISDIR);
        directory.entries.delete(last);
      },
      path_rename: (number, path, length, other, to, toLength) => {
        const a = host.tree.place(host.text(path, length)), b = host.tree.place(host.text(to, toLength));
        const node = a.directory.entries.get(a.last) ?? refuse(E.NOENT), there = b.directory.entries.get(b.last);
        if (there instanceof Directory && !(node instanceof Directory)) refuse(E.ISDIR);
        if (there instanceof File && node instanceof Directory) refuse(E.NOTDIR);
        if (there instanceof Directory && there.entries.size) refuse(E.NOTEMPTY);
        a.directory.entries.delete(a.last);
        b.directory.entries.set(b.last, node);
      },
    };
    for (const name of ['fd_sync', 'fd_datasync', 'fd_fdstat_set_flags', 'sched_yield']) calls[name] = () => {};
    for (const [name, call] of Object.entries(calls)) {
      calls[name] = (...given) => {
        try {
          call(...given);
          return 0;
        } catch (error) {
          if (error instanceof Refused) return error.error;
          throw error;
        }
      };
    }
    return calls;
  }
}

/** Opens the module: the bytes of had.wasm, or a WebAssembly.Module. */
export async function open(module) {
  const compiled = module instanceof WebAssembly.Module ? module : await WebAssembly.compile(module);
  const asked = WebAssembly.Module.imports(compiled);
  return {
    /** args: of the command line, without `had`. files: name -> Uint8Array, ArrayBuffer or, in a worker, Blob; a name
     *  that ends with / is an empty directory. options: stdin, env, most (bytes of standard output kept), progress(bytes
     *  read), output(1 or 2, bytes) as they come. Returns { status, stdout, stderr, files }: Bytes, Bytes, and the files that the run wrote. */
    run(args, files = {}, options = {}) {
      const host = new Host(args, files, options), calls = host.calls();
      for (const { name } of asked) calls[name] ??= () => E.NOTSUP;
      let status = 0;
      try {
        const instance = new WebAssembly.Instance(compiled, { wasi_snapshot_preview1: calls });
        host.memory = instance.exports.memory;
        instance.exports._start();
      } catch (error) {
        if (!(error instanceof Exit)) { // out of memory, or a fault of ours: never a page that dies
          status = 70;
          host.err.write(new TextEncoder().encode(`had: ${error.message}\n`));
        } else status = error.status;
      }
      return { status, stdout: host.out.bytes(), stderr: host.err.bytes(), files: host.tree.changed() };
    },
  };
}
