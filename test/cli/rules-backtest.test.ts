// rules backtest: a small labelled file through the command line, its numbers known beforehand.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { BacktestOutcome } from '../../src/rules/backtest.js';
import { directoryWith, run } from './run-command.js';

const LABELLED = `name,target,technique
paypa1.be,paypal,homoglyph
PAYPALL.be,paypal,repetition
paypal-login.be,paypal,dictionary
winkelora-shop.be,wkl,dictionary
paypal-winkelora.be,winkelora,dictionary
quite-other.be,paypal,affix
winkelara.be,paypal,vowel-swap
elsewhere.be,unlisted,omission
garden.be,,
my-paypal.be,,
`;
const cwd = directoryWith({
  'brands.csv': 'label,official,aliases\npaypal,paypal.com,\nwinkelora,winkelora.be,wkl\n',
  'iwf.txt': 'zwelmorant\n',
  'patterns.csv': 'id,pattern,subject,score\ngar,^gar,label,0.3\n',
  'labelled.csv': LABELLED,
  'labelled.csv.gz': gzipSync(LABELLED),
  'innocent.txt': 'tree.be\n# c\nhouse.be\nzwelmorant.be\nwww.paypal.com\n',
  'bad.csv': `${LABELLED}a b,paypal,\nok.be,p p,\n`,
  'labels.txt': 'paypa1.be\n',
});
const BRANDS = ['--brands', 'brands.csv'];
const backtest = (...args: string[]) => run(['rules', 'backtest', ...args], { cwd });

async function json(...args: string[]) {
  const { code, stdout, stderr } = await backtest('--json', ...args);
  expect([code, stderr.replace(/^zonesieve: the lists have .*\n/, '')]).toEqual([
    0,
    'zonesieve: 1 labelled name of brands that are not listed count as missed\n',
  ]);
  return JSON.parse(stdout) as BacktestOutcome & { ruleset: string; skipped: number };
}

describe('the numbers', () => {
  test('brands alone', async () => {
    const outcome = await json(...BRANDS, 'labelled.csv');
    expect(outcome).toMatchObject({ labelled: 8, innocent: 2, skipped: 0, threshold: 0.5, rules: [] });
    expect(outcome.thresholds.find(({ threshold }) => threshold === 0.5)).toMatchObject({
      found: 5,
      recall: 0.625,
      // winkelara.be is labelled paypal, and imitates winkelora.
      otherBrandOnly: 1,
      innocentHits: 1,
      innocentPer10000: 5000,
      precision: 0.833333,
    });
    expect(outcome.thresholds.at(-1)).toMatchObject({ threshold: 0.95, found: 0, innocentHits: 0, precision: null });
    expect(outcome.techniques).toEqual([
      { technique: 'affix', labelled: 1, found: 0, recall: 0 },
      { technique: 'omission', labelled: 1, found: 0, recall: 0 },
      { technique: 'vowel-swap', labelled: 1, found: 0, recall: 0 },
      { technique: 'dictionary', labelled: 3, found: 3, recall: 1 },
      { technique: 'homoglyph', labelled: 1, found: 1, recall: 1 },
      { technique: 'repetition', labelled: 1, found: 1, recall: 1 },
    ]);
    expect(outcome.brands).toEqual([
      { brand: 'paypal', labelled: 5, found: 3, missed: 2, innocentHits: 1 },
      { brand: 'unlisted', labelled: 1, found: 0, missed: 1, innocentHits: 0 },
      { brand: 'winkelora', labelled: 2, found: 2, missed: 0, innocentHits: 0 },
    ]);
  });

  test('a gzip says the same; several files add up', async () => {
    const once = await json(...BRANDS, 'labelled.csv');
    expect(await json(...BRANDS, 'labelled.csv.gz')).toEqual(once);
    const { stdout } = await backtest('--json', ...BRANDS, 'labelled.csv', 'labelled.csv.gz');
    const twice = JSON.parse(stdout) as BacktestOutcome;
    expect(twice).toMatchObject({ labelled: 16, innocent: 4 });
    expect(twice.thresholds.map(({ recall }) => recall)).toEqual(once.thresholds.map(({ recall }) => recall));
  });

  test('with innocent names, hopping strings and patterns; no string is told', async () => {
    const lists = [...BRANDS, '--hopping', 'iwf.txt', '--patterns', 'patterns.csv'];
    const outcome = await json(...lists, 'labelled.csv', '--innocent', 'innocent.txt');
    expect(outcome).toMatchObject({
      labelled: 8,
      innocent: 6,
      rules: [{ rule: expect.stringMatching(/^hop-/) as string, innocentHits: 1 }],
    });
    // garden.be by its pattern, my-paypal.be by its brand, zwelmorant.be by the hopping list.
    const hits = outcome.thresholds.map(({ innocentHits }) => innocentHits);
    expect([hits[0], hits[5], hits[6], hits.at(-1)]).toEqual([3, 3, 2, 1]);
    expect(JSON.stringify(outcome)).not.toContain('zwelmorant');
  });

  test('--min-score leaves weaker hits out of every row', async () => {
    const all = (await json(...BRANDS, 'labelled.csv')).thresholds.map((row) => row.found);
    const strong = (await json(...BRANDS, '--min-score', '0.7', 'labelled.csv')).thresholds.map((row) => row.found);
    expect(strong).toEqual([...Array<number>(14).fill(all[13]!), ...all.slice(14)]);
    expect(all[0]).toBeGreaterThan(strong[0]!);
  });

  test('more names than one part holds', async () => {
    const rows = (count: number, of: (i: number) => string) =>
      Array.from({ length: count }, (_, i) => `${of(i)}\n`).join('');
    writeFileSync(
      join(cwd, 'many.csv'),
      `name,target\n${rows(40_000, (i) => (i % 4 === 0 ? `paypal-${i}.be,paypal` : `tree-${i}.be,`))}`,
    );
    writeFileSync(
      join(cwd, 'many.txt'),
      rows(80_000, (i) => (i % 2 === 0 ? `paypal-login-${i}.be` : `house-${i}.be`)),
    );
    const { code, stdout } = await backtest('--json', ...BRANDS, 'many.csv', '--innocent', 'many.txt');
    expect(code).toBe(0);
    const outcome = JSON.parse(stdout) as BacktestOutcome;
    expect(outcome).toMatchObject({ labelled: 10_000, innocent: 110_000 });
    expect(outcome.thresholds[9]).toMatchObject({ found: 10_000, innocentHits: 40_000 });
  });
});

describe('what is told', () => {
  test('tables', async () => {
    const { code, stdout } = await backtest(...BRANDS, 'labelled.csv');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^8 labelled names, 2 innocent names, ruleset rs-[0-9a-f]{12}\n\nmin score +found +recall/);
    expect(stdout).toMatch(/^ {5}0\.50 +5 +62\.5 % +1 +5000\.00 +83\.3 % +the default$/m);
    expect(stdout).toMatch(/^dictionary +3 +3 +100\.0 %$/m);
    expect(stdout).toMatch(/^brand, at 0\.50 +found +missed +innocent hit\npaypal +3 +2 +1\n/m);
  });

  test('--per', async () => {
    const brand = await backtest(...BRANDS, 'labelled.csv', '--per', 'brand');
    expect([brand.stdout.includes('technique,'), brand.stdout.includes('brand,')]).toEqual([false, true]);
    const technique = await backtest(...BRANDS, 'labelled.csv', '--per', 'technique', '--json');
    expect(Object.keys(JSON.parse(technique.stdout) as object)).toEqual([
      'ruleset',
      'skipped',
      'labelled',
      'innocent',
      'threshold',
      'thresholds',
      'techniques',
    ]);
  });

  test('brands in their own letters; JSON keeps the A-labels', async () => {
    writeFileSync(join(cwd, 'idn.txt'), 'crèmewelt.be\n');
    writeFileSync(join(cwd, 'idn.csv'), 'name,target\ncremewelts.be,crèmewelt\n');
    const brand = await backtest('--brands', 'idn.txt', 'idn.csv', '--per', 'brand');
    expect(brand.stdout).toMatch(/^crèmewelt +1 +0 +0$/m);
    const told = await backtest('--brands', 'idn.txt', 'idn.csv', '--json');
    expect(JSON.parse(told.stdout)).toMatchObject({ brands: [{ brand: 'xn--crmewelt-20a' }] });
  });

  test('--svg', async () => {
    const { code } = await backtest(...BRANDS, 'labelled.csv', '--innocent', 'innocent.txt', '--svg', 'curve.svg');
    expect(code).toBe(0);
    const svg = readFileSync(join(cwd, 'curve.svg'), 'utf8');
    expect(svg.match(/class="point"/g)).toHaveLength(19);
    expect(svg).toContain('data-threshold="0.5" data-recall="0.625"');
  });

  test('no temporary file stays', async () => {
    mkdirSync(join(cwd, 'tmp'));
    await run(['rules', 'backtest', ...BRANDS, 'labelled.csv'], { cwd, env: { TMPDIR: join(cwd, 'tmp') } });
    expect(readdirSync(join(cwd, 'tmp'))).toEqual([]);
  });
});

describe('what is wrong', () => {
  test('bad lines are skipped and told by place, and it exits 1', async () => {
    const { code, stdout, stderr } = await backtest('--json', ...BRANDS, 'bad.csv');
    expect(stderr).toMatch(/^zonesieve: bad\.csv:12: LABELLED_BAD_NAME: expected a domain name$/m);
    expect(stderr).toMatch(/^zonesieve: bad\.csv:13: LABELLED_BAD_TARGET/m);
    expect(stderr).toMatch(/^zonesieve: 2 lines skipped$/m);
    expect(JSON.parse(stdout)).toMatchObject({ labelled: 8, skipped: 2 });
    expect(code).toBe(1);
  });

  test.each<[string[], number, string]>([
    [[...BRANDS], 2, 'expected a labelled file'],
    [['labelled.csv'], 2, 'expected at least one list: --hopping, --brands or --patterns\n'],
    [[...BRANDS, 'labelled.csv', '--per', 'name'], 2, 'brand, technique, all'],
    [[...BRANDS, '--innocent', 'innocent.txt', '--svg', 'none.svg'], 2, 'a curve needs labelled and innocent names'],
    [[...BRANDS, 'labels.txt'], 1, 'labels.txt:1:1: LABELLED_HEADER: expected a first line name,target'],
    [[...BRANDS, 'no.csv'], 1, 'no.csv: INPUT_UNREADABLE'],
    [[...BRANDS, 'labelled.csv', '--svg', 'no/x.svg'], 1, 'no/x.svg: SVG_UNWRITABLE'],
    [['--brands', 'labelled.csv', 'labelled.csv'], 1, 'LIST_CSV_HEADER'],
  ])('%j', async (args, code, said) => {
    const ran = await backtest(...args);
    expect(ran.stderr).toContain(said);
    expect(ran.stderr).not.toContain('UNEXPECTED');
    expect([ran.code, ran.stdout]).toEqual([code, '']);
    expect(existsSync(join(cwd, 'none.svg'))).toBe(false);
  });
});
