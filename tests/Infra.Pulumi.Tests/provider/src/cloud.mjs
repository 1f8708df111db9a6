// The cloud that is played: what exists in it, in a folder, so that plug-in processes of one run and of the next see the same.
//   resources.json   [{ type, name, id, inputs, outputs, machine? }]
//   faults.json      [{ operation, type?, name?, times?, message }]: what tests want to fail; used up as it strikes
//   journal.log      one line an operation: create|update|delete TYPE NAME ID
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PATIENCE_MS = 60_000;

export class Cloud {
  #folder;

  constructor(folder) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Runs a change alone. What it throws leaves everything as it was, but for faults that are used up. */
  change(act) {
    const lock = join(this.#folder, 'lock');
    for (const end = Date.now() + PATIENCE_MS; ;) {
      try {
        mkdirSync(lock);
        break;
      } catch (error) {
        if (error.code !== 'EEXIST' || Date.now() > end) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }
    }
    try {
      const resources = this.#read('resources.json');
      const result = act(resources);
      this.#write('resources.json', resources);
      return result;
    } finally {
      rmdirSync(lock);
    }
  }

  /** What exists, to be looked at. */
  get resources() {
    return this.#read('resources.json');
  }

  /** Within a change: throws when a test wants this operation to fail. */
  strike(operation, type, name) {
    const faults = this.#read('faults.json');
    const fault = faults.find(one => one.operation === operation && (one.type ?? type) === type && (one.name ?? name) === name && (one.times ?? 1) > 0);
    if (!fault) return;
    fault.times = (fault.times ?? 1) - 1;
    this.#write('faults.json', faults);
    throw new Error(fault.message ?? `the test wants ${operation} of ${name} to fail`);
  }

  note(operation, { type, name, id }) {
    appendFileSync(join(this.#folder, 'journal.log'), `${operation} ${type} ${name} ${id}\n`);
  }

  #read(file) {
    const path = join(this.#folder, file);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
  }

  #write(file, content) {
    const path = join(this.#folder, file);
    writeFileSync(`${path}.new`, JSON.stringify(content, null, 1));
    renameSync(`${path}.new`, path);
  }
}
