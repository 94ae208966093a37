import { createReadStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { DatasetRow } from './dataset-row.ts';
import { DatasetError } from './dataset-row.ts';
import { readCsv } from './read-csv.ts';
import { readDocument } from './read-document.ts';
import { readJsonl } from './read-jsonl.ts';

type Reader = (chunks: AsyncIterable<Uint8Array>, file: string) => AsyncIterable<DatasetRow>;

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
 * `paths` are absolute, or globs.
 */
export async function* openDataset(paths: readonly string[]): AsyncGenerator<DatasetRow> {
  for (const path of paths) {
    for (const file of await expand(path)) yield* readerOf(file)(createReadStream(file), file);
  }
}

async function expand(path: string): Promise<readonly string[]> {
  if (!/[*?[\]{}]/u.test(path)) {
    await requireFile(path);
    return [path];
  }
  const found: string[] = [];
  for await (const file of glob(path)) found.push(file);
  if (found.length === 0) throw new DatasetError('dataset/no-file', `no file matches ${path}`, { file: path, line: 1 });
  return found.sort();
}

async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return;
  throw new DatasetError('dataset/no-file', `there is no dataset file ${path}`, { file: path, line: 1 });
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
