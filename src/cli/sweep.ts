// sweep: the nightly sweep: zone → hits → cases, and hopping strings that are not in the zone → watch terms.
import type { Command } from 'commander';
import type { Store } from '../cases/open-store.js';
import { SieveError } from '../base/errors.js';
import type { Hit } from '../base/hit.js';
import type { ZoneSource } from '../base/slice.js';
import { STDIN, inputFiles } from '../ingest/inputs.js';
import { zoneSources } from '../ingest/zone-files.js';
import { Kernel } from '../kernel/load.js';
import { Lanes } from '../lanes/lanes.js';
import type { Zone, ZoneOutcome, ZonePart } from '../pipeline.js';
import { knownNames, openSessions, sweepZone, withApexes, zonesOf } from '../pipeline.js';
import type { ContactOutcome } from './contact-outcome.js';
import { HoppingNames } from './contact-outcome.js';
import type { RegistrantsOptions } from './registrants-option.js';
import { addRegistrantsOptions } from './registrants-option.js';
import type { ListOptions, ZoneOptions } from './options.js';
import { addListOptions, addZoneOptions, DEFAULT_MIN_SCORE, readOptions, score, wholeNumber } from './options.js';
import type { Logger } from './log.js';
import { Clock } from './clock.js';
import { complainOf, print, printJson } from './output.js';
import type { PrivateFile } from './private-file.js';
import { onTerminal } from './progress.js';
import { ReadingProgress } from './reading-progress.js';
import { filesOf, openResult, refuseInput } from './result-file.js';
import type { ReadyRuleset } from '../ready-screening.js';
import { readyRuleset } from './ready-ruleset.js';
import { describeSweep } from './sweep-summary.js';
import { untilInterrupted } from './interrupt.js';

interface SweepOptions extends ListOptions, ZoneOptions, RegistrantsOptions {
  readonly db: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly hits?: string;
  readonly absentSweeps: number;
  readonly serialReset: boolean;
  readonly shrunk: boolean;
}

export function addSweep(program: Command): void {
  const command = program
    .command('sweep')
    .description('Match every name of a zone against the lists, and keep a case for each registration that hits.')
    .argument('<file...>', 'master files, plain or compressed; directories; - for standard input');
  addRegistrantsOptions(addListOptions(addZoneOptions(command)))
    .option('--withdraw-hopping', 'instead of --hopping: the list is empty now, withdraw all its terms', false)
    .option('--db <store>', 'where cases are kept', './zonesieve.db')
    .option('--dry-run', 'store nothing, and read nothing of a store: what lapsed there hides', false)
    .option('--json', 'one JSON object instead of the summary', false)
    .option(
      '--hits <file>',
      'also write the hits there, as NDJSON; the file holds list strings and is yours alone to read',
    )
    .option('--min-score <score>', 'leave out weaker hits; hopping hits stay', score, DEFAULT_MIN_SCORE)
    .option('--absent-sweeps <n>', 'complete sweeps without a name until its registration is gone', wholeNumber(1), 3)
    .option('--serial-reset', 'the SOA serial was set back: take it as newer than the last one, once', false)
    .option('--shrunk', 'the zone did lose more than half of its names: take it as it is, once', false)
    .addHelpText(
      'after',
      `
Examples:
  zonesieve sweep be.zone --hopping iwf.txt --brands brands.csv --patterns patterns.csv
  zonesieve sweep be.zone.gz --ruleset tonight.zsr --db /var/lib/zonesieve/cases.db --json
  zonesieve sweep be.zone --brands brands.csv --dry-run --hits hits.ndjson
  zonesieve sweep be.zone --hopping iwf.txt --registrants register.ndjson.gz
  zonesieve sweep be.zone --hopping iwf.txt --registrants rdap:https://rdap.example/ --rdap-rate 5
  dig @ns1 be AXFR | zonesieve sweep --origin be --hopping iwf.txt -
  zonesieve sweep be.zone --withdraw-hopping

A sweep is complete when it read the zone to its end, skipped nothing, met no other zone's SOA record, the SOA serial is
not older than last time, and the zone has not lost more than half of its names (of 1,000 and more) since then.
Only a complete sweep counts a name as absent or makes watch terms. Any other one only adds hits, and exits 1.`,
    )
    .action(sweep);
}

async function sweep(named: string[], options: SweepOptions): Promise<void> {
  const clock = new Clock();
  const now = clock.now();
  // First of all: the kernel is optimised and the lanes' threads start while the ruleset is read.
  const scanner = new Kernel();
  const files = inputFiles(named);
  refuseMistaken(files, options);
  const lanes = new Lanes(options.workers);
  try {
    const log = (await import('./log.js')).openLog();
    const ready = await readyRuleset(options, now);
    clock.rulesetReady();
    const sources = await zoneSources(files, options.origin ?? null, scanner);
    await sweepSources(sources, options, { lanes, ready, clock, now, log });
  } finally {
    await lanes.close();
  }
}

/** Before anything is emptied. */
function refuseMistaken(files: readonly string[], options: SweepOptions): void {
  const { hits, registrants, db } = options;
  if (registrants === STDIN) throw new SieveError('USAGE', 'expected a file or rdap:URL for --registrants');
  refuseInput(hits, '--hits', [...files, ...filesOf(options), db]);
}

/** What a sweep of all zones is made with. */
interface Begun {
  readonly lanes: Lanes;
  readonly ready: ReadyRuleset;
  readonly clock: Clock;
  readonly now: Date;
  readonly log: Logger;
}

async function sweepSources(sources: readonly ZoneSource[], options: SweepOptions, begun: Begun): Promise<void> {
  const interrupt = untilInterrupted();
  try {
    await withApexes(sources, interrupt.signal, (told) => sweepZones(zonesOf(told), options, begun, interrupt.signal));
  } finally {
    interrupt.stop();
  }
}

async function sweepZones(
  zones: readonly Zone[],
  options: SweepOptions,
  { lanes, ready, clock, now, log }: Begun,
  signal: AbortSignal,
): Promise<void> {
  const { ruleset, snapshot } = ready;
  const store = options.dryRun ? null : await openSweepStore(options.db);
  const registrants =
    options.registrants === undefined
      ? null
      : (await import('./open-registrants.js')).openRegistrants(options.registrants, options, ready);
  const { absentSweeps: absentSweepsUntilGone, serialReset, shrunk } = options;
  const sessions = store && (await openSessions(store, zones, { at: now, absentSweepsUntilGone, serialReset, shrunk }));
  const progress = new ReadingProgress(
    zones.flatMap(({ sources }) => sources),
    onTerminal(),
  );
  let lastDelivery = performance.now();
  const hopping = new HoppingNames();
  let hits: PrivateFile | null = null;
  try {
    hits = openResult(options.hits, '--hits', 'HITS_UNWRITABLE', options.db);
    const known = knownNames(sessions?.values() ?? [], ruleset);
    const { minScore, kernel } = options;
    await lanes.load({ snapshot, known, minScore, wantText: false, kernel });
    const outcomes: ZoneOutcome[] = [];
    const contacts: ContactOutcome[] = [];
    for (const zone of zones) {
      const plan = {
        lanes,
        ruleset,
        options: readOptions(options),
        now,
        onPart: ({ source, report }: ZonePart) => {
          lastDelivery = clock.at();
          progress.seen(source, report);
        },
        onHits: (found: readonly Hit[]) => {
          hopping.add(found);
          hits?.write(found.map((hit) => `${JSON.stringify(hit)}\n`).join(''));
        },
        signal,
      };
      clock.reading();
      const outcome = await sweepZone(plan, zone, sessions?.get(zone.apex) ?? null);
      outcomes.push(outcome);
      progress.clear();
      report(outcome, log);
      if (registrants !== null) {
        const { checkContacts } = await import('./check-contacts.js');
        contacts.push(await checkContacts(registrants, hopping.takeOut(), zone.apex, now, store, signal));
      }
      if (signal.aborted) break;
    }
    clock.delivered(lastDelivery);
    const isWhole = outcomes.every((outcome) => outcome.whyNotComplete === null);
    if (!isWhole || signal.aborted) process.exitCode = 1;
    await tell(outcomes, contacts, ruleset.version, options, clock, progress.bytes);
  } finally {
    progress.clear();
    await registrants?.close();
    await store?.close();
    hits?.close();
  }
}

/** The store's packages are loaded by those who store. */
async function openSweepStore(path: string): Promise<Store> {
  const { openStore } = await import('../cases/open-store.js');
  return openStore(path, { durability: 'sweep' });
}

/** Faults go to stderr as lines for a person, and their counts to the log. */
function report(outcome: ZoneOutcome, log: Logger): void {
  for (const fault of outcome.faults) complainOf(fault);
  if (outcome.failure !== null) complainOf(outcome.failure);
  const { apex: zone, names, namesHit, skipped, soaSerial, whyNotComplete } = outcome;
  const facts = { zone, names, namesHit, skipped, soaSerial, whyNotComplete };
  if (whyNotComplete === null) log.info({ sweep: facts }, 'sweep complete');
  else log.warn({ sweep: facts }, 'sweep not complete: it only added hits');
}

async function tell(
  outcomes: readonly ZoneOutcome[],
  contacts: readonly ContactOutcome[],
  ruleset: string,
  options: SweepOptions,
  clock: Clock,
  bytes: number,
): Promise<void> {
  const timing = clock.timing(bytes);
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  if (options.json) {
    const names = outcomes.reduce((sum, outcome) => sum + outcome.names, 0);
    const hits = outcomes.reduce((sum, outcome) => sum + hitsOf(outcome), 0);
    await printJson({
      ruleset,
      dryRun: options.dryRun,
      names,
      hits,
      zones: outcomes,
      contacts,
      ...timing,
      peakRssBytes,
    });
  } else {
    await print(describeSweep(outcomes, contacts, ruleset, timing, options.dryRun ? null : options.db));
  }
}

export function hitsOf({ hits }: ZoneOutcome): number {
  return Object.values(hits).reduce((sum, count) => sum + count, 0);
}
