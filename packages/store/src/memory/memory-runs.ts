import type { LogEvent, RunChange, RunFilter, RunHeader, RunStore, StoredEvent } from '@sluice/core';
import { runExists, storeClosed, unknownRun } from '../run-faults.ts';
import { toUsageError } from '../store-fault.ts';

/** Runs that end with the process. Kept as JSON texts, so that what is read is never what another still changes. */
export class MemoryRuns implements RunStore {
  readonly #runs = new Map<string, MemoryRun>();
  #closed = false;

  async create(run: RunHeader): Promise<void> {
    this.#refuseIfClosed();
    if (this.#runs.has(run.id)) throw toUsageError(runExists(run.id));
    this.#runs.set(run.id, { header: JSON.stringify(run), createdAt: run.createdAt, events: [] });
  }

  async update(runId: string, change: RunChange): Promise<void> {
    const run = this.#known(runId);
    const { status, finishedAt, summary } = change;
    run.header = JSON.stringify({ ...JSON.parse(run.header), ...defined({ status, finishedAt, summary }) });
  }

  async get(runId: string): Promise<RunHeader | undefined> {
    const run = this.#runs.get(runId);
    return run === undefined ? undefined : JSON.parse(run.header);
  }

  async *list(filter: RunFilter = {}): AsyncIterable<RunHeader> {
    let left = filter.limit ?? Number.POSITIVE_INFINITY;
    const newestFirst = [...this.#runs.values()].reverse().sort((a, b) => b.createdAt - a.createdAt);
    for (const run of newestFirst) {
      const header: RunHeader = JSON.parse(run.header);
      if (filter.kind !== undefined && header.kind !== filter.kind) continue;
      if (filter.name !== undefined && header.name !== filter.name) continue;
      if (left <= 0) return;
      left -= 1;
      yield header;
    }
  }

  async append(runId: string, unit: string, events: readonly LogEvent[]): Promise<void> {
    const stored = events.map((event) => ({ unit, type: event.type, text: JSON.stringify(event) }));
    this.#known(runId).events.push(...stored);
  }

  read(runId: string, unit?: string): AsyncIterable<StoredEvent> {
    return this.#select(runId, (event) => unit === undefined || event.unit === unit);
  }

  readTypes(runId: string, types: readonly string[]): AsyncIterable<StoredEvent> {
    return this.#select(runId, (event) => types.includes(event.type));
  }

  async remove(runId: string): Promise<void> {
    this.#refuseIfClosed();
    this.#runs.delete(runId);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  async *#select(runId: string, wanted: (event: MemoryEvent) => boolean): AsyncIterable<StoredEvent> {
    const events = this.#runs.get(runId)?.events ?? [];
    // What is appended while this is read is left for the next reading, as in every store.
    for (const [index, event] of events.slice().entries()) {
      if (wanted(event)) yield { seq: index + 1, unit: event.unit, event: JSON.parse(event.text) };
    }
  }

  #known(runId: string): MemoryRun {
    this.#refuseIfClosed();
    const run = this.#runs.get(runId);
    if (run === undefined) throw toUsageError(unknownRun(runId));
    return run;
  }

  #refuseIfClosed(): void {
    if (this.#closed) throw toUsageError(storeClosed);
  }
}

interface MemoryRun {
  header: string;
  readonly createdAt: number;
  readonly events: MemoryEvent[];
}

interface MemoryEvent {
  readonly unit: string;
  readonly type: string;
  readonly text: string;
}

function defined(change: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
