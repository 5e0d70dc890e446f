// slice: what a lane is asked to read, and what it reports. Plain data, so that it crosses threads as it is.
import type { WireError } from './errors.js';
import type { Hit } from './hit.js';

/** A place between two records: where a scan may begin, since no owner is carried over it. */
export interface Seam {
  /** Bytes from the start of the (uncompressed) file. */
  readonly offset: number;
  /** $ORIGIN in force. */
  readonly origin: string | null;
}

export type Compression = 'none' | 'gzip' | 'zstd';

/** One file of a zone, as it is to be read. */
export interface ZoneSource {
  /** Path, or `-` for standard input. */
  readonly file: string;
  readonly compression: Compression;
  /** Uncompressed bytes, where that is known before reading: plain regular files only. */
  readonly bytes: number | null;
  /** The zone's apex; null when it is not known: then every NS owner is a name. */
  readonly apex: string | null;
  /** What ended the file before a SOA record told the apex. */
  readonly apexFault?: WireError;
  /** $ORIGIN at the start. */
  readonly origin: string | null;
  /** How many $INCLUDE lines lead here. */
  readonly depth: number;
}

export interface ScanOptions {
  readonly lenient: boolean;
  /** Most names of one $GENERATE line; a file may have ten times as many. */
  readonly generateLimit: number;
}

/** One range of a plain file: from `start` to the first seam at or after `cutAt`. */
export interface RangeTask {
  readonly kind: 'range';
  readonly source: ZoneSource;
  readonly options: ScanOptions;
  /** A known seam; or only a guess: begin at the first line at or after `offset` that looks like one. */
  readonly start: Seam;
  readonly guessed: boolean;
  readonly cutAt: number;
}

/** Some bytes of a stream in shared memory, from a place to a place where a record seems to begin. */
export interface Piece {
  /** Offset in the stream of the first byte. */
  readonly offset: number;
  /** $ORIGIN in force there, as far as it was seen; undefined when it was not. */
  readonly origin: string | null | undefined;
  /** Those after `cutAt` show what begins there, and are the next piece's too. */
  readonly bytes: Uint8Array;
  /** Where the next piece begins, as an offset in the stream. */
  readonly cutAt: number;
  /** Whether no piece follows. */
  readonly isLast: boolean;
  /** What ended the stream after these bytes. */
  readonly failure: WireError | null;
}

/** One piece, from where it begins to the first seam at or after its `cutAt`. */
export interface PieceTask {
  readonly kind: 'piece';
  readonly source: ZoneSource;
  readonly options: ScanOptions;
  readonly piece: Piece;
  /** $ORIGIN in force at its start: known, or a guess. */
  readonly origin: string | null;
}

/** A list of names, one a line, read in order by one lane. */
export interface NamesTask {
  readonly kind: 'names';
  readonly source: ZoneSource;
}

/** What every worker loads before it reads. */
export interface LaneData {
  /** A ruleset snapshot in shared memory; null when names are only read. */
  readonly snapshot: Uint8Array | null;
  /** Names whose presence is to be reported. */
  readonly known: readonly string[];
  readonly minScore: number;
  /** Whether the names themselves are wanted. */
  readonly wantText: boolean;
  /** `plain` reads and matches in TypeScript: slow, for machines without WASM SIMD and for comparison. */
  readonly kernel: 'wasm' | 'plain';
}

/** What comes before all others. */
export interface LoadTask {
  readonly kind: 'load';
  readonly data: LaneData;
}

export type LaneTask = LoadTask | RangeTask | PieceTask | NamesTask;

/** An SOA record that was met. */
export interface SoaSeen {
  readonly serial: number;
}

/** A $INCLUDE line that was met. */
export interface IncludeSeen {
  readonly file: string;
  readonly origin: string | null;
  /** From 1, in the including file. */
  readonly line: number;
}

/** What one range, one piece, or one part of a list of names held. Lines count from 0 at `from`. */
export interface SliceReport {
  readonly from: Seam;
  readonly to: Seam;
  /** Newlines between `from` and `to`. */
  readonly lines: number;
  /** Names found; one that equals the one before it is left out. */
  readonly names: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly hits: readonly Hit[];
  /** Names that the sweep asked about and that were found. */
  readonly present: readonly string[];
  /** Names, one a line, where the task asked for them. */
  readonly text: Uint8Array | null;
  /** Of the zone's own. */
  readonly soas: readonly SoaSeen[];
  /** Whose the first SOA record is that is not the zone's own. */
  readonly otherSoa: string | null;
  readonly includes: readonly IncludeSeen[];
  readonly outOfZone: number;
  readonly generated: number;
  /** Broken records that were skipped. */
  readonly skipped: number;
  /** The first of them. */
  readonly faults: readonly WireError[];
  /** What ended the reading before its end; what was read before it is reported all the same. */
  readonly failure: WireError | null;
}

export interface PieceReport extends SliceReport {
  /** Whether `to` is a seam; false when the bytes ended within a record. */
  readonly atSeam: boolean;
}

/** Faults of skipped records that are kept with their place; the others are only counted. */
export const MOST_FAULTS = 20;
