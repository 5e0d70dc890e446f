// copied-marks: text without the invisible marks that telephones and web pages leave around what is copied from them.

/** Any format character but the right-to-left override, which no copying leaves. */
const MARK = /^(?!\u202e)\p{Cf}$/u;

/** Blanks and marks at both ends go; within text they stay. */
export function withoutMarks(text: string): string {
  if (text === '' || (isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1)))) return text;
  let start = 0;
  let end = text.length;
  while (start < end && isAround(text[start]!)) start++;
  while (end > start && isAround(text[end - 1]!)) end--;
  return text.slice(start, end);
}

/** Printed ASCII: neither a blank nor a mark. */
export function isInk(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

function isAround(character: string): boolean {
  return MARK.test(character) || character.trim() === '';
}
