// email-domains: what is known of a mail domain by its name alone: reserved, of no top-level domain, disposable, a slip.
import RE2 from 're2';
import { parse } from 'tldts';
import { inParts, PATTERN_FLAGS } from '../base/joined-patterns.js';

/** A row of disposable-email.csv.gz. */
export interface DisposableDomain {
  readonly domain: string;
}

/** A row of disposable-patterns.csv, in RE2: such services come faster than any list, and say what they are in their names. */
export interface DisposablePattern {
  readonly id: string;
  readonly pattern: string;
}

/** A row of reserved-domains.csv. A caller whose zone is below a reserved name adds it as `allowed`. */
export interface ReservedDomain {
  readonly domain: string;
  readonly kind: 'reserved' | 'placeholder' | 'allowed';
}

/** A row of mail-providers.csv: a provider, or a slip (`gmial.com`) with the provider that was meant. */
export interface MailProvider {
  readonly domain: string;
  readonly meant: string;
}

export interface MailDomainRows {
  readonly disposableDomains: readonly DisposableDomain[];
  readonly disposablePatterns: readonly DisposablePattern[];
  readonly reservedDomains: readonly ReservedDomain[];
  readonly mailProviders: readonly MailProvider[];
}

export type MailDomainKind = 'ordinary' | 'reserved' | 'no-tld' | 'disposable' | 'placeholder';

/** What stands so often as the first label of a listed placeholder fills a field below any other top-level domain too. */
const FILLER_DOMAINS = 3;

/** Hostile addresses may name any number of top-level domains; the root has some 1,440. */
const MOST_KNOWN_TLDS = 4096;

/** The Public Suffix List may have a country's second level only, as .za; one of these is then in it. */
const BELOW_TLD = ['a', 'a.co', 'a.com', 'a.gov', 'a.org', 'a.net', 'a.ac'];

export class MailDomainLists {
  private readonly kinds = new Map<string, MailDomainKind>();
  private readonly providers = new Map<string, string>();
  private readonly tlds = new Map<string, boolean>();
  private readonly fillerLabels: ReadonlySet<string>;
  private readonly disposable: readonly RE2[];

  /** What is known of providers comes before what the caller allows, then what is reserved, then what is disposable. */
  constructor(rows: MailDomainRows) {
    for (const { domain } of rows.disposableDomains) this.kinds.set(domain, 'disposable');
    for (const { domain, kind } of rows.reservedDomains) if (kind !== 'allowed') this.kinds.set(domain, kind);
    for (const { domain, kind } of rows.reservedDomains) if (kind === 'allowed') this.kinds.set(domain, 'ordinary');
    this.fillerLabels = fillerLabelsOf(rows.reservedDomains);
    this.disposable = rows.disposablePatterns.length === 0 ? [] : inParts(rows.disposablePatterns, anyOf);
    for (const { domain, meant } of rows.mailProviders) {
      this.providers.set(domain, meant);
      // A slip of the finger in the top-level domain is no domain all the same.
      if (meant === '' || this.isTld(domain.slice(domain.lastIndexOf('.') + 1))) this.kinds.set(domain, 'ordinary');
    }
  }

  /** The longest listed name that the domain is, or is below, decides. `domain` is in A-label form, lower case. */
  kindOf(domain: string): MailDomainKind {
    for (let rest = domain; ;) {
      const kind = this.kinds.get(rest);
      if (kind !== undefined) return kind;
      const dot = rest.indexOf('.');
      if (dot === -1) return this.isTld(rest) ? this.kindByName(domain) : 'no-tld';
      rest = rest.slice(dot + 1);
    }
  }

  /** The provider that was meant, if the domain is a slip. */
  meantBy(domain: string): string | undefined {
    return this.providers.get(domain) || undefined;
  }

  isProvider(domain: string): boolean {
    return this.providers.get(domain) === '';
  }

  /** Whether domains are called so below several top-level domains, to fill a field. */
  isFillerLabel(label: string): boolean {
    return this.fillerLabels.has(label);
  }

  /** Of a domain that no list has. */
  private kindByName(domain: string): MailDomainKind {
    if (this.disposable.some((patterns) => patterns.test(domain))) return 'disposable';
    const dot = domain.indexOf('.');
    return dot === domain.lastIndexOf('.') && this.fillerLabels.has(domain.slice(0, dot)) ? 'placeholder' : 'ordinary';
  }

  private isTld(tld: string): boolean {
    const known = this.tlds.get(tld);
    if (known !== undefined) return known;
    const listed = BELOW_TLD.some((below) => parse(`${below}.${tld}`).isIcann === true);
    if (this.tlds.size < MOST_KNOWN_TLDS) this.tlds.set(tld, listed);
    return listed;
  }
}

function anyOf(patterns: readonly DisposablePattern[]): RE2 {
  return new RE2(patterns.map(({ pattern }) => `(?:${pattern})`).join('|'), PATTERN_FLAGS);
}

function fillerLabelsOf(rows: readonly ReservedDomain[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { domain, kind } of rows) {
    const label = domain.slice(0, domain.indexOf('.'));
    if (kind === 'placeholder') counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= FILLER_DOMAINS).map(([label]) => label));
}
