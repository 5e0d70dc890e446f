// kept-bytes: the beginning of a stream that can be read once only, kept so that it can be gone over again.

/** A longer one cannot be gone over again: memory does not grow with the input. */
const MOST_KEPT_BYTES = 16 << 20;

export class KeptBytes {
  private chunks: Uint8Array[] | null = [];
  private bytes = 0;

  constructor(private readonly mostBytes = MOST_KEPT_BYTES) {}

  async *through(raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of raw) {
      this.keep(chunk);
      yield chunk;
    }
  }

  /** What came so far; null where it was too much. */
  again(): readonly Uint8Array[] | null {
    return this.chunks;
  }

  private keep(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (this.bytes > this.mostBytes) this.chunks = null;
    this.chunks?.push(chunk);
  }
}
