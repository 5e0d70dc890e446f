// country: the country of a contact as ISO 3166-1 alpha-2, where the record says it so that a machine can tell.
import type { Contact } from './contact.js';
import { oncePerContact } from './once.js';

/** Codes that are written for another: the EU's for Greece and the UK (Interinstitutional style guide, 7.1.1). */
const WRITTEN_FOR: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

/** Empty when the field is not present or holds something else than a code of two letters. */
export const countryOf = oncePerContact((contact: Contact): string => {
  const text = contact.texts.country;
  if (text.length !== 2) return '';
  const upper = text.toUpperCase();
  return /^[A-Z]{2}$/.test(upper) ? (WRITTEN_FOR[upper] ?? upper) : '';
});
