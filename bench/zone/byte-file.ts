// byte-file: writes many short pieces of ASCII to a file, some ten million a second.
import { closeSync, openSync, writeSync } from 'node:fs';

const BUFFER_BYTES = 4 << 20;
/** No piece is longer. */
const LONGEST_PIECE = 4096;

export class ByteFile {
  private readonly buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private readonly descriptor: number;
  private used = 0;
  private written = 0;

  constructor(file: string) {
    this.descriptor = openSync(file, 'wx');
  }

  get bytes(): number {
    return this.written + this.used;
  }

  text(text: string): this {
    if (this.used + LONGEST_PIECE > BUFFER_BYTES) this.flush();
    const { buffer } = this;
    for (let at = 0; at < text.length; at++) buffer[this.used + at] = text.charCodeAt(at);
    this.used += text.length;
    return this;
  }

  slice(source: Buffer, from: number, length: number): this {
    if (this.used + LONGEST_PIECE > BUFFER_BYTES) this.flush();
    source.copy(this.buffer, this.used, from, from + length);
    this.used += length;
    return this;
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }

  private flush(): void {
    for (let from = 0; from < this.used;) from += writeSync(this.descriptor, this.buffer, from, this.used - from);
    this.written += this.used;
    this.used = 0;
  }
}
