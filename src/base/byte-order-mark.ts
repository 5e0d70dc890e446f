// byte-order-mark: that of UTF-8, which RFC 8259 lets a reader pass over.

const MARK: readonly number[] = [0xef, 0xbb, 0xbf];

export function withoutMark<Bytes extends Uint8Array>(bytes: Bytes): Bytes {
  return MARK.every((byte, at) => bytes[at] === byte) ? (bytes.subarray(MARK.length) as Bytes) : bytes;
}
