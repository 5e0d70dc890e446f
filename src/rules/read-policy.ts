// read-policy: the policy file: the shipped policy with the keys that a file sets put over it; each is checked.
import { createHash } from 'node:crypto';
import { SieveError } from '../base/errors.js';
import type { Bursts, NamedPolicy, Policy } from '../base/policy.js';
import { HOLD_RULES } from '../base/policy.js';
import { readListText } from './list-text.js';

const SEVERITIES = ['manifest', 'weak', 'note', 'off'];

/** Findings of patterns, whose lists may be given another time. */
const PATTERN_CHECK = /^pattern\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

type Check = (value: unknown) => string | null;

const share: Check = (value) => (isNumber(value) && value >= 0 && value <= 1 ? null : 'a number from 0 to 1');
const whole: Check = (value) =>
  Number.isSafeInteger(value) && (value as number) >= 1 ? null : 'a whole number of at least 1';
const positive: Check = (value) => (isNumber(value) && value > 0 ? null : 'a number above 0');
const text: Check = (value) => (typeof value === 'string' && value !== '' ? null : 'a text');
const holds: Check = (value) =>
  Array.isArray(value) && value.every((rule) => HOLD_RULES.some((known) => known === rule))
    ? null
    : `a list of ${HOLD_RULES.join(', ')}`;
const severities: Check = (value) =>
  isObject(value) && Object.values(value).every((severity) => SEVERITIES.includes(severity as string))
    ? null
    : `an object from check id to ${SEVERITIES.join(', ')}`;

const BURST_KEYS: Readonly<Record<keyof Bursts, Readonly<Record<string, Check>>>> = {
  contact: { windowHours: positive, names: whole },
  email: { windowHours: positive, names: whole },
  phone: { windowHours: positive, names: whole },
  mailDomain: { windowHours: positive, names: whole },
  registrar: { names: whole, timesUsual: positive },
};

const KEYS: Readonly<Record<Exclude<keyof Policy, 'bursts'>, Check>> = {
  name: text,
  lookalikeVerifiesAt: share,
  variantVerifiesAt: share,
  patternVerifiesAt: share,
  weakFields: whole,
  checks: severities,
  hold: holds,
};

/** Reads `files` one over the other; the first must set every key. `knownChecks` are the ids that a policy may name. */
export function readPolicy(files: readonly string[], knownChecks: readonly string[]): NamedPolicy {
  const policy = files.map((file) => readOne(file, knownChecks)).reduce(putOver) as Policy;
  const version = `po-${createHash('sha256').update(canonical(policy)).digest('hex').slice(0, 12)}`;
  return { ...policy, version };
}

function readOne(file: string, knownChecks: readonly string[]): Partial<Policy> {
  const value = parsed(file);
  for (const [key, part] of Object.entries(value)) {
    if (key === 'bursts') requireBursts(part, file);
    else requireKey(KEYS, key, part, key, file);
  }
  const checks = value['checks'];
  for (const id of isObject(checks) ? Object.keys(checks) : []) {
    if (!knownChecks.includes(id) && !PATTERN_CHECK.test(id))
      throw refused(file, 'checks', 'ids of checks (docs/checks.md lists them)');
  }
  return value;
}

function parsed(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(readListText(file));
  } catch (cause) {
    if (cause instanceof SieveError) throw cause;
    // Without what JSON.parse says, which quotes the text.
    throw new SieveError('POLICY_NOT_JSON', 'expected JSON', { file });
  }
  if (!isObject(value)) throw new SieveError('POLICY_NOT_JSON', 'expected a JSON object', { file });
  return value;
}

function requireBursts(value: unknown, file: string): void {
  if (!isObject(value)) throw refused(file, 'bursts', 'an object');
  for (const [kind, limit] of Object.entries(value)) {
    const keys = Object.hasOwn(BURST_KEYS, kind) ? BURST_KEYS[kind as keyof Bursts] : null;
    if (keys === null) throw refused(file, 'bursts', `only ${Object.keys(BURST_KEYS).join(', ')}`);
    if (!isObject(limit)) throw refused(file, `bursts.${kind}`, 'an object');
    for (const [key, part] of Object.entries(limit)) requireKey(keys, key, part, `bursts.${kind}.${key}`, file);
  }
}

function requireKey(
  checks: Readonly<Record<string, Check>>,
  key: string,
  value: unknown,
  path: string,
  file: string,
): void {
  const check = Object.hasOwn(checks, key) ? checks[key]! : null;
  if (check === null) throw refused(file, parentOf(path), `only ${Object.keys(checks).join(', ')}`);
  const expected = check(value);
  if (expected !== null) throw refused(file, path, expected);
}

/** An unknown key is not said: a list that is taken for a policy has its strings there. */
function parentOf(path: string): string {
  return path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : 'its keys';
}

function refused(file: string, path: string, expected: string): SieveError {
  return new SieveError('POLICY_REFUSED', `at ${path}: expected ${expected}`, { file });
}

function putOver(under: Partial<Policy>, over: Partial<Policy>): Partial<Policy> {
  const bursts: Record<string, object> = { ...under.bursts };
  const limits: Readonly<Record<string, object>> = { ...over.bursts };
  for (const [kind, limit] of Object.entries(limits)) bursts[kind] = { ...bursts[kind], ...limit };
  return { ...under, ...over, checks: { ...under.checks, ...over.checks }, bursts: bursts as unknown as Bursts };
}

/** The same text whatever the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown): unknown => {
    if (!isObject(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
