// read-config: the configuration file, checked against its schema; what is wrong is told by line and column.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { ValueError } from '@sinclair/typebox/errors';
import { ValueErrorType } from '@sinclair/typebox/errors';
import type { Document } from 'yaml';
import { isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { isUrl } from '../base/database-url.js';
import type { Place } from '../base/errors.js';
import { SieveError } from '../base/errors.js';
import { nearestWord } from '../base/nearest.js';
import type { TargetConfig } from '../base/trigger.js';
import { DEFAULT_TARGET } from '../base/trigger.js';
import type { BrokerSettings } from './broker-config.js';
import { defaultTargetFile } from './config-files.js';
import type { Config } from './config-schema.js';
import { ConfigSchema, TARGETS } from './config-schema.js';
import { nonsenseOf } from './config-sense.js';
import type { SecretSource } from './secrets.js';
import { secretOf, signingSecretOf } from './secrets.js';
import { yamlFault } from './yaml-faults.js';

/** All keys, with the defaults of those that the file does not set, and paths as they are to be opened. */
export function readConfig(file: string): Config {
  return configOf(textOf(file), file);
}

/** What is in force without a file. */
export function defaultConfig(): Config {
  return Value.Default(ConfigSchema, {}) as Config;
}

/** Paths count from the folder of `file`. */
export function configOf(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  refuseOddYaml(document, place);
  const written: unknown = document.toJS() ?? {};
  const config = withDefaults(written) as Config;
  const fault = firstFault(ConfigSchema, config);
  if (fault !== null) throw refused(fault, (path) => place(offsetOf(document, path)));
  const resolved = withPlaces(withPaths(config, dirname(file)), (path) => place(offsetOf(document, path)));
  const nonsense = nonsenseOf(resolved, file);
  if (nonsense !== null)
    throw new SieveError('CONFIG_REFUSED', nonsense.message, place(offsetOf(document, nonsense.path)));
  return resolved;
}

/** With their secrets. Without any, a file beside the store. */
export function targetsOf(config: Config, env: NodeJS.ProcessEnv): TargetConfig[] {
  const { triggers } = config;
  if (triggers.targets.length === 0) return [{ ...DEFAULT_TARGET, path: defaultTargetFile(config) }];
  const resolved = (source: SecretSource) => secretOf(source, env);
  return triggers.targets.map((target) => {
    if (target.type === 'webhook') return { ...target, secret: signingSecretOf(target.secret, env) };
    if (target.type === 'nats') return { ...target, ...(target.token && { token: resolved(target.token) }) };
    return target;
  }) as TargetConfig[];
}

/** With the text of its credentials; null without a broker. */
export function brokerOf({ broker }: Config, env: NodeJS.ProcessEnv): BrokerSettings | null {
  if (broker === undefined) return null;
  const { credentials, ...others } = broker;
  return { ...others, ...(credentials && { credentials: secretOf(credentials, env) }) };
}

/** Without what the parser says, which quotes the text. Aliases make much of little, tags something else than stands there. */
function refuseOddYaml(document: Document.Parsed, place: (offset: number) => Place): void {
  const broken = document.errors[0];
  if (broken !== undefined) {
    const message = `expected YAML, but ${yamlFault(broken.code)}`;
    throw new SieveError('CONFIG_NOT_YAML', message, place(broken.pos[0]));
  }
  const odd = document.warnings[0];
  if (odd !== undefined) throw new SieveError('CONFIG_NOT_YAML', 'expected YAML without tags', place(odd.pos[0]));
  visit(document, {
    Pair: (_key, { key }) => {
      // As a key of an object it would be none of its own, and nobody would find it.
      if (!isScalar(key) || key.value !== '__proto__') return;
      throw new SieveError('CONFIG_UNKNOWN_KEY', 'there is no such key', place(key.range?.[0] ?? 0));
    },
    Alias: (_key, { range }) => {
      throw new SieveError('CONFIG_NOT_YAML', 'expected the value itself, not an alias', place(range?.[0] ?? 0));
    },
  });
}

function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (cause) {
    if (cause instanceof TypeError && (cause as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      throw new SieveError('CONFIG_NOT_YAML', 'expected UTF-8', { file }, { cause });
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SieveError('CONFIG_UNREADABLE', `the configuration cannot be read (${reason})`, { file }, { cause });
  }
}

/** Of each target by its own type: a union has no defaults. */
function withDefaults(written: unknown): unknown {
  const config = Value.Default(ConfigSchema, written) as { triggers?: { targets?: unknown } } | null;
  const targets = config?.triggers?.targets;
  if (Array.isArray(targets)) {
    for (const target of targets) {
      const schema = targetSchema(target);
      if (schema !== null) Value.Default(schema, target);
    }
  }
  return config;
}

function targetSchema(target: unknown): TSchema | null {
  const type = (target as { type?: unknown } | null)?.type;
  return typeof type === 'string' && Object.hasOwn(TARGETS, type) ? TARGETS[type as keyof typeof TARGETS] : null;
}

interface Fault {
  readonly path: readonly string[];
  readonly error: ValueError;
}

function firstFault(schema: TSchema, value: unknown, under: readonly string[] = []): Fault | null {
  // A key that nobody knows says more than what is missing for it.
  const errors = [...Value.Errors(schema, value)];
  const error = errors.find(({ type }) => type === ValueErrorType.ObjectAdditionalProperties) ?? errors[0];
  if (error === undefined) return null;
  const path = [...under, ...error.path.split('/').slice(1).map(unescaped)];
  if (!isOfTargets(error)) return { path, error };
  const narrower = targetSchema(error.value);
  return (narrower && firstFault(narrower, error.value, path)) ?? { path: [...path, 'type'], error };
}

function isOfTargets({ type, schema }: ValueError): boolean {
  return type === ValueErrorType.Union && (schema as SchemaParts).anyOf?.some(kindOf) === true;
}

function kindOf({ properties }: SchemaParts): string | undefined {
  return properties?.type?.const;
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function refused({ path, error }: Fault, placeOf: (path: readonly string[]) => Place): SieveError {
  const key = path.join('.');
  if (error.type === ValueErrorType.ObjectAdditionalProperties) {
    const known = Object.keys((error.schema as { properties?: object }).properties ?? {});
    const near = nearestWord(path.at(-1)!, known);
    const hint = near === null ? `expected one of ${known.join(', ')}` : `did you mean ${near}?`;
    return new SieveError('CONFIG_UNKNOWN_KEY', `there is no such key; ${hint}`, placeOf(path));
  }
  const what = key === '' ? 'the file' : key;
  return new SieveError('CONFIG_REFUSED', `at ${what}: expected ${expectedBy(error)}`, placeOf(path));
}

interface SchemaParts {
  readonly anyOf?: readonly SchemaParts[];
  readonly const?: string;
  readonly properties?: { readonly type?: SchemaParts };
  readonly items?: SchemaParts;
  readonly description?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

function expectedBy({ schema, type, message }: ValueError): string {
  const parts = schema as SchemaParts;
  const { anyOf, description, pattern } = parts;
  if (type === ValueErrorType.ObjectRequiredProperty) return `this key: ${description ?? 'it is required'}`;
  if (type === ValueErrorType.StringMinLength) return 'text that is not empty';
  if (type === ValueErrorType.ArrayMinItems) return `at least one${among(parts)}`;
  const words = wordsOf(parts);
  if (words.length > 0) return `one of ${words.join(', ')}`;
  if (pattern !== undefined) return `text that matches ${pattern}`;
  const kind = KINDS[String(schema['type'])] ?? (anyOf === undefined ? message : (description ?? 'another value'));
  return `${kind}${rangeOf(parts)}`;
}

function among({ items, description }: SchemaParts): string {
  const words = items === undefined ? [] : wordsOf(items);
  return words.length > 0 ? ` of ${words.join(', ')}` : `: ${description ?? 'the list is empty'}`;
}

/** Of a union of words, or of targets by their `type`. */
function wordsOf({ anyOf }: SchemaParts): string[] {
  return anyOf?.flatMap((part) => part.const ?? kindOf(part) ?? []) ?? [];
}

function rangeOf({ minimum, maximum }: SchemaParts): string {
  return `${minimum === undefined ? '' : ` from ${minimum}`}${maximum === undefined ? '' : ` to ${maximum}`}`;
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
};

/** Where the key stands, else where the nearest one around it does. */
function offsetOf(document: Document, path: readonly string[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    const name = path[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => String(key) === name);
      const range = (pair?.key as { range?: readonly number[] } | undefined)?.range;
      if (range !== undefined) return range[0]!;
    }
    const node = document.getIn(path.slice(0, depth), true) as { range?: readonly number[] } | undefined;
    if (node?.range !== undefined) return node.range[0]!;
  }
  return document.contents?.range?.[0] ?? 0;
}

function withPaths(config: Config, folder: string): Config {
  const at = (path: string) => resolve(folder, path);
  const { lists, triggers } = config;
  return {
    ...config,
    store: isUrl(config.store) ? config.store : at(config.store),
    lists: {
      hopping: lists.hopping.map(at),
      brands: lists.brands.map(at),
      patterns: lists.patterns.map(at),
      allow: lists.allow.map(at),
    },
    triggers: { targets: triggers.targets.map((target) => withTargetPaths(target, at)) },
    ...(config.broker === undefined ? {} : { broker: withCredentialsPath(config.broker, at) }),
    ...(config.ruleset === undefined ? {} : { ruleset: at(config.ruleset) }),
    ...(config.checkLists === undefined ? {} : { checkLists: at(config.checkLists) }),
    ...(config.policy === undefined ? {} : { policy: at(config.policy) }),
  };
}

function withCredentialsPath(
  broker: NonNullable<Config['broker']>,
  at: (path: string) => string,
): NonNullable<Config['broker']> {
  return { ...broker, ...(broker.credentials && { credentials: { file: at(broker.credentials.file) } }) };
}

type Target = Config['triggers']['targets'][number];

function withTargetPaths(target: Target, at: (path: string) => string): Target {
  const secret = (source: SecretSource): SecretSource => ('file' in source ? { file: at(source.file) } : source);
  if (target.type === 'file') return { ...target, path: at(target.path) };
  if (target.type === 'webhook') return { ...target, secret: secret(target.secret) };
  return { ...target, ...(target.token && { token: secret(target.token) }) };
}

/** A secret that is not there is told where it is named. */
function withPlaces(config: Config, placeOf: (path: readonly string[]) => Place): Config {
  const placed = (target: number, key: string, source: SecretSource): SecretSource =>
    'env' in source ? { ...source, place: placeOf(['triggers', 'targets', String(target), key, 'env']) } : source;
  const targets = config.triggers.targets.map((target, at): Target => {
    if (target.type === 'webhook') return { ...target, secret: placed(at, 'secret', target.secret) };
    if (target.type === 'nats' && target.token) return { ...target, token: placed(at, 'token', target.token) };
    return target;
  });
  return { ...config, triggers: { targets } };
}
