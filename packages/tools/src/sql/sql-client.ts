import type { AbortSignalLike } from '@sluice/core';
import type { SqlQuery, SqlResult } from './sql-query.ts';

/** A database of one tool. Throws `FailureError`. */
export interface SqlClient {
  query(query: SqlQuery, signal: AbortSignalLike): Promise<SqlResult>;
  close(): Promise<void>;
}
