// record-key: by what a registration is known again, and whether it is the same in all that it says (design section 3).
import type { Holder, Registration } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';

/** 53 bits of a keyed hash. */
export type KeyedHash = (text: string) => number;

/** A longer id is known by its hashes. */
const MOST_ID_CHARACTERS = 200;

/** The normalised record as one text: equal where the records are. Each value stands behind its length. */
export function contentOf(registration: Registration): string {
  const { id, event, registeredAt, domain, registrar, coHolders = [] } = registration;
  let text = `${event} ${domain} ${registeredAt ?? ''}${measured(id)}`;
  text += measured(registrar.id) + measured(registrar.name) + measured(registrar.email);
  text += holderText(registration);
  for (const holder of coHolders) text += ` and ${holderText(holder)}`;
  return text;
}

function holderText({ registrant, redacted }: Holder): string {
  let text = '';
  for (const field of REGISTRANT_FIELDS) {
    const value = registrant[field];
    if (typeof value === 'string' || value === undefined) text += measured(value);
    else text += `[${value.map(measured).join('')}]`;
  }
  return redacted.length === 0 ? text : `${text} ${redacted.join(' ')}`;
}

function measured(value: string | undefined): string {
  return value === undefined ? '-' : `${value.length}:${value}`;
}

/** `id`; without it domain, event and registeredAt, and the content: changed data of a registration is judged anew. */
export function recordKey({ id, event, registeredAt, domain }: Registration, content: string, hash: KeyedHash): string {
  if (id !== undefined && id !== '') {
    return `id:${id.length > MOST_ID_CHARACTERS ? `#${hashes(id, hash)}` : id}`;
  }
  return `of:${domain} ${event} ${registeredAt ?? ''} ${hashes(content, hash)}`;
}

/** Two hashes: 53 bits are too few to tell millions of texts apart. */
function hashes(text: string, hash: KeyedHash): string {
  return `${hash(text).toString(16)}-${hash(`+${text}`).toString(16)}`;
}
