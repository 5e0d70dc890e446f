// feed: a registration feed between threads: pieces with the bounds of their records, and what was read from them.
import type { WireError } from './errors.js';
import type { RegistrantField } from './registration.js';

export type FeedFormat = 'ndjson' | 'json' | 'csv';

export const FEED_FORMATS: readonly FeedFormat[] = ['ndjson', 'json', 'csv'];

/** A longer record is set aside unread. A registration is about 750 bytes, the longest RDAP answers some 100 KiB. */
export const MOST_RECORD_BYTES = 1 << 20;

/** Where a record is in the unpacked input. */
export interface FeedPlace {
  /** From 1; NDJSON and CSV only. */
  readonly line?: number;
  /** Of the record's first byte. */
  readonly offset: number;
  /** Of the record in a JSON document, such as `data.items[12]`; in a reject, on to the field. Text of ours only. */
  readonly path?: string;
}

/** A record that is set aside. It holds nothing of the record: that may name a hopping string. */
export interface FeedReject extends FeedPlace {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  /** From `offset` on: what an operator cuts out of the input. */
  readonly bytes: number;
  /** How many it stands for: 1, except in the last of a piece that has more than MOST_REJECTS. */
  readonly records: number;
}

/** Of one piece; what is rejected after them is one reject together, so that a feed of junk does not fill the memory. */
export const MOST_REJECTS = 1000;

/** Some whole records of a feed. */
export interface FeedPiece {
  readonly file: string;
  /** Of the first of `bytes`, in the unpacked input. */
  readonly offset: number;
  /** In shared memory; it is used again once the piece is released. */
  readonly bytes: Uint8Array;
  /**
   * For each record FRAME_NUMBERS + `marks` numbers: where it begins in `bytes`, where it ends, then its line; or, in a
   * JSON document, its index in each array on the way to it (-1: it stood where the last array could have been).
   */
  readonly frames: Int32Array;
  readonly marks: number;
  /** What could not be framed. */
  readonly rejects: readonly FeedReject[];
  /** Whether no piece follows. */
  readonly isLast: boolean;
  /** What ended the input after these bytes; a record that it cut in two is not among them. */
  readonly failure: WireError | null;
}

/** Start and end. */
export const FRAME_NUMBERS = 2;

/** One step of a path into a JSON value. */
export type PathStep =
  | { readonly key: string }
  | { readonly index: number }
  | { readonly each: true }
  /** The first item whose member `where` is, or holds, the text `is`. */
  | { readonly where: string; readonly is: string };

/** A field of a registration as maps and CSV headers name it: `domain`, `registrar.name`, `registrant.email`. */
export type FeedField = string;

/** Where one field comes from: paths, or columns of a CSV feed. */
export interface FieldSource {
  readonly field: FeedField;
  readonly paths: readonly (readonly PathStep[])[];
}

/** Which columns one field comes from. */
export interface FieldColumns {
  readonly field: FeedField;
  readonly columns: readonly number[];
}

/** How records are read; plain data. */
export interface FeedShape {
  readonly format: FeedFormat;
  /** Where the records are in a JSON document; empty: at its root. */
  readonly path: readonly PathStep[];
  /** Null: the contract's own shape, or RDAP. */
  readonly fields: readonly FieldSource[] | null;
  readonly csv: FeedColumns | null;
  /** Values, without blanks around them, that say that the record does not have the field; not in the own shape. */
  readonly absent: readonly string[];
  readonly mostRecordBytes: number;
}

/** The columns of a CSV feed, once its header was read. */
export interface FeedColumns {
  readonly delimiter: string;
  /** Cells of the header, and of every record. */
  readonly cells: number;
  readonly fields: readonly FieldColumns[];
}

/** What a feed can tell. Without it a key that a record has is a field that its feed has. */
export interface FeedProfile {
  /** The fields that the feed has: one that a record lacks is empty; any other is absent, even with an empty value. */
  readonly has?: readonly RegistrantField[];
  /** The fields that must not be empty; without it those of src/screen/required.ts. */
  readonly requires?: readonly RegistrantField[];
  /** `false`: the feed hides nothing, and `REDACTED` in a field is what the holder wrote. What a record itself names as redacted is. */
  readonly redacts?: boolean;
}
