import type { LogEvent, RunHeader } from '@sluice/core';

export function header(id: string, change: Partial<RunHeader> = {}): RunHeader {
  const definition = { file: 'pipelines/a.yaml' };
  return { id, kind: 'run', name: 'a', createdAt: 1, status: 'running', definition, ...change };
}

export function at(n: number, type = 'step-start'): LogEvent {
  return { type, at: n };
}

export function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(items);
}
