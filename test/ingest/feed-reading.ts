// feed-reading: a whole feed through its pieces, cut and fed in any way, and everything that was read from it.
import type { WireError } from '../../src/base/errors.js';
import type { FeedPlace, FeedReject } from '../../src/base/feed.js';
import type { Registration } from '../../src/base/registration.js';
import type { FeedOptions, OpenFeed } from '../../src/ingest/open-feed.js';
import { openChunks } from '../../src/ingest/open-feed.js';
import { placeOf, readFeedPiece } from '../../src/ingest/parse-feed-piece.js';

export interface FeedReading {
  readonly registrations: Registration[];
  readonly places: FeedPlace[];
  readonly rejects: FeedReject[];
  readonly failure: WireError | null;
  readonly pieces: number;
  /** Of the largest piece's memory. */
  readonly mostBytes: number;
}

export async function readFeed({ pieces, release, shape }: OpenFeed): Promise<FeedReading> {
  const read = { registrations: [], places: [], rejects: [] } as Pick<
    FeedReading,
    'registrations' | 'places' | 'rejects'
  >;
  let [failure, count, mostBytes]: [WireError | null, number, number] = [null, 0, 0];
  for await (const piece of pieces) {
    const [copied, asShaped] = [structuredClone(piece), structuredClone(shape)];
    const rejects = readFeedPiece(copied, asShaped, (registration, frame) => {
      read.registrations.push(registration);
      read.places.push(placeOf(copied, asShaped, frame));
    });
    read.rejects.push(...rejects);
    failure = piece.failure;
    count++;
    mostBytes = Math.max(mostBytes, piece.bytes.buffer.byteLength);
    release(piece);
  }
  return { ...read, failure, pieces: count, mostBytes };
}

/** As if it came in chunks of this size, which are overwritten. */
export async function readText(
  text: string | Uint8Array,
  options: FeedOptions,
  chunkBytes = 1 << 16,
): Promise<FeedReading> {
  return readFeed(await openChunks(() => chunksOf(Buffer.from(text), chunkBytes), 'feed', options));
}

async function* chunksOf(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  const chunk = new Uint8Array(chunkBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const part = bytes.subarray(at, at + chunkBytes);
    chunk.set(part);
    yield await Promise.resolve(chunk.subarray(0, part.length));
  }
}

export const domainsOf = ({ registrations }: FeedReading): string[] => registrations.map(({ domain }) => domain);
export const codesOf = ({ rejects }: FeedReading): string[] => rejects.map(({ code }) => code);
