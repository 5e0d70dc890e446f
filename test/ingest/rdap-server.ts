// rdap-server: a real HTTP server that answers as a test says, and a client that may ask it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { RdapClient, type RdapResult } from '../../src/ingest/rdap-client.js';
import type { RdapOptions } from '../../src/ingest/rdap-options.js';
import { ManualClock } from './manual-clock.js';

export type Answering = (response: ServerResponse, request: IncomingMessage, count: number) => void;

export class RdapServer {
  /** Paths, in the order in which they were asked for. */
  readonly asked: string[] = [];
  readonly requests: IncomingMessage[] = [];
  connections = 0;
  readonly #server: Server;
  #onRequest: () => void = () => {};

  constructor(answering: Answering) {
    this.#server = createServer((request, response) => {
      this.asked.push(request.url!);
      this.requests.push(request);
      answering(response, request, this.asked.length);
      this.#onRequest();
    });
    this.#server.on('connection', () => this.connections++);
  }

  async listen(): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when so many requests have come. */
  async untilAsked(count: number): Promise<void> {
    while (this.asked.length < count) await new Promise<void>((resolve) => (this.#onRequest = resolve));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

export async function serving(answering: Answering): Promise<RdapServer> {
  const server = new RdapServer(answering);
  await server.listen();
  open.push(server);
  return server;
}

/** Asks any address, without a limit to its rate; waits take no time. */
export function clientOf(base: string, options: Partial<RdapOptions> = {}): RdapClient {
  const client = new RdapClient(base, {
    requestsPerSecond: 1_000_000,
    burst: 1_000,
    allowAddress: () => true,
    clock: new ManualClock('by itself'),
    random: () => 0.5,
    ...options,
  });
  open.push(client);
  return client;
}

/** A hopping string, which no error may hold. */
export const SECRET = 'hidden-string';
export const NAME = `${SECRET}.example`;

export const OBJECT = { objectClassName: 'domain', ldhName: NAME };

export function sendObject(response: ServerResponse, object: unknown = OBJECT, headers: Record<string, string> = {}) {
  response.writeHead(200, { 'content-type': 'application/rdap+json', ...headers });
  response.end(typeof object === 'string' || Buffer.isBuffer(object) ? object : JSON.stringify(object));
}

export function sendStatus(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end(`no ${SECRET} here`);
}

/** `code`, or the kind of what is no failure; throws when a failure tells what it must not. */
export function told(result: RdapResult): string {
  if (result.kind !== 'failed') return result.kind;
  const { error } = result;
  const all = [error.message, error.stack, JSON.stringify(error.toWire()), String(error.cause)].join('\n');
  if (all.includes(SECRET)) throw new Error('an error holds the name');
  if (error.cause !== undefined) throw new Error('an error has a cause');
  return error.code;
}
