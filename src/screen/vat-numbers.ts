// vat-numbers: the check digits of value-added-tax numbers of the EU, the UK, Norway and Switzerland, by country prefix.

/** `unknown`: not of a shape whose check digits are public; never held against anyone. */
export type NumberVerdict = 'right' | 'wrong' | 'unknown';

interface Scheme {
  /** What follows the prefix, if its check digits are known. A country has other shapes too, of which nothing is said. */
  readonly shape: RegExp;
  readonly isRight: (number: string) => boolean;
}

/**
 * The algorithms are those that the tax authorities publish, as gathered in the European Commission's VIES FAQ and the
 * documentation of python-stdnum; each is tested with numbers of that documentation.
 */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  AT: { shape: /^U\d{8}$/, isRight: (number) => luhnSum(number.slice(1), 4) },
  BE: { shape: /^[01]\d{9}$/, isRight: isBelgianEnterprise },
  BG: { shape: /^\d{9}$/, isRight: isBulgarian },
  CHE: {
    shape: /^\d{9}(?:MWST|TVA|IVA)?$/,
    isRight: (number) => elevenMinus(number.slice(0, 9), [5, 4, 3, 2, 7, 6, 5, 4], { 11: 0 }),
  },
  CY: { shape: /^[0-59]\d{7}[A-Z]$/, isRight: isCypriot },
  CZ: { shape: /^\d{8}$/, isRight: (number) => elevenMinus(number, [8, 7, 6, 5, 4, 3, 2], { 10: 0, 11: 1 }) },
  DE: { shape: /^[1-9]\d{8}$/, isRight: isMod11And10 },
  DK: { shape: /^[1-9]\d{7}$/, isRight: (number) => weighted(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 },
  EE: { shape: /^\d{9}$/, isRight: (number) => weighted(number, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 },
  EL: { shape: /^\d{9}$/, isRight: isGreek },
  ES: { shape: /^(?:[A-HJNP-SUVW]\d{7}[0-9A-J]|\d{8}[A-Z]|[XYZ]\d{7}[A-Z])$/, isRight: isSpanish },
  FI: { shape: /^\d{8}$/, isRight: (number) => elevenMinus(number, [7, 9, 10, 5, 8, 4, 2], { 11: 0 }) },
  FR: { shape: /^\d{11}$/, isRight: isFrench },
  GB: { shape: /^\d{9}(?:\d{3})?$/, isRight: isBritish },
  HR: { shape: /^\d{11}$/, isRight: isMod11And10 },
  HU: { shape: /^\d{8}$/, isRight: (number) => weighted(number, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0 },
  IE: { shape: /^(?:\d{7}[A-W][A-I]?|\d[A-Z+*]\d{5}[A-W])$/, isRight: isIrish },
  IT: { shape: /^\d{11}$/, isRight: isLuhn },
  LT: { shape: /^(?:\d{7}1\d|\d{10}1\d)$/, isRight: isLithuanian },
  LU: { shape: /^\d{8}$/, isRight: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)) },
  LV: { shape: /^[4-9]\d{10}$/, isRight: (number) => weighted(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3 },
  MT: { shape: /^\d{8}$/, isRight: (number) => weighted(number, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 === 0 },
  NL: { shape: /^\d{9}B\d{2}$/, isRight: isDutch },
  NO: {
    shape: /^\d{9}(?:MVA)?$/,
    isRight: (number) => elevenMinus(number.slice(0, 9), [3, 2, 7, 6, 5, 4, 3, 2], { 11: 0 }),
  },
  PL: {
    shape: /^\d{10}$/,
    isRight: (number) => weighted(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digit(number, 9),
  },
  PT: { shape: /^[1-9]\d{8}$/, isRight: (number) => elevenMinus(number, [9, 8, 7, 6, 5, 4, 3, 2], { 10: 0, 11: 0 }) },
  RO: { shape: /^[1-9]\d{1,9}$/, isRight: isRomanian },
  SE: { shape: /^\d{10}(?:0[1-9]|[1-9]\d)$/, isRight: (number) => isLuhn(number.slice(0, 10)) },
  SI: { shape: /^[1-9]\d{7}$/, isRight: (number) => elevenMinus(number, [8, 7, 6, 5, 4, 3, 2], { 10: 0 }) },
  SK: { shape: /^[1-9]\d{9}$/, isRight: (number) => Number(number) % 11 === 0 },
  XI: { shape: /^\d{9}(?:\d{3})?$/, isRight: isBritish },
};

const PREFIX = /^(?:CHE|[A-Z]{2})/;

/** The country whose VAT numbers begin so, if any. */
export function vatPrefix(number: string): string | undefined {
  const prefix = PREFIX.exec(number)?.[0] ?? '';
  return Object.hasOwn(SCHEMES, prefix) ? prefix : undefined;
}

/** `number` is in capitals, without blanks, dots and hyphens, and begins with its prefix. */
export function judgeVatNumber(number: string): NumberVerdict {
  const prefix = vatPrefix(number) ?? '';
  const scheme = SCHEMES[prefix];
  const rest = number.slice(prefix.length);
  if (scheme === undefined || !scheme.shape.test(rest)) return 'unknown';
  return scheme.isRight(rest) ? 'right' : 'wrong';
}

/** Ten digits that begin with 0 or 1; the last two are 97 less the rest of the first eight (KBO/BCE). */
export function isBelgianEnterprise(number: string): boolean {
  return 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8));
}

/** ISO/IEC 7812-1, annex B. */
export function isLuhn(number: string): boolean {
  let sum = 0;
  for (let at = 0; at < number.length; at++) {
    const value = digit(number, number.length - 1 - at);
    sum += at % 2 === 0 ? value : doubled(value);
  }
  return sum % 10 === 0;
}

function digit(number: string, at: number): number {
  return number.charCodeAt(at) - 0x30;
}

function weighted(number: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * digit(number, at), 0);
}

/** The last digit is eleven less the weighted rest; `other` says what stands for ten and eleven, if anything may. */
function elevenMinus(number: string, weights: readonly number[], other: Readonly<Record<number, number>>): boolean {
  const check = 11 - (weighted(number, weights) % 11);
  return (check > 9 ? other[check] : check) === digit(number, weights.length);
}

function doubled(value: number): number {
  return value > 4 ? value * 2 - 9 : value * 2;
}

/** Luhn from the left, with a constant added. */
function luhnSum(number: string, constant: number): boolean {
  let sum = constant;
  for (let at = 0; at < number.length - 1; at++) sum += at % 2 === 0 ? digit(number, at) : doubled(digit(number, at));
  return (10 - (sum % 10)) % 10 === digit(number, number.length - 1);
}

/** ISO/IEC 7064, MOD 11,10. */
function isMod11And10(number: string): boolean {
  let product = 10;
  for (let at = 0; at < number.length - 1; at++) {
    const sum = (digit(number, at) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digit(number, number.length - 1);
}

function isBulgarian(number: string): boolean {
  const first = weighted(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
  const check = first === 10 ? weighted(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11 : first;
  return check % 10 === digit(number, 8);
}

function isCypriot(number: string): boolean {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
  let sum = 0;
  for (let at = 0; at < 8; at++) sum += at % 2 === 0 ? odd[digit(number, at)]! : digit(number, at);
  return String.fromCharCode(0x41 + (sum % 26)) === number[8];
}

function isGreek(number: string): boolean {
  return (weighted(number, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === digit(number, 8);
}

function isSpanish(number: string): boolean {
  if (/^[A-W]/.test(number)) {
    let sum = 0;
    for (let at = 1; at < 8; at++) sum += at % 2 === 1 ? doubled(digit(number, at)) : digit(number, at);
    const check = (10 - (sum % 10)) % 10;
    return number[8] === String(check) || number[8] === 'JABCDEFGHI'[check];
  }
  const digits = number.slice(0, 8).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === number[8];
}

/** The key and the SIREN; Monaco's have three noughts in place of a SIREN's beginning, which is then no Luhn number. */
function isFrench(number: string): boolean {
  const siren = number.slice(2);
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return key === Number(number.slice(0, 2)) && (siren.startsWith('000') || isLuhn(siren));
}

function isBritish(number: string): boolean {
  const sum = weighted(number, [8, 7, 6, 5, 4, 3, 2, 10, 1]);
  return sum % 97 === 0 || (sum + 55) % 97 === 0;
}

function isIrish(number: string): boolean {
  const letters = 'WABCDEFGHIJKLMNOPQRSTUV';
  const isOld = !/^\d{7}/.test(number);
  const digits = isOld ? `0${number.slice(2, 7)}${number[0]}` : number.slice(0, 7);
  const second = isOld ? '' : (number[8] ?? '');
  const sum = weighted(digits, [8, 7, 6, 5, 4, 3, 2]) + (second === '' ? 0 : 9 * letters.indexOf(second));
  return letters[sum % 23] === number[7];
}

function isLithuanian(number: string): boolean {
  const last = number.length - 1;
  const weights = (from: number) => Array.from({ length: last }, (_, at) => ((at + from) % 9) + 1);
  const first = weighted(number, weights(0)) % 11;
  const check = first === 10 ? weighted(number, weights(2)) % 11 : first;
  return check % 10 === digit(number, last);
}

/** Until 2019 by weights, and for sole traders since then by ISO/IEC 7064, MOD 97-10; both are in use. */
function isDutch(number: string): boolean {
  const old = weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  if (old === digit(number, 8)) return true;
  return BigInt(`2321${number.slice(0, 9)}11${number.slice(10)}`) % 97n === 1n;
}

function isRomanian(number: string): boolean {
  const padded = number.padStart(10, '0');
  return ((weighted(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === digit(padded, 9);
}
