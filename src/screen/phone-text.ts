// phone-text: what people write around and in a telephone number: separators, extensions, letters for keys.

/** No number has more digits, its calling code included (ITU-T E.164). */
const MOST_DIGITS = 15;
/** In Dutch, French and German; the library knows the English ones. */
const EXTENSION =
  /[\s,;/-](?:toestel|tst|binnennummer|intern|poste|durchwahl|dw|nebenstelle|nst|klappe)\.?:? ?\d{1,6}$/i;
/** 1-800-FLOWERS: capitals behind digits, as keys have them. */
const VANITY = /^(\+?[\d\s().-]{3,20})([A-Z]{4,9})$/;
const KEYS = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];

/** Without its extension, and with digits for letters. */
export function plainPhone(text: string): string {
  if (!/[a-z]/i.test(text)) return text;
  return text.replace(EXTENSION, '').replace(VANITY, (_, digits: string, letters: string) => digits + keyed(letters));
}

function keyed(letters: string): string {
  return letters.replace(/./g, (letter) => String(KEYS.findIndex((key) => key.includes(letter)) + 2));
}

/** `+32 (0)470/12.34.56` as `+32470123456`; undefined where there is more than one number's digits and separators. */
export function withoutSeparators(text: string): string | undefined {
  const bare = text.replace('(0)', '').replace(/[\s().\-/]/g, '');
  return /^\+\d+$/.test(bare) && bare.length <= MOST_DIGITS + 1 ? bare : undefined;
}
