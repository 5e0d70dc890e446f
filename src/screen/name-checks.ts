// name-checks: all checks on names, organisations, streets and cities as text, over the operator's lists.
import { bareValueChecks } from './bare-values.js';
import type { Check } from './check.js';
import { gibberishChecks } from './gibberish.js';
import { identityChecks } from './identities.js';
import { keyboardWalkChecks } from './keyboard-walks.js';
import { markupChecks } from './markup.js';
import type { NameLists } from './name-lists.js';
import { LetterCosts } from './name-model.js';
import { NameWords } from './name-words.js';
import { OddLetters } from './odd-letters.js';
import { placeholderChecks } from './placeholders.js';
import { repeatedChecks } from './repeated.js';
import { struckMailChecks } from './struck-mail.js';
import { sameValueChecks } from './same-values.js';
import { FieldWordSets } from './word-sets.js';

/** They share what they read of a contact: one thread runs them, one contact after the other. */
export function nameChecks(lists: NameLists): readonly Check[] {
  const words = new NameWords();
  const realWords = new FieldWordSets(lists.realWords);
  const costs = new LetterCosts(lists.model);
  const odd = new OddLetters(words, costs);
  return [
    ...placeholderChecks(words, lists.placeholders),
    ...bareValueChecks(words),
    ...keyboardWalkChecks(words, realWords, odd.mayBeWalked),
    ...repeatedChecks(words, realWords, odd.mayRepeat),
    ...identityChecks(words, lists.identities, lists.neighbours),
    ...gibberishChecks(words, realWords, costs, odd.mayBeGibberish),
    ...struckMailChecks(realWords, costs),
    ...sameValueChecks(words),
    ...markupChecks(),
  ];
}
