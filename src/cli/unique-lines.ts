// unique-lines: prints each line once. In memory as long as it fits; then in temporary files, each small enough for it.
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SieveError } from '../base/errors.js';

/** Lines held in memory before the disk is used: about 100 bytes each. */
const MOST_IN_MEMORY = 1_000_000;
/** Files that lines are spread over by their hash: 64 million lines then come to a million in each. */
const FILES = 64;
const PRINT_CHARACTERS = 64 * 1024;

export type Printer = (text: string) => Promise<void>;

export class UniqueLines {
  private seen = new Set<string>();
  private spill: Spill | null = null;

  constructor(private readonly mostInMemory = MOST_IN_MEMORY) {}

  /** Prints lines that are new, as long as they fit in memory; later ones are printed by `end`. */
  async add(text: Uint8Array, print: Printer): Promise<void> {
    const fresh: string[] = [];
    for (const line of Buffer.from(text.buffer, text.byteOffset, text.length).toString('latin1').split('\n')) {
      if (line === '' || this.seen.has(line)) continue;
      if (this.spill !== null) {
        this.spill.add(line);
        continue;
      }
      this.seen.add(line);
      fresh.push(line);
      if (this.seen.size >= this.mostInMemory) this.spill = new Spill();
    }
    if (fresh.length > 0) await print(`${fresh.join('\n')}\n`);
  }

  /** Prints what was spilled: no line of it was printed before. */
  async end(print: Printer): Promise<void> {
    this.seen = new Set();
    await this.spill?.print(print);
  }

  discard(): void {
    this.spill?.discard();
    this.spill = null;
  }
}

/** Its files have no name once they are open, so that nothing is left of them however the process ends. */
class Spill {
  private readonly fds = namelessFiles(FILES);
  private readonly pending = this.fds.map(() => '');

  add(line: string): void {
    const index = hash(line) % FILES;
    this.pending[index] += `${line}\n`;
    if (this.pending[index]!.length >= PRINT_CHARACTERS) this.write(index);
  }

  async print(print: Printer): Promise<void> {
    this.pending.forEach((_, index) => this.write(index));
    for (const fd of this.fds) {
      const seen = new Set<string>();
      const input = createReadStream('', { fd, start: 0, autoClose: false, encoding: 'latin1' });
      for await (const line of createInterface({ input })) seen.add(line);
      if (seen.size > 0) await print(`${[...seen].join('\n')}\n`);
    }
  }

  discard(): void {
    for (const fd of this.fds) closeSync(fd);
  }

  private write(index: number): void {
    try {
      writeFileSync(this.fds[index]!, this.pending[index]!, 'latin1');
    } catch (cause) {
      throw unspillable(cause);
    }
    this.pending[index] = '';
  }
}

function namelessFiles(count: number): number[] {
  try {
    const directory = mkdtempSync(join(tmpdir(), 'zonesieve-'));
    try {
      return Array.from({ length: count }, (_, index) => openSync(join(directory, String(index)), 'wx+', 0o600));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  } catch (cause) {
    throw unspillable(cause);
  }
}

/** Temporary files could not be made or written. */
export function unspillable(cause: unknown): SieveError {
  const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
  const message = `cannot write temporary files (${code}); name a directory with room for them in TMPDIR`;
  return new SieveError('SPILL_UNWRITABLE', message, { file: tmpdir() }, { cause });
}

/** FNV-1a (Fowler, Noll, Vo), 32 bits. */
function hash(line: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < line.length; at++) h = Math.imul(h ^ line.charCodeAt(at), 0x01000193);
  return h >>> 0;
}
