// screen-run: screens feeds: decisions as they come, counts at the end.
import { Resolver } from 'node:dns/promises';
import type { Decision, Verdict } from '../base/decision.js';
import type { WireError } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import type { FeedReject } from '../base/feed.js';
import { openStore } from '../cases/open-store.js';
import { openScreening } from '../cases/screen-store.js';
import { busyWorkers } from '../ingest/busy-workers.js';
import { INPUT_STOPPED } from '../ingest/compression.js';
import { inputFiles } from '../ingest/inputs.js';
import { rejectLine } from '../ingest/reject-line.js';
import { MailDomains } from '../ingest/mail-domains.js';
import { allowedNames } from '../match/allow.js';
import { Judge } from '../screen/judge.js';
import type { ScreenedPart, ScreenPlan } from '../screening.js';
import { rememberLast, screenFeed } from '../screening.js';
import { Clock } from './clock.js';
import { untilInterrupted } from './interrupt.js';
import type { Logger } from './log.js';
import type { ListOptions } from './options.js';
import { readyRuleset } from './ready-ruleset.js';
import { complain, complainOf, count, counted, print } from './output.js';
import { Progress } from './progress.js';
import type { PrivateFile } from './private-file.js';
import { describeDecision } from './describe-decision.js';
import { FeedSource } from './feed-source.js';
import { filesOf, openResult, refuseInput } from './result-file.js';
import { screenTrial } from './screen-trial.js';
import type { ScreenOptions } from './screen.js';
import { openScreenLanes, readyScreening, versionsOf } from '../ready-screening.js';

/** Of one question; MailDomains bounds what a domain may take in all. */
const DNS_TIMEOUT_MS = 2_000;

export async function screen(named: string[], options: ScreenOptions, log: Logger): Promise<void> {
  const clock = new Clock();
  const now = clock.now();
  const ruleset = hasLists(options) ? await readyRuleset(options, now) : null;
  const ready = readyScreening(options, ruleset);
  clock.rulesetReady();
  const source = new FeedSource(options);
  const files = inputFiles(named);
  const { tryPolicy } = options;
  if (tryPolicy !== undefined) {
    await screenTrial({ files, source, options: { ...options, tryPolicy }, ready, ruleset, now });
    return;
  }
  refuseInput(options.rejects, '--rejects', [...files, ...filesOf(options), options.db]);
  const store = options.dryRun ? null : await openStore(options.db, { durability: 'sweep' });
  const versions = versionsOf(ready);
  const purpose = { profile: source.profile, ruleset, stores: !options.dryRun, asksDns: options.dns, plain: false };
  const lanes = openScreenLanes(busyWorkers(options.workers, files), options, ready, purpose);
  const interrupt = untilInterrupted();
  const progress = new Progress(null);
  const told = new Told(options.json, progress);
  let rejects: PrivateFile | null = null;
  try {
    rejects = openResult(options.rejects, '--rejects', 'REJECTS_UNWRITABLE', options.db);
    const session = store && (await openScreening(store, { at: now, ...versions }));
    const plan: ScreenPlan = {
      lanes,
      judge: new Judge(ready.policy),
      allowed: allowedNames(ruleset?.ruleset.allow?.entries ?? [], { now }),
      mailDomains: options.dns ? new MailDomains(new Resolver({ timeout: DNS_TIMEOUT_MS, tries: 1 })) : null,
      session,
      versions,
      signal: interrupt.signal,
    };
    await lanes.ready();
    await rememberLast(plan);
    clock.reading();
    for (const file of files) {
      try {
        for await (const part of screenFeed(plan, await source.open(file, interrupt.signal))) {
          await told.take(part);
          rejects?.write(part.rejects.map(rejectLine).join(''));
        }
      } catch (error) {
        if (!isOfTheInput(error)) throw error;
        if (!interrupt.signal.aborted) told.fail(error.toWire());
      }
      if (interrupt.signal.aborted) break;
    }
    if (!interrupt.signal.aborted && told.isWhole) await session?.end();
    clock.delivered(clock.at());
    progress.clear();
    told.summary(log, clock);
    if (interrupt.signal.aborted) process.exitCode = 1;
  } finally {
    progress.clear();
    interrupt.stop();
    await lanes.close();
    await store?.close();
    rejects?.close();
  }
}

/** One feed that cannot be read keeps no other from being screened. */
function isOfTheInput(error: unknown): error is SieveError {
  return error instanceof SieveError && /^(?:INPUT|FEED)_/.test(error.code);
}

function hasLists({ hopping, brands, patterns, allow, ruleset }: ListOptions): boolean {
  return ruleset !== undefined || [hopping, brands, patterns, allow].some((files) => files.length > 0);
}

/** Tells the decisions as they come, and counts them. */
class Told {
  private readonly verdicts: Record<Verdict, number> = { pass: 0, verify: 0, hold: 0 };
  private repeats = 0;
  private undated = 0;
  private bytes = 0;
  private rejected = 0;
  private failures = 0;

  constructor(
    private readonly asJson: boolean,
    private readonly progress: Progress,
  ) {}

  async take({ counts, repeats, undated, lines, rejects, failure, offset, bytes }: ScreenedPart): Promise<void> {
    for (const verdict of VERDICTS) this.verdicts[verdict] += counts[verdict];
    this.bytes += bytes;
    this.repeats += repeats;
    this.undated += undated;
    for (const reject of rejects.slice(0, Math.max(0, MOST_TOLD - this.rejected))) tellReject(reject);
    this.rejected += rejects.reduce((sum, { records }) => sum + records, 0);
    if (failure !== null && failure.code !== INPUT_STOPPED) this.fail(failure);
    await print(this.asJson ? lines : inWords(lines));
    this.progress.update(offset, this.count);
  }

  private get count(): number {
    return this.verdicts.pass + this.verdicts.verify + this.verdicts.hold;
  }

  /** Whether each feed came to its end. */
  get isWhole(): boolean {
    return this.failures === 0;
  }

  fail(failure: WireError): void {
    complainOf(failure);
    this.failures++;
  }

  /** Exit 1 when anything was not judged. */
  summary(log: Logger, clock: Clock): void {
    const { verdicts, repeats, rejected, count: registrations } = this;
    const { pass, verify, hold } = verdicts;
    complain(
      `${counted(registrations, 'registration')}: ${count(pass)} pass, ${count(verify)} verify, ${count(hold)} hold` +
        (repeats > 0 ? `; ${count(repeats)} came before and got the answer of then` : '') +
        (rejected > 0 ? `; ${counted(rejected, 'broken record')} set aside` : ''),
    );
    if (this.undated > 0)
      complain(`${counted(this.undated, 'registration')} without registeredAt: not counted over registrations`);
    const timing = clock.timing(this.bytes);
    const peakRssBytes = process.resourceUsage().maxRSS * 1024;
    log.info({ screen: { registrations, ...verdicts, repeats, rejected, ...timing, peakRssBytes } }, 'screened');
    if (rejected > 0 || this.failures > 0) process.exitCode = 1;
  }
}

/** Broken records that are told one by one; the others are in the file of --rejects. */
const MOST_TOLD = 20;

function tellReject({ file, line, offset, path, code, message }: FeedReject): void {
  const at = path === undefined ? message : `at ${path}: ${message}`;
  complainOf({ code, message: at, place: line === undefined ? { file, offset } : { file, line } });
}

const VERDICTS: readonly Verdict[] = ['pass', 'verify', 'hold'];

function inWords(lines: Uint8Array): string {
  const decisions = Buffer.from(lines.buffer, lines.byteOffset, lines.length).toString('utf8').split('\n').slice(0, -1);
  return decisions.map((line) => describeDecision(JSON.parse(line) as Decision)).join('');
}
