// plain-record: one record from its first byte: owner and type, or the first fault in reading order.
import { readName, type Name } from './plain-owner.js';
import { RecordTokens, fault, type Fault, type NeedMore, type RecordEnd, type Token } from './plain-tokens.js';
import { isBlank, type RecordWindow } from './plain-window.js';
import { beginsWithDigit, classOf, isTtl, typeOf } from './record-head.js';

export interface RecordContext {
  readonly origin: Name | null;
  /** Owner of the record before; null when there is none. */
  readonly lastOwner: Name | null;
  readonly lenient: boolean;
}

export type RecordReading =
  | NeedMore
  /** Blanks, comments and parentheses with nothing in them, up to `next`. */
  | { readonly kind: 'nothing'; readonly next: number }
  /** `owner` when the owner was fine, null when the fault came before or in it. */
  | { readonly kind: 'broken'; readonly fault: Fault; readonly owner: Name | null }
  | { readonly kind: 'record'; readonly owner: Name; readonly type: RecordType; readonly end: RecordEnd };

type RecordType = 'NS' | 'SOA' | 'other';

export function readRecord(window: RecordWindow, context: RecordContext): RecordReading {
  const ownerIsBlank = isBlank(window.byteAt(window.start));
  let owner = ownerIsBlank ? context.lastOwner : null;
  const tokens = new RecordTokens(window, context.lenient);

  const first = tokens.next();
  if (first.kind === 'end') return { kind: 'nothing', next: first.next };
  if (first.kind !== 'token') return stopped(first, owner);
  if (ownerIsBlank) {
    if (owner === null) return stopped(fault('ZONE_NO_OWNER', window.start), null);
  } else {
    const read = readName(window.input, first.start, first.end, first.at, context.origin);
    if ('code' in read) return stopped(fault(read.code, read.at), null);
    owner = read;
  }

  const type = readType(window, tokens, ownerIsBlank ? first : tokens.next());
  if (typeof type !== 'string') return stopped(type, owner);

  let rdataTokens = 0;
  for (;;) {
    const item = tokens.next();
    if (item.kind === 'token') {
      rdataTokens += 1;
    } else if (item.kind === 'end') {
      if (type === 'NS' && rdataTokens === 0) return stopped(fault('ZONE_EXPECTED_RDATA', item.at), owner);
      return { kind: 'record', owner, type, end: item };
    } else {
      return stopped(item, owner);
    }
  }
}

function stopped(stop: Fault | NeedMore, owner: Name | null): RecordReading {
  return stop.kind === 'more' ? stop : { kind: 'broken', fault: stop, owner };
}

/** Reads [TTL] [class] type, the first two in either order; `item` is the first of them. */
function readType(
  window: RecordWindow,
  tokens: RecordTokens,
  item: Token | RecordEnd | Fault | NeedMore,
): RecordType | Fault | NeedMore {
  let hasTtl = false;
  let hasClass = false;
  for (;;) {
    if (item.kind === 'end') return fault('ZONE_UNKNOWN_TYPE', item.at);
    if (item.kind !== 'token') return item;
    if (item.quoted) return fault('ZONE_UNKNOWN_TYPE', item.at);
    const text = window.text(item.start, item.end);
    const class_ = classOf(text);
    if (beginsWithDigit(text)) {
      if (hasTtl || !isTtl(text)) return fault('ZONE_BAD_TTL', item.at);
      hasTtl = true;
    } else if (class_ !== null) {
      if (hasClass || class_ !== 'IN') return fault('ZONE_BAD_CLASS', item.at);
      hasClass = true;
    } else {
      return typeOf(text) ?? fault('ZONE_UNKNOWN_TYPE', item.at);
    }
    item = tokens.next();
  }
}
