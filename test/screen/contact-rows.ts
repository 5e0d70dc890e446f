// contact-rows: the shipped lists of contact data as rows, read with an obviously right reader.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

const FOLDER = join(import.meta.dirname, '../../datasets/screen');

export function rowsOf<Row>(file: string): readonly Row[] {
  const bytes = readFileSync(join(FOLDER, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return parse(text, { columns: true, skip_empty_lines: true });
}
