// required-literals: a pattern → strings of which every text that it matches holds one, so that other texts need not be asked.
//
// After Russ Cox, "Regular Expression Matching with a Trigram Index" (2012): of each part of a pattern either all the
// strings that it matches are known (`exact`), or what any of them holds (`need`), or nothing.
import RE2 from 're2';
import type { GramText } from '../base/grams.js';
import { expectedOf, foldedCharacter, rarestGram, TEXT_END } from '../base/grams.js';
import { PATTERN_FLAGS } from '../base/joined-patterns.js';
import { compilePattern } from './compile-pattern.js';
import { classWithoutNewline } from './re2-sets.js';
import type { Re2Token } from './re2-tokens.js';
import { re2Tokens, UnknownSyntax } from './re2-tokens.js';

const MOST_STRINGS = 64;
const MOST_COPIES = 8;
/** Classes of more kinds of characters are taken for any character. */
const MOST_OF_CLASS = 4;
/** A pattern whose literals may be at more places than this is better asked of every text. */
const MOST_EXPECTED = 0.01;

interface Need {
  readonly literals: readonly string[];
  /** At what share of the places in ordinary labels the rarest gram of one of them is. */
  readonly expected: number;
}

interface Part {
  /** Every string that it may match, folded. A TEXT_END in it is no character but an end of the text. */
  readonly exact: readonly string[] | null;
  readonly need: Need | null;
}

const ANYTHING: Part = { exact: null, need: null };
const NOTHING: Part = { exact: [''], need: null };

/** Folded (grams.ts); null when there are none, or they are too common. Holds for ASCII texts. */
export function requiredLiterals(pattern: string, subject: GramText): readonly string[] | null {
  const compiled = compilePattern(pattern);
  if ('refused' in compiled) return null;
  try {
    const part = new Parser(re2Tokens(compiled.re.internalSource), subject).pattern();
    const need = part.need ?? needOf(part.exact, subject);
    return need !== null && need.expected <= MOST_EXPECTED ? [...new Set(need.literals)] : null;
  } catch (error) {
    if (error instanceof UnknownSyntax) return null;
    throw error;
  }
}

class Parser {
  private at = 0;

  constructor(
    private readonly tokens: readonly Re2Token[],
    private readonly subject: GramText,
  ) {}

  pattern(): Part {
    const part = this.alternatives();
    if (this.at < this.tokens.length) throw new UnknownSyntax('a parenthesis that closes nothing');
    return part;
  }

  private alternatives(): Part {
    const parts = [this.sequence()];
    while (this.takeVerbatim('|')) parts.push(this.sequence());
    return eitherOf(parts, this.subject);
  }

  private sequence(): Part {
    const parts: Part[] = [];
    let last: Part[] = [];
    for (let token = this.tokens[this.at]; token !== undefined && !isEnd(token); token = this.tokens[this.at]) {
      this.at++;
      if (token.kind === 'flags') continue;
      if (token.kind === 'verbatim' && !token.text.startsWith('\\'))
        last = [...repeated(inSequence(last, this.subject), token.text)];
      else {
        parts.push(...last);
        last = [token.kind === 'open' ? this.group() : partOf(token)];
      }
    }
    return inSequence([...parts, ...last], this.subject);
  }

  private group(): Part {
    const part = this.alternatives();
    if (!this.takeVerbatim(')')) throw new UnknownSyntax('a group that does not end');
    return part;
  }

  private takeVerbatim(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'verbatim' || token.text !== text) return false;
    this.at++;
    return true;
  }
}

function isEnd(token: Re2Token): boolean {
  return token.kind === 'verbatim' && (token.text === '|' || token.text === ')');
}

function partOf(token: Re2Token): Part {
  switch (token.kind) {
    case 'point':
      return token.point < 0x80 ? { exact: [foldedCharacter(String.fromCharCode(token.point))], need: null } : ANYTHING;
    case 'class':
      return classPart(classWithoutNewline(token.items, token.negated));
    case 'set':
      return classPart(classWithoutNewline([token], false));
    case 'begin':
    case 'end':
      return { exact: [TEXT_END], need: null };
    case 'verbatim':
      return NOTHING;
    default:
      return ANYTHING;
  }
}

const classes = new Map<string, Part>();

function classPart(text: string): Part {
  const part = classes.get(text) ?? askedClassPart(text);
  classes.set(text, part);
  return part;
}

/** RE2 itself is asked what is in a class, in both cases. */
function askedClassPart(text: string): Part {
  const pattern = new RE2(`${text}|(?i:${text})`, PATTERN_FLAGS);
  const characters = Array.from({ length: 0x80 }, (_, point) => String.fromCharCode(point));
  const members = new Set(characters.filter((character) => pattern.test(character)).map(foldedCharacter));
  return members.size === 0 || members.size > MOST_OF_CLASS ? ANYTHING : { exact: [...members], need: null };
}

/** What a part that is repeated comes to, as parts in a row. */
function repeated(part: Part, repetition: string): Part[] {
  const { least, most } = timesOf(repetition);
  if (least === 0) {
    if (most === 0) return [NOTHING];
    return [most === 1 && part.exact !== null ? { exact: [...new Set(['', ...part.exact])], need: null } : ANYTHING];
  }
  const copies = Array.from({ length: Math.min(least, MOST_COPIES) }, () => part);
  return copies.length === most ? copies : [...copies, ANYTHING];
}

function timesOf(repetition: string): { readonly least: number; readonly most: number } {
  const counted = /^\{([0-9]+)(,?)([0-9]*)\}/.exec(repetition);
  if (counted !== null) {
    const least = Number(counted[1]);
    return { least, most: counted[2] === '' ? least : counted[3] === '' ? Infinity : Number(counted[3]) };
  }
  const kind = repetition[0];
  return { least: kind === '+' ? 1 : 0, most: kind === '?' ? 1 : Infinity };
}

function eitherOf(parts: readonly Part[], subject: GramText): Part {
  if (parts.length === 1) return parts[0]!;
  const strings = parts.flatMap(({ exact }) => exact ?? []);
  if (parts.every(({ exact }) => exact !== null) && strings.length <= MOST_STRINGS) {
    return { exact: [...new Set(strings)], need: null };
  }
  const needs = parts.map(({ exact, need }) => need ?? needOf(exact, subject));
  return { exact: null, need: needs.some((need) => need === null) ? null : allOf(needs as Need[]) };
}

function allOf(needs: readonly Need[]): Need {
  return {
    literals: needs.flatMap(({ literals }) => literals),
    expected: needs.reduce((sum, { expected }) => sum + expected, 0),
  };
}

/** Strings are joined as long as they are few; of each run of them, and of the other parts, the rarest need counts. */
function inSequence(parts: readonly Part[], subject: GramText): Part {
  let run: readonly string[] = [''];
  let best: Need | null = null;
  let isWhole = true;
  for (const { exact, need } of parts) {
    if (exact !== null && run.length * exact.length <= MOST_STRINGS) {
      run = product(run, exact);
      continue;
    }
    isWhole = false;
    best = rarer(rarer(best, needOf(run, subject)), need ?? needOf(exact, subject));
    run = exact ?? [''];
  }
  return isWhole ? { exact: run, need: null } : { exact: null, need: rarer(best, needOf(run, subject)) };
}

/** An end that is asked for twice at one place is there once. */
function product(before: readonly string[], after: readonly string[]): string[] {
  return [...new Set(before.flatMap((head) => after.map((tail) => (head + tail).replace(/\n+/g, TEXT_END))))];
}

function rarer(one: Need | null, other: Need | null): Need | null {
  if (one === null || other === null) return one ?? other;
  return other.expected < one.expected ? other : one;
}

/** Null when one of the strings has no gram. */
function needOf(strings: readonly string[] | null, subject: GramText): Need | null {
  if (strings === null) return null;
  const grams = strings.map((text) => rarestGram(text, subject));
  if (grams.includes(null)) return null;
  return { literals: strings, expected: grams.reduce((sum, gram) => sum + expectedOf(gram!), 0) };
}
