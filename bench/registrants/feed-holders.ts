// feed-holders: holders of the bench feed as the pieces of JSON that a record is put together from.
import { Random } from '../zone/random.js';
import { streetIn } from './addresses.js';
import type { Country, Home, Place } from './homes.js';
import { COUNTRY_OF, LANGUAGE_OF, homeOf, placeIn } from './homes.js';
import { localPart, providerIn, roleIn } from './mail.js';
import { companyNumber, organisationIn } from './organisations.js';
import { personIn } from './people.js';
import { PLANTED_HOLDERS } from './planted-holders.js';

/** A registrant in JSON, cut where its e-mail address and its phone vary. */
export interface FeedHolder {
  readonly untilMail: string;
  readonly untilPhone: string;
  readonly rest: string;
  readonly country: Country;
  readonly postalCode: string;
  /** The registered domain goes between `untilMail` and `untilPhone`, else what tells mailboxes of one name apart. */
  readonly isOwnDomain: boolean;
}

interface Named {
  readonly name: string;
  readonly organisation: string;
  /** Before what varies, and after it. */
  readonly mail: readonly [string, string];
}

const COMPANIES = 0.5;
const OWN_DOMAIN = 0.6;

/** No two that are at a mail provider have the same mailbox. */
export function plausibleHolders(seed: number, count: number): FeedHolder[] {
  const random = new Random(seed, 'feed holders');
  const mailboxes = new Set<string>();
  const holders: FeedHolder[] = [];
  while (holders.length < count) {
    const home = homeOf(random);
    const named = plausiblyNamed(home, random);
    const mailbox = named.mail.join('');
    const isOwnDomain = named.mail[1] === '';
    if (!isOwnDomain && mailboxes.has(mailbox)) continue;
    mailboxes.add(mailbox);
    holders.push(holder(home, named, isOwnDomain, random));
  }
  return holders;
}

/** Bogus by their name, at an address that is right. */
export function plantedHolders(seed: number): FeedHolder[] {
  const random = new Random(seed, 'planted holders');
  return PLANTED_HOLDERS.map((planted) => {
    const home = homeOf(random);
    const local = localPart(personIn(home, random), random);
    return holder(home, { ...planted, mail: [local, `@${providerIn(home, random)}`] }, false, random);
  });
}

function plausiblyNamed(home: Home, random: Random): Named {
  const person = personIn(home, random);
  const name = `${person.first} ${person.last}`;
  const isCompany = random.chance(COMPANIES);
  const organisation = isCompany ? organisationIn(home, random) : '';
  if (isCompany && random.chance(OWN_DOMAIN)) return { name, organisation, mail: [`${roleIn(home, random)}@`, ''] };
  return { name, organisation, mail: [localPart(person, random), `@${providerIn(home, random)}`] };
}

function holder(home: Home, { name, organisation, mail }: Named, isOwnDomain: boolean, random: Random): FeedHolder {
  const place: Place = placeIn(home, random);
  const written = JSON.stringify({
    name,
    ...(organisation === '' ? {} : { organisation }),
    email: '\u0001',
    phone: '\u0002',
    street: streetIn(home, random),
    postalCode: place.code,
    city: place.name,
    country: COUNTRY_OF[home],
    language: LANGUAGE_OF[home],
    ...(organisation === '' ? {} : { companyNumber: companyNumber(home, random) }),
  });
  const [untilMail, afterMail] = written.split('\\u0001') as [string, string];
  const [untilPhone, rest] = afterMail.split('\\u0002') as [string, string];
  return {
    untilMail: untilMail + mail[0],
    untilPhone: mail[1] + untilPhone,
    rest,
    country: COUNTRY_OF[home],
    postalCode: place.code,
    isOwnDomain,
  };
}
