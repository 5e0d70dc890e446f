// hit-rows: hits as they are stored: keys well-formed, JSON in one field order, one row per registration, rule, target.
import type { Hit } from '../base/hit.js';

/** A hit with its stored text and the key that tells it from the other hits of its name. */
export interface PackedHit {
  readonly hit: Hit;
  readonly rule: string;
  readonly target: string;
  readonly json: string;
}

/** The hits by name and then by key, each key once: where two tell the same hit differently, `betterHit` chooses. */
export function packHits(hits: readonly Hit[]): Map<string, Map<string, PackedHit>> {
  const byName = new Map<string, Map<string, PackedHit>>();
  for (const hit of hits) {
    const packed = packHit(hit);
    const name = wellFormed(hit.name);
    const ofName = byName.get(name) ?? new Map<string, PackedHit>();
    const key = hitKey(packed.rule, packed.target);
    const other = ofName.get(key);
    ofName.set(key, other !== undefined && !isBetter(packed.json, other.json) ? other : packed);
    byName.set(name, ofName);
  }
  return byName;
}

/** Two parts can hold any character, so the first one's length keeps `a` + `bc` apart from `ab` + `c`. */
export function hitKey(rule: string, target: string): string {
  return `${rule.length}:${rule}${target}`;
}

/** Of two tellings of one hit in one sweep the same one must win in any order: the higher score, then the text. */
export function isBetter(json: string, than: string): boolean {
  if (json === than) return false;
  const [score, other] = [scoreOf(json), scoreOf(than)];
  return score === other ? json < than : score > other;
}

/** SQLite and UTF-8 hold no lone surrogates; a key with one would never be found again. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function packHit(hit: Hit): PackedHit {
  return { hit, rule: wellFormed(hit.rule), target: wellFormed(hit.target), json: hitJson(hit) };
}

/** Members that are undefined are left out. */
function hitJson(hit: Hit): string {
  const { name, unicode, kind, rule, target, techniques, score, span, normalised, scripts, explain, ruleset } = hit;
  const seen = { techniques, score, span, normalised, scripts, explain, ruleset };
  const allowed = hit.allowed && { owner: hit.allowed.owner, reason: hit.allowed.reason };
  return JSON.stringify({ name, unicode, kind, rule, target, ...seen, allowed });
}

function scoreOf(json: string): number {
  return (JSON.parse(json) as Hit).score;
}
