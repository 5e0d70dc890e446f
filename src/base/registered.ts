// registered: the part of a name that was registered: the label left of the public suffix, and the zone that it is in.
import { parse } from 'tldts';
import { firstDot } from './names.js';

const ICANN = { allowPrivateDomains: false, extractHostname: false, validateHostname: false };

export interface Registered {
  /** The registered label; of a public suffix itself, its own first label. */
  readonly label: string;
  /** The registered name. */
  readonly name: string;
  /** The public suffix, which is the zone that delegates the name. */
  readonly origin: string;
}

/** A feed's domain is what was registered, at whatever depth: the zone is what is right of its first label. */
export function registeredByFeed(name: string): Registered {
  const dot = firstDot(name);
  return dot === -1
    ? { label: name, name, origin: '' }
    : { label: name.slice(0, dot), name, origin: name.slice(dot + 1) };
}

/** By the public suffix list. `name` in A-label form, lower case. */
export function registeredPart(name: string): Registered {
  const dot = firstDot(name);
  if (dot === -1) return { label: name, name, origin: '' };
  const { domain, domainWithoutSuffix, publicSuffix } = parse(name, ICANN);
  return {
    label: domainWithoutSuffix || name.slice(0, dot),
    name: domain ?? name,
    origin: domain === null ? name.slice(dot + 1) : publicSuffix!,
  };
}
