// delivery: joins outbox and targets: what is enqueued in a store is sent until the delivery is closed.
import type { Clock } from './base/clock.js';
import { systemClock } from './base/clock.js';
import type { TargetConfig } from './base/trigger.js';
import { DeliveryQueue } from './cases/deliveries.js';
import type { Store } from './cases/open-store.js';
import { Dispatcher, type DispatcherOptions } from './triggers/dispatcher.js';
import { openTarget } from './triggers/open-target.js';

export interface DeliveryOptions extends Pick<
  DispatcherOptions,
  'until' | 'areAll' | 'onAttempt' | 'onFault' | 'retry' | 'leaseMarginMs' | 'pollMs'
> {
  /** Opened with durability `full`; the delivery does not close it. */
  readonly store: Store;
  readonly targets: readonly TargetConfig[];
  readonly clock?: Clock;
  readonly random?: () => number;
}

/** Begins at once. `wake()` after something was enqueued spares the wait for the next poll. */
export function openDelivery(options: DeliveryOptions): Dispatcher {
  const { store, targets, clock = systemClock, random = Math.random, ...rest } = options;
  const opened = targets.map((target) => openTarget(target, clock));
  return new Dispatcher({ ...rest, queue: new DeliveryQueue(store), targets: opened, clock, random });
}
