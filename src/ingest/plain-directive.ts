// plain-directive: one directive line: the new $ORIGIN, a checked $TTL, or the extent of $INCLUDE and $GENERATE.
import { readName, type Name } from './plain-owner.js';
import {
  fault,
  lineEnd,
  undecided,
  unquotedToken,
  type Fault,
  type NeedMore,
  type RecordEnd,
  type Token,
} from './plain-tokens.js';
import {
  BACKSLASH,
  CLOSE,
  END,
  MORE,
  NEWLINE,
  OPEN,
  QUOTE,
  SEMICOLON,
  TOO_LONG,
  isBlank,
  type RecordWindow,
} from './plain-window.js';
import { asciiUpperCase, isTtl } from './record-head.js';

export type DirectiveReading =
  | NeedMore
  | Fault
  | { readonly kind: 'origin'; readonly origin: Name; readonly end: RecordEnd }
  | { readonly kind: 'ttl'; readonly end: RecordEnd }
  | { readonly kind: 'include'; readonly end: RecordEnd }
  | { readonly kind: 'generate'; readonly end: RecordEnd };

/** A parenthesis, or a quote that the line does not close: no directive has a use for it. */
interface Stray {
  readonly kind: 'stray';
  readonly at: number;
}

export function readDirective(window: RecordWindow, origin: Name | null): DirectiveReading {
  const name = unquotedToken(window, window.start);
  if (name.kind !== 'token') return name;
  switch (asciiUpperCase(window.text(name.start, name.end))) {
    case '$ORIGIN':
      return readOrigin(window, name.end, origin);
    case '$TTL':
      return readTtl(window, name.end);
    case '$INCLUDE':
      return readWhole(window, 'include');
    case '$GENERATE':
      return readWhole(window, 'generate');
    default:
      return fault('ZONE_UNKNOWN_DIRECTIVE', window.start);
  }
}

function readOrigin(window: RecordWindow, start: number, origin: Name | null): DirectiveReading {
  const argument = nextArgument(window, start);
  if (argument.kind === 'fault' || argument.kind === 'more') return argument;
  if (argument.kind !== 'token') return fault('ZONE_BAD_DIRECTIVE', argument.at);
  const name = readName(window.input, argument.start, argument.end, argument.at, origin);
  if ('code' in name) return fault('ZONE_BAD_DIRECTIVE', argument.at);
  const end = readEnd(window, argument);
  return end.kind === 'end' ? { kind: 'origin', origin: name, end } : end;
}

function readTtl(window: RecordWindow, start: number): DirectiveReading {
  const argument = nextArgument(window, start);
  if (argument.kind === 'fault' || argument.kind === 'more') return argument;
  if (argument.kind !== 'token') return fault('ZONE_BAD_DIRECTIVE', argument.at);
  if (argument.quoted || !isTtl(window.text(argument.start, argument.end))) {
    return fault('ZONE_BAD_DIRECTIVE', argument.at);
  }
  const end = readEnd(window, argument);
  return end.kind === 'end' ? { kind: 'ttl', end } : end;
}

/** Others read what these two say: here they are a line. */
function readWhole(window: RecordWindow, kind: 'include' | 'generate'): DirectiveReading {
  const end = lineEnd(window, window.start);
  return end.kind === 'end' ? { kind, end } : end;
}

/** The end of the line after its one argument. */
function readEnd(window: RecordWindow, argument: Token): RecordEnd | Fault | NeedMore {
  const item = nextArgument(window, argument.quoted ? argument.end + 1 : argument.end);
  return item.kind === 'token' || item.kind === 'stray' ? fault('ZONE_BAD_DIRECTIVE', item.at) : item;
}

function nextArgument(window: RecordWindow, start: number): Token | Stray | RecordEnd | Fault | NeedMore {
  let at = start;
  while (isBlank(window.byteAt(at))) at += 1;
  const byte = window.byteAt(at);
  if (byte === MORE || byte === TOO_LONG) return undecided(window, byte);
  if (byte === NEWLINE || byte === END || byte === SEMICOLON) return lineEnd(window, at);
  if (byte === OPEN || byte === CLOSE) return { kind: 'stray', at };
  return byte === QUOTE ? quotedArgument(window, at) : unquotedToken(window, at);
}

/** Unlike a record's, it ends in its line. */
function quotedArgument(window: RecordWindow, quote: number): Token | Stray | Fault | NeedMore {
  let at = quote + 1;
  for (;;) {
    const byte = window.byteAt(at);
    if (byte === MORE || byte === TOO_LONG) return undecided(window, byte);
    if (byte === NEWLINE || byte === END) return { kind: 'stray', at: quote };
    if (byte === QUOTE) return { kind: 'token', at: quote, start: quote + 1, end: at, quoted: true };
    at += 1;
    if (byte === BACKSLASH) {
      const escaped = window.byteAt(at);
      if (escaped >= 0 && escaped !== NEWLINE) at += 1;
    }
  }
}
