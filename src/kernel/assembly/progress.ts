// progress: how far the scan has come, and what a whole record adds to it.
import { appendOwner, hasRoom } from './batch';
import { findNewline } from './bytes';
import { markTaken, ownerIsName, ownerIsOutside, ownerTaken } from './owner';
import { TYPE_NS, TYPE_SOA } from './tokens';

/** The order of `ScanStop` in src/kernel/load.ts. */
export const STOP_MORE: u32 = 0;
export const STOP_BATCH_FULL: u32 = 1;
export const STOP_CUT: u32 = 2;
export const STOP_SOA: u32 = 3;
export const STOP_INCLUDE: u32 = 4;
export const STOP_GENERATE: u32 = 5;
export const STOP_BAD: u32 = 6;
/** No reason to stop. */
export const GO_ON: u32 = 7;

export let position: usize = 0;
export let eventAt: usize = 0;
export let eventEnd: usize = 0;
export let lines: u32 = 0;
export let outOfZone: u32 = 0;
/** Records that the fast path read; the tests assert that it was taken. */
export let plainCount: u32 = 0;

export function resetProgress(): void {
  position = 0;
  lines = 0;
  outOfZone = 0;
}

export function moveTo(at: usize): void {
  position = at;
}

export function setEvent(start: usize, end: usize): void {
  eventAt = start;
  eventEnd = end;
}

/** Plain records, one line each, up to `at`. */
export function passPlain(at: usize, records: u32): void {
  position = at;
  lines += records;
  plainCount += records;
}

/** A plain record whose lines are counted apart. */
export function countPlain(): void {
  plainCount++;
}

export function passLine(newline: usize): void {
  lines++;
  position = newline + 1;
}

/** Moves behind the record that ends at `end`, counting its lines. */
export function passRecord(end: usize, to: usize): void {
  let at = position;
  while (true) {
    const newline = findNewline(at, end);
    if (newline == end) break;
    lines++;
    at = newline + 1;
  }
  if (end < to) {
    passLine(end);
  } else {
    position = end;
  }
}

/** A whole NS record of the owner in force; false when the batch has no room. */
// @ts-ignore: decorator
@inline export function takeDelegation(): bool {
  if (ownerTaken) return true;
  if (ownerIsName) {
    if (!hasRoom()) return false;
    appendOwner();
    markTaken();
  } else if (ownerIsOutside()) {
    outOfZone++;
  }
  return true;
}

/** A whole record of the owner in force. */
export function takeRecord(type: u32, start: usize, end: usize, to: usize): u32 {
  if (type == TYPE_NS && !takeDelegation()) return STOP_BATCH_FULL;
  passRecord(end, to);
  if (type != TYPE_SOA) return GO_ON;
  setEvent(start, end);
  return STOP_SOA;
}
