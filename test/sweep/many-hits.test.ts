// many-hits: names of which each has several hits: a batch has more hits than a call takes arguments.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoryWith, ndjson, run, zoneOf } from '../cli/run-command.js';

const NAMES = 100_000;
const PATTERNS = 10;

test('a zone whose every name meets every pattern', async () => {
  const rows = Array.from({ length: PATTERNS }, (_, n) => `all-${n},[a-z0-9],label,0.6,meets all`);
  const cwd = directoryWith({ 'patterns.csv': `id,pattern,subject,score,note\n${rows.join('\n')}\n` });
  const names = Array.from({ length: NAMES }, (_, n) => n.toString(36).padStart(3, '0'));
  writeFileSync(join(cwd, 'be.zone'), zoneOf('be', names));
  const args = ['sweep', '--dry-run', '--json', '--workers', '1', '--patterns', 'patterns.csv', 'be.zone'];
  const { stdout, code } = await run(args, { cwd, mostMs: 120_000 });
  expect(code).toBe(0);
  expect(ndjson(stdout)).toMatchObject([{ names: NAMES, hits: NAMES * PATTERNS }]);
}, 130_000);
