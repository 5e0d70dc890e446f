// re2-lines: rewrites a pattern so that one pass over newline-joined names finds just the names that it matches one by one.
import { compilePattern } from './compile-pattern.js';
import { ANY_BUT_NEWLINE, classWithoutNewline, pointWithoutNewline, setWithoutNewline } from './re2-sets.js';
import type { Re2Token } from './re2-tokens.js';
import { re2Tokens, UnknownSyntax } from './re2-tokens.js';

/**
 * `line` carries its own flags and has no captures, so lines are joined with `|` as they are.
 *
 * No match of `line` has a newline in it, so each lies in one name: that of its first byte, or for an empty match at a
 * newline the name which that newline ends. Go on at the next name's first byte; a name has at most one hit of a pass.
 */
export type LinePattern = { readonly line: string } | { readonly perName: true; readonly why: string };

/** Names must have no newline in them; then a pattern matches one exactly where its line form matches in the name's line. */
export function toLinePattern(pattern: string): LinePattern {
  const compiled = compilePattern(pattern);
  if ('refused' in compiled) return perName(`RE2 refuses the pattern: ${compiled.refused}`);
  try {
    return checked(`(?m:${re2Tokens(compiled.re.internalSource).map(writeToken).join('')})`);
  } catch (error) {
    if (error instanceof UnknownSyntax) return perName(error.message);
    throw error;
  }
}

/** The line form may be longer, and RE2 has limits. */
function checked(line: string): LinePattern {
  const compiled = compilePattern(line);
  return 'refused' in compiled ? perName(`RE2 refuses the line form: ${compiled.refused}`) : { line };
}

function perName(why: string): LinePattern {
  return { perName: true, why };
}

function writeToken(token: Re2Token): string {
  switch (token.kind) {
    case 'point':
      return pointWithoutNewline(token);
    case 'set':
      return setWithoutNewline(token);
    case 'class':
      return classWithoutNewline(token.items, token.negated);
    case 'dot':
      return ANY_BUT_NEWLINE;
    // A name's ends are its line's ends, whatever `m` was: it has no other line.
    case 'begin':
      return '^';
    case 'end':
      return '$';
    case 'verbatim':
      return token.text;
    case 'open':
      return `(?${lineFlags(token.flags)}:`;
    case 'flags':
      // Never nothing: `a+(?s)?` must not become `a+?`.
      return `(?${lineFlags(token.flags) || 'm'})`;
  }
}

/** Without `s` and `m`: dots and anchors are rewritten, and `m` must stay on. */
function lineFlags(flags: string): string {
  return flags.replace(/[sm]/g, '').replace(/-$/, '');
}
