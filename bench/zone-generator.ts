// zone-generator: seeded zones of any size with planted hits, and their lists; the same names in every style. Cached.
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { CACHE } from './checkout.js';
import { ByteFile } from './zone/byte-file.js';
import { CzdsStyle } from './zone/czds-style.js';
import { zoneEntries } from './zone/delegations.js';
import { fillerLabel } from './zone/filler-labels.js';
import type { BenchLists, ListSizes } from './zone/lists.js';
import { ORIGIN, brandsText, hoppingText, makeLists, patternsText } from './zone/lists.js';
import { MasterStyle } from './zone/master-style.js';
import type { ExpectedHit } from './zone/plain-matcher.js';
import type { Plants } from './zone/plants.js';
import { makePlants } from './zone/plants.js';
import { Random } from './zone/random.js';
import type { ZoneStyle, ZoneStyleName } from './zone/zone-style.js';

/** Rises when the same spec gives other bytes. */
const FORMAT = 3;
const GZIP_LEVEL = 6;
const GZIP_CHUNK_BYTES = 1 << 20;

export { ORIGIN } from './zone/lists.js';
export type { ExpectedHit } from './zone/plain-matcher.js';
export type { ZoneStyleName } from './zone/zone-style.js';

/** What a zone is made from: the same spec gives the same bytes. At most 16 million names. */
export interface ZoneSpec {
  readonly seed: number;
  readonly names: number;
  /** One name in so many is planted to hit. */
  readonly plantEvery: number;
  readonly lists: ListSizes;
}

export const DEFAULT_ZONE: ZoneSpec = {
  seed: 1,
  names: 3_000_000,
  plantEvery: 300,
  lists: { hopping: 100_000, brands: 10_000, patterns: 200 },
};

export interface ListFiles {
  readonly hopping: string;
  readonly brands: string;
  readonly patterns: string;
  /** The hopping strings alone, one a line, for tools that read nothing else. */
  readonly strings: string;
}

export interface ZoneFile {
  readonly file: string;
  /** Uncompressed. */
  readonly bytes: number;
  readonly names: number;
  readonly records: number;
  /** What was planted. */
  readonly expected: readonly ExpectedHit[];
}

export function listFiles(seed: number, sizes: ListSizes): ListFiles {
  const directory = cached(`${seed}-${sizes.hopping}-${sizes.brands}-${sizes.patterns}-lists`, (draft) => {
    const lists = makeLists(seed, sizes);
    writeFileSync(join(draft, 'hopping.txt'), hoppingText(lists));
    writeFileSync(join(draft, 'brands.csv'), brandsText(lists));
    writeFileSync(join(draft, 'patterns.csv'), patternsText(lists));
    writeFileSync(join(draft, 'strings.txt'), lists.hopping.map((label) => `${label}\n`).join(''));
  });
  const file = (name: string): string => join(directory, name);
  return {
    hopping: file('hopping.txt'),
    brands: file('brands.csv'),
    patterns: file('patterns.csv'),
    strings: file('strings.txt'),
  };
}

/** The zone of `spec`, made on first need. */
export function zoneFile(spec: ZoneSpec, style: ZoneStyleName): ZoneFile {
  const directory = cached(zoneKey(spec, style), (draft) => {
    const { labels, plants } = zoneLabels(spec, makeLists(spec.seed, spec.lists));
    const file = join(draft, `${ORIGIN}.zone`);
    const { bytes, records } = writeZone(file, labels, spec.seed, style);
    writeFileSync(join(draft, 'expected.ndjson'), plants.expected.map((hit) => `${JSON.stringify(hit)}\n`).join(''));
    writeFileSync(join(draft, 'zone.json'), JSON.stringify({ bytes, records, names: labels.length }));
  });
  return readZone(directory, `${ORIGIN}.zone`);
}

/** The same zone in gzip: level 6, one member. */
export async function gzipZoneFile(spec: ZoneSpec, style: ZoneStyleName): Promise<ZoneFile> {
  const plain = zoneFile(spec, style);
  const packed = `${plain.file}.gz`;
  if (!existsSync(packed)) {
    const draft = `${packed}.${process.pid}.tmp`;
    const source = createReadStream(plain.file, { highWaterMark: GZIP_CHUNK_BYTES });
    await pipeline(source, createGzip({ level: GZIP_LEVEL, chunkSize: GZIP_CHUNK_BYTES }), createWriteStream(draft));
    renameSync(draft, packed);
  }
  return { ...plain, file: packed };
}

/** All labels of the zone, sorted; plants among filler. */
export function zoneLabels(spec: ZoneSpec, lists: BenchLists): { labels: string[]; plants: Plants } {
  const plants = makePlants(lists, spec.seed, Math.round(spec.names / spec.plantEvery));
  const random = new Random(spec.seed, 'labels');
  const labels = new Set(plants.labels);
  const listed = new Set(lists.hopping);
  while (labels.size < spec.names) {
    const label = fillerLabel(random);
    if (!listed.has(label)) labels.add(label);
  }
  return { labels: [...labels].sort(), plants };
}

export function writeZone(
  file: string,
  labels: readonly string[],
  seed: number,
  styleName: ZoneStyleName,
): { bytes: number; records: number } {
  const out = new ByteFile(file);
  const style: ZoneStyle = styleName === 'czds' ? new CzdsStyle(out) : new MasterStyle(out);
  style.begin();
  for (const entry of zoneEntries(labels, seed)) {
    if (entry.kind === 'delegation') style.delegation(entry);
    else style.denial(entry);
  }
  style.end();
  out.close();
  return { bytes: statSync(file).size, records: style.records };
}

function zoneKey({ seed, names, plantEvery, lists }: ZoneSpec, style: ZoneStyleName): string {
  return `${seed}-${names}-${plantEvery}-${lists.hopping}-${lists.brands}-${lists.patterns}-${style}`;
}

function readZone(directory: string, name: string): ZoneFile {
  const facts = JSON.parse(readFileSync(join(directory, 'zone.json'), 'utf8')) as Pick<
    ZoneFile,
    'bytes' | 'names' | 'records'
  >;
  const lines = readFileSync(join(directory, 'expected.ndjson'), 'utf8').split('\n').slice(0, -1);
  return { ...facts, file: join(directory, name), expected: lines.map((line) => JSON.parse(line) as ExpectedHit) };
}

/** The directory, whole or not there at all: what is made under another name is renamed at its end. */
function cached(key: string, make: (draft: string) => void): string {
  const directory = join(CACHE, `v${FORMAT}-${key}`);
  if (existsSync(directory)) return directory;
  const draft = `${directory}.${process.pid}.tmp`;
  mkdirSync(dirname(directory), { recursive: true });
  mkdirSync(draft);
  try {
    make(draft);
    renameSync(draft, directory);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return directory;
}
