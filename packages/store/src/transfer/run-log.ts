import type { RunHeader } from '@sluice/core';

/** The first line of an exported run. */
export interface RunLogStart {
  readonly schema: typeof runLogSchema;
  readonly run: RunHeader;
}

/** The last line: what a cut file lacks. */
export interface RunLogEnd {
  readonly end: true;
  readonly events: number;
}

/** Each line between is a `StoredEvent`. */
export const runLogSchema = 'sluice/run-log/v1';
