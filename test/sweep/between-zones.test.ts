// between-zones: what other processes store while one zone is read is not absent from the zones behind it.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/cases/open-store.js';
import { listCases } from '../../src/cases/queries.js';
import { directoryWith, shell, zoneOf } from '../cli/run-command.js';

test('a name that is registered while the zone before its own is read', async () => {
  const cwd = directoryWith({
    // Longer than what is read of a pipe before its zone is known.
    'a.zone': zoneOf(
      'a',
      Array.from({ length: 300_000 }, (_, at) => `n${at}`),
    ),
    'b.zone': zoneOf('b', ['quiblet']),
    'brands.txt': 'brasserol,brasserol.example\n',
    'feed.ndjson': '{"id":"1","domain":"quiblet.b","registrant":{"name":"Mickey Mouse"}}\n',
  });
  const script = `
    mkfifo a.fifo
    zonesieve sweep a.fifo b.zone --brands brands.txt --absent-sweeps 1 --db c.db --workers 1 > told & swept=$!
    exec 3> a.fifo; cat a.zone >&3; sleep 2
    zonesieve screen feed.ndjson --db c.db --workers 1; screened=$?
    exec 3>&-; wait $swept && exit $screened`;
  const { code, stderr } = await shell(script, { cwd });
  expect(code, stderr).toBe(0);
  const store = await openStore(join(cwd, 'c.db'));
  expect(await listCases(store)).toMatchObject([{ name: 'quiblet.b', goneAt: null }]);
  await store.close();
}, 60_000);
