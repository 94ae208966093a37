import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../..');

/** The folder of recorded truth (`SLUICE_CORPUS`, default `../shared/corpus`), or `undefined` where it is absent. */
export function corpusFolder(): string | undefined {
  const folder = resolve(repository, process.env.SLUICE_CORPUS ?? '../shared/corpus');
  if (existsSync(folder)) return folder;
  console.log(`skipped: no corpus at ${folder} (set SLUICE_CORPUS)`);
  return undefined;
}
