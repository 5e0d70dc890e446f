// interrupt: the first SIGINT, SIGTERM or SIGHUP ends the work in good order: what was read is kept. The next one ends it
// at once, by its default action: process.exit would wait for a read of standard input that may never come back.
import { complain } from './output.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** The work is done. Signals stay heard where one came: one that nobody hears any more would be lost on its way. */
  stop(): void;
}

export function untilInterrupted(kept = 'what was read so far is kept'): Interrupt {
  const controller = new AbortController();
  const unhear = () => SIGNALS.forEach((name) => process.off(name, onSignal));
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      unhear();
      process.kill(process.pid, name);
      return;
    }
    complain(`stopping: ${kept}; once more ends it at once`);
    controller.abort();
  };
  SIGNALS.forEach((name) => process.on(name, onSignal));
  const stop = () => {
    if (!controller.signal.aborted) unhear();
  };
  return { signal: controller.signal, stop };
}
