// output: results to stdout, everything else to stderr. Waits when a pipe is full; a closed pipe ends the program quietly.
import { once } from 'node:events';
import type { Place } from '../base/errors.js';
import { describePlace } from '../base/errors.js';
import { safeJson, visible } from '../base/safe-json.js';

/** `| head` closes its end early: that is no failure by itself. */
export function quietOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    complain(`OUTPUT_UNWRITABLE: cannot write to standard output (${error.code ?? ''})`);
    process.exit(1);
  });
  process.stderr.on('error', () => {});
}

export async function print(text: string | Uint8Array): Promise<void> {
  if (text.length > 0 && !process.stdout.write(text)) await once(process.stdout, 'drain');
}

export async function printLine(text: string): Promise<void> {
  await print(`${text}\n`);
}

export async function printJson(value: unknown): Promise<void> {
  await print(jsonLine(value));
}

export function jsonLine(value: unknown): string {
  return `${safeJson(value)}\n`;
}

/** One line, whatever `text` holds. */
export function complain(text: string): void {
  process.stderr.write(`zonesieve: ${forTerminal(text)}\n`);
}

/** `file:line:column: CODE: message` */
export function complainOf({ code, message, place }: { code: string; message: string; place: Place }): void {
  const where = describePlace(place);
  complain(`${where === '' ? '' : `${where}: `}${code}: ${message}`);
}

/** A wrong file given as a list has as many errors as lines. */
const MOST_ERRORS_TOLD = 10;

/** The first errors of lists, and how many there are beside them. */
export function complainOfLists(errors: readonly Parameters<typeof complainOf>[0][]): void {
  for (const error of errors.slice(0, MOST_ERRORS_TOLD)) complainOf(error);
  const more = errors.length - MOST_ERRORS_TOLD;
  if (more > 0) complain(`and ${counted(more, 'more error')}; \`zonesieve rules check\` tells all`);
}

/** Where it happened and nothing else: a message may quote what was read, and that may be a list string. */
export function complainOfUnexpected(thrown: unknown): void {
  const error: NodeJS.ErrnoException = thrown instanceof Error ? thrown : new Error();
  const code = /^[A-Z0-9_]+$/.exec(error.code ?? '')?.[0] ?? '';
  complain(`UNEXPECTED: ${`${error.name} ${code}`.trim()}; this is a fault of zonesieve`);
  for (const frame of error.stack?.match(FRAME) ?? []) complain(frame.trim());
}

/** A line of a stack trace that names a place in a file. */
const FRAME = /^ {4}at (?:[^\n]+ \()?(?:file|node):[^\s()]+:\d+:\d+\)?$/gm;

export const forTerminal = visible;

/** Columns as wide as their widest cell, two blanks between them. Cells may be hostile. */
export function table(cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(forTerminal));
  const widths = rows.reduce<number[]>((most, row) => row.map((text, i) => Math.max(most[i] ?? 0, text.length)), []);
  return rows
    .map((row) =>
      row
        .map((text, i) => text.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Thousands apart, at most three decimals: as `toLocaleString` has it, which takes 25 ms when it is first asked. */
export function count(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+(?:\.|$))/g, ',');
}

/** `1 warning`, `1,200 warnings` */
export function counted(number: number, thing: string, things = `${thing}s`): string {
  return `${count(number)} ${number === 1 ? thing : things}`;
}

/** Decimal units, three digits or so: `8.9 kB`, `163 MB`, `1.2 GB`. */
export function bytesOf(bytes: number): string {
  const unit = ['B', 'kB', 'MB', 'GB', 'TB'];
  let scale = 0;
  while (bytes >= 999.5 && scale < unit.length - 1) {
    bytes /= 1000;
    scale++;
  }
  return `${bytes.toFixed(scale > 0 && bytes < 99.95 ? 1 : 0)} ${unit[scale]!}`;
}
