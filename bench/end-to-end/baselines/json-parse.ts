// json-parse: what screening cannot be faster than: each thread reads its part of an NDJSON file and parses its lines.
// node json-parse.js FILE THREADS → {"bytes","ms","records"}: from the first byte read to the last line parsed.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const CHUNK_BYTES = 1 << 20;

interface Part {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

if (isMainThread) {
  const [file = '', threads = '2'] = process.argv.slice(2);
  const { size } = statSync(file);
  const parts = Array.from({ length: Number(threads) }, (_, part): Part => {
    const at = (which: number) => Math.floor((size * which) / Number(threads));
    return { file, start: at(part), end: at(part + 1) };
  });
  const workers = parts.map((part) => new Worker(fileURLToPath(import.meta.url), { workerData: part }));
  await Promise.all(workers.map((worker) => once(worker)));
  const started = performance.now();
  const counts = await Promise.all(
    workers.map((worker) => {
      const count = once(worker);
      worker.postMessage('go');
      return count;
    }),
  );
  const records = counts.reduce((sum, count) => sum + count, 0);
  process.stdout.write(JSON.stringify({ bytes: size, ms: performance.now() - started, records }));
} else {
  parentPort!.once('message', () => parentPort!.postMessage(parsePart(workerData as Part)));
  parentPort!.postMessage(0);
}

function once(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}

/** Lines that begin within the part. */
function parsePart({ file, start, end }: Part): number {
  const fd = openSync(file, 'r');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = '';
  let records = 0;
  let isFirst = start > 0;
  for (let at = isFirst ? start - 1 : 0; ;) {
    const bytes = readSync(fd, chunk, 0, CHUNK_BYTES, at);
    const past = at + bytes >= end;
    const text = rest + chunk.toString('latin1', 0, past ? Math.max(0, end - at) : bytes);
    const lines = text.split('\n');
    rest = lines.pop()!;
    for (const line of isFirst ? lines.slice(1) : lines) records += parsed(line);
    isFirst = isFirst && lines.length === 0;
    at += bytes;
    if (bytes === 0 || past) {
      closeSync(fd);
      return records + (rest === '' ? 0 : parsed(rest + restOfLine(file, end)));
    }
  }
}

function parsed(line: string): number {
  if (line === '') return 0;
  JSON.parse(line);
  return 1;
}

function restOfLine(file: string, from: number): string {
  const fd = openSync(file, 'r');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const text = chunk.toString('latin1', 0, readSync(fd, chunk, 0, CHUNK_BYTES, from));
  closeSync(fd);
  const feed = text.indexOf('\n');
  return feed === -1 ? text : text.slice(0, feed);
}
