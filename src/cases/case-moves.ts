// case-moves: the one door of a case's state: checks the edge, moves, writes the audit line.
import type { Transaction } from 'kysely';
import { insertAudit, insertCases } from './hot-batches.js';
import type { CaseState, Tables } from './schema.js';

/** Where a case may go from where; `none` is before it exists. */
const edges: Readonly<Record<CaseState | 'none', readonly CaseState[]>> = {
  none: ['open'],
  open: [],
};

export interface CaseMove {
  readonly registrationIds: readonly number[];
  readonly from: CaseState | 'none';
  readonly to: CaseState;
  readonly at: string;
  readonly actor: string;
  readonly note: string | null;
}

/** Moves the cases of these registrations along one edge, inside `trx`; returns case id by registration id. */
export async function moveCases(trx: Transaction<Tables>, move: CaseMove): Promise<Map<number, number>> {
  if (!edges[move.from].includes(move.to)) throw new RangeError(`a case cannot go from ${move.from} to ${move.to}`);
  const created = await insertCases(trx, move.registrationIds, move.to, move.at);
  await insertAudit(trx, {
    caseIds: created.map((row) => row.id),
    at: move.at,
    actor: move.actor,
    from: null,
    to: move.to,
    note: move.note,
  });
  return new Map(created.map((row) => [row.registrationId, row.id]));
}
