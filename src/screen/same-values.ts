// same-values: one value that was written in fields which never agree, or in a field where another one belongs.
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import type { NameWords } from './name-words.js';
import type { Words } from './words.js';

/** Shorter ones agree by chance. */
const SHORTEST_VALUE = 2;

export function sameValueChecks(words: NameWords): Check[] {
  const everywhere: Check = {
    id: 'contact.same-value',
    severity: 'manifest',
    field: 'registrant.name',
    looksFor: 'The same words as name, street and city; numbers aside.',
    catches: { name: 'Blabla', street: ['blabla 1'], city: 'BLABLA' },
    passes: { name: 'Paris', street: ['Rue de Paris 1'], city: 'Paris' },
    run: (contact, found) => {
      const name = words.name.of(contact);
      if (!agree(name, words.street.of(contact)) || !agree(name, words.city.of(contact))) return;
      found.add(everywhere, everywhere.field, name.text, 'name, street and city are the same words');
    },
  };
  const nameAsStreet: Check = {
    id: 'street.name',
    severity: 'weak',
    field: 'registrant.street',
    looksFor: 'The name once more as the street; numbers aside.',
    catches: { name: 'Jan Peeters', street: ['Jan Peeters 1'], city: 'Gent' },
    passes: { name: 'Jan Peeters', street: ['Jan Peetersstraat 1'], city: 'Gent' },
    run: (contact, found) => {
      const street = words.street.of(contact);
      if (!agree(words.name.of(contact), street) || agree(street, words.city.of(contact))) return;
      found.add(nameAsStreet, nameAsStreet.field, street.text, 'the street is the name once more');
    },
  };
  const nameIsAddress: Check = {
    id: 'name.email',
    severity: 'weak',
    field: 'registrant.name',
    looksFor: 'An e-mail address as the name.',
    catches: { name: 'jan@peeters.test' },
    passes: { name: 'Jan @ Peeters' },
    run: (contact, found) => {
      const name = contact.texts.name;
      const at = name.indexOf('@');
      if (at <= 0 || at === name.length - 1 || name.includes(' ') || !name.includes('.', at)) return;
      found.add(nameIsAddress, nameIsAddress.field, name, 'the name is an e-mail address');
    },
  };
  const nameIsDomain: Check = {
    id: 'name.domain',
    severity: 'note',
    field: 'registrant.name',
    looksFor: 'The registered name itself as the registrant’s name.',
    catches: { name: 'example.test' },
    passes: { name: 'Example' },
    run: (contact, found) => {
      const { domain } = contact.registration;
      const name = contact.texts.name;
      if (name.length === domain.length && name.toLowerCase() === domain) {
        found.add(nameIsDomain, nameIsDomain.field, name, 'the name is the domain name that was registered');
      }
    },
  };
  const mayFind = (contact: Contact): boolean => {
    const { name } = contact.texts;
    return (
      words.name.of(contact).reduced === words.street.of(contact).reduced ||
      name.length === contact.registration.domain.length ||
      name.includes('@')
    );
  };
  return [everywhere, nameAsStreet, nameIsAddress, nameIsDomain].map((check) => ({ ...check, mayFind }));
}

function agree(one: Words, other: Words): boolean {
  return (
    one.letters >= SHORTEST_VALUE &&
    other.letters >= SHORTEST_VALUE &&
    one.reduced === other.reduced &&
    one.reducedText() === other.reducedText()
  );
}
