// hostile-labels.test: labels that nobody should register and somebody will: nothing throws, and every hit keeps the contract.
import { domainToUnicode } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { labelsOf } from '../../src/base/label-table.js';
import type { Hit } from '../../src/base/hit.js';
import { isAtOrBelow, unicodeOf } from '../../src/base/names.js';
import { aLabelOf, labelOf, letters, oneOf, targetTexts } from '../property/lookalike-labels.js';
import { random, rulesetOf, type Lists } from './batches.js';
import { aLabel, hitsOf, hitsOfKernel, hitsOfList, spanned } from './hits.js';

const BRANDS: Lists = {
  brands: [
    ['paypal', 'paypal.com', 'paypal.be'],
    'kbc',
    ['microsoft', 'microsoft.com'],
    'cocacola',
    'tostring',
    'xn--caf-dma',
  ],
};

const lookalikes = (hits: readonly Hit[]) => hits.map((hit) => [hit.name, hit.target, spanned(hit)]);

/** What the contract says of a hit, whatever the name. */
function expectSound(hit: Hit): void {
  const told = JSON.stringify(hit);
  const [start, end] = hit.span;
  expect(start, told).toBeGreaterThanOrEqual(0);
  expect(end, told).toBeGreaterThan(start);
  expect([...hit.unicode].length, told).toBeGreaterThanOrEqual(end);
  expect(hit.score >= 0 && hit.score <= 1, told).toBe(true);
  expect(hit.techniques.length, told).toBeGreaterThan(0);
  expect([...new Set(hit.techniques)].sort(), told).toEqual(hit.techniques);
}

describe('labels that are no words', () => {
  const labels = [
    ...['-', '--', '-'.repeat(63), '-paypal', 'paypal-', '--paypal--', 'pay--pal', '-p-a-y-p-a-l-', 'paypal--kbc'],
    ...[
      'xn--',
      'xn--0',
      'xn--a-',
      'xn--99999999',
      'xn---',
      'xn--paypal',
      'xn--paypal-',
      'xn--paypal-99999999',
      'xn--xn--paypal',
    ],
    ...[
      'a',
      '9',
      '\\.',
      '\\200',
      'pay\\.pal',
      'paypal\\200',
      '\\200paypal',
      '\\200\\200\\200paypal',
      '\\\\',
      '*',
      '_',
      '@',
    ],
    ...['paypal'.repeat(10), `${'x'.repeat(57)}paypal`, `${'p'.repeat(57)}aypal`, 'kbc'.repeat(21), '1'.repeat(63)],
    ...[
      'x'.repeat(64),
      `${'x'.repeat(200)}paypal`,
      '\\200'.repeat(63),
      `xn--${'a'.repeat(59)}`,
      `xn--${'9'.repeat(59)}`,
    ],
  ];

  it('do no harm', () => {
    const hits = hitsOf(
      BRANDS,
      labels.map((label) => `${label}.nl`),
    );
    hits.forEach(expectSound);
    const found = new Set(hits.map(({ name, target }) => `${name} ${target}`));
    const holding = [
      '-paypal',
      'paypal-',
      '--paypal--',
      'pay--pal',
      '-p-a-y-p-a-l-',
      'xn--paypal',
      'xn--paypal-',
      'pay\\.pal',
    ];
    for (const label of [...holding.slice(0, -1), 'paypal\\200', '\\200paypal']) {
      expect(found, label).toContain(`${label}.nl paypal`);
    }
    expect(hits.filter(({ name }) => name.startsWith('x'.repeat(64)))).toEqual([]);
  });

  test.each([
    ['xn--paypal', 'paypal', [4, 10], 'paypal: joined with "xn"'],
    ['xn--kbc', 'kbc', [4, 7], 'kbc: joined with "xn"'],
    ['xn--paypal-login', 'paypal', [4, 10], 'paypal: joined with "xn", "login"'],
    ['xn--my-paypal-99999999', 'paypal', [7, 13], 'paypal: joined with "xn", "my"'],
    ['xn--paypa1-zz9zz9', 'paypal', [4, 10], 'paypal: "1" stands for "l"; joined with "xn"'],
    // Decoded to ASCII.
    ['xn--paypal-login-', 'paypal', [4, 10], 'paypal: joined with "xn", "login"'],
  ])('%s, which is no A-label, tells the brand in it', (label, target, span, explain) => {
    const hits = hitsOf(BRANDS, [`${label}.nl`], 0.5);
    expect(hits.map((hit) => [hit.target, hit.span, hit.explain])).toEqual([[target, span, explain]]);
  });

  it('five Chinese letters are no belfius, though their A-label is xn--belfius', () => {
    expect(unicodeOf('xn--belfius')).toBe('㖿㖶㖻㖳㖰');
    expect(hitsOf({ brands: ['belfius'] }, ['xn--belfius.nl'])).toEqual([]);
  });

  it('with the root for a suffix, too', () => {
    const ruleset = rulesetOf(BRANDS);
    expect(labelsOf(ruleset.brands!.imitated.tables.shorts)).toEqual(['kbc', 'cafe']);
    hitsOf(BRANDS, ['paypal.', 'xn--pypal-4ve.']).forEach(expectSound);
  });

  test.each(['constructor', '__proto__', 'tostring', 'hasownproperty', 'valueof', 'prototype'])(
    '%s is a word like any other, as a brand and beside one',
    (word) => {
      const names = [word, `${word}-paypal`, `paypal${word}`, `my-${word}-kbc`, `${word}-${word}`];
      const hits = hitsOf(
        {
          brands: ['paypal', 'kbc', 'constructor', 'tostring', 'hasownproperty', 'valueof', 'prototype'],
          hopping: [word],
        },
        names.map((name) => `${name}.nl`),
      );
      for (const hit of hits.filter(({ kind }) => kind !== 'hopping')) expectSound(hit);
      expect(hits.map(({ name, target }) => `${name} ${target}`)).toContain(`${word}-paypal.nl paypal`);
    },
  );

  it('are matched against brands that are as odd', () => {
    const brands = [
      '__proto__',
      'xn--',
      'xn--99999999',
      '-',
      '--',
      'a',
      'pay\\.pal',
      '\\200',
      'xn--e1awd7f',
      '-'.repeat(63),
      'q'.repeat(63),
    ];
    const hits = hitsOf(
      { brands },
      [...brands, ...labels].map((label) => `${label}.nl`),
    );
    hits.forEach(expectSound);
    const itself = (brand: string) => hits.some(({ name, target }) => name === `${brand}.nl` && target === brand);
    for (const brand of ['__proto__', 'pay\\.pal', 'q'.repeat(63)]) expect(itself(brand), brand).toBe(true);
  });
});

describe('letters of other scripts', () => {
  test.each<[string, string, string]>([
    ['раураl', 'paypal', 'раураl'],
    ['paypál', 'paypal', 'paypál'],
    ['my-pаypal-login', 'paypal', 'pаypal'],
    ['ɱicrosoft', 'microsoft', 'ɱicrosoft'],
    ['einkaufen-bei-mícrosoft', 'microsoft', 'mícrosoft'],
    ['äöü-kbć', 'kbc', 'kbć'],
  ])('%s: the span points at the letters that imitate', (label, target, core) => {
    const hits = hitsOf(BRANDS, [`${aLabel(label)}.nl`]);
    hits.forEach(expectSound);
    expect(hits.filter((hit) => hit.target === target).map(spanned)).toEqual([core]);
    expect(hits.map(({ techniques }) => techniques)).toContainEqual(expect.arrayContaining(['homoglyph', 'skeleton']));
  });

  test.each([
    ['a letter that reads as two, of which one ends the brand', 'cocacolæx', 'cocacolæ'],
    ['a letter that reads as two, of which one begins the brand', 'xœcacola', 'œcacola'],
  ])('%s: it is in the span, and a homoglyph', (_what, label, core) => {
    const brands = ['cocacola', 'ecacola'];
    const hits = hitsOf({ brands }, [`${aLabel(label)}.nl`]).filter(({ score }) => score > 0);
    hits.forEach(expectSound);
    expect(hits.map(spanned)).toContain(core);
    for (const hit of hits.filter((each) => spanned(each) === core)) expect(hit.techniques).toContain('homoglyph');
  });

  test('emoji and letters that cannot be read are told as they are written', () => {
    const hits = hitsOf(
      BRANDS,
      ['paypal☺', '☺paypal', 'pay☺pal', 'paypalש', 'שpaypal', '漢字-paypal', 'paypal漢'].flatMap((label) => {
        const encoded = domainToUnicodeSafe(label);
        return encoded === null ? [] : [`${encoded}.nl`];
      }),
    );
    expect(hits.length).toBeGreaterThan(3);
    for (const { explain } of hits) expect(explain).not.toMatch(/\p{Cc}/u);
    hits.forEach(expectSound);
  });

  test('letters that cannot be read are not each other: 中国 is not 日本', () => {
    const brands = ['日本', '株式会社銀', 'שלוםש'].map(aLabel);
    const names = ['中国', '漢字漢字漢', '日本', '株式会社銀'].map((label) => `${aLabel(label)}.nl`);
    const hits = hitsOf({ brands }, names);
    expect(hits.map(({ name, target }) => `${domainToUnicode(name)} ${domainToUnicode(target)}`)).toEqual([
      '日本.nl 日本',
      '株式会社銀.nl 株式会社銀',
    ]);
  });

  test("a brand's own letters are no homoglyphs of theirs: россия for россия", () => {
    const [hit] = hitsOf({ brands: [aLabel('россия')] }, [`${aLabel('россия')}.nl`]);
    expect(hit!.techniques).toEqual(['tld-swap']);
    expect(hit!.explain).not.toContain('stands for');
  });

  test('a label whose reading is longer than 63 letters is found as well', () => {
    const names = [20, 29].map((count) => `${aLabel(`pаypal-${'ю'.repeat(count)}`)}.nl`);
    expect(hitsOf({ brands: ['paypal'] }, names).map(({ name }) => name)).toEqual(names);
  });

  test('marks, joiners and other directions do no harm', () => {
    const labels = [
      '́́́',
      'p̈̈aypal',
      'a‌b',
      'क‌षpaypal',
      'שלום',
      'שלוםpaypal',
      'مرحبا-paypal',
      '☺',
      '☺☺',
      '漢',
      'ⅷ',
      'ß',
      '٠١٢',
      'a٠',
    ];
    const names = labels.flatMap((label) => {
      const encoded = domainToUnicodeSafe(label);
      return encoded === null ? [] : [`${encoded}.nl`];
    });
    // Written by hand, what no registrar lets through: marks first, Hebrew beside Latin, an A-label of ASCII.
    const raw = [
      'xn--cib',
      'xn--paypal-7ih',
      'xn--a-ecp',
      'xn--ls8h',
      'xn--paypal-',
      'xn--4dbrk0ce',
      'xn--paypal-zhg',
      'xn--0-0mb',
    ];
    hitsOf(BRANDS, [...names, ...raw.map((label) => `${label}.nl`)]).forEach(expectSound);
  });
});

/** Null when the text has no A-label. */
function domainToUnicodeSafe(label: string): string | null {
  try {
    return aLabel(label);
  } catch {
    return null;
  }
}

describe('names with several labels left of the public suffix, in a list', () => {
  const left = aLabel('ünïcode');

  test.each<[string, string, string]>([
    ['www.paypa1.be', 'paypal', 'paypa1'],
    ['a.b.c.paypa1.co.uk', 'paypal', 'paypa1'],
    ['login.my-paypa1-huis.be', 'paypal', 'paypa1'],
    [`${left}.paypa1.be`, 'paypal', 'paypa1'],
    [`www.${aLabel('pаypal')}.be`, 'paypal', 'pаypal'],
    [`${left}.${aLabel('my-pаypal')}.be`, 'paypal', 'pаypal'],
    ['paypa1.be', 'paypal', 'paypa1'],
    ['paypa1.shop.be', 'paypal', 'paypa1'],
    ['www.paypa1.github.io', 'paypal', 'paypa1'],
    ['paypal-x.paypa1.be', 'paypal', 'paypa1'],
    ['paypa1.paypal-x.be', 'paypal', 'paypa1'],
    ['paypa1.paypa1.be', 'paypal', 'paypa1'],
  ])('%s: one hit, on the label that is most like it, and its span points there', (name, target, core) => {
    const hits = hitsOfList({ brands: ['paypal'] }, [name]);
    expect(lookalikes(hits)).toEqual([[name, target, core]]);
    expect(hits[0]!.unicode).toBe(domainToUnicode(name));
  });

  test('of equals the label next to the suffix is told', () => {
    const [hit] = hitsOfList({ brands: ['paypal'] }, ['paypa1.paypa1.be']);
    expect(hit!.span).toEqual([7, 13]);
  });

  test.each([
    ['zwel.zwe1.be', [0, 4]],
    ['zwe1.zwel.be', [5, 9]],
    ['www.zwel.zwel-x.be', [4, 8]],
  ])('%s: the string itself goes before its variants', (name, span) => {
    const hits = hitsOfList({ hopping: ['zwel'] }, [name]);
    expect(hits.map((hit) => [hit.kind, hit.span])).toEqual([['hopping', span]]);
  });

  test('hopping strings and patterns point there, too', () => {
    const hits = hitsOfList({ hopping: ['zwel'], patterns: [{ pattern: 'we' }] }, ['www.zwel.be']);
    expect(hits.map((hit) => [hit.kind, spanned(hit)])).toEqual([
      ['hopping', 'zwel'],
      ['pattern', 'we'],
    ]);
  });
});

test('an A-label before a suffix with an escaped dot: the span is of the name as it is told', () => {
  const [hit] = hitsOf({ brands: ['paypal'] }, ['xn--pypal-4ve.x\\.y.be']);
  expect(['pаypal', 'xn--pypal-4ve']).toContain(spanned(hit!));
});

describe('a target with a hyphen of its own', () => {
  const lists: Lists = { brands: ['quiblet-vault'], hopping: ['quiblet-vault'] };

  test.each(['quiblet-vaults', 'my-quiblet-vault', 'quiblet-vau1t'])('%s: that hyphen is no hyphenation', (label) => {
    const hits = hitsOf(lists, [`${label}.nl`]);
    expect(hits.map(({ kind }) => kind).sort()).toEqual(['hopping-variant', 'lookalike']);
    for (const { techniques, explain } of hits) {
      expect(techniques).not.toContain('hyphenation');
      expect(explain).not.toContain('hyphen');
    }
  });

  test('is named as it is listed', () => {
    const [hit] = hitsOf({ brands: ['quiblet-vault'] }, ['quiblet-vaults.nl']);
    expect(hit!.explain).toContain('quiblet-vault:');
  });
});

test('a brand is told in its own letters; target and rule keep the A-label', () => {
  const label = aLabel('crèmewelt');
  const [hit, itself] = hitsOf({ brands: [label] }, ['cremewelts.nl', `${label}.nl`]);
  expect(hit).toMatchObject({ target: label, rule: `brand/${label}` });
  expect(hit!.explain).toMatch(/^crèmewelt: /);
  expect(itself!.explain).toBe('crèmewelt: the name itself, not its own');
});

test('the explanation of a hopping variant does not tell the string, as that of a hop does not', () => {
  const [hit] = hitsOf({ hopping: ['zwelmorant'] }, ['zwelmorants.nl']);
  expect(hit).toMatchObject({ kind: 'hopping-variant', target: 'zwelmorant' });
  expect(`${hit!.rule} ${hit!.explain}`).not.toContain('zwelmorant');
  const [other] = hitsOf({ hopping: ['zwélmorant'].map(aLabel) }, ['zwelmorants.nl']);
  expect(other!.explain).toMatch(/^a string of the hopping list: /);
  expect(other!.explain).not.toMatch(/zw[eé]lmorant|xn--/);
});

test('words of 15 letters and more are taken off brands as others are', () => {
  const names = ['benachrichtigungkbc.nl', 'kbcrueckerstattung.nl', 'internetbankierenkbc.nl', 'verificationkbc.nl'];
  expect(hitsOf(BRANDS, names).map(({ name }) => name)).toEqual(names);
});

describe('every hit of labels of chance and of imitations', () => {
  const pick = random(20261122);
  const texts = targetTexts(120, pick);
  const brands = [...new Set(texts)].map((text) => [text, `${text}.com`, `${text}-own.nl`] as const);
  const names = Array.from({ length: 2_000 }, () => {
    const label = labelOf(texts, pick);
    const written = pick(2) === 0 ? (aLabelOf(label, pick) ?? label) : label;
    return `${written}.${oneOf(['nl', 'com', 'co.uk', aLabel('рф')], pick)}`;
  });
  const hits = hitsOfKernel({ brands, hopping: [...new Set(texts.slice(0, 50))] }, [
    ...names,
    ...brands.flatMap(([text]) => [
      `${text}.com`,
      `www-${text}.${text}.com`,
      `${text}-own.nl`,
      `x.${text}-own.nl`,
      `${text}.nl`,
    ]),
  ]).filter(({ kind }) => kind !== 'hopping');

  it('keeps the contract', () => {
    expect(hits.length).toBeGreaterThan(3_000);
    hits.forEach(expectSound);
  });

  it('is told in one line, without control characters', () => {
    const odd = /[\p{Cc}\p{Zl}\p{Zp}]|^$/u;
    const wrong = hits.filter(({ explain, normalised }) => odd.test(explain) || odd.test(normalised));
    expect(
      wrong.slice(0, 3).map(({ name, explain, normalised }) => JSON.stringify([name, explain, normalised])),
    ).toEqual([]);
  });

  it('points at what it normalised, where that is ASCII', () => {
    const wrong = hits.filter(
      (hit) => !hit.name.includes('xn--') && spanned(hit).replaceAll('-', '') !== hit.normalised,
    );
    expect(wrong).toEqual([]);
  });

  it("is never on a brand's own domain", () => {
    const own = new Map(brands.map(([text, ...official]) => [text, official]));
    const wrong = hits.filter(
      ({ kind, target, name }) => kind === 'lookalike' && own.get(target)!.some((domain) => isAtOrBelow(name, domain)),
    );
    expect(wrong).toEqual([]);
    expect(hits.some(({ kind, name, target }) => kind === 'lookalike' && name === `${target}.nl`)).toBe(true);
  });

  it('is one for a name and target', () => {
    const once = hitsOfKernel({ brands }, [...new Set(names)]).map(({ name, rule }) => `${name} ${rule}`);
    expect(new Set(once).size).toBe(once.length);
  });

  it('stays when letters of no meaning stand left of it in a list', () => {
    const some = hits.filter(({ kind, name }) => kind === 'lookalike' && /^[a-z0-9-]+\.nl$/.test(name)).slice(0, 300);
    const listed = hitsOfList({ brands }, [...new Set(some.map(({ name }) => `${letters(5, pick)}.${name}`))]);
    const key = ({ target, score, techniques }: Hit) => `${target} ${score} ${techniques.join('+')}`;
    expect(listed.map(key)).toEqual(expect.arrayContaining(some.map(key)));
  });
});
