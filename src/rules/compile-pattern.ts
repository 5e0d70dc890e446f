// compile-pattern: the one place that makes a pattern of a list into an RE2, or says why RE2 refuses it.
import RE2 from 're2';
import { PATTERN_FLAGS } from '../base/joined-patterns.js';
import { unsupportedSyntax } from './unsupported-syntax.js';

export type CompiledPattern = ReturnType<typeof compile>;

export function compilePattern(pattern: string): { readonly re: CompiledPattern } | { readonly refused: string } {
  try {
    return { re: compile(pattern) };
  } catch (error) {
    const { message } = error as Error;
    return { refused: unsupportedSyntax(pattern, message) ?? withoutQuote(message) };
  }
}

/** RE2 says `missing ): (ab`: behind the colon stands the pattern, and an error may reach a log. */
function withoutQuote(message: string): string {
  return message.replace(/: .*$/s, '');
}

function compile(pattern: string) {
  return new RE2(pattern, PATTERN_FLAGS);
}
