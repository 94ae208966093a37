import type { Socket } from 'node:net';
import type { AbortSignalLike, Json, JsonObject } from '@sluice/core';
import type { Pool, PoolClient, Query } from 'pg';
import { freezeJson } from '../json/freeze-json.ts';
import { limitSignal } from '../signal/limit-signal.ts';
import { postgresFailure } from './postgres-failure.ts';
import { textParser, toJsonRow } from './postgres-values.ts';
import type { SqlClient } from './sql-client.ts';
import { sqlFailed, tooManyRows } from './sql-failure.ts';
import { replaceParameters, type SqlQuery, type SqlResult, withoutLiterals } from './sql-query.ts';

export interface PostgresClientOptions {
  readonly url: string;
  readonly readOnly: boolean;
  readonly maxRows: number;
  readonly timeoutMs: number;
}

/** A PostgreSQL server through a few kept connections; each statement in a transaction of its own. */
export class PostgresClient implements SqlClient {
  readonly #options: PostgresClientOptions;
  #database: Promise<Database> | undefined;

  constructor(options: PostgresClientOptions) {
    this.#options = options;
  }

  async query(query: SqlQuery, caller: AbortSignalLike): Promise<SqlResult> {
    const { readOnly, timeoutMs } = this.#options;
    if (readOnly && !readingStatement.test(withoutLiterals(query.text))) {
      throw sqlFailed('sql/read-only', 'this statement needs a tool with `mode: read_write`');
    }
    // The server stops the statement first; this is for a server that does not answer.
    using limited = limitSignal(caller, timeoutMs + 1000);
    try {
      this.#database ??= openDatabase(this.#options);
      return await this.#transact(await this.#database, query, limited.signal);
    } catch (error) {
      throw limited.failure('the query') ?? postgresFailure(error, timeoutMs);
    }
  }

  async close(): Promise<void> {
    const database = await this.#database;
    this.#database = undefined;
    await database?.pool.end();
  }

  async #transact(database: Database, query: SqlQuery, signal: AbortSignal): Promise<SqlResult> {
    const { readOnly, timeoutMs } = this.#options;
    const client = await database.pool.connect();
    let usable = false;
    const giveBack = once(() => (usable ? client.release() : cut(client)));
    const onAbort = (): void => giveBack();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      signal.throwIfAborted();
      await client.query(`BEGIN ${readOnly ? 'READ ONLY' : 'READ WRITE'}; SET LOCAL statement_timeout = ${timeoutMs}`);
      const result = await this.#run({ database, client, signal }, query);
      // A rollback also takes back what a `set_config` in the query did to the session.
      await client.query(readOnly ? 'ROLLBACK' : 'COMMIT');
      usable = true;
      return result;
    } finally {
      signal.removeEventListener('abort', onAbort);
      giveBack();
    }
  }

  #run({ database, client, signal }: Connection, { text, params }: SqlQuery): Promise<SqlResult> {
    const { maxRows } = this.#options;
    const values: Json[] = [];
    const places = new Map<string, number>();
    const numbered = replaceParameters(text, (name) => {
      if (!places.has(name)) places.set(name, values.push(params[name] ?? null));
      return `$${places.get(name)}`;
    });
    // The extended protocol takes one statement only, with or without values.
    const query = database.query({ text: numbered, values: values as unknown[], queryMode: 'extended' });
    const rows: JsonObject[] = [];
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      query.on('row', (row: Record<string, unknown>) => {
        if (rows.length < maxRows) rows.push(toJsonRow(row));
        else reject(tooManyRows(maxRows));
      });
      query.on('error', reject);
      query.on('end', ({ command, rowCount }) => {
        const changes = changingCommands.has(command) ? (rowCount ?? 0) : 0;
        resolve({ rows: freezeJson(rows) as SqlResult['rows'], changes });
      });
      client.query(query);
    });
  }
}

interface Database {
  readonly pool: Pool;
  query(config: QueryText): Query;
}

interface Connection {
  readonly database: Database;
  readonly client: PoolClient;
  readonly signal: AbortSignal;
}

interface QueryText {
  readonly text: string;
  readonly values: unknown[];
  readonly queryMode: 'extended';
}

async function openDatabase({ url, timeoutMs }: PostgresClientOptions): Promise<Database> {
  // Loaded with the first tool that needs it.
  const { default: pg } = await import('pg');
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') => textParser(oid) ?? pg.types.getTypeParser(oid, format),
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: Math.min(timeoutMs, 10_000),
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
    types: types as never,
  });
  // A connection that breaks while idle is replaced when it is needed; unheard, the event would end the process.
  pool.on('error', () => {});
  return { pool, query: (config) => new pg.Query(config) };
}

const readingStatement = /^[\s(]*(?:select|with|values|table|show|explain)\b/i;

const changingCommands: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** Ends a connection that is in an unknown state or in the middle of a long result: a polite end would read all of it. */
function cut(client: PoolClient): void {
  const { connection } = client as PoolClient & { readonly connection?: { readonly stream?: Socket } };
  connection?.stream?.destroy();
  client.release(true);
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
