// ready-ruleset: the ruleset that the options name: a snapshot, or lists that are compiled now.
import { SieveError } from '../base/errors.js';
import type { ReadyRuleset } from '../ready-screening.js';
import { decodeSnapshot, readSnapshot } from '../rules/snapshot.js';
import type { ListOptions } from './options.js';

/** Refuses lists with errors; says warnings on stderr. */
export async function readyRuleset(options: ListOptions, now: Date): Promise<ReadyRuleset> {
  if (options.withdrawHopping && (options.hopping.length > 0 || options.ruleset !== undefined)) {
    throw new SieveError(
      'USAGE',
      '--withdraw-hopping stands for an empty hopping list: expected no --hopping or --ruleset',
    );
  }
  const given = options.hopping.length + options.brands.length + options.patterns.length + options.allow.length;
  if (options.ruleset !== undefined) {
    if (given > 0) throw new SieveError('USAGE', 'expected either --ruleset or lists, not both');
    const snapshot = readSnapshot(options.ruleset);
    return { ruleset: decodeSnapshot(snapshot, options.ruleset), snapshot };
  }
  if (given === options.allow.length && !options.withdrawHopping) {
    throw new SieveError(
      'USAGE',
      'expected at least one list: --hopping, --brands or --patterns; or a --ruleset made of them',
    );
  }
  return (await import('./compile-lists.js')).compileLists(options, now);
}
