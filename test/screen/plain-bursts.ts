// plain-bursts: the counting of bursts as anyone would write it: looks through all that is remembered, each time.
import type { BurstLimit, Bursts } from '../../src/base/policy.js';

export interface PlainEvent {
  readonly at: number;
  readonly name: number;
  readonly contact: number;
  readonly email: number;
  readonly phone: number;
  readonly mailDomain: number;
  readonly registrar: number;
}

const HOUR_MS = 3_600_000;

/** Checks that the last of `events` has, of the newest `remembered`. */
export function plainBursts(events: readonly PlainEvent[], limits: Bursts, remembered: number): string[] {
  const known = events.slice(-remembered);
  const last = known.at(-1)!;
  const found: string[] = [];
  const same = (column: 'contact' | 'email' | 'phone' | 'mailDomain', limit: BurstLimit, check: string) => {
    if (Number.isNaN(last[column])) return;
    const alike = known.filter((event) => event[column] === last[column]).slice(-16 * limit.names);
    const windowMs = limit.windowHours * HOUR_MS;
    const begins = alike.map(({ at }) => at).filter((at) => at <= last.at && last.at < at + windowMs);
    const counts = begins.map((begin) => {
      const within = alike.filter(({ at }) => begin <= at && at < begin + windowMs);
      return new Set(within.map(({ name }) => name)).size;
    });
    const most = Math.max(0, ...counts);
    if (most >= limit.names) found.push(`${check} ${most}`);
  };
  same('contact', limits.contact, 'burst.contact');
  same('email', limits.email, 'burst.email');
  same('phone', limits.phone, 'burst.phone');
  same('mailDomain', limits.mailDomain, 'burst.mail-domain');
  if (isRegistrarBurst(known, last, limits)) found.push('burst.registrar');
  return found;
}

function isRegistrarBurst(known: readonly PlainEvent[], last: PlainEvent, { registrar: limit }: Bursts): boolean {
  const hourOf = ({ at }: PlainEvent) => Math.floor(at / HOUR_MS);
  const ofRegistrar = known.filter(({ registrar }) => registrar === last.registrar);
  const now = ofRegistrar.filter((event) => hourOf(event) === hourOf(last)).length;
  const otherHours = new Set(ofRegistrar.map(hourOf).filter((hour) => hour !== hourOf(last))).size;
  if (now < limit.names || otherHours < 24) return false;
  return now >= ((ofRegistrar.length - now) / otherHours) * limit.timesUsual;
}
