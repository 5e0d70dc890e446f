// rdap-fault: everything that can be wrong with one RDAP look-up. It names neither the name that was looked up, which may
// be a hopping string, nor anything that a server wrote, which may repeat it; so it has no cause either.
import { SieveError } from '../base/errors.js';

interface Kind {
  /** Whether the same look-up may do better later. */
  readonly isRetryable: boolean;
  readonly advice: string;
}

const KINDS = {
  RDAP_BAD_NAME: {
    isRetryable: false,
    advice: 'expected a domain name in A-label form, lower case, without a final dot',
  },
  RDAP_ABORTED: { isRetryable: true, advice: 'the look-up was broken off before it ended' },
  RDAP_TIMEOUT: { isRetryable: true, advice: 'the server took too long' },
  RDAP_UNREACHABLE: { isRetryable: true, advice: 'no answer from the server; check the URL and the network' },
  RDAP_CERTIFICATE: { isRetryable: false, advice: "the server's TLS certificate is not to be trusted" },
  RDAP_ADDRESS_REFUSED: {
    isRetryable: false,
    advice: 'the host has an address that is not public; an RDAP server of your own network must be allowed expressly',
  },
  RDAP_RATE_LIMITED: { isRetryable: true, advice: 'the server wants fewer requests; lower the rate' },
  RDAP_SERVER_ERROR: { isRetryable: true, advice: 'the server failed; try again later' },
  RDAP_QUERY_REFUSED: { isRetryable: false, advice: 'the server refused the query; check the URL and the access' },
  RDAP_BAD_REDIRECT: { isRetryable: false, advice: 'the server redirects to where a look-up may not go' },
  RDAP_TOO_MANY_REDIRECTS: {
    isRetryable: false,
    advice: 'the server redirects too often; use the URL that it leads to',
  },
  RDAP_BAD_CONTENT_TYPE: {
    isRetryable: false,
    advice: 'expected application/rdap+json; check that the URL is the base of an RDAP service',
  },
  RDAP_BAD_ENCODING: { isRetryable: false, advice: 'the content encoding is damaged or none of gzip and br' },
  RDAP_BODY_TOO_LARGE: { isRetryable: false, advice: 'the answer is larger than the limit' },
  RDAP_BODY_TRUNCATED: { isRetryable: true, advice: 'the answer ended too early' },
  RDAP_BAD_UTF8: { isRetryable: false, advice: 'the answer is not UTF-8' },
  RDAP_BAD_JSON: { isRetryable: false, advice: 'the answer is not JSON' },
  RDAP_TOO_DEEP: { isRetryable: false, advice: 'the answer is nested deeper than any RDAP object' },
  RDAP_NOT_AN_OBJECT: { isRetryable: false, advice: 'the answer is JSON, but no object' },
} as const satisfies Record<string, Kind>;

export type RdapFaultCode = keyof typeof KINDS;

interface FaultDetails {
  /** In our own words. */
  readonly detail?: string;
  /** How long the server asks to be left alone. */
  readonly retryAfterMs?: number | null;
}

export class RdapFault extends Error {
  override readonly name = 'RdapFault';
  readonly isRetryable: boolean;
  readonly retryAfterMs: number | null;

  constructor(
    readonly code: RdapFaultCode,
    { detail, retryAfterMs }: FaultDetails = {},
  ) {
    const { advice, isRetryable } = KINDS[code];
    super(detail === undefined ? advice : `${advice} (${detail})`);
    this.isRetryable = isRetryable;
    this.retryAfterMs = retryAfterMs ?? null;
  }

  /** `place` is that of the base URL, `attempt` where one was made at all. */
  located(place: string, attempt?: string): SieveError {
    const message = attempt === undefined ? this.message : `${this.message}; ${attempt}`;
    return new SieveError(this.code, message, { file: place });
  }
}

/** What came of the network. Of a system error only its code is told: its message names the host. */
export function networkFault(cause: unknown): RdapFault {
  if (cause instanceof RdapFault) return cause;
  const code = codeOf(cause);
  if (code === 'ADDRESS_REFUSED') return new RdapFault('RDAP_ADDRESS_REFUSED');
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new RdapFault('RDAP_TIMEOUT', { detail: 'no connection' });
  return new RdapFault(isOfCertificate(code) ? 'RDAP_CERTIFICATE' : 'RDAP_UNREACHABLE', { detail: code });
}

/** Of several addresses that were tried in vain (an AggregateError) the common code. */
function codeOf(cause: unknown): string {
  const { code } = (cause ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'unknown cause';
}

/** OpenSSL's names of what is wrong with a certificate, and Node's. */
function isOfCertificate(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH/.test(code);
}
