// watch-terms: after a complete sweep, brings terms and hopping hits in line with the list and what the zone held.
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import * as hot from './hot-batches.js';
import type { Tables, WatchTermTable } from './schema.js';

/** The hopping list of a sweep, and which of its strings the zone holds. */
export interface HoppingOutcome {
  /** The list's version. */
  readonly version: string;
  /** Another one for other rules or strings, or another order of them. */
  readonly digest: string;
  /** How many strings it has. */
  readonly count: number;
  /** Whether the rule is of the list. */
  readonly has: (rule: string) => boolean;
  /**
   * Rule id to string: the whole list, which is asked for only where it is not the one of the sweep before, or where a hit's rule is not of
   * the list.
   */
  readonly strings: ReadonlyMap<string, string>;
  /** Rules of the list whose string is a name's label in the zone. */
  readonly presentRules: ReadonlySet<string>;
}

export interface TermChanges {
  /** Terms that trigger verification from now on, old and new. */
  readonly watching: number;
  readonly added: number;
  readonly nowInZone: number;
  readonly withdrawn: number;
}

type StoredTerm = Pick<WatchTermTable, 'rule' | 'string' | 'state' | 'list_version'>;

/**
 * A listed string outside the zone is watched; a watched one that is in the zone now is a hit and rests as `in-zone`;
 * a string off the list is withdrawn, by the first list version without it. Strings in the zone from the start get no
 * row: there was nothing to watch for.
 */
export async function settleWatchTerms(
  trx: Transaction<Tables>,
  origin: string,
  at: string,
  hopping: HoppingOutcome,
): Promise<TermChanges> {
  const watching = hopping.count - hopping.presentRules.size;
  const before = await noteList(trx, origin, hopping);
  if (before === 'same') return { watching, added: 0, nowInZone: 0, withdrawn: 0 };
  const work =
    (before === 'same list' && (await movedTerms(trx, origin, hopping))) || (await allTerms(trx, origin, hopping));
  await hot.beginTerms(trx, origin, at, hopping.version, work.begun);
  await hot.confirmTerms(trx, origin, hopping.version, work.confirmed);
  await hot.restTerms(trx, origin, at, hopping.version, work.rested);
  await hot.withdrawTerms(trx, origin, at, hopping.version, work.withdrawn);
  return { watching, added: work.begun.size, nowInZone: work.rested.size, withdrawn: work.withdrawn.length };
}

/** Of any list. */
async function allTerms(trx: Transaction<Tables>, origin: string, hopping: HoppingOutcome): Promise<TermWork> {
  const terms: readonly StoredTerm[] = await trx
    .selectFrom('watch_terms')
    .select(['rule', 'string', 'state', 'list_version'])
    .where('origin', '=', origin)
    .execute();
  const stored = new Map(terms.map((term) => [term.rule, term]));
  const work = new TermWork();
  for (const [rule, string] of hopping.strings) sortListed(work, rule, string, stored.get(rule), hopping);
  for (const term of terms) sortUnlisted(work, term, hopping);
  return work;
}

/**
 * Of a list that is as it was, where other strings are in the zone: most nights. Null where a string that is in the zone no longer
 * was there from the start, and has no term.
 */
async function movedTerms(
  trx: Transaction<Tables>,
  origin: string,
  { presentRules, count }: HoppingOutcome,
): Promise<TermWork | null> {
  const terms = await hot.termsInZone(trx, origin, presentRules);
  const stored = new Set(terms.map(({ rule }) => rule));
  const without = [...presentRules].filter((rule) => !stored.has(rule)).length;
  if ((await hot.countTerms(trx, origin)) + without !== count) return null;
  const work = new TermWork();
  for (const { rule, string, state } of terms) {
    if (!presentRules.has(rule)) work.begun.set(rule, string);
    else if (state === 'watching') work.rested.set(rule, string);
  }
  return work;
}

/** Terms by what must be done with them. */
class TermWork {
  readonly begun = new Map<string, string>();
  readonly confirmed = new Map<string, string>();
  readonly rested = new Map<string, string>();
  readonly withdrawn: string[] = [];
}

function sortListed(
  work: TermWork,
  rule: string,
  string: string,
  stored: StoredTerm | undefined,
  hopping: HoppingOutcome,
): void {
  const inZone = hopping.presentRules.has(rule);
  if (stored === undefined) {
    if (!inZone) work.begun.set(rule, string);
  } else if (stored.state !== (inZone ? 'in-zone' : 'watching')) {
    (inZone ? work.rested : work.begun).set(rule, string);
  } else if (stored.list_version !== hopping.version || stored.string !== string) {
    work.confirmed.set(rule, string);
  }
}

function sortUnlisted(work: TermWork, term: StoredTerm, hopping: HoppingOutcome): void {
  if (term.state !== 'withdrawn' && !hopping.strings.has(term.rule)) work.withdrawn.push(term.rule);
}

/** Notes what the terms are about to be in line with; tells how that was before. */
async function noteList(
  trx: Transaction<Tables>,
  origin: string,
  hopping: HoppingOutcome,
): Promise<'same' | 'same list' | 'other'> {
  const list = hashOf([hopping.version, hopping.digest]);
  const now = { list_version: hopping.version, fingerprint: `${list} ${hashOf([...hopping.presentRules].sort())}` };
  const before = await trx
    .selectFrom('watch_lists')
    .select('fingerprint')
    .where('origin', '=', origin)
    .executeTakeFirst();
  if (before?.fingerprint === now.fingerprint) return 'same';
  await trx
    .insertInto('watch_lists')
    .values({ origin, ...now })
    .onConflict((conflict) => conflict.column('origin').doUpdateSet(now))
    .execute();
  return before?.fingerprint.startsWith(`${list} `) === true ? 'same list' : 'other';
}

/** To compare 100,000 strings one by one would take 300 ms. */
function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Marks the hopping hits whose string is off the list with the version that withdrew it, and unmarks those whose
 * string is back. Cases keep the hits either way.
 */
export async function settleWithdrawnHits(
  trx: Transaction<Tables>,
  origin: string,
  hopping: HoppingOutcome,
): Promise<{ withdrawn: number; reinstated: number }> {
  const hits = await hoppingHits(trx, origin);
  const unlisted = unlistedHits(hits, hopping);
  const left = hits.filter((hit) => hit.withdrawn_version === null && unlisted.has(hit)).map((hit) => hit.id);
  const back = hits.filter((hit) => hit.withdrawn_version !== null && !unlisted.has(hit)).map((hit) => hit.id);
  await hot.setWithdrawn(trx, left, hopping.version);
  await hot.setWithdrawn(trx, back, null);
  return { withdrawn: left.length, reinstated: back.length };
}

/** A variant may go by a rule id of its own; its target is the string, so that either tells. */
function unlistedHits<H extends { rule: string; target: string }>(hits: readonly H[], hopping: HoppingOutcome): Set<H> {
  const others = hits.filter(({ rule }) => !hopping.presentRules.has(rule) && !hopping.has(rule));
  if (others.length === 0) return new Set();
  const strings = new Set(hopping.strings.values());
  return new Set(others.filter((hit) => !strings.has(hit.target)));
}

function hoppingHits(trx: Transaction<Tables>, origin: string) {
  return trx
    .selectFrom('hits')
    .innerJoin('cases', 'cases.id', 'hits.case_id')
    .innerJoin('registrations', 'registrations.id', 'cases.registration_id')
    .select(['hits.id', 'hits.rule', 'hits.target', 'hits.withdrawn_version'])
    .where('registrations.origin', '=', origin)
    .where('hits.kind', 'in', ['hopping', 'hopping-variant'])
    .execute();
}
