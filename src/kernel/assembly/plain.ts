// plain: the records that almost every line of a zone is, read at full speed: owner, blanks, head, RDATA, newline.
// What is not plain is left to scan.ts, at `position`. Measured with `npm run bench -- scan`.
import { DOLLAR, DOT, NEWLINE, isBlank, isSpecial, lower16, lowNibbles, sameBytes, stops16, strangeBytes } from './bytes';
import { WHOLE, frame, openRecord, recordEnd } from './frame';
import { NO_HEAD, headAt } from './heads';
import { LABEL, OWNER_TOKEN, RECORD_LIMIT, SUFFIX, SUFFIX_TOKEN } from './layout';
import { indexWindow, newlineNext, setNext, specialNext, windowEnd } from './lines';
import { hasOwner, parseOwner, suffixLength, takeLabel } from './owner';
import { GO_ON, STOP_BATCH_FULL, moveTo, passPlain, position, takeDelegation, takeRecord } from './progress';
import { suffixInZone } from './state';
import { TYPE_NS, TYPE_OTHER } from './tokens';

const NONE: usize = usize.MAX_VALUE;
/** The raw bytes of the owner in force, when it is a plain one; NONE otherwise. */
let ownerToken: usize = NONE;
/** The raw bytes from the first dot on of a plain owner, for which SUFFIX is known; NONE otherwise. */
let suffixToken: usize = NONE;
let suffixTokenInZone: bool = false;

/**
 * The owner in force is valid, but what its suffix means was not worked out: its bytes are in OWNER_TOKEN, its first dot at
 * `pendingDot`. Glue has a suffix of its own in nearly every record, and only an NS record asks what it means.
 */
let ownerPending: bool = false;
let pendingDot: usize = 0;

/** An absolute name of at most this many bytes has no label and no length that is too long. */
const SAFE_NAME: usize = 63;

/** A suffix below this many bytes makes a valid name with any label (RFC 1035 section 2.3.4: 255 octets). */
const SAFE_SUFFIX: usize = 180;

export function forgetTokens(): void {
  ownerPending = false;
  ownerToken = NONE;
  suffixToken = NONE;
}

/** The window is used up: index the next. */
const WINDOW_DONE: u32 = 9;

/** Reads plain records up to `cutAt`, as many as follow one another. GO_ON: the record at `position` is for scan.ts. */
export function plainRecords(to: usize, cutAt: usize): u32 {
  while (position < to) {
    if (position >= windowEnd) indexWindow(position, to);
    const from = position;
    const turn = plainRun(to, cutAt);
    if (turn != WINDOW_DONE) return turn;
    if (windowEnd >= to) break;
    indexWindow(position, to);
    if (position == from && <usize>load<u32>(newlineNext) == windowEnd) break;
  }
  return GO_ON;
}

/** First entry of an index that is not before `at`. */
// @ts-ignore: decorator
@inline function seek(entry: usize, at: usize): usize {
  while (<usize>load<u32>(entry) < at) entry += 4;
  return entry;
}

/** Matches no owner: a line has no newline inside. */
const NO_OWNER: v128 = i8x16.splat(0x0a);

function plainRun(to: usize, cutAt: usize): u32 {
  const strange = strangeBytes();
  const lowNibble = lowNibbles();
  const last = windowEnd;
  let at = position;
  let newline = seek(newlineNext, at);
  let special = seek(specialNext, at);
  let nextSpecial: usize = load<u32>(special);
  let passed: u32 = 0;
  let records: u32 = 0;
  let turn = GO_ON;
  // The owner in force, when it is plain and has at most 31 bytes: its bytes with the blank behind them.
  let ownA = NO_OWNER;
  let ownB = NO_OWNER;
  let ownMask: u32 = u32.MAX_VALUE;
  let own: usize = 0;
  while (true) {
    const end: usize = load<u32>(newline);
    if (end >= last) {
      turn = WINDOW_DONE;
      break;
    }
    if (at >= cutAt) break;
    let head = at;
    const first = <u32>load<u8>(at);
    if (first > 0x20) {
      const a = v128.load(at);
      const b = v128.load(at, 16);
      const same = <u32>i8x16.bitmask(i8x16.eq(a, ownA)) | (<u32>i8x16.bitmask(i8x16.eq(b, ownB)) << 16);
      if ((same & ownMask) == ownMask) {
        head += own;
      } else {
        const stops =
          <u32>i8x16.bitmask(stops16(a, strange, lowNibble)) | (<u32>i8x16.bitmask(stops16(b, strange, lowNibble)) << 16);
        own = takeShort(at, end, a, b, stops);
        if (own != 0) {
          head += own;
          ownA = a;
          ownB = b;
          ownMask = u32.MAX_VALUE >> (31 - <u32>own);
        } else {
          ownA = NO_OWNER;
          ownMask = u32.MAX_VALUE;
          head = takeLong(at);
          if (head == 0) break;
        }
      }
    } else if (first == NEWLINE) {
      at = end + 1;
      newline += 4;
      passed++;
      continue;
    } else if (!hasOwner) {
      break;
    }
    do { head++; } while (load<u8>(head) <= 0x20 && head < end);
    const plainHead = headAt(head, end);
    if (plainHead == NO_HEAD) break;
    const type = plainHead & 3;
    if (type == TYPE_NS && ownerPending) resolveOwner();
    const rdata = head + (plainHead >> 2);
    if (nextSpecial < end) {
      if (nextSpecial < rdata) break;
      passPlain(at, passed, records);
      passed = records = 0;
      turn = framedRecord(type, rdata, nextSpecial, to);
      at = position;
      if (turn != GO_ON || nextSpecial >= at) break;
      records++;
      if (at >= last) break;
      newline = seek(newline, at);
      special = seek(special, at);
      nextSpecial = load<u32>(special);
      continue;
    }
    if (type != TYPE_OTHER) {
      if (type != TYPE_NS || !hasRdata(rdata, end)) break;
      if (!takeDelegation()) {
        turn = STOP_BATCH_FULL;
        break;
      }
    }
    at = end + 1;
    newline += 4;
    passed++;
    records++;
  }
  if (ownerPending) resolveOwner();
  passPlain(at, passed, records);
  setNext(newline, special);
  return turn;
}

// @ts-ignore: decorator
@inline function hasRdata(at: usize, end: usize): bool {
  while (load<u8>(at) <= 0x20 && at < end) at++;
  return at < end;
}

/** A record at `position` with quotes, parentheses or a comment in its RDATA. Leaves `position` when it is not plain. */
function framedRecord(type: u32, rdata: usize, special: usize, to: usize): u32 {
  if (type == TYPE_NS && !hasRdata(rdata, special)) return GO_ON;
  openRecord();
  if (frame(special, to, false) != WHOLE) return GO_ON;
  if (recordEnd - position > RECORD_LIMIT) return GO_ON;
  return takeRecord(type, position, recordEnd, to);
}

/**
 * Takes a plain owner of at most 31 bytes whose suffix is known and has at most 15; `stops` are the bytes that end it,
 * `end` is the line's newline.
 * Returns its length, or 0 when it is another.
 */
// @ts-ignore: decorator
@inline function takeShort(at: usize, end: usize, a: v128, b: v128, stops: u32): usize {
  const dot = i8x16.splat(<i8>DOT);
  const dots = <u32>i8x16.bitmask(i8x16.eq(a, dot)) | (<u32>i8x16.bitmask(i8x16.eq(b, dot)) << 16);
  const length = <usize>ctz(stops);
  const label = <usize>ctz(dots | stops);
  const suffix = length - label;
  const known = (<u32>1 << <u32>suffix) - 1;
  const other = <u32>i8x16.bitmask(i8x16.ne(v128.load(at + label), v128.load(SUFFIX_TOKEN))) & known;
  if (stops == 0 || suffix != suffixToken || suffix > 15 || other != 0 || label == 0) return 0;
  if (load<u8>(at + length) > 0x20 || at + length == end) return 0;
  v128.store(OWNER_TOKEN, a);
  v128.store(OWNER_TOKEN, b, 16);
  v128.store(LABEL, lower16(a));
  v128.store(LABEL, lower16(b), 16);
  ownerToken = length;
  ownerPending = false;
  takeLabel(label, suffixTokenInZone);
  return length;
}

/** Takes a plain owner of any length: bytes that stand for themselves, then a blank. Returns its end, or 0. */
function takeLong(start: usize): usize {
  if (ownerToken != NONE && isBlank(load<u8>(start + ownerToken)) && sameBytes(start, OWNER_TOKEN, ownerToken)) {
    return start + ownerToken;
  }
  // No owner, perhaps, but a directive or a comment: LABEL stays what it is.
  const first = <u32>load<u8>(start);
  if (first == DOLLAR || isSpecial(first)) return 0;
  ownerToken = NONE;
  ownerPending = false;
  const strange = strangeBytes();
  const lowNibble = lowNibbles();
  let at = start;
  let firstDot: usize = 0;
  let dotBefore: u32 = 1;
  while (true) {
    if (at - start > 240) return 0;
    const bytes = v128.load(at);
    const dots = <u32>i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8>DOT)));
    const stops = <u32>i8x16.bitmask(stops16(bytes, strange, lowNibble));
    const length = stops == 0 ? 16 : ctz(stops);
    const within = dots & ((1 << length) - 1);
    if ((within & ((within << 1) | dotBefore)) != 0) return 0;
    if (firstDot == 0 && within != 0) firstDot = at + ctz(within);
    v128.store(OWNER_TOKEN + (at - start), bytes);
    v128.store(LABEL + (at - start), lower16(bytes));
    at += length;
    if (length < 16) break;
    dotBefore = within >> 15;
  }
  if (!isBlank(load<u8>(at))) return 0;
  if (firstDot == 0) firstDot = at;
  if (firstDot - start > 63) return 0;
  if (suffixToken == at - firstDot && sameBytes(firstDot, SUFFIX_TOKEN, suffixToken)) {
    takeLabel(firstDot - start, suffixTokenInZone);
  } else if (suffixToken != NONE && at - start <= SAFE_NAME && load<u8>(at - 1) == DOT) {
    ownerPending = true;
    pendingDot = firstDot - start;
  } else if (!newSuffix(start, firstDot, at)) {
    return 0;
  }
  ownerToken = at - start;
  return at;
}

function resolveOwner(): void {
  ownerPending = false;
  const token = ownerToken;
  newSuffix(OWNER_TOKEN, OWNER_TOKEN + pendingDot, OWNER_TOKEN + token);
}

/** Has the owner parsed with care, and remembers what its bytes from the first dot on mean. */
function newSuffix(start: usize, firstDot: usize, end: usize): bool {
  suffixToken = NONE;
  if (!parseOwner(start, end, false)) return false;
  if (suffixLength > SAFE_SUFFIX) return true;
  suffixToken = end - firstDot;
  memory.copy(SUFFIX_TOKEN, firstDot, suffixToken);
  suffixTokenInZone = suffixInZone(SUFFIX, suffixLength);
  return true;
}
