// reach: which parts of a name may reach a least score, told before they are aligned: bounds from above of the logistic sum
// of score.ts, in parts that the kernel adds up too (src/kernel/assembly/reach.ts).
import { SPELLINGS } from '../base/glyphs.js';
import { editsAllowed } from '../base/target.js';
import { replacement } from './difference.js';
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
/** Where neighbours stand. */
const PLACES = ['parted', 'glued'] as const;

/** The kinds of all neighbours, and whether one is glued; 0 for a part that stands alone. */
export type Company = number;

export function bitOfKind(kind: (typeof KINDS)[number]): Company {
  return 1 << KINDS.indexOf(kind);
}

function isUnknown(company: Company): boolean {
  return (company & (DIGITS | OTHER)) !== 0;
}

/** Of `PLACES`. */
function placeOf(company: Company): 0 | 1 {
  return (company & GLUED) === 0 ? 0 : 1;
}

// ---- what there is to spare ----

/** Of the logistic sum, in the whole numbers that the kernel adds: rounded up, so that bounds stay bounds. */
const UNITS = 1024;
/** Sums are at most so much, and `NEVER` is less than any that is reached: both with room for what is added to them. */
const MOST_UNITS = 1 << 14;
const NEVER = -(1 << 15);

function inUnits(sum: number): number {
  return sum === -Infinity ? NEVER : Math.max(-MOST_UNITS, Math.min(MOST_UNITS, Math.ceil(sum * UNITS)));
}

/** Of a row: for each company, without and with digits in the part and all that once more with foreign letters in it, `SPARES` numbers. */
const FOREIGN_FROM = COMPANIES * 2;
const ROW_COMPANIES = FOREIGN_FROM * 2;
const SPARES = 2;
/** Of a company in its row: what a part has to spare as it stands, and with one edit; NEVER where its target allows none. */
const UNEDITED = 0;
const EDITED = 1;

const MOST_EDITS = 2;

/** What differences add at most, by number: src/kernel/assembly/reach.ts has them, too. */
const STEP = {
  /** Without foreign letters in the part, and with them. */
  same: 0,
  /** Of what is not edited, whatever it is. */
  unedited: 2,
  /** All letters that look alike together, when some speak in favour; else each one, a letter or a digit. */
  looks: 3,
  lookLetter: 4,
  lookDigit: 5,
  firstLetter: 6,
  transposition: 7,
  /** One edit and two, whatever they are. */
  anyEdits: 8,
  /** By edits, and by bytes that the part is longer than its target. */
  edits: 10,
  /** By how the spelling came about: a bit for each of `SPELLINGS`. */
  respelled: 18,
  /** By letter that is put, by letter that is meant. */
  replacement: 50,
} as const;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
/** All others are one. */
const LETTER_KINDS = LETTERS.length + 1;
const STEPS = STEP.replacement + LETTER_KINDS ** 2;
const SPELLING_SETS = 1 << SPELLINGS.length;

/** A part is `longer` bytes than its target, no more than its edits. */
function editsStep(edits: number, longer: number): number {
  return STEP.edits + (edits === 1 ? 1 : 5) + longer;
}

/** What parts may reach what is asked of their targets. Targets of one row differ in nothing that counts. */
export interface Reachable {
  /** By target. */
  readonly rowOf: Uint32Array;
  /** By how much the sum of a part exceeds what is asked, differences left aside: by row, company, and whether it is edited. */
  readonly rows: Int16Array;
  /** By row, what is added for a second edit. */
  readonly seconds: Int16Array;
  readonly steps: Int16Array;
}

/** By target: its characters, names of the sample that hold it as a word, the least score that is wanted of what imitates it. */
export interface Wanted {
  readonly lengths: Uint8Array;
  readonly commons: Uint32Array;
  readonly leasts: Float64Array;
}

/** What targets of one row have in common. */
interface Kind {
  /** At most `LONGEST_COUNTED`: beyond that neither weights nor the edits that are allowed differ. */
  readonly length: number;
  readonly common: number;
  readonly least: number;
}

export function reachable({ lengths, commons, leasts }: Wanted, weights: Weights): Reachable {
  const bounds = boundsBy(weights);
  const numbers = new Map<number, Map<number, number>>();
  const kinds: Kind[] = [];
  const rowOf = new Uint32Array(lengths.length);
  for (let target = 0; target < lengths.length; target++) {
    const length = Math.min(lengths[target]!, LONGEST_COUNTED);
    const common = length < LONG_WORD ? commons[target]! : 0;
    const least = leasts[target]!;
    let ofLeast = numbers.get(least);
    if (ofLeast === undefined) numbers.set(least, (ofLeast = new Map<number, number>()));
    const key = common * (LONGEST_COUNTED + 1) + length;
    let row = ofLeast.get(key);
    if (row === undefined) ofLeast.set(key, (row = kinds.push({ length, common, least }) - 1));
    rowOf[target] = row;
  }
  const rows = new Int16Array(kinds.length * ROW_COMPANIES * SPARES);
  kinds.forEach((kind, at) => rows.set(bounds.row(kind), at * ROW_COMPANIES * SPARES));
  return { rowOf, rows, seconds: Int16Array.from(kinds, (kind) => bounds.second(kind)), steps: bounds.steps };
}

/** The row that has most to spare: of targets with the same text rows differ by the least score alone. */
export function rowOfSameText({ rowOf, rows }: Reachable, targets: readonly number[]): number {
  const spare = (target: number) => rows[rowOf[target]! * ROW_COMPANIES * SPARES + UNEDITED]!;
  return rowOf[targets.reduce((a, b) => (spare(b) > spare(a) ? b : a))]!;
}

/** The logistic sum from which on a score is reached, its rounding allowed for. */
function sumFor(score: number): number {
  const least = score - 0.001;
  return least <= 0 ? -Infinity : Math.log(least / (1 - least));
}

// ---- bounds ----

/** Letters of no kind of their own, of which nothing but a bit that flips is ever told: one that flips with the letter and one that does not. */
function othersBeside(kind: number): string[] {
  const letter = LETTERS[kind] ?? '\x01';
  return ['\x00', String.fromCharCode(letter.charCodeAt(0) ^ 0x80)];
}

const KNOWN_BOUNDS = new WeakMap<Weights, Bounds>();

/** Brands and hopping strings are judged by the same weights. */
function boundsBy(weights: Weights): Bounds {
  const known = KNOWN_BOUNDS.get(weights);
  if (known !== undefined) return known;
  const bounds = new Bounds(weights);
  KNOWN_BOUNDS.set(weights, bounds);
  return bounds;
}

/** Bounds from above of what features of a part add to the sum. */
class Bounds {
  readonly steps: Int16Array;
  private readonly always: number;
  private readonly digits: number;
  private readonly foreign: number;
  /** In favour, of all letters that look like the target's; or each is against it, or nothing. */
  private readonly looks: number;
  /** By letter that is put, by letter that is meant. */
  private readonly replacements: Float64Array;
  /** By company, but for what neighbours of no kind add by the target's length. */
  private readonly whole: Float64Array;
  private readonly edited: Float64Array;

  constructor(private readonly weights: Weights) {
    const surely = this.positive('hyphens') + this.positive('first letter');
    this.always = this.weight('bias') + surely + this.positive('common core') * Math.log10(1e6);
    this.digits = this.positive('digits');
    this.foreign = this.positive('foreign letters') + this.positive('mixed scripts');
    this.looks = Math.max(0, ...this.matching('look: ')) * MOST_OF_LABEL;
    this.replacements = Float64Array.from({ length: LETTER_KINDS ** 2 }, (_, at) =>
      this.replacement(Math.floor(at / LETTER_KINDS), at % LETTER_KINDS),
    );
    this.whole = Float64Array.from({ length: COMPANIES }, (_, company) => this.beside('whole', company));
    this.edited = Float64Array.from({ length: COMPANIES }, (_, company) => this.beside('edited', company));
    this.steps = this.stepsOf();
  }

  row({ length, common, least }: Kind): Int16Array {
    const frequency = length < LONG_WORD ? this.weight('common target') * Math.log10(1 + common) : 0;
    const base = this.always + this.weight(`length ${length}`) + frequency - sumFor(least);
    const one = this.weight(`edits 1, length ${length}`) + this.looks;
    const unknown = PLACES.map((place) => this.weight(`${place}, unknown: length ${length}`));
    const row = new Int16Array(ROW_COMPANIES * SPARES);
    for (let at = 0; at < ROW_COMPANIES; at++) {
      const company = (at % FOREIGN_FROM) >> 1;
      const beside = isUnknown(company) ? unknown[placeOf(company)]! : 0;
      const known = base + (at % 2) * this.digits + (at < FOREIGN_FROM ? 0 : this.foreign) + beside;
      row[at * SPARES + UNEDITED] = inUnits(known + this.whole[company]!);
      row[at * SPARES + EDITED] = editsAllowed(length) < 1 ? NEVER : inUnits(known + this.edited[company]! + one);
    }
    return row;
  }

  /** What a second edit adds, beside what it is. */
  second({ length }: Kind): number {
    if (editsAllowed(length) < 2) return NEVER;
    return inUnits(this.weight(`edits 2, length ${length}`) - this.weight(`edits 1, length ${length}`));
  }

  private stepsOf(): Int16Array {
    const steps = new Int16Array(STEPS);
    const set = (step: number, sum: number) => (steps[step] = inUnits(sum));
    const same = this.weight('same');
    const sameForeign = Math.max(same, this.weight('same but for its letters'));
    const respelled = SPELLINGS.map(({ technique, times }) => times * this.bestRewriting(technique) + this.looks);
    set(STEP.same, same);
    set(STEP.same + 1, sameForeign);
    set(STEP.unedited, Math.max(sameForeign, this.looks, ...respelled));
    set(STEP.looks, this.looks);
    set(STEP.lookLetter, this.looks > 0 ? 0 : this.weight('look: letter'));
    set(STEP.lookDigit, this.looks > 0 ? 0 : this.weight('look: digit'));
    set(STEP.firstLetter, Math.min(0, this.weight('first letter')));
    set(STEP.transposition, this.best('transposition'));
    const each = {
      insertion: this.best('insertion'),
      omission: this.best('omission'),
      exchange: Math.max(this.best('transposition'), ...this.replacements),
    };
    for (let edits = 1; edits <= MOST_EDITS; edits++) {
      const byLength = Array.from({ length: 2 * edits + 1 }, (_, at) => mostOf(edits, at - edits, each));
      byLength.forEach((sum, at) => set(editsStep(edits, at - edits), sum));
      set(STEP.anyEdits + edits - 1, Math.max(...byLength));
    }
    for (let spellings = 1; spellings < SPELLING_SETS; spellings++) {
      set(STEP.respelled + spellings, Math.max(...respelled.filter((_, at) => (spellings >> at) & 1)));
    }
    this.replacements.forEach((weight, at) => set(STEP.replacement + at, weight));
    return steps;
  }

  private beside(way: 'whole' | 'edited', company: Company): number {
    if (company === 0) return this.weight(`${way}, alone`);
    const kinds = KINDS.filter((kind) => (company & bitOfKind(kind)) !== 0);
    const neighbours = Math.max(
      this.weight('neighbours') * Math.max(0, kinds.length - 1),
      this.positive('neighbours') * MOST_OF_LABEL,
    );
    const place = PLACES[placeOf(company)];
    const share = isUnknown(company) ? this.positive(`${place}, unknown: share`) : 0;
    return (
      this.weight(`${way}, ${place}, ${isUnknown(company) ? 'unknown' : 'words'}`) +
      share +
      neighbours +
      sum(kinds.map((kind) => this.weight(`beside: ${kind}`)))
    );
  }

  private bestRewriting(technique: string): number {
    const feature = `rewriting: ${technique}`;
    return Math.max(this.weight(feature), this.weight(`${feature}, loose`));
  }

  /** Of letters by their number in `LETTERS`, or of others. */
  private replacement(put: number, meant: number): number {
    const lettersOf = (kind: number, beside: number) =>
      kind < LETTERS.length ? [LETTERS[kind]!] : othersBeside(beside);
    const weights = lettersOf(put, meant).flatMap((one) =>
      lettersOf(meant, put).map((other) => weightOf(replacement(one, 0, other, 0), this.weights)),
    );
    return Math.max(...weights);
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

/** What edits add at most, each of its kind; an exchange keeps the length. */
interface MostOfEach {
  readonly insertion: number;
  readonly omission: number;
  readonly exchange: number;
}

/** The most that so many edits add. */
function mostOf(edits: number, longer: number, each: MostOfEach): number {
  let most = -Infinity;
  for (let insertions = 0; insertions <= edits; insertions++) {
    for (let omissions = 0; insertions + omissions <= edits; omissions++) {
      if (insertions - omissions !== longer) continue;
      const exchanges = edits - insertions - omissions;
      most = Math.max(most, insertions * each.insertion + omissions * each.omission + exchanges * each.exchange);
    }
  }
  return most;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
