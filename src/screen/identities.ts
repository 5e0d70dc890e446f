// identities: names of somebody who registers nothing: cartoons, heroes of fiction, the famous and the dead.
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import { IdentityIndex } from './identity-index.js';
import type { IdentityRow, NeighbourRow } from './name-lists.js';
import type { NameWords } from './name-words.js';
import { oncePerContact } from './once.js';

/** Only the name: an organisation may be called after a mouse. */
export function identityChecks(
  words: NameWords,
  rows: readonly IdentityRow[],
  neighbours: readonly NeighbourRow[],
): Check[] {
  const index = new IdentityIndex(rows, neighbours);
  const find = oncePerContact((contact: Contact) => index.find(words.name.of(contact)));
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
    looksFor: 'The name of a figure of fiction or of somebody famous that many honest people have.',
    catches: { name: 'Peter Parker' },
    passes: { name: 'Peter Parkers' },
    run: (contact, found) => {
      const read = words.name.of(contact);
      const row = find(contact);
      if (row !== undefined && isShared(row)) found.add(shared, shared.field, read.text, explain(row));
    },
  };
  return [check, shared].map((one) => ({ ...one, mayFind }));
}

function isShared(row: IdentityRow): boolean {
  return row.kind === 'common';
}

function explain(row: IdentityRow): string {
  return `it is the name of ${row.why}`;
}
