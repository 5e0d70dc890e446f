// cases watch-terms: hopping strings that a zone does not have or did not have once; by rule id, the strings when asked for.
import { dayOf } from '../base/day.js';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { WatchTerm } from '../cases/queries.js';
import { watchTerms } from '../cases/queries.js';
import { addStoreOptions, zoneName } from './options.js';
import { print, printJson, table } from './output.js';
import { withOpenStore } from './with-open-store.js';

const STATES = ['watching', 'in-zone', 'withdrawn', 'any'] as const;

interface TermOptions {
  readonly db: string;
  readonly json: boolean;
  readonly origin?: string;
  readonly state: (typeof STATES)[number];
  readonly strings: boolean;
}

export function addWatchTerms(cases: Command): void {
  addStoreOptions(cases.command('watch-terms'), 'term')
    .description('List the hopping strings that a zone does not have: who registers one there is verified.')
    .option('--origin <zone>', 'of this zone; by default of all', zoneName)
    .addOption(new Option('--state <state>', 'in this state').choices(STATES).default('watching'))
    .option('--strings', 'also tell the strings, which are secret', false)
    .addHelpText(
      'after',
      `
Examples:
  zonesieve cases watch-terms --origin be
  zonesieve cases watch-terms --state any --json
  zonesieve cases watch-terms --strings --json | jq -r .string

watching: not in the zone; who registers it is verified. in-zone: it was watched, and is in the zone now. withdrawn: it left
the list; the last list that had it is told, and the first that had not.
With --strings keep the output as safe as the list.`,
    )
    .action((options: TermOptions) =>
      withOpenStore(options.db, async (store) => {
        const terms = await watchTerms(store, options);
        if (options.json) for (const term of terms) await printJson(options.strings ? term : withoutString(term));
        else await print(described(terms, options.strings));
      }),
    );
}

function withoutString({ string: _string, ...term }: WatchTerm): Omit<WatchTerm, 'string'> {
  return term;
}

function described(terms: readonly WatchTerm[], strings: boolean): string {
  if (terms.length === 0) return 'no watch terms\n';
  const header = ['zone', 'rule', 'hopping list', 'state', 'since', 'ended'];
  const rows = terms.map(({ string, ...term }) => (strings ? [...cellsOf(term), string] : cellsOf(term)));
  return `${table([strings ? [...header, 'string'] : header, ...rows])}\n`;
}

function cellsOf({ origin, rule, listVersion, state, withdrawnVersion, since, ended }: Omit<WatchTerm, 'string'>) {
  const stands = withdrawnVersion === null ? state : `${state} by ${withdrawnVersion}`;
  return [origin, rule, listVersion, stands, dayOf(since), ended === null ? '' : dayOf(ended)];
}
