// frame: finds where a record ends: the first newline outside quotes, parentheses and comments.
import {
  BACKSLASH, CLOSE, NEWLINE, OPEN, QUOTE, SEMICOLON, beginsOwner, findNewline, framingBytes, inSet, isBlank, isSpecial,
  lowNibbles, upper,
} from './bytes';
import { BELIEVED_NEWLINES } from './layout';
import { UNCLOSED_PAREN, UNCLOSED_QUOTE, UNOPENED_PAREN, fault, lenient } from './state';
import { CLASS_IN, NOT_A_TYPE, classOf, isTtl, typeOf } from './tokens';

export const MORE: u32 = 0;
export const WHOLE: u32 = 1;
export const BROKEN: u32 = 2;

/** After WHOLE: the newline that ends the record, or the end of the file. */
export let recordEnd: usize = 0;
export let depth: u32 = 0;
/** The outermost open parenthesis. */
export let parenAt: usize = 0;
/** Newlines that the record's quotes and parentheses have passed; counted in lenient reading. */
let passedNewlines: u32 = 0;

export function openRecord(): void {
  depth = 0;
  passedNewlines = 0;
}

export function openParen(at: usize): void {
  if (depth++ == 0) parenAt = at;
}

export function closeParen(at: usize): bool {
  if (depth == 0) return fault(UNOPENED_PAREN, at);
  depth--;
  return true;
}

/** The input ended inside the record. */
export function outOfInput(final: bool, to: usize): u32 {
  if (!final) return MORE;
  if (depth > 0) {
    fault(UNCLOSED_PAREN, parenAt);
    return BROKEN;
  }
  recordEnd = to;
  return WHOLE;
}

/** After WHOLE: just behind the closing quote. */
export let quoteEnd: usize = 0;

/** Reads the quoted string that opens at `at`. */
export function closeQuote(at: usize, to: usize, final: bool): u32 {
  for (let p = at + 1; p < to; p++) {
    const c = <u32>load<u8>(p);
    if (c == QUOTE) {
      quoteEnd = p + 1;
      return WHOLE;
    }
    if (c == BACKSLASH) {
      if (++p >= to) break;
      if (load<u8>(p) != NEWLINE) continue;
    } else if (c != NEWLINE) {
      continue;
    }
    const verdict = distrust(UNCLOSED_QUOTE, at, p + 1, to, final);
    if (verdict != WHOLE) return verdict;
  }
  if (!final) return MORE;
  fault(UNCLOSED_QUOTE, at);
  return BROKEN;
}

/** Frames from `from`, between two tokens, to the record's end. Parentheses opened before it count. */
export function frame(from: usize, to: usize, final: bool): u32 {
  const framing = framingBytes();
  const lowNibble = lowNibbles();
  let p = from;
  while (p < to) {
    const mask = i8x16.bitmask(inSet(v128.load(p), framing, lowNibble));
    if (mask == 0) {
      p += 16;
      continue;
    }
    p += ctz(mask);
    if (p >= to) break;
    const c = <u32>load<u8>(p);
    if (c == NEWLINE) {
      if (depth == 0) {
        recordEnd = p;
        return WHOLE;
      }
      p++;
      const verdict = distrust(UNCLOSED_PAREN, parenAt, p, to, final);
      if (verdict != WHOLE) return verdict;
    } else if (c == QUOTE) {
      const verdict = closeQuote(p, to, final);
      if (verdict != WHOLE) return verdict;
      p = quoteEnd;
    } else if (c == OPEN) {
      openParen(p++);
    } else if (c == CLOSE) {
      if (!closeParen(p++)) return BROKEN;
    } else if (c == SEMICOLON) {
      p = findNewline(p, to);
    } else {
      p++;
      if (p < to && load<u8>(p) != NEWLINE) p++;
    }
  }
  return outOfInput(final, to);
}

/** Passes a newline inside what was opened at `opened`; `line` is behind it. Lenient reading may not believe it: BROKEN. */
export function distrust(code: u32, opened: usize, line: usize, to: usize, final: bool): u32 {
  if (!lenient) return WHOLE;
  if (++passedNewlines <= BELIEVED_NEWLINES) {
    const verdict = likeRecord(line, to, final);
    if (verdict == MORE) return MORE;
    if (verdict == BROKEN) return WHOLE;
  }
  fault(code, opened);
  return BROKEN;
}

/** Whether a line begins like a record: WHOLE yes, BROKEN no, MORE when the input does not tell yet. */
function likeRecord(line: usize, to: usize, final: bool): u32 {
  if (line >= to) return final ? BROKEN : MORE;
  if (!beginsOwner(load<u8>(line))) return BROKEN;
  let end = plainRun(line, to);
  if (end >= to) return final ? BROKEN : MORE;
  if (!isBlank(load<u8>(end))) return BROKEN;
  if (isDirective(line, end)) return WHOLE;
  while (true) {
    const token = skipBlanks(end, to);
    end = plainRun(token, to);
    if (end >= to && !final) return MORE;
    const delimited = end >= to || load<u8>(end) <= 0x20;
    if (end == token || !delimited) return BROKEN;
    if (typeOf(token, end - token) != NOT_A_TYPE) return WHOLE;
    if (!isTtl(token, end - token) && classOf(token, end - token) != CLASS_IN) return BROKEN;
    if (end >= to || load<u8>(end) == NEWLINE) return BROKEN;
  }
}

function skipBlanks(from: usize, to: usize): usize {
  while (from < to && isBlank(load<u8>(from))) from++;
  return from;
}

function plainRun(from: usize, to: usize): usize {
  while (from < to) {
    const c = <u32>load<u8>(from);
    if (c <= 0x20 || isSpecial(c) || c == BACKSLASH) break;
    from++;
  }
  return from;
}

const DIRECTIVES: string[] = ['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE'];

function isDirective(from: usize, end: usize): bool {
  for (let i = 0; i < DIRECTIVES.length; i++) {
    if (spells(DIRECTIVES[i], from, end)) return true;
  }
  return false;
}

/** Whether the token in `[from, end)` is this word, in either case. */
export function spells(word: string, from: usize, end: usize): bool {
  if (<usize>word.length != end - from) return false;
  for (let i = 0; i < word.length; i++) {
    if (upper(load<u8>(from + i)) != <u32>word.charCodeAt(i)) return false;
  }
  return true;
}
