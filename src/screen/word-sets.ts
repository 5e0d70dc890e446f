// word-sets: the words of a list, for each field.
import type { NameField } from './name-words.js';
import { Words } from './words.js';

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
