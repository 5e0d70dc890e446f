// cases: list and show the cases of a store.
import type { Command } from 'commander';
import { casePages } from '../cases/case-pages.js';
import type { CaseDetail, CaseFilter, CasePage, CaseSummary } from '../cases/queries.js';
import { countCases, listCases, showCases } from '../cases/queries.js';
import type { Store } from '../cases/open-store.js';
import { SieveError } from '../base/errors.js';
import { asciiOf } from '../base/names.js';
import type { HitKind } from '../base/hit.js';
import { dayOf, isWholeDay, writtenInstant } from '../base/day.js';
import { InvalidArgumentError, Option } from 'commander';
import { addWatchTerms } from './cases-watch-terms.js';
import { addStoreOptions, score, wholeNumber, zoneName } from './options.js';
import { complain, count, counted, forTerminal, jsonLine, print, printJson, table } from './output.js';
import { withOpenStore } from './with-open-store.js';

interface ListOptions {
  readonly db: string;
  readonly json: boolean;
  readonly origin?: string;
  readonly kind?: HitKind;
  readonly rule?: string;
  readonly minScore?: number;
  readonly gone?: boolean;
  readonly name?: string;
  readonly since?: Date;
  readonly limit?: number;
  readonly offset: number;
}

/** A person wants no more at once; with `--json` a program gets all. */
const LISTED = 100;

export function addCases(program: Command): void {
  const cases = program
    .command('cases')
    .description('List and show the cases that sweeps, `screen` and the hook opened.')
    .addHelpText(
      'after',
      `
Examples:
  zonesieve cases list --min-score 0.8
  zonesieve cases show paypa1.be
  zonesieve cases watch-terms --origin be

Each command shows more examples: zonesieve cases list --help`,
    );
  addList(cases);
  addShow(cases);
  addWatchTerms(cases);
}

function addList(cases: Command): void {
  addStoreOptions(cases.command('list'), 'case')
    .description(`List cases, in the order in which they were opened: the first ${LISTED}, with --json all.`)
    .option('--origin <zone>', 'of this zone', zoneName)
    .addOption(
      new Option('--kind <kind>', 'with a hit of this kind').choices([
        'hopping',
        'hopping-variant',
        'lookalike',
        'pattern',
      ]),
    )
    .option('--rule <id>', 'with a hit of this rule')
    .option('--min-score <score>', 'of at least this score; with --kind or --rule, with such a hit', score)
    .option('--name <part>', 'whose name contains this, in A-labels or U-labels')
    .option(
      '--since <date>',
      'opened, moved, or given a new hit or other findings since: a day (UTC), or an instant with its zone',
      instant,
    )
    .option('--gone', 'whose registration is gone from the zone')
    .option('--limit <n>', `most cases to list; by default ${LISTED}, with --json all`, wholeNumber(1))
    .option('--offset <n>', 'cases to pass over first', wholeNumber(0), 0)
    .addHelpText(
      'after',
      `
Examples:
  zonesieve cases list --kind lookalike --min-score 0.7
  zonesieve cases list --name paypa --json | jq .name`,
    )
    .action((options: ListOptions) =>
      withOpenStore(options.db, async (store) => {
        const { limit = options.json ? Infinity : LISTED, offset, ...filter } = options;
        const page = { ...filter, limit, offset };
        const listed = await (options.json ? printLines(store, page) : printTable(store, page));
        if (listed === limit) await tellMore(store, filter, offset + listed);
      }),
    );
}

async function printLines(store: Store, page: CasePage): Promise<number> {
  let listed = 0;
  for await (const found of casePages(store, page)) {
    await print(found.map(jsonLine).join(''));
    listed += found.length;
  }
  return listed;
}

async function printTable(store: Store, page: CasePage): Promise<number> {
  const found = await listCases(store, page);
  await print(found.length === 0 ? await describeNone(store, page) : describeList(found));
  return found.length;
}

/** An offset may pass over all that there is. */
async function describeNone(store: Store, { limit: _, offset = 0, ...filter }: CasePage): Promise<string> {
  const before = offset === 0 ? 0 : await countCases(store, filter);
  return before === 0 ? 'no cases\n' : `no cases from --offset ${offset} on: there are ${count(before)}\n`;
}

async function tellMore(store: Store, filter: CaseFilter, next: number): Promise<void> {
  const more = (await countCases(store, filter)) - next;
  if (more > 0) complain(`${counted(more, 'more case')}: --offset ${next} lists those that follow, --json all`);
}

function addShow(cases: Command): void {
  addStoreOptions(cases.command('show'), 'case')
    .description('Show a case by its id, or the cases of a name: every hit, and what happened when.')
    .argument('<id or name>')
    .addHelpText(
      'after',
      `
Examples:
  zonesieve cases show 42
  zonesieve cases show paypa1.be --json`,
    )
    .action((which: string, options: { db: string; json: boolean }) =>
      withOpenStore(options.db, async (store) => {
        const found = await showCases(store, asciiOf(which) ?? which);
        if (found.length === 0)
          throw new SieveError(
            'CASE_UNKNOWN',
            'no case has this id or name; `zonesieve cases list` shows which there are',
          );
        for (const detail of found) {
          if (options.json) await printJson(detail);
          else await print(describeCase(detail));
        }
      }),
    );
}

function instant(value: string): Date {
  const written = writtenInstant(value);
  if (written !== null) return new Date(written);
  throw new InvalidArgumentError('Expected a date like 2026-11-22, or 2026-11-22T02:00:00Z with its zone.');
}

function describeList(found: readonly CaseSummary[]): string {
  const rows = found.map((summary) => [
    String(summary.id),
    summary.name,
    summary.score.toFixed(2),
    summary.withdrawn === 0 ? String(summary.hits) : `${summary.hits}, ${summary.withdrawn} withdrawn`,
    String(summary.findings),
    summary.goneAt === null ? summary.state : `${summary.state}, gone`,
    dayOf(summary.openedAt),
    dayOf(summary.lastSeenAt),
  ]);
  return `${table([['id', 'name', 'score', 'hits', 'findings', 'state', 'opened', 'last seen'], ...rows])}\n`;
}

function describeCase({ id, state, openedAt, registration, hits, findings, contactChecks, audit }: CaseDetail): string {
  const { name, origin, generation, registeredAt, firstSeenAt, lastSeenAt, goneAt } = registration;
  const made =
    registeredAt === null ? '' : `registered ${isWholeDay(registeredAt) ? dayOf(registeredAt) : registeredAt}, `;
  const gone = goneAt === null ? '' : `, gone since ${goneAt}`;
  const lines = [
    `Case ${id}: ${name}, ${state} since ${openedAt}`,
    `  registration ${generation} of the name in .${origin}: ${made}first seen ${firstSeenAt}, last seen ${lastSeenAt}${gone}`,
    ...hits.map((found) => describeHit(found)),
    ...findings.map((found) => describeFinding(found)),
    ...describeHistory(audit, contactChecks),
  ];
  return `${lines.map(forTerminal).join('\n')}\n`;
}

function describeHit({ hit, firstSeenAt, withdrawnVersion }: CaseDetail['hits'][number]): string {
  const techniques = hit.techniques.length === 0 ? '' : ` (${hit.techniques.join(', ')})`;
  const written = hit.unicode === hit.name ? '' : ` [${hit.unicode}: ${hit.scripts.join(', ')}]`;
  const marks = [
    hit.allowed === undefined ? '' : `; allowed for ${hit.allowed.owner}: ${hit.allowed.reason}`,
    withdrawnVersion === null ? '' : `; the string left the list with version ${withdrawnVersion}`,
  ].join('');
  return `  ${hit.score.toFixed(2)} ${hit.kind}${techniques}: ${hit.explain}${written}${marks}, since ${firstSeenAt}`;
}

function describeFinding({ finding, firstSeenAt, clearedAt }: CaseDetail['findings'][number]): string {
  const { check, severity, field, part, explain } = finding;
  const written = part === '' ? '' : ` [${part}]`;
  const cleared = clearedAt === null ? '' : `; mended by ${clearedAt}`;
  return `  ${severity} ${field} ${check}: ${explain}${written}, since ${firstSeenAt}${cleared}`;
}

/** In the order of time; of one instant the moves come first. */
function describeHistory(audit: CaseDetail['audit'], checks: CaseDetail['contactChecks']): string[] {
  const moves = audit.map(({ at, actor, from, to, note }) => ({
    at,
    what: `${actor}: ${from ?? 'none'} -> ${to} ${note ?? ''}`.trimEnd(),
  }));
  return [...moves, ...checks.map((check) => ({ at: check.at, what: describeCheck(check) }))]
    .sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
    .map(({ at, what }) => `  ${at} ${what}`);
}

/** Where there was no data the note says why. */
function describeCheck({ source, outcome, note }: CaseDetail['contactChecks'][number]): string {
  const what = { findings: 'there are findings', 'in-order': 'in order', unknown: note ?? 'there was no data' }[
    outcome
  ];
  return `contact data checked (${source}): ${what}`;
}
