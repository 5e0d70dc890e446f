// rdap-options: how an RDAP client is to behave, and why it behaves as it does when nothing is said.
import type { Clock } from '../base/clock.js';
import { systemClock } from '../base/clock.js';
import { SieveError } from '../base/errors.js';
import { resolveHost, type ConnectGuard } from '../base/guarded-connect.js';
import { isPublicAddress } from '../base/public-address.js';

export interface RdapNumbers {
  /** Over all hosts, retries and redirects counted. */
  readonly requestsPerSecond: number;
  readonly burst: number;
  /** Look-ups in progress at once; also the most connections to one origin. */
  readonly concurrency: number;
  /** The first one counted. */
  readonly attempts: number;
  /** Resolution of the host's name, TCP and TLS. */
  readonly connectTimeoutMs: number;
  /** From the request, connecting included, to the answer's header. */
  readonly headersTimeoutMs: number;
  /** From the header to the body's end, however steadily it drips. */
  readonly bodyTimeoutMs: number;
  /** All attempts and the waits between them; not the wait for the look-up's turn. */
  readonly totalTimeoutMs: number;
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** No server has us wait longer than this. */
  readonly retryAfterCapMs: number;
  /** On the wire, and unpacked. */
  readonly maxBodyBytes: number;
  readonly maxCacheEntries: number;
  readonly maxCacheBytes: number;
  /** No answer is given again for longer than this, whatever the server allows. */
  readonly maxFreshMs: number;
  /** For an answer whose server does not say. */
  readonly unsaidFreshMs: number;
  /** Most for the answer that there is no such name. */
  readonly absentFreshMs: number;
}

export interface RdapOptions extends RdapNumbers {
  /** Asked about every address before a socket is opened to it, that of the base URL too. */
  readonly allowAddress: ConnectGuard['allowAddress'];
  readonly resolve: ConnectGuard['resolve'];
  readonly clock: Clock;
  /** [0, 1). */
  readonly random: () => number;
}

const DEFAULTS: RdapOptions = {
  // A courtesy to servers whose limit nobody told us; who asks a server of his own raises both.
  requestsPerSecond: 1,
  burst: 1,
  // With one request a second more are in progress only while answers are slow.
  concurrency: 4,
  attempts: 4,
  connectTimeoutMs: 5_000,
  headersTimeoutMs: 15_000,
  bodyTimeoutMs: 15_000,
  // Room for one Retry-After at its cap, and attempts around it.
  totalTimeoutMs: 120_000,
  backoffBaseMs: 500,
  backoffCapMs: 15_000,
  // Limits are mostly told per minute.
  retryAfterCapMs: 60_000,
  // Answers about a domain with all its contacts are some 10 to 50 KB.
  maxBodyBytes: 1 << 20,
  // A month of new .be names is 20,000, of which a sweep asks about those with hits.
  maxCacheEntries: 10_000,
  maxCacheBytes: 64 << 20,
  // A holder's correction must be seen the same day.
  maxFreshMs: 3_600_000,
  unsaidFreshMs: 300_000,
  // A name may be registered at any moment.
  absentFreshMs: 60_000,
  allowAddress: isPublicAddress,
  resolve: resolveHost,
  clock: systemClock,
  random: Math.random,
};

/** A timer of Node's cannot be longer. */
const MOST = 2 ** 31 - 1;

/** The least that makes sense, where that is not 1. */
const LEAST: Partial<RdapNumbers> = {
  requestsPerSecond: 0.001,
  backoffBaseMs: 0,
  backoffCapMs: 0,
  retryAfterCapMs: 0,
  maxCacheEntries: 0,
  maxCacheBytes: 0,
  maxFreshMs: 0,
  unsaidFreshMs: 0,
  absentFreshMs: 0,
};

export function rdapOptions(given: Partial<RdapOptions>): RdapOptions {
  const options = { ...DEFAULTS, ...given };
  for (const [option, value] of Object.entries(options)) {
    if (typeof DEFAULTS[option as keyof RdapOptions] !== 'number') continue;
    const least = LEAST[option as keyof RdapNumbers] ?? 1;
    if (typeof value !== 'number' || !(value >= least && value <= MOST)) {
      throw new SieveError('RDAP_BAD_OPTION', `${option}: expected a number from ${least} to ${MOST}`);
    }
  }
  return options;
}
