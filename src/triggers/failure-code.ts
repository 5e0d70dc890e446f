// failure-code: what a network or disk error was, as a code: its message may quote addresses, paths or answers.

/** Of the innermost cause that has one. `TIMEOUT` is any limit of ours. */
export function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'TIMEOUT';
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error.cause;
  if (inner instanceof Error) {
    const code = failureCode(inner);
    if (code !== 'UNKNOWN') return code;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || !/^[A-Z0-9_]+$/.test(code)) return 'UNKNOWN';
  return code.endsWith('_TIMEOUT') ? 'TIMEOUT' : code;
}
