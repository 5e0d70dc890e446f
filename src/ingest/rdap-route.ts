// rdap-route: base URL and name → the URL to ask (RFC 9082 section 3), and where a redirect may lead from there.
import { SieveError } from '../base/errors.js';
import { asciiOf } from '../base/names.js';
import { RdapFault } from './rdap-fault.js';

export interface RdapBase {
  /** Without credentials and final slash. */
  readonly url: URL;
  /** For the base's own origin only. */
  readonly authorization: string | null;
  /** How errors call it. */
  readonly place: string;
}

export interface RdapTarget {
  /** Without credentials and fragment. */
  readonly url: URL;
  readonly authorization: string | null;
}

export function rdapBase(text: string): RdapBase {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw badBase('a URL that begins with https:// or http://');
  if (url.search !== '' || url.hash !== '') throw badBase('a URL without a query and a fragment');
  const authorization = authorizationOf(url);
  const bare = withoutCredentials(url);
  bare.pathname = bare.pathname.replace(/\/+$/, '');
  return { url: bare, authorization, place: domainUrl(bare, '…') };
}

/** It quotes nothing: the text may hold a password. */
function badBase(expected: string): SieveError {
  return new SieveError('RDAP_BAD_BASE', `the base of the RDAP service: expected ${expected}`);
}

/** RFC 7617: in UTF-8. */
function authorizationOf({ username, password }: URL): string | null {
  if (username === '' && password === '') return null;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    throw badBase('user and password with right percent-encoding');
  }
}

function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare;
}

function domainUrl(base: URL, lastSegment: string): string {
  return `${base.origin}${base.pathname.replace(/\/$/, '')}/domain/${lastSegment}`;
}

export function rdapTarget({ url, authorization }: RdapBase, name: string): RdapTarget {
  if (name === '' || asciiOf(name) !== name) throw new RdapFault('RDAP_BAD_NAME');
  return { url: new URL(domainUrl(url, encodeURIComponent(name))), authorization };
}

/** RFC 7480 section 5.2. Credentials once left behind are not sent again, not even to the base. */
export function redirected(from: RdapTarget, location: string | null, base: RdapBase): RdapTarget {
  if (location === null || !URL.canParse(location, from.url.href)) {
    throw new RdapFault('RDAP_BAD_REDIRECT', { detail: 'no URL' });
  }
  const url = withoutCredentials(new URL(location, from.url));
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && base.url.protocol === 'http:')) {
    throw new RdapFault('RDAP_BAD_REDIRECT', { detail: 'not https' });
  }
  return { url, authorization: url.origin === from.url.origin ? from.authorization : null };
}

/** What a result tells of where it came from: a query may hold a token. */
export function sourceOf({ url }: RdapTarget): string {
  return `${url.origin}${url.pathname}`;
}
