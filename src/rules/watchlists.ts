// watchlists: what the four lists hold once they are read, and the version that names a list's content.
import { createHash } from 'node:crypto';
import type { Technique } from '../base/techniques.js';

/** A string that abusive names hop with, from one TLD to the next. Secret: messages name it by file:line or `rule`. */
export interface HoppingEntry {
  /** A-label form, lower case. */
  readonly label: string;
  /** Opaque id, stable over list versions and never the string. */
  readonly rule: string;
  readonly file: string;
  readonly line: number;
}

/** A brand and the domains that are its own. */
export interface BrandEntry {
  /** A-label form, lower case. */
  readonly label: string;
  /** A-label form, lower case, no final dot, sorted. */
  readonly official: readonly string[];
  /** Other labels of the same brand, A-label form, sorted. No label or alias belongs to two brands. */
  readonly aliases: readonly string[];
  /** Hits of this brand below it are left out; null when the list does not say. */
  readonly minScore: number | null;
  /** Techniques that are switched off for this brand, sorted. */
  readonly without: readonly Technique[];
  readonly file: string;
  readonly line: number;
}

export interface PatternEntry {
  readonly id: string;
  /** RE2 syntax, as node-re2 takes it with the flag `u`. */
  readonly pattern: string;
  /** `label`, `name`, `unicode`, or a registration field such as `registrant.name`. */
  readonly subject: string;
  /** Over 0, at most 1. */
  readonly score: number;
  /** What a hit is told by. */
  readonly note: string;
  readonly file: string;
  readonly line: number;
}

/** A name that is known to be fine. Holds until `expires`, or for one registration; never both. */
export interface AllowEntry {
  /** A-label form, lower case, no final dot. Secret like a hopping string, which it may contain. */
  readonly name: string;
  readonly owner: string;
  readonly reason: string;
  /** `YYYY-MM-DD`; the entry holds through the end of that day, UTC. */
  readonly expires?: string;
  /** The one registration that it covers: the day or instant at which it was made, ISO 8601, or its id. */
  readonly registration?: string;
  readonly file: string;
  readonly line: number;
  /** The same for the same content, wherever it stands. */
  readonly key: string;
}

export interface Watchlist<Entry> {
  readonly entries: readonly Entry[];
  /** Names the content: order, repeats and comments do not change it. */
  readonly version: string;
}

export interface Watchlists {
  readonly hopping?: Watchlist<HoppingEntry> | undefined;
  readonly brands?: Watchlist<BrandEntry> | undefined;
  readonly patterns?: Watchlist<PatternEntry> | undefined;
  readonly allow?: Watchlist<AllowEntry> | undefined;
}

/** Subjects of a pattern that are forms of the name itself. */
export const NAME_SUBJECTS: readonly string[] = ['label', 'name', 'unicode'];

/** Subjects of a pattern that are fields of the registration (design section 3). */
export const FIELD_SUBJECTS: readonly string[] = [
  ...['name', 'organisation', 'email', 'phone', 'street', 'postalCode', 'city', 'state', 'country', 'language'].map(
    (field) => `registrant.${field}`,
  ),
  'registrant.companyNumber',
  'registrar.id',
  'registrar.name',
  'registrar.email',
];

export function hoppingContent(entry: HoppingEntry): string {
  return entry.label;
}

/** What a list does not say is left out, so that lists from before there was such a column keep their version. */
export function brandContent({ label, official, aliases, minScore, without }: BrandEntry): string {
  const settings = {
    ...(aliases.length > 0 && { aliases }),
    ...(minScore !== null && { minScore }),
    ...(without.length > 0 && { without }),
  };
  return JSON.stringify(Object.keys(settings).length > 0 ? [label, official, settings] : [label, official]);
}

export function patternContent(entry: PatternEntry): string {
  return JSON.stringify([entry.id, entry.pattern, entry.subject, entry.score, entry.note]);
}

export function allowContent(entry: Omit<AllowEntry, 'file' | 'line' | 'key'>): string {
  return JSON.stringify([entry.name, entry.owner, entry.reason, entry.expires ?? null, entry.registration ?? null]);
}

/** The last instant at which `entry` holds, in ms since the epoch; one that covers a registration has none. */
export function allowedUntilMs(entry: AllowEntry): number {
  return entry.expires === undefined ? Infinity : Date.parse(`${entry.expires}T23:59:59.999Z`);
}

/** First 12 hex digits of SHA-256 over the entries' contents, sorted, each once. */
export function listVersion(contents: Iterable<string>): string {
  const sorted = [...new Set(contents)].sort();
  return createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 12);
}
