// name-order: of one name one at a time, of several names together; what is given back takes those behind it along.
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { nameOf, NameOrder } from '../../src/serve/name-order.js';

/** Work that ends when the test says so. */
function works(order: NameOrder) {
  const begun: string[] = [];
  const ends = new Map<string, { readonly end: (result: string | null) => void; readonly fail: () => void }>();
  const run = (name: string | null, what: string) =>
    order.run(name, () => {
      begun.push(what);
      return new Promise<string | null>((end, reject) =>
        ends.set(what, { end, fail: () => reject(new Error('the connection is gone')) }),
      );
    });
  return { begun, run, of: (what: string) => ends.get(what)! };
}

test('one begins once the one before it of its name is over; others begin at once', async () => {
  const order = new NameOrder();
  const { begun, run, of } = works(order);
  const all = [run('a.be', 'a1'), run('a.be', 'a2'), run('b.be', 'b1'), run(null, 'x1'), run(null, 'x2')];
  await turn();
  expect(begun).toEqual(['a1', 'b1', 'x1', 'x2']);
  of('a1').end('stored');
  await turn();
  expect(begun.at(-1)).toBe('a2');
  for (const what of ['a2', 'b1', 'x1', 'x2']) of(what).end(what);
  expect(await Promise.all(all)).toEqual(['stored', 'a2', 'b1', 'x1', 'x2']);
  await turn();
  expect(order.size).toBe(0);
});

test.each(['given back', 'failed'])('what is behind one that is %s is not begun, and given back too', async (how) => {
  const order = new NameOrder();
  const { begun, run, of } = works(order);
  const first = run('a.be', 'a1');
  const behind = [run('a.be', 'a2'), run('a.be', 'a3')];
  if (how === 'failed') of('a1').fail();
  else of('a1').end(null);
  expect(await first.catch(() => null)).toBe(null);
  expect(await Promise.all(behind)).toEqual([null, null]);
  expect(begun).toEqual(['a1']);
  await turn();
  expect(order.size).toBe(0);
  void run('a.be', 'a4');
  expect(begun).toEqual(['a1', 'a4']);
});

test.each([
  ['{"domain":"naam.be"}', 'naam.be'],
  ['{"domain":" NAAM.be. "}', 'naam.be'],
  ['{"domain":"münchen.de"}', 'xn--mnchen-3ya.de'],
  ['{"domain":"not a name"}', null],
  ['{"domain":7}', null],
  ['{"id":"1"}', null],
  ['null', null],
  ['{"domain":', null],
])('the name of %s is %s', (record, name) => {
  expect(nameOf(Buffer.from(record))).toBe(name);
});
