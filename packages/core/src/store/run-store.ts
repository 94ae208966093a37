/** Anything that a log may hold; `ExecutionEvent` and the events of an eval both are. */
export interface LogEvent {
  readonly type: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

/**
 * Where runs are kept. A run is a header and an append-only list of events.
 * An eval is one run whose events are filed by unit: one unit for each case, variant and repeat.
 */
export interface RunStore {
  create(run: RunHeader): Promise<void>;
  /** Changes the status or the summary of a run; everything else of a header is fixed. */
  update(runId: string, change: RunChange): Promise<void>;
  get(runId: string): Promise<RunHeader | undefined>;
  /** Newest first. */
  list(filter?: RunFilter): AsyncIterable<RunHeader>;
  /** Resolves when the events are on disk (one durable commit may serve many callers). Order of calls is order in the log. */
  append(runId: string, unit: string, events: readonly LogEvent[]): Promise<void>;
  /** In the order appended; of one unit, or of the whole run. Streamed. */
  read(runId: string, unit?: string): AsyncIterable<StoredEvent>;
  /** As `read`, only these types. */
  readTypes(runId: string, types: readonly string[]): AsyncIterable<StoredEvent>;
  remove(runId: string): Promise<void>;
  close(): Promise<void>;
}

export interface StoredEvent {
  readonly seq: number;
  readonly unit: string;
  readonly event: LogEvent;
}

export type StoredRunStatus = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'waiting' | 'incomplete';

export interface RunHeader {
  readonly id: string;
  readonly kind: 'run' | 'eval';
  readonly name: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly createdAt: number;
  readonly finishedAt?: number;
  readonly status: StoredRunStatus;
  /** What made it: file, hashes, variants, options. JSON; no secrets. */
  readonly definition: object;
  /** What came of it, as the report's JSON. */
  readonly summary?: object;
}

export interface RunChange {
  readonly status?: StoredRunStatus;
  readonly finishedAt?: number;
  readonly summary?: object;
}

export interface RunFilter {
  readonly kind?: 'run' | 'eval';
  readonly name?: string;
  readonly limit?: number;
}

/** Model answers by content of the request. */
export interface ResponseCache {
  get(key: string, now: number): Promise<CacheEntry | undefined>;
  set(key: string, entry: CacheEntry): Promise<void>;
  stats(): Promise<CacheStats>;
  /** Drops entries that expired before `now`, or all; gives the number dropped. */
  prune(before: number | 'all'): Promise<number>;
}

export interface CacheEntry {
  /** JSON text of what is cached. */
  readonly value: string;
  readonly storedAt: number;
  /** Milliseconds since 1970; absent: never. */
  readonly expiresAt?: number;
}

export interface CacheStats {
  readonly entries: number;
  readonly bytes: number;
  readonly oldest?: number;
}
