// begun-pieces: a pipe whose zone is not known yet, and that goes silent before its first piece is full.
import { execFileSync } from 'node:child_process';
import { constants, mkdtempSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zoneSources } from '../../src/ingest/zone-files.js';
import { Kernel } from '../../src/kernel/load.js';
import { withApexes } from '../../src/pipeline.js';

/** Once all is written most was read; far less than a piece. */
const MORE_THAN_A_PIPE_HOLDS = 10_000;

test('a signal ends it at what came, which tells the zone', async () => {
  const pipe = join(mkdtempSync(join(tmpdir(), 'begun-')), 'zone');
  execFileSync('mkfifo', [pipe]);
  // For reading too, so that to open it waits for nobody, and it does not end.
  const writer = await open(pipe, constants.O_RDWR);
  const stopping = new AbortController();
  const sources = await zoneSources([pipe], null, new Kernel());
  const apexes = withApexes(sources, stopping.signal, (told) => Promise.resolve(told.map(({ apex }) => apex)));
  await writer.writeFile(
    `be. 60 IN SOA ns.be. mail.be. 1 1 1 1 1\n${'a.be. 60 IN NS ns.be.\n'.repeat(MORE_THAN_A_PIPE_HOLDS)}`,
  );
  stopping.abort();
  expect(await apexes).toEqual(['be']);
  await writer.close();
});
