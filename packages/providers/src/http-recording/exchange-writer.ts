import { type FileHandle, open } from 'node:fs/promises';
import { UsageError } from '@sluice/core';
import { parseJson } from '../wire/json.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

/** Appends lines to a recording; each is on the disk when `append` resolves. */
export interface ExchangeWriter {
  append(exchange: RecordedExchange): Promise<void>;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

/** Only its owner may read a new file: prompts and answers are in it. Throws `UsageError` where it cannot be written. */
export async function openExchangeWriter(file: string): Promise<ExchangeWriter> {
  const handle = await openFile(file);
  let waiting: string[] = [];
  let writing: Promise<void> | undefined;
  const writeAll = async (): Promise<void> => {
    const lines = waiting;
    waiting = [];
    writing = undefined;
    await handle.appendFile(lines.join(''));
    await handle.datasync();
  };
  let last: Promise<void> = Promise.resolve();
  return {
    append(exchange) {
      waiting.push(`${JSON.stringify(exchange)}\n`);
      // All that come while one write is under way go to the disk with one sync.
      writing ??= last.catch(() => undefined).then(writeAll);
      last = writing;
      return writing;
    },
    async close() {
      await last.catch(() => undefined);
      await handle.close();
    },
  };
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    const handle = await open(file, 'a+', 0o600);
    await mendEnd(handle);
    return handle;
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError('http-recording/cannot-write', `cannot write the recording ${file} (${why})`);
  }
}

/** A line that a killed process left half written is dropped: its exchange was never told to be recorded. */
async function mendEnd(handle: FileHandle): Promise<void> {
  const content = await handle.readFile();
  if (content.length === 0 || content.at(-1) === newline) return;
  const begin = content.lastIndexOf(newline) + 1;
  if (parseJson(content.toString('utf8', begin)) === undefined) await handle.truncate(begin);
  else await handle.appendFile('\n');
}

const newline = 10;
