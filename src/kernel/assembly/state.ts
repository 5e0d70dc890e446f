// state: what the scanner knows between two records.
import { APEX } from './layout';
import { sameBytes } from './bytes';

/** The order of `PROBLEM_CODES` in src/ingest/zone-scanner.ts. */
export const BAD_OWNER: u32 = 0;
export const BAD_ESCAPE: u32 = 1;
export const NO_OWNER: u32 = 2;
export const NO_ORIGIN: u32 = 3;
export const BAD_TTL: u32 = 4;
export const BAD_CLASS: u32 = 5;
export const UNKNOWN_TYPE: u32 = 6;
export const EXPECTED_RDATA: u32 = 7;
export const UNCLOSED_QUOTE: u32 = 8;
export const UNCLOSED_PAREN: u32 = 9;
export const UNOPENED_PAREN: u32 = 10;
export const RECORD_TOO_LONG: u32 = 11;
export const UNKNOWN_DIRECTIVE: u32 = 12;
export const BAD_DIRECTIVE: u32 = 13;

export let problemCode: u32 = 0;
export let problemAt: usize = 0;

/** Notes the fault; returns false so that a caller can `return fault(…)`. */
export function fault(code: u32, at: usize): bool {
  problemCode = code;
  problemAt = at;
  return false;
}

export let originKnown: bool = false;
export let originLength: usize = 0;
/** Octets of the origin on the wire. */
export let originWire: u32 = 1;
export let apexKnown: bool = false;
export let apexLength: usize = 0;
export let lenient: bool = false;

export function setOrigin(known: bool, length: usize, wire: u32): void {
  originKnown = known;
  originLength = length;
  originWire = wire;
}

export function setZone(hasApex: bool, length: usize, distrust: bool): void {
  apexKnown = hasApex;
  apexLength = length;
  lenient = distrust;
}

/** Whether the dot at `at` parts two labels; `from` is where the text begins. */
function partsLabels(at: usize, from: usize): bool {
  let backslashes = 0;
  while (at > from && load<u8>(at - 1) == 0x5c) {
    backslashes++;
    at--;
  }
  return (backslashes & 1) == 0;
}

/** Whether names with this suffix (presentation form) are below the apex. An unknown apex is the root. */
export function suffixInZone(suffix: usize, length: usize): bool {
  if (!apexKnown || apexLength == 0) return true;
  if (length < apexLength) return false;
  const tail = suffix + length - apexLength;
  if (!sameBytes(tail, APEX, apexLength)) return false;
  return length == apexLength || (load<u8>(tail - 1) == 0x2e && partsLabels(tail - 1, suffix));
}
