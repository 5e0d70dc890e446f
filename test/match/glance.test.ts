// glance.test: names that the kernel passes over at a glance have no hit of the score that is asked for, whatever stands in
// and beside the part that imitates.
import { describe, expect, it } from 'vitest';
import { readLexicon } from '../../src/rules/lexicon.js';
import { aLabelOf } from '../property/lookalike-labels.js';
import { brandHolders, Imitations, judgementOf, wantedOf } from '../../src/match/imitations.js';
import { kernelProber } from '../../src/match/prober.js';
import { reachable } from '../../src/match/reach.js';
import { Kernel } from '../../src/kernel/load.js';
import { appendAll, batchesOf, random, rulesetOf } from './batches.js';

const BRANDS = ['kbc', 'visa', 'orfex', 'zumiko', 'mr2bank', 'dormelia', 'bancaflor', 'vierkantor', 'phonewinkels'];
const BESIDE = ['', 'e', 'my', 'login', 'mijnlogin', '24', '7', 'xq', 'login7'];
const JOINTS = ['', '-', 'q-', 'login-', '24-'];

/** The text, and what becomes of it by an edit, by two, by a look, by a rewriting. */
function imitationsOf(text: string): string[] {
  const middle = text.length >> 1;
  const [head, tail] = [text.slice(0, middle), text.slice(middle)];
  const edited = [
    `${head}q${tail}`,
    `${head}${tail[0]!}${tail}`,
    `${text}s`,
    `${text}4`,
    head + tail.slice(1),
    `${head}w${tail.slice(1)}`,
    head.slice(0, -1) + tail[0]! + head.at(-1)! + tail.slice(1),
  ];
  const looks = ['o0', 'l1', 'e3', 'a4', 'i1'].map(([letter, look]) => text.replace(letter!, look!));
  const rewritten = [
    text.replace('m', 'rn'),
    text.replace('ph', 'f'),
    text.replace('vier', '4'),
    text.replace('c', 'k'),
  ];
  return [text, ...edited, `q${edited[2]!}`, edited[4]!.slice(1), ...looks, ...rewritten];
}

const ruleset = rulesetOf({ brands: BRANDS });
const judgement = judgementOf(readLexicon());
const pick = random(7);
const cores = BRANDS.flatMap(imitationsOf);
const dressed = cores.flatMap((core) =>
  BESIDE.flatMap((left) => BESIDE.map((right) => left + joint(left) + core + joint(right) + right)),
);
const labels = dressed.flatMap((label, at) => (at % 9 === 0 ? [label, aLabelOf(label, pick) ?? label] : [label]));

function joint(beside: string): string {
  return beside === '' ? '' : JOINTS[pick(JOINTS.length)]!;
}

function judged(least: number): string[] {
  const kernel = new Kernel();
  const { brands } = kernelProber(kernel, ruleset);
  const imitations = new Imitations(brands!, brandHolders(ruleset), judgement, least);
  return [...batchesOf(labels)].flatMap((part) =>
    imitations.of(appendAll(kernel, part)).map(({ index, of, imitation }) => {
      const { score, span, techniques, explain } = imitation;
      return `${score.toFixed(3)} ${part[index]!} ${of.label} ${span.join()} ${techniques.join()} ${explain}`;
    }),
  );
}

describe('a glance', () => {
  const all = judged(0);

  it.each([0.05, 0.3, 0.4, 0.5, 0.6, 0.8])('for the least score %d passes over no hit', (least) => {
    const wanted = all.filter((told) => Number(told.slice(0, 5)) >= least);
    expect(wanted.length).toBeGreaterThan(100);
    expect(judged(least)).toEqual(wanted);
  });

  it('passes over most names that have none', () => {
    const kernel = new Kernel();
    const probe = kernelProber(kernel, ruleset).brands!;
    const strangers = labels.filter((label) => !label.startsWith('xn--'));
    const glance = probe.glancing(reachable(wantedOf(brandHolders(ruleset), 0.5), judgement.weights));
    const namesOf = (probed: typeof probe, part: readonly string[]) =>
      new Set([...probed.ofBatch(appendAll(kernel, part))].flat().map(({ index }) => index)).size;
    const parts = [...batchesOf(strangers)];
    const listed = parts.reduce((sum, part) => sum + namesOf(probe, part), 0);
    const promising = parts.reduce((sum, part) => sum + namesOf(glance, part), 0);
    expect(promising).toBeGreaterThan(1000);
    expect(promising).toBeLessThan(listed / 2);
  });

  it('passes over no respelling that is stronger as an edit', () => {
    const kernel = new Kernel();
    const many = rulesetOf({ brands: ['telemarktplein'] });
    const imitations = new Imitations(kernelProber(kernel, many).brands!, brandHolders(many), judgement, 0.5);
    // Read as two letters that look like one, or as one that is doubled: beside a digit only the whole of it is looked for.
    const [found] = imitations.of(appendAll(kernel, ['9telemmarktplein']));
    expect(found?.imitation.explain).toContain('is doubled');
  });

  it('of many labels with very many parts lists them all', () => {
    const label = 'vierkantoren';
    const brands = twoLettersOther(label).slice(0, 4_000);
    const kernel = new Kernel();
    const many = rulesetOf({ brands });
    const probe = kernelProber(kernel, many).brands!;
    const glance = probe.glancing(reachable(wantedOf(brandHolders(many), 0.001), judgement.weights));
    kernel.clearBatch();
    for (let at = 0; at < 150; at++) kernel.append(label, `t${at}`);
    const counts = new Map<number, Set<number>>();
    for (const { index, target } of [...glance.ofBatch(kernel.batch)].flat()) {
      counts.set(index, (counts.get(index) ?? new Set()).add(target));
    }
    expect(counts.size).toBe(150);
    expect([...counts.values()].every(({ size }) => size === brands.length)).toBe(true);
  });
});

/** The text with two of its letters replaced. */
function twoLettersOther(text: string): string[] {
  const letters = [...'xyzqjkw'];
  const others = [...text].flatMap((_, one) =>
    [...text].flatMap((_, two) =>
      two <= one ? [] : letters.flatMap((a) => letters.map((b) => withLetters(text, one, a, two, b))),
    ),
  );
  return [...new Set(others)].filter((other) => other !== text);
}

function withLetters(text: string, one: number, a: string, two: number, b: string): string {
  return text.slice(0, one) + a + text.slice(one + 1, two) + b + text.slice(two + 1);
}
