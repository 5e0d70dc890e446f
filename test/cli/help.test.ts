// help: teaches by example, and every example runs: its commands and options exist, and it exits 0 on files of those names.
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { directoryWith, MAIN, run, shell, zoneOf } from './run-command.js';
import { gzipSync } from 'node:zlib';

/** Of other commands. */
const GROUPS = [[], ['rules'], ['cases'], ['triggers']];
const COMMANDS = [
  ['sweep'],
  ['names'],
  ['match'],
  ['rules', 'check'],
  ['rules', 'compile'],
  ['rules', 'accept'],
  ['rules', 'backtest'],
  ['cases', 'list'],
  ['cases', 'show'],
  ['cases', 'watch-terms'],
];

/** Warnings are counted, and so is what was sent. */
const NO_COMPLAINT = /^zonesieve: (?:the lists have|\d+ deliver(?:y|ies)|\d+ names? (?:accepted|left out))\b.*\n/gm;

function helpOf(command: readonly string[]): string {
  return execFileSync(process.execPath, [MAIN, ...command, '--help'], { encoding: 'utf8' });
}

function examplesOf(help: string): string[] {
  const [, examples = ''] = /\nExamples?:\n((?: {2}.*\n)+)/.exec(help) ?? [];
  return examples
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const zone = zoneOf('be', ['paypa1', 'paypal-login', 'zwelmorant']);
const cwd = directoryWith({
  'be.zone': zone,
  'be.zone.gz': gzipSync(zone),
  'part1.zone': zone,
  'part2.zone': zone,
  'iwf.txt': 'zwelmorant\nquintobrask\n',
  'brands.csv': 'label,official\npaypal,paypal.com\n',
  'patterns.csv': 'id,pattern\nlogin,login\n',
  'allow.csv': 'name,owner,reason,expires\npaypal-login.be,PayPal,its own,2030-01-01\n',
  'names.txt': 'paypa1.be\n',
  'register.ndjson.gz': gzipSync(
    '{"domain":"zwelmorant.be","registrant":{"name":"Wout Hellemans","email":"wout@hellemans.be"}}\n',
  ),
  'labelled.csv': 'name,target,technique\npaypa1.be,paypal,homoglyph\ntree.be,,\n',
  'hits.ndjson': '{"name":"paypa1.be","kind":"lookalike","target":"paypal","score":0.8}\n',
  'desk.yaml': 'store: zonesieve.db\ntriggers: { targets: [{ id: desk, type: file, path: desk.ndjson }] }\n',
  '.bin/dig': '#!/bin/sh\ncat be.zone\n',
  '.bin/jq': '#!/bin/sh\ncat\n',
});

beforeAll(() =>
  shell(
    `chmod +x .bin/*; zonesieve rules compile --hopping iwf.txt -o tonight.zsr
     zonesieve sweep be.zone --brands brands.csv --hopping iwf.txt
     zonesieve sweep be.zone --brands brands.csv --db cases.db
     zonesieve triggers deliver --config desk.yaml --once`,
    { cwd },
  ),
);

describe('each example of each help text', () => {
  const all = [...GROUPS, ...COMMANDS];
  const examples = all.flatMap((command) => {
    const found = examplesOf(helpOf(command));
    return found.map((example) => [example, command.join(' ')] as const);
  });

  test('there is one at least for each command', () => {
    expect(new Set(examples.map(([, command]) => command)).size).toBe(all.length);
  });

  // What needs a service elsewhere is tried against one of its own in test/screening/registrants.test.ts.
  test.each(examples.filter(([example]) => !example.includes('rdap:')))('%s', async (example) => {
    // What a reader replaces by what is his.
    const mine = example.replace('/var/lib/zonesieve/cases.db', 'cases.db').replace('show 42', 'show 1');
    const { code, stderr } = await shell(`PATH="$PWD/.bin:$PATH"; ${mine}`, { cwd });
    expect(stderr).not.toMatch(/USAGE|UNEXPECTED/);
    expect([code, stderr.replace(NO_COMPLAINT, '')]).toEqual([0, '']);
  });
});

describe('each option', () => {
  test.each(COMMANDS.map((command) => [command.join(' '), helpOf(command)] as const))(
    'of %s says its default, or that it is a filter or a switch',
    (command, help) => {
      const options = help
        .slice(help.indexOf('Options:'), help.indexOf('\nExample'))
        .split(/\n {2}(?=-)/)
        .slice(1);
      expect(options.length).toBeGreaterThan(1);
      for (const option of options) {
        const text = option.replace(/\s+/g, ' ');
        const isFilter = command === 'cases list' && !/default/.test(text);
        const needsNone =
          /^(-h|-o|--ruleset|--names|--hits|--owner|--reason|--registrants|--policy|--check-lists)/.test(text);
        expect(isFilter || needsNone || text.includes('default'), text).toBe(true);
      }
    },
  );

  test('none is longer than a terminal of 80 columns', () => {
    for (const command of COMMANDS) {
      const help = helpOf(command);
      for (const line of help.slice(0, help.indexOf('\nExample')).split('\n'))
        expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});

test('a newcomer who types only the command is shown what there is, and it counts as wrong usage', async () => {
  const { code, stdout, stderr } = await run([], { cwd });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('Usage: zonesieve');
  expect(stderr).toContain('Examples:');
});
