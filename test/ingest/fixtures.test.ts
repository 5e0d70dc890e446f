// fixtures.test: every fixture zone has the names of the list beside it, and BIND's where BIND takes it.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { main } from '../sweep/command.js';

const APEX = 'example.test';
const folder = join(import.meta.dirname, '../fixtures/zones');
/** Where we accept more (docs/master-file-dialect.md, "What differs from BIND"). */
const NOT_BINDS = ['bom.zone', 'newline-in-quotes.zone'];
/** Lenient reading distrusts these newlines: a record seems to begin within the quotes. */
const STRICT_ONLY = 'newline-in-quotes.zone';
const hasBind = spawnSync('named-compilezone', ['-v']).status === 0 || process.env['CI'] === 'true';

function sorted(text: string): string[] {
  return [...new Set(text.split('\n').filter((line) => line !== ''))].sort();
}

it.each(readdirSync(folder).filter((file) => file.endsWith('.zone')))('%s', (file) => {
  const expected = sorted(readFileSync(join(folder, file.replace(/zone$/, 'names')), 'latin1'));
  expect(expected.length).toBeGreaterThan(0);
  for (const words of [[], ['--kernel', 'plain'], ...(file === STRICT_ONLY ? [] : [['--lenient']])]) {
    const told = execFileSync(
      process.execPath,
      [main, 'names', '--origin', APEX, '--workers', '1', ...words, join(folder, file)],
      { encoding: 'latin1' },
    );
    expect(sorted(told), words.join(' ')).toEqual(expected);
  }
  if (!hasBind) return;
  const args = ['-i', 'none', '-k', 'ignore', '-n', 'ignore', '-r', 'ignore', '-s', 'full', '-o', '-', APEX, file];
  const bind = spawnSync('named-compilezone', args, { cwd: folder, encoding: 'latin1' });
  expect(bind.status === 0, bind.stderr).toBe(!NOT_BINDS.includes(file));
  if (bind.status !== 0) return;
  const lines = bind.stdout.split('\n').map((line) => line.split(/\s+/));
  const owners = lines
    .filter(([, , , type]) => type === 'NS')
    .map(([owner = '']) => owner.toLowerCase().replace(/\.$/, ''));
  expect(sorted(owners.filter((name) => name !== APEX).join('\n'))).toEqual(expected);
});
