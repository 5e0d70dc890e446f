// phrases: texts that are a known phrase, or begin with one.

/** `(Redacted - for  privacy.)` is the phrase `redacted for privacy`: case and what stands between words do not count. */
export class Phrases {
  private readonly pattern: RegExp;
  /** By the first two letters, and by the first three: most text begins as no phrase does, and needs no closer look. */
  private readonly beginsWithTwo = new Uint8Array(LETTERS ** 2);
  private readonly beginsWithThree = new Uint8Array(LETTERS ** 3);
  /** V8 compiles the pattern when it is first asked, which takes 30 ms: names such as Priya never ask it. */
  private readonly firstWords = new Set<string>();

  constructor(phrases: readonly (readonly [phrase: string, whole: boolean])[]) {
    const patterns = phrases.map(([phrase, whole]) => {
      const words = phrase.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      this.begin(words[0] ?? '');
      return words.join(BETWEEN_WORDS) + (whole ? `${NO_WORD}{0,8}$` : `(?!${WORD})`);
    });
    this.pattern = patterns.length === 0 ? /(?!)/ : new RegExp(`^${NO_WORD}{0,8}(?:${patterns.join('|')})`, 'i');
  }

  test(text: string): boolean {
    return this.mayBegin(text) && this.pattern.test(text);
  }

  /** Text that does not begin with letters of ASCII may. */
  private mayBegin(text: string): boolean {
    const first = letterAt(text, 0);
    const second = letterAt(text, 1);
    if (first === -1 || second === -1) return true;
    const two = first * LETTERS + second;
    const third = letterAt(text, 2);
    const begins = third === -1 ? this.beginsWithTwo[two] : this.beginsWithThree[two * LETTERS + third];
    return begins === 1 && this.mayHaveFirstWord(text);
  }

  /** Letters that are not of ASCII may go on with a word. */
  private mayHaveFirstWord(text: string): boolean {
    let end = 0;
    while (isOfWord(text.charCodeAt(end))) end++;
    return text.charCodeAt(end) > LAST_OF_ASCII || this.firstWords.has(text.slice(0, end).toLowerCase());
  }

  private begin(word: string): void {
    this.firstWords.add(word);
    const [first, second, third] = [letterAt(word, 0), letterAt(word, 1), letterAt(word, 2)];
    if (first === -1 || second === -1) return;
    this.beginsWithTwo[first * LETTERS + second] = 1;
    if (third !== -1) this.beginsWithThree[(first * LETTERS + second) * LETTERS + third] = 1;
  }
}

const LETTERS = 26;
const LAST_OF_ASCII = 0x7f;

/** A letter or digit of ASCII. */
function isOfWord(code: number): boolean {
  const letter = code | 0x20;
  return (letter >= 97 && letter <= 122) || (code >= 48 && code <= 57);
}

/** -1 where there is no letter of ASCII. */
function letterAt(text: string, at: number): number {
  const letter = (text.charCodeAt(at) | 0x20) - 97;
  return letter >= 0 && letter < LETTERS ? letter : -1;
}

/** Anything but ASCII letters and digits separates, so that accented letters may stand in a phrase but end no word. */
const WORD = '[a-z0-9\\u00c0-\\u024f]';
const NO_WORD = '[^a-z0-9\\u00c0-\\u024f]';
const BETWEEN_WORDS = `${NO_WORD}{1,4}`;
