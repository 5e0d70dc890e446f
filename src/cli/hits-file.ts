// hits-file: the hits of a sweep as NDJSON, in a file that only its owner can read: it holds list strings.
import { closeSync, fchmodSync, fstatSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import type { Hit } from '../base/hit.js';
import { SieveError } from '../base/errors.js';

export class HitsFile {
  private readonly fd: number;

  /** Empties a file that is there, and takes it from other readers. */
  constructor(private readonly file: string) {
    this.fd = this.written(() => openSync(file, 'a', 0o600));
    this.written(() => {
      if (!fstatSync(this.fd).isFile()) return;
      fchmodSync(this.fd, 0o600);
      ftruncateSync(this.fd);
    });
  }

  write(hits: readonly Hit[]): void {
    if (hits.length === 0) return;
    const lines = hits.map((hit) => `${JSON.stringify(hit)}\n`).join('');
    this.written(() => writeFileSync(this.fd, lines));
  }

  close(): void {
    closeSync(this.fd);
  }

  private written<T>(step: () => T): T {
    try {
      return step();
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
      throw new SieveError('HITS_UNWRITABLE', `cannot write the hits (${reason})`, { file: this.file }, { cause });
    }
  }
}
