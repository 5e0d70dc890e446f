// rules-lists: the lists that a `rules` command was given.
import { SieveError } from '../base/errors.js';
import type { LoadedLists } from '../rules/load-lists.js';
import { loadLists } from '../rules/load-lists.js';
import { loadRuleKey } from '../rules/rule-key.js';
import { Clock } from './clock.js';
import type { ListOptions } from './options.js';

export function loadGiven(options: ListOptions): LoadedLists {
  const given = options.hopping.length + options.brands.length + options.patterns.length + options.allow.length;
  if (given === 0)
    throw new SieveError('USAGE', 'expected at least one list: --hopping, --brands, --patterns or --allow');
  return loadLists(options, () => loadRuleKey(process.env), new Clock().now());
}
