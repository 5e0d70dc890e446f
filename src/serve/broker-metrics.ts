// broker-metrics: what a broker's consumer does, for Prometheus.
import type { Registry } from 'prom-client';
import { Counter, Gauge } from 'prom-client';
import type { BrokerConsumer } from './broker-consumer.js';
import type { BrokerCounts } from './broker-handler.js';

export class BrokerMetrics implements BrokerCounts {
  private readonly deliveries: Counter;
  private readonly acknowledgements: Counter;
  private readonly deadLetters: Counter;
  private readonly waits: Counter;

  constructor(private readonly registry: Registry) {
    const again = 'Messages received, by whether they came before.';
    this.deliveries = this.counter('deliveries_total', again, 'redelivered');
    this.acknowledgements = this.counter('acknowledged_total', 'Messages whose decision is stored.');
    this.deadLetters = this.counter('dead_letters_total', 'Messages put aside, by why.', 'reason');
    this.waits = this.counter('waits_total', 'Further attempts at a message, by what it waits for.', 'code');
    for (const redelivered of ['no', 'yes']) this.deliveries.inc({ redelivered }, 0);
  }

  watch(consumer: Pick<BrokerConsumer, 'lag' | 'unready'>): void {
    const registers = [this.registry];
    new Gauge({
      name: 'zonesieve_broker_connected',
      help: '1: messages are taken, and put aside where they cannot be judged; 0 also of an instance that stands by.',
      registers,
      collect() {
        this.set(consumer.unready === null ? 1 : 0);
      },
    });
    new Gauge({
      name: 'zonesieve_broker_lag_messages',
      help: 'Messages in the stream that are not acknowledged; as last told by the server.',
      registers,
      async collect() {
        const lag = await consumer.lag();
        if (lag !== null) this.set(lag);
      },
    });
  }

  received(isAgain: boolean): void {
    this.deliveries.inc({ redelivered: isAgain ? 'yes' : 'no' });
  }

  acknowledged(): void {
    this.acknowledgements.inc();
  }

  deadLettered(reason: string): void {
    this.deadLetters.inc({ reason });
  }

  waited(code: string): void {
    this.waits.inc({ code });
  }

  private counter(name: string, help: string, ...labelNames: string[]): Counter {
    return new Counter({ name: `zonesieve_broker_${name}`, help, labelNames, registers: [this.registry] });
  }
}
