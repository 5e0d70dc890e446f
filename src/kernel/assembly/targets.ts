// targets: the tables of the targets in use (src/rules/ruleset.ts).
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

/** A form's text begins with the number of edits that it allows. */
// @ts-ignore: decorator
@inline export function editsOf(form: u32): u32 { return load<u8>(textAt(forms, form)); }
// @ts-ignore: decorator
@inline export function formAt(form: u32): usize { return textAt(forms, form) + 1; }
// @ts-ignore: decorator
@inline export function formLength(form: u32): u32 { return textLength(forms, form) - 1; }
