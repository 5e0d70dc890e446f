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
/**
 * Registrations with one key that are looked at, as a multiple of the names that are too many: all have few names. Where the limit is
 * high, twice as many and MOST_BEYOND, since each record of a burst looks at all of them.
 */
const LOOKED_AT = 16;
const MOST_BEYOND = 160;

function lookBack(names: number): number {
  return Math.min(names * LOOKED_AT, names * 2 + MOST_BEYOND);
}

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

/** Numbers of one registration in `ring`: what EVENT_COLUMNS names, in their order, then for each kind the one before with its key. */
const BEFORE = EVENT_COLUMNS.length;
const NUMBERS = BEFORE + KINDS.length;
const [AT, NAME, REGISTRAR] = [columnAt('at'), columnAt('name'), columnAt('registrar')];
/** Where the ring has the key of each kind. */
const KEY_AT: readonly number[] = KINDS.map(({ column }) => columnAt(column));

function columnAt(column: keyof ContactEvents): number {
  return EVENT_COLUMNS.indexOf(column);
}

export class BurstCounter {
  /** What is known of one registration lies together: a look at another one is one line of the processor's cache. */
  private readonly ring: Float64Array;
  /** By key, the number in input order of the newest registration with it: a table for each kind. */
  private readonly newest: readonly KeyTable[];
  private readonly registrars = new Map<number, Hours>();
  /** Registrations that were counted, those forgotten included. */
  private seen = 0;
  /** There are more registrations with the key than `namesWithin` looked at. */
  private isExhausted = false;

  constructor(
    private readonly limits: Bursts,
    private readonly remembered = REMEMBERED,
  ) {
    this.ring = new Float64Array(remembered * NUMBERS);
    this.newest = KINDS.map(() => new KeyTable(remembered));
  }

  /** Counts registration `index` of `events`. */
  add(events: ContactEvents, index: number): void {
    const at = events.at[index]!;
    if (Number.isNaN(at)) return;
    const { ring, newest, seen } = this;
    const place = this.placeOf(seen);
    if (seen >= this.remembered) this.forget(place);
    ring[place] = at;
    ring[place + 1] = events.name[index]!;
    ring[place + 2] = events.contact[index]!;
    ring[place + 3] = events.email[index]!;
    ring[place + 4] = events.phone[index]!;
    ring[place + 5] = events.mailDomain[index]!;
    ring[place + 6] = events.registrar[index]!;
    for (let kind = 0; kind < KINDS.length; kind++) {
      const key = ring[place + KEY_AT[kind]!]!;
      ring[place + BEFORE + kind] = Number.isNaN(key) ? NONE : newest[kind]!.replace(key, seen);
    }
    this.countRegistrar(ring[place + REGISTRAR]!, at, 1);
    this.seen++;
  }

  /** What stands out about registration `index` of `events`, which was added last. */
  findings(events: ContactEvents, index: number, limits = this.limits): readonly Finding[] {
    if (Number.isNaN(events.at[index]!)) return NO_FINDINGS;
    const place = this.placeOf(this.seen - 1);
    let found: Finding[] | null = null;
    for (let kind = 0; kind < KINDS.length; kind++) {
      if (this.ring[place + BEFORE + kind] === NONE) continue;
      const { column, check, what } = KINDS[kind]!;
      const { windowHours } = limits[column];
      const names = this.namesWithin(kind, limits[column]);
      if (names === 0) continue;
      const least = this.isExhausted ? 'at least ' : '';
      const why = `${what} came with ${least}${names} names within ${windowHours === 1 ? 'an hour' : `${windowHours} hours`}`;
      (found ??= []).push(burst(check, why));
    }
    const registrar = this.registrarBurst(events.registrar[index]!, events.at[index]!, limits.registrar);
    if (registrar !== null) (found ??= []).push(registrar);
    return found ?? NO_FINDINGS;
  }

  /**
   * Most different names with the key of the newest registration within a window that holds it, whichever way round they came; of
   * fewer than are too many 0.
   */
  private namesWithin(kind: number, limit: BurstLimit): number {
    const { ring } = this;
    const at = ring[this.placeOf(this.seen - 1) + AT]!;
    const windowMs = limit.windowHours * HOUR_MS;
    const near: number[] = [];
    let seq = this.seen - 1;
    let left = lookBack(limit.names);
    for (; left > 0 && this.isRemembered(seq); left--) {
      const place = this.placeOf(seq);
      if (Math.abs(ring[place + AT]! - at) < windowMs) near.push(place);
      seq = ring[place + BEFORE + kind]!;
    }
    if (near.length < limit.names) return 0;
    this.isExhausted = left === 0 && this.isRemembered(seq);
    const names = mostNames(ring, inOrderOfTime(ring, near), at, windowMs);
    return names < limit.names ? 0 : names;
  }

  private isRemembered(seq: number): boolean {
    return seq >= 0 && seq > this.seen - 1 - this.remembered;
  }

  private placeOf(seq: number): number {
    return (seq % this.remembered) * NUMBERS;
  }

  private registrarBurst(key: number, at: number, limit: RegistrarLimit): Finding | null {
    const hours = this.registrars.get(key);
    const hour = Math.floor(at / HOUR_MS);
    const now = hours?.of(hour) ?? 0;
    if (now < limit.names) return null;
    const usual = hours!.usualBeside(hour);
    if (usual === null || now < usual * limit.timesUsual) return null;
    const why = `this registrar registered ${now} names in an hour, ${timesOf(now, usual)} times what is usual for it`;
    return burst('burst.registrar', why);
  }

  private countRegistrar(key: number, at: number, change: number): void {
    if (Number.isNaN(key)) return;
    let hours = this.registrars.get(key);
    if (hours === undefined) this.registrars.set(key, (hours = new Hours()));
    hours.add(Math.floor(at / HOUR_MS), change);
    if (hours.isEmpty) this.registrars.delete(key);
  }

  private forget(place: number): void {
    const seq = this.seen - this.remembered;
    for (let kind = 0; kind < KINDS.length; kind++) {
      const key = this.ring[place + KEY_AT[kind]!]!;
      if (!Number.isNaN(key)) this.newest[kind]!.deleteIf(key, seq);
    }
    this.countRegistrar(this.ring[place + REGISTRAR]!, this.ring[place + AT]!, -1);
  }
}

const NO_FINDINGS: readonly Finding[] = [];

/** Places of the ring, newest in input order first: feeds are in order of time, one way or the other. */
function inOrderOfTime(ring: Float64Array, places: number[]): readonly number[] {
  if (ring[places[0]! + AT]! > ring[places.at(-1)! + AT]!) places.reverse();
  const isInOrder = places.every((place, index) => index === 0 || ring[places[index - 1]! + AT]! <= ring[place + AT]!);
  return isInOrder ? places : places.sort((a, b) => ring[a + AT]! - ring[b + AT]!);
}

/** Of all windows that hold `at` the one with the most different names. */
function mostNames(ring: Float64Array, places: readonly number[], at: number, windowMs: number): number {
  const inside = new Map<number, number>();
  let most = 0;
  let end = 0;
  for (const first of places) {
    const begin = ring[first + AT]!;
    if (begin > at) break;
    for (; end < places.length && ring[places[end]! + AT]! < begin + windowMs; end++) {
      const name = ring[places[end]! + NAME]!;
      inside.set(name, (inside.get(name) ?? 0) + 1);
    }
    most = Math.max(most, inside.size);
    if (end === places.length) break;
    const name = ring[first + NAME]!;
    const others = inside.get(name)! - 1;
    if (others === 0) inside.delete(name);
    else inside.set(name, others);
  }
  return most;
}

/** To one decimal, rounded down. */
function timesOf(now: number, usual: number): number {
  return Math.floor((now * 10) / usual) / 10;
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

function burst(check: string, explain: string): Finding {
  return { check, severity: 'weak', field: 'registration', part: '', explain };
}
