// own-mailbox: whether a mailbox is called after its holder, as jan.jansen@ of a Jan Jansen is.
import { type Contact, foldText } from './contact.js';
import type { PlaceholderRow } from './name-lists.js';
import { PhraseSet } from './word-sets.js';
import { Words } from './words.js';

/** Who is called by one word alone may have typed it twice. */
const LEAST_WORDS_OF_A_NAME = 2;

export type IsOwnMailbox = (contact: Contact, local: string) => boolean;

/** A name that is itself a filler makes no mailbox its own. */
export function ownMailboxes(rows: readonly PlaceholderRow[]): IsOwnMailbox {
  const ofNames = rows.filter(({ fields }) => fields.split(' ').includes('name'));
  const fillers = new PhraseSet(ofNames.map(({ text }) => text));
  const words = new Words();
  return (contact, local) => {
    const holder = contact.folded('name').split(' ');
    if (holder.length < LEAST_WORDS_OF_A_NAME) return false;
    if (
      !foldText(local)
        .split(' ')
        .every((word) => holder.includes(word))
    )
      return false;
    words.read(contact.texts.name);
    return !fillers.has(words);
  };
}
