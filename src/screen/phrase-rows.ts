// phrase-rows: rows of a list whose text is a whole value, looked up by the numbers of Words and confirmed letter by letter.
import { HashFilter } from './hash-filter.js';
import { HashPlaces } from './hash-places.js';
import { Words } from './words.js';

/** The shipped list has 4,400 phrases: 1 % of these. */
const FILTER_BITS = 1 << 19;

/** `First  Name` and `firstname 1` are found by their words. */
export class PhraseRows<Row extends { readonly text: string }> {
  private readonly filter = new HashFilter(FILTER_BITS);
  private readonly places: HashPlaces;
  private readonly listed = new Words();

  constructor(private readonly rows: readonly Row[]) {
    this.places = new HashPlaces(rows.length);
    rows.forEach(({ text }, place) => {
      this.listed.read(text);
      this.filter.add(this.listed.phrase);
      this.places.add(this.listed.phrase, place);
    });
  }

  /** Whether there may be a row with the words. */
  mayHave({ phrase, reduced }: Words): boolean {
    return this.filter.mayHave(phrase) || this.filter.mayHave(reduced);
  }

  /** Whether a row that fits has the words. */
  has(words: Words, fits: (row: Row) => boolean): boolean {
    const { phrase, reduced } = words;
    if (this.hasText(phrase, () => words.phraseText(), fits)) return true;
    return reduced !== phrase && this.hasText(reduced, () => words.reducedText(), fits);
  }

  private hasText(hash: number, text: () => string, fits: (row: Row) => boolean): boolean {
    if (!this.filter.mayHave(hash)) return false;
    const place = this.places.find(hash, (one) => fits(this.rows[one]!) && this.phraseOf(one) === text());
    return place !== undefined;
  }

  private phraseOf(place: number): string {
    this.listed.read(this.rows[place]!.text);
    return this.listed.phraseText();
  }
}
