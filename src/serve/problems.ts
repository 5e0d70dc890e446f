// problems: errors as others see them (RFC 9457), with a stable code; nothing is quoted.
import { STATUS_CODES } from 'node:http';

export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  /** Stable, upper case. */
  readonly code: string;
  readonly detail: string;
  /** The field of a registration, such as `registrant.email`. */
  readonly field?: string;
  /** The registration in an array, from 0. */
  readonly index?: number;
  /** The line of a stream, from 1. */
  readonly line?: number;
}

export const PROBLEM_TYPE = 'application/problem+json';

export function problemOf(status: number, code: string, detail: string, more: Partial<Problem> = {}): Problem {
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code, detail, ...more };
}

/** What a request is refused with. */
export class Refusal extends Error {
  constructor(
    readonly problem: Problem,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.code);
  }
}

export function refusal(
  status: number,
  code: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return new Refusal(problemOf(status, code, detail), headers);
}

export const RETRY_SOON = { 'retry-after': '1' };
