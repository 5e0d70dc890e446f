// or-aborted: what a promise comes to, or the signal's reason as soon as it is aborted; the promise then goes on unheard.
import { setMaxListeners } from 'node:events';

export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) leave();
    // One signal may end a whole sweep, so that many listen to it: no leak that Node should warn of.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
