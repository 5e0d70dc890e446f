// evaluate: how well lookalikes are told from innocent names, as one page; and a sample of hits for a person to read.
//
//   node dist/datasets/lookalike/evaluate.js datasets > datasets/lookalike/report.md
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Imitation } from '../../src/match/lookalike.js';
import { readLexicon } from '../../src/rules/lexicon.js';
import { EDITS_FROM_BYTES } from '../../src/base/target.js';
import type { Variant } from './calibrate.js';
import { isHeldOut, isItself, Judge, lines, readVariants, withBrandsOf } from './calibrate.js';
import { runAsScript } from './script.js';

const DEFAULT_SCORE = 0.5;
const SCORES = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const ZONES = [
  ['.li, learnt from', 'li-2025-05-17.names.gz'],
  ['.nu', 'nu.names.gz'],
  ['.ee', 'ee.names.gz'],
  ['.gov', 'gov.names.gz'],
] as const;

interface Scored {
  readonly variant: Variant;
  readonly score: number | null;
}

function evaluate([folder]: readonly string[]): void {
  const weights = new Map(Object.entries(readLexicon().weights));
  const variants = readVariants(folder!);
  const brands = withBrandsOf(folder!, variants);
  const scored = scoreVariants(new Judge(brands.all, weights), variants);
  const page = [
    '# How well lookalikes are found',
    'Made by `evaluate.ts`; do not edit. Variants: what dnstwist generates for 27 brands under .be, without subdomains. Innocent names: .li, .nu, .ee and .gov',
    'with the shipped brands. Weights were learnt from .li and two brands of three; the other brands and zones were not learnt from.',
    '',
    '## Recognised at score 0',
    ...recognised(scored),
    '',
    '## Found at the default score',
    ...found(scored),
    '',
    '## Score and innocent hits',
    ...curve(scored, folder!, new Judge(brands.shipped, weights)),
    '',
    '## Hits that were read',
    ...verdicts(join(folder!, 'lookalike/read-hits.csv')),
  ];
  process.stdout.write(`${page.join('\n')}\n`);
}

/** The score for the brand that is meant; null when it is not recognised. */
function scoreVariants(judge: Judge, variants: readonly Variant[]): Scored[] {
  const scores = new Map<number, number>();
  judge.judge(
    variants.map(({ name }) => name),
    (at, brand, { score }) => {
      if (brand === variants[at]!.brand) scores.set(at, score);
    },
  );
  return variants.map((variant, at) => ({ variant, score: scores.get(at) ?? null }));
}

function recognised(scored: readonly Scored[]): string[] {
  const rows = byFuzzer(scored).map(([fuzzer, all]) => {
    const cell = (some: readonly Scored[]) => share(some.filter(({ score }) => score !== null).length, some.length);
    const [long, short] = [all.filter(isLong), all.filter((one) => !isLong(one))];
    return `| ${fuzzer} | ${cell(long)} | ${cell(short)} |`;
  });
  return [
    `| fuzzer | brands of ${EDITS_FROM_BYTES} letters and more | shorter |`,
    '| --- | --- | --- |',
    ...rows,
    '',
    `What is missing of shorter brands is refused by one rule: targets below ${EDITS_FROM_BYTES} letters are not looked for with edits or look-alike ASCII letters.`,
  ];
}

function isLong({ variant }: Scored): boolean {
  return variant.brand.length >= EDITS_FROM_BYTES;
}

function found(scored: readonly Scored[]): string[] {
  const labels = [...new Set(scored.map(({ variant }) => variant.brand))];
  const isOut = ({ variant }: Scored) => isHeldOut(variant.brand, labels);
  const cell = (some: readonly Scored[]) => share(some.filter(isHit).length, some.length);
  const row = (what: string, all: readonly Scored[]) =>
    `| ${what} | ${cell(all.filter((one) => !isOut(one)))} | ${cell(all.filter(isOut))} |`;
  return [
    '| fuzzer | brands learnt from | brands held out |',
    '| --- | --- | --- |',
    ...byFuzzer(scored).map(([fuzzer, all]) => row(fuzzer, all)),
    row('all', scored),
    '',
    '| brand | found | |',
    '| --- | --- | --- |',
    ...labels.sort().map((label) => {
      const theirs = scored.filter(({ variant }) => variant.brand === label);
      return `| ${label} | ${cell(theirs)} | ${isHeldOut(label, labels) ? 'held out' : ''} |`;
    }),
  ];
}

function isHit({ score }: Scored): boolean {
  return score !== null && score >= DEFAULT_SCORE;
}

function curve(scored: readonly Scored[], folder: string, judge: Judge): string[] {
  const labels = [...new Set(scored.map(({ variant }) => variant.brand))];
  const heldOut = scored.filter(({ variant }) => isHeldOut(variant.brand, labels));
  const zones = ZONES.map(([zone, file]) => {
    const names = lines(join(folder, 'calibration', file));
    const scores: number[] = [];
    let itself = 0;
    judge.judge(names, (_at, _brand, imitation: Imitation) => {
      if (isItself(imitation)) itself++;
      else scores.push(imitation.score);
    });
    return { zone, names: names.length, scores, itself };
  });
  const perTenThousand = (count: number, names: number) => ((count * 10_000) / names).toFixed(1);
  return [
    `| score | held-out variants found | ${zones.map(({ zone }) => `${zone}: hits in 10,000 names`).join(' | ')} |`,
    `| --- | --- |${zones.map(() => ' --- |').join('')}`,
    ...SCORES.map((least) => {
      const hits = heldOut.filter(({ score }) => score !== null && score >= least).length;
      const innocent = zones.map(({ scores, names }) =>
        perTenThousand(scores.filter((score) => score >= least).length, names),
      );
      return `| ${least.toFixed(1)} | ${share(hits, heldOut.length)} | ${innocent.join(' | ')} |`;
    }),
    `| a brand's exact label | | ${zones.map(({ itself, names }) => perTenThousand(itself, names)).join(' | ')} |`,
  ];
}

/** `name,brand,verdict`: whether a person thought that the name imitates the brand. */
function verdicts(file: string): string[] {
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  const counts = new Map<string, number>();
  for (const row of rows) {
    const verdict = row.split(',')[2]!;
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return [
    `${rows.length} hits on .nu, .ee, .li and .gov at the default score, drawn evenly, were read (\`read-hits.csv\`):`,
    '',
    ...[...counts].map(([verdict, count]) => `- ${verdict}: ${count}`),
  ];
}

function byFuzzer(scored: readonly Scored[]): (readonly [string, Scored[]])[] {
  const groups = new Map<string, Scored[]>();
  for (const one of scored) groups.set(one.variant.fuzzer, [...(groups.get(one.variant.fuzzer) ?? []), one]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function share(some: number, all: number): string {
  return all === 0 ? '–' : `${((100 * some) / all).toFixed(1)} % of ${all}`;
}

runAsScript(import.meta.url, ['DATASETS'], evaluate);
