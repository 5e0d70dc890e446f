// screening: joins the stages for registrations: feed → lanes → judge → cases → answers. What each does is in its folder.
import type { Answer, Answered, ScreenSession } from './cases/screen-store.js';
import type { Decision } from './base/decision.js';
import type { WireError } from './base/errors.js';
import type { FeedPiece, FeedReject, FeedShape } from './base/feed.js';
import type { ScreenedPiece } from './base/screened.js';
import { registeredPart } from './base/registered.js';
import type { ScreenLanes } from './lanes/screen-lanes.js';
import type { AllowedNames } from './match/allow.js';
import { applyAllow } from './match/allow.js';
import { REMEMBERED } from './screen/bursts.js';
import type { Evidence } from './screen/decide.js';
import type { Judge } from './screen/judge.js';

export interface ScreenPlan {
  readonly lanes: ScreenLanes;
  readonly judge: Judge;
  readonly allowed: AllowedNames;
  /** Null stores nothing. */
  readonly session: ScreenSession | null;
  readonly ruleset: string;
  readonly policy: string;
  readonly signal?: AbortSignal;
}

/** A feed, as the ingest stage opens it. */
export interface OpenFeed {
  readonly shape: FeedShape;
  readonly pieces: AsyncGenerator<FeedPiece>;
  readonly release: (piece: FeedPiece) => void;
}

/** What came of one piece of a feed, in input order. */
export interface ScreenedPart {
  readonly decisions: readonly Decision[];
  /** How many of them are the answers to registrations that came before. */
  readonly repeats: number;
  readonly rejects: readonly FeedReject[];
  /** Bytes of the unpacked feed: of this piece, and up to its end. */
  readonly bytes: number;
  readonly offset: number;
  /** What ended the feed after this. */
  readonly failure: WireError | null;
}

/** Goes on counting where the store's last screening ended. */
export async function rememberLast({ judge, session }: ScreenPlan): Promise<void> {
  for (const events of (await session?.recentEvents(REMEMBERED)) ?? []) judge.remember(events);
}

export async function* screenFeed(plan: ScreenPlan, feed: OpenFeed): AsyncGenerator<ScreenedPart> {
  for await (const [piece, screened] of plan.lanes.screened(feed.pieces, feed.shape)) {
    yield await partOf(plan, piece, screened);
    feed.release(piece);
    if (plan.signal?.aborted === true) return;
  }
}

async function partOf(plan: ScreenPlan, piece: FeedPiece, screened: ScreenedPiece): Promise<ScreenedPart> {
  const answers = await answersTo(plan, screened);
  const decisions: Decision[] = [];
  const changed: FeedReject[] = [];
  answers.forEach((answer, index) => {
    if (answer.kind === 'changed') changed.push(changedRecord(piece.file, screened, index));
    else decisions.push({ ...screened.heads[index]!, ...answer.stored });
  });
  return {
    decisions,
    repeats: answers.filter(({ kind }) => kind === 'repeat').length,
    rejects: [...screened.rejects, ...changed],
    bytes: piece.bytes.length,
    offset: piece.offset + piece.bytes.length,
    failure: piece.failure,
  };
}

async function answersTo(plan: ScreenPlan, screened: ScreenedPiece): Promise<readonly Answer[]> {
  const { keys, contents, events, heads } = screened;
  const evidence = evidenceOf(screened, plan.allowed);
  const judge = (index: number) => plan.judge.judge(events, index, evidence.get(index) ?? NOTHING);
  if (plan.session === null) {
    const { ruleset, policy } = plan;
    return keys.map((_, index) => {
      const { decision, score, reasons } = judge(index);
      return { kind: 'new', stored: { decision, score, reasons, ruleset, policy, caseId: null } satisfies Answered };
    });
  }
  const isTold = (index: number) => evidence.has(index);
  const mentionOf = (index: number) => {
    const { domain, registeredAt } = heads[index]!;
    return { ...registeredPart(domain), registeredAt };
  };
  return plan.session.record({ keys, contents, events, mentionOf, isTold, judge });
}

const NOTHING: Evidence = { hits: [], findings: [] };

/** By index; hits that the allow list hides are left out. */
function evidenceOf({ told }: ScreenedPiece, allowed: AllowedNames): Map<number, Evidence> {
  return new Map(told.map(({ index, hits, findings }) => [index, { hits: applyAllow(hits, allowed), findings }]));
}

function changedRecord(file: string, { places }: ScreenedPiece, index: number): FeedReject {
  return {
    ...places[index]!,
    file,
    code: 'REGISTRATION_CHANGED',
    message: 'expected the same content as when this id came before; a new message needs a new id',
    bytes: 0,
    records: 1,
  };
}
