// run-sweep: a whole sweep in one call, as the pipeline would make it, for tests of the store.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hit } from '../../src/base/hit.js';
import { openStore, type OpenOptions, type Store } from '../../src/cases/open-store.js';
import { openSweep, type SweepSummary } from '../../src/cases/sweep-store.js';
import type { HoppingOutcome } from '../../src/cases/watch-terms.js';

export interface SweepSpec {
  readonly origin?: string;
  readonly day: number;
  /** Names in the zone; those of `hits` are always in. */
  readonly zone?: readonly string[];
  readonly hits?: readonly Hit[];
  readonly complete?: boolean;
  readonly serial?: number | null;
  readonly allows?: readonly { readonly key: string; readonly name: string }[];
  readonly list?: {
    readonly version: string;
    readonly strings: Readonly<Record<string, string>>;
    readonly onUnpacked?: () => void;
  };
  readonly untilGone?: number;
  readonly batch?: number;
  readonly noteSerial?: boolean;
  readonly serialReset?: boolean;
  readonly shrunk?: boolean;
}

export function dayOf(day: number): Date {
  return new Date(Date.UTC(2026, 0, 1 + day));
}

/** When the stores of `tempFolder` are written: on the day of the sweep. */
let writtenAt = dayOf(0);

export async function runSweep(store: Store, spec: SweepSpec): Promise<SweepSummary> {
  writtenAt = dayOf(spec.day);
  const { hits = [], allows = [], serial = null, complete = true } = spec;
  const zone = new Set([...(spec.zone ?? []), ...hits.map((hit) => hit.name)]);
  const session = await openSweep(store, {
    origin: spec.origin ?? 'example',
    at: dayOf(spec.day),
    ...(spec.untilGone !== undefined && { absentSweepsUntilGone: spec.untilGone }),
    ...(spec.serialReset !== undefined && { serialReset: spec.serialReset }),
    ...(spec.shrunk !== undefined && { shrunk: spec.shrunk }),
  });
  if (serial !== null && spec.noteSerial === true) session.noteSerial(serial);
  const batch = spec.batch ?? 1000;
  for (let at = 0; at < hits.length; at += batch) await session.record(hits.slice(at, at + batch));
  return session.finish({
    complete,
    soaSerial: serial,
    ruleset: 'r1',
    names: zone.size,
    present: new Set(session.knownNames().filter((name) => zone.has(name))),
    hopping: spec.list ? hoppingOutcome(spec.list, zone) : null,
    allows,
    presentAllowed: new Set(allows.map(({ name }) => name).filter((name) => zone.has(name))),
  });
}

function hoppingOutcome(list: NonNullable<SweepSpec['list']>, zone: ReadonlySet<string>): HoppingOutcome {
  const labels = new Set([...zone].map((name) => name.split('.')[0]));
  const ruleOf = new Map(Object.entries(list.strings).map(([rule, string]) => [string, rule]));
  const present = new Set([...ruleOf.keys()].filter((string) => labels.has(string)));
  const digest = JSON.stringify([...ruleOf]);
  return {
    version: list.version,
    digest,
    count: ruleOf.size,
    present,
    has: (rule) => rule in list.strings,
    get ruleOf() {
      list.onUnpacked?.();
      return ruleOf;
    },
  };
}

export function makeHit(name: string, over: Partial<Hit> = {}): Hit {
  return {
    name,
    unicode: name,
    kind: 'lookalike',
    rule: 'brand:1',
    target: 'paypal',
    techniques: ['homoglyph'],
    score: 0.8,
    span: [0, 6],
    normalised: 'paypal',
    scripts: ['Latin'],
    explain: 'imitates a brand',
    ruleset: 'r1',
    ...over,
  };
}

export function hoppingHit(name: string, rule: string): Hit {
  const string = name.split('.')[0]!;
  return makeHit(name, { kind: 'hopping', rule, target: string, techniques: [], score: 1, normalised: string });
}

/** A folder of its own; `leave` closes the stores opened through it and removes it. */
export function tempFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'zonesieve-cases-'));
  const stores: Store[] = [];
  return {
    folder,
    path: join(folder, 'zonesieve.db'),
    async open(options: OpenOptions = {}, path = join(folder, 'zonesieve.db')): Promise<Store> {
      const store = await openStore(path, { durability: 'sweep', now: () => writtenAt, ...options });
      stores.push(store);
      return store;
    },
    async leave(): Promise<void> {
      for (const store of stores) await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
