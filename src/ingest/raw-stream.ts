// raw-stream: the bytes of a file or of standard input as they are, as a stream that a signal ends even while it is silent.
import { createReadStream, fstatSync, open, statSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { addAbortSignal } from 'node:stream';
import { isatty, ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { STDIN } from './inputs.js';
import { READ_BYTES } from './zone-reader.js';

const STDIN_FD = 0;

/**
 * A read of a pipe on Node's threads cannot be given up, and the process would wait for it in the end; a socket only waits to be told.
 * It is also quicker: 180 MB through `cat` in 190 ms, and in 260 to 360 ms by reads (in turns, 2 cores).
 */
export async function rawStream(file: string, signal: AbortSignal | undefined): Promise<Readable> {
  signal?.throwIfAborted();
  const stream = await stoppable(file);
  return signal === undefined ? stream : addAbortSignal(signal, stream);
}

async function stoppable(file: string): Promise<Readable> {
  if (file !== STDIN) return isPipe(file) ? socketOf(await promisify(open)(file, 'r')) : readInThreads(file);
  if (isatty(STDIN_FD)) return new ReadStream(STDIN_FD);
  const stat = fstatSync(STDIN_FD);
  return stat.isFIFO() || stat.isSocket() ? socketOf(STDIN_FD) : readInThreads(file);
}

function isPipe(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFIFO() === true;
}

function socketOf(fd: number): Socket {
  return new Socket({ fd, readable: true, writable: false });
}

function readInThreads(file: string): Readable {
  return file === STDIN
    ? createReadStream('', { fd: STDIN_FD, autoClose: false, highWaterMark: READ_BYTES })
    : createReadStream(file, { highWaterMark: READ_BYTES });
}
