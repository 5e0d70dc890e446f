// settled: a task that fails before its turn must wait for its turn to be told.

export type Settled<T> = { readonly value: T } | { readonly error: unknown };

/** Never rejects. */
export function settled<T>(running: Promise<T>): Promise<Settled<T>> {
  return running.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

export function unsettled<T>(result: Settled<T>): T {
  if ('error' in result) throw result.error;
  return result.value;
}
