import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '@sluice/core';
import type { EvalSuite } from '@sluice/eval';

export interface SpoolOptions {
  /** The store's folder. */
  readonly store: string;
  /** Dataset files of the run that is taken up: standard input was kept among them. */
  readonly earlier?: readonly string[] | undefined;
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean };
}

/**
 * The suite with standard input (`-`: JSON lines, or one JSON list) kept as a file of the store. The data is read more
 * than once, and again when the run is taken up.
 */
export async function spoolStdin(suite: EvalSuite, { store, earlier, stdin }: SpoolOptions): Promise<EvalSuite> {
  const { dataset } = suite;
  if (!dataset.paths.includes('-')) return suite;
  const folder = join(store, 'stdin');
  const kept = earlier?.find((file) => file.startsWith(folder));
  const file = kept ?? (await spool(stdin ?? process.stdin, folder));
  return { ...suite, dataset: { ...dataset, paths: dataset.paths.map((path) => (path === '-' ? file : path)) } };
}

async function spool(input: NonNullable<SpoolOptions['stdin']>, folder: string): Promise<string> {
  if (input.isTTY === true) {
    throw new UsageError(
      'cli/no-stdin',
      'the dataset is standard input (`-`), and nothing is piped in',
      'sluice eval FILE < rows.jsonl',
    );
  }
  await mkdir(folder, { recursive: true });
  const part = join(folder, `${randomBytes(6).toString('hex')}.part`);
  const hash = createHash('sha256');
  let first = '';
  async function* hashed(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array | string> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      if (first === '') first = chunk.toString().trimStart().slice(0, 1);
      yield chunk;
    }
  }
  await pipeline(input, hashed, createWriteStream(part));
  const file = join(folder, `${hash.digest('hex').slice(0, 32)}${first === '[' ? '.json' : '.jsonl'}`);
  await rename(part, file);
  return file;
}
