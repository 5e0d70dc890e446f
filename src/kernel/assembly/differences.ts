// differences: what the differences between a part and a form add to its score at most, and so whether it may reach its target.
import { isDigit, sameBytes } from './bytes';
import { editsBetween } from './distance';
import { FOLD } from './layout';
import { companyOf, lengthOf, plainOf, textOf } from './parts';
import {
  FIRST_LETTER, LOOKS, LOOK_DIGIT, LOOK_LETTER, TRANSPOSITION, UNEDITED, editsStep, replacementStep, rowOfForm, sameStep, spare, spareEdited,
  spellingStep, step,
} from './reach';
import { editsOf, foldForm, formAt, formLength, isLiteral, literalOf, spellingsOf } from './targets';

/** Whether the part, which is so many edits from the form when letters that look alike are the same, may reach its target: so, or when they are edits. */
export function mayReach(form: u32, part: usize, edits: u32): bool {
  return editsOf(form) == 0 ? mayReachRespelled(form, part) : mayReachOwn(form, part, edits);
}

function mayReachOwn(form: u32, part: usize, edits: u32): bool {
  const row = rowOfForm(form);
  const company = companyOf(part);
  const text = plainOf(part);
  const length = lengthOf(part);
  const own = formAt(form);
  const ownLength = formLength(form);
  if (length == ownLength && sameBytes(text, own, length)) return spare(row, company) + sameStep(company) >= 0;
  const first = firstStep(text, own);
  if (edits == 0) {
    const looks = isLiteral(form) ? step(LOOKS) + looksStep(text, length, own, ownLength) : step(UNEDITED);
    if (spare(row, company) + first + looks >= 0) return true;
  } else {
    const looks = edits < 2 && isLiteral(form) ? looksStep(text, length, own, ownLength) : 0;
    const edited = stepOfEdits(edits, textOf(part), foldForm(form), text, length, own, ownLength);
    if (spareEdited(row, company, edits) + first + looks + edited >= 0) return true;
  }
  return mayReachByEdits(form, part, edits + 1);
}

/** A respelling has not the target's letters. */
function mayReachRespelled(form: u32, part: usize): bool {
  const row = rowOfForm(form);
  const target = literalOf(form);
  const first = firstStep(plainOf(part), formAt(target));
  return spare(row, companyOf(part)) + first + spellingStep(spellingsOf(form)) >= 0 || mayReachByEdits(target, part, 1);
}

/** Every letter that is not the target's an edit, when these are so many or more. */
function mayReachByEdits(form: u32, part: usize, least: u32): bool {
  const text = plainOf(part);
  const length = lengthOf(part);
  const own = formAt(form);
  const ownLength = formLength(form);
  const edits = editsBetween(text, length, own, ownLength, editsOf(form));
  if (edits < least || edits > editsOf(form)) return false;
  const edited = stepOfEdits(edits, text, own, text, length, own, ownLength);
  return spareEdited(rowOfForm(form), companyOf(part), edits) + firstStep(text, own) + edited >= 0;
}

/** When the first letters are not the same, something differs at the target's first one, whatever it is. */
// @ts-ignore: decorator
@inline function firstStep(text: usize, own: usize): i32 { return load<u8>(text) == load<u8>(own) ? 0 : step(FIRST_LETTER); }

/**
 * Of texts that are so many edits apart. `read` and `ownRead` are the texts as they are compared, `text` and `own` as they stand. One edit
 * that keeps the length is two neighbours in turn, or else another letter in the first place that differs.
 */
function stepOfEdits(edits: u32, read: usize, ownRead: usize, text: usize, length: u32, own: usize, ownLength: u32): i32 {
  if (edits != 1 || length != ownLength) return editsStep(edits, <i32>length - <i32>ownLength);
  let at: u32 = 0;
  while (load<u8>(read + at) == load<u8>(ownRead + at)) at++;
  const isSwapped = at + 1 < length && load<u8>(read + at + 1) != load<u8>(ownRead + at + 1);
  return isSwapped ? step(TRANSPOSITION) : replacementStep(load<u8>(text + at), load<u8>(own + at));
}

// ---- letters that look alike ----

/**
 * What letters add that only look like those of the target, where the one folds as the other or is one edit from it, at least: of texts
 * of one length all that stand at the same place and fold alike; where one has a byte more, those before and after all places where it may be.
 */
function looksStep(text: usize, length: u32, own: usize, ownLength: u32): i32 {
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

function looksIn(text: usize, own: usize, length: u32): i32 {
  let sum: i32 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const put = <u32>load<u8>(text + i);
    if (put != load<u8>(own + i) && foldsAlike(text + i, own + i)) sum += step(isDigit(put) ? LOOK_DIGIT : LOOK_LETTER);
  }
  return sum;
}
