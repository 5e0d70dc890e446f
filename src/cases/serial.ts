// serial: orders SOA serials as RFC 1982 does, on a circle of 2^32.

const HALF_CIRCLE = 2 ** 31;
const MAX_SERIAL = 2 ** 32 - 1;

/** What a serial is against another; serials exactly half a circle apart have no order. */
export type SerialOrder = 'same' | 'newer' | 'older' | 'unordered';

/** How `serial` stands to `last`, e.g. `compareSerials(1, 4294967295)` is `newer`: the circle went round. */
export function compareSerials(serial: number, last: number): SerialOrder {
  requireSerial(serial);
  requireSerial(last);
  const ahead = (serial - last) >>> 0;
  if (ahead === 0) return 'same';
  if (ahead === HALF_CIRCLE) return 'unordered';
  return ahead < HALF_CIRCLE ? 'newer' : 'older';
}

/** Whether a zone with `serial` shows what was: it does not come after that with `last`, and is not the same. */
export function isOlder(serial: number, last: number): boolean {
  return !['same', 'newer'].includes(compareSerials(serial, last));
}

/** Throws a RangeError where `serial` is no unsigned 32-bit number. */
export function requireSerial(serial: number): void {
  if (Number.isInteger(serial) && serial >= 0 && serial <= MAX_SERIAL) return;
  throw new RangeError(`a SOA serial is a whole number from 0 to ${MAX_SERIAL}, not ${serial}`);
}
