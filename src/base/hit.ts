// hit: one rule matching one name, with its explanation (design section 3; the JSON keys are a contract).

export type HitKind = 'hopping' | 'hopping-variant' | 'lookalike' | 'pattern';

export interface Hit {
  /** A-label form, lower case, no final dot. */
  readonly name: string;
  /** The U-label form of `name`. */
  readonly unicode: string;
  readonly kind: HitKind;
  /** Opaque id, stable over list versions; for hopping it is never the string. */
  readonly rule: string;
  /** What was imitated or matched: the hopping string, the brand's label, or the pattern's id. */
  readonly target: string;
  /** Every way in which the name imitates the target, in dnstwist's words; empty for hopping and patterns. */
  readonly techniques: readonly string[];
  /** 0 to 1. */
  readonly score: number;
  /** `[start, end)` in code points of `unicode`. */
  readonly span: readonly [number, number];
  /** The form of the label that matched. */
  readonly normalised: string;
  /** Unicode script names that occur in the label, in its U-label form, sorted; `Common` left out. */
  readonly scripts: readonly string[];
  /** One line for a person. */
  readonly explain: string;
  /** Version of the ruleset that found it. */
  readonly ruleset: string;
  /** Present on a hopping hit whose name is on the allow list: kept, and marked. */
  readonly allowed?: { readonly owner: string; readonly reason: string };
}
