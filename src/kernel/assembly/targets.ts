// targets: the tables of the targets in use (src/rules/ruleset.ts).
import { FOLD, FOLDED_FORM } from './layout';
import { textAt, textLength } from './tables';

export let forms: usize = 0;
export let nears: usize = 0;
export let fars: usize = 0;
export let grams: usize = 0;
export let shorts: usize = 0;
export let words: usize = 0;

export function useTables(formTable: usize, nearTable: usize, farTable: usize, gramTable: usize, shortTable: usize, wordTable: usize): void {
  forms = formTable;
  nears = nearTable;
  fars = farTable;
  grams = gramTable;
  shorts = shortTable;
  words = wordTable;
}

/** A form's text begins with a byte of which two bits are the edits that it allows, none for a respelling. */
// @ts-ignore: decorator
@inline export function editsOf(form: u32): u32 { return load<u8>(textAt(forms, form)) & 3; }
/** Its letters are the target's own, one for one. */
// @ts-ignore: decorator
@inline export function isLiteral(form: u32): bool { return <u32>load<u8>(textAt(forms, form)) - 1 < 3; }
/** How a respelling may have come about. */
// @ts-ignore: decorator
@inline export function spellingsOf(form: u32): u32 { return (load<u8>(textAt(forms, form)) >> 2) & 31; }
/** Of a respelling, the form that is its target: those of a target stand together, its own first. */
export function literalOf(form: u32): u32 {
  let own = form;
  while (editsOf(own) == 0) own--;
  return own;
}
// @ts-ignore: decorator
@inline export function formAt(form: u32): usize { return textAt(forms, form) + 1; }

/** Writes the form's bytes, folded, to where it tells. */
export function foldForm(form: u32): usize {
  const text = formAt(form);
  const length = formLength(form);
  for (let i: u32 = 0; i < length; i++) store<u8>(FOLDED_FORM + i, load<u8>(FOLD + load<u8>(text + i)));
  return FOLDED_FORM;
}
// @ts-ignore: decorator
@inline export function formLength(form: u32): u32 { return textLength(forms, form) - 1; }
