// lookalike-labels: targets, and labels that imitate them or nearly do, from seeded numbers.
import { LOOKS, numeralRewritings, REWRITINGS } from '../../src/base/glyphs.js';
import { asciiOf } from '../../src/base/names.js';
import { readLexicon } from '../../src/rules/lexicon.js';

export type Random = (below: number) => number;

export const lexicon = readLexicon();
export const WORDS = Object.keys(lexicon.words);
const ALL_REWRITINGS = [...REWRITINGS, ...numeralRewritings(lexicon.numerals)];

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** What a label of a zone may hold besides: escapes are written in ASCII. */
const ODD = ['_', '\\.', '\\000', '\\200', '\\\\', '/', '@', '*', '"'];

export const oneOf = <T>(items: readonly T[], random: Random): T => items[random(items.length)]!;

export function letters(count: number, random: Random, alphabet = LETTERS): string {
  return Array.from({ length: count }, () => alphabet[random(alphabet.length)]).join('');
}

/** Texts that share deletions, hold one another, repeat letters, are as short and as long as any; some of them twice. */
export function targetTexts(count: number, random: Random): string[] {
  const fixed = [
    ...['paypal', 'paypall', 'payypal', 'ppaypal', 'paypalpay', 'mypaypal', 'pay', 'pal', 'ing', 'kbc', 'bpost', 'hp'],
    ...['microsoft', 'micro', 'soft', 'whatsapp', 'wikipedia', 'sevendays', 'phone', 'moowie', 'cloudd', 'x', 'b2b'],
    ...['ababab', 'bababa', 'abababababab', 'abcde', 'bcdef', 'abcdf', 'abcdefghi', 'abcdeghif', '1l1l1l1l', 'nnnnn'],
    ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 31, 62, 63].map((length) => 'a'.repeat(length)),
    ...[60, 61, 62, 63].map((length) => letters(length, random)),
  ];
  const texts = [...fixed];
  while (texts.length < count) {
    const known = oneOf(texts, random);
    const kind = random(10);
    if (kind === 0) texts.push(known);
    else if (kind === 1) texts.push((known + oneOf(texts, random)).slice(0, 63));
    else if (kind === 2 && known.length > 3) texts.push(known.slice(random(2), known.length - random(2)));
    else if (kind === 3) texts.push(letters(2 + random(10), random, 'ab1'));
    else texts.push(letters(2 + random(random(6) === 0 ? 62 : 14), random, LETTERS.slice(0, 26)));
  }
  return texts;
}

/** One change, of those that imitators make. */
function changed(text: string, random: Random): string {
  const at = random(text.length + 1);
  const [before, rest] = [text.slice(0, at), text.slice(at)];
  const letter = oneOf([...LETTERS], random);
  switch (random(9)) {
    case 0:
      return before + letter + rest;
    case 1:
      return before + rest.slice(1);
    case 2:
      return before + letter + rest.slice(1);
    case 3:
      return before + [...rest.slice(0, 2)].reverse().join('') + rest.slice(2);
    case 4:
      return before + (text[at] ?? '') + rest;
    case 5:
    case 6:
      return before + lookOf(text[at] ?? '', random) + rest.slice(1);
    case 7:
      return respelled(text, random);
    default:
      return `${before}-${rest}`;
  }
}

function lookOf(letter: string, random: Random): string {
  const look = LOOKS.find((characters) => characters.includes(letter));
  return look === undefined || letter === '' ? letter : oneOf([...look], random);
}

/** One rewriting at a place where it may stand, where there is one. */
export function respelled(text: string, random: Random, technique?: string): string {
  const places = ALL_REWRITINGS.filter(
    (rewriting) => text.includes(rewriting.from) && (technique ?? rewriting.technique) === rewriting.technique,
  );
  if (places.length === 0) return text;
  const { from, to } = oneOf(places, random);
  const at: number[] = [];
  for (let place = text.indexOf(from); place !== -1; place = text.indexOf(from, place + 1)) at.push(place);
  const place = oneOf(at, random);
  return text.slice(0, place) + to + text.slice(place + from.length);
}

function dressed(text: string, random: Random): string {
  const hyphen = () => ['', '', '-', '-', '--'][random(5)]!;
  const beside = () => (random(3) > 0 ? oneOf(WORDS, random) : letters(1 + random(6), random));
  switch (random(7)) {
    case 0:
      return beside() + hyphen() + text;
    case 1:
      return text + hyphen() + beside();
    case 2:
      return beside() + hyphen() + text + hyphen() + beside();
    case 3:
      return beside() + hyphen() + beside() + hyphen() + text;
    case 4:
      return `${text}${hyphen()}${beside()}-${beside()}`;
    default:
      return text;
  }
}

/** A label of a zone: of targets mostly, or of chance. Some are longer than labels of letters can be. */
export function labelOf(targets: readonly string[], random: Random): string {
  const kind = random(40);
  if (kind === 0) return '-'.repeat(1 + random(63));
  if (kind === 1) return letters(1 + random(3), random);
  if (kind === 2) return oneOf([...'ab1l'], random).repeat(1 + random(63));
  if (kind === 3) return letters(63, random, 'ab-');
  if (kind < 8) return letters(1 + random(20), random, `${LETTERS}-`);
  if (kind < 10) return letters(5 + random(12), random, 'ab1-');
  let label = oneOf(targets, random);
  if (kind === 10) label += oneOf(ODD, random);
  for (let left = random(4); left > 0; left--) label = changed(label, random);
  label = dressed(label, random);
  if (kind === 11) label = dressed(label + oneOf(targets, random), random);
  if (kind === 12) label = oneOf(ODD, random) + label;
  if (label.length > 63 && random(4) > 0) label = label.slice(random(label.length - 62)).slice(0, 63);
  return label === '' ? 'a' : label;
}

/** Characters that read as the letter, none of them ASCII; `script` is a Unicode script's name. */
export function foreignFor(letter: string, script?: string): string[] {
  const ofScript = script === undefined ? /./u : new RegExp(`\\p{Script=${script}}`, 'u');
  return (foreignLetters.get(letter) ?? []).filter((character) => ofScript.test(character));
}

const foreignLetters = new Map<string, string[]>();
for (const [character, reads] of Object.entries(lexicon.confusables)) {
  foreignLetters.set(reads, [...(foreignLetters.get(reads) ?? []), character]);
}

/** The A-label of the label with some of its letters written in others that look so; null when it would have none. */
export function aLabelOf(label: string, random: Random): string | null {
  const written = [...label];
  for (let count = 1 + random(3); count > 0; count--) {
    const at = random(written.length);
    const foreign = foreignFor(written[at]!);
    if (foreign.length > 0) written[at] = oneOf(foreign, random);
  }
  const ascii = asciiOf(written.join(''));
  return ascii?.startsWith('xn--') === true && !ascii.includes('.') ? ascii : null;
}
