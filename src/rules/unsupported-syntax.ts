// unsupported-syntax: RE2's complaint about a pattern → the look-around or back-reference that it is about, and where; null when it is about another thing.

/** What comes between is passed over whole: quoted text, escapes, octal numbers, classes. */
const TOKEN =
  /\\Q.*?(?:\\E|$)|\\(?:[1-7][0-7]{1,2}|.)|\[\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*(?:\]|$)|\(\?(?:<?[=!]|P=)?|./gsu;
const LOOK_AROUND = /^\(\?<?[=!]$/;
const BACK_REFERENCE = /^(?:\\[1-9gk]|\(\?P=)$/;

/** `complaint` as RE2 says it: `invalid perl operator: (?=`. */
export function unsupportedSyntax(pattern: string, complaint: string): string | null {
  const [, blamed] = /^invalid (?:perl operator|escape sequence): (.+)$/s.exec(complaint) ?? [];
  if (blamed === undefined) return null;
  for (const { 0: token, index } of pattern.matchAll(TOKEN)) {
    const name = nameOf(token);
    // Of `(?P=name)` RE2 blames `(?P`.
    if (name === null || (token !== blamed && token !== `${blamed}=`)) continue;
    return `it does not support ${name}: ${token} at character ${[...pattern.slice(0, index)].length + 1}`;
  }
  return null;
}

function nameOf(token: string): string | null {
  if (LOOK_AROUND.test(token)) return 'look-around';
  return BACK_REFERENCE.test(token) ? 'back-references' : null;
}
