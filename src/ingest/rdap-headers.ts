// rdap-headers: what the header fields of an answer say: how long it stays fresh (RFC 9111), when to ask again, what it is.
import { httpDateMs } from '../base/http-date.js';
import { retryAfterMs } from '../base/retry-after.js';

/** As undici tells them: lower case; a field that came more than once is a list. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Null when the field is missing or came more than once. */
export function headerOf(headers: Headers, field: string): string | null {
  const value = headers[field];
  return typeof value === 'string' ? value : null;
}

export function askAgainAfterMs(headers: Headers, nowMs: number): number | null {
  const value = headerOf(headers, 'retry-after');
  return value === null ? null : retryAfterMs(value, sentAtMs(headers, nowMs));
}

/** By the sender's clock, so that differences of its dates hold. */
function sentAtMs(headers: Headers, nowMs: number): number {
  return httpDateMs(headerOf(headers, 'date') ?? '', nowMs) ?? nowMs;
}

/**
 * How long the answer may be given again (RFC 9111 section 4.2); null when it does not say. This cache is private and
 * never revalidates: `no-cache` is `no-store` to it, and `s-maxage` is for others.
 */
export function freshForMs(headers: Headers, nowMs: number): number | null {
  const directives = directivesOf([headers['cache-control'] ?? []].flat().join(','));
  if (directives.has('no-store') || directives.has('no-cache')) return 0;
  if ([headers['vary'] ?? []].flat().includes('*')) return 0;
  const ageMs = secondsOf(headerOf(headers, 'age') ?? '0') * 1000;
  const maxAge = directives.get('max-age');
  if (maxAge !== undefined) return Math.max(0, secondsOf(maxAge) * 1000 - ageMs);
  if (headers['expires'] === undefined) return null;
  const sentMs = sentAtMs(headers, nowMs);
  const expiresMs = httpDateMs(headerOf(headers, 'expires') ?? '', nowMs);
  return expiresMs === null ? 0 : Math.max(0, expiresMs - sentMs - ageMs);
}

/** The first of each kind counts. */
function directivesOf(text: string): Map<string, string> {
  const directives = new Map<string, string>();
  for (const part of text.split(',')) {
    const [, key, value] = /^\s*([\w-]+)\s*(?:=\s*"?([^"]*)"?)?\s*$/.exec(part) ?? [];
    if (key !== undefined && !directives.has(key.toLowerCase())) directives.set(key.toLowerCase(), value ?? '');
  }
  return directives;
}

/** What is no number of seconds is stale at once (RFC 9111 section 4.2.1). */
function secondsOf(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : 0;
}
