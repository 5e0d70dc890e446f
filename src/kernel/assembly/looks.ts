// looks: how many letters of a text only look like those of a target, where the one folds as the other or is one edit from it.
import { isDigit } from './bytes';
import { FOLD } from './layout';

/**
 * At least so many: of texts of one length with no edit or one, all that stand at the same place and fold alike; where one has
 * a byte more, those before and after all places where it may be. Digits, which count less, are left out.
 */
export function looksBetween(text: usize, length: u32, own: usize, ownLength: u32): u32 {
  if (length == ownLength) return looksIn(text, own, length);
  const shorter = length < ownLength ? length : ownLength;
  let head: u32 = 0;
  while (head < shorter && foldsAlike(text + head, own + head)) head++;
  let tail: u32 = 0;
  while (tail < shorter && foldsAlike(text + length - 1 - tail, own + ownLength - 1 - tail)) tail++;
  const before = shorter - tail;
  const after = shorter - head;
  return looksIn(text, own, before) + looksIn(text + length - after, own + ownLength - after, after);
}

// @ts-ignore: decorator
@inline function foldsAlike(a: usize, b: usize): bool { return load<u8>(FOLD + load<u8>(a)) == load<u8>(FOLD + load<u8>(b)); }

function looksIn(text: usize, own: usize, length: u32): u32 {
  let looks: u32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const put = <u32>load<u8>(text + i);
    looks += <u32>(put != load<u8>(own + i) && !isDigit(put) && foldsAlike(text + i, own + i));
  }
  return looks;
}
