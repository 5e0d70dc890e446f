// owner: the owner of the current record, parsed with care: escapes, `@`, relative names (RFC 1035 5.1).
import { AT, BACKSLASH, DOLLAR, DOT, NEWLINE, OPEN, QUOTE, SEMICOLON, STAR, isDigit, lower, sameBytes } from './bytes';
import { APEX, KEPT_LABEL, KEPT_SUFFIX, LABEL, ORIGIN, SUFFIX } from './layout';
import {
  BAD_ESCAPE, BAD_OWNER, NO_ORIGIN, apexKnown, apexLength, fault, originKnown, originLength, originWire, problemCode,
  setOrigin, suffixInZone,
} from './state';

const MAX_LABEL_OCTETS: u32 = 63;
const MAX_NAME_OCTETS: u32 = 255;

export let hasOwner: bool = false;
/** Text at LABEL and SUFFIX, presentation form. The root has neither. */
export let labelLength: usize = 0;
export let suffixLength: usize = 0;
/** Below the apex and no wildcard. */
export let ownerIsName: bool = false;

/** The owner was taken as a delegation: another NS record of it adds nothing. */
export let ownerTaken: bool = false;
/** Rises whenever SUFFIX is written anew. */
export let suffixVersion: u32 = 0;

export function forgetOwner(): void {
  hasOwner = false;
}

export function markTaken(): void {
  ownerTaken = true;
}

/** The label is in LABEL, the suffix as it was; `inZone` says what `suffixInZone` said of it. */
// @ts-ignore: decorator
@inline export function takeLabel(length: usize, inZone: bool): void {
  hasOwner = true;
  ownerTaken = false;
  labelLength = length;
  ownerIsName = inZone;
}

/** LABEL and SUFFIX are written by the caller. */
export function setOwner(label: usize, suffix: usize): void {
  labelLength = label;
  suffixLength = suffix;
  suffixVersion++;
}

/** Neither the apex nor below it. */
export function ownerIsOutside(): bool {
  if (!apexKnown || suffixInZone(SUFFIX, suffixLength)) return false;
  const whole = suffixLength == 0 ? labelLength : labelLength + 1 + suffixLength;
  if (whole != apexLength) return true;
  if (!sameBytes(LABEL, APEX, labelLength)) return true;
  if (suffixLength == 0) return false;
  return load<u8>(APEX + labelLength) != DOT || !sameBytes(SUFFIX, APEX + labelLength + 1, suffixLength);
}

/** Writes one octet of a label in presentation form; returns the end. */
function writeOctet(to: usize, octet: u32): usize {
  if (octet < 0x21 || octet > 0x7e) {
    store<u8>(to, BACKSLASH);
    store<u8>(to + 1, <u8>(0x30 + octet / 100));
    store<u8>(to + 2, <u8>(0x30 + (octet / 10) % 10));
    store<u8>(to + 3, <u8>(0x30 + octet % 10));
    return to + 4;
  }
  const escaped =
    octet == QUOTE || octet == DOLLAR || (octet & 0xfe) == OPEN || octet == DOT || octet == SEMICOLON ||
    octet == AT || octet == BACKSLASH;
  if (escaped) store<u8>(to++, BACKSLASH);
  store<u8>(to, <u8>lower(octet));
  return to + 1;
}

let octet: u32 = 0;

/** Reads the octet that the backslash at `at` stands for; returns its end, or 0 for a bad escape. */
function readEscape(at: usize, end: usize): usize {
  if (at + 1 >= end) return 0;
  const first = <u32>load<u8>(at + 1);
  if (first == NEWLINE) return 0;
  if (!isDigit(first)) {
    octet = first;
    return at + 2;
  }
  if (at + 3 >= end) return 0;
  const second = <u32>load<u8>(at + 2);
  const third = <u32>load<u8>(at + 3);
  if (!isDigit(second) || !isDigit(third)) return 0;
  octet = (first - 0x30) * 100 + (second - 0x30) * 10 + third - 0x30;
  return octet > 255 ? 0 : at + 4;
}

let wire: u32 = 0;
let absolute: bool = false;

/** Writes the first label to LABEL, the others to SUFFIX. Sets `wire` (without the root) and `absolute`. */
function parseLabels(token: usize, end: usize): bool {
  let to = LABEL;
  let octets: u32 = 0;
  let labels: u32 = 0;
  wire = 0;
  absolute = false;
  labelLength = 0;
  suffixLength = 0;
  for (let at = token; at < end; ) {
    octet = <u32>load<u8>(at);
    if (octet == DOT) {
      if (octets == 0 || octets > MAX_LABEL_OCTETS) return fault(BAD_OWNER, token);
      if (labels++ == 0) {
        labelLength = to - LABEL;
        to = SUFFIX;
      } else {
        suffixLength = to - SUFFIX;
      }
      octets = 0;
      at++;
      absolute = at == end;
      if (!absolute && to > SUFFIX && wire < MAX_NAME_OCTETS) store<u8>(to++, DOT);
      continue;
    }
    if (octet == BACKSLASH) {
      const after = readEscape(at, end);
      if (after == 0) return fault(BAD_ESCAPE, at);
      at = after;
    } else {
      at++;
    }
    if (octets++ == 0) wire++;
    wire++;
    // What is too long is read on, for the faults that come first, but not written.
    if (wire < MAX_NAME_OCTETS && octets <= MAX_LABEL_OCTETS) to = writeOctet(to, octet);
  }
  if (!absolute) {
    if (octets > MAX_LABEL_OCTETS) return fault(BAD_OWNER, token);
    if (labels == 0) labelLength = to - LABEL;
    else suffixLength = to - SUFFIX;
  }
  return true;
}

/** Splits the origin into LABEL and SUFFIX. */
function takeOrigin(): void {
  let dot: usize = 0;
  while (dot < originLength && load<u8>(ORIGIN + dot) != DOT) dot += load<u8>(ORIGIN + dot) == BACKSLASH ? 2 : 1;
  if (dot > originLength) dot = originLength;
  labelLength = dot;
  memory.copy(LABEL, ORIGIN, dot);
  suffixLength = dot < originLength ? originLength - dot - 1 : 0;
  memory.copy(SUFFIX, ORIGIN + dot + 1, suffixLength);
}

function appendOrigin(): void {
  if (originLength == 0) return;
  if (suffixLength > 0) store<u8>(SUFFIX + suffixLength++, DOT);
  memory.copy(SUFFIX + suffixLength, ORIGIN, originLength);
  suffixLength += originLength;
}

/** The name in `[token, end)`, quotes already taken off, into LABEL and SUFFIX. */
function parseName(token: usize, end: usize): bool {
  if (token == end) return fault(BAD_OWNER, token);
  const single = end - token == 1 ? <u32>load<u8>(token) : 0;
  if (single == AT) {
    if (!originKnown) return fault(NO_ORIGIN, token);
    takeOrigin();
    wire = originWire - 1;
    return true;
  }
  if (single == DOT) {
    labelLength = 0;
    suffixLength = 0;
    wire = 0;
    return true;
  }
  if (!parseLabels(token, end)) return false;
  if (!absolute && !originKnown) return fault(NO_ORIGIN, token);
  if (!absolute) wire += originWire - 1;
  if (wire >= MAX_NAME_OCTETS) return fault(BAD_OWNER, token);
  if (!absolute) appendOrigin();
  return true;
}

/** Takes the owner token; a fault's place is the token's first byte, its quote if it has one. */
export function parseOwner(token: usize, end: usize, quoted: bool): bool {
  hasOwner = false;
  ownerTaken = false;
  suffixVersion++;
  const shift: usize = quoted ? 1 : 0;
  if (!parseName(token + shift, end - shift)) {
    return problemCode == BAD_ESCAPE ? false : fault(problemCode, token);
  }
  const isRoot = labelLength == 0;
  const isWildcard = labelLength == 1 && load<u8>(LABEL) == STAR;
  hasOwner = true;
  ownerIsName = !isRoot && !isWildcard && suffixInZone(SUFFIX, suffixLength);
  return true;
}

let keptLabel: usize = 0;
let keptSuffix: usize = 0;

function keepText(): void {
  keptLabel = labelLength;
  keptSuffix = suffixLength;
  memory.copy(KEPT_LABEL, LABEL, keptLabel);
  memory.copy(KEPT_SUFFIX, SUFFIX, keptSuffix);
}

function restoreText(): void {
  setOwner(keptLabel, keptSuffix);
  memory.copy(LABEL, KEPT_LABEL, keptLabel);
  memory.copy(SUFFIX, KEPT_SUFFIX, keptSuffix);
}

/** Reads the name of a `$ORIGIN` line, and obeys it if `obeyed`; the last owner stays. */
export function parseOrigin(token: usize, end: usize, quoted: bool, obeyed: bool): bool {
  keepText();
  const shift: usize = quoted ? 1 : 0;
  const parsed = parseName(token + shift, end - shift);
  if (parsed && obeyed) joinOrigin();
  restoreText();
  return parsed;
}

let hadOwner: bool = false;
let keptIsName: bool = false;

/** Until `restoreOwner` no `$ORIGIN` may be read. */
export function keepOwner(): void {
  keepText();
  hadOwner = hasOwner;
  keptIsName = ownerIsName;
}

export function restoreOwner(): void {
  restoreText();
  hasOwner = hadOwner;
  ownerIsName = keptIsName;
  ownerTaken = false;
}

function joinOrigin(): void {
  memory.copy(ORIGIN, LABEL, labelLength);
  let length = labelLength;
  if (suffixLength > 0) {
    store<u8>(ORIGIN + length++, DOT);
    memory.copy(ORIGIN + length, SUFFIX, suffixLength);
    length += suffixLength;
  }
  setOrigin(true, length, wire + 1);
}
