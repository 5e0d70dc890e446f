// name-model-shape: whether a value out of JSON is a letter model, as datasets/screen/name-model.ts makes them.
import type { NameModel } from '../screen/name-model.js';

const ORDER = 3;
/** One byte for each three of 26 letters and the end of a word. */
const COSTS_BYTES = 27 ** ORDER;

export function isNameModel(value: unknown): value is NameModel {
  if (!isObject(value)) return false;
  const { order, unitsPerBit, costs, limits } = value;
  if (order !== ORDER || !isPositive(unitsPerBit) || unitsPerBit < 1 || typeof costs !== 'string') return false;
  return Buffer.from(costs, 'base64').length === COSTS_BYTES && areLimits(limits);
}

/** Of longer and longer words. */
function areLimits(limits: unknown): boolean {
  if (!Array.isArray(limits) || limits.length === 0) return false;
  let longest = 0;
  for (const limit of limits as unknown[]) {
    const letters = lettersOf(limit);
    if (letters === null || letters <= longest) return false;
    longest = letters;
  }
  return true;
}

/** Null where it is no limit. */
function lettersOf(limit: unknown): number | null {
  if (!isObject(limit)) return null;
  const { letters, bits } = limit;
  if (!isPositive(letters) || !Number.isInteger(letters) || letters > LONGEST_WORD) return null;
  return isPositive(bits) ? letters : null;
}

/** A table of so many limits is made when a screener starts. */
const LONGEST_WORD = 1000;

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
