import { Readable } from 'node:stream';
import type { Json } from '@sluice/core';
import type { CsvError, Info } from 'csv-parse';
import type { DatasetRow } from './dataset-row.ts';
import { DatasetError } from './dataset-row.ts';

interface CsvRecord {
  readonly info: Info;
  readonly record: { readonly [column: string]: string };
}

/** RFC 4180 with a header line. Every cell is text: a suite converts what it needs with `double()` or `int()`. */
export async function* readCsv(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<DatasetRow> {
  const { parse } = await import('csv-parse');
  const parser = Readable.from(chunks).pipe(
    parse({ columns: uniqueColumns(file), bom: true, skip_empty_lines: true, info: true, relax_column_count: false }),
  );
  let line = 2;
  try {
    for await (const item of parser) {
      const { record, info } = item as CsvRecord;
      yield { row: { ...record } as Json, file, line };
      line = info.lines + 1;
    }
  } catch (error) {
    if (error instanceof DatasetError || !isCsvError(error)) throw error;
    throw new DatasetError('dataset/bad-csv', error.message, { file, line: Number(error.lines ?? line) });
  }
}

function uniqueColumns(file: string): (names: readonly string[]) => string[] {
  return (names) => {
    const seen = new Set<string>();
    for (const name of names) {
      if (name === '' || seen.has(name)) {
        const message = name === '' ? 'a column has no name' : `two columns are named \`${name}\``;
        throw new DatasetError('dataset/bad-csv', message, { file, line: 1 });
      }
      seen.add(name);
    }
    return [...names];
  };
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}
