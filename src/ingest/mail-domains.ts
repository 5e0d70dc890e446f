// mail-domains: asks the DNS whether a domain takes mail (RFC 5321, 5.1; null MX, RFC 7505), within bounds of time, number and memory.

/** What `Resolver` of node:dns/promises has. */
export interface MailResolver {
  resolveMx(domain: string): Promise<readonly { readonly exchange: string }[]>;
  resolve4(domain: string): Promise<readonly string[]>;
  resolve6(domain: string): Promise<readonly string[]>;
}

/** `unknown` is no answer in time, or one that says nothing: never held against anyone. */
export type MailVerdict = 'accepts' | 'refuses' | 'unknown';

export interface MailDomainLimits {
  /** Of one domain, its address look-ups included; the wait for its turn comes before. */
  readonly timeoutMs: number;
  readonly maxConcurrent: number;
  /** How many may wait for their turn; one more is `unknown` at once. */
  readonly maxWaiting: number;
  readonly maxCached: number;
  readonly ttlMs: number;
  /** An answer that did not come may come soon. */
  readonly unknownTtlMs: number;
}

/** Rounded figures that no measurement stands behind: a resolver answers in tens of ms or after its own retries. */
export const MAIL_DOMAIN_LIMITS: MailDomainLimits = {
  timeoutMs: 3_000,
  maxConcurrent: 32,
  maxWaiting: 10_000,
  maxCached: 50_000,
  ttlMs: 3_600_000,
  unknownTtlMs: 60_000,
};

interface Cached {
  readonly verdict: MailVerdict;
  readonly expiresAt: number;
}

export class MailDomains {
  /** In the order in which they were learnt: the oldest goes first. */
  private readonly cache = new Map<string, Cached>();
  private readonly underway = new Map<string, Promise<MailVerdict>>();
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private readonly limits: MailDomainLimits;

  constructor(
    private readonly resolver: MailResolver,
    limits: Partial<MailDomainLimits> = {},
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.limits = { ...MAIL_DOMAIN_LIMITS, ...limits };
  }

  /** `domain` is in A-label form, lower case. Never rejects. */
  async check(domain: string): Promise<MailVerdict> {
    const cached = this.cache.get(domain);
    if (cached !== undefined && cached.expiresAt > this.nowMs()) return cached.verdict;
    const known = this.underway.get(domain);
    if (known !== undefined) return known;
    if (this.running >= this.limits.maxConcurrent && this.waiting.length >= this.limits.maxWaiting) return 'unknown';
    const asked = this.ask(domain).finally(() => this.underway.delete(domain));
    this.underway.set(domain, asked);
    return asked;
  }

  private async ask(domain: string): Promise<MailVerdict> {
    await this.takeTurn();
    try {
      const verdict = await this.withinTime(judge(domain, this.resolver));
      this.remember(domain, verdict);
      return verdict;
    } finally {
      this.giveTurn();
    }
  }

  private async takeTurn(): Promise<void> {
    if (this.running < this.limits.maxConcurrent) {
      this.running++;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** A turn goes from hand to hand: `running` only falls when nobody waits. */
  private giveTurn(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running--;
    else next();
  }

  private async withinTime(answer: Promise<MailVerdict>): Promise<MailVerdict> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<MailVerdict>((resolve) => {
      timer = setTimeout(() => resolve('unknown'), this.limits.timeoutMs);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private remember(domain: string, verdict: MailVerdict): void {
    const { ttlMs, unknownTtlMs, maxCached } = this.limits;
    this.cache.delete(domain);
    this.cache.set(domain, { verdict, expiresAt: this.nowMs() + (verdict === 'unknown' ? unknownTtlMs : ttlMs) });
    if (this.cache.size <= maxCached) return;
    const oldest = this.cache.keys().next();
    if (oldest.done !== true) this.cache.delete(oldest.value);
  }
}

/** Never rejects, so that an answer after the time is up troubles nobody. */
async function judge(domain: string, resolver: MailResolver): Promise<MailVerdict> {
  const exchanges = await ask(() => resolver.resolveMx(domain));
  if (typeof exchanges !== 'string') return exchanges.some(({ exchange }) => !isNull(exchange)) ? 'accepts' : 'refuses';
  if (exchanges !== 'no-data') return exchanges === 'no-name' ? 'refuses' : 'unknown';
  const addresses = await Promise.all([ask(() => resolver.resolve4(domain)), ask(() => resolver.resolve6(domain))]);
  if (addresses.some((answer) => typeof answer !== 'string')) return 'accepts';
  return addresses.includes('failed') ? 'unknown' : 'refuses';
}

function isNull(exchange: string): boolean {
  return exchange === '' || exchange === '.';
}

/** The records, or why there are none. */
async function ask<Row>(
  look: () => Promise<readonly Row[]>,
): Promise<readonly Row[] | 'no-name' | 'no-data' | 'failed'> {
  try {
    const rows = await look();
    return rows.length > 0 ? rows : 'no-data';
  } catch (error) {
    const code = (error as NodeJS.ErrnoException | undefined)?.code;
    if (code === 'ENOTFOUND') return 'no-name';
    return code === 'ENODATA' ? 'no-data' : 'failed';
  }
}
