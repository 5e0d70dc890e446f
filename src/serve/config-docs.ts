// config-docs: docs/configuration.md out of the schema: every key with its meaning, unit and default.
import type { TSchema } from '@sinclair/typebox';
import { ConfigSchema, TARGETS } from './config-schema.js';

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
}

const HEAD = `# The configuration file

\`zonesieve serve --config FILE\` reads one YAML file. Every key may be left out. \`--check\` reads it, the lists and the store, and ends; it makes nothing.
A key that nobody knows is refused, with its line and the nearest one that there is. Paths count from the folder of the file. Keys that end in \`Ms\` are
milliseconds, those that end in \`Bytes\` bytes. Secrets never stand in it: \`{env: NAME}\` or \`{file: PATH}\`, and a file that others can read is refused.

This page is made from the schema: \`npx vitest run test/serve/config.test.ts -u\`.
`;

export function configDocs(): string {
  const targets = Object.entries(TARGETS).map(
    ([type, schema]) => `\n## A target of type \`${type}\`\n\n${table(rowsOf(plain(schema), ''))}`,
  );
  return [HEAD, '\n', table(rowsOf(plain(ConfigSchema), '')), ...targets].join('');
}

function plain(schema: TSchema): Schema {
  return schema;
}

function rowsOf(schema: Schema, under: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, part]) => {
    if ('const' in part) return [];
    const path = `${under}${key}`;
    const inner = part.type === 'array' && part.items?.properties !== undefined ? part.items : part;
    const isRequired = schema.required?.includes(key) === true;
    const own = [`\`${path}\``, typeOf(part), part.description ?? '', defaultOf(part, isRequired)];
    const suffix = inner === part ? '.' : '[].';
    return inner.properties === undefined ? [own] : [own, ...rowsOf(inner, `${path}${suffix}`)];
  });
}

function typeOf({ type, items, anyOf, minimum, maximum }: Schema): string {
  if (type === 'array') return `list of ${items === undefined ? 'anything' : pluralOf(items)}`;
  if (anyOf !== undefined) return isOfWords(anyOf) ? `one of ${wordsOf(anyOf)}` : 'keys and values';
  const bounds = [minimum === undefined ? [] : [`from ${minimum}`], maximum === undefined ? [] : [`to ${maximum}`]];
  return [KINDS[type ?? '']?.[0] ?? '', ...bounds.flat()].join(' ');
}

function pluralOf({ type, anyOf }: Schema): string {
  if (anyOf === undefined) return KINDS[type ?? '']?.[1] ?? 'values';
  return isOfWords(anyOf) ? wordsOf(anyOf) : 'keys and values, by `type`';
}

function isOfWords(parts: readonly Schema[]): boolean {
  return parts.every((part) => part.const !== undefined);
}

function wordsOf(words: readonly Schema[]): string {
  return words.map(({ const: word }) => `\`${String(word)}\``).join(', ');
}

/** One, and more of them. */
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  string: ['text', 'texts'],
  integer: ['whole number', 'whole numbers'],
  number: ['number', 'numbers'],
  boolean: ['true or false', 'true or false'],
  object: ['keys and values', 'keys and values'],
};

function defaultOf({ default: standard }: Schema, isRequired: boolean): string {
  if (standard === undefined) return isRequired ? 'needed' : 'none';
  if (typeof standard === 'object') return Array.isArray(standard) ? 'none' : '';
  return `\`${JSON.stringify(standard).replaceAll('"', '')}\``;
}

function table(rows: readonly string[][]): string {
  const lines = [['key', 'type', 'meaning', 'default'], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`).join('');
}
