import { existsSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { toUsageError } from '../store-fault.ts';
import { openForReading } from './open-database.ts';
import { sqliteFault } from './sqlite-fault.ts';

export type Row = Record<string, unknown>;

/** Reads through a connection that cannot write, opened at the first read of a store that exists. */
export class Reader {
  readonly #file: string;
  #database: DatabaseSync | undefined;
  #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    this.#file = file;
  }

  first(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#attempt(sql, (statement) => statement.get(...values));
  }

  /**
   * The first rows of a result, up to about `chunkCharacters` of their texts.
   * Each chunk is a read of its own: a snapshot held open would hide what is written meanwhile.
   */
  chunk(sql: string, ...values: SQLInputValue[]): Chunk {
    const read = (statement: StatementSync): Chunk => takeChunk(statement.iterate(...values) as Iterable<Row>);
    return this.#attempt(sql, read) ?? { rows: [], complete: true };
  }

  close(): void {
    this.#statements.clear();
    this.#database?.close();
    this.#database = undefined;
  }

  #attempt<T>(sql: string, read: (statement: StatementSync) => T): T | undefined {
    try {
      const statement = this.#statement(sql);
      return statement === undefined ? undefined : read(statement);
    } catch (error) {
      throw toUsageError(sqliteFault(error, this.#file));
    }
  }

  #statement(sql: string): StatementSync | undefined {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#database === undefined && !existsSync(this.#file)) return undefined;
    this.#database ??= openForReading(this.#file);
    const statement = this.#database?.prepare(sql);
    if (statement !== undefined) this.#statements.set(sql, statement);
    return statement;
  }
}

export interface Chunk {
  readonly rows: readonly Row[];
  /** False: there may be more rows after these. */
  readonly complete: boolean;
}

/** Between two chunks, so that a long read does not hold up the loop. */
export async function pause(): Promise<void> {
  await nextTurn();
}

function takeChunk(all: Iterable<Row>): Chunk {
  const rows: Row[] = [];
  let characters = 0;
  for (const row of all) {
    rows.push(row);
    for (const value of Object.values(row)) characters += typeof value === 'string' ? value.length : 8;
    if (characters >= chunkCharacters) return { rows, complete: false };
  }
  return { rows, complete: true };
}

const chunkCharacters = 1_000_000;
