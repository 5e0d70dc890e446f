// screen: the thread entry of screening. Loads lists and ruleset once; then a piece of a feed in, what it is about out.
import { parentPort, workerData } from 'node:worker_threads';
import { SieveError } from '../src/base/errors.js';
import type { FeedReject } from '../src/base/feed.js';
import type { Finding } from '../src/base/finding.js';
import type { Hit } from '../src/base/hit.js';
import type { Registration } from '../src/base/registration.js';
import type { ContactEvents, LifeEvent, ScreenedPiece, Told } from '../src/base/screened.js';
import { EVENT_COLUMNS, LIFE_EVENTS } from '../src/base/screened.js';
import type { ListSources } from '../src/base/list-table.js';
import { listsOf } from '../src/base/list-table.js';
import { unpacked } from '../src/base/packed.js';
import { NameGatherer } from '../src/ingest/name-gatherer.js';
import { readFeedPiece, recordsIn } from '../src/ingest/parse-feed-piece.js';
import { Kernel } from '../src/kernel/load.js';
import { collectGarbage } from '../src/lanes/collect-garbage.js';
import type { FeedTask, ScreenLaneData, ScreenResult } from '../src/lanes/screen-lanes.js';
import { END, LOADED, READY } from '../src/lanes/loaded.js';
import { Engine } from '../src/match/engine.js';
import { kernelProber } from '../src/match/prober.js';
import { strongestHits } from '../src/match/strongest.js';
import { rulesetIn } from '../src/rules/snapshot-layout.js';
import { mailDomainOf } from '../src/screen/contact-keys.js';
import { EventKeys, isUndated } from '../src/screen/event-keys.js';
import { PassLines } from '../src/screen/pass-line.js';
import { contentOf, recordKey } from '../src/screen/record-key.js';
import type { ScreeningLists } from '../src/screen/screener.js';
import { Screener } from '../src/screen/screener.js';

// Not before the caller has this module too.
queueMicrotask(() => parentPort!.postMessage(LOADED));

const data = workerData as ScreenLaneData;
const kernel = new Kernel();
kernel.useHashKey(data.hashKey);
const keyedHash = (text: string): number => kernel.keyedHash(text);
const ruleset = data.snapshot && rulesetIn(data.snapshot);
let engine = ruleset && new Engine(ruleset, kernelProber(kernel, ruleset), { minScore: data.minScore });
let screener: Screener | null = new Screener(
  listsOf<ScreeningLists>(unpacked<ListSources>(data.lists)),
  ruleset?.patterns?.entries ?? [],
  data.profile,
  data.severities,
);
let eventKeys: EventKeys | null = new EventKeys(kernel, screener.isMailProvider);
const passLines = new PassLines(data.versions);

export default function screen(task: FeedTask | typeof READY | typeof END): ScreenResult {
  try {
    if (task === READY) return { report: null };
    if (task === END) return end();
    return { report: screened(task) };
  } catch (error) {
    if (error instanceof SieveError) return { error: error.toWire() };
    throw error;
  }
}

function end(): ScreenResult {
  engine = null;
  screener = null;
  eventKeys = null;
  collectGarbage();
  return { report: null };
}

/**
 * Registrations that are looked at together. Of a whole piece they outlive two collections of young garbage, each of which
 * copies them: that took 11 % of a lane's time.
 */
const TOGETHER = 128;

function screened({ piece, shape }: FeedTask): ScreenedPiece {
  passLines.clear();
  const report = new Report(recordsIn(piece));
  let waiting: Registration[] = [];
  const look = (): void => {
    const hits = hitsOf(waiting);
    for (const registration of waiting) report.add(registration, hits.get(registration.domain) ?? NO_HITS);
    waiting = [];
  };
  const rejects = readFeedPiece(piece, shape, (registration, frame) => {
    report.framed(frame);
    if (waiting.push(registration) === TOGETHER) look();
  });
  look();
  return report.done(rejects);
}

const NO_HITS: readonly Hit[] = [];

/** The hits of each name. */
function hitsOf(registrations: readonly Registration[]): Map<string, Hit[]> {
  const hits = new Map<string, Hit[]>();
  const matching = engine;
  if (matching === null) return hits;
  const gatherer = new NameGatherer(kernel, (batch) => {
    for (const hit of strongestHits(matching.match(batch))) hits.set(hit.name, [...(hits.get(hit.name) ?? []), hit]);
  });
  const names = new Set<string>();
  for (const { event, domain } of registrations) {
    if (event === 'delete' || names.has(domain)) continue;
    names.add(domain);
    gatherer.add(domain);
  }
  gatherer.flush();
  return hits;
}

function lifeEventOf({ event, isEventTold }: Registration): LifeEvent {
  if (event === 'create') return isEventTold === true ? 'creation' : 'other';
  if (event === 'delete') return 'deletion';
  return event === 'restore' || event === 'transfer' ? event : 'other';
}

/** What is told of the registrations of one piece. */
class Report {
  private readonly ends: Uint32Array;
  private readonly frames: number[] = [];
  private readonly keys: string[] = [];
  private readonly contents: Float64Array;
  private readonly events: ContactEvents;
  private readonly mailDomains: string[] = [];
  private readonly unseen: number[] = [];
  private readonly lifeEvents: Uint8Array;
  private readonly told: Told[] = [];
  private count = 0;
  private undated = 0;

  constructor(private readonly most: number) {
    this.ends = new Uint32Array(most);
    this.contents = new Float64Array(most);
    this.lifeEvents = new Uint8Array(most);
    const columns = EVENT_COLUMNS.map((column) => [column, new Float64Array(most).fill(NaN)] as const);
    this.events = Object.fromEntries(columns) as unknown as ContactEvents;
  }

  /** Where a registration stood that is to be added. */
  framed(frame: number): void {
    this.frames.push(frame);
  }

  add(registration: Registration, hits: readonly Hit[]): void {
    const index = this.count++;
    this.ends[index] = passLines.add(registration);
    if (data.wantKeys) this.identify(registration, index);
    if (data.wantMailDomains) this.mailDomains.push('');
    const lifeEvent = lifeEventOf(registration);
    this.lifeEvents[index] = LIFE_EVENTS.indexOf(lifeEvent);
    if (lifeEvent === 'deletion') this.unseen.push(index);
    else this.look(registration, index, hits);
  }

  done(rejects: readonly FeedReject[]): ScreenedPiece {
    const { count, undated, most, keys, mailDomains, unseen, told } = this;
    const cut = <Numbers extends Uint8Array | Uint32Array | Float64Array>(numbers: Numbers): Numbers =>
      count === most ? numbers : (numbers.slice(0, count) as Numbers);
    const events = Object.fromEntries(EVENT_COLUMNS.map((column) => [column, cut(this.events[column])]));
    return {
      ...{ count, undated, keys, mailDomains, unseen, told, rejects },
      lines: passLines.take(),
      ends: cut(this.ends),
      contents: cut(this.contents),
      lifeEvents: cut(this.lifeEvents),
      frames: Uint32Array.from(this.frames),
      events: events as unknown as ContactEvents,
    };
  }

  private identify(registration: Registration, index: number): void {
    const content = contentOf(registration);
    this.contents[index] = keyedHash(content);
    this.keys.push(recordKey(registration, content, keyedHash));
  }

  private look(registration: Registration, index: number, hits: readonly Hit[]): void {
    const contact = screener!.contact(registration);
    const findings = screener!.findings(contact);
    if (!screener!.isShown(contact)) this.unseen.push(index);
    if (data.wantMailDomains) this.mailDomains[index] = mailDomainOf(contact);
    if (isUndated(registration)) this.undated++;
    eventKeys!.put(contact, this.events, index);
    const isTelling = data.wantNotes ? findings.length > 0 : findings.some(isCounted);
    if (hits.length > 0 || isTelling) this.told.push({ index, hits, findings });
  }
}

function isCounted({ severity }: Finding): boolean {
  return severity !== 'note';
}
