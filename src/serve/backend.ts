// backend: what the server needs of the stages; serving.ts joins them.
import type { WireError } from '../base/errors.js';
import type { CaseDetail, CasePage, CaseSummary } from '../cases/queries.js';
import type { BatchReport, Hook, HookAnswer } from '../hook.js';
import type { RequestRecords } from '../request-records.js';

export type { BatchReport, HookAnswer };

export interface Backend {
  readonly hook: Pick<Hook, 'submit' | 'arrival' | 'hasRoom' | 'untilChanged' | 'waiting' | 'versions'>;
  readonly requestRecords: (body: Uint8Array) => RequestRecords;
  readonly listCases: (filter: CasePage) => Promise<CaseSummary[]>;
  readonly showCase: (id: number) => Promise<CaseDetail | undefined>;
  /** Null: it can answer over HTTP. */
  readonly unready: () => WireError | null;
  /** Aborted once it stops: streams end then, whatever their clients still have to send. */
  readonly stopping: AbortSignal;
  /** `taking`, or the code of why no registrations are taken from the broker; null: there is none. */
  readonly broker: () => string | null;
}
