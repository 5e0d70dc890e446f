// screening-columns: what may stand in the columns of an operator's list; a row that could never work is refused.
import { compilePattern } from './compile-pattern.js';

export interface Column {
  readonly name: string;
  readonly allows: (cell: string) => boolean;
  /** Ends the sentence `expected column to be …`. */
  readonly expected: string;
}

function oneOf(name: string, ...values: readonly string[]): Column {
  const expected = values.map((value) => value || 'empty').join(', ');
  return { name, allows: (cell) => values.includes(cell), expected: `one of ${expected}` };
}

const NAME_FIELDS = ['name', 'organisation', 'street', 'city'];

const FIELDS: Column = {
  name: 'fields',
  allows: (cell) => cell.split(' ').every((field) => NAME_FIELDS.includes(field)),
  expected: `of ${NAME_FIELDS.join(', ')}, parted by blanks`,
};

/** `x` is any digit, but not in brackets; `[0-4]` one of a range, `(?:1|2)` one of several. */
const MASK = /^(?:[\dx()?:|-]|\[[\d-]+\])+$/;

const PATTERN: Column = { name: 'pattern', allows: isPattern, expected: 'a pattern in RE2 syntax' };

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  'placeholders.csv': [FIELDS, oneOf('severity', 'manifest', 'weak', 'note')],
  'real-words.csv': [FIELDS],
  'identities.csv': [oneOf('typos', 'yes', 'no', '')],
  'mailboxes.csv': [oneOf('kind', 'role', 'unread', 'made-up', 'placeholder', 'activity')],
  'reserved-domains.csv': [oneOf('kind', 'reserved', 'placeholder', 'allowed')],
  'redaction-phrases.csv': [oneOf('match', 'whole', 'start', '')],
  'privacy-services.csv': [oneOf('match', 'whole', 'start', 'email-domain', '')],
  'disposable-patterns.csv': [PATTERN],
  'postal-codes.csv': [PATTERN, oneOf('certain', 'yes', 'no', '')],
  'neighbour-countries.csv': [
    {
      name: 'pair',
      allows: (cell) => /^[A-Z]{2}:[A-Z]{2}$/.test(cell),
      expected: 'two codes of ISO 3166-1 alpha-2 with a colon between them',
    },
  ],
  'countries.csv': [
    {
      name: 'country',
      allows: (cell) => /^(?:[a-z]{2})?$/i.test(cell),
      expected: 'a code of ISO 3166-1 alpha-2, or empty',
    },
  ],
  'reserved-phones.csv': [
    { name: 'code', allows: (cell) => /^\d{1,3}$/.test(cell), expected: 'a calling code' },
    {
      name: 'national',
      allows: isMask,
      expected: 'digits, x for any of them, [0-4] for one of a range, (?:1|2) for one of several',
    },
  ],
};

/** Null where all is as it may be. */
export function wrongColumn(file: string, row: Readonly<Record<string, string>>): Column | null {
  const columns = Object.hasOwn(COLUMNS, file) ? COLUMNS[file]! : [];
  return columns.find(({ name, allows }) => !allows(row[name] ?? '')) ?? null;
}

function isPattern(cell: string): boolean {
  return cell !== '' && 're' in compilePattern(cell);
}

function isMask(cell: string): boolean {
  return MASK.test(cell) && isPattern(cell.replaceAll('x', '\\d'));
}
