import type { CacheEntry, LogEvent, ResponseCache, RunHeader, RunStore, StoredEvent } from '../store/run-store.ts';

export interface MemoryStore extends RunStore {
  /** The log of one unit as it stands. */
  events(runId: string, unit?: string): readonly LogEvent[];
  /** Number of `append` calls so far. */
  readonly appends: number;
}

/** Runs kept in memory, for tests: events go through JSON, as on disk. */
export function memoryStore(): MemoryStore {
  const headers = new Map<string, RunHeader>();
  const logs = new Map<string, StoredEvent[]>();
  const log = (runId: string): StoredEvent[] => logs.get(runId) ?? [];
  const count = { appends: 0 };
  return {
    get appends() {
      return count.appends;
    },
    events: (runId, unit = '') => log(runId).flatMap((stored) => (stored.unit === unit ? [stored.event] : [])),
    async create(run) {
      headers.set(run.id, run);
    },
    async update(runId, change) {
      const header = headers.get(runId);
      if (header !== undefined) headers.set(runId, { ...header, ...change });
    },
    get: async (runId) => headers.get(runId),
    async *list() {
      yield* [...headers.values()].reverse();
    },
    async append(runId, unit, events) {
      count.appends += 1;
      const kept = log(runId);
      const copies = JSON.parse(JSON.stringify(events)) as LogEvent[];
      copies.forEach((event) => {
        kept.push({ seq: kept.length, unit, event });
      });
      logs.set(runId, kept);
    },
    async *read(runId, unit) {
      for (const stored of log(runId)) if (unit === undefined || stored.unit === unit) yield stored;
    },
    async *readTypes(runId, types) {
      for (const stored of log(runId)) if (types.includes(stored.event.type)) yield stored;
    },
    async remove(runId) {
      headers.delete(runId);
      logs.delete(runId);
    },
    close: async () => undefined,
  };
}

/** Answers kept in memory, for tests. */
export function memoryCache(): ResponseCache {
  const entries = new Map<string, CacheEntry>();
  return {
    async get(key, now) {
      const entry = entries.get(key);
      return entry?.expiresAt !== undefined && entry.expiresAt <= now ? undefined : entry;
    },
    async set(key, entry) {
      entries.set(key, entry);
    },
    stats: async () => ({
      entries: entries.size,
      bytes: [...entries.values()].reduce((sum, entry) => sum + entry.value.length, 0),
    }),
    async prune(before) {
      const old = [...entries].filter(([, entry]) => before === 'all' || (entry.expiresAt ?? before) < before);
      for (const [key] of old) entries.delete(key);
      return old.length;
    },
  };
}
