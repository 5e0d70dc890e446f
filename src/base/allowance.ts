// allowance: what of the allow list is about a record of a feed.

/** An entry that covers the record's registration, as far as the entry's words go. */
export interface Covering {
  readonly key: string;
  /** It says itself that it is for this very registration. */
  readonly isNamed: boolean;
}

export interface Allowance {
  readonly covering: readonly Covering[];
  /** What the record says of the name: it left the zone, or another may have it now. */
  readonly event: 'deletion' | 'passed-on' | 'other';
}
