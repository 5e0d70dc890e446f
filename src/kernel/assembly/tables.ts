// tables: sets of labels and of their deletion neighbourhoods, each a blocked Bloom filter before a hash table.
// A table is one relocatable block of bytes: built here, kept in the ruleset snapshot, loaded at any address.
//
//   0  filter words, slots, entries, extra words (u32 each), 0, 0, lengths (u64, bit n: keys of texts of n bytes)
//  64  filter: u64 words; a key sets 4 bits of one word (Putze, Sanders, Singler 2007, "blocked")
//      extra: u64 words, as many as the keys want: the gates of `addNear` and `addFar`
//      slots: u64 each: 40 bits of the hash, 24 bits that are not all 0: entry + 1 or a mask; linear probing
//      texts: u32 offsets (entries + 1), then the texts' bytes
import { sameBytes } from './bytes';
import { FOLD } from './layout';
import { GATED_FROM, HEAD, OWN_HEAD, OWN_TAIL, TAIL, gateKey, hashBytes, power, roll, stir } from './hash';

const HEADER: usize = 64;
const ENTRY_MASK: u64 = (1 << 24) - 1;

// @ts-ignore: decorator
@inline export function filterWords(table: usize): u32 { return load<u32>(table); }
// @ts-ignore: decorator
@inline function slots(table: usize): u32 { return load<u32>(table + 4); }
// @ts-ignore: decorator
@inline export function entriesOf(table: usize): u32 { return load<u32>(table + 8); }
// @ts-ignore: decorator
@inline function extraWords(table: usize): u32 { return load<u32>(table + 12); }
// @ts-ignore: decorator
@inline export function lengthsOf(table: usize): u64 { return load<u64>(table + 24); }
// @ts-ignore: decorator
@inline function filterAt(table: usize): usize { return table + HEADER; }
// @ts-ignore: decorator
@inline function extraAt(table: usize): usize { return table + HEADER + (<usize>filterWords(table) << 3); }
// @ts-ignore: decorator
@inline function slotsAt(table: usize): usize { return extraAt(table) + (<usize>extraWords(table) << 3); }
// @ts-ignore: decorator
@inline function offsetsAt(table: usize): usize { return slotsAt(table) + (<usize>slots(table) << 3); }
// @ts-ignore: decorator
@inline function textsAt(table: usize): usize { return offsetsAt(table) + ((<usize>entriesOf(table) + 1) << 2); }

/** A number below `end`, evenly, of the 32 bits (Lemire 2019): sizes need not be powers of two, the second-level cache is small. */
// @ts-ignore: decorator
@inline function below(end: u32, bits: u64): usize { return <usize>((bits * end) >> 32); }

// @ts-ignore: decorator
@inline function wordAt(table: usize, hash: u64): usize {
  return filterAt(table) + (below(filterWords(table), hash >> 32) << 3);
}

// @ts-ignore: decorator
@inline function firstSlot(table: usize, hash: u64): usize { return slotsAt(table) + (below(slots(table), (hash >> 24) & 0xffffffff) << 3); }

// @ts-ignore: decorator
@inline function slotAfter(table: usize, slot: usize): usize { return slot + 8 == offsetsAt(table) ? slotsAt(table) : slot + 8; }

// @ts-ignore: decorator
@inline function filterBits(hash: u64): u64 {
  return (<u64>1 << (hash & 63)) | (<u64>1 << ((hash >> 6) & 63)) | (<u64>1 << ((hash >> 12) & 63)) | (<u64>1 << ((hash >> 18) & 63));
}

// @ts-ignore: decorator
@inline export function mayContain(table: usize, hash: u64): bool {
  return mayHold(table, filterWords(table), hash);
}

/** As `mayContain`, for loops: with `filterWords` of the table, which need not be loaded each time. */
// @ts-ignore: decorator
@inline export function mayHold(table: usize, words: u32, hash: u64): bool {
  const word = load<u64>(table + (below(words, hash >> 32) << 3), HEADER);
  const bits = filterBits(hash);
  return (word & bits) == bits;
}

/** Bytes of a table for `keys` keys, a filter and extras of so many words, `entries` texts of `textBytes` in all. */
export function tableBytes(keys: u32, filter: u32, extra: u32, entries: u32, textBytes: u32): usize {
  return HEADER + (<usize>(filter + extra + slotsFor(keys)) << 3) + ((<usize>entries + 1) << 2) + textBytes + 80;
}

function slotsFor(keys: u32): u32 { return keys + (keys >> 1) + 2; }

export function beginTable(table: usize, keys: u32, filter: u32, extra: u32, entries: u32, textBytes: u32): void {
  memory.fill(table, 0, tableBytes(keys, filter, extra, entries, textBytes));
  store<u32>(table, filter);
  store<u32>(table + 4, slotsFor(keys));
  store<u32>(table + 8, entries);
  store<u32>(table + 12, extra);
}

function insert(table: usize, hash: u64, entry: u32): void {
  const word = wordAt(table, hash);
  store<u64>(word, load<u64>(word) | filterBits(hash));
  const value = (hash & ~ENTRY_MASK) | (entry + 1);
  let slot = firstSlot(table, hash);
  while (load<u64>(slot) != 0) {
    if (load<u64>(slot) == value) return;
    slot = slotAfter(table, slot);
  }
  store<u64>(slot, value);
}

function noteLength(table: usize, length: u32): void {
  store<u64>(table + 24, lengthsOf(table) | (<u64>1 << (length & 63)));
}

/** Keeps the entry's text; entries are added in order, from 0. */
export function addText(table: usize, entry: u32, text: usize, length: u32): void {
  const offset = load<u32>(offsetsAt(table) + (<usize>entry << 2));
  memory.copy(textsAt(table) + offset, text, length);
  store<u32>(offsetsAt(table) + ((<usize>entry + 1) << 2), offset + length);
}

/** Adds the label, as the entry whose text it is. */
export function addExact(table: usize, entry: u32, label: usize, length: u32): void {
  addText(table, entry, label, length);
  noteLength(table, length);
  insert(table, hashBytes(label, length), entry);
}

/** Adds a text whose first byte is no part of its key, found by its other bytes as they fold. */
export function addForm(table: usize, entry: u32, text: usize, length: u32): void {
  addText(table, entry, text, length);
  noteLength(table, length - 1);
  let sum: u64 = 0;
  for (let i: u32 = 1; i < length; i++) sum = roll(sum, load<u8>(FOLD + load<u8>(text + i)));
  insert(table, stir(sum), entry);
}

/** Adds the text and every text that lacks one byte of it. */
export function addNear(table: usize, entry: u32, text: usize, length: u32): void {
  noteLength(table, length);
  insert(table, stir(rolled(text, length)), entry);
  for (let left: u32 = 0; left < length; left++) insert(table, stir(rolledWithout(text, length, left, length)), entry);
  for (let kept = length - 1; kept <= length; kept++) addGates(table, kept, text, length, false);
}

/** Adds every text that lacks two bytes of it. */
export function addFar(table: usize, entry: u32, text: usize, length: u32): void {
  noteLength(table, length);
  for (let one: u32 = 0; one < length; one++) {
    for (let other = one + 1; other < length; other++) insert(table, stir(rolledWithout(text, length, one, other)), entry);
  }
  for (let kept = length - 2; kept <= length; kept++) addGates(table, kept, text, length, true);
}

/** Of the text, `kept` bytes will be left: adds to the gates how those begin and end. Why it is enough: deletions.ts. */
function addGates(table: usize, kept: u32, text: usize, length: u32, far: bool): void {
  if (kept < GATED_FROM) return;
  const head = kept >> 1;
  const tail = kept - 1 - head;
  const end = text + (length - tail - 1);
  if (far) {
    openGate(table, gateKey(OWN_HEAD, kept, rolled(text, head + 1)));
    openGate(table, gateKey(OWN_TAIL, kept, rolled(end, tail + 1)));
  }
  for (let left: u32 = far ? 0 : head; left <= head; left++) {
    openGate(table, gateKey(HEAD, kept, rolledWithout(text, head + 1, left, length) * power(tail + 1)));
  }
  for (let left: u32 = 0; left <= (far ? tail : 0); left++) openGate(table, gateKey(TAIL, kept, rolledWithout(end, tail + 1, left, length)));
}

// @ts-ignore: decorator
@inline export function gatesAt(table: usize): usize { return extraAt(table); }
// @ts-ignore: decorator
@inline export function gateWords(table: usize): u32 { return extraWords(table); }

// @ts-ignore: decorator
@inline function gateBits(hash: u64): u64 { return (<u64>1 << (hash & 63)) | (<u64>1 << ((hash >> 6) & 63)); }

function openGate(table: usize, hash: u64): void {
  const word = gatesAt(table) + (below(gateWords(table), hash >> 32) << 3);
  store<u64>(word, load<u64>(word) | gateBits(hash));
}

// @ts-ignore: decorator
@inline export function isOpen(gates: usize, words: u32, hash: u64): bool {
  const bits = gateBits(hash);
  return (load<u64>(gates + (below(words, hash >> 32) << 3)) & bits) == bits;
}

/** Bytes by which `addGram` files a text. */
export const GRAM: u32 = 5;
const LONGEST_IN_MASK: u32 = GRAM + 23;

/** Notes that a text of `length` bytes begins so: bit `length - GRAM` of the slot, or its last one. */
export function addGram(table: usize, _entry: u32, text: usize, length: u32): void {
  const hash = stir(rolled(text, GRAM));
  const word = wordAt(table, hash);
  store<u64>(word, load<u64>(word) | filterBits(hash));
  const bit = <u64>1 << ((length < LONGEST_IN_MASK ? length : LONGEST_IN_MASK) - GRAM);
  let slot = firstSlot(table, hash);
  while (load<u64>(slot) != 0 && ((load<u64>(slot) ^ hash) & ~ENTRY_MASK) != 0) slot = slotAfter(table, slot);
  store<u64>(slot, (hash & ~ENTRY_MASK) | (load<u64>(slot) & ENTRY_MASK) | bit);
}

/** Bit n: texts of n bytes begin so; the last one that `addGram` notes stands for all that are longer. */
export function lengthsAfter(table: usize, hash: u64): u64 {
  let slot = firstSlot(table, hash);
  while (load<u64>(slot) != 0 && ((load<u64>(slot) ^ hash) & ~ENTRY_MASK) != 0) slot = slotAfter(table, slot);
  const lengths = (load<u64>(slot) & ENTRY_MASK) << GRAM;
  return (lengths >> LONGEST_IN_MASK) == 0 ? lengths : lengths | (u64.MAX_VALUE << LONGEST_IN_MASK);
}

function rolled(text: usize, length: u32): u64 {
  return rolledWithout(text, length, length, length);
}

function rolledWithout(text: usize, length: u32, one: u32, other: u32): u64 {
  let h: u64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    if (i != one && i != other) h = roll(h, load<u8>(text + i));
  }
  return h;
}

/** Start of the entry's text. */
// @ts-ignore: decorator
@inline export function textAt(table: usize, entry: u32): usize {
  return textsAt(table) + load<u32>(offsetsAt(table) + (<usize>entry << 2));
}

// @ts-ignore: decorator
@inline export function textLength(table: usize, entry: u32): u32 {
  const offsets = offsetsAt(table) + (<usize>entry << 2);
  return load<u32>(offsets + 4) - load<u32>(offsets);
}

/** The entry whose label this is, or -1; `hash` as it was added. */
export function findText(table: usize, hash: u64, label: usize, length: u32): i32 {
  let slot = firstSlot(table, hash);
  while (true) {
    const present = load<u64>(slot);
    if (present == 0) return -1;
    if (((present ^ hash) & ~ENTRY_MASK) == 0) {
      const entry = <u32>(present & ENTRY_MASK) - 1;
      if (textLength(table, entry) == length && sameBytes(textAt(table, entry), label, length)) return entry;
    }
    slot = slotAfter(table, slot);
  }
}

/** The next slot to look at for `walkHash`, and where the slots begin and end. */
let walkSlot: usize = 0;
let walkHash: u64 = 0;
let walkBegin: usize = 0;
let walkEnd: usize = 0;

/** Then `nextEntry` until it is -1. */
// @ts-ignore: decorator
@inline export function beginWalk(table: usize, hash: u64): void {
  walkSlot = firstSlot(table, hash);
  walkHash = hash;
  walkBegin = slotsAt(table);
  walkEnd = offsetsAt(table);
}

export function nextEntry(): i32 {
  const hash = walkHash;
  let slot = walkSlot;
  while (true) {
    const present = load<u64>(slot);
    if (present == 0) return -1;
    slot += 8;
    if (slot == walkEnd) slot = walkBegin;
    if (((present ^ hash) & ~ENTRY_MASK) != 0) continue;
    walkSlot = slot;
    return <i32>(present & ENTRY_MASK) - 1;
  }
}
