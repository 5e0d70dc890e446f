// email-domains: what is known of a mail domain by its name alone: reserved, of no top-level domain, disposable, a slip.
import { parse } from 'tldts';

/** A row of disposable-email.csv.gz. */
export interface DisposableDomain {
  readonly domain: string;
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
  readonly reservedDomains: readonly ReservedDomain[];
  readonly mailProviders: readonly MailProvider[];
}

export type MailDomainKind = 'ordinary' | 'reserved' | 'no-tld' | 'disposable' | 'placeholder';

/** Hostile addresses may name any number of top-level domains; the root has some 1,440. */
const MOST_KNOWN_TLDS = 4096;

/** The Public Suffix List may have a country's second level only, as .za; one of these is then in it. */
const BELOW_TLD = ['a', 'a.co', 'a.com', 'a.gov', 'a.org', 'a.net', 'a.ac'];

export class MailDomainLists {
  private readonly kinds = new Map<string, MailDomainKind>();
  private readonly providers = new Map<string, string>();
  private readonly tlds = new Map<string, boolean>();

  /** What is known of providers comes before what the caller allows, then what is reserved, then what is disposable. */
  constructor(rows: MailDomainRows) {
    for (const { domain } of rows.disposableDomains) this.kinds.set(domain, 'disposable');
    for (const { domain, kind } of rows.reservedDomains) if (kind !== 'allowed') this.kinds.set(domain, kind);
    for (const { domain, kind } of rows.reservedDomains) if (kind === 'allowed') this.kinds.set(domain, 'ordinary');
    for (const { domain, meant } of rows.mailProviders) {
      this.providers.set(domain, meant);
      this.kinds.set(domain, 'ordinary');
    }
  }

  /** The longest listed name that the domain is, or is below, decides. `domain` is in A-label form, lower case. */
  kindOf(domain: string): MailDomainKind {
    for (let rest = domain; ;) {
      const kind = this.kinds.get(rest);
      if (kind !== undefined) return kind;
      const dot = rest.indexOf('.');
      if (dot === -1) return this.isTld(rest) ? 'ordinary' : 'no-tld';
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

  private isTld(tld: string): boolean {
    const known = this.tlds.get(tld);
    if (known !== undefined) return known;
    const listed = BELOW_TLD.some((below) => parse(`${below}.${tld}`).isIcann === true);
    if (this.tlds.size < MOST_KNOWN_TLDS) this.tlds.set(tld, listed);
    return listed;
  }
}
