import { join, resolve } from 'node:path';
import type { Store } from '../store.ts';
import { GroupWriter } from './group-writer.ts';
import { Reader } from './reader.ts';
import { SqliteCache } from './sqlite-cache.ts';
import { SqliteRuns } from './sqlite-runs.ts';

export interface SqliteStoreOptions {
  /** Holds `sluice.db`; made at the first write. Reading never makes anything. */
  readonly folder: string;
  /** The database does not grow beyond this; writes then fail as on a full disk. Default: no limit of its own. */
  readonly maxBytes?: number;
}

/**
 * A store in one SQLite file. Several processes may use it at once. Nothing is opened before it is needed;
 * failures are `UsageError`s with a code `store/...`.
 */
export function sqliteStore(options: SqliteStoreOptions): Store {
  const folder = resolve(options.folder);
  const file = join(folder, 'sluice.db');
  const reader = new Reader(file);
  const writer = new GroupWriter({ folder, file, maxBytes: options.maxBytes });
  const close = (): Promise<void> => {
    // First the reader, so that the last connection is the one that may tidy up the write-ahead log.
    reader.close();
    return writer.close();
  };
  const runs = new SqliteRuns({ reader, writer, close });
  return { runs, cache: new SqliteCache({ reader, writer }), close, [Symbol.asyncDispose]: close };
}
