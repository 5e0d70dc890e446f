// read-patterns: a pattern list → entries whose patterns RE2 takes.
import { compilePattern } from './compile-pattern.js';
import type { Report } from './list-problem.js';
import type { ListRow, ListShape } from './list-rows.js';
import type { ListReading } from './read-list.js';
import { readList } from './read-list.js';
import type { PatternEntry } from './watchlists.js';
import { FIELD_SUBJECTS, NAME_SUBJECTS } from './watchlists.js';

const DEFAULT_SUBJECT = 'label';
const DEFAULT_SCORE = 0.5;
const DEFAULT_NOTE = 'matches a pattern of the list';
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const SHAPE: ListShape = {
  columns: ['id', 'pattern', 'subject', 'score', 'note'],
  required: ['id', 'pattern'],
  arrays: [],
  plain: true,
};

export function readPatterns(file: string): ListReading<PatternEntry> {
  return readList(file, { shape: SHAPE, entryOf: patternEntry, whenEmpty: 'warning' });
}

function patternEntry(row: ListRow, file: string, report: Report): PatternEntry | undefined {
  const cells = 'text' in row ? plainCells(row.text) : row.cells;
  const id = patternId(cells['id'] ?? '', report);
  const expected = 'text' in row ? 'an id, a blank and a pattern' : 'a pattern';
  const pattern = patternText(cells['pattern'] ?? '', expected, report);
  const subject = patternSubject(cells['subject'] ?? '', report);
  const score = patternScore(cells['score'] ?? '', report);
  if (id === undefined || pattern === undefined || subject === undefined || score === undefined) return undefined;
  return { id, pattern, subject, score, note: cells['note'] || DEFAULT_NOTE, file, line: row.line };
}

/** `id pattern`: the first blank parts them. */
function plainCells(text: string): Record<string, string> {
  const [, id = '', pattern = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  return { id, pattern };
}

function patternId(id: string, report: Report): string | undefined {
  if (ID.test(id)) return id;
  return void report(
    'error',
    'PATTERN_BAD_ID',
    'expected an id: letters, digits, dots, hyphens, underscores, at most 64',
  );
}

function patternText(pattern: string, expected: string, report: Report): string | undefined {
  if (pattern === '') return void report('error', 'PATTERN_EMPTY', `expected ${expected}`);
  const compiled = compilePattern(pattern);
  if (!('refused' in compiled)) return pattern;
  return void report('error', 'PATTERN_REFUSED', `RE2 refuses the pattern: ${compiled.refused}`);
}

function patternSubject(subject: string, report: Report): string | undefined {
  const subjects = [...NAME_SUBJECTS, ...FIELD_SUBJECTS];
  if (subject === '') return DEFAULT_SUBJECT;
  if (subjects.includes(subject)) return subject;
  return void report('error', 'PATTERN_BAD_SUBJECT', `expected one of ${subjects.join(', ')}`);
}

function patternScore(written: string, report: Report): number | undefined {
  if (written === '') return DEFAULT_SCORE;
  const score = /^[0-9]*\.?[0-9]+$/.test(written) ? Number(written) : NaN;
  if (score > 0 && score <= 1) return score;
  return void report('error', 'PATTERN_BAD_SCORE', 'expected a score over 0 and at most 1');
}
