// imitated: targets → the tables by which the kernel finds what imitates them.
import type { Rewriting, RewritingsByLetter } from '../base/glyphs.js';
import { byFirstLetter, fold, mayRewrite, rewritingsWith, spellingBit } from '../base/glyphs.js';
import { bytesOf } from '../base/columns.js';
import type { LabelTable } from '../base/label-table.js';
import { MAX_LABEL_CHARACTERS } from '../base/names.js';
import { packTargets } from '../base/target-table.js';
import { EDITS_FROM_BYTES, editsAllowed, targetTexts } from '../base/target.js';
import type { Lexicon } from './lexicon.js';
import type { Imitated } from './ruleset.js';
import { wordTries } from './word-tries.js';

/** A text of a table and by which keys it is found (src/kernel/load.ts). */
interface TableText {
  readonly entry: number;
  readonly text: string;
  readonly keys: 'exact' | 'form' | 'near' | 'far' | 'gram';
}

/** Builds tables in the kernel's format. */
export interface TableBuilder {
  buildTable(texts: readonly TableText[]): LabelTable;
}

/** A spelling of a target, and the edits that a name may be away from it. */
interface Form {
  readonly target: number;
  /** The target as it is read; of a respelling, folded. */
  readonly text: string;
  readonly edits: number;
  /** A respelling folds to the same text: letters that only look alike may be rewritten ones. */
  readonly ambiguous: boolean;
  /** How it may have come about: `spellingBit`. */
  readonly spellings: number;
}

/** Targets are the texts of the labels of each that is imitated, in order. */
export function compileImitated(
  labelsOfEach: readonly (readonly string[])[],
  lexicon: Lexicon,
  builder: TableBuilder,
): Imitated {
  const targetsOfEach = labelsOfEach.map((labels) =>
    labels.flatMap((label) => targetTexts(label, lexicon.confusables)),
  );
  const targets = targetsOfEach.flat().map(({ text }) => text);
  const byFirst = byFirstLetter(rewritingsWith(lexicon.numerals));
  const forms = targets.flatMap((text, target) => formsOf(text, target, byFirst));
  const shorts = targets.flatMap((text, target) => (isShort(text) ? [{ text, target }] : []));
  const shortTexts = [...new Set(shorts.map(({ text }) => text))];
  const entryOf = new Map(shortTexts.map((text, entry) => [text, entry]));
  return {
    targets: packTargets(targetsOfEach, new Map(Object.entries(lexicon.common))),
    tables: {
      forms: builder.buildTable(forms.map(formText)),
      nears: builder.buildTable(forms.flatMap((form, entry) => textFrom(1, form, entry, 'near'))),
      fars: builder.buildTable(forms.flatMap((form, entry) => textFrom(2, form, entry, 'far'))),
      grams: builder.buildTable(gramTexts(forms)),
      shorts: builder.buildTable(shortTexts.map((text, entry) => ({ entry, text, keys: 'exact' }))),
      words: wordTries(Object.keys(lexicon.words)),
    },
    formTargets: packed(forms.map(({ target }) => target)),
    shortTargets: packed(shorts.flatMap(({ text, target }) => [entryOf.get(text)!, target])),
  };
}

function isShort(text: string): boolean {
  return text.length >= 2 && text.length < EDITS_FROM_BYTES;
}

/** The target's own form, and those of its respellings. */
function formsOf(text: string, target: number, byFirst: RewritingsByLetter): Form[] {
  if (text.length < EDITS_FROM_BYTES || !fits(text)) return [];
  const found = new Map<string, number>();
  respell(text, 0, '', [], byFirst, found);
  const ambiguous = found.delete(fold(text));
  const respelled = [...found].filter(([text]) => fits(text));
  return [
    { target, text, edits: editsAllowed(text.length), ambiguous, spellings: 0 },
    ...respelled.map(([text, spellings]) => ({ target, text, edits: 0, ambiguous: false, spellings })),
  ];
}

/** No longer than a label. */
function fits(text: string): boolean {
  return text.length <= MAX_LABEL_CHARACTERS;
}

/** Adds, folded, what comes of rewriting `text` from `at` on; `written` is what came of it before. */
function respell(
  text: string,
  at: number,
  written: string,
  done: readonly Rewriting['technique'][],
  byFirst: RewritingsByLetter,
  found: Map<string, number>,
): void {
  if (done.length > 0) {
    const spelling = written + fold(text.slice(at));
    found.set(spelling, (found.get(spelling) ?? 0) | spellingBit(done));
  }
  if (!mayRewrite(done)) return;
  for (let next = at; next < text.length; next++) {
    for (const rewriting of byFirst.get(text[next]!) ?? []) {
      if (!text.startsWith(rewriting.from, next)) continue;
      const { technique } = rewriting;
      if (done.length > 0 && !mayRewrite([technique])) continue;
      const before = written + fold(text.slice(at, next) + rewriting.to);
      respell(text, next + rewriting.from.length, before, [...done, technique], byFirst, found);
    }
  }
}

/** In the first byte of a form's text, beside the edits that it allows. */
const SPELLINGS_SHIFT = 2;
const AMBIGUOUS = 0x80;

function formText({ text, edits, ambiguous, spellings }: Form, entry: number): TableText {
  const head = edits | (spellings << SPELLINGS_SHIFT) | (ambiguous ? AMBIGUOUS : 0);
  return { entry, text: String.fromCharCode(head) + text, keys: 'form' };
}

/** Of forms that allow so many edits or more. */
function textFrom(least: number, { text, edits }: Form, entry: number, keys: 'near' | 'far'): TableText[] {
  return edits < least ? [] : [{ entry, text: fold(text), keys }];
}

/** One form for all that begin with the same bytes and are as long. */
function gramTexts(forms: readonly Form[]): TableText[] {
  const first = new Map<string, TableText>();
  for (const form of forms) {
    const text = fold(form.text);
    if (text.length >= EDITS_FROM_BYTES)
      first.set(text.slice(0, EDITS_FROM_BYTES) + text.length, { entry: 0, text, keys: 'gram' });
  }
  return [...first.values()];
}

function packed(numbers: readonly number[]): Uint8Array {
  return bytesOf(Uint32Array.from(numbers));
}
