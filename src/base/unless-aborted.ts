// unless-aborted: a wait that ends at once where the signal is aborted.
import { setTimeout as pause } from 'node:timers/promises';

export async function unlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(ms, undefined, { signal });
  } catch {
    // It goes on at once then.
  }
}
