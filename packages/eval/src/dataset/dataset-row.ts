import type { Json } from '@sluice/core';

/** One row as it stands in its file. */
export interface DatasetRow {
  readonly row: Json;
  /** Absolute path. */
  readonly file: string;
  /** 1-based line where the row starts. */
  readonly line: number;
}

/** A row that cannot be read; names its place. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, place: { file: string; line: number; column?: number; hint?: string }) {
    super(message);
    this.code = code;
    this.file = place.file;
    this.line = place.line;
    this.column = place.column ?? 1;
    this.hint = place.hint;
  }
}
