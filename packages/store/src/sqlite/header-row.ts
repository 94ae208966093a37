import type { RunHeader, StoredRunStatus } from '@sluice/core';
import type { Row } from './reader.ts';

/** A row of the table `run` as a header. */
export function headerOf(row: Row): RunHeader {
  const { id, kind, name, created_at, finished_at, status, definition, summary } = row;
  return {
    id: String(id),
    kind: kind as RunHeader['kind'],
    name: String(name),
    createdAt: Number(created_at),
    ...(typeof finished_at === 'number' ? { finishedAt: finished_at } : {}),
    status: status as StoredRunStatus,
    definition: JSON.parse(String(definition)),
    ...(typeof summary === 'string' ? { summary: JSON.parse(summary) } : {}),
  };
}
