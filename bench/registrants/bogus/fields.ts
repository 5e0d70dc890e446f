// fields: what is written into one field of a bogus record: the single spoiled fields that records are put together from.
import type { Random } from '../../zone/random.js';
import type { Draft } from '../draft.js';
import { halfOf } from '../halves.js';
import { PLACES } from '../homes.js';
import * as words from '../words/bogus-words.js';
import { asciiWord, localPart } from '../mail.js';
import type { Junk } from './junk.js';
import type { Spoil, Why } from './kind.js';

export const placeholderName: Spoil = ({ registrant }, random, half) => {
  registrant.name = random.pick(halfOf(words.PLACEHOLDER_NAMES, half));
  return ['placeholder'];
};

export const placeholderStreet: Spoil = ({ registrant }, random, half) => {
  registrant.street = [random.pick(halfOf(words.PLACEHOLDER_STREETS, half))];
  return ['placeholder-street'];
};

export const placeholderCity: Spoil = ({ registrant }, random, half) => {
  registrant.city = random.pick(halfOf(words.PLACEHOLDER_CITIES, half));
  return ['placeholder'];
};

export const placeholderOrganisation: Spoil = ({ registrant }, random, half) => {
  registrant.organisation = random.pick(halfOf(words.PLACEHOLDER_ORGANISATIONS, half));
  return ['placeholder'];
};

export const jokeStreet: Spoil = ({ registrant }, random, half) => {
  registrant.street = [random.pick(halfOf(words.JOKE_STREETS, half))];
  return ['joke-address'];
};

export const badMail: Spoil = ({ registrant }, random, half) => {
  registrant.email = random.pick(halfOf(words.IMPOSSIBLE_MAILS, half));
  return ['bad-email'];
};

export const placeholderMail: Spoil = ({ registrant }, random, half) => {
  registrant.email = random.pick(halfOf(words.PLACEHOLDER_MAILS, half));
  return ['placeholder-email'];
};

export const disposableMail: Spoil = ({ registrant, person }, random, half) => {
  const local = random.chance(0.5)
    ? localPart(person, random)
    : `${asciiWord(person.first)}${String(random.below(9999))}`;
  registrant.email = `${local}@${random.pick(halfOf(words.DISPOSABLE_HOSTS, half))}`;
  return ['disposable-email'];
};

export const badPhone: Spoil = ({ registrant }, random, half) => {
  registrant.phone = random.pick(halfOf(words.IMPOSSIBLE_PHONES, half));
  return ['bad-phone'];
};

export const badCode: Spoil = ({ registrant }, random, half) => {
  registrant.postalCode = random.pick(halfOf(words.IMPOSSIBLE_CODES, half));
  return ['bad-postal-code'];
};

export const badNumber: Spoil = ({ registrant }, random, half) => {
  registrant.companyNumber = random.pick(halfOf(words.IMPOSSIBLE_NUMBERS, half));
  return ['bad-company-number'];
};

/** The town of one end of the country with the code of the other. */
export const contradiction: Spoil = (draft, random) => {
  const { registrant, home } = draft;
  if (random.chance(0.4)) return elsewhere(draft, random);
  const far = PLACES[home].filter(({ code }) => code.charAt(0) !== registrant.postalCode!.charAt(0));
  registrant.city = random.pick(far.filter(({ name }) => name !== registrant.city && WELL_KNOWN.has(name))).name;
  return ['contradiction'];
};

/** Towns that every reader can place. */
const WELL_KNOWN: ReadonlySet<string> = new Set(
  `Antwerpen Gent Brugge Leuven Hasselt Oostende Kortrijk Mechelen Liège Namur Charleroi Mons Tournai Arlon Amsterdam Rotterdam Utrecht Groningen Maastricht
   Eindhoven Paris Marseille Lyon Toulouse Nice Nantes Strasbourg Bordeaux Lille Berlin Hamburg München Köln Stuttgart Leipzig Dresden Bremen`.split(
    /\s+/,
  ),
);

const FAR_COUNTRIES = ['US', 'JP', 'AU', 'BR', 'ZA', 'IN'];

/** A town here in a country at the other end of the world. */
function elsewhere({ registrant }: Draft, random: Random): readonly Why[] {
  registrant.country = random.pick(FAR_COUNTRIES);
  return ['contradiction'];
}

/** Two required fields and more that were left empty. */
export const missing: Spoil = ({ registrant }, random) => {
  const empty = random.pickWeighted([
    [5, ''],
    [1, ' '],
    [1, '-'],
    [1, '.'],
  ]);
  const required = ['name', 'email', 'phone', 'postalCode', 'city'] as const;
  const first = random.below(required.length);
  for (let at = 0; at < 2 + random.below(2); at++) registrant[required[(first + at * 2) % required.length]!] = empty;
  if (random.chance(0.6)) registrant.street = [empty];
  return ['missing'];
};

export const markup: Spoil = ({ registrant }, random, half) => {
  const text = random.pick(halfOf(words.MARKUP, half));
  const field = random.pick(['name', 'organisation', 'city', 'name'] as const);
  if (random.chance(0.25)) registrant.street = [text];
  else registrant[field] = text;
  return ['markup'];
};

export function junkName({ registrant }: Draft, junk: Junk, random: Random): void {
  registrant.name = random.chance(0.8) ? `${junk.word()} ${junk.word()}` : junk.word();
}

export function junkStreet({ registrant }: Draft, junk: Junk, random: Random): void {
  registrant.street = [random.chance(0.6) ? `${junk.word()} ${1 + random.below(99)}` : junk.word()];
}

export function junkCity({ registrant }: Draft, junk: Junk): void {
  registrant.city = junk.word();
}

/** At a provider that exists. */
export function junkMail({ registrant }: Draft, junk: Junk, random: Random): void {
  const host = random.pick([
    'gmail.com',
    'hotmail.com',
    'gmail.com',
    'outlook.com',
    `${junk.word().toLowerCase()}.com`,
  ]);
  registrant.email = `${junk.word().toLowerCase()}@${host}`;
}
