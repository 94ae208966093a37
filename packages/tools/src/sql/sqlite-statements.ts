import { constants, DatabaseSync, type StatementSync } from 'node:sqlite';
import type { SqliteErrorCode, SqliteReply, SqliteRequest, SqliteRow, SqliteSetup } from './sqlite-message.ts';

/** Runs statements on one file. What would reach another file, or outlast the statement, is not authorized. */
export class SqliteStatements {
  readonly #setup: SqliteSetup;
  #database: DatabaseSync | undefined;
  #totalChanges: StatementSync | undefined;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(setup: SqliteSetup) {
    this.#setup = setup;
  }

  run(request: SqliteRequest): SqliteReply {
    try {
      return this.#run(request);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'error', code: codeOf(error), message };
    }
  }

  #run({ text, params }: SqliteRequest): SqliteReply {
    this.#database ??= this.#open();
    const statement = this.#prepare(this.#database, text);
    const before = this.#changes();
    const rows: SqliteRow[] = [];
    for (const row of statement.iterate(params)) {
      if (rows.length === this.#setup.maxRows) return { kind: 'too-many-rows' };
      rows.push(toJsonRow(row));
    }
    return { kind: 'rows', rows, changes: this.#changes() - before };
  }

  #open(): DatabaseSync {
    const { file, readOnly } = this.#setup;
    const database = new DatabaseSync(file, { readOnly, timeout: 5000, allowExtension: false, readBigInts: true });
    this.#totalChanges = database.prepare('SELECT total_changes() AS n');
    // Makes SQLite look at the file, so that one that is no database is found here.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    database.setAuthorizer((action, name, value) =>
      isAllowed(action, name, value) ? constants.SQLITE_OK : constants.SQLITE_DENY,
    );
    return database;
  }

  #prepare(database: DatabaseSync, text: string): StatementSync {
    const known = this.#prepared.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text);
    // Texts are literals of a pipeline, so there are few; a model's own are not kept for ever.
    if (this.#prepared.size >= 100) this.#prepared.clear();
    this.#prepared.set(text, statement);
    return statement;
  }

  #changes(): number {
    return Number(this.#totalChanges?.get()?.['n'] ?? 0);
  }
}

function isAllowed(action: number, name: string | null, value: string | null): boolean {
  // VACUUM INTO asks to attach its target, so it is refused with the others.
  if (deniedActions.has(action)) return false;
  if (action === constants.SQLITE_PRAGMA)
    return value === null ? readablePragmas.has(name ?? '') : tablePragmas.has(name ?? '');
  return !(action === constants.SQLITE_FUNCTION && value === 'load_extension');
}

const deniedActions: ReadonlySet<number> = new Set([
  constants.SQLITE_ATTACH,
  constants.SQLITE_DETACH,
  constants.SQLITE_TRANSACTION,
  constants.SQLITE_SAVEPOINT,
]);

const tablePragmas: ReadonlySet<string> = new Set([
  'table_info',
  'table_xinfo',
  'index_list',
  'index_info',
  'foreign_key_list',
]);

const readablePragmas: ReadonlySet<string> = new Set([
  'table_list',
  'user_version',
  'page_count',
  'data_version',
  'encoding',
]);

function toJsonRow(row: Record<string, unknown>): SqliteRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toJsonValue(value)]));
}

function toJsonValue(value: unknown): SqliteRow[string] {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value as SqliteRow[string];
}

function codeOf(error: unknown): SqliteErrorCode {
  const errcode: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'errcode') : undefined;
  return typeof errcode === 'number' ? (codes[errcode & 0xff] ?? 'sql/failed') : 'sql/failed';
}

const codes: Readonly<Record<number, SqliteErrorCode | undefined>> = {
  5: 'sql/busy',
  6: 'sql/busy',
  8: 'sql/read-only',
  14: 'sql/cannot-open',
  23: 'sql/not-allowed',
  26: 'sql/not-a-database',
};
