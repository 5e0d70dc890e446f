// prepared: lists and policy as a hook's lanes and judge need them: plain data, made in a thread of its own (prepareAside).
import type { FeedProfile } from './base/feed.js';
import type { WireError } from './base/errors.js';
import { SieveError } from './base/errors.js';
import type { NamedPolicy } from './base/policy.js';
import { Kernel } from './kernel/load.js';
import { inThread } from './lanes/in-thread.js';
import { placedIn } from './lanes/lane-memory.js';
import type { ScreenLaneData } from './lanes/screen-lanes.js';
import type { ReadyRuleset, ScreeningOptions } from './ready-screening.js';
import { readyScreening, screenLaneData } from './ready-screening.js';
import { compileRuleset } from './rules/compile.js';
import type { ListProblem } from './rules/list-problem.js';
import type { ListFiles } from './rules/load-lists.js';
import { loadLists } from './rules/load-lists.js';
import { loadRuleKey, trialRuleKey } from './rules/rule-key.js';
import { decodeSnapshot, encodeSnapshot, readSnapshot } from './rules/snapshot.js';
import type { AllowEntry } from './rules/watchlists.js';

/** Which files a hook judges by. */
export interface HookFiles extends ScreeningOptions, ListFiles {
  /** A snapshot instead of the lists. */
  readonly ruleset?: string;
  /** Which fields the registrations have at all. */
  readonly profile: FeedProfile;
}

export interface Prepared {
  readonly lanes: ScreenLaneData;
  /** Where their lists are. */
  readonly memory: SharedArrayBuffer;
  readonly policy: NamedPolicy;
  readonly allow: readonly AllowEntry[];
  /** Of the lists; `rules check` says which. */
  readonly warnings: number;
}

/** What is wrong with the files, one by one; nothing is prepared then. */
export type Preparing = { readonly prepared: Prepared } | { readonly errors: readonly WireError[] };

/** What the thread is given. */
export interface ToPrepare {
  readonly files: HookFiles;
  /** Where the lanes' lists are put, if they have room there. */
  readonly memory: SharedArrayBuffer;
  /** Whether the rule key is made where there is none. */
  readonly makesKey: boolean;
}

/** As `prepare`, while this thread goes on with its work. Throws the first error, with the others as its `cause`. */
export async function prepareAside(
  files: HookFiles,
  { memory = new SharedArrayBuffer(0), makesKey = true }: Partial<Omit<ToPrepare, 'files'>> = {},
): Promise<Prepared> {
  const result = (await inThread('prepare', { files, memory, makesKey } satisfies ToPrepare)) as Preparing;
  if ('prepared' in result) return result.prepared;
  throw new FilesRefused(result.errors);
}

export class FilesRefused extends SieveError {
  constructor(readonly errors: readonly WireError[]) {
    const { code, message, place } = errors[0]!;
    super(code, message, place);
  }
}

export function prepare({ files, memory, makesKey }: ToPrepare, env: NodeJS.ProcessEnv, now: Date): Preparing {
  try {
    const ruleKey = makesKey ? loadRuleKey(env) : trialRuleKey(env);
    const { ruleset, problems } = hasLists(files) ? rulesetOf(files, ruleKey, now) : NO_RULESET;
    const errors = problems.filter(({ severity }) => severity === 'error').map(wireOf);
    if (errors.length > 0) return { errors };
    const ready = readyScreening(files, ruleset);
    const purpose = { profile: files.profile, ruleset, stores: true, asksDns: false, plain: false };
    const lanes = screenLaneData(files, ready, purpose, ruleKey);
    const { snapshot } = lanes;
    const [lists, ...others] = placedIn(memory, snapshot === null ? [lanes.lists] : [lanes.lists, snapshot]);
    const prepared = {
      lanes: { ...lanes, lists: lists!, snapshot: others[0] ?? null },
      memory: lists!.buffer,
      policy: ready.policy,
      allow: ruleset?.ruleset.allow?.entries ?? [],
      warnings: problems.filter(({ severity }) => severity === 'warning').length,
    };
    return { prepared };
  } catch (error) {
    if (error instanceof SieveError) return { errors: [error.toWire()] };
    throw error;
  }
}

interface Loaded {
  /** Null where there are no lists, or where they have errors. */
  readonly ruleset: ReadyRuleset | null;
  readonly problems: readonly ListProblem[];
}

const NO_RULESET: Loaded = { ruleset: null, problems: [] };

function hasLists({ hopping, brands, patterns, allow, ruleset }: HookFiles): boolean {
  return ruleset !== undefined || [hopping, brands, patterns, allow].some((files) => files.length > 0);
}

function rulesetOf(files: HookFiles, ruleKey: Buffer, now: Date): Loaded {
  if (files.ruleset !== undefined) {
    const snapshot = readSnapshot(files.ruleset);
    return {
      ruleset: { ruleset: decodeSnapshot(snapshot, files.ruleset), snapshot },
      problems: [],
    };
  }
  const { lists, problems } = loadLists(files, () => ruleKey, now);
  if (problems.some(({ severity }) => severity === 'error')) return { ruleset: null, problems };
  const ruleset = compileRuleset(lists, new Kernel());
  return { ruleset: { ruleset, snapshot: encodeSnapshot(ruleset) }, problems };
}

function wireOf({ code, message, file, line, column }: ListProblem): WireError {
  const place = { file, ...(line > 0 ? { line } : {}), ...(column === undefined ? {} : { column }) };
  return { code, message, place };
}
