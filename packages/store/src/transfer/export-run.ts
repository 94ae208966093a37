import type { RunStore } from '@sluice/core';
import { unknownRun } from '../run-faults.ts';
import { toUsageError } from '../store-fault.ts';
import { type RunLogEnd, type RunLogStart, runLogSchema } from './run-log.ts';

/**
 * A run as JSONL, each line with its line feed: the header, every event in order, and a last line that counts them.
 * Throws `UsageError` `store/unknown-run`.
 */
export async function* exportRun(runs: RunStore, runId: string): AsyncIterable<string> {
  const run = await runs.get(runId);
  if (run === undefined) throw toUsageError(unknownRun(runId));
  yield line({ schema: runLogSchema, run } satisfies RunLogStart);
  let events = 0;
  for await (const stored of runs.read(runId)) {
    yield line(stored);
    events += 1;
  }
  yield line({ end: true, events } satisfies RunLogEnd);
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
