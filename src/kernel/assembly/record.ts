// record: one record read with care, token by token: the path for everything that the fast path does not know.
import {
  BACKSLASH, CLOSE, NEWLINE, OPEN, QUOTE, SEMICOLON, findNewline, isBlank, isDigit, isSpecial,
} from './bytes';
import {
  BROKEN, MORE, WHOLE, closeParen, closeQuote, depth, distrust, frame, openParen, openRecord, outOfInput, parenAt, quoteEnd,
} from './frame';
import { hasOwner, parseOwner } from './owner';
import {
  BAD_CLASS, BAD_TTL, EXPECTED_RDATA, NO_OWNER, UNCLOSED_PAREN, UNKNOWN_TYPE, fault,
} from './state';
import { CLASS_IN, NOT_A_CLASS, NOT_A_TYPE, TYPE_NS, classOf, isTtl, typeOf } from './tokens';

/** The record ended where a token was asked for; the place is `cursor`. */
const END: u32 = 3;
/** The lines hold no record: blanks, comments, empty parentheses. */
export const NOTHING: u32 = 4;

let cursor: usize = 0;
let tokenAt: usize = 0;
let tokenEnd: usize = 0;
let tokenQuoted: bool = false;

export let recordType: u32 = NOT_A_TYPE;
/** False when the fault is the owner's or before it, so that blank owners after it mean nobody. */
export let ownerFine: bool = false;

/** The next token: WHOLE, MORE, BROKEN or END. */
function nextToken(to: usize, final: bool): u32 {
  while (cursor < to) {
    const c = <u32>load<u8>(cursor);
    if (c == NEWLINE) {
      if (depth == 0) return END;
      cursor++;
      const verdict = distrust(UNCLOSED_PAREN, parenAt, cursor, to, final);
      if (verdict != WHOLE) return verdict;
    } else if (isBlank(c)) {
      cursor++;
    } else if (c == SEMICOLON) {
      cursor = findNewline(cursor, to);
    } else if (c == OPEN) {
      openParen(cursor++);
    } else if (c == CLOSE) {
      if (!closeParen(cursor++)) return BROKEN;
    } else {
      return c == QUOTE ? quotedToken(to, final) : plainToken(to, final);
    }
  }
  const verdict = outOfInput(final, to);
  return verdict == WHOLE ? END : verdict;
}

function quotedToken(to: usize, final: bool): u32 {
  const verdict = closeQuote(cursor, to, final);
  if (verdict != WHOLE) return verdict;
  tokenAt = cursor;
  tokenEnd = cursor = quoteEnd;
  tokenQuoted = true;
  return WHOLE;
}

function plainToken(to: usize, final: bool): u32 {
  let p = cursor;
  while (p < to) {
    const c = <u32>load<u8>(p);
    if (c <= 0x20 || isSpecial(c)) break;
    p++;
    if (c == BACKSLASH && p < to && load<u8>(p) != NEWLINE) p++;
  }
  if (p >= to && !final) return MORE;
  tokenAt = cursor;
  tokenEnd = cursor = p;
  tokenQuoted = false;
  return WHOLE;
}

/** Reads the record or the empty lines at `start`, to `recordEnd`: WHOLE, NOTHING, MORE or BROKEN. */
export function readRecord(start: usize, to: usize, final: bool): u32 {
  openRecord();
  cursor = start;
  ownerFine = hasOwner && isBlank(load<u8>(start));
  const verdict = readOwner(start, to, final);
  if (verdict != WHOLE) return verdict == END ? NOTHING : verdict;
  const head = readHead(to, final);
  if (head != WHOLE) return head;
  if (recordType == TYPE_NS) {
    const rdata = nextToken(to, final);
    if (rdata == END) return broken(EXPECTED_RDATA, cursor);
    if (rdata != WHOLE) return rdata;
  }
  return frame(cursor, to, final);
}

/** Where reading stopped: the newline or the end of the file after NOTHING. */
export function nothingEnd(): usize { return cursor; }

function readOwner(start: usize, to: usize, final: bool): u32 {
  const verdict = nextToken(to, final);
  if (verdict != WHOLE) return verdict;
  if (isBlank(load<u8>(start))) {
    if (!hasOwner) return broken(NO_OWNER, start);
    cursor = tokenAt;
    return WHOLE;
  }
  ownerFine = parseOwner(tokenAt, tokenEnd, tokenQuoted);
  return ownerFine ? WHOLE : BROKEN;
}

/** TTL and class in either order, then the type. */
function readHead(to: usize, final: bool): u32 {
  let hasTtl = false;
  let hasClass = false;
  while (true) {
    const verdict = nextToken(to, final);
    if (verdict == END) return broken(UNKNOWN_TYPE, cursor);
    if (verdict != WHOLE) return verdict;
    if (tokenQuoted) return broken(UNKNOWN_TYPE, tokenAt);
    const length = tokenEnd - tokenAt;
    if (isDigit(load<u8>(tokenAt))) {
      if (hasTtl || !isTtl(tokenAt, length)) return broken(BAD_TTL, tokenAt);
      hasTtl = true;
      continue;
    }
    const dnsClass = classOf(tokenAt, length);
    if (dnsClass != NOT_A_CLASS) {
      if (hasClass || dnsClass != CLASS_IN) return broken(BAD_CLASS, tokenAt);
      hasClass = true;
      continue;
    }
    recordType = typeOf(tokenAt, length);
    return recordType == NOT_A_TYPE ? broken(UNKNOWN_TYPE, tokenAt) : WHOLE;
  }
}

function broken(code: u32, at: usize): u32 {
  fault(code, at);
  return BROKEN;
}
