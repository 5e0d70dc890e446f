// backoff: how long to wait after failures: exponential, capped, with full jitter, so that clients do not return together.

export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

/** `failures` counts from 1; `random` gives [0, 1). */
export function backoffMs(failures: number, { baseMs, capMs }: Backoff, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** (failures - 1));
}
