// ready-screening: what the options of those who judge registrations come to: policy, lists, lanes.
import { createHmac } from 'node:crypto';
import type { FeedProfile } from './base/feed.js';
import type { ListSources } from './base/list-table.js';
import { listsOf, withoutRows } from './base/list-table.js';
import { packed } from './base/packed.js';
import type { NamedPolicy } from './base/policy.js';
import type { ScreenLaneData, Versions } from './lanes/screen-lanes.js';
import { ScreenLanes } from './lanes/screen-lanes.js';
import { readPolicy } from './rules/read-policy.js';
import { loadRuleKey } from './rules/rule-key.js';
import type { Ruleset } from './rules/ruleset.js';
import { readScreeningLists, shippedScreening } from './rules/screening-lists.js';
import { BURST_CHECKS } from './screen/bursts.js';
import { NO_MAIL } from './screen/no-mail.js';
import type { ScreeningLists } from './screen/screener.js';
import { checkIds, SCREENING_FILES } from './screen/screener.js';

/** By what registrations are judged, beside lists of names. */
export interface ScreeningOptions {
  readonly policy?: string;
  readonly checkLists?: string;
  readonly minScore: number;
}

/** A ruleset, and its snapshot in memory that the lanes share. */
export interface ReadyRuleset {
  readonly ruleset: Ruleset;
  readonly snapshot: Uint8Array;
}

/** All that judging needs beside the ruleset. */
export interface ReadyScreening {
  readonly policy: NamedPolicy;
  readonly lists: ListSources;
  /** Names the lists and the ruleset: what a decision calls its ruleset. */
  readonly version: string;
}

export function readyScreening(options: ScreeningOptions, ruleset: ReadyRuleset | null): ReadyScreening {
  const { lists, version } = readScreeningLists(SCREENING_FILES, options.checkLists ?? null);
  const policy = readyPolicy(options.policy, lists);
  return { policy, lists, version: ruleset === null ? version : `${ruleset.ruleset.version}+${version}` };
}

/** The shipped policy, with a file's keys put over it. */
export function readyPolicy(file: string | undefined, lists: ListSources): NamedPolicy {
  const shipped = shippedScreening('policy.json');
  // The checks are the same whatever rows there are.
  const checks = checkIds(listsOf<ScreeningLists>(withoutRows(lists)));
  return readPolicy(file === undefined ? [shipped] : [shipped, file], [...checks, ...BURST_CHECKS, NO_MAIL.check]);
}

/** What lanes are opened for. */
export interface LanePurpose {
  readonly profile: FeedProfile;
  readonly ruleset: ReadyRuleset | null;
  /** Whether answers are stored, by the registrations' keys. */
  readonly stores: boolean;
  /** Whether the DNS is asked about domains of e-mail addresses. */
  readonly asksDns: boolean;
  /** Whether findings are wanted as the checks have them, for policies to judge. */
  readonly plain: boolean;
}

export function openScreenLanes(
  workers: number,
  options: ScreeningOptions,
  ready: ReadyScreening,
  purpose: LanePurpose,
): ScreenLanes {
  return new ScreenLanes(workers, screenLaneData(options, ready, purpose));
}

export function screenLaneData(
  { minScore }: ScreeningOptions,
  ready: ReadyScreening,
  { profile, ruleset, stores, asksDns, plain }: LanePurpose,
  ruleKey = loadRuleKey(process.env),
): ScreenLaneData {
  return {
    snapshot: ruleset?.snapshot ?? null,
    minScore,
    lists: packed(ready.lists),
    profile,
    severities: plain ? {} : ready.policy.checks,
    hashKey: contactKey(ruleKey),
    versions: versionsOf(ready),
    wantNotes: plain,
    wantMailDomains: asksDns,
    wantKeys: stores,
  };
}

export function versionsOf({ policy, version }: ReadyScreening): Versions {
  return { ruleset: version, policy: `${policy.name} ${policy.version}` };
}

/** Of the key that hides hopping strings: who has neither cannot tell whose contact data a stored hash is of. */
function contactKey(ruleKey: Buffer): Uint8Array {
  return createHmac('sha256', ruleKey).update('contact data').digest().subarray(0, 16);
}
