// generate.test: $GENERATE as BIND expands it, its limits, and lines that say nothing clear.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readText } from './read-text.js';

const APEX = 'example.test';
const HEAD = '$TTL 3600\n@ IN SOA ns.x. h.x. ( 1 2h 3 4 5 )\n@ IN NS ns.x.\n';

/** Lines that BIND takes too. */
const GOOD = [
  '1-2 a${10,4,x}.$ NS x',
  '1-2 ${3}-$-${-1,2}-$ NS x',
  '0-3 n${-2,4,x} NS x',
  '0-3 o${-2,0,o} NS x',
  '10-11 d${-20,5,d} NS x',
  '10-11 d${-20,1,d} NS x',
  '17-18 b${0,5,n} NS x',
  '17-18 b${0,6,n}z NS x',
  '17-18 b${0,1,n} NS x',
  '17-18 b${0,0,n} NS x',
  '17-18 b${0,2,n}z NS x',
  '171-172 u${0,7,N}.c NS x',
  '171-172 X${0,6,X} NS x',
  '1-2 $$y$ NS x',
  '1-2 \\$z$ NS x',
  '1-5/2 s${1} IN NS x',
  '1-2 v${+1} NS x',
  '1-2 v${1,0,d}w NS x',
  '1-2 a$ 5 NS x',
  '1-2 a$ IN 5 NS x',
  '1-2 a$ 5 IN NS x',
  '1-2/5 a$ NS x',
  '2147483646-2147483647 a$ NS x',
  '1-2 $.sub NS x',
  '1-2 a$.example.test. NS x',
  '1-2 a\\$b NS x',
  '1-2 a$b$c NS x',
  '1-2 a$ TYPE2 x',
  '1-2 a$ ns x',
  '1-2 a$ NS x ; comment',
  '1-2 a$ NS x$',
  '1-2 a$ A 10.0.0.$',
  '01-02 a$ NS x',
  '1-2 a\\\\$ NS x',
  '1-2 a\\.$ NS x',
  '1-2 a\\046$ NS x',
  '1-2 a\\ $ NS x',
  '1-2 ${0,63,d} NS x',
  '1-2 a${-2147483648,3,n} NS x',
  '0-1 a${-1,3,n}b NS x',
  '0-1 a${-1,3,X}b NS x',
];
/** Lines that neither takes. */
const BAD = [
  '1-2 t${,3} NS x',
  '1-2 v${} NS x',
  '1-2 v${1,} NS x',
  '1-2 v${1,2,} NS x',
  '1-2 v${1,2,d NS x',
  '1-2 v${1,2,d,e} NS x',
  '1-2 v${1,2,q} NS x',
  '1-2 v${1,-3} NS x',
  '1-2 a$ 5 5 NS x',
  '1-2 a$ IN IN NS x',
  '1-2 a$ CH NS x',
  '2-1 a$ NS x',
  '1-2/0 a$ NS x',
  '4294967295-4294967296 a$ NS x',
  '1-2 "q$" NS x',
  '1-2 a$ NS',
  '1-2 a$',
  '1-2',
  '1 a$ NS x',
  '1-2/ a$ NS x',
  '-1-2 a$ NS x',
  '1-2 a\\0$ NS x',
  '1-2 (a$ NS x)',
  '1-2 ${0,300,d} NS x',
  '1-2 ${0,64,d} NS x',
  '1-2 a..$ NS x',
  '',
];
const isMissing = spawnSync('named-compilezone', ['-v']).status !== 0;

describe.skipIf(isMissing && process.env['CI'] !== 'true')(
  'named-compilezone (skipped when BIND is not installed)',
  () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'zonesieve-generate-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    function compile(line: string, before = ''): string[] {
      const file = join(folder, 'zone');
      writeFileSync(file, `${HEAD}${before}$GENERATE ${line}\n`, 'latin1');
      const args = ['-i', 'none', '-k', 'ignore', '-n', 'ignore', '-r', 'ignore', '-s', 'full', '-o', '-', APEX, file];
      const lines = execFileSync('named-compilezone', args, { encoding: 'latin1', stdio: 'pipe' })
        .split('\n')
        .map((text) => text.split(/\s+/));
      return lines.flatMap(([owner = '', , , type]) =>
        type === 'NS' && owner !== `${APEX}.` ? [owner.toLowerCase().replace(/\.$/, '')] : [],
      );
    }

    it.each(GOOD)('%s', (line) => {
      const told = readText(`${HEAD}$GENERATE ${line}\n`, { origin: APEX });
      expect(told.failure).toBeNull();
      expect([...told.names].sort()).toEqual(compile(line).sort());
    });

    it('blank owners after it', () => {
      const lines =
        '1-2 b$ NS x\n NS y\nc NS x\n$ORIGIN d.example.test.\n$GENERATE 1-2 b$.c NS x\n NS y\n$GENERATE 1-2 e$ A 10.0.0.$\n NS z\n';
      const told = readText(`${HEAD}a A 10.0.0.1\n$GENERATE ${lines}`, { origin: APEX });
      expect(told.failure).toBeNull();
      expect(new Set(told.names)).toEqual(new Set(compile(lines, 'a A 10.0.0.1\n')));
    });

    it.each(BAD)('neither takes: %s', (line) => {
      expect(() => compile(line)).toThrow();
    });
  },
);

it.each(BAD)('refused with its place: %s', (line) => {
  const told = readText(`${HEAD}a NS x\n$GENERATE ${line}\nb NS x\n`, { origin: APEX });
  expect(told.names).toEqual(['a.example.test']);
  expect(told.failure).toMatchObject({
    code: expect.stringMatching(/^(GENERATE_SYNTAX|ZONE_BAD_DIRECTIVE)$/) as string,
    place: { line: 5, column: 1 },
  });
});

it.each(BAD)('lenient reading goes on after: %s', (line) => {
  const told = readText(`${HEAD}a NS x\n$GENERATE ${line}\nb NS x\nc..d NS x\n`, { origin: APEX, lenient: true });
  expect(told.failure).toBeNull();
  expect(told.names.filter((name) => name.length < 20 && /^[ab]\./.test(name))).toEqual([
    'a.example.test',
    'b.example.test',
  ]);
  expect(told.faults[0]!.place.line).toBe(5);
  expect(told.faults.at(-1)).toMatchObject({ code: 'ZONE_BAD_OWNER', place: { line: 7, column: 1 } });
});

/** A line of a zone, and the owner that blank owners mean after it; null when it changes none. */
const LINES = [
  ['a A x', 'a'],
  ['b NS x', 'b'],
  ['$GENERATE 1-3 c$ NS x', null],
  ['$GENERATE 1-300 c$.${0,255}${0,255} NS x', null],
  ['$GENERATE 1-2 d$ A x', null],
  ['$ORIGIN e.test.', null],
  [' NS x', null],
  ['f..g NS x', ''],
] as const;

it('a blank owner after $GENERATE is that of the record before it', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LINES), { maxLength: 12 }), (lines) => {
      let [origin, owner] = ['test', ''];
      const names: string[] = [];
      for (const [text, next] of lines) {
        if (text.startsWith('$ORIGIN')) origin = 'e.test';
        if (next !== null) owner = next === '' ? '' : `${next}.${origin}`;
        if (text.startsWith('$GENERATE 1-3 ')) names.push(`c1.${origin}`, `c2.${origin}`, `c3.${origin}`);
        const isDelegation = text.startsWith('b') || text.startsWith(' ');
        if (isDelegation && owner !== '' && names.at(-1) !== owner) names.push(owner);
      }
      const told = readText(lines.map(([text]) => `${text}\n`).join(''), { origin: 'test', lenient: true });
      expect(told.names).toEqual(names);
    }),
  );
});

describe('limits', () => {
  const lines = (count: number): string => `${HEAD}${`$GENERATE 1-10 a$ NS x\n`.repeat(count)}z NS x\n`;

  it('of one directive: what stands before it is kept', () => {
    expect(readText(`${HEAD}$GENERATE 1-10 a$ NS x\n`, { origin: APEX, generateLimit: 10 })).toMatchObject({
      failure: null,
      generated: 10,
    });
    const over = readText(`${HEAD}a NS x\n$GENERATE 1-11 a$ NS x\n`, { origin: APEX, generateLimit: 10 });
    expect(over).toMatchObject({
      names: ['a.example.test'],
      failure: {
        code: 'GENERATE_LIMIT',
        message: 'expected at most 10 names, and this $GENERATE makes 11; raise it with --generate-limit',
        place: { line: 5, column: 1 },
      },
    });
  });

  it('of one file: ten times as many', () => {
    expect(readText(lines(10), { origin: APEX, generateLimit: 10 })).toMatchObject({ failure: null, generated: 100 });
    expect(readText(lines(11), { origin: APEX, generateLimit: 10 })).toMatchObject({
      failure: { code: 'GENERATE_LIMIT', place: { line: 14 } },
    });
  });

  it('a directive of four thousand million names costs nothing', () => {
    const text = `${HEAD}${'$GENERATE 0-4294967295 a$ NS x\n'.repeat(1_000)}`;
    expect(readText(text, { origin: APEX, lenient: true })).toMatchObject({ skipped: 1_000, names: [] });
  });

  it('a million names are made a few at a time', () => {
    const told = readText(`${HEAD}$GENERATE 1-200000 a$ NS x\nz NS x\n q\n`, { origin: APEX });
    expect(told.names).toHaveLength(200_001);
    expect(told.failure).toMatchObject({ code: 'ZONE_UNKNOWN_TYPE', place: { line: 6, column: 2 } });
  });

  it('an owner of a million bytes is refused', () => {
    expect(readText(`${HEAD}$GENERATE 1-2 ${'a'.repeat(1_000_000)} NS x\n`, { origin: APEX }).failure?.code).toBe(
      'GENERATE_SYNTAX',
    );
    expect(readText(`${HEAD}$GENERATE 1-2 ${'${0,255}'.repeat(128)} NS x\n`, { origin: APEX }).failure?.code).toBe(
      'GENERATE_SYNTAX',
    );
  });
});
