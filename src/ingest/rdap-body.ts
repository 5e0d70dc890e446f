// rdap-body: the bytes of an answer → an RDAP object (RFC 9083), or the fault that it is none. Hostile bytes on every layer.
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { RdapFault } from './rdap-fault.js';
import type { Headers } from './rdap-headers.js';
import { headerOf } from './rdap-headers.js';

/** What `unpacked` can undo. */
export const ACCEPTED_ENCODINGS = 'gzip, br';

/**
 * An entity with a jCard address within entities within a nameserver comes to 12 levels. Readers of the object that call
 * themselves for every level would run out of stack some thousand levels down.
 */
const MOST_LEVELS = 64;

/** `application/json` too: it is what some servers answer, and says no less. */
export function expectJson(headers: Headers): void {
  const [type] = (headerOf(headers, 'content-type') ?? '').split(';');
  if (!/^application\/(rdap\+)?json$/i.test(type!.trim())) throw new RdapFault('RDAP_BAD_CONTENT_TYPE');
}

/** Takes no more than the limit off the wire. */
export async function collected(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(mostBytes: number): RdapFault {
  return new RdapFault('RDAP_BODY_TOO_LARGE', { detail: `${mostBytes} bytes` });
}

/** Unpacks no more than the limit. */
export async function unpacked(packed: Buffer, headers: Headers, mostBytes: number): Promise<Buffer> {
  if (headers['content-encoding'] === undefined) return packed;
  const unpack = unpackerOf(headerOf(headers, 'content-encoding'));
  if (unpack === null) return packed;
  try {
    return await unpack(packed, { maxOutputLength: mostBytes });
  } catch (cause) {
    const isTooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge ? tooLarge(mostBytes) : new RdapFault('RDAP_BAD_ENCODING');
  }
}

type Unpack = (packed: Buffer, limit: { maxOutputLength: number }) => Promise<Buffer>;

function unpackerOf(encoding: string | null): Unpack | null {
  switch (encoding?.trim().toLowerCase()) {
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return promisify(gunzip);
    case 'br':
      return promisify(brotliDecompress);
    default:
      throw new RdapFault('RDAP_BAD_ENCODING');
  }
}

export function parsedObject(bytes: Uint8Array): object {
  const text = decoded(bytes);
  if (levelsOf(bytes) > MOST_LEVELS) throw new RdapFault('RDAP_TOO_DEEP', { detail: `${MOST_LEVELS} levels` });
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RdapFault('RDAP_NOT_AN_OBJECT');
  return value;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RdapFault('RDAP_BAD_UTF8');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RdapFault('RDAP_BAD_JSON');
  }
}

/** Of brackets outside strings; of bytes that are no JSON any number. */
function levelsOf(bytes: Uint8Array): number {
  let [levels, most, isInString] = [0, 0, false];
  for (let at = 0; at < bytes.length; at++) {
    const character = String.fromCharCode(bytes[at]!);
    if (character === '"') isInString = !isInString;
    else if (isInString) at += character === '\\' ? 1 : 0;
    else if (character === '{' || character === '[') most = Math.max(most, ++levels);
    else if (character === '}' || character === ']') levels--;
  }
  return most;
}
