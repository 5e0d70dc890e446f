// generate: expands the owners of a $GENERATE line, a few at a time (BIND 9 ARM, "BIND Primary File Extension").
import { classOf, isTtl, typeOf } from './record-head.js';

export interface Generation {
  /** Names that it makes; 0 when its type is not NS. */
  readonly count: number;
  /** NS records of these owners, as text of a few thousand bytes each. */
  readonly records: Iterable<string>;
}

const CHUNK_CHARACTERS = 32 * 1024;
/** A name of 255 octets, each an escape, takes less; modifiers that fill such a text to their width make 32,640 characters. */
const MAX_OWNER_CHARACTERS = 1024;
/** Most characters of one text of records. */
export const MOST_GENERATED_CHARACTERS = 3 * CHUNK_CHARACTERS;
const MAX_NUMBER = 0xffff_ffff;
/** BIND 9's own limit for a width. */
const MAX_WIDTH = 255;
/** Offsets are BIND 9's: 32 bits with a sign. */
const MAX_OFFSET = 0x7fff_ffff;

/** What was expected, in words, for a line that says nothing clear. */
export function parseGenerate(line: string): Generation | string {
  try {
    return parse(line);
  } catch (error) {
    if (error instanceof Unclear) return error.message;
    throw error;
  }
}

class Unclear extends Error {}

function parse(line: string): Generation {
  const tokens = tokensOf(line);
  const [, range = '', owner = ''] = tokens;
  const match = /^(\d+)-(\d+)(?:\/(\d+))?$/.exec(range);
  if (match === null) throw syntax('a range: start-stop or start-stop/step');
  const [start, stop, step] = [Number(match[1]), Number(match[2]), Number(match[3] ?? '1')];
  if (start > stop || stop > MAX_NUMBER || step < 1)
    throw syntax('a range that ascends from 0 to 4294967295, with a step of 1 or more');
  if (owner === '' || /^(?:\\[^]|[^\\])*?["()]/.test(owner)) throw syntax('an owner without quotes and parentheses');
  if (owner.length > MAX_OWNER_CHARACTERS) throw syntax(`an owner of at most ${MAX_OWNER_CHARACTERS} characters`);
  const parts = template(owner);
  const [type = '', ...rdata] = afterTtlAndClass(tokens.slice(3));
  if (typeOf(type) === null) throw syntax('a record type');
  if (rdata.length === 0) throw syntax('RDATA');
  if (typeOf(type) !== 'NS') return { count: 0, records: [] };
  return { count: Math.floor((stop - start) / step) + 1, records: recordsOf(parts, start, stop, step) };
}

/** The line's words, without its comment. Quotes only matter in RDATA, which nobody reads. */
function tokensOf(line: string): string[] {
  const tokens = line.match(/;[^]*|(?:[^\0-\x20;\\]|\\[^]?)+/g) ?? [];
  return tokens.filter((token) => !token.startsWith(';'));
}

/** At most one of each, in either order. */
function afterTtlAndClass(tokens: readonly string[]): readonly string[] {
  const isClass = (token = '') => classOf(token) === 'IN';
  const [first = '', second = ''] = tokens;
  if (isTtl(first)) return tokens.slice(isClass(second) ? 2 : 1);
  if (isClass(first)) return tokens.slice(isTtl(second) ? 2 : 1);
  return tokens;
}

function syntax(expected: string): Unclear {
  return new Unclear(`expected ${expected} in $GENERATE`);
}

type Part = string | ((number: number) => string);

function* recordsOf(parts: readonly Part[], start: number, stop: number, step: number): Iterable<string> {
  let text = '';
  for (let number = start; number <= stop; number += step) {
    for (const part of parts) text += typeof part === 'string' ? part : part(number);
    text += ' NS .\n';
    if (text.length < CHUNK_CHARACTERS) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/**
 * `$` is the number, `$$` and `\$` a dollar, `${offset,width,base}` the number in another form. As in BIND 9, an offset
 * holds for each plain `$` after it.
 */
function template(owner: string): Part[] {
  const parts: Part[] = [];
  let offset = 0;
  for (const [token] of owner.matchAll(/\\[^]?|\$\$|\$\{[^}]*\}?|\$|[^\\$]+/g)) {
    if (token === '$$') parts.push('\\$');
    else if (token === '$') parts.push(numberWith({ offset, width: 0, base: 'd' }));
    else if (token.startsWith('${')) {
      const form = modifier(token);
      offset = form.offset;
      parts.push(numberWith(form));
    } else parts.push(token);
  }
  return parts;
}

interface Form {
  readonly offset: number;
  readonly width: number;
  readonly base: string;
}

function numberWith({ offset, width, base }: Form): Part {
  return (number) => format(number + offset, width, base);
}

function modifier(text: string): Form {
  const match = /^\$\{([+-]?\d{1,10})(?:,(\d+)(?:,([doxXnN]))?)?\}$/.exec(text);
  if (match === null) throw syntax('a modifier like ${offset,width,base}');
  const [offset, width, base] = [Number(match[1]), Number(match[2] ?? '0'), match[3] ?? 'd'];
  if (offset < -MAX_OFFSET - 1 || offset > MAX_OFFSET) throw syntax('an offset of 32 bits');
  if (width > MAX_WIDTH) throw syntax(`a width of at most ${MAX_WIDTH}`);
  return { offset, width, base };
}

/** As C's printf does it: below zero a decimal has a sign, the others are the two's complement in 32 bits. */
function format(value: number, width: number, base: string): string {
  if (base === 'd' && value < 0) return `-${String(-value).padStart(width - 1, '0')}`;
  if (base === 'd') return String(value).padStart(width, '0');
  const unsigned = value < 0 ? value + 2 ** 32 : value;
  if (base === 'o') return unsigned.toString(8).padStart(width, '0');
  const text = base === 'n' || base === 'N' ? nibbles(unsigned, width) : unsigned.toString(16).padStart(width, '0');
  return base === 'X' || base === 'N' ? text.toUpperCase() : text;
}

/** Hexadecimal digits, the lowest first, a dot between; the width counts digits and dots, and may end in a dot. */
function nibbles(value: number, width: number): string {
  let text = '';
  let rest = value;
  do {
    text += (rest % 16).toString(16);
    rest = Math.floor(rest / 16);
    if (rest > 0 || text.length < width) text += '.';
  } while (rest > 0 || text.length < width);
  return text;
}
