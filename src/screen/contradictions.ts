// contradictions: fields that do not go together; honest people cross borders, so one alone weighs little.
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import { foldText } from './contact.js';
import { type Mailbox, readEmail } from './email.js';
import { holdsAWordOf, SHORTEST_NAME } from './holder-words.js';
import { oncePerContact } from './once.js';
import { readPhone } from './phone.js';

/** A row of neighbour-countries.csv: two countries between which people commute, move or own a house, and keep their number. */
export interface NeighbourCountries {
  /** `BE:NL`; it holds both ways. */
  readonly pair: string;
}

type IsFar = (one: string, other: string) => boolean;

function isFarBy(rows: readonly NeighbourCountries[]): IsFar {
  const near = new Set(rows.flatMap(({ pair }) => [pair, pair.split(':').reverse().join(':')]));
  return (one, other) => one !== other && !near.has(`${one}:${other}`);
}

/** The country of a phone that says it by itself; undefined for a satellite or freephone code, or a national number. */
const phoneCountry = oncePerContact((contact: Contact): string | undefined => {
  const phone = readPhone(contact);
  return typeof phone === 'object' && phone.verdict === 'valid' ? phone.country : undefined;
});

/** Suffixes that are sold to the whole world stand for no country. */
const WORLDWIDE: ReadonlySet<string> = new Set(
  'ac ad ag ai am as bz cc cd cf co cx dj eu fm ga gd gg gl gq gs io is la li ly me mn ms mu nu pm pn pw re sc sh sr st su tc tk tl to tv vc vg vu ws'.split(
    ' ',
  ),
);

/** `uk` is the one that is not its country's ISO code. */
const mailCountry = oncePerContact((contact: Contact): string | undefined => {
  const domain = readEmail(contact)?.domain ?? '';
  const tld = domain.slice(domain.lastIndexOf('.') + 1);
  if (tld.length !== 2 || WORLDWIDE.has(tld)) return undefined;
  return tld === 'uk' ? 'GB' : tld.toUpperCase();
});

/** What is of a country far from that of the address. */
interface Abroad {
  readonly phone: string | undefined;
  readonly mail: string | undefined;
}

const NOTHING_ABROAD: Abroad = { phone: undefined, mail: undefined };

function abroadBy(isFar: IsFar): (contact: Contact) => Abroad {
  return oncePerContact((contact) => {
    const { country } = contact;
    if (country === '') return NOTHING_ABROAD;
    const far = (other: string | undefined) => (other !== undefined && isFar(other, country) ? other : undefined);
    return { phone: far(phoneCountry(contact)), mail: far(mailCountry(contact)) };
  });
}

interface Contradiction extends Pick<Check, 'id' | 'severity' | 'looksFor' | 'catches' | 'passes'> {
  readonly field: 'phone' | 'email';
  readonly explain: string;
  readonly holds: (abroad: Abroad, isFar: IsFar) => boolean;
}

const CONTRADICTIONS: readonly Contradiction[] = [
  {
    id: 'contact.contradiction.phone-country',
    severity: 'weak',
    field: 'phone',
    looksFor: 'A phone of a country that is neither that of the address nor next to it.',
    explain: 'the phone is of a country far from the address',
    catches: { phone: '+84.912345670', country: 'BE' },
    passes: { phone: '+31.612340670', country: 'BE' },
    holds: ({ phone }) => phone !== undefined,
  },
  {
    id: 'contact.contradiction.email-country',
    severity: 'note',
    field: 'email',
    looksFor: 'A mail domain of a country that is neither that of the address nor next to it.',
    explain: 'the mail domain is of a country far from the address',
    catches: { email: 'wout@yandex.ru', country: 'BE' },
    passes: { email: 'wout@ziggo.nl', country: 'BE' },
    holds: ({ mail }) => mail !== undefined,
  },
  {
    // Of three countries of which none is next to another one is not true.
    id: 'contact.contradiction.three-countries',
    severity: 'weak',
    // That of `phone-country`, which is found with it: they are one fact.
    field: 'phone',
    looksFor: 'Phone, mail domain and address in three countries, each far from the others.',
    explain: 'phone, mail domain and address are in three countries far from one another',
    catches: { phone: '+84.912345670', email: 'wout@yandex.ru', country: 'BE' },
    passes: { phone: '+84.912345670', email: 'wout@gmail.com', country: 'BE' },
    holds: ({ phone, mail }, isFar) => phone !== undefined && mail !== undefined && isFar(phone, mail),
  },
];

function contradictionCheck(
  { field, explain, holds, ...told }: Contradiction,
  abroad: (contact: Contact) => Abroad,
  isFar: IsFar,
): Check {
  const check: Check = {
    ...told,
    field: `registrant.${field}`,
    run: (contact, found) => {
      if (holds(abroad(contact), isFar)) found.add(check, check.field, contact.texts[field], explain);
    },
  };
  return check;
}

/** Countries whose official or usual language it is, for languages that hardly anyone abroad would choose for letters. */
const SPOKEN_IN: Readonly<Record<string, string>> = {
  et: 'EE',
  lv: 'LV',
  lt: 'LT',
  is: 'IS',
  mt: 'MT',
  vi: 'VN',
  th: 'TH',
  km: 'KH',
  lo: 'LA',
  ka: 'GE',
  hy: 'AM',
};

function languageOf(contact: Contact): string {
  return contact.texts.language.slice(0, 2).toLowerCase();
}

/** Only told: people who moved keep their language. It shows its worth beside other findings. */
const languageAgainstCountry: Check = {
  id: 'contact.contradiction.language-country',
  severity: 'note',
  field: 'registrant.language',
  looksFor: 'A language that is spoken in one country, and an address in another.',
  catches: { language: 'vi', country: 'BE' },
  passes: { language: 'en', country: 'BE' },
  run: (contact, found) => {
    const country = contact.country;
    const language = languageOf(contact);
    if (country === '' || !Object.hasOwn(SPOKEN_IN, language) || SPOKEN_IN[language] === country) return;
    found.add(
      languageAgainstCountry,
      'registrant.language',
      contact.texts.language,
      'the language is hardly spoken in that country',
    );
  },
};

/** The surname of a person's address (`jan.peeters`, `j_peeters1974`) is no part of the holder's name, nor of the organisation's, nor they of it. */
function isOfSomebodyElse(local: string, holder: string): boolean {
  const parts = foldText(local.replace(/[0-9]+/g, ' ')).split(' ');
  const names = parts.filter((part) => part.length >= SHORTEST_NAME);
  if (parts.length < 2 || names.length === 0) return false;
  const joined = holder.replaceAll(' ', '');
  return !names.some((name) => joined.includes(name)) && !holdsAWordOf(parts.join(''), holder);
}

/** As Germans and Scandinavians write their letters in addresses; `foldText` drops what is above them. */
const SPELT_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa' };

function spellOut(name: string): string {
  return foldText(
    name
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöüå]/g, (letter) => SPELT_OUT[letter]!),
  );
}

/** Of nearly all people the address has it, which is cheap to see. */
function lastWordOf(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1).toLowerCase();
}

/** `mailboxes` are words of addresses that are no persons'. */
function mailAgainstName(mailboxes: readonly Mailbox[]): Check {
  const known = new Set(mailboxes.map(({ local }) => local));
  const isPersonal = (local: string): boolean =>
    !known.has(local) && !local.split(BETWEEN_WORDS).some((word) => known.has(word));
  const check: Check = {
    id: 'contact.contradiction.email-name',
    severity: 'weak',
    field: 'registrant.email',
    looksFor: 'An address of a person with another name than the holder, who is no organisation.',
    catches: { name: 'Wout Hellemans', email: 'karel.dewit@skynet.be' },
    passes: { name: 'Wout Schäfer', email: 'w.schaefer@skynet.be' },
    run: (contact, found) => {
      const email = readEmail(contact);
      if (
        email === undefined ||
        !BETWEEN_WORDS.test(email.local) ||
        contact.states.name !== 'present' ||
        contact.states.organisation === 'present'
      )
        return;
      const { name } = contact.texts;
      const last = lastWordOf(name);
      if (last.length >= SHORTEST_NAME && email.local.includes(last)) return;
      const holder = contact.folded('name');
      if (!/^[a-z ]+$/.test(holder) || !isPersonal(email.local)) return;
      if (!isOfSomebodyElse(email.local, holder) || !isOfSomebodyElse(email.local, spellOut(name))) return;
      found.add(check, check.field, contact.texts.email, 'the address is of somebody with another name');
    },
  };
  return check;
}

const BETWEEN_WORDS = /[._-]/;

export function contradictionChecks(
  mailboxes: readonly Mailbox[],
  neighbours: readonly NeighbourCountries[],
): readonly Check[] {
  const isFar = isFarBy(neighbours);
  const abroad = abroadBy(isFar);
  const mayFind = (contact: Contact): boolean => {
    const { phone, mail } = abroad(contact);
    return phone !== undefined || mail !== undefined || Object.hasOwn(SPOKEN_IN, languageOf(contact));
  };
  const checks = CONTRADICTIONS.map((one) => contradictionCheck(one, abroad, isFar));
  return [...checks, languageAgainstCountry]
    .map((check): Check => ({ ...check, mayFind }))
    .concat(mailAgainstName(mailboxes));
}
