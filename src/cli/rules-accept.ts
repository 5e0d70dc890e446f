// rules accept: names that were there before a brand was listed, accepted in bulk: hits in, rows of an allow list out.
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { SieveError } from '../base/errors.js';
import { asciiOf } from '../base/names.js';
import { dayOf, isDay, isWholeDay, midnightOf, writtenInstant } from '../base/day.js';
import { lapsedKeys } from '../cases/allow-entries.js';
import { isSweep, lastSweeps, liveHits } from '../cases/live-hits.js';
import { openStore } from '../cases/open-store.js';
import { STDIN } from '../ingest/inputs.js';
import { textLines } from '../ingest/text-lines.js';
import type { AllowState } from '../match/allow.js';
import { allowedNames } from '../match/allow.js';
import type { AcceptFilter } from '../rules/accept.js';
import { ACCEPTABLE_KINDS, Acceptance, parseHitLine } from '../rules/accept.js';
import { allowableName, allowKey, readAllow } from '../rules/read-allow.js';
import type { NewAllow } from '../rules/write-allow.js';
import { allowCsv, appendAllow, isAllowFile } from '../rules/write-allow.js';
import { Clock } from './clock.js';
import { refuseErrors, score, words, zoneName } from './options.js';
import { complain, count, counted, forTerminal, print, printLine } from './output.js';

interface AcceptOptions {
  readonly db?: string;
  readonly origin?: string;
  readonly sweep?: string;
  readonly brand: string[];
  readonly kind?: (typeof ACCEPTABLE_KINDS)[number];
  readonly maxScore: number;
  readonly owner: string;
  readonly reason: string;
  readonly expires?: string;
  readonly output?: string;
}

/** An exception that nobody looks at again within a year has no reason any more. */
const HOLDS_DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1000;

export function addAccept(rules: Command): void {
  rules
    .command('accept')
    .description('Accept names in bulk: hits in, rows of an allow list out, one for each name.')
    .argument('[file]', 'hits as NDJSON, of `match` or `sweep --hits`; by default standard input')
    .option('--db <store>', 'take the hits of the cases in this store instead; by default of the file')
    .option('--origin <zone>', 'with --db: of this zone; by default of all', zoneName)
    .option(
      '--sweep <when>',
      'with --db: first found by the sweep of this instant, or `last`; by default all',
      sweepTime,
    )
    .addOption(
      new Option('--brand <label>', 'only hits on this brand; may be given again')
        .argParser(brandLabels)
        .default([], 'any'),
    )
    .addOption(new Option('--kind <kind>', 'only hits of this kind; by default both').choices(ACCEPTABLE_KINDS))
    .option('--max-score <score>', 'only hits up to this score', score, 1)
    .requiredOption('--owner <who>', 'who answers for the names', words)
    .requiredOption('--reason <why>', 'why they are fine', words)
    .option(
      '--expires <day>',
      `last day of the exception; by default ${HOLDS_DAYS} days from today, with --db the registration if its date is known`,
      day,
    )
    .option('-o, --output <file>', 'add to this allow list, or make it; yours alone to read')
    .addHelpText(
      'after',
      `
Examples:
  zonesieve rules accept hits.ndjson --owner abuse@be --reason "older than the brand" -o allow.csv
  zonesieve rules accept --db cases.db --sweep last --brand paypal --max-score 0.7 --owner me --reason seen
  zonesieve match names.txt --brands brands.csv | zonesieve rules accept --owner me --reason seen

A name is accepted only if all its hits are among those asked for: an entry hides every lookalike and pattern
hit of its name. A name with a hopping hit is never accepted.`,
    )
    .action(accept);
}

async function accept(file: string | undefined, options: AcceptOptions): Promise<void> {
  const now = new Clock().now();
  const lastDay = expiryOf(options, now);
  refuseMixed(file, options);
  const acceptance = new Acceptance(filterOf(options));
  const { lapsed, registeredAt } =
    options.db === undefined ? await readHits(file ?? STDIN, acceptance) : await readStore(options, acceptance);
  const { names, withOtherHits, withHoppingHit, unselected } = acceptance.accepted();
  const held = namesHeld(options.output, { now, lapsed, registeredAt });
  const allowable = names.filter((name) => allowableName(name) === name);
  const wanted = allowable.filter((name) => !held.has(name));
  const { owner, reason, expires } = options;
  const entries = wanted.map((name): NewAllow => {
    const made = expires === undefined ? registeredAt.get(name) : undefined;
    const ends = made === undefined ? { expires: lastDay } : { registration: isWholeDay(made) ? dayOf(made) : made };
    return { name, owner, reason, ...ends };
  });
  const fresh = entries.filter((entry) => !keysOf(entry).some((key) => lapsed.has(key)));
  await tell(fresh, options.output, allowable.length - wanted.length);
  leftOut(withOtherHits, 'for hits that were not asked for');
  leftOut(withHoppingHit, 'for a hopping hit, which is never accepted');
  leftOut(unselected, 'without a hit that was asked for');
  leftOut(names.length - allowable.length, 'in a form that no allow list holds');
  leftOut(entries.length - fresh.length, 'since this very entry lapsed for good; give another --reason');
}

/** An entry may write its day as the instant of its midnight. */
function keysOf(entry: NewAllow): string[] {
  if (!('registration' in entry) || !isDay(entry.registration)) return [allowKey(entry)];
  const { registration } = entry;
  return [registration, midnightOf(registration)].map((same) => allowKey({ ...entry, registration: same }));
}

function leftOut(names: number, why: string): void {
  if (names > 0) complain(`${counted(names, 'name')} left out, ${why}`);
}

async function tell(entries: readonly NewAllow[], output: string | undefined, known: number): Promise<void> {
  if (output === undefined) {
    await print(allowCsv(entries));
    return complain(`${counted(entries.length, 'name')} accepted`);
  }
  appendAllow(output, entries);
  const before = known === 0 ? '' : `; ${count(known)} stood there before`;
  await printLine(forTerminal(`${counted(entries.length, 'name')} added to ${output}${before}`));
}

// ---- where the hits come from ----

/** What the store knows: keys of lapsed allow entries, and when names were registered. */
type Known = Required<Pick<AllowState, 'lapsed' | 'registeredAt'>>;

/** One line that is no hit refuses them all: the name that it is about might have a hit that was not asked for. */
async function readHits(file: string, acceptance: Acceptance): Promise<Known> {
  for await (const lines of textLines(file)) {
    for (const { line, text } of lines) {
      if (text === '') continue;
      const hit = parseHitLine(text);
      if (hit !== null) acceptance.add(hit);
      else throw new SieveError('HIT_INVALID', 'expected a hit as JSON, as `match` prints them', { file, line });
    }
  }
  return { lapsed: new Set(), registeredAt: new Map() };
}

async function readStore(options: AcceptOptions, acceptance: Acceptance): Promise<Known> {
  const store = await openStore(options.db!, { create: false });
  try {
    const { sweep, origin = null } = options;
    const last = sweep === 'last' ? await lastSweeps(store, origin) : null;
    let isThere = sweep === undefined || (last === null ? await isSweep(store, sweep, origin) : last.size > 0);
    const registeredAt = new Map<string, string>();
    for await (const hits of liveHits(store, origin)) {
      for (const hit of hits) {
        const inScope = sweep === undefined || hit.firstSeenAt === (last === null ? sweep : last.get(hit.origin));
        isThere ||= inScope;
        acceptance.add(hit, inScope);
        if (hit.registeredAt !== null) registeredAt.set(hit.name, hit.registeredAt);
      }
    }
    if (!isThere) throw unknownSweep(options.db!);
    return { lapsed: await lapsedKeys(store.db, null), registeredAt };
  } finally {
    await store.close();
  }
}

/** Screenings and the hook find hits too: an instant of theirs is told by its hits alone. */
function unknownSweep(file: string): SieveError {
  const message = 'the store has no such sweep; `zonesieve cases show` tells since when a hit is known';
  return new SieveError('SWEEP_UNKNOWN', message, { file });
}

/** Names that the list allows already. */
function namesHeld(output: string | undefined, state: AllowState): ReadonlySet<string> {
  if (output === undefined || !isAllowFile(output)) return new Set();
  const { entries, problems } = readAllow(output);
  refuseErrors(problems);
  return new Set(allowedNames(entries, state).keys());
}

// ---- options ----

function refuseMixed(file: string | undefined, { db, origin, sweep }: AcceptOptions): void {
  if (db !== undefined && file !== undefined) throw new SieveError('USAGE', 'expected either a file of hits or --db');
  if (db === undefined && (origin !== undefined || sweep !== undefined)) {
    throw new SieveError('USAGE', '--origin and --sweep say which hits of a store: expected --db');
  }
}

function filterOf({ brand, kind, maxScore }: AcceptOptions): AcceptFilter {
  return { brands: new Set(brand), kind: kind ?? null, maxScore };
}

function expiryOf({ expires }: AcceptOptions, now: Date): string {
  if (expires === undefined) return dayOf(new Date(now.getTime() + HOLDS_DAYS * DAY_MS).toISOString());
  if (expires >= dayOf(now.toISOString())) return expires;
  throw new SieveError('USAGE', 'expected --expires to be today or later');
}

function brandLabels(value: string, before: string[]): string[] {
  const label = asciiOf(value);
  if (label === null || label.includes('.')) throw new InvalidArgumentError("Expected a brand's label.");
  return [...before, label];
}

function day(value: string): string {
  if (!isDay(value)) throw new InvalidArgumentError('Expected a day that exists, as YYYY-MM-DD.');
  return value;
}

/** `last`, or an instant as the store has it. */
function sweepTime(value: string): string {
  const at = value === 'last' ? value : writtenInstant(value);
  if (at === null) throw new InvalidArgumentError('Expected `last`, or an instant as `cases show` tells it.');
  return at;
}
