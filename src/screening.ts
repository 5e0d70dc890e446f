// screening: joins the stages for registrations: feed → lanes → judge → cases → answers. What each does is in its folder.
import type { Answer, Answered, Judged, ScreenSession } from './cases/screen-store.js';
import type { WatchedTerm } from './cases/watched.js';
import type { Allowance } from './base/allowance.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Decision, Verdict } from './base/decision.js';
import type { WireError } from './base/errors.js';
import type { FeedPiece, FeedReject, FeedShape } from './base/feed.js';
import type { Head, LifeEvent, ScreenedPiece } from './base/screened.js';
import { headAt, lifeEventAt, startOfLine } from './base/screened.js';
import { registeredByFeed } from './base/registered.js';
import { safeJson } from './base/safe-json.js';
import type { OpenFeed } from './ingest/open-feed.js';
import { rejectOf } from './ingest/parse-feed-piece.js';
import type { MailDomains, MailVerdict } from './ingest/mail-domains.js';
import type { ScreenLanes, Versions } from './lanes/screen-lanes.js';
import type { AllowedNames } from './match/allow.js';
import { applyAllow, coveringEntries } from './match/allow.js';
import { watchHits } from './match/watch-hit.js';
import { REMEMBERED } from './screen/bursts.js';
import type { Evidence } from './screen/decide.js';
import type { Judge } from './screen/judge.js';
import { IN_ORDER } from './screen/judge.js';
import { NO_MAIL } from './screen/no-mail.js';
import { passTail } from './screen/pass-line.js';

export interface ScreenPlan {
  readonly lanes: ScreenLanes;
  readonly judge: Judge;
  readonly allowed: AllowedNames;
  /** Null asks no DNS. */
  readonly mailDomains: MailDomains | null;
  /** Null stores nothing. */
  readonly session: ScreenSession | null;
  readonly versions: Versions;
  readonly signal?: AbortSignal;
}

/** What came of one piece of a feed, in input order. */
export interface ScreenedPart {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** How many of them are the answers to registrations that came before. */
  readonly repeats: number;
  /** How many are not counted over registrations, for want of a date. */
  readonly undated: number;
  /** The decisions as lines of JSON. */
  readonly lines: Uint8Array;
  readonly rejects: readonly FeedReject[];
  /** Bytes of the unpacked feed: of this piece, and up to its end. */
  readonly bytes: number;
  readonly offset: number;
  /** What ended the feed after this. */
  readonly failure: WireError | null;
}

/** A few milliseconds: a hook answers others meanwhile. */
const COUNTED_A_TURN = 4096;

/** Goes on counting where the store's last screening ended. */
export async function rememberLast({ judge, session }: Pick<ScreenPlan, 'judge' | 'session'>): Promise<void> {
  let counted = 0;
  for (const events of (await session?.recentEvents(REMEMBERED)) ?? []) {
    judge.remember(events);
    counted += events.at.length;
    if (counted < COUNTED_A_TURN) continue;
    counted = 0;
    await nextTurn();
  }
}

export async function* screenFeed(plan: ScreenPlan, feed: OpenFeed): AsyncGenerator<ScreenedPart> {
  for await (const [piece, screened] of plan.lanes.screened(feed.pieces, feed.shape)) {
    yield await partOf(plan, feed.shape, piece, screened);
    feed.release(piece);
    if (plan.signal?.aborted === true) return;
  }
}

async function partOf(
  plan: ScreenPlan,
  shape: FeedShape,
  piece: FeedPiece,
  screened: ScreenedPiece,
): Promise<ScreenedPart> {
  const answers = await answersTo(plan, screened);
  const counts = { pass: 0, verify: 0, hold: 0 };
  const lines = new DecisionLines(screened, plan.versions);
  const changed: FeedReject[] = [];
  let repeats = 0;
  answers.forEach((answer, index) => {
    if (answer.kind === 'changed') {
      changed.push(rejectOf(piece, shape, screened.frames[index]!, CHANGED));
      lines.leaveOut(index);
      return;
    }
    counts[answer.stored.decision]++;
    if (answer.kind === 'repeat') repeats++;
    if (answer.kind === 'repeat' || isTold(answer.stored)) lines.put(index, answer.stored);
  });
  return {
    counts,
    repeats,
    undated: screened.undated,
    lines: lines.joined(),
    rejects: [...screened.rejects, ...changed],
    bytes: piece.bytes.length,
    offset: piece.offset + piece.bytes.length,
    failure: piece.failure,
  };
}

/** Whether the lane's line, which tells of no reason and no case, is not enough. */
function isTold({ reasons, caseId }: Answered): boolean {
  return reasons.length > 0 || caseId !== null;
}

const CHANGED = {
  code: 'REGISTRATION_CHANGED',
  message: 'expected the same content as when this id came before; a new message needs a new id',
  path: '',
};

/** What answers need of a plan. */
export type JudgePlan = Pick<ScreenPlan, 'judge' | 'allowed' | 'mailDomains' | 'session' | 'versions'>;

/** In the order of the registrations. */
export async function answersTo(plan: JudgePlan, screened: ScreenedPiece): Promise<readonly Answer[]> {
  const { keys, contents, events } = screened;
  const evidence = evidenceOf(screened);
  if (plan.mailDomains !== null) await addMailFindings(plan.mailDomains, screened, evidence);
  const judge = (index: number, watched: readonly WatchedTerm[] = [], holding: ReadonlySet<string> | null = null) => {
    const found = withWatched(plan, screened, index, evidence.get(index) ?? NOTHING, watched);
    return plan.judge.judge(events, index, withAllowed(plan.allowed, screened, index, found, holding));
  };
  if (plan.session === null) {
    const inOrder: Answer = { kind: 'new', stored: answered(IN_ORDER, plan) };
    return Array.from({ length: screened.count }, (_, index) => {
      const judged = judge(index);
      return judged === IN_ORDER ? inOrder : { kind: 'new', stored: answered(judged, plan) };
    });
  }
  const unseen = new Set(screened.unseen);
  const isUnseen = (index: number) => unseen.has(index);
  const lifeEventOf = (index: number) => lifeEventAt(screened, index);
  const heads: Head[] = [];
  const headOf = (index: number) => (heads[index] ??= headAt(screened, index));
  const mentionOf = (index: number) => {
    const { domain, registeredAt } = headOf(index);
    return { ...registeredByFeed(domain), registeredAt };
  };
  const allowanceOf = (index: number): Allowance => {
    const entries = plan.allowed.size === 0 ? undefined : plan.allowed.get(headOf(index).domain);
    const covering = entries === undefined ? [] : coveringEntries(entries, headOf(index));
    return { covering, event: allowanceEvent(lifeEventOf(index)) };
  };
  const findingsOf = (index: number) => plan.judge.kept(evidence.get(index)?.findings ?? []);
  return plan.session.record({
    ...{ keys, contents, events, mentionOf, isUnseen, lifeEventOf, allowanceOf, judge, findingsOf },
  });
}

function allowanceEvent(event: LifeEvent): Allowance['event'] {
  if (event === 'restore' || event === 'transfer') return 'passed-on';
  return event === 'deletion' ? event : 'other';
}

/** Who registers a string that is watched for has a hopping hit, whichever lists are in force. */
function withWatched(
  { versions }: Pick<ScreenPlan, 'versions'>,
  screened: ScreenedPiece,
  index: number,
  evidence: Evidence,
  watched: readonly WatchedTerm[],
): Evidence {
  if (watched.length === 0) return evidence;
  const { hits, findings } = evidence;
  const { domain } = headAt(screened, index);
  return { hits: [...hits, ...watchHits(domain, watched, hits, versions.ruleset)], findings };
}

/** An address at a domain that takes no mail reaches nobody; where the DNS does not say, nothing is held against anyone. */
async function addMailFindings(
  domains: MailDomains,
  { mailDomains }: ScreenedPiece,
  evidence: Map<number, Evidence>,
): Promise<void> {
  const verdicts = new Map<string, MailVerdict>();
  const ask = async (domain: string) => void verdicts.set(domain, await domains.check(domain));
  await Promise.all([...new Set(mailDomains)].filter((domain) => domain !== '').map(ask));
  mailDomains.forEach((domain, index) => {
    if (verdicts.get(domain) !== 'refuses') return;
    const { hits, findings } = evidence.get(index) ?? NOTHING;
    evidence.set(index, { hits, findings: [...findings, NO_MAIL] });
  });
}

function answered({ decision, score, reasons }: Judged, { versions }: JudgePlan): Answered {
  return { decision, score, reasons, ...versions, caseId: null };
}

export const NOTHING: Evidence = { hits: [], findings: [] };

/** By index; before the allow list. */
export function evidenceOf({ told }: ScreenedPiece): Map<number, Evidence> {
  return new Map(told.map(({ index, hits, findings }) => [index, { hits, findings }]));
}

/** Hits that the allow list hides are left out. */
export function withAllowed(
  allowed: AllowedNames,
  screened: ScreenedPiece,
  index: number,
  evidence: Evidence,
  holding: ReadonlySet<string> | null = null,
): Evidence {
  const { hits, findings } = evidence;
  if (!hits.some(({ name }) => allowed.has(name))) return evidence;
  return { hits: applyAllow(hits, allowed, headAt(screened, index), holding), findings };
}

/** The decisions of a piece: most pass with nothing to tell, and their lines stay as the lane wrote them. */
class DecisionLines {
  private readonly parts: Uint8Array[] = [];
  private done = 0;
  private readonly tailBytes: number;

  /** The lane's lines are of these versions. */
  constructor(
    private readonly screened: ScreenedPiece,
    versions: Versions,
  ) {
    this.tailBytes = Buffer.byteLength(passTail(versions));
  }

  /** Indexes come in order. Which registration it is, the lane's line says as it must be. */
  put(index: number, answer: Answered): void {
    const { lines, ends } = this.screened;
    const { decision, score, reasons, ruleset, policy, caseId } = answer;
    const told: Omit<Decision, keyof Head> = { decision, score, reasons, ruleset, policy, caseId };
    this.leaveOut(index);
    this.parts.push(
      lines.subarray(startOfLine(ends, index), ends[index]! - this.tailBytes),
      Buffer.from(`,${safeJson(told).slice(1)}\n`),
    );
  }

  leaveOut(index: number): void {
    const { lines, ends } = this.screened;
    this.parts.push(lines.subarray(this.done, startOfLine(ends, index)));
    this.done = ends[index]!;
  }

  joined(): Uint8Array {
    const { lines } = this.screened;
    if (this.parts.length === 0) return lines;
    return Buffer.concat([...this.parts, lines.subarray(this.done)]);
  }
}
