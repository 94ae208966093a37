import type { DatabaseSync } from 'node:sqlite';
import { BatchWriter } from './batch-writer.ts';
import { openForWriting } from './open-database.ts';
import { busyCode, resultCode, sqliteFault } from './sqlite-fault.ts';
import type { WriteOperation, WriteResult, WriterOptions, WriterReply } from './write-operation.ts';

/** Makes batches durable, one transaction each. Opens the database at the first batch, again after a failed opening. */
export class BatchCommitter {
  readonly #options: WriterOptions;
  #open: { readonly database: DatabaseSync; readonly writer: BatchWriter } | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  commit(operations: readonly WriteOperation[]): WriterReply {
    try {
      const { database, writer } = this.#opened();
      const results = transact(database, writer, operations);
      if (operations.some(freesPages)) database.exec('PRAGMA incremental_vacuum');
      return { results };
    } catch (error) {
      return { fault: sqliteFault(error, this.#options.file) };
    }
  }

  close(): void {
    this.#open?.database.close();
    this.#open = undefined;
  }

  #opened(): { readonly database: DatabaseSync; readonly writer: BatchWriter } {
    if (this.#open === undefined) {
      const database = whenFree(() => openForWriting(this.#options));
      this.#open = { database, writer: new BatchWriter(database) };
    }
    return this.#open;
  }
}

function transact(database: DatabaseSync, writer: BatchWriter, operations: readonly WriteOperation[]): WriteResult[] {
  whenFree(() => database.exec('BEGIN IMMEDIATE'));
  try {
    writer.begin();
    const results = operations.map((operation) => writer.apply(operation));
    database.exec('COMMIT');
    return results;
  } catch (error) {
    writer.forget();
    // A full disk may have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

// SQLite's own waiting is unfair (a process that writes without pause can keep another out for seconds),
// and a change of the journal mode does not wait at all.
function whenFree<T>(action: () => T): T {
  const giveUpAt = performance.now() + lockPatienceMs;
  for (;;) {
    try {
      return action();
    } catch (error) {
      if (resultCode(error) !== busyCode || performance.now() > giveUpAt) throw error;
      Atomics.wait(pause, 0, 0, 5 + Math.random() * 20);
    }
  }
}

function freesPages({ kind }: WriteOperation): boolean {
  return kind === 'remove' || kind === 'cache-prune';
}

const pause = new Int32Array(new SharedArrayBuffer(4));

const lockPatienceMs = 60_000;
