import type { LogEvent, RunChange, RunFilter, RunHeader, RunStore, StoredEvent } from '@sluice/core';
import { eventId, placeOf } from './event-id.ts';
import type { GroupWriter } from './group-writer.ts';
import { headerOf } from './header-row.ts';
import { pause, type Reader } from './reader.ts';

/** Runs in one SQLite file: writes through the writer thread, reads on the caller's thread. */
export class SqliteRuns implements RunStore {
  readonly #reader: Reader;
  readonly #writer: GroupWriter;
  readonly #close: () => Promise<void>;

  constructor({ reader, writer, close }: SqliteParts) {
    this.#reader = reader;
    this.#writer = writer;
    this.#close = close;
  }

  async create(run: RunHeader): Promise<void> {
    const { id, kind, name, createdAt, status, finishedAt = null, definition, summary } = run;
    const texts = { definition: JSON.stringify(definition), summary: jsonOrNull(summary) };
    await this.#writer.submit({ kind: 'create', id, runKind: kind, name, createdAt, finishedAt, status, ...texts });
  }

  async update(runId: string, change: RunChange): Promise<void> {
    const { status = null, finishedAt = null, summary } = change;
    await this.#writer.submit({ kind: 'update', runId, status, finishedAt, summary: jsonOrNull(summary) });
  }

  async get(runId: string): Promise<RunHeader | undefined> {
    const row = this.#reader.first(`${selectHeader} WHERE id = ?`, runId);
    return row === undefined ? undefined : headerOf(row);
  }

  async *list(filter: RunFilter = {}): AsyncIterable<RunHeader> {
    let left = filter.limit ?? Number.POSITIVE_INFINITY;
    let before = { at: Number.MAX_SAFE_INTEGER, number: Number.MAX_SAFE_INTEGER };
    while (left > 0) {
      const values = [filter.kind ?? null, filter.name ?? null, before.at, before.at, before.number];
      const { rows, complete } = this.#reader.chunk(listHeaders, ...values);
      for (const row of rows.slice(0, left)) yield headerOf(row);
      left -= rows.length;
      const last = rows.at(-1);
      if (last === undefined || complete) return;
      before = { at: Number(last['created_at']), number: Number(last['number']) };
      await pause();
    }
  }

  async append(runId: string, unit: string, events: readonly LogEvent[]): Promise<void> {
    const types = events.map(({ type }) => type);
    const texts = events.map((event) => JSON.stringify(event));
    await this.#writer.submit({ kind: 'append', runId, unit, types, texts });
  }

  async *read(runId: string, unit?: string): AsyncIterable<StoredEvent> {
    if (unit === undefined) yield* this.#readRange(runId, { sql: readAll, values: [], window: idWindow });
    else yield* this.#readRange(runId, { sql: readUnit, values: [unit], window: Number.POSITIVE_INFINITY });
  }

  async *readTypes(runId: string, types: readonly string[]): AsyncIterable<StoredEvent> {
    yield* this.#readRange(runId, { sql: readOfTypes, values: [JSON.stringify(types)], window: idWindow });
  }

  async remove(runId: string): Promise<void> {
    await this.#writer.submit({ kind: 'remove', runId });
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** What was there when the reading began; events appended meanwhile are left for the next reading. */
  async *#readRange(runId: string, { sql, values, window }: RangeQuery): AsyncIterable<StoredEvent> {
    const number = this.#reader.first('SELECT number FROM run WHERE id = ?', runId)?.['number'];
    if (typeof number !== 'number') return;
    const last = this.#reader.first(lastEvent, eventId(number, 0), eventId(number + 1, 0))?.['id'];
    if (typeof last !== 'number') return;
    for (let after = eventId(number, 0); after < last; ) {
      const upTo = Math.min(after + window, last);
      const { rows, complete } = this.#reader.chunk(sql, after, upTo, ...values);
      for (const row of rows) {
        yield { seq: placeOf(Number(row['id'])), unit: String(row['unit']), event: JSON.parse(String(row['json'])) };
      }
      after = complete ? upTo : Number(rows.at(-1)?.['id'] ?? upTo);
      if (after < last) await pause();
    }
  }
}

export interface SqliteParts {
  readonly reader: Reader;
  readonly writer: GroupWriter;
  close(): Promise<void>;
}

interface RangeQuery {
  /** Its first two parameters: after this id, up to this id. */
  readonly sql: string;
  readonly values: readonly string[];
  /** Ids looked at in one go, so that a rare type does not hold the loop for a whole run. */
  readonly window: number;
}

const selectHeader = `SELECT number, id, kind, name, created_at, finished_at, status, definition, summary FROM run`;
const listHeaders = `${selectHeader}
  WHERE kind = coalesce(?, kind) AND name = coalesce(?, name)
    AND created_at <= ? AND (created_at < ? OR number < ?)
  ORDER BY created_at DESC, number DESC`;
const lastEvent = 'SELECT id FROM event WHERE id > ? AND id < ? ORDER BY id DESC LIMIT 1';
const readAll = 'SELECT id, unit, json FROM event WHERE id > ? AND id <= ? ORDER BY id';
const readUnit = 'SELECT id, unit, json FROM event WHERE id > ? AND id <= ? AND unit = ? ORDER BY id';
const readOfTypes = `SELECT id, unit, json FROM event
  WHERE id > ? AND id <= ? AND type IN (SELECT value FROM json_each(?)) ORDER BY id`;
const idWindow = 4096;

function jsonOrNull(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
