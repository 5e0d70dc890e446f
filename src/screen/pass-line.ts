// pass-line: the decisions of registrations that pass with nothing to tell, as lines of JSON: what `safeJson` makes of them, written as
// bytes, since most lines differ in a few letters.
import type { Decision } from '../base/decision.js';
import { safeJson } from '../base/safe-json.js';
import type { Registration } from '../base/registration.js';

type Versions = Pick<Decision, 'ruleset' | 'policy'>;

/** The same for all decisions of one version. */
export function passTail({ ruleset, policy }: Versions): string {
  return `,"decision":"pass","score":0,"reasons":[],"ruleset":${safeJson(ruleset)},"policy":${safeJson(policy)},"caseId":null}\n`;
}

const [ID, DOMAIN, REGISTERED_AT, NULL] = ['{"id":', ',"domain":', ',"registeredAt":', 'null'].map((text) =>
  Buffer.from(text),
) as [Buffer, Buffer, Buffer, Buffer];
const [QUOTE, BACKSLASH, BLANK, TILDE] = [0x22, 0x5c, 0x20, 0x7e];
const FIRST_BYTES = 1 << 16;
/** Of a UTF-16 unit: `\\u0000`. */
const LONGEST_ESCAPE = 6;

export class PassLines {
  private bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  private end = 0;
  private readonly tail: Buffer;

  constructor(versions: Versions) {
    this.tail = Buffer.from(passTail(versions));
  }

  /** Forgets lines that nobody took. */
  clear(): void {
    this.end = 0;
  }

  /** Adds a line, and says how many bytes there are then. */
  add({ id, domain, registeredAt }: Registration): number {
    this.reserve((id?.length ?? 0) + domain.length + (registeredAt?.length ?? 0));
    this.put(ID);
    this.quote(id);
    this.put(DOMAIN);
    this.quote(domain);
    this.put(REGISTERED_AT);
    this.quote(registeredAt);
    this.put(this.tail);
    return this.end;
  }

  /** Takes the lines out. */
  take(): Uint8Array {
    const lines = Uint8Array.prototype.slice.call(this.bytes, 0, this.end);
    this.clear();
    return lines;
  }

  private reserve(characters: number): void {
    const most = this.end + characters * LONGEST_ESCAPE + this.tail.length + FIRST_BYTES;
    if (most <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * most);
    larger.set(this.bytes.subarray(0, this.end));
    this.bytes = larger;
  }

  private put(part: Uint8Array): void {
    this.bytes.set(part, this.end);
    this.end += part.length;
  }

  private quote(text: string | undefined): void {
    if (text === undefined) return this.put(NULL);
    const { bytes, end } = this;
    let at = end;
    bytes[at++] = QUOTE;
    for (let from = 0; from < text.length; from++) {
      const code = text.charCodeAt(from);
      if (code < BLANK || code > TILDE || code === QUOTE || code === BACKSLASH) return this.escape(text);
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.end = at;
  }

  private escape(text: string): void {
    this.end += this.bytes.write(safeJson(text), this.end);
  }
}
