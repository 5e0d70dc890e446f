// inflate: Node's zlib alone, in chunks of 1 MiB; what comes out is counted and dropped.
// node inflate.js FILE.gz → {"bytes","ms"}: uncompressed bytes, from the first byte read to the last one out.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

const CHUNK_BYTES = 1 << 20;

let bytes = 0;
const started = performance.now();
const inflated = createReadStream(process.argv[2]!, { highWaterMark: CHUNK_BYTES }).pipe(
  createGunzip({ chunkSize: CHUNK_BYTES }),
);
inflated.on('data', (chunk: Buffer) => (bytes += chunk.length));
inflated.on('end', () => process.stdout.write(JSON.stringify({ bytes, ms: performance.now() - started })));
