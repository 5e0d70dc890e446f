// rdap-cache: answers in memory until they are stale, bounded in number and bytes; the one unused longest goes first.
import type { Clock } from '../base/clock.js';

export interface CacheBounds {
  readonly maxCacheEntries: number;
  readonly maxCacheBytes: number;
}

interface Entry<T> {
  readonly value: T;
  readonly bytes: number;
  readonly staleAtMs: number;
}

/** For an entry's key and objects; by estimate, so that empty answers are not free. */
const ENTRY_BYTES = 500;

export class RdapCache<T> {
  /** The one used last stands last. */
  readonly #entries = new Map<string, Entry<T>>();
  #bytes = 0;

  constructor(
    private readonly bounds: CacheBounds,
    private readonly clock: Clock,
  ) {}

  get(key: string): T | undefined {
    const entry = this.#remove(key);
    if (entry === undefined || entry.staleAtMs <= this.clock.nowMs()) return undefined;
    this.#append(key, entry);
    return entry.value;
  }

  put(key: string, value: T, valueBytes: number, freshMs: number): void {
    this.#remove(key);
    const bytes = valueBytes + ENTRY_BYTES;
    if (freshMs <= 0 || bytes > this.bounds.maxCacheBytes) return;
    this.#append(key, { value, bytes, staleAtMs: this.clock.nowMs() + freshMs });
    this.#shrink();
  }

  #shrink(): void {
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.bounds.maxCacheEntries && this.#bytes <= this.bounds.maxCacheBytes) return;
      this.#remove(oldest);
    }
  }

  #append(key: string, entry: Entry<T>): void {
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
  }

  #remove(key: string): Entry<T> | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    return entry;
  }
}
