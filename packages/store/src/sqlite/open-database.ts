import { existsSync, mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { migrate, newerSchema, schemaVersion, versionOf } from './schema.ts';
import { resultCode } from './sqlite-fault.ts';
import type { WriterOptions } from './write-operation.ts';

/** How long SQLite itself waits for another connection's lock. */
const busyTimeoutMs = 5000;

/** The one connection that writes; makes the folder, the file and the tables where they are missing. */
export function openForWriting(options: WriterOptions): DatabaseSync {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(options.file, { timeout: busyTimeoutMs });
  try {
    const found = versionOf(database);
    if (found > schemaVersion) throw newerSchema(options.file, found);
    // Page size and vacuum mode only take effect before the first table is made, and before WAL.
    if (found === 0) database.exec(`PRAGMA page_size = ${pageSize}; PRAGMA auto_vacuum = INCREMENTAL`);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    migrate(database, options.file);
    if (options.maxBytes !== undefined) {
      database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(options.maxBytes / pageSize))}`);
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A connection that cannot write; `undefined` while the tables are not there yet. */
export function openForReading(file: string): DatabaseSync | undefined {
  const database = readableDatabase(file);
  try {
    const found = versionOf(database);
    if (found > schemaVersion) throw newerSchema(file, found);
    if (found === schemaVersion) return database;
    database.close();
    return undefined;
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
}

function readableDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
  try {
    versionOf(database);
    return database;
  } catch (error) {
    database.close();
    // Even a reader of a write-ahead log makes a small file beside it. Where it may not (an archive, another user's
    // store), a file without a log that waits to be merged can be read as one that never changes.
    if (!cannotMakeLogCodes.has(resultCode(error)) || existsSync(`${file}-wal`)) throw error;
    const unchanging = pathToFileURL(file);
    unchanging.searchParams.set('immutable', '1');
    return new DatabaseSync(unchanging, { readOnly: true });
  }
}

// SQLITE_READONLY and SQLITE_CANTOPEN.
const cannotMakeLogCodes: ReadonlySet<unknown> = new Set([8, 14]);

// Events are about 2 KB of JSON; with 4 KiB pages half of the file would be empty.
const pageSize = 16_384;
