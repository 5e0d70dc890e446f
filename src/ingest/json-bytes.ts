// json-bytes: where a JSON string ends and which brackets are open, in bytes that come in parts.

export function isBlankByte(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Bytes of a string that are looked at one by one; after them the quote is searched for. */
const SHORT_BYTES = 32;
/** Blanks between a closing quote and what must follow it, that are waited for. */
const MOST_BLANKS = 4096;

/** The string that is open. A quote closes it when `,` `:` `}` `]` or the end follows: in valid JSON one always does. */
export class JsonStrings {
  isOpen = false;
  /** What follows a quote is not there yet. */
  isWaiting = false;
  private isEscaped = false;
  private isEnd = false;
  private mayWait = true;

  /** To be called before new bytes are passed. */
  look(isEnd: boolean): void {
    this.isEnd = isEnd;
    this.isWaiting = false;
  }

  open(): void {
    this.isOpen = true;
    this.isEscaped = false;
    this.mayWait = true;
  }

  waitNoLonger(): void {
    this.mayWait = false;
  }

  /** Goes on in the string; returns the index after its end, or where to go on. */
  pass(bytes: Uint8Array, from: number): number {
    let at = from;
    if (this.isEscaped) at++;
    this.isEscaped = false;
    while (at < bytes.length) {
      at = quoteOrBackslash(bytes, at);
      if (at >= bytes.length) return at;
      if (bytes[at] === BACKSLASH) {
        this.isEscaped = at + 1 === bytes.length;
        at += this.isEscaped ? 1 : 2;
        continue;
      }
      const closes = this.closes(bytes, at + 1);
      if (closes === null) {
        this.isWaiting = true;
        return at;
      }
      at++;
      if (!closes) continue;
      this.isOpen = false;
      return at;
    }
    return at;
  }

  /** Whether the quote before `at` closes its string; null when the bytes do not tell yet. */
  private closes(bytes: Uint8Array, at: number): boolean | null {
    let next = at;
    while (next < bytes.length && isBlankByte(bytes[next]!)) next++;
    const byte = bytes[next];
    if (byte === undefined) return this.isEnd || !this.mayWait || next - at > MOST_BLANKS ? true : null;
    return byte === 0x2c || byte === 0x3a || byte === 0x7d || byte === 0x5d;
  }
}

function quoteOrBackslash(bytes: Uint8Array, from: number): number {
  const short = Math.min(bytes.length, from + SHORT_BYTES);
  for (let at = from; at < short; at++) if (bytes[at] === QUOTE || bytes[at] === BACKSLASH) return at;
  if (short === bytes.length) return short;
  const quote = bytes.indexOf(QUOTE, short);
  const end = quote === -1 ? bytes.length : quote;
  const backslash = bytes.subarray(short, end).indexOf(BACKSLASH);
  return backslash === -1 ? end : short + backslash;
}

/** The brackets that are open in one value; as deep as a record can be, deeper ones are only counted. */
export class JsonNesting {
  depth = 0;
  private kinds = new Uint8Array(64);
  /** How many are open: of objects, of arrays. */
  private readonly counts = [0, 0];

  constructor(private readonly mostDepth: number) {}

  /** Whether the innermost is an array. */
  get isArray(): boolean {
    return this.kinds[this.depth - 1] === 1;
  }

  clear(): void {
    this.depth = 0;
    this.counts.fill(0);
  }

  open(isArray: boolean): void {
    if (this.depth === this.kinds.length && this.depth < this.mostDepth) this.grow();
    const kind = isArray ? 1 : 0;
    if (this.depth < this.kinds.length) this.kinds[this.depth] = kind;
    this.counts[this.kindAt(this.depth)]!++;
    this.depth++;
  }

  /** Closes the innermost of this kind and all within it; false when there is none. */
  close(isArray: boolean): boolean {
    const kind = isArray ? 1 : 0;
    if (this.counts[kind] === 0) return false;
    let closed: number;
    do {
      this.depth--;
      closed = this.kindAt(this.depth);
      this.counts[closed]!--;
    } while (closed !== kind);
    return true;
  }

  /** Too deep ones count as arrays. */
  private kindAt(depth: number): number {
    return this.kinds[depth] ?? 1;
  }

  private grow(): void {
    const kinds = new Uint8Array(this.kinds.length * 2);
    kinds.set(this.kinds);
    this.kinds = kinds;
  }
}
