// broker-turn: of several instances on one store one at a time takes messages; the system ends its turn when its process ends.
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createPrivately } from '../base/create-privately.js';
import { SieveError } from '../base/errors.js';
import { unlessAborted } from '../base/unless-aborted.js';

export interface TurnOptions {
  /** The file of the store, however it is named. */
  readonly store: string;
  readonly stream: string;
  readonly durable: string;
}

export interface Turn {
  end(): void;
}

const TRY_AGAIN_MS = 1_000;

/** Waits until no other instance has it, `onWait` before each wait; null once aborted. Throws `BROKER_NO_TURN`. */
export async function takeTurn(options: TurnOptions, signal: AbortSignal, onWait: () => void): Promise<Turn | null> {
  const file = typed(() => openPrivately(fileOf(options)));
  try {
    while (!signal.aborted) {
      if (typed(() => isLocked(file))) return { end: () => void file.close() };
      onWait();
      await unlessAborted(TRY_AGAIN_MS, signal);
    }
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return null;
}

function fileOf({ store, stream, durable }: TurnOptions): string {
  const hash = createHash('sha256').update(`${stream} ${durable}`).digest('hex').slice(0, 16);
  return `${realpathSync(store)}-broker-${hash}`;
}

/** Readable by its owner alone, as the store is. */
function openPrivately(path: string): Database.Database {
  createPrivately(path);
  return new Database(path, { fileMustExist: true, timeout: 0 });
}

/** Until the file is closed. It stays empty and without a journal: nothing but its lock is used. */
function isLocked(file: Database.Database): boolean {
  try {
    file.exec('pragma journal_mode = memory; begin exclusive');
    return true;
  } catch (error) {
    if (/^SQLITE_BUSY/.test((error as { code?: string }).code ?? '')) return false;
    throw error;
  }
}

function typed<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const reason = (cause as { code?: string }).code ?? 'unknown error';
    const message = `the file beside the store that says which instance takes messages, \`…-broker-…\`, cannot be made or locked (${reason}): let this user write the folder and that file, or remove it`;
    throw new SieveError('BROKER_NO_TURN', message, {}, { cause });
  }
}
