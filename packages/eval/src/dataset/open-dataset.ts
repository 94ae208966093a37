import { createReadStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { DatasetRow } from './dataset-row.ts';
import { DatasetError } from './dataset-row.ts';
import { readCsv } from './read-csv.ts';
import { readDocument } from './read-document.ts';
import { readJsonl } from './read-jsonl.ts';

type Reader = (chunks: AsyncIterable<Uint8Array>, file: string) => AsyncIterable<DatasetRow | DatasetError>;

const readers: { readonly [extension: string]: Reader } = {
  '.jsonl': readJsonl,
  '.ndjson': readJsonl,
  '.csv': readCsv,
  '.json': readDocument,
  '.yaml': readDocument,
  '.yml': readDocument,
};

export const datasetExtensions: readonly string[] = Object.keys(readers);

/**
 * The rows of all files, in order; one row is held at a time (JSON and YAML lists are read whole).
 * `paths` are absolute, or globs. Throws `DatasetError` at the first row that cannot be read.
 */
export async function* openDataset(paths: readonly string[]): AsyncGenerator<DatasetRow> {
  for await (const row of readDataset(paths)) {
    if (row instanceof DatasetError) throw row;
    yield row;
  }
}

/** As `openDataset`, but rows and files that cannot be read are among the rows: reading goes on behind them. */
export async function* readDataset(paths: readonly string[]): AsyncGenerator<DatasetRow | DatasetError> {
  for (const path of paths) {
    const files = await orError(() => expand(path));
    if (files instanceof DatasetError) yield files;
    else for (const file of files) yield* readFile(file);
  }
}

async function* readFile(file: string): AsyncGenerator<DatasetRow | DatasetError> {
  try {
    yield* readerOf(file)(createReadStream(file), file);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    yield error;
  }
}

async function orError<T>(work: () => Promise<T>): Promise<T | DatasetError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatasetError) return error;
    throw error;
  }
}

async function expand(path: string): Promise<readonly string[]> {
  // A file whose name looks like a pattern is that file.
  if (await isFile(path)) return [path];
  if (!/[*?[\]{}]/u.test(path)) {
    throw new DatasetError('dataset/no-file', `there is no dataset file ${path}`, { file: path, line: 1 });
  }
  const found: string[] = [];
  for await (const file of glob(path)) found.push(file);
  if (found.length === 0) throw new DatasetError('dataset/no-file', `no file matches ${path}`, { file: path, line: 1 });
  return found.sort();
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true;
}

function readerOf(file: string): Reader {
  const reader = readers[extname(file).toLowerCase()];
  if (reader) return reader;
  throw new DatasetError('dataset/unknown-format', `the format of ${file} is not known`, {
    file,
    line: 1,
    hint: `use one of ${datasetExtensions.join(', ')}`,
  });
}
