// json-reader: walks JSON text and knows where it is; errors have a place and quote nothing. JSON.parse reads the scalars.
import { SieveError } from '../base/errors.js';
import { MAX_LINE_CHARACTERS, placeInText } from './list-text.js';

const MAX_DEPTH = 64;
const MAX_KEYS = 100_000;
const WORD = /true|false|null|-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,5})?/y;

export class JsonReader {
  /** Index of the next character that is no blank. */
  at = 0;

  constructor(
    readonly text: string,
    readonly file: string,
  ) {
    this.#skipBlank();
  }

  /** The next character; `''` at the end. */
  peek(): string {
    return this.text.charAt(this.at);
  }

  /** For every item of the array that begins here: where it begins. The caller reads it, then goes on. */
  *items(): Iterable<number> {
    this.#expect('[');
    if (this.#take(']')) return;
    do yield this.at;
    while (this.#take(','));
    this.#expect(']', 'expected , or ]');
  }

  /** For every member of the object that begins here: its key. The caller reads the value, then goes on. */
  *members(): Iterable<string> {
    const seen = new Set<string>();
    this.#expect('{');
    if (this.#take('}')) return;
    do {
      yield this.#key(seen);
    } while (this.#take(','));
    this.#expect('}', 'expected , or }');
  }

  string(): string {
    const start = this.at;
    if (this.peek() !== '"') throw this.error('LIST_JSON_SYNTAX', 'expected a string');
    const value = this.#parse(start, this.#stringEnd(start)) as string;
    this.#skipBlank();
    return value;
  }

  scalar(): string | number | boolean | null {
    if (this.peek() === '"') return this.string();
    WORD.lastIndex = this.at;
    const word = WORD.exec(this.text)?.[0];
    if (word === undefined) throw this.error('LIST_JSON_SYNTAX', 'expected a JSON value');
    const value = this.#parse(this.at, this.at + word.length) as number | boolean | null;
    this.#skipBlank();
    return value;
  }

  /** Reads over one value of any kind. */
  skip(depth = 0): void {
    if (depth > MAX_DEPTH) throw this.error('LIST_JSON_TOO_DEEP', `expected at most ${MAX_DEPTH} levels`);
    if (this.peek() === '[') for (const _ of this.items()) this.skip(depth + 1);
    else if (this.peek() === '{') for (const _ of this.members()) this.skip(depth + 1);
    else this.scalar();
  }

  end(): void {
    if (this.at < this.text.length) throw this.error('LIST_JSON_SYNTAX', 'expected the end of the file');
  }

  error(code: string, message: string, index = this.at): SieveError {
    const found = index >= this.text.length ? `${message}, found the end of the file` : message;
    return new SieveError(code, found, { file: this.file, ...placeInText(this.text, index) });
  }

  #key(seen: Set<string>): string {
    const start = this.at;
    const key = this.string();
    if (seen.has(key)) throw this.error('LIST_JSON_DUPLICATE_KEY', 'expected each key once', start);
    if (seen.size === MAX_KEYS) throw this.error('LIST_TOO_BIG', `expected at most ${MAX_KEYS} keys`, start);
    seen.add(key);
    this.#expect(':');
    return key;
  }

  #take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    this.#skipBlank();
    return true;
  }

  #expect(character: string, message = `expected ${character}`): void {
    if (!this.#take(character)) throw this.error('LIST_JSON_SYNTAX', message);
  }

  /** Index after the quote that closes the string. */
  #stringEnd(start: number): number {
    for (let at = start + 1; at < this.text.length; at++) {
      if (at - start > MAX_LINE_CHARACTERS) {
        throw this.error('LIST_LINE_TOO_LONG', `expected a string of at most ${MAX_LINE_CHARACTERS} characters`, start);
      }
      const code = this.text.charCodeAt(at);
      if (code === 0x22) return at + 1;
      if (code < 0x20) throw this.error('LIST_JSON_SYNTAX', 'expected an escape for this control character', at);
      if (code === 0x5c) at++;
    }
    throw this.error('LIST_JSON_SYNTAX', 'expected a quote that closes this one', start);
  }

  #parse(start: number, end: number): unknown {
    try {
      this.at = end;
      return JSON.parse(this.text.slice(start, end));
    } catch {
      // JSON.parse quotes what it read; the place says enough.
      throw this.error('LIST_JSON_SYNTAX', 'expected a JSON value without a wrong escape', start);
    }
  }

  #skipBlank(): void {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++;
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
