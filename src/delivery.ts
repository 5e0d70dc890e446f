// delivery: joins outbox and targets: what is enqueued in a store is sent until the delivery is closed.
import type { Clock } from './base/clock.js';
import { systemClock } from './base/clock.js';
import { orAborted } from './base/or-aborted.js';
import type { TargetConfig } from './base/trigger.js';
import { DeliveryQueue } from './cases/deliveries.js';
import type { Store } from './cases/open-store.js';
import { Dispatcher, type DispatcherOptions } from './triggers/dispatcher.js';
import { openTarget } from './triggers/open-target.js';
import { failure, type Target } from './triggers/target.js';

export interface DeliveryOptions extends Pick<
  DispatcherOptions,
  'until' | 'areAll' | 'onAttempt' | 'onFault' | 'retry' | 'leaseMarginMs' | 'pollMs'
> {
  /** Opened with durability `full`; the delivery does not close it. */
  readonly store: Store;
  readonly targets: readonly TargetConfig[];
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Aborted: nothing that is under way is waited for. */
  readonly givingUp?: AbortSignal;
}

/** Begins at once. `wake()` after something was enqueued spares the wait for the next poll. */
export function openDelivery(options: DeliveryOptions): Dispatcher {
  const { store, targets, clock = systemClock, random = Math.random, givingUp, ...rest } = options;
  const opened = targets.map((config) => {
    const target = openTarget(config, clock);
    return givingUp === undefined ? target : givenUpAt(target, givingUp);
  });
  return new Dispatcher({ ...rest, queue: new DeliveryQueue(store), targets: opened, clock, random });
}

/** What is given up is sent again later, whatever came of it: it is no dead letter, also after its last attempt. */
function givenUpAt(target: Target, signal: AbortSignal): Target {
  return {
    ...target,
    get maxAttempts() {
      return signal.aborted ? Infinity : target.maxAttempts;
    },
    deliver: (message) => orAborted(target.deliver(message), signal).catch(() => failure('STOPPED')),
    close: () => orAborted(target.close(), signal).catch(() => {}),
  };
}
