// counted: what a consumer tells of its work, for tests to wait on.
import type { BrokerCounts } from '../../src/serve/broker-handler.js';

export class Counted implements BrokerCounts {
  readonly counts: Record<string, number> = {};
  readonly log = { info: () => {}, warn: () => {}, error: () => {} };

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
