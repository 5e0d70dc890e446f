// organisations: names of companies and associations, and company numbers with the check digits of their country.
import type { Random } from '../zone/random.js';
import type { Country, Home } from './homes.js';
import type { Half } from './halves.js';
import { halfOf } from './halves.js';
import { COUNTRY_OF } from './homes.js';
import { surnameIn } from './people.js';
import { digits } from './phones.js';
import { NAMED_ORGANISATIONS, LEGAL_FORMS, TRADES } from './words/trades.js';

export function organisationIn(home: Home, random: Random, half: Half = 'both'): string {
  const [form, trade] = [random.pick(LEGAL_FORMS[home]), random.pick(TRADES[home])];
  const surname = surnameIn(home, random, half);
  return random.pickWeighted([
    [26, `${trade} ${surname}`],
    [22, `${trade} ${surname} ${form}`],
    [14, `${surname} ${form}`],
    [12, `${surname} & ${random.pick(ASSOCIATES[home])} ${form}`],
    [10, random.pick(halfOf(NAMED_ORGANISATIONS[home], half))],
    [6, `${initials(random)} ${trade} ${form}`],
    [5, `${initials(random)} ${form}`],
    [3, `${trade} ${surname}`.toUpperCase()],
    [2, `${trade} ${surname}`.toLowerCase()],
  ]);
}

const ASSOCIATES: Readonly<Record<Home, readonly string[]>> = {
  flanders: ['Zonen', 'Partners', 'Co', 'Dochters'],
  wallonia: ['Fils', 'Associés', 'Cie'],
  netherlands: ['Zn.', 'Partners', 'Zonen'],
  france: ['Fils', 'Associés', 'Frères', 'Cie'],
  germany: ['Söhne', 'Partner', 'Co.', 'Sohn'],
};

/** Right in its check digits; undefined where the country's registries ask for none here. */
export function companyNumber(home: Home, random: Random): string {
  return NUMBERS[COUNTRY_OF[home]](random);
}

const NUMBERS: Readonly<Record<Country, (random: Random) => string>> = {
  BE: belgian,
  NL: dutch,
  FR: french,
  DE: german,
};

/** Ten digits: the last two are 97 less the rest modulo 97. */
function belgian(random: Random): string {
  const begin = random.chance(0.85) ? `0${2 + random.below(7)}` : '10';
  const first = `${begin}${random.below(3)}${digits(5, random)}`;
  const number = first + String(97 - (Number(first) % 97)).padStart(2, '0');
  return random.pickWeighted([
    [40, number],
    [25, `BE${number}`],
    [25, `${number.slice(0, 4)}.${number.slice(4, 7)}.${number.slice(7)}`],
    [10, `BE ${number.slice(0, 4)}.${number.slice(4, 7)}.${number.slice(7)}`],
  ]);
}

/** A chamber of commerce number has no check digit; a VAT number of a company has that of the eleven test. */
function dutch(random: Random): string {
  if (random.chance(0.6)) return `${1 + random.below(8)}${digits(7, random)}`;
  for (;;) {
    const first = `${8 + random.below(2)}${digits(7, random)}`.slice(0, 8);
    const check = [...first].reduce((sum, digit, at) => sum + Number(digit) * (9 - at), 0) % 11;
    if (check < 10) return `NL${first}${check}B0${1 + random.below(3)}`;
  }
}

/** SIREN, its last digit by Luhn; as VAT number with the two digits that follow from it. */
function french(random: Random): string {
  const first = `${3 + random.below(6)}${digits(7, random)}`;
  const siren = first + luhnDigit(first);
  if (random.chance(0.6)) return siren;
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}

/** VAT number, its last digit by ISO 7064 MOD 11,10. */
function german(random: Random): string {
  const first = `${1 + random.below(3)}${digits(7, random)}`;
  let product = 10;
  for (const digit of first) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return `DE${first}${(11 - product) % 10}`;
}

/** Doubles every second digit, from the one that the check digit follows. */
function luhnDigit(first: string): string {
  const sum = [...first].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

function initials(random: Random): string {
  return Array.from({ length: 2 + random.below(2) }, () => random.pick('ABCDEFGHJKLMNPRSTVWZ')).join('');
}
