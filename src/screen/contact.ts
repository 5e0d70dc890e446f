// contact: a registrant as the checks read it: what each field's state is, and its text in the forms that they share.
import type { Registrant, RegistrantField, Registration } from '../base/registration.js';
import type { CountryReading } from './country.js';

/**
 * `absent`: the feed does not have the field. `empty`: it has it, and there is nothing in it. `redacted`: the registry
 * has it and does not show it. `privacy`: it is that of a privacy service. Only `empty` can be held against anyone.
 */
export type FieldState = 'present' | 'empty' | 'absent' | 'redacted' | 'privacy';

/** Text fields: all but the street, which has lines. */
export type TextField = Exclude<RegistrantField, 'street'>;

export class Contact {
  private foldings: Map<RegistrantField, string> | null = null;

  constructor(
    readonly registration: Registration,
    /** Of fields whose state is `present`, trimmed; else the empty string. Street lines are joined by `, `. */
    readonly texts: Readonly<Record<RegistrantField, string>>,
    readonly states: Readonly<Record<RegistrantField, FieldState>>,
    private readonly countryRead: CountryReading,
  ) {}

  /** ISO 3166-1 alpha-2; empty where the field does not tell one. */
  get country(): string {
    return this.countryRead.country;
  }

  /** There is a text in the field, and it means nothing. */
  get hasUnknownCountry(): boolean {
    return this.texts.country !== '' && !this.countryRead.means;
  }

  get registrant(): Registrant {
    return this.registration.registrant;
  }

  /** For a field that is not known where it is asked; `texts.name` is several times as fast. */
  text(field: RegistrantField): string {
    return this.texts[field];
  }

  state(field: RegistrantField): FieldState {
    return this.states[field];
  }

  /** There is nothing in the field, whether the feed has it or not; what is not shown is there. */
  isWithout(field: RegistrantField): boolean {
    return this.states[field] === 'empty' || this.states[field] === 'absent';
  }

  /** Lower case, without diacritics, runs of anything but letters and digits as one space. Empty where `text` is. */
  folded(field: RegistrantField): string {
    this.foldings ??= new Map();
    const known = this.foldings.get(field);
    if (known !== undefined) return known;
    const folded = foldText(this.text(field));
    this.foldings.set(field, folded);
    return folded;
  }
}

/** There is an organisation and no name. */
export function namesNobody(contact: Contact): boolean {
  return contact.texts.organisation !== '' && contact.isWithout('name');
}

/** The form in which words are compared: `Prénom  NOM.` and `prenom nom` are the same. Marks that nobody sees part no word. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  const plain = /^[ -~]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(/[\p{M}\p{Cf}]+/gu, '');
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
