// zone-seams: where a stream of zone records may be cut: before a line that begins with an owner; a guess (seam.ts).
import type { WireError } from '../base/errors.js';
import type { Piece } from '../base/slice.js';
import type { Cut, Seams } from './pieces.js';
import { lastOrigin, lastOwnerLine } from './seam.js';

/** A piece grows while no line in it begins with an owner, up to this. */
const MOST_PIECE_BYTES = 32 << 20;

export class ZoneSeams implements Seams<Piece> {
  constructor(private origin: Piece['origin']) {}

  cut(bytes: Uint8Array, offset: number): Cut<Piece> {
    const seam = lastOwnerLine(bytes);
    if (seam === null && bytes.length < MOST_PIECE_BYTES) return { piece: null, next: 0 };
    const at = seam ?? bytes.length;
    const piece = { offset, origin: this.origin, bytes, cutAt: offset + at, isLast: false, failure: null };
    this.origin = lastOrigin(bytes.subarray(0, at)) ?? undefined;
    return { piece, next: at };
  }

  rest(bytes: Uint8Array, offset: number, failure: WireError | null): Piece {
    return { offset, origin: this.origin, bytes, cutAt: Number.MAX_SAFE_INTEGER, isLast: true, failure };
  }
}
