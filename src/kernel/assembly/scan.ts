// scan: the way of a zone byte through the kernel. One record a turn: the plain ones at full speed, the others with care.
import { DOLLAR, NEWLINE, SEMICOLON, beginsOwner, findNewline, isBlank } from './bytes';
import * as directive from './directive';
import { BROKEN, MORE, WHOLE, frame, openRecord, recordEnd } from './frame';
import { forgetHeads } from './heads';
import { RECORD_LIMIT } from './layout';
import { forgetOwner, restoreOwner as restore } from './owner';
import { forgetTokens, plainRecords } from './plain';
import {
  GO_ON, STOP_BAD, STOP_CUT, STOP_GENERATE, STOP_INCLUDE, STOP_MORE, moveTo, passLine, passRecord, position, resetProgress,
  setEvent, takeRecord,
} from './progress';
import { NOTHING, nothingEnd, ownerFine, readRecord, recordType } from './record';
import { RECORD_TOO_LONG, UNCLOSED_QUOTE, fault, problemCode } from './state';

/** Drop bytes up to and with the next newline. */
let droppingLine: bool = false;
/** Drop lines up to one that begins with an owner or a directive. */
let seekingOwner: bool = false;
/** The record at `position` is broken and `recover` was called. */
let recovering: bool = false;
/** What is broken there is a directive. */
let directiveBroken: bool = false;

export function resetScan(): void {
  resetProgress();
  droppingLine = false;
  seekingOwner = false;
  recovering = false;
  forgetOwner();
  forgetTokens();
  forgetHeads();
}

export function recover(): void {
  recovering = true;
}

export function restoreOwner(): void {
  restore();
  forgetTokens();
  seekingOwner = false;
}

export function scan(from: usize, to: usize, final: bool, cutAt: usize): u32 {
  moveTo(from);
  while (true) {
    const stop = recovering || droppingLine || seekingOwner ? skip(to, final) : GO_ON;
    if (stop != GO_ON) return stop;
    const plain = plainRecords(to, cutAt);
    if (plain != GO_ON) return plain;
    if (position >= to) return STOP_MORE;
    const first = <u32>load<u8>(position);
    if (position >= cutAt && beginsOwner(first)) return STOP_CUT;
    const turn = first == DOLLAR ? turnDirective(to, final) : carefulRecord(to, final);
    if (turn != GO_ON) return turn;
  }
}

// ---- broken records ----

function skip(to: usize, final: bool): u32 {
  if (recovering && !skipBroken(to, final)) return STOP_MORE;
  while (true) {
    if (droppingLine) {
      const newline = findNewline(position, to);
      if (newline == to) {
        moveTo(to);
        return STOP_MORE;
      }
      passLine(newline);
      droppingLine = false;
    }
    if (!seekingOwner) return GO_ON;
    if (position >= to) return STOP_MORE;
    seekingOwner = !beginsOwner(load<u8>(position));
    droppingLine = seekingOwner;
  }
}

/** Turns what is broken into a skip; false when the input does not tell yet how far. */
function skipBroken(to: usize, final: bool): bool {
  const end = limitOf(position, to);
  const isLast = final && !isCapped(position, to);
  const verdict = directiveBroken ? frameLine(end, isLast) : frameBroken(end, isLast);
  if (verdict == MORE && !isCapped(position, to)) return false;
  seekingOwner = verdict != WHOLE;
  droppingLine = verdict != WHOLE;
  if (!directiveBroken && !ownerFine) {
    seekingOwner = true;
    forgetOwner();
  }
  if (verdict == WHOLE) passRecord(directiveBroken ? directive.directiveEnd : recordEnd, to);
  recovering = false;
  return true;
}

function frameLine(to: usize, final: bool): u32 {
  return directive.findEnd(position, to, final) ? WHOLE : MORE;
}

function frameBroken(to: usize, final: bool): u32 {
  // The codes from here to RECORD_TOO_LONG say that it cannot be framed.
  if (problemCode >= UNCLOSED_QUOTE && problemCode <= RECORD_TOO_LONG) return BROKEN;
  openRecord();
  return frame(position, to, final);
}

// ---- with care ----

/** Whether the input from `start` on is more than one record may fill: its end is not the input's then. */
function isCapped(start: usize, to: usize): bool {
  return to - start > RECORD_LIMIT;
}

/** Up to where a record at `start` may be read: RECORD_LIMIT bytes, and a newline. */
function limitOf(start: usize, to: usize): usize {
  if (!isCapped(start, to)) return to;
  const limit = start + RECORD_LIMIT;
  return load<u8>(limit) == NEWLINE ? limit + 1 : limit;
}

function carefulRecord(to: usize, final: bool): u32 {
  const start = position;
  const hadOwner = !isBlank(load<u8>(start));
  const verdict = readRecord(start, limitOf(start, to), final && !isCapped(start, to));
  if (hadOwner) forgetTokens();
  if (verdict == NOTHING) {
    passRecord(nothingEnd(), to);
    return GO_ON;
  }
  if (verdict == MORE) return incomplete(start, to, false);
  if (verdict == BROKEN) return stopBad(false);
  return takeRecord(recordType, start, recordEnd, to);
}

function incomplete(start: usize, to: usize, isDirective: bool): u32 {
  if (isCommentLine(start, limitOf(start, to))) {
    droppingLine = true;
    return GO_ON;
  }
  if (!isCapped(start, to)) return STOP_MORE;
  fault(RECORD_TOO_LONG, start);
  return stopBad(isDirective);
}

function stopBad(isDirective: bool): u32 {
  directiveBroken = isDirective;
  return STOP_BAD;
}

function isCommentLine(at: usize, to: usize): bool {
  while (at < to && isBlank(load<u8>(at))) at++;
  return at < to && load<u8>(at) == SEMICOLON;
}

function turnDirective(to: usize, final: bool): u32 {
  const start = position;
  const turn = directive.readDirective(start, limitOf(start, to), final && !isCapped(start, to));
  if (turn == directive.MORE) return incomplete(start, to, true);
  if (turn == directive.BROKEN) return stopBad(true);
  passRecord(directive.directiveEnd, to);
  if (turn == directive.ORIGIN_MOVED) forgetTokens();
  if (turn == directive.OBEYED || turn == directive.ORIGIN_MOVED) return GO_ON;
  setEvent(start, directive.directiveEnd);
  return turn == directive.INCLUDE ? STOP_INCLUDE : STOP_GENERATE;
}
