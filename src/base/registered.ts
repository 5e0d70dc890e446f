// registered: what a name tells of registration: which of its labels may have been registered, and the zone that a feed means.
import { getPublicSuffix } from 'tldts';
import { firstDot } from './names.js';

/** By the public suffixes of registries. All digits are labels too: a name is never an address. */
const OF_REGISTRIES = { allowPrivateDomains: false, extractHostname: false, validateHostname: false, detectIp: false };

export interface PlacedLabel {
  readonly label: string;
  /** Characters of the name left of it. */
  readonly left: number;
}

/** The name as it was registered, and the zone that delegates it. */
export interface Registered {
  readonly name: string;
  readonly origin: string;
}

/** A feed's domain is what was registered, at whatever depth: the zone is what is right of its first label. */
export function registeredByFeed(name: string): Registered {
  const dot = firstDot(name);
  return { name, origin: dot === -1 ? '' : name.slice(dot + 1) };
}

/**
 * Every label left of the public suffix, the one beside it first: any may be the registered one (docs/decisions/0016). Of a public
 * suffix itself its own first label. `name` in A-label form, lower case, without escapes.
 */
export function registrableLabels(name: string): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  let left = 0;
  for (const label of leftOfSuffix(name).split('.')) {
    placed.push({ label, left });
    left += label.length + 1;
  }
  return placed.reverse();
}

function leftOfSuffix(name: string): string {
  const dot = name.indexOf('.');
  if (dot === -1) return name;
  // Of two labels the second is the suffix, or both are.
  if (dot === name.lastIndexOf('.')) return name.slice(0, dot);
  const suffix = getPublicSuffix(name, OF_REGISTRIES) ?? name;
  return suffix === name ? name.slice(0, dot) : name.slice(0, name.length - suffix.length - 1);
}
