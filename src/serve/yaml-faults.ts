// yaml-faults: what the YAML parser says, by its code alone: its messages quote the text.
import type { ErrorCode } from 'yaml';

const WORDS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias has an anchor or a tag',
  BAD_ALIAS: 'an alias has no name, or a wrong one',
  BAD_COLLECTION_TYPE: 'a tag is of another kind of collection',
  BAD_DIRECTIVE: 'a line that begins with % is no directive',
  BAD_DQ_ESCAPE: 'text in double quotes has a backslash escape that is none: use single quotes',
  BAD_INDENT: 'a bracket is not closed, or this is indented otherwise than what it belongs to',
  BAD_PROP_ORDER: 'an anchor or a tag stands where it must not',
  BAD_SCALAR_START: 'text begins with a character that must be quoted',
  BLOCK_AS_IMPLICIT_KEY: 'a key stands where a value is expected: begin a line, or put the value in quotes',
  BLOCK_IN_FLOW: 'lines stand where { } or [ ] are open',
  DUPLICATE_KEY: 'this key stands twice',
  IMPOSSIBLE: 'this cannot be read',
  KEY_OVER_1024_CHARS: 'a key is too long',
  MISSING_CHAR: 'a bracket, a quote, a comma, a colon or a space is missing before this',
  MULTILINE_IMPLICIT_KEY: 'a key goes over lines: is a quote or a colon missing?',
  MULTIPLE_ANCHORS: 'there is more than one anchor',
  MULTIPLE_DOCS: 'a second document begins (---); expected one',
  MULTIPLE_TAGS: 'there is more than one tag',
  NON_STRING_KEY: 'a key is no text',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
  TAB_AS_INDENT: 'a tab indents: use spaces',
  TAG_RESOLVE_FAILED: 'a tag is not known',
  UNEXPECTED_TOKEN: 'something stands here that must not: is a bracket too many, or a quote missing?',
};

export function yamlFault(code: ErrorCode): string {
  return WORDS[code] ?? 'this cannot be read';
}
