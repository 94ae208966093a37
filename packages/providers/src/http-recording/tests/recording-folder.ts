import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedExchange } from '../recorded-exchange.ts';

/** A folder for one test's recording. */
export interface RecordingFolder extends AsyncDisposable {
  readonly folder: string;
  readonly file: string;
  text(): Promise<string>;
  lines(): Promise<readonly RecordedExchange[]>;
}

export async function recordingFolder(): Promise<RecordingFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'http-recording-'));
  const file = join(folder, 'calls.jsonl');
  const text = (): Promise<string> => readFile(file, 'utf8');
  return {
    folder,
    file,
    text,
    lines: async () =>
      (await text())
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as RecordedExchange),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
