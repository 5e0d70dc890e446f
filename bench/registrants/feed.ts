// feed: a feed of registrations as large as wanted, written fast: pools of holders, of whom each record takes one with a phone,
// an e-mail address and a domain of its own. Bogus holders and bursts are planted, and told.
import { closeSync, fstatSync, openSync, writeFileSync } from 'node:fs';
import { Random } from '../zone/random.js';
import { WORDS } from '../zone/words.js';
import type { FeedHolder } from './feed-holders.js';
import { plantedHolders, plausibleHolders } from './feed-holders.js';
import type { Country } from './homes.js';
import { mobileAt, mobileCount } from './phones.js';
import { REGISTRARS, exportedBeside, registrarOf } from './registrars.js';

export interface FeedSpec {
  readonly seed: number;
  readonly registrations: number;
  /** With nameservers and the like in each record, as a registry's export has them: 750 bytes instead of 450. */
  readonly isWide: boolean;
}

export interface Burst {
  readonly firstId: string;
  readonly lastId: string;
  readonly registrations: number;
  readonly registrarId: string;
  readonly postalCode: string;
}

export interface FeedFacts extends FeedSpec {
  readonly bytes: number;
  readonly from: string;
  readonly until: string;
  readonly bursts: readonly Burst[];
  /** Of the records whose holder is bogus. */
  readonly bogusIds: readonly string[];
}

const HOLDERS = 60_000;
const LABELS = 200_000;
/** Coprime to the sizes of the pools, so that a cycle takes each entry once. */
const HOLDER_STRIDE = 27_127;
const LABEL_STRIDE = 81_817;
const BOGUS = 0.01;
/** Of all records that stand outside a burst; with its length about one record in twenty is in one. */
const BURST_BEGINS = 0.001;
const BURST_LENGTH = { least: 20, spread: 60 };
const BURST_HASTE = 8;
const WINDOW_MS = 90 * 24 * 3600 * 1000;
const BEGIN_MS = Date.UTC(2026, 6, 1);
const CHUNK_CHARACTERS = 1 << 20;

/** The records, one line each, and what was planted. */
export function writeFeed(file: string, spec: FeedSpec): FeedFacts {
  const descriptor = openSync(file, 'w');
  try {
    const feed = new Feed(spec);
    for (const chunk of feed.chunks()) writeFileSync(descriptor, chunk);
    return { ...spec, bytes: fstatSync(descriptor).size, ...feed.planted() };
  } finally {
    closeSync(descriptor);
  }
}

/** What one burst's records have in common. */
interface OpenBurst {
  readonly registrarId: string;
  readonly holder: FeedHolder;
  readonly firstId: string;
  readonly ends: number;
  readonly begins: number;
}

class Feed {
  private readonly random: Random;
  private readonly holders: readonly FeedHolder[];
  private readonly bogusHolders: readonly FeedHolder[];
  private readonly labels: readonly string[];
  private readonly registrars: ReadonlyMap<string, { registrar: string; beside: string }>;
  private readonly phonesTaken: Record<Country, number> = { BE: 0, NL: 0, FR: 0, DE: 0 };
  private readonly bursts: Burst[] = [];
  private readonly bogusIds: string[] = [];
  private readonly stepMs: number;
  private clockMs = BEGIN_MS;
  private burst: OpenBurst | null = null;

  constructor(private readonly spec: FeedSpec) {
    this.random = new Random(spec.seed, 'feed');
    this.holders = plausibleHolders(spec.seed, HOLDERS);
    this.bogusHolders = plantedHolders(spec.seed);
    this.labels = labelPool(spec.seed);
    this.registrars = new Map(
      REGISTRARS.map((registrar) => [
        registrar.id,
        { registrar: JSON.stringify(registrar), beside: spec.isWide ? exportedBeside(registrar) : '' },
      ]),
    );
    this.stepMs = WINDOW_MS / spec.registrations;
  }

  *chunks(): Generator<string> {
    let chunk = '';
    for (let index = 0; index < this.spec.registrations; index++) {
      chunk += this.record(index);
      if (chunk.length < CHUNK_CHARACTERS) continue;
      yield chunk;
      chunk = '';
    }
    yield chunk;
  }

  planted(): Pick<FeedFacts, 'from' | 'until' | 'bursts' | 'bogusIds'> {
    return {
      from: new Date(BEGIN_MS).toISOString(),
      until: new Date(this.clockMs).toISOString(),
      bursts: this.bursts,
      bogusIds: this.bogusIds,
    };
  }

  private record(index: number): string {
    const id = recordId(index);
    this.beginOrEndBurst(index);
    this.tick();
    const domain = this.domainOf(index);
    const { registrar, beside } = this.registrars.get(this.burst?.registrarId ?? registrarOf(this.random).id)!;
    const registeredAt = new Date(this.clockMs).toISOString();
    const registrant = this.registrant(index, id, domain);
    return `{"id":"${id}","event":"create","registeredAt":"${registeredAt}","domain":"${domain}","registrar":${registrar},"registrant":${registrant}${beside}}\n`;
  }

  private registrant(index: number, id: string, domain: string): string {
    if (this.burst === null && this.random.chance(BOGUS)) {
      this.bogusIds.push(id);
      return this.holding(this.random.pick(this.bogusHolders), `_${index}`);
    }
    if (this.burst !== null) return this.holding(this.burst.holder, `_${index}`);
    const holder = this.holders[(index * HOLDER_STRIDE) % HOLDERS]!;
    const cycle = Math.floor(index / HOLDERS);
    return this.holding(holder, holder.isOwnDomain ? domain : cycle === 0 ? '' : String(cycle));
  }

  private holding(holder: FeedHolder, mailTail: string): string {
    const phone = mobileAt(holder.country, this.phonesTaken[holder.country]++);
    return holder.untilMail + mailTail + holder.untilPhone + phone + holder.rest;
  }

  private domainOf(index: number): string {
    const cycle = Math.floor(index / LABELS);
    return `${this.labels[(index * LABEL_STRIDE) % LABELS]!}${cycle === 0 ? '' : cycle}.be`;
  }

  private tick(): void {
    this.clockMs +=
      this.burst === null ? this.stepMs * (0.5 + this.random.below(1000) / 1000) : this.stepMs / BURST_HASTE;
  }

  private beginOrEndBurst(index: number): void {
    const left = this.spec.registrations - index;
    if (this.burst !== null && index === this.burst.ends) this.endBurst(index);
    if (this.burst === null && left > BURST_LENGTH.least && this.random.chance(BURST_BEGINS)) this.beginBurst(index);
  }

  private beginBurst(index: number): void {
    const { id } = this.random.pick(REGISTRARS);
    const freemail = this.holders.filter((_, at) => at % 97 === 0).filter(({ isOwnDomain }) => !isOwnDomain);
    this.burst = {
      registrarId: id,
      holder: this.random.pick(freemail),
      firstId: recordId(index),
      begins: index,
      ends: Math.min(index + BURST_LENGTH.least + this.random.below(BURST_LENGTH.spread), this.spec.registrations - 1),
    };
  }

  private endBurst(index: number): void {
    const { firstId, begins, registrarId, holder } = this.burst!;
    this.bursts.push({
      firstId,
      lastId: recordId(index - 1),
      registrations: index - begins,
      registrarId,
      postalCode: holder.postalCode,
    });
    this.burst = null;
  }
}

function recordId(index: number): string {
  return `R${String(index + 1).padStart(8, '0')}`;
}

/** Distinct, with no digit in them. */
function labelPool(seed: number): string[] {
  const random = new Random(seed, 'feed labels');
  const labels = new Set<string>();
  while (labels.size < LABELS) {
    const [one, other] = [random.pick(WORDS), random.pick(WORDS)];
    labels.add(
      random.chance(0.3) ? `${one}-${other}` : `${one}${random.chance(0.5) ? random.pick(WORDS) : ''}${other}`,
    );
  }
  return [...labels];
}

/** Numbers run out before this many records. */
export function mostRegistrations(): number {
  return Math.min(...(['BE', 'NL', 'FR', 'DE'] as const).map(mobileCount));
}
