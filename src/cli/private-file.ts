// private-file: a file of results that only its owner can read: hits hold list strings, places tell of registrants.
import { closeSync, fchmodSync, fstatSync, ftruncateSync, openSync, writeFileSync } from 'node:fs';
import { SieveError } from '../base/errors.js';

export class PrivateFile {
  private readonly fd: number;

  /** Empties a file that is there, and takes it from other readers. */
  constructor(
    private readonly file: string,
    /** Of the error that tells that it cannot be written. */
    private readonly code: string,
  ) {
    this.fd = this.written(() => openSync(file, 'a', 0o600));
    this.written(() => {
      if (!fstatSync(this.fd).isFile()) return;
      fchmodSync(this.fd, 0o600);
      ftruncateSync(this.fd);
    });
  }

  write(text: string): void {
    if (text !== '') this.written(() => writeFileSync(this.fd, text));
  }

  close(): void {
    closeSync(this.fd);
  }

  private written<T>(step: () => T): T {
    try {
      return step();
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
      throw new SieveError(this.code, `the file cannot be written (${reason})`, { file: this.file }, { cause });
    }
  }
}
