// record-key: by what a registration is known again, and whether it is the same in all that it says (design section 3).
import type { Registration } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import { ID_KEY } from '../base/screened.js';

/** 53 bits of a keyed hash. */
export type KeyedHash = (text: string) => number;

/** A longer id is known by its hashes. */
const MOST_ID_CHARACTERS = 200;

/** The normalised record as one text: equal where the records are. */
export function contentOf(registration: Registration): string {
  const { id, event, registeredAt, domain, registrar, registrant, redacted } = registration;
  const holder = REGISTRANT_FIELDS.map((field) => registrant[field] ?? null);
  return JSON.stringify([
    id,
    event,
    registeredAt,
    domain,
    registrar.id,
    registrar.name,
    registrar.email,
    holder,
    redacted,
  ]);
}

/** `id`; without it domain, event and registeredAt; without that the whole record. */
export function recordKey({ id, event, registeredAt, domain }: Registration, content: string, hash: KeyedHash): string {
  if (id !== undefined && id !== '') {
    return `${ID_KEY}${id.length > MOST_ID_CHARACTERS ? `#${hashes(id, hash)}` : id}`;
  }
  return registeredAt === undefined ? `of:${hashes(content, hash)}` : `at:${domain} ${event} ${registeredAt}`;
}

/** Two hashes: 53 bits are too few to tell millions of texts apart. */
function hashes(text: string, hash: KeyedHash): string {
  return `${hash(text).toString(16)}-${hash(`+${text}`).toString(16)}`;
}
