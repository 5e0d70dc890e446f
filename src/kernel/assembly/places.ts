// places: where a part of a label may begin and end, and what is left and right of it. Parts that begin or end amid letters
// that are no known word are looked at only when some may reach anything at all: at high scores none do.
import { begins, digits, plain, plainAt, tokenEdges } from './label';
import { ENDS, STARTS } from './layout';
import { DIGITS, GLUED, OTHER, kindOfLetter, kindOfWord, mayHaveStrangers } from './reach';
import { heads, tails, wordAt, wordsFrom, wordsUpTo } from './words';

/** Places, each with the kinds of what is left of it, or right of it: pairs of u8. */
let starts: usize = STARTS;
let ends: usize = ENDS;
let withStrangers: bool = false;

// @ts-ignore: decorator
@inline function addStart(at: u32, beside: u32): void {
  store<u8>(starts, at);
  store<u8>(starts, beside, 1);
  starts += 2;
}

// @ts-ignore: decorator
@inline function addEnd(at: u32, beside: u32): void {
  store<u8>(ends, at);
  store<u8>(ends, beside, 1);
  ends += 2;
}

// @ts-ignore: decorator
@inline export function startsEnd(): usize { return starts; }
// @ts-ignore: decorator
@inline export function endsEnd(): usize { return ends; }

/** Of the label that was taken apart, its words found. */
export function findPlaces(isForeign: bool): void {
  starts = STARTS;
  ends = ENDS;
  withStrangers = mayHaveStrangers(digits != 0, isForeign);
  if (begins == 0) {
    addStart(0, 0);
    addEnd(plain, 0);
    addStartsWithin(0, plain, heads, 0);
    addEndsWithin(0, plain, tails, 0);
    return;
  }
  findPlacesOfTokens();
}

function findPlacesOfTokens(): void {
  let beside: u32 = 0;
  let from: u32 = 0;
  for (let rest = tokenEdges() & ~(<u64>1); rest != 0; rest &= rest - 1) {
    const to = <u32>ctz(rest);
    addStart(from, beside);
    addStartsWithin(from, to, wordsFrom(from, to), beside);
    beside |= kindsOf(from, to);
    from = to;
  }
  beside = 0;
  let to = plain;
  for (let rest = tokenEdges() & ~(<u64>1 << plain); rest != 0; ) {
    from = 63 - <u32>clz(rest);
    rest ^= <u64>1 << from;
    addEnd(to, beside);
    addEndsWithin(from, to, wordsUpTo(from, to), beside);
    beside |= kindsOf(from, to);
    to = from;
  }
}

/** Places in the token, which begins with `words`, before which stand a word, two, digits, or where it matters anything. */
function addStartsWithin(from: u32, to: u32, words: u64, beside: u32): void {
  let rest = words;
  let known = words;
  if (to - from > 1 && kindOfLetterAt(from) != 0) {
    addStart(from + 1, beside | GLUED | kindOfLetterAt(from));
    known |= <u64>1 << (from + 1);
  }
  for (let firsts = rest; firsts != 0; firsts &= firsts - 1) {
    const end = <u32>ctz(firsts);
    addStart(end, beside | GLUED | kindOf(from, end));
  }
  for (; rest != 0; rest &= rest - 1) {
    const between = <u32>ctz(rest);
    for (let seconds = wordsFrom(between, to) & ~known; seconds != 0; seconds &= seconds - 1) {
      const end = <u32>ctz(seconds);
      addStart(end, beside | GLUED | kindOf(from, between) | kindOf(between, end));
      known |= <u64>1 << end;
    }
  }
  let kind = DIGITS;
  for (let at = from; at + 1 < to; at++) {
    if (!isDigitAt(at)) kind = OTHER;
    if (kind == OTHER && !withStrangers) return;
    if (((known >> (at + 1)) & 1) == 0) addStart(at + 1, beside | GLUED | kind);
  }
}

/** Places in the token, which ends with `words`, after which stand a word, two, digits, or where it matters anything. */
function addEndsWithin(from: u32, to: u32, words: u64, beside: u32): void {
  let rest = words;
  let known = words;
  if (to - from > 1 && kindOfLetterAt(to - 1) != 0) {
    addEnd(to - 1, beside | GLUED | kindOfLetterAt(to - 1));
    known |= <u64>1 << (to - 1);
  }
  for (let lasts = rest; lasts != 0; lasts &= lasts - 1) {
    const start = <u32>ctz(lasts);
    addEnd(start, beside | GLUED | kindOf(start, to));
  }
  for (; rest != 0; rest &= rest - 1) {
    const between = <u32>ctz(rest);
    for (let firsts = wordsUpTo(from, between) & ~known; firsts != 0; firsts &= firsts - 1) {
      const start = <u32>ctz(firsts);
      addEnd(start, beside | GLUED | kindOf(start, between) | kindOf(between, to));
      known |= <u64>1 << start;
    }
  }
  let kind = DIGITS;
  for (let at = to - 1; at > from; at--) {
    if (!isDigitAt(at)) kind = OTHER;
    if (kind == OTHER && !withStrangers) return;
    if (((known >> at) & 1) == 0) addEnd(at, beside | GLUED | kind);
  }
}

// @ts-ignore: decorator
@inline function isDigitAt(at: u32): bool { return ((digits >> at) & 1) != 0; }

// @ts-ignore: decorator
@inline function kindOfLetterAt(at: u32): u32 { return kindOfLetter(load<u8>(plainAt(at))); }

/** Of a word. */
// @ts-ignore: decorator
@inline function kindOf(from: u32, to: u32): u32 { return kindOfWord(wordAt(from, to - from)); }

/** Of a token: a word's, two words', of digits, or of what is not known. */
function kindsOf(from: u32, to: u32): u32 {
  const word = wordAt(from, to - from);
  if (word >= 0) return kindOfWord(word);
  for (let rest = wordsFrom(from, to); rest != 0; rest &= rest - 1) {
    const between = <u32>ctz(rest);
    if (wordAt(between, to - between) >= 0) return kindOf(from, between) | kindOf(between, to);
  }
  const all = ((<u64>1 << (to - from)) - 1) << from;
  return (digits & all) == all ? DIGITS : OTHER;
}
