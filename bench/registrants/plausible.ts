// plausible: registrants that a careful reader believes, with all the oddities that honest data has.
import type { RegistrantField } from '../../src/base/registration.js';
import type { Random } from '../zone/random.js';
import { WORDS } from '../zone/words.js';
import { streetIn } from './addresses.js';
import type { Draft, DraftRegistrant } from './draft.js';
import type { Half } from './halves.js';
import type { Home } from './homes.js';
import { COUNTRY_OF, LANGUAGE_OF, homeOf, placeIn, translatedPlace } from './homes.js';
import { asciiWord, localPart, providerIn, roleIn } from './mail.js';
import { companyNumber, organisationIn } from './organisations.js';
import type { Person } from './people.js';
import { personIn } from './people.js';
import { fixedPhone, mobilePhone } from './phones.js';
import { provinceOf } from './provinces.js';
import { PRIVACY_SERVICES, REDACTED_TEXTS } from './words/privacy.js';

const COMPANIES = 0.5;
const HOMES: readonly Home[] = ['flanders', 'wallonia', 'netherlands', 'france', 'germany'];

/** With the oddities of honest data. */
export function plausibleDraft(random: Random, half: Half): Draft {
  const draft = tidyDraft(random, half);
  writtenOtherwise(draft, random);
  const shape = random.below(1000);
  if (shape < 8) draft.registrant = { ...random.pick(PRIVACY_SERVICES) };
  else if (shape < 38) redact(draft, random);
  return draft;
}

/** As a careful person of the country fills in the form; what bogus registrants are made from. */
export function tidyDraft(random: Random, half: Half): Draft {
  const home = homeOf(random);
  const person = personIn(home, random, half);
  const organisation = random.chance(COMPANIES) ? organisationOf(home, person, random, half) : undefined;
  const label = labelOf(person, organisation, random);
  const place = home === 'flanders' || home === 'wallonia' ? belgianPlace(home, random) : placeIn(home, random);
  const phone = random.chance(organisation === undefined ? 0.15 : 0.55)
    ? fixedPhone(COUNTRY_OF[home], place, random)
    : mobilePhone(COUNTRY_OF[home], random);
  const registrant: DraftRegistrant = {
    name: `${person.first} ${person.last}`,
    ...(organisation === undefined ? {} : { organisation }),
    email: mailOf(home, person, organisation, label, random),
    phone,
    street: streetIn(home, random),
    postalCode: place.code,
    city: place.name,
    country: COUNTRY_OF[home],
    language: LANGUAGE_OF[home],
    ...(organisation !== undefined && random.chance(0.5) ? { companyNumber: companyNumber(home, random) } : {}),
  };
  return { home, person, label, registrant, redacted: [] };
}

function belgianPlace(home: Home, random: Random) {
  return random.chance(0.03) ? translatedPlace(random) : placeIn(home, random);
}

function organisationOf(home: Home, person: Person, random: Random, half: Half): string {
  if (random.chance(0.08)) return `${person.first} ${person.last}`;
  return organisationIn(home, random, half);
}

function labelOf(person: Person, organisation: string | undefined, random: Random): string {
  const word = asciiWord(random.chance(0.5) ? (organisation ?? person.last) : person.last);
  const beside = random.pick(WORDS);
  if (word.length > 5 && random.chance(0.4)) return word;
  return random.chance(0.5) ? `${word}-${beside}` : `${beside}${word}`;
}

function mailOf(home: Home, person: Person, organisation: string | undefined, label: string, random: Random): string {
  const local = `${localPart(person, random)}${random.chance(0.2) ? String(random.pick([1, 2, 7, 65, 78, 82, 91, 99, 1974, 2001])) : ''}`;
  const end = random.pickWeighted([
    [6, 'be'],
    [2, 'com'],
    [1, 'eu'],
    [1, 'net'],
  ] as const);
  if (organisation === undefined)
    return random.chance(0.08) ? `${local}@${label}.${end}` : `${local}@${providerIn(home, random)}`;
  if (random.chance(0.35)) return `${local}@${providerIn(home, random)}`;
  return `${random.chance(0.6) ? roleIn(home, random) : local}@${label}.${end}`;
}

type Oddity = (draft: Draft, random: Random) => void;

/** Share in a thousand, and what is done; each by itself. */
const ODDITIES: readonly (readonly [number, Oddity])[] = [
  [60, ({ registrant }) => (registrant.name = registrant.name!.toUpperCase())],
  [30, ({ registrant }) => (registrant.name = registrant.name!.toLowerCase())],
  [30, ({ registrant, person }) => (registrant.name = `${person.first.charAt(0)}. ${person.last}`)],
  [35, ({ registrant, person }) => (registrant.name = `${person.last} ${person.first}`)],
  [6, ({ registrant, person }) => (registrant.name = `${person.last}, ${person.first}`)],
  [
    8,
    ({ registrant, person }, random) =>
      (registrant.name = `${random.pick(['Dhr.', 'Mevr.', 'M.', 'Mme', 'Dr.', 'ir.', 'Me'])} ${person.first} ${person.last}`),
  ],
  [4, ({ registrant, person }) => (registrant.name = person.last)],
  [40, nameOfOrganisation],
  [50, ({ registrant }) => (registrant.city = registrant.city!.toUpperCase())],
  [25, ({ registrant }) => (registrant.city = registrant.city!.toLowerCase())],
  [40, ({ registrant }) => (registrant.street = registrant.street!.map((line) => line.toUpperCase()))],
  [40, ({ registrant }) => (registrant.street = registrant.street!.map((line) => line.toLowerCase()))],
  [20, ({ registrant }) => (registrant.street = [...registrant.street!, ''])],
  [15, ({ registrant }) => (registrant.email = registrant.email!.charAt(0).toUpperCase() + registrant.email!.slice(1))],
  [110, phoneOtherwise],
  [25, phoneOfElsewhere],
  [180, ({ registrant }) => (registrant.state = '')],
  [140, ({ registrant, home }) => (registrant.state = provinceOf(home, registrant.postalCode!))],
  [250, ({ registrant }) => (registrant.organisation ??= '')],
  [40, ({ registrant }) => delete registrant.language],
  [45, ({ registrant }) => (registrant.language = 'en')],
  [15, ({ registrant, home }) => (registrant.language = `${LANGUAGE_OF[home]}-${COUNTRY_OF[home]}`)],
  [10, ({ registrant }) => (registrant.country = registrant.country!.toLowerCase())],
  [
    10,
    ({ registrant, home }) =>
      (registrant.postalCode = `${home === 'netherlands' ? 'NL' : COUNTRY_OF[home].charAt(0)}-${registrant.postalCode}`),
  ],
  [250, ({ registrant }) => (registrant.postalCode = registrant.postalCode!.replace(' ', ''))],
];

function writtenOtherwise(draft: Draft, random: Random): void {
  for (const [share, write] of ODDITIES) if (random.below(1000) < share) write(draft, random);
}

/** A company without a person, as many forms have it. */
function nameOfOrganisation({ registrant }: Draft): void {
  if (registrant.organisation) registrant.name = registrant.organisation;
}

function phoneOtherwise({ registrant }: Draft, random: Random): void {
  const [calling, rest] = registrant.phone!.slice(1).split('.') as [string, string];
  const grouped = rest.replace(/(\d{3})(?=(\d{2})+$)|(\d{2})(?=(\d{2})+$)/g, '$& ');
  registrant.phone = random.pickWeighted([
    [3, `0${rest}`],
    [3, `0${grouped}`],
    [3, `+${calling} ${grouped}`],
    [3, `+${calling}${rest}`],
    [2, `00${calling}${rest}`],
    [1, `+${calling} (0)${grouped}`],
  ]);
}

/** People who live here and kept their number, or work over the border. */
function phoneOfElsewhere({ registrant, home }: Draft, random: Random): void {
  const other = random.pick(HOMES.filter((one) => COUNTRY_OF[one] !== COUNTRY_OF[home]));
  registrant.phone = mobilePhone(COUNTRY_OF[other], random);
}

const REDACTABLE: readonly RegistrantField[] = ['name', 'email', 'phone', 'street', 'postalCode', 'city'];

/** Fields that the registry does not show, or shows as a text that says so. */
function redact(draft: Draft, random: Random): void {
  const shown = random.below(REDACTABLE.length - 1);
  const hidden = REDACTABLE.slice(0, REDACTABLE.length - shown);
  if (random.chance(0.15)) return redactInWords(draft, random.pick(REDACTED_TEXTS));
  for (const field of hidden) delete draft.registrant[field];
  draft.redacted = [...hidden];
}

function redactInWords({ registrant }: Draft, text: string): void {
  registrant.name = text;
  registrant.street = [text];
  registrant.phone = text;
  registrant.email = text;
}
