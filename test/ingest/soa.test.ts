// soa.test: owner and serial of SOA records.
import { expect, it } from 'vitest';
import { parseSoa } from '../../src/ingest/soa.js';

it.each<[string, string | null, number | null]>([
  ['@ IN SOA a. b. 7 1 1 1 1', '@', 7],
  ['"be." SOA a. b. 7 1 1 1 1', 'be.', 7],
  ['\x01soa a. b. 4294967295 1 1 1 1', null, 4294967295],
  ['x\xa0y. SOA a. b. 7', 'x\xa0y.', 7],
  ['x.\x0160\x02SOA\x03a.\x04b.\x057', 'x.', 7],
  ['(soa ; soa 1 2 3\n 60 TYPE06 ( a.\n b. ) 8 1 1 1 1)', 'soa', 8],
  ['soa SOA "a;(" b\\;c. 9', 'soa', 9],
  ['@ SOA a. b. 4294967296', '@', null],
  ['@ SOA a. b. x', '@', null],
  ['@ SOA a. b.', '@', null],
  ['@ SOA \\# 2 0000', '@', null],
])('%j', (text, owner, serial) => {
  expect(parseSoa(text)).toEqual({ owner, serial });
});

it('a record of a million bytes is read in time', () => {
  expect(parseSoa(`@ SOA "${'x\\"'.repeat(330_000)}" b. 5`).serial).toBe(5);
  expect(parseSoa(`@ SOA ${'a'.repeat(1_000_000)} b. 5`).serial).toBe(5);
  expect(parseSoa(`@ SOA ${'('.repeat(500_000)}a b. ;${';'.repeat(500_000)}`).serial).toBeNull();
});
