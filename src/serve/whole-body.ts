// whole-body: a body that is no stream, read to its end within its limit and the room that there is.
import type { IncomingMessage } from 'node:http';
import type { Arrival } from '../room.js';
import { refusal } from './problems.js';

/** What it says of its length is kept free for it from the start; without that it is counted as it comes. */
export async function wholeBody(body: IncomingMessage, arrival: Arrival, mostBytes: number): Promise<Buffer> {
  const announced = Number(body.headers['content-length'] ?? 0);
  if (announced > mostBytes) throw tooLarge();
  arrival.holds(announced);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of partsOf(body)) {
    bytes += part.length;
    if (bytes > mostBytes) throw tooLarge();
    arrival.holds(Math.max(announced, bytes));
    parts.push(part);
  }
  return Buffer.concat(parts, bytes);
}

/** Whoever stops reading them still has to answer: the connection stays. */
async function* partsOf(body: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch {
    throw refusal(400, 'BODY_MALFORMED', 'the body is not as long as it says');
  }
}

function tooLarge() {
  return refusal(413, 'BODY_TOO_LARGE', 'the body is too large; send less, or a stream');
}
