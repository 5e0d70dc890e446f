// labelled-rows: lines of a labelled file (CSV: name,target[,technique]) or of a list of innocent names → labelled names.
import { SieveError } from '../base/errors.js';
import { asciiOf } from '../base/names.js';
import type { LabelledName } from './backtest.js';

/** Code and what was expected; no line is quoted. */
export interface BadRow {
  readonly code: string;
  readonly message: string;
}

/** Null for a line that holds nothing. */
export type RowReading = LabelledName | BadRow | null;

export function isBadRow(reading: LabelledName | BadRow): reading is BadRow {
  return 'code' in reading;
}

interface Columns {
  readonly count: number;
  readonly name: number;
  readonly target: number;
  readonly technique: number;
}

/** Reads the lines of one labelled file, the first with content as its header. */
export class LabelledRows {
  private columns: Columns | null = null;

  /** `brandOf` says which brand a label stands for: an alias stands for its brand. */
  constructor(
    private readonly file: string,
    private readonly brandOf: (label: string) => string,
  ) {}

  read(text: string, line: number): RowReading {
    if (text === '' || text.startsWith('#')) return null;
    const cells = csvCells(text);
    if (this.columns === null) {
      this.readHeader(cells, line);
      return null;
    }
    if (cells === null)
      return { code: 'LABELLED_BAD_CSV', message: 'expected quotes around the whole cell, and closed' };
    if (cells.slice(this.columns.count).some((cell) => cell !== ''))
      return {
        code: 'LABELLED_BAD_CSV',
        message: 'expected no more cells than the header has, or quotes around a comma',
      };
    const at = (column: number) => cells[column] ?? '';
    return this.row(at(this.columns.name), at(this.columns.target), at(this.columns.technique));
  }

  private readHeader(cells: readonly string[] | null, line: number): void {
    const columns = (cells ?? []).map((cell) => cell.toLowerCase());
    const [name, target, technique] = ['name', 'target', 'technique'].map((column) => columns.indexOf(column));
    if (name === -1 || target === -1) {
      const message =
        'expected a first line name,target or name,target,technique; a plain list is given with --innocent';
      throw new SieveError('LABELLED_HEADER', message, { file: this.file, line, column: 1 });
    }
    this.columns = { count: columns.length, name: name!, target: target!, technique: technique! };
  }

  private row(name: string, target: string, technique: string): LabelledName | BadRow {
    const innocent = innocentName(name);
    if (innocent === null || isBadRow(innocent) || target === '') return innocent ?? BAD_NAME;
    const label = asciiOf(target);
    if (label === null || label.includes('.')) {
      return { code: 'LABELLED_BAD_TARGET', message: "expected a brand's label as target, or nothing" };
    }
    const techniques = technique.split(/[\s;,]+/).filter((word) => word !== '');
    return { name: innocent.name, target: this.brandOf(label), techniques };
  }
}

const BAD_NAME: BadRow = { code: 'LABELLED_BAD_NAME', message: 'expected a domain name' };

/** A line of a plain list; # begins a comment. */
export function innocentName(text: string): RowReading {
  const written = text.split('#', 1)[0]!.trim();
  if (written === '') return null;
  const name = asciiOf(written);
  return name === null ? BAD_NAME : { name, target: null, techniques: [] };
}

/** RFC 4180 on one line; null where quotes are wrong. */
function csvCells(text: string): string[] | null {
  const cells: string[] = [];
  const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",]*))(,|$)/y;
  for (;;) {
    const found = CELL.exec(text);
    if (found === null) return null;
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2]!).trim());
    if (found[3] === '') return cells;
  }
}
