// include.test: $INCLUDE by the command: where the file may lie, how deep, under which origin.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { Desk } from '../sweep/command.js';

let desk = new Desk();
const write = (file: string, text: string): void => writeFileSync(desk.path(file), text);
const names = (...words: string[]) => desk.run(['names', '--origin', 'test', '--workers', '1', ...words]);
beforeEach(() => {
  desk.leave();
  desk = new Desk();
  mkdirSync(desk.path('zones/sub'), { recursive: true });
});
afterAll(() => desk.leave());

it('is relative to the including file, takes an origin, and ends with its own', () => {
  write('zones/zone', 'a NS x\n$INCLUDE sub/part o\n NS y\nb NS x\n');
  write('zones/sub/part', 'p NS x\n$ORIGIN q\n@ NS x\n$INCLUDE "deep" .\n');
  write('zones/sub/deep', 'd.test NS x\n');
  expect(names('zones/zone')).toMatchObject({ status: 0, stdout: 'a.test\nb.test\np.o.test\nq.o.test\nd.test\n' });
});

it.each([
  ['above', '../outside', 'INCLUDE_OUTSIDE'],
  ['by a link', 'link', 'INCLUDE_OUTSIDE'],
  ['absolute', '/etc/passwd', 'INCLUDE_OUTSIDE'],
  ['missing', 'gone', 'INPUT_UNREADABLE'],
  ['a directory', 'sub', 'INCLUDE_REFUSED'],
  ['a pipe, which nobody writes to', 'pipe', 'INCLUDE_REFUSED'],
  ['itself', 'zone', 'INCLUDE_TOO_DEEP'],
])('is refused: %s', (_what, file, code) => {
  write('outside', 'o NS x\n');
  symlinkSync(desk.path('outside'), desk.path('zones/link'));
  execFileSync('mkfifo', [desk.path('zones/pipe')]);
  write('zones/zone', `a NS x\n\n$INCLUDE ${file}\n`);
  const told = names('zones/zone');
  expect([told.status, told.stdout.split('\n')[0]]).toEqual([1, 'a.test']);
  expect(told.stderr).toContain(code);
  expect(told.stderr).toContain('zone:3:1');
});

it('of a directory a link that leads nowhere is told, and not left out', () => {
  symlinkSync('round', desk.path('zones/sub/round'));
  const told = names('zones/sub');
  expect(told.status).toBe(1);
  expect(told.stderr).toMatch(/round: INPUT_UNREADABLE: .*ELOOP/);
});

it('a directory is read without the pipes in it', () => {
  write('zones/zone', 'a NS x\n');
  execFileSync('mkfifo', [desk.path('zones/pipe')]);
  expect(names('zones')).toMatchObject({ status: 0, stdout: 'a.test\n' });
});

it('may be 8 deep and no more', () => {
  for (let depth = 0; depth < 9; depth++)
    write(`zones/f${depth}`, `n${depth} NS x\n${depth < 8 ? `$INCLUDE f${depth + 1}\n` : ''}`);
  expect(names('zones/f0')).toMatchObject({ status: 0 });
  write('zones/f8', '$INCLUDE sub/f9\n');
  write('zones/sub/f9', 'n9 NS x\n');
  expect(names('zones/f0').stderr).toContain('INCLUDE_TOO_DEEP');
});

it('is refused by --no-include and on standard input', () => {
  write('zones/zone', '$INCLUDE sub/part\n');
  write('zones/sub/part', 'p NS x\n');
  expect(names('--no-include', 'zones/zone')).toMatchObject({ status: 1, stdout: '' });
  const told = desk.run(['names', '--origin', 'test', '-'], { input: 'a NS x\n$INCLUDE zones/zone\n' });
  expect([told.status, told.stdout]).toEqual([1, 'a.test\n']);
  expect(told.stderr).toContain('INCLUDE_REFUSED');
});
