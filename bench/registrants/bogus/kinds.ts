// kinds: the bogus records that an abuse desk meets, as often as it meets them.
import type { Random } from '../../zone/random.js';
import type { Draft } from '../draft.js';
import type { Half } from '../halves.js';
import { halfOf } from '../halves.js';
import { SAME_WORDS } from '../words/bogus-words.js';
import * as fields from './fields.js';
import { figure, joke } from './identities.js';
import { junkOf } from './junk.js';
import type { Kind, Spoil, Why } from './kind.js';

export const KINDS: readonly Kind[] = [
  [16, junkNameAndMore],
  [7, junkEverywhere],
  [4, sameEverywhere],
  [2, junkStreetAlone],
  [12, placeholderAndMore],
  [6, fields.placeholderName],
  [3, fields.placeholderStreet],
  [12, figure],
  [4, joke],
  [4, oneOf(fields.badMail, fields.placeholderMail)],
  [4, fields.disposableMail],
  [3, fields.badPhone],
  [2, fields.badCode],
  [
    3,
    together(
      fields.badNumber,
      oneOf(fields.placeholderOrganisation, fields.badPhone, fields.placeholderStreet, fields.placeholderMail),
    ),
  ],
  [
    4,
    together(
      fields.contradiction,
      oneOf(fields.badPhone, fields.placeholderMail, fields.disposableMail, fields.placeholderStreet, fields.badMail),
    ),
  ],
  [5, fields.missing],
  [3, fields.markup],
  [2, fields.jokeStreet],
  [
    5,
    together(fields.badPhone, oneOf(fields.badMail, fields.placeholderMail, fields.badCode, fields.placeholderStreet)),
  ],
];

/** The name and, mostly, other fields; the same fingers all over. */
function junkNameAndMore(draft: Draft, random: Random, half: Half): readonly Why[] {
  const junk = junkOf(random, half);
  const why: Why[] = [junk.why];
  fields.junkName(draft, junk, random);
  if (random.chance(0.45)) fields.junkMail(draft, junk, random);
  if (random.chance(0.4)) fields.junkStreet(draft, junk, random);
  if (random.chance(0.2)) fields.junkCity(draft, junk);
  if (random.chance(0.25)) why.push(...fields.badPhone(draft, random, half));
  if (draft.registrant.organisation !== undefined) delete draft.registrant.organisation;
  delete draft.registrant.companyNumber;
  return why;
}

function junkEverywhere(draft: Draft, random: Random, half: Half): readonly Why[] {
  const junk = junkOf(random, half);
  fields.junkName(draft, junk, random);
  fields.junkMail(draft, junk, random);
  fields.junkStreet(draft, junk, random);
  fields.junkCity(draft, junk);
  if (random.chance(0.5)) draft.registrant.organisation = junk.word();
  else delete draft.registrant.organisation;
  delete draft.registrant.companyNumber;
  const why: Why[] = [junk.why, ...fields.badPhone(draft, random, half)];
  return random.chance(0.5) ? [...why, ...fields.badCode(draft, random, half)] : why;
}

function sameEverywhere({ registrant }: Draft, random: Random, half: Half): readonly Why[] {
  const word = random.chance(0.5) ? junkOf(random, half).word() : random.pick(halfOf(SAME_WORDS, half));
  registrant.name = word;
  registrant.organisation = word;
  registrant.street = [word];
  registrant.city = word;
  registrant.email = `${word.toLowerCase()}@${random.chance(0.5) ? 'gmail.com' : `${word.toLowerCase()}.com`}`;
  delete registrant.companyNumber;
  return ['same-everywhere'];
}

function junkStreetAlone(draft: Draft, random: Random, half: Half): readonly Why[] {
  const junk = junkOf(random, half);
  fields.junkStreet(draft, junk, random);
  return [junk.why];
}

function placeholderAndMore(draft: Draft, random: Random, half: Half): readonly Why[] {
  const why = [...fields.placeholderName(draft, random, half)];
  const more: readonly (readonly [number, Spoil])[] = [
    [0.55, fields.placeholderStreet],
    [0.35, fields.placeholderCity],
    [0.3, fields.placeholderOrganisation],
    [0.45, fields.placeholderMail],
    [0.45, fields.badPhone],
    [0.3, fields.badCode],
  ];
  for (const [share, spoil] of more) if (random.chance(share)) why.push(...spoil(draft, random, half));
  return why;
}

function oneOf(...spoils: readonly Spoil[]): Spoil {
  return (draft, random, half) => random.pick(spoils)(draft, random, half);
}

function together(...spoils: readonly Spoil[]): Spoil {
  return (draft, random, half) => spoils.flatMap((spoil) => spoil(draft, random, half));
}
