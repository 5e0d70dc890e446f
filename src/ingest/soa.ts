// soa: owner and serial of an SOA record's text (RFC 1035 section 3.3.13).

export interface Soa {
  /** The owner token as written, its quotes left out; null when it is blank. */
  readonly owner: string | null;
  /** Null when the RDATA has no serial where one belongs. */
  readonly serial: number | null;
}

/** `text` is one whole record, in latin-1. */
export function parseSoa(text: string): Soa {
  const words = text.match(/;[^\n]*|"(?:[^"\\]|\\[^])*"|(?:[^\0-\x20()";\\]|\\[^])+/g) ?? [];
  const tokens = words.filter((word) => !word.startsWith(';'));
  const owner = /^[\0-\x20]/.test(text) ? null : (tokens[0]?.replace(/^"([^]*)"$/, '$1') ?? null);
  const type = tokens.findIndex((token, index) => index >= (owner === null ? 0 : 1) && /^(soa|type0*6)$/i.test(token));
  const serial = tokens[type + 3];
  const isSerial =
    type >= 0 &&
    tokens[type + 1] !== '\\#' &&
    serial !== undefined &&
    /^\d{1,10}$/.test(serial) &&
    Number(serial) <= 0xffff_ffff;
  return { owner, serial: isSerial ? Number(serial) : null };
}
