// busy-workers: how many threads have something to do: no more than there are pieces in the largest feed, which are read one after the other.
import { inspectFile } from './compression.js';
import { STDIN } from './inputs.js';
import { PIECE_BYTES } from './open-feed.js';

/** Of what is packed, or comes through a pipe, nobody knows how much there is. */
export function busyWorkers(workers: number, files: readonly string[]): number {
  return Math.min(workers, Math.max(1, ...files.map(piecesIn)));
}

function piecesIn(file: string): number {
  if (file === STDIN) return Infinity;
  try {
    const { bytes } = inspectFile(file);
    return bytes === null ? Infinity : Math.ceil(bytes / PIECE_BYTES);
  } catch {
    // Whoever opens it says why.
    return 0;
  }
}
