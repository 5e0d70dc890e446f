// directive: `$ORIGIN` and `$TTL` are obeyed here; `$INCLUDE` and `$GENERATE` are handed to the host as text.
import { BACKSLASH, QUOTE, SEMICOLON, findNewline, isBlank, isSpecial } from './bytes';
import { spells } from './frame';
import { parseOrigin } from './owner';
import { BAD_DIRECTIVE, UNKNOWN_DIRECTIVE, fault } from './state';
import { isTtl } from './tokens';

export const MORE: u32 = 0;
export const OBEYED: u32 = 1;
export const BROKEN: u32 = 2;
export const INCLUDE: u32 = 3;
export const GENERATE: u32 = 4;
/** As OBEYED, and names that were relative before are others now. */
export const ORIGIN_MOVED: u32 = 5;

/** The newline that ends the directive, or the end of the file. */
export let directiveEnd: usize = 0;
/** `directiveEnd` is not its end, only the end of what may be read: a token that reaches it has not ended. */
let isOpen: bool = false;

/** Finds the line's end; false when it is not in `[start, to)` and may follow. */
export function findEnd(start: usize, to: usize, final: bool): bool {
  directiveEnd = findNewline(start, to);
  isOpen = directiveEnd == to && !final;
  return !isOpen;
}

/** Directives are judged like records, left to right: MORE when the line's end is missing and there is no fault before. */
export function readDirective(start: usize, to: usize, final: bool): u32 {
  findEnd(start, to, final);
  const wordEnd = plainEnd(start);
  if (reachesEnd(wordEnd)) return MORE;
  if (spells('$INCLUDE', start, wordEnd)) return isOpen ? MORE : INCLUDE;
  if (spells('$GENERATE', start, wordEnd)) return isOpen ? MORE : GENERATE;
  const isOrigin = spells('$ORIGIN', start, wordEnd);
  if (!isOrigin && !spells('$TTL', start, wordEnd)) return broken(UNKNOWN_DIRECTIVE, start);

  const argument = skipBlanks(wordEnd);
  if (isBare(argument)) return isOpen ? MORE : broken(BAD_DIRECTIVE, directiveEnd);
  const argumentEnd = tokenEnd(argument);
  if (argumentEnd != STRAY && reachesEnd(argumentEnd)) return MORE;
  const isQuoted = load<u8>(argument) == QUOTE;
  if (argumentEnd == STRAY || (!isOrigin && (isQuoted || !isTtl(argument, argumentEnd - argument)))) {
    return broken(BAD_DIRECTIVE, argument);
  }

  const rest = skipBlanks(argumentEnd);
  const ends = isBare(rest) && !isOpen;
  if (isOrigin && !parseOrigin(argument, argumentEnd, isQuoted, ends)) return broken(BAD_DIRECTIVE, argument);
  if (ends) return isOrigin ? ORIGIN_MOVED : OBEYED;
  if (isBare(rest)) return MORE;
  const restEnd = tokenEnd(rest);
  return restEnd != STRAY && reachesEnd(restEnd) ? MORE : broken(BAD_DIRECTIVE, rest);
}

function reachesEnd(at: usize): bool {
  return isOpen && at >= directiveEnd;
}

/** Nothing more on the line, but perhaps a comment. */
function isBare(at: usize): bool {
  return at >= directiveEnd || load<u8>(at) == SEMICOLON;
}

function skipBlanks(from: usize): usize {
  while (from < directiveEnd && isBlank(load<u8>(from))) from++;
  return from;
}

/** In place of a token's end: a parenthesis, or a quote that the line does not close. */
const STRAY: usize = 0;

function tokenEnd(at: usize): usize {
  const c = <u32>load<u8>(at);
  if (c == QUOTE) return quotedEnd(at);
  return isSpecial(c) ? STRAY : plainEnd(at);
}

function plainEnd(at: usize): usize {
  while (at < directiveEnd) {
    const c = <u32>load<u8>(at);
    if (c <= 0x20 || isSpecial(c)) return at;
    at += c == BACKSLASH ? 2 : 1;
  }
  return directiveEnd;
}

/** Unlike a record's, it ends in its line. */
function quotedEnd(quote: usize): usize {
  for (let at = quote + 1; at < directiveEnd; at++) {
    const c = <u32>load<u8>(at);
    if (c == QUOTE) return at + 1;
    if (c == BACKSLASH) at++;
  }
  return isOpen ? directiveEnd : STRAY;
}

function broken(code: u32, at: usize): u32 {
  fault(code, at);
  return BROKEN;
}
