// datasets.test: what is shipped is what its README says, and the fictional zone holds exactly what expected.json says.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { domainToASCII, domainToUnicode, fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import RE2 from 're2';
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { findProblems, formatChecksums, checksumsOf, rebuild } from '../../datasets/build.js';

const DATASETS = fileURLToPath(new URL('../../datasets', import.meta.url));
const GOV_ZONE = 'gov-2026-06-22.zone.gz';
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

interface ExpectedHit {
  readonly name: string;
  readonly kind: string;
  readonly target: string;
  readonly allowed?: boolean;
}

interface Expected {
  readonly origin: string;
  readonly names: number;
  readonly hits: readonly ExpectedHit[];
  readonly hidden: readonly ExpectedHit[];
  readonly watchTerms: readonly string[];
  readonly later: readonly ExpectedHit[];
  readonly bogusRegistrations: readonly { readonly id: string; readonly domain: string }[];
  readonly clearRegistrations: readonly { readonly id: string; readonly domain: string }[];
}

interface Registration {
  readonly id: string;
  readonly domain: string;
}

const expected = JSON.parse(text('fictional/expected.json')) as Expected;

describe('checksums', () => {
  it('hold in checksums.sha256 and in the README', () => {
    expect(findProblems(DATASETS)).toEqual([]);
  });

  it('are what sha256sum -c accepts', () => {
    const check = spawnSync('sha256sum', ['-c', '--quiet', 'checksums.sha256'], { cwd: DATASETS, encoding: 'utf8' });
    expect(check).toMatchObject({ status: 0, stdout: '' });
  });

  it('cover every shipped file and nothing else', () => {
    const tracked = [...checksumsOf(DATASETS).keys()];
    expect(tracked).toContain(GOV_ZONE);
    expect(tracked).toContain('fictional/test.zone');
    expect(tracked.filter((path) => /README|checksums|\.ts$/.test(path))).toEqual([]);
  });
});

describe('build', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'zonesieve-datasets-'));
    cpSync(DATASETS, copy, { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  it('names the file that changed in both places, and repairs both', () => {
    writeFileSync(join(copy, 'brands.csv'), 'label,official\n');
    expect(findProblems(copy)).toEqual([
      expect.stringContaining('checksums.sha256: brands.csv: expected'),
      expect.stringContaining('README.md: brands.csv: expected'),
      expect.stringContaining('checksums.sha256: expected one sorted line'),
    ]);
    rebuild(copy);
    expect(findProblems(copy)).toEqual([]);
  });

  it('changes nothing where all is well', () => {
    const before = [readFileSync(join(copy, 'README.md')), readFileSync(join(copy, 'checksums.sha256'))];
    rebuild(copy);
    expect([readFileSync(join(copy, 'README.md')), readFileSync(join(copy, 'checksums.sha256'))]).toEqual(before);
  });

  it('refuses a file without a row, and writes nothing', () => {
    const before = readFileSync(join(copy, 'checksums.sha256'), 'utf8');
    writeFileSync(join(copy, 'fictional/new.csv'), 'a\n');
    expect(() => rebuild(copy)).toThrow('README.md: fictional/new.csv is not listed');
    expect(readFileSync(join(copy, 'checksums.sha256'), 'utf8')).toBe(before);
    expect(formatChecksums(checksumsOf(copy))).toContain('  fictional/new.csv\n');
  });

  it('refuses a row without a file', () => {
    rmSync(join(copy, 'patterns.csv'));
    expect(() => rebuild(copy)).toThrow('README.md: patterns.csv does not exist');
  });
});

describe.each([
  ['brands.csv', 350],
  ['fictional/brands.csv', 10],
])('%s', (file, atLeast) => {
  const brands = rows(file);

  it(`has ${atLeast} brands or more, each label once`, () => {
    expect(brands.length).toBeGreaterThanOrEqual(atLeast);
    expect(repeated(brands.map(({ label }) => label!))).toEqual([]);
  });

  it('has labels in A-label form, of three characters or more', () => {
    expect(brands.filter(({ label }) => !LABEL.test(label!) || label!.length < 3)).toEqual([]);
  });

  it('has official domains whose syntax is right, each once for a brand', () => {
    const wrong = brands.filter(({ official }) => {
      const domains = official!.split(' ');
      return repeated(domains).length > 0 || !domains.every(isDomain);
    });
    expect(wrong).toEqual([]);
  });
});

it('brands.csv begins with the Belgian brands', () => {
  const labels = rows('brands.csv').map(({ label }) => label);
  const belgian = ['kbc', 'belfius', 'argenta', 'bancontact', 'itsme', 'bpost', 'nmbs', 'vrt', 'mygov', 'dnsbelgium'];
  const firstForeign = labels.indexOf('abnamro');
  for (const label of belgian) {
    expect(labels).toContain(label);
    expect(labels.indexOf(label)).toBeLessThan(firstForeign);
  }
});

describe.each(['patterns.csv', 'fictional/patterns.csv'])('%s', (file) => {
  const patterns = rows(file);

  it('has ids that occur once, subjects of a name, scores over 0 and at most 1, and notes', () => {
    expect(repeated(patterns.map(({ id }) => id!))).toEqual([]);
    const wrong = patterns.filter(
      ({ id, subject, score, note }) =>
        !LABEL.test(id!) || !['label', 'name', 'unicode'].includes(subject!) || !(+score! > 0 && +score! <= 1) || !note,
    );
    expect(wrong).toEqual([]);
  });

  it.each(patterns.map(({ id, pattern }) => [id!, pattern!]))(
    'RE2 takes %s, and it does not match everything',
    (_, pattern) => {
      expect(new RE2(pattern, 'u').test('')).toBe(false);
      expect(new RE2(pattern, 'u').test('bakkerij-de-korenaar.test')).toBe(false);
    },
  );
});

describe('patterns.csv', () => {
  const found = (name: string) => patternsOf(rows('patterns.csv'), name).map(({ id }) => id);

  it.each([
    ['bank-login.be', 'bank-verify'],
    ['itsme-app-update.be', 'itsme-lure'],
    ['belasting-teruggave2024.be', 'nl-tax-refund'],
    ['colis-frais-douane.be', 'fr-parcel-lure'],
    ['paket-gebuehr.be', 'de-parcel-lure'],
    ['argenta-online-be.be', 'be-suffix-trick'],
    ['claim-airdrop.be', 'crypto-giveaway'],
    ['a---b.be', 'repeated-hyphens'],
    ['012345678901.be', 'long-digits'],
    ['bkcvtxkq.be', 'consonant-run'],
    ['xn--pypal-4ve.be', 'mixed-script'],
    ['xn--lgin-verify-9hb.be', 'idn-login'],
    ['paypal-login-com.be', 'tld-before-tld'],
  ])('%s is a hit of %s', (name, id) => {
    expect(found(name)).toContain(id);
  });

  it.each([
    'kyckling.be',
    'secure-cloud.be',
    'loginpost.be',
    'just-be.be',
    'kerst-pakket.be',
    'xn----7sbb4ac0ad0be6cf.be',
  ])('%s is no hit', (name) => {
    expect(found(name)).toEqual([]);
  });

  it('hits fewer than one .gov name in 2,000', () => {
    const names = govNames();
    expect(names.size).toBe(16_137);
    const compiled = compilePatterns(rows('patterns.csv'));
    const hits = [...names].filter((name) => compiled.some(({ hits }) => hits(name)));
    expect(hits.length).toBeLessThan(names.size / 2000);
  });
});

describe('the fictional hopping strings', () => {
  it('are ten, each once, valid labels', () => {
    expect(hoppingLabels()).toHaveLength(10);
    expect(repeated(hoppingLabels())).toEqual([]);
    expect(hoppingLabels().filter((label) => !LABEL.test(label))).toEqual([]);
  });

  it('are no label of any owner in the .gov zone', () => {
    const labels = new Set(govOwners().flatMap((owner) => owner.split('.')));
    expect(labels.size).toBeGreaterThan(10_000);
    expect(hoppingLabels().filter((label) => labels.has(label))).toEqual([]);
  });
});

describe('the fictional zone', () => {
  it('is a zone that named-compilezone accepts, with as many names as expected', (context) => {
    expect(fictionalNames(context)).toHaveLength(expected.names);
  });

  it('holds exactly the expected hits, by plain loops over every name and rule', (context) => {
    const names = fictionalNames(context);
    const found = [...hopping(names), ...lookalikes(names), ...patternHits(names)];
    expect(found.map(key).sort()).toEqual([...expected.hits, ...expected.hidden].map(key).sort());
  });

  it('turns exactly the hopping strings that are no name into watch terms', (context) => {
    const labels = new Set(fictionalNames(context).map(labelOf));
    expect(
      hoppingLabels()
        .filter((label) => !labels.has(label))
        .sort(),
    ).toEqual(expected.watchTerms);
  });

  it('has the names that the lists and registrations speak of', (context) => {
    const names = new Set(fictionalNames(context));
    const spokenOf = [
      ...expected.later.map(({ name }) => name),
      ...rows('fictional/allow.csv').map(({ name }) => name!),
      ...rows('fictional/brands.csv').flatMap(({ official }) => official!.split(' ')),
      ...registrations().map(({ domain }) => domain),
    ];
    expect(spokenOf.filter((name) => !names.has(name))).toEqual([]);
  });

  it('shows every kind of hit, and each hidden or marked one is on the allow list', () => {
    expect(new Set(expected.hits.map(({ kind }) => kind))).toEqual(new Set(['hopping', 'lookalike', 'pattern']));
    const today = new Date().toISOString().slice(0, 10);
    const held = rows('fictional/allow.csv')
      .filter(({ expires }) => expires! >= today)
      .map(({ name }) => name);
    const marked = expected.hits.filter(({ allowed }) => allowed === true);
    expect([...expected.hidden, ...marked].map(({ name }) => name).sort()).toEqual(held.sort());
    expect(marked.every(({ kind }) => kind === 'hopping')).toBe(true);
    expect(expected.hidden.every(({ kind }) => kind !== 'hopping')).toBe(true);
  });
});

describe('the fictional registrations', () => {
  it('are about 40, each id and domain once', () => {
    expect(registrations().length).toBeGreaterThanOrEqual(40);
    expect(repeated(registrations().map(({ id }) => id))).toEqual([]);
    expect(repeated(registrations().map(({ domain }) => domain))).toEqual([]);
  });

  it('hold the bogus and the odd ones that expected.json names', () => {
    const named = [...expected.bogusRegistrations, ...expected.clearRegistrations].map(({ id, domain }) => ({
      id,
      domain,
    }));
    const all = registrations().map(({ id, domain }) => ({ id, domain }));
    expect(all).toEqual(expect.arrayContaining(named));
  });

  it('write no bidi control as it is', () => {
    expect(text('fictional/registrants.ndjson')).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

function text(path: string): string {
  return readFileSync(join(DATASETS, path), 'utf8');
}

/** Our own CSV: quotes only around whole cells, no newline inside. */
function rows(path: string): Partial<Record<string, string>>[] {
  const [header, ...records] = text(path).trimEnd().split('\n').map(cells);
  return records.map((record) => {
    expect(record).toHaveLength(header!.length);
    return Object.fromEntries(record.map((cell, index) => [header![index]!, cell]));
  });
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  );
}

function registrations(): Registration[] {
  const lines = text('fictional/registrants.ndjson').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Registration);
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) < index);
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  return (
    labels.length >= 2 &&
    domain.length <= 253 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1)!)
  );
}

function labelOf(name: string): string {
  return name.split('.')[0]!;
}

function key({ name, kind, target }: ExpectedHit): string {
  return `${name} ${kind} ${target}`;
}

/** A whole domain name counts with its registrable label: here the one before the last. */
function hoppingLabels(): string[] {
  const entries = text('fictional/hopping.txt')
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#.*/, '').trim());
  return entries.filter((entry) => entry !== '').map((entry) => domainToASCII(entry.split('.').at(-2) ?? entry));
}

function govOwners(): string[] {
  const zone = gunzipSync(readFileSync(join(DATASETS, GOV_ZONE))).toString('latin1');
  return [...zone.matchAll(/^([^;\s]+)\.\s/gm)].map(([, owner]) => owner!.toLowerCase());
}

function govNames(): Set<string> {
  const zone = gunzipSync(readFileSync(join(DATASETS, GOV_ZONE))).toString('latin1');
  const owners = [...zone.matchAll(/^([^;\s]+)\.\s+\d+\s+IN\s+NS\s/gm)].map(([, owner]) => owner!.toLowerCase());
  return new Set(owners.filter((owner) => owner !== 'gov'));
}

function fictionalNames(context: TestContext): string[] {
  if (spawnSync('named-compilezone', ['-v']).error !== undefined) {
    if (process.env['CI'] === 'true') throw new Error('named-compilezone (bind9-utils) is needed where CI=true');
    context.skip('named-compilezone (bind9-utils) is not installed');
  }
  const checks = ['-i', 'none', '-k', 'ignore', '-n', 'ignore', '-r', 'ignore'];
  const zone = join(DATASETS, 'fictional/test.zone');
  const plain = execFileSync('named-compilezone', ['-q', ...checks, '-o', '-', expected.origin, zone], {
    encoding: 'utf8',
  });
  const owners = [...plain.matchAll(/^(\S+)\.\s+\d+\s+IN\s+NS\s/gm)].map(([, owner]) => owner!.toLowerCase());
  return [...new Set(owners)].filter((owner) => owner !== expected.origin && !owner.startsWith('*.'));
}

function hopping(names: readonly string[]): ExpectedHit[] {
  const labels = hoppingLabels();
  const listed = names.filter((name) => labels.includes(labelOf(name)));
  return listed.map((name) => ({ name, kind: 'hopping', target: labelOf(name) }));
}

/** Exact label, brand between hyphens, and for brands of five characters and more one edit; never the brand's own name. */
function lookalikes(names: readonly string[]): ExpectedHit[] {
  const brands = rows('fictional/brands.csv').map(({ label, official }) => ({
    label: label!,
    own: official!.split(' '),
  }));
  return names.flatMap((name) => {
    const label = labelOf(name);
    const imitated = brands.filter(
      (brand) =>
        !brand.own.includes(name) &&
        (label.split('-').includes(brand.label) || (brand.label.length >= 5 && editDistance(label, brand.label) <= 1)),
    );
    return imitated.map((brand) => ({ name, kind: 'lookalike', target: brand.label }));
  });
}

function patternHits(names: readonly string[]): ExpectedHit[] {
  const compiled = compilePatterns(rows('fictional/patterns.csv'));
  return names.flatMap((name) =>
    compiled.filter(({ hits }) => hits(name)).map(({ id }) => ({ name, kind: 'pattern', target: id })),
  );
}

function patternsOf(patterns: ReturnType<typeof rows>, name: string) {
  return compilePatterns(patterns).filter(({ hits }) => hits(name));
}

function compilePatterns(patterns: ReturnType<typeof rows>) {
  return patterns.map(({ id, pattern, subject }) => {
    const expression = new RE2(pattern!, 'u');
    const subjects: Record<string, (name: string) => string> = {
      label: labelOf,
      name: (name) => name,
      unicode: domainToUnicode,
    };
    return { id: id!, hits: (name: string) => expression.test(subjects[subject!]!(name)) };
  });
}

/** Optimal string alignment: insert, delete, replace, swap neighbours. */
function editDistance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, row) =>
    Array.from({ length: b.length + 1 }, (_, column) => (row === 0 ? column : column === 0 ? row : 0)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? table[i - 2]![j - 2]! + 1 : Infinity;
      table[i]![j] = Math.min(
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
        replaced,
        i > 1 && j > 1 ? swapped : Infinity,
      );
    }
  }
  return table[a.length]![b.length]!;
}
