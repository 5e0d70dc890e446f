// crash-sweeps: a history and a sweep in which everything happens that a sweep can write.
import { hoppingHit, makeHit, type SweepSpec } from './run-sweep.js';

const allows = [
  { key: 'stays', name: 'stays.example' },
  { key: 'leaves', name: 'leaves.example' },
];

export const history: readonly SweepSpec[] = [
  {
    day: 1,
    serial: 1,
    untilGone: 2,
    zone: ['stays.example', 'leaves.example'],
    hits: [hoppingHit('alpha.example', 'h1'), hoppingHit('delta.example', 'h4'), makeHit('back.example')],
    list: { version: 'v1', strings: { h1: 'alpha', h2: 'beta', h4: 'delta' } },
    allows,
  },
  { day: 2, serial: 2, untilGone: 2, zone: ['stays.example', 'leaves.example', 'alpha.example'], allows },
  { day: 3, serial: 3, untilGone: 2, zone: ['stays.example', 'alpha.example', 'delta.example'], allows },
];

/** A gone name returns, one goes, one is absent; an entry lapses, a term comes, one goes, one rests, a hit withdraws. */
export const sweepToKill: SweepSpec = {
  day: 4,
  serial: 4,
  untilGone: 2,
  batch: 2,
  zone: ['stays.example', 'alpha.example'],
  hits: [
    makeHit('back.example'),
    hoppingHit('beta.example', 'h2'),
    makeHit('new1.example'),
    makeHit('new1.example', { rule: 'brand:2', target: 'ebay' }),
    makeHit('new2.example'),
  ],
  list: { version: 'v2', strings: { h2: 'beta', h3: 'gamma', h4: 'delta' } },
  allows,
};
