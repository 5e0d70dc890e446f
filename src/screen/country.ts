// country: what is written in the field of the country → its code by ISO 3166-1 alpha-2.
import { foldText } from './contact.js';
import { remembered } from './remembered.js';

/** A row of countries.csv. */
export interface CountryText {
  /** As `foldText` has it. */
  readonly text: string;
  /** Empty where it means something that is no country, such as the European Union. */
  readonly country: string;
}

/** `country` is empty where the text names none; whether it means anything all the same is another question. */
export interface CountryReading {
  readonly country: string;
  readonly means: boolean;
}

/** Of a text that means nothing. */
export const NO_COUNTRY: CountryReading = { country: '', means: false };
/** The longest name of a country has 52 letters. */
const LONGEST = 100;
/** Between two names of one country: `België / Belgique`, `Belgium (BE)`. */
const BETWEEN_NAMES = /[()/,;|]| - /;
/** `N/A` is not Norway. */
const SHORTEST_PART = 4;

export class Countries {
  private readonly known: ReadonlyMap<string, CountryReading>;

  constructor(rows: readonly CountryText[]) {
    this.known = new Map(
      rows.map(({ text, country }) => [foldText(text), { country: country.toUpperCase(), means: true }]),
    );
  }

  readonly read = remembered((text: string): CountryReading => {
    if (text.length > LONGEST) return NO_COUNTRY;
    const parts = [text, ...text.split(BETWEEN_NAMES).filter((part) => part.trim().length >= SHORTEST_PART)];
    return parts.map((part) => this.known.get(foldText(part))).find((reading) => reading !== undefined) ?? NO_COUNTRY;
  });
}
