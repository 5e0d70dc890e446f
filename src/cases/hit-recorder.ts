// hit-recorder: gathers the hits of a sweep's reports, and stores them a thousand at a time.
import type { Hit } from '../base/hit.js';
import type { SliceReport } from '../base/slice.js';
import type { SweepSession } from './sweep-store.js';

/** Hits that are stored in one transaction; a thousand at once is quickest (`npm run bench -- store`). */
const HITS_AT_ONCE = 1000;

export class HitRecorder {
  private pending: Hit[] = [];

  constructor(private readonly session: SweepSession) {}

  async add(report: SliceReport, hits: readonly Hit[]): Promise<void> {
    for (const { serial } of report.soas) this.session.noteSerial(serial);
    for (const hit of hits) this.pending.push(hit);
    if (this.pending.length >= HITS_AT_ONCE) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.pending.length > 0) await this.session.record(this.pending);
    this.pending = [];
  }
}
