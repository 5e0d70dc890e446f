// registrations: a feed screened with all checks and lists, held against what only parses the same lines.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CACHE } from '../checkout.js';
import type { Benchmark, Figure, Measured, Run } from '../harness.js';
import type { FeedFacts } from '../registrants/feed.js';
import { writeFeed } from '../registrants/feed.js';
import type { ZoneSpec } from '../zone-generator.js';
import { listFiles } from '../zone-generator.js';
import { compileLists, screen, screenForDecisions, snapshotOf, withDirectory } from './command.js';
import { run } from './processes.js';

/** 400,000 registrations, 300 MB, where the zone has 3 million names. */
const NAMES_PER_REGISTRATION = 7.5;
/** stream-json needs half a minute for 300 MB. */
const MOST_STREAMED = 40_000;
const FORMAT = 1;
const MB = 1e6;

interface Feed {
  readonly file: string;
  readonly facts: FeedFacts;
}

export function registrationsBenchmark(spec: ZoneSpec): Benchmark {
  const registrations = Math.round(spec.names / NAMES_PER_REGISTRATION);
  const feed = feedFile(spec.seed, registrations);
  const small = feedFile(spec.seed, Math.min(registrations, MOST_STREAMED));
  const lists = listFiles(spec.seed, spec.lists);
  const words = ['--ruleset', snapshotOf(lists)];
  return {
    name: 'registrations',
    size: `${registrations.toLocaleString('en-US')} registrations, ${Math.round(feed.facts.bytes / MB)} MB NDJSON, all phones and e-mails distinct`,
    notes: [
      `Rates: from the first byte read to the last decision written. JSON.parse: per line, on ${availableParallelism()} threads, and nothing else.`,
      'All checks; 100,000 hopping strings, 10,000 brands, 200 patterns. Storing: a case for each that is not in order, an answer for all.',
    ],
    check: async () => {
      await compileLists(lists);
      await check(small, words);
    },
    runs: [
      screening('screening', feed, [...words, '--dry-run']),
      screening('checks alone', feed, ['--dry-run']),
      storing(feed, words),
      baseline('JSON.parse per line', 'json-parse', feed, [String(availableParallelism())]),
      { ...baseline('stream-json', 'stream-json', small, []), rounds: 1 },
    ],
    figures: FIGURES,
  };
}

const FIGURES: readonly Figure[] = [
  {
    name: 'screening',
    unit: 'MB/s',
    against: [
      { baseline: 'JSON.parse per line', atLeast: 0.25 },
      { baseline: 'stream-json', atLeast: 5 },
    ],
  },
  { name: 'screening: registrations', unit: 'k/s' },
  { name: 'screening: peak RSS', unit: 'MB' },
  { name: 'checks alone', unit: 'MB/s', against: [{ baseline: 'JSON.parse per line' }] },
  { name: 'storing all', unit: 'MB/s', against: [{ baseline: 'screening' }] },
  { name: 'all known again', unit: 'MB/s', against: [{ baseline: 'screening' }] },
  { name: 'JSON.parse per line', unit: 'MB/s' },
  { name: 'stream-json', unit: 'MB/s' },
];

/** All that was planted must be found, and little else. */
async function check({ file, facts }: Feed, words: readonly string[]): Promise<void> {
  const decisions = await screenForDecisions(file, [...words, '--dry-run']);
  if (decisions.length !== facts.registrations)
    throw new Error(`${decisions.length} decisions, not ${facts.registrations}`);
  const told = decisions
    .filter((line) => !line.includes('"decision":"pass"'))
    .map((line) => JSON.parse(line) as { id: string; reasons: readonly { kind: string }[] });
  const verified = new Set(told.map(({ id }) => id));
  const missed = facts.bogusIds.filter((id) => !verified.has(id)).length;
  if (missed > 0) throw new Error(`${missed} of ${facts.bogusIds.length} planted bogus holders pass`);
  const bogus = new Set(facts.bogusIds);
  const others = told.filter(
    ({ id, reasons }) => !bogus.has(id) && reasons.every(({ kind }) => kind === 'finding'),
  ).length;
  if (others > facts.registrations * MOST_FALSE_ALARMS) throw new Error(`${others} others do not pass for their data`);
}

const MOST_FALSE_ALARMS = 0.005;

function screening(name: string, { file, facts }: Feed, words: readonly string[]): Run {
  return {
    name,
    measure: async () => {
      const report = await screen(file, words);
      return {
        [name]: report.steady.bytes / report.steady.ms / 1000,
        [`${name}: registrations`]: facts.registrations / report.steady.ms,
        [`${name}: peak RSS`]: report.peakRssBytes / MB,
      };
    },
  };
}

function storing({ file }: Feed, words: readonly string[]): Run {
  return {
    name: 'storing',
    rounds: 1,
    measure: () =>
      withDirectory(async (directory): Promise<Measured> => {
        const stored = [...words, '--db', join(directory, 'cases.db')];
        const [first, again] = [await screen(file, stored), await screen(file, stored)];
        if (again.repeats !== again.registrations)
          throw new Error(`${again.repeats} of ${again.registrations} are known`);
        return {
          'storing all': first.steady.bytes / first.steady.ms / 1000,
          'all known again': again.steady.bytes / again.steady.ms / 1000,
        };
      }),
  };
}

function baseline(name: string, script: string, { file, facts }: Feed, words: readonly string[]): Run {
  return {
    name,
    measure: async () => {
      const path = fileURLToPath(new URL(`./baselines/${script}.js`, import.meta.url));
      const { stdout } = await run(process.execPath, [path, file, ...words]);
      const { bytes, ms, records } = JSON.parse(stdout) as { bytes: number; ms: number; records: number };
      if (records !== facts.registrations) throw new Error(`${name} finds ${records} records`);
      return { [name]: bytes / ms / 1000 };
    },
  };
}

/** Made once, and kept. */
export function feedFile(seed: number, registrations: number): Feed {
  const file = join(CACHE, `v${FORMAT}-${seed}-${registrations}.ndjson`);
  const facts = `${file}.json`;
  if (!existsSync(facts)) {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${facts}.draft`, JSON.stringify(writeFeed(file, { seed, registrations, isWide: true })));
    renameSync(`${facts}.draft`, facts);
  }
  return { file, facts: JSON.parse(readFileSync(facts, 'utf8')) as FeedFacts };
}
