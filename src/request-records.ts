// request-records: a JSON body → the bytes of its registrations: one object, or an array of them. Nothing in them is parsed.
import { withoutMark } from './base/byte-order-mark.js';
import { SieveError } from './base/errors.js';
import { MOST_RECORD_BYTES } from './base/feed.js';
import { Framed } from './ingest/framer.js';
import { JsonFramer } from './ingest/json-framer.js';

export interface RequestRecords {
  readonly isArray: boolean;
  readonly records: readonly Uint8Array[];
}

const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
/** Start, end, index. */
const NUMBERS = 3;

/** Throws where an array is cut, or followed by something; nothing of it is taken then. */
export function requestRecords(marked: Uint8Array): RequestRecords {
  const body = withoutMark(marked);
  const first = body.findIndex((byte) => !BLANKS.has(byte));
  if (body[first] !== OPEN_ARRAY) return { isArray: false, records: [body] };
  const framed = new Framed('');
  new JsonFramer(framed, [], MOST_RECORD_BYTES).frame(body, 0, true);
  const { frames, rejects } = framed.takeOut(0, NUMBERS);
  const records: Uint8Array[] = [];
  for (let at = 0; at < frames.length; at += NUMBERS) {
    if (frames[at + 2] === -1) throw notAnArray(frames[at]!);
    records.push(body.subarray(frames[at], frames[at + 1]));
  }
  if (rejects.length > 0) throw notAnArray(rejects[0]!.offset);
  const last = body.findLastIndex((byte) => !BLANKS.has(byte));
  if (body[last] !== CLOSE_ARRAY) throw notAnArray(last);
  const before = body.subarray(0, last).findLastIndex((byte) => !BLANKS.has(byte));
  if (body[before] === COMMA) throw notAnArray(before);
  return { isArray: true, records };
}

function notAnArray(offset: number): SieveError {
  return new SieveError('BODY_MALFORMED', `expected one JSON array; byte ${offset} does not belong to it`, { offset });
}
