// screen: the thread entry of screening. Loads lists and ruleset once; then a piece of a feed in, what it is about out.
import { parentPort, workerData } from 'node:worker_threads';
import { SieveError } from '../src/base/errors.js';
import type { Hit } from '../src/base/hit.js';
import type { Registration } from '../src/base/registration.js';
import type { ContactEvents, ScreenedPiece, Told } from '../src/base/screened.js';
import { EVENT_COLUMNS } from '../src/base/screened.js';
import { NameGatherer } from '../src/ingest/name-gatherer.js';
import { parseFeedPiece } from '../src/ingest/parse-feed-piece.js';
import { Kernel } from '../src/kernel/load.js';
import type { FeedTask, ScreenLaneData, ScreenResult } from '../src/lanes/screen-lanes.js';
import { LOADED } from '../src/lanes/loaded.js';
import { Engine } from '../src/match/engine.js';
import { kernelProber } from '../src/match/prober.js';
import { decodeSnapshot } from '../src/rules/snapshot.js';
import { contactKeys } from '../src/screen/contact-keys.js';
import { contentOf, recordKey } from '../src/screen/record-key.js';
import { Screener } from '../src/screen/screener.js';

// Not before the caller has this module too.
queueMicrotask(() => parentPort!.postMessage(LOADED));

const data = workerData as ScreenLaneData;
const kernel = new Kernel();
kernel.useHashKey(data.hashKey);
const keyedHash = (text: string): number => kernel.keyedHash(text);
const ruleset = data.snapshot && decodeSnapshot(data.snapshot, data.snapshotFile);
const engine = ruleset && new Engine(ruleset, kernelProber(kernel, ruleset), { minScore: data.minScore });
const screener = new Screener(data.lists, ruleset?.patterns?.entries ?? [], data.profile, new Set(data.off));

export default function screen(task: FeedTask | null): ScreenResult {
  try {
    return { report: task && screened(task) };
  } catch (error) {
    if (error instanceof SieveError) return { error: error.toWire() };
    throw error;
  }
}

function screened({ piece, shape }: FeedTask): ScreenedPiece {
  const { registrations, places, rejects } = parseFeedPiece(piece, shape);
  const hits = hitsOf(registrations);
  const events = noEvents(registrations.length);
  const contents = new Float64Array(registrations.length);
  const keys: string[] = [];
  const told: Told[] = [];
  registrations.forEach((registration, index) => {
    const content = contentOf(registration);
    contents[index] = keyedHash(content);
    keys.push(recordKey(registration, content, keyedHash));
    const about = lookInto(registration, index, events, hits.get(registration.domain) ?? []);
    if (about !== null) told.push(about);
  });
  const heads = registrations.map(({ id, domain, registeredAt }) => ({
    id: id ?? null,
    domain,
    registeredAt: registeredAt ?? null,
  }));
  return { heads, keys, contents, events, places, told, rejects };
}

/** The hits of each name. */
function hitsOf(registrations: readonly Registration[]): Map<string, Hit[]> {
  const hits = new Map<string, Hit[]>();
  if (engine === null) return hits;
  const gatherer = new NameGatherer(kernel, (batch) => {
    for (const hit of engine.match(batch)) hits.set(hit.name, [...(hits.get(hit.name) ?? []), hit]);
  });
  for (const { domain, event } of registrations) if (event !== 'delete') gatherer.add(domain);
  gatherer.flush();
  return hits;
}

/** Null when there is nothing to tell. Of a new state of known data that nothing is wrong is something to tell. */
function lookInto(registration: Registration, index: number, events: ContactEvents, hits: readonly Hit[]): Told | null {
  if (registration.event === 'delete') return null;
  const contact = screener.contact(registration);
  const findings = screener.findings(contact);
  const counted = contactKeys(contact, screener.isMailProvider);
  if (counted !== null) {
    events.at[index] = Date.parse(registration.registeredAt!);
    for (const column of KEY_COLUMNS) {
      const text = counted[column];
      if (text !== null) events[column][index] = keyedHash(text);
    }
  }
  const isNews = registration.event === 'update' || registration.event === 'transfer';
  return hits.length > 0 || findings.length > 0 || isNews ? { index, hits, findings } : null;
}

const KEY_COLUMNS = ['name', 'contact', 'email', 'phone', 'mailDomain', 'registrar'] as const;

function noEvents(count: number): ContactEvents {
  const columns = EVENT_COLUMNS.map((column) => [column, new Float64Array(count).fill(NaN)] as const);
  return Object.fromEntries(columns) as unknown as ContactEvents;
}
