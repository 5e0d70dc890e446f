// errors: the one error type of the product; it carries a code, a place and what to do, and crosses threads whole.

/** Where in which input something is wrong. Lines and columns count from 1; columns and offsets are bytes. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly offset?: number;
}

/** What an error looks like between threads, and in JSON: structured clone drops an Error subclass's own fields. */
export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly place: Place;
  /** An Error is none. */
  readonly stack?: never;
}

/**
 * An error that a user can act on.
 *
 * `code` is stable and upper case (`ZONE_UNCLOSED_PAREN`). `message` says what was expected or what to do; it never
 * quotes a line of a watchlist or zone, since those may hold list strings (design: no hopping string in errors).
 */
export class SieveError extends Error {
  override readonly name = 'SieveError';

  constructor(
    readonly code: string,
    message: string,
    readonly place: Place = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, place: this.place };
  }

  static fromWire(wire: WireError): SieveError {
    return new SieveError(wire.code, wire.message, wire.place);
  }
}

export function describePlace(place: Place): string {
  const parts = [place.file, place.line, place.column].filter((part) => part !== undefined);
  if (place.line === undefined && place.offset !== undefined) parts.push(`byte ${place.offset}`);
  return parts.join(':');
}
