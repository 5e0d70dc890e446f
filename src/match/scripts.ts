// scripts: the Unicode scripts of a name (UAX #24), as JavaScript's regular expressions know them.

const SCRIPTS = [
  'Arabic',
  'Armenian',
  'Bengali',
  'Bopomofo',
  'Cherokee',
  'Cyrillic',
  'Devanagari',
  'Ethiopic',
  'Georgian',
  'Greek',
  'Gujarati',
  'Gurmukhi',
  'Han',
  'Hangul',
  'Hebrew',
  'Hiragana',
  'Kannada',
  'Katakana',
  'Khmer',
  'Lao',
  'Latin',
  'Malayalam',
  'Mongolian',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thaana',
  'Thai',
  'Tibetan',
].map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);

/** Sorted; `Common` and `Inherited` left out, scripts that are in no registry's table called `Other`. */
export function scriptsOf(text: string): string[] {
  if (/^[\x21-\x7e]*$/.test(text)) return /[a-z]/i.test(text) ? ['Latin'] : [];
  const found = SCRIPTS.filter(([, pattern]) => pattern.test(text)).map(([script]) => script);
  const rest = [...text].some(
    (character) =>
      !/[\p{Script=Common}\p{Script=Inherited}]/u.test(character) &&
      !SCRIPTS.some(([, pattern]) => pattern.test(character)),
  );
  return rest ? [...found, 'Other'] : found;
}
