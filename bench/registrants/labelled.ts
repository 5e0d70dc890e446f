// labelled: registrations whose registrant is known to be bogus or plausible, and by what, to examine screening with.
import type { Registration } from '../../src/base/registration.js';
import { Random } from '../zone/random.js';
import { KINDS } from './bogus/kinds.js';
import type { Why } from './bogus/kind.js';
import type { Draft } from './draft.js';
import type { Half } from './halves.js';
import { plausibleDraft, tidyDraft } from './plausible.js';
import { registrarOf } from './registrars.js';

export interface LabelledSpec {
  readonly seed: number;
  /** Word lists are parted: what stands in one half's records stands in none of the other's. Else from the whole lists. */
  readonly half?: Half;
  readonly bogus: number;
  readonly plausible: number;
}

export interface LabelledRegistrant {
  readonly label: 'bogus' | 'plausible';
  /** Empty when plausible. */
  readonly why: readonly Why[];
  readonly registration: Registration;
}

const BEGIN_MS = Date.UTC(2026, 8, 1);
const BETWEEN_MS = 300_000;

/** Both kinds mixed; the same for the same spec. */
export function* labelledRegistrants(spec: LabelledSpec): Generator<LabelledRegistrant> {
  const half = spec.half ?? 'both';
  const [order, bogus, plausible] = ['order', 'bogus', 'plausible'].map(
    (stream) => new Random(spec.seed, `${half} ${stream}`),
  ) as [Random, Random, Random];
  let [bogusLeft, plausibleLeft] = [spec.bogus, spec.plausible];
  for (let at = 0; bogusLeft + plausibleLeft > 0; at++) {
    if (order.below(bogusLeft + plausibleLeft) < bogusLeft) {
      bogusLeft--;
      yield labelled('bogus', bogusDraft(bogus, half), at, order);
    } else {
      plausibleLeft--;
      yield labelled('plausible', { draft: plausibleDraft(plausible, half), why: [] }, at, order);
    }
  }
}

interface Judged {
  readonly draft: Draft;
  readonly why: readonly Why[];
}

function bogusDraft(random: Random, half: Half): Judged {
  const draft = tidyDraft(random, half);
  const why = random.pickWeighted(KINDS)(draft, random, half);
  return { draft, why: [...new Set(why)] };
}

function labelled(
  label: 'bogus' | 'plausible',
  { draft, why }: Judged,
  at: number,
  random: Random,
): LabelledRegistrant {
  const registration: Registration = {
    id: `L${String(at + 1).padStart(6, '0')}`,
    event: 'create',
    registeredAt: new Date(BEGIN_MS + at * BETWEEN_MS + random.below(BETWEEN_MS)).toISOString(),
    domain: `${draft.label}.be`,
    registrar: registrarOf(random),
    registrant: draft.registrant,
    redacted: draft.redacted,
  };
  return { label, why, registration };
}
