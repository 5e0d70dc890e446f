// decision: what is to be done about a registration, and why (design section 3; the JSON keys are a contract).
import type { FindingField, Severity } from './finding.js';
import type { HitKind } from './hit.js';

export type Verdict = 'pass' | 'verify' | 'hold';

/** One hit or finding, as the decision counts it. */
export interface Reason {
  readonly kind: HitKind | 'finding';
  /** The hit's rule, or the check's id. */
  readonly rule: string;
  readonly field: 'domain' | FindingField;
  readonly severity: Severity;
  readonly explain: string;
}

export interface Decision {
  /** The feed's own id; null where it has none. */
  readonly id: string | null;
  readonly domain: string;
  readonly registeredAt: string | null;
  readonly decision: Verdict;
  /** 0 to 1: how sure it is that something is wrong. */
  readonly score: number;
  /** Strongest first. */
  readonly reasons: readonly Reason[];
  readonly ruleset: string;
  readonly policy: string;
  readonly caseId: number | null;
}
