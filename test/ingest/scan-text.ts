// scan-text: drives any zone scanner over a text, the way a reader does, and gathers everything it tells.
import { nameAt } from '../../src/base/name-batch.js';
import type { ProblemCode, ScanStart, ZoneScanner } from '../../src/base/zone-scanner.js';

export interface ScannedText {
  readonly names: string[];
  /** `offset` and `line` from the start of the text, both from 0. */
  readonly problems: { readonly code: ProblemCode; readonly offset: number; readonly line: number }[];
  /** `soa …`, `include …`, `generate …`: what stopped the scan, and its text. */
  readonly events: string[];
  readonly origin: string | null;
  readonly lines: number;
  readonly outOfZone: number;
  /** Where the scan stopped at `cutAt`; null when it never did. */
  readonly cut: number | null;
}

/** Where in the scanner's input the text stands, and what stands behind it: bytes that are no business of the scanner's. */
export interface Placement {
  readonly at: number;
  readonly behind: Uint8Array;
}
const AT_THE_START: Placement = { at: 0, behind: new Uint8Array(0) };

/** Feeds `chunkBytes` at a time and carries tails over. Ends at `cutAt`, an offset in the text, and at a fault in strict reading. */
export function scanText(
  scanner: ZoneScanner,
  bytes: Uint8Array,
  start: ScanStart,
  chunkBytes = bytes.length,
  cutAt = Number.POSITIVE_INFINITY,
  { at: inputStart, behind }: Placement = AT_THE_START,
): ScannedText {
  const names: string[] = [];
  const problems: ScannedText['problems'] = [];
  const events: string[] = [];
  const input = scanner.input;
  let fed = 0;
  /** Where `input[0]` stands in the text. */
  let base = -inputStart;
  let from = inputStart;
  let to = inputStart;
  let cut: number | null = null;
  let stopsInPlace = 0;

  const feed = (): void => {
    input.copyWithin(inputStart, from, to);
    base += from - inputStart;
    to += inputStart - from;
    from = inputStart;
    const count = Math.min(chunkBytes, bytes.length - fed, input.length - to);
    if (count <= 0 && fed < bytes.length)
      throw new Error(`the scanner holds ${to} bytes at offset ${base} and asks for more`);
    input.set(bytes.subarray(fed, fed + count), to);
    to += count;
    fed += count;
    input.set(behind.subarray(0, input.length - to), to);
  };
  const takeNames = (): void => {
    for (let index = 0; index < scanner.batch.count; index += 1) names.push(nameAt(scanner.batch, index));
    scanner.clearBatch();
  };

  scanner.begin(start);
  feed();
  for (;;) {
    const final = fed === bytes.length;
    const stop = scanner.scan(from, to, final, Math.min(cutAt - base, input.length));
    if (scanner.position < from || scanner.position > to)
      throw new Error(`position ${scanner.position} outside [${from}, ${to}]`);
    stopsInPlace = scanner.position > from || stop === 'more' ? 0 : stopsInPlace + 1;
    if (stopsInPlace > 2) throw new Error(`the scanner stays at offset ${base + from}: ${stop}`);
    from = scanner.position;

    if (stop === 'more') {
      if (!final) {
        feed();
        continue;
      }
      if (from !== to) throw new Error(`the scanner asks for more at the end, at offset ${base + from}`);
      break;
    }
    if (stop === 'batch-full') {
      takeNames();
    } else if (stop === 'cut') {
      cut = base + from;
      break;
    } else if (stop === 'bad') {
      const { code, at, line, recordStart } = scanner.problem;
      if (recordStart !== from)
        throw new Error(`the record at ${base + recordStart} is bad, and position is ${base + from}`);
      problems.push({ code, offset: base + at, line });
      if (!start.lenient) break;
      scanner.recover();
    } else {
      const [eventStart, eventEnd] = scanner.event;
      events.push(`${stop} ${Buffer.from(input.subarray(eventStart, eventEnd)).toString('latin1')}`);
    }
  }
  takeNames();
  return { names, problems, events, origin: scanner.origin, lines: scanner.lines, outOfZone: scanner.outOfZone, cut };
}
