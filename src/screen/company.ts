// company: company and VAT numbers of filler or whose check digits do not fit; a kind of number that we do not know is never a finding.
import type { Check } from './check.js';
import type { Contact } from './contact.js';
import { withoutMarks } from './copied-marks.js';
import { oncePerContact } from './once.js';
import type { NumberVerdict } from './vat-numbers.js';
import { isBelgianEnterprise, isLuhn, judgeVatNumber, vatPrefix } from './vat-numbers.js';

interface Judgement {
  readonly verdict: NumberVerdict;
  /** Its shape or prefix leaves no doubt about what number it is. */
  readonly certain: boolean;
}

const UNKNOWN: Judgement = { verdict: 'unknown', certain: false };
const RIGHT: Judgement = { verdict: 'right', certain: true };

/** The longest number is of 15 characters, with separators and a word before it some 40. */
const LONGEST_NUMBER = 60;
const SEPARATORS = /[\s.\-/:°]+/g;
/** Words that stand before a number in Belgium and its neighbours. */
const WORDS = /^(?:BTW|TVA|VAT|USTID|USTIDNR|MWST|KBO|BCE|ON|RPR|RPM|SIREN|SIRET)(?:NR|NO|N)?(?=[A-Z]{0,3}\d)/;
/** `No 403 170 701`; Norway's numbers end in MVA. */
const NUMBER_SIGN = /^(?:NR?|NO(?!\d{9}MVA$))(?=\d)/;

export function judgeCompanyNumber(text: string, country: string): Judgement {
  if (country === 'BE' && BELGIAN.test(text)) return verdictOf(isBelgianEnterprise(text), true);
  if (text.length > LONGEST_NUMBER) return UNKNOWN;
  const number = bareNumber(text, country);
  if (!/^[A-Z]*\d[\dA-Z+*]*$/.test(number)) return UNKNOWN;
  if (/^[A-Z]{2}/.test(number)) return { verdict: judgeVatNumber(withTenDigits(number)), certain: true };
  if (country === 'BE') return judgeBelgian(number);
  if (country === 'FR') return judgeFrench(number);
  return UNKNOWN;
}

/** In capitals, without what separates digits and the words before them. */
function bareNumber(text: string, country: string): string {
  const number = withoutMarks(text).toUpperCase().replace(SEPARATORS, '').replace(WORDS, '');
  return country === 'NO' ? number : number.replace(NUMBER_SIGN, '');
}

/** Nine digits are a Belgian number of before 2005, without its first nought. */
function withTenDigits(number: string): string {
  return /^BE\d{9}$/.test(number) ? `BE0${number.slice(2)}` : number;
}

/** As it is written without dots. */
const BELGIAN = /^[01]\d{9}$/;

function judgeBelgian(number: string): Judgement {
  if (BELGIAN.test(number)) return verdictOf(isBelgianEnterprise(number), true);
  if (/^\d{9}$/.test(number)) return verdictOf(isBelgianEnterprise(`0${number}`), false);
  return UNKNOWN;
}

/** SIREN and SIRET; the branches of La Poste (SIREN 356000000) are counted otherwise. */
function judgeFrench(number: string): Judgement {
  if (/^\d{9}$/.test(number)) return verdictOf(isLuhn(number), false);
  if (/^\d{14}$/.test(number)) return number.startsWith('356000000') ? RIGHT : verdictOf(isLuhn(number), false);
  return UNKNOWN;
}

function verdictOf(right: boolean, certain: boolean): Judgement {
  return right ? RIGHT : { verdict: 'wrong', certain };
}

const judged = oncePerContact((contact): Judgement => {
  const text = contact.texts.companyNumber;
  return text === '' ? UNKNOWN : judgeCompanyNumber(text, contact.country);
});

function addIfWrong(contact: Contact, certain: boolean, add: (text: string) => void): void {
  const judgement = judged(contact);
  if (judgement.verdict === 'wrong' && judgement.certain === certain) add(contact.texts.companyNumber);
}

const checkDigits: Check = {
  id: 'company.check-digits',
  severity: 'manifest',
  field: 'registrant.companyNumber',
  looksFor: 'A Belgian enterprise number, or a VAT number with its country, whose check digits do not fit.',
  catches: { companyNumber: '0999.013.700', country: 'BE' },
  passes: { companyNumber: '0999.013.787', country: 'BE' },
  run: (contact, found) => {
    addIfWrong(contact, true, (text) => {
      found.add(
        checkDigits,
        'registrant.companyNumber',
        text,
        'its check digits do not fit: no company has that number',
      );
    });
  },
};

const doubtful: Check = {
  id: 'company.doubtful',
  severity: 'weak',
  field: 'registrant.companyNumber',
  looksFor: 'Digits that look like a Belgian number without its nought, a SIREN or a SIRET, and are none.',
  catches: { companyNumber: '303265046', country: 'FR' },
  passes: { companyNumber: '303265045', country: 'FR' },
  run: (contact, found) => {
    addIfWrong(contact, false, (text) => {
      found.add(
        doubtful,
        'registrant.companyNumber',
        text,
        'it has the length of a company number, and other check digits',
      );
    });
  },
};

/** Eight digits of such a row are given out in Britain and the Netherlands, which number companies from 1. */
const SHORTEST_FILLER = 9;
/** A nought, or fewer digits in order from 1 than any register has. */
const SHORT_FILLERS = /^(?:0|123(?:4(?:5(?:67?)?)?)?)$/;
/** As a VAT number. */
const NINE_IN_ORDER = /^[A-Z]{2}\s?123456789/i;
const ROWS_OF_DIGITS = ['01234567890123456789', '98765432109876543210'];

function digitsOf(text: string): string {
  return /^\d+$/.test(text) ? text : text.replace(/\D+/g, '');
}

export function isFillerNumber(text: string): boolean {
  if (text.length > LONGEST_NUMBER) return false;
  const digits = digitsOf(text);
  if (/^0{4,}$/.test(digits) || SHORT_FILLERS.test(text) || NINE_IN_ORDER.test(text)) return true;
  if (digits.length < SHORTEST_FILLER) return false;
  return /^(\d)\1+$/.test(digits) || ROWS_OF_DIGITS.some((row) => row.includes(digits));
}

const filler: Check = {
  id: 'company.filler',
  severity: 'manifest',
  field: 'registrant.companyNumber',
  looksFor: 'A number of noughts alone, of one digit again and again, of a few digits from 1, or of nine in order.',
  catches: { companyNumber: '9999999999', country: 'BE' },
  passes: { companyNumber: '12345678', country: 'NL' },
  run: (contact, found) => {
    const text = contact.texts.companyNumber;
    if (text === '' || !isFillerNumber(text)) return;
    found.add(filler, 'registrant.companyNumber', text, 'such digits are typed to fill the field');
  },
};

/** What numbers of companies have at least: Belgium's nine digits, France's nine, the eight of the Dutch register. */
const FEWEST_DIGITS: Readonly<Record<string, number>> = { BE: 9, FR: 9, NL: 8, LU: 5 };

const short: Check = {
  id: 'company.short',
  severity: 'weak',
  field: 'registrant.companyNumber',
  looksFor:
    'Fewer digits than any number of a company has in the country of its prefix or, without one, of the holder: Belgium, France, Luxembourg and the Netherlands.',
  catches: { companyNumber: '40717', country: 'BE' },
  passes: { companyNumber: '40717', country: 'LU' },
  run: (contact, found) => {
    const text = contact.texts.companyNumber;
    if (text === '' || text.length > LONGEST_NUMBER) return;
    const fewest = FEWEST_DIGITS[vatPrefix(bareNumber(text, contact.country)) ?? contact.country];
    if (fewest === undefined) return;
    const digits = digitsOf(text).length;
    if (digits === 0 || digits >= fewest || isFillerNumber(text)) return;
    found.add(short, 'registrant.companyNumber', text, 'no company of that country has a number of so few digits');
  },
};

const words: Check = {
  id: 'company.words',
  severity: 'weak',
  field: 'registrant.companyNumber',
  looksFor: 'Words alone in the field for the number of a company, of a holder with an organisation.',
  catches: { organisation: 'Appeltuin', companyNumber: 'TVA' },
  passes: { companyNumber: 'n/a' },
  run: (contact, found) => {
    const text = contact.texts.companyNumber;
    if (text === '' || /\d/.test(text) || contact.states.organisation !== 'present') return;
    found.add(words, 'registrant.companyNumber', text, 'there is no number in it');
  },
};

/** Fewer than some country's numbers have. */
function hasFewDigits(text: string): boolean {
  return digitsOf(text).length < SHORTEST_FILLER;
}

const isOdd = oncePerContact((contact): boolean => {
  const { companyNumber } = contact.texts;
  if (companyNumber === '') return false;
  return judged(contact).verdict === 'wrong' || isFillerNumber(companyNumber) || hasFewDigits(companyNumber);
});

export const COMPANY_CHECKS: readonly Check[] = [filler, checkDigits, doubtful, short, words].map((check) => ({
  ...check,
  mayFind: isOdd,
}));
