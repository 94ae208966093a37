import type { RunStore } from '@sluice/core';
import type { CaseEnd } from './case-end.ts';

/** The last record of each sample, streamed: a sample that was run again has earlier ones, which do not count. */
export async function* finalRecords(store: RunStore, runId: string): AsyncGenerator<CaseEnd> {
  const counts = new Map<string, number>();
  // Only a sample that failed is run again: the others need no bookkeeping.
  for await (const { event } of store.readTypes(runId, ['case-end'])) {
    const end = event as CaseEnd;
    const key = sampleKey(end);
    if (end.record.status === 'failed' || counts.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for await (const { event } of store.readTypes(runId, ['case-end'])) {
    const end = event as CaseEnd;
    const key = sampleKey(end);
    const left = counts.get(key);
    if (left !== undefined) counts.set(key, left - 1);
    if (left === undefined || left === 1) yield end;
  }
}

function sampleKey({ row, record }: CaseEnd): string {
  return `${record.variant}/${row}/${record.repeat}`;
}
