// feed-map: a `--map` file → where each field of a registration comes from; what is wrong with it is named by field.
import { readFileSync } from 'node:fs';
import type { FeedFormat, FeedProfile, FieldSource, PathStep } from '../base/feed.js';
import { FEED_FORMATS } from '../base/feed.js';
import { SieveError } from '../base/errors.js';
import { unreadable } from './compression.js';
import type { RegistrantField } from '../base/registration.js';
import { REGISTRANT_FIELDS } from '../base/registration.js';
import { FEED_FIELDS } from './feed-fields.js';
import { parsePath } from './field-path.js';

export interface FeedMap {
  readonly format: FeedFormat | null;
  /** Where the records are in a JSON document. */
  readonly path: readonly PathStep[];
  /** Empty: the fields are where the contract has them. */
  readonly fields: readonly MappedField[];
  readonly delimiter: string;
  readonly profile: FeedProfile | null;
  /** Values that say that the record does not have the field. */
  readonly absent: readonly string[];
}

/** `names` are paths into a record, or the columns of a CSV feed. */
export interface MappedField {
  readonly field: string;
  readonly names: readonly string[];
}

export const NO_MAP: FeedMap = { format: null, path: [], fields: [], delimiter: ',', profile: null, absent: [] };

const MOST_MAP_BYTES = 1 << 20;
const DELIMITERS = [',', ';', '\t', '|'];

export function loadFeedMap(file: string): FeedMap {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw unreadable(file, cause);
  }
  return parseFeedMap(text, file);
}

export function parseFeedMap(text: string, file: string): FeedMap {
  const map = new Map<string, unknown>(Object.entries(mapObject(text, file)));
  const problem = (code: string, message: string) => new SieveError(code, message, { file });
  const take = (key: string): unknown => {
    const value = map.get(key);
    map.delete(key);
    return value;
  };
  const format = take('format') ?? null;
  if (format !== null && !FEED_FORMATS.includes(format as FeedFormat)) {
    throw problem('MAP_BAD_FORMAT', `expected format to be one of ${FEED_FORMATS.join(', ')}`);
  }
  const path = take('path') ?? '';
  if (typeof path !== 'string') throw problem('MAP_BAD_PATH', 'expected path to be text, such as data.items');
  const delimiter = take('delimiter') ?? ',';
  if (!DELIMITERS.includes(delimiter as string)) {
    throw problem('MAP_BAD_DELIMITER', 'expected delimiter to be a comma, a semicolon, a tab or a bar');
  }
  const profile = profileOf(take('profile') ?? null, file);
  const absent = take('absent') ?? [];
  if (!isTexts(absent)) throw problem('MAP_BAD_ABSENT', 'expected absent to be an array of texts, such as ["(blank)"]');
  const fields = [...map].map(([field, names]) => mappedField(field, names, file));
  if (fields.length > 0 && !map.has('domain')) throw problem('MAP_NO_DOMAIN', 'expected a source for domain');
  return {
    format: format as FeedFormat | null,
    path: parseDocumentPath(path, file),
    fields,
    delimiter: delimiter as string,
    profile,
    absent,
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string' && text.trim() !== '');
}

function mapObject(text: string, file: string): object {
  let map: unknown = null;
  try {
    if (text.length <= MOST_MAP_BYTES) map = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // What JSON.parse says quotes the text.
  }
  if (typeof map === 'object' && map !== null && !Array.isArray(map)) return map;
  throw new SieveError('MAP_BAD_JSON', 'expected a JSON object that names a source for each field', { file });
}

function mappedField(field: string, value: unknown, file: string): MappedField {
  if (!FEED_FIELDS.includes(field)) {
    const known = `expected format, path, delimiter, profile, absent or a field: ${FEED_FIELDS.join(', ')}`;
    throw new SieveError('MAP_UNKNOWN_FIELD', known, { file });
  }
  const names: unknown[] = Array.isArray(value) ? value : [value];
  if (names.length === 0 || !names.every((name): name is string => typeof name === 'string' && name !== '')) {
    throw new SieveError('MAP_BAD_SOURCE', `expected a source, or an array of sources, for ${field}`, { file });
  }
  return { field, names };
}

/** The path to the records: keys, indexes and `[*]`; a condition could not be told before an item is read. */
export function parseDocumentPath(text: string, file: string): PathStep[] {
  const steps = parsePath(text, { file });
  if (!steps.some((step) => 'where' in step)) return steps;
  throw new SieveError('MAP_BAD_PATH', 'expected keys, [0] and [*] in the path to the records', { file });
}

/** Sources of a feed that is not CSV. */
export function fieldSources({ fields, absent }: FeedMap, file: string): readonly FieldSource[] | null {
  if (fields.length === 0 && absent.length > 0) {
    throw new SieveError('MAP_BAD_ABSENT', 'expected absent beside sources of fields, or in the map of a CSV feed', {
      file,
    });
  }
  if (fields.length === 0) return null;
  return fields.map(({ field, names }) => ({ field, paths: names.map((name) => sourcePath(name, field, file)) }));
}

function sourcePath(name: string, field: string, file: string): PathStep[] {
  try {
    const steps = parsePath(name);
    if (!steps.some((step) => 'each' in step)) return steps;
  } catch (error) {
    if (!(error instanceof SieveError)) throw error;
  }
  const message = `expected a path such as contacts[role=holder].email or phones[0] for ${field}`;
  throw new SieveError('MAP_BAD_SOURCE', message, { file });
}

function profileOf(value: unknown, file: string): FeedProfile | null {
  if (value === null) return null;
  const entries: [string, unknown][] =
    typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [['', null]];
  return Object.fromEntries(
    entries.map(([key, told]) => {
      const value = key === 'redacts' ? flag(told) : key === 'has' || key === 'requires' ? holderFields(told) : null;
      if (value === null) throw new SieveError('MAP_BAD_PROFILE', BAD_PROFILE, { file });
      return [key, value];
    }),
  );
}

const HOLDER = 'registrant.';
const BAD_PROFILE =
  'expected profile to be {"has": [fields], "requires": [fields], "redacts": true or false}; fields are ' +
  REGISTRANT_FIELDS.map((field) => HOLDER + field).join(', ');

function flag(told: unknown): boolean | null {
  return typeof told === 'boolean' ? told : null;
}

function holderFields(names: unknown): RegistrantField[] | null {
  if (!Array.isArray(names)) return null;
  const fields = REGISTRANT_FIELDS.filter((field) => names.includes(HOLDER + field));
  return fields.length === new Set(names).size ? fields : null;
}
