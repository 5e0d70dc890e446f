// batch: appends the current owner to the dense name batch, unless it is the name found just before.
import { DOT, NEWLINE, sameBytes } from './bytes';
import {
  JOINED, JOINED_BYTES, JOINED_STARTS, LABEL, LABELS, LABEL_BYTES, LABEL_STARTS, LAST_LABEL, LAST_SUFFIX, NAMES, NAME_TEXT, SUFFIX, SUFFIXES, SUFFIX_BYTES,
  SUFFIX_OF, SUFFIX_STARTS,
} from './layout';
import { labelLength, suffixLength, suffixVersion } from './owner';

const NO_VERSION: u32 = u32.MAX_VALUE;

export let count: u32 = 0;
let labelsEnd: usize = LABELS;
/** Where the last label begins. */
let labelsLast: usize = LABELS;
let suffixCount: u32 = 0;
let suffixesEnd: usize = SUFFIXES;
/** `suffixVersion` of the last suffix; NO_VERSION when there is none. */
let lastSuffixVersion: u32 = NO_VERSION;

let hasLast: bool = false;
let lastLabelLength: usize = 0;
let lastSuffixLength: usize = 0;

export function resetBatch(): void {
  hasLast = false;
  empty();
}

/** Empties the batch, but remembers its last name. */
export function clearBatch(): void {
  if (count > 0) {
    hasLast = true;
    lastLabelLength = labelsEnd - 1 - labelsLast;
    memory.copy(LAST_LABEL, labelsLast, lastLabelLength);
    const suffix = SUFFIXES + load<u32>(SUFFIX_STARTS + ((suffixCount - 1) << 2));
    lastSuffixLength = suffixesEnd - suffix;
    memory.copy(LAST_SUFFIX, suffix, lastSuffixLength);
  }
  empty();
}

function empty(): void {
  count = 0;
  labelsEnd = LABELS;
  suffixCount = 0;
  suffixesEnd = SUFFIXES;
  lastSuffixVersion = NO_VERSION;
  store<u32>(LABEL_STARTS, 0);
  store<u32>(SUFFIX_STARTS, 0);
}

// @ts-ignore: decorator
@inline export function hasRoom(): bool {
  return count < <u32>NAMES && labelsEnd < LABELS + LABEL_BYTES - NAME_TEXT && suffixesEnd < SUFFIXES + SUFFIX_BYTES - NAME_TEXT;
}

// @ts-ignore: decorator
@inline function sameText(a: usize, aLength: usize, b: usize, bLength: usize): bool {
  return aLength == bLength && sameBytes(a, b, aLength);
}

/** Whether the batch's last suffix is the owner's. */
// @ts-ignore: decorator
@inline function suffixIsLast(): bool {
  return suffixVersion == lastSuffixVersion || suffixReadsAsLast();
}

function suffixReadsAsLast(): bool {
  if (suffixCount == 0) return false;
  const start = SUFFIXES + load<u32>(SUFFIX_STARTS + ((suffixCount - 1) << 2));
  if (!sameText(start, suffixesEnd - start, SUFFIX, suffixLength)) return false;
  lastSuffixVersion = suffixVersion;
  return true;
}

// @ts-ignore: decorator
@inline function isRepeat(): bool {
  if (count == 0) return isLastOfBatchBefore();
  return labelsEnd - 1 - labelsLast == labelLength && sameBytes(labelsLast, LABEL, labelLength) && suffixIsLast();
}

function isLastOfBatchBefore(): bool {
  return hasLast && sameText(LAST_LABEL, lastLabelLength, LABEL, labelLength)
    && sameText(LAST_SUFFIX, lastSuffixLength, SUFFIX, suffixLength);
}

function appendSuffix(): void {
  memory.copy(suffixesEnd, SUFFIX, suffixLength);
  suffixesEnd += suffixLength;
  suffixCount++;
  lastSuffixVersion = suffixVersion;
  store<u32>(SUFFIX_STARTS + (suffixCount << 2), <u32>(suffixesEnd - SUFFIXES));
}

/** Appends the owner of `owner.ts`. There must be room. */
export function appendOwner(): void {
  if (isRepeat()) return;
  if (!suffixIsLast()) appendSuffix();
  let from = LABEL;
  let to = labelsEnd;
  const end = to + labelLength;
  while (true) {
    v128.store(to, v128.load(from));
    to += 16;
    if (to >= end) break;
    from += 16;
  }
  store<u8>(end, NEWLINE);
  labelsLast = labelsEnd;
  labelsEnd = end + 1;
  store<u32>(SUFFIX_OF + (count << 2), suffixCount - 1);
  count++;
  store<u32>(LABEL_STARTS + (count << 2), <u32>(labelsEnd - LABELS));
}

/** Writes the batch's names, newline-joined, to JOINED; returns their bytes, or 0 when they do not fit. */
export function joinNames(): usize {
  let to = JOINED;
  for (let index: u32 = 0; index < count; index++) {
    const label = LABELS + load<u32>(LABEL_STARTS + (index << 2));
    const labelBytes = LABELS + load<u32>(LABEL_STARTS + ((index + 1) << 2)) - 1 - label;
    const suffixAt = SUFFIX_STARTS + (load<u32>(SUFFIX_OF + (index << 2)) << 2);
    const suffix = SUFFIXES + load<u32>(suffixAt);
    const suffixBytes = SUFFIXES + load<u32>(suffixAt + 4) - suffix;
    if (to + labelBytes + suffixBytes + 2 > JOINED + JOINED_BYTES) return 0;
    store<u32>(JOINED_STARTS + (index << 2), <u32>(to - JOINED));
    to = copyText(to, label, labelBytes);
    if (suffixBytes > 0) {
      store<u8>(to++, DOT);
      to = copyText(to, suffix, suffixBytes);
    }
    store<u8>(to++, NEWLINE);
  }
  store<u32>(JOINED_STARTS + (count << 2), <u32>(to - JOINED));
  return to - JOINED;
}

/** Copies sixteen bytes at a time, so up to 15 too many: what follows is written after. Returns the text's end. */
// @ts-ignore: decorator
@inline function copyText(to: usize, from: usize, bytes: usize): usize {
  for (let done: usize = 0; done < bytes; done += 16) v128.store(to + done, v128.load(from + done));
  return to + bytes;
}
