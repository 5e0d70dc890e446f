// word-sets: texts that are looked up by the numbers of Words, and confirmed letter by letter.
import type { NameField } from './name-words.js';
import { Words } from './words.js';

/** Whole values: `First  Name` and `firstname 1` are found by their words. */
export class PhraseSet {
  private readonly texts = new Map<number, string[]>();

  constructor(texts: readonly string[]) {
    const words = new Words();
    for (const text of texts) {
      words.read(text);
      const known = this.texts.get(words.phrase);
      if (known === undefined) this.texts.set(words.phrase, [words.phraseText()]);
      else known.push(words.phraseText());
    }
  }

  /** What `phrase` or `reduced` is where the set has the words. */
  get hashes(): Iterable<number> {
    return this.texts.keys();
  }

  has(words: Words): boolean {
    return (
      (this.texts.get(words.phrase)?.includes(words.phraseText()) ?? false) ||
      (words.reduced !== words.phrase && (this.texts.get(words.reduced)?.includes(words.reducedText()) ?? false))
    );
  }
}

/** Single words, for each field. */
export class FieldWordSets {
  private readonly words: Readonly<Record<NameField, Set<string>>>;

  constructor(rows: readonly { readonly word: string; readonly fields: string }[]) {
    const of = (field: NameField): Set<string> =>
      new Set(rows.filter((row) => row.fields.split(' ').includes(field)).map((row) => foldedWord(row.word)));
    this.words = { name: of('name'), organisation: of('organisation'), street: of('street'), city: of('city') };
  }

  has(field: NameField, words: Words, index: number): boolean {
    return this.words[field].has(words.word(index));
  }
}

function foldedWord(text: string): string {
  const words = new Words();
  words.read(text);
  return words.word(0);
}
