import { Readable } from 'node:stream';
import type { Json } from '@sluice/core';
import type { CsvError, Info } from 'csv-parse';
import type { DatasetRow } from './dataset-row.ts';
import { DatasetError } from './dataset-row.ts';

interface CsvRecord {
  readonly info: Info;
  readonly record: { readonly [column: string]: string };
}

/**
 * RFC 4180 with a header line. Every cell is text: a suite converts what it needs with `double()` or `int()`.
 * Records with too few or too many cells are given as errors.
 */
export async function* readCsv(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<DatasetRow | DatasetError> {
  const { parse } = await import('csv-parse');
  const broken: DatasetError[] = [];
  const parser = Readable.from(chunks).pipe(
    parse({
      columns: uniqueColumns(file),
      bom: true,
      skip_empty_lines: true,
      info: true,
      skip_records_with_error: true,
    }),
  );
  parser.on('skip', (error: CsvError) => broken.push(toDatasetError(error, file)));
  try {
    for await (const item of parser) {
      yield* broken.splice(0);
      const { record, info } = item as CsvRecord;
      yield { row: { ...record } as Json, file, line: info.lines - innerLines(record) };
    }
    yield* broken.splice(0);
  } catch (error) {
    if (error instanceof DatasetError || !isCsvError(error)) throw error;
    throw toDatasetError(error, file);
  }
}

/** A record ends on the line that the parser tells; quoted cells may hold lines of their own. */
function innerLines(record: CsvRecord['record']): number {
  return Object.values(record).reduce((count, cell) => count + cell.split('\n').length - 1, 0);
}

function toDatasetError(error: CsvError, file: string): DatasetError {
  return new DatasetError('dataset/bad-csv', error.message, { file, line: Number(error.lines ?? 1) });
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
