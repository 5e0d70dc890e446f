// distance: edits between two texts of bytes (optimal string alignment: Damerau 1964, restricted), as far as two.
import { sameBytes } from './bytes';

/** Edits from the one to the other, or more than `most`, which is at most two. */
export function editsBetween(text: usize, length: u32, own: usize, ownLength: u32, most: u32): u32 {
  if ((length > ownLength ? length - ownLength : ownLength - length) > most) return most + 1;
  if (length == ownLength && sameBytes(text, own, length)) return 0;
  if (most == 0) return 1;
  trim(text, length, own, ownLength);
  const a = trimmedA;
  const b = trimmedB;
  const aLength = trimmedALength;
  const bLength = trimmedBLength;
  if (isOneEdit(a, aLength, b, bLength)) return 1;
  if (most == 1) return 2;
  if (aLength == 0 || bLength == 0) return aLength + bLength;
  // Both begin with bytes that are not the same, so the first edit is there; what is left must be within one.
  if (isWithinOne(a + 1, aLength - 1, b + 1, bLength - 1) || isWithinOne(a + 1, aLength - 1, b, bLength) || isWithinOne(a, aLength, b + 1, bLength - 1)) return 2;
  return isSwapped(a, aLength, b, bLength) && isWithinOne(a + 2, aLength - 2, b + 2, bLength - 2) ? 2 : 3;
}

let trimmedA: usize = 0;
let trimmedB: usize = 0;
let trimmedALength: u32 = 0;
let trimmedBLength: u32 = 0;

/** Leaves out what both begin with and what both end with. */
function trim(a: usize, aLength: u32, b: usize, bLength: u32): void {
  while (aLength > 0 && bLength > 0 && load<u8>(a) == load<u8>(b)) {
    a++;
    b++;
    aLength--;
    bLength--;
  }
  while (aLength > 0 && bLength > 0 && load<u8>(a + aLength - 1) == load<u8>(b + bLength - 1)) {
    aLength--;
    bLength--;
  }
  trimmedA = a;
  trimmedB = b;
  trimmedALength = aLength;
  trimmedBLength = bLength;
}

function isWithinOne(a: usize, aLength: u32, b: usize, bLength: u32): bool {
  if (aLength > bLength + 1 || bLength > aLength + 1) return false;
  trim(a, aLength, b, bLength);
  return trimmedALength + trimmedBLength == 0 || isOneEdit(trimmedA, trimmedALength, trimmedB, trimmedBLength);
}

/** Of trimmed texts: one byte against one or none, or two the other way round. */
// @ts-ignore: decorator
@inline function isOneEdit(a: usize, aLength: u32, b: usize, bLength: u32): bool {
  return (aLength < 2 && bLength < 2) || (aLength == 2 && bLength == 2 && isSwapped(a, aLength, b, bLength));
}

// @ts-ignore: decorator
@inline function isSwapped(a: usize, aLength: u32, b: usize, bLength: u32): bool {
  return aLength > 1 && bLength > 1 && load<u8>(a) == load<u8>(b + 1) && load<u8>(a + 1) == load<u8>(b);
}

