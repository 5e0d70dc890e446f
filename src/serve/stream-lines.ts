// stream-lines: the lines of a body that comes in chunks; several at a time, as they are there.
import { setImmediate as turn } from 'node:timers/promises';
import { withoutMark } from '../base/byte-order-mark.js';
import type { Arrival } from '../room.js';

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Null: it is too long, and was passed over. */
  readonly bytes: Uint8Array | null;
}

const LINE_FEED = 0x0a;
/** Of one turn: who sends blank lines alone keeps nobody else waiting. */
const MOST_IN_A_TURN = 1_000;

/** What each chunk completes; blank lines are none. A line whose end is still to come takes room. */
export async function* streamLines(
  chunks: AsyncIterable<Buffer>,
  mostBytes: number,
  arrival: Pick<Arrival, 'holds'>,
): AsyncGenerator<Line[]> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let number = 1;
  const take = (end: Buffer): Line | null => {
    const length = restBytes + end.length;
    const bytes = length > mostBytes ? null : withoutMark(Buffer.concat([...rest, end]));
    rest = [];
    restBytes = 0;
    const line = { number: number++, bytes };
    return length === 0 || (bytes !== null && isBlank(bytes)) ? null : line;
  };
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let from = 0;
    for (let ends = 1; ; ends++) {
      if (restBytes === 0) for (; chunk[from] === LINE_FEED; from++) number++;
      const feed = chunk.indexOf(LINE_FEED, from);
      if (feed === -1) break;
      const line = take(chunk.subarray(from, feed));
      if (line !== null) lines.push(line);
      from = feed + 1;
      if (ends % MOST_IN_A_TURN === 0) await turn();
    }
    // Of a line that is too long only its length is kept.
    restBytes += chunk.length - from;
    if (restBytes > mostBytes) rest = [];
    else if (from < chunk.length) rest.push(chunk.subarray(from));
    arrival.holds(restBytes > mostBytes ? 0 : restBytes);
    if (lines.length > 0) yield lines;
  }
  const last = restBytes === 0 ? null : take(Buffer.alloc(0));
  if (last !== null) yield [last];
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
