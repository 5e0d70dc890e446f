// reach: which parts of a name may reach a least score, told before they are aligned: bounds from above of the logistic sum
// of score.ts, as bits that the kernel asks too (src/kernel/assembly/glance.ts).
import type { Difference } from './alignment.js';
import { replacement } from './alignment.js';
import type { Surroundings } from './surroundings.js';
import type { Weights } from './score.js';
import { LONG_WORD, LONGEST_COUNTED, weightOf } from './score.js';

/** Neighbours, edits and letters of one label: no more than these. */
const MOST_OF_LABEL = 63;

// ---- what stands beside a part ----

/** Kinds of neighbours, bit by bit; and one of them is glued to the part. */
const KINDS = ['action', 'trust', 'lure', 'affix', 'digits', 'other'] as const;
const GLUED = 64;
const COMPANIES = 128;
const DIGITS = bitOfKind('digits');
const OTHER = bitOfKind('other');

/** The kinds of all neighbours, and whether one is glued; 0 for a part that stands alone. */
export type Company = number;

export function bitOfKind(kind: (typeof KINDS)[number]): Company {
  return 1 << KINDS.indexOf(kind);
}

export function companyOf({ neighbours }: Surroundings): Company {
  return neighbours.reduce((all, { kind, glued }) => all | bitOfKind(kind) | (glued ? GLUED : 0), 0);
}

// ---- rows ----

/** Of a row: for each company, without and with digits in the part and all that once more with foreign letters in it, a u32. */
const FOREIGN_FROM = COMPANIES * 2;
const ROW_WORDS = FOREIGN_FROM * 2;

/**
 * Two bits of it for each number of edits and of bytes too many: a part may not reach what is asked; may when no letter of
 * it only looks like its target's; when one does; when several do.
 */
type LooksAllowed = 0 | 1 | 2 | 3;
const MOST_EDITS = 2;

/** A part is `longer` bytes than its target, no more than its edits; without an edit it may be of any length. */
function placeOf(edits: number, longer: number): number {
  return edits === 0 ? 0 : 2 * (edits * 4 + longer - 2);
}

/** What parts may reach what is asked of their targets. Targets of one row differ in nothing that counts. */
export interface Reachable {
  /** By target. */
  readonly rowOf: Uint32Array;
  readonly rows: Uint32Array;
}

/** What is known of a part at first sight, whichever target it imitates. */
export interface Glimpse {
  readonly company: Company;
  readonly hasDigits: boolean;
  readonly isForeign: boolean;
  /** Without hyphens. */
  readonly length: number;
}

/** Of a part that is so many edits or more from a target that is as long as told. */
export function mayReach(
  { rowOf, rows }: Reachable,
  { company, hasDigits, isForeign, length }: Glimpse,
  target: number,
  targetLength: number,
  edits: number,
): boolean {
  const at = (isForeign ? FOREIGN_FROM : 0) + company * 2 + (hasDigits ? 1 : 0);
  const bits = rows[rowOf[target]! * ROW_WORDS + at]!;
  const longer = length - targetLength;
  for (let count = edits; count <= MOST_EDITS; count++) {
    if (count > 0 && Math.abs(longer) > count) continue;
    if (((bits >> placeOf(count, longer)) & 3) !== 0) return true;
  }
  return false;
}

/** A target, and the least score that is wanted of what imitates it. */
export interface Wanted {
  readonly text: string;
  readonly editsAllowed: number;
  /** Names of the sample that hold it as a word. */
  readonly common: number;
  readonly least: number;
}

export function reachable(targets: readonly Wanted[], weights: Weights): Reachable {
  const bounds = new Bounds(weights);
  const numbers = new Map<string, number>();
  const rows: Uint32Array[] = [];
  const rowOf = Uint32Array.from(targets, (target) => {
    const { text, least } = target;
    const key = `${Math.min(text.length, LONGEST_COUNTED)} ${text.length < LONG_WORD ? target.common : 0} ${least}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, rows.length);
    return rows.push(bounds.row(target)) - 1;
  });
  const all = new Uint32Array(rows.length * ROW_WORDS);
  rows.forEach((row, at) => all.set(row, at * ROW_WORDS));
  return { rowOf, rows: all };
}

/** The logistic sum from which on a score is reached, its rounding allowed for. */
function sumFor(score: number): number {
  const least = score - 0.001;
  return least <= 0 ? -Infinity : Math.log(least / (1 - least));
}

// ---- bounds ----

/** And two for all others, of which nothing but a bit that flips is ever told. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789', '\x00', '\x01'];

/** One for each of what is said of two letters. */
const REPLACEMENTS: readonly Difference[] = [
  ...new Map(
    LETTERS.flatMap((put) =>
      LETTERS.filter((meant) => meant !== put).map((meant) => replacement(put, 0, meant, 0)),
    ).map((difference) => [`${difference.techniques.join()} ${difference.close}`, difference]),
  ).values(),
];

type Way = 'whole' | 'edited';
const wayOf = (edits: number): Way => (edits > 0 ? 'edited' : 'whole');

/** Bounds from above of what features of a part add to the sum. */
class Bounds {
  private readonly always: number;
  private readonly digits: number;
  private readonly foreign: number;
  private readonly looks: number;
  /** Of a letter that looks like the target's: against it, or nothing. */
  private readonly look: number;
  /** No difference, or what is rewritten. */
  private readonly unedited: number;
  private readonly insertion: number;
  private readonly omission: number;
  /** Of an edit that keeps the length. */
  private readonly exchange: number;
  /** By counted length of the target, by company. */
  private readonly companies: readonly Readonly<Record<Way, Float64Array>>[];

  constructor(private readonly weights: Weights) {
    const surely = this.positive('hyphens') + this.positive('first letter');
    this.always = this.weight('bias') + surely + this.positive('common core') * Math.log10(1e6);
    this.digits = this.positive('digits');
    this.foreign = this.positive('foreign letters') + this.positive('mixed scripts');
    this.looks = Math.max(0, ...this.matching('look: ')) * MOST_OF_LABEL;
    this.look = this.looks > 0 ? 0 : this.weight('look: letter');
    const same = Math.max(this.weight('same'), this.weight('same but for its letters'));
    this.unedited = Math.max(same, 2 * Math.max(0, ...this.matching('rewriting: ')) + this.looks);
    this.insertion = this.best('insertion');
    this.omission = this.best('omission');
    this.exchange = Math.max(this.bestReplacement(), this.best('transposition'));
    this.companies = Array.from({ length: LONGEST_COUNTED + 1 }, (_, length) => ({
      whole: Float64Array.from({ length: COMPANIES }, (_, company) => this.beside('whole', company, length)),
      edited: Float64Array.from({ length: COMPANIES }, (_, company) => this.beside('edited', company, length)),
    }));
  }

  row({ text, editsAllowed, common, least }: Wanted): Uint32Array {
    const length = Math.min(text.length, LONGEST_COUNTED);
    const frequency = text.length < LONG_WORD ? this.weight('common target') * Math.log10(1 + common) : 0;
    const base = this.always + this.weight(`length ${length}`) + frequency - sumFor(least);
    const glimpses = glimpsesOf(editsAllowed).map(({ edits, longer }) => ({
      place: placeOf(edits, longer),
      way: wayOf(edits),
      most: this.differences(edits, longer, length),
    }));
    const company = this.companies[length]!;
    return Uint32Array.from({ length: ROW_WORDS }, (_, at) => {
      const known = base + (at % 2) * this.digits + (at < FOREIGN_FROM ? 0 : this.foreign);
      const beside = (at % FOREIGN_FROM) >> 1;
      return glimpses.reduce(
        (bits, { place, way, most }) => bits | (this.looksAllowed(known + most + company[way][beside]!) << place),
        0,
      );
    });
  }

  /** By how much the sum of a part without such letters may exceed what is asked, at most. */
  private looksAllowed(over: number): LooksAllowed {
    if (over < 0) return 0;
    if (over + this.look < 0) return 1;
    return over + 2 * this.look < 0 ? 2 : 3;
  }

  /** The most that differences add when there are so many edits, letters that look alike left aside unless they are in favour. */
  private differences(edits: number, longer: number, length: number): number {
    if (edits === 0) return this.unedited;
    let most = -Infinity;
    for (let insertions = 0; insertions <= edits; insertions++) {
      for (let omissions = 0; insertions + omissions <= edits; omissions++) {
        if (insertions - omissions !== longer) continue;
        const exchanges = edits - insertions - omissions;
        const sum = insertions * this.insertion + omissions * this.omission + exchanges * this.exchange;
        most = Math.max(most, sum + this.looks);
      }
    }
    return this.weight(`edits ${edits}, length ${length}`) + most;
  }

  private beside(way: Way, company: Company, length: number): number {
    if (company === 0) return this.weight(`${way}, alone`);
    const glued = (company & GLUED) === 0 ? 'parted' : 'glued';
    const isUnknown = (company & (DIGITS | OTHER)) !== 0;
    const kinds = KINDS.filter((kind) => (company & bitOfKind(kind)) !== 0);
    const neighbours = Math.max(
      this.weight('neighbours') * Math.max(0, kinds.length - 1),
      this.positive('neighbours') * MOST_OF_LABEL,
    );
    const unknown = isUnknown
      ? this.positive(`${glued}, unknown: share`) + this.weight(`${glued}, unknown: length ${length}`)
      : 0;
    return (
      this.weight(`${way}, ${glued}, ${isUnknown ? 'unknown' : 'words'}`) +
      unknown +
      neighbours +
      sum(kinds.map((kind) => this.weight(`beside: ${kind}`)))
    );
  }

  /** Of the letters that there are: few pairs of them look alike, sound alike and are neighbours on a keyboard, all at once. */
  private bestReplacement(): number {
    return Math.max(...REPLACEMENTS.map((difference) => weightOf(difference, this.weights)));
  }

  private best(kind: string): number {
    return this.weight(kind) + sum(this.matching(`${kind}: `).map((weight) => Math.max(0, weight)));
  }

  private matching(prefix: string): number[] {
    return [...this.weights].flatMap(([feature, weight]) => (feature.startsWith(prefix) ? [weight] : []));
  }

  private weight(feature: string): number {
    return this.weights.get(feature) ?? 0;
  }

  private positive(feature: string): number {
    return Math.max(0, this.weight(feature));
  }
}

const GLIMPSES = [0, 1, 2].flatMap((edits) =>
  Array.from({ length: edits * 2 + 1 }, (_, at) => ({ edits, longer: at - edits })),
);

function glimpsesOf(editsAllowed: number): { edits: number; longer: number }[] {
  return GLIMPSES.filter(({ edits }) => edits <= editsAllowed);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
