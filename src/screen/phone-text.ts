// phone-text: what people write around and in a telephone number: separators, extensions, letters for keys.

/** No number has more digits, its calling code included (ITU-T E.164). */
const MOST_DIGITS = 15;
/** In Dutch, French and German; the library knows the English ones. */
const EXTENSION =
  /[\s,;/-](?:toestel|tst|binnennummer|intern|poste|durchwahl|dw|nebenstelle|nst|klappe)\.?:? ?\d{1,6}$/i;
/** 1-800-FLOWERS: capitals, as keys have them, behind a calling code or the digits of a freephone or premium number. */
const VANITY = /^(?<digits>\+[\d\s().-]{3,20}|[01]?[\s().-]{0,3}[89]00[\d\s().-]{0,16})(?<letters>[A-Z]{4,9})$/;
/** `123 NONE` and `0800 TEST` have fewer, before the letters or in all: they are no number. */
const FEWEST_BEFORE_LETTERS = 4;
const FEWEST_WITH_LETTERS = 9;
/** `10/11`, `10 - 11`: the last digits of the next number of an office. */
const RANGE_END = /\s{0,3}[/-]\s{0,3}\d{1,2}$/;
const KEYS = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];

/** Without its extension, and with digits for letters. */
export function plainPhone(text: string): string {
  if (!/[a-z]/i.test(text)) return text;
  const number = text.replace(EXTENSION, '');
  const { digits = '', letters = '' } = VANITY.exec(number)?.groups ?? {};
  const before = digits.replace(/\D/g, '').length;
  return before < FEWEST_BEFORE_LETTERS || before + letters.length < FEWEST_WITH_LETTERS
    ? number
    : digits + keyed(letters);
}

/** The first of the numbers that `02 555 12 10/11` stands for; any other text as it is. */
export function firstOfRange(text: string): string {
  return text.replace(RANGE_END, '');
}

function keyed(letters: string): string {
  return letters.replace(/./g, (letter) => String(KEYS.findIndex((key) => key.includes(letter)) + 2));
}

/** `+32 (0)470/12.34.56` as `+32470123456`; undefined where there is more than one number's digits and separators. */
export function withoutSeparators(text: string): string | undefined {
  const bare = text.replace('(0)', '').replace(/[\s().\-/]/g, '');
  return /^\+\d+$/.test(bare) && bare.length <= MOST_DIGITS + 1 ? bare : undefined;
}
