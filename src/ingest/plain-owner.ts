// plain-owner: names of a master file, from their token to labels in canonical presentation form.
import type { ProblemCode } from '../base/zone-scanner.js';
import { BACKSLASH, NEWLINE } from './plain-window.js';

const DOT = 0x2e;
const AT = 0x40;
const MAX_LABEL_OCTETS = 63;
const MAX_NAME_OCTETS = 255;

/** An absolute name. Each label is in presentation form: lower case, canonical escapes. The root has no labels. */
export interface Name {
  readonly labels: readonly string[];
  /** Octets on the wire: each label's and one more, and the root's one. */
  readonly octets: number;
}

export interface NameFault {
  readonly code: ProblemCode;
  readonly at: number;
}

/** A name as it is written: `absolute` when it ends in an unescaped dot. */
interface WrittenName {
  readonly labels: readonly string[];
  readonly octets: number;
  readonly absolute: boolean;
}

/** The token `bytes[start, end)`, its quotes left out, as an owner. `place` is where the token begins. */
export function readName(
  bytes: Uint8Array,
  start: number,
  end: number,
  place: number,
  origin: Name | null,
): Name | NameFault {
  if (end - start === 1 && bytes[start] === AT) return origin ?? { code: 'ZONE_NO_ORIGIN', at: place };
  const written = readLabels(bytes, start, end, place);
  if ('code' in written) return written;
  if (!written.absolute && origin === null) return { code: 'ZONE_NO_ORIGIN', at: place };
  const name = written.absolute || origin === null ? under(written, ROOT) : under(written, origin);
  return name.octets > MAX_NAME_OCTETS ? { code: 'ZONE_BAD_OWNER', at: place } : name;
}

/** The name whose presentation form without final dot is `text`; null when there is none. */
export function nameOfText(text: string): Name | null {
  if (text === '') return ROOT;
  const bytes = Buffer.from(text, 'latin1');
  const written = readLabels(bytes, 0, bytes.length, 0);
  return 'code' in written ? null : under(written, ROOT);
}

/** The name that `token` stands for under `origin`, in presentation form; undefined when it is none. */
export function absoluteName(token: string, origin: string | null): string | undefined {
  const bytes = Buffer.from(token, 'latin1');
  const name = readName(bytes, 0, bytes.length, 0, origin === null ? null : nameOfText(origin));
  return 'code' in name ? undefined : textOfName(name);
}

export function textOfName(name: Name): string {
  return name.labels.join('.');
}

export function isSame(a: Name, b: Name): boolean {
  return a.labels.length === b.labels.length && endsWith(a, b);
}

/** Whether `name` is a proper subdomain of `apex`. */
export function isBelow(name: Name, apex: Name): boolean {
  return name.labels.length > apex.labels.length && endsWith(name, apex);
}

export function isWildcard(name: Name): boolean {
  return name.labels[0] === '*';
}

const ROOT: Name = { labels: [], octets: 1 };

function under(written: WrittenName, origin: Name): Name {
  return { labels: [...written.labels, ...origin.labels], octets: written.octets + origin.octets };
}

function endsWith(name: Name, tail: Name): boolean {
  const skipped = name.labels.length - tail.labels.length;
  return tail.labels.every((label, index) => name.labels[skipped + index] === label);
}

/** Left to right: an escape is judged where it stands, a label where it ends. */
function readLabels(bytes: Uint8Array, start: number, end: number, place: number): WrittenName | NameFault {
  if (end - start === 1 && bytes[start] === DOT) return { labels: [], octets: 0, absolute: true };
  const labels: string[] = [];
  let octets = 0;
  let label: number[] = [];
  let absolute = false;
  let at = start;
  while (at < end) {
    if (bytes[at] === DOT) {
      if (!isLabelLength(label.length)) return { code: 'ZONE_BAD_OWNER', at: place };
      labels.push(canonicalLabel(label));
      octets += label.length + 1;
      label = [];
      at += 1;
      absolute = at === end;
    } else if (bytes[at] === BACKSLASH) {
      const escape = readEscape(bytes, at, end);
      if (escape === null) return { code: 'ZONE_BAD_ESCAPE', at };
      label.push(escape.octet);
      at += escape.length;
    } else {
      label.push(bytes[at]!);
      at += 1;
    }
  }
  if (absolute) return { labels, octets, absolute };
  if (!isLabelLength(label.length)) return { code: 'ZONE_BAD_OWNER', at: place };
  labels.push(canonicalLabel(label));
  return { labels, octets: octets + label.length + 1, absolute };
}

function isLabelLength(octets: number): boolean {
  return octets >= 1 && octets <= MAX_LABEL_OCTETS;
}

/** `\DDD` or `\X` at `at`; null when it is neither. */
function readEscape(bytes: Uint8Array, at: number, end: number): { octet: number; length: number } | null {
  if (at + 1 === end || bytes[at + 1] === NEWLINE) return null;
  if (!isDigit(bytes[at + 1]!)) return { octet: bytes[at + 1]!, length: 2 };
  if (at + 4 > end || !isDigit(bytes[at + 2]!) || !isDigit(bytes[at + 3]!)) return null;
  const octet = (bytes[at + 1]! - 0x30) * 100 + (bytes[at + 2]! - 0x30) * 10 + (bytes[at + 3]! - 0x30);
  return octet > 255 ? null : { octet, length: 4 };
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function canonicalLabel(octets: readonly number[]): string {
  return octets.map(canonicalOctet).join('');
}

function canonicalOctet(octet: number): string {
  if (octet < 0x21 || octet > 0x7e) return `\\${String(octet).padStart(3, '0')}`;
  const character = String.fromCharCode(octet);
  return '"().;\\@$'.includes(character) ? `\\${character}` : character.toLowerCase();
}
