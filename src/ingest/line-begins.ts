// line-begins: whether a line inside quotes or parentheses begins like a record ("Lenient reading" of the dialect).
import { BACKSLASH, END, MORE, NEWLINE, TOO_LONG, endsToken, isBlank, type RecordWindow } from './plain-window.js';
import { asciiUpperCase, classOf, isTtl, typeOf } from './record-head.js';

const DOLLAR = 0x24;
const DIRECTIVES = new Set(['$ORIGIN', '$TTL', '$INCLUDE', '$GENERATE']);

/** MORE and TOO_LONG: the bytes that would tell are not in the window. */
export function beginsLikeRecord(window: RecordWindow, lineStart: number): boolean | typeof MORE | typeof TOO_LONG {
  let start = lineStart;
  let end = wordEnd(window, start);
  if (end === MORE || end === TOO_LONG) return end;
  if (end === start || !isBlank(window.byteAt(end))) return false;
  if (window.byteAt(start) === DOLLAR && DIRECTIVES.has(asciiUpperCase(window.text(start, end)))) return true;
  for (;;) {
    start = blanksEnd(window, end);
    end = wordEnd(window, start);
    if (end === MORE || end === TOO_LONG) return end;
    if (end === start) return false;
    const word = window.text(start, end);
    const next = window.byteAt(end);
    if (typeOf(word) !== null) return isBlank(next) || next === NEWLINE || next === END;
    if (!isTtl(word) && classOf(word) !== 'IN') return false;
    if (!isBlank(next)) return false;
  }
}

/** Where the run of bytes that are neither blanks, newlines, specials nor backslashes ends; or MORE, or TOO_LONG. */
function wordEnd(window: RecordWindow, start: number): number {
  for (let at = start; ; at += 1) {
    const byte = window.byteAt(at);
    if (byte === MORE || byte === TOO_LONG) return byte;
    if (endsToken(byte) || byte === BACKSLASH) return at;
  }
}

function blanksEnd(window: RecordWindow, start: number): number {
  let at = start;
  while (isBlank(window.byteAt(at))) at += 1;
  return at;
}
