// rdap-exchange: one attempt to ask an RDAP server: request, redirects, answer. What goes wrong is thrown as an RdapFault.
import { Agent, type Dispatcher } from 'undici';
import { guardedConnector } from '../base/guarded-connect.js';
import { AttemptLimit, waitingInLine, type Deadline } from './attempt-limit.js';
import type { RateLimit } from './rate-limit.js';
import { ACCEPTED_ENCODINGS, collected, expectJson, parsedObject, unpacked } from './rdap-body.js';
import { networkFault, RdapFault } from './rdap-fault.js';
import { askAgainAfterMs, freshForMs, headerOf } from './rdap-headers.js';
import type { RdapOptions } from './rdap-options.js';
import { redirected, sourceOf, type RdapBase, type RdapTarget } from './rdap-route.js';

export type RdapReply =
  | { readonly kind: 'found'; readonly bytes: Buffer; readonly url: string; readonly freshMs: number | null }
  | { readonly kind: 'absent'; readonly freshMs: number | null };

type Redirect = { readonly kind: 'redirect'; readonly location: string | null };

/** Enough for a registry that hands on to its registrar, and a change from http to https or of host on the way. */
const MOST_REDIRECTS = 3;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** An answer without data is read to its end, so that its connection can be used again, if it is no longer than this. */
const MOST_SPENT_BYTES = 64 * 1024;

export class RdapExchange {
  readonly #agent: Agent;

  constructor(
    private readonly base: RdapBase,
    private readonly options: RdapOptions,
    private readonly rateLimit: RateLimit,
  ) {
    const { allowAddress, resolve, connectTimeoutMs, concurrency } = options;
    this.#agent = new Agent({
      connect: guardedConnector({ allowAddress, resolve, timeoutMs: connectTimeoutMs }),
      connections: concurrency,
      // AttemptLimit does both: undici's own time the body between chunks only, so that it may drip for ever.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  async ask(first: RdapTarget, deadline: Deadline, signal: AbortSignal): Promise<RdapReply> {
    const { clock } = this.options;
    const limit = new AttemptLimit(deadline, clock, signal);
    try {
      let target = first;
      for (let redirects = 0; ; redirects++) {
        const reply = await this.#request(target, limit);
        if (reply.kind !== 'redirect') return reply;
        if (redirects === MOST_REDIRECTS) throw new RdapFault('RDAP_TOO_MANY_REDIRECTS');
        target = redirected(target, reply.location, this.base);
        limit.rest();
        await waitingInLine(deadline, clock, this.rateLimit.take(limit.signal));
      }
    } finally {
      limit.end();
    }
  }

  async #request(target: RdapTarget, limit: AttemptLimit): Promise<RdapReply | Redirect> {
    const { headersTimeoutMs, bodyTimeoutMs } = this.options;
    limit.begin('no header after', headersTimeoutMs);
    const response = await this.#headers(target, limit.signal);
    response.body.on('error', () => {}); // told to whoever reads it
    limit.begin('no whole body after', bodyTimeoutMs);
    if (response.statusCode === 200) return this.#found(response, target, limit.signal);
    await spend(response);
    return this.#withoutData(response);
  }

  async #headers({ url, authorization }: RdapTarget, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const headers = {
      accept: 'application/rdap+json',
      'accept-encoding': ACCEPTED_ENCODINGS,
      'user-agent': 'zonesieve',
      ...(authorization === null ? {} : { authorization }),
    };
    const { origin, pathname, search } = url;
    try {
      return await this.#agent.request({ origin, path: pathname + search, method: 'GET', headers, signal });
    } catch (cause) {
      throw signal.aborted ? signal.reason : networkFault(cause);
    }
  }

  async #found(response: Dispatcher.ResponseData, target: RdapTarget, signal: AbortSignal): Promise<RdapReply> {
    const { headers, body } = response;
    const { maxBodyBytes, clock } = this.options;
    try {
      expectJson(headers);
      const bytes = await unpacked(await read(body, maxBodyBytes, signal), headers, maxBodyBytes);
      const errorCode = errorCodeOf(parsedObject(bytes));
      if (errorCode === 404) return { kind: 'absent', freshMs: freshForMs(headers, clock.nowMs()) };
      if (errorCode !== null) throw new RdapFault(codeOfStatus(errorCode), { detail: `error code ${errorCode}` });
      return { kind: 'found', bytes, url: sourceOf(target), freshMs: freshForMs(headers, clock.nowMs()) };
    } finally {
      body.destroy();
    }
  }

  /** Only 404 says that there is no such name (RFC 7480 section 5.3). */
  #withoutData({ statusCode, headers }: Dispatcher.ResponseData): RdapReply | Redirect {
    const nowMs = this.options.clock.nowMs();
    if (statusCode === 404) return { kind: 'absent', freshMs: freshForMs(headers, nowMs) };
    if (REDIRECTS.includes(statusCode)) return { kind: 'redirect', location: headerOf(headers, 'location') };
    const details = { detail: `status ${statusCode}`, retryAfterMs: askAgainAfterMs(headers, nowMs) };
    throw new RdapFault(codeOfStatus(statusCode), details);
  }
}

/** Some servers answer with an error response (RFC 9083 section 6) under status 200. */
function errorCodeOf(object: object): number | null {
  const { errorCode, objectClassName } = object as Readonly<Record<string, unknown>>;
  return typeof errorCode === 'number' && objectClassName === undefined ? errorCode : null;
}

async function read(body: AsyncIterable<Uint8Array>, mostBytes: number, signal: AbortSignal): Promise<Buffer> {
  try {
    return await collected(body, mostBytes);
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw cause instanceof RdapFault ? cause : new RdapFault('RDAP_BODY_TRUNCATED');
  }
}

/** Whether it ends well does not matter: the status has said all. */
async function spend({ body }: Dispatcher.ResponseData): Promise<void> {
  await body.dump({ limit: MOST_SPENT_BYTES }).catch(() => {});
}

function codeOfStatus(status: number): RdapFault['code'] {
  if (status === 429) return 'RDAP_RATE_LIMITED';
  // 501: the server never does; 505: it does not speak HTTP/1.1.
  if (status === 408 || (status >= 500 && status !== 501 && status !== 505)) return 'RDAP_SERVER_ERROR';
  return 'RDAP_QUERY_REFUSED';
}
