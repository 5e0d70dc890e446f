// file-target: appends triggers to a file, one line each; delivered once they are on the disk. Only its owner can read it.
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TRIGGER_KINDS, type FileTarget } from '../base/trigger.js';
import { failureCode } from './failure-code.js';
import { DELIVERED, failure, type Message, type Outcome, type Target } from './target.js';

/** Lines that may go to the disk together. */
const MOST_IN_FLIGHT = 1_000;
/** A full disk is emptied by somebody: there is no use in giving up. */
const MOST_ATTEMPTS = Number.MAX_SAFE_INTEGER;
/** A disk that takes longer is broken; another process may then try. */
const TIMEOUT_MS = 60_000;
const FULL_PIPE_PAUSE_MS = 20;

interface Waiting {
  readonly line: string;
  readonly done: (outcome: Outcome) => void;
}

export function fileTarget(config: FileTarget): Target {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;

  function deliver({ payload }: Message): Promise<Outcome> {
    return new Promise((done) => {
      waiting.push({ line: `${payload}\n`, done });
      writing ??= writeAll();
    });
  }

  /** What comes while lines are written waits, and is written together. */
  async function writeAll(): Promise<void> {
    await Promise.resolve();
    while (waiting.length > 0) {
      const lines = waiting;
      waiting = [];
      const outcome = await appended(config.path, lines.map(({ line }) => line).join(''));
      for (const { done } of lines) done(outcome);
    }
    writing = null;
  }

  return {
    id: config.id,
    kinds: config.kinds ?? TRIGGER_KINDS,
    from: config.from ?? 'first',
    ...{ maxInFlight: MOST_IN_FLIGHT, maxAttempts: MOST_ATTEMPTS, timeoutMs: TIMEOUT_MS, deliver },
    close: async () => void (await writing),
  };
}

/** Opened each time, so that who moves the file away gets a new one begun. */
async function appended(path: string, text: string): Promise<Outcome> {
  let file: FileHandle | null = null;
  try {
    file = await openPrivately(path);
    const isRegular = (await file.stat()).isFile();
    const bytes = Buffer.from(isRegular && (await endsWithinALine(file)) ? `\n${text}` : text);
    const untilMs = performance.now() + TIMEOUT_MS;
    for (let at = 0; at < bytes.length;) at += await written(file, bytes.subarray(at), untilMs);
    if (isRegular) await file.datasync();
    return DELIVERED;
  } catch (error) {
    return failure(failureCode(error));
  } finally {
    await file?.close().catch(() => {});
  }
}

/** A pipe that nobody reads takes nothing; whoever stops meanwhile is not kept by the wait for it. */
async function written(file: FileHandle, bytes: Uint8Array, untilMs: number): Promise<number> {
  while (true) {
    try {
      return (await file.write(bytes)).bytesWritten;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || performance.now() > untilMs) throw error;
      await pause(FULL_PIPE_PAUSE_MS, undefined, { ref: false });
    }
  }
}

/** Without waiting in a thread, which no signal would end. */
const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_NONBLOCK;

async function openPrivately(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, APPEND | constants.O_CREAT | constants.O_EXCL, 0o600);
    await syncDirectory(dirname(path));
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const file = await open(path, APPEND);
  if ((await file.stat()).isFile()) await file.chmod(0o600);
  return file;
}

/** So that a power cut does not take the new file's name. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** A crash or a full disk may have left a part of a line: what follows begins on a new one. */
async function endsWithinALine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}
