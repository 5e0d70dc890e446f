// email-address: text → local part and domain (RFC 5321, 4.1.2; RFC 6531 for what is not ASCII), or why it is none.
import { domainToASCII } from 'node:url';

export interface EmailAddress {
  /** Lower case, unquoted; empty when there is no address. */
  readonly local: string;
  /** A-label form, lower case; empty when there is no address, or an address literal. */
  readonly domain: string;
  /** What is wrong with it as it is written. */
  readonly problem: string | undefined;
  /** There is no address in it that anyone could write to. */
  readonly hopeless: boolean;
}

/** RFC 5321, 4.5.3.1: octets of a local part and of a path without its angle brackets; RFC 1035 for a label. */
const LONGEST_LOCAL = 64;
const LONGEST_ADDRESS = 254;
const LONGEST_LABEL = 63;
/** What is read of a longer text, to look for an address in it. */
const HEAD = 1024;

/** The usual form in one go: atoms with dots between, at a domain of letters, digits and hyphens. */
const USUAL =
  /^([a-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,64})*)@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9]))$/;

const ATEXT = String.raw`[^\s\p{C}"(),.:;<>@[\]\\]`;
const DOT_ATOM = new RegExp(`^${ATEXT}+(?:\\.${ATEXT}+)*$`, 'u');
/** What some providers gave out all the same: dots at the ends or next to one another. */
const LOOSE_ATOM = new RegExp(`^[.]*${ATEXT}(?:${ATEXT}|\\.)*$`, 'u');
const QUOTED = /^"(?:[^"\\\p{C}]|\\[ -~])*"$/u;
const LITERAL = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]+)\]$/i;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
/** An address somewhere in a text, set off from it. */
const INSIDE =
  /(?<=^|[\s<:;,"'(])[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?=$|[\s>;,"')])/i;

/** The characters of atoms, and of labels, in either case. */
const [ATOM, LABEL_END, LABEL_MIDDLE] = [
  tableOf("abcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+/=?^_`{|}~-"),
  tableOf('abcdefghijklmnopqrstuvwxyz0123456789'),
  tableOf('abcdefghijklmnopqrstuvwxyz0123456789-'),
] as const;
const [AT_SIGN, DOT] = [0x40, 0x2e];

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (const character of characters + characters.toUpperCase()) table[character.charCodeAt(0)] = 1;
  return table;
}

/** Reads what nearly all addresses are as `parseSlowly` does, of ASCII; undefined: that one must look. */
function parseUsual(text: string): EmailAddress | undefined {
  const { length } = text;
  if (length > LONGEST_ADDRESS) return undefined;
  const at = usualLocalEnd(text);
  if (at === -1 || !isUsualDomain(text, at + 1)) return undefined;
  const lower = text.toLowerCase();
  return sound(lower.slice(0, at), lower.slice(at + 1));
}

/** Where the @ is behind atoms with dots between; -1 where there is anything else. */
function usualLocalEnd(text: string): number {
  let atomFrom = 0;
  const most = Math.min(text.length, LONGEST_LOCAL + 1);
  for (let at = 0; at < most; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 && ATOM[code] === 1) continue;
    if (at === atomFrom) return -1;
    if (code === AT_SIGN) return at;
    if (code !== DOT) return -1;
    atomFrom = at + 1;
  }
  return -1;
}

/** Labels of letters, digits and hyphens, of which the last begins with a letter and has another character. */
function isUsualDomain(text: string, from: number): boolean {
  let labelFrom = from;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === DOT) {
      if (!isUsualLabel(text, labelFrom, at)) return false;
      labelFrom = at + 1;
    } else if (code >= 128 || LABEL_MIDDLE[code] === 0) return false;
  }
  const first = text.charCodeAt(labelFrom);
  return labelFrom > from && text.length - labelFrom > 1 && first > 0x40 && isUsualLabel(text, labelFrom, text.length);
}

function isUsualLabel(text: string, from: number, to: number): boolean {
  const length = to - from;
  return (
    length > 0 &&
    length <= LONGEST_LABEL &&
    LABEL_END[text.charCodeAt(from)] === 1 &&
    LABEL_END[text.charCodeAt(to - 1)] === 1
  );
}

export function parseEmail(text: string): EmailAddress {
  return parseUsual(text) ?? parseSlowly(text);
}

/** The same of any text; the twin that tests hold the fast way against. */
export function parseSlowly(text: string): EmailAddress {
  if (text.length <= LONGEST_ADDRESS) {
    const match = USUAL.exec(text.toLowerCase());
    if (match !== null && match[1]!.length <= LONGEST_LOCAL) return sound(match[1]!, match[2]!);
  }
  return parseUnusual(text);
}

function parseUnusual(text: string): EmailAddress {
  if (text.length > HEAD) return hopeless('an address has at most 254 characters');
  const at = text.lastIndexOf('@');
  if (at === -1) return hopeless('an address has an @');
  const address = parseParts(text.slice(0, at), text.slice(at + 1), text);
  if (!address.hopeless) return address;
  const inside = INSIDE.exec(text)?.[0];
  if (inside === undefined || inside.length === text.length) return address;
  const found = parseEmail(inside);
  return found.hopeless ? address : { ...found, problem: 'the field holds something besides one address' };
}

function parseParts(local: string, domain: string, whole: string): EmailAddress {
  if (local === '' || domain === '') return hopeless('an address has something on either side of the @');
  if (octets(local) > LONGEST_LOCAL) return hopeless('what stands before the @ has at most 64 octets');
  if (octets(whole) > LONGEST_ADDRESS) return hopeless('an address has at most 254 octets');
  const mailbox = parseLocal(local);
  if (mailbox === undefined) return hopeless('these characters cannot stand before the @ as they are');
  if (LITERAL.test(domain)) {
    return { local: mailbox.name, domain: '', problem: 'it names an IP address instead of a domain', hopeless: false };
  }
  const host = domain.endsWith('.') ? domain.slice(0, -1) : domain;
  const ascii = asciiDomain(host);
  if (ascii === undefined) return hopeless('that cannot be the domain of an address');
  const loose = mailbox.loose ? 'the dots before the @ are not where they may be' : undefined;
  const problem = host === domain ? loose : 'an address does not end in a dot';
  return { local: mailbox.name, domain: ascii, problem, hopeless: false };
}

function parseLocal(local: string): { readonly name: string; readonly loose: boolean } | undefined {
  if (DOT_ATOM.test(local)) return { name: local.toLowerCase(), loose: false };
  if (QUOTED.test(local)) return { name: local.slice(1, -1).replace(/\\(.)/g, '$1').toLowerCase(), loose: false };
  return LOOSE_ATOM.test(local) ? { name: local.toLowerCase(), loose: true } : undefined;
}

/** Undefined for what no registry could have registered: one label, an empty or too long one, a numeric last one. */
function asciiDomain(domain: string): string | undefined {
  const ascii = /^[\x21-\x7e]*$/.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
  const labels = ascii.split('.');
  if (labels.length < 2 || ascii.length > 253) return undefined;
  if (!labels.every((label) => label.length <= LONGEST_LABEL && LABEL.test(label))) return undefined;
  return /^\d+$/.test(labels[labels.length - 1]!) ? undefined : ascii;
}

function octets(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function sound(local: string, domain: string): EmailAddress {
  return { local, domain, problem: undefined, hopeless: false };
}

function hopeless(problem: string): EmailAddress {
  return { local: '', domain: '', problem, hopeless: true };
}
