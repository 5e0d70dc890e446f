// policy-trial: what another policy would have decided about a feed: both judge each registration, and nothing is stored.
import type { Decision, Verdict } from './base/decision.js';
import type { WireError } from './base/errors.js';
import type { FeedReject } from './base/feed.js';
import { headAt } from './base/screened.js';
import type { OpenFeed } from './ingest/open-feed.js';
import type { AllowedNames } from './match/allow.js';
import type { ScreenLanes } from './lanes/screen-lanes.js';
import type { Judge } from './screen/judge.js';
import { evidenceOf, NOTHING, withAllowed } from './screening.js';

export interface PolicyTrial {
  readonly lanes: ScreenLanes;
  readonly allowed: AllowedNames;
  readonly inForce: Judge;
  readonly tried: Judge;
}

/** A registration about which the policies differ; score and reasons are by the tried one. */
export interface Difference extends Pick<
  Decision,
  'id' | 'domain' | 'registeredAt' | 'decision' | 'score' | 'reasons'
> {
  readonly wouldBe: Verdict;
}

export interface TriedPart {
  readonly count: number;
  readonly differences: readonly Difference[];
  readonly rejects: readonly FeedReject[];
  readonly offset: number;
  readonly failure: WireError | null;
}

export async function* tryPolicy(
  { lanes, allowed, inForce, tried }: PolicyTrial,
  feed: OpenFeed,
): AsyncGenerator<TriedPart> {
  for await (const [piece, screened] of lanes.screened(feed.pieces, feed.shape)) {
    const evidence = evidenceOf(screened);
    const differences: Difference[] = [];
    for (let index = 0; index < screened.count; index++) {
      const about = withAllowed(allowed, screened, index, evidence.get(index) ?? NOTHING);
      const { decision } = inForce.judge(screened.events, index, about);
      const { decision: wouldBe, score, reasons } = tried.judge(screened.events, index, about);
      if (decision === wouldBe) continue;
      const { id, domain, registeredAt } = headAt(screened, index);
      differences.push({ id, domain, registeredAt, decision, wouldBe, score, reasons });
    }
    const offset = piece.offset + piece.bytes.length;
    yield { count: screened.count, differences, rejects: screened.rejects, offset, failure: piece.failure };
    feed.release(piece);
  }
}
