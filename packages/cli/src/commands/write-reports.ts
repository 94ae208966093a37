import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type RunStore, UsageError } from '@sluice/core';
import {
  type CaseRecord,
  csvHeader,
  csvRow,
  type EvalResult,
  finalRecords,
  renderJunit,
  renderMarkdown,
} from '@sluice/eval';
import type { Terminal } from '../terminal/terminal.ts';

export interface ReportTarget {
  readonly store: RunStore;
  readonly terminal: Terminal;
}

export const reportExtensions: readonly string[] = ['.json', '.jsonl', '.csv', '.md', '.xml'];

/** One file for each path, by its extension; folders are made. */
export async function writeReports(result: EvalResult, paths: readonly string[], target: ReportTarget): Promise<void> {
  for (const path of paths) checkExtension(path);
  for (const path of paths) {
    const file = resolve(path);
    await mkdir(dirname(file), { recursive: true });
    await writeReport(result, file, target.store);
    target.terminal.note(`wrote ${path}`);
  }
}

export function checkExtension(path: string): void {
  if (reportExtensions.includes(extname(path))) return;
  throw new UsageError(
    'cli/unknown-output',
    `no report has the extension of ${path}`,
    `use one of ${reportExtensions.join(', ')}`,
  );
}

async function writeReport(result: EvalResult, file: string, store: RunStore): Promise<void> {
  const { scorers } = result;
  switch (extname(file)) {
    case '.json':
      return await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
    case '.md':
      return await writeFile(file, renderMarkdown(result));
    case '.xml':
      return await writeFile(file, renderJunit(result));
    case '.jsonl':
      return await stream(file, store, { id: result.run, line: (record) => `${JSON.stringify(record)}\n` });
    default:
      return await stream(file, store, {
        id: result.run,
        head: csvHeader(scorers),
        line: (record) => csvRow(record, scorers),
      });
  }
}

interface Lines {
  readonly id: string;
  readonly head?: string;
  readonly line: (record: CaseRecord) => string;
}

/** Records as they are read: the file may be larger than memory. The last record of a sample wins. */
async function stream(file: string, store: RunStore, { id, head, line }: Lines): Promise<void> {
  async function* lines(): AsyncGenerator<string> {
    if (head !== undefined) yield head;
    for await (const { record } of finalRecords(store, id)) yield line(record);
  }
  await pipeline(lines, createWriteStream(file));
}
