// own-mailbox: whether a mailbox is called after its holder, as jan.jansen@ of a Jan Jansen is.
import { type Contact, foldText } from './contact.js';
import type { PlaceholderRow } from './name-lists.js';
import { PhraseRows } from './phrase-rows.js';
import { Words } from './words.js';

/** One word may be a filler that was typed in both places: `Test Janssens`, test@. */
const LEAST_WORDS = 2;

export type IsOwnMailbox = (contact: Contact, local: string) => boolean;

/** A name that is itself a filler makes no mailbox its own. */
export function ownMailboxes(rows: readonly PlaceholderRow[]): IsOwnMailbox {
  const fillers = new PhraseRows(rows);
  const words = new Words();
  return (contact, local) => {
    const mailbox = foldText(local).split(' ');
    const holder = contact.folded('name').split(' ');
    if (mailbox.length < LEAST_WORDS || !mailbox.every((word) => holder.includes(word))) return false;
    words.read(contact.texts.name);
    return !fillers.has(words, ({ fields }) => fields.split(' ').includes('name'));
  };
}
