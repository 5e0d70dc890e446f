// metrics: what is counted, for Prometheus: by rule and stage, never by a name or a list string.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { shownReasons } from '../base/shown-reasons.js';
import type { Attempt } from '../triggers/dispatcher.js';
import type { BatchReport } from './backend.js';

const SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** What is asked when metrics are. */
interface Observed {
  readonly waiting: () => number;
  readonly outstanding: () => Promise<
    readonly { target: string; pending: number; dead: number; heldUntil: string | null }[]
  >;
}

export class Metrics {
  readonly registry = new Registry();
  private readonly registers = [this.registry];
  private readonly answers = this.counter('registrations_total', 'Registrations by what became of them.', ['answer']);
  private readonly reasons = this.counter('reasons_total', 'Reasons of new decisions, by rule.', ['kind', 'rule']);
  private readonly stage = new Histogram({
    name: 'zonesieve_stage_seconds',
    help: 'Time of a batch in each stage: waiting, screening, storing.',
    labelNames: ['stage'],
    buckets: SECONDS,
    registers: this.registers,
  });
  private readonly batch = new Histogram({
    name: 'zonesieve_batch_registrations',
    help: 'Registrations that were stored together.',
    buckets: SIZES,
    registers: this.registers,
  });
  private readonly requests = this.counter('http_requests_total', 'Requests by route, token and status.', [
    'route',
    'token',
    'status',
  ]);
  private readonly reloads = this.counter('reloads_total', 'Reloads of lists and policy.', ['outcome']);
  private readonly ruleset = new Gauge({
    name: 'zonesieve_ruleset_info',
    help: 'Lists and policy in force.',
    labelNames: ['ruleset', 'policy'],
    registers: this.registers,
  });

  private readonly attempts = this.counter('trigger_attempts_total', 'Sendings of triggers by what became of them.', [
    'target',
    'kind',
    'state',
  ]);

  constructor({ waiting, outstanding }: Observed) {
    collectDefaultMetrics({ register: this.registry });
    this.watchTargets(oncePerScrape(outstanding));
    new Gauge({
      name: 'zonesieve_waiting_registrations',
      help: 'Registrations that wait or are at work.',
      registers: this.registers,
      collect() {
        this.set(waiting());
      },
    });
    for (const outcome of ['loaded', 'refused']) this.reloads.inc({ outcome }, 0);
  }

  private watchTargets(outstanding: Observed['outstanding']): void {
    new Gauge({
      name: 'zonesieve_deliveries',
      help: 'Triggers not delivered to configured targets, by state: pending ones wait for their next attempt, dead ones for a person.',
      labelNames: ['target', 'state'],
      registers: this.registers,
      async collect() {
        this.reset();
        for (const { target, pending, dead } of await outstanding()) {
          this.set({ target, state: 'pending' }, pending);
          this.set({ target, state: 'dead' }, dead);
        }
      },
    });
    new Gauge({
      name: 'zonesieve_target_held_seconds',
      help: 'For how long nothing is sent to a target yet, since it asked for that.',
      labelNames: ['target'],
      registers: this.registers,
      async collect() {
        this.reset();
        for (const { target, heldUntil } of await outstanding())
          this.set({ target }, heldUntil === null ? 0 : Math.max(0, (Date.parse(heldUntil) - Date.now()) / 1_000));
      },
    });
  }

  tookBatch({ answers, waitedMs, screenedMs, storedMs }: BatchReport): void {
    this.batch.observe(answers.length);
    this.stage.observe({ stage: 'waiting' }, waitedMs / 1000);
    this.stage.observe({ stage: 'screening' }, screenedMs / 1000);
    this.stage.observe({ stage: 'storing' }, storedMs / 1000);
    for (const answer of answers) {
      if (answer.kind !== 'decided') this.answers.inc({ answer: answer.kind });
      else if (answer.isRepeat) this.answers.inc({ answer: 'repeat' });
      else {
        this.answers.inc({ answer: answer.decision.decision });
        for (const { kind, rule } of shownReasons(answer.decision.reasons)) this.reasons.inc({ kind, rule });
      }
    }
  }

  attempted({ target, kind, state }: Pick<Attempt, 'target' | 'kind' | 'state'>): void {
    this.attempts.inc({ target, kind, state });
  }

  answered(route: string, token: string, status: number): void {
    this.requests.inc({ route, token, status });
  }

  reloaded(outcome: 'loaded' | 'refused', { ruleset, policy }: { ruleset: string; policy: string }): void {
    this.reloads.inc({ outcome });
    this.inForce({ ruleset, policy });
  }

  inForce({ ruleset, policy }: { ruleset: string; policy: string }): void {
    this.ruleset.reset();
    this.ruleset.set({ ruleset, policy }, 1);
  }

  private counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `zonesieve_${name}`, help, labelNames, registers: this.registers });
  }
}

/** Who looks at a store that fails needs the others. */
function oncePerScrape(outstanding: Observed['outstanding']): Observed['outstanding'] {
  let asking: ReturnType<Observed['outstanding']> | null = null;
  return () =>
    (asking ??= outstanding()
      .catch(() => [])
      .finally(() => (asking = null)));
}
