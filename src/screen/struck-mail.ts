// struck-mail: mailboxes that a hand struck on the keyboard; what honest people shorten their names to is only weak evidence.
import { hasNoVowel } from './bare-values.js';
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import { readEmail } from './email.js';
import { isStruckValue } from './keyboard-walks.js';
import { holdsAWordOf } from './holder-words.js';
import type { LetterCosts } from './name-model.js';
import { oncePerContact } from './once.js';
import type { FieldWordSets } from './word-sets.js';
import { Words } from './words.js';

/** Shorter ones are initials. */
const LEAST_LETTERS = 6;

/** AAAA is a company's name; five are nobody's. */
const LEAST_STROKES = 5;

function isOneLetter(words: Words): boolean {
  return words.length >= LEAST_STROKES && words.letters === words.length && words.isOneKey;
}

export function struckMailChecks(realWords: FieldWordSets, costs: LetterCosts): Check[] {
  const words = new Words();
  const readLocal = oncePerContact((contact: Contact): Words => {
    words.read(readEmail(contact)?.local ?? '');
    return words;
  });
  const struck: Check = {
    id: 'email.struck',
    severity: 'manifest',
    field: 'registrant.email',
    looksFor: 'A mailbox that is nothing but neighbouring keys, or one letter five times or more.',
    catches: { email: 'sdfgsdfg@skynet.be' },
    passes: { email: 'azer@skynet.be' },
    run: (contact, found) => {
      const local = readLocal(contact);
      if (local.count === 0) return;
      if (isOneLetter(local)) found.add(struck, struck.field, local.text, 'the mailbox is one key, struck many times');
      else if (isStruckValue(local, realWords, 'name'))
        found.add(struck, struck.field, local.text, 'the mailbox is typed along neighbouring keys');
    },
  };
  const unsayable: Check = {
    id: 'email.gibberish',
    severity: 'weak',
    field: 'registrant.email',
    looksFor: 'A mailbox of letters that do not follow one another so in any name, or without a vowel.',
    catches: { email: 'hdfghdfgh@skynet.be' },
    passes: { email: 'jvdb@skynet.be' },
    run: (contact, found) => {
      const local = readLocal(contact);
      if (local.count !== 1 || local.letters < LEAST_LETTERS) return;
      if (!hasNoVowel(local) && !costs.isUnlikely(local, 0)) return;
      if (isStruckValue(local, realWords, 'name')) return;
      // `vdhondt`, `dehaanm`: what is left beside a part of the holder's name are initials.
      if (holdsAWordOf(local.word(0), `${contact.folded('name')} ${contact.folded('organisation')}`)) return;
      found.add(unsayable, unsayable.field, local.text, 'its letters follow one another as in no name that we know');
    },
  };
  return [struck, unsayable];
}
