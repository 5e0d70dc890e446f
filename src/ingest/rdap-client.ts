// rdap-client: looks names up at an RDAP service: cache → the same look-up in flight → its turn → attempts → result.
import type { SieveError } from '../base/errors.js';
import { backoffMs } from '../base/backoff.js';
import { waitingInLine, type Deadline } from './attempt-limit.js';
import { Flights } from './flights.js';
import { RateLimit } from './rate-limit.js';
import { parsedObject } from './rdap-body.js';
import { RdapCache } from './rdap-cache.js';
import { RdapExchange, type RdapReply } from './rdap-exchange.js';
import { RdapFault } from './rdap-fault.js';
import { rdapOptions, type RdapOptions } from './rdap-options.js';
import { rdapBase, rdapTarget, type RdapBase, type RdapTarget } from './rdap-route.js';
import { Slots } from './slots.js';

export type RdapResult =
  | {
      readonly kind: 'found';
      /** JSON as the server wrote it, hostile; its caller's own. */
      readonly object: unknown;
      /** Where the answer came from, behind all redirects; without a query. It holds the name. */
      readonly url: string;
      /** ISO 8601 in UTC. */
      readonly fetchedAt: string;
      readonly fromCache: boolean;
    }
  | { readonly kind: 'absent' }
  | RdapFailure;

/** The error names the base URL; never the name that was looked up. */
export interface RdapFailure {
  readonly kind: 'failed';
  readonly error: SieveError;
  readonly retryable: boolean;
}

type Found = Extract<RdapReply, { kind: 'found' }> & { readonly fetchedAt: string };
type Answer = Found | Extract<RdapReply, { kind: 'absent' }>;

const NEVER = new AbortController().signal;

export class RdapClient {
  readonly #base: RdapBase;
  readonly #options: RdapOptions;
  readonly #rateLimit: RateLimit;
  readonly #slots: Slots;
  readonly #cache: RdapCache<Answer>;
  readonly #flights = new Flights<Answer | RdapFailure>(() => new RdapFault('RDAP_ABORTED'));
  readonly #exchange: RdapExchange;
  #isClosed = false;

  /** Throws for a base or an option that cannot be. */
  constructor(base: string, options: Partial<RdapOptions> = {}) {
    this.#base = rdapBase(base);
    this.#options = rdapOptions(options);
    const { clock, concurrency } = this.#options;
    this.#rateLimit = new RateLimit(this.#options, clock);
    this.#slots = new Slots(concurrency);
    this.#cache = new RdapCache(this.#options, clock);
    this.#exchange = new RdapExchange(this.#base, this.#options, this.#rateLimit);
  }

  /** Names the service in errors, as its failures do. */
  get place(): string {
    return this.#base.place;
  }

  /** Never rejects for what is wrong with one name, its server or the network. */
  async lookup(name: string, signal: AbortSignal = NEVER): Promise<RdapResult> {
    try {
      const target = rdapTarget(this.#base, name);
      if (signal.aborted || this.#isClosed) throw new RdapFault('RDAP_ABORTED');
      const cached = this.#cache.get(name);
      if (cached !== undefined) return resultOf(cached, true);
      const answer = await this.#flights.join(name, signal, (flight) => this.#inTurn(name, target, flight));
      return answer.kind === 'failed' ? answer : resultOf(answer, false);
    } catch (cause) {
      return this.#failure(cause);
    }
  }

  /** Look-ups in progress end as aborted. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#flights.giveUpAll();
    await this.#exchange.close();
  }

  #inTurn(name: string, target: RdapTarget, signal: AbortSignal): Promise<Answer | RdapFailure> {
    return this.#slots.run(signal, async () => {
      await this.#rateLimit.take(signal);
      const answer = await this.#attempts(target, signal);
      if (answer.kind !== 'failed') this.#keep(name, answer);
      return answer;
    });
  }

  async #attempts(target: RdapTarget, signal: AbortSignal): Promise<Answer | RdapFailure> {
    const { attempts, totalTimeoutMs, clock } = this.#options;
    const deadline: Deadline = { atMs: clock.nowMs() + totalTimeoutMs, totalMs: totalTimeoutMs };
    for (let attempt = 1; ; attempt++) {
      try {
        return this.#answerOf(await this.#exchange.ask(target, deadline, signal));
      } catch (cause) {
        const waitMs = this.#waitAfter(cause, attempt);
        const isLast = signal.aborted || attempt >= attempts || clock.nowMs() + waitMs >= deadline.atMs;
        if (isLast) return this.#failure(cause, `attempt ${attempt} of ${attempts}`);
        await clock.sleep(waitMs, signal);
        await waitingInLine(deadline, clock, this.#rateLimit.take(signal));
      }
    }
  }

  /** Infinity when another attempt would be no better. What a server asks for holds for all look-ups. */
  #waitAfter(cause: unknown, failures: number): number {
    if (!(cause instanceof RdapFault) || !cause.isRetryable) return Infinity;
    const askedMs = Math.min(cause.retryAfterMs ?? 0, this.#options.retryAfterCapMs);
    this.#rateLimit.pause(askedMs);
    const { backoffBaseMs: baseMs, backoffCapMs: capMs, random } = this.#options;
    return Math.max(askedMs, backoffMs(failures, { baseMs, capMs }, random));
  }

  #answerOf(reply: RdapReply): Answer {
    return reply.kind === 'absent'
      ? reply
      : { ...reply, fetchedAt: new Date(this.#options.clock.nowMs()).toISOString() };
  }

  #keep(name: string, answer: Answer): void {
    const { maxFreshMs, unsaidFreshMs, absentFreshMs } = this.#options;
    const freshMs = Math.min(answer.freshMs ?? unsaidFreshMs, maxFreshMs);
    if (answer.kind === 'absent') this.#cache.put(name, answer, 0, Math.min(freshMs, absentFreshMs));
    else this.#cache.put(name, answer, answer.bytes.length, freshMs);
  }

  #failure(cause: unknown, attempt?: string): RdapFailure {
    if (!(cause instanceof RdapFault)) throw cause;
    return { kind: 'failed', error: cause.located(this.#base.place, attempt), retryable: cause.isRetryable };
  }
}

/** Parsed for every caller anew: the cache counts bytes, and none can change what another gets. */
function resultOf(answer: Answer, fromCache: boolean): RdapResult {
  if (answer.kind === 'absent') return { kind: 'absent' };
  const { bytes, url, fetchedAt } = answer;
  return { kind: 'found', object: parsedObject(bytes), url, fetchedAt, fromCache };
}
