// keyboard: which keys a finger slips between, on QWERTY and AZERTY.
import { AZERTY, QWERTY, type Rows } from '../base/keyboards.js';

const NEIGHBOURS: ReadonlySet<string> = new Set([QWERTY, AZERTY].flatMap(pairsOf));

/** Neighbours in a row, or nearly below one another. */
export function areNeighbours(a: string, b: string): boolean {
  return NEIGHBOURS.has(a + b);
}

function pairsOf(rows: Rows): string[] {
  const keys = rows.flatMap((row, y) => [...row].map((key, x) => ({ key, x, y })));
  return keys.flatMap((a) =>
    keys.filter((b) => a !== b && Math.abs(a.x - b.x) <= 1 && Math.abs(a.y - b.y) <= 1).map((b) => a.key + b.key),
  );
}
