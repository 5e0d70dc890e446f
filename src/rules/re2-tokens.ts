// re2-tokens: a pattern that RE2 takes → its tokens, as RE2's own parser (vendor/re2/re2/parse.cc, Perl syntax) cuts them.

/** One or more code points as RE2 writes a set of them: `\d`, `\PL`, `\p{Greek}`, `[:alpha:]`. */
export interface NamedSet {
  readonly kind: 'set';
  readonly text: string;
}

export interface CodePoint {
  readonly kind: 'point';
  readonly point: number;
}

export interface PointRange {
  readonly kind: 'range';
  readonly from: number;
  readonly to: number;
}

export type ClassItem = NamedSet | CodePoint | PointRange;

export type Re2Token =
  | NamedSet
  | CodePoint
  | { readonly kind: 'class'; readonly negated: boolean; readonly items: readonly ClassItem[] }
  | { readonly kind: 'dot' }
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' }
  /** `\b`, `\B`, `|`, `)` and repetitions, as they stand. */
  | { readonly kind: 'verbatim'; readonly text: string }
  /** An opening parenthesis; a capture opens with no flags. */
  | { readonly kind: 'open'; readonly flags: string }
  /** `(?flags)` */
  | { readonly kind: 'flags'; readonly flags: string };

/** Why a pattern cannot be cut into these tokens. */
export class UnknownSyntax extends Error {}

const REPETITION = /(?:[*+?]|\{(?:0|[1-9][0-9]*)(?:,(?:0|[1-9][0-9]*)?)?\})\??/y;
const CAPTURE_NAME = /\(\?P?<[^>]*>/y;
const FLAGS = /\(\?([imsU-]*)([:)])/y;
const UNICODE_SET = /\\[pP](?:\{[^}]*\}|[^{])/uy;
const PERL_SET = /\\[dDsSwW]/y;
const POSIX_SET = /\[:\^?[a-z]+:\]/y;
const QUOTED = /\\Q(.*?)(?:\\E|$)/sy;
const OCTAL = /\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/y;
const HEX = /\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/y;
const C_ESCAPES: Readonly<Record<string, number>> = { a: 7, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** `source` is what RE2 itself gets: `internalSource` of node-re2, which has translated JavaScript's own forms. */
export function re2Tokens(source: string): Re2Token[] {
  const cursor = { source, at: 0 };
  const tokens: Re2Token[] = [];
  while (cursor.at < source.length) tokens.push(...nextTokens(cursor));
  return tokens;
}

interface Cursor {
  readonly source: string;
  at: number;
}

function nextTokens(cursor: Cursor): Re2Token[] {
  const repetition = take(cursor, REPETITION);
  if (repetition !== null) return [{ kind: 'verbatim', text: repetition[0] }];
  switch (cursor.source[cursor.at]) {
    case '\\':
      return readEscaped(cursor);
    case '(':
      return [readOpen(cursor)];
    case '[':
      return [readClass(cursor)];
    case '.':
      return [skip(cursor, { kind: 'dot' })];
    case '^':
      return [skip(cursor, { kind: 'begin' })];
    case '$':
      return [skip(cursor, { kind: 'end' })];
    case '|':
      return [skip(cursor, { kind: 'verbatim', text: '|' })];
    case ')':
      return [skip(cursor, { kind: 'verbatim', text: ')' })];
    default:
      return [{ kind: 'point', point: readPoint(cursor) }];
  }
}

function readOpen(cursor: Cursor): Re2Token {
  if (take(cursor, CAPTURE_NAME) !== null) return { kind: 'open', flags: '' };
  const flags = take(cursor, FLAGS);
  if (flags !== null) return { kind: flags[2] === ':' ? 'open' : 'flags', flags: flags[1]! };
  if (cursor.source[cursor.at + 1] === '?') throw new UnknownSyntax('a kind of group that is not known');
  return skip(cursor, { kind: 'open', flags: '' });
}

function readEscaped(cursor: Cursor): Re2Token[] {
  const quoted = take(cursor, QUOTED);
  if (quoted !== null) return quotedPoints(quoted[1]!);
  switch (cursor.source[cursor.at + 1]) {
    case 'A':
      return [skip(cursor, { kind: 'begin' }, 2)];
    case 'z':
      return [skip(cursor, { kind: 'end' }, 2)];
    case 'b':
    case 'B':
      return [skip(cursor, { kind: 'verbatim', text: cursor.source.slice(cursor.at, cursor.at + 2) }, 2)];
    case 'C':
      throw new UnknownSyntax('\\C matches a single byte');
    default:
      return [takeSet(cursor) ?? { kind: 'point', point: readEscapedPoint(cursor) }];
  }
}

function quotedPoints(text: string): Re2Token[] {
  // With nothing quoted, a repetition after it would come to stand right behind one before it.
  if (text === '') throw new UnknownSyntax('\\Q quotes nothing');
  return [...text].map((character) => ({ kind: 'point', point: character.codePointAt(0)! }));
}

function readClass(cursor: Cursor): Re2Token {
  cursor.at++;
  const negated = cursor.source[cursor.at] === '^';
  if (negated) cursor.at++;
  const items: ClassItem[] = [];
  while (items.length === 0 || cursor.source[cursor.at] !== ']') {
    if (cursor.at >= cursor.source.length) throw new UnknownSyntax('a class that does not end');
    items.push(readClassItem(cursor));
  }
  cursor.at++;
  return { kind: 'class', negated, items };
}

function readClassItem(cursor: Cursor): ClassItem {
  const posix = take(cursor, POSIX_SET);
  if (posix !== null) return { kind: 'set', text: posix[0] };
  const set = takeSet(cursor);
  if (set !== null) return set;
  const from = readClassPoint(cursor);
  const { source, at } = cursor;
  if (source[at] !== '-' || at + 1 >= source.length || source[at + 1] === ']') return { kind: 'point', point: from };
  cursor.at++;
  return { kind: 'range', from, to: readClassPoint(cursor) };
}

function readClassPoint(cursor: Cursor): number {
  return cursor.source[cursor.at] === '\\' ? readEscapedPoint(cursor) : readPoint(cursor);
}

function takeSet(cursor: Cursor): NamedSet | null {
  const found = take(cursor, UNICODE_SET) ?? take(cursor, PERL_SET);
  return found === null ? null : { kind: 'set', text: found[0] };
}

function readEscapedPoint(cursor: Cursor): number {
  const octal = take(cursor, OCTAL);
  if (octal !== null) return parseInt(octal[1]!, 8);
  const hex = take(cursor, HEX);
  if (hex !== null) return parseInt(hex[1] ?? hex[2]!, 16);
  cursor.at++;
  const character = cursor.source[cursor.at] ?? '';
  const known = C_ESCAPES[character];
  if (known === undefined && !/^[^A-Za-z0-9\u0080-\u{10FFFF}]$/u.test(character)) {
    throw new UnknownSyntax('an escape that is not known');
  }
  cursor.at++;
  return known ?? character.charCodeAt(0);
}

function readPoint(cursor: Cursor): number {
  const point = cursor.source.codePointAt(cursor.at)!;
  cursor.at += point > 0xffff ? 2 : 1;
  return point;
}

function take(cursor: Cursor, form: RegExp): RegExpExecArray | null {
  form.lastIndex = cursor.at;
  const found = form.exec(cursor.source);
  if (found !== null) cursor.at = form.lastIndex;
  return found;
}

function skip(cursor: Cursor, token: Re2Token, length = 1): Re2Token {
  cursor.at += length;
  return token;
}
