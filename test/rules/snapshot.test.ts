// snapshot: what was encoded is decoded; what is damaged, foreign, cut or of another version is refused with a code.
import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SieveError } from '../../src/base/errors.js';
import { labelsOf } from '../../src/base/label-table.js';
import { Kernel } from '../../src/kernel/load.js';
import { compileRuleset } from '../../src/rules/compile.js';
import { loadLists } from '../../src/rules/load-lists.js';
import { loadRuleKey } from '../../src/rules/rule-key.js';
import type { Ruleset } from '../../src/rules/ruleset.js';
import { decodeSnapshot, encodeSnapshot, readSnapshot, writeSnapshot } from '../../src/rules/snapshot.js';
import { listDirectory, listFile } from './list-file.js';

const NOW = new Date('2026-11-22T00:00:00Z');
const ENV = { ZONESIEVE_KEY_FILE: join(listDirectory(), 'rule.key') };

function rulesetOf(files: Partial<Record<'hopping' | 'brands' | 'patterns' | 'allow', string>>) {
  const of = (kind: keyof typeof files) => (files[kind] === undefined ? [] : [files[kind]]);
  const lists = { hopping: of('hopping'), brands: of('brands'), patterns: of('patterns'), allow: of('allow') };
  return compileRuleset(loadLists(lists, () => loadRuleKey(ENV), NOW).lists, new Kernel());
}

const hopping = listFile('hopping.txt', 'zwelmorant\nquintobrask\nzwelmorant\n');
const brands = listFile('brands.csv', 'label,official\npaypal,paypal.com\nkbc,kbc.be\n');
const patterns = listFile('patterns.csv', 'id,pattern,subject,score,note\nlogin,log[^x]in,label,0.6,é note\n');
const allow = listFile('allow.csv', 'name,owner,reason,expires\nkbc-arena.be,Kü,an arena,2030-01-01\n');
const whole = rulesetOf({ hopping, brands, patterns, allow });
const bytes = Buffer.from(encodeSnapshot(whole));

/** Tables as plain bytes, whatever view of them there is. */
function plain(ruleset: Ruleset): unknown {
  return JSON.parse(
    JSON.stringify(ruleset, (_key, value: unknown) =>
      ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex') : value,
    ),
  );
}

/** Buffers turn themselves into JSON before the replacer sees them. */
function decoded(snapshot: Uint8Array): unknown {
  return plain(decodeSnapshot(new Uint8Array(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength), ''));
}

function refusal(changed: Uint8Array): string {
  try {
    decodeSnapshot(changed, 'r.zsr');
    return 'accepted';
  } catch (error) {
    if (!(error instanceof SieveError)) return String(error);
    expect(error.place).toEqual({ file: 'r.zsr' });
    return error.code;
  }
}

/** As the writer would have done it: with the right checksum. */
function sealed(body: Uint8Array): Buffer {
  return Buffer.concat([body, createHash('sha256').update(body).digest()]);
}

describe('what was encoded', () => {
  test.each([
    ['all lists', { hopping, brands, patterns, allow }],
    ['one list', { hopping }],
    ['only brands', { brands }],
    ['only patterns', { patterns }],
    ['only an allow list', { allow }],
    ['an empty list, which is not an absent one', { brands: listFile('none.txt', '# none\n') }],
  ])('is decoded: %s', (_what, files) => {
    const ruleset = rulesetOf(files);
    expect(decoded(encodeSnapshot(ruleset))).toEqual(plain(ruleset));
  });

  test('keeps a repeated string once, and the order of the others', () => {
    expect(labelsOf(decodeSnapshot(bytes, '').hopping!.table)).toEqual(['zwelmorant', 'quintobrask']);
  });

  test('is the same bytes for the same lists, and another version for others', () => {
    expect(Buffer.from(encodeSnapshot(rulesetOf({ hopping, brands, patterns, allow })))).toEqual(bytes);
    const versions = [{ hopping }, { hopping, brands }, { hopping, allow }, { hopping, brands, patterns, allow }].map(
      (files) => rulesetOf(files).version,
    );
    expect(new Set(versions).size).toBe(4);
  });

  test('is decoded from any offset in its buffer', () => {
    const moved = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
    expect(decoded(moved)).toEqual(plain(whole));
  });
});

describe('refused', () => {
  test('empty, short and foreign files', () => {
    const foreign = [
      Buffer.alloc(0),
      Buffer.from('ZSIEVE'),
      Buffer.from('be. SOA a b 1 1 1 1 1\n'.repeat(10)),
      Buffer.alloc(4096),
      bytes.subarray(0, 47),
    ];
    expect(foreign.map(refusal)).toEqual(foreign.map(() => 'SNAPSHOT_FOREIGN'));
  });

  test('one of a later format, even with a right checksum', () => {
    const later = Buffer.from(bytes.subarray(0, -32));
    later[7]!++;
    expect(refusal(sealed(later))).toBe('SNAPSHOT_FOREIGN');
  });

  test('every truncation', () => {
    for (let length = 0; length < bytes.length; length += 7)
      expect(refusal(bytes.subarray(0, length))).toMatch(/^SNAPSHOT_(FOREIGN|DAMAGED)$/);
    expect(refusal(Buffer.concat([bytes, Buffer.alloc(1)]))).toBe('SNAPSHOT_DAMAGED');
  });

  test('any bits turned over', () => {
    const bit = fc.integer({ min: 0, max: bytes.length * 8 - 1 });
    fc.assert(
      fc.property(fc.uniqueArray(bit, { minLength: 1, maxLength: 5 }), (bits) => {
        const changed = Buffer.from(bytes);
        for (const at of bits) changed[at >> 3]! ^= 1 << (at & 7);
        expect(refusal(changed)).toBe(bits.some((at) => at < 64) ? 'SNAPSHOT_FOREIGN' : 'SNAPSHOT_DAMAGED');
      }),
      { numRuns: 3000, seed: 5 },
    );
  });

  test('any bytes moved, doubled or left out', () => {
    const at = fc.integer({ min: 8, max: bytes.length - 1 });
    fc.assert(
      fc.property(at, at, at, (a, b, c) => {
        const changed = Buffer.concat([bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(c)]);
        fc.pre(!changed.equals(bytes));
        expect(refusal(changed)).toMatch(/^SNAPSHOT_(FOREIGN|DAMAGED)$/);
      }),
      { numRuns: 1000, seed: 6 },
    );
  });

  test('a header is not read before the checksum holds', () => {
    const bomb = Buffer.from(bytes);
    bomb.writeUInt32LE(0xffff_ffff, 8);
    expect(refusal(bomb)).toBe('SNAPSHOT_DAMAGED');
    const noJson = Buffer.from(bytes);
    noJson.fill('[', 16, 600);
    expect(refusal(noJson)).toBe('SNAPSHOT_DAMAGED');
  });
});

describe('files', () => {
  test('are written whole, private, and over an older one', () => {
    const file = listFile('old.zsr', 'old');
    chmodSync(file, 0o666);
    writeSnapshot(file, bytes);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file)).toEqual(bytes);
    expect(decoded(readSnapshot(file))).toEqual(plain(whole));
  });

  test('behind a symbolic link are written where it leads', () => {
    const directory = listDirectory();
    const file = listFile('linked.zsr', 'old');
    symlinkSync(file, join(directory, 'current.zsr'));
    writeSnapshot(join(directory, 'current.zsr'), bytes);
    expect(readFileSync(file)).toEqual(bytes);
    expect(readdirSync(directory)).toEqual(['current.zsr']);
  });

  test.each([
    ['a directory', () => listDirectory()],
    ['a device', () => '/dev/null'],
    ['nowhere', () => join(listDirectory(), 'no', 'x.zsr')],
  ])('are refused: %s', (_what, fileOf) => {
    const file = fileOf();
    expect(() => writeSnapshot(file, bytes)).toThrow(
      expect.objectContaining({ code: 'SNAPSHOT_UNWRITABLE', place: { file } }) as Error,
    );
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('that cannot be read say so', () => {
    expect(() => readSnapshot('/nowhere/x')).toThrow(expect.objectContaining({ code: 'SNAPSHOT_UNREADABLE' }) as Error);
  });
});
