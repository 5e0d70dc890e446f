// triggers: what is to be sent to other systems: list it, send it again, drop it, or deliver what waits.
import type { Command } from 'commander';
import { Option } from 'commander';
import { TRIGGER_KINDS, type TriggerKind } from '../base/trigger.js';
import type { ListedState } from '../cases/trigger-desk.js';
import { wholeNumber, words } from './options.js';

export interface ListTriggersOptions {
  readonly db: string;
  readonly json: boolean;
  readonly state?: ListedState;
  readonly target?: string;
  readonly kind?: TriggerKind;
  readonly caseId?: number;
  readonly limit?: number;
  readonly offset: number;
}

export interface RetryOptions {
  readonly db: string;
  readonly dead: boolean;
  readonly target?: string;
}

export interface DropOptions {
  readonly db: string;
  readonly reason: string;
}

export interface DeliverOptions {
  readonly config?: string;
  readonly db?: string;
  readonly once: boolean;
}

const STATES = ['queued', 'pending', 'delivered', 'dead', 'dropped'];
const run = async () => import('./triggers-run.js');

export function addTriggers(program: Command): void {
  const triggers = program
    .command('triggers')
    .description('See and steer what is sent to other systems.')
    .addHelpText(
      'after',
      `
Examples:
  zonesieve triggers list --state dead
  zonesieve triggers retry --dead --target desk
  zonesieve triggers deliver --db cases.db

Each command shows more examples: zonesieve triggers list --help`,
    );
  addList(triggers);
  addRetry(triggers);
  addDrop(triggers);
  addRetire(triggers);
  addDeliver(triggers);
}

function ofStore(command: Command): Command {
  return command.option('--db <path>', 'the store', './zonesieve.db');
}

function addList(triggers: Command): void {
  ofStore(triggers.command('list'))
    .description(
      'List triggers, a line for each target, in the order in which they were made: the first 100, with --json all.',
    )
    .addOption(new Option('--state <state>', 'in this state').choices(STATES))
    .option('--target <id>', 'for this target')
    .addOption(new Option('--kind <kind>', 'of this kind').choices([...TRIGGER_KINDS]))
    .option('--case-id <id>', 'of this case', wholeNumber(1))
    .option('--limit <n>', 'most lines to list; by default 100, with --json all', wholeNumber(1))
    .option('--offset <n>', 'lines to pass over first', wholeNumber(0), 0)
    .option('--json', 'as NDJSON', false)
    .addHelpText(
      'after',
      `
Examples:
  zonesieve triggers list --state dead
  zonesieve triggers list --target desk --json | jq -r .lastError

queued: its target has not taken it up yet. pending: it waits for its next attempt. dead: it was given up, and waits for you.`,
    )
    .action(async (options: ListTriggersOptions) => (await run()).list(options));
}

function addRetry(triggers: Command): void {
  ofStore(triggers.command('retry'))
    .description(
      'Send triggers again at once: dead, dropped or waiting ones, under the ids that they have; a target that is held too.',
    )
    .argument('[id...]')
    .option('--dead', 'all that are dead', false)
    .option('--target <id>', 'to this target alone')
    .addHelpText(
      'after',
      `
Examples:
  zonesieve triggers retry trg_5f1c0e9a7b3d2468ace01357
  zonesieve triggers retry --dead --target desk`,
    )
    .action(async (ids: string[], options: RetryOptions) => (await run()).retry(ids, options));
}

function addDrop(triggers: Command): void {
  ofStore(triggers.command('drop'))
    .description('Keep triggers from being sent; they stay in the store, with the reason.')
    .argument('<id...>')
    .requiredOption('--reason <text>', 'why, for whoever looks later', words)
    .addHelpText(
      'after',
      `
Examples:
  zonesieve triggers drop trg_5f1c0e9a7b3d2468ace01357 --reason 'sent by hand'`,
    )
    .action(async (ids: string[], options: DropOptions) => (await run()).drop(ids, options));
}

function addRetire(triggers: Command): void {
  ofStore(triggers.command('retire'))
    .description(
      'Drop what waits for a target that left the configuration, or is dead; other targets are as they were.',
    )
    .argument('<target>')
    .addHelpText(
      'after',
      `
Examples:
  zonesieve triggers retire file --db cases.db

A target that is configured again afterwards gets what comes from now on.`,
    )
    .action(async (target: string, options: { db: string }) => (await run()).retire(target, options));
}

function addDeliver(triggers: Command): void {
  triggers
    .command('deliver')
    .description('Send what waits, without the server: until nothing is left, or what is due now.')
    .option('--config <file>', 'the configuration of `serve`: its store and its targets')
    .option('--db <path>', 'the store, where there is no configuration; lines go to triggers.ndjson beside it')
    .option('--once', 'try once what is due now, and end', false)
    .addHelpText(
      'after',
      `
Examples:
  zonesieve triggers deliver --db cases.db
  zonesieve triggers deliver --config /etc/zonesieve/serve.yaml --once

It may run beside \`serve\`: each delivery is made by one of them.`,
    )
    .action(async (options: DeliverOptions) => (await run()).deliver(options));
}
