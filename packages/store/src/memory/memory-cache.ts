import type { CacheEntry, CacheStats, ResponseCache } from '@sluice/core';

/** Cached answers that end with the process. */
export class MemoryCache implements ResponseCache {
  readonly #entries = new Map<string, CacheEntry>();

  async get(key: string, now: number): Promise<CacheEntry | undefined> {
    const entry = this.#entries.get(key);
    return entry === undefined || hasExpired(entry, now) ? undefined : entry;
  }

  async set(key: string, entry: CacheEntry): Promise<void> {
    this.#entries.set(key, { ...entry });
  }

  async stats(): Promise<CacheStats> {
    const entries = [...this.#entries.values()];
    const bytes = entries.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0);
    const oldest = entries.reduce((least, { storedAt }) => Math.min(least, storedAt), Number.POSITIVE_INFINITY);
    return { entries: entries.length, bytes, ...(entries.length === 0 ? {} : { oldest }) };
  }

  async prune(before: number | 'all'): Promise<number> {
    const count = this.#entries.size;
    for (const [key, entry] of this.#entries) {
      if (before === 'all' || hasExpired(entry, before)) this.#entries.delete(key);
    }
    return count - this.#entries.size;
  }
}

function hasExpired({ expiresAt }: CacheEntry, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
