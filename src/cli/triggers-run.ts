// triggers-run: the work of `zonesieve triggers`, over one store.
import { SieveError } from '../base/errors.js';
import type { TargetConfig } from '../base/trigger.js';
import { DeliveryQueue } from '../cases/deliveries.js';
import type { Store } from '../cases/open-store.js';
import type { ListedTrigger, Outstanding } from '../cases/trigger-desk.js';
import {
  countOutstanding,
  dropTriggers,
  retireTarget,
  retryTriggers,
  triggerPages,
  unknownTriggers,
} from '../cases/trigger-desk.js';
import { openDelivery } from '../delivery.js';
import { defaultConfig, readConfig, targetsOf } from '../serve/read-config.js';
import type { Attempt } from '../triggers/dispatcher.js';
import { untilInterrupted } from './interrupt.js';
import { complain, counted, jsonLine, print, printLine, table } from './output.js';
import type { DeliverOptions, DropOptions, ListTriggersOptions, RetryOptions } from './triggers.js';
import { withOpenStore } from './with-open-store.js';

/** A person wants no more at once; with `--json` a program gets all. */
const LISTED = 100;

export async function list({ db, json, limit, offset, ...filter }: ListTriggersOptions): Promise<void> {
  await withOpenStore(db, async (store) => {
    const most = limit ?? (json ? Infinity : LISTED);
    let listed = 0;
    let isMore = false;
    for await (const page of triggerPages(store, { ...filter, limit: most + 1, offset })) {
      const found = page.slice(0, most - listed);
      await print(json ? found.map(jsonLine).join('') : described(found));
      listed += found.length;
      isMore = found.length < page.length;
    }
    if (listed === 0 && !json) await printLine(offset === 0 ? 'no triggers' : `no triggers from --offset ${offset} on`);
    if (isMore) complain(`there are more triggers: --offset ${offset + listed} lists those that follow, --json all`);
  });
}

export async function retry(ids: readonly string[], { db, dead, target }: RetryOptions): Promise<void> {
  if (dead === ids.length > 0) throw new SieveError('USAGE', 'expected ids of triggers, or --dead');
  await withOpenStore(db, async (store) => {
    await refuseUnknown(store, ids);
    const which = { ids: dead ? ('dead' as const) : ids, at: new Date(), ...(target === undefined ? {} : { target }) };
    const count = await retryTriggers(store, which);
    if (count === null) throw unknownTarget();
    complain(`${counted(count, 'delivery', 'deliveries')} will be sent again`);
  });
}

export async function drop(ids: readonly string[], { db, reason }: DropOptions): Promise<void> {
  await withOpenStore(db, async (store) => {
    await refuseUnknown(store, ids);
    const count = await dropTriggers(store, ids, reason, new Date());
    const others = new Set(ids).size - count;
    complain(
      `${counted(count, 'trigger')} dropped` +
        (others > 0 ? `; ${others} had been dropped, or delivered to every target, before` : ''),
    );
  });
}

export async function retire(target: string, { db }: Pick<RetryOptions, 'db'>): Promise<void> {
  await withOpenStore(db, async (store) => {
    const count = await retireTarget(store, target, new Date());
    if (count === null) throw unknownTarget();
    complain(`${counted(count, 'delivery', 'deliveries')} dropped`);
  });
}

/** Exit 1 when something was not delivered. */
export async function deliver({ config: file, db, once }: DeliverOptions): Promise<void> {
  if (file !== undefined && db !== undefined) throw new SieveError('USAGE', 'expected --config or --db, not both');
  const read = file === undefined ? defaultConfig() : readConfig(file);
  const config = db === undefined ? read : { ...read, store: db };
  await withOpenStore(config.store, async (store) => {
    const interrupt = untilInterrupted('what is not delivered is sent again later');
    const counts = { delivered: 0, pending: 0, dead: 0 };
    const targets = targetsOf(config, process.env);
    const delivery = openDelivery({
      store,
      targets,
      areAll: file !== undefined,
      until: once ? 'tried' : 'empty',
      givingUp: interrupt.signal,
      onAttempt: (attempt) => {
        counts[attempt.state]++;
        if (attempt.state !== 'delivered') complain(failed(attempt));
      },
      onFault: ({ code, message }) => complain(`${code}: ${message}`),
    });
    interrupt.signal.addEventListener('abort', () => void delivery.close());
    await delivery.ended;
    interrupt.stop();
    complain(`${counted(counts.delivered, 'delivery', 'deliveries')}, ${counted(counts.dead, 'dead letter')}`);
    const waiting = await tellWaiting(store, targets);
    if (counts.dead > 0 || waiting > 0 || interrupt.signal.aborted) process.exitCode = 1;
  });
}

/** How many deliveries to these targets wait, those included that another process has under way, or had when it was killed. */
async function tellWaiting(store: Store, targets: readonly TargetConfig[]): Promise<number> {
  const ids = new Set(targets.map(({ id }) => id));
  const left = (await countOutstanding(store)).filter(({ target, pending }) => ids.has(target) && pending > 0);
  const waiting = left.reduce((sum, { pending }) => sum + pending, 0);
  if (waiting === 0) return 0;
  const dueMs = await new DeliveryQueue(store).nextDueMs(targets);
  const next = dueMs === null ? '' : `; the next is due at ${new Date(dueMs).toISOString()}`;
  complain(`${counted(waiting, 'delivery waits', 'deliveries wait')}${next}`);
  for (const { target, heldUntil } of left.filter(isHeld))
    complain(`${target} asked to be left alone until ${heldUntil}; \`zonesieve triggers retry\` sends to it at once`);
  return waiting;
}

function isHeld({ heldUntil }: Outstanding): boolean {
  return (heldUntil ?? '') > new Date().toISOString();
}

function failed({ target, id, attempts, code, state, heldMs }: Attempt): string {
  const asked = heldMs === null ? '' : `; the target asked to be left alone for ${Math.ceil(heldMs / 1_000)} s`;
  const then =
    state === 'dead' ? 'given up: `zonesieve triggers retry` sends it again' : `it is sent again later${asked}`;
  return `${id} to ${target}: ${code ?? 'failed'} at attempt ${attempts}; ${then}`;
}

function described(found: readonly ListedTrigger[]): string {
  const rows = found.map((one) => {
    const { id, kind, caseId, createdAt, target, state, attempts } = one;
    return [
      ...[id, kind, `case ${caseId}`, createdAt, target ?? '-', state, counted(attempts, 'attempt')],
      remarksOn(one).join(', '),
    ];
  });
  return rows.length === 0 ? '' : `${table(rows)}\n`;
}

function remarksOn({ target, isConfigured, heldUntil, dueAt, lastError, dropReason }: ListedTrigger): string[] {
  return [
    target === null || isConfigured ? null : 'target not configured',
    heldUntil === null ? null : `target held until ${heldUntil}`,
    dueAt === null ? null : `next ${dueAt}`,
    ...[lastError, dropReason],
  ].filter((text) => text !== null);
}

function unknownTarget(): SieveError {
  return new SieveError('TARGET_UNKNOWN', 'the store knows no such target; `zonesieve triggers list` shows them');
}

async function refuseUnknown(store: Store, ids: readonly string[]): Promise<void> {
  const [unknown] = ids.length === 0 ? [] : await unknownTriggers(store, ids);
  if (unknown === undefined) return;
  throw new SieveError(
    'TRIGGER_UNKNOWN',
    'the store has no trigger of an id that was given; `zonesieve triggers list` shows them',
  );
}
