// names: domain names in presentation form (RFC 1035 section 5.1): lower case, no final dot, the root is ''.
import { domainToASCII, domainToUnicode } from 'node:url';
import punycode from 'punycode/punycode.js';

/** Offset of the first dot that parts two labels, or -1. */
export function firstDot(name: string): number {
  for (let at = 0; at < name.length; at++) {
    if (name[at] === '\\') at++;
    else if (name[at] === '.') return at;
  }
  return -1;
}

/** Octets of the name on the wire, the root's one included (RFC 1035 section 3.1). */
export function wireOctets(name: string): number {
  if (name === '') return 1;
  let octets = 2;
  for (let at = 0; at < name.length; at++) {
    if (name[at] === '\\') at += /\d/.test(name[at + 1] ?? '') ? 3 : 1;
    octets++;
  }
  return octets;
}

/** `name` is `ancestor` or below it. */
export function isAtOrBelow(name: string, ancestor: string): boolean {
  if (ancestor === '') return true;
  if (!name.endsWith(ancestor)) return false;
  const dot = name.length - ancestor.length - 1;
  return dot < 0 || (name[dot] === '.' && !/(?:^|[^\\])(?:\\\\)*\\$/.test(name.slice(0, dot)));
}

/**
 * The U-label form, label by label; a label that has none stays as it is. Only A-labels are converted: `domainToUnicode`
 * would read a `/`, `?` or backslash, which a zone's owners may hold, as the end of a URL's host.
 */
export function unicodeOf(name: string): string {
  if (!name.includes('xn--') || name.includes('\\')) return name;
  return name.split('.').map(unicodeOfLabel).join('.');
}

/** Labels decoded lately: each is asked for several times while its batch is matched. */
const DECODED = new Map<string, string>();
const MOST_DECODED = 1024;

function unicodeOfLabel(label: string): string {
  if (!/^xn--[a-z0-9-]+$/.test(label)) return label;
  const known = DECODED.get(label);
  if (known !== undefined) return known;
  const decoded = latinOf(label) ?? uLabelOf(label) ?? label;
  if (DECODED.size === MOST_DECODED) DECODED.clear();
  DECODED.set(label, decoded);
  return decoded;
}

/** With letters that no rule of UTS #46 changes or refuses, wherever they stand: nearly all U-labels of Western Europe. */
const LATIN = /^(?=.*[\u00df-\u00ff])[a-z0-9\u00df-\u00f6\u00f8-\u00ff](?:-?[a-z0-9\u00df-\u00f6\u00f8-\u00ff])*$/;

/** The U-label of such letters; null for another, which `domainToUnicode` judges. That takes 4 µs a label where this takes 1. */
function latinOf(label: string): string | null {
  try {
    const decoded = punycode.decode(label.slice('xn--'.length));
    return LATIN.test(decoded) ? decoded : null;
  } catch {
    return null;
  }
}

/** Null for what is no A-label. One that is decoded to ASCII is none (RFC 5890 section 2.3.2.1); Node 20 and 22 decode it all the same. */
function uLabelOf(label: string): string | null {
  const decoded = domainToUnicode(label);
  return /^\p{ASCII}*$/u.test(decoded) ? null : decoded;
}

/** The A-label form, lower case, without a final dot; null when the text is no domain name. */
export function asciiOf(text: string): string | null {
  const ascii = toAscii(text.replace(/\.$/, ''));
  if (ascii === null || ascii.length > MAX_NAME_CHARACTERS) return null;
  return ascii.split('.').every((label) => label.length > 0 && label.length < 64) ? ascii : null;
}

/** A zone as people name it: as `asciiOf`, and `.` is the root. */
export function zoneNameOf(text: string): string | null {
  return text === '.' ? '' : asciiOf(text);
}

/**
 * A-labels for U-labels, lower case; null for characters that stand in no name. ASCII of that kind is refused first:
 * `domainToASCII` would read `é/path` and `é%41` as parts of a URL.
 */
export function toAscii(text: string): string | null {
  if (text.length > 4 * MAX_NAME_CHARACTERS || /[^a-zA-Z0-9._\u0080-\u{10FFFF}-]/u.test(text)) return null;
  return /[^a-zA-Z0-9._-]/.test(text) ? domainToASCII(text) || null : text.toLowerCase();
}

/** RFC 1035 section 2.3.4. */
export const MAX_LABEL_CHARACTERS = 63;

/** RFC 1035 section 2.3.4, in presentation form without the final dot. */
export const MAX_NAME_CHARACTERS = 253;
