// plain: the records that almost every line of a zone is, read at full speed: owner, blanks, head, RDATA, newline.
// What is not plain is left to scan.ts, at `position`. Measured with `npm run bench -- scan`.
import { DOT, NEWLINE, STAR, isBlank, lower16, lowNibbles, sameBytes, stopBytes } from './bytes';
import { WHOLE, frame, openRecord, recordEnd } from './frame';
import { NO_HEAD, headAt } from './heads';
import { LABEL, RECORD_LIMIT, SUFFIX, SUFFIX_TOKEN } from './layout';
import { mask64, stopFrom } from './lines';
import { hasOwner, parseOwner, suffixLength, takeLabel } from './owner';
import { GO_ON, STOP_BATCH_FULL, countPlain, passLine, passPlain, position, takeDelegation, takeRecord } from './progress';
import { originKnown, originWire, suffixInZone } from './state';
import { TYPE_NS, TYPE_OTHER } from './tokens';

const NONE: usize = usize.MAX_VALUE;
/** Bytes of the suffix, from the first dot on, that was met last and for which SUFFIX is known; NONE when there is none. */
let suffixToken: usize = NONE;
let suffixTokenInZone: bool = false;

/** A suffix below this many bytes makes a valid name with any label, an origin with any name of 63 bytes (RFC 1035 section 2.3.4: 255 octets). */
const SAFE_SUFFIX: usize = 180;

export function forgetTokens(): void {
  suffixToken = NONE;
}

// ---- the owner in force, as it stands in the input: module state, since V8 would store locals again in every turn ----

/** Where its bytes begin. */
let ownerAt: usize = 0;
let ownerLength: usize = 0;
/** A bit for each of its bytes and the blank behind them. */
let ownerMask: u64 = u64.MAX_VALUE;
/** Nobody has asked yet what it means. */
let isPending: bool = false;

/** What no owner begins with. */
const NO_OWNER: usize = memory.data<u8>([0x0a]);

/**
 * Reads plain records up to `cutAt`, as many as follow one another. GO_ON: the record at `position` is for scan.ts.
 * Of an owner that is met only its place is kept; what it means is asked by NS records alone, and glue has an owner of its
 * own in nearly every record.
 */
export function plainRecords(to: usize, cutAt: usize): u32 {
  const limit = cutAt < to ? cutAt : to;
  const stopSet = stopBytes();
  const lowNibble = lowNibbles();
  let at = position;
  let records: u32 = 0;
  let turn = GO_ON;
  forgetOwnerAt();
  while (at < limit) {
    const stop = stopFrom(at, to, stopSet, lowNibble);
    if (stop >= to) break;
    const first = <u32>load<u8>(at);
    let head = at;
    if (first > 0x20) {
      head = isSameOwner(at) ? head + ownerLength : nextOwner(at, stop);
      if (head == 0) break;
    } else if (first == NEWLINE) {
      passLine(at++);
      continue;
    } else if (!hasOwner && ownerAt == NO_OWNER) {
      break;
    }
    if (load<u8>(++head) <= 0x20) head = skipBlanks(head, stop);
    const plainHead = headAt(head, stop);
    if (plainHead == NO_HEAD) break;
    const type = plainHead & 3;
    const rdata = head + (plainHead >> 2);
    if (type == TYPE_NS && isPending) takeOwner();
    if (load<u8>(stop) != NEWLINE) {
      passPlain(at, records);
      records = 0;
      turn = framedRecord(type, rdata, stop, to);
      const isPassed = position != at;
      at = position;
      if (turn != GO_ON || !isPassed) break;
      continue;
    }
    if (type != TYPE_OTHER) {
      if (type != TYPE_NS || (load<u8>(rdata) <= 0x20 && skipBlanks(rdata, stop) == stop)) break;
      if (!takeDelegation()) {
        turn = STOP_BATCH_FULL;
        break;
      }
    }
    at = stop + 1;
    records++;
  }
  if (isPending) takeOwner();
  passPlain(at, records);
  return turn;
}

function forgetOwnerAt(): void {
  ownerAt = NO_OWNER;
  ownerMask = u64.MAX_VALUE;
  isPending = false;
}

// @ts-ignore: decorator
@inline function isSameOwner(at: usize): bool {
  const own = ownerAt;
  const same = mask64(
    i8x16.eq(v128.load(at), v128.load(own)), i8x16.eq(v128.load(at, 16), v128.load(own, 16)),
    i8x16.eq(v128.load(at, 32), v128.load(own, 32)), i8x16.eq(v128.load(at, 48), v128.load(own, 48)),
  );
  const mask = ownerMask;
  return (same & mask) == mask;
}

/** The owner at `at`, another than before. Returns its end; or 0 when it is not plain. */
// @ts-ignore: decorator
@inline function nextOwner(at: usize, stop: usize): usize {
  const blank = i8x16.splat(0x21);
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  const blanks = mask64(i8x16.lt_s(a, blank), i8x16.lt_s(b, blank), i8x16.lt_s(c, blank), i8x16.lt_s(d, blank));
  if (blanks == 0) return takeLong(at, stop);
  const length = <usize>ctz(blanks);
  const end = at + length;
  if (end >= stop || load<u8>(end) > 0x20) return 0;
  const dot = i8x16.splat(<i8>DOT);
  const dots = mask64(i8x16.eq(a, dot), i8x16.eq(b, dot), i8x16.eq(c, dot), i8x16.eq(d, dot));
  const mask = blanks ^ (blanks - 1);
  const within = dots & mask;
  if ((within & ((within << 1) | 1)) != 0) return 0;
  ownerAt = at;
  ownerLength = length;
  ownerMask = mask;
  isPending = true;
  if (load<u8>(end - 1) == DOT || (originKnown && <usize>originWire <= SAFE_SUFFIX)) return end;
  return takeOwner() ? end : 0;
}

/** Offset of the first byte above 0x20 in `[at, to)`, or `to`. */
function skipBlanks(at: usize, to: usize): usize {
  while (at < to && load<u8>(at) <= 0x20) at++;
  return at;
}

/** A record at `position` with quotes, parentheses or a comment in its RDATA. Leaves `position` when it is not plain. */
function framedRecord(type: u32, rdata: usize, special: usize, to: usize): u32 {
  if (type == TYPE_NS && skipBlanks(rdata, special) == special) return GO_ON;
  openRecord();
  if (frame(special, to, false) != WHOLE) return GO_ON;
  if (recordEnd - position > RECORD_LIMIT) return GO_ON;
  countPlain();
  return takeRecord(type, position, recordEnd, to);
}

/** Takes the plain owner in force: its label, and its suffix if that is another than the last. False when it is no valid one. */
function takeOwner(): bool {
  isPending = false;
  const at = ownerAt;
  const length = ownerLength;
  const label = dotOrEnd(at, length);
  const suffix = length - label;
  const isWildcard = label == 1 && load<u8>(at) == STAR;
  if (suffix != suffixToken || isWildcard || !sameBytes(at + label, SUFFIX_TOKEN, suffix)) {
    return newSuffix(at, at + label, at + length);
  }
  for (let done: usize = 0; done < label; done += 16) v128.store(LABEL + done, lower16(v128.load(at + done)));
  takeLabel(label, suffixTokenInZone);
  return true;
}

/** Bytes before the first dot, or all. */
// @ts-ignore: decorator
@inline function dotOrEnd(at: usize, length: usize): usize {
  for (let done: usize = 0; done < length; done += 16) {
    const dots = i8x16.bitmask(i8x16.eq(v128.load(at + done), i8x16.splat(<i8>DOT)));
    if (dots != 0) return min(done + <usize>ctz(dots), length);
  }
  return length;
}
/** Takes an owner of 64 bytes or more. Returns its end; or 0 when it is not plain. */
function takeLong(start: usize, stop: usize): usize {
  let at = start + 64;
  if (at > stop) return 0;
  let firstDot = start;
  while (at < stop && load<u8>(at) > 0x20 && load<u8>(at) < 0x80) at++;
  if (at == stop || !isBlank(load<u8>(at))) return 0;
  while (firstDot < at && load<u8>(firstDot) != DOT) firstDot++;
  forgetOwnerAt();
  return newSuffix(start, firstDot, at) ? at : 0;
}

/** Has the owner parsed with care, and remembers what its bytes from the first dot on mean. */
function newSuffix(start: usize, firstDot: usize, end: usize): bool {
  suffixToken = NONE;
  if (!parseOwner(start, end, false)) return false;
  if (suffixLength > SAFE_SUFFIX || end - firstDot > SAFE_SUFFIX) return true;
  suffixToken = end - firstDot;
  memory.copy(SUFFIX_TOKEN, firstDot, suffixToken);
  suffixTokenInZone = suffixInZone(SUFFIX, suffixLength);
  return true;
}
