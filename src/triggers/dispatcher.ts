// dispatcher: sends due triggers to their targets, at least once each, under the same id; what fails is sent again later.
//
// One loop takes turns at the store: a turn writes down what came of earlier sendings and claims what is due, in one
// transaction for all targets. Sendings go on beside it, so that a target that is slow or dead holds up no other.
import { randomUUID } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { Backoff } from '../base/backoff.js';
import type { Clock } from '../base/clock.js';
import { SieveError, type WireError } from '../base/errors.js';
import type { TriggerKind } from '../base/trigger.js';
import type { Claim, Claimed, DeliveryQueue, Hold, Settlement } from '../cases/deliveries.js';
import { messageOf } from './message.js';
import { heededMs, RETRY, waitMs } from './retry.js';
import type { Outcome, Target } from './target.js';

/** When it ends by itself: never; once nothing is pending; once all that was due at its start was tried. */
export type Until = 'closed' | 'empty' | 'tried';

/** What came of one attempt, for logs and metrics. */
export interface Attempt {
  readonly target: string;
  readonly kind: TriggerKind;
  readonly id: string;
  readonly attempts: number;
  readonly state: Settlement['state'];
  readonly code: string | null;
  readonly tookMs: number;
  /** For how long the target asked to be left alone: nothing is sent to it meanwhile. */
  readonly heldMs: number | null;
}

export interface DispatcherOptions {
  readonly queue: DeliveryQueue;
  /** Opened; closed by the dispatcher. */
  readonly targets: readonly Target[];
  /** Whether others that the store knows have left the configuration; so by default. */
  readonly areAll?: boolean;
  readonly clock: Clock;
  /** [0, 1) */
  readonly random: () => number;
  readonly until: Until;
  readonly retry?: Backoff;
  /** How soon what another process enqueued is seen. */
  readonly pollMs?: number;
  /** A lease holds so much longer than an attempt may take: then its process is dead or lost. */
  readonly leaseMarginMs?: number;
  readonly onAttempt?: (attempt: Attempt) => void;
  /** The store could not be read or written; it is tried again. */
  readonly onFault?: (fault: WireError) => void;
}

const POLL_MS = 1_000;
/** A turn waits for the disk, and the hook with it: what comes within so long after one shares the next. */
const TURN_MS = 10;
const LEASE_MARGIN_MS = 30_000;

export class Dispatcher {
  private readonly owner = randomUUID();
  private readonly lanes: readonly Lane[];
  private readonly startedMs: number;
  private settled: Settlement[] = [];
  private holds: Hold[] = [];
  /** Whether the store knows of the targets. */
  private isMet = false;
  private isClosing = false;
  /** Ends the pause; aborted already where something came while no pause was. */
  private alarm = new AbortController();
  /** Resolves when it has ended by itself or was closed. */
  readonly ended: Promise<void>;

  constructor(private readonly options: DispatcherOptions) {
    this.lanes = options.targets.map((target) => ({ target, inFlight: 0 }));
    this.startedMs = options.clock.nowMs();
    this.ended = this.run();
  }

  /** Something was enqueued. */
  wake(): void {
    this.alarm.abort();
  }

  /** Begins nothing more, and finishes what is under way. */
  async close(): Promise<void> {
    this.isClosing = true;
    this.wake();
    await this.ended;
  }

  private async run(): Promise<void> {
    while (true) {
      const apart = after(TURN_MS);
      const turn = await this.turn();
      for (const claim of turn?.claims ?? []) void this.send(claim);
      if (turn === null || (turn.claims.length === 0 && !turn.hasMore)) {
        if (await this.isDone(turn === null)) break;
        await this.pause(turn === null);
      }
      await apart;
    }
    await Promise.all(this.lanes.map(({ target }) => target.close()));
  }

  /** Null when the store could not be used; then nothing was settled or claimed. */
  private async turn(): Promise<Claimed | null> {
    const nowMs = this.options.clock.nowMs();
    if (!this.isMet && !(await this.meet(nowMs))) return null;
    const [settled, holds] = [this.settled.splice(0), this.holds.splice(0)];
    const dueByMs = this.options.until === 'tried' ? this.startedMs : nowMs;
    const wanted = this.openLanes().map((lane) => this.wantedBy(lane));
    const turn = { owner: this.owner, nowMs, dueByMs, settled, holds, wanted };
    const claimed = await this.asked((queue) => queue.turn(turn));
    if (claimed === null) {
      this.settled.unshift(...settled);
      this.holds.unshift(...holds);
    }
    return claimed;
  }

  private async meet(nowMs: number): Promise<boolean> {
    const targets = this.lanes.map(({ target }) => target);
    const { areAll = true } = this.options;
    this.isMet = (await this.asked((queue) => queue.meet(targets, areAll, nowMs).then(() => true))) ?? false;
    return this.isMet;
  }

  /** That may get something now. */
  private openLanes(): readonly Lane[] {
    return this.isClosing ? [] : this.lanes.filter(({ target, inFlight }) => inFlight < target.maxInFlight);
  }

  private async asked<T>(question: (queue: DeliveryQueue) => Promise<T>): Promise<T | null> {
    try {
      return await question(this.options.queue);
    } catch (error) {
      this.options.onFault?.(faultOf(error));
      return null;
    }
  }

  private wantedBy({ target, inFlight }: Lane) {
    const { leaseMarginMs = LEASE_MARGIN_MS } = this.options;
    return { target, most: target.maxInFlight - inFlight, leaseMs: target.timeoutMs + leaseMarginMs };
  }

  private async send({ target: id, seq, attempts, trigger }: Claim): Promise<void> {
    const lane = this.lanes.find(({ target }) => target.id === id)!;
    const { clock, onAttempt } = this.options;
    const sentMs = clock.nowMs();
    lane.inFlight++;
    const outcome = await lane.target.deliver(messageOf(trigger));
    lane.inFlight--;
    const settlement = { target: id, seq, ...this.verdict(lane, attempts, outcome) };
    this.settled.push(settlement);
    const { state, error } = settlement;
    const nowMs = clock.nowMs();
    const tookMs = nowMs - sentMs;
    const heldMs = outcome.kind === 'failed' ? heededMs(outcome.retryAfterMs) : null;
    if (heldMs !== null) this.holds.push({ target: id, untilMs: nowMs + heldMs });
    onAttempt?.({ target: id, kind: trigger.kind, id: trigger.id, attempts, state, code: error, tookMs, heldMs });
    this.wake();
  }

  private verdict(lane: Lane, attempts: number, outcome: Outcome): Pick<Settlement, 'state' | 'error' | 'dueMs'> {
    const { clock, random, retry = RETRY } = this.options;
    const nowMs = clock.nowMs();
    if (outcome.kind === 'delivered') return { state: 'delivered', error: null, dueMs: nowMs };
    const error = outcome.code;
    if (outcome.kind === 'refused' || attempts >= lane.target.maxAttempts)
      return { state: 'dead', error, dueMs: nowMs };
    const wait = waitMs(attempts, outcome.retryAfterMs, retry, random);
    return { state: 'pending', error, dueMs: nowMs + wait };
  }

  /** A store that cannot be written at the end has what was sent sent again: better than to wait for ever. */
  private async isDone(isFaulty: boolean): Promise<boolean> {
    if (this.lanes.some(({ inFlight }) => inFlight > 0)) return false;
    if (isFaulty) return this.isClosing;
    if (this.settled.length > 0) return false;
    if (this.isClosing || this.options.until === 'tried') return true;
    if (this.options.until === 'closed') return false;
    const targets = this.lanes.map(({ target }) => target);
    return (await this.asked((queue) => queue.outstanding(targets))) === 0;
  }

  /** Until something is told, is due, or may have been enqueued by another process. */
  private async pause(isFaulty: boolean): Promise<void> {
    const { clock, pollMs = POLL_MS } = this.options;
    const untilMs = isFaulty ? clock.nowMs() + pollMs : await this.nextMs();
    if (!this.alarm.signal.aborted)
      await clock.sleep(Math.max(0, untilMs - clock.nowMs()), this.alarm.signal).catch(() => {});
    this.alarm = new AbortController();
  }

  private async nextMs(): Promise<number> {
    const { clock, until, pollMs = POLL_MS } = this.options;
    const nowMs = clock.nowMs();
    const open = until === 'tried' ? [] : this.openLanes().map(({ target }) => target);
    const dueMs = await this.asked((queue) => queue.nextDueMs(open));
    return Math.min(nowMs + pollMs, dueMs ?? Infinity);
  }
}

/** A target, and what is under way to it. */
interface Lane {
  readonly target: Target;
  inFlight: number;
}

function faultOf(error: unknown): WireError {
  if (error instanceof SieveError) return error.toWire();
  return new SieveError('TRIGGERS_STORE', 'the store of triggers could not be read').toWire();
}
