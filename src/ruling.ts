// ruling: lists and policy in force, with the lanes that have them loaded; it ends when its last batch is judged.
import { SieveError } from './base/errors.js';
import type { ScreenedPiece } from './base/screened.js';
import type { FeedTask, Versions } from './lanes/screen-lanes.js';
import { ScreenLanes } from './lanes/screen-lanes.js';
import type { AllowedNames } from './match/allow.js';
import { allowedNames } from './match/allow.js';
import type { NamedPolicy } from './base/policy.js';
import { dayOf } from './base/day.js';
import type { Prepared } from './prepared.js';

export class Ruling {
  private underWay = 0;
  private ended: (() => void) | null = null;
  private allowedOn: { readonly day: string; readonly names: AllowedNames } | null = null;

  private constructor(
    private readonly lanes: ScreenLanes,
    private readonly prepared: Prepared,
  ) {}

  /** Loaded in every lane. */
  static async open(prepared: Prepared, workers: number): Promise<Ruling> {
    const lanes = new ScreenLanes(workers, prepared.lanes);
    try {
      await lanes.ready();
    } catch (error) {
      await lanes.close();
      throw error;
    }
    return new Ruling(lanes, prepared);
  }

  get versions(): Versions {
    return this.prepared.lanes.versions;
  }

  get policy(): NamedPolicy {
    return this.prepared.policy;
  }

  get warnings(): number {
    return this.prepared.warnings;
  }

  /** Made anew each day, since entries hold up to a day. */
  allowed(now: Date): AllowedNames {
    const day = dayOf(now.toISOString());
    if (this.allowedOn?.day !== day) this.allowedOn = { day, names: allowedNames(this.prepared.allow, { now }) };
    return this.allowedOn.names;
  }

  /** Keeps it open while `work` is at work. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.underWay++;
    try {
      return await work();
    } finally {
      if (--this.underWay === 0) this.ended?.();
    }
  }

  async screen(task: FeedTask): Promise<ScreenedPiece> {
    try {
      return await this.lanes.screen(task);
    } catch (cause) {
      // What a lane throws may quote what it read.
      throw new SieveError('HOOK_LANE_FAILED', 'the registration could not be looked at', {}, { cause });
    }
  }

  async close(): Promise<void> {
    if (this.underWay > 0) await new Promise<void>((resolve) => (this.ended = resolve));
    await this.lanes.end();
  }
}
