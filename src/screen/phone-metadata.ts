// phone-metadata: reads `+32.470123456` and `+32470123456` (RFC 5733) with the numbering plans of libphonenumber-js, each compiled once; agrees with the library exactly.
import type { CountryCode } from 'libphonenumber-js/core';
import METADATA from 'libphonenumber-js/min/metadata';

/**
 * `min` metadata: whole numbering plans, without the list of ranges that are in use today. A range that was opened after
 * the package's release is then still valid, and half as much is loaded; where countries share a calling code it
 * has the ranges too, so that the country is known.
 */
export { METADATA };

/** `short` and `long`: no number at all, of that many digits; `code`: no such calling code. */
export type PhoneVerdict = 'valid' | 'possible' | 'impossible' | 'short' | 'long' | 'code';

export interface ReadPhone {
  readonly verdict: PhoneVerdict;
  readonly callingCode: string;
  /** Where the number is, if its calling code and digits say so. */
  readonly country: CountryCode | undefined;
  /** The national significant number: without calling code and trunk prefix. */
  readonly national: string;
  /** The text was nothing but `+` and digits, with at most the dot of RFC 5733: what it says is certain. */
  readonly clear: boolean;
}

/** The positions in the package's metadata that are used here (its METADATA.md). */
type PlanRow = readonly unknown[];
const PATTERN = 2;
const LENGTHS = 3;
const NATIONAL_PREFIX = 5;
const NATIONAL_PREFIX_FOR_PARSING = 7;
const TRANSFORM_RULE = 8;
const LEADING_DIGITS = 10;
const TYPES = 11;

/** Shortest and longest national number, and longest calling code, of the library (E.164 allows 15 digits in all). */
const SHORTEST_NATIONAL = 2;
const LONGEST_NATIONAL = 17;
const LONGEST_CALLING_CODE = 3;
/** The library calls anything under three digits after the plus no number. */
const FEWEST_DIGITS = 3;
/** `+`, 3 digits, a dot and 17 digits with room for a trunk prefix; what is longer is for the library to refuse. */
const LONGEST_FAST = 40;

interface Plan {
  readonly country: CountryCode | undefined;
  readonly pattern: RegExp;
  readonly lengths: readonly number[];
  readonly leading: RegExp | undefined;
  readonly types: readonly NumberType[] | undefined;
}

interface NumberType {
  readonly pattern: RegExp;
  readonly lengths: readonly number[];
}

interface CallingCodePlan {
  readonly callingCode: string;
  /** Of the main country of the code. */
  readonly main: Plan;
  /** All that share it; empty where it belongs to no country, such as +800. */
  readonly members: readonly Plan[];
  readonly prefix: RegExp | undefined;
  readonly transform: string | undefined;
}

const COUNTRIES = METADATA.countries as unknown as Readonly<Record<string, PlanRow>>;
const CALLING_CODES = METADATA.country_calling_codes as unknown as Readonly<Record<string, readonly CountryCode[]>>;
const NON_GEOGRAPHIC = METADATA.nonGeographic as unknown as Readonly<Record<string, PlanRow>>;

/** Indexed by the calling code as a number; `null` where there is none. A pure table of the package, filled as asked. */
const compiled: (CallingCodePlan | null | undefined)[] = new Array<undefined>(1000).fill(undefined);

const NO_CODE: ReadPhone = { verdict: 'code', callingCode: '', country: undefined, national: '', clear: true };
const NO_NUMBER: ReadPhone = { verdict: 'short', callingCode: '', country: undefined, national: '', clear: true };

/** Undefined when the text is written in another way: then the library has to read it. */
export function readInternational(text: string): ReadPhone | undefined {
  const digits = digitsOf(text);
  if (digits === undefined) return undefined;
  if (digits.length < FEWEST_DIGITS) return NO_NUMBER;
  const plan = planOf(digits);
  if (plan === null) return NO_CODE;
  const { callingCode } = plan;
  const national = nationalNumber(digits.slice(callingCode.length), plan);
  if (national.length < SHORTEST_NATIONAL)
    return { verdict: 'short', callingCode, country: undefined, national, clear: true };
  if (national.length > LONGEST_NATIONAL)
    return { verdict: 'long', callingCode, country: undefined, national, clear: true };
  const member = memberOf(national, plan);
  const verdict = judge(national, member ?? plan.main);
  return { verdict, callingCode, country: member?.country, national, clear: true };
}

/** The digits of `+digits` or `+digits.digits`; undefined for any other writing. */
function digitsOf(text: string): string | undefined {
  if (text.length < 2 || text.length > LONGEST_FAST || text.charCodeAt(0) !== 0x2b) return undefined;
  let dot = 0;
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) continue;
    if (code !== 0x2e || dot !== 0 || at === 1 || at === text.length - 1) return undefined;
    dot = at;
  }
  return dot === 0 ? text.slice(1) : text.slice(1, dot) + text.slice(dot + 1);
}

/** No calling code is the beginning of another one (ITU-T E.164), so the first that fits is the one. */
function planOf(digits: string): CallingCodePlan | null {
  let code = 0;
  for (let at = 0; at < LONGEST_CALLING_CODE && at < digits.length; at++) {
    code = code * 10 + digits.charCodeAt(at) - 0x30;
    if (code === 0) return null;
    const known = compiled[code];
    const plan = known === undefined ? (compiled[code] = compileCallingCode(String(code))) : known;
    if (plan !== null) return plan;
  }
  return null;
}

function compileCallingCode(callingCode: string): CallingCodePlan | null {
  const countries = CALLING_CODES[callingCode] ?? [];
  const mainRow = countries.length > 0 ? COUNTRIES[countries[0]!] : NON_GEOGRAPHIC[callingCode];
  if (mainRow === undefined) return null;
  const members = countries.map((country) => compilePlan(country, COUNTRIES[country]!));
  const prefix = (mainRow[NATIONAL_PREFIX_FOR_PARSING] || mainRow[NATIONAL_PREFIX]) as string | 0;
  const transform = mainRow[TRANSFORM_RULE] as string | 0;
  return {
    callingCode,
    main: members[0] ?? compilePlan(undefined, mainRow),
    members,
    prefix: prefix ? new RegExp(`^(?:${prefix})`) : undefined,
    transform: transform || undefined,
  };
}

function compilePlan(country: CountryCode | undefined, row: PlanRow): Plan {
  const leading = row[LEADING_DIGITS] as string | 0;
  const lengths = row[LENGTHS] as readonly number[];
  const types = row[TYPES] as readonly (readonly [string, (readonly number[])?] | 0)[] | 0 | undefined;
  return {
    country,
    pattern: entirely(row[PATTERN] as string),
    lengths,
    leading: leading ? new RegExp(`^(?:${leading})`) : undefined,
    types: types ? types.flatMap((type) => (type ? [compileType(type, lengths)] : [])) : undefined,
  };
}

function compileType(type: readonly [string, (readonly number[])?], lengths: readonly number[]): NumberType {
  return { pattern: entirely(type[0]), lengths: type[1] ?? lengths };
}

function entirely(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

/** Drops a trunk prefix that has no place behind a calling code, unless the number only makes sense with it. */
function nationalNumber(number: string, plan: CallingCodePlan): string {
  const match = plan.prefix?.exec(number);
  if (match === undefined || match === null) return number;
  const last = match.length > 1 ? match[match.length - 1] : undefined;
  const stripped =
    plan.transform !== undefined && last ? number.replace(plan.prefix!, plan.transform) : number.slice(match[0].length);
  if (stripped === number) return number;
  if (plan.main.pattern.test(number) && !plan.main.pattern.test(stripped)) return number;
  const { lengths } = memberOf(stripped, plan) ?? plan.main;
  return lengths.includes(stripped.length) || stripped.length > lengths[lengths.length - 1]! ? stripped : number;
}

function memberOf(national: string, plan: CallingCodePlan): Plan | undefined {
  const { members } = plan;
  if (members.length < 2) return members[0];
  for (const member of members) {
    if (member.leading === undefined ? hasType(national, member) : member.leading.test(national)) return member;
  }
  return undefined;
}

function judge(national: string, plan: Plan): PhoneVerdict {
  const valid = plan.types === undefined ? plan.pattern.test(national) : hasType(national, plan);
  if (valid) return 'valid';
  return plan.lengths.includes(national.length) ? 'possible' : 'impossible';
}

/** Whether it is a fixed line, a mobile or any other kind of number of that plan. */
function hasType(national: string, plan: Plan): boolean {
  if (plan.types === undefined || !plan.pattern.test(national)) return false;
  for (const type of plan.types) {
    if (type.lengths.includes(national.length) && type.pattern.test(national)) return true;
  }
  return false;
}
