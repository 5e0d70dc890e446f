// lane-memory: where lists lie that lanes share. V8 frees shared memory with the garbage of a thread that held it, which a
// quiet thread never collects: two such memories take turns, for the lists in force and for the next ones.

/** As the tables of a snapshot. */
const ALIGNMENT = 64;
/** What is made anew has room for lists that grow. */
const ROOM = 1.25;

export class LaneMemory {
  private inForce = new SharedArrayBuffer(0);
  private other = new SharedArrayBuffer(0);

  /** For what comes next; whatever lay there is in use no more. */
  get free(): SharedArrayBuffer {
    return this.other;
  }

  /** What lies in `memory`, the free one or one that was made because it was too small, is in force. */
  use(memory: SharedArrayBuffer): void {
    this.other = this.inForce;
    this.inForce = memory;
  }
}

/** Copies of `parts` in `memory`, or in a new one where they have no room. */
export function placedIn(memory: SharedArrayBuffer, parts: readonly Uint8Array[]): Uint8Array<SharedArrayBuffer>[] {
  const sizes = parts.map(({ length }) => Math.ceil(length / ALIGNMENT) * ALIGNMENT);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const place = memory.byteLength < total ? new SharedArrayBuffer(Math.ceil(total * ROOM)) : memory;
  let at = 0;
  return parts.map((part, index) => {
    const placed = new Uint8Array(place, at, part.length);
    placed.set(part);
    at += sizes[index]!;
    return placed;
  });
}
