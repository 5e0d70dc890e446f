// identities: names of somebody who registers nothing: cartoons, heroes of fiction, the famous and the dead.
import { endsInLegalForm, isCalledAfter } from './beside-names.js';
import type { Check } from './check.js';
import { type Contact, namesNobody } from './contact.js';
import { IdentityIndex } from './identity-index.js';
import type { IdentityRow, NeighbourRow } from './name-lists.js';
import type { NameWords } from './name-words.js';
import { oncePerContact } from './once.js';
import type { Words } from './words.js';

export function identityChecks(
  words: NameWords,
  rows: readonly IdentityRow[],
  neighbours: readonly NeighbourRow[],
): Check[] {
  const index = new IdentityIndex(rows, neighbours);
  const find = oncePerContact((contact: Contact) => {
    const name = words.name.of(contact);
    const row = isCompany(contact, name) ? undefined : index.find(name);
    const isShop = row !== undefined && name.count === 1 && isCalledAfter(words.organisation.of(contact), name);
    return isShop ? asShared(row) : row;
  });
  const mayFind = (contact: Contact): boolean => find(contact) !== undefined;
  const check: Check = {
    id: 'name.false-identity',
    severity: 'manifest',
    field: 'registrant.name',
    looksFor:
      'The name of a character of fiction or of somebody famous, in any order and spelling, also with digits for letters or one typing error.',
    catches: { name: 'M0use, Mickey' },
    passes: { name: 'Mickey Rourke' },
    run: (contact, found) => {
      const read = words.name.of(contact);
      const row = find(contact);
      if (row !== undefined && !isShared(row)) found.add(check, check.field, read.text, explain(row));
    },
  };
  const shared: Check = {
    id: 'name.shared-identity',
    severity: 'weak',
    field: 'registrant.name',
    looksFor:
      'The name of a figure of fiction or of somebody famous that many honest people have, or of one word that the organisation has with another.',
    catches: { name: 'Peter Parker' },
    passes: { name: 'Peter Parkers' },
    run: (contact, found) => {
      const read = words.name.of(contact);
      const row = find(contact);
      if (row !== undefined && isShared(row)) found.add(shared, shared.field, read.text, explain(row));
    },
  };
  return [...[check, shared].map((one) => ({ ...one, mayFind })), organisationCheck(words, index)];
}

/** Weak, and only where nobody is named: an organisation may be called after a mouse. */
function organisationCheck(words: NameWords, index: IdentityIndex): Check {
  const check: Check = {
    id: 'organisation.false-identity',
    severity: 'weak',
    field: 'registrant.organisation',
    looksFor: 'The name of a character of fiction or of somebody famous as the organisation, without a name beside it.',
    catches: { name: '', organisation: 'Mickey Mouse' },
    passes: { name: 'Wout Hellemans', organisation: 'Mickey Mouse' },
    mayFind: namesNobody,
    run: (contact, found) => {
      const read = words.organisation.of(contact);
      if (!namesNobody(contact) || read.count < LEAST_WORDS_OF_AN_ORGANISATION) return;
      const row = index.find(read);
      if (row !== undefined && !isShared(row)) found.add(check, check.field, read.text, explain(row));
    },
  };
  return check;
}

/** Zorro and Asterix are what shops are called. */
const LEAST_WORDS_OF_AN_ORGANISATION = 2;

/** Peter Pan vzw, with more to tell of it than its name. */
function isCompany(contact: Contact, name: Words): boolean {
  return endsInLegalForm(name) && !(contact.isWithout('organisation') && contact.isWithout('companyNumber'));
}

function isShared(row: IdentityRow): boolean {
  return row.kind === 'common';
}

/** Who has a shop called after a figure of one word, and more to tell of it than that name, may sign with it. */
function asShared(row: IdentityRow): IdentityRow {
  return { ...row, kind: 'common' };
}

function explain(row: IdentityRow): string {
  return `it is the name of ${row.why}`;
}
