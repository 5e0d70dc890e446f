// beside-names: words that stand beside a name and are no part of it: titles, epithets, legal forms.
import { hashOf, type Words } from './words.js';

const TITLES = hashesOf(
  'mr mrs ms miss mister sir madam dr prof jr sr m mme mlle monsieur madame herr frau dhr mevr mw heer meneer',
);
/** What is put before or behind one known word to make a name of it: The Joker, Napoleon Empereur, Satan Himself; no surnames. */
const EPITHETS = hashesOf(
  'the de het den der die das le la les los el il zelf himself herself itself selbst meme personne persoonlijk ' +
    'queen koningin konigin empereur emperor farao pharaon pharaoh pharao tsar tsaar prinses princesse princess prinzessin',
);
/** Behind a name of two words; Sá is a surname. */
const LEGAL_FORMS = hashesOf(
  'bv nv vzw cv vof bvba commv sa sprl srl asbl sarl sas eurl snc gmbh ag ug ev kg ohg ltd llc inc plc ' +
    'limited incorporated company corporation corp',
);

function hashesOf(words: string): ReadonlySet<number> {
  return new Set(words.split(' ').map(hashOf));
}

export function isTitle({ hashes }: Words, index: number): boolean {
  return TITLES.has(hashes[index]!);
}

export function isEpithet({ hashes }: Words, index: number): boolean {
  return EPITHETS.has(hashes[index]!);
}

function isLegalForm({ hashes }: Words, index: number): boolean {
  return LEGAL_FORMS.has(hashes[index]!);
}

/** Whether the name is that of a company: Mickey Mouse BV. */
export function endsInLegalForm(words: Words): boolean {
  return words.count > 2 && isLegalForm(words, words.count - 1);
}

/** Shorter ones are initials, particles and legal forms with dots. */
const SHORTEST_OWN_WORD = 3;

/** Whether an organisation has all words of a name and one of its own: Zorro Security BV, and not The Zorro BV. */
export function isCalledAfter(organisation: Words, name: Words): boolean {
  const [called, named] = [hashesIn(organisation), hashesIn(name)];
  if (name.count === 0 || ![...named].every((hash) => called.has(hash))) return false;
  for (let index = 0; index < organisation.count; index++) {
    if (!named.has(organisation.hashes[index]!) && isOwnWord(organisation, index)) return true;
  }
  return false;
}

function isOwnWord(words: Words, index: number): boolean {
  if (words.isNumber(index) || words.lengthOf(index) < SHORTEST_OWN_WORD) return false;
  return !isTitle(words, index) && !isEpithet(words, index) && !isLegalForm(words, index);
}

function hashesIn({ hashes, count }: Words): ReadonlySet<number> {
  return new Set(hashes.subarray(0, count));
}
