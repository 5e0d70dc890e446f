// read-hopping: a hopping list → entries; what is wrong with one is said without its string.
import type { Report } from './list-problem.js';
import {
  isBelowUnknownSuffix,
  isGivenByHost,
  registeredLabel,
  reportBrokenALabels,
  toListedName,
} from './listed-name.js';
import type { ListRow, ListShape } from './list-rows.js';
import type { ListReading } from './read-list.js';
import { cell, readList } from './read-list.js';
import { hoppingRules } from './rule-key.js';
import type { HoppingEntry } from './watchlists.js';

const SHAPE: ListShape = { columns: ['label'], required: ['label'], arrays: [], plain: true };

/** `key` makes the rule ids: the same key gives the same ids for every version of the list. */
export function readHopping(file: string, key: Buffer): ListReading<HoppingEntry> {
  const ruleOf = hoppingRules(key);
  return readList(file, {
    shape: SHAPE,
    entryOf: (row, _file, report) => hoppingEntry(row, file, ruleOf, report),
    // Sweeping with nothing withdraws every watch term, and a cut-off download looks just like this.
    whenEmpty: 'error',
    emptyAdvice: 'if that is meant, `zonesieve sweep --withdraw-hopping` ends its watch terms',
  });
}

function hoppingEntry(
  row: ListRow,
  file: string,
  ruleOf: (label: string) => string,
  report: Report,
): HoppingEntry | undefined {
  const label = hoppingLabel('text' in row ? row.text : cell(row, 'label'), report);
  return label === undefined ? undefined : { label, rule: ruleOf(label), file, line: row.line };
}

/** A bare string is the label itself; of a whole domain name the label left of the public suffix counts. */
function hoppingLabel(written: string, report: Report): string | undefined {
  if (written === '') return void report('error', 'HOPPING_EMPTY', 'expected a string or domain name');
  const name = toListedName(written);
  if (name === null) return void report('error', 'HOPPING_BAD_LABEL', NAME_EXPECTED);
  const label = registeredLabel(name);
  if (label === null) return void report('error', 'HOPPING_NO_LABEL', 'expected a label left of the public suffix');
  if (isBelowUnknownSuffix(name)) report('warning', 'HOPPING_UNKNOWN_SUFFIX', SUFFIX_UNKNOWN);
  if (isGivenByHost(name)) report('warning', 'HOPPING_BELOW_HOST', HOST_TAKEN);
  reportBrokenALabels('HOPPING', label, report);
  return label;
}

const SUFFIX_UNKNOWN =
  'expected a suffix of the Public Suffix List: of this name the last label but one is taken; write the string alone if another one is meant';
const HOST_TAKEN =
  "expected a registered name: this one is below a host's, whose label is taken; write the string alone if the label below is meant";
const NAME_EXPECTED =
  'expected a label or domain name: letters, digits, hyphens and underscores, no hyphen at either end, at most 63 a label';
