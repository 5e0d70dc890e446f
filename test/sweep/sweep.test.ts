// sweep.test: whole sweeps by the command: what they find, what they store, and when they are not complete.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hit } from '../../src/base/hit.js';
import { openStore } from '../../src/cases/open-store.js';
import type { ZoneOutcome } from '../../src/pipeline.js';
import { dumpStore } from '../cases/dump-store.js';
import { Desk, main, type Told } from './command.js';

const datasets = join(import.meta.dirname, '../../datasets');
const fictional = (file: string): string => join(datasets, 'fictional', file);
const gov = join(datasets, 'gov-2026-06-22.zone.gz');

let desk: Desk;
beforeAll(() => {
  desk = new Desk();
});
afterAll(() => desk.leave());

interface Sweep extends Told {
  readonly zones: readonly ZoneOutcome[];
}

function sweep(...words: string[]): Sweep {
  const told = desk.run(['sweep', '--json', ...words]);
  return { ...told, zones: (JSON.parse(told.stdout) as { zones: ZoneOutcome[] }).zones };
}

function hitsOf(file: string): Hit[] {
  const text = readFileSync(desk.path(file), 'utf8').trim();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Hit);
}

async function dump(db: string) {
  const store = await openStore(desk.path(db), { durability: 'sweep' });
  try {
    return await dumpStore(store);
  } finally {
    await store.close();
  }
}

describe('the fictional zone', () => {
  interface Expected {
    readonly name: string;
    readonly kind: string;
    readonly target: string;
    readonly allowed?: boolean;
    /** Found at any score, and not at the default one. */
    readonly weak?: { readonly score: number; readonly wanted: boolean };
  }
  const expected = JSON.parse(readFileSync(fictional('expected.json'), 'utf8')) as {
    names: number;
    hits: Expected[];
    hidden: Expected[];
    watchTerms: string[];
    /** Those that the lookalike engine finds. */
    later: Expected[];
    silent: { name: string; target: string }[];
  };
  const all = [...expected.hits, ...expected.later];
  const lists = ['hopping.txt', 'brands.csv', 'patterns.csv', 'allow.csv'].flatMap((file) => [
    `--${file.split('.')[0]!}`,
    fictional(file),
  ]);
  const key = ({
    name,
    kind,
    target,
    allowed,
  }: {
    name: string;
    kind: string;
    target: string;
    allowed?: unknown;
  }): string => [name, kind, target, allowed ? 'allowed' : ''].join(' ');

  it('has exactly the hits that were written down by hand, and the second sweep adds nothing', async () => {
    const words = [fictional('test.zone'), ...lists, '--db', desk.path('fictional.db')];
    const first = sweep(...words, '--hits', desk.path('fictional.ndjson'));
    expect(first.status, first.stderr).toBe(0);
    expect(first.zones[0]!.names).toBe(expected.names);
    const found = hitsOf('fictional.ndjson').map(key);
    // What is weak and wanted may become stronger with better weights; what is not wanted stays away.
    const maybe = new Set(all.filter(({ weak }) => weak?.wanted).map(key));
    expect(found.filter((hit) => !maybe.has(hit)).sort()).toEqual(
      all
        .filter(({ weak }) => weak === undefined)
        .map(key)
        .sort(),
    );
    expect(first.zones[0]!.allowedAway).toBeGreaterThanOrEqual(expected.hidden.length);
    const told = await dump('fictional.db');
    const terms = (told.watchTerms as { string: string }[]).map((term) => Object.values(term));
    for (const term of expected.watchTerms)
      expect(
        terms.some((values) => values.includes(term)),
        term,
      ).toBe(true);
    expect(terms).toHaveLength(expected.watchTerms.length);

    const second = sweep(...words);
    expect(second.status).toBe(0);
    expect(second.zones[0]!.stored).toMatchObject({ newCases: 0, newHits: 0, hits: found.length });
    const again = await dump('fictional.db');
    expect({ ...again, sweeps: [] }).toEqual({ ...told, sweeps: [] });
  });

  it('has at any score the weak ones too, and none of the silent ones', () => {
    const words = [
      fictional('test.zone'),
      ...lists,
      '--dry-run',
      '--min-score',
      '0',
      '--hits',
      desk.path('any.ndjson'),
    ];
    expect(sweep(...words).status).toBe(0);
    const found = hitsOf('any.ndjson');
    expect(found.map(key).sort()).toEqual(all.map(key).sort());
    for (const { name, target } of expected.silent) {
      expect(found.filter((hit) => hit.name === name && hit.target === target)).toEqual([]);
    }
    for (const { weak, ...hit } of all) {
      const { score } = found.find((other) => key(other) === key(hit))!;
      if (weak !== undefined) expect(weak.wanted ? score > weak.score - 0.2 : score < 0.5, key(hit)).toBe(true);
    }
  });

  it('has the same hits with one worker, with two, and with the plain kernel', () => {
    const run = (...more: string[]): string[] => {
      expect(
        sweep(
          fictional('test.zone'),
          gov,
          ...lists,
          '--brands',
          join(datasets, 'brands.csv'),
          '--dry-run',
          '--hits',
          desk.path('hits'),
          ...more,
        ).status,
      ).toBe(0);
      return readFileSync(desk.path('hits'), 'utf8').split('\n').sort();
    };
    const one = run('--workers', '1');
    expect(one.length).toBeGreaterThan(expected.hits.length);
    expect(run('--workers', '2')).toEqual(one);
    expect(run('--workers', '1', '--kernel', 'plain')).toEqual(one);
  });

  it('the file of hits is readable by its owner alone', () => {
    expect(statSync(desk.path('fictional.ndjson')).mode & 0o077).toBe(0);
    expect(statSync(desk.path('fictional.db')).mode & 0o077).toBe(0);
  });
});

it('a file for hits is none that is read, and keeps what it has until all is in order', () => {
  writeFileSync(desk.path('kept.zone'), '$ORIGIN kept.test.\n@ 60 IN SOA a. b. 1 1 1 1 1\na 60 NS x.\n');
  writeFileSync(desk.path('kept-brands.csv'), 'label,official\npaypal,paypal.test\n');
  writeFileSync(desk.path('kept.ndjson'), 'of last night\n');
  symlinkSync('kept.zone', desk.path('kept-link'));
  const refused = (...words: string[]) =>
    desk.run(['sweep', 'kept.zone', '--brands', 'kept-brands.csv', ...words]).stderr;
  const read = 'expected another file for --hits: this one is read or kept';
  const key = desk.path('rule.key');
  if (!existsSync(key)) writeFileSync(key, Buffer.alloc(32, 7), { mode: 0o600 });
  writeFileSync(desk.path('kept-policy.json'), '{}');
  for (const file of ['kept.zone', './kept-link', 'kept-brands.csv', 'kept-policy.json', key])
    expect(refused('--dry-run', '--policy', 'kept-policy.json', '--hits', file)).toBe(
      `zonesieve: ${file}: USAGE: ${read}\n`,
    );
  expect(refused('--hits', 'kept-new.db', '--db', 'kept-new.db')).toContain(read);
  symlinkSync('kept-loop', desk.path('kept-loop'));
  expect(refused('--dry-run', '--hits', 'kept-loop')).toContain('HITS_UNWRITABLE');
  const itself = 'sweep - --brands kept-brands.csv --dry-run --hits kept.zone < kept.zone';
  const piped = spawnSync('bash', ['-c', `"${process.execPath}" "${main}" ${itself}`], {
    cwd: desk.folder,
    env: desk.env(),
    encoding: 'utf8',
  });
  expect(piped.stderr).toContain(read);
  expect(refused('--hits', 'kept.ndjson', '--db', 'none/x.db')).toContain('STORE_UNWRITABLE');
  expect(refused('--hits', 'kept.ndjson', '--dry-run', '--registrants', '-')).toContain('USAGE');
  expect(readFileSync(desk.path('kept.ndjson'), 'utf8')).toBe('of last night\n');
  const compiled = desk.run(['rules', 'compile', '--brands', 'kept-brands.csv', '-o', 'kept-brands.csv']);
  expect([compiled.status, readFileSync(desk.path('kept-brands.csv'), 'utf8')]).toEqual([
    2,
    'label,official\npaypal,paypal.test\n',
  ]);
});

it('the names of the .gov zone are those that a regular expression finds', () => {
  const text = execFileSync('zcat', [gov], { encoding: 'latin1', maxBuffer: 1 << 28 });
  const found = new Set(
    [...text.matchAll(/^(\S+)\.\t\d+\tIN\tNS\t/gm)]
      .map((match) => match[1]!.toLowerCase())
      .filter((name) => name !== 'gov'),
  );
  const told = desk.run(['names', '--unique', gov]);
  expect(told.status).toBe(0);
  expect(told.stdout.trim().split('\n').sort()).toEqual([...found].sort());
  expect(found.size).toBeGreaterThan(10_000);
});

describe('complete or not', () => {
  const soa = (serial: number, apex = 'test.'): string => `${apex} 60 IN SOA ns.x. h.x. ${serial} 1 1 1 1\n`;
  const names = (count: number): string =>
    Array.from({ length: count }, (_, index) => `n${index}.test. 60 IN NS ns.x.\n`).join('') +
    'tovenark.test. 60 IN NS ns.x.\n';
  let count = 0;
  /** Sweeps these texts, of which each becomes a file. */
  const swept = (
    files: Readonly<Record<string, string | Uint8Array>>,
    ...words: string[]
  ): Sweep & { readonly outcome: ZoneOutcome } => {
    const folder = desk.path(`files${count++}`);
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const told = sweep(
      ...Object.keys(files).map((name) => join(folder, name)),
      '--hopping',
      fictional('hopping.txt'),
      ...words,
    );
    return { ...told, outcome: told.zones[0]! };
  };
  const fresh = (): string[] => ['--db', desk.path(`complete${count}.db`)];

  it('an older serial adds hits and exits 1', () => {
    const db = fresh();
    expect(swept({ zone: soa(10) + names(3) }, ...db).status).toBe(0);
    const older = swept({ zone: `${soa(9)}zannerwick.test. NS x.\n` }, ...db);
    expect(older.status).toBe(1);
    expect(older.outcome.whyNotComplete).toContain('serial 9');
    expect(older.outcome.stored).toMatchObject({ complete: false, newHits: 1, watchTerms: null });
    expect(swept({ zone: soa(10) + names(3) }, ...db).status).toBe(0);
  });

  it('a serial that was set back is complete where it is said, and from then on', () => {
    const db = fresh();
    expect(swept({ zone: soa(10) + names(3) }, ...db).status).toBe(0);
    expect(swept({ zone: soa(1) + names(3) }, ...db).outcome.stored).toMatchObject({ olderSerial: true });
    const again = desk.run([
      'sweep',
      desk.path(`files${count - 1}/zone`),
      '--hopping',
      fictional('hopping.txt'),
      ...db,
    ]);
    expect(again.stdout).toContain('Sweep once with --serial-reset.');
    expect(swept({ zone: soa(1) + names(3) }, ...db, '--serial-reset').status).toBe(0);
    expect(swept({ zone: soa(2) + names(3) }, ...db).status).toBe(0);
  });

  it.each<[string, Record<string, string | Uint8Array>, string[], string]>([
    ['differing serials', { a: soa(1) + names(1), b: soa(2) + names(2) }, [], 'different SOA serials'],
    ['a truncated gzip', { 'a.gz': gzipSync(soa(1) + names(5_000)).subarray(0, -200) }, [], 'INPUT_TRUNCATED'],
    ['skipped records', { a: `${soa(1)}a..b NS x\n${names(1)}` }, ['--lenient'], '1 broken record'],
    ['a broken record', { a: `${soa(1)}${names(1)}a..b NS x\n` }, [], 'ZONE_BAD_OWNER'],
    ['no SOA of the zone', { a: names(1) }, ['--origin', 'test'], 'no SOA'],
    ["another zone's SOA", { a: soa(1, 'other.') + names(1) }, ['--origin', 'test'], 'no SOA'],
    ['another --origin than that of the file', { a: soa(1) + names(1) }, ['--origin', 'example'], 'no SOA'],
    ['no names', { a: soa(1) }, [], 'no names'],
    ['a file that is included and missing', { a: `${soa(1)}${names(1)}$INCLUDE gone\n` }, [], 'INPUT_UNREADABLE'],
    [
      'too many names of $GENERATE',
      { a: `${soa(1)}${names(1)}$GENERATE 1-11 g$.test. NS x\n` },
      ['--generate-limit', '10'],
      'GENERATE_LIMIT',
    ],
  ])('%s: what was read is kept, and exit 1 tells why', (_what, files, words, why) => {
    const told = swept(files, ...words, ...fresh());
    expect(told.status).toBe(1);
    expect(told.outcome.whyNotComplete).toContain(why);
    expect(told.outcome.stored).toMatchObject({ complete: false, watchTerms: null, gone: 0 });
  });

  it('whose SOA was met is told where it is not the zone’s own', () => {
    expect(swept({ a: soa(1, 'other.') + names(1) }, '--origin', 'test', ...fresh()).outcome.otherSoa).toBe('other');
    const beside = swept({ a: soa(1) + soa(2, 'other.') + names(1) }, ...fresh()).outcome;
    expect(beside).toMatchObject({ otherSoa: 'other', whyNotComplete: 'an SOA record of another zone was met' });
    expect(beside.stored).toMatchObject({ complete: false, gone: 0 });
    const below = swept({ a: soa(1) + names(1) + soa(2, 'sub.test.') }, ...fresh()).outcome;
    expect(below).toMatchObject({ otherSoa: null, whyNotComplete: null });
  });

  it('an SOA owner in quotes, blank, relative or in parentheses is the zone’s', () => {
    for (const owner of ['"test."', '$ORIGIN test.\n@', '$ORIGIN .\ntest', '(test.', '$ORIGIN .\ntest NS x.\n']) {
      const text = owner.startsWith('(')
        ? `${owner} IN SOA ns.x. h.x. 1 1 1 1 1 )\n`
        : `${owner} IN SOA ns.x. h.x. 1 1 1 1 1\n`;
      const told = swept({ zone: text + names(1) }, ...fresh());
      expect([owner, told.status, told.outcome.apex, told.outcome.soaSerial]).toEqual([owner, 0, 'test', 1]);
    }
  });

  it('of files with two serials the older one makes the zone older, in either order: a gone name does not come back', async () => {
    const soa = (serial: number) => `$ORIGIN two.test.\n@ 60 IN SOA a. b. ${serial} 1 1 1 1\nother 60 NS x.\n`;
    const files = { 'two1.zone': soa(1), 'two2.zone': soa(2), 'two5.zone': soa(5) };
    writeFileSync(desk.path('two-there.zone'), `${soa(1)}paypa1 60 NS x.\n`);
    writeFileSync(desk.path('two-old.zone'), `paypa1.two.test. 60 NS x.\n${soa(1)}`);
    writeFileSync(desk.path('two-brands.csv'), 'label,official\npaypal,paypal.test\n');
    for (const [file, text] of Object.entries(files)) writeFileSync(desk.path(file), text);
    const words = ['--brands', 'two-brands.csv', '--absent-sweeps', '1', '--origin', 'two.test', '--db'];
    for (const [db, ...zone] of [
      ['two-a.db', 'two-old.zone', 'two5.zone'],
      ['two-b.db', 'two5.zone', 'two-old.zone'],
    ]) {
      sweep(...words, db!, 'two-there.zone');
      sweep(...words, db!, 'two2.zone');
      const told = sweep(...words, db!, ...zone);
      expect([told.status, told.zones[0]!.stored?.complete]).toEqual([1, false]);
      const { registrations } = await dump(db!);
      expect((registrations as unknown[]).length).toBe(1);
    }
  });

  it('hits on allowed names are told as hidden, each once, however often the name is there', () => {
    const soa = '$ORIGIN thrice.test.\n@ 60 IN SOA a. b. 1 1 1 1 1\n';
    writeFileSync(desk.path('thrice1.zone'), `${soa}paypa1 60 NS x.\nother 60 NS x.\npaypa1 60 NS x.\n`);
    writeFileSync(desk.path('thrice2.zone'), `${soa}paypa1 60 NS x.\n`);
    writeFileSync(desk.path('thrice-brands.csv'), 'label,official\npaypal,paypal.test\n');
    writeFileSync(desk.path('thrice.csv'), 'name,owner,reason,expires\npaypa1.thrice.test,o,r,2027-01-01\n');
    const lists = ['--brands', 'thrice-brands.csv', '--dry-run', 'thrice1.zone', 'thrice2.zone'];
    const { hits } = sweep(...lists).zones[0]!;
    expect(hits['lookalike']).toBe(1);
    expect(sweep(...lists, '--allow', 'thrice.csv').zones[0]).toMatchObject({ allowedAway: 1 });
  });

  it('files of one origin are one zone, packed or not, and a directory stands for its files', async () => {
    const half = names(4).split('\n');
    const files = {
      a: soa(1) + half.slice(0, 2).join('\n') + '\n',
      'b.gz': gzipSync(soa(1) + half.slice(2).join('\n')),
      c: soa(1) + names(4),
    };
    const db = fresh();
    const parts = swept(files, ...db);
    expect([parts.status, parts.zones.length]).toEqual([0, 1]);
    const folder = desk.path(`files${count - 1}`);
    const whole = fresh();
    count++;
    const told = sweep(folder, '--hopping', fictional('hopping.txt'), ...whole);
    expect(told.status).toBe(0);
    const content = async (path: string[]) => ({ ...(await dump(path[1]!.slice(desk.folder.length + 1))), sweeps: [] });
    expect(await content(whole)).toEqual(await content(db));
  });

  it('zones that are packed, side by side, keep their own apex', () => {
    const zones = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [
        `z${index}.gz`,
        gzipSync(`; ${'c'.repeat(index * 300_000)}\n$ORIGIN z${index}.\n@ SOA ns.x. h.x. 1 1 1 1 1\na NS x\n`),
      ]),
    );
    const told = swept(zones, ...fresh());
    expect(told.status, told.stderr).toBe(0);
    expect(told.zones.map(({ apex, names: found }) => [apex, found])).toEqual(
      Array.from({ length: 6 }, (_, index) => [`z${index}`, 1]),
    );
  });

  it('names of the root zone, and names with escaped dots, are seen again', () => {
    for (const [text, origin] of [
      ['. SOA a. b. 1 1 1 1 1\nzannerwick. NS x.\nnl. NS x.\n', ''],
      ['test. SOA a. b. 1 1 1 1 1\nzannerwick\\.x.test. NS x.\nzannerwick.test. NS x.\n', 'test'],
    ] as const) {
      const db = fresh();
      const patterns = desk.path('any.csv');
      writeFileSync(patterns, 'id,pattern,subject,score,note\nany,zannerwick,label,0.9,any\n');
      const first = swept({ zone: text }, '--patterns', patterns, '--absent-sweeps', '1', ...db);
      expect([first.status, first.outcome.apex]).toEqual([0, origin]);
      // Without the lists that hit, only the names that are known tell that they are there.
      const again = sweep(
        desk.path(`files${count - 1}/zone`),
        '--brands',
        fictional('brands.csv'),
        '--absent-sweeps',
        '1',
        ...db,
      );
      expect(again.zones[0]!.stored).toMatchObject({ gone: 0, absent: 0 });
    }
  });
});
