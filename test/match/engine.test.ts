// engine: batches → hits as the contract has them: score, span, official domains, the least score, and the allow list.
import { Brands, packBrands } from '../../src/base/brand-table.js';
import { describe, expect, test } from 'vitest';
import type { Hit } from '../../src/base/hit.js';
import type { Technique } from '../../src/base/techniques.js';
import { TECHNIQUES } from '../../src/base/techniques.js';
import { asciiOf, unicodeOf } from '../../src/base/names.js';
import { Kernel } from '../../src/kernel/load.js';
import { allowedNames, applyAllow } from '../../src/match/allow.js';
import { Engine } from '../../src/match/engine.js';
import { kernelProber } from '../../src/match/prober.js';
import { compileRuleset } from '../../src/rules/compile.js';
import type { Ruleset } from '../../src/rules/ruleset.js';
import type { AllowEntry, BrandEntry } from '../../src/rules/watchlists.js';
import type { Lists } from './batches.js';
import { appendAll, random, rulesetOf } from './batches.js';
import { aLabel, hitsOf, hitsOfList, spanned } from './hits.js';

const brief = (hits: readonly Hit[]) =>
  hits.map(({ name, kind, target, techniques }) => `${name} ${kind} ${target} ${techniques.join('+')}`.trim());

describe('hopping', () => {
  test('the exact label and nothing else, whatever the least score', () => {
    const hits = hitsOf(
      { hopping: ['zwel-morant', 'q'] },
      ['zwel-morant.be', 'zwelmorant.be', 'zwel-morant.co.uk', 'q.be', 'qq.be', 'zwel.be'],
      1,
    );
    expect(hits.map(({ name, rule, score, target, span }) => [name, rule, score, target, span])).toEqual([
      ['zwel-morant.be', 'hop-0000000000000000', 1, 'zwel-morant', [0, 11]],
      ['zwel-morant.co.uk', 'hop-0000000000000000', 1, 'zwel-morant', [0, 11]],
      ['q.be', 'hop-0000000000000001', 1, 'q', [0, 1]],
    ]);
  });

  test('says nothing of the string in its rule or explanation', () => {
    const [hit] = hitsOf({ hopping: ['zwelmorant'] }, ['zwelmorant.be']);
    expect(`${hit!.rule} ${hit!.explain}`).not.toContain('zwelmorant');
  });
});

describe('lookalikes', () => {
  test('one hit for each brand, the strongest way first', () => {
    const names = [
      'paypal.be',
      'paypa1.be',
      'my-paypal.be',
      'pay-pal.be',
      'paypal-paypal.be',
      'paypal-kbc.be',
      'harmless.be',
      'kbc.com',
      'kbx.com',
    ];
    expect(brief(hitsOf({ brands: ['paypal', 'kbc'] }, names))).toEqual([
      'paypal.be lookalike paypal tld-swap',
      'paypa1.be lookalike paypal homoglyph',
      'my-paypal.be lookalike paypal dictionary',
      'pay-pal.be lookalike paypal hyphenation',
      'paypal-paypal.be lookalike paypal dictionary',
      'paypal-kbc.be lookalike paypal dictionary',
      'paypal-kbc.be lookalike kbc dictionary',
      'kbc.com lookalike kbc tld-swap',
    ]);
  });

  test('never on an official domain or below it, but on what only ends like one', () => {
    const brands = [
      ['paypal', 'paypal.com', 'paypal-login.be'],
      ['dossier', 'gov.be'],
    ] as const;
    const names = [
      'paypal.com',
      'www-paypal.paypal.com',
      'paypal-login.be',
      'paypal-login.com',
      'paypal.be',
      'dossier.gov.be',
      'dossier.notgov.be',
    ];
    expect(hitsOf({ brands }, names).map(({ name }) => name)).toEqual([
      'paypal-login.com',
      'paypal.be',
      'dossier.notgov.be',
    ]);
  });

  test('nor for another brand on a domain that is listed as official, but below it, and on other names of its label', () => {
    const brands = [
      ['ingenico', 'ingenico.com', 'ingenlco.com'],
      ['ingenicu', 'ingenicu.be'],
    ] as const;
    const names = ['ingenico.com', 'ingenicu.be', 'ingenico.be', 'ingenicu-x.ingenico.com', 'ingenlco.com'];
    expect(brief(hitsOf({ brands }, names)).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'ingenico.be lookalike ingenico',
      'ingenico.be lookalike ingenicu',
      'ingenicu-x.ingenico.com lookalike ingenicu',
    ]);
    const listed = hitsOfList({ brands }, ['www.ingenico.com', 'ingenicu.ingenico.com']);
    expect(listed.map(({ name, target, span }) => [name, target, span])).toEqual([
      ['ingenicu.ingenico.com', 'ingenicu', [0, 8]],
    ]);
  });

  test('an official domain that is a hopping string or its variant is told all the same', () => {
    const lists = { brands: [['ingenico', 'ingenico.com']] as const, hopping: ['ingenico', 'ingenicu'] };
    expect(brief(hitsOf(lists, ['ingenico.com'])).map((line) => line.split(' ').slice(1, 3).join(' '))).toEqual([
      'hopping ingenico',
      'hopping-variant ingenicu',
    ]);
  });

  test('an escaped dot does not make a name official', () => {
    expect(
      hitsOf({ brands: [['paypal', 'paypal.com']] }, [
        'x\\.paypal.com',
        'my-paypal\\.com',
        'paypal-x\\.paypal.com',
      ]).map(({ name }) => name),
    ).toEqual(['x\\.paypal.com', 'my-paypal\\.com', 'paypal-x\\.paypal.com']);
  });

  test('labels with escapes, of one byte and of 63, do no harm', () => {
    const odd = [
      '\\.',
      '\\\\',
      '\\000',
      '\\255\\200',
      'a',
      '-',
      '--',
      'x'.repeat(63),
      `${'x'.repeat(56)}-paypal`,
      'xn--',
      'xn--a-',
      'xn--pypal-4ve',
      '\\@',
      '\\"',
    ];
    const hits = hitsOf(
      {
        brands: ['paypal', 'x'.repeat(63), 'x'.repeat(62)],
        hopping: ['\\.'],
        patterns: [{ pattern: '\\\\', subject: 'unicode' }],
      },
      odd.map((label) => `${label}.be`),
    );
    expect(brief(hits)).toContain(`${'x'.repeat(56)}-paypal.be lookalike paypal dictionary`);
    expect(brief(hits)).toContainEqual(
      expect.stringMatching(new RegExp(`^x{63}\\.be lookalike x{62} addition\\+.*repetition$`)),
    );
    expect(brief(hits)).toContain('\\..be hopping \\.');
  });

  test('a part of what imitates adds no techniques: rnodern for modern has no word beside it', () => {
    const [hit] = hitsOf({ brands: ['modern'] }, ['rnodern.be']);
    expect(hit!.techniques).toContain('homoglyph');
    expect(hit!.techniques).not.toContain('dictionary');
    expect(hit!.techniques).not.toContain('addition');
  });

  test('a hyphen that is left out of a brand is an omission, and no other suffix', () => {
    const [hit] = hitsOf({ brands: ['zwel-morant'] }, ['zwelmorant.be']);
    expect(hit!.techniques).not.toContain('tld-swap');
    expect(hit!.explain).not.toContain('the name itself');
  });

  describe('ß is read as b and as ss', () => {
    const brands = [
      [aLabel('strauß'), aLabel('strauß.de')],
      ['weissbier', 'weissbier.de'],
      ['gelbgold', 'gelbgold.de'],
    ] as const;
    const told = (name: string, minScore = 0) =>
      hitsOf({ brands }, [asciiOf(name)!], minScore).map(
        ({ unicode, target, span, normalised, explain }) =>
          `${[...unicode].slice(...span).join('')} ${normalised} ${unicodeOf(target)}: ${explain.split(': ')[1]}`,
      );

    test.each([
      ['strauss.be', 'strauss strauss strauß: its letters are written without marks, or as others that look alike'],
      ['straub.be', 'straub straub strauß: its letters are written without marks, or as others that look alike'],
      ['strauß.be', 'strauß strauss strauß: the name itself, not its own'],
      ['weißbier-login.be', 'weißbier weissbier weissbier: "ß" stands for "ss"; joined with "login"'],
      ['weißbeir.be', 'weißbeir weissbeir weissbier: "ß" stands for "ss"; "ie" is turned round'],
      ['gelßgold.be', 'gelßgold gelbgold gelbgold: "ß" stands for "b"'],
    ])('%s', (name, expected) => {
      expect(told(name)).toEqual([expected]);
      expect(told(name, 0.5)).toEqual([expected]);
    });

    test('never on its own domains, and once in a name of two brands', () => {
      expect(['strauß.de', 'weissbier.de'].flatMap((name) => told(name))).toEqual([]);
      expect(told('strauss-weißbier.be').map((line) => line.split(' ')[2])).toEqual(['strauß:', 'weissbier:']);
    });

    test('in variants of hopping strings', () => {
      const hopping = ['grossmann', aLabel('kaßberger')];
      const names = ['großmann.be', 'kassberger.be', 'grossmann.be'].map((name) => asciiOf(name)!);
      expect(hitsOf({ hopping }, names).map(({ kind, target }) => `${kind} ${unicodeOf(target)}`)).toEqual([
        'hopping grossmann',
        'hopping-variant grossmann',
        'hopping-variant kaßberger',
      ]);
    });
  });

  test.each([
    ['plon8sad.nl', 'plonsbad', 'homoglyph transposition', '"sb" is turned round; "8" stands for "b"'],
    ['br-asserol.be', 'brasserol', 'hyphenation', 'a hyphen stands inside it'],
    ['uber.be', 'xn--ber-goa', 'homoglyph', 'its letters are written without marks, or as others that look alike'],
    ['xn--brasserol-gif.be', 'brasserol', 'homoglyph skeleton', 'a mark stands on a letter'],
  ])('%s imitates %s by %s', (name, brand, techniques, explain) => {
    const [hit] = hitsOf({ brands: [brand] }, [name]);
    expect(hit!.techniques.join(' ')).toBe(techniques);
    expect(hit!.explain.replace(/^[^:]*: /, '')).toBe(explain);
  });

  test.each(['idrive.nu onedrive', 'akant.be vierkant'])('what only looks like a numeral is none: %s', (pair) => {
    const [name, brand] = pair.split(' ') as [string, string];
    expect(hitsOf({ brands: [brand] }, [name])).toEqual([]);
  });

  test('scripts are those of the label', () => {
    const hits = hitsOf({ brands: ['apple'] }, [
      'xn--80ak6aa92e.be',
      'xn--g9de3mpaa.be',
      'xn--pp-s9lk3w.be',
      'app1e.be',
    ]);
    const scripts = hits.map((hit) => `${hit.name} ${hit.scripts.join(' ')}`);
    expect(scripts.sort()).toEqual([
      'app1e.be Latin',
      'xn--80ak6aa92e.be Cyrillic',
      'xn--g9de3mpaa.be Cherokee',
      'xn--pp-s9lk3w.be Cherokee Latin',
    ]);
  });

  test.each([0, 0.5, 0.8])('short brands that are read the same are all found, above %d', (minScore) => {
    const brands = ['kb-c', 'kbc', 'rom', 'xn--rm-fka'];
    const found = hitsOf({ brands }, ['kbc-login.eu', 'rom-login.eu'], minScore);
    expect(found.map(({ name, target }) => `${name} ${target}`).sort()).toEqual([
      'kbc-login.eu kb-c',
      'kbc-login.eu kbc',
      'rom-login.eu rom',
      'rom-login.eu xn--rm-fka',
    ]);
  });

  test.each([
    [0.9, 0, 'kb-c'],
    [0, 0.9, 'kbc'],
  ])('short brands that are read the same, of which one wants %d and one %d', (first, second, missing) => {
    const ruleset = rulesetOf({ brands: ['kb-c', 'kbc'] });
    const brands = new Brands(ruleset.brands!.entries)
      .all()
      .map((brand, at) => ({ ...brand, minScore: [first, second][at]! }));
    const entries = packBrands(brands);
    const kernel = new Kernel();
    const asked = { ...ruleset, brands: { ...ruleset.brands!, entries } };
    const engine = new Engine(asked, kernelProber(kernel, asked), { minScore: 0.5 });
    const targets = engine.match(appendAll(kernel, ['kbc-login'])).map(({ target }) => target);
    expect(targets).toEqual(['kb-c', 'kbc'].filter((label) => label !== missing));
  });

  test('short brands are looked for as they are and as tokens, with no edits', () => {
    expect(brief(hitsOf({ brands: ['ing'] }, ['ing.eu', 'img.eu', 'ings.eu', 'my-ing.eu']))).toEqual([
      'ing.eu lookalike ing tld-swap',
      'my-ing.eu lookalike ing dictionary',
    ]);
  });
});

describe('a brand of its own settings', () => {
  const hits = (names: readonly string[], settings: Partial<BrandEntry>, minScore = 0): string[] => {
    const ruleset = rulesetWith({ label: 'paypal', ...settings });
    const kernel = new Kernel();
    const engine = new Engine(ruleset, kernelProber(kernel, ruleset), { minScore });
    return brief(engine.match(appendAll(kernel, names)));
  };

  test('is one target under all its labels', () => {
    const found = hits(['paypal', 'paypalo', 'xoom', 'xoom-paypal', 'rnypaypal', 'venmo1', 'ppl'], {
      aliases: ['mypaypal', 'ppl', 'venmo', 'xoom'],
    });
    expect(found.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'paypal.be lookalike paypal',
      'paypalo.eu lookalike paypal',
      'xoom.be lookalike paypal',
      'xoom-paypal.eu lookalike paypal',
      'rnypaypal.be lookalike paypal',
      'venmo1.eu lookalike paypal',
      'ppl.be lookalike paypal',
    ]);
  });

  test('has no hit below its own least score, nor below that of all', () => {
    const names = ['paypal', 'paypa1', 'xpaypalx', 'paypla', 'login-paypal'];
    const all = hits(names, {});
    expect(all).toHaveLength(5);
    expect(hits(names, { minScore: 0.000001 })).toEqual(all);
    const strong = hits(names, {}, 0.6);
    expect(strong.length).toBeGreaterThan(0);
    expect(strong.length).toBeLessThan(5);
    expect(hits(names, { minScore: 0.6 })).toEqual(strong);
    expect(hits(names, { minScore: 0.6 }, 0.2)).toEqual(strong);
    expect(hits(names, { minScore: 0.2 }, 0.6)).toEqual(strong);
    expect(hits(names, { minScore: 1 })).toEqual([]);
  });

  test('is not found by the techniques that it goes without, and by others is, without naming them', () => {
    const names = ['paypal', 'paypa1', 'paypa1-login', 'paypla', 'paypal-login', 'pay-pal'];
    const all = hits(names, {});
    const without: Technique[] = ['dictionary', 'tld-swap', 'transposition'];
    expect(hits(names, { without })).toEqual(
      all.flatMap((line) => {
        const [name, kind, target, techniques] = line.split(' ') as [string, string, string, string];
        const left = techniques.split('+').filter((technique) => !(without as string[]).includes(technique));
        return left.length === 0 ? [] : [`${name} ${kind} ${target} ${left.join('+')}`];
      }),
    );
    expect(hits(['paypal', 'paypla', 'paypal-login'], { without })).toEqual([]);
    expect(hits(names, { without: [...TECHNIQUES] })).toEqual([]);
  });

  test('is told by what is left of a name, with its score and in its words, where the stronger way is switched off', () => {
    const settings = { label: 'brasserol', without: ['hyphenation'] as Technique[] };
    expect(hits(['b-rasserol', 'bras-serol'], settings)).toEqual([
      'b-rasserol.be lookalike brasserol dictionary+omission',
    ]);
    expect(hits(['b-rasserol'], settings, 0.5)).toEqual([]);
    expect(hits(['bras-serol-login', 'login-brass-erol'], settings)).toEqual([]);
    expect(hits(['bras-serol-login'], { label: 'brasserol' }, 0.5)).toHaveLength(1);
    expect(hits(['b-rasserol'], { label: 'brasserol' }, 0.5)).toHaveLength(1);
  });

  test('names every technique by a word of the contract', () => {
    const found = hits(['paypa1', 'xn--pypal-4ve', 'wwwpaypal', 'pay-pal', 'paypals', 'xn--80aa0cbo65f', '9aypal'], {});
    for (const line of found) {
      for (const technique of line.split(' ')[3]!.split('+')) expect(TECHNIQUES).toContain(technique);
    }
  });
});

function rulesetWith(brand: Partial<BrandEntry> & { label: string }): Ruleset {
  const entry = { official: [], aliases: [], minScore: null, without: [], file: 'list', line: 1, ...brand };
  return compileRuleset({ brands: { entries: [entry], version: 'v' } }, new Kernel());
}

describe('every hit', () => {
  const pick = random(5);
  const words = [
    'paypal',
    'paypa1',
    'payypal',
    'kbc',
    'zwel',
    'login',
    'xn--pypal-4ve',
    'xn--caf-dma',
    'xn--80ak6aa92e',
    'a',
    '9',
    'pay\\.pal',
  ];
  const names = Array.from(
    { length: 1200 },
    () => `${Array.from({ length: 1 + pick(3) }, () => words[pick(words.length)]).join('-')}.be`,
  );
  const lists: Lists = {
    hopping: ['zwel', 'xn--caf-dma', 'paypal-zwel'],
    brands: [['paypal', 'paypal.com'], 'kbc', 'xn--caf-dma'],
    patterns: [
      { pattern: 'log.n', score: 0.4 },
      { pattern: 'é', subject: 'unicode', score: 1 },
      { pattern: '\\.be$', subject: 'name', score: 0.01 },
      { pattern: '^xn', score: 0.3 },
    ],
  };

  const all = hitsOf(lists, names);

  test('has a score in [0, 1], a span in code points of its name in Unicode, and one target once a name', () => {
    const hits = all;
    expect(hits.length).toBeGreaterThan(1200);
    for (const hit of hits) {
      const length = [...hit.unicode].length;
      const [start, end] = hit.span;
      expect(hit.score >= 0 && hit.score <= 1 && 0 <= start && start < end && end <= length, JSON.stringify(hit)).toBe(
        true,
      );
      expect(hit.explain).not.toBe('');
      if (!hit.name.startsWith('xn--') && hit.kind === 'lookalike')
        expect(spanned(hit).replaceAll('-', '')).toBe(hit.normalised);
    }
    const keys = hitsOf(lists, [...new Set(names)]).map(({ name, rule }) => `${name} ${rule}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each([0.3, 0.5, 0.63, 0.9, 1])('is left out below the least score %d, hopping never', (least) => {
    expect(hitsOf(lists, names, least)).toEqual(all.filter(({ kind, score }) => kind === 'hopping' || score >= least));
  });

  test('names the ruleset', () => {
    expect(hitsOf(lists, ['kbc.be'])[0]!.ruleset).toMatch(/^rs-[0-9a-f]{12}$/);
  });
});

describe('the allow list', () => {
  const hits = hitsOf({ hopping: ['zwel'], brands: ['zwel', 'paypal'], patterns: [{ pattern: 'zw' }] }, [
    'zwel.be',
    'zwel.eu',
    'paypal.be',
  ]);
  const entry = (more: Partial<AllowEntry>): AllowEntry => ({
    name: 'zwel.be',
    owner: 'Zwel',
    reason: 'a shop',
    file: 'allow',
    line: 1,
    key: 'k',
    ...more,
  });
  const told = ({ name, kind, allowed }: Hit) =>
    `${name} ${kind}${allowed ? ` ${allowed.owner}: ${allowed.reason}` : ''}`;
  const left = (entries: readonly AllowEntry[], now: string, lapsed: readonly string[] = []) =>
    applyAllow(hits, allowedNames(entries, { now: new Date(now), lapsed: new Set(lapsed) })).map(told);
  const others = ['zwel.eu hopping', 'zwel.eu lookalike', 'zwel.eu pattern', 'paypal.be lookalike'];
  const marked = ['zwel.be hopping Zwel: a shop', ...others].sort();
  const unmarked = ['zwel.be hopping', 'zwel.be lookalike', 'zwel.be pattern', ...others].sort();

  test('hides lookalike and pattern hits, and keeps and marks hopping hits', () => {
    expect(left([entry({ expires: '2030-01-01' })], '2026-11-22T00:00:00Z').sort()).toEqual(marked);
    expect(left([entry({ registration: '42' })], '2026-11-22T00:00:00Z').sort()).toEqual(marked);
    expect(left([entry({ name: 'www.zwel.be', expires: '2030-01-01' })], '2026-11-22T00:00:00Z').sort()).toEqual(
      unmarked,
    );
  });

  test('holds to the end of its last day, UTC', () => {
    const until = [entry({ expires: '2026-11-22' })];
    expect(left(until, '2026-11-22T00:00:00.000Z').sort()).toEqual(marked);
    expect(left(until, '2026-11-22T23:59:59.999Z').sort()).toEqual(marked);
    expect(left(until, '2026-11-23T00:00:00.000Z').sort()).toEqual(unmarked);
    expect(left(until, '2026-11-23T01:00:00+02:00').sort()).toEqual(marked);
  });

  test('lapses by its key, and another entry of the name still holds', () => {
    const two = [entry({ key: 'a', expires: '2030-01-01' }), entry({ key: 'b', expires: '2030-01-02' })];
    expect(left(two, '2026-11-22T00:00:00Z', ['a', 'b']).sort()).toEqual(unmarked);
    expect(left(two, '2026-11-22T00:00:00Z', ['a']).sort()).toEqual(marked);
    expect(left(two, '2026-11-22T00:00:00Z', ['b']).sort()).toEqual(marked);
  });
});

describe('an allow entry for one registration', () => {
  const hits = hitsOf({ brands: ['zwel'] }, ['zwel.be']);
  const state = { now: new Date('2026-11-22T00:00:00Z'), lapsed: new Set<string>() };
  const entry = (registration: string) => ({
    ...{ name: 'zwel.be', owner: 'Zwel', reason: 'a shop', file: 'allow', line: 1, key: registration },
    registration,
  });
  const hides = (registrations: readonly string[], id: string | null, registeredAt: string | null) =>
    applyAllow(hits, allowedNames(registrations.map(entry), state), { id, registeredAt }).length === 0;
  const AT = '2026-07-14T09:30:00.000Z';

  test.each([
    ['42', '42', AT, true],
    ['42', '43', AT, false],
    ['42', null, AT, true],
    ['2026-07-14', '43', AT, true],
    ['2026-07-15', '43', AT, false],
    ['2026-07-15', '43', null, true],
    ['2026-07-14T11:30:00+02:00', null, AT, true],
    ['2026-07-14T11:30:01+02:00', null, AT, false],
  ])('%s, of the registration %s of %s: hides %s', (registration, id, registeredAt, isHidden) => {
    expect(hides([registration], id, registeredAt)).toBe(isHidden);
  });

  test('each of several entries of a name is for its own', () => {
    expect(hides(['42', '43'], '42', null)).toBe(true);
    expect(hides(['42', '43'], '43', null)).toBe(true);
    expect(hides(['42', '43'], '44', null)).toBe(false);
  });

  test('holds in a sweep, unless the store knows that the name was registered at another time', () => {
    const allowed = (registeredAt: string) =>
      allowedNames([entry('2026-07-14')], { ...state, registeredAt: new Map([['zwel.be', registeredAt]]) });
    expect(applyAllow(hits, allowed(AT))).toEqual([]);
    expect(applyAllow(hits, allowed('2026-08-01T00:00:00.000Z'))).toHaveLength(1);
  });
});

describe('the name in Unicode', () => {
  test.each([
    ['xn--caf-dma.be', 'café.be'],
    ['my-xn--caf-dma.be', 'my-xn--caf-dma.be'],
    ['xn--caf-dma.xn--a.be', 'café.xn--a.be'],
    ['a/b.xn--caf-dma', 'a/b.café'],
    ['0/25.xn--caf-dma.arpa?x', '0/25.café.arpa?x'],
    ['pay\\.pal-xn--caf-dma.be', 'pay\\.pal-xn--caf-dma.be'],
    ['a\\.xn--caf-dma.be', 'a\\.xn--caf-dma.be'],
  ])('of %s is %s, whole', (name, unicode) => {
    const [hit] = hitsOf({ patterns: [{ pattern: '$', subject: 'name' }] }, [name]);
    expect(hit!.unicode).toBe(unicode);
  });
});
