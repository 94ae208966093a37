import type { DatabaseSync } from 'node:sqlite';
import type { StoreFault } from '../store-fault.ts';

/** The version that this code reads and writes, kept in `PRAGMA user_version`; 0 is an empty file. */
export const schemaVersion = 1;

export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

export function newerSchema(file: string, found: number): StoreFault {
  return {
    code: 'store/newer-schema',
    message: `the store ${file} was written by a newer sluice (version ${found} of its tables; this one knows ${schemaVersion})`,
    hint: 'upgrade sluice, or give another store with --store',
  };
}

/** Brings a database to `schemaVersion` in one transaction; call it while nothing else is open on the connection. */
export function migrate(database: DatabaseSync, file: string): void {
  if (versionOf(database) === schemaVersion) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    const found = versionOf(database);
    if (found > schemaVersion) throw newerSchema(file, found);
    for (const step of migrations.slice(found)) database.exec(step);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

// One text for each version; a text that has been released never changes.
const migrations: readonly string[] = [
  `
  CREATE TABLE run (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    name        TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    finished_at INTEGER,
    status      TEXT NOT NULL,
    definition  TEXT NOT NULL,
    summary     TEXT
  ) STRICT;
  CREATE INDEX run_by_time ON run (created_at);
  CREATE TABLE event (
    id   INTEGER PRIMARY KEY,
    unit TEXT NOT NULL,
    type TEXT NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX event_by_unit ON event (unit);
  CREATE TABLE cache (
    number     INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    value      TEXT NOT NULL,
    stored_at  INTEGER NOT NULL,
    expires_at INTEGER
  ) STRICT;
  CREATE INDEX cache_by_expiry ON cache (expires_at) WHERE expires_at IS NOT NULL;
  `,
];
