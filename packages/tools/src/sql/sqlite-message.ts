import type { Json, JsonObject } from '@sluice/core';

/** The first message to the process. */
export interface SqliteSetup {
  readonly file: string;
  readonly readOnly: boolean;
  readonly maxRows: number;
}

/** Every later one: a statement. One is under way at a time. */
export interface SqliteRequest {
  readonly text: string;
  readonly params: Readonly<Record<string, string | number | null>>;
}

export type SqliteReply =
  | { readonly kind: 'rows'; readonly rows: readonly JsonObject[]; readonly changes: number }
  | { readonly kind: 'too-many-rows' }
  | { readonly kind: 'error'; readonly code: SqliteErrorCode; readonly message: string };

export type SqliteErrorCode =
  | 'sql/failed'
  | 'sql/busy'
  | 'sql/read-only'
  | 'sql/not-allowed'
  | 'sql/cannot-open'
  | 'sql/not-a-database';

export type SqliteRow = Record<string, Json>;
