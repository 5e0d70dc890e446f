// once: several checks read one field of a contact, and it is parsed once for them.
import type { Contact } from './contact.js';

/** Remembers the reading of the contact that was asked last; nothing outlives the next contact. */
export function oncePerContact<Reading>(read: (contact: Contact) => Reading): (contact: Contact) => Reading {
  let last: { readonly contact: Contact; readonly reading: Reading } | undefined;
  return (contact) => {
    if (last?.contact !== contact) last = { contact, reading: read(contact) };
    return last.reading;
  };
}
