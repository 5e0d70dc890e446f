// triggers-run: the work of `zonesieve triggers`, over one store.
import { SieveError } from '../base/errors.js';
import type { Store } from '../cases/open-store.js';
import type { ListedTrigger } from '../cases/trigger-desk.js';
import { dropTriggers, listTriggers, retryTriggers, unknownTriggers } from '../cases/trigger-desk.js';
import { openDelivery } from '../delivery.js';
import { defaultConfig, readConfig, targetsOf } from '../serve/read-config.js';
import type { Attempt } from '../triggers/dispatcher.js';
import { untilInterrupted } from './interrupt.js';
import { complain, counted, print, printJson, table } from './output.js';
import type { DeliverOptions, DropOptions, ListTriggersOptions, RetryOptions } from './triggers.js';
import { withOpenStore } from './with-open-store.js';

export async function list({ db, json, limit, offset, ...filter }: ListTriggersOptions): Promise<void> {
  await withOpenStore(db, async (store) => {
    const found = await listTriggers(store, { ...filter, limit, offset });
    if (json) for (const trigger of found) await printJson(trigger);
    else await print(described(found));
    if (found.length === limit)
      complain(`there may be more triggers: --offset ${offset + found.length} lists those that follow`);
  });
}

export async function retry(ids: readonly string[], { db, dead, target }: RetryOptions): Promise<void> {
  if (dead === ids.length > 0) throw new SieveError('USAGE', 'expected ids of triggers, or --dead');
  await withOpenStore(db, async (store) => {
    await refuseUnknown(store, ids);
    const which = { ids: dead ? ('dead' as const) : ids, at: new Date(), ...(target === undefined ? {} : { target }) };
    const count = await retryTriggers(store, which);
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

/** Exit 1 when something was not delivered. */
export async function deliver({ config: file, db, once }: DeliverOptions): Promise<void> {
  if (file !== undefined && db !== undefined) throw new SieveError('USAGE', 'expected --config or --db, not both');
  const read = file === undefined ? defaultConfig() : readConfig(file);
  const config = db === undefined ? read : { ...read, store: db };
  await withOpenStore(config.store, async (store) => {
    const interrupt = untilInterrupted();
    const counts = { delivered: 0, pending: 0, dead: 0 };
    const delivery = openDelivery({
      store,
      targets: targetsOf(config, process.env),
      until: once ? 'tried' : 'empty',
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
    if (counts.dead > 0 || (once && counts.pending > 0) || interrupt.signal.aborted) process.exitCode = 1;
  });
}

function failed({ target, id, attempts, code, state }: Attempt): string {
  const then = state === 'dead' ? 'given up: `zonesieve triggers retry` sends it again' : 'it is sent again later';
  return `${id} to ${target}: ${code ?? 'failed'} at attempt ${attempts}; ${then}`;
}

function described(found: readonly ListedTrigger[]): string {
  const rows = found.map(({ id, kind, caseId, createdAt, target, state, attempts, dueAt, lastError, dropReason }) => [
    ...[id, kind, `case ${caseId}`, createdAt, target ?? '-', state, counted(attempts, 'attempt')],
    [dueAt === null ? '' : `next ${dueAt}`, lastError ?? '', dropReason ?? ''].filter((text) => text !== '').join(', '),
  ]);
  return rows.length === 0 ? '' : `${table(rows)}\n`;
}

async function refuseUnknown(store: Store, ids: readonly string[]): Promise<void> {
  const [unknown] = ids.length === 0 ? [] : await unknownTriggers(store, ids);
  if (unknown === undefined) return;
  throw new SieveError(
    'TRIGGER_UNKNOWN',
    'the store has no trigger of an id that was given; `zonesieve triggers list` shows them',
  );
}
