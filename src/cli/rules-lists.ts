// rules-lists: the lists that a `rules` command was given.
import { SieveError } from '../base/errors.js';
import type { LoadedLists } from '../rules/load-lists.js';
import { loadLists } from '../rules/load-lists.js';
import { loadRuleKey } from '../rules/rule-key.js';
import { Clock } from './clock.js';
import type { ListOptions } from './options.js';

const LISTS = '--hopping, --brands, --patterns or --allow';

/** `asked` names the options of the command's lists. */
export function loadGiven(options: ListOptions, asked = LISTS): LoadedLists {
  const given = options.hopping.length + options.brands.length + options.patterns.length + options.allow.length;
  if (given === 0) throw new SieveError('USAGE', `expected at least one list: ${asked}`);
  return loadLists(options, () => loadRuleKey(process.env), new Clock().now());
}
