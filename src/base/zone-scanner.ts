// zone-scanner: what a scanner of master-file text promises. The kernel and its plain twin both keep it.
import type { NameBatch } from './name-batch.js';

/** Longest text of one record, in bytes. 65,535 octets of RDATA written as \DDD take 262,140. */
export const MAX_RECORD_BYTES = 1 << 20;

/** Why `scan` came back. */
export type ScanStop =
  /** All complete records were read; the bytes from `position` on need more input. */
  | 'more'
  /** The batch has no room: take its names, call `clearBatch`, scan on from `position`. */
  | 'batch-full'
  /** The next record begins at or after `cutAt`, with an owner or a directive: `position`. */
  | 'cut'
  /** A whole SOA record was read: `event` is its text. */
  | 'soa'
  /** A whole $INCLUDE or $GENERATE line was read: `event` is its text. Scanning goes on after it. */
  | 'include'
  | 'generate'
  /** A broken record: `problem`. Give up, or call `recover` and scan on. */
  | 'bad';

export interface ScanProblem {
  /** One of the codes of docs/master-file-dialect.md. */
  readonly code: ProblemCode;
  /** Offset in `input` of the offending token, or of the quote or parenthesis that was opened. */
  readonly at: number;
  /** Line, relative to the lines counted since `begin`: 0 for the first. */
  readonly line: number;
  /** Offset in `input` of the broken record's first byte. */
  readonly recordStart: number;
}

/** The order is the kernel's numbering. */
export const PROBLEM_CODES = [
  'ZONE_BAD_OWNER',
  'ZONE_BAD_ESCAPE',
  'ZONE_NO_OWNER',
  'ZONE_NO_ORIGIN',
  'ZONE_BAD_TTL',
  'ZONE_BAD_CLASS',
  'ZONE_UNKNOWN_TYPE',
  'ZONE_EXPECTED_RDATA',
  'ZONE_UNCLOSED_QUOTE',
  'ZONE_UNCLOSED_PAREN',
  'ZONE_UNOPENED_PAREN',
  'ZONE_RECORD_TOO_LONG',
  'ZONE_UNKNOWN_DIRECTIVE',
  'ZONE_BAD_DIRECTIVE',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Names in presentation form: lower case, canonical escapes, no final dot; the root is the empty string. */
export interface ScanStart {
  /** $ORIGIN in force; null when none is known. */
  readonly origin: string | null;
  /** The zone's apex; null when it is not known: then every NS owner but the root is a name. */
  readonly apex: string | null;
  /** Distrust newlines inside quotes and parentheses (docs/master-file-dialect.md, "Lenient reading"). */
  readonly lenient: boolean;
}

export interface ZoneScanner {
  /** Room for file bytes. The caller writes them, `scan` reads them in place. At least 2 * MAX_RECORD_BYTES. */
  readonly input: Uint8Array;

  /** Forgets everything and starts where a record begins. */
  begin(start: ScanStart): void;

  /**
   * Reads records of `input[from, to)`. `final` says that no byte follows `to`; a last line without a newline then
   * counts as ended. `cutAt` is an offset in `input`: the scan stops before the first line at or after it that begins
   * a record with an owner or a directive. Never throws on any bytes.
   */
  scan(from: number, to: number, final: boolean, cutAt: number): ScanStop;

  /** Where the next `scan` must begin. After 'bad' the record's start. */
  readonly position: number;
  /** `[start, end)` in `input` of the SOA record or the directive that stopped the scan. */
  readonly event: readonly [number, number];
  readonly problem: ScanProblem;
  /** After 'bad': skip the broken record as docs/master-file-dialect.md says; takes effect in the next `scan`. */
  recover(): void;

  /** Notes who a blank owner means now; `restoreOwner` says that it means them again, whatever was scanned in between. */
  keepOwner(): void;
  restoreOwner(): void;

  /** Newlines passed since `begin`, up to `position`. */
  readonly lines: number;
  /** $ORIGIN in force at `position`. */
  readonly origin: string | null;
  /** NS owners outside the zone since `begin`; they are no names. */
  readonly outOfZone: number;

  /** Names found since `clearBatch`; a name equal to the one found before it is left out. */
  readonly batch: NameBatch;
  clearBatch(): void;
}
