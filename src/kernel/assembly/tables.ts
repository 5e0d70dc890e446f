// tables: exact sets of labels and the brands' deletion neighbourhood, each a blocked Bloom filter before a hash table.
// A table is one relocatable block of bytes: built here, kept in the ruleset snapshot, loaded at any address.
//
//   0  kind, filterMask, slotMask, entries, shortest, longest (u32 each), lengths (u64, bit n: labels of n bytes)
//  64  filter: u64 words; a key sets 4 bits of one word (Putze, Sanders, Singler 2007, "blocked")
//      slots: u64 each: 40 bits of the hash, 24 bits of entry + 1; 0 is empty; linear probing
//      texts: u32 offsets (entries + 1), then the labels' bytes (exact sets only)
import { sameBytes } from './bytes';
import { hashBytes, roll, stir } from './hash';

const HEADER: usize = 64;
const ENTRY_BITS: u64 = 24;
const ENTRY_MASK: u64 = (1 << 24) - 1;

// @ts-ignore: decorator
@inline function filterMask(table: usize): u32 { return load<u32>(table + 4); }
// @ts-ignore: decorator
@inline function slotMask(table: usize): u32 { return load<u32>(table + 8); }
// @ts-ignore: decorator
@inline function filterAt(table: usize): usize { return table + HEADER; }
// @ts-ignore: decorator
@inline function slotsAt(table: usize): usize { return table + HEADER + ((<usize>filterMask(table) + 1) << 3); }
// @ts-ignore: decorator
@inline function offsetsAt(table: usize): usize { return slotsAt(table) + ((<usize>slotMask(table) + 1) << 3); }
// @ts-ignore: decorator
@inline function textsAt(table: usize): usize { return offsetsAt(table) + ((<usize>load<u32>(table + 12) + 1) << 2); }

// @ts-ignore: decorator
@inline function wordAt(table: usize, hash: u64): usize {
  return filterAt(table) + (<usize>(<u32>(hash >> 32) & filterMask(table)) << 3);
}

// @ts-ignore: decorator
@inline function filterBits(hash: u64): u64 {
  return (<u64>1 << (hash & 63)) | (<u64>1 << ((hash >> 6) & 63)) | (<u64>1 << ((hash >> 12) & 63)) | (<u64>1 << ((hash >> 18) & 63));
}

// @ts-ignore: decorator
@inline export function mayContain(table: usize, hash: u64): bool {
  const word = load<u64>(wordAt(table, hash));
  const bits = filterBits(hash);
  return (word & bits) == bits;
}

function powerOfTwo(atLeast: u32): u32 {
  let size: u32 = 8;
  while (size < atLeast) size <<= 1;
  return size;
}

/** Bytes of a table for `keys` keys, `entries` texts of `textBytes` in all. */
export function tableBytes(keys: u32, entries: u32, textBytes: u32): usize {
  return HEADER + ((<usize>wordsFor(keys) + powerOfTwo(keys * 2)) << 3) + ((<usize>entries + 1) << 2) + textBytes + 80;
}

/** 16 to 32 bits a key: at most about one false alarm in 200. */
function wordsFor(keys: u32): u32 {
  return powerOfTwo((keys + 3) >> 2);
}

export function beginTable(table: usize, keys: u32, entries: u32, textBytes: u32): void {
  memory.fill(table, 0, tableBytes(keys, entries, textBytes));
  store<u32>(table + 4, wordsFor(keys) - 1);
  store<u32>(table + 8, powerOfTwo(keys * 2) - 1);
  store<u32>(table + 12, entries);
  store<u32>(table + 16, u32.MAX_VALUE);
}

function insert(table: usize, hash: u64, entry: u32): void {
  const word = wordAt(table, hash);
  store<u64>(word, load<u64>(word) | filterBits(hash));
  let slot = <u32>(hash >> 24) & slotMask(table);
  const value = (hash & ~ENTRY_MASK) | (entry + 1);
  while (true) {
    const at = slotsAt(table) + (<usize>slot << 3);
    const present = load<u64>(at);
    if (present == 0) {
      store<u64>(at, value);
      return;
    }
    if (present == value) return;
    slot = (slot + 1) & slotMask(table);
  }
}

function noteLength(table: usize, length: u32): void {
  if (length < load<u32>(table + 16)) store<u32>(table + 16, length);
  if (length > load<u32>(table + 20)) store<u32>(table + 20, length);
  store<u64>(table + 24, load<u64>(table + 24) | (<u64>1 << (length & 63)));
}

/** Adds the label as the entry; entries are added in order, from 0. */
export function addExact(table: usize, entry: u32, label: usize, length: u32): void {
  const offset = entry == 0 ? 0 : load<u32>(offsetsAt(table) + (<usize>entry << 2));
  memory.copy(textsAt(table) + offset, label, length);
  store<u32>(offsetsAt(table) + ((<usize>entry + 1) << 2), offset + length);
  noteLength(table, length);
  insert(table, hashBytes(label, length), entry);
}

/** Adds the label and every label that lacks one of its bytes. */
export function addNeighbours(table: usize, entry: u32, label: usize, length: u32): void {
  noteLength(table, length);
  for (let left: u32 = 0; left <= length; left++) {
    let h: u64 = 0;
    for (let i: u32 = 0; i < length; i++) {
      if (i != left) h = roll(h, load<u8>(label + i));
    }
    insert(table, stir(h), entry);
  }
}

/** The entry whose label this is, or -1. */
export function findExact(table: usize, hash: u64, label: usize, length: u32): i32 {
  let slot = <u32>(hash >> 24) & slotMask(table);
  while (true) {
    const present = load<u64>(slotsAt(table) + (<usize>slot << 3));
    if (present == 0) return -1;
    if (((present ^ hash) & ~ENTRY_MASK) == 0) {
      const entry = <u32>(present & ENTRY_MASK) - 1;
      const offsets = offsetsAt(table) + (<usize>entry << 2);
      const start = load<u32>(offsets);
      if (load<u32>(offsets + 4) - start == length && sameBytes(textsAt(table) + start, label, length)) return entry;
    }
    slot = (slot + 1) & slotMask(table);
  }
}

/** First slot to look at for `hash`; then `nextEntry` until it is -1. */
let walkSlot: u32 = 0;
let walkHash: u64 = 0;

export function beginWalk(table: usize, hash: u64): void {
  walkSlot = <u32>(hash >> 24) & slotMask(table);
  walkHash = hash;
}

export function nextEntry(table: usize): i32 {
  while (true) {
    const present = load<u64>(slotsAt(table) + (<usize>walkSlot << 3));
    if (present == 0) return -1;
    walkSlot = (walkSlot + 1) & slotMask(table);
    if (((present ^ walkHash) & ~ENTRY_MASK) == 0) return <i32>(present & ENTRY_MASK) - 1;
  }
}

export function shortest(table: usize): u32 { return load<u32>(table + 16); }
export function longest(table: usize): u32 { return load<u32>(table + 20); }
export function lengthsOf(table: usize): u64 { return load<u64>(table + 24); }
