// serve: the registration hook, the case API and metrics over HTTP; and tokens for it.
import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';

export interface ServeOptions {
  readonly config?: string;
  readonly check: boolean;
}

export interface TokenOptions {
  readonly name: string;
  readonly scope: string[];
}

export function addServe(program: Command): void {
  const serve = program
    .command('serve')
    .description('Answer registrations over HTTP: one decision each, stored before it is answered.')
    .option('--config <file>', 'the configuration, YAML: docs/configuration.md')
    .option('--check', 'read and check the configuration, lists and store, and end', false)
    .addHelpText(
      'after',
      `
Examples:
  zonesieve serve
  zonesieve serve token --name registrar-a --scope register
  zonesieve serve --config /etc/zonesieve/serve.yaml --check
  curl -s http://127.0.0.1:8080/v1/registrations -H "authorization: Bearer $TOKEN" \\
    -H 'content-type: application/json' -d '{"domain":"paypa1.be"}'

Without --config it listens on 127.0.0.1:8080, has no lists, keeps cases in ./zonesieve.db, and prints a token for this run.
SIGHUP reads lists and policy again. SIGTERM and SIGINT stop it: what was accepted is answered first.`,
    )
    .action(async (options: ServeOptions) => (await import('./serve-run.js')).serve(options));
  serve
    .command('token')
    .description('Make a bearer token: prints it, and what the configuration needs of it.')
    .requiredOption('--name <name>', 'who it is for')
    .option('--scope <scope>', 'register, cases, lists or metrics; may be given again', gather, [])
    .action(async (options: TokenOptions) => (await import('./serve-token.js')).serveToken(options));
}

function gather(value: string, before: string[]): string[] {
  if (!['register', 'cases', 'lists', 'metrics'].includes(value))
    throw new InvalidArgumentError('Expected register, cases, lists or metrics.');
  return [...before, value];
}
