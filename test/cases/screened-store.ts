// screened-store: a store for each test, and what a feed of few records leaves in it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Finding } from '../../src/base/finding.js';
import type { Hit } from '../../src/base/hit.js';
import type { ContactEvents } from '../../src/base/screened.js';
import { EVENT_COLUMNS } from '../../src/base/screened.js';
import type { LifeEvent } from '../../src/base/screened.js';
import type { Store } from '../../src/cases/open-store.js';
import { openStore } from '../../src/cases/open-store.js';
import type { Answer, Judged, ScreenSession } from '../../src/cases/screen-store.js';
import { openScreening } from '../../src/cases/screen-store.js';

export const NOW = new Date('2026-11-22T02:00:00Z');
export const LATER = new Date('2026-11-23T02:00:00Z');

/** Another one for each test. */
export let store: Store;
let writtenAt: Date;
beforeEach(async () => {
  writtenAt = NOW;
  const path = join(mkdtempSync(join(tmpdir(), 'screening-')), 'cases.db');
  store = await openStore(path, { now: () => writtenAt });
});
afterEach(() => store.close());

/** From now on. */
export function writeAt(at: Date): void {
  writtenAt = at;
}

export const FALSE_NAME: Finding = {
  ...{ check: 'name.false-identity', severity: 'manifest', field: 'registrant.name', part: 'Mickey Mouse' },
  explain: 'a cartoon character',
};
export const PASSES: Judged = { decision: 'pass', score: 0, reasons: [], hits: [], findings: [] };
export const VERIFIES: Judged = {
  ...{ decision: 'verify', score: 0.9, hits: [], findings: [FALSE_NAME] },
  reasons: [
    {
      ...{ kind: 'finding', rule: 'name.false-identity', field: 'registrant.name', severity: 'manifest' },
      explain: 'a cartoon character',
    },
  ],
};

export interface Record {
  readonly key: string;
  readonly content?: number;
  readonly name: string;
  readonly registeredAt?: string | null;
  readonly judged?: Judged;
  readonly unseen?: boolean;
  readonly event?: LifeEvent;
}

function eventsOf(count: number): ContactEvents {
  const columns = EVENT_COLUMNS.map((column, which) => [column, new Float64Array(count).fill(which + 1)] as const);
  return Object.fromEntries(columns) as unknown as ContactEvents;
}

interface Screened {
  readonly answers: Answer[];
  readonly judged: number[];
}

export async function screen(records: readonly Record[], at = NOW, ends = true): Promise<Screened> {
  const session = await openScreening(store, { at, ruleset: `rs-${at.getUTCDate()}`, policy: 'po' });
  const screened = await recordIn(session, records);
  if (ends) await session.end();
  return screened;
}

/** In a session that goes on. */
export async function recordIn(session: ScreenSession, records: readonly Record[]): Promise<Screened> {
  const judged: number[] = [];
  const answers = await session.record({
    keys: records.map(({ key }) => key),
    contents: Float64Array.from(records.map(({ content }) => content ?? 1)),
    events: eventsOf(records.length),
    mentionOf: (index) => ({
      origin: 'be',
      name: records[index]!.name,
      registeredAt: records[index]!.registeredAt ?? null,
    }),
    isUnseen: (index) => records[index]!.unseen ?? records[index]!.event === 'deletion',
    lifeEventOf: (index) => records[index]!.event ?? 'other',
    allowanceOf: () => ({ covering: [], event: 'other' }),
    judge: (index) => {
      judged.push(index);
      return records[index]!.judged ?? PASSES;
    },
    findingsOf: (index) => (records[index]!.judged ?? PASSES).findings,
  });
  return { answers, judged };
}

export const WEAK: Finding = {
  ...{ check: 'state.placeholder', severity: 'weak', field: 'registrant.state', part: 'null' },
  explain: 'it means nothing',
};
export const HIT: Hit = {
  ...{ name: 'a.be', unicode: 'a.be', kind: 'lookalike', rule: 'brand/b', target: 'b', techniques: [], score: 0.7 },
  ...{ span: [0, 1], normalised: 'a', scripts: [], explain: 'why', ruleset: 'rs' },
};

/** Of all triggers, which of its case it is. */
export async function triggers(): Promise<number[]> {
  const rows = await store.db.selectFrom('triggers').select('occurrence').orderBy('seq').execute();
  return rows.map(({ occurrence }) => occurrence);
}
