import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { runExists, unknownRun } from '../run-faults.ts';
import { eventId, placeOf } from './event-id.ts';
import type { WriteOperation, WriteResult } from './write-operation.ts';

/** Applies operations to the writing connection, inside a transaction that its owner begins and ends. */
export class BatchWriter {
  readonly #statements: Statements;
  #positions = new Map<string, RunPosition>();
  #dataVersion: unknown;

  constructor(database: DatabaseSync) {
    this.#statements = prepareStatements(database);
  }

  /** Call when the lock is held and before the first `apply`: another process may have moved the runs on. */
  begin(): void {
    const version = this.#statements.dataVersion.get()?.['data_version'];
    if (version !== this.#dataVersion) this.#positions.clear();
    this.#dataVersion = version;
  }

  /** Call after a rollback. */
  forget(): void {
    this.#positions.clear();
  }

  apply(operation: WriteOperation): WriteResult {
    switch (operation.kind) {
      case 'create':
        return this.#create(operation);
      case 'update':
        return this.#update(operation);
      case 'append':
        return this.#append(operation);
      case 'remove':
        return this.#remove(operation.runId);
      case 'cache-set':
        return this.#cacheSet(operation);
      case 'cache-prune':
        return this.#cachePrune(operation.before);
    }
  }

  #create(run: Operation<'create'>): WriteResult {
    if (this.#position(run.id) !== undefined) return runExists(run.id);
    return changes(
      this.#statements.create.run(
        run.id,
        run.runKind,
        run.name,
        run.createdAt,
        run.finishedAt,
        run.status,
        run.definition,
        run.summary,
      ),
    );
  }

  #update({ runId, status, finishedAt, summary }: Operation<'update'>): WriteResult {
    const changed = changes(this.#statements.update.run(status, finishedAt, summary, runId));
    return changed === 0 ? unknownRun(runId) : changed;
  }

  #append({ runId, unit, types, texts }: Operation<'append'>): WriteResult {
    const position = this.#position(runId);
    if (position === undefined) return unknownRun(runId);
    for (const [index, text] of texts.entries()) {
      position.last += 1;
      this.#statements.append.run(eventId(position.number, position.last), unit, types[index] ?? '', text);
    }
    return texts.length;
  }

  #remove(runId: string): WriteResult {
    const position = this.#position(runId);
    if (position === undefined) return 0;
    this.#positions.delete(runId);
    this.#statements.removeEvents.run(eventId(position.number, 0), eventId(position.number + 1, 0));
    return changes(this.#statements.removeRun.run(position.number));
  }

  #cacheSet({ key, value, storedAt, expiresAt }: Operation<'cache-set'>): WriteResult {
    return changes(this.#statements.cacheSet.run(key, value, storedAt, expiresAt));
  }

  #cachePrune(before: number | 'all'): WriteResult {
    return changes(before === 'all' ? this.#statements.cacheClear.run() : this.#statements.cachePrune.run(before));
  }

  #position(runId: string): RunPosition | undefined {
    const known = this.#positions.get(runId);
    if (known !== undefined) return known;
    const number = this.#statements.number.get(runId)?.['number'];
    if (typeof number !== 'number') return undefined;
    const last = this.#statements.last.get(eventId(number, 0), eventId(number + 1, 0))?.['id'];
    const position = { number, last: typeof last === 'number' ? placeOf(last) : 0 };
    this.#positions.set(runId, position);
    return position;
  }
}

type Operation<Kind extends WriteOperation['kind']> = Extract<WriteOperation, { kind: Kind }>;

interface RunPosition {
  readonly number: number;
  /** The place of the last event. */
  last: number;
}

type Statements = Readonly<Record<keyof typeof statementTexts, StatementSync>>;

const statementTexts = {
  dataVersion: 'PRAGMA data_version',
  number: 'SELECT number FROM run WHERE id = ?',
  last: 'SELECT id FROM event WHERE id > ? AND id < ? ORDER BY id DESC LIMIT 1',
  create: `INSERT INTO run (id, kind, name, created_at, finished_at, status, definition, summary)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  update: `UPDATE run SET status = coalesce(?, status), finished_at = coalesce(?, finished_at),
    summary = coalesce(?, summary) WHERE id = ?`,
  append: 'INSERT INTO event (id, unit, type, json) VALUES (?, ?, ?, ?)',
  removeEvents: 'DELETE FROM event WHERE id > ? AND id < ?',
  removeRun: 'DELETE FROM run WHERE number = ?',
  cacheSet: `INSERT INTO cache (key, value, stored_at, expires_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, stored_at = excluded.stored_at, expires_at = excluded.expires_at`,
  cachePrune: 'DELETE FROM cache WHERE expires_at <= ?',
  cacheClear: 'DELETE FROM cache',
} as const;

function prepareStatements(database: DatabaseSync): Statements {
  const entries = Object.entries(statementTexts).map(([name, text]) => [name, database.prepare(text)]);
  return Object.fromEntries(entries) as Statements;
}

function changes(result: { readonly changes: number | bigint }): number {
  return Number(result.changes);
}
