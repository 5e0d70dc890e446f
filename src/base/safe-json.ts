// safe-json: JSON and text in which no character is left that a terminal or a reader of lines would act on.

/** Control, bidi and line characters, and halves of surrogate pairs: registrants and zone files are hostile. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** JSON that says the same, with such characters escaped. */
export function safeJson(value: unknown): string {
  const escaped = (character: string): string =>
    Array.from({ length: character.length }, (_, at) => `\\u${hex4(character.charCodeAt(at))}`).join('');
  return JSON.stringify(value).replace(UNSAFE, escaped);
}

/** For people: such characters are written out. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

function hex4(unit: number): string {
  return unit.toString(16).padStart(4, '0');
}
