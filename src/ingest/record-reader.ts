// record-reader: the way from a record's text to a registration, chosen once for a shape.
import type { FeedColumns, FeedShape, FieldSource } from '../base/feed.js';
import type { Registration } from '../base/registration.js';
import { registrationFromContract } from './contract-record.js';
import { csvCells } from './csv-cells.js';
import { registrationFromFields } from './feed-fields.js';
import { valueAt } from './field-path.js';
import { jsonRecord } from './json-record.js';
import { isRdapDomain, registrationFromRdap } from './rdap-domain.js';
import { RecordFault } from './record-fault.js';

/** Null: there is nothing in it, as in a line of blanks. Throws RecordFaults. */
export type RecordReader = (text: string) => Registration | null;

export function recordReader({ fields, csv, absent }: FeedShape): RecordReader {
  const told = absent.length === 0 ? asItIs : (value: unknown) => unlessAbsent(value, absent);
  if (csv !== null) return (text) => registrationFromCsv(text, csv, told);
  const read = fields === null ? registrationFromObject : (record: object) => registrationFromMap(record, fields, told);
  return (text) => {
    const record = jsonRecord(text);
    return record === null ? null : read(record);
  };
}

type Told = (value: unknown) => unknown;

const asItIs: Told = (value) => value;

function unlessAbsent(value: unknown, absent: readonly string[]): unknown {
  return typeof value === 'string' && absent.includes(value.trim()) ? undefined : value;
}

function registrationFromObject(record: Readonly<Record<string, unknown>>): Registration {
  return isRdapDomain(record) ? registrationFromRdap(record) : registrationFromContract(record);
}

function registrationFromMap(record: object, fields: readonly FieldSource[], told: Told): Registration {
  const values = new Map(fields.map(({ field, paths }) => [field, paths.map((path) => told(valueAt(record, path)))]));
  return registrationFromFields(values);
}

function registrationFromCsv(
  text: string,
  { delimiter, cells: count, fields }: FeedColumns,
  told: Told,
): Registration | null {
  if (text.trim() === '') return null;
  const cells = csvCells(text, delimiter);
  if (cells.length !== count) throw new RecordFault('FEED_CSV_CELLS', `expected ${count} cells, as the header has`);
  const values = new Map(fields.map(({ field, columns }) => [field, columns.map((column) => told(cells[column]))]));
  return registrationFromFields(values);
}
