// allowed-records: which allow entries hold for records of a feed. The records of a name come one after the other: an entry is tied to
// the registration that it is met with, and lapses for good with the first record that tells of the next one.
import type { Transaction } from 'kysely';
import type { Allowance } from '../base/allowance.js';
import { grouped } from '../base/grouped.js';
import { HOLDER, LEFT } from './allow-entries.js';
import { areNext, ensureLives, type Mention, type Mentioned, type Telling } from './lives.js';
import type { Tables } from './schema.js';
import { lapseTied, tiedEntries, tieEntries, type TiedEntry } from './tied-entries.js';

/** A record that an entry may be about: one of a list, or one that the store knows of its name. */
export interface AllowedRecord extends Allowance {
  readonly telling: Telling;
}

export interface AllowedLife extends Mentioned {
  /** Keys of the entries that hold for the record. */
  readonly holding: ReadonlySet<string>;
}

/** By the keys of `records`, which are in the order in which they came; of those that an entry is about. */
export async function settleAllowed(
  trx: Transaction<Tables>,
  at: string,
  records: ReadonlyMap<number, AllowedRecord>,
): Promise<Map<number, AllowedLife>> {
  if (records.size === 0) return new Map();
  const tied = await tiedEntries(trx, new Set([...records.values()].map(({ telling }) => telling.name)));
  const known = new Set(tied.map(({ name }) => name));
  const about = [...records].filter(([, { covering, telling }]) => covering.length > 0 || known.has(telling.name));
  const tellings = about.map(([, { telling }]) => telling);
  const lives = await ensureLives(trx, at, tellings, () => true);
  const entries = new Entries(tellings, tied);
  const passed = await passedElsewhere(
    trx,
    about.map(([, record]) => record),
    tied,
  );
  const settled = about.map(([index, record], which) => {
    const holding = entries.settle(record, lives[which]!, passed[which]!);
    return [index, { ...lives[which]!, holding }] as const;
  });
  await entries.save(trx, at);
  return new Map(settled);
}

/**
 * Of each record the entries that are tied in another zone, one that delegates the name below another name, and that it tells the next
 * registration of; but for those that name the record's own.
 */
async function passedElsewhere(
  trx: Transaction<Tables>,
  records: readonly AllowedRecord[],
  tied: readonly TiedEntry[],
): Promise<TiedEntry[][]> {
  const byName = grouped(
    tied.filter(({ hasLapsed }) => !hasLapsed),
    ({ name }) => name,
  );
  const asked = records.flatMap(({ telling, covering }, record) =>
    (byName.get(telling.name) ?? [])
      .filter(({ origin }) => origin !== telling.origin)
      .filter(({ key }) => !covering.some((entry) => entry.key === key && entry.isNamed))
      .map((entry) => ({ record, entry, telling: { ...telling, origin: entry.origin } })),
  );
  const passed = records.map((): TiedEntry[] => []);
  if (asked.length === 0) return passed;
  const isNext = await areNext(
    trx,
    asked.map(({ telling }) => telling),
  );
  asked.forEach(({ record, entry }, at) => {
    if (isNext[at]) passed[record]!.push(entry);
  });
  return passed;
}

/** The entries of some names, by name and key. */
class Entries {
  private readonly byName = new Map<string, Map<string, TiedEntry>>();
  /** Keys of those that lapsed, in whichever zone. */
  private readonly over: Set<string>;
  /** Keys of those that are tied in another zone: one that delegates the name below another name. */
  private readonly tiedElsewhere: ReadonlySet<string>;
  private readonly tied: TiedEntry[] = [];
  private readonly lapsed = new Map<TiedEntry, string>();

  constructor(mentions: readonly Mention[], stored: readonly TiedEntry[]) {
    const origins = new Map(mentions.map(({ name, origin }) => [name, origin]));
    const isElsewhere = ({ name, origin }: TiedEntry) => origins.get(name) !== origin;
    for (const entry of stored) if (!isElsewhere(entry)) this.of(entry.name).set(entry.key, entry);
    this.tiedElsewhere = new Set(stored.filter(isElsewhere).map(({ key }) => key));
    this.over = new Set(stored.filter(({ hasLapsed }) => hasLapsed).map(({ key }) => key));
  }

  /** Keys of the entries that hold for the record. */
  settle(record: AllowedRecord, lives: Mentioned, passedElsewhere: readonly TiedEntry[]): Set<string> {
    for (const entry of passedElsewhere) this.lapse(entry, HOLDER);
    this.tie(record, lives);
    const entries = this.of(record.telling.name);
    for (const entry of entries.values()) {
      const reason = this.endOf(entry, record, lives);
      if (reason !== null) this.lapse(entry, reason);
    }
    const holds = ({ key }: { key: string }) => {
      const entry = entries.get(key);
      return entry !== undefined && entry.generation === lives.life?.generation && !this.isOver(entry);
    };
    return new Set(record.covering.filter(holds).map(({ key }) => key));
  }

  async save(trx: Transaction<Tables>, at: string): Promise<void> {
    await tieEntries(trx, at, this.tied);
    await lapseTied(trx, at, this.lapsed);
  }

  /** An entry that does not say which registration it is for is for the one that was there when it is met. */
  private tie({ telling: { origin, name }, covering }: AllowedRecord, { life, before }: Mentioned): void {
    const entries = this.of(name);
    for (const { key, isNamed } of covering) {
      const current = before ?? (life?.goneAt === null ? life : null);
      const to = isNamed ? life : current;
      if (to === null || this.over.has(key) || !this.isFree(entries.get(key), to, isNamed)) continue;
      const entry = { origin, name, key, registrationId: to.id, generation: to.generation, hasLapsed: false };
      entries.set(key, entry);
      this.tied.push(entry);
    }
  }

  /** A sweep ties one that names its registration to whatever is there, where no date is known. */
  private isFree(tied: TiedEntry | undefined, to: { readonly generation: number }, isNamed: boolean): boolean {
    return tied === undefined || (isNamed && tied.generation < to.generation && !this.isOver(tied));
  }

  /** Why the entry lapses with this record; null if it does not. */
  private endOf({ key, generation }: TiedEntry, { event }: AllowedRecord, { life, before }: Mentioned): string | null {
    // What is told of a life before that one changes nothing.
    if (life === null || life.generation < generation) return null;
    if (life.generation > generation) return HOLDER;
    if (event === 'deletion') return LEFT;
    // With nobody known before, the entry is met with whom the name was passed on to.
    const isMetNow = before === null && !this.tiedElsewhere.has(key);
    return event === 'passed-on' && !isMetNow ? HOLDER : null;
  }

  private lapse(entry: TiedEntry, reason: string): void {
    if (this.isOver(entry)) return;
    this.lapsed.set(entry, reason);
    this.over.add(entry.key);
  }

  private isOver({ key }: Pick<TiedEntry, 'key'>): boolean {
    return this.over.has(key);
  }

  private of(name: string): Map<string, TiedEntry> {
    const entries = this.byName.get(name) ?? new Map<string, TiedEntry>();
    this.byName.set(name, entries);
    return entries;
  }
}
