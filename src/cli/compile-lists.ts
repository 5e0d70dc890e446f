// compile-lists: the lists that were given → a ruleset, and its snapshot in memory that threads share.
import { Kernel } from '../kernel/load.js';
import type { ReadyRuleset } from '../ready-screening.js';
import { compileRuleset } from '../rules/compile.js';
import type { ListFiles } from '../rules/load-lists.js';
import { loadLists } from '../rules/load-lists.js';
import { loadRuleKey } from '../rules/rule-key.js';
import { encodeSnapshot } from '../rules/snapshot.js';
import { refuseErrors } from './options.js';

export function compileLists(files: ListFiles, now: Date): ReadyRuleset {
  const { lists, problems } = loadLists(files, () => loadRuleKey(process.env), now);
  refuseErrors(problems);
  const ruleset = compileRuleset(lists, new Kernel());
  return { ruleset, snapshot: encodeSnapshot(ruleset) };
}
