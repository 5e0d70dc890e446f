// once: several checks read one field of a contact, and it is parsed once for them.
import type { Contact } from './contact.js';

/** Remembers the reading of the contact that was asked last; nothing outlives the next contact. */
export function oncePerContact<Reading>(read: (contact: Contact) => Reading): (contact: Contact) => Reading {
  let last: Contact | undefined;
  let reading: Reading;
  return (contact) => {
    if (last !== contact) {
      reading = read(contact);
      last = contact;
    }
    return reading;
  };
}
