// layout: where each region lies in the kernel's memory. The host reads the addresses through the exports below.

export const RECORD_LIMIT: usize = 1 << 20;
/** Lenient reading believes quotes and parentheses that pass up to this many newlines in a record. */
export const BELIEVED_NEWLINES: u32 = 256;
export const INPUT_BYTES: usize = 3 << 20;
/** SIMD loads may read, never use, up to this many bytes past a region's end. */
export const SLACK: usize = 64;

export const LABEL_BYTES: usize = 512 << 10;
export const NAMES: usize = 128 << 10;
export const SUFFIX_BYTES: usize = 64 << 10;
/** Room for the batch's whole names, joined: enough for suffixes of 20 bytes on average. */
export const JOINED_BYTES: usize = 3 << 20;
/** One name may have 150,886: probe.ts. */
export const CANDIDATES: usize = 192 << 10;
/** A name of 255 octets, each written `\DDD`, and its dots. */
export const NAME_TEXT: usize = 1280;

/** Longer lines are read with care. */
export const PLAIN_LINE_BYTES: usize = 16 << 10;

/** Labels that are taken apart before the tables are asked about the first of them: glance.ts. */
export const TAKEN_LABELS: usize = 64;
export const TAKEN_BYTES: usize = 13 * 64;
/** Parts of them that are asked about together. */
export const MOST_PARTS: usize = 256;
export const PART_BYTES: usize = 64;
/** Rolling hashes of the beginnings of the longest label. */
export const SUMS_BYTES: usize = 66 * 8;
/** Keys are looked up when there are 2,000; one part adds up to 2,081. */
export const MOST_KEYS: usize = 4_200;
export const KEY_BYTES: usize = 16;

/** Labels that are hashed before the first of them is looked up. */
export const PROBE_ROUND: usize = 512;

/** As in src/base/grams.ts. */
export const GRAM_TABLE_BYTES: usize = 256 + (1 << 18) + (1 << 13);

/** Of each letter from U+00DF to U+00FF: three bytes that it may be read as, and how many it is. */
export const LATIN_READ_BYTES: usize = 33 * 4;

export const TYPE_SLOTS: usize = 512;
export const HEAD_SLOTS: usize = 8;
export const HEAD_BYTES: usize = 32;
export const HEAD_SLOT_BITS: usize = 5;

/** A true constant, so that every address below is one too. The compiler's own data ends before it: see index.ts. */
export const BASE: usize = 64 << 10;
export const TYPES: usize = BASE;
export const HEADS: usize = TYPES + TYPE_SLOTS * 32;
export const ORIGIN: usize = HEADS + (HEAD_SLOTS + (<usize>1 << HEAD_SLOT_BITS)) * HEAD_BYTES;
export const APEX: usize = ORIGIN + NAME_TEXT;
export const TOKEN: usize = APEX + NAME_TEXT;
export const LABEL: usize = TOKEN + NAME_TEXT;
export const SUFFIX: usize = LABEL + NAME_TEXT;
export const SUFFIX_TOKEN: usize = SUFFIX + NAME_TEXT;
export const LAST_LABEL: usize = SUFFIX_TOKEN + NAME_TEXT;
export const LAST_SUFFIX: usize = LAST_LABEL + NAME_TEXT;
export const KEPT_LABEL: usize = LAST_SUFFIX + NAME_TEXT;
export const KEPT_SUFFIX: usize = KEPT_LABEL + NAME_TEXT;
export const LABELS: usize = KEPT_SUFFIX + NAME_TEXT + SLACK;
export const LABEL_STARTS: usize = LABELS + LABEL_BYTES + SLACK;
export const SUFFIX_OF: usize = LABEL_STARTS + (NAMES + 16) * 4;
export const SUFFIX_STARTS: usize = SUFFIX_OF + (NAMES + 16) * 4;
export const SUFFIXES: usize = SUFFIX_STARTS + (NAMES + 16) * 4;
export const JOINED: usize = SUFFIXES + SUFFIX_BYTES + SLACK;
export const JOINED_STARTS: usize = JOINED + JOINED_BYTES + SLACK;
export const CANDIDATE_LIST: usize = JOINED_STARTS + (NAMES + 16) * 4;
export const POWERS: usize = CANDIDATE_LIST + CANDIDATES * 12;
export const FOLD: usize = POWERS + 80 * 8;
/** Labels that are taken apart: label.ts. */
export const TAKEN: usize = (FOLD + 256 + 63) & ~63;
/** Parts that are asked about, and the sums of those that do not begin where their label does: parts.ts. */
export const PARTS: usize = TAKEN + TAKEN_LABELS * TAKEN_BYTES;
export const PART_SUMS: usize = PARTS + MOST_PARTS * PART_BYTES;
export const PASSED: usize = PART_SUMS + MOST_PARTS * SUMS_BYTES;
export const NEAR_PARTS: usize = PASSED + (MOST_PARTS + 1) * 2;
export const FAR_PARTS: usize = NEAR_PARTS + (MOST_PARTS + 1) * 2;
export const GRAM_HASHES: usize = (FAR_PARTS + (MOST_PARTS + 1) * 2 + 63) & ~63;
export const GRAM_PLACES: usize = GRAM_HASHES + 66 * 8;
export const KEYS: usize = (GRAM_PLACES + 64 + 63) & ~63;
export const FOUND_KEYS: usize = KEYS + MOST_KEYS * KEY_BYTES;
export const FOLDED_FORM: usize = FOUND_KEYS + MOST_KEYS * KEY_BYTES;
export const STARTS: usize = FOLDED_FORM + 64 + SLACK;
export const ENDS: usize = STARTS + 66 * 2;
export const HASHES: usize = (ENDS + 66 * 2 + 63) & ~63;
export const GRAMS: usize = HASHES + PROBE_ROUND * 8;
/** An A-label of Latin letters: what they are read as, the letters, and their reading. */
export const LATIN_READS: usize = GRAMS + GRAM_TABLE_BYTES;
export const LATIN_LETTERS: usize = LATIN_READS + LATIN_READ_BYTES;
export const LATIN_TEXT: usize = LATIN_LETTERS + 64 + SLACK;
export const INPUT: usize = (LATIN_TEXT + 64 + SLACK + 63) & ~63;
/** The ruleset's tables begin here; the host grows the memory before it writes them. */
export const TABLES: usize = (INPUT + INPUT_BYTES + SLACK + 63) & ~63;

export function inputAt(): usize { return INPUT; }
export function inputBytes(): usize { return INPUT_BYTES; }
export function originAt(): usize { return ORIGIN; }
export function apexAt(): usize { return APEX; }
export function labelsAt(): usize { return LABELS; }
export function labelStartsAt(): usize { return LABEL_STARTS; }
export function suffixOfAt(): usize { return SUFFIX_OF; }
export function suffixStartsAt(): usize { return SUFFIX_STARTS; }
export function suffixesAt(): usize { return SUFFIXES; }
export function joinedAt(): usize { return JOINED; }
export function joinedStartsAt(): usize { return JOINED_STARTS; }
export function candidatesAt(): usize { return CANDIDATE_LIST; }
export function foldAt(): usize { return FOLD; }
export function gramsAt(): usize { return GRAMS; }
export function latinReadsAt(): usize { return LATIN_READS; }
export function tablesAt(): usize { return TABLES; }
