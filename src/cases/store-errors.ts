// store-errors: what SQLite and the file system say about a store, as SieveErrors that tell what to do.
// SQLite's messages name tables and columns, never values, so that they may be kept as causes.
import { SieveError } from '../base/errors.js';

type ErrorWithCode = Error & { readonly code: string };

/** `error` as a SieveError about the store at `path`; what is no store error comes back as it is. */
export function toStoreError(error: unknown, path: string): unknown {
  if (!hasCode(error)) return error;
  const known = describeSqlite(error.code) ?? describeFile(error.code);
  if (known !== undefined) return storeError(known[0], known[1], path, error);
  if (!error.code.startsWith('SQLITE_')) return error;
  return storeError('STORE_FAILED', `the store refused a statement (${error.code})`, path, error);
}

export function storeError(code: string, message: string, path: string, cause?: unknown): SieveError {
  return new SieveError(code, message, { file: path }, cause === undefined ? {} : { cause });
}

function hasCode(error: unknown): error is ErrorWithCode {
  return error instanceof Error && typeof (error as Partial<ErrorWithCode>).code === 'string';
}

function describeSqlite(code: string): readonly [string, string] | undefined {
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) {
    return ['STORE_LOCKED', 'another process is writing to the store; wait until it is done'];
  }
  if (/^SQLITE_CORRUPT/.test(code)) {
    return [
      'STORE_CORRUPT',
      'the store is damaged; stop all that uses it, move it away with its -wal and -shm, and put a back-up in its place, or sweep again (docs/operations.md)',
    ];
  }
  if (code === 'SQLITE_NOTADB') return ['STORE_FOREIGN', 'expected a zonesieve store, found another kind of file'];
  if (/^SQLITE_(FULL|IOERR)/.test(code)) {
    return ['STORE_IO', `the store cannot be written to its disk (${code}); is the disk full?`];
  }
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)/.test(code)) {
    return [
      'STORE_UNWRITABLE',
      'the store, its -wal or its -shm file cannot be opened for writing; of one on a read-only disk open a copy',
    ];
  }
  return undefined;
}

function describeFile(code: string): readonly [string, string] | undefined {
  if (code === 'ENOENT' || code === 'ENOTDIR') return ['STORE_UNWRITABLE', 'the folder of the store does not exist'];
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return ['STORE_UNWRITABLE', 'no permission to create the store here'];
  }
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO') {
    return ['STORE_IO', `the store cannot be created on this disk (${code})`];
  }
  return undefined;
}
