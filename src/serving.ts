// serving: joins store, hook and server for `zonesieve serve`: opens them in order, reloads, and stops without losing anything.
import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { WireError } from './base/errors.js';
import { SieveError } from './base/errors.js';
import type { Watching } from './base/watch-files.js';
import { watchFiles } from './base/watch-files.js';
import type { TargetConfig } from './base/trigger.js';
import { CaseReader } from './case-reader.js';
import { checkStore } from './cases/check-store.js';
import type { Store } from './cases/open-store.js';
import { openStore } from './cases/open-store.js';
import { countOutstanding } from './cases/trigger-desk.js';
import { openDelivery } from './delivery.js';
import type { BatchReport, Hook, HookAnswer } from './hook.js';
import { openHook } from './hook.js';
import type { HookFiles } from './prepared.js';
import { FilesRefused, prepareAside } from './prepared.js';
import { requestRecords } from './request-records.js';
import { ruleKeyFile } from './rules/rule-key.js';
import type { Backend } from './serve/backend.js';
import type { BrokerSettings } from './serve/broker-config.js';
import { BrokerConsumer } from './serve/broker-consumer.js';
import { BrokerMetrics } from './serve/broker-metrics.js';
import type { Config } from './serve/config-schema.js';
import { workersOf } from './serve/config-schema.js';
import { Metrics } from './serve/metrics.js';
import { brokerOf, targetsOf } from './serve/read-config.js';
import { closeServer, openMetricsServer, openServer } from './serve/server.js';
import type { Attempt, Dispatcher } from './triggers/dispatcher.js';

export interface ServingOptions {
  readonly config: Config;
  readonly version: string;
  readonly log: Logger;
  readonly env: NodeJS.ProcessEnv;
}

/** Of an attempt to write: the hook tries again, and answers others meanwhile. */
const BUSY_TIMEOUT_MS = 20;
/** How long it is not ready after the store failed. */
const FAILURE_HOLDS_MS = 5_000;
/** How long the same fault of the outbox is not logged again. */
const FAULT_TOLD_FOR_MS = 60_000;

export async function openServing(options: ServingOptions): Promise<Serving> {
  const { config, log, env } = options;
  // Read before anything is opened: a secret that is missing must not be found out by the first trigger.
  const targets = targetsOf(config, env);
  const broker = brokerOf(config, env);
  const store = await openedStore(config.store);
  const closing: (() => unknown)[] = [() => store.close()];
  let serving: Serving | null = null;
  let isStale = false;
  // From before they are read: a change while it starts is one too.
  const watching = watched(config, async () => {
    if (serving !== null) return serving.reload(A_FILE_CHANGED);
    return (isStale = true);
  });
  closing.unshift(() => watching?.stop());
  try {
    const hook = await openHook({
      store,
      files: hookFilesOf(config),
      workers: workersOf(config),
      limits: {
        mostWaiting: config.limits.waiting,
        mostWaitingBytes: config.limits.waitingBytes,
        storeWaitMs: config.limits.storeWaitMs,
      },
      onBatch: (report) => serving?.tookBatch(report),
    });
    closing.unshift(() => hook.close());
    serving = new Serving(options, store, hook, targets, watching);
    const { delivery } = serving;
    closing.unshift(() => delivery.close());
    await serving.listen();
    if (isStale) void serving.reload(A_FILE_CHANGED);
    if (broker !== null) serving.consume(broker);
    return serving;
  } catch (error) {
    for (const close of closing) await close();
    log.error({ failure: codeOf(error) }, 'not started');
    throw error;
  }
}

/** Making and migrating it waits for a writer as any command does; what is asked of it later, no longer than others can. */
async function openedStore(path: string): Promise<Store> {
  const store = await openStore(path, { durability: 'full' });
  await sql`pragma busy_timeout = ${sql.lit(BUSY_TIMEOUT_MS)}`.execute(store.db);
  return store;
}

export interface Checked {
  readonly warnings: number;
  /** The files that its start would make. */
  readonly toMake: readonly string[];
}

/** Reads and opens everything but the listener, and makes nothing; throws what is wrong. */
export async function checkServing({ config, env }: Pick<ServingOptions, 'config' | 'env'>): Promise<Checked> {
  targetsOf(config, env);
  brokerOf(config, env);
  const { warnings } = await prepareAside(hookFilesOf(config), { makesKey: false });
  await checkStore(config.store);
  return { warnings, toMake: [config.store, ruleKeyFile(env)].filter((file) => !existsSync(file)) };
}

export class Serving {
  private readonly metrics: Metrics;
  private readonly cases: CaseReader;
  private server: FastifyInstance | null = null;
  private metricsServer: FastifyInstance | null = null;
  private consumer: BrokerConsumer | null = null;
  readonly delivery: Dispatcher;
  /** The last failure of the store, until a batch is stored or it is over. */
  private failure: { readonly error: WireError; readonly untilMs: number } | null = null;
  /** The last fault of the outbox that was logged. */
  private faultTold: { readonly code: string; readonly untilMs: number } | null = null;
  private readonly stopping = new AbortController();
  /** Aborted once a stop has waited long enough for triggers that are under way. */
  private readonly givingUp = new AbortController();
  /** The last one that was asked for. */
  private reloading: Promise<boolean> = Promise.resolve(true);
  /** It waits for the one before it. */
  private nextReload: Promise<boolean> | null = null;

  constructor(
    private readonly options: ServingOptions,
    private readonly store: Store,
    private readonly hook: Hook,
    targets: readonly TargetConfig[],
    private readonly watching: Watching | null,
  ) {
    this.metrics = new Metrics({ waiting: () => hook.waiting, outstanding: () => countOutstanding(store) });
    this.metrics.inForce(hook.versions);
    this.cases = new CaseReader(options.config.store, (error) => this.fault(error));
    // One of each stream.
    setMaxListeners(0, this.stopping.signal);
    this.delivery = openDelivery({
      store,
      targets,
      until: 'closed',
      givingUp: this.givingUp.signal,
      onAttempt: (attempt) => this.attempted(attempt),
      onFault: ({ code }) => this.triggersFailed(code),
    });
  }

  /** `http://127.0.0.1:8080` */
  get address(): string {
    return addressOf(this.server!);
  }

  get metricsAddress(): string | null {
    return this.metricsServer && addressOf(this.metricsServer);
  }

  async listen(): Promise<void> {
    const { config, version, log } = this.options;
    const onFault = (error: unknown) => this.fault(error);
    this.server = await openServer({ config, backend: this.backend(), metrics: this.metrics, version, onFault });
    try {
      await listenAt(this.server, config.listen);
      if (config.metricsListen !== undefined) {
        this.metricsServer = await openMetricsServer(this.metrics, onFault);
        await listenAt(this.metricsServer, config.metricsListen);
      }
    } catch (error) {
      await this.server.close();
      throw error;
    }
    log.info({ address: this.address, ...this.hook.versions, warnings: this.hook.warnings }, 'serving');
  }

  /** Beside HTTP, as long as it serves. */
  consume(settings: BrokerSettings): void {
    const counts = new BrokerMetrics(this.metrics.registry);
    const submit = (records: readonly Uint8Array[]) => this.hook.submit(records);
    const { log } = this.options;
    this.consumer = new BrokerConsumer({ settings, store: this.store.path, submit, counts, log });
    counts.watch(this.consumer);
  }

  /**
   * Lists and policy anew; broken ones change nothing. Never rejects; false: it failed for a reason that may pass. While one is
   * loading, all who ask get the one after it.
   */
  reload(why: string): Promise<boolean> {
    this.nextReload ??= this.reloading.then(() => {
      this.nextReload = null;
      return this.reloadNow(why);
    });
    return (this.reloading = this.nextReload);
  }

  private async reloadNow(why: string): Promise<boolean> {
    if (this.stopping.signal.aborted) return true;
    const { config, log } = this.options;
    const before = this.hook.versions;
    try {
      const versions = await this.hook.reload(hookFilesOf(config));
      this.metrics.reloaded('loaded', versions);
      log.info({ why, ...versions, warnings: this.hook.warnings, before: before.ruleset }, 'reloaded');
      return true;
    } catch (error) {
      this.metrics.reloaded('refused', before);
      const faults = error instanceof FilesRefused ? error.errors : [error as WireError];
      for (const { code, message, place } of faults) {
        if (typeof code === 'string' && place !== undefined) log.error({ code, expected: message, place }, 'refused');
      }
      log.error({ why, failure: codeOf(error), ruleset: before.ruleset }, 'reload failed; the old lists stay in force');
      // A fault within a file stays until the file changes.
      return error instanceof FilesRefused && faults.every(({ place }) => place.line !== undefined);
    }
  }

  /** Takes nothing more, answers what it took, closes the store. Of triggers only those are waited for that are soon sent. */
  async stop(): Promise<void> {
    const { stopMs } = this.options.config.limits;
    const untilMs = performance.now() + stopMs;
    const timer = setTimeout(() => this.givingUp.abort(), stopMs);
    this.stopping.abort();
    this.watching?.stop();
    await Promise.all([this.server && closeServer(this.server, stopMs), this.consumer?.stop()]);
    await this.hook.close();
    await this.delivery.close();
    clearTimeout(timer);
    if (this.metricsServer !== null) await closeServer(this.metricsServer, Math.max(0, untilMs - performance.now()));
    await this.cases.close();
    await this.store.close();
    this.options.log.info('stopped');
  }

  private fault(error: unknown): void {
    this.options.log.error({ failure: codeOf(error), at: placesOf(error) }, 'fault');
  }

  /** Told once a minute while it lasts: it is tried again each second. */
  private triggersFailed(code: string): void {
    const { faultTold: told } = this;
    const nowMs = performance.now();
    if (told?.code === code && nowMs < told.untilMs) return;
    this.faultTold = { code, untilMs: nowMs + FAULT_TOLD_FOR_MS };
    this.options.log.warn({ failure: code }, 'the triggers of the store could not be read or written');
  }

  private attempted(attempt: Attempt): void {
    this.metrics.attempted(attempt);
    const { target, kind, id, attempts, state, code, heldMs } = attempt;
    const told = { target, kind, trigger: id, attempts, code };
    if (state === 'dead') this.options.log.error(told, 'dead letter');
    else if (state === 'pending' && heldMs === null) this.options.log.warn(told, 'not delivered');
    else if (state === 'pending') this.options.log.warn({ ...told, heldMs }, 'not delivered, and its target is held');
  }

  tookBatch(report: BatchReport): void {
    this.metrics.tookBatch(report);
    if (report.answers.some(mayTrigger)) this.delivery.wake();
    const failed = report.answers.find((answer) => answer.kind === 'failed');
    if (failed?.kind !== 'failed') {
      this.failure = null;
      return;
    }
    const { error } = failed;
    if (this.failure?.error.code !== error.code) this.options.log.error({ failure: error.code }, 'not stored');
    this.failure = error.code.startsWith('STORE_') ? { error, untilMs: performance.now() + FAILURE_HOLDS_MS } : null;
  }

  /** Over after a while: whoever is sent nothing because of it could not learn that the store is back. */
  private storeFailure(): WireError | null {
    if (this.failure !== null && performance.now() > this.failure.untilMs) this.failure = null;
    return this.failure?.error ?? null;
  }

  private backend(): Backend {
    const { hook, cases } = this;
    return {
      hook,
      requestRecords,
      stopping: this.stopping.signal,
      listCases: (page) => cases.list(page),
      showCase: (id) => cases.show(id),
      unready: () => (this.stopping.signal.aborted ? STOPPING : this.storeFailure()),
      broker: () => this.consumer && (this.consumer.unready?.code ?? 'taking'),
    };
  }
}

/** A repeat has its trigger already. */
function mayTrigger(answer: HookAnswer): boolean {
  return answer.kind === 'decided' && !answer.isRepeat && answer.decision.decision !== 'pass';
}

const STOPPING = new SieveError('STOPPING', 'it is stopping').toWire();

export function hookFilesOf({ lists, ruleset, checkLists, policy, minScore, profile }: Config): HookFiles {
  return {
    ...lists,
    minScore,
    profile,
    ...(ruleset === undefined ? {} : { ruleset }),
    ...(checkLists === undefined ? {} : { checkLists }),
    ...(policy === undefined ? {} : { policy }),
  };
}

const A_FILE_CHANGED = 'a file changed';

function watched(config: Config, onChange: () => Promise<boolean>): Watching | null {
  return config.watchMs > 0 ? watchFiles(filesOf(config), config.watchMs, onChange) : null;
}

function filesOf({ lists, ruleset, checkLists, policy }: Config): string[] {
  return [...Object.values(lists).flat(), ruleset, checkLists, policy].filter((file) => file !== undefined);
}

async function listenAt(server: FastifyInstance, { host, port }: { host: string; port: number }): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SieveError('LISTEN_FAILED', `cannot listen on ${host}:${port} (${reason})`, {}, { cause });
  }
}

function addressOf(server: FastifyInstance): string {
  const { address, port, family } = server.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** A message may quote what was read. */
function codeOf(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException;
  return code ?? name ?? 'unknown';
}

function placesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack.match(/(?:file|node):[^\s()]+:\d+:\d+/g)?.slice(0, 8) ?? [];
}
