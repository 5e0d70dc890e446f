// json-record: the text of a record → its JSON object, with text in it that any store keeps.
import { RecordFault } from './record-fault.js';

/** Escapes can make half a surrogate pair, which is no character and which no store keeps. */
const HALF_PAIR = /\\u[dD][89a-fA-F]/;

/** Null for blanks. */
export function jsonRecord(text: string): Readonly<Record<string, unknown>> | null {
  let value: unknown;
  try {
    value = text.includes('\\u') && HALF_PAIR.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text);
  } catch {
    // What JSON.parse says quotes the text.
    if (text.trim() === '') return null;
    throw new RecordFault('FEED_BAD_JSON', 'expected a whole JSON value');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new RecordFault('FEED_NOT_AN_OBJECT', 'expected a JSON object');
}

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/** Each half that stands alone becomes U+FFFD. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? DECODER.decode(ENCODER.encode(value)) : value;
}
