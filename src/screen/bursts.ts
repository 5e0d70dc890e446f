// bursts: the same contact on many names within a window of event time, counted in input order and exactly.
//
// What is known is a function of the last REMEMBERED registrations and of nothing else, so that the counts are the same
// on any number of workers, and the same again after a kill: the store gives the registrations back in their order.
import type { Finding } from '../base/finding.js';
import type { BurstLimit, Bursts, RegistrarLimit } from '../base/policy.js';
import type { ContactEvents } from '../base/screened.js';
import { EVENT_COLUMNS } from '../base/screened.js';
import { KeyTable, NONE } from './key-table.js';

/** A year of a registry with 20,000 new names a month; 15 MB, and as much again for the maps. */
export const REMEMBERED = 1 << 18;

const HOUR_MS = 3_600_000;
/** Busy hours of a registrar that tell what its usual hour is. */
const LEAST_USUAL_HOURS = 24;
/** Registrations with one key that are looked at, as a multiple of the names that are too many: all have few names. */
const LOOKED_AT = 16;

type KeyColumn = 'contact' | 'email' | 'phone' | 'mailDomain';

interface Kind {
  readonly column: KeyColumn;
  readonly check: string;
  readonly what: string;
}

const KINDS: readonly Kind[] = [
  { column: 'contact', check: 'burst.contact', what: 'the same name and address' },
  { column: 'email', check: 'burst.email', what: 'the same e-mail address' },
  { column: 'phone', check: 'burst.phone', what: 'the same phone number' },
  { column: 'mailDomain', check: 'burst.mail-domain', what: 'e-mail addresses of the same domain' },
];

/** The ids of what is counted here: a policy may switch them off. */
export const BURST_CHECKS: readonly string[] = [...KINDS.map(({ check }) => check), 'burst.registrar'];

export class BurstCounter {
  private readonly ring: ContactEvents;
  private readonly chains: ReadonlyMap<KeyColumn, Chain>;
  private readonly registrars = new Map<number, Hours>();
  /** Registrations that were counted, those forgotten included. */
  private seen = 0;

  constructor(
    private readonly limits: Bursts,
    private readonly remembered = REMEMBERED,
  ) {
    const columns = EVENT_COLUMNS.map((column) => [column, new Float64Array(remembered)] as const);
    this.ring = Object.fromEntries(columns) as unknown as ContactEvents;
    this.chains = new Map(KINDS.map(({ column }) => [column, new Chain(remembered)]));
  }

  /** Counts registration `index` of `events`. */
  add(events: ContactEvents, index: number): void {
    const at = events.at[index]!;
    if (Number.isNaN(at)) return;
    const slot = this.seen % this.remembered;
    if (this.seen >= this.remembered) this.forget(slot);
    for (const column of EVENT_COLUMNS) this.ring[column][slot] = events[column][index]!;
    for (const [column, chain] of this.chains) chain.add(this.ring[column][slot]!, this.seen);
    this.countRegistrar(this.ring.registrar[slot]!, at, 1);
    this.seen++;
  }

  /** What stands out about registration `index` of `events`, which was added last. */
  findings(events: ContactEvents, index: number, limits = this.limits): Finding[] {
    if (Number.isNaN(events.at[index]!)) return [];
    const found = KINDS.flatMap((kind) => this.sameContact(events, index, kind, limits[kind.column]));
    const registrar = this.registrarBurst(events.registrar[index]!, events.at[index]!, limits.registrar);
    return registrar === null ? found : [...found, registrar];
  }

  private sameContact(
    events: ContactEvents,
    index: number,
    { column, check, what }: Kind,
    limit: BurstLimit,
  ): Finding[] {
    const key = events[column][index]!;
    if (Number.isNaN(key) || this.chains.get(column)!.isSingle(key)) return [];
    const names = this.namesWithin(column, key, events.at[index]!, limit);
    if (names < limit.names) return [];
    return [burst(check, `${what} came with at least ${limit.names} names within ${limit.windowHours} hours`)];
  }

  /** Different names with this key in the window that ends at `at`, of the newest ones with it; stops at the limit. */
  private namesWithin(column: KeyColumn, key: number, at: number, limit: BurstLimit): number {
    const chain = this.chains.get(column)!;
    const after = at - limit.windowHours * HOUR_MS;
    const names = new Set<number>();
    let seq = chain.newest(key);
    for (let left = limit.names * LOOKED_AT; left > 0 && this.isRemembered(seq) && names.size < limit.names; left--) {
      const slot = seq % this.remembered;
      const time = this.ring.at[slot]!;
      if (time > after && time <= at) names.add(this.ring.name[slot]!);
      seq = chain.before(seq);
    }
    return names.size;
  }

  private isRemembered(seq: number): boolean {
    return seq >= 0 && seq > this.seen - 1 - this.remembered;
  }

  private registrarBurst(key: number, at: number, limit: RegistrarLimit): Finding | null {
    const hours = this.registrars.get(key);
    const hour = Math.floor(at / HOUR_MS);
    const now = hours?.of(hour) ?? 0;
    if (now < limit.names) return null;
    const usual = hours!.usualBeside(hour);
    if (usual === null || now < usual * limit.timesUsual) return null;
    const why = `this registrar registered at least ${limit.names} names in an hour, ${limit.timesUsual} times what is usual for it`;
    return burst('burst.registrar', why);
  }

  private countRegistrar(key: number, at: number, change: number): void {
    if (Number.isNaN(key)) return;
    const hours = this.registrars.get(key) ?? new Hours();
    hours.add(Math.floor(at / HOUR_MS), change);
    if (hours.isEmpty) this.registrars.delete(key);
    else this.registrars.set(key, hours);
  }

  private forget(slot: number): void {
    const seq = this.seen - this.remembered;
    for (const [column, chain] of this.chains) chain.forget(this.ring[column][slot]!, seq);
    this.countRegistrar(this.ring.registrar[slot]!, this.ring.at[slot]!, -1);
  }
}

/** What one registrar registered, by the hour. */
class Hours {
  private readonly counts = new Map<number, number>();
  private total = 0;

  get isEmpty(): boolean {
    return this.total === 0;
  }

  of(hour: number): number {
    return this.counts.get(hour) ?? 0;
  }

  add(hour: number, change: number): void {
    const count = this.of(hour) + change;
    if (count > 0) this.counts.set(hour, count);
    else this.counts.delete(hour);
    this.total += change;
  }

  /** Mean of the other hours in which there was anything; null where they are too few to tell. */
  usualBeside(hour: number): number | null {
    const others = this.counts.size - 1;
    return others < LEAST_USUAL_HOURS ? null : (this.total - this.of(hour)) / others;
  }
}

/** Which registrations have the same key, newest first, by their number in input order. */
class Chain {
  private readonly last: KeyTable;
  private readonly previous: Float64Array;

  constructor(private readonly remembered: number) {
    this.last = new KeyTable(remembered);
    this.previous = new Float64Array(remembered);
  }

  add(key: number, seq: number): void {
    if (Number.isNaN(key)) return;
    this.previous[seq % this.remembered] = this.last.get(key);
    this.last.set(key, seq);
  }

  newest(key: number): number {
    return this.last.get(key);
  }

  before(seq: number): number {
    return this.previous[seq % this.remembered]!;
  }

  isSingle(key: number): boolean {
    return this.before(this.newest(key)) === NONE;
  }

  forget(key: number, seq: number): void {
    if (this.last.get(key) === seq) this.last.delete(key);
  }
}

function burst(check: string, explain: string): Finding {
  return { check, severity: 'weak', field: 'registration', part: '', explain };
}
