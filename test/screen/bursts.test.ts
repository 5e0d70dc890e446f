// bursts: the counter agrees with a plain one over random registrations; what is remembered is enough to go on from.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bursts } from '../../src/base/policy.js';
import type { ContactEvents } from '../../src/base/screened.js';
import { EVENT_COLUMNS } from '../../src/base/screened.js';
import { BURST_CHECKS, BurstCounter } from '../../src/screen/bursts.js';
import type { PlainEvent } from './plain-bursts.js';
import { plainBursts } from './plain-bursts.js';

const LIMITS: Bursts = {
  contact: { windowHours: 24, names: 3 },
  email: { windowHours: 2, names: 2 },
  phone: { windowHours: 5, names: 4 },
  mailDomain: { windowHours: 1, names: 3 },
  registrar: { names: 5, timesUsual: 2 },
};
const HOUR_MS = 3_600_000;

const key = (most: number) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(NaN) }, { weight: 4, arbitrary: fc.nat(most) });
const event = fc.record<PlainEvent>({
  at: fc.nat(40 * 60).map((minutes) => minutes * 60_000),
  name: fc.nat(30),
  contact: key(12),
  email: key(12),
  phone: key(6),
  mailDomain: key(6),
  registrar: key(2),
});

function columns(events: readonly PlainEvent[]): ContactEvents {
  return Object.fromEntries(
    EVENT_COLUMNS.map((column) => [column, Float64Array.from(events.map((one) => one[column]))]),
  ) as unknown as ContactEvents;
}

function told(counter: BurstCounter, events: ContactEvents, index: number): string[] {
  counter.add(events, index);
  return counter.findings(events, index).map(({ check }) => check);
}

/** With the number of names that is told. */
function counted(counter: BurstCounter, events: ContactEvents, index: number): string[] {
  counter.add(events, index);
  return counter
    .findings(events, index)
    .map(({ check, explain }) =>
      check === 'burst.registrar' ? check : `${check} ${/with (?:at least )?(\d+) names/.exec(explain)![1]}`,
    );
}

describe('bursts', () => {
  test('over random registrations the counter says what a plain one says', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 400, size: 'max' }),
        fc.integer({ min: 5, max: 300 }),
        (events, most) => {
          const counter = new BurstCounter(LIMITS, most);
          const packed = columns(events);
          events.forEach((_, index) => {
            const found = counted(counter, packed, index);
            for (const check of found) met.add(check.split(' ')[0]!);
            expect(found).toEqual(plainBursts(events.slice(0, index + 1), LIMITS, most));
          });
        },
      ),
      { seed: 20261122, numRuns: 60 },
    );
    expect([...met].sort()).toEqual([...BURST_CHECKS].sort());
  });

  test('a counter that is given the last registrations goes on as if it had seen all', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 60, maxLength: 200 }), (events) => {
        const packed = columns(events);
        const [whole, later] = [new BurstCounter(LIMITS, 50), new BurstCounter(LIMITS, 50)];
        events.forEach((_, index) => {
          if (index >= events.length - 55 && index < events.length - 5) later.add(packed, index);
          const found = told(whole, packed, index);
          if (index >= events.length - 5) expect(told(later, packed, index)).toEqual(found);
        });
      }),
      { seed: 20261122, numRuns: 100 },
    );
  });

  test('newest first is counted as oldest first, with the exact number', () => {
    const limits: Bursts = {
      ...LIMITS,
      email: { windowHours: 24, names: 10 },
      mailDomain: { windowHours: 1, names: 2 },
    };
    const one = { contact: NaN, email: 1, phone: NaN, mailDomain: NaN, registrar: NaN };
    const ascending = Array.from({ length: 12 }, (_, name) => ({ ...one, name, at: name * HOUR_MS }));
    for (const order of [ascending, ascending.toReversed()]) {
      const counter = new BurstCounter(limits);
      const events = columns(order);
      const explained = order.flatMap((_, index) => {
        counter.add(events, index);
        return counter.findings(events, index).map(({ explain }) => explain);
      });
      expect(explained).toEqual(
        [10, 11, 12].map((names) => `the same e-mail address came with ${names} names within 24 hours`),
      );
    }
    const counter = new BurstCounter(limits);
    const pair = columns([
      { ...one, email: NaN, mailDomain: 1, name: 1, at: 0 },
      { ...one, email: NaN, mailDomain: 1, name: 2, at: 1 },
    ]);
    counter.add(pair, 0);
    counter.add(pair, 1);
    expect(counter.findings(pair, 1)[0]!.explain).toMatch(/came with 2 names within an hour$/);
  });

  test.each([
    [10, 160, '160'],
    [10, 1_000, 'at least 160'],
    [1_000, 2_160, '2160'],
    [1_000, 2_161, 'at least 2160'],
  ])('with a limit of %s the last of %s names tells %s', (limit, count, told) => {
    const one = { contact: NaN, email: 1, phone: NaN, mailDomain: NaN, registrar: NaN };
    const events = columns(Array.from({ length: count }, (_, name) => ({ ...one, name, at: name })));
    const counter = new BurstCounter({ ...LIMITS, email: { windowHours: 24, names: limit } });
    for (let index = 0; index < count; index++) counter.add(events, index);
    expect(counter.findings(events, count - 1).map(({ explain }) => explain)).toEqual([
      `the same e-mail address came with ${told} names within 24 hours`,
    ]);
  });

  test('a registration without a time is not counted, and the same name again is no second name', () => {
    const same = { name: 1, contact: 1, email: 1, phone: 1, mailDomain: NaN, registrar: NaN };
    const events = columns([
      ...Array.from({ length: 9 }, (_, hour) => ({ ...same, at: hour * HOUR_MS })),
      { ...same, name: 2, at: NaN },
      { ...same, name: 3, at: 9 * HOUR_MS },
    ]);
    const counter = new BurstCounter(LIMITS);
    expect(Array.from({ length: 11 }, (_, index) => told(counter, events, index)).flat()).toEqual(['burst.email']);
  });
});
