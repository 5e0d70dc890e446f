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
/** `Korea, Republic of`, `Gambia (the)`: what goes before the name stands behind it. */
const TURNED_ROUND = /^(.+)[,(]([^,()]+)\)?$/;
/** One letter is the sign of a car: `N/A` is not Norway and Austria. */
const SHORTEST_PART = 2;
/** A code alone, beside what is no country, does not tell one. */
const SHORTEST_NAME = 4;

export class Countries {
  private readonly known: ReadonlyMap<string, CountryReading>;

  constructor(rows: readonly CountryText[]) {
    this.known = new Map(
      rows.map(({ text, country }) => [foldText(text), { country: country.toUpperCase(), means: true }]),
    );
  }

  readonly read = remembered((text: string): CountryReading => {
    if (text.length > LONGEST) return NO_COUNTRY;
    return this.named(text) ?? this.named(text.replace(TURNED_ROUND, '$2 $1')) ?? this.readParts(text);
  });

  private named(text: string): CountryReading | undefined {
    const folded = foldText(text);
    return this.known.get(folded) ?? this.known.get(folded.replace(/^the /, ''));
  }

  /** `Georgia, USA` names two countries, and so tells none. */
  private readParts(text: string): CountryReading {
    const parts = text
      .split(BETWEEN_NAMES)
      .map((part) => part.trim())
      .filter((part) => part.length >= SHORTEST_PART && this.named(part) !== undefined);
    if (!parts.some((part) => part.length >= SHORTEST_NAME)) return NO_COUNTRY;
    const countries = new Set(parts.map((part) => this.named(part)!.country));
    return { country: countries.size === 1 ? [...countries][0]! : '', means: true };
  }
}
