// decide: hits and findings → decision, by a policy. The same evidence and policy give the same decision.
import type { Reason, Verdict } from '../base/decision.js';
import type { Finding, Severity } from '../base/finding.js';
import type { Hit } from '../base/hit.js';
import type { HoldRule, Policy } from '../base/policy.js';

/** What was found out about one registration. */
export interface Evidence {
  readonly hits: readonly Hit[];
  readonly findings: readonly Finding[];
}

export interface Judgement {
  readonly decision: Verdict;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/** What one sign adds to the score: a hit its own score, a finding by its severity. */
const FINDING_WEIGHTS: Readonly<Record<Severity, number>> = { manifest: 0.9, weak: 0.4, note: 0 };

interface WeighedReason extends Reason {
  readonly weight: number;
}

export function decide(evidence: Evidence, policy: Policy): Judgement {
  const reasons = [
    ...evidence.hits.flatMap((hit) => hitReason(hit, policy)),
    ...evidence.findings.flatMap((finding) => findingReason(finding, policy)),
  ].sort(strongestFirst);
  const verdict = mustVerify(reasons, policy) ? (mustHold(reasons, policy) ? 'hold' : 'verify') : 'pass';
  return { decision: verdict, score: combined(reasons), reasons: reasons.map(withoutWeight) };
}

function hitReason(hit: Hit, policy: Policy): WeighedReason[] {
  const { kind, rule, score, explain } = hit;
  const severity = severityOfHit(hit, policy);
  if (severity === 'off') return [];
  return [{ kind, rule, field: 'domain', severity, explain, weight: severity === 'note' ? 0 : score }];
}

/** An exact hopping string always verifies, on an allowed name too. A policy may name patterns, on names as on fields. */
export function severityOfHit({ kind, rule, score }: Hit, policy: Policy): Severity | 'off' {
  const named = kind === 'pattern' ? policy.checks[rule] : undefined;
  if (named !== undefined) return named;
  const verifiesAt = {
    hopping: 0,
    'hopping-variant': policy.variantVerifiesAt,
    lookalike: policy.lookalikeVerifiesAt,
    pattern: policy.patternVerifiesAt,
  }[kind];
  return score >= verifiesAt ? 'manifest' : 'weak';
}

function findingReason({ check, field, explain, ...finding }: Finding, policy: Policy): WeighedReason[] {
  const severity = policy.checks[check] ?? finding.severity;
  if (severity === 'off') return [];
  return [{ kind: 'finding', rule: check, field, severity, explain, weight: FINDING_WEIGHTS[severity] }];
}

function mustVerify(reasons: readonly Reason[], policy: Policy): boolean {
  if (reasons.some(({ severity }) => severity === 'manifest')) return true;
  const weak = reasons.filter(({ severity }) => severity === 'weak');
  const rules = new Set(weak.map(({ rule }) => rule));
  const counted = weak.filter(({ rule }) => !rules.has(SAME_CAUSE[rule] ?? ''));
  return new Set(counted.map(({ field }) => field)).size >= policy.weakFields;
}

/** A weak finding that is no second one beside the other: a name from far away looks struck, and has a phone from there. */
const SAME_CAUSE: Readonly<Record<string, string>> = {
  'contact.contradiction.phone-country': 'name.gibberish',
  'contact.contradiction.three-countries': 'name.gibberish',
};

function mustHold(reasons: readonly Reason[], policy: Policy): boolean {
  return policy.hold.some((rule) => HOLDS[rule](reasons));
}

const HOLDS: Readonly<Record<HoldRule, (reasons: readonly Reason[]) => boolean>> = {
  hopping: (reasons) => reasons.some(({ kind }) => kind === 'hopping'),
  'lookalike-and-manifest': (reasons) => reasons.some(isStrongLookalike) && manifestFields(reasons) >= 1,
  'two-manifest': (reasons) => manifestFields(reasons) >= 2,
};

function isStrongLookalike({ kind, severity }: Reason): boolean {
  return kind === 'lookalike' && severity === 'manifest';
}

/** Fields of the contact data that a manifest finding speaks of. */
function manifestFields(reasons: readonly Reason[]): number {
  const manifest = reasons.filter(({ kind, severity }) => kind === 'finding' && severity === 'manifest');
  return new Set(manifest.map(({ field }) => field)).size;
}

/** As if each sign were wrong independently of the others (noisy-or), to three decimals. */
function combined(reasons: readonly WeighedReason[]): number {
  const innocent = reasons.reduce((product, { weight }) => product * (1 - weight), 1);
  return Math.round((1 - innocent) * 1000) / 1000;
}

const RANKS: Readonly<Record<Severity, number>> = { manifest: 0, weak: 1, note: 2 };

function strongestFirst(a: WeighedReason, b: WeighedReason): number {
  return (
    RANKS[a.severity] - RANKS[b.severity] ||
    b.weight - a.weight ||
    compareText(a.rule, b.rule) ||
    compareText(a.field, b.field)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function withoutWeight({ kind, rule, field, severity, explain }: WeighedReason): Reason {
  return { kind, rule, field, severity, explain };
}
