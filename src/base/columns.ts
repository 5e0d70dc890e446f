// columns: numbers of a snapshot, over its bytes, little-endian.

export function bytesOf({ buffer }: Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer);
}

/** Where each of these begins, one behind the other, and the end: u32. */
export function startsOf(items: readonly { readonly length: number }[]): Uint8Array {
  const starts = new Uint32Array(items.length + 1);
  items.forEach(({ length }, at) => (starts[at + 1] = starts[at]! + length));
  return bytesOf(starts);
}

/** Of whole numbers below 2^32; over the same bytes, where these begin at a multiple of four. What does not make up a number is left out. */
export function u32In(bytes: Uint8Array): Uint32Array {
  const { buffer, byteOffset, byteLength } = aligned(bytes, Uint32Array.BYTES_PER_ELEMENT);
  return new Uint32Array(buffer, byteOffset, Math.floor(byteLength / Uint32Array.BYTES_PER_ELEMENT));
}

/** Of doubles; over the same bytes, where these begin at a multiple of eight. */
export function f64In(bytes: Uint8Array): Float64Array {
  const { buffer, byteOffset, byteLength } = aligned(bytes, Float64Array.BYTES_PER_ELEMENT);
  return new Float64Array(buffer, byteOffset, byteLength / Float64Array.BYTES_PER_ELEMENT);
}

function aligned(bytes: Uint8Array, to: number): Uint8Array {
  return bytes.byteOffset % to === 0 ? bytes : new Uint8Array(bytes);
}
