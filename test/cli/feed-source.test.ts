// feed-source: what a feed is taken for, by what was said and by its name.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FeedSource, type FeedChoices } from '../../src/cli/feed-source.js';
import { directoryWith } from './run-command.js';

const folder = directoryWith({
  'nest.data': '{"data":{"items":[{"domain":"a.be"},{"domain":"b.be"}]}}',
  'map.json': '{"path":"data.items"}',
  'csv.json': '{"format":"csv","domain":"name"}',
});
const nest = join(folder, 'nest.data');

async function formatOf(choices: FeedChoices): Promise<string> {
  const feed = await new FeedSource(choices).open(nest);
  await feed.pieces.return(undefined);
  return feed.shape.format;
}

test('a path says that it is JSON, on the command line and in a map', async () => {
  expect(await formatOf({})).toBe('ndjson');
  expect(await formatOf({ path: 'data.items' })).toBe('json');
  expect(await formatOf({ map: join(folder, 'map.json') })).toBe('json');
  expect(await formatOf({ path: 'data.items', format: 'json' })).toBe('json');
});

test('a path with another format is wrong usage', () => {
  const map = join(folder, 'csv.json');
  for (const choices of [{ format: 'ndjson' }, { format: 'csv' }, { map }] as const) {
    expect(() => new FeedSource({ ...choices, path: 'data.items' })).toThrow(
      expect.objectContaining({ code: 'USAGE' }) as Error,
    );
  }
});
