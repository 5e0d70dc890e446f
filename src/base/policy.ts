// policy: from which hits and findings which decision follows; the shipped one is in force unless another is named.
import type { Severity } from './finding.js';

/** What may withhold a registration; each must be switched on by its name. */
export const HOLD_RULES = ['hopping', 'lookalike-and-manifest', 'two-manifest'] as const;
export type HoldRule = (typeof HOLD_RULES)[number];

/** How often the same contact may come within a window of event time. */
export interface BurstLimit {
  readonly windowHours: number;
  /** So many names, this one included, are a finding. */
  readonly names: number;
}

export interface RegistrarLimit {
  /** Names of one registrar in one hour that are a finding, if that is also so many times its usual hour. */
  readonly names: number;
  readonly timesUsual: number;
}

export interface Bursts {
  readonly contact: BurstLimit;
  readonly email: BurstLimit;
  readonly phone: BurstLimit;
  readonly mailDomain: BurstLimit;
  readonly registrar: RegistrarLimit;
}

export interface Policy {
  readonly name: string;
  /** A lookalike, a variant or a pattern hit of this score or more is manifest; a weaker one is a weak sign. */
  readonly lookalikeVerifiesAt: number;
  readonly variantVerifiesAt: number;
  readonly patternVerifiesAt: number;
  /** Weak signs on so many different fields verify. */
  readonly weakFields: number;
  /** Severities by check id, where they are to be others than shipped; `off` counts nothing and tells nothing. */
  readonly checks: Readonly<Record<string, Severity | 'off'>>;
  readonly hold: readonly HoldRule[];
  readonly bursts: Bursts;
}

export interface NamedPolicy extends Policy {
  /** `po-` and 12 hex digits: the same policy gives the same version. */
  readonly version: string;
}
