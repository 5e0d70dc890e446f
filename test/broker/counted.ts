// counted: what a consumer tells of its work, for tests to wait on.
import type { BrokerCounts } from '../../src/serve/broker-handler.js';

export class Counted implements BrokerCounts {
  readonly counts: Record<string, number> = {};
  /** What was logged as an error. */
  readonly told: { readonly code?: string; readonly expected?: string }[] = [];
  readonly log = {
    info: () => {},
    warn: () => {},
    error: (what: object) => void this.told.push(what),
  };

  received(isAgain: boolean): void {
    this.count('received');
    if (isAgain) this.count('receivedAgain');
  }

  acknowledged(): void {
    this.count('acknowledged');
  }

  deadLettered(reason: string): void {
    this.count(reason);
  }

  waited(code: string): void {
    this.count(code);
  }

  private count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }
}
