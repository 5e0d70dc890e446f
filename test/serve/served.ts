// served: a server of the test's own, in this process, with its lists, tokens, store and log.
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { pino } from 'pino';
import { configOf } from '../../src/serve/read-config.js';
import type { Scope } from '../../src/serve/config-schema.js';
import { makeToken } from '../../src/serve/tokens.js';
import type { Serving } from '../../src/serving.js';
import { openServing } from '../../src/serving.js';
import { directoryWith, ENV } from '../cli/run-command.js';
import { HOOK_LISTS, HOPPING } from '../screening/fictional.js';

export interface Served {
  readonly serving: Serving;
  readonly url: string;
  readonly folder: string;
  readonly db: string;
  readonly log: string[];
  /** A token with these scopes alone. */
  readonly tokens: Readonly<Record<'register' | 'cases' | 'lists' | 'all', string>>;
}

const SCOPES: Readonly<Record<keyof Served['tokens'], readonly Scope[]>> = {
  register: ['register'],
  cases: ['cases'],
  lists: ['register', 'cases', 'lists'],
  all: ['register', 'cases', 'lists', 'metrics'],
};

process.env['ZONESIEVE_KEY_FILE'] = ENV['ZONESIEVE_KEY_FILE'];

/** `more` is YAML. */
export async function served(more = '', files: Readonly<Record<string, string>> = {}): Promise<Served> {
  const folder = directoryWith({ ...HOOK_LISTS, ...files });
  const made = Object.entries(SCOPES).map(([name, scopes]) => ({ name, scopes, ...makeToken() }));
  const tokens = made.map(
    ({ name, hash, scopes }) => `  - { name: ${name}, hash: '${hash}', scopes: [${scopes.join(', ')}] }`,
  );
  const yaml = [
    'listen: { port: 0 }',
    'workers: 1',
    `lists: { hopping: ['${HOPPING}'], brands: [brands.txt] }`,
    'checkLists: lists',
    `tokens:\n${tokens.join('\n')}`,
    more,
  ].join('\n');
  const config = configOf(yaml, join(folder, 'serve.yaml'));
  const log: string[] = [];
  const logger = pino({ base: null }, { write: (line: string) => void log.push(line) });
  const serving = await openServing({ config, version: '0.0.0', log: logger, env: process.env });
  const token = Object.fromEntries(made.map(({ name, token }) => [name, token])) as Served['tokens'];
  return { serving, url: serving.address, folder, db: config.store, log, tokens: token };
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  readonly token?: string;
  readonly type?: string;
  readonly body?: string | Buffer;
}

export function ask(url: string, { method, token, type, body }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(type === undefined ? {} : { 'content-type': type }),
    };
    const asked = httpRequest(url, { method: method ?? (body === undefined ? 'GET' : 'POST'), headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, text: Buffer.concat(parts).toString() }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

export const JSON_TYPE = 'application/json';
export const NDJSON_TYPE = 'application/x-ndjson';

export function register({ url, tokens }: Served, record: unknown, token = tokens.register): Promise<Answered> {
  return ask(`${url}/v1/registrations`, { token, type: JSON_TYPE, body: JSON.stringify(record) });
}
