// bytes: the byte classes of a master file, one byte and sixteen at a time.

export const NEWLINE: u32 = 0x0a;
export const QUOTE: u32 = 0x22;
export const DOLLAR: u32 = 0x24;
export const OPEN: u32 = 0x28;
export const CLOSE: u32 = 0x29;
export const STAR: u32 = 0x2a;
export const DOT: u32 = 0x2e;
export const SEMICOLON: u32 = 0x3b;
export const AT: u32 = 0x40;
export const BACKSLASH: u32 = 0x5c;

// @ts-ignore: decorator
@inline export function isBlank(c: u32): bool { return c <= 0x20 && c != NEWLINE; }

// @ts-ignore: decorator
@inline export function isSpecial(c: u32): bool {
  return c == QUOTE || c == SEMICOLON || (c & 0xfe) == OPEN;
}

/** May begin a line that is a safe place to cut: an owner or a directive. */
// @ts-ignore: decorator
@inline export function beginsOwner(c: u32): bool { return c > 0x20 && !isSpecial(c); }

// @ts-ignore: decorator
@inline export function isDigit(c: u32): bool { return c - 0x30 < 10; }

// @ts-ignore: decorator
@inline export function upper(c: u32): u32 { return c - 0x61 < 26 ? c - 0x20 : c; }

// @ts-ignore: decorator
@inline export function lower(c: u32): u32 { return c - 0x41 < 26 ? c + 0x20 : c; }

/**
 * Constants of sixteen bytes, kept in memory: V8 builds a `v128.const` anew, in three instructions, wherever it is used.
 * By low nibble: the bytes that frame a record, newline, `"`, `(`, `)`, `;`, `\\`; and with them those between 0x21 and 0x7f that
 * an owner writes otherwise, `@`, `$`, DEL. A nibble that none has gets a byte of another.
 */
const FRAMING: usize = memory.data<u8>([1, 0, 0x22, 0, 0, 0, 0, 0, 0x28, 0x29, 0x0a, 0x3b, 0x5c, 0, 0, 0]);
const STOPS: usize = memory.data<u8>([0x40, 0, 0x22, 0, 0x24, 0, 0, 0, 0x28, 0x29, 0x0a, 0x3b, 0x5c, 0, 0, 0x7f]);
const LOW_NIBBLE: usize = memory.data<u8>([15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15]);

// @ts-ignore: decorator
@inline export function framingBytes(): v128 { return v128.load(FRAMING); }
// @ts-ignore: decorator
@inline export function stopBytes(): v128 { return v128.load(STOPS); }
// @ts-ignore: decorator
@inline export function lowNibbles(): v128 { return v128.load(LOW_NIBBLE); }

/** Bytes that are in `set`, a table by low nibble. */
// @ts-ignore: decorator
@inline export function inSet(bytes: v128, set: v128, lowNibble: v128): v128 {
  return i8x16.eq(i8x16.swizzle(set, v128.and(bytes, lowNibble)), bytes);
}

/** `A` to `Z` in lower case, every other byte as it is. */
// @ts-ignore: decorator
@inline export function lower16(v: v128): v128 {
  const isUpper = i8x16.le_u(i8x16.sub(v, i8x16.splat(0x41)), i8x16.splat(25));
  return v128.or(v, v128.and(isUpper, i8x16.splat(0x20)));
}

/** Offset of the first newline in `[from, to)`, or `to`. Reads up to SLACK bytes past `to`. */
export function findNewline(from: usize, to: usize): usize {
  const newline = i8x16.splat(0x0a);
  while (from < to) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(from), newline));
    if (mask != 0) {
      const at = from + ctz(mask);
      return at < to ? at : to;
    }
    from += 16;
  }
  return to;
}

/** Whether `length` bytes at `a` and `b` are the same. Reads up to 15 bytes past both. */
export function sameBytes(a: usize, b: usize, length: usize): bool {
  while (length >= 16) {
    if (v128.any_true(v128.xor(v128.load(a), v128.load(b)))) return false;
    a += 16;
    b += 16;
    length -= 16;
  }
  const mask = (1 << <u32>length) - 1;
  return (i8x16.bitmask(i8x16.ne(v128.load(a), v128.load(b))) & mask) == 0;
}
