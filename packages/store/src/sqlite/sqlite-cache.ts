import type { CacheEntry, CacheStats, ResponseCache } from '@sluice/core';
import type { GroupWriter } from './group-writer.ts';
import type { Reader } from './reader.ts';

/** Cached answers in the same file as the runs; a `get` is one indexed read. */
export class SqliteCache implements ResponseCache {
  readonly #reader: Reader;
  readonly #writer: GroupWriter;

  constructor({ reader, writer }: { readonly reader: Reader; readonly writer: GroupWriter }) {
    this.#reader = reader;
    this.#writer = writer;
  }

  async get(key: string, now: number): Promise<CacheEntry | undefined> {
    const row = this.#reader.first(selectEntry, key);
    if (row === undefined) return undefined;
    const { value, stored_at, expires_at } = row;
    const entry = { value: String(value), storedAt: Number(stored_at) };
    if (typeof expires_at !== 'number') return entry;
    return expires_at <= now ? undefined : { ...entry, expiresAt: expires_at };
  }

  async set(key: string, { value, storedAt, expiresAt = null }: StoredEntry): Promise<void> {
    await this.#writer.submit({ kind: 'cache-set', key, value, storedAt, expiresAt });
  }

  async stats(): Promise<CacheStats> {
    const row = this.#reader.first(selectStats);
    const oldest = row?.['oldest'];
    const counts = { entries: Number(row?.['entries'] ?? 0), bytes: Number(row?.['bytes'] ?? 0) };
    return typeof oldest === 'number' ? { ...counts, oldest } : counts;
  }

  /** An entry whose time is up at `before` exactly is dropped too, as `get` no longer gives it. */
  async prune(before: number | 'all'): Promise<number> {
    if ((await this.stats()).entries === 0) return 0;
    return this.#writer.submit({ kind: 'cache-prune', before });
  }
}

type StoredEntry = Omit<CacheEntry, 'expiresAt'> & { readonly expiresAt?: number | null };

const selectEntry = 'SELECT value, stored_at, expires_at FROM cache WHERE key = ?';
const selectStats =
  'SELECT count(*) AS entries, coalesce(sum(octet_length(value)), 0) AS bytes, min(stored_at) AS oldest FROM cache';
