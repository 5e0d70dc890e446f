// bench-patterns: patterns of the shapes that registries write, each with a way to make a label that it alone hits.
// None can hit filler (filler-labels.ts): each asks for an invented word with three marking letters, or for 7 digits in a row.
import { domainToASCII } from 'node:url';
import { markedWord } from './marked-words.js';
import type { Random } from './random.js';
import { WORDS } from './words.js';

export interface BenchPattern {
  readonly id: string;
  readonly pattern: string;
  readonly subject: 'label' | 'unicode' | 'name';
  readonly score: number;
  /** A label that it hits. */
  readonly example: (random: Random) => string;
}

type Shape = (word: () => string, index: number) => Omit<BenchPattern, 'id' | 'score'>;

const label = (pattern: string, example: BenchPattern['example']) => ({ pattern, subject: 'label' as const, example });
const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => String(random.below(10))).join('');

const LABEL_SHAPES: readonly Shape[] = [
  (word) => alternatives(['login', 'signin', 'log-in', 'secure', 'verify'], word()),
  (word) => alternatives(['mijn', 'my', 'mon', 'mein'], word()),
  (word) => {
    const target = word();
    const words = ['help', 'helpdesk', 'support', 'service', 'client'];
    return label(`${target}-?(?:${words.join('|')})`, (random) => `${target}-${random.pick(words)}`);
  },
  (word) => {
    const target = word();
    return label(`^(?:www-?)?${target}[0-9]{2,6}$`, (random) => target + digits(random, 2 + random.below(4)));
  },
  (word) => {
    const target = word();
    return label(lookAlikes(target), (random) => random.pick(WORDS) + disguise(target));
  },
  (word) => {
    const [one, other] = [word(), word()];
    const pattern = `(?:^|-)(?:${one}|${other})-?(?:pay|bank|card|wallet)(?:-|[0-9]|$)`;
    return label(
      pattern,
      (random) => `${random.pick([one, other])}${random.pick(['pay', '-bank', 'card', '-wallet'])}`,
    );
  },
  (word) => {
    const target = word();
    return label(`(?:secure|verif|confirm).*${target}`, (random) => `secure${random.pick(WORDS)}${target}`);
  },
  (word) => {
    const target = word();
    return label(`${target}[a-z0-9-]*(?:login|update|alert)`, (random) => `${target}${random.pick(WORDS)}-update`);
  },
  (word) => {
    const target = word();
    return label(`${target}[^a-z]+[0-9]{2}`, (random) => `${random.pick(WORDS)}${target}-${digits(random, 2)}`);
  },
];

/** Only as many as there are counts of digits that no other pattern asks for. */
const DIGIT_SHAPE: Shape = (_, index) =>
  label(`^[a-z]{2,12}-?[0-9]{${7 + index}}$`, (random) => random.pick(WORDS).slice(0, 12) + digits(random, 7 + index));

const UNICODE_SHAPE: Shape = (word) => {
  const target = word();
  const example = (random: Random) => domainToASCII(`${random.pick('éèêë')}${random.pick(WORDS)}${target}`);
  return { pattern: `[é-ë]\\w*${target}`, subject: 'unicode', example };
};

const NAME_SHAPE: Shape = (word) => {
  const target = word();
  return { pattern: `${target}[a-z]*\\.be$`, subject: 'name', example: (random) => `${target}${random.pick(WORDS)}` };
};

/** Subjects in the proportion of datasets/patterns.csv: of 40 patterns 36 ask about the label, 3 the U-label, 1 the name. */
export function benchPatterns(count: number, random: Random): BenchPattern[] {
  const words = new Set<string>();
  const word = (): string => {
    for (;;) {
      const made = markedWord(random, 3);
      if (words.has(made)) continue;
      words.add(made);
      return made;
    }
  };
  return Array.from({ length: count }, (_, at) => ({
    id: `bench-${String(at).padStart(3, '0')}`,
    score: 0.5 + random.below(50) / 100,
    ...shapeAt(at)(word, Math.floor(at / 40)),
  }));
}

function shapeAt(at: number): Shape {
  const place = at % 40;
  if (place === 39) return NAME_SHAPE;
  if (place >= 36) return UNICODE_SHAPE;
  if (place === 35) return DIGIT_SHAPE;
  return LABEL_SHAPES[place % LABEL_SHAPES.length]!;
}

function alternatives(words: readonly string[], target: string) {
  return label(
    `(?:${words.join('|')})-?${target}`,
    (random) => `${random.pick(words)}${random.pick(['', '-'])}${target}`,
  );
}

/** Vowels as digits, too. */
function lookAlikes(word: string): string {
  return word.replace(/[aeio]/g, (vowel) => ({ a: '[a4]', e: '[e3]', i: '[i1l]', o: '[o0]' })[vowel]!);
}

function disguise(word: string): string {
  return word.replace(/[aeio]/, (vowel) => ({ a: '4', e: '3', i: '1', o: '0' })[vowel]!);
}
