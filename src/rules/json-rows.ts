// json-rows: a JSON array of strings or flat objects, or an object whose `entries` is one → rows with their line.
import type { SieveError } from '../base/errors.js';
import { JsonReader } from './json-reader.js';
import type { ListProblem } from './list-problem.js';
import { LineCounter, MAX_LINE_CHARACTERS } from './list-text.js';
import type { CellRow, ListRow, ListShape } from './list-rows.js';

const UNKNOWN = 'LIST_UNKNOWN_COLUMN';

export function* jsonRows(text: string, file: string, shape: ListShape, problems: ListProblem[]): Iterable<ListRow> {
  const json = new JsonReader(text, file);
  if (json.peek() === '[') yield* entries(json, shape, problems);
  else if (json.peek() === '{') yield* entriesOfObject(json, shape, problems);
  else throw json.error('LIST_JSON_SHAPE', 'expected an array, or an object with an array `entries`');
  json.end();
}

function* entriesOfObject(json: JsonReader, shape: ListShape, problems: ListProblem[]): Iterable<ListRow> {
  const start = json.at;
  let found = false;
  for (const key of json.members()) {
    if (key !== 'entries') {
      json.skip();
      continue;
    }
    if (json.peek() !== '[') throw json.error('LIST_JSON_SHAPE', 'expected an array');
    found = true;
    yield* entries(json, shape, problems);
  }
  if (!found) throw json.error('LIST_JSON_SHAPE', 'expected an array `entries` in this object', start);
}

function* entries(json: JsonReader, shape: ListShape, problems: ListProblem[]): Iterable<ListRow> {
  const lines = new LineCounter(json.text);
  for (const start of json.items()) {
    const line = lines.lineAt(start);
    const next = json.peek();
    if (next === '"') yield { line, text: json.string().trim() };
    else if (next === '{') yield { line, cells: readCells(json, shape, line, problems) };
    else throw json.error('LIST_JSON_SHAPE', 'expected a string or an object');
  }
}

function readCells(json: JsonReader, shape: ListShape, line: number, problems: ListProblem[]): CellRow['cells'] {
  const cells: Record<string, string> = {};
  for (const key of json.members()) {
    if (shape.columns.includes(key)) cells[key] = readCell(json, shape.arrays.includes(key)).trim();
    else {
      if (!problems.some(({ code }) => code === UNKNOWN)) problems.push(unknownKey(json, shape, line));
      json.skip();
    }
  }
  return cells;
}

function unknownKey(json: JsonReader, shape: ListShape, line: number): ListProblem {
  const message = `a key of this entry is not read; known are ${shape.columns.join(', ')} (said once)`;
  return { code: UNKNOWN, severity: 'warning', file: json.file, line, message };
}

function readCell(json: JsonReader, arrayAllowed: boolean): string {
  if (!arrayAllowed || json.peek() !== '[') return readScalar(json);
  const start = json.at;
  let joined = '';
  for (const _ of json.items()) {
    joined += `${joined === '' ? '' : ' '}${readScalar(json)}`;
    if (joined.length > MAX_LINE_CHARACTERS) throw tooLong(json, start);
  }
  return joined;
}

function readScalar(json: JsonReader): string {
  const next = json.peek();
  if (next === '{' || next === '[') throw json.error('LIST_JSON_SHAPE', 'expected a string or a number');
  const value = json.scalar();
  return value === null ? '' : String(value);
}

function tooLong(json: JsonReader, start: number): SieveError {
  return json.error('LIST_LINE_TOO_LONG', `expected at most ${MAX_LINE_CHARACTERS} characters`, start);
}
