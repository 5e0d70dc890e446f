// schema: the store's tables as types; instants are ISO 8601 text in UTC, so that they compare as text.
import type { Generated } from 'kysely';
import type { Verdict } from '../base/decision.js';
import type { FindingField, Severity } from '../base/finding.js';
import type { HitKind } from '../base/hit.js';
import type { TriggerKind } from '../base/trigger.js';

export interface Tables {
  registrations: RegistrationTable;
  cases: CaseTable;
  case_audit: CaseAuditTable;
  hits: HitTable;
  watch_terms: WatchTermTable;
  watch_lists: WatchListTable;
  allow_entries: AllowEntryTable;
  sweeps: SweepTable;
  screened_batches: ScreenedBatchTable;
  screened: ScreenedTable;
  findings: FindingTable;
  contact_checks: ContactCheckTable;
  triggers: TriggerTable;
  trigger_targets: TriggerTargetTable;
  deliveries: DeliveryTable;
}

/** One life of a name with one holder; unique by origin, name and generation. */
export interface RegistrationTable {
  id: Generated<number>;
  origin: string;
  name: string;
  generation: number;
  /** The registry's own id and date, where a feed told them. */
  registry_id: string | null;
  registered_at: string | null;
  first_seen_at: string;
  last_seen_at: string;
  /** Whether a sweep saw the name in its zone; before it did, or a deletion was told, it cannot be absent. */
  delegated: Generated<0 | 1>;
  /** Complete sweeps in a row that did not see the name; those of one SOA serial are one. */
  absent_sweeps: Generated<number>;
  /** Set when the name had been absent from enough complete sweeps, until a record tells that it is the same registration. */
  gone_at: string | null;
  /** Set when a record told of its deletion, until a record tells that it goes on. It may still be in the zone. */
  deleted_at: string | null;
  /** Set while we keep the name out of the zone ourselves; such a registration is never gone. */
  delisted_at: string | null;
}

export type CaseState = 'open';

/** What a person or procedure works on; one per registration. Only case-moves.ts writes `state`. */
export interface CaseTable {
  id: Generated<number>;
  registration_id: number;
  state: CaseState;
  opened_at: string;
  /** When it was last written that the case moved, got a hit that it had not, or has other findings. */
  updated_at: string;
  /**
   * What last told of the registration: the key in `screened` of a record, or `look:` and when a sweep looked at its contact data, which
   * no key is like; null where nothing did since this is kept.
   */
  newest_look: string | null;
  /** Whether that record passed (0 or 1); null where it was none that is judged. */
  newest_passed: number | null;
}

export interface CaseAuditTable {
  id: Generated<number>;
  case_id: number;
  at: string;
  actor: string;
  from_state: CaseState | null;
  to_state: CaseState;
  note: string | null;
}

/** One rule on one registration; unique by case, rule and target. `hit` is the whole hit as JSON. */
export interface HitTable {
  id: Generated<number>;
  case_id: number;
  kind: HitKind;
  rule: string;
  target: string;
  score: number;
  ruleset: string;
  hit: string;
  first_seen_at: string;
  last_seen_at: string;
  /** The hopping list's version that no longer held the string; null while the list holds it. */
  withdrawn_version: string | null;
}

/**
 * `watching`: on the list and not in the zone, so that a registration of it triggers verification. `in-zone`: it was
 * watched and is in the zone now, a hit and no longer a term. `withdrawn`: it left the list.
 */
export type WatchTermState = 'watching' | 'in-zone' | 'withdrawn';

/** A hopping string that was once absent from a complete zone; unique by origin and string. */
export interface WatchTermTable {
  origin: string;
  string: string;
  rule: string;
  state: WatchTermState;
  /** When it last became a term, and when it last stopped being one. */
  since_at: string;
  ended_at: string | null;
  /** Of a withdrawn term: the last list version that held the string; of others it is the origin's (WatchListTable). */
  last_version: string | null;
  withdrawn_version: string | null;
}

/** What an origin's terms were last brought in line with; with the same again there is nothing to do. */
export interface WatchListTable {
  origin: string;
  list_version: string;
  /** Two hashes, parted by a blank: of the list, and of which of its strings the zone held. */
  fingerprint: string;
}

/** The registration that an allow-list entry was first seen to cover; the entry lapses with it, and for good. */
export interface AllowEntryTable {
  origin: string;
  entry_key: string;
  name: string;
  registration_id: number;
  covered_at: string;
  lapsed_at: string | null;
  lapse_reason: string | null;
}

/** A sweep that came to its end; a killed one has no row. Unique by origin and start. */
export interface SweepTable {
  id: Generated<number>;
  origin: string;
  started_at: string;
  finished_at: string;
  complete: number;
  why_not_complete: string | null;
  soa_serial: number | null;
  ruleset: string;
  hopping_version: string | null;
  names: number;
  hits: number;
}

/** Registrations that were judged in one transaction, in input order. */
export interface ScreenedBatchTable {
  id: Generated<number>;
  at: string;
  ruleset: string;
  policy: string;
  /** `ContactEvents`, column after column, as little-endian doubles: what counting goes on from after a restart. */
  events: Uint8Array;
}

/** A registration that was judged, by its idempotency key, with what was answered. */
export interface ScreenedTable {
  key: string;
  /** Keyed hash of the normalised record. */
  content: number;
  batch_id: number;
  decision: Verdict;
  score: number;
  /** JSON; null where there is none. */
  reasons: string | null;
  case_id: number | null;
}

/** One problem of a case's contact data; unique by case, check and field. */
export interface FindingTable {
  id: Generated<number>;
  case_id: number;
  check_id: string;
  field: FindingField;
  severity: Severity;
  part: string;
  explain: string;
  first_seen_at: string;
  last_seen_at: string;
  /** When newer data of the registration no longer had it. */
  cleared_at: string | null;
}

/** A look at a registrant's contact data that the procedure for hopping strings asks for. */
export interface ContactCheckTable {
  id: Generated<number>;
  case_id: number;
  at: string;
  /** Where the data came from: `file` or `rdap`. */
  source: string;
  /** `unknown`: there was no data. */
  outcome: 'findings' | 'in-order' | 'unknown';
  note: string | null;
}

/** Written in the transaction of what it is about; unique by case, step and occurrence. */
export interface TriggerTable {
  /** The order in which they were committed. */
  seq: Generated<number>;
  id: string;
  case_id: number;
  kind: TriggerKind;
  step: string;
  occurrence: number;
  /** TriggerBody as JSON. */
  body: string;
  created_at: string;
  /** Set when an operator dropped it: no target gets it from then on. */
  dropped_at: string | null;
  drop_reason: string | null;
}

/** Up to which trigger a target has its delivery rows; made by the dispatcher, so that to enqueue knows no targets. */
export interface TriggerTargetTable {
  target: string;
  after_seq: number;
  /** JSON; as last configured. */
  kinds: Generated<string>;
  /** It asked to be left alone until then. */
  held_until: string | null;
  /** Set while no configuration has it; it keeps its rows, and is for nothing more. */
  left_at: string | null;
}

/** `dead`: given up after the most attempts, or at once where the target is gone. Both can be sent again. */
export type DeliveryState = 'pending' | 'delivered' | 'dead' | 'dropped';

/** One trigger for one target. */
export interface DeliveryTable {
  target: string;
  seq: number;
  state: DeliveryState;
  /** Begun ones, that of a process that was killed too. */
  attempts: Generated<number>;
  /** When it is next sent, if it is pending; under way, when its lease ends and another may send it. */
  due_at: string;
  /** The dispatcher that has it under way. */
  leased_by: string | null;
  /** A code; nothing of what a target answered. */
  last_error: string | null;
  /** When it was delivered, given up or dropped. */
  ended_at: string | null;
}
