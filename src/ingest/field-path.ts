// field-path: `contacts[role=holder].email` → its steps; and the value that they lead to in a record.
import type { PathStep } from '../base/feed.js';
import { SieveError } from '../base/errors.js';

const STEP = /\.?([^.[\]]+)|\[(?:(\d{1,9})|(\*)|"([^"]*)"|([^.[\]=*"]+)=([^[\]]*))\]/y;

/** Keys parted by dots; in brackets an index, `*` for every item, a quoted key, or a condition on an item. */
export function parsePath(text: string, place: { readonly file?: string } = {}): PathStep[] {
  const steps: PathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const isFirst = STEP.lastIndex === 0;
    const found = STEP.exec(text);
    if (found === null || (found[1] !== undefined && isFirst === found[0].startsWith('.'))) throw badPath(place);
    steps.push(stepOf(found));
  }
  return steps;
}

function stepOf([, key, index, each, quoted, where, is]: RegExpExecArray): PathStep {
  if (each !== undefined) return { each: true };
  if (index !== undefined) return { index: Number(index) };
  if (where !== undefined) return { where, is: is!.replace(/^"(.*)"$/, '$1') };
  return { key: (key ?? quoted)! };
}

function badPath(place: { readonly file?: string }): SieveError {
  const message = 'expected a path such as data.items, contacts[0].email or contacts[role=holder].email';
  return new SieveError('FEED_BAD_PATH', message, place);
}

/** Undefined when nothing stands there. Own members only. */
export function valueAt(record: unknown, steps: readonly PathStep[]): unknown {
  let value = record;
  for (let at = 0; at < steps.length && value !== undefined; at++) value = stepInto(value, steps[at]!);
  return value;
}

function stepInto(value: unknown, step: PathStep): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('key' in step) return memberOf(value, step.key);
  if (!Array.isArray(value)) return undefined;
  if ('index' in step) return value[step.index];
  if ('where' in step) return value.find((item) => holds(item, step.where, step.is)) as unknown;
  return undefined;
}

function memberOf(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function holds(item: unknown, where: string, is: string): boolean {
  if (typeof item !== 'object' || item === null) return false;
  const value = memberOf(item, where);
  return Array.isArray(value) ? value.some((one) => isText(one, is)) : isText(value, is);
}

function isText(value: unknown, text: string): boolean {
  return value === text || ((typeof value === 'number' || typeof value === 'boolean') && String(value) === text);
}
