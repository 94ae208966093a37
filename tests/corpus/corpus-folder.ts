import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

/** The folder of recorded truth (`SLUICE_CORPUS`, default `../shared/corpus`), or `undefined` where it is absent. */
export function corpusFolder(): string | undefined {
  const folder = resolve(repository, process.env.SLUICE_CORPUS ?? '../shared/corpus');
  if (existsSync(folder)) return folder;
  console.log(`skipped: no corpus at ${folder} (set SLUICE_CORPUS)`);
  return undefined;
}

/** A file of the corpus, or `undefined` where the folder or the file is absent: said in one line. */
export function corpusFile(...path: readonly string[]): string | undefined {
  const folder = corpusFolder();
  if (folder === undefined) return undefined;
  const file = join(folder, ...path);
  if (existsSync(file)) return file;
  console.log(`left out: this corpus has no ${path.join('/')}`);
  return undefined;
}
