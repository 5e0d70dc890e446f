// watch-terms: after a complete sweep, brings terms and hopping hits in line with the list and what the zone held.
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import * as hot from './hot-batches.js';
import type { Tables, WatchTermTable } from './schema.js';

/** The hopping list of a sweep, and which of its strings the zone holds. */
export interface HoppingOutcome {
  /** The list's version. */
  readonly version: string;
  /** Another one for other rule ids: a list that was compiled with another key has the same version. */
  readonly digest: string;
  /** How many strings it has. */
  readonly count: number;
  /** Whether the rule is of the list. */
  readonly has: (rule: string) => boolean;
  /**
   * String to rule id: the whole list, which is asked for only where it is not the one of the sweep before, or where a hit's rule is not of
   * the list.
   */
  readonly ruleOf: ReadonlyMap<string, string>;
  /** Strings of the list that are a name's label in the zone. */
  readonly present: ReadonlySet<string>;
}

export interface TermChanges {
  /** Terms that trigger verification from now on, old and new. */
  readonly watching: number;
  readonly added: number;
  readonly nowInZone: number;
  readonly withdrawn: number;
}

type StoredTerm = Pick<WatchTermTable, 'string' | 'rule' | 'state'>;

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
  const watching = hopping.count - hopping.present.size;
  const { change, before } = await noteList(trx, origin, hopping);
  if (change === 'none') return { watching, added: 0, nowInZone: 0, withdrawn: 0 };
  const { begun, rested, rekeyed, withdrawn } =
    (change === 'zone' && (await movedTerms(trx, origin, hopping))) || (await allTerms(trx, origin, hopping));
  await hot.beginTerms(trx, origin, at, begun);
  await hot.restTerms(trx, origin, at, rested);
  await hot.rekeyTerms(trx, origin, rekeyed);
  await hot.withdrawTerms(trx, origin, at, { last: before, without: hopping.version }, withdrawn);
  return { watching, added: begun.length, nowInZone: rested.length, withdrawn: withdrawn.length };
}

/** Of any list. */
async function allTerms(trx: Transaction<Tables>, origin: string, hopping: HoppingOutcome): Promise<TermWork> {
  const terms: readonly StoredTerm[] = await trx
    .selectFrom('watch_terms')
    .select(['string', 'rule', 'state'])
    .where('origin', '=', origin)
    .execute();
  const stored = new Map(terms.map((term) => [term.string, term]));
  const work = new TermWork();
  for (const listed of hopping.ruleOf) sortListed(work, listed, stored.get(listed[0]), hopping.present);
  for (const { string, state } of terms) {
    if (state !== 'withdrawn' && !hopping.ruleOf.has(string)) work.withdrawn.push(string);
  }
  return work;
}

/**
 * Of a list that is as it was, where other strings are in the zone: most nights. Null where a string that is in the zone no longer
 * was there from the start, and has no term.
 */
async function movedTerms(
  trx: Transaction<Tables>,
  origin: string,
  { present, count }: HoppingOutcome,
): Promise<TermWork | null> {
  const terms = await hot.termsInZone(trx, origin, present);
  const stored = new Set(terms.map(({ string }) => string));
  const without = [...present].filter((string) => !stored.has(string)).length;
  if ((await hot.countTerms(trx, origin)) + without !== count) return null;
  const work = new TermWork();
  for (const { string, rule, state } of terms) {
    if (!present.has(string)) work.begun.push([string, rule]);
    else if (state === 'watching') work.rested.push([string, rule]);
  }
  return work;
}

/** Terms by what must be done with them. */
class TermWork {
  readonly begun: hot.Term[] = [];
  readonly rested: hot.Term[] = [];
  readonly rekeyed: hot.Term[] = [];
  readonly withdrawn: string[] = [];
}

function sortListed(
  work: TermWork,
  listed: hot.Term,
  stored: StoredTerm | undefined,
  present: HoppingOutcome['present'],
): void {
  const [string, rule] = listed;
  const inZone = present.has(string);
  if (stored === undefined) {
    if (!inZone) work.begun.push(listed);
  } else if (stored.state !== (inZone ? 'in-zone' : 'watching')) {
    (inZone ? work.rested : work.begun).push(listed);
  } else if (stored.rule !== rule) {
    work.rekeyed.push(listed);
  }
}

interface ListNote {
  /** What is another than at the sweep before: nothing, only which strings the zone holds, or the list too. */
  readonly change: 'none' | 'zone' | 'list';
  /** The list's version then; null for the first one. */
  readonly before: string | null;
}

/** Notes what the terms are about to be in line with. */
async function noteList(trx: Transaction<Tables>, origin: string, hopping: HoppingOutcome): Promise<ListNote> {
  const list = hashOf([hopping.version, hopping.digest]);
  const now = { list_version: hopping.version, fingerprint: `${list} ${hashOf([...hopping.present].sort())}` };
  const last = await trx
    .selectFrom('watch_lists')
    .select(['list_version', 'fingerprint'])
    .where('origin', '=', origin)
    .executeTakeFirst();
  const before = last?.list_version ?? null;
  if (last?.fingerprint === now.fingerprint) return { change: 'none', before };
  await trx
    .insertInto('watch_lists')
    .values({ origin, ...now })
    .onConflict((conflict) => conflict.column('origin').doUpdateSet(now))
    .execute();
  return { change: last?.fingerprint.startsWith(`${list} `) === true ? 'zone' : 'list', before };
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
  const others = hits.filter(({ rule, target }) => !hopping.present.has(target) && !hopping.has(rule));
  return new Set(others.filter(({ target }) => !hopping.ruleOf.has(target)));
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
